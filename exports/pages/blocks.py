"""A report as a row of blocks, and the three documents made of it: Markdown, a web page, a Word document.

Words are escaped by what writes them, and nowhere else.
"""

from __future__ import annotations

import html
import io
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from exports.figures.drawing import Figure
from exports.pages.word_page import WordPage
from exports.quotations.markdown import escaped
from exports.words import one_line

CELL_MARGIN = Cm(0.08)
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
STYLE = """
body { font: 1rem/1.5 Georgia, "Times New Roman", serif; max-width: 60rem; margin: 2.5rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; break-after: avoid; }
table { border-collapse: collapse; font-size: .85rem; } caption { text-align: left; }
th, td { padding: .15rem .6rem; border-bottom: 1px solid #ccc; text-align: left; vertical-align: top; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
blockquote { margin: .3rem 0; padding-left: 1rem; border-left: .2rem solid #888; overflow-wrap: anywhere; }
figure { margin: 1.5rem 0; } figure img { max-width: 100%; background: white; } figcaption { font-size: .9rem; }
@media print { body { max-width: none; margin: 0; font-size: 10pt; } tr, figure { break-inside: avoid; } }
"""


@dataclass(frozen=True, slots=True)
class Heading:
    """Above what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words of the report itself."""

    text: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Somebody's words, with a line above that says where they stand and lines below that say what was made of them."""

    above: str
    words: str
    below: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells below headings; the first `words` columns hold words, the others numbers."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1


Block = Heading | Paragraph | Excerpt | Table | Figure


def as_markdown(title: str, blocks: Iterable[Block], stem: str) -> bytes:
    """CommonMark with pipe tables; figures are the files STEM-NAME.svg beside it."""
    parts = [f"# {_plain(title)}", *(_markdown(block, stem) for block in blocks)]
    return ("\n\n".join(parts) + "\n").encode("utf-8", "replace")


def _markdown(block: Block, stem: str) -> str:
    match block:
        case Heading(text):
            return f"## {_plain(text)}"
        case Paragraph(text):
            return _plain(text)
        case Excerpt(above, words, below):
            listed = "\n".join(f"- {_plain(line)}" for line in below)
            return f"**{_plain(above)}**\n\n> {_plain(words)}\n\n{listed}"
        case Table(headings, rows, words):
            rule = _piped("---" if at < words else "---:" for at in range(len(headings)))
            return "\n".join([_piped(map(_in_cell, headings)), rule, *(_piped(map(_in_cell, row)) for row in rows)])
        case Figure():
            return f"![{_plain(block.title)}]({quote(f'{stem}-{block.name}.svg')})\n\n{_plain(block.caption.words())}"


def _piped(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    return escaped(one_line(text))


def _in_cell(text: str) -> str:
    # Behind a bar no number begins a list, so that the point of 0.5 needs no escape.
    return escaped(f".{one_line(text)}")[1:]


def as_web_page(title: str, blocks: Iterable[Block]) -> bytes:
    """One page that needs nothing else, runs nothing and prints well."""
    lines = [
        "<!DOCTYPE html>", '<html lang="en">', "<head>", '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">', f"<title>{_safe(title)}</title>",
        f"<style>{STYLE}</style>", "</head>", "<body>", f"<h1>{_safe(title)}</h1>",
        *(_html(block) for block in blocks), "</body>", "</html>", "",
    ]  # fmt: skip
    return "\n".join(lines).encode()


def _html(block: Block) -> str:
    match block:
        case Heading(text):
            return f"<h2>{_safe(text)}</h2>"
        case Paragraph(text):
            return f"<p>{_safe(text)}</p>"
        case Excerpt(above, words, below):
            said = "".join(f"<li>{_safe(line)}</li>" for line in below)
            return f'<h3>{_safe(above)}</h3>\n<blockquote dir="auto">{_safe(words)}</blockquote>\n<ul>{said}</ul>'
        case Table(headings, rows, words):
            body = "\n".join(_row("td", row, words) for row in rows)
            return f"<table>\n<thead>{_row('th', headings, words)}</thead>\n<tbody>\n{body}\n</tbody>\n</table>"
        case Figure():
            data, caption = b64encode(block.svg()).decode(), _safe(block.caption.words())
            image = f'<img alt="{_safe(block.title)}" src="data:image/svg+xml;base64,{data}">'
            return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"


def _row(cell: str, row: Sequence[str], words: int) -> str:
    shown = (f"<{cell}{' class=n' * (at >= words)}>{_safe(text)}</{cell}>" for at, text in enumerate(row))
    return f"<tr>{''.join(shown)}</tr>"


def _safe(text: str) -> str:
    return html.escape(one_line(text), quote=True)


def as_word_document(title: str, blocks: Iterable[Block], *, wide: bool = False) -> bytes:
    """A Word document in Word's own styles, so that a report can restyle all of it; `wide` is A4 on its side."""
    document = docx.Document()
    if wide:
        paper = document.sections[0]
        paper.orientation, paper.page_width, paper.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
        paper.left_margin = paper.right_margin = Cm(2)
    properties = document.core_properties
    properties.title = one_line(title)[:255]
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    page = WordPage(document)
    page.add(one_line(title), "Title")
    for block in blocks:
        _word(document, page, block)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _word(document: Any, page: WordPage, block: Block) -> None:
    match block:
        case Heading(text):
            page.add(one_line(text), "Heading 1")
        case Paragraph(text):
            page.add(one_line(text), "Normal")
        case Excerpt(above, words, below):
            page.add(one_line(above), "Heading 3")
            page.add(one_line(words), "Quote")
            for line in below:
                page.add(one_line(line), "List Bullet")
        case Table(headings, rows, _):
            _word_table(document, (headings, *rows))
        case Figure():
            # 16 cm are the width of a page; a figure that is taller than a page is shrunk to one.
            picture = document.add_picture(io.BytesIO(block.png()), width=Cm(16))
            if picture.height > Cm(22):
                picture.width, picture.height = int(picture.width * Cm(22) / picture.height), Cm(22)
            picture._inline.docPr.set("descr", one_line(block.title))
            document.add_paragraph(block.caption.words(), "Caption")


def _word_table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]), "Light Grid")
    table.autofit = True  # to what stands in it, where the program can; the others take these widths
    _narrow_margins(table)
    widths = _widths(rows, document.sections[-1])
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # headings again on every page
    cells = iter(table._cells)  # asking a table for its cells again and again takes the square of its size
    for number, row in enumerate(rows):
        for text, width in zip(row, widths, strict=True):
            cell = next(cells)
            cell.width = width
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(one_line(text))
            run.font.size, run.bold = Pt(8), number == 0


def _narrow_margins(table: Any) -> None:
    """Less white beside words than Word's 0.19 cm: many columns need it (ECMA-376-1, 17.4.42)."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(CELL_MARGIN.twips)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins)


def _widths(rows: Sequence[Sequence[str]], paper: Any) -> list[int]:
    """How wide columns are (EMU), all together as the page: each as its longest word, the rest of it by their texts.

    A letter of 8 points is about 0.16 cm wide, the margins of a cell are `CELL_MARGIN` on either side.
    """
    room = paper.page_width - paper.left_margin - paper.right_margin
    columns = list(zip(*rows, strict=True))
    words = [max((len(word) for text in column for word in text.split()), default=1) for column in columns]
    least = [2 * CELL_MARGIN + Cm(0.16 * min(many + 1, 20)) for many in words]
    if sum(least) >= room:
        return [int(room * each / sum(least)) for each in least]
    texts = [min(sum(map(len, column)) / len(column), 60) for column in columns]
    over = [max(0.0, many - word) for many, word in zip(texts, words, strict=True)]
    spare = (room - sum(least)) / (sum(over) or 1)
    return [int(each + spare * many) for each, many in zip(least, over, strict=True)]

"""The framework matrix as a file: summaries by person or case and theme, and below them the passages they rest on.

Word, Excel and Markdown link every cell to its passages. What people wrote stays words in all of them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session

from codebook.counting.framework import Framework, FrameworkCell
from codebook.notes.memo_links import Link, Targets, links
from codebook.retrieval.excerpts import of_codings
from codebook.retrieval.passages import Excerpt
from exports.quotations.markdown import escaped
from exports.saving import save
from exports.tables import save_rows
from exports.words import one_line, visible
from transcripts.errors import TableError

SUFFIXES = (".docx", ".xlsx", ".md", ".csv", ".tex")
MOST = 3
"""Passages listed for a cell, key passages first; the others are counted."""


@dataclass(frozen=True, slots=True)
class Told:
    """A cell as it is written: its place, summaries (each with who wrote it), passages (those linked to first), how
    many are coded, and how many of those are not listed.
    """

    number: int
    row: str
    column: str
    texts: tuple[str, ...]
    passages: tuple[tuple[str, str], ...]
    coded: int
    more: int

    @property
    def anchor(self) -> str:
        """What links to its passages lead to."""
        return f"cell_{self.number}"

    @property
    def text(self) -> str:
        """All summaries, a paragraph each."""
        return "\n\n".join(self.texts)


def save_framework(session: Session, made: Framework, path: Path, *, title: str) -> None:
    """Write a framework matrix as its name's suffix says. Raises TableError for another suffix, WriteFailed."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise TableError(f"{path}: a framework matrix is written as {', '.join(SUFFIXES)}.")
    told = list(_told(session, made))
    caption = f"{title}: {made.subject}s by theme. Query: {made.asked or 'all codings'}."
    if suffix == ".md":
        save(path, _markdown(made, told, caption).encode("utf-8", "replace"))
    elif suffix == ".docx":
        save(path, _word(made, told, caption))
    elif suffix == ".xlsx":
        save(path, _workbook(made, told, caption))
    else:
        rows = [[e.row, e.column, e.text, len(e.passages) + e.more, " | ".join(f"{w} “{s}”" for w, s in e.passages)]
                for e in told]  # fmt: skip
        save_rows(path, (made.subject, "theme", "summary", "passages", "such as"), rows, caption)


def _told(session: Session, made: Framework) -> Iterator[Told]:
    wanted = {uid for line in made.cells for cell in line for uid in cell.codings}
    known = {excerpt.codings[0]: excerpt for excerpt in of_codings(session, wanted)}
    targets = Targets.of(session)
    number = 0
    for row, line in zip(made.rows, made.cells, strict=True):
        for column, cell in zip(made.columns, line, strict=True):
            number += 1
            if cell.summaries or cell.codings:
                yield _cell(number, row, column, cell, [known[uid] for uid in cell.codings if uid in known], targets)


def _cell(
    number: int, row: str, column: str, cell: FrameworkCell, behind: Sequence[Excerpt], targets: Targets
) -> Told:
    linked = [link for each in cell.summaries for link in links(each.text, targets)]
    said = [(link.title, one_line(link.words)) for link in linked if link.words]
    ranked = sorted(behind, key=lambda e: (not e.key, len(e.text)))
    first = [(f"{e.document}, {e.start:,}–{e.end:,}", one_line(e.text)) for e in ranked[: max(MOST - len(said), 0)]]
    texts = tuple(f"{_plain(each.text, targets)} ({each.coder})" for each in cell.summaries)
    return Told(number, row, column, texts, (*said, *first), len(behind), len(behind) - len(first))


def _plain(text: str, targets: Targets) -> str:
    """A summary with each link told by its title."""
    parts, at = [], 0
    for link in links(text, targets):
        parts += [text[at : link.start], _title(link)]
        at = link.end
    return visible("".join([*parts, text[at:]]))


def _title(link: Link) -> str:
    return f"{link.said} (leads nowhere)" if link.trouble else f"[{link.title}]"


# -- Markdown -----------------------------------------------------------------------------------------------------


def _markdown(made: Framework, told: Sequence[Told], caption: str) -> str:
    def word(text: str) -> str:
        return escaped(one_line(text)).replace("|", "\\|")

    at = {(each.row, each.column): each for each in told}
    lines = [f"# {word(caption)}", "", f"| {' | '.join([made.subject, *map(word, made.columns)])} |",
             f"|{' --- |' * (len(made.columns) + 1)}"]  # fmt: skip
    for row in made.rows:
        cells = [_linked(at.get((row, column)), word) for column in made.columns]
        lines.append(f"| {' | '.join([word(row), *cells])} |")
    lines += ["", "## Passages", ""]
    for each in told:
        lines += [f'<a id="{each.anchor}"></a>', f"**{word(each.row)} × {word(each.column)}**", ""]
        lines += [f"- {word(where)}: “{word(words)}”" for where, words in each.passages]
        lines += [f"- and {each.more:,} more", ""] if each.more else [""]
    return "\n".join(lines)


def _linked(each: Told | None, word: Any) -> str:
    if each is None:
        return ""
    return f"{word(each.text)} [{each.coded}](#{each.anchor})".strip()


# -- Excel --------------------------------------------------------------------------------------------------------


def _workbook(made: Framework, told: Sequence[Told], caption: str) -> bytes:
    import xlsxwriter  # noqa: PLC0415

    from exports.quotations.workbook import CELL_UNITS, SAFE  # noqa: PLC0415

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, SAFE) as workbook:
        workbook.set_properties({"title": caption[:200], "author": ""})
        bold, wrapped = workbook.add_format({"bold": True}), workbook.add_format({"text_wrap": True, "valign": "top"})
        sheet, passages = workbook.add_worksheet("Framework"), workbook.add_worksheet("Passages")
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(made.columns), 30)
        passages.set_column(0, 3, 30)
        for column, heading in enumerate([made.subject, *made.columns]):
            sheet.write_string(0, column, visible(heading), bold)
        for column, heading in enumerate([made.subject, "theme", "passage", "words"]):
            passages.write_string(0, column, heading, bold)
        at, line = {(each.row, each.column): each for each in told}, 1
        for number, row in enumerate(made.rows, 1):
            sheet.write_string(number, 0, visible(row), bold)
            for column, heading in enumerate(made.columns, 1):
                each = at.get((row, heading))
                if each is None:
                    continue
                text = (each.text or f"({each.coded} passages)")[: CELL_UNITS // 2]
                sheet.write_url(number, column, f"internal:'Passages'!A{line + 1}", wrapped, text)
                for where, words in each.passages:
                    for place, cell in enumerate((row, heading, where, words)):
                        passages.write_string(line, place, visible(cell)[: CELL_UNITS // 2], wrapped)
                    line += 1
    return target.getvalue()


# -- Word ---------------------------------------------------------------------------------------------------------


def _word(made: Framework, told: Sequence[Told], caption: str) -> bytes:
    import docx  # noqa: PLC0415
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.core_properties.author = ""
    document.add_heading(one_line(caption), level=1)
    table = document.add_table(rows=1, cols=len(made.columns) + 1, style="Table Grid")
    for cell, heading in zip(table.rows[0].cells, [made.subject, *made.columns], strict=True):
        cell.paragraphs[0].add_run(one_line(heading)).bold = True
    at = {(each.row, each.column): each for each in told}
    for row in made.rows:
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(one_line(row)).bold = True
        for cell, column in zip(cells[1:], made.columns, strict=True):
            if (each := at.get((row, column))) is not None:
                _word_cell(cell, each)
    document.add_heading("Passages", level=1)
    for number, each in enumerate(told):
        _anchored(document.add_heading(one_line(f"{each.row} × {each.column}"), level=2), each.anchor, number)
        for where, words in each.passages:
            document.add_paragraph(_xml(f"“{words}” — {where}"), style="Quote")
        if each.more:
            document.add_paragraph(f"and {each.more:,} more")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _word_cell(cell: Any, each: Told) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    first, *others = each.texts or ("",)
    cell.paragraphs[0].add_run(_xml(first))
    for text in others:
        cell.add_paragraph(_xml(text))
    last = cell.paragraphs[-1]
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), each.anchor)
    run = last.add_run(f" [{each.coded}]")
    link.append(run._r)
    last._p.append(link)


def _anchored(paragraph: Any, name: str, number: int) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(kind)
        mark.set(qn("w:id"), str(number))
        if kind == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)


def _xml(text: str) -> str:
    """Words without the characters that XML cannot hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", visible(text))

"""Drafts as web pages: headings, block quotations, tables row by row, and notes that references lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from exports.audit.marks import without_marks
from exports.audit.model import Paragraph, Style
from transcripts.importing.html_encoding import decoded_page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS | frozenset(
    ("p", "div", "li", "ul", "ol", "dl", "dd", "dt", "blockquote", "section", "article", "main", "header", "footer",
     "figure", "figcaption", "pre", "hr", "body", "aside", "nav", "address", "details", "summary", "table", "tr")
)  # fmt: skip
_UNREAD = frozenset(("script", "style", "template", "del", "head", "title", "noscript", "svg", "math", "rt", "rp"))
_CODE = frozenset(("code", "kbd", "samp", "var", "tt"))
_QUOTING = re.compile(r"quot|zitat|citation", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
"""What it says of bytes is not true of text any more."""
_BACK = re.compile(r"[↩↑⏎\ufe0e^]+\s*$")


def web_paragraphs(data: bytes) -> tuple[Paragraph, ...]:
    """The paragraphs of a page in reading order. Raises ImportRefused for bytes that no encoding makes text of."""
    from lxml import html  # noqa: PLC0415 - other drafts are read without it

    text = _DECLARATION.sub("", decoded_page(data).text)
    root = html.document_fromstring(text if text.strip() else "<p></p>")
    return _Walk(root).paragraphs()


class _Walk:
    def __init__(self, root: HtmlElement) -> None:
        self._root = root
        self._by_id = {each.get("id"): each for each in root.iter() if isinstance(each.tag, str) and each.get("id")}
        self._found: list[Paragraph] = []
        self._words: list[str] = []
        self._notes: list[tuple[int, str]] = []
        self._section = ""
        self._number = self._tables = 0

    def paragraphs(self) -> tuple[Paragraph, ...]:
        self._walk(self._root, "text")
        self._flush("text")
        return tuple(self._found)

    def _walk(self, element: HtmlElement, style: Style) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNREAD or element.get("hidden") is not None:
            return
        if tag == "table":
            self._flush(style)
            self._table(element)
            return
        if tag in _CODE:
            self._words.append(without_marks(element.text_content()))
            return
        block = tag in _BLOCKS
        inner = _style_in(element, style)
        if block:
            self._flush(style)
        if (note := self._note(element)) is not None:
            self._notes.append((len("".join(self._words)), note))
            return
        self._words += ["“"] * (tag == "q") + [" "] * (tag == "br") + [element.text or ""]
        for child in element:
            self._walk(child, inner)
            self._words.append(child.tail or "")
        self._words += ["”"] * (tag == "q")
        if block:
            self._flush(inner)

    def _note(self, element: HtmlElement) -> str | None:
        """The words of the note that a reference leads to; None where it is no reference."""
        target = element.get("href") or ""
        words = element.text_content().strip().strip("[]()")
        if element.tag != "a" or not target.startswith("#") or not re.fullmatch(r"\d{1,4}|[*†‡a-z]", words):
            return None
        note = self._by_id.get(target[1:])
        told = "" if note is None else " ".join(note.text_content().split())
        return _BACK.sub("", told) if told != words else None

    def _flush(self, style: Style) -> None:
        raw, self._words = "".join(self._words), []
        notes, self._notes = self._notes, []
        words = " ".join(raw.split())
        if not words:
            return
        self._number += 1
        if style == "heading":
            self._section = words
        placed = tuple((len(" ".join(raw[:at].split())), note) for at, note in notes)
        where = f"paragraph {self._number}"
        self._found.append(Paragraph(words, style, where, self._section, len(self._found) + 1, "", placed))

    def _table(self, table: HtmlElement) -> None:
        self._tables += 1
        header = ""
        for number, row in enumerate((each for each in table.iter("tr")), 1):
            words = "\t".join(" ".join(cell.text_content().split()) for cell in _cells(row))
            header = header or words
            if words.strip():
                where = f"table {self._tables}, row {number}"
                self._found.append(Paragraph(words, "table", where, self._section, len(self._found) + 1, header))


def _cells(row: HtmlElement) -> Iterator[HtmlElement]:
    return (cell for cell in row if cell.tag in ("td", "th"))


def _style_in(element: HtmlElement, style: Style) -> Style:
    if element.tag in _HEADINGS:
        return "heading"
    if element.tag == "blockquote" or (element.tag in ("p", "div") and _QUOTING.search(element.get("class") or "")):
        return "quote"
    return style

"""The walk over the body of an OpenDocument text (ODF 1.3 part 3, §5 to §9): words in reading order, what is bold.

White space in the XML is one space, and none at either end of a paragraph; blanks that count are `text:s` (§6.1.2).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from transcripts.importing.odt_styles import STYLE, TEXT, Look, Styles
from transcripts.importing.speaker_column import Cell

if TYPE_CHECKING:
    from lxml.etree import _Element

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_PRESENTED = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_WHITE = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1000
_BLOCKS = (
    "list", "list-item", "list-header", "section", "numbered-paragraph", "alphabetical-index", "bibliography",
    "illustration-index", "object-index", "table-index", "user-index", "index-body", "index-title",
)  # fmt: skip
_SHAPES = (
    "frame", "custom-shape", "rect", "ellipse", "circle", "line", "polyline", "polygon", "path", "regular-polygon",
    "connector", "caption", "measure", "g",
)  # fmt: skip
_FIELDS = ("page-number", "page-count", "page-continuation")


class Body:
    """One walk: pieces of text, bold spans, the cells of tables, and the count of what stays out."""

    def __init__(self, text: _Element, styles: Styles) -> None:
        self.pieces: list[str] = []
        self.bold: list[tuple[int, int]] = []
        self.tables: list[list[list[Cell]]] = []
        self.insertions = self.deletions = self.deleted = self.boxes = self.objects = 0
        self.comments = self.footnotes = self.endnotes = self.noted = self.hidden = self.contents = self.readings = 0
        self.repeated = 0
        self._styles = styles
        self._length = 0
        self._blank = True
        self._waiting: list[_Element] = []
        self._blocks_do = self._block_actions()
        self._inline_do = self._inline_actions()
        self._blocks(text)
        self._boxes()

    def _block_actions(self) -> dict[str, Callable[[_Element], None]]:
        actions: dict[str, Callable[[_Element], None]] = {f"{TEXT}{name}": self._group for name in _BLOCKS}
        actions |= {f"{TEXT}p": self._paragraph, f"{TEXT}h": self._paragraph, f"{_TABLE}table": self._table}
        actions |= {f"{_DRAW}{name}": self._shape for name in _SHAPES}
        actions[f"{TEXT}tracked-changes"] = self._changes
        actions[f"{TEXT}table-of-content"] = self._table_of_contents
        return actions

    def _inline_actions(self) -> dict[str, Callable[[_Element, Look], None]]:
        actions: dict[str, Callable[[_Element, Look], None]] = {f"{_DRAW}{name}": self._anchored for name in _SHAPES}
        actions |= {
            f"{TEXT}s": self._spaces, f"{TEXT}tab": self._tab, f"{TEXT}line-break": self._line_break,
            f"{TEXT}span": self._span, f"{TEXT}note": self._note, f"{OFFICE}annotation": self._comment,
            f"{TEXT}ruby-text": self._reading, f"{TEXT}hidden-text": self._hidden_text,
            f"{TEXT}script": self._skip, f"{OFFICE}annotation-end": self._skip,
        }  # fmt: skip
        actions |= {f"{TEXT}{name}": self._skip for name in _FIELDS}
        return actions

    def _put(self, piece: str) -> None:
        self.pieces.append(piece)
        self._length += len(piece)

    def _words(self, text: str | None) -> None:
        """Words of a paragraph, their white space as one space; none after a space or where the paragraph begins."""
        if not text:
            return
        text = _WHITE.sub(" ", text)
        if self._blank:
            text = text.removeprefix(" ")
        if text:
            self._blank = text.endswith(" ")
            self._put(text)

    def _blocks(self, parent: _Element) -> None:
        for element in parent:
            action = self._blocks_do.get(element.tag)
            if action is not None:
                action(element)

    def _group(self, element: _Element) -> None:
        if element.get(f"{TEXT}display") == "none":
            self.hidden += count_words(element)
        else:
            self._blocks(element)

    def _changes(self, element: _Element) -> None:
        for change in element.iter(f"{TEXT}insertion", f"{TEXT}deletion"):
            if change.tag == f"{TEXT}insertion":
                self.insertions += 1
            else:
                self.deletions += 1
                self.deleted += sum(count_words(p) for p in change.iter(f"{TEXT}p", f"{TEXT}h"))

    def _table_of_contents(self, element: _Element) -> None:
        self.contents += count_words(element)

    def _paragraph(self, element: _Element) -> None:
        look = self._styles.look("paragraph", element.get(f"{TEXT}style-name", ""))
        start, self._blank = self._length, True
        self._inline(element, look)
        if self._blank and self._length > start:
            self._drop_space()
        self._put("\n")
        self._boxes()

    def _drop_space(self) -> None:
        """White space that ends a paragraph does not count."""
        self.pieces[-1] = self.pieces[-1][:-1]
        self._length -= 1
        if self.bold and self.bold[-1][1] > self._length:
            start = self.bold.pop()[0]
            if start < self._length:
                self.bold.append((start, self._length))

    def _inline(self, parent: _Element, look: Look) -> None:
        if look.hidden:
            self.hidden += count_words(parent)
            return
        self._said(parent.text, look)
        for element in parent:
            action = self._inline_do.get(element.tag)
            if action is not None:
                action(element, look)
            else:
                self._inline(element, look)
            self._said(element.tail, look)

    def _said(self, text: str | None, look: Look) -> None:
        start = self._length
        self._words(text)
        if look.bold and self._length > start:
            self._embolden(start)

    def _embolden(self, start: int) -> None:
        """Neighbouring bold spans are one."""
        if self.bold and self.bold[-1][1] == start:
            start = self.bold.pop()[0]
        self.bold.append((start, self._length))

    def _span(self, element: _Element, look: Look) -> None:
        self._inline(element, self._styles.look("text", element.get(f"{TEXT}style-name", "")).over(look))

    def _spaces(self, element: _Element, look: Look) -> None:
        number = element.get(f"{TEXT}c", "1")
        self._mark(" " * min(int(number), _MOST_SPACES) if number.isdecimal() else " ", look)

    def _tab(self, _element: _Element, look: Look) -> None:
        self._mark("\t", look)

    def _line_break(self, _element: _Element, look: Look) -> None:
        self._mark("\n", look)

    def _mark(self, piece: str, look: Look) -> None:
        start = self._length
        self._put(piece)
        self._blank = False
        if look.bold:
            self._embolden(start)

    def _skip(self, _element: _Element, _look: Look) -> None:
        """A number that only the paper has."""

    def _note(self, element: _Element, _look: Look) -> None:
        if element.get(f"{TEXT}note-class") == "endnote":
            self.endnotes += 1
        else:
            self.footnotes += 1
        self.noted += sum(count_words(body) for body in element.iter(f"{TEXT}note-body"))

    def _comment(self, element: _Element, _look: Look) -> None:
        self.comments += 1
        self.noted += sum(count_words(p) for p in element.iter(f"{TEXT}p"))

    def _reading(self, element: _Element, _look: Look) -> None:
        self.readings += count_words(element)

    def _hidden_text(self, element: _Element, _look: Look) -> None:
        self.hidden += len((element.get(f"{TEXT}string-value") or element.text or "").split())

    def _anchored(self, element: _Element, _look: Look) -> None:
        self._waiting.append(element)

    def _shape(self, element: _Element) -> None:
        self._waiting.append(element)
        self._boxes()

    def _boxes(self) -> None:
        """Words in frames and shapes follow the paragraph that holds them."""
        waiting, self._waiting = self._waiting, []
        for shape in waiting:
            before = self._length
            for element in shape:
                if element.tag == f"{_DRAW}text-box":
                    self._blocks(element)
                elif element.tag == f"{_DRAW}object":
                    self.objects += 1
                elif not element.tag.startswith(_PRESENTED):
                    action = self._blocks_do.get(element.tag)
                    if action is not None:
                        action(element)
            self.boxes += self._length > before

    def _table(self, table: _Element) -> None:
        rows: list[list[Cell]] = []
        for row in _rows(table):
            before = self._length
            rows.append(self._row(row))
            self.repeated += _is_repeated(row, "rows") and self._length > before
            self._put("\n")
        self.tables.append(rows)

    def _row(self, row: _Element) -> list[Cell]:
        cells: list[Cell] = []
        for cell in row:
            if cell.tag != f"{_TABLE}table-cell":  # what a wider cell covers is no cell of its own
                continue
            if cells:
                self._put("\t")
            start = self._length
            self._blocks(cell)
            if self.pieces and self.pieces[-1] == "\n" and self._length > start:
                self.pieces.pop()
                self._length -= 1
            self.repeated += _is_repeated(cell, "columns") and self._length > start
            cells.append((start, self._length))
        return cells


def _is_repeated(element: _Element, what: str) -> bool:
    """Whether a row or cell stands for several alike."""
    return element.get(f"{_TABLE}number-{what}-repeated", "1") not in ("0", "1")


def _rows(table: _Element) -> list[_Element]:
    """The rows of a table, heading rows and grouped rows included."""
    found: list[_Element] = []
    for element in table:
        if element.tag == f"{_TABLE}table-row":
            found.append(element)
        elif element.tag in {f"{_TABLE}{n}" for n in ("table-header-rows", "table-rows", "table-row-group")}:
            found.extend(_rows(element))
    return found


def count_words(element: _Element) -> int:
    """The words anywhere in an element; a word in several spans is one."""
    pieces: list[str] = []
    for part in element.iter():
        if part.tag in (f"{TEXT}p", f"{TEXT}h", f"{TEXT}tab", f"{TEXT}s", f"{TEXT}line-break"):
            pieces.append(" ")
        pieces += (part.text or "", (part.tail or "") if part is not element else "")
    return len("".join(pieces).split())


def furniture(root: _Element) -> list[str]:
    """The wordings of page headers and footers, each once."""
    names = [f"{STYLE}{name}{page}" for name in ("header", "footer") for page in ("", "-left", "-first")]
    found: dict[str, None] = {}
    for part in root.iter(*names):
        words = " ".join("".join(str(piece) for piece in part.itertext()).split())
        if any(letter.isalpha() for letter in words):
            found[words] = None
    return list(found)

"""The walk over the body of an OpenDocument text (ODF 1.3 part 3, §5 to §9): words in reading order, what is bold.

White space in the XML is one space, and none at either end of a paragraph; blanks that count are `text:s` (§6.1.2).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from transcripts.importing.odt_elements import (
    FORM,
    OFFICE,
    TABLE,
    count_words,
    is_repeated,
    region_of,
    rows_of,
)
from transcripts.importing.odt_styles import TEXT, Look, Styles
from transcripts.importing.speaker_column import Cell

if TYPE_CHECKING:
    from lxml.etree import _Element

_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_PRESENTED = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_CHANGE = f"{TEXT}change-id"
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
_OBJECTS = tuple(f"{_DRAW}{name}" for name in ("object", "object-ole", "plugin", "applet", "floating-frame"))
_NUMBERS = (f"{TEXT}number",)
"""Numbers of lists, which are nobody's words."""
_FIELDS = ("page-number", "page-count", "page-continuation")


class Body:
    """One walk: pieces of text, bold spans, the cells of tables, and the count of what stays out."""

    def __init__(self, text: _Element, styles: Styles) -> None:
        self.pieces: list[str] = []
        self.bold: list[tuple[int, int]] = []
        self.tables: list[list[list[Cell]]] = []
        self.insertions = self.deletions = self.deleted = self.boxes = self.objects = 0
        self.comments = self.footnotes = self.endnotes = self.noted = self.hidden = self.contents = self.readings = 0
        self.repeated = self.unread = self.fields = self.pictures = self.described = 0
        self._deletions: set[str] = set()
        self._deleting: set[str] = set()
        self._removed: list[str] = []
        self._styles = styles
        self._length = 0
        self._blank = True
        self._waiting: list[_Element] = []
        self._blocks_do = self._block_actions()
        self._inline_do = self._inline_actions()
        self._blocks(text)
        self._boxes()
        self.deleted += len("".join(self._removed).split())

    def _block_actions(self) -> dict[str, Callable[[_Element], None]]:
        actions: dict[str, Callable[[_Element], None]] = {f"{TEXT}{name}": self._group for name in _BLOCKS}
        actions |= {f"{TEXT}p": self._paragraph, f"{TEXT}h": self._paragraph, f"{TABLE}table": self._table}
        actions |= {f"{_DRAW}{name}": self._shape for name in _SHAPES} | {f"{_DRAW}a": self._blocks}
        actions[f"{TEXT}tracked-changes"] = self._changes
        actions[f"{TEXT}table-of-content"] = self._table_of_contents
        actions |= {f"{TEXT}change-start": self._change_begins, f"{TEXT}change-end": self._change_ends}
        return actions

    def _inline_actions(self) -> dict[str, Callable[[_Element, Look], None]]:
        actions: dict[str, Callable[[_Element, Look], None]] = {f"{_DRAW}{name}": self._anchored for name in _SHAPES}
        actions |= {
            f"{TEXT}s": self._spaces, f"{TEXT}tab": self._tab, f"{TEXT}line-break": self._line_break,
            f"{TEXT}span": self._span, f"{TEXT}note": self._note, f"{OFFICE}annotation": self._comment,
            f"{TEXT}ruby-text": self._reading, f"{TEXT}hidden-text": self._hidden_text,
            f"{TEXT}script": self._skip, f"{OFFICE}annotation-end": self._skip,
            f"{TEXT}change-start": self._change_begins, f"{TEXT}change-end": self._change_ends,
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
        if self._deleting:
            self._removed.append(text)
            self._blank = text.endswith(" ")
            return
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
            elif element.tag == f"{OFFICE}forms":
                self.fields += sum(bool(each.get(f"{FORM}current-value", "").strip()) for each in element.iter())
            elif element.tag not in _NUMBERS:
                self.unread += count_words(element)

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
                self._deletions |= {region_of(change)} - {""}

    def _change_begins(self, element: _Element, _look: Look | None = None) -> None:
        """Some programs leave deleted words where they stood, and only say where they begin and end."""
        name = element.get(_CHANGE)
        if name in self._deletions:
            self._deleting.add(name)

    def _change_ends(self, element: _Element, _look: Look | None = None) -> None:
        self._deleting.discard(element.get(_CHANGE, ""))

    def _table_of_contents(self, element: _Element) -> None:
        self.contents += count_words(element)

    def _paragraph(self, element: _Element) -> None:
        look = self._styles.look("paragraph", element.get(f"{TEXT}style-name", ""))
        start, self._blank = self._length, True
        self._inline(element, look)
        if self._blank and self._length > start:
            self._drop_space()
        if self._deleting:
            self._removed.append(" ")  # the end of this paragraph is deleted: the next one goes on with it
        else:
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
        counted = int(number) if number.isdecimal() and len(number) < 10 else 1
        self._mark(" " * min(counted, _MOST_SPACES), look)

    def _tab(self, _element: _Element, look: Look) -> None:
        self._mark("\t", look)

    def _line_break(self, _element: _Element, look: Look) -> None:
        self._mark("\n", look)

    def _mark(self, piece: str, look: Look) -> None:
        if self._deleting:
            self._removed.append(piece)
            return
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
                elif element.tag in _OBJECTS:
                    self.objects += 1
                elif element.tag == f"{_DRAW}image":
                    self.pictures += not any(sibling.tag in _OBJECTS for sibling in shape)
                elif element.tag.startswith(_PRESENTED):
                    self.described += count_words(element)
                else:
                    action = self._blocks_do.get(element.tag)
                    if action is not None:
                        action(element)
            self.boxes += self._length > before

    def _table(self, table: _Element) -> None:
        rows: list[list[Cell]] = []
        for row in rows_of(table):
            before = self._length
            rows.append(self._row(row))
            self.repeated += is_repeated(row, "rows") and self._length > before
            self._put("\n")
        self.tables.append(rows)

    def _row(self, row: _Element) -> list[Cell]:
        cells: list[Cell] = []
        for cell in row:
            if cell.tag != f"{TABLE}table-cell":  # what a wider cell covers is no cell of its own
                self.unread += count_words(cell)
                continue
            if cells:
                self._put("\t")
            start = self._length
            self._blocks(cell)
            if self.pieces and self.pieces[-1] == "\n" and self._length > start:
                self.pieces.pop()
                self._length -= 1
            self.repeated += is_repeated(cell, "columns") and self._length > start
            cells.append((start, self._length))
        return cells

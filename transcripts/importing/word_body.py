"""One walk over the body of a Word document: what a reader of the document sees, and nothing lost on the way.

Only elements in `_WORDLESS` are not looked into, and should one hold words all the same, they are counted as left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from transcripts.errors import ImportRefused
from transcripts.importing.archive import Archive
from transcripts.importing.word_numbering import Numbering
from transcripts.importing.word_runs import Action, Runs

if TYPE_CHECKING:
    from lxml.etree import _Element

_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_WORDLESS = (
    "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "proofErr", "bookmarkStart",
    "bookmarkEnd", "lastRenderedPageBreak", "commentRangeStart", "commentRangeEnd", "commentReference",
    "footnoteReference", "endnoteReference", "rubyPr", "tblPrEx", "customXmlPr", "smartTagPr", "background",
)  # fmt: skip
_LONGEST_CELL = 300
_MOST_LINES = 4

Cell = tuple[int, int]


class Body(Runs):
    """The text of a body in `pieces`, and the spans of its tables' cells by row in `tables`."""

    def __init__(self, root: _Element, archive: Archive, namespace: str, *, drop_fields: bool = True) -> None:
        super().__init__(archive, namespace, drop_fields=drop_fields)
        self.tables: list[list[list[Cell]]] = []
        self._waiting: list[_Element] = []
        self._numbering = Numbering(archive, namespace)
        self._ppr = self._tag("pPr")
        body = root.find(self._tag("body"))
        if body is None:
            raise ImportRefused("a Word document without a body: open it in Word and save it again")
        self._changes = root.find(f".//{self._tag('del')}") is not None
        self._inline(body, False)
        self.left.subdocuments = sum(1 for _ in root.iter(self._tag("subDoc")))
        self._count_unread(root)

    @property
    def inside_field(self) -> bool:
        """Whether a table of contents or a page number began and never ended."""
        return self._fields.dropping

    def _actions(self) -> dict[str, Action]:
        blocks: dict[str, Action] = {"p": self._paragraph, "tbl": self._table, "txbxContent": self._text_box}
        blocks |= dict.fromkeys(_WORDLESS, self._nothing)
        actions = super()._actions() | {self._tag(name): action for name, action in blocks.items()}
        return actions | {_ALTERNATIVES: self._alternate}

    def _nothing(self, _element: _Element, _bold: bool) -> None:
        return

    def _paragraph(self, paragraph: _Element, _bold: bool) -> None:
        start, bold, joined = self._length, False, False
        inside = list(paragraph)
        properties = self._first(inside, self._ppr)
        if properties is not None:
            style = self._styles.of_paragraph(properties)
            bold = style.bold
            self._put_label(properties, style.numbering)
            joined = self._changes and properties.find(f"{self._rpr}/{self._tag('del')}") is not None
        dropped = len(self.left.fields)
        self._inline(inside, bold)
        vanished = self._length == start and (self._fields.dropping or len(self.left.fields) > dropped)
        if not joined and not vanished:
            self._put("\n")
        if self._waiting:
            self._text_boxes()

    def _put_label(self, properties: _Element, style: tuple[str, str] | None) -> None:
        """Words that stand in the definition of a list (`Interviewer:`, `Q1:`) are in front of its paragraphs."""
        label = self._numbering.label(properties, style)
        if label:
            self.left.list_labels += 1
            self._put(label)

    def _text_boxes(self) -> None:
        waiting, self._waiting = self._waiting, []
        for box in waiting:
            self.left.boxes += 1
            self._inline(box, False)

    def _text_box(self, element: _Element, _bold: bool) -> None:
        self._waiting.append(element)

    def _alternate(self, element: _Element, bold: bool) -> None:
        """Word writes a text box twice, for new and for old readers: the first that this program understands counts."""
        chosen = None
        for choice in element:
            before = len(self._waiting), self._length, self.left.pictures
            if chosen is None:
                self._inline(choice, bold)
                chosen = choice if (len(self._waiting), self._length, self.left.pictures) != before else None
            else:
                self.left.compare(chosen, choice)

    def _table(self, table: _Element, _bold: bool) -> None:
        rows: list[list[Cell]] = []
        for row in self._children(table, "tr"):
            if self._changes and row.find(f"{self._tag('trPr')}/{self._tag('del')}") is not None:
                self.left.delete(row)
                continue
            rows.append(self._row(row))
            self._put("\n")
        self.tables.append(rows)

    def _row(self, row: _Element) -> list[Cell]:
        cells: list[Cell] = []
        for cell in self._children(row, "tc"):
            if cells:
                self._put("\n" if self._is_column_of_page(*cells[-1]) else "\t")
            start = self._length
            self._inline(cell, False)
            self._drop_line_ends(start)
            cells.append((start, self._length))
        return cells

    def _is_column_of_page(self, start: int, end: int) -> bool:
        """Whether a cell is no label or figure but a column of a page's layout: what is beside it comes below it."""
        return end - start > _LONGEST_CELL and self._lines_since(start) >= _MOST_LINES

    def _lines_since(self, start: int) -> int:
        lines, at = 0, self._length
        for piece in reversed(self.pieces):
            at -= len(piece)
            if at < start:
                break
            lines += piece == "\n"
        return lines

    def _children(self, parent: _Element, name: str) -> list[_Element]:
        """Rows or cells, also those wrapped in content controls or marked as inserted."""
        found: list[_Element] = []
        for element in parent:
            if element.tag == self._tag(name):
                found.append(element)
            elif element.tag not in self._act or element.tag == self._tag("ins"):
                found.extend(self._children(element, name))
            else:
                self._act[element.tag](element, False)
        return found

    def _drop_line_ends(self, start: int) -> None:
        while self.pieces and self.pieces[-1] == "\n" and self._length > start:
            self.pieces.pop()
            self._length -= 1

    def _count_unread(self, root: _Element) -> None:
        """Words in elements that hold none in any document that Word would write."""
        namespaces: Any = {"w": self._namespace}
        if root.xpath("count(//w:t)", namespaces=namespaces) == self._seen:
            return
        within = "|".join(f"//w:{name}//w:t" for name in _WORDLESS)
        unread: Any = root.xpath(within, namespaces=namespaces)
        self.left.unread = sum(len((element.text or "").split()) for element in unread)

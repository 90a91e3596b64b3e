"""Word documents (.docx): the words of the body in reading order, with what is set in bold.

Paragraphs end with LF; the cells of a table row stand on one line, set apart by TABs. Insertions are kept and
deletions dropped, as a reader sees the document with all changes accepted. Text boxes follow the paragraph that
holds them. What is left out (comments, footnotes, headers) is counted and said: nothing is shortened silently.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from transcripts.errors import ImportRefused
from transcripts.importing.archive import Archive
from transcripts.importing.decoding import canonical
from transcripts.importing.model import Extract
from transcripts.importing.word_remarks import count, left_out
from transcripts.importing.word_styles import BoldStyles, is_on

if TYPE_CHECKING:
    from lxml.etree import _Element

_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MAIN = "word/document.xml"
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_CONTENTS = ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo")


def read(archive: Archive) -> tuple[Extract]:
    """The words of a .docx. Raises ImportRefused if it is damaged or hostile."""
    root = archive.xml(_main_part(archive))
    body = _Body(root, archive)
    text = canonical("".join(body.pieces).removesuffix("\n"))
    warnings = (*body.remarks(), *left_out(archive, body.namespace))
    return (Extract(text, "docx", bold=tuple(body.bold), by_line=True, warnings=warnings),)


def _main_part(archive: Archive) -> str:
    if _MAIN in archive.names:
        return _MAIN
    if "_rels/.rels" in archive.names:
        for relation in archive.xml("_rels/.rels"):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith("/officeDocument") and target in archive.names:
                return target
    raise ImportRefused("a Word document without its text part: open it in Word and save it again")


class _Body:
    """One walk over the body: pieces of text, and the code point spans that are bold."""

    def __init__(self, root: _Element, archive: Archive) -> None:
        self.pieces: list[str] = []
        self.bold: list[tuple[int, int]] = []
        self.deletions = self.insertions = self.boxes = self.unknown = 0
        self._length = 0
        self._waiting: list[_Element] = []
        self._styles: BoldStyles | None = None
        self._archive = archive
        self.namespace = _STRICT if root.tag.startswith("{" + _STRICT) else _TRANSITIONAL
        self._act = self._actions()
        self._p, self._ppr, self._pstyle, self._rpr, self._rstyle, self._b = map(
            self._tag, ("p", "pPr", "pStyle", "rPr", "rStyle", "b")
        )
        body = root.find(f"{{{self.namespace}}}body")
        if body is None:
            raise ImportRefused("a Word document without a body: open it in Word and save it again")
        self._blocks(body)

    def _actions(self) -> dict[str, Callable[[_Element, bool], None]]:
        """What to do with each element inside a paragraph, by its tag; elements not named hold no words."""
        inline: dict[str, Callable[[_Element, bool], None]] = {"r": self._run, "t": self._text, "sym": self._symbol}
        inline |= dict.fromkeys(_BREAKS, self._break) | dict.fromkeys(_CONTENTS, self._inline)
        inline |= {"ins": self._insertion, "moveTo": self._insertion, "del": self._deletion, "moveFrom": self._deletion}
        inline |= dict.fromkeys(("drawing", "pict", "object"), self._drawing)
        actions = {f"{{{self.namespace}}}{name}": action for name, action in inline.items()}
        actions["{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"] = self._alternate
        return actions

    def _tag(self, name: str) -> str:
        return f"{{{self.namespace}}}{name}"

    def _put(self, piece: str) -> None:
        self.pieces.append(piece)
        self._length += len(piece)

    def _blocks(self, parent: _Element) -> None:
        for element in parent:
            if element.tag == self._p:
                self._paragraph(element)
                self._put("\n")
                self._text_boxes()
            elif element.tag == self._tag("tbl"):
                self._table(element)
            elif element.tag in {self._tag(n) for n in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}:
                self._blocks(element)

    def _text_boxes(self) -> None:
        waiting, self._waiting = self._waiting, []
        for box in waiting:
            self.boxes += 1
            self._blocks(box)

    def _paragraph(self, paragraph: _Element) -> None:
        properties = paragraph.find(self._ppr)
        style = None if properties is None else properties.find(self._pstyle)
        bold = style is not None and self.styles.is_bold(style.get(self._tag("val")))
        self._inline(paragraph, bold)

    @property
    def styles(self) -> BoldStyles:
        """The document's styles, read when a first style is named."""
        if self._styles is None:
            part = "word/styles.xml"
            root = self._archive.xml(part) if part in self._archive.names else None
            self._styles = BoldStyles(root, self.namespace)
        return self._styles

    def _inline(self, parent: _Element, bold: bool) -> None:
        act = self._act
        for element in parent:
            action = act.get(element.tag)
            if action is not None:
                action(element, bold)

    def _run(self, run: _Element, bold: bool) -> None:
        properties = run.find(self._rpr)
        if properties is not None:
            mark, style = properties.find(self._b), properties.find(self._rstyle)
            if mark is not None:
                bold = is_on(mark, self.namespace)
            elif style is not None:
                bold = bold or self.styles.is_bold(style.get(self._tag("val")))
        start = self._length
        self._inline(run, bold)
        if bold and self._length > start:
            self._embolden(start)

    def _embolden(self, start: int) -> None:
        """Neighbouring bold runs are one span: Word splits a name wherever its spelling checker once stopped."""
        if self.bold and self.bold[-1][1] == start:
            start = self.bold.pop()[0]
        self.bold.append((start, self._length))

    def _text(self, element: _Element, _bold: bool) -> None:
        self._put(canonical(element.text or ""))

    def _break(self, element: _Element, _bold: bool) -> None:
        self._put(_BREAKS[element.tag.rpartition("}")[2]])

    def _symbol(self, _element: _Element, _bold: bool) -> None:
        self.unknown += 1
        self._put("\ufffd")

    def _insertion(self, element: _Element, bold: bool) -> None:
        self.insertions += 1
        self._inline(element, bold)

    def _deletion(self, _element: _Element, _bold: bool) -> None:
        self.deletions += 1

    def _drawing(self, element: _Element, _bold: bool) -> None:
        self._waiting.extend(element.iter(self._tag("txbxContent")))

    def _alternate(self, element: _Element, bold: bool) -> None:
        """Word writes a text box twice, for new and for old readers: the first that this program understands counts."""
        for choice in element:
            before = len(self._waiting), self._length
            self._inline(choice, bold)
            if (len(self._waiting), self._length) != before:
                return

    def _table(self, table: _Element) -> None:
        for row in self._children(table, "tr"):
            for number, cell in enumerate(self._children(row, "tc")):
                if number:
                    self._put("\t")
                self._blocks(cell)
                self._drop_line_end()
            self._put("\n")

    def _children(self, parent: _Element, name: str) -> list[_Element]:
        """Rows or cells, also those wrapped in content controls or marked as inserted."""
        found: list[_Element] = []
        for element in parent:
            if element.tag == self._tag(name):
                found.append(element)
            elif element.tag in (self._tag("sdt"), self._tag("sdtContent"), self._tag("customXml"), self._tag("ins")):
                found.extend(self._children(element, name))
        return found

    def _drop_line_end(self) -> None:
        if self.pieces and self.pieces[-1] == "\n":
            self.pieces.pop()
            self._length -= 1

    def remarks(self) -> list[str]:
        """What the walk had to decide, for the person."""
        said = []
        if self.deletions or self.insertions:
            kept, dropped = count(self.insertions, "insertion"), count(self.deletions, "deletion")
            said.append(f"tracked changes: {kept} kept, {dropped} left out")
        if self.boxes:
            said.append(f"{count(self.boxes, 'text box', 'text boxes')} put after the paragraph that holds it")
        if self.unknown:
            said.append(f"{count(self.unknown, 'symbol')} of a special font shown as \ufffd")
        return said

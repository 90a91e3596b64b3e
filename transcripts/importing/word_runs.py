"""Inside a paragraph of a Word document: runs of text with their breaks, symbols, fields, formulas and changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from transcripts.importing.archive import Archive
from transcripts.importing.decoding import canonical
from transcripts.importing.equations import Drawn, drawn_by
from transcripts.importing.word_fields import Fields
from transcripts.importing.word_remarks import MATHS, LeftOut
from transcripts.importing.word_styles import Styles, is_on
from transcripts.importing.word_symbols import symbol

if TYPE_CHECKING:
    from lxml.etree import _Element

Action = Callable[["_Element", bool], None]
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_OLD_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
_DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_BETWEEN = {"den": "/", "sup": "^", "sub": "_"}
"""Parts of a formula, and what stands before them where Word writes it on one line: a half is 1/2, not 12."""


class Runs:
    """`pieces` make up the text; `bold` are the code point spans set in bold; `left` counts what does not come in.

    Elements that no action is for are walked through, so that words in an unknown wrapper come in.
    """

    def __init__(self, archive: Archive, namespace: str, *, drop_fields: bool) -> None:
        self.pieces: list[str] = []
        self.bold: list[tuple[int, int]] = []
        self.left = LeftOut(namespace)
        self._length = self._seen = 0
        self._namespace = namespace
        self._styles = Styles(archive, namespace)
        self._fields = Fields(namespace, drop=drop_fields)
        self._t, self._rpr, self._val = self._tag("t"), self._tag("rPr"), self._tag("val")
        self._b, self._bcs, self._rtl = map(self._tag, ("b", "bCs", "rtl"))
        self._vanish, self._rstyle = self._tag("vanish"), self._tag("rStyle")
        self._act = self._actions()

    def _actions(self) -> dict[str, Action]:
        """What to do with each element by its tag."""
        named: dict[str, Action] = {
            "r": self._run, "t": self._words, "sym": self._symbol, "rt": self._reading, "ins": self._insertion,
            "moveTo": self._insertion, "del": self._deletion, "moveFrom": self._deletion, "delText": self._deletion,
            "fldChar": self._field_mark, "instrText": self._field_code, "fldSimple": self._simple_field,
        }  # fmt: skip
        named |= dict.fromkeys(_BREAKS, self._break)
        actions = {self._tag(name): action for name, action in named.items()}
        for math in MATHS:
            actions |= {f"{math}t": self._text} | {f"{math}{part}": self._part_of_formula for part in _BETWEEN}
        actions |= {_DRAWN: self._drawn, _TEXT_PATH: self._drawn, _PICTURE: self._picture, _OLD_PICTURE: self._picture}
        return actions | {_DESCRIBED: self._description, self._tag("object"): self._object}

    def _tag(self, name: str) -> str:
        return f"{{{self._namespace}}}{name}"

    def _put(self, piece: str) -> None:
        self.pieces.append(piece)
        self._length += len(piece)

    def _inline(self, parent: Iterable[_Element], bold: bool) -> None:
        act = self._act
        for element in parent:
            action = act.get(element.tag)
            if action is not None:
                action(element, bold)
            else:
                self._inline(element, bold)

    def _run(self, run: _Element, bold: bool) -> None:
        inside = list(run)
        properties = self._first(inside, self._rpr)
        if properties is not None:
            inside.remove(properties)
            bold, hidden = self._look(properties, bold)
            if hidden:
                self._fields.pass_over(run)
                self.left.hide(run)
                return
        start = self._length
        if len(inside) == 1 and inside[0].tag == self._t:  # nearly all runs: the least that they may cost
            self._words(inside[0], bold)
        else:
            self._inline(inside, bold)
        if bold and self._length > start:
            self._embolden(start)

    @staticmethod
    def _first(inside: list[_Element], tag: str) -> _Element | None:
        """The first element of a kind: nearly always the first of all, or there is none."""
        for element in inside:
            if element.tag == tag:
                return element
        return None

    def _look(self, properties: _Element, bold: bool) -> tuple[bool, bool]:
        """Whether a run is bold, and whether it is hidden."""
        own = own_rtl = None
        rtl = hidden = False
        for mark in properties:
            tag = mark.tag
            if tag == self._b:
                own = is_on(mark, self._namespace)
            elif tag == self._rstyle:
                style = self._styles.of_run(mark.get(self._val))
                bold, hidden = bold or style.bold, hidden or style.hidden
            elif tag == self._bcs:
                own_rtl = is_on(mark, self._namespace)
            elif tag == self._rtl:
                rtl = is_on(mark, self._namespace)
            elif tag == self._vanish:
                hidden = is_on(mark, self._namespace)
        own = own_rtl if rtl else own
        return (bold if own is None else own), hidden

    def _embolden(self, start: int) -> None:
        """Neighbouring bold runs are one span: Word splits a name wherever its spelling checker once stopped."""
        if self.bold and self.bold[-1][1] == start:
            start = self.bold.pop()[0]
        self.bold.append((start, self._length))

    def _words(self, element: _Element, bold: bool) -> None:
        self._seen += 1
        words = element.text
        if words and not self._fields.dropping and "\r" not in words:
            self.pieces.append(words)
            self._length += len(words)
        else:
            self._text(element, bold)

    def _text(self, element: _Element, _bold: bool) -> None:
        words = element.text or ""
        if self._fields.dropping:
            self.left.fields.append(words)
        else:
            self._put(canonical(words) if "\r" in words else words)

    def _break(self, element: _Element, _bold: bool) -> None:
        if not self._fields.dropping:
            self._put(_BREAKS[element.tag.rpartition("}")[2]])

    def _symbol(self, element: _Element, _bold: bool) -> None:
        shown = symbol(element.get(self._tag("font"), ""), element.get(self._tag("char"), ""))
        self.left.symbols += shown == "\ufffd"
        self._put(shown)

    def _insertion(self, element: _Element, bold: bool) -> None:
        self.left.insertions += 1
        self._inline(element, bold)

    def _deletion(self, element: _Element, _bold: bool) -> None:
        self._fields.pass_over(element)
        self.left.delete(element)

    def _reading(self, element: _Element, _bold: bool) -> None:
        self.left.readings += len(self.left.words_of(element))

    def _drawn(self, element: _Element, _bold: bool) -> None:
        self.left.drawn.append(element.text or element.get("string") or "")

    def _picture(self, _element: _Element, _bold: bool) -> None:
        self.left.pictures += 1

    def _description(self, element: _Element, _bold: bool) -> None:
        """What is written for those who cannot see a picture."""
        self.left.described += len(element.get("descr", "").split())

    def _object(self, element: _Element, bold: bool) -> None:
        """A control, or another file, whose picture is not one of the document's."""
        before = self.left.pictures
        self._inline(element, bold)
        self.left.pictures = before
        self.left.controls += element.find(self._tag("control")) is not None

    def _part_of_formula(self, element: _Element, bold: bool) -> None:
        self._put(_BETWEEN[element.tag.rpartition("}")[2]])
        self._inline(element, bold)

    def _field_mark(self, element: _Element, _bold: bool) -> None:
        ended = self._fields.mark(element, self._length)
        self._draw(drawn_by(ended.code))
        if ended.chosen and self._length == ended.start and not self._fields.dropping:
            self._put(ended.chosen)

    def _draw(self, drawn: Drawn | None) -> None:
        """Words that stand in the code of a field."""
        if drawn is not None and not self._fields.dropping:
            self._put(drawn.words)
            self.left.readings += len(drawn.reading.split())
            self.left.formulas += not drawn.words

    def _field_code(self, element: _Element, _bold: bool) -> None:
        self._fields.code(element.text or "")

    def _simple_field(self, element: _Element, bold: bool) -> None:
        self._fields.simple(element)
        self._inline(element, bold)
        self._fields.end()

"""Fields of a Word document: page numbers and tables of contents are nobody's words, other results are text.

What was chosen from a drop-down list, and whether a box is ticked, stands in no result but in the field's settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from transcripts.importing.word_styles import is_on

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOT_SAID = frozenset({"TOC", "TOA", "PAGE", "NUMPAGES", "SECTIONPAGES"})


TICKED, NOT_TICKED = "\u2612", "\u2610"


class Ended(NamedTuple):
    """A field that has ended: its code where it has no result, what was chosen in it, where in the text it began."""

    code: str = ""
    chosen: str = ""
    start: int = 0


@dataclass(slots=True)
class _Field:
    code: str = ""
    shown: bool = False
    chosen: str = ""
    start: int = 0


class Fields:
    """The fields that are open at some point of the walk; they may be inside each other."""

    def __init__(self, namespace: str, *, drop: bool) -> None:
        self._drop = drop
        self._open: list[_Field] = []
        self._w = f"{{{namespace}}}"
        self._mark, self._codes = f"{self._w}fldChar", (f"{self._w}instrText", f"{self._w}delInstrText")
        self._type = f"{self._w}fldCharType"
        self.dropping = False
        """Whether what comes now is a page number or a table of contents."""

    def mark(self, element: _Element, at: int = 0) -> Ended:
        """A field begins, shows its result from here on, or ends; `at` is where in the text that is."""
        kind = element.get(self._type)
        ended = Ended()
        if kind == "begin":
            self._open.append(_Field(chosen=self._chosen(element), start=at))
        elif kind == "separate" and self._open:
            self._open[-1].shown = True
        if kind == "end":
            if self._open:
                field = self._open[-1]
                ended = Ended("" if field.shown else field.code, field.chosen, field.start)
            self.end()
        self._look()
        return ended

    def _chosen(self, begin: _Element) -> str:
        """The entry that a drop-down list shows, or the box of a check box."""
        for box in begin.iter(f"{self._w}checkBox"):
            mark = box.find(f"{self._w}checked")
            mark = box.find(f"{self._w}default") if mark is None else mark
            return TICKED if mark is not None and is_on(mark, self._w[1:-1]) else NOT_TICKED
        for choice in begin.iter(f"{self._w}ddList"):
            entries = [entry.get(f"{self._w}val", "") for entry in choice.iter(f"{self._w}listEntry")]
            mark = choice.find(f"{self._w}result")
            mark = choice.find(f"{self._w}default") if mark is None else mark
            number = "0" if mark is None else mark.get(f"{self._w}val", "0")
            at = int(number) if number.isdecimal() and len(number) < 6 else 0
            return entries[at] if at < len(entries) else ""
        return ""

    def code(self, text: str) -> None:
        """A piece of what tells Word to fill the field in."""
        if self._open and not self._open[-1].shown:
            self._open[-1].code += text[:200]

    def simple(self, element: _Element) -> None:
        """A field in one element begins."""
        self._open.append(_Field(element.get(f"{self._w}instr", ""), shown=True))
        self._look()

    def end(self) -> None:
        """The innermost field ends."""
        if self._open:
            self._open.pop()
        self._look()

    def pass_over(self, element: _Element) -> None:
        """Fields may begin or end in what is hidden or deleted."""
        for inner in element.iter(self._mark, *self._codes):
            if inner.tag == self._mark:
                self.mark(inner)
            else:
                self.code(inner.text or "")

    def _look(self) -> None:
        self.dropping = self._drop and any(field.shown and _kind(field.code) in _NOT_SAID for field in self._open)


def _kind(code: str) -> str:
    """` PAGE \\* MERGEFORMAT ` → `PAGE`."""
    return code.split(maxsplit=1)[0].upper() if code.strip() else ""

"""Fields of a Word document: page numbers and tables of contents are nobody's words, other results are text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOT_SAID = frozenset({"TOC", "TOA", "PAGE", "NUMPAGES", "SECTIONPAGES"})


@dataclass(slots=True)
class _Field:
    code: str = ""
    shown: bool = False


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

    def mark(self, element: _Element) -> str:
        """A field begins, shows its result from here on, or ends; the code of one that ends without a result."""
        kind = element.get(self._type)
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].shown = True
        code = ""
        if kind == "end":
            code = self._open[-1].code if self._open and not self._open[-1].shown else ""
            self.end()
        self._look()
        return code

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

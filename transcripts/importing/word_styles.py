"""What the styles of a Word document say of their text: bold, hidden, numbered; directly or through their base."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transcripts.importing.archive import Archive

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFF = frozenset({"0", "false", "off", "none"})
_DEEPEST = 20
_PART = "word/styles.xml"


def is_on(mark: _Element, namespace: str) -> bool:
    """Whether a toggle such as `<w:b/>` or `<w:b w:val="0"/>` switches its property on."""
    return mark.get(f"{{{namespace}}}val", "1") not in _OFF


@dataclass(frozen=True, slots=True)
class Style:
    """A style after all it is based on. A heading counts as bold; `numbering` is its list and level."""

    bold: bool = False
    hidden: bool = False
    numbering: tuple[str, str] | None = None


_PLAIN = Style()


class Styles:
    """A document's styles by id, read when a first one is named; those not defined say nothing."""

    def __init__(self, archive: Archive, namespace: str) -> None:
        self._archive = archive
        self._w = f"{{{namespace}}}"
        self._namespace = namespace
        self._pstyle, self._val = f"{self._w}pStyle", f"{self._w}val"
        self._defined: dict[str, _Element] | None = None
        self._known: dict[str, Style] = {}

    def of_paragraph(self, properties: _Element) -> Style:
        """The style that a paragraph's properties name."""
        named = properties.find(self._pstyle)
        return _PLAIN if named is None else self.of_run(named.get(self._val))

    def of_run(self, name: str | None) -> Style:
        """The style of this id."""
        if name is None:
            return _PLAIN
        if name not in self._known:
            self._known[name] = self._made(name)
        return self._known[name]

    def _made(self, name: str) -> Style:
        line = self._line(name)
        bold = self._first(line, "rPr/{w}b")
        heading = self._first(line, "pPr/{w}outlineLvl")
        hidden = self._first(line, "rPr/{w}vanish")
        level = self._first(line, "pPr/{w}numPr/{w}ilvl")
        numbers = self._first(line, "pPr/{w}numPr/{w}numId")
        is_heading = heading is not None and heading.get(self._val) != "9"
        depth = "0" if level is None else level.get(self._val, "0")
        list_ = None if numbers is None else (numbers.get(self._val, ""), depth)
        return Style(
            is_heading if bold is None else is_on(bold, self._namespace),
            hidden is not None and is_on(hidden, self._namespace),
            list_,
        )

    def _line(self, name: str) -> list[_Element]:
        """A style and those it is based on, nearest first."""
        line: list[_Element] = []
        while len(line) < _DEEPEST and (style := self._definitions.get(name)) is not None:
            line.append(style)
            base = style.find(f"{self._w}basedOn")
            name = "" if base is None else base.get(self._val, "")
        return line

    def _first(self, line: list[_Element], path: str) -> _Element | None:
        where = self._w + path.replace("{w}", self._w)
        return next((found for style in line if (found := style.find(where)) is not None), None)

    @property
    def _definitions(self) -> dict[str, _Element]:
        if self._defined is None:
            root = self._archive.xml(_PART) if _PART in self._archive.names else None
            styles = () if root is None else root.iter(f"{self._w}style")
            self._defined = {style.get(f"{self._w}styleId", ""): style for style in styles}
        return self._defined

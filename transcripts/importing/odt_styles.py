"""Which styles of an OpenDocument text set words in bold, and which hide them (ODF 1.3 part 3, §16 and §20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_WEIGHT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}font-weight"
_DEEPEST = 50


class Look(NamedTuple):
    """What a style says about words; None where it says nothing."""

    bold: bool | None = None
    hidden: bool | None = None

    def over(self, below: Look) -> Look:
        """This style on top of another."""
        bold = below.bold if self.bold is None else self.bold
        return Look(bold, below.hidden if self.hidden is None else self.hidden)


PLAIN = Look()


class Styles:
    """The styles of a document by family (`text`, `paragraph`) and name, each with what it inherits."""

    def __init__(self, *roots: _Element) -> None:
        self._own: dict[tuple[str, str], tuple[Look, str]] = {}
        self._whole: dict[tuple[str, str], Look] = {}
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                key = style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")
                self._own[key] = (
                    _look(style.find(f"{STYLE}text-properties")),
                    style.get(f"{STYLE}parent-style-name", ""),
                )

    def look(self, family: str, name: str) -> Look:
        """What a style says, its ancestors included."""
        key = family, name
        if key not in self._whole:
            self._whole[key] = self._inherited(family, name)
        return self._whole[key]

    def _inherited(self, family: str, name: str) -> Look:
        found = PLAIN
        for _ in range(_DEEPEST):
            look, parent = self._own.get((family, name), (PLAIN, ""))
            found = found.over(look)
            if not parent:
                break
            name = parent
        return found


def _look(properties: _Element | None) -> Look:
    if properties is None:
        return PLAIN
    weight, display = properties.get(_WEIGHT), properties.get(f"{TEXT}display")
    heavy = None if weight is None else weight == "bold" or (weight.isdecimal() and int(weight) >= 600)
    return Look(heavy, None if display is None else display == "none")

"""Automatic numbering of a Word document. Numbers and bullets are not words; words typed into a list's definition are.

`Interviewer:` or `Q%1:` as a list's number is on the page and nowhere in the paragraphs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transcripts.importing.archive import Archive

if TYPE_CHECKING:
    from lxml.etree import _Element

_PART = "word/numbering.xml"
_PLACE = re.compile(r"%([1-9])")
_WORD = re.compile(r"[^\W\d_]")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_AFTER = {"space": " ", "nothing": ""}
_HIGHEST = 5000


class Numbering:
    """The lists of a document, read when a first paragraph is numbered, with how far each has been counted."""

    def __init__(self, archive: Archive, namespace: str) -> None:
        self._archive = archive
        self._w = f"{{{namespace}}}"
        self._numpr, self._val = f"{self._w}numPr", f"{self._w}val"
        self._none = _PART not in archive.names
        self._levels: dict[str, dict[str, _Element]] | None = None
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, properties: _Element, style: tuple[str, str] | None) -> str:
        """What the list puts in front of a paragraph if there are words in it, with the white space after it."""
        if self._none:
            return ""
        own = properties.find(self._numpr)
        number, level = self._named(own, style)
        lists = self._lists
        if number not in lists or not level.isdigit():
            return ""
        counted = self._count(number, int(level))
        definition = lists[number].get(level)
        return "" if definition is None else self._written(definition, lists[number], counted)

    def _named(self, own: _Element | None, style: tuple[str, str] | None) -> tuple[str, str]:
        number, level = style or ("", "0")
        for part in () if own is None else own:
            if part.tag == f"{self._w}numId":
                number = part.get(self._val, "")
            elif part.tag == f"{self._w}ilvl":
                level = part.get(self._val, "0")
        return number, level

    @property
    def _lists(self) -> dict[str, dict[str, _Element]]:
        """Each list's levels that have a text, by the list's number; only lists with words are kept."""
        if self._levels is None:
            root = self._archive.xml(_PART)
            w, key = self._w, f"{self._w}abstractNumId"
            abstract = {a.get(key, ""): self._texts(a) for a in root.iter(f"{w}abstractNum")}
            self._levels = {}
            for number in root.iter(f"{w}num"):
                named = number.find(key)
                levels = abstract.get("" if named is None else named.get(self._val, ""), {})
                levels = levels | self._texts(number)
                if any(self._has_words(level) for level in levels.values()):
                    self._levels[number.get(f"{w}numId", "")] = levels
        return self._levels

    def _texts(self, parent: _Element) -> dict[str, _Element]:
        return {level.get(f"{self._w}ilvl", ""): level for level in parent.iter(f"{self._w}lvl")}

    def _get(self, level: _Element, name: str, default: str) -> str:
        found = level.find(self._w + name)
        return default if found is None else found.get(self._val, default)

    def _has_words(self, level: _Element) -> bool:
        text = _PLACE.sub("", self._get(level, "lvlText", ""))
        # The usual second bullet is the letter o.
        bullet = self._get(level, "numFmt", "decimal") == "bullet" and ":" not in text
        return len(_WORD.findall(text)) >= (2 if bullet else 1)

    def _count(self, number: str, level: int) -> dict[int, int]:
        counts = self._counts.setdefault(number, {})
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        definition = self._lists[number].get(str(level))
        start = self._get(definition, "start", "1") if definition is not None else "1"
        counts[level] = counts[level] + 1 if level in counts else int(start) if start.isdigit() else 1
        return counts

    def _written(self, level: _Element, levels: dict[str, _Element], counted: dict[int, int]) -> str:
        if not self._has_words(level):
            return ""

        def figure(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            format_ = "decimal" if str(at) not in levels else self._get(levels[str(at)], "numFmt", "decimal")
            return in_figures(counted.get(at, 1), format_)

        text = _PLACE.sub(figure, self._get(level, "lvlText", ""))
        return text + _AFTER.get(self._get(level, "suff", "tab"), "\t")


def in_figures(number: int, format_: str) -> str:
    """A number as a list shows it: `decimal`, `lowerLetter`, `upperRoman`, …"""
    number = min(number, _HIGHEST)
    if format_.endswith("Letter"):
        shown = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif format_.endswith("Roman"):
        shown = _roman(number)
    else:
        return "" if format_ in ("none", "bullet") else str(number)
    return shown.upper() if format_.startswith("upper") else shown


def _roman(number: int) -> str:
    shown = ""
    for value, letters in _ROMAN:
        while number >= value:
            shown, number = shown + letters, number - value
    return shown

"""The fonts of a PDF: which characters its codes stand for, how wide they are, and whether they are bold.

Character maps and widths are read by pypdf. What no map gives a character for is U+FFFD, so that it can be counted:
the codes of such a font are numbers of drawings, and shown as letters they would be rubbish that looks like text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, NamedTuple

from pypdf._codecs.adobe_glyphs import adobe_glyphs
from pypdf.generic import DictionaryObject
from pypdf.generic._font import Font

UNKNOWN = "\ufffd"
_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!talic)|[-,]b(?:d|old)?(?:[-,it]|$)", re.IGNORECASE)
_LEFTWARD = frozenset({"R", "AL"})
_FORCE_BOLD = 1 << 18
_IDENTITY = ("/Identity-H", "/Identity-V")


class Glyph(NamedTuple):
    """One code of a string: its characters, its advance in ems, and whether word spacing applies to it."""

    text: str
    advance: float
    spaced: bool


class Face:
    """A font as text needs it."""

    def __init__(self, resource: DictionaryObject) -> None:
        self.resource = resource  # kept alive: faces are found again by its identity
        self._font = Font.from_font_resource(resource)
        self._encoding: Any = self._font.encoding
        self._seen: dict[int | str, Glyph] = {}
        composite = resource.get("/Subtype") == "/Type0"
        self._numbered = composite and _has_numbers_only(resource)
        self._scale = _type3_scale(resource) if self._font.sub_type == "Type3" else 0.001
        self.bold = _is_bold(self._font)

    def glyphs(self, data: bytes) -> list[Glyph]:
        """What a string of the page shows, in order."""
        if isinstance(self._encoding, dict):
            return [self._seen.get(code) or self._simple(code) for code in data]
        if self._encoding == "utf-16-be":  # pairs of surrogates would be read as one character otherwise
            codes = (chr(data[i] << 8 | data[i + 1]) for i in range(0, len(data) - 1, 2))
            return [self._seen.get(code) or self._composite(code) for code in codes]
        return [self._seen.get(code) or self._composite(code) for code in data.decode(self._encoding, "replace")]

    def _simple(self, code: int) -> Glyph:
        raw = self._encoding.get(code, chr(code))
        text = _named(raw) if raw.startswith("/") and len(raw) > 1 else self._font.character_map.get(raw, raw)
        if not self._font.interpretable:
            text = UNKNOWN
        return self._remember(code, chr(code), text, code == 32)

    def _composite(self, code: str) -> Glyph:
        text = self._font.character_map.get(code, UNKNOWN if self._numbered else code)
        return self._remember(code, code, text, False)

    def _remember(self, key: int | str, code: str, text: str, spaced: bool) -> Glyph:
        widths = self._font.character_widths
        width = widths.get(code, widths["default"])
        advance = float(width) * self._scale if isinstance(width, int | float) else 0.5
        glyph = self._seen[key] = Glyph(as_it_looks(_whole(text)), advance, spaced)
        return glyph


def _has_numbers_only(resource: DictionaryObject) -> bool:
    """Whether codes without a character map are numbers of drawings in the font, not characters."""
    encoding = resource.get("/Encoding")
    return not isinstance(encoding, str) or encoding in _IDENTITY


def _whole(text: str) -> str:
    """Without halves of surrogate pairs, which no text may hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if not text.isascii() else text


def as_it_looks(text: str) -> str:
    """A glyph of several letters that runs to the left has its last one at the left, as what stands beside it has.

    Vowel signs come before their letter there, as programs paint them.
    """
    directions = {unicodedata.bidirectional(letter) for letter in text} if len(text) > 1 else set()
    return text[::-1] if directions & _LEFTWARD and directions <= _LEFTWARD | {"NSM"} else text


def _named(name: str) -> str:
    """The characters of a glyph name such as `/f_f_i` or `/a.sc` (Adobe Glyph List Specification §2)."""
    parts = name[1:].partition(".")[0].split("_")
    found = [adobe_glyphs.get("/" + part) or _numbered(part) for part in parts if part]
    return "".join(found)


def _numbered(part: str) -> str:
    code = re.fullmatch(r"(?:uni|u)([0-9A-F]{4,6})", part)
    number = int(code[1], 16) if code else 0
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else UNKNOWN


def _type3_scale(resource: DictionaryObject) -> float:
    matrix = resource.get("/FontMatrix")
    try:
        return abs(float(matrix[0])) or 0.001  # type: ignore[index]
    except (TypeError, ValueError, IndexError):
        return 0.001


def _is_bold(font: Font) -> bool:
    descriptor = font.font_descriptor
    weight: Any = descriptor.weight
    heavy = isinstance(weight, int | float) and weight >= 600
    flags = descriptor.flags if isinstance(descriptor.flags, int) else 0
    return heavy or bool(flags & _FORCE_BOLD) or bool(_BOLD.search(font.name))

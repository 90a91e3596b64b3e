"""Which characters the bytes of an RTF file are: by the code page of their font, else by that of the document."""

from __future__ import annotations

from typing import NamedTuple

from transcripts.importing import rtf_words as words

_BULLET, _BULLET_OF_SYMBOL = b"\x95", b"\xb7"


class Decoded(NamedTuple):
    """Characters, how many of them were lost, and how many letters were set in a symbol font."""

    text: str
    lost: int = 0
    symbols: int = 0


class CodePages:
    """What a file says of its fonts and of itself, while it is read; `unknown` is a page that nobody has."""

    def __init__(self, data: bytes) -> None:
        self.unknown = 0
        self._all_utf8 = _is_utf8(data)
        self._document = "cp1252"
        self._fonts: dict[int, str] = {}
        self._symbols: set[int] = set()
        self._defined = 0
        self._default: int | None = None

    def decoded(self, data: bytes, font: int | None) -> Decoded:
        """The bytes of words set in a font (None: the document's own)."""
        font = self._default if font is None else font
        symbols = 0
        if font in self._symbols:
            data = data.replace(_BULLET_OF_SYMBOL, _BULLET)
            symbols = sum(byte != _BULLET[0] and not chr(byte).isspace() for byte in data)
        codec = self._fonts.get(font, "") if font is not None else ""
        text = data.decode(codec or self._document, "replace")
        return Decoded(text, text.count("\ufffd"), symbols)

    def as_utf8(self, data: bytes) -> str:
        """Bytes beyond ASCII of a file that should be ASCII and is UTF-8 throughout; "" where code pages hold."""
        return data.decode("utf-8") if self._all_utf8 and not data.isascii() else ""

    def define(self, font: int | None) -> None:
        """The font that the next words of the font table describe."""
        self._defined = font or 0

    def default_font(self, font: int | None) -> None:
        """`deff`: the font of words that name none."""
        self._default = font or 0

    def charset(self, number: int | None) -> None:
        """`fcharset`: the character set of the font described."""
        if number == words.SYMBOL_CHARSET:
            self._symbols.add(self._defined)
        self._fonts.setdefault(self._defined, words.codec_of_charset(number or 0))

    def font_page(self, number: int | None) -> None:
        """`cpg`: the code page of the font described."""
        self._fonts[self._defined] = words.codec_of_page(number or 0)

    def page(self, number: int | None) -> None:
        """`ansicpg`: the document's own code page."""
        codec = words.codec_of_page(number or 0)
        if not codec and number:
            self.unknown = number
        self._document = codec or "cp1252"

    def mac(self, _number: int | None) -> None:
        """`mac`: written on an old Macintosh."""
        self._document = "mac_roman"

    def pc(self, _number: int | None) -> None:
        """`pc`: written under DOS."""
        self._document = "cp437"

    def pca(self, _number: int | None) -> None:
        """`pca`: written under DOS or OS/2, in Western Europe."""
        self._document = "cp850"


def _is_utf8(data: bytes) -> bool:
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True

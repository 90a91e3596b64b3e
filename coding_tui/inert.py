"""The display filter: people's words as a terminal may be given them, without textual or rich behind it.

The app wraps it for its widgets in `coding_tui.plain_words`; the command line uses it as it is.
"""

from __future__ import annotations

import re

STAND_IN = "\N{MIDDLE DOT}"
"""What stands for a character that would take no room of its own and so could not be seen or reached."""

_DIRECTION = "\N{DOUBLE OBLIQUE HYPHEN}"
_REPLACED = "\N{REPLACEMENT CHARACTER}"
_LINE_END = "\N{SYMBOL FOR NEWLINE}"

_UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_UNATTACHED = re.compile(r"(?<!\S)[^\x00-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\s]|\u200d(?!\S)")


def shown(text: str) -> str:
    """`text` as it may be displayed: as many code points, none of which a terminal would obey or hide.

    A tab becomes one space and a line feed stays. Control characters become their pictures (␛), direction overrides ⸗,
    invisible characters ·, and C1 controls, tags and lone surrogates �. A joiner or combining mark with nothing to join
    becomes · as well; the ones that build a letter or an emoji stay.
    """
    if text.isascii() and text.isprintable():
        return text
    safe = _UNSAFE.sub(_stand_in, text)
    return safe if safe.isascii() else _UNATTACHED.sub(_attached, safe)


def _stand_in(match: re.Match[str]) -> str:
    character = match.group()
    code = ord(character)
    if character == "\t":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    if code in (0x2028, 0x2029):
        return _LINE_END
    if code in (0x061C, 0x200E, 0x200F) or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069:
        return _DIRECTION
    if code < 0xA0 or 0xD800 <= code <= 0xDFFF or 0xFFF9 <= code <= 0xFFFB or code >= 0xE0000:
        return _REPLACED
    return STAND_IN


def _attached(match: re.Match[str]) -> str:
    # Only for the rare letter that might be a mark on its own is rich's table of widths worth loading.
    from rich.cells import get_character_cell_size  # noqa: PLC0415

    character = match.group()
    return character if get_character_cell_size(character) else STAND_IN

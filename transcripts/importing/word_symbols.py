"""Symbols of Word's special fonts as Unicode characters.

Sources: Unicode's mapping of Adobe's Symbol encoding (unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt); for
Wingdings those that people type (arrows, ticks, boxes, bullets, faces).
"""

from __future__ import annotations

_GREEK = dict(
    zip(
        "ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcywVJj",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψωςϑϕ",
        strict=True,
    )
)
_SYMBOL = {ord(latin): greek for latin, greek in _GREEK.items()} | dict(
    enumerate("′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…", start=0xA2)
)
_WINGDINGS = {
    0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒",
    0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑",
    0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
_PRIVATE = range(0xF000, 0xF100)


def symbol(font: str, code: str) -> str:
    """The character of `<w:sym w:font="Wingdings" w:char="F0FC"/>`; U+FFFD if it is not known."""
    try:
        number = int(code, 16)
    except ValueError:
        return "\ufffd"
    known = _FONTS.get(font.casefold())
    if known is not None:
        place = number - 0xF000 if number in _PRIVATE else number
        return known.get(place, chr(place) if known is _SYMBOL and 0x20 <= place < 0x41 else "\ufffd")
    if number in _PRIVATE or not 0x20 <= number < 0x110000 or 0xD800 <= number < 0xE000:
        return "\ufffd"
    return chr(number)

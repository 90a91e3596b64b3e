"""The colours of codes, and the rules that keep words legible on them.

Contrast is WCAG 2.2's ratio (W3C 2023, “relative luminance” and “contrast ratio”), from 1 to 21; text needs 4.5.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rich.style import Style
from textual.color import Color, ColorParseError

LEGIBLE = 4.5
"""The least contrast between words and what is behind them (WCAG 2.2, success criterion 1.4.3)."""

WASHES = (0.22, 0.30, 0.38)
"""How much of a code's hue is behind words that one, two, or more codes hold."""


class Hue(NamedTuple):
    """A code's colour and the name it goes by in a codebook file."""

    name: str
    color: Color


HUES: tuple[Hue, ...] = tuple(
    Hue(name, Color.parse(hexadecimal))
    for name, hexadecimal in (
        ("blue", "#5b9cf0"),
        ("amber", "#d69a3a"),
        ("green", "#5fb56a"),
        ("rose", "#e8789a"),
        ("violet", "#a288ec"),
        ("teal", "#3fb3a6"),
        ("coral", "#e8805f"),
        ("lime", "#9aae45"),
        ("sky", "#45aed3"),
        ("orchid", "#cf7cd0"),
        ("sand", "#b79f76"),
        ("slate", "#8d9cb5"),
    )
)
"""Twelve hues of like lightness; neighbours in the list are far apart on the wheel."""

SAFE_HUES: tuple[Color, ...] = tuple(
    Color.parse(each)
    for each in ("#56b4e9", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#f0e442", "#0072b2")
)
"""Seven colours that stay apart for colour-blind eyes (Okabe and Ito, 2008, without their black)."""


class Palette(NamedTuple):
    """What a theme makes of hues' numbers, and the least contrast of words in it."""

    colors: tuple[Color, ...]
    least: float = LEGIBLE


USUAL = Palette(tuple(each.color for each in HUES))
_worn = [USUAL]


def wear(palette: Palette) -> None:
    """Go by the palette of the theme that is worn now: there is one screen, and one theme on it."""
    _worn[0] = palette


def worn() -> Palette:
    """The palette that is worn."""
    return _worn[0]


def hue(number: int) -> Color:
    """The colour of a hue's number; numbers past the last begin again."""
    return worn().colors[number % len(worn().colors)]


def hue_number(colour: str) -> int:
    """The number of a hue by its name, or of the nearest to a colour such as `#d69a3a`; 0 where it is neither."""
    names = [each.name for each in HUES]
    if colour in names:
        return names.index(colour)
    try:
        wanted = Color.parse(colour)
    except ColorParseError:
        return 0
    return min(range(len(HUES)), key=lambda number: _distance(HUES[number].color, wanted))


def _distance(one: Color, other: Color) -> float:
    (lightness, a, b), (other_lightness, other_a, other_b) = _lab(one), _lab(other)
    return (0.5 * (lightness - other_lightness)) ** 2 + (a - other_a) ** 2 + (b - other_b) ** 2


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _lab(color: Color) -> tuple[float, float, float]:
    """Oklab (Ottosson, 2020): lightness, green–red, blue–yellow."""
    red, green, blue = (_linear(channel) for channel in color.normalized)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def luminance(color: Color) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = (_linear(channel) for channel in color.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two opaque colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(ink: Color, ground: Color, least: float | None = None) -> Color:
    """`ink`, moved towards white or black only as far as it must be to stand out from `ground`.

    `least` is the contrast that is wanted: without one, the least of the palette that is worn.
    """
    return _readable(ink, ground, worn().least if least is None else least)


@lru_cache(maxsize=4096)
def _readable(ink: Color, ground: Color, least: float) -> Color:
    if contrast(ink, ground) >= least:
        return ink
    white, black = Color(255, 255, 255), Color(0, 0, 0)
    pole = max((white, black), key=lambda end: contrast(end, ground))
    for step in range(1, 20):
        if contrast(moved := ink.blend(pole, step / 20), ground) >= least:
            return moved
    return pole


def laid_over(style: Style, row: Style) -> Style:
    """A style with a row's ground (and whatever else the row has) over it, its ink moved so that it stays legible."""
    laid = style + row
    if laid.color is None or laid.bgcolor is None or laid.color.is_default or laid.bgcolor.is_default:
        return laid
    ink, ground = Color.from_rich_color(laid.color), Color.from_rich_color(laid.bgcolor)
    return laid if ink.ansi is not None else laid + _inked(readable(ink, ground))


@lru_cache(maxsize=256)
def _inked(ink: Color) -> Style:
    return Style(color=ink.rich_color)


def wash(number: int, depth: int, ground: Color) -> Color:
    """What is behind words held by `depth` codes, the narrowest of them of hue `number`."""
    return ground.blend(hue(number), WASHES[min(max(depth, 1), len(WASHES)) - 1])


def softened(ink: Color, ground: Color) -> Color:
    """`ink` for what matters less (furniture, the interviewer): as quiet as stays legible."""
    return readable(ink.blend(ground, 0.42), ground)

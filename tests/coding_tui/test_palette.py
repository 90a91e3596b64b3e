from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from coding_tui.palette import (
    HUES,
    LEGIBLE,
    SAFE_HUES,
    USUAL,
    contrast,
    hue,
    hue_number,
    laid_over,
    luminance,
    readable,
    softened,
    wash,
    wear,
)
from coding_tui.themes import HIGH, THEMES, own_variables, palette_of

colors = st.builds(Color, st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color(255, 255, 255)) == pytest.approx(4.478, abs=1e-3)
    assert luminance(Color(255, 0, 0)) == pytest.approx(0.2126)


@given(colors, colors)
def test_readable_ink_is_legible_on_any_ground(ink: Color, ground: Color) -> None:
    assert contrast(readable(ink, ground), ground) >= LEGIBLE
    assert contrast(softened(ink, ground), ground) >= LEGIBLE


@given(colors, colors)
def test_ink_that_is_legible_is_left_alone(ink: Color, ground: Color) -> None:
    if contrast(ink, ground) >= LEGIBLE:
        assert readable(ink, ground) == ink


def test_twelve_hues_tell_apart() -> None:
    assert len({each.name for each in HUES}) == len({each.color.hex for each in HUES}) == 12
    assert hue(12) == hue(0)


@pytest.mark.parametrize("name", [each.name for each in HUES])
def test_a_hue_is_found_by_name_and_by_colour(name: str) -> None:
    number = hue_number(name)
    assert HUES[number].name == name
    assert hue_number(HUES[number].color.hex) == number


def test_other_colours_find_the_nearest_hue() -> None:
    assert [HUES[hue_number(colour)].name for colour in ("#0000ff", "#00a000", "#ff6a50", "no colour")] == [
        "blue",
        "green",
        "coral",
        "blue",
    ]


@pytest.mark.parametrize("ground", ["#121212", "#e0e0e0", "#ffffff", "#000000"])
def test_washes_grow_deeper_with_every_code(ground: str) -> None:
    behind = Color.parse(ground)
    for number in range(12):
        steps = [contrast(wash(number, depth, behind), behind) for depth in (1, 2, 3)]
        assert steps[0] < steps[1] < steps[2]
        assert wash(number, 9, behind) == wash(number, 3, behind)


def _seen(color: Color, matrix: tuple[tuple[float, float, float], ...]) -> tuple[float, float, float]:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized]
    seen = [min(1.0, max(0.0, sum(m * c for m, c in zip(row, linear, strict=True)))) for row in matrix]
    back = [12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in seen]
    return (back[0], back[1], back[2])


PROTANOPIA = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998))
DEUTERANOPIA = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))
"""How colours are seen without red or green cones (Machado, Oliveira and Fernandes, 2009; severity 1)."""


def _least_apart(colors: Sequence[Color], matrix: tuple[tuple[float, float, float], ...]) -> float:
    seen = [_seen(each, matrix) for each in colors]
    pairs = combinations(seen, 2)
    return min(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 for one, other in pairs)


@pytest.mark.parametrize("matrix", [PROTANOPIA, DEUTERANOPIA], ids=["protanopia", "deuteranopia"])
def test_safe_hues_stay_apart_for_colour_blind_eyes_and_the_usual_ones_do_not(
    matrix: tuple[tuple[float, float, float], ...],
) -> None:
    assert _least_apart(SAFE_HUES, matrix) > 0.15
    assert _least_apart([each.color for each in HUES], matrix) < 0.08


@pytest.fixture
def usual() -> Iterator[None]:
    yield
    wear(USUAL)


@pytest.mark.parametrize("theme", [each for each in THEMES if not each.ansi], ids=lambda each: each.name)
def test_every_theme_of_ours_is_legible_whatever_stands_on_what(theme: Theme, usual: None) -> None:
    palette = palette_of(theme.name)
    wear(palette)
    least = HIGH if "contrast" in theme.name else LEGIBLE
    assert palette.least == least
    grounds = [Color.parse(each or "") for each in (theme.background, theme.surface, theme.panel)]
    inks = ("foreground", "primary", "secondary", "accent", "success", "warning", "error")
    for ground in grounds:
        for role in inks:
            assert contrast(Color.parse(getattr(theme, role)), ground) >= least, (role, ground)
        for number in range(12):
            assert contrast(readable(hue(number), ground), ground) >= least
    roles = ("foreground", "background", "surface", "panel")
    named = {role: getattr(theme, role) or "" for role in roles}
    variables = own_variables({**theme.variables, **named}, plain=False)
    for role in roles[1:]:
        assert contrast(Color.parse(variables["dim"]), Color.parse(named[role])) >= least, role
    for row in ("row", "row-focus"):
        over = Style(bgcolor=Color.parse(variables[row]).rich_color)
        for ink in (named["foreground"], variables["dim"], theme.accent or "", theme.error or "", hue(0).hex):
            laid = laid_over(Style(color=Color.parse(ink).rich_color), over)
            assert laid.color is not None
            assert contrast(Color.from_rich_color(laid.color), Color.parse(variables[row])) >= least, (row, ink)
    cursor = theme.variables["block-cursor-background"], theme.variables["block-cursor-foreground"]
    assert contrast(Color.parse(cursor[0]), Color.parse(cursor[1])) >= least


def test_there_are_themes_to_be_legible_in() -> None:
    assert len([theme for theme in BUILTIN_THEMES.values() if not theme.ansi]) > 15

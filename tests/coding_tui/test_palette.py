from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from coding_tui.palette import HUES, LEGIBLE, contrast, hue, hue_number, luminance, readable, softened, wash

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


def test_there_are_themes_to_be_legible_in() -> None:
    assert len([theme for theme in BUILTIN_THEMES.values() if not theme.ansi]) > 15

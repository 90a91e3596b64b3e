"""What every row of the reader is made of: words, margins, brackets, colours."""

from __future__ import annotations

import pytest
from readers import HOSTILE, ReaderApp, at, coding, interview, rows, span
from resting import resize
from rich.cells import cell_len
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from coding_tui.palette import LEGIBLE, contrast
from coding_tui.reader import ReaderCoding


async def test_turns_have_their_number_and_speaker_above_their_words() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        lines = [line.rstrip() for line in rows(app.reader)]
    assert lines[0] == "   1 Interviewer  0:20"
    assert lines[1] == "▎    What changed once early advice came in?"
    assert lines[3].startswith("   2 CPS 43  0:40")
    assert not any("CPS 43:" in line for line in lines)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (200, 60), (24, 10)])
async def test_every_row_is_exactly_as_wide_as_the_reader(size: tuple[int, int]) -> None:
    app = ReaderApp()
    async with app.run_test(size=size) as pilot:
        reader = await at(pilot, "[laughs]")
        reader.select(*span("it works. Before"))
        reader.marks = (span("police"), span("speak"))
        await pilot.pause()
        for _ in range(3):
            reader.render_lines(reader.size.region)
            for y in range(reader.size.height):
                strip = reader.render_line(y)
                assert cell_len(strip.text) == strip.cell_length == reader.scrollable_content_region.width
            await pilot.press("pagedown")


async def test_words_stay_within_a_readable_measure() -> None:
    for width, least, most in ((120, 68, 90), (200, 68, 90), (300, 68, 90), (80, 50, 68)):
        app = ReaderApp()
        async with app.run_test(size=(width, 30)) as pilot:
            await pilot.pause()
            assert least <= app.reader.wrapped.width <= most


async def test_hostile_words_are_shown_and_obeyed_by_nobody() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "[laughs]")
        shown = "".join(rows(reader))
        assert "[laughs] [/b] [red] ␛]52;c;QQ==␇ ␛[2J⸗abc␀ �31m" in shown
        assert not set(shown) & set("\x1b\x07\x00\x9b\u202e")
        reader.select(*span(HOSTILE))
        assert reader.selected_text == HOSTILE


async def test_the_first_row_in_view_stays_through_any_number_of_resizes() -> None:
    app = ReaderApp(interview(60), ())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        reader = app.reader
        reader.scroll_to(y=reader.wrapped.height // 2, animate=False)
        await pilot.pause()
        top = reader.wrapped.starts[reader.scroll_offset.y]
        for width in (60, 101, 77, 143, 50, 120):
            await resize(pilot, width, 30)
            await pilot.pause()
            row = reader.wrapped.row_of(top)
            assert reader.scroll_offset.y in {row, row - 1, row - 2}
        assert reader.wrapped.starts[reader.scroll_offset.y] == top


async def test_brackets_name_their_codes_at_the_first_row_in_view() -> None:
    long = ReaderCoding("a" * 32, 0, len(interview(30).text) - 3, "b" * 32, "All of it", 1)
    app = ReaderApp(interview(30), (long,))
    async with app.run_test(size=(120, 12)) as pilot:
        await pilot.pause()
        assert "All of it" in rows(app.reader)[0]
        app.reader.scroll_to(y=40, animate=False)
        await pilot.pause()
        named = ["All of it" in line for line in rows(app.reader)]
        assert named == [True] + [False] * 11
        assert all("│" in line for line in rows(app.reader))


async def test_more_codings_than_lanes_are_owned_up_to() -> None:
    many = tuple(coding("They ring us", f"Code {number}") for number in range(12))
    app = ReaderApp(codings=many)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        line = next(line for line in rows(app.reader) if "They ring us" in line)
    assert "┆" in line
    assert "+11" in line


async def test_signs_and_other_coders_are_named_in_the_margin() -> None:
    theirs = coding("it works", "Blame", coder="Ben", stance="◇ rep", key=True, memo=True, mine=False)
    app = ReaderApp(codings=(theirs,))
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.pause()
        assert any("Blame ◇ rep ★ ¶ · Ben" in line for line in rows(app.reader))


async def test_words_are_legible_in_every_theme_and_over_every_overlap() -> None:
    deep = tuple(
        ReaderCoding(f"{hue}-{depth}", start + depth, end, "", "Code", hue)
        for hue, (start, end) in enumerate((turn.start, turn.end) for turn in interview(6).turns)
        for depth in range(4)
    )
    app = ReaderApp(interview(6), deep)
    async with app.run_test(size=(100, 130)) as pilot:
        await pilot.pause()
        app.reader.select(*span("They ring us, and it"))
        app.reader.marks = (span("nothing in it"),)
        for theme in BUILTIN_THEMES.values():
            if theme.ansi:
                continue
            app.theme = theme.name
            await pilot.pause()
            app.reader.render_lines(app.reader.size.region)
            for y in range(app.reader.size.height):
                for text, style, _ in app.reader.render_line(y):
                    if text.strip() and style and style.color and style.bgcolor:
                        ink, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
                        assert contrast(ink, ground) >= LEGIBLE, (theme.name, text)


async def test_without_colour_overlaps_are_told_by_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "Is that")
        looks = {}
        for y in range(reader.size.height):
            for text, style, _ in reader.render_line(y):
                looks[text.strip()] = (bool(style and style.underline), bool(style and style.bold))
    assert looks["We speak to the police before the file exists now."] == (True, False)
    assert looks["They ring us"] == (True, True)
    assert looks[", and it works."] == (True, False)
    assert looks["Is that everywhere?"[1:]] == (False, False)

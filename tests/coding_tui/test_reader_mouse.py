"""The reader and the mouse: clicking, dragging, holding it at an edge, the wheel."""

from __future__ import annotations

import pytest
from readers import DOCUMENT, RING, ReaderApp, at, interview, span

from coding_tui.reader.coding_index import CodingIndex
from coding_tui.reader.folding import ReaderFlag


async def test_dragging_with_the_mouse_selects() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "What changed")
        column, row = reader.wrapped.cell_of(span("the police")[0])
        gutter = 5
        await pilot.mouse_down(reader, offset=(gutter + column, row))
        await pilot.hover(reader, offset=(gutter + column + 10, row))
        await pilot.mouse_up(reader, offset=(gutter + column + 10, row))
        assert reader.selected_text == "the police"


@pytest.mark.parametrize(
    ("times", "selected"), [(1, ""), (2, "police"), (3, "We speak to the police before the file exists now.")]
)
async def test_clicking_once_twice_and_three_times(times: int, selected: str) -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "What changed")
        column, row = reader.wrapped.cell_of(span("police")[0])
        await pilot.click(reader, offset=(5 + column + 2, row), times=times)
        assert reader.selected_text == selected


async def test_clicking_twice_on_a_heading_takes_the_turn() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "What changed")
        await pilot.click(reader, offset=(8, 3), times=2)
        assert reader.selection == (DOCUMENT.turns[1].start, DOCUMENT.turns[1].end)


async def test_holding_the_mouse_at_the_edge_scrolls_on() -> None:
    app = ReaderApp(interview(30), ())
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        reader = app.reader
        await pilot.mouse_down(reader, offset=(10, 4))
        await pilot.hover(reader, offset=(10, 11))
        before = reader.selection[1]
        for _ in range(200):
            await pilot.pause(0.02)
            if reader.scroll_offset.y > 3:
                break
        await pilot.mouse_up(reader, offset=(10, 11))
        assert reader.scroll_offset.y > 3
        assert reader.selection[1] > before


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = ReaderApp(interview(30), ())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.reader.scroll_to(y=10, animate=False)
        await pilot.pause()
        assert app.reader.cursor == DOCUMENT.turns[0].start
        await pilot.press("right")
        assert app.reader.scroll_offset.y == 0


async def test_the_scroll_bar_shows_where_codings_folds_and_finds_are_and_a_click_goes_there() -> None:
    text = interview(30)
    late = text.text.rindex("They ring us")
    app = ReaderApp(text, (RING._replace(start=late, end=late + 12),))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        reader, bar = app.reader, app.reader.vertical_scrollbar
        reader.flags = (ReaderFlag("f", text.turns[60].start, text.turns[61].end, "Ann"),)
        reader.marks = ((text.turns[30].start, text.turns[30].start + 4),)
        await pilot.pause()
        shown = dict(enumerate(strip.text for strip in bar.render_lines(bar.size.region)))
        signs = {y: sign for y, sign in shown.items() if sign in "•▒·"}
        rows, height = reader.wrapped.height, bar.size.height
        there = [
            reader.wrapped.row_of(at) * height // rows for at in (text.turns[30].start, text.turns[60].start, late)
        ]
        assert signs == dict(zip(there, "•▒·", strict=True))
        await pilot.click(bar, offset=(0, there[2]))
        await pilot.pause()
        assert reader.scroll_offset.y <= reader.wrapped.row_of(late) < reader.scroll_offset.y + reader.size.height
        reader.codings = CodingIndex()
        assert "·" not in [strip.text for strip in bar.render_lines(bar.size.region)]

"""Charts in signs: lengths and shades say what the numbers say, every cell has a place, and a cursor gets to all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coding_tui.views.charts import BARS, HEAT, KINDS, MULTIPLES, TIMELINE, Chart, bar, drawing, kinds, one_scale, shade

VALUES = st.one_of(st.none(), st.floats(0, 1000))
DRAWN = st.sampled_from([BARS, MULTIPLES, TIMELINE])


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Some rows, months as columns, and one column without a month."""
    rows, months = draw(st.integers(1, 5)), draw(st.integers(1, 14))
    columns = tuple(f"20{20 + at // 12}-{at % 12 + 1:02}" for at in range(months))
    values = tuple(tuple(draw(VALUES) for _ in columns) for _ in range(rows))
    said = tuple(tuple("–" if each is None else f"{each:.0f}" for each in line) for line in values)
    names = tuple(draw(st.text(min_size=1, max_size=30)) for _ in range(rows))
    return Chart(names, columns, values, said, one_scale(values))


@given(charts(), DRAWN, st.integers(30, 160))
def test_every_cell_is_drawn_once_and_within_the_width(chart: Chart, kind: str, width: int) -> None:
    drawn = drawing(chart, kind)(width)
    assert set(drawn.spots) == {(row, column) for row in range(len(chart.rows)) for column in range(len(chart.columns))}
    for line in drawn.lines:
        cells = [ink for ink in line if ink.at is not None]
        assert len({ink.at for ink in cells}) <= len(chart.columns)
        assert kind == MULTIPLES or sum(cell_len(ink.words) for ink in line if ink.at) <= max(width, 30)


@given(charts(), DRAWN, st.lists(st.sampled_from([(1, 0), (-1, 0), (0, 1), (0, -1), (20, 0), (-9, 0), (0, 10**9)])))
def test_a_cursor_is_always_on_a_cell_and_gets_to_every_one(
    chart: Chart, kind: str, moves: list[tuple[int, int]]
) -> None:
    drawn = drawing(chart, kind)(80)
    at = drawn.nearest((0, 0))
    for down, right in moves:
        at = drawn.moved(at, down, right)
        assert at in drawn.spots
    reached, new = {at}, [at]
    while new:
        here = new.pop()
        there = {drawn.moved(here, *move) for move in ((1, 0), (-1, 0), (0, 1), (0, -1))} - reached
        reached |= there
        new += there
    assert reached == set(drawn.spots)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 80))
def test_more_is_never_drawn_shorter_or_lighter(one: float, other: float, cells: int) -> None:
    low, high = sorted((one, other))
    blocks = " ▏▎▍▌▋▊▉█"

    def eighths(drawn: str) -> int:
        return sum(blocks.index(sign) for sign in drawn if sign != "·")

    assert eighths(bar(low, cells)) <= eighths(bar(high, cells))
    assert eighths(bar(high, cells)) <= 8 * cells
    assert abs(eighths(bar(high, cells)) - 8 * cells * high) <= 1
    assert cell_len(bar(low, cells)) == cells
    density = ["–", "·", "░", "▒", "▓", "█"]
    assert density.index(shade(low)[1]) <= density.index(shade(high)[1])


def test_nothing_none_and_a_little_are_three_things() -> None:
    assert (shade(None), shade(0.0), shade(0.001), shade(0.25), shade(0.26), shade(0.75), shade(1.0)) == (
        " –", " ·", "░░", "░░", "▒▒", "▓▓", "██",
    )  # fmt: skip
    assert (bar(None, 4), bar(0, 4), bar(0.0001, 4), bar(0.5, 4), bar(1, 4)) == ("    ", "·   ", "▏   ", "██  ", "████")


def test_a_timeline_leaves_out_what_has_no_month_and_stands_columns_on_one_ground() -> None:
    chart = Chart(("Delay",), ("2023-01", "2023-02", "2023-03", "(none)"), ((1.0, 0.5, 0.0, 9.0),),
                  (("1", "0.5", "0", "9"),), (1.0,))  # fmt: skip
    drawn = drawing(chart, TIMELINE)(30)
    assert (0, 3) not in drawn.spots
    assert drawn.nearest((0, 3)) == (0, 2)
    columns = ["".join(ink.words for ink in line) for line in drawn.lines]
    assert columns[0].startswith("Delay  highest here 1")
    assert [line[::6][:3] for line in columns[1:4]] == ["█  ", "█▄ ", "██·"]
    assert columns[4].split() == ["1", "0.5", "0"]
    assert columns[5].split() == ["01", "2023", "03"]
    assert [spot.bottom - spot.top for spot in drawn.spots.values()] == [3, 3, 3]
    solid = [ink.solid for line in drawn.lines for ink in line if ink.at == (0, 0)]
    assert solid == [True, True, True, False], "the cursor stands on the number, and turns no column round"


def test_a_timeline_goes_on_where_nothing_was_collected() -> None:
    chart = Chart(("Delay",), ("2022-12", "2023-03"), ((1.0, 0.5),), (("1", "0.5"),), (1.0,))
    drawn = drawing(chart, TIMELINE)(30)
    columns = ["".join(ink.words for ink in line) for line in drawn.lines]
    assert columns[4][:24].split() == ["1", "0.5"]
    assert columns[5].split() == ["12", "2022", "02", "2023"]
    assert {at: spot.x for at, spot in drawn.spots.items()} == {(0, 0): 0, (0, 1): 18}


def test_only_months_make_a_timeline() -> None:
    assert kinds("month") == tuple(KINDS)
    assert kinds("group") == (HEAT, BARS, MULTIPLES)

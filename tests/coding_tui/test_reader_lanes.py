from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coding_tui.reader.coding_index import CodingIndex, SpanIndex
from coding_tui.reader.lanes import Lanes, assigned
from coding_tui.reader.model import ReaderCoding, ReaderText, passages
from coding_tui.reader.scroll_bar import cells_of
from coding_tui.reader.wrapping import WrappedText

spans = st.tuples(st.integers(0, 400), st.integers(1, 120)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def coded(*given_spans: tuple[int, int], mine: bool = True) -> list[ReaderCoding]:
    return [
        ReaderCoding(f"{at:032x}", start, end, f"{at:032x}", f"Code {at}", at, mine=mine)
        for at, (start, end) in enumerate(given_spans)
    ]


def laid_out(text: str, width: int = 10) -> WrappedText:
    return WrappedText(text, passages(ReaderText("0", "x", text)), width)


@given(st.lists(spans, max_size=150), spans)
def test_touching_finds_what_looking_at_each_finds(given_spans: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    given_spans.sort()
    index = SpanIndex([start for start, _ in given_spans], [end for _, end in given_spans])
    expected = [at for at, (start, end) in enumerate(given_spans) if start < asked[1] and end > asked[0]]
    assert index.touching(*asked) == expected


@given(st.lists(spans, max_size=60))
def test_no_two_brackets_share_a_lane_on_a_row(given_spans: list[tuple[int, int]]) -> None:
    layout = laid_out("word " * 110)
    index = CodingIndex(coded(*given_spans))
    lanes = Lanes(layout, index.codings)
    for row in range(layout.height):
        here = [bracket.lane for bracket in lanes.on_row(row)]
        assert len(here) == len(set(here))
        expected = {each.coding.uid for each in assigned(layout, index.codings) if each.first <= row <= each.last}
        assert {bracket.coding.uid for bracket in lanes.on_row(row)} == expected


@given(st.lists(spans, max_size=60))
def test_there_are_no_more_lanes_than_the_fullest_row_needs(given_spans: list[tuple[int, int]]) -> None:
    layout = laid_out("word " * 110)
    index = CodingIndex(coded(*given_spans))
    lanes = Lanes(layout, index.codings)
    fullest = max((len(lanes.on_row(row)) for row in range(layout.height)), default=0)
    assert max((bracket.lane + 1 for bracket in assigned(layout, index.codings)), default=0) == fullest


@given(st.lists(spans, max_size=60), st.data())
def test_after_a_change_the_brackets_stand_as_if_made_anew(
    given_spans: list[tuple[int, int]], data: st.DataObject
) -> None:
    layout = laid_out("word " * 110)
    everything = coded(*given_spans)
    begin = data.draw(st.integers(0, len(everything)))
    gone = [each for each in everything[:begin] if data.draw(st.booleans())]
    before = CodingIndex(everything[:begin])
    after = before.changed(gone, everything[begin:])
    anew = CodingIndex([each for each in everything if each not in gone])
    assert after.codings == anew.codings
    assert all(after.touching(at, at + 3) == anew.touching(at, at + 3) for at in range(0, 560, 3))
    taken_over = Lanes(layout, after.codings, Lanes(layout, before.codings))
    made_anew = Lanes(layout, anew.codings)
    assert [taken_over.bracket(at) for at in range(len(anew.codings))] == assigned(layout, anew.codings)
    assert [taken_over.on_row(row) for row in range(layout.height)] == [
        made_anew.on_row(row) for row in range(layout.height)
    ]
    stood = Lanes(layout, before.codings)
    untouched = [row for row in range(layout.height) if row not in taken_over.changed_rows]
    assert [stood.on_row(row) for row in untouched] == [made_anew.on_row(row) for row in untouched]


@given(st.lists(st.integers(0, 999)).map(sorted), st.integers(1, 60))
def test_the_map_in_the_scroll_bar_has_a_sign_wherever_something_is(at: list[int], cells: int) -> None:
    shown = list(cells_of(at, 1_000, cells))
    assert shown == sorted({row * cells // 1_000 for row in at})


def test_codings_one_after_the_other_share_the_first_lane() -> None:
    layout = laid_out("one two three four five six seven eight", 10)
    brackets = assigned(layout, CodingIndex(coded((0, 3), (19, 23), (34, 39))).codings)
    assert [bracket.lane for bracket in brackets] == [0, 0, 0]


def test_the_next_and_the_previous_coding() -> None:
    index = CodingIndex(coded((10, 20), (10, 15), (30, 40)))
    assert [coding.end for coding in index.codings] == [20, 15, 40]
    after, before = index.next_after(10), index.previous_before(30)
    assert after is not None
    assert after.start == 30
    assert before is not None
    assert before.start == 10
    assert index.next_after(30) is None
    assert index.previous_before(10) is None


def test_coverage_goes_on_through_codings_that_follow_on() -> None:
    index = CodingIndex(coded((0, 10), (5, 20), (20, 25), (40, 50)))
    assert index.covered_until(3) == 25
    assert index.covered_until(25) == 25
    assert index.next_start(26) == 40


def test_another_coders_work_covers_nothing() -> None:
    index = CodingIndex(coded((0, 10), mine=False))
    assert index.covered_until(3) == 3
    assert index.next_start(0) is None

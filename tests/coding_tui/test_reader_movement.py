from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding_tui.reader import movement
from coding_tui.reader.coding_index import CodingIndex
from coding_tui.reader.model import ReaderCoding, ReaderText, ReaderTurn, passages
from coding_tui.reader.movement import Sentences
from coding_tui.reader.selection import Selection
from coding_tui.reader.stretching import nearer_edge
from coding_tui.reader.wrapping import RowKind, WrappedText, displayable

texts = st.lists(
    st.sampled_from(
        ["word ", "it's. ", "cafe\u0301 ", "👩\u200d⚕\ufe0f", "東京", "\n", "Why? ", "…", "שלום ", "\u0301", "नमस्ते "]
    ),
    min_size=1,
    max_size=25,
).map("".join)
TALK = "Int: Why? And when?\n\nCPS 43: Well, it's late. They rang us.\nThen we waited.\n\nInt: Right."
TURNS = (
    ReaderTurn(1, 0, 5, 19, "Int", "interviewer"),
    ReaderTurn(2, 21, 29, 75, "CPS 43"),
    ReaderTurn(3, 77, 82, 88, "Int", "interviewer"),
)


def layout_of(text: str, turns: tuple[ReaderTurn, ...] = (), width: int = 12) -> WrappedText:
    stretches = passages(ReaderText("0", "x", text, turns))
    return WrappedText(displayable(text, stretches), stretches, width)


@pytest.fixture
def talk() -> WrappedText:
    return layout_of(TALK, TURNS, 20)


def coding(start: int, end: int, mine: bool = True) -> ReaderCoding:
    return ReaderCoding(f"{start:016x}{end:016x}", start, end, "0", "Code", 0, mine=mine)


@given(texts)
def test_right_and_left_visit_the_same_places(text: str) -> None:
    layout = layout_of(text)
    if not layout.height:
        return
    there = [layout.passages[0].start]
    while (following := movement.next_grapheme(layout, there[-1])) != there[-1]:
        there.append(following)
    assert there[-1] == layout.passages[-1].end
    back = [there[-1]]
    while (before := movement.previous_grapheme(layout, back[-1])) != back[-1]:
        back.append(before)
    assert back == there[::-1]
    assert all(layout.snapped(place) == place for place in there)


@given(texts, st.integers(0, 200))
def test_every_move_goes_its_way_and_ends_between_graphemes(text: str, offset: int) -> None:
    layout = layout_of(text)
    if not layout.height:
        return
    at = layout.snapped(offset)
    sentences = Sentences(layout)
    onward = [movement.next_word(layout, at), movement.next_turn(layout, at), sentences.next_start(at)]
    back = [movement.previous_word(layout, at), movement.previous_turn(layout, at), sentences.previous_start(at)]
    assert all(place >= at for place in onward)
    assert all(place <= at for place in back)
    assert all(layout.snapped(place) == place for place in onward + back)


@given(texts, st.integers(0, 200), st.integers(-9, 9), st.integers(0, 15))
def test_rows_up_and_down_land_on_words(text: str, offset: int, step: int, cell: int) -> None:
    layout = layout_of(text)
    if layout.height and step:
        place = movement.by_rows(layout, layout.snapped(offset), step, cell)
        assert layout.kinds[layout.row_of(place)] == RowKind.WORDS
        assert layout.snapped(place) == place


def test_graphemes_are_taken_whole() -> None:
    layout = layout_of("e\u0301👩\u200d⚕\ufe0fx")
    assert [movement.next_grapheme(layout, at) for at in (0, 2, 6)] == [2, 6, 7]
    assert movement.previous_grapheme(layout, 6) == 2


def test_right_at_the_end_of_a_turn_goes_over_the_next_label(talk: WrappedText) -> None:
    assert movement.next_grapheme(talk, 19) == 29
    assert movement.previous_grapheme(talk, 29) == 19


def test_turns_with_nothing_between_them_hold_nobody_up() -> None:
    turns = (ReaderTurn(1, 0, 2, 4, "A"), ReaderTurn(2, 4, 6, 6, "B"), ReaderTurn(3, 6, 6, 8))
    layout = layout_of("A:onB:us", turns)
    there = [2]
    while (following := movement.next_grapheme(layout, there[-1])) != there[-1]:
        there.append(following)
    assert there == [2, 3, 6, 7, 8]
    back = [8]
    while (before := movement.previous_grapheme(layout, back[-1])) != back[-1]:
        back.append(before)
    assert back == there[::-1]


def test_words_hold_their_apostrophes_and_marks() -> None:
    layout = layout_of("Well, it's cafe\u0301-like, नमस्ते", width=60)
    found, at = [], 0
    while (end := movement.next_word(layout, at)) > at:
        start = movement.previous_word(layout, end)
        found.append(layout.text[start:end])
        at = end
    assert found == ["Well", "it's", "cafe\u0301-like", "नमस्ते"]


def test_words_across_turns(talk: WrappedText) -> None:
    assert movement.next_word(talk, 19) == 33
    assert movement.previous_word(talk, 29) == TALK.index("when")


def test_turns(talk: WrappedText) -> None:
    assert [movement.next_turn(talk, at) for at in (5, 40, 83)] == [29, 82, 88]
    assert [movement.previous_turn(talk, at) for at in (40, 29, 5)] == [29, 5, 5]


def test_sentences_by_punctuation_and_by_bounds(talk: WrappedText) -> None:
    by_marks = Sentences(talk)
    start = TALK.index("They")
    assert TALK[slice(*by_marks.around(start + 3))] == "They rang us."
    assert by_marks.next_start(29) == start
    assert by_marks.previous_start(start) == 29
    given_bounds = Sentences(talk, [(5, 19), (29, 59), (60, 75), (82, 88)])
    assert TALK[slice(*given_bounds.around(start + 3))] == "Well, it's late. They rang us."
    assert given_bounds.next_start(30) == TALK.index("Then")


@given(texts, st.lists(st.integers(0, 150), max_size=8, unique=True))
def test_sentences_hold_all_of_a_passage_but_white_space(text: str, cuts: list[int]) -> None:
    layout = layout_of(text)
    edges = sorted(min(cut, len(text)) for cut in cuts)
    bounds = [(a, b) for a, b in pairwise(edges) if a < b]
    for number, stretch in enumerate(layout.passages):
        held = "".join(layout.text[a:b] for a, b in Sentences(layout, bounds).within(number))
        assert "".join(held.split()) == "".join(layout.text[stretch.start : stretch.end].split())


def test_rows_keep_to_the_cell_and_go_over_headings(talk: WrappedText) -> None:
    down = movement.by_rows(talk, 5, 1, 3)
    assert TALK[down] == "l"
    assert movement.by_rows(talk, down, -1, 3) == 8
    assert movement.by_rows(talk, 5, -1, 3) == 8
    assert movement.by_rows(talk, 30, 99, 2) == 84


def test_codings_forward_and_back(talk: WrappedText) -> None:
    index = CodingIndex([coding(29, 33), coding(29, 44), coding(58, 72)])
    assert movement.next_coding(talk, index, 5) == 29
    assert movement.next_coding(talk, index, 29) == 58
    assert movement.next_coding(talk, index, 58) == 58
    assert movement.previous_coding(talk, index, 60) == 58
    assert movement.previous_coding(talk, index, 58) == 29


def test_next_uncoded_skips_what_is_coded_and_the_interviewer(talk: WrappedText) -> None:
    index = CodingIndex([coding(29, 46), coding(46, 51)])
    assert movement.next_uncoded(talk, index, 5) == TALK.index("rang")
    assert movement.next_uncoded(talk, index, 30) == TALK.index("rang")
    assert movement.next_uncoded(talk, index, TALK.index("rang")) is None
    assert movement.next_uncoded(talk, CodingIndex([coding(5, 75)]), 5) is None
    assert movement.next_uncoded(talk, CodingIndex([coding(29, 75, mine=False)]), 5) == 29


def test_taking_a_word_again_takes_one_more() -> None:
    layout = layout_of("They rang us twice.", width=40)
    selection = Selection()
    selection.move(6, select=False)
    taken = []
    for _ in range(3):
        span = selection.take("word", lambda at: movement.word_around(layout, at), lambda at: at)
        selection.hold(*span)
        taken.append(layout.text[slice(*span)])
    assert taken == ["rang", "rang us", "rang us twice"]


def test_growing_and_shrinking_go_the_same_way_back(talk: WrappedText) -> None:
    sentences = Sentences(talk)
    units = [
        lambda at: movement.word_around(talk, at),
        sentences.around,
        lambda at: movement.turn_around(talk, at),
    ]
    selection = Selection()
    selection.move(TALK.index("rang") + 1, select=False)
    seen = [selection.span]
    for _ in units:
        selection.hold(*selection.grown(units))
        seen.append(selection.span)
    assert [TALK[slice(*span)] for span in seen[1:3]] == ["rang", "They rang us."]
    assert seen[3] == (29, 75)
    for span in reversed(seen[:-1]):
        selection.hold(*selection.shrunk(units))
        assert selection.span == span


def test_shrinking_what_was_never_grown_goes_down_the_units(talk: WrappedText) -> None:
    sentences = Sentences(talk)
    units = [lambda at: movement.word_around(talk, at), sentences.around, lambda at: movement.turn_around(talk, at)]
    selection = Selection()
    selection.hold(29, 75)
    spans = []
    for _ in range(3):
        selection.hold(*selection.shrunk(units))
        spans.append(TALK[slice(*selection.span)])
    assert spans == ["Well, it's late.", "Well", ""]


def test_the_nearer_edge_of_the_narrowest_own_coding() -> None:
    index = CodingIndex([coding(0, 100), coding(10, 30), coding(12, 20, mine=False)])
    near_start, near_end, behind = nearer_edge(index, 12), nearer_edge(index, 25), nearer_edge(index, 30)
    assert near_start is not None
    assert (near_start.coding.start, near_start.fixed, near_start.moving) == (10, 30, 10)
    assert near_end is not None
    assert (near_end.fixed, near_end.moving) == (10, 30)
    assert behind is not None
    assert behind.coding.end == 100
    assert nearer_edge(CodingIndex([coding(0, 5)]), 5) is not None
    assert nearer_edge(CodingIndex([coding(0, 5)]), 6) is None

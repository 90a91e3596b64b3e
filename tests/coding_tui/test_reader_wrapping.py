from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size, split_graphemes

from coding_tui.reader.model import Passage, ReaderText, ReaderTurn, passages
from coding_tui.reader.wrapping import NARROW, RowKind, WrappedText, displayable

FRAGMENTS = (
    "word",
    "of",
    "it's",
    " ",
    "  ",
    "\n",
    "\t",
    "Interviewer",
    "cafe\u0301",
    "e\u0301\u0323\u0301",
    "👩\u200d⚕\ufe0f",
    "👨\u200d👩\u200d👧\u200d👦",
    "❤\ufe0f",
    "1\ufe0f\u20e3",
    "🇬🇧",
    "東京の病院。",
    "한국어",
    "שלום",
    "مرحبا",
    "नमस्ते",
    "\u200b",
    "\u200d",
    "\ufe0f",
    "\u0301",
    "\xad",
    "\u202e",
    "\x1b[2J",
    "\x00",
    "averyveryverylongwordwithoutanyplacetobreak",
    "“quoted”",
)
texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=6), max_size=30).map("".join)
widths = st.integers(2, 40)


@st.composite
def documents(draw: st.DrawFn) -> ReaderText:
    """A text with turns that follow one another, some of them labelled, with stretches between that no turn holds."""
    text = draw(texts)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    turns = []
    for number, place in enumerate(range(0, len(cuts) - 2, 3), 1):
        speaker = draw(st.sampled_from(["CPS 43", "Interviewer", None]))
        label_start, start, end = cuts[place : place + 3]
        turns.append(ReaderTurn(number, label_start if speaker else start, start, end, speaker))
    return ReaderText("0" * 32, "CPS 43", text, tuple(turns))


def wrapped(document: ReaderText, width: int) -> WrappedText:
    stretches = passages(document)
    return WrappedText(displayable(document.text, stretches), stretches, width)


def places(layout: WrappedText) -> list[int]:
    """Everywhere the cursor may stand."""
    return sorted({layout.snapped(at) for at in range(len(layout.text) + 1)}) if layout.height else []


@given(documents())
def test_passages_hold_every_word_that_is_not_label(document: ReaderText) -> None:
    held = [0] * len(document.text)
    for stretch in passages(document):
        for at in range(stretch.label_start, stretch.end):
            held[at] += 1
    assert max(held, default=0) <= 1
    assert all(count == 1 or character.isspace() for count, character in zip(held, document.text, strict=True))


def test_damaged_turns_hide_no_words() -> None:
    turns = (ReaderTurn(2, 4, 4, 99, "B"), ReaderTurn(1, 0, 0, 6, "A"))
    assert [(each.start, each.end) for each in passages(ReaderText("0", "x", "some words", turns))] == [(0, 6), (6, 10)]


@given(documents(), widths)
@example(ReaderText("0", "x", "abcde "), 5)
@example(ReaderText("0", "x", "Name:\u200dX", (ReaderTurn(1, 0, 5, 7, "Name"),)), 5)
def test_no_row_of_words_is_wider_than_the_column(document: ReaderText, width: int) -> None:
    layout = wrapped(document, width)
    for start, end in zip(layout.starts, layout.ends, strict=True):
        if layout.kinds[layout.row_of(start)] == RowKind.WORDS:
            assert cell_len(layout.text[start:end].rstrip(" ")) <= layout.width


@given(st.lists(st.sampled_from(["a", "of", "word", "averyverylongword", " ", "—"]), min_size=1, max_size=40), widths)
def test_what_is_wide_further_on_moves_no_row_before_it(words: list[str], width: int) -> None:
    text = " ".join(words).lstrip()
    plain = wrapped(ReaderText("0", "x", f"{text} ab"), width)
    mixed = wrapped(ReaderText("0", "x", f"{text} 東"), width)
    assert mixed.ends[:-1] == plain.ends[:-1]
    assert mixed.kinds == plain.kinds


@given(documents(), widths)
def test_rows_of_words_hold_every_passage_whole_and_in_order(document: ReaderText, width: int) -> None:
    layout = wrapped(document, width)
    rows = [row for row in range(layout.height) if layout.kinds[row] == RowKind.WORDS]
    for number, stretch in enumerate(layout.passages):
        own = [row for row in rows if layout.owners[row] == number]
        lines = "".join(
            layout.text[layout.starts[row] : layout.ends[row]] + "\n" * (layout.text[layout.ends[row] :][:1] == "\n")
            for row in own[:-1]
        )
        last = own[-1]
        assert layout.starts[own[0]] == stretch.start
        assert layout.ends[last] == stretch.end
        assert lines + layout.text[layout.starts[last] : stretch.end] == layout.text[stretch.start : stretch.end]


@given(documents(), widths)
def test_offset_to_cell_and_back(document: ReaderText, width: int) -> None:
    layout = wrapped(document, width)
    for place in places(layout):
        cell, row = layout.cell_of(place)
        back = layout.offset_at(cell, row)
        hangs = layout.text[back:place].strip(" ") == "" and cell_len(layout.text[layout.starts[row] : place]) >= width
        zero_wide = cell_len(layout.text[min(back, place) : max(back, place)]) == 0
        assert back == place or hangs or zero_wide or place > layout.last_place(row)
        assert layout.kinds[row] == RowKind.WORDS


@given(documents(), widths, st.integers(-2, 60), st.integers(-3, 60))
def test_every_cell_has_a_place_between_graphemes(document: ReaderText, width: int, cell: int, row: int) -> None:
    layout = wrapped(document, width)
    if layout.height:
        assert layout.offset_at(cell, row) in {*places(layout), *(stretch.end for stretch in layout.passages)}


@given(documents(), widths, widths)
def test_graphemes_do_not_depend_on_the_width(document: ReaderText, one: int, other: int) -> None:
    assert places(wrapped(document, one)) == places(wrapped(document, other))


@given(documents(), widths)
def test_rows_are_cut_between_graphemes(document: ReaderText, width: int) -> None:
    layout = wrapped(document, width)
    for stretch in layout.passages:
        starts = set()
        line_start = stretch.start
        for line in layout.text[stretch.start : stretch.end].split("\n"):
            starts |= {line_start + left for left, _, _ in split_graphemes(line)[0]} | {line_start}
            line_start += len(line) + 1
        own = [row for row in range(layout.height) if layout.passages[layout.owners[row]] is stretch]
        assert {layout.starts[row] for row in own if layout.kinds[row] == RowKind.WORDS} <= starts


@given(documents(), widths, st.integers(0, 400))
def test_snapping_up_never_leaves_half_a_grapheme_behind(document: ReaderText, width: int, offset: int) -> None:
    layout = wrapped(document, width)
    if layout.height:
        low, high = layout.snapped(offset), layout.snapped_up(offset)
        assert high in {low, layout.grapheme_at(low)[1]} or high in {stretch.end for stretch in layout.passages}
        assert high >= min(offset, layout.passages[-1].end)


def test_every_narrow_character_is_one_cell_by_itself() -> None:
    narrow = re.compile(NARROW.pattern.removesuffix("*"))
    characters = [chr(code) for code in range(0x10000) if narrow.fullmatch(chr(code))]
    assert len(characters) > 600
    assert {get_character_cell_size(character) for character in characters} == {1}


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two", 7, ["one two"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("東京の病院。", 6, ["東京の", "病院。"]),
        ("東京の、病院", 6, ["東京", "の、病", "院"]),
        ("a cafe\u0301 here", 6, ["a cafe\u0301", "here"]),
        ("first\n\nsecond", 20, ["first", "", "second"]),
    ],
)
def test_where_rows_break(text: str, width: int, rows: list[str]) -> None:
    layout = wrapped(ReaderText("0", "x", text), width)
    assert [layout.text[a:b].rstrip(" ") for a, b in zip(layout.starts, layout.ends, strict=True)] == rows


def test_a_turn_has_a_gap_a_heading_and_its_words() -> None:
    text = "Int: Why?\n\nCPS 43: Because."
    turns = (ReaderTurn(1, 0, 5, 9, "Int", "interviewer"), ReaderTurn(2, 11, 19, 27, "CPS 43"))
    layout = wrapped(ReaderText("0", "x", text, turns), 40)
    assert layout.kinds == [RowKind.HEADING, RowKind.WORDS, RowKind.GAP, RowKind.HEADING, RowKind.WORDS]
    assert layout.row_of(12) == 3
    assert layout.offset_at(7, 3) == 19
    assert layout.snapped(12) == 19


def test_a_document_of_white_space_has_nothing_in_it() -> None:
    assert passages(ReaderText("0", "x", " \n\t ")) == []
    assert wrapped(ReaderText("0", "x", " \n\t "), 20).height == 0


def test_an_empty_turn_can_still_be_stood_in() -> None:
    layout = wrapped(ReaderText("0", "x", "A:", (ReaderTurn(1, 0, 2, 2, "A"),)), 20)
    assert layout.cell_of(2) == (0, 1)
    assert layout.passages == [Passage(0, 2, 2, layout.passages[0].turn)]

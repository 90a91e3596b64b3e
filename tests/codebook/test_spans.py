"""The span algebra is the algebra of sets of characters."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from codebook.spans import (
    Span,
    clip,
    complement,
    contains,
    difference,
    intersection,
    overlaps,
    region,
    total_length,
    union,
    words_touched,
)

OFFSETS = st.integers(0, 60)
SPANS = st.lists(st.tuples(OFFSETS, OFFSETS), max_size=12)
REGIONS = SPANS.map(region)


def characters(spans: list[Span]) -> set[int]:
    return {offset for start, end in spans for offset in range(start, end)}


def is_region(spans: list[Span]) -> bool:
    gaps = all(before[1] < after[0] for before, after in pairwise(spans))
    return gaps and all(start < end for start, end in spans)


@given(SPANS)
def test_a_region_holds_what_its_spans_hold(spans: list[Span]) -> None:
    assert characters(region(spans)) == characters(spans)
    assert is_region(region(spans))


@given(REGIONS, REGIONS)
def test_the_operators_are_those_of_sets(one: list[Span], other: list[Span]) -> None:
    mine, theirs = characters(one), characters(other)
    for result, expected in [
        (union(one, other), mine | theirs),
        (intersection(one, other), mine & theirs),
        (difference(one, other), mine - theirs),
        (complement(one, other), theirs - mine),
    ]:
        assert characters(result) == expected
        assert is_region(result)


@given(REGIONS, OFFSETS, OFFSETS)
def test_clipping_length_and_membership(one: list[Span], start: int, end: int) -> None:
    assert characters(clip(one, start, end)) == characters(one) & set(range(start, end))
    assert total_length(one) == len(characters(one))
    assert contains(one, start) == (start in characters(one))


@given(st.tuples(OFFSETS, OFFSETS), st.tuples(OFFSETS, OFFSETS))
def test_overlap_is_sharing_a_character(one: Span, other: Span) -> None:
    assert overlaps(one, other) == bool(characters([one]) & characters([other]))


def test_one_long_span_against_many_short_ones() -> None:
    many = [(start, start + 1) for start in range(0, 200_000, 2)]
    assert total_length(difference([(0, 200_000)], many)) == 100_000
    assert difference(many, [(0, 200_000)]) == []
    assert intersection([(0, 200_000)], many) == many


@given(SPANS, st.text("ab \n\u00a0", min_size=60, max_size=60))
def test_a_word_that_is_held_in_pieces_is_one_word(spans: list[Span], text: str) -> None:
    held = characters(spans)
    words = [set(range(*found.span())) for found in re.finditer(r"\S+", text)]
    assert words_touched(text, region(spans)) == sum(bool(word & held) for word in words)


def test_two_pieces_of_a_word_are_one_word_of_one() -> None:
    assert words_touched("we waited", [(3, 5), (7, 9)]) == 1
    assert words_touched("we waited", [(1, 4), (7, 9)]) == 2

"""Where a move ends up, and what a word, a sentence or a turn is. Pure: offsets in, offsets out.

Every offset that comes out is one where the cursor may stand: in a passage, between graphemes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise, takewhile

from coding_tui.reader.coding_index import CodingIndex
from coding_tui.reader.wrapping import STOPS, WrappedText

Span = tuple[int, int]

_LETTER = (
    r"\w\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u0900-\u0963\u0966-\u0dff\u0e30-\u0e4e\u0eb0-\u0ecd\u0f71-\u0f84\u102b-\u103e\u17b4-\u17d3"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
"""Letters and digits, and the marks that Python's `\\w` leaves out of words written with them."""

_WORD = re.compile(rf"[{_LETTER}]+(?:['’‑-][{_LETTER}]+)*")
_SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*(?:\s+|(?=[^\x00-\u2fff]))|\n\s*")
_LOOK_BACK = 512
"""How far back a word's beginning is looked for; longer ones are taken to begin there."""


def next_grapheme(wrapped: WrappedText, offset: int) -> int:
    """The place after the character at an offset; from a passage's end the next passage's beginning."""
    number = wrapped.passage_number(offset)
    if offset < wrapped.passages[number].start:
        return wrapped.passages[number].start
    if offset < wrapped.passages[number].end:
        return wrapped.snapped(wrapped.grapheme_at(offset)[1])
    if number + 1 < len(wrapped.passages):
        return wrapped.passages[number + 1].start
    return offset


def previous_grapheme(wrapped: WrappedText, offset: int) -> int:
    """The place before the character before an offset; from a passage's beginning the end of the one before."""
    number = wrapped.passage_number(offset)
    if offset > wrapped.passages[number].start:
        return wrapped.grapheme_at(offset - 1)[0]
    for stretch in reversed(wrapped.passages[:number]):
        if wrapped.snapped(stretch.end) < offset:
            return stretch.end
        if stretch.start < stretch.end:
            return wrapped.grapheme_at(stretch.end - 1)[0]
    return offset


def _whole(wrapped: WrappedText, span: Span) -> Span:
    return wrapped.snapped(span[0]), wrapped.snapped_up(span[1])


def word_from(wrapped: WrappedText, offset: int) -> Span | None:
    """The word that an offset is in, or else the first one after it, in any passage."""
    for number in range(wrapped.passage_number(offset), len(wrapped.passages)):
        stretch = wrapped.passages[number]
        begin = max(stretch.start, offset - _LOOK_BACK)
        for match in _WORD.finditer(wrapped.text, begin, stretch.end):
            if match.end() > offset:
                return _whole(wrapped, match.span())
    return None


def word_before(wrapped: WrappedText, offset: int) -> Span | None:
    """The last word that begins before an offset, in any passage."""
    for number in range(wrapped.passage_number(offset), -1, -1):
        stretch = wrapped.passages[number]
        near = max(stretch.start, min(offset, stretch.end) - _LOOK_BACK)
        for begin in (near, stretch.start):
            matches = _WORD.finditer(wrapped.text, begin, stretch.end)
            *_, last = None, *takewhile(lambda match: match.start() < offset, matches)
            if last is not None:
                return _whole(wrapped, last.span())
    return None


def next_word(wrapped: WrappedText, offset: int) -> int:
    """The end of the word at or after an offset, or of the document."""
    span = word_from(wrapped, offset)
    return span[1] if span else wrapped.passages[-1].end


def previous_word(wrapped: WrappedText, offset: int) -> int:
    """The beginning of the word that begins before an offset, or of the document."""
    span = word_before(wrapped, offset)
    return span[0] if span else wrapped.passages[0].start


class Sentences:
    """The sentences of a document: bounds from outside where there are any, else by punctuation within a passage."""

    def __init__(self, wrapped: WrappedText, bounds: Sequence[Span] = ()) -> None:
        """`bounds` in text order, disjoint."""
        self._wrapped = wrapped
        self._bounds = bounds
        self._starts = [start for start, _ in bounds]
        self._known: dict[int, list[Span]] = {}

    def within(self, number: int) -> list[Span]:
        """The sentences of one passage, which together hold all of it but white space."""
        if number not in self._known:
            stretch = self._wrapped.passages[number]
            cuts = self._given(stretch.start, stretch.end) or self._guessed(stretch.start, stretch.end)
            self._known[number] = self._spans(stretch.start, stretch.end, cuts)
        return self._known[number]

    def _given(self, start: int, end: int) -> list[int]:
        first, last = bisect_right(self._starts, start), bisect_left(self._starts, end)
        if first and self._bounds[first - 1][1] > start:
            first -= 1
        return [min(end, self._wrapped.snapped(max(start, at))) for bounds in self._bounds[first:last] for at in bounds]

    def _guessed(self, start: int, end: int) -> list[int]:
        return [self._wrapped.snapped(match.end()) for match in _SENTENCE_END.finditer(self._wrapped.text, start, end)]

    def _spans(self, start: int, end: int, cuts: Sequence[int]) -> list[Span]:
        edges = sorted({start, end, *cuts})
        text = self._wrapped.text
        found = []
        for left, right in pairwise(edges):
            between = text[left:right]
            if words := between.strip():
                begin = left + len(between) - len(between.lstrip())
                found.append((begin, begin + len(words)))
        return found or [(start, end)]

    def around(self, offset: int) -> Span:
        """The sentence at an offset: in white space between two, the one before."""
        spans = self.within(self._wrapped.passage_number(offset))
        return spans[max(0, bisect_right(spans, (offset, len(self._wrapped.text) + 1)) - 1)]

    def next_start(self, offset: int) -> int:
        """Where the next sentence begins, or the document's end."""
        for number in range(self._wrapped.passage_number(offset), len(self._wrapped.passages)):
            for start, _ in self.within(number):
                if start > offset:
                    return start
        return self._wrapped.passages[-1].end

    def previous_start(self, offset: int) -> int:
        """Where this sentence begins, or from its beginning the one before, or the document."""
        for number in range(self._wrapped.passage_number(offset), -1, -1):
            for start, _ in reversed(self.within(number)):
                if start < offset:
                    return start
        return self._wrapped.passages[0].start


def word_around(wrapped: WrappedText, offset: int) -> Span:
    """The word at or after an offset; nothing where none follows."""
    return word_from(wrapped, offset) or (offset, offset)


def turn_around(wrapped: WrappedText, offset: int) -> Span:
    """The words of the turn at an offset."""
    stretch = wrapped.passage_at(offset)
    return stretch.start, stretch.end


def next_turn(wrapped: WrappedText, offset: int) -> int:
    """The beginning of the next turn, or the document's end."""
    number = wrapped.passage_number(offset) + 1
    return wrapped.passages[number].start if number < len(wrapped.passages) else wrapped.passages[-1].end


def previous_turn(wrapped: WrappedText, offset: int) -> int:
    """The beginning of this turn, or from there of the one before."""
    number = wrapped.passage_number(offset)
    start = wrapped.passages[number].start
    return start if offset > start or not number else wrapped.passages[number - 1].start


def next_answer(wrapped: WrappedText, offset: int) -> int | None:
    """The beginning of the next passage that is not an interviewer's; None: there is no more."""
    later = wrapped.passages[wrapped.passage_number(offset) + 1 :]
    found = (each.start for each in later if not each.interviewer)
    return next((start for start in found if start > offset), None)


def previous_answer(wrapped: WrappedText, offset: int) -> int | None:
    """The beginning of this passage, or from there of the one before, but no interviewer's; None: there is none."""
    earlier = reversed(wrapped.passages[: wrapped.passage_number(offset) + 1])
    return next((each.start for each in earlier if not each.interviewer and each.start < offset), None)


def by_rows(wrapped: WrappedText, offset: int, step: int, cell: int) -> int:
    """The place `step` rows down (negative: up) at a cell, going on to the next row of words where there are none."""
    row = wrapped.row_of(offset)
    target = min(max(row + step, 0), wrapped.height - 1)
    onward = 1 if step > 0 else -1
    for look in (onward, -onward):
        at = target
        while 0 <= at < wrapped.height and wrapped.kinds[at] not in STOPS:
            at += look
        if 0 <= at < wrapped.height:
            return wrapped.offset_at(cell, at)
    return offset


def row_start(wrapped: WrappedText, offset: int) -> int:
    """The first place on the row."""
    return wrapped.starts[wrapped.row_of(offset)]


def row_end(wrapped: WrappedText, offset: int) -> int:
    """The last place on the row."""
    return wrapped.last_place(wrapped.row_of(offset))


def next_coding(wrapped: WrappedText, index: CodingIndex, offset: int) -> int:
    """Where the next coding begins; with none, where the cursor is."""
    at = offset
    while (coding := index.next_after(at)) is not None:
        if (place := wrapped.snapped(coding.start)) > offset:
            return place
        at = coding.start
    return offset


def previous_coding(wrapped: WrappedText, index: CodingIndex, offset: int) -> int:
    """Where the coding before begins; with none, where the cursor is."""
    at = offset
    while (coding := index.previous_before(at)) is not None:
        if (place := wrapped.snapped(coding.start)) < offset:
            return place
        at = coding.start
    return offset


def next_uncoded(wrapped: WrappedText, index: CodingIndex, offset: int) -> int | None:
    """Where the next stretch of words begins that none of the person's own codings holds; None: there is no more.

    From inside such a stretch, the one after the next coding, or the next turn. Interviewer turns are passed over.
    """
    current = wrapped.passage_number(offset)
    begin = index.covered_until(wrapped.grapheme_at(offset)[1] if wrapped.fold_at(offset) else offset)
    if begin == offset:
        coded = index.next_start(offset)
        stretch = wrapped.passages[current]
        begin = index.covered_until(coded) if coded is not None and coded < stretch.end else stretch.end
    for number in range(current, len(wrapped.passages)):
        stretch = wrapped.passages[number]
        place = None if stretch.interviewer else _first_free(wrapped, index, max(begin, stretch.start), stretch.end)
        if place is not None and place > offset:
            return place
    return None


def previous_uncoded(wrapped: WrappedText, index: CodingIndex, offset: int) -> int | None:
    """Where the last stretch of words before an offset begins that none of the person's own codings holds;
    interviewers' are passed over. None: there is none.
    """
    for number in range(wrapped.passage_number(offset), -1, -1):
        stretch = wrapped.passages[number]
        found, at = None, stretch.start
        while not stretch.interviewer and at < min(stretch.end, offset):
            place = _first_free(wrapped, index, at, stretch.end)
            if place is None or place >= offset:
                break
            found = place
            coded = index.next_start(place + 1)
            at = stretch.end if coded is None else index.covered_until(coded)
        if found is not None:
            return found
    return None


def _first_free(wrapped: WrappedText, index: CodingIndex, start: int, end: int) -> int | None:
    """The first uncoded character in [start, end) that is not white space or punctuation alone."""
    at = start
    while at < end:
        at = index.covered_until(at)
        following = index.next_start(at + 1)
        stop = end if following is None else min(end, following)
        if at < stop and (word := _WORD.search(wrapped.text, at, stop)):
            return wrapped.snapped(word.start())
        at = max(stop, at + 1)
    return None


Around = Callable[[int], Span]


def widened(span: Span, around: Around) -> Span:
    """A span made large enough to hold whole every unit that it touches; an empty one becomes the unit around it."""
    start, end = span
    if start == end:
        return around(start)
    touched = [unit for unit in (around(start), around(end - 1)) if unit[0] < end and unit[1] > start]
    return min([start, *(unit[0] for unit in touched)]), max([end, *(unit[1] for unit in touched)])

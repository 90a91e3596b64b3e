"""Where a quotation stands: each piece laid beside the corpus word by word, the pieces of one quotation together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from exports.audit.corpus import BAND, Corpus
from exports.audit.pieces import Piece

SURE = 0.9
"""Dice's share of common words from which a place is as good as found."""
_MARGIN = 12
"""Words to either side of a likely place that may belong to it."""
_MOST = 200
"""So many exact places are looked at: “you know” stands everywhere."""
_OWN = 8
"""So many likely places of the document that the draft names are looked at beside those of all."""
MOST_REPLACED = 5
"""A bracket that stands for more words than this hides a cut."""
_FAR = 600
"""A cut may leave out so many words of a turn."""
_GOOD = 0.75
"""Dice's share of common words from which a later piece counts as found."""


@dataclass(frozen=True, slots=True)
class Place:
    """A piece beside the corpus: for each of its words the position of the same word there, or None."""

    matched: tuple[int | None, ...]

    @property
    def found(self) -> list[int]:
        """Positions that match, in order."""
        return [position for position in self.matched if position is not None]

    @property
    def first(self) -> int:
        """The first word of the source."""
        return self.found[0]

    @property
    def last(self) -> int:
        """Behind the last word of the source."""
        return self.found[-1] + 1

    @property
    def score(self) -> float:
        """Dice's coefficient of the piece's words and the source's from first to last: 1 when all are the same."""
        return 2 * len(self.found) / (len(self.matched) + self.last - self.first) if self.found else 0.0


@dataclass(frozen=True, slots=True)
class Placed:
    """All pieces of a quotation, in order; None for one that stands nowhere near."""

    places: tuple[Place | None, ...]
    score: float
    together: bool
    """Whether all that was found of it is in one turn."""

    @property
    def first(self) -> int:
        """The first word of the first piece."""
        return next(place for place in self.places if place is not None).first


def placed(corpus: Corpus, quoted: Sequence[Piece], prefer: int | None = None) -> list[Placed]:
    """Where the pieces of a quotation may stand together; everywhere in `prefer`, a document's place in the corpus."""
    numbers = [corpus.as_numbers([word.word for word in piece.words]) for piece in quoted]
    main = max(range(len(quoted)), key=lambda at: len(numbers[at]))
    return [_around(corpus, numbers, main, place) for place in places_of(corpus, numbers[main], prefer)]


def places_of(corpus: Corpus, wanted: Sequence[int], prefer: int | None = None) -> list[Place]:
    """Where one piece stands: everywhere that it does word for word, else the likeliest places. In `prefer` first: of a
    sentence that many say nearly alike, the named document's may be far down the list; and if it is there, nothing
    elsewhere can be the better answer.
    """
    first, last = (0, 0) if prefer is None else corpus.extent(prefer)
    everywhere = corpus.exactly(wanted)
    if everywhere:
        its = [begin for begin in everywhere if first <= begin < last]
        exact = [Place(tuple(range(begin, begin + len(wanted)))) for begin in its or everywhere[:_MOST]]
        if its or not last:
            return exact
        # Others say it word for word: the named document may still say all of it, with a filler more.
        own = _near(corpus, wanted, corpus.likely(wanted, _OWN, first, last))
        return [*(each for each in own if each.score >= SURE and None not in each.matched), *exact]
    own = _near(corpus, wanted, corpus.likely(wanted, _OWN, first, last) if last else [])
    if any(each.score >= SURE for each in own):
        return own
    return [*own, *_near(corpus, wanted, corpus.likely(wanted))]


def _near(corpus: Corpus, wanted: Sequence[int], begins: Sequence[int]) -> list[Place]:
    near = [aligned(corpus, wanted, begin) for begin in begins]
    return list({each.matched: each for each in near if each is not None}.values())


def aligned(corpus: Corpus, wanted: Sequence[int], begin: int) -> Place | None:
    """The piece beside the words from a likely place on, in the turn that has most of it; None when they share nothing.

    A likely place is known to two bands only (`Corpus.likely`): the turn may begin after it.
    """
    best: Place | None = None
    behind = begin + 2 * BAND + len(wanted)
    for turn in corpus.turns_in(begin, behind):
        place = _beside(corpus, wanted, max(begin - _MARGIN, turn.first), min(behind + _MARGIN, turn.last))
        if place is not None and (best is None or place.score > best.score):
            best = place
    return best


def _beside(corpus: Corpus, wanted: Sequence[int], low: int, high: int) -> Place | None:
    """The piece beside the words [low, high), all of one turn."""
    window = [int(number) for number in corpus.words[low:high]]
    matched: list[int | None] = [None] * len(wanted)
    for block in Indel.opcodes(list(wanted), window).as_matching_blocks():
        for step in range(block.size):
            matched[block.a + step] = block.b + step
    _gathered(window, wanted, matched)
    found = tuple(None if at is None else low + at for at in matched)
    return Place(found) if any(each is not None for each in found) else None


def _gathered(window: Sequence[int], wanted: Sequence[int], matched: list[int | None]) -> None:
    """Words that match as well right beside their neighbours are moved there, and strays far from them let go.

    From the longest run that matches outwards, over words that only the draft has or that it has changed. Places are of
    the window, so that nothing is found outside of the turn; a word of the source answers for one word alone.
    """
    runs = _runs(matched)
    if not runs:
        return
    start, stop = max(runs, key=lambda run: run[1] - run[0])
    _pull(window, wanted, matched, range(start - 1, -1, -1), -1)
    _pull(window, wanted, matched, range(stop, len(matched)), 1)
    _drop_strays(matched)


def _pull(window: Sequence[int], wanted: Sequence[int], matched: list[int | None], order: range, way: int) -> None:
    """From the run that ends before `order` on, one word after another: right beside the last one that matches, or one
    further where the draft has changed a word; one that matches far away as near as a bracket may put it.
    """
    near = matched[order.start - way] if order else None
    for at in order:
        assert near is not None
        held = matched[at]
        if held == near + way:
            near = held
            continue
        replaced = 1 if matched[at - way] is None else 0
        steps = range(1, 2 + (replaced if held is None else MOST_REPLACED))
        place = next((near + way * step for step in steps if _is_at(window, near + way * step, wanted[at])), None)
        if place is None:
            near = near if held is None else held
            continue
        if held is None or abs(held - near) > abs(place - near):
            matched[at] = held = place
            for other in range(at + way, order.stop, way):
                if matched[other] == place:
                    matched[other] = None
        near = held


def _is_at(window: Sequence[int], place: int, number: int) -> bool:
    return 0 <= place < len(window) and window[place] == number


def _runs(matched: Sequence[int | None]) -> list[tuple[int, int]]:
    """Half-open runs of words that follow on one another on both sides."""
    runs: list[tuple[int, int]] = []
    for at, position in enumerate(matched):
        if position is None:
            continue
        if runs and runs[-1][1] == at and matched[at - 1] == position - 1:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def _drop_strays(matched: list[int | None]) -> None:
    """Let go of a word or two at either end that many words of the source part from the rest."""
    for backwards in (False, True):
        while len(runs := _runs(matched)) > 1:
            run, other = (runs[-1], runs[-2]) if backwards else (runs[0], runs[1])
            near = (run, other) if not backwards else (other, run)
            end, begin = matched[near[0][1] - 1], matched[near[1][0]]
            assert end is not None
            assert begin is not None
            apart, missing = begin - end - 1, near[1][0] - near[0][1]
            if apart <= 4 + 2 * missing or run[1] - run[0] > 2:
                break
            matched[run[0] : run[1]] = [None] * (run[1] - run[0])


def _around(corpus: Corpus, numbers: Sequence[Sequence[int]], main: int, place: Place) -> Placed:
    """The other pieces beside the main one: after it those that follow, before it those that precede."""
    places: list[Place | None] = [None] * len(numbers)
    places[main] = place
    at = place
    for other in range(main + 1, len(numbers)):
        found = _next(corpus, numbers[other], at, forward=True)
        places[other], at = found, found or at
    at = place
    for other in range(main - 1, -1, -1):
        found = _next(corpus, numbers[other], at, forward=False)
        places[other], at = found, found or at
    common = sum(len(each.found) for each in places if each is not None)
    source = sum(each.last - each.first for each in places if each is not None)
    turns = {corpus.turn_of(each.first).first for each in places if each is not None}
    return Placed(tuple(places), 2 * common / (sum(map(len, numbers)) + source), len(turns) == 1)


def _next(corpus: Corpus, wanted: Sequence[int], beside: Place, *, forward: bool) -> Place | None:
    """A piece in the turn of its neighbour, after or before it; else anywhere else that it stands word for word."""
    turn = corpus.turn_of(beside.first)
    low, high = (beside.last, min(turn.last, beside.last + _FAR)) if forward else (
        max(turn.first, beside.first - _FAR), beside.first
    )  # fmt: skip
    exact = corpus.exactly(wanted, low, high)
    if exact:
        first = exact[0] if forward else exact[-1]
        return Place(tuple(range(first, first + len(wanted))))
    near = _beside(corpus, wanted, low, high) if high > low else None
    if near is not None and near.score >= _GOOD:
        return near
    elsewhere = corpus.exactly(wanted) if len(wanted) > 2 else []
    here = [first for first in elsewhere if corpus.turn_of(first).document == turn.document]
    first_found = next(iter(here or elsewhere), None)
    return None if first_found is None else Place(tuple(range(first_found, first_found + len(wanted))))

"""Which gaps between words divide a line: those before a column, not the stretched spaces of justified lines.

A column stands where words begin behind gaps on line after line, far oftener than by chance; how often chance has it,
the document itself tells. A gap that no column explains is a space between words where the file painted it as one,
where the line's other gaps are like it, and where two words alone fill a justified line from margin to margin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from statistics import median

from transcripts.importing.pdf_painting import Numbered, Painting
from transcripts.importing.pdf_pieces import GAP, Piece

WIDE = 1.4
"""Ems from which a gap divides a row where nothing else is known of it."""
_NARROW = 0.6
"""Ems from which a gap may stand before a column: spaces of lines that are not justified stay below it."""
_STEP = 0.5
"""Points: as exact as the left edges of a column are."""
_FEWEST = 3
"""Lines that begin at the edge of a column, at least."""
_KEPT = 0.95
"""The share of lines reaching over a column's edge that have words beginning there."""
_LEAST, _MOST = 0.005, 0.3
_SURE = log(10_000)
"""So many times likelier a column is than chance; as many places are tried on a page or two."""
_FAR = 150
"""Lines above and below that can tell of a column: about two pages each."""
_ALIKE, _ABOUT = 1.5, 0.1
"""How much wider than the line's other gaps a space may be, as behind a full stop: a factor, and ems."""
_MARGIN = 0.25
"""The share of lines that end at the margin of justified text, at least."""


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces of one baseline without a dividing gap; `edge`: whether a column is known to begin there.

    `parted`: whether other lines were painted between it and the words before it, as where columns are painted one
    after the other; `torn`: whether that is so of a gap in it, wide enough for a column, that was taken for a space.
    """

    pieces: list[Numbered]
    edge: bool = False
    parted: bool = False
    torn: bool = False


@dataclass(frozen=True, slots=True)
class _Gap:
    """The gap before the piece number `at`: from `end` of the ink to `x`, in ems; whether it is painted as a space."""

    at: int
    end: float
    x: float
    ems: float
    painted: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A baseline: from where to where its ink reaches, its gaps, and where words begin behind those wide enough.

    `even`: its gaps are as those of a justified line are, so that what begins behind them speaks for no column.
    """

    pieces: list[Numbered]
    x0: float
    x1: float
    gaps: list[_Gap]
    starts: frozenset[int]
    even: bool


@dataclass(frozen=True, slots=True)
class _Heard:
    """What so many lines beside a line say: how many begin at a place, reach over it, or have a gap before it."""

    score: float = 0.0
    lines: int = 0
    begin: int = 0
    over: int = 0
    behind: int = 0


class Columns:
    """Tells the columns of a document from its baselines, page by page from the top down."""

    def __init__(self, pages: Sequence[Sequence[list[Numbered]]]) -> None:
        self._pages = [_lines(page) for page in pages]
        self._lines = [line for page in self._pages for line in page]
        chance = _chance(self._lines)
        self._begins, self._crosses = log(_KEPT / chance), log((1 - _KEPT) / (1 - chance))
        self._known: dict[int, tuple[int, int, float]] = {}

    def runs(self) -> Iterator[list[list[Run]]]:
        """The runs of every baseline from left to right, page by page."""
        first = 0
        for page in self._pages:
            known = [self._at_edges(first + number, line) for number, line in enumerate(page)]
            yield _divided(page, known)
            first += len(page)

    def _at_edges(self, number: int, line: _Line) -> dict[int, float]:
        """Which gaps of a line, by the piece behind them, stand before columns, and how sure that is."""
        wide = [gap for gap in line.gaps if _is_wide(gap)]
        return {gap.at: score for gap in wide if (score := self._score(number, gap.x)) > 0}

    def _score(self, number: int, x: float) -> float:
        """How much likelier (as a logarithm) words beginning there are a column's than chance; 0 if too few begin.

        Of the lines around this one so many are asked as speak for it most (Altschul et al. 1990, J Mol Biol 215:
        403-410, the extension of hits); what they say holds for all of them.
        """
        place = round(x / _STEP)
        first, last, score = self._known.get(place, (0, -1, 0.0))
        if not first <= number <= last:
            above, below = (self._extended(number, x, step) for step in (-1, 1))
            begin, over, behind = (1 + above.begin + below.begin, above.over + below.over, above.behind + below.behind)
            score = self._begins + above.score + below.score
            score = score if begin >= _FEWEST and behind + 1 >= over else 0.0
            self._known[place] = number - above.lines, number + below.lines, score
        return score

    def _extended(self, number: int, x: float, step: int) -> _Heard:
        """What the lines above (`step` -1) or below say, as far as they speak for a column."""
        place = round(x / _STEP)
        best, score, begin, over, behind = _Heard(), 0.0, 0, 0, 0
        end = min(_FAR, number if step < 0 else len(self._lines) - 1 - number)
        for lines in range(1, end + 1):
            line = self._lines[number + step * lines]
            if place in line.starts:
                if line.even:
                    continue
                begin, behind, score = begin + 1, behind + 1, score + self._begins
            elif abs(line.x0 - x) <= 1.5 * _STEP:
                begin, score = begin + 1, score + self._begins
            elif line.x0 < x - _STEP and line.x1 > x + _STEP:
                over, score = over + 1, score + self._crosses
            if score > best.score:
                best = _Heard(score, lines, begin, over, behind)
            elif score < best.score - _SURE:
                break
        return best


def _lines(page: Sequence[list[Numbered]]) -> list[_Line]:
    found = [(pieces, list(_gaps(pieces)), _reach(pieces)) for pieces in page]
    ends = Counter(round(x1) for _, _, (_, x1) in found)
    return [
        _Line(pieces, x0, x1, gaps, _starts(gaps), _are_even(gaps, _is_margin(x1, ends)))
        for pieces, gaps, (x0, x1) in found
    ]


def _reach(pieces: Sequence[Numbered]) -> tuple[float, float]:
    inked = [piece for _, piece in pieces if piece.text.strip()]
    return (min(piece.x0 for piece in inked), max(map(inked_end, inked))) if inked else (0.0, 0.0)


def _starts(gaps: Sequence[_Gap]) -> frozenset[int]:
    """Where words begin behind gaps that are wide enough for a column, in steps, one step more and less."""
    found = (round(gap.x / _STEP) for gap in gaps if _is_wide(gap))
    return frozenset(x + i for x in found for i in (-1, 0, 1))


def _is_wide(gap: _Gap) -> bool:
    """Whether a gap is wide enough to stand before a column."""
    return gap.ems > _NARROW and not gap.painted


def _is_margin(x: float, ends: Counter[int]) -> bool:
    """Whether so many lines end there as do in justified text."""
    near = ends[round(x) - 1] + ends[round(x)] + ends[round(x) + 1]
    return near > max(_FEWEST, _MARGIN * ends.total())


def _are_even(gaps: Sequence[_Gap], full: bool) -> bool:
    """Whether gaps are alike, as in justified lines; one alone is where it stretches its line to the margin."""
    ems = [gap.ems for gap in gaps]
    return max(ems) <= _ALIKE * min(ems) + _ABOUT if len(ems) > 1 else full


def _gaps(pieces: Sequence[Numbered]) -> Iterator[_Gap]:
    end: float | None = None
    for at, (_, piece) in enumerate(pieces):
        if not piece.text.strip():
            continue
        ems = (piece.x0 - end) / max(piece.size, 1.0) if end is not None else 0.0
        if ems > GAP:
            yield _Gap(at, end or 0.0, piece.x0, ems, piece.spaced)
        end = inked_end(piece) if end is None else max(end, inked_end(piece))


def inked_end(piece: Piece) -> float:
    """Where the last letter ends: blanks at the end of a line reach beyond the margin."""
    text = piece.text
    return piece.x1 - 0.25 * piece.size * (len(text) - len(text.rstrip()))


def _chance(lines: Sequence[_Line]) -> float:
    """How likely words begin behind a gap at a given place by chance: so many in so much width of lines."""
    width = sum(line.x1 - line.x0 for line in lines)
    return min(_MOST, max(_LEAST, _STEP * sum(len(line.starts) for line in lines) / width if width else 0.0))


def _divided(page: Sequence[_Line], known: Sequence[dict[int, float]]) -> list[list[Run]]:
    """The runs of a page's lines: divided at sure columns first, then where a gap cannot be a space."""
    columns = [
        {at for at, score in found.items() if score > _SURE * (2 if line.even else 1)}
        for line, found in zip(page, known, strict=True)
    ]
    ends = Counter(round(end) for line, cuts in zip(page, columns, strict=True) for end in _ends(line, cuts))
    found = []
    painting = Painting([line.pieces for line in page])
    for line, edges, cuts in zip(page, known, columns, strict=True):
        divided = set(cuts)
        for gaps, end in zip(_between(line, cuts), _ends(line, cuts), strict=True):
            full = _is_margin(end, ends)
            divided |= {gap.at for gap in gaps if _divides(gap, gaps, at_edge=gap.at in edges, full=full)}
        parted = {gap.at for gap in line.gaps if _is_wide(gap) and painting.parts(line.pieces, gap.at)}
        found.append(list(_cut(line.pieces, divided, edges, parted)))
    return found


def _between(line: _Line, cuts: set[int]) -> list[list[_Gap]]:
    """The gaps of the parts of a line, as columns part it."""
    parts: list[list[_Gap]] = [[]]
    for gap in line.gaps:
        if gap.at in cuts:
            parts.append([])
        else:
            parts[-1].append(gap)
    return parts


def _ends(line: _Line, cuts: set[int]) -> list[float]:
    """Where the parts of a line end."""
    return [*(gap.end for gap in line.gaps if gap.at in cuts), line.x1]


def _divides(gap: _Gap, gaps: Sequence[_Gap], *, at_edge: bool, full: bool) -> bool:
    """Whether a gap divides its part of a line; `full`: that part ends where justified lines do."""
    if gap.painted or gap.ems <= (_NARROW if at_edge else WIDE):
        return False
    others = [other.ems for other in gaps if other is not gap]
    if others:
        return gap.ems > _ALIKE * median(others) + _ABOUT
    return not full


def _cut(pieces: Sequence[Numbered], at: set[int], edges: dict[int, float], parted: set[int]) -> Iterator[Run]:
    """The pieces between those gaps; blanks in a gap that divides belong to neither side."""
    run: list[Numbered] = []
    edge = begins_parted = torn = False
    for number, numbered in enumerate(pieces):
        if number in at:
            yield Run(_without_blanks_behind(run), edge, begins_parted, torn)
            run, edge, begins_parted, torn = [], number in edges, number in parted, False
        elif number in parted:
            torn = True
        if run or numbered[1].text.strip():
            run.append(numbered)
    if run:
        yield Run(run, edge, begins_parted, torn)


def _without_blanks_behind(run: list[Numbered]) -> list[Numbered]:
    while run and not run[-1][1].text.strip():
        run.pop()
    return run

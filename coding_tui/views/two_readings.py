"""One document as two coders coded it: both readings for two readers, and where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlmodel import Session

from codebook.coding import codings
from codebook.coding.codings import Coding
from codebook.spans import Span, difference, intersection, overlaps, region
from codebook.team import assignments
from codebook.team.rounds import round_of
from coding_tui.reader.folding import ReaderFlag
from coding_tui.reader.model import ReaderCoding, ReaderText
from coding_tui.views.veil import reader_flags
from coding_tui.views.workbench_view import CodebookView, codebook_view, reader_codings, reader_text
from transcripts.document_labels import natural
from transcripts.texts import document_text

SEALED = "‖ Work in this document is sealed: you see it beside your own once everybody who codes it is done."
ONE_CODER = "Only {who} has coded this document: there is nothing to set beside it."
NO_CODER = "Nobody has coded this document yet."
SAME, EDGES, ALONE = "=", "≈", "≠"
"""Signs before a coding's name: the other has the same; the same code with other edges; not this code here."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """A place [start, end) that two coders coded differently: the codes (names) that only one, only the other gave it;
    `edges` when both have every one of them close by.
    """

    start: int
    end: int
    codes: tuple[tuple[str, ...], tuple[str, ...]]
    edges: bool

    def words(self, coders: Pair) -> str:
        """What each has there, for a status line."""
        said = (f"{who}: {', '.join(names) or '–'}" for who, names in zip(coders, self.codes, strict=True))
        return f"{EDGES + ' edges' if self.edges else ALONE} · {' · '.join(said)}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one coder made of a document: their codings as a reader shows them, and where the other has not the same."""

    coder: str
    codings: tuple[ReaderCoding, ...]
    alone: tuple[Span, ...]

    def note(self) -> str:
        """Counts for the rule above it."""
        differ = sum(not each.name.startswith(SAME) for each in self.codings)
        return f"{len(self.codings):,} coding{'s' * (len(self.codings) != 1)} · {differ:,} differ"


@dataclass(frozen=True, slots=True)
class BothReadings:
    """A document and two readings of it; `pairs` are the coders one may compare in it."""

    text: ReaderText
    readings: tuple[Reading, Reading]
    differences: tuple[Difference, ...]
    flags: tuple[ReaderFlag, ...]
    pairs: tuple[Pair, ...]

    @property
    def coders(self) -> Pair:
        """Whose readings they are."""
        return self.readings[0].coder, self.readings[1].coder


def both_readings(
    session: Session, document: str, reader: str, pair: Pair | None = None, *, round: str | None = None
) -> BothReadings | str:
    """Two coders' readings of a document (uid), the reader's own first where nobody is named; or why there are none.

    They are of the `round` that is named, and then a named pair is shown even where one of them coded nothing; else of
    the one that the reader has the document in. Raises NotFound.
    """
    if document in assignments.sealed_for_others(session, reader):
        return SEALED
    text = reader_text(document_text(session, document))
    found = codings.codings(session, documents=[document], round=round or round_of(session, document, reader))
    who = sorted({each.coder for each in found}, key=lambda name: (name != reader, natural(name)))
    named = pair if round is not None else None
    if len(who) < 2 and named is None:
        return ONE_CODER.format(who=who[0]) if who else NO_CODER
    pairs = tuple(combinations(who, 2))
    coders = named or (pair if pair in pairs else pairs[0])
    readings, differences = compared(text.text, found, coders, codebook_view(session, reader))
    return BothReadings(text, readings, differences, reader_flags(session, document), pairs)


def compared(
    text: str, found: Iterable[Coding], coders: Pair, view: CodebookView
) -> tuple[tuple[Reading, Reading], tuple[Difference, ...]]:
    """Both coders' readings and their differences; stretches of nothing but white space are none."""
    own: tuple[list[Coding], list[Coding]] = ([], [])
    for each in found:
        if each.coder in coders:
            own[coders.index(each.coder)].append(each)
    regions = _by_code(own[0]), _by_code(own[1])
    only = _only(text, regions[0], regions[1]), _only(text, regions[1], regions[0])
    readings = (
        _reading(coders[0], own[0], _by_code_spans(own[1]), only, view),
        _reading(coders[1], own[1], _by_code_spans(own[0]), only[::-1], view),
    )
    return readings, tuple(_differences(only, regions, view))


Regions = Mapping[str, Sequence[Span]]
"""For each code (uid) a region."""


def _by_code_spans(found: Iterable[Coding]) -> dict[str, list[Span]]:
    spans: dict[str, list[Span]] = defaultdict(list)
    for each in found:
        spans[each.code].append((each.start, each.end))
    return spans


def _by_code(found: Iterable[Coding]) -> dict[str, list[Span]]:
    return {code: region(spans) for code, spans in _by_code_spans(found).items()}


def _only(text: str, one: Regions, other: Regions) -> dict[str, list[Span]]:
    """Where only one has each code."""
    alone = {code: difference(spans, other.get(code, ())) for code, spans in one.items()}
    return {code: kept for code, spans in alone.items() if (kept := [s for s in spans if text[s[0] : s[1]].strip()])}


def _reading(
    coder: str, own: Iterable[Coding], theirs: Regions, only: tuple[Regions, Regions], view: CodebookView
) -> Reading:
    own = list(own)
    signs = [_sign(each, theirs.get(each.code, ()), only) for each in own]
    shown = [
        coding._replace(name=f"{sign} {coding.name}", coder="", mine=sign != SAME)
        for coding, sign in zip(reader_codings(own, view, coder), signs, strict=True)
    ]
    return Reading(coder, tuple(shown), tuple(region(span for spans in only[0].values() for span in spans)))


def _sign(coding: Coding, theirs: Sequence[Span], only: tuple[Regions, Regions]) -> str:
    span = (coding.start, coding.end)
    partners = [each for each in theirs if overlaps(each, span)]
    if not partners:
        return ALONE
    mine = intersection([span], only[0].get(coding.code, ()))
    return EDGES if mine or intersection(region(partners), only[1].get(coding.code, ())) else SAME


def _differences(
    only: tuple[Regions, Regions], regions: tuple[Regions, Regions], view: CodebookView
) -> Iterable[Difference]:
    """The places, in text order: what touches is one place."""
    alone = [(span, code, side) for side in (0, 1) for code, spans in only[side].items() for span in spans]
    alone.sort()
    places = region(span for span, _, _ in alone)
    at = 0
    for start, end in places:
        sides: tuple[dict[str, None], dict[str, None]] = ({}, {})
        while at < len(alone) and alone[at][0][0] < end:
            sides[alone[at][2]][alone[at][1]] = None
            at += 1
        edges = all(
            _near(regions[1 - side].get(code, ()), start, end) for side in (0, 1) for code in sides[side]
        )  # fmt: skip
        names = tuple(tuple(_name(view, code) for code in side) for side in sides)
        yield Difference(start, end, (names[0], names[1]), edges)


def _near(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether a region overlaps a place or touches it."""
    return any(low <= end and high >= start for low, high in spans)


def _name(view: CodebookView, code: str) -> str:
    return view.by_uid[code].name if code in view.by_uid else "?"

"""Who is named in a text: the clearest layout first, and nobody where none holds for the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from transcripts.importing import layouts
from transcripts.importing.bold_labels import better, in_bold
from transcripts.importing.evidence import Page, borne_out
from transcripts.importing.front import speech_from
from transcripts.importing.glued import glued
from transcripts.importing.labels import Candidate, strong
from transcripts.importing.legends import Meaning, legend
from transcripts.importing.names import Shape
from transcripts.importing.runs import in_running_text, under_a_time, with_other_marks
from transcripts.importing.stand_ins import stand_ins
from transcripts.importing.wrapped import without_wrapped

_WEAK = (
    (layouts.tabbed, 0.5), (layouts.emphasised, 0.1), (layouts.beside_times, 0.2), (layouts.timed, 0.4),
    (layouts.headings, 0.3), (layouts.alone, 0.15), (layouts.parenthesised, 0.4), (layouts.lettered, 0.4),
    (layouts.dashed, 0.6), (layouts.capitals, 0.6), (layouts.names_alone, 0.4),
)  # fmt: skip
"""Layouts without a colon, and the share of the document's units that each must open."""

_INITIALS = re.compile("[A-Z]{2,3}")
"""`JS`; and `TO`, which is a word of letterheads elsewhere."""
_MOSTLY = 0.5
_FEW = 2
"""With so few lines that begin with a label, a whole interview may stand in one paragraph."""


@dataclass(frozen=True, slots=True)
class Found:
    """The speakers' labels of a text in order; lines that look like labels but are not; what the first page says."""

    labels: list[Candidate] = field(default_factory=list)
    overlooked: tuple[Candidate, ...] = ()
    legend: dict[str, Meaning] = field(default_factory=dict)


def find_labels(text: str, bold: Iterable[tuple[int, int]] = ()) -> list[Candidate]:
    """The speakers' labels of a text, in order; none where nobody is named. `bold` are spans set in bold."""
    return find(text, bold).labels


def find(text: str, bold: Iterable[tuple[int, int]] = (), named: frozenset[str] = frozenset()) -> Found:
    """The speakers' labels, and what was seen on the way. `bold` are spans set in bold.

    `named` are keys of labels that a person says are speakers, whatever the document says for or against it.
    """
    lines = text.split("\n")
    scan = strong(text, lines)
    everything = _with_more(scan.found, glued(text, scan.clocked))
    everything = _with_more(everything, stand_ins(text, everything))
    begin = speech_from(text, everything)
    everything = [c for c in everything if c.start >= begin] if begin else everything
    meanings = legend(text[: everything[0].start if everything else min(len(text), begin)])
    page = Page(text, begin, lines, frozenset(meanings))
    labels = borne_out(without_wrapped(everything, text, lines), page)
    spans = list(bold)
    if better(midway := in_bold(text, spans, begin, len(labels)), labels):
        labels = midway
    elif len(labels) <= _FEW and len(running := in_running_text(text, begin)) > 2 * len(labels):
        labels = running
    elif labels:
        labels = _with_bold(labels, text, spans, begin)
        labels = with_other_marks(text, lines, labels)
    else:
        labels = _weak(page, [span for span in spans if span[0] >= begin])
    labels = layouts.under_their_numbers(text, under_a_time(text, labels) if labels else labels)
    if named:
        labels = _with_more(labels, [c for c in everything if c.key in named and not _inside(c, labels)])
    return Found(labels, _overlooked(everything, labels, page), meanings)


def _with_more(found: list[Candidate], more: list[Candidate]) -> list[Candidate]:
    """The labels of both, in order; `more` are right where both found one."""
    if not more:
        return found
    starts = {c.start for c in more}
    return sorted([*(c for c in found if c.start not in starts), *more])


def _weak(page: Page, bold: list[tuple[int, int]]) -> list[Candidate]:
    """Labels without a colon, a bracket or a time: the layout must hold for much of the document."""
    for find_in, share in _WEAK:
        found = layouts.emphasised(page.text, bold) if find_in is layouts.emphasised else find_in(page.text)
        accepted = borne_out([c for c in found if c.start >= page.begin], page)
        if len(accepted) >= max(2, share * page.units(accepted)):
            return accepted
    return []


def _with_bold(labels: list[Candidate], text: str, bold: Iterable[tuple[int, int]], begin: int) -> list[Candidate]:
    """Known names that once stand in bold without their colon."""
    taken, known = {c.start for c in labels}, {c.key for c in labels}
    spans = [span for span in bold if span[0] not in taken and span[0] >= begin]
    more = [c for c in layouts.emphasised(text, spans) if c.key in known and not _inside(c, labels)]
    return sorted([*labels, *more]) if more else labels


def _inside(candidate: Candidate, accepted: Sequence[Candidate]) -> bool:
    return any(c.start <= candidate.start < c.end or candidate.start <= c.start < candidate.end for c in accepted)


def _overlooked(everything: Sequence[Candidate], labels: Sequence[Candidate], page: Page) -> tuple[Candidate, ...]:
    """Lines laid out like a speaker's label that were read as words: where others are labels, or most lines look so."""
    taken = {c.end for c in labels}  # a label may begin with the time on the line above
    initials = not labels or any(_INITIALS.fullmatch(c.name) for c in labels)
    found = tuple(
        c for c in everything
        if c.end not in taken and c.family != "dot"
        and (c.shape >= Shape.NAME or (initials and _INITIALS.fullmatch(c.name)))
    )  # fmt: skip
    return found if taken or (len(found) > 1 and len(found) >= _MOSTLY * page.units(found)) else ()

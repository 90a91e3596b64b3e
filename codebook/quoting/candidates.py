"""Which passages to quote first: new voices and groups, key passages, sure and agreed codings, of a length that prints.

A help for choosing, with its reasons, and no judgement of what anybody said. Points are added up; what a passage brings
that an earlier one in the list brought already (its voice, its group) counts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from codebook.coding.codings import codings
from codebook.quoting.collected import collected
from codebook.retrieval.passages import Excerpt
from codebook.reviewing.agreed import agreed
from transcripts.document_labels import natural
from transcripts.withheld import Withheld, withheld

NEW_VOICE, NEW_GROUP, KEY, AGREED, SURE, LENGTH = 3.0, 2.0, 2.0, 1.5, 1.0, 1.0
"""What each is worth: coverage before all else, since a key passage of a voice that is heard can wait."""
NEVER = -20.0
"""Of what is collected already, is the interviewer's, or holds a name that must not leave: these come last."""
SHORTEST, LONGEST = 8, 60
"""Words that print well as they are; half as few or twice as many count against a passage."""
UNSURE, CERTAIN = 1, 3
"""Of a coding's certainty, from 1 to 3."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage, what it is worth, and why, in words; the codings (uids) behind it know it."""

    excerpt: Excerpt
    points: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known besides the passages: whom the report quotes already, how sure and agreed each coding is."""

    voices: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    spans: frozenset[tuple[str, int, int]] = frozenset()
    certainty: Mapping[str, int] = field(default_factory=dict)
    agreed: Mapping[tuple[str, ...], float] = field(default_factory=dict)
    names: Withheld = field(default_factory=Withheld)


def candidates(session: Session, found: Sequence[Excerpt]) -> list[Candidate]:
    """The passages in the order in which to look at them for the report."""
    kept = [one.excerpt for one in collected(session)]
    sure = {each.uid: each.certainty for each in codings(session) if each.certainty is not None}
    known = Known(
        frozenset(map(voice_of, kept)), frozenset(map(group_of, kept)),
        frozenset((one.document_uid, one.start, one.end) for one in kept), sure, agreed(session, found),
        withheld(session),
    )  # fmt: skip
    return ranked(found, known)


def ranked(found: Iterable[Excerpt], known: Known) -> list[Candidate]:
    """The same of what is known."""
    own = [(sum(points for points, _ in told), told, each) for each in found for told in [list(_own(each, known))]]
    own.sort(key=lambda one: (-one[0], *_place(one[2])))
    voices, groups = set(known.voices), set(known.groups)
    made = []
    for _, told, each in own:
        every = [*_coverage(each, voices, groups), *told]
        if all(points > NEVER for points, _ in told):
            voices.add(voice_of(each))
            groups.add(group_of(each))
        made.append(Candidate(each, sum(points for points, _ in every), tuple(why for _, why in every if why)))
    return sorted(made, key=lambda one: (-one.points, *_place(one.excerpt)))


def voice_of(one: Excerpt) -> str:
    """Who speaks: the participant, else the document."""
    return one.participant or one.document


def group_of(one: Excerpt) -> str:
    """The group, else the kind of document."""
    return one.group or one.kind


def _coverage(one: Excerpt, voices: set[str], groups: set[str]) -> Iterator[tuple[float, str]]:
    if voice_of(one) not in voices:
        yield NEW_VOICE, "a voice not heard yet"
    if group_of(one) and group_of(one) not in groups:
        yield NEW_GROUP, f"nobody of {group_of(one)} is quoted yet"


def _own(one: Excerpt, known: Known) -> Iterator[tuple[float, str]]:
    """What a passage brings whoever else is quoted."""
    if (one.document_uid, one.start, one.end) in known.spans:
        yield NEVER, "collected already"
    if one.role == "interviewer":
        yield NEVER, "the interviewer's words"
    if any(True for _ in known.names.found(one.text)):
        yield NEVER, "holds a name that must not leave"
    if one.key:
        yield KEY, "a key passage"
    yield from _length(len(one.text.split()))
    yield from _trust(one, known)


def _length(words: int) -> Iterator[tuple[float, str]]:
    if SHORTEST <= words <= LONGEST:
        yield LENGTH, f"{words} words"
    elif words < SHORTEST / 2 or words > 2 * LONGEST:
        yield -LENGTH, f"{words:,} words: {'short' if words < SHORTEST else 'long, to be cut'}"
    else:
        yield 0.0, f"{words} words"


def _trust(one: Excerpt, known: Known) -> Iterator[tuple[float, str]]:
    sure = [known.certainty[uid] for uid in one.codings if uid in known.certainty]
    if sure and min(sure) <= UNSURE:
        yield -SURE, "its coder was not sure"
    elif sure and min(sure) >= CERTAIN:
        yield SURE, "its coder was sure"
    share = known.agreed.get(one.codings)
    if share is not None:
        words = "all who coded it agree" if share == 1 else f"{share:.0%} of those who coded it agree"
        yield AGREED * (2 * share - 1), words


def _place(one: Excerpt) -> tuple[object, ...]:
    return one.kind, one.group, natural(one.document), one.start, one.end, one.coder

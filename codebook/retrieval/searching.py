"""Searching words where codes and attributes say: within documents of a kind, within or outside what a code covers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from codebook import query
from codebook.query import And, Expression, Filter, Saved
from codebook.retrieval.excerpts import retrieve
from codebook.retrieval.filters import document_passes, is_about_document, require_known
from codebook.retrieval.passages import descriptions
from codebook.spans import Span, intersection, region
from transcripts import attributes, searching
from transcripts.errors import WorkbenchError
from transcripts.searching import Found, Question, Scope

WITHIN, OUTSIDE = "within", "outside"
OF_SPEECH = ("speaker", "role")
OWN = (WITHIN, OUTSIDE, *OF_SPEECH)
ONLY_FILTERS = (
    'Say where to look with filters alone, such as group:police area:C,D, speaker:"DS Hall", role:participant, '
    'within:Delay, outside:"Theme/Code".'
)


class BadScope(WorkbenchError):
    """Where to look is said in a way that cannot be followed."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for, in the words they say it in.

    `mode` and `lemma` as in `transcripts.searching.Question`. `only` holds filters: those of documents (`group:police`,
    `date:2023`, any attribute), `role:`, `speaker:`, and `within:` and `outside:` with a code or a
    saved query (`@name`). `around` is how many characters of context hits bring along.
    """

    query: str
    mode: str = "words"
    lemma: bool = False
    only: str = ""
    around: int = 0


def search(
    session: Session, sought: Sought, *, limit: int | None = None, whole: bool = True,
    stopped: Callable[[], bool] = lambda: False,
) -> Found:  # fmt: skip
    """What is found, as `transcripts.searching.search` finds it.

    Raises BadSearch; QuerySyntaxError, BadScope and NotFound for what stands in `only`.
    """
    return searching.search(session, _question(session, sought), limit=limit, whole=whole, stopped=stopped)


def said_apart(session: Session, sought: Sought) -> str:
    """What to tell somebody whose AND found nothing though documents hold all that it joins; else empty.

    Raises what `search` does.
    """
    many = searching.apart(session, _question(session, sought))
    if not many:
        return ""
    holding = "1 document holds" if many == 1 else f"{many:,} documents hold"
    return f"AND asks for one turn that holds all of it; {holding} all of it in different turns."


def _question(session: Session, sought: Sought) -> Question:
    return Question(sought.query, sought.mode, sought.lemma, scope_of(session, sought.only), sought.around)


def scope_of(session: Session, only: str) -> Scope:
    """Where filters say to look. `within:A,B` is what A or B covers, `outside:A` what A does not touch; `within:@name`
    what a saved query means.
    """
    filters = _filters(only)
    whole = [given for given in filters if given.field not in OWN]
    unfit = next((given for given in whole if not is_about_document(given)), None)
    if unfit is not None:
        raise BadScope(f"‘{unfit.field}:’ is about codings, and words have none. {ONLY_FILTERS}")
    require_known(whole, attributes.types(session))
    scope = Scope(documents=_documents(session, whole) if whole else None)
    for given in filters:
        if given.field in OF_SPEECH:
            scope = _of_speech(scope, given)
        elif given.field in (WITHIN, OUTSIDE):
            scope = _of_codes(session, scope, given)
    return scope


def asks_for_interviewers(only: str) -> bool:
    """Whether filters say that interviewers' words are wanted, so that coding them is meant."""
    return any(
        given.field == "speaker" or (given.field == "role" and "interviewer" in given.values)
        for given in _filters(only)
        if not given.negated
    )


def _filters(only: str) -> tuple[Filter, ...]:
    if not only.strip():
        return ()
    expression = query.parse(only)
    if not isinstance(expression, And) or expression.parts or expression.without:
        raise BadScope(ONLY_FILTERS)
    return expression.filters


def _documents(session: Session, filters: Sequence[Filter]) -> frozenset[str]:
    known = descriptions(session).values()
    return frozenset(each.uid for each in known if all(document_passes(given, each) for given in filters))


def _of_speech(scope: Scope, given: Filter) -> Scope:
    if given.field == "role":
        every = frozenset({"participant", "interviewer", "other"})
        said = frozenset(given.values)
        wanted = every - said if given.negated else said
        return replace(scope, roles=wanted if scope.roles is None else scope.roles & wanted)
    if given.negated:
        return replace(scope, not_speakers=(*scope.not_speakers, *given.values))
    return replace(scope, speakers=(*scope.speakers, *given.values))


def _of_codes(session: Session, scope: Scope, given: Filter) -> Scope:
    covered = _covered(session, given.values)
    if (given.field == WITHIN) != given.negated:
        there = scope.inside
        return replace(scope, inside=covered if there is None else _both(there, covered))
    there = scope.outside or {}
    joined = {uid: region((*there.get(uid, ()), *covered.get(uid, ()))) for uid in {*there, *covered}}
    return replace(scope, outside=joined)


def _covered(session: Session, codes: Iterable[str]) -> dict[str, list[Span]]:
    """The text that any of the codes covers, by document (uid)."""
    spans: dict[str, list[Span]] = {}
    for code in codes:
        for excerpt in retrieve(session, _code(code), include_interviewer=True).excerpts:
            spans.setdefault(excerpt.document_uid, []).append((excerpt.start, excerpt.end))
    return {uid: region(found) for uid, found in spans.items()}


def _code(name: str) -> Expression:
    """A code or `Theme/*`, of which the name may hold any signs; `@name` is a saved query."""
    if name.startswith("@"):
        return Saved(name[1:])
    return query.parse('"' + name.replace('"', '\\"') + '"')


def _both(one: Mapping[str, Sequence[Span]], other: Mapping[str, Sequence[Span]]) -> dict[str, list[Span]]:
    return {uid: intersection(one[uid], other[uid]) for uid in one.keys() & other.keys()}

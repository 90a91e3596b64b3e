"""What counts: the codings of a project or of what a query means, their texts, and who is done with which documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlmodel import Session

from codebook import query
from codebook.coding.codings import Coding, codings_by_document
from codebook.query import Filter
from codebook.retrieval.excerpts import retrieve
from codebook.retrieval.filters import may_answer, name_passes
from codebook.retrieval.passages import Source, sources
from codebook.retrieval.saved_queries import understood
from codebook.spans import Span, intersection, region
from codebook.team.assignments import assignments
from codebook.team.rounds import MAIN


@dataclass(frozen=True, slots=True)
class Material:
    """The codings that count, by document (uid), with the text of each that does; and who is done with which documents.

    Every count of codings begins with this, so that all leave out the same: what only interviewers say, other rounds,
    what a query does not mean.
    """

    sources: Mapping[str, Source]
    codings: Mapping[str, Sequence[Coding]]
    answer: Mapping[str, Sequence[Span]] | None
    done: Mapping[str, frozenset[str]]
    assigned: bool
    notes: tuple[str, ...]

    def undone(self, what: str, kind: str | None = None) -> tuple[str, ...]:
        """A note on documents (of a kind) with codings that nobody is done with: `what` becomes of them; or none."""
        left = [self.sources[uid] for uid in self.codings if uid in self.sources and uid not in self.done]
        many = sum(1 for source in left if kind is None or source.description.kind == kind)
        documents = f"{many:,} document{'s' * (many != 1)}"
        return (f"{documents} with codings that nobody is done with: {what}.",) if many else ()

    def spans(self, coding: Coding) -> Sequence[Span]:
        """The text of a coding that the query means."""
        whole = [(coding.start, coding.end)]
        return whole if self.answer is None else intersection(whole, self.answer.get(coding.document, ()))


def material(session: Session, asked: str) -> Material:
    """What counts in a project, and of it what a query means. Raises QuerySyntaxError, NotFound."""
    expression = understood(session, asked) if asked else None
    filters = query.filters_on_all(expression) if expression else ()
    texts = sources(session)
    wanted, answer, silent, notes = _asked(session, asked) if asked else _all(session, texts)
    done, assigned = _done(session, filters, wanted)
    kept = {uid: s for uid, s in texts.items() if expression is None or may_answer(expression, s.description)}
    if silent:
        notes.append(f"{silent:,} passage{'s' * (silent != 1)} left out: only an interviewer's words.")
    return Material(kept, wanted, answer, done, assigned, tuple(notes))


def _all(session: Session, texts: Mapping[str, Source]) -> tuple[dict[str, list[Coding]], None, int, list[str]]:
    wanted: dict[str, list[Coding]] = {}
    silent = 0
    for uid, made in codings_by_document(session):
        is_interviewer = texts[uid].is_interviewer
        said = [coding for coding in made if not is_interviewer(coding.start, coding.end)]
        silent += len(made) - len(said)
        if said:
            wanted[uid] = said
    return wanted, None, silent, []


def _asked(session: Session, asked: str) -> tuple[dict[str, list[Coding]], dict[str, list[Span]], int, list[str]]:
    found = retrieve(session, asked)
    places: dict[str, list[Span]] = defaultdict(list)
    uids: set[str] = set()
    for excerpt in found.excerpts:
        places[excerpt.document_uid].append((excerpt.start, excerpt.end))
        uids.update(excerpt.codings)
    made = codings_by_document(session, round=None)
    behind = {uid: said for uid, inside in made if (said := [coding for coding in inside if coding.uid in uids])}
    return behind, {uid: region(spans) for uid, spans in places.items()}, found.interviewer, list(found.notes)


def _done(
    session: Session, filters: Iterable[Filter], made: Mapping[str, Iterable[Coding]]
) -> tuple[dict[str, frozenset[str]], bool]:
    """Who is done with which documents in the round asked about (main unless told); where nothing was ever assigned,
    who coded anything in them.
    """
    limits = list(filters)
    coders = [each for each in limits if each.field == "coder"]
    rounds = [each for each in limits if each.field == "round"] or [Filter("round", (MAIN,))]
    given = assignments(session)
    read = (
        {(each.document, each.coder, each.round) for each in given if each.state == "done"} if given
        else {(uid, *whose) for uid, inside in made.items() for whose in {(each.coder, each.round) for each in inside}}
    )  # fmt: skip

    @cache
    def counts(coder: str, round_: str) -> bool:
        return all(name_passes(each, coder) for each in coders) and all(name_passes(each, round_) for each in rounds)

    found: dict[str, set[str]] = defaultdict(set)
    for document, coder, round_ in read:
        if counts(coder, round_):
            found[document].add(coder)
    return {document: frozenset(names) for document, names in found.items()}, bool(given)

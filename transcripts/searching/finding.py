"""Looking: from a question to hits, in the order in which documents are listed, no further than anybody wants."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from sqlalchemy.engine import Connection
from sqlmodel import Session

from transcripts.folding import fold, folded
from transcripts.searching.corpus import Corpus, corpus_of
from transcripts.searching.grammar import read
from transcripts.searching.likeness import LikenessMatcher
from transcripts.searching.matching import AllMatcher, Matcher, Place, matcher
from transcripts.searching.model import EVERYWHERE, BadSearch, Found, Hit, Scope, Span
from transcripts.searching.patterns import PatternMatcher
from transcripts.searching.wordforms import forms_of
from transcripts.store.search_index import TurnRow

NOBODY = (None, None)


@dataclass(frozen=True, slots=True)
class Question:
    """What to look for, in which of the `MODES`, where; `lemma` takes a word's other forms for the word as well.

    `around` is how many characters of the same turn hits bring along on either side.
    """

    query: str
    mode: str = "words"
    lemma: bool = False
    scope: Scope = EVERYWHERE
    around: int = 0


def search(
    session: Session, question: Question, *, limit: int | None = None, whole: bool = True,
    stopped: Callable[[], bool] = lambda: False,
) -> Found:  # fmt: skip
    """What is found, of which at most `limit` hits are kept; unless `whole`, looking ends with the last of these.

    `stopped` is asked at every document; once it says yes, looking ends and the answer is of no use.
    Raises BadSearch for a query that cannot be carried out.
    """
    kept: list[Hit] = []
    count = 0
    spread: set[str] = set()
    for document, places in _found(session, question, stopped):
        for place in places:
            if not whole and count == limit:
                return Found(count, len(spread), tuple(kept), whole=False)
            count += 1
            spread.add(document)
            if limit is None or len(kept) < limit:
                kept.append(place())
    return Found(count, len(spread), tuple(kept))


def apart(session: Session, question: Question) -> int:
    """How many documents hold all that an AND joins, each part in any turn; 0 for a question that is no AND.

    Where nothing is found, it says whether the parts are never said or never in one breath. Raises BadSearch.
    """
    corpus = corpus_of(session)
    look = _matcher(corpus, session.connection(), question)
    if not isinstance(look, AllMatcher) or len(look.parts) < 2:
        return 0
    holding = [
        {uid for uid, places in _matched(session, question, part) if any(True for _ in places)} for part in look.parts
    ]
    return len(frozenset.intersection(*map(frozenset, holding)))


def _found(
    session: Session, question: Question, stopped: Callable[[], bool]
) -> Iterator[tuple[str, Iterator[Callable[[], Hit]]]]:
    """Hits, each to be made when it is wanted, by document."""
    look = _matcher(corpus_of(session), session.connection(), question)
    return _matched(session, question, look, stopped)


def _matched(
    session: Session, question: Question, look: Matcher, stopped: Callable[[], bool] = lambda: False
) -> Iterator[tuple[str, Iterator[Callable[[], Hit]]]]:
    """What a matcher finds where a question looks, by document."""
    corpus = corpus_of(session)
    connection = session.connection()
    scope = question.scope
    speaks = _speaking(corpus, scope)
    within = scope.documents
    if scope.inside is not None:
        within = frozenset(scope.inside) if within is None else within & scope.inside.keys()
    for listed, rows in corpus.candidates(connection, look.condition, within):
        if stopped():
            return
        text = corpus.texts.get(connection, listed.body)
        chosen = [row for row in rows if speaks is None or speaks(row.speaker)]
        hits = (
            partial(_hit, listed.label, row, place, text, corpus, question.around)
            for row in chosen
            for place in _places(look, question.mode, text, row)
            if _is_in(scope, listed.uid, row.start + place[0], row.start + place[1])
        )
        yield listed.uid, hits


def _matcher(corpus: Corpus, connection: Connection, question: Question) -> Matcher:
    vocabulary = corpus.vocabulary(connection)
    if not question.query.strip():
        raise BadSearch("Nothing to search for. Give a word or a phrase.")
    if question.mode == "regex":
        return PatternMatcher.of(question.query)
    if question.mode == "fuzzy":
        return LikenessMatcher.of(question.query, vocabulary)
    lemmas = corpus.languages if question.lemma else ()
    return matcher(read(question.query), lambda word: forms_of(word, vocabulary, lemmas))


def _places(look: Matcher, mode: str, text: str, row: TurnRow) -> Sequence[Place]:
    said = text[row.start : row.end]
    if mode == "regex":
        return look.places(said)
    compared = folded(said)
    return [(*compared.place(start, end), score) for start, end, score in look.places(compared.text)]


def _hit(label: str, row: TurnRow, place: Place, text: str, corpus: Corpus, around: int) -> Hit:
    start, end = row.start + place[0], row.start + place[1]
    name, role = corpus.speakers.get(row.speaker or "", NOBODY)
    before = text[max(row.start, start - around) : start] if around else ""
    after = text[end : min(row.end, end + around)] if around else ""
    turn = (row.start, row.end)
    return Hit(label, row.document, start, end, text[start:end], name, role, place[2], turn, before, after)


# -- where --------------------------------------------------------------------------------------------------------


def _speaking(corpus: Corpus, scope: Scope) -> Callable[[str | None], bool] | None:
    """Whether somebody (a uid; None has no name) is of those that a scope keeps to; None for everybody.

    Asked of those who are come to: a study has many times more speakers than a page of hits.
    """
    if scope.roles is None and not scope.speakers and not scope.not_speakers:
        return None
    roles, unnamed = scope.roles, scope.roles is None and not scope.speakers
    wanted, unwanted = ([_name(name) for name in names] for names in (scope.speakers, scope.not_speakers))

    @cache
    def speaks(uid: str | None) -> bool:
        if uid is None:
            return unnamed
        name, role = corpus.speakers[uid]
        called = fold(name) if wanted or unwanted else ""
        return (
            (roles is None or role in roles)
            and (not wanted or any(pattern.fullmatch(called) for pattern in wanted))
            and not any(pattern.fullmatch(called) for pattern in unwanted)
        )

    return speaks


def _name(name: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(fold(part)) for part in name.split("*")), re.DOTALL)


def _is_in(scope: Scope, document: str, start: int, end: int) -> bool:
    if scope.inside is not None and not _covering(scope.inside.get(document, ()), start, end):
        return False
    return scope.outside is None or not _touching(scope.outside.get(document, ()), start, end)


def _covering(spans: Sequence[Span], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in spans)


def _touching(spans: Sequence[Span], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in spans)

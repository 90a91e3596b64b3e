"""What every search needs of a project, kept in memory as long as its documents stay as they are.

Texts are kept up to a limit, so that the same words are not read from the file at every key somebody types.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy.engine import Connection
from sqlalchemy.pool import Pool
from sqlmodel import Session

from transcripts.document_labels import natural
from transcripts.searching.wordforms import ENGLISH, Vocabulary, table_for
from transcripts.store import search_index
from transcripts.store.search_index import Condition, TurnRow

KEPT_CHARACTERS = 16_000_000
"""Of texts; about twice what 150 interviews of an hour hold. One takes one or two bytes."""
FEW = 400
"""So many turns are sought in the index at once; where more match, it is asked document by document behind them."""
PAGE = 25
"""So many turns are looked up first, then twice as many: a first page of hits costs what it holds, however many more
there are."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A document and its place among all; `body` is its text's hash."""

    place: int
    uid: str
    label: str
    body: str


class Texts:
    """Texts by their hashes; the one kept longest goes when there are too many. Safe to use from several threads."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}
        self._characters = 0
        self._lock = Lock()

    def get(self, connection: Connection, key: str) -> str:
        """The text of a hash."""
        found = self._kept.get(key)
        if found is None:
            found = search_index.texts(connection, [key])[key]
            self._keep(key, found)
        return found

    def _keep(self, key: str, text: str) -> None:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = text
                self._characters += len(text)
            while self._characters > KEPT_CHARACTERS and len(self._kept) > 1:
                self._characters -= len(self._kept.pop(next(iter(self._kept))))


@dataclass(frozen=True, slots=True)
class Words:
    """The different words with the number of turns they stand in; by their length, and by how they sound."""

    turns: Mapping[str, int]
    by_length: Mapping[int, Sequence[str]]
    by_sound: Mapping[str, frozenset[str]]


@dataclass(slots=True)
class Corpus:
    """The documents in the order in which they are listed, who speaks in them, and their words.

    `speakers` gives name and role by uid.
    """

    step: int
    documents: Mapping[str, Listed]
    speakers: Mapping[str, tuple[str, str]]
    languages: tuple[str, ...]
    texts: Texts
    _vocabulary: Words | None = None
    _ids: dict[str, tuple[int, int]] = field(default_factory=dict)

    def vocabulary(self, connection: Connection) -> Vocabulary:
        """The words of all documents."""
        return Vocabulary(
            lambda: self._words(connection).turns,
            lambda: self._words(connection).by_length,
            lambda word: self._words(connection).by_sound.get(search_index.sound_of(connection, word), frozenset()),
        )

    def _words(self, connection: Connection) -> Words:
        """Read once; it takes as long as reading the whole index."""
        if self._vocabulary is None:
            turns: dict[str, int] = {}
            lengths: dict[int, list[str]] = {}
            sounds: dict[str, set[str]] = {}
            for word, many, sound in search_index.vocabulary(connection):
                turns[word] = many
                lengths.setdefault(len(word), []).append(word)
                if sound != search_index.NO_SOUND:
                    sounds.setdefault(sound, set()).add(word)
            self._vocabulary = Words(turns, lengths, {sound: frozenset(words) for sound, words in sounds.items()})
        return self._vocabulary

    def candidates(
        self, connection: Connection, condition: Condition | None, within: frozenset[str] | None
    ) -> Iterator[tuple[Listed, Iterable[TurnRow]]]:
        """The turns to look into, document by document as listed; `within` keeps to documents of these uids."""
        if condition is None:
            yield from ((each, search_index.turns_of(connection, each.uid)) for each in self._listed(within))
            return
        ids = search_index.matching(connection, condition, limit=FEW + 1)
        if len(ids) <= PAGE:
            yield from self._grouped(search_index.turns_by_id(connection, ids), within)
            return
        behind = None if len(ids) <= FEW else ids[-1]
        for some in self._pages(connection, ids, behind, within):
            known = search_index.turns_by_id(connection, [id for _, few in some if few is not None for id in few])
            by_document = _by_document(known)
            for each, few in some:
                if few is None:
                    rows = search_index.matching_turns(connection, condition, *self._range(connection, each.uid))
                    mine = [row for row in rows if row.document == each.uid]
                else:
                    mine = by_document.get(each.uid, [])
                if mine:
                    yield each, mine

    def _pages(
        self, connection: Connection, ids: Sequence[int], behind: int | None, within: frozenset[str] | None
    ) -> Iterator[list[tuple[Listed, Sequence[int] | None]]]:
        """Documents as listed, a page of turns at a time, each with those of `ids` among which its own are.

        None where it has turns `behind` the last that was sought: the index is to be asked for these.
        """
        page: list[tuple[Listed, Sequence[int] | None]] = []
        most = room = PAGE
        for each in self._listed(within):
            first, last = self._ids.get(each.uid) or self._range(connection, each.uid)
            if behind is not None and last > behind:
                page.append((each, None))
                room = 0
            elif (at := bisect_left(ids, first)) < len(ids) and ids[at] <= last:
                page.append((each, ids[at : bisect_right(ids, last)]))
                room -= len(page[-1][1] or ())
            if room <= 0:
                yield page
                most *= 2
                page, room = [], most
        if page:
            yield page

    def _range(self, connection: Connection, document: str) -> tuple[int, int]:
        """The lowest and the highest id among a document's turns; asked for the documents that are come to, once."""
        found = self._ids.get(document)
        if found is None:
            found = self._ids[document] = search_index.ids_of(connection, document)
        return found

    def _listed(self, wanted: Container[str] | None) -> Iterator[Listed]:
        return (each for uid, each in self.documents.items() if wanted is None or uid in wanted)

    def _grouped(
        self, rows: Iterable[TurnRow], wanted: Container[str] | None
    ) -> Iterator[tuple[Listed, Iterable[TurnRow]]]:
        """Turns by document, documents in their order, turns in theirs."""
        by_document = _by_document(rows)
        there = (uid for uid in by_document if uid in self.documents and (wanted is None or uid in wanted))
        listed = sorted((self.documents[uid] for uid in there), key=lambda each: each.place)
        return ((each, by_document[each.uid]) for each in listed)


def _by_document(rows: Iterable[TurnRow]) -> dict[str, list[TurnRow]]:
    by_document: dict[str, list[TurnRow]] = {}
    for row in sorted(rows, key=attrgetter("start")):
        by_document.setdefault(row.document, []).append(row)
    return by_document


_known: WeakKeyDictionary[Pool, Corpus] = WeakKeyDictionary()
_lock = Lock()


def corpus_of(session: Session) -> Corpus:
    """What searches need of the project as it is in this session; read again only when its documents changed."""
    connection = session.connection()
    pool = connection.engine.pool
    step = search_index.latest_step(connection)
    with _lock:
        known = _known.get(pool)
    if known is not None and known.step == step:
        return known
    if known is not None and known.step < step and not search_index.changed_since(connection, known.step):
        found = replace(known, step=step)
    else:
        found = _read(session, step, Texts() if known is None else known.texts)
    if not connection.get_execution_options().get("writing"):  # what a step has not committed may never come true
        with _lock:
            _known[pool] = found
    return found


def _read(session: Session, step: int, texts: Texts) -> Corpus:
    documents, speakers = search_index.documents_and_speakers(session.connection())
    rows = sorted(documents, key=lambda row: (row.kind, row.group, natural(row.label)))
    listed = {row.uid: Listed(place, row.uid, row.label, row.body) for place, row in enumerate(rows)}
    languages = tuple(sorted(filter(None, map(table_for, {row.language for row in rows})))) or (ENGLISH,)
    return Corpus(step, listed, speakers, languages, texts)

"""What suggestions for one coder are made of: the corpus, and the codings that this coder may see, by sentence.

It is read through the coder's own eyes (`Project.reading(reader=…)`), so that work under seal is not in it, and held
until codings, assignments, declarations, rejections or texts change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session

from codebook.coding import codings
from codebook.coding.codings import Coding
from codebook.spans import Span
from codebook.suggesting.likeness import Features, Floats, Learnt
from codebook.team import assignments
from codebook.team.assignments import Assignment
from codebook.team.rounds import MAIN, in_hand
from codebook.team.sealing import closed_to
from transcripts import coders
from transcripts.prepared import Corpus
from transcripts.prepared.preparing import Progress, corpus
from transcripts.project import Project

_TOUCHED = (
    "SELECT 1 FROM main.change WHERE step > ? AND tablename IN "
    "('document', 'turn', 'speaker', 'coding', 'assignment', 'coder') LIMIT 1"
)


@dataclass(eq=False)
class Knowledge:
    """What one coder's suggestions are made of, as of a `step`.

    `coded` is, by code (uid), which sentences have it from anybody whose work may be seen; `mine` the coder's own
    in the `rounds` in hand, by code. `done` says which sentences are in documents that somebody is done with whose work
    there may be seen. `finished` are the documents (uids) that the coder is done with, `given` all that they have,
    `portions` what of one they were given, where that is not all.
    """

    step: int
    coder: str
    features: Features
    coded: dict[str, NDArray[np.bool_]]
    mine: dict[str, list[Coding]]
    done: NDArray[np.bool_]
    finished: frozenset[str]
    given: frozenset[str]
    rounds: dict[str, str]
    portions: dict[str, Span]
    scored: dict[str, tuple[Learnt, Floats] | None] = field(default_factory=dict)

    @property
    def corpus(self) -> Corpus:
        """The prepared words."""
        return self.features.corpus


_held: WeakKeyDictionary[Project, dict[str, Knowledge]] = WeakKeyDictionary()
_lock = Lock()


def knowledge(project: Project, coder: str, progress: Progress = lambda done, total, name: None) -> Knowledge:
    """What is known for a coder (name); held, and read again when something that it is made of changed."""
    words = corpus(project, progress)
    with project.reading(reader=coder) as session:
        step = codings.latest_step(session)
        held = _held.get(project, {}).get(coder)
        if held is not None and held.corpus is words and not _changed(session, held.step):
            return held
        features = held.features if held is not None and held.corpus is words else _features(project, words)
        found = _read(session, coder, features, step)
    with _lock:
        _held.setdefault(project, {})[coder] = found
    return found


def _changed(session: Session, step: int) -> bool:
    return session.connection().exec_driver_sql(_TOUCHED, (step,)).first() is not None


def _features(project: Project, words: Corpus) -> Features:
    with _lock:
        for other in _held.get(project, {}).values():
            if other.corpus is words:
                return other.features
    return Features.of(words)


def _read(session: Session, coder: str, features: Features, step: int) -> Knowledge:
    there = features.corpus.part
    given = [each for each in assignments.assignments(session) if each.document in there]
    own = [each for each in given if each.coder == coder]
    states: dict[str, dict[str, str]] = {}
    for each in own:
        states.setdefault(each.document, {})[each.round] = each.state
    rounds = {document: in_hand(found) for document, found in states.items()}
    mine: dict[str, list[Coding]] = {}
    for made in codings.codings(session, coders=[coder], round=None):
        if made.document in there and made.round == rounds.get(made.document, MAIN):
            mine.setdefault(made.code, []).append(made)
    return Knowledge(
        step, coder, features, _by_code(features.corpus, [c for c in codings.codings(session) if c.document in there]),
        mine, _in(features.corpus, _done_in_sight(session, given, coder)),
        frozenset(uid for uid, found in states.items() if set(found.values()) == {"done"}), frozenset(states), rounds,
        {each.document: each.part for each in own if each.part and each.round == rounds[each.document]},
    )  # fmt: skip


def _done_in_sight(session: Session, given: Iterable[Assignment], coder: str) -> set[str]:
    """The documents that somebody is done with, all of them, in the main round, whose work there this coder may see."""
    closed, uids = closed_to(session.connection(), coder), coders.by_name(session)
    return {
        each.document for each in given
        if each.state == "done" and each.round == MAIN and each.part is None
        and not closed.hides(each.document, MAIN, uids.get(each.coder, ""))
    }  # fmt: skip


def _in(words: Corpus, documents: Iterable[str]) -> NDArray[np.bool_]:
    """Which sentences that count are in these documents."""
    found = np.zeros(len(words.parts), dtype=bool)
    found[[words.part[uid] for uid in documents]] = True
    return np.asarray(found[words.part_of] & words.counts, dtype=bool)


def _by_code(words: Corpus, made: Sequence[Coding]) -> dict[str, NDArray[np.bool_]]:
    found: dict[str, NDArray[np.bool_]] = {}
    which, sentences = covered(words, [(each.document, each.start, each.end) for each in made])
    codes = np.array([each.code for each in made], dtype=object)
    for code in dict.fromkeys(each.code for each in made):
        found[code] = np.zeros(len(words.sentences), dtype=bool)
        found[code][sentences[codes[which] == code]] = True
    return found


def covered(
    words: Corpus, spans: Sequence[tuple[str, int, int]], *, touched: bool = False
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The sentences that stretches of documents (uid, start, end) cover: pairs of the stretch's number and a sentence.

    A sentence is covered when half of it is, or half of the stretch lies in it; with `touched`, any character will do.
    """
    none = np.zeros(0, dtype=np.int64)
    if not spans or not len(words.sentences):
        return none, none
    part = np.array([words.part[document] for document, _, _ in spans], dtype=np.int64)
    begins, ends = (np.array([span[at] for span in spans], dtype=np.int64) for at in (1, 2))
    room = int(max(words.sentences.max(), ends.max())) + 1  # so far apart do documents lie on one line of numbers
    shift = words.part_of.astype(np.int64) * room
    starts, stops = words.sentences[:, 0] + shift, words.sentences[:, 1] + shift
    first = np.searchsorted(stops, begins + part * room, side="right")
    last = np.searchsorted(starts, ends + part * room, side="left")
    sizes = np.maximum(last - first, 0)
    which = np.repeat(np.arange(len(spans)), sizes)
    sentences = np.repeat(first - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes) + np.arange(sizes.sum())
    at, to = words.sentences[sentences, 0], words.sentences[sentences, 1]
    shared = np.minimum(to, ends[which]) - np.maximum(at, begins[which])
    kept = (2 * shared >= to - at) | (2 * shared >= (ends - begins)[which]) | touched
    return which[kept], sentences[kept]

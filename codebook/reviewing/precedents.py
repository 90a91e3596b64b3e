"""How was this coded before? The passages that are settled whose words are nearest to some words, and what they got.

Settled is what a ruling decided, and what everybody gave who finished the document: the consensus layer. Nearness is
the cosine of word vectors weighted by how rare a word is among coded passages (tf–idf; Salton & Buckley 1988). It finds
shared words, not shared meaning, so the words that two passages share most weight by are told with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log, sqrt

from sqlmodel import Session

from codebook.coding.codings import codings
from codebook.coding.rereading import worded
from codebook.reviewing.rulings import Ruling, consensus, outcome, rulings
from codebook.scheme.codes import tree
from codebook.team.assignments import assignments
from transcripts.texts import DocumentText, document_texts

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
TOLD_WORDS = 4
FEWEST = 2
"""Coders who finished a document, for what they agree on to be called settled."""

Place = tuple[str, int, int]
"""A document (uid) and a half-open range of code points in it."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A stretch that is settled, and the codes (paths) it has: by a `ruling`, or because all of `coders` gave them.

    `codes` is empty when the ruling was that nothing is coded there. `both` says that several readings were left to
    stand beside each other, these their codes.
    """

    place: Place
    label: str
    words: str
    codes: tuple[str, ...]
    coders: tuple[str, ...]
    ruling: Ruling | None = None
    both: bool = False


@dataclass(frozen=True, slots=True)
class Precedent:
    """A settled passage like the one asked about: how near (0 to 1), and by which words."""

    settled: Settled
    nearness: float
    shared: tuple[str, ...]


def precedents(session: Session, words: str, *, apart_from: Place | None = None, limit: int = 5) -> list[Precedent]:
    """The nearest passages that are settled, nearest first; not those that share no word, and no stale rulings.

    What all agreed on where `apart_from` is, is no precedent for it. What is closed to the project's reader is not
    among them.
    """
    found = settled(session)
    if not found:
        return []
    weights = _weights(text for _, _, text in worded(session, codings(session)))
    asked = _vector(words, weights)
    near = [Precedent(each, *_near(asked, _vector(each.words, weights))) for each in found if _apart(each, apart_from)]
    near = [each for each in near if each.nearness > 0]
    return sorted(near, key=lambda one: (-one.nearness, one.settled.label, one.settled.place[1]))[:limit]


def _apart(each: Settled, place: Place | None) -> bool:
    if place is None or each.ruling is not None or each.place[0] != place[0]:
        return True
    return each.place[2] <= place[1] or place[2] <= each.place[1]


# -- what is settled ----------------------------------------------------------------------------------------------


def settled(session: Session) -> list[Settled]:
    """Every passage that is settled, in any round, as far as it is open to the project's reader."""
    texts = document_texts(session)
    paths = {code.uid: code.path for code in tree(session)}
    ruled = [each for each in rulings(session) if not each.stale]
    return [*_ruled(ruled, texts, paths), *_agreed(session, texts, paths)]


def _ruled(ruled: Iterable[Ruling], texts: Mapping[str, DocumentText], paths: Mapping[str, str]) -> Iterator[Settled]:
    for each in ruled:
        both = each.decision.outcome == "readings"
        given = {reading.code for reading in each.readings} if both else {code for code, _ in outcome(each)}
        got = sorted(paths.get(code, "a code that is gone") for code in given)
        place = (each.at.document, each.at.start, each.at.end)
        yield Settled(place, each.label, _said(texts, place), tuple(got), tuple(each.at.coders), each, both)


def _agreed(session: Session, texts: Mapping[str, DocumentText], paths: Mapping[str, str]) -> Iterator[Settled]:
    """What everybody gave who finished a document, each stretch once with all its codes."""
    for (round, panel), documents in _panels(session).items():
        codes: dict[Place, set[str]] = {}
        for one in consensus(session, panel, round=round):
            if not one.ruling and one.document in documents:
                codes.setdefault((one.document, one.start, one.end), set()).add(paths[one.code])
        for place, got in codes.items():
            yield Settled(place, texts[place[0]].label, _said(texts, place), tuple(sorted(got)), panel)


def _panels(session: Session) -> dict[tuple[str, tuple[str, ...]], set[str]]:
    """For each round, and each set of coders, the documents (uids) that just these finished in it."""
    done: dict[tuple[str, str], set[str]] = {}
    for each in assignments(session):
        if each.state == "done":
            done.setdefault((each.round, each.document), set()).add(each.coder)
    panels: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    for (round, document), who in done.items():
        if len(who) >= FEWEST:
            panels.setdefault((round, tuple(sorted(who))), set()).add(document)
    return panels


def _said(texts: Mapping[str, DocumentText], place: Place) -> str:
    return texts[place[0]].text[place[1] : place[2]]


# -- nearness -----------------------------------------------------------------------------------------------------


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def _weights(texts: Iterable[str]) -> Mapping[str, float]:
    """ln((1 + n) / (1 + passages with the word)), the rarer the heavier; a word in every passage weighs nothing."""
    many, holding = 0, Counter[str]()
    for text in texts:
        many += 1
        holding.update(set(_words(text)))
    weights = {word: log((1 + many) / (1 + held)) for word, held in holding.items()}
    return {**weights, "": log(1 + many)}


def _vector(text: str, weights: Mapping[str, float]) -> dict[str, float]:
    unknown = weights[""]
    counted = Counter(_words(text))
    raw = {word: (1 + log(many)) * weights.get(word, unknown) for word, many in counted.items()}
    length = sqrt(sum(value * value for value in raw.values()))
    return {word: value / length for word, value in raw.items()} if length else {}


def _near(one: Mapping[str, float], other: Mapping[str, float]) -> tuple[float, tuple[str, ...]]:
    parts = {word: value * other[word] for word, value in one.items() if word in other}
    heaviest = sorted((word for word in parts if parts[word] > 0), key=lambda word: (-parts[word], word))
    return sum(parts.values()), tuple(heaviest[:TOLD_WORDS])

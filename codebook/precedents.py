"""How was this coded before? The passages that were ruled on whose words are nearest to some words, and what they got.

Nearness is the cosine of word vectors weighted by how rare a word is among coded passages (tf–idf; Salton & Buckley
1988). It finds shared words, not shared meaning, so the words that two passages share most weight by are told with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt

from sqlmodel import Session, select

from codebook.codes import tree
from codebook.codings import codings
from codebook.rereading import worded
from codebook.rulings import Ruling, outcome, rulings
from transcripts.store.tables import Body, Document

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
TOLD_WORDS = 4


@dataclass(frozen=True, slots=True)
class Precedent:
    """A ruling on a passage like the one asked about: its words, how near (0 to 1) by which words, the codes it got.

    `codes` are paths; empty when the ruling was that nothing is coded there. `both` says that several readings were
    left to stand beside each other, these their codes.
    """

    ruling: Ruling
    words: str
    nearness: float
    shared: tuple[str, ...]
    codes: tuple[str, ...]
    both: bool


def precedents(session: Session, words: str, *, limit: int = 5) -> list[Precedent]:
    """The nearest passages that were ruled on, nearest first; not those that share no word, and no stale rulings.

    What is closed to the project's reader is not among them.
    """
    ruled = [each for each in rulings(session) if not each.stale]
    if not ruled:
        return []
    weights = _weights(text for _, _, text in worded(session, codings(session)))
    texts = _passages(session, ruled)
    paths = {code.uid: code.path for code in tree(session)}
    asked = _vector(words, weights)
    found = []
    for each in ruled:
        nearness, shared = _near(asked, _vector(texts[each.uid], weights))
        if nearness > 0:
            both = each.decision.outcome == "readings"
            given = {reading.code for reading in each.readings} if both else {code for code, _ in outcome(each)}
            got = sorted(paths.get(code, "a code that is gone") for code in given)
            found.append(Precedent(each, texts[each.uid], nearness, shared, tuple(got), both))
    return sorted(found, key=lambda one: (-one.nearness, one.ruling.label, one.ruling.at.start))[:limit]


def _passages(session: Session, ruled: Iterable[Ruling]) -> dict[str, str]:
    listed = list(ruled)
    wanted = {each.at.document for each in listed}
    query = select(Document.uid, Body.text).join(Body)
    texts = {uid: text for uid, text in session.exec(query) if uid in wanted}
    return {each.uid: texts[each.at.document][each.at.start : each.at.end] for each in listed}


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

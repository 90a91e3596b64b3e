"""Finding words in the whole corpus, with the exact place of every hit.

Three ways: words (a phrase; case, accents and punctuation aside; `word*` for a beginning), a regular expression, and
fuzzy (one best place a turn, by rapidfuzz). Hits never cross a turn.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz
from sqlmodel import Session

from transcripts import documents
from transcripts.documents import DocumentText, SpokenTurn
from transcripts.errors import WorkbenchError
from transcripts.store import search_index

MODES = ("words", "regex", "fuzzy")
CLOSE_ENOUGH = 78.0
TOKEN = re.compile(r"[^\W_]+\*?")
WORD = re.compile(r"\w+(?:['’]\w+)*")
MARKS = "[\u0300-\u036f]*"

Place = tuple[int, int, float]


class BadSearch(WorkbenchError):
    """A search that cannot be carried out as it is written."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was found: [start, end) of a document in code points; `score` is 100 for an exact match."""

    document: str
    document_uid: str
    start: int
    end: int
    text: str
    speaker: str | None
    role: str | None
    score: float

    def as_json(self) -> dict[str, Any]:
        """The promised keys of a hit, and the speaker's role."""
        return {
            "document": self.document, "start": self.start, "end": self.end, "text": self.text,
            "speaker": self.speaker, "role": self.role, "score": round(self.score, 1),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found: `count` hits in `spread` documents, of which `hits` may be only the first ones."""

    count: int
    spread: int
    hits: tuple[Hit, ...]

    def as_json(self) -> dict[str, Any]:
        """The promised shape of `search --json`."""
        return {"count": self.count, "documents": self.spread, "hits": [hit.as_json() for hit in self.hits]}


def search(
    session: Session, query: str, *, mode: str = "words", role: str | None = None, limit: int | None = None
) -> Found:
    """Find `query` in every document, in the order in which documents are listed; `role` keeps to those speakers.

    Raises BadSearch for an empty query or a regular expression that is none.
    """
    if not query.strip():
        raise BadSearch("Nothing to search for. Give a word or a phrase.")
    finder = _finder(query, mode)
    hits: list[Hit] = []
    count = 0
    spread: set[str] = set()
    for document, turn in _candidates(session, query, mode):
        if role is not None and turn.role != role:
            continue
        for start, end, score in finder(document.text, turn.start, turn.end):
            count += 1
            spread.add(document.uid)
            if limit is None or len(hits) < limit:
                said = document.text[start:end]
                hits.append(Hit(document.label, document.uid, start, end, said, turn.speaker, turn.role, score))
    return Found(count, len(spread), tuple(hits))


def _candidates(session: Session, query: str, mode: str) -> Iterator[tuple[DocumentText, SpokenTurn]]:
    """The turns worth looking into: those the index names for words, all of them for the other ways."""
    order = [summary.uid for summary in documents.summaries(session)]
    tokens = TOKEN.findall(query)
    if mode != "words" or not tokens:
        texts = documents.document_texts(session)
        yield from ((texts[uid], turn) for uid in order for turn in texts[uid].turns)
        return
    numbers = _matching_turns(session, tokens)
    texts = documents.document_texts(session, list(numbers))
    yield from ((texts[uid], turn) for uid in order if uid in texts for turn in _chosen(texts[uid], numbers[uid]))


def _chosen(document: DocumentText, numbers: Iterable[int]) -> Iterator[SpokenTurn]:
    by_number = {turn.number: turn for turn in document.turns}
    return (by_number[number] for number in sorted(numbers))


def _matching_turns(session: Session, tokens: list[str]) -> dict[str, list[int]]:
    phrase = " + ".join(f'"{token.rstrip("*")}"' for token in tokens)
    expression = phrase + (" *" if tokens[-1].endswith("*") else "")
    connection = session.connection()
    found: dict[str, list[int]] = {}
    for document, number in search_index.turns_matching(connection, expression):
        found.setdefault(document, []).append(number)
    return found


# -- the three ways -----------------------------------------------------------------------------------------------


def _finder(query: str, mode: str) -> Any:
    if mode == "regex":
        return _Pattern(_compiled(query), folded=False)
    if mode == "fuzzy":
        return _Fuzzy(query)
    tokens = TOKEN.findall(query)
    if not tokens:
        return _Pattern(re.compile(re.escape(query.strip())), folded=False)
    return _Pattern(_phrase(tokens), folded=True)


def _compiled(query: str) -> re.Pattern[str]:
    try:
        return re.compile(query, re.IGNORECASE)
    except (re.error, RecursionError, OverflowError) as error:
        raise BadSearch(f"‘{query}’ is not a regular expression: {error}.") from error


def _phrase(tokens: list[str]) -> re.Pattern[str]:
    """The tokens in a row with anything but letters and digits between; what unicode61 calls a phrase."""
    words = []
    for token in tokens:
        letters = "".join(re.escape(letter) + MARKS for letter in fold(token.rstrip("*")))
        words.append(letters + (r"[^\W_]*" if token.endswith("*") else r"(?![^\W_])"))
    return re.compile(r"(?<![^\W_])" + r"[\W_]+".join(words))


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Finds every match of a pattern in a stretch of text."""

    pattern: re.Pattern[str]
    folded: bool

    def __call__(self, text: str, start: int, end: int) -> Iterator[Place]:
        stretch = text[start:end]
        for match in self.pattern.finditer(fold(stretch) if self.folded else stretch):
            if match.end() > match.start():
                yield start + match.start(), start + match.end(), 100.0


@dataclass(frozen=True, slots=True)
class _Fuzzy:
    """Finds the best place for a phrase in a stretch of text, when it is close enough, widened to whole words."""

    query: str

    def __call__(self, text: str, start: int, end: int) -> Iterator[Place]:
        stretch = fold(text[start:end])
        wanted = fold(self.query.strip())
        if len(stretch) < len(wanted) / 2:
            return
        best = fuzz.partial_ratio_alignment(wanted, stretch, score_cutoff=CLOSE_ENOUGH)
        if best is not None and best.dest_end > best.dest_start:
            left, right = _closest(stretch, wanted, *_whole_words(stretch, best.dest_start, best.dest_end))
            yield start + left, start + right, float(best.score)


def _whole_words(text: str, left: int, right: int) -> tuple[int, int]:
    while left < right and not text[left].isalnum():
        left += 1
    while right > left and not text[right - 1].isalnum():
        right -= 1
    while left > 0 and text[left - 1].isalnum():
        left -= 1
    while right < len(text) and text[right].isalnum():
        right += 1
    return left, right


def _closest(text: str, wanted: str, left: int, right: int) -> tuple[int, int]:
    """The stretch with up to two words more or fewer at either end that is most like what is wanted."""
    words = [match.span() for match in WORD.finditer(text)]
    starts = [start for start, _ in words]
    first, last = bisect_right(starts, left) - 1, bisect_left(starts, right) - 1
    if first < 0 or last < first:
        return left, right
    stretches = [
        (words[a][0], words[b][1])
        for a in range(max(0, first - 2), min(len(words), first + 3))
        for b in range(max(a, last - 2), min(len(words), last + 3))
    ]
    return max(stretches, key=lambda stretch: fuzz.ratio(wanted, text[stretch[0] : stretch[1]]))


class _Folding(dict[int, str]):
    """Each character without case and accent, one for one, so that places stay places."""

    def __missing__(self, point: int) -> str:
        base = unicodedata.normalize("NFD", chr(point))[:1].lower()[:1] or chr(point)
        self[point] = base
        return base


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text without case and accents, character for character as long as before."""
    return text.translate(_FOLDING)

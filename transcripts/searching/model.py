"""What a search is asked and what it answers: plain and frozen. Offsets are code points, half-open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transcripts.columns import pointed_at
from transcripts.errors import WorkbenchError

MODES = ("words", "regex", "fuzzy")
EXACT = 100.0
Span = tuple[int, int]


class BadSearch(WorkbenchError):
    """A search that cannot be carried out as it is written.

    `advice` is the one line that says why; `position` the character of the query (code point from 0) it is about, None
    when it is about no single one. `str()` is the advice, then the query with a caret under the place.
    """

    def __init__(self, advice: str, query: str = "", position: int | None = None) -> None:
        self.advice = advice
        self.position = None if position is None else min(max(position, 0), len(query))
        super().__init__(advice if self.position is None else f"{advice}\n{pointed_at(query, self.position)}")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look; None is no limit.

    `roles` and `speakers` are of the turn (names without regard to case, `*` for any letters; `not_speakers` leaves
    out). `documents` are uids. `inside` and `outside` are sorted stretches that do not overlap, by document: a hit
    lies wholly in one of the first and shares no character with any of the second.
    """

    roles: frozenset[str] | None = None
    speakers: tuple[str, ...] = ()
    not_speakers: tuple[str, ...] = ()
    documents: frozenset[str] | None = None
    inside: Mapping[str, Sequence[Span]] | None = None
    outside: Mapping[str, Sequence[Span]] | None = None


EVERYWHERE = Scope()


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was found: [start, end) of a document; `score` is 100 for exact, less for what is only alike.

    `turn` is where its turn's words stand; `before` and `after` are what is said around it in the same turn, as far as
    was asked for.
    """

    document: str
    document_uid: str
    start: int
    end: int
    text: str
    speaker: str | None
    role: str | None
    score: float
    turn: Span
    before: str = ""
    after: str = ""

    def as_json(self) -> dict[str, Any]:
        """The promised keys of a hit, the speaker's role, and what stands around it."""
        return {
            "document": self.document, "start": self.start, "end": self.end, "text": self.text,
            "speaker": self.speaker, "role": self.role, "score": round(self.score, 1), "before": self.before,
            "after": self.after,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: `count` hits in `spread` documents, of which `hits` may be only the first ones.

    `whole` is false when looking ended with the last of `hits`, so that there may be more than `count`.
    """

    count: int
    spread: int
    hits: tuple[Hit, ...]
    whole: bool = True

    def as_json(self) -> dict[str, Any]:
        """The promised shape of `search --json`."""
        return {"count": self.count, "documents": self.spread, "hits": [hit.as_json() for hit in self.hits]}

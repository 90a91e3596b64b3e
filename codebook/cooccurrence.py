"""Which codes stand together: how much text, how many turns or documents both have, with Jaccard's index and lift.

Only documents that somebody is done with count (as in `matrices`), in them participants' speech where speakers are
named. Jaccard's index is n(A and B) / n(A or B) (Jaccard 1912, New Phytologist 11); lift is N · n(A and B) / (n(A) ·
n(B)), 1 where two codes stand together as often as chance has it (Brin, Motwani, Ullman & Tsur 1997, SIGMOD).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlmodel import Session

from codebook.matrices import Material, material
from codebook.matrix_axes import axis
from codebook.spans import Span, intersection, region
from transcripts.errors import WorkbenchError

WAYS = {"overlap": "characters", "turn": "turns", "document": "documents"}


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """`together[i][j]` of `whole` units (`WAYS[by]`) hold both codes; on the diagonal, how many hold the one."""

    codes: tuple[str, ...]
    by: str
    whole: int
    together: tuple[tuple[int, ...], ...]

    def jaccard(self, i: int, j: int) -> float | None:
        """n(A and B) / n(A or B); None where neither is."""
        either = self.together[i][i] + self.together[j][j] - self.together[i][j]
        return self.together[i][j] / either if either else None

    def lift(self, i: int, j: int) -> float | None:
        """N · n(A and B) / (n(A) · n(B)); None where one is not."""
        apart = self.together[i][i] * self.together[j][j]
        return self.whole * self.together[i][j] / apart if apart else None


def cooccurrence(session: Session, codes: str = "code", *, by: str = "turn", asked: str = "") -> Cooccurrence:
    """How often the codes of an axis (`code`, `theme`, `code:Theme/*`) stand together, by text, turn or document.

    Raises NotFound, QuerySyntaxError, WorkbenchError.
    """
    import numpy as np  # noqa: PLC0415

    if by not in WAYS or codes.partition(":")[0] not in ("code", "theme"):
        raise WorkbenchError(f"Codes (code, theme, code:Theme/*) stand together by {', '.join(WAYS)}.")
    found = material(session, asked)
    side = axis(session, codes, ())
    number = {heading: at for at, heading in enumerate(side.headings)}
    spans: dict[str, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for coding in found.codings:
        if coding.document in found.done and (source := found.sources.get(coding.document)):
            for heading in side.holding(coding, source.description):
                spans[coding.document][number[heading]].extend(found.spans(coding))
    sums = np.zeros((len(number), len(number)), dtype=np.int64)
    for document, by_code in spans.items():
        units, weights = _units(found, document, by, by_code)
        present = np.zeros((len(number), len(units)), dtype=np.int64)
        for code, said in by_code.items():
            present[code, _touched(units, region(said))] = 1
        sums += (present * np.array(weights, dtype=np.int64)) @ present.T
    able = [uid for uid in found.done if uid in found.sources]
    whole = sum(sum(_units(found, uid, by, {})[1]) for uid in able)
    return Cooccurrence(side.headings, by, whole, tuple(tuple(map(int, row)) for row in sums))


def _units(
    found: Material, document: str, by: str, spans: dict[int, list[Span]]
) -> tuple[list[Span], list[int]]:
    """The units of a document in order, and what each weighs: pieces of text between edges weigh their characters."""
    text = found.sources[document].text
    speech = [(start, end) for start, end in text.speech() if start < end]
    if by == "turn":
        return speech, [1] * len(speech)
    if by == "document":
        return [(0, max(len(text.text), 1))], [1]
    edges = sorted({edge for said in spans.values() for span in said for edge in span})
    pieces = list(_cut(region(speech), edges))
    return pieces, [end - start for start, end in pieces]


def _cut(spans: Sequence[Span], edges: Sequence[int]) -> Iterator[Span]:
    cuts = list(pairwise(edges))
    inside = intersection(spans, cuts)
    outer = [(0, edges[0]), (edges[-1], spans[-1][1])] if edges and spans else [(0, spans[-1][1])] if spans else []
    yield from sorted([*inside, *intersection(spans, [span for span in outer if span[0] < span[1]])])


def _touched(units: Sequence[Span], said: Sequence[Span]) -> list[int]:
    """The numbers of the units that share a character with a region; both in order."""
    found, at = [], 0
    for number, (start, end) in enumerate(units):
        while at < len(said) and said[at][1] <= start:
            at += 1
        if at < len(said) and said[at][0] < end:
            found.append(number)
    return found

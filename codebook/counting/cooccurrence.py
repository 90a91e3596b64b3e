"""Codes that stand together: by the text they share, by turn or document, or near each other in turns or sentences.

Counted is what participants say in documents that somebody is done with (`matrices`). Units are characters of speech,
participants' turns, documents, or, for `near 2 turns`, every run of three turns (four for 3 …): a run holds two codes
when both are said in it, that is at most so many turns from one to the other. `jaccard` is the share of the units
with either code that have both (Jaccard 1901); `lift` is N · n(A and B) / (n(A) · n(B)), 1 where two codes stand
together as often as chance has it (Brin, Motwani, Ullman & Tsur 1997, SIGMOD).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from codebook.counting.material import Material, material
from codebook.counting.matrix_axes import axis
from codebook.retrieval.passages import unit_begins
from codebook.spans import Span, intersection, region, total_length
from transcripts.errors import WorkbenchError
from transcripts.uncollected import uncollected

if TYPE_CHECKING:
    from transcripts.texts import DocumentText

WAYS = {"overlap": "characters", "turn": "turns", "document": "documents"}
NEAR = re.compile(r"near (\d{1,3}) (turn|sentence)s?")
Array = Any
"""A numpy array; numpy is imported where it is used."""


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """`together[i][j]` of `whole` units hold both codes; on the diagonal, how many hold the one.

    `codings[i]` are the codings (uids) of a code that were counted; `axis` is the axis that the codes are of.
    """

    codes: tuple[str, ...]
    by: str
    whole: int
    together: tuple[tuple[int, ...], ...]
    asked: str = ""
    codings: tuple[tuple[str, ...], ...] = ()
    axis: str = "code"

    @property
    def units(self) -> str:
        """What is counted: `turns`, `runs of 3 turns`."""
        return units_of(self.by)

    def jaccard(self, i: int, j: int) -> float | None:
        """n(A and B) / n(A or B); None where neither is."""
        either = self.together[i][i] + self.together[j][j] - self.together[i][j]
        return self.together[i][j] / either if either else None

    def lift(self, i: int, j: int) -> float | None:
        """N · n(A and B) / (n(A) · n(B)); None where one is not."""
        apart = self.together[i][i] * self.together[j][j]
        return self.whole * self.together[i][j] / apart if apart else None


def units_of(by: str) -> str:
    """What a way counts, in words. Raises WorkbenchError for a way that is none."""
    near = NEAR.fullmatch(by)
    if near:
        return f"runs of {int(near[1]) + 1} {near[2]}s"
    if by not in WAYS:
        raise WorkbenchError(f"Codes stand together by {', '.join(WAYS)}, ‘near 2 turns’ or ‘near 2 sentences’.")
    return WAYS[by]


@uncollected()
def cooccurrence(session: Session, codes: str = "code", *, by: str = "turn", asked: str = "") -> Cooccurrence:
    """How often the codes of an axis (`code`, `theme`, `code:Theme/*`) stand together: by one of `WAYS`, or
    `near 2 turns`, `near 2 sentences`.

    Raises NotFound, QuerySyntaxError, WorkbenchError.
    """
    import numpy as np  # noqa: PLC0415

    units_of(by)
    if codes.partition(":")[0] not in ("code", "theme"):
        raise WorkbenchError("Codes stand together with codes: code, theme or code:Theme/*.")
    found = material(session, asked)
    side = axis(session, codes, ())
    number = {heading: at for at, heading in enumerate(side.headings)}
    spans: dict[str, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    counted: list[list[str]] = [[] for _ in number]
    for uid, made in found.codings.items():
        if uid in found.done and (source := found.sources.get(uid)):
            for coding in made:
                for heading in side.holding(coding, source.description):
                    spans[uid][number[heading]].extend(found.spans(coding))
                    counted[number[heading]].append(coding.uid)
    sums = np.zeros((len(number), len(number)), dtype=np.int64)
    whole = 0
    for uid in found.done:
        if uid in found.sources:
            whole += _add(sums, found, uid, by, spans.get(uid, {}))
    return Cooccurrence(
        side.headings, by, whole, tuple(tuple(map(int, row)) for row in sums), asked, tuple(map(tuple, counted)),
        side.name,
    )  # fmt: skip


def _add(sums: Array, found: Material, uid: str, by: str, spans: Mapping[int, Sequence[Span]]) -> int:
    """Add a document's units to the sums; returns how many units it has."""
    import numpy as np  # noqa: PLC0415

    used = sorted(spans)
    said = [spans[code] for code in used]
    if by == "document":
        sums[np.ix_(used, used)] += 1
        return 1
    text = found.sources[uid].text
    speech = [(start, end) for start, end in text.speech() if start < end]
    present, weights = _laid(text, speech, by, said)
    # BLAS multiplies floats; numbers of characters stay exact far below 2^53
    sums[np.ix_(used, used)] += ((present * weights) @ present.T).round().astype(np.int64)
    return total_length(region(speech)) if by == "overlap" else present.shape[1]


def _laid(
    text: DocumentText, speech: Sequence[Span], by: str, said: Sequence[Sequence[Span]]
) -> tuple[Array, Array | float]:
    """By code and unit, whether the code is there; and what each unit weighs."""
    near = NEAR.fullmatch(by)
    if near:
        heard = region(speech)
        clipped = [intersection(region(each), heard) for each in said]
        return _runs(_present(_units(text, near[2]), clipped), int(near[1]) + 1), 1.0
    if by == "turn":
        return _present(_pairs(speech), said), 1.0
    pieces = _pieces(_pairs(region(speech)), said)
    return _present(pieces, said), (pieces[:, 1] - pieces[:, 0]).astype(float)


def _pairs(spans: Sequence[Span]) -> Array:
    import numpy as np  # noqa: PLC0415

    return np.array(spans, dtype=np.int64).reshape(-1, 2)


def _pieces(speech: Array, said: Sequence[Sequence[Span]]) -> Array:
    """Speech cut wherever a coding begins or ends."""
    import numpy as np  # noqa: PLC0415

    if not len(speech):
        return speech
    edges = np.unique(np.concatenate([speech.ravel(), *(_pairs(each).ravel() for each in said)]))
    starts, ends = edges[:-1], edges[1:]
    at = np.searchsorted(speech[:, 0], starts, "right") - 1
    inside = (at >= 0) & (starts < speech[at, 1])
    return np.stack([starts[inside], ends[inside]], axis=1)


def _present(units: Array, said: Sequence[Sequence[Span]]) -> Array:
    """By code and unit, 1 where the code's text shares a character with the unit; units are in order and apart."""
    import numpy as np  # noqa: PLC0415

    flat = _pairs([span for each in said for span in each])
    rows = np.repeat(np.arange(len(said)), [len(each) for each in said])
    first = np.searchsorted(units[:, 1], flat[:, 0], "right")
    last = np.maximum(np.searchsorted(units[:, 0], flat[:, 1], "left"), first)
    changes = np.zeros((len(said), len(units) + 1), dtype=np.int64)
    np.add.at(changes, (rows, first), 1)
    np.add.at(changes, (rows, last), -1)
    return (changes.cumsum(axis=1)[:, :-1] > 0).astype(np.float64)


def _units(text: DocumentText, unit: str) -> Array:
    """The turns (everybody's) or sentences of a document, each up to the next, in order; one at least."""
    import numpy as np  # noqa: PLC0415

    begins = unit_begins(text, unit) or [0]
    return np.stack([begins, [*begins[1:], len(text.text) + 1]], axis=1)


def _runs(present: Array, length: int) -> Array:
    """By code and run of so many neighbouring units, 1 where the code is in it; a short document is one run."""
    import numpy as np  # noqa: PLC0415

    length = min(length, present.shape[1])
    sums = np.concatenate([np.zeros((len(present), 1)), present.cumsum(axis=1)], axis=1)
    return (sums[:, length:] - sums[:, :-length] > 0).astype(np.float64)

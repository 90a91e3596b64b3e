"""The overlap sweep: from spans to how much each two coders share, per document and code.

Sorting the starts and ends of all spans cuts every document into runs over which the set of active coders does not
change. Everything binary about agreement follows from the lengths of those runs (`statistics.py`), so the cost grows
with the number of spans and not with the length of the text.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codebook.agreement.study import IntArray


@dataclass(frozen=True, eq=False)
class Spans:
    """Spans as columns of equal length: indices of document, coder and code, and a half-open range."""

    document: IntArray
    coder: IntArray
    code: IntArray
    start: IntArray
    end: IntArray

    def __len__(self) -> int:
        return len(self.start)

    def take(self, which: IntArray | NDArray[np.bool_]) -> Spans:
        """The spans at these positions, in this order."""
        columns = (self.document, self.coder, self.code, self.start, self.end)
        return Spans(*(column[which] for column in columns))

    def moved(self, start: IntArray, end: IntArray) -> Spans:
        """The same spans at other ranges; those left empty are gone."""
        return Spans(self.document, self.coder, self.code, start, end).take(end > start)


def united(spans: Spans) -> Spans:
    """Overlapping spans of one coder, code and document made one; touching ones stay apart. None may be empty."""
    if not len(spans):
        return spans
    spans = spans.take(np.lexsort((spans.start, spans.coder, spans.document, spans.code)))
    owner = np.stack([spans.code, spans.document, spans.coder])
    group = np.concatenate([[0], np.cumsum((owner[:, 1:] != owner[:, :-1]).any(axis=0))])
    stride = int(spans.end.max()) + 1
    # Groups ascend and each has its own block of keys, so one running maximum serves them all.
    reach = np.maximum.accumulate(group * stride + spans.end)
    opens = np.concatenate([[True], (group * stride + spans.start)[1:] >= reach[:-1]])
    heads = np.flatnonzero(opens)
    lasts = np.concatenate([heads[1:] - 1, [len(spans) - 1]])
    merged = spans.take(heads)
    return Spans(merged.document, merged.coder, merged.code, merged.start, reach[lasts] - group[heads] * stride)


@dataclass(frozen=True, eq=False)
class Shared:
    """`lengths[k, i, j]` = what coders i and j both marked with `code[k]` in `document[k]`; i = j is all i marked.

    Rows are sorted by code, then document; a code nobody used in a document has no row.
    """

    document: IntArray
    code: IntArray
    lengths: IntArray


def shared(spans: Spans, coders: int, documents: int) -> Shared:
    """Intersection lengths of united spans for every document and code that has any."""
    if not len(spans):
        none = np.empty(0, np.int64)
        return Shared(none, none, np.empty((0, coders, coders), np.int64))
    key, _, width, active = runs(spans, coders, documents)
    heads = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    lengths = np.empty((len(heads), coders, coders), np.int64)
    for coder in range(coders):
        weighted = active * (width * active[:, coder])[:, None]
        lengths[:, coder, :] = np.add.reduceat(weighted, heads, axis=0)
    return Shared(key[heads] % documents, key[heads] // documents, lengths)


def runs(spans: Spans, coders: int, documents: int) -> tuple[IntArray, IntArray, IntArray, NDArray[np.int8]]:
    """The runs in which somebody is active: key (code × documents + document), start, length, (runs, coders) 0 or 1.

    A run lies within one span of each active coder, for it ends where any span does.
    """
    owner = spans.code * documents + spans.document
    key = np.concatenate([owner, owner])
    place = np.concatenate([spans.start, spans.end])
    order = np.argsort(key * (int(place.max(initial=0)) + 1) + place, kind="stable")
    change = np.zeros((len(key), coders), np.int8)
    change[np.arange(len(owner)), spans.coder] = 1
    change[np.arange(len(owner), len(key)), spans.coder] = -1
    key, place = key[order], place[order]
    # Touching spans of one coder make the sum dip to 0 or rise to 2 only across runs of no length.
    active = np.cumsum(change[order], axis=0, dtype=np.int8)
    width = np.diff(place, append=place[-1:])
    kept = (width > 0) & active.any(axis=1)
    kept[:-1] &= key[1:] == key[:-1]
    return key[kept], place[kept], width[kept], active[kept]

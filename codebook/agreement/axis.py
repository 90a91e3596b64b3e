"""From offsets in documents to units of the text that counts.

A document's universe is laid end to end: position 7 means "the seventh code point that counts". A span cut to the
universe is then still one range, however many gaps it crosses, and its length is what it covers. Units larger than a
character are ranges on that line in turn, and a span becomes the range of cells that it touches.
All documents are handled at once by giving each its own block of keys, so that one binary search serves them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from codebook.agreement.study import IntArray


@dataclass(frozen=True, eq=False)
class Axis:
    """Sorted disjoint ranges of several documents: start and end keys, and how many ranges each document has."""

    starts: IntArray
    ends: IntArray
    stride: int
    per_document: IntArray

    @classmethod
    def of(cls, per_document: Sequence[IntArray]) -> Axis:
        """The axis of one (n, 2) array of ranges per document."""
        counts = np.array([len(one) for one in per_document], dtype=np.int64)
        joined = np.concatenate([np.empty((0, 2), np.int64), *per_document])
        stride = int(joined.max(initial=0)) + 1
        block = np.repeat(np.arange(len(counts)), counts) * stride
        return cls(block + joined[:, 0], block + joined[:, 1], stride, counts)

    def keys(self, document: IntArray, offset: IntArray) -> IntArray:
        """Where an offset of a document stands on the axis; offsets beyond the last range stay in their block."""
        keys: IntArray = document * self.stride + np.clip(offset, 0, self.stride - 1)
        return keys

    def first(self, document: IntArray) -> IntArray:
        """Index of the first range of a document."""
        before: IntArray = np.cumsum(self.per_document) - self.per_document
        return before[document]

    def covered(self, document: IntArray, offset: IntArray) -> IntArray:
        """How much of the document's ranges lies before the offset."""
        before: IntArray = np.concatenate([[0], np.cumsum(self.ends - self.starts)])
        keys = self.keys(document, offset)
        last = np.searchsorted(self.starts, keys, side="right") - 1
        beyond = np.zeros(len(keys), np.int64)
        inside = last >= 0
        reach = np.minimum(keys[inside], self.ends[last[inside]]) - self.starts[last[inside]]
        beyond[inside] = before[last[inside]] + reach
        return beyond - before[self.first(document)]

    def touched(self, document: IntArray, start: IntArray, end: IntArray) -> tuple[IntArray, IntArray]:
        """The half-open run of ranges, counted within the document, that share something with [start, end)."""
        first = self.first(document)
        low = np.searchsorted(self.ends, self.keys(document, start), side="right") - first
        high = np.searchsorted(self.starts, self.keys(document, end), side="left") - first
        return low, np.maximum(high, low)


def cells_on(universe: Axis, cells: Sequence[IntArray]) -> tuple[list[IntArray], list[IntArray]]:
    """Each document's cells on the line of its universe, and as they stand in the document.

    Cells that hold nothing of the universe are in neither.
    """
    if not cells:
        return [], []
    counts = [len(cell) for cell in cells]
    joined = np.concatenate([np.empty((0, 2), np.int64), *cells])
    document = np.repeat(np.arange(len(cells)), counts)
    both = np.stack([universe.covered(document, joined[:, side]) for side in (0, 1)], axis=1)
    kept = both[:, 1] > both[:, 0]
    ends = np.cumsum(np.bincount(document[kept], minlength=len(cells)))[:-1]
    return np.split(both[kept], ends), np.split(joined[kept], ends)

"""A study's spans laid on the units of the text that counts, and the way back from units to offsets in documents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codebook.agreement.axis import Axis, cells_on
from codebook.agreement.study import IntArray, Study, Unit
from codebook.agreement.sweep import Spans, united


@dataclass(frozen=True, eq=False)
class Laid:
    """Of the documents that at least two coders marked done, renumbered in the study's order.

    `rated` (documents,) where each stands in the study; `sizes` (documents,) units each; `done` (documents, coders);
    `passages` the united spans in code points of the text that counts; `marked` the united spans in units. Units are
    counted within a document. `standing` holds, in offsets of the documents, the stretches of the universe for
    "character" and the cells for other units.
    """

    rated: IntArray
    sizes: IntArray
    done: NDArray[np.bool_]
    passages: Spans
    marked: Spans
    standing: tuple[IntArray, ...]
    by_character: bool

    def offsets(self, document: int, start: int, end: int) -> tuple[int, int]:
        """The half-open range in the document that the units [start, end) reach over, start < end.

        What lies between two units, as an interviewer's question does, lies inside the range.
        """
        standing = self.standing[document]
        if not self.by_character:
            return int(standing[start, 0]), int(standing[end - 1, 1])
        before = np.cumsum(standing[:, 1] - standing[:, 0])
        first, last = np.searchsorted(before, [start, end - 1], side="right")
        return int(standing[first, 1] - before[first] + start), int(standing[last, 1] - before[last] + end)


def lay(study: Study, unit: Unit) -> Laid:
    """Lay a study's spans on a unit. ValueError when a document that counts lacks that unit's cells."""
    done = study.done()
    rated = np.flatnonzero(done.sum(axis=1) >= 2)
    documents = [study.documents[index] for index in rated]
    stretches = [document.stretches for document in documents]
    universe = Axis.of(stretches)
    passages = _passages(study, done, rated, universe)
    if unit == "character":
        sizes = universe.covered(np.arange(len(rated)), np.full(len(rated), universe.stride))
        return Laid(rated, sizes, done[rated], passages, passages, tuple(stretches), True)
    laid, standing = cells_on(universe, [document.units(unit) for document in documents])
    grid = Axis.of(laid)
    marked = united(passages.moved(*grid.touched(passages.document, passages.start, passages.end)))
    return Laid(rated, grid.per_document, done[rated], passages, marked, tuple(standing), False)


def _passages(study: Study, done: NDArray[np.bool_], rated: IntArray, universe: Axis) -> Spans:
    """The spans that count, cut to the universe and united; documents are renumbered to those in `rated`."""
    place = np.full(len(study.documents), -1, np.int64)
    place[rated] = np.arange(len(rated))
    rows = study.spans[(place[study.spans[:, 0]] >= 0) & done[study.spans[:, 0], study.spans[:, 1]]]
    document = place[rows[:, 0]]
    spans = Spans(document, rows[:, 1], rows[:, 2], rows[:, 3], rows[:, 4])
    return united(spans.moved(universe.covered(document, spans.start), universe.covered(document, spans.end)))

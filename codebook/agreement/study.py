"""What agreement is measured on: coders, codes, documents with the text that counts, and who marked what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Unit = Literal["character", "sentence", "turn", "document"]
UNITS: tuple[Unit, ...] = ("character", "sentence", "turn", "document")
IntArray = NDArray[np.int64]
Ranges = IntArray | Sequence[tuple[int, int]]

ALL_SPEECH = "participant speech where a document has speakers, otherwise all of its text"


class SpanRow(NamedTuple):
    """One coding by names: half-open [start, end) in code points of the document's canonical text."""

    document: str
    coder: str
    code: str
    start: int
    end: int


def ranges(values: Ranges, what: str) -> IntArray:
    """`values` as an (n, 2) array without empty ranges; ValueError unless they are sorted and disjoint."""
    array: IntArray = np.asarray(values, dtype=np.int64).reshape(-1, 2)
    array = array[array[:, 0] != array[:, 1]]
    if (array[:, 0] > array[:, 1]).any() or (array[1:, 0] < array[:-1, 1]).any() or (array < 0).any():
        raise ValueError(f"{what} must be sorted, disjoint, half-open ranges of offsets from 0 on")
    return array


@dataclass(frozen=True, eq=False)
class Document:
    """A document: its label, the coders who marked it done, the text that counts and the units in it.

    `universe` holds sorted disjoint half-open stretches [start, end) in code points: participant speech, or all of
    the text. `cells` gives the boundaries of "sentence" and "turn" the same way; only the unit to be measured is
    needed. What lies outside the universe never counts: cells without any of it are dropped, spans are cut to it.
    ValueError when stretches or cells overlap or run backwards.
    """

    label: str
    done: frozenset[str]
    universe: Ranges
    cells: Mapping[str, Ranges] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "done", frozenset(self.done))
        object.__setattr__(self, "universe", ranges(self.universe, f"{self.label}: the universe"))
        cells = {unit: ranges(cell, f"{self.label}: its {unit} cells") for unit, cell in self.cells.items()}
        object.__setattr__(self, "cells", cells)

    @property
    def stretches(self) -> IntArray:
        """The universe as an (n, 2) array."""
        return np.asarray(self.universe, dtype=np.int64)

    @cached_property
    def digest(self) -> bytes:
        """SHA-256 of everything about the document that a measurement depends on."""
        told = sha256(repr((self.label, sorted(self.done), sorted(self.cells))).encode())
        for ranges_ in (self.stretches, *(self.cells[unit] for unit in sorted(self.cells))):
            told.update(len(ranges_).to_bytes(8, "little") + np.asarray(ranges_).astype("<i8").tobytes())
        return told.digest()

    def units(self, unit: Unit) -> IntArray:
        """The (n, 2) half-open boundaries of the units; for "character" the stretches, a unit a code point.

        ValueError when a unit is asked for whose cells were not given.
        """
        if unit == "character":
            return self.stretches
        if unit == "document":
            return self.stretches.reshape(1, -1)[:, [0, -1]] if len(self.stretches) else self.stretches
        if unit not in self.cells:
            raise ValueError(f"{self.label}: no {unit} cells were given")
        return np.asarray(self.cells[unit], dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Study:
    """Everything a measurement needs, frozen.

    `spans` is an (n, 5) integer array of rows document, coder, code, start, end: the first three are indices into
    `documents`, `coders` and `codes`. Spans may overlap, repeat, be empty or leave the universe. Spans of a coder who
    is not done with a document are no decision yet and are ignored there. `universe_words` says what the universe is.
    ValueError for names that repeat, indices out of range and spans that run backwards.
    """

    coders: tuple[str, ...]
    codes: tuple[str, ...]
    documents: tuple[Document, ...]
    spans: IntArray
    universe_words: str = ALL_SPEECH

    def __post_init__(self) -> None:
        for name in ("coders", "codes", "documents"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        object.__setattr__(self, "spans", np.asarray(self.spans, dtype=np.int64).reshape(-1, 5))
        for names in (self.coders, self.codes, [document.label for document in self.documents]):
            if len(set(names)) != len(names):
                raise ValueError("coders, codes and documents must each have distinct names")
        limits = np.array([len(self.documents), len(self.coders), len(self.codes)])
        if (self.spans[:, :3] < 0).any() or (self.spans[:, :3] >= limits).any():
            raise ValueError("a span names a document, coder or code that the study does not have")
        if (self.spans[:, 3] > self.spans[:, 4]).any():
            raise ValueError("a span ends before it starts")

    @classmethod
    def of(
        cls,
        coders: Iterable[str],
        codes: Iterable[str],
        documents: Iterable[Document],
        rows: Iterable[SpanRow | tuple[str, str, str, int, int]],
        universe_words: str = ALL_SPEECH,
    ) -> Study:
        """A study from rows of names; KeyError for a name that is not among coders, codes or documents."""
        coders, codes, documents = tuple(coders), tuple(codes), tuple(documents)
        document_at = {document.label: i for i, document in enumerate(documents)}
        coder_at = {coder: i for i, coder in enumerate(coders)}
        code_at = {code: i for i, code in enumerate(codes)}
        spans = [(document_at[d], coder_at[c], code_at[k], start, end) for d, c, k, start, end in rows]
        return cls(coders, codes, documents, np.array(spans, dtype=np.int64), universe_words)

    def done(self) -> NDArray[np.bool_]:
        """(documents, coders): who marked what as done. Where False, that coder is missing there."""
        marks = [[coder in document.done for coder in self.coders] for document in self.documents]
        return np.array(marks, dtype=bool).reshape(len(self.documents), len(self.coders))

    @cached_property
    def ordered(self) -> IntArray:
        """The spans by code, document, coder, start and end."""
        document, coder, code, start, end = self.spans.T
        return self.spans[np.lexsort((end, start, coder, document, code))]

    def fingerprint(self) -> str:
        """SHA-256 of coders, codes, documents, who is done, what counts, and the spans, whatever their order."""
        told = sha256(repr((self.coders, self.codes, self.universe_words)).encode())
        for document in self.documents:
            told.update(document.digest)
        told.update(self.ordered.astype("<i8").tobytes())
        return told.hexdigest()


def of_codes(study: Study, which: Sequence[int]) -> Study:
    """The same study with some of its codes, by number."""
    return _part(study, 2, which, study.documents, tuple(study.codes[at] for at in which))


def of_documents(study: Study, which: Sequence[int]) -> Study:
    """The same study with some of its documents, by number."""
    return _part(study, 0, which, tuple(study.documents[at] for at in which), study.codes)


def _part(
    study: Study, column: int, which: Sequence[int], documents: tuple[Document, ...], codes: tuple[str, ...]
) -> Study:
    names = study.codes if column else study.documents
    place = np.full(len(names), -1, np.int64)
    place[list(which)] = np.arange(len(which))
    spans = study.spans[place[study.spans[:, column]] >= 0].copy()
    spans[:, column] = place[spans[:, column]]
    return Study(study.coders, codes, documents, spans, study.universe_words)

"""The words of one document as arrays, and how they are kept: no longer than the text they were found in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Marks = NDArray[np.uint8]

NEGATION, CLAUSE, QUOTED, REPORTED = 1, 2, 4, 8
"""What a word may be marked as: it denies; a clause begins with it; it stands in quotation marks; it is part of what
somebody is said to have said."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Every word of a document's turns, in order: its beginning and end, its entry in `vocabulary`, its marks.

    `vocabulary` are forms as the search index folds them, each with its lemma. `sentences` is an (m, 2) array.
    """

    starts: Ints
    ends: Ints
    ids: Ints
    marks: Marks
    vocabulary: tuple[tuple[str, str], ...]
    sentences: Ints


def packed(words: Words) -> bytes:
    """The words as they are stored: little-endian, and what follows how long each part is."""
    listed = "\n".join([word for entry in words.vocabulary for word in entry]).encode()  # no word has a new line in it
    parts = (words.starts, words.ends, words.ids, words.sentences.reshape(-1))
    head = np.array([len(words.starts), len(words.sentences), len(listed)], dtype="<i8")
    return b"".join((head.tobytes(), *(part.astype("<i4").tobytes() for part in parts), words.marks.tobytes(), listed))


def unpacked(stored: bytes) -> Words:
    """The same back again."""
    many, sentences, listed = (int(number) for number in np.frombuffer(stored, dtype="<i8", count=3))
    numbers = np.frombuffer(stored, dtype="<i4", count=3 * many + 2 * sentences, offset=24).astype(np.int32)
    at = 24 + numbers.size * 4
    marks = np.frombuffer(stored, dtype=np.uint8, count=many, offset=at)
    listing = stored[at + many : at + many + listed].decode().split("\n") if listed else []
    starts, ends, ids = numbers[: 3 * many].reshape(3, many)
    return Words(
        starts, ends, ids, marks, tuple(zip(listing[::2], listing[1::2], strict=True)),
        numbers[3 * many :].reshape(sentences, 2),
    )  # fmt: skip

"""Where files that were read wait until they are brought in: in memory while they are few, else on the disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from transcripts.importing import ImportedText
from transcripts.importing.wire import packed_documents, to_documents, unpacked
from transcripts.store.scratch import Scratch

IN_MEMORY = 48 * 2**20
"""Bytes that may wait in memory, counted roughly; a study of 146 interviews takes about 20 million."""
_DOCUMENTS, _CONTENT = 0, 1


class Waiting(NamedTuple):
    """A file's documents, and its bytes."""

    documents: tuple[ImportedText, ...]
    content: bytes

    @property
    def weight(self) -> int:
        """About how much memory it takes."""
        return sum(document.weight for document in self.documents) + len(self.content)


class Shelf:
    """Documents and bytes of files, by key. Safe to use from several threads; what does not fit stays beside `path`."""

    def __init__(self, path: Path) -> None:
        self._scratch = Scratch(path)
        self._lock = Lock()
        self._near: dict[str, Waiting] = {}
        self._far: set[str] = set()
        self._weight = 0
        self._last: tuple[str, tuple[ImportedText, ...]] = ("", ())

    def put(self, key: str, documents: Sequence[ImportedText], content: bytes) -> None:
        """Keep what was read of a file, in place of what was kept before. Raises ProjectError when the disk is full."""
        waiting = Waiting(tuple(documents), content)
        self.drop(key)
        with self._lock:
            if self._weight + waiting.weight <= IN_MEMORY:
                self._near[key] = waiting
                self._weight += waiting.weight
                return
        self._scratch.put(key, (packed_documents(documents), content))
        self._far.add(key)

    def documents(self, key: str) -> tuple[ImportedText, ...]:
        """The documents in a file. Raises KeyError."""
        near = self._near.get(key)
        if near is not None:
            return near.documents
        last, documents = self._last
        if last != key:  # a table's documents are asked for one after the other
            documents = to_documents(unpacked(self._scratch.get(key, _DOCUMENTS)))
            self._last = key, documents
        return documents

    def holds(self, key: str) -> bool:
        """Whether a file's documents are here."""
        return key in self._near or key in self._far

    def content(self, key: str) -> bytes:
        """A file's bytes as they were read. Raises KeyError."""
        near = self._near.get(key)
        return near.content if near is not None else self._scratch.get(key, _CONTENT)

    def drop(self, key: str) -> None:
        """Keep no more of a file."""
        with self._lock:
            near = self._near.pop(key, None)
            self._weight -= near.weight if near is not None else 0
            self._last = "", ()
            far = key in self._far
            self._far.discard(key)
        if far:
            self._scratch.drop(key)

    def close(self) -> None:
        """Keep nothing."""
        self._near.clear()
        self._far.clear()
        self._scratch.close()

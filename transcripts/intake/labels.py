"""What documents are called, and which files a project has already."""

from __future__ import annotations

from sqlmodel import Session, select

from transcripts.store.tables import Document


class Taken:
    """The labels and the files of a project, and those that a batch has claimed so far."""

    def __init__(self, session: Session) -> None:
        rows = list(session.exec(select(Document.label, Document.original_hash)))
        self._labels = {label for label, _ in rows}
        self._files = {digest: label for label, digest in rows}

    def already(self, digest: str) -> str:
        """The label of a document made from the same bytes; empty when there is none."""
        return self._files.get(digest, "")

    def take(self, wanted: str, digest: str) -> str:
        """Claim a label, or with ` (2)`, ` (3)` … behind it when documents have it already."""
        label, number = wanted, 1
        while label in self._labels:
            number += 1
            label = f"{wanted} ({number})"
        self._labels.add(label)
        self._files.setdefault(digest, label)
        return label

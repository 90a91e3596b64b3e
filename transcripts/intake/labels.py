"""What documents are called, and which files and words a project has already."""

from __future__ import annotations

from hashlib import sha256

from sqlmodel import Session, select

from transcripts.document_labels import find
from transcripts.importing import ImportedText
from transcripts.store.tables import Document
from transcripts.texts import DocumentText, document_text, document_texts

_OPENING = 40


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


class Said:
    """What documents say, word for word and whoever is named for it, to tell two files of one transcript.

    Rarely do two begin alike and have as many words, and only then is all that they say compared.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._labels: dict[str, str] = {}
        self._stored: dict[int, list[str]] = {}
        self._alone: dict[tuple[int, str], str | None] = {}
        self._texts: dict[str, ImportedText] = {}
        for uid, words in session.exec(select(Document.uid, Document.words)):
            self._stored.setdefault(words, []).append(uid)

    def same(self, text: ImportedText, label: str) -> str:
        """The label of a document, or of an earlier file, with the same words; else empty, and this one is noted."""
        count = text.words
        if not count:
            return ""
        self._look(count)
        looks = (count, _opening(text))
        if looks not in self._alone:
            self._alone[looks], self._texts[label] = label, text
            return ""
        first = self._alone[looks]
        if first is not None:
            self._note(self._text(first), first)
            self._alone[looks] = None
        return self._note(text, label)

    def let_go(self) -> None:
        """Keep no texts: those of the files so far are in the project now, and are read from there when asked for."""
        self._texts.clear()

    def _text(self, label: str) -> ImportedText | DocumentText:
        known = self._texts.get(label)
        return document_text(self._session, find(self._session, label)) if known is None else known

    def _look(self, count: int) -> None:
        """Note the project's documents of as many words."""
        alike = self._stored.pop(count, [])
        for document in document_texts(self._session, alike).values() if alike else ():
            self._note(document, document.label)
            self._alone[count, _opening(document)] = None

    def _note(self, text: ImportedText | DocumentText, label: str) -> str:
        words = " ".join(" ".join([text.text[turn.start : turn.end] for turn in text.turns]).split())
        digest = sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
        known = self._labels.setdefault(digest, label)
        return "" if known == label else known


def _opening(text: ImportedText | DocumentText) -> str:
    """The first forty words."""
    words: list[str] = []
    for turn in text.turns:
        words += text.text[turn.start : turn.end].split(None, _OPENING)[:_OPENING]
        if len(words) >= _OPENING:
            break
    return " ".join(words[:_OPENING])

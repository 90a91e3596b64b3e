"""What documents are called, and which files and words a project has already."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256

from sqlmodel import Session, select

from transcripts.document_labels import find
from transcripts.importing import ImportedText
from transcripts.intake.understood import Understood, opening
from transcripts.store.tables import Document
from transcripts.texts import DocumentText, document_text, document_texts

_LINE_ENDS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")


class Taken:
    """The labels and the files of a project, and those that a batch has claimed so far."""

    def __init__(self, session: Session) -> None:
        rows = list(session.exec(select(Document.label, Document.original_hash)))
        self._labels = {label for label, _ in rows}
        self._files = {digest: label for label, digest in rows}
        self._here: dict[str, str] = {}

    def already(self, digest: str) -> str:
        """Where a document made from the same bytes is, in words; empty when there is none."""
        if digest in self._files:
            return f"it is in the project already, as ‘{self._files[digest]}’"
        return f"the same file as ‘{self._here[digest]}’, which comes in" if digest in self._here else ""

    def take(self, wanted: str, digest: str) -> str:
        """Claim a label, or with ` (2)`, ` (3)` … behind it when documents have it already."""
        label, number = wanted, 1
        while label in self._labels:
            number += 1
            label = f"{wanted} ({number})"
        self._labels.add(label)
        self._here.setdefault(digest, label)
        return label


class Said:
    """What documents say, word for word and whoever is named for it, to tell two files of one transcript.

    Rarely do two begin alike and have as many words, and only then are their texts asked for and compared.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._labels: dict[str, str] = {}
        self._stored: dict[int, list[str]] = {}
        self._alone: dict[tuple[int, bytes], Callable[[], str] | None] = {}
        for uid, words in session.exec(select(Document.uid, Document.words)):
            self._stored.setdefault(words, []).append(uid)

    def same(self, known: Understood, label: str, text: Callable[[], ImportedText]) -> str:
        """The label of a document, or of an earlier file, with the same words; else empty, and this one is noted.

        `text` gives the text of what is `known`, also later; KeyError says that it is in the project by then.
        """
        if not known.words:
            return ""
        self._look(known.words)
        looks = (known.words, known.opening)
        if looks not in self._alone:
            self._alone[looks] = lambda: self._note(self._text(label, text), label)
            return ""
        note_first = self._alone[looks]
        if note_first is not None:
            note_first()
            self._alone[looks] = None
        return self._note(text(), label)

    def _text(self, label: str, text: Callable[[], ImportedText]) -> ImportedText | DocumentText:
        try:
            return text()
        except KeyError:
            return document_text(self._session, find(self._session, label))

    def _look(self, count: int) -> None:
        """Note the project's documents of as many words."""
        alike = self._stored.pop(count, [])
        for document in document_texts(self._session, alike).values() if alike else ():
            self._note(document, document.label)
            self._alone[count, opening(document)] = None

    def _note(self, text: ImportedText | DocumentText, label: str) -> str:
        words = " ".join(" ".join([text.text[turn.start : turn.end] for turn in text.turns]).split())
        digest = sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
        known = self._labels.setdefault(digest, label)
        return "" if known == label else known


def in_one_line(label: str) -> str:
    """A label as it stands in lists and messages: names of files and cells of tables may hold line ends."""
    return _LINE_ENDS.sub(" ", label).strip() or label

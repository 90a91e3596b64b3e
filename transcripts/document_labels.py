"""Documents by what people call them: their labels, which are unique in a project."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from sqlmodel import Session, select

from transcripts.errors import NotFound
from transcripts.store.tables import Document

_PARTS = re.compile(r"\d+|\D+")


def natural(label: str) -> tuple[tuple[int, int | str], ...]:
    """A sorting key that reads numbers as numbers and letters without case: `cps 2` before `CPS 10`."""
    parts = _PARTS.findall(label)
    return tuple((0, int(part)) if part.isdecimal() else (1, part.casefold()) for part in parts)


def find(session: Session, label: str) -> str:
    """The uid of the document with a label; raises NotFound with what to do."""
    uid = session.exec(select(Document.uid).where(Document.label == label)).first()
    if uid is None:
        raise NotFound(f"There is no document ‘{label}’. See the labels: coding-tui documents PROJECT")
    return uid


def uids_by_label(session: Session) -> dict[str, str]:
    """Every document's uid under its label."""
    return {label: uid for label, uid in session.exec(select(Document.label, Document.uid))}


class Labels:
    """Documents by label, found also where a table spells it with other spaces or another Unicode form.

    File names bring both: `CPS 1 .docx`, and the decomposed accents that macOS writes.
    """

    def __init__(self, exact: Mapping[str, str]) -> None:
        self._exact = exact
        self._alike: dict[str, str | None] = {}
        for label, uid in exact.items():
            key = self._key(label)
            self._alike[key] = None if key in self._alike else uid

    def get(self, label: str) -> str | None:
        """The uid of the document meant; None when there is none, or when it could be several."""
        return self._exact.get(label) or self._alike.get(self._key(label))

    @staticmethod
    def _key(label: str) -> str:
        return " ".join(unicodedata.normalize("NFC", label).split())

"""What is shown of one incident: the documents about a case as readers show them, and what is linked in it.

Made on a worker's thread; plain and frozen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from codebook.coding import codings
from codebook.evidence import contradictions
from codebook.evidence.contradictions import Incident, Linked, Side
from codebook.spans import Span
from coding_tui.reader.folding import ReaderFlag
from coding_tui.reader.model import ReaderCoding, ReaderText
from coding_tui.views.veil import reader_flags
from coding_tui.views.workbench_view import codebook_view, reader_codings, reader_text
from transcripts import documents
from transcripts.texts import document_text

ABREAST = 3
"""So many documents stand beside each other at once."""
SHORT = 16
"""Characters of each side in a list of contradictions: both have to stand in one line of it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A document of the case as a reader shows it, with what it is."""

    text: ReaderText
    kind: str
    codings: tuple[ReaderCoding, ...]
    flags: tuple[ReaderFlag, ...]


def known(session: Session) -> tuple[list[Incident], list[Linked]]:
    """The cases that more than one document is about, and what is linked in any."""
    return contradictions.incidents(session), contradictions.contradictions(session)


def first_ones(case: Incident) -> list[str]:
    """The documents (uids) that a case opens with: one of each kind first, then what there is."""
    first = {each.kind: each for each in reversed(case.documents)}
    chosen = [each for each in case.documents if first[each.kind] is each]
    more = [each for each in case.documents if each not in chosen]
    return [each.uid for each in (*chosen, *more)[:ABREAST]]


def opened(session: Session, uids: Sequence[str], coder: str) -> list[Opened]:
    """The documents to show, with the coder's (name) own codings."""
    kinds = {each.uid: each.kind for each in documents.summaries(session)}
    view = codebook_view(session, coder)
    found = []
    for uid in uids:
        if uid in kinds:
            own = [each for each in codings.codings(session, documents=[uid]) if each.coder == coder]
            text = reader_text(document_text(session, uid))
            found.append(Opened(text, kinds[uid], tuple(reader_codings(own, view, coder)), reader_flags(session, uid)))
    return found


def next_place(text: str, words: str, cursor: int) -> Span | None:
    """Where the words stand next after the cursor, or from the beginning; however they are spaced or written large."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    found = pattern.search(text, cursor) or pattern.search(text)
    return None if found is None or not found[0] else found.span()


def marks(linked: Iterable[Linked]) -> Mapping[str, Sequence[Span]]:
    """Where contradictions stand, by document (uid), in the order of the text."""
    found: dict[str, list[Span]] = {}
    for each in linked:
        for side in (each.says, each.shows):
            if side.span is not None:
                found.setdefault(side.uid, []).append(side.span)
    return {uid: sorted(spans) for uid, spans in found.items()}


def named(each: Linked) -> str:
    """`CPS 43 says “…” / Case File 1 shows “…”`: with the short words that were given for each, if they were."""
    says, shows = each.says, each.shows
    return f"{says.document} says {_short(says)} / {shows.document} shows {_short(shows)}"


def _short(side: Side) -> str:
    return _cut(side.gloss) if side.gloss else f"“{_cut(side.text)}”"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1]}…"

"""What the screen of suggestions shows: which are asked for, in words, and one of them in full."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from codebook.retrieval.passages import sources
from codebook.scheme.codes import Code
from codebook.suggesting import Queue, Suggestion
from codebook.suggesting.queue import Asked
from coding_tui.views import retrieval
from coding_tui.views.retrieval import InContext, Passage, counted
from coding_tui.widgets.excerpt_list import context_pieces
from coding_tui.widgets.lines import Piece
from transcripts.errors import NotFound


@dataclass(frozen=True, slots=True)
class Scope:
    """What one came from: a code and a document (uids, with their names), and which of the two hold now."""

    code: str | None = None
    code_name: str = ""
    document: str | None = None
    label: str = ""
    by_code: bool = True
    by_document: bool = False

    def asked(self, *, done: bool, interviewers: bool) -> Asked:
        """The question."""
        return Asked(
            self.code if self.by_code else None, self.document if self.by_document else None,
            interviewers=interviewers, done=done,
        )  # fmt: skip

    def next(self) -> Scope:
        """The next of: the code everywhere, the code in the document, the document, everything; as far as they are."""
        order = [(True, False), (True, True), (False, True), (False, False)]
        there = [
            (code, document) for code, document in order
            if (not code or self.code is not None) and (not document or self.document is not None)
        ]  # fmt: skip
        at = there.index((self.by_code, self.by_document))
        code, document = there[(at + 1) % len(there)]
        return replace(self, by_code=code, by_document=document)

    def words(self) -> str:
        """`‘Delay’ in CPS 12`, `CPS 12`, `all codes`."""
        code = f"‘{self.code_name}’" if self.by_code else ""
        place = self.label if self.by_document else ""
        return " in ".join(part for part in (code, place) if part) or "all codes, all documents"


def heading(queue: Queue, scope: Scope) -> str:
    """`Suggestions for ‘Delay’ · 41 passages, no codings`."""
    return f"Suggestions for {scope.words()} · {counted(queue.of, 'passage')}, no codings"


def in_context(session: Session, made: Suggestion, hidden: Sequence[tuple[int, int]]) -> InContext:
    """A suggestion where it stands, without the words of what is hidden. Raises NotFound when the document is gone."""
    found = sources(session, [made.document])
    if made.document not in found:
        raise NotFound("This document is not in the project any more.")
    excerpt = found[made.document].cut(made.start, made.end)
    return retrieval.in_context(session, Passage(excerpt, retrieval.attribution(session)(excerpt)), hidden)


def about(made: Suggestion, code: Code | None, found: InContext, *, folded: bool) -> Iterable[Piece]:
    """Why, how likely, the code's rule in a line; then the words in their place."""
    yield f"{made.path}\n", "accent"
    if code is not None and code.entry.brief:
        yield f"{code.entry.brief}\n", "quiet"
    yield f"why    {made.told(folded=folded)}\n", "text"
    if made.words:
        yield f"words  {', '.join(made.words)}\n", "quiet"
    yield f"right  {made.expected}\n\n", "text"
    yield from context_pieces(found)


def in_the_app(note: str) -> str:
    """A remark on suggestions with keys where the command line has options."""
    for said, ours in _KEYS.items():
        note = note.replace(said, ours)
    return note


_KEYS = {": --done": ": «suggesting.done»", "coding-tui import PROJECT PATH": "«document.import» in Code"}

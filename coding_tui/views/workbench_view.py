"""What the workbench shows, read from the project: plain and frozen, made on a worker's thread."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlmodel import Session

from codebook.coding import codings
from codebook.coding.codings import Coding, Use
from codebook.notes.span_memos import SpanMemo, span_memos
from codebook.scheme import codes
from codebook.scheme.codes import Code, CodeTree
from codebook.spans import Span
from codebook.team import assignments, declarations, reading_log
from codebook.team.progress import Progress, progress, recently_used
from codebook.team.reading_log import Reading
from codebook.team.rounds import MAIN, round_of
from coding_tui.palette import HUES
from coding_tui.reader.coding_index import CodingIndex
from coding_tui.reader.folding import ReaderFlag
from coding_tui.reader.model import ReaderCoding, ReaderText, ReaderTurn
from coding_tui.views.document_lines import DocumentLine, where_to_begin
from coding_tui.views.recent_codes import DIGITS
from coding_tui.views.veil import reader_flags
from transcripts.texts import DocumentText, document_text

T = TypeVar("T")

STANCE_MARKS = {"endorses": "end", "acts-on": "act", "reports": "rep", "challenges": "chal", "unclear": "uncl", "": ""}
"""Stances as short as they fit beside a code's name."""

MOST_CHANGED = 200
"""With more changes than these, all codings of a document are read anew, and all counts."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a coding changes besides itself, as of `step`: how often codes are used, and how far `coder` is with each
    document. `documents` are those where that may be other than it was known to be; None for any of them.
    """

    coder: str
    step: int
    uses: Mapping[str, Use]
    progress: Mapping[str, Progress]
    documents: Collection[str] | None = None


def counts(session: Session, coder: str, known: Counts | None = None) -> Counts:
    """The counts as they stand. Only what changed since `known` was read is counted again: the journal says what."""
    step = codings.latest_step(session)
    changed = None if known is None or known.coder != coder else codings.changed_since(session, known.step)
    if known is None or changed is None or changed.seals or len(changed.codings) > MOST_CHANGED:
        return Counts(coder, step, codings.uses(session), progress(session, coder))
    uses = {**_without(known.uses, changed.codes), **codings.uses(session, changed.codes)}
    mine = progress(session, coder, documents=changed.documents)
    return Counts(coder, step, uses, {**_without(known.progress, changed.documents), **mine}, changed.documents)


def _without(known: Mapping[str, T], keys: Collection[str]) -> dict[str, T]:
    left = dict(known)
    for key in keys:
        left.pop(key, None)
    return left


def recounted(view: CodebookView, found: Counts) -> CodebookView:
    """A codebook with other counts."""
    return replace(view, uses=found.uses, totals=totals(view.tree, found.uses))


def lines_recounted(lines: Iterable[DocumentLine], found: Counts) -> tuple[DocumentLine, ...]:
    """Documents with other counts; those that stay the same stay themselves."""
    concerned = found.documents
    return tuple(
        line if concerned is not None and line.uid not in concerned else _recounted(line, found.progress)
        for line in lines
    )


def _recounted(line: DocumentLine, found: Mapping[str, Progress]) -> DocumentLine:
    now = found.get(line.uid, Progress(0, ""))
    same = Progress(line.codings, line.state, line.round, line.states) == now
    return line if same else line._replace(state=now.state, codings=now.codings, round=now.round, states=now.states)


@dataclass(frozen=True, slots=True)
class CodebookView:
    """The code tree, how often each code is used by anybody, and what this coder used last.

    `totals` counts a code's codings and those of everything below it; `hues` are indices into `palette.HUES`.
    """

    tree: CodeTree
    uses: Mapping[str, Use]
    recent: tuple[str, ...]
    hues: Mapping[str, int]
    by_uid: Mapping[str, Code]
    totals: Mapping[str, int]

    def looks(self) -> dict[str, tuple[str, int]]:
        """What the reader shows of each code: name and hue."""
        return {code.uid: (code.name, self.hues[code.uid]) for code in self.tree}


def codebook_view(session: Session, coder: str) -> CodebookView:
    """The codebook as it stands."""
    tree = codes.tree(session)
    recent = tuple(recently_used(session, coder, DIGITS))
    uses = codings.uses(session)
    return CodebookView(tree, uses, recent, hues(tree), tree.by_uid(), totals(tree, uses))


EMPTY_CODEBOOK = CodebookView(CodeTree(()), {}, (), {}, {}, {})


def totals(tree: CodeTree, uses: Mapping[str, Use]) -> dict[str, int]:
    """Codings of each code with everything below it."""
    found = {code.uid: uses[code.uid].codings if code.uid in uses else 0 for code in tree}
    for code in reversed(tree.codes):
        if code.parent is not None:
            found[code.parent] += found[code.uid]
    return found


def hues(tree: CodeTree) -> dict[str, int]:
    """An index into `palette.HUES` for every code: its own hue or its theme's, else by the theme's place."""
    found: dict[str, int] = {}
    theme = -1
    for code in tree:
        theme += code.depth == 0
        found[code.uid] = theme % len(HUES) if code.colour is None else code.colour - 1
    return found


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document with its codings, ready for the reader; how much of it this coder has read, and where the coder said
    that there is nothing to code; the memos on its passages.
    """

    text: ReaderText
    codings: DocumentCodings
    read: Reading
    nothing_here: tuple[Span, ...]
    flags: tuple[ReaderFlag, ...] = ()
    memos: tuple[SpanMemo, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentCodings:
    """Everybody's codings of a document (by uid) in the `round` that the reader's coder has it in (of a `part` alone,
    where that is so), and the same as the reader wants them; as of `step`, with the names and hues of `codes`.
    """

    document: str
    by_uid: Mapping[str, Coding]
    index: CodingIndex
    step: int
    codes: Mapping[str, Code]
    round: str = MAIN
    part: Span | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """All that a coding changes: the codings of the document in the reader, and the counts."""

    codings: DocumentCodings
    counts: Counts


def open_document(session: Session, uid: str, view: CodebookView, coder: str) -> OpenDocument:
    """A document to read; raises NotFound."""
    text = document_text(session, uid)
    return OpenDocument(
        reader_text(text), document_codings(session, uid, view, coder), reading_log.reading(session, text, coder),
        tuple(nothing_here(session, uid, coder)),
        reader_flags(session, uid), tuple(span_memos(session, uid, reader=coder)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the first frame shows: the codebook, and the document to begin with (None in an empty project)."""

    codebook: CodebookView
    document: OpenDocument | None


def beginning(session: Session, coder: str, left: str | None) -> Beginning:
    """What a coder sees first, read without the list of documents: it takes as long in a project of thousands of them.

    `left` is the document (uid) where the person was the last time.
    """
    view, uid = codebook_view(session, coder), where_to_begin(session, coder, left)
    return Beginning(view, None if uid is None else open_document(session, uid, view, coder))


def document_codings(
    session: Session, uid: str, view: CodebookView, coder: str, known: DocumentCodings | None = None
) -> DocumentCodings:
    """The codings of a document as they stand; codes that `view` does not know yet are shown when it does.

    Only what changed since `known` was read is read again: the journal says what.
    """
    step, name = codings.latest_step(session), round_of(session, uid, coder)
    if known is not None and (known.document, known.round) == (uid, name) and known.codes is view.by_uid:
        changed = codings.changed_since(session, known.step)
        if changed is not None and not changed.seals and len(changed.codings) <= MOST_CHANGED:
            anew = codings.codings(session, uids=sorted(changed.codings), round=name)
            found = [each for each in anew if each.document == uid]
            return _with_changes(known, changed.codings, found, step, reader_codings(found, view, coder))
    found = codings.codings(session, documents=[uid], round=name)
    index = CodingIndex(reader_codings(found, view, coder))
    part = assignments.part_given(session, uid, coder, name)
    return DocumentCodings(uid, {each.uid: each for each in found}, index, step, view.by_uid, name, part)


def nothing_here(session: Session, uid: str, coder: str) -> list[Span]:
    """Where in a document a coder said that there is nothing to code, in the round in hand."""
    return declarations.declared(session, uid, coder, round=round_of(session, uid, coder))


def coded(
    session: Session, uid: str, view: CodebookView, coder: str, known: DocumentCodings | None, counted: Counts | None
) -> Coded:
    """What a coding changed since `known` and `counted` were read, as of one moment."""
    return Coded(document_codings(session, uid, view, coder, known), counts(session, coder, counted))


def _with_changes(
    known: DocumentCodings, changed: frozenset[str], found: list[Coding], step: int, shown: list[ReaderCoding]
) -> DocumentCodings:
    by_uid = dict(known.by_uid)
    gone = [by_uid.pop(uid) for uid in changed if uid in by_uid]
    by_uid |= {each.uid: each for each in found}
    return DocumentCodings(known.document, by_uid, known.index.changed(gone, shown), step, known.codes,
                           known.round, known.part)  # fmt: skip


def reader_text(document: DocumentText) -> ReaderText:
    """A document as the reader wants it; turns count from 1 there."""
    turns = tuple(
        ReaderTurn(t.number + 1, t.label_start, t.start, t.end, t.speaker, t.role or "participant", t.time)
        for t in document.turns
    )
    return ReaderText(document.uid, document.label, document.text, turns)


def reader_codings(found: Collection[Coding], view: CodebookView, coder: str) -> list[ReaderCoding]:
    """Codings as the reader wants them; put together column by column, for thousands of them."""
    if not found:
        return []
    uids, _, starts, ends, used, coders, _, stances, _, keys, _, memos, _, _ = zip(*found, strict=True)
    names = {code: view.by_uid[code].name if code in view.by_uid else "?" for code in set(used)}
    hues = {code: view.hues.get(code, 0) for code in names}
    return list(map(
        ReaderCoding, uids, starts, ends, used, map(names.__getitem__, used), map(hues.__getitem__, used), coders,
        map(STANCE_MARKS.__getitem__, stances), keys, map(bool, memos), map(coder.__eq__, coders),
    ))  # fmt: skip

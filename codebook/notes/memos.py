"""Memos: what people write about the project, a document, a passage, a coding or a code.

A memo about a passage holds offsets, code points, half-open, and goes along when a corrected text takes the old one's
place (`codebook.notes.corrected`). A coding's memo is a part of the coding and is listed here with the others. What
somebody writes about a document that they code under seal is shown to nobody else. Every change goes through the
session of a step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from codebook.coding import codings
from codebook.scheme import codes
from codebook.spans import Span
from codebook.tables import Code as CodeRow
from codebook.tables import Coding as CodingRow
from codebook.tables import Memo as MemoRow
from codebook.team.sealing import closed_to
from transcripts.errors import Conflict, NotFound
from transcripts.identity import instant
from transcripts.store.tables import Body, Coder, Document

ABOUT = ("project", "document", "span", "coding", "code")
EXCERPT = 120


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo as it stands. `about` is one of `ABOUT`; `what` says about what, for people: a label, or a code's path.

    `document` and `code` are uids, "" where it is about none; `start` and `end` are None but for spans and codings.
    `topic` is a free word such as theory, method, question. `written` and `changed` are moments in UTC. A coding's memo
    has the coding's uid.
    """

    uid: str
    about: str
    what: str
    text: str
    coder: str
    written: str
    changed: str
    topic: str = ""
    document: str = ""
    start: int | None = None
    end: int | None = None
    excerpt: str = ""
    code: str = ""

    @property
    def title(self) -> str:
        """Its first line that says something."""
        return next((line.strip() for line in self.text.splitlines() if line.strip()), "")

    @property
    def latest(self) -> str:
        """When it was changed last, or written."""
        return self.changed or self.written

    def as_json(self) -> dict[str, Any]:
        """The promised keys of `memos --json`."""
        names = ("uid", "about", "what", "title", "text", "topic", "coder", "written", "changed", "start", "end",
                 "excerpt")  # fmt: skip
        return {name: getattr(self, name) for name in names}


# -- reading ------------------------------------------------------------------------------------------------------


def memos(
    session: Session, *, reader: str, about: str | None = None, coder: str | None = None, search: str = "",
    document: str | None = None, code: str | None = None,
) -> list[Memo]:  # fmt: skip
    """The memos that `reader` (a name) may see, latest first.

    Limits: one of `ABOUT`, a coder's name, words that all stand in it or in what it is about (whatever their case), a
    document's or code's uid. Raises Conflict for an `about` that is none.
    """
    if about is not None and about not in ABOUT:
        raise Conflict(f"Memos are about: {', '.join(ABOUT)}; not ‘{about}’.")
    closed = closed_to(session.connection(), reader).documents
    wanted = search.casefold().split()
    found = [
        memo
        for memo in (*_written(session), *_of_codings(session))
        if (memo.coder == reader or memo.document not in closed)
        and about in (None, memo.about) and coder in (None, memo.coder)
        and document in (None, memo.document) and code in (None, memo.code) and _holds(memo, wanted)
    ]  # fmt: skip
    return sorted(found, key=lambda memo: (memo.latest, memo.uid), reverse=True)


def _holds(memo: Memo, wanted: list[str]) -> bool:
    all_words = "\n".join((memo.text, memo.what, memo.excerpt, memo.topic, memo.coder)).casefold()
    return all(word in all_words for word in wanted)


def _written(session: Session) -> Iterator[Memo]:
    rows = session.exec(select(MemoRow, Coder.name).join(Coder)).all()
    labels = _labels(session)
    paths = {code.uid: code.path for code in codes.tree(session)}
    texts = _texts(session, {row.about_uid for row, _ in rows if row.about == "span"})
    for row, coder in rows:
        names = {"project": {"": "the project"}, "code": paths}.get(row.about, labels)
        what = names.get(row.about_uid, "something that is gone")
        yield Memo(
            row.uid, row.about, what, row.text, coder, row.written, row.changed, row.topic,
            document=row.about_uid if row.about in ("document", "span") else "", start=row.start, end=row.end,
            excerpt=_excerpt(texts, row.about_uid, row.start, row.end),
            code=row.about_uid if row.about == "code" else "",
        )  # fmt: skip


def _of_codings(session: Session) -> Iterator[Memo]:
    rows = session.exec(select(CodingRow, Coder.name).join(Coder).where(CodingRow.memo != "")).all()
    labels = _labels(session)
    paths = {code.uid: code.path for code in codes.tree(session)}
    texts = _texts(session, {row.document_uid for row, _ in rows})
    for row, coder in rows:
        what = f"{paths.get(row.code_uid, '?')} on {labels.get(row.document_uid, '?')}"
        yield Memo(
            row.uid, "coding", what, row.memo, coder, row.created, "", document=row.document_uid, start=row.start,
            end=row.end, excerpt=_excerpt(texts, row.document_uid, row.start, row.end), code=row.code_uid,
        )  # fmt: skip


def _labels(session: Session) -> dict[str, str]:
    return {uid: label for uid, label in session.execute(select(Document.uid, Document.label))}


def _texts(session: Session, documents: set[str]) -> dict[str, str]:
    query = select(Document.uid, Body.text).join(Body, col(Body.hash) == Document.body_hash)
    return {uid: text for uid, text in session.execute(query.where(col(Document.uid).in_(documents)))}


def _excerpt(texts: Mapping[str, str], document: str, start: int | None, end: int | None) -> str:
    if start is None or end is None:
        return ""
    words = " ".join(texts.get(document, "")[start : min(end, start + 2 * EXCERPT)].split())
    return words if len(words) <= EXCERPT and end - start <= 2 * EXCERPT else words[:EXCERPT].rstrip() + "…"


# -- changing -----------------------------------------------------------------------------------------------------


def add(
    session: Session, text: str, *, coder: str, about: str = "project", about_uid: str = "", span: Span | None = None,
    topic: str = "",
) -> str:  # fmt: skip
    """Write a memo; returns its uid. `coder` is a uid; `about_uid` a document's (for a span too) or code's.

    Raises Conflict when there are no words or no such passage, NotFound when what it is about is gone.
    """
    if not text.strip():
        raise Conflict("A memo needs words. Nothing was written.")
    if about not in ABOUT or about == "coding" or (about == "span") != (span is not None):
        raise Conflict(f"A memo cannot be written about a {about} this way.")
    _require(session, about, about_uid, span)
    start, end = span or (None, None)
    row = MemoRow(about=about, about_uid=about_uid, text=text.strip(), coder_uid=coder, written=instant(), start=start,
                  end=end, topic=topic.strip())  # fmt: skip
    session.add(row)
    session.flush()
    return row.uid


def edit(session: Session, uid: str, text: str, *, coder: str, topic: str | None = None) -> None:
    """Write a memo (or a coding's memo) anew; no words take it away. `coder` is the name of who does it.

    Raises NotFound when it is gone, Conflict when it is somebody else's.
    """
    row = _own(session, uid, coder)
    if isinstance(row, CodingRow):
        codings.change(session, uid, memo=text.strip())
    elif not text.strip():
        session.delete(row)
    else:
        row.text, row.changed = text.strip(), instant()
        row.topic = row.topic if topic is None else topic.strip()
    session.flush()


def remove(session: Session, uid: str, *, coder: str) -> None:
    """Take a memo away; raises as `edit` does."""
    edit(session, uid, "", coder=coder)


def _own(session: Session, uid: str, coder: str) -> MemoRow | CodingRow:
    row = session.get(MemoRow, uid) or session.get(CodingRow, uid)
    if row is None:
        raise NotFound("This memo is not in the project any more.")
    owner = session.get_one(Coder, row.coder_uid).name
    if owner != coder:
        raise Conflict(f"This memo is {owner}'s. Write one of your own about the same.")
    return row


def _require(session: Session, about: str, uid: str, span: Span | None) -> None:
    if about in ("document", "span"):
        document = session.get(Document, uid)
        if document is None:
            raise NotFound("This document is not in the project any more.")
        if span is not None and not 0 <= span[0] < span[1] <= document.characters:
            raise Conflict(f"There is no text at {span[0]}–{span[1]} of ‘{document.label}’. Select some first.")
    elif about == "code" and session.get(CodeRow, uid) is None:
        raise NotFound("This code is not in the project any more.")

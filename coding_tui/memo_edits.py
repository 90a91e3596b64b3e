"""Memos as the app writes them, and the one under the cursor as it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from codebook.notes import memos
from codebook.notes.memo_links import Link, Targets, links
from codebook.notes.memos import Memo
from codebook.spans import Span
from coding_tui.widgets.lines import Piece
from coding_tui.widgets.memo_list import SIGNS
from transcripts import coders


@dataclass(frozen=True, slots=True)
class About:
    """What a new memo is about, and what that is called."""

    called: str
    about: str = "project"
    uid: str = ""
    span: Span | None = None

    def write(self, session: Session, coder: str, text: str) -> str:
        """Write a memo by a coder (name); returns its uid."""
        person = coders.ensure(session, coder)
        return memos.add(session, text, coder=person, about=self.about, about_uid=self.uid, span=self.span)


JOURNAL = About("the project")


@dataclass(frozen=True, slots=True)
class ReadMemo:
    """A memo with its links."""

    memo: Memo
    links: tuple[Link, ...]


def read_memo(session: Session, memo: Memo) -> ReadMemo:
    """A memo with its links followed."""
    return ReadMemo(memo, tuple(links(memo.text, Targets.of(session))))


def pieces(of: ReadMemo) -> Iterator[Piece]:
    """A memo for reading; links stand out, and those that lead nowhere say so below."""
    memo = of.memo
    yield f"{memo.what}\n", "strong"
    yield f"{SIGNS[memo.about]} · {memo.coder} · {memo.written[:10]}", "quiet"
    yield f" · {memo.topic}\n" if memo.topic else "\n", "quiet"
    if memo.excerpt:
        yield f"“{memo.excerpt}”\n", "mark"
    yield "\n", "text"
    at = 0
    for link in of.links:
        yield memo.text[at : link.start], "text"
        yield memo.text[link.start : link.end], "wrong" if link.trouble else "accent"
        at = link.end
    yield f"{memo.text[at:]}\n", "text"
    for link in of.links:
        if link.trouble:
            yield f"\n{link.trouble}", "wrong"
        else:
            yield f"\n{link.title}", "accent"
            yield f"  “{' '.join(link.words[:300].split())}”" if link.words else "", "quiet"

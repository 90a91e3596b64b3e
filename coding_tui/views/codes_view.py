"""What the codebook's screen shows: a line a code with its counts, and one code in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlmodel import Session

from codebook.coding import rereading
from codebook.coding.rereading import Stale
from codebook.scheme.code_counts import Count, code_counts
from codebook.scheme.codes import Code, CodeTree, tree
from coding_tui.widgets.lines import Piece

SIGNS = {"include": "+", "exclude": "−"}


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A code in the list; `stale` codings of it wait to be read again, of all coders whose work may be seen."""

    code: Code
    own: Count
    whole: Count
    stale: int


@dataclass(frozen=True, slots=True)
class CodesView:
    """Everything the screen lists."""

    tree: CodeTree
    lines: tuple[CodeLine, ...]
    stale: tuple[Stale, ...]


def codes_view(session: Session) -> CodesView:
    """Read it."""
    found = tree(session)
    counts, queue = code_counts(session, found), rereading.stale(session)
    waiting = Counter(each.code.uid for each in queue)
    lines = tuple(CodeLine(code, *counts[code.uid], waiting[code.uid]) for code in found)
    return CodesView(found, lines, tuple(queue))


def details(line: CodeLine, agreed: Iterable[Piece] = ()) -> Iterator[Piece]:
    """A code in full: what is counted, how far coders agree on it (`agreed`, a line), what waits, its rules."""
    code, entry = line.code, line.code.entry
    yield (f"{code.path}\n", "strong")
    if entry.status != "active":
        yield (f"{entry.status}\n", "accent")
    yield (f"{line.own.words()}\n", "text")
    if line.whole != line.own:
        yield (f"with the codes below: {line.whole.words()}\n", "quiet")
    if code.asks_stance:
        yield ("asks who holds the view\n", "quiet")
    if line.stale:
        yield (f"{line.stale:,} to read again: made under another text of these rules\n", "accent")
    yield from agreed
    for text in (entry.brief, entry.full):
        if text:
            yield (f"\n{text}\n", "text")
    for part, sign in SIGNS.items():
        for rule in getattr(entry, part):
            yield (f"{sign} ", "quiet")
            yield (f"{rule}\n", "text")
    for sign, text in (("“ ", entry.typical), ("~ ", entry.near_miss)):
        if text:
            yield (sign, "quiet")
            yield (f"{text}\n", "text")
    if entry.cues:
        yield (f"\ncues: {', '.join(entry.cues)}\n", "quiet")
    if not (entry.brief or entry.full or entry.include or entry.exclude):
        yield ("\nNobody has written its rules yet.\n", "quiet")

"""What Compare shows of a framework matrix: summaries in cells, and of one cell everybody's words and its passages.

Made on a worker's thread; plain and frozen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from codebook.counting.framework import Framework, FrameworkCell, Subject, framework
from codebook.counting.matrix_queries import query_of
from codebook.notes.memo_links import LINK, Link, Targets, links
from coding_tui.views.questions import Question
from coding_tui.views.retrieval import Passage, by_codings
from coding_tui.views.veil import FOLDED, Veil
from coding_tui.widgets.grid import Table
from coding_tui.widgets.lines import Piece

At = tuple[int, int]
SHORT = 26
"""Cells of a summary in the table."""
EMPTY = "–"
BEHIND = frozenset({"summary", "coding", "code", "document", "participant", "case", "document_case", "assignment",
                    "coder", "speaker", "turn", "distressing"})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(Question):
    """Participants or cases, by which themes or codes, of which text."""

    subject: Subject = "participant"
    themes: str = "theme"

    @property
    def asking(self) -> dict[str, Any]:
        """What makes the same again, as manifests keep it."""
        return {"subject": self.subject, "themes": self.themes, "asked": self.asked}

    def toolbar(self) -> Iterable[Piece]:
        """One line that says all of it."""
        for name, value in ((" ", f"{self.subject}s"), (" by ", self.themes), (" · ", self.asked or "all codings")):
            yield name, "quiet"
            yield value, "strong"


@dataclass(frozen=True, slots=True)
class Seen:
    """A framework matrix as it is shown."""

    wanted: Wanted
    made: Framework
    table: Table
    draw: None = None

    def cell(self, at: At) -> FrameworkCell:
        """The cell at row and column."""
        return self.made.cells[at[0]][at[1]]

    def named(self, at: At) -> str:
        """`‘CPS 43’ × ‘Delay’`."""
        return f"‘{self.made.rows[at[0]]}’ × ‘{self.made.columns[at[1]]}’"

    def query(self, at: At) -> str:
        """What asks for the passages of a cell."""
        axis = "theme" if self.wanted.themes == "theme" else "code"
        return query_of(
            (axis, self.made.columns[at[1]]), (self.made.subject, self.made.rows[at[0]]), asked=self.made.asked
        )

    @property
    def title(self) -> str:
        """`96 participants × 7 themes · 3 written · 88 to write · 12 empty`."""
        many, across = len(self.made.rows), len(self.made.columns)
        empty = many * across - self.made.written - self.made.due
        return (
            f"{many:,} {self.made.subject}{'s' * (many != 1)} × {across:,} {self.wanted.themes.partition(':')[0]}"
            f"{'s' * (across != 1)} · {self.made.written:,} written · {self.made.due:,} to write · {empty:,} empty"
        )

    def next_due(self, at: At, coder: str) -> At | None:
        """The next cell after one, row by row and round to the first, with passages and nothing by a coder (name)."""
        places = [(row, column) for row in range(len(self.made.rows)) for column in range(len(self.made.columns))]
        here = places.index(at)
        for place in (*places[here + 1 :], *places[: here + 1]):
            if self.cell(place).codings and not self.cell(place).by(coder):
                return place
        return None


@dataclass(frozen=True, slots=True)
class Opened:
    """A cell as it is read: the links in its summaries, and the passages behind it."""

    links: tuple[Link, ...]
    passages: tuple[Passage, ...]


def seen(session: Session, wanted: Wanted, coder: str) -> Seen:
    """Read what is wanted, a coder's (name) own summaries before others'. Raises NotFound, QuerySyntaxError."""
    made = framework(session, wanted.subject, wanted.themes, wanted.asked)
    cells = tuple(tuple(_short(cell, coder) for cell in line) for line in made.cells)
    return Seen(wanted, made, Table(made.subject, made.rows, made.columns, cells))


def _short(cell: FrameworkCell, coder: str) -> Piece:
    """The beginning of a summary; `(12)` passages that wait for one; nothing is said to be nothing."""
    if cell.summaries:
        first = next((each for each in cell.summaries if each.coder == coder), cell.summaries[0])
        whose = "" if first.coder == coder else f"{first.coder}: "
        more = f" +{len(cell.summaries) - 1}" if len(cell.summaries) > 1 else ""
        words = " ".join(LINK.sub("¶", f"{whose}{first.text}").split())
        room = SHORT - len(more)
        return (words if len(words) <= room else words[: room - 1].rstrip() + "…") + more, "text"
    return (f"({len(cell.codings):,})", "accent") if cell.codings else (EMPTY, "quiet")


def opened(session: Session, cell: FrameworkCell) -> Opened:
    """What a cell's summaries link to, and its passages, key passages first."""
    targets = Targets.of(session)
    found = tuple(link for each in cell.summaries for link in links(each.text, targets))
    passages = by_codings(session, cell.codings, "").passages if cell.codings else ()
    return Opened(found, tuple(sorted(passages, key=lambda each: not each.excerpt.key)))


def about(found: Seen, at: At, coder: str, linked: Iterable[Link], veil: Veil) -> Iterable[Piece]:
    """Everybody's summaries of a cell, a coder's own (name) first; links say what they lead to below, without the words
    of what is folded.
    """
    cell = found.cell(at)
    yield f"{found.named(at)}\n", "strong"
    if not cell.summaries:
        many = len(cell.codings)
        waits = f"Nothing is written yet of {many:,} passage{'s' * (many != 1)}." if many else "Nothing is coded here."
        yield f"{waits}\n", "quiet"
    for each in sorted(cell.summaries, key=lambda one: one.coder != coder):
        yield f"{each.coder} · {each.written[:10]}\n", "quiet"
        at_, text = 0, each.text
        for match in LINK.finditer(text):
            yield text[at_ : match.start()], "text"
            yield match[0], "accent"
            at_ = match.end()
        yield f"{text[at_:]}\n\n", "text"
    for link in linked:
        if link.trouble:
            yield f"{link.trouble}\n", "wrong"
        else:
            yield f"{link.title}", "accent"
            folded = link.place is not None and veil.hides(link.document, *link.place)
            words = FOLDED if folded else f"“{' '.join(link.words[:300].split())}”"
            yield (f"  {words}\n" if link.words else "\n"), "quiet"

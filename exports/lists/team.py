"""Codings, assignments, flags, and how far everybody is. Codings, assignments and flags come back in as CSV or XLSX."""

from __future__ import annotations

from collections.abc import Sequence

from codebook.coding import coding_table, distressing_table
from codebook.team import assignment_table
from codebook.team import coverage as covering
from exports.lists.model import Listed, as_rows
from transcripts.project import Project

COVERAGE = ("document", "coder", "state", "opened", "seen (%)", "coded (%)", "nothing here (%)", "codings",
            "characters seen", "characters coded", "characters with nothing here", "of characters")  # fmt: skip


def codings(project: Project) -> Listed:
    """Every coding."""
    with project.reading() as session:
        rows = as_rows(coding_table.coding_rows(session))
    return Listed(coding_table.COLUMNS, rows, "All codings. Places are characters from the beginning.")


def assignments(project: Project) -> Listed:
    """Every assignment."""
    with project.reading() as session:
        rows = as_rows(assignment_table.assignment_rows(session))
    return Listed(assignment_table.COLUMNS, rows, "Who codes what in which round, and how far it is.")


def flags(project: Project) -> Listed:
    """Every flag, without a word of the passages."""
    with project.reading() as session:
        rows = as_rows(distressing_table.flag_rows(session))
    words = "Passages flagged as distressing. Places are characters from the beginning."
    return Listed(distressing_table.COLUMNS, rows, words)


def coverage(project: Project, *, coders: Sequence[str] | None = None, left: bool = False) -> Listed:
    """How far coders are with documents; of some coders, or only what is `left`."""
    with project.reading() as session:
        found = covering.coverage(session, coders=coders)
    rows: list[list[object]] = [
        [each.document, each.coder, each.state or "not assigned", each.opened, each.seen, each.coded, each.nothing_here,
         each.codings, each.characters_seen, each.characters_coded, each.characters_nothing_here, each.characters]
        for each in found if not (left and each.state == "done")
    ]  # fmt: skip
    return Listed(COVERAGE, rows, "How far coders are. Shares are of the characters that count: participants' speech "
                  "where a document has speakers, else all of it.")  # fmt: skip

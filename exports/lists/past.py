"""What was done: every step of a project, and one coder's day."""

from __future__ import annotations

from datetime import date

from codebook.notes.daily_log import day_log
from exports.lists.model import Listed
from transcripts.project import Project

HISTORY = ("step", "when (UTC)", "who", "kind", "what", "rows", "undone")
LOG = ("date", "coder", "document", "opened first", "codings made", "codings changed", "codings removed",
       "memos", "done", "new codes", "new quotations")  # fmt: skip


def history(project: Project, *, coder: str = "") -> Listed:
    """Every step, latest first; of one coder, or of all."""
    rows: list[list[object]] = [
        [step.id, step.at, step.coder, step.kind, step.label, step.changes, "yes" if step.undone else ""]
        for step in project.history() if coder in ("", step.coder)
    ]  # fmt: skip
    return Listed(HISTORY, rows, f"Every step of {coder or 'everybody'}, latest first.")


def log(project: Project, *, coder: str, day: str) -> Listed:
    """A coder's day on this machine's clock (`2026-11-23`): a row a document, and at the end one for the project."""
    with project.reading() as session:
        told = day_log(session, coder, date.fromisoformat(day))
    worked = {each.document: each for each in told.documents}
    rows: list[list[object]] = []
    for label in dict.fromkeys([*worked, *told.opened]):
        each, opened = worked.get(label), "yes" if label in told.opened else ""
        counts = (0, 0, 0, 0, "") if each is None else (
            each.made, each.changed, each.removed, each.memos, "yes" if each.done else ""
        )  # fmt: skip
        rows.append([told.date, told.coder, label, opened, *counts, None, None])
    if told.steps or told.opened:
        made, changed, removed = (
            sum(getattr(each, name) for each in told.documents) for name in ("made", "changed", "removed")
        )
        rows.append([told.date, told.coder, "(all)", len(told.opened), made, changed, removed, told.memos,
                     sum(each.done for each in told.documents), told.codes, told.quotations])  # fmt: skip
    return Listed(LOG, rows, told.prose().replace("\n", " "))

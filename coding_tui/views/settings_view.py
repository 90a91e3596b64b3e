"""What the settings screen says of the project, read on a worker's thread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from codebook.coding import codings
from codebook.scheme import codes
from coding_tui.care import Care
from coding_tui.views.retrieval import counted
from coding_tui.widgets.lines import Piece
from transcripts import coders, document_labels
from transcripts.project import Project

APPROACHES: Mapping[str, str] = {
    "reliability": "codes are applied by rules; agreement between coders is measured and reported",
    "codebook": "a shared codebook guides the reading; agreement is measured to talk about differences",
    "reflexive": "coding is interpretation; no coefficient of agreement is shown anywhere",
}
LABEL = 12


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about the open project."""

    title: str
    approach: str
    path: str
    read_only: bool
    holds: tuple[str, ...]
    coders: tuple[str, ...]


def facts(session: Session, project: Project) -> Facts:
    """What is known about a project."""
    settings = project.settings()
    used = codings.uses(session)
    holds = (
        counted(len(document_labels.uids_by_label(session)), "document"),
        counted(len(codes.tree(session)), "code"),
        counted(sum(each.codings for each in used.values()), "coding"),
    )
    return Facts(
        str(settings.get("title") or ""), str(settings.get("approach") or ""), str(project.path), project.read_only,
        holds, tuple(coders.names(session)),
    )  # fmt: skip


def pieces(
    known: Facts, coder: str, settings_path: str, care: Care, today: date, keys: str
) -> Iterator[Piece]:
    """Facts, for reading; the dose is this coder's alone."""
    yield "You\n", "accent"
    yield from _line("coder", coder)
    yield from _line("kept in", settings_path)
    yield from _line("keys", keys)
    yield "The name holds until you leave. For every time: coding-tui open … --as NAME, or CODING_TUI_CODER.\n", "quiet"
    yield from _care(care, coder, today)
    yield "\nThis project\n", "accent"
    yield from _line("title", known.title)
    yield from _line("approach", f"{known.approach}: {APPROACHES.get(known.approach, 'not one of ours')}")
    yield from _line("file", known.path + (" · opened read-only" if known.read_only else ""))
    yield from _line("holds", " · ".join(known.holds))
    yield from _line("coders", ", ".join(known.coders) or "nobody yet")
    yield "\nNothing leaves this machine: no screen, export or setting opens a network connection.\n", "quiet"


def _care(care: Care, coder: str, today: date) -> Iterator[Piece]:
    idle, limit = care.idle_minutes, care.limit_minutes
    yield "\nCare\n", "accent"
    yield from _line("flagged", "folded until you open them" if care.fold else "shown like everything else")
    yield from _line(
        "idle", f"blank after {counted(idle, 'minute')} without a key" if idle else "never blank by itself"
    )
    yield from _line("limit", f"{counted(limit, 'minute')} of transcripts a day" if limit else "none set")
    yield from _line("today", care.dose(coder, today).said())
    yield from _line("seven days", care.dose(coder, today, days=7).said())
    yield "Counted for you alone, in a file beside your settings; no project and no colleague has it.\n", "quiet"


def _line(label: str, said: str) -> Iterator[Piece]:
    yield f"{label:<{LABEL}}", "quiet"
    yield f"{said}\n", "text"

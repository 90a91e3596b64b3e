"""What reviewing comes to, as tables: passages that were read differently, and what stands by consensus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from codebook.reviewing.disagreements import Disagreement, Queue, disagreements
from codebook.reviewing.project_consensus import ConsensusPassage, consensus_passages
from codebook.team.rounds import MAIN
from exports.manifests.recording import recorded
from exports.tables import save_rows
from transcripts.project import Project

DISAGREEMENTS = ("id", "document", "start", "end", "kind", "share", "codes", "who has what", "text", "settled")
CONSENSUS = ("document", "start", "end", "code", "basis", "consensus of", "text")


@dataclass(frozen=True, slots=True)
class AskedQueue:
    """Which disagreements: about a code, between some coders, in a round, at a unit, only those `left` unsettled."""

    code: str = ""
    coders: tuple[str, ...] = ()
    round: str = MAIN
    unit: str | None = None
    left: bool = False


def queue_of(project: Project, asked: AskedQueue) -> tuple[Queue, list[Disagreement]]:
    """All that there are, and those that are asked for."""
    unit: Any = asked.unit
    queue = disagreements(project, unit=unit, code=asked.code, coders=list(asked.coders) or None, round=asked.round)
    return queue, [each for each in queue.found if not (asked.left and each.settled)]


def write_disagreements(project: Project, path: Path, asked: AskedQueue) -> int:
    """Write them as a table (`tables.SUFFIXES`), its manifest beside it; returns how many.

    Raises NoAgreement, NotFound, TableError, WriteFailed.
    """
    rows = rows_of_disagreements(project, asked)
    save_rows(path, DISAGREEMENTS, rows, "Passages that coders read differently, the heaviest first.")
    recorded(project, path, "disagreements", asdict(asked), _lasting(rows))
    return len(rows)


def rows_of_disagreements(project: Project, asked: AskedQueue) -> list[list[object]]:
    """A row a disagreement."""
    queue, shown = queue_of(project, asked)
    return [_row(each, queue) for each in shown]


def _lasting(rows: Sequence[Sequence[object]]) -> list[list[object]]:
    """Rows without what a copy of the project would call otherwise."""
    return [list(row[1:]) for row in rows]


def disagreements_again(project: Project, asked: AskedQueue) -> list[list[object]]:
    """What a table of disagreements holds, for its manifest."""
    return _lasting(rows_of_disagreements(project, asked))


def _row(each: Disagreement, queue: Queue) -> list[object]:
    shares = "; ".join(f"{code} {share:.1%}" for code, share in each.shares.items())
    settled = "stale ruling" if each.ruling and each.ruling.stale else (each.settled and "yes") or ""
    return [
        each.id, each.label, each.at.start, each.at.end, each.kind, shares, "; ".join(each.codes),
        who_has_what(each, queue), each.text, settled,
    ]  # fmt: skip


def who_has_what(each: Disagreement, queue: Queue) -> str:
    """`Ann: Delay 3–40; Ben: nothing`."""
    had: dict[str, list[str]] = {name: [] for name in each.at.coders}
    for reading in each.readings:
        had[reading.coder].append(f"{queue.paths[reading.code]} {reading.start}–{reading.end}")
    return "; ".join(f"{name}: {', '.join(codings) or 'nothing'}" for name, codings in had.items())


def write_consensus(project: Project, path: Path, coders: Sequence[str] | None, round: str) -> int:
    """Write what stands by consensus as a table, its manifest beside it; returns how many passages.

    Raises NoAgreement, TableError, WriteFailed.
    """
    rows = rows_of_consensus(consensus_passages(project, coders=coders, round=round))
    save_rows(path, CONSENSUS, rows, "What coders agreed on, and what rulings decided. Not independent coding.")
    recorded(project, path, "consensus", {"coders": coders, "round": round}, rows)
    return len(rows)


def rows_of_consensus(passages: Sequence[ConsensusPassage]) -> list[list[object]]:
    """A row a passage."""
    return [[p.document, p.start, p.end, p.code, p.basis, " and ".join(p.coders), p.text] for p in passages]

"""What reviewing comes to, as lists: passages that were read differently, what was ruled, what stands by consensus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from codebook.reviewing import rulings as ruling
from codebook.reviewing.disagreements import Disagreement, Queue
from codebook.reviewing.disagreements import disagreements as read_differently
from codebook.reviewing.project_consensus import consensus_passages
from codebook.reviewing.rulings import Ruling
from codebook.scheme import codes
from codebook.team.rounds import MAIN
from exports.lists.model import Listed
from transcripts.project import Project

DISAGREEMENTS = ("id", "document", "start", "end", "kind", "share", "codes", "who has what", "text", "settled")
RULINGS = ("document", "start", "end", "codes", "coders", "round", "kept", "new start", "new end", "new code", "reason",
           "note", "example", "ruled by", "ruled (UTC)", "stale")  # fmt: skip
CONSENSUS = ("document", "start", "end", "code", "basis", "consensus of", "text")
KEPT = {"all": "both", "new": "new", "neither": "neither", "readings": "readings"}
GONE = "a code that is gone"


@dataclass(frozen=True, slots=True)
class AskedQueue:
    """Which disagreements: about a code, between some coders, in a round, at a unit, of a kind, only those `left`
    unsettled.
    """

    code: str = ""
    coders: tuple[str, ...] = ()
    round: str = MAIN
    unit: str | None = None
    left: bool = False
    kind: str = ""


def queue_of(project: Project, asked: AskedQueue) -> tuple[Queue, list[Disagreement]]:
    """All that there are, and those that are asked for. Raises NoAgreement, NotFound."""
    unit: Any = asked.unit
    queue = read_differently(
        project, unit=unit, code=asked.code, coders=list(asked.coders) or None, round=asked.round
    )
    return queue, [
        each for each in queue.found if not (asked.left and each.settled) and asked.kind in ("", each.kind)
    ]


def disagreements(project: Project, **asked: Any) -> Listed:
    """Those that are asked for (`AskedQueue`), the heaviest first."""
    queue, shown = queue_of(project, AskedQueue(**{**asked, "coders": tuple(asked.get("coders") or ())}))
    words = "Passages that coders read differently, the heaviest first."
    return Listed(DISAGREEMENTS, [_row(each, queue) for each in shown], words, own=("id",))


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


def rulings(project: Project) -> Listed:
    """Every ruling, by document and place."""
    with project.reading(whole=True) as session:
        found = ruling.rulings(session)
        paths = {each.uid: each.path for each in codes.tree(session)}
    rows = [_ruled(each, paths) for each in found]
    return Listed(RULINGS, rows, "What was decided about passages that coders read differently.")


def _ruled(each: Ruling, paths: dict[str, str]) -> list[object]:
    at, decision = each.at, each.decision
    start, end = decision.span or (None, None)
    return [
        each.label, at.start, at.end, "; ".join(paths.get(code, GONE) for code in at.codes), "; ".join(at.coders),
        at.round, kept(each), start, end, paths.get(decision.code, GONE) if decision.code else "", decision.reason,
        decision.note, decision.example, each.coder, each.ruled, "yes" if each.stale else "",
    ]  # fmt: skip


def kept(each: Ruling) -> str:
    """Whose reading stands, or what in its place, as `rule --keep` calls it."""
    return each.decision.kept or KEPT[each.decision.outcome]


def consensus(project: Project, *, coders: Sequence[str] | None, round: str) -> Listed:
    """What stands by consensus, a row a passage. Raises NoAgreement."""
    rows: list[list[object]] = [
        [p.document, p.start, p.end, p.code, p.basis, " and ".join(p.coders), p.text]
        for p in consensus_passages(project, coders=coders, round=round)
    ]
    return Listed(CONSENSUS, rows, "What coders agreed on, and what rulings decided. Not independent coding.")

"""A learning set: documents that the team has settled, given to somebody new to code blind.

What is settled is the consensus layer: what all coders of a document agreed on, and what rulings put there. A learner
gets such documents in the round `learning`, under seal, so that nothing of the team's work on them is in sight until
they are done; `lessons` compares then. Where the team itself left a disagreement open, or let both readings stand,
nothing is right or wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from codebook.coding.codings import Coding, codings
from codebook.reviewing.project_agreement import finished_in
from codebook.reviewing.rulings import ConsensusCoding, Ruling, consensus, rulings
from codebook.spans import Span, difference, region
from codebook.team import assignments
from codebook.team.rounds import MAIN
from transcripts import document_labels
from transcripts.document_labels import natural
from transcripts.errors import Conflict

LEARNING = "learning"


@dataclass(frozen=True, slots=True)
class Settled:
    """What the team settled in a document: `found` is right, in `open_` nothing is right or wrong."""

    document: str
    panel: tuple[str, ...]
    found: tuple[ConsensusCoding, ...]
    open_: tuple[Span, ...]


# -- giving -------------------------------------------------------------------------------------------------------


def choose(session: Session, coder: str, many: int) -> list[str]:
    """Documents (uids) to learn on: those that show the most codes not shown yet, then those with the most rulings.

    None that the coder (name) has in any round, or that is closed to somebody. Raises Conflict where there is none.
    """
    had = {each.document for each in assignments.assignments(session) if each.coder == coder}
    labels = {uid: label for label, uid in document_labels.uids_by_label(session).items()}
    able = {each.document: each for each in settled(session, coder) if each.document not in had and each.found}
    if not able:
        raise Conflict(f"There is nothing for {coder} to learn on: no document that two others finished and agree on "
                       f"in part, and that {coder} does not have.")  # fmt: skip
    chosen: list[str] = []
    shown: set[str] = set()
    while able and len(chosen) < many:
        worth = {
            uid: (-len({c.code for c in each.found} - shown), -sum(bool(c.ruling) for c in each.found),
                  natural(labels[uid]))
            for uid, each in able.items()
        }  # fmt: skip
        best = min(able, key=worth.__getitem__)
        shown |= {each.code for each in able.pop(best).found}
        chosen.append(best)
    return chosen


def give(session: Session, coder: str, uids: Sequence[str]) -> int:
    """Assign documents to a learner (name) in the round `learning`, under seal; returns how many."""
    return assignments.give(session, uids, coder, round=LEARNING, sealed=True)


# -- what is settled ----------------------------------------------------------------------------------------------


def settled(session: Session, learner: str, wanted: Iterable[str] | None = None) -> list[Settled]:
    """What two or more others settled, by document (all, or those of the given uids), where nothing is closed.

    The session sees the whole file: nobody but a learner who is done may be shown it.
    """
    listed = None if wanted is None else set(wanted)
    panels: dict[tuple[str, ...], list[str]] = {}
    for uid, who in finished_in(session, MAIN).items():
        panel = tuple(sorted(who - {learner}))
        if len(panel) > 1 and (listed is None or uid in listed):
            panels.setdefault(panel, []).append(uid)
    made: dict[str, list[Coding]] = {}
    for each in codings(session):
        made.setdefault(each.document, []).append(each)
    ruled = [each for each in rulings(session, round=MAIN) if not each.stale]
    return [
        _settled(uid, panel, agreed, made.get(uid, ()), ruled)
        for panel, uids in panels.items()
        for agreed in [_by_document(consensus(session, panel, round=MAIN))]
        for uid in uids
    ]


def _by_document(found: Iterable[ConsensusCoding]) -> Mapping[str, list[ConsensusCoding]]:
    by: dict[str, list[ConsensusCoding]] = {}
    for each in found:
        by.setdefault(each.document, []).append(each)
    return by


def _settled(
    uid: str, panel: tuple[str, ...], agreed: Mapping[str, list[ConsensusCoding]], made: Iterable[Coding],
    ruled: Iterable[Ruling],
) -> Settled:  # fmt: skip
    """The consensus of a document, and the text on which its coders differ unruled, or with both left standing."""
    found = tuple(agreed.get(uid, ()))
    mine = [each for each in made if each.coder in panel]
    decided = [each for each in ruled if each.at.document == uid and each.decision.outcome != "readings"]
    open_: list[Span] = []
    for code in {each.code for each in mine}:
        said = region((each.start, each.end) for each in mine if each.code == code)
        sure = region((each.start, each.end) for each in found if each.code == code)
        judged = region((each.at.start, each.at.end) for each in decided if code in each.at.codes)
        open_ += difference(difference(said, sure), judged)
    return Settled(uid, panel, found, tuple(region(open_)))

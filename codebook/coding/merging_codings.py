"""One code's codings given to another: in bulk where nothing is in the way, one by one where a coder has both."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlmodel import Session, col, select, update

from codebook.coding.codings import CERTAINTIES
from codebook.outcome_tables import CollectedQuotation, Reanchoring, Ruling, Summary
from codebook.scheme.codes import Code
from codebook.scheme.seen_counts import Seen
from codebook.tables import Coding, Memo


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of codings, of those that the person at work may see: moved, united with one the target had, and
    how many of those differed.
    """

    moved: int = 0
    documents: int = 0
    united: int = 0
    told: int = 0

    def plus(self, other: Merged) -> Merged:
        """Both together."""
        return Merged(self.moved + other.moved, self.documents + other.documents, self.united + other.united,
                      self.told + other.told)  # fmt: skip


_TWINS = """
SELECT mine.uid, held.uid FROM coding AS mine JOIN coding AS held ON held.document_uid = mine.document_uid
AND held.start = mine.start AND held."end" = mine."end" AND held.coder_uid = mine.coder_uid
AND held."round" = mine."round" WHERE mine.code_uid = ? AND held.code_uid = ?
"""


def move_codings(session: Session, source: Code, target: Code) -> Merged:
    """Every coding of the source becomes the target's, and remembers the definition it was made under."""
    session.flush()
    connection, seen = session.connection(), Seen.of(session)
    before = seen.of_code(session, source.uid)
    twins = connection.exec_driver_sql(_TWINS, (source.uid, target.uid)).all()
    told = {mine for mine, held in twins if _unite(session, mine, held, source.name)}
    session.flush()
    connection.exec_driver_sql("UPDATE coding SET code_uid = ? WHERE code_uid = ?", (target.uid, source.uid))
    session.expire_all()
    united = {mine for mine, _ in twins} & before.keys()
    moved = before.keys() - united
    return Merged(len(moved), len({before[uid] for uid in moved}), len(united), len(told & before.keys()))


def _unite(session: Session, mine: str, held: str, name: str) -> bool:
    """Take what one coding says into the other, and the one away; whether something had to go into the memo."""
    one, kept = session.get_one(Coding, mine), session.get_one(Coding, held)
    said = []
    if one.stance and kept.stance and one.stance != kept.stance:
        said.append(f"As ‘{name}’ its stance was: {one.stance}.")
    if one.certainty is not None and kept.certainty is not None and one.certainty != kept.certainty:
        said.append(f"As ‘{name}’ its certainty was: {CERTAINTIES.get(one.certainty, one.certainty)}.")
    notes = [kept.memo, *([one.memo] if one.memo != kept.memo else []), *said]
    kept.memo = "\n".join(note for note in notes if note)
    kept.stance = kept.stance or one.stance
    kept.certainty = one.certainty if kept.certainty is None else kept.certainty
    kept.key, kept.prompted = kept.key or one.key, kept.prompted or one.prompted
    kept.origin = "human" if "human" in (one.origin, kept.origin) else kept.origin
    kept.created = min(one.created, kept.created)
    for table in (Memo, Reanchoring):
        about = update(table).where(col(table.about) == "coding", col(table.about_uid) == mine)
        session.execute(about.values(about_uid=held))
    session.delete(one)
    return bool(said)


def repoint(session: Session, source: str, target: str) -> None:
    """Have everything that names the source (a uid) name the target: quotations, memos, rulings, lost codings, and
    summaries of the framework matrix.
    """
    quoted = update(CollectedQuotation).where(col(CollectedQuotation.code_uid) == source)
    session.execute(quoted.values(code_uid=target))
    noted = update(Memo).where(col(Memo.about) == "code", col(Memo.about_uid) == source)
    session.execute(noted.values(about_uid=target))
    for row in session.exec(select(Reanchoring).where(Reanchoring.code_uid == source)):
        row.code_uid = target
        if row.held:
            row.held = json.dumps({**json.loads(row.held), "code_uid": target}, ensure_ascii=False)
    for ruling in session.exec(select(Ruling)):
        _repoint_ruling(session, ruling, source, target)
    for summary in session.exec(select(Summary).where(Summary.code_uid == source)).all():
        _repoint_summary(session, summary, target)
    session.flush()


def _repoint_summary(session: Session, row: Summary, target: str) -> None:
    """A summary is about the target now; where its coder has one there already, its text goes below that."""
    about = col(Summary.participant_uid) == row.participant_uid, col(Summary.case_uid) == row.case_uid
    there = session.exec(
        select(Summary).where(
            Summary.code_uid == target, Summary.coder_uid == row.coder_uid,
            *(each for each, uid in zip(about, (row.participant_uid, row.case_uid), strict=True) if uid),
        )
    ).first()  # fmt: skip
    if there is None:
        row.code_uid = target
        return
    there.text, there.written = f"{there.text}\n\n{row.text}", max(there.written, row.written)
    session.delete(row)
    session.flush()


def _repoint_ruling(session: Session, row: Ruling, source: str, target: str) -> None:
    """A ruling speaks of the target now; where there is one of just that, it stays as it was made."""
    if row.final_code_uid == source:
        row.final_code_uid = target
    codes = json.loads(row.codes)
    if source not in codes:
        return
    merged = json.dumps(sorted({target if code == source else code for code in codes}))
    taken = select(Ruling.uid).where(
        Ruling.document_uid == row.document_uid, Ruling.start == row.start, Ruling.end == row.end,
        Ruling.codes == merged, Ruling.coders == row.coders, Ruling.round == row.round, Ruling.uid != row.uid,
    )  # fmt: skip
    if session.exec(taken).first() is not None:
        return
    had = {(target if code == source else code, *rest) for code, *rest in json.loads(row.readings)}
    row.codes, row.readings = merged, json.dumps(sorted(had))
    session.flush()

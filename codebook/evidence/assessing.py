"""Judging the convergence matrix: two people or more, apart, each cell; then what they settle together.

    begin(session, coder)                     whoever judges is an assessor from their first judgement on
    assess(session, code, source, …)          one person's word on one cell, changed until they are done
    finish(session, coder)                    done: what everybody said opens when all of them are, and are two or more
    panel(session)                            who judges, who is done, whether it is open, was it blind
    settle(session, code, source, …)          what was decided about a cell, beside what each had said

The words are those of Farmer, Robinson, Elliott & Eyles (2006), Qualitative Health Research 16(3), 377–394. Until all
is open nobody is shown what another said, by any screen or command: `sealed_tables.seen_by` leaves it out. Everything
here is done with the session of a step. Codes and coders are uids, sources as `triangulation.source_of` names them.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from codebook.evidence.blind_judging import after_opening
from codebook.evidence.triangulation_tables import Assessment, AssessmentLook, Assessor, Finding, Settlement
from codebook.scheme import codes
from codebook.team.sealing import FEWEST_JUDGES, NOBODY, judged_apart
from transcripts.errors import Conflict, NotFound
from transcripts.identity import instant, now
from transcripts.project import Project
from transcripts.store.tables import Coder

JUDGEMENTS = ("agreement", "partial agreement", "silence", "dissonance")
SILENCES = ("not asked", "not raised", "no data")
"""Why a source says nothing: nobody asked; asked and not raised; no data that could."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A person's (name) word on a theme (code path, uid) and source; `silence` is one of `SILENCES` or ""."""

    theme: str
    code: str
    source: str
    who: str
    judgement: str
    silence: str
    note: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What was decided about a cell, by whom, why."""

    theme: str
    code: str
    source: str
    judgement: str
    silence: str
    reason: str
    who: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Who judges (names), which of them are done, and looks at others' judgements before their time.

    `late` began when everything had been open to them, `again` changed a judgement then: these are not blind.
    """

    people: tuple[str, ...]
    done: frozenset[str]
    looks: tuple[str, ...]
    late: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()

    @property
    def open(self) -> bool:
        """Whether everybody may see what everybody said."""
        return len(self.people) >= FEWEST_JUDGES and self.done == frozenset(self.people)

    def words(self) -> str:
        """One line for people: who is done, and whether it was blind."""
        if not self.people:
            return "Nobody has judged a cell yet."
        if not self.open:
            who = ", ".join(f"{name} {'done' if name in self.done else 'still judges'}" for name in self.people)
            needs = "" if len(self.people) >= FEWEST_JUDGES else f"; it takes {FEWEST_JUDGES} people"
            return f"Closed: {who}{needs}. What each said opens when all are done."
        why = "; ".join([
            *self.looks, *(f"{name} began when all was open" for name in sorted(self.late)),
            *(f"{name} judged otherwise after all was open" for name in sorted(self.again)),
        ])  # fmt: skip
        return f"Judged by {', '.join(self.people)} · blind: {f'no ({why})' if why else 'yes'}"


# -- reading ------------------------------------------------------------------------------------------------------


def panel(session: Session) -> Panel:
    """Who judges and how far they are."""
    rows = session.exec(select(Assessor, Coder.name).join(Coder).order_by(col(Assessor.began))).all()
    looks = session.exec(select(AssessmentLook).order_by(col(AssessmentLook.at))).all()
    told = tuple(f"{each.coder} looked on {each.at[:10]} ({each.what})" for each in looks)
    late, again = (frozenset(name for row, name in rows if row.coder_uid in uids) for uids in after_opening(session))
    return Panel(
        tuple(name for _, name in rows), frozenset(name for row, name in rows if row.done), told, late, again - late
    )


def judgements(session: Session) -> list[Judged]:
    """What the session's reader may see of everybody's judgements, in the codebook's order, then by source and name."""
    paths = {code.uid: code.path for code in codes.tree(session)}
    rows = session.exec(select(Assessment, Coder.name).join(Coder)).all()
    order = {uid: at for at, uid in enumerate(paths)}
    rows = sorted(rows, key=lambda row: (order[row[0].code_uid], row[0].source, row[1]))
    return [
        Judged(paths[row.code_uid], row.code_uid, row.source, who, row.judgement, row.silence, row.note)
        for row, who in rows
    ]


def settlements(session: Session) -> list[Settled]:
    """What was settled, in the codebook's order."""
    paths = {code.uid: code.path for code in codes.tree(session)}
    order = {uid: at for at, uid in enumerate(paths)}
    rows = sorted(
        session.exec(select(Settlement, Coder.name).join(Coder)).all(),
        key=lambda row: (order[row[0].code_uid], row[0].source),
    )
    return [
        Settled(paths[row.code_uid], row.code_uid, row.source, row.judgement, row.silence, row.reason, who)
        for row, who in rows
    ]


def findings(session: Session) -> dict[str, str]:
    """What is held against the sources, by code (uid); themes that have it are the matrix's rows, if any have."""
    return {code: said for code, said in session.exec(select(Finding.code_uid, Finding.statement))}


# -- judging ------------------------------------------------------------------------------------------------------


def begin(session: Session, coder: str) -> None:
    """Make somebody an assessor, if they are none yet."""
    if session.exec(select(Assessor).where(Assessor.coder_uid == coder)).first() is None:
        at = instant()
        session.add(Assessor(coder_uid=coder, began=at, changed=at))
        session.flush()


def assess(
    session: Session, code: str, source: str, *, coder: str, judgement: str, silence: str = "", note: str = ""
) -> None:
    """Put a person's judgement of a cell in place of the one they gave before.

    Raises Conflict for a word that is none, and when the person said that they are done.
    """
    _require_words(judgement, silence)
    begin(session, coder)
    _require_going_on(session, coder)
    row = _own(session, code, source, coder) or Assessment(
        code_uid=code, source=source, coder_uid=coder, judgement="", assessed=""
    )
    row.judgement, row.silence, row.note, row.assessed = judgement, silence, note.strip(), now()
    session.add(row)
    session.flush()


def take_back(session: Session, code: str, source: str, *, coder: str) -> None:
    """Take a person's judgement of a cell away; with their last one they judge no more, and nobody waits for them.

    Raises NotFound, and Conflict when they are done.
    """
    _require_going_on(session, coder)
    row = _own(session, code, source, coder)
    if row is None:
        raise NotFound("You have not judged this cell.")
    session.delete(row)
    session.flush()
    if session.exec(select(Assessment.uid).where(Assessment.coder_uid == coder)).first() is None:
        session.delete(session.exec(select(Assessor).where(Assessor.coder_uid == coder)).one())
        session.flush()


def finish(session: Session, coder: str, *, done: bool = True) -> None:
    """Say that somebody has judged all that they can, or goes on after all. Raises NotFound for no assessor."""
    row = session.exec(select(Assessor).where(Assessor.coder_uid == coder)).first()
    if row is None:
        raise NotFound("You have not judged a cell yet.")
    row.done, row.changed = done, instant()
    session.flush()


def _own(session: Session, code: str, source: str, coder: str) -> Assessment | None:
    return session.exec(select(Assessment).where(
        Assessment.code_uid == code, Assessment.source == source, Assessment.coder_uid == coder
    )).first()  # fmt: skip


def _require_words(judgement: str, silence: str) -> None:
    if judgement not in JUDGEMENTS:
        raise Conflict(f"‘{judgement}’ is no judgement. Judgements are: {', '.join(JUDGEMENTS)}.")
    if silence and (judgement != "silence" or silence not in SILENCES):
        raise Conflict(f"‘{silence}’ is no kind of silence. Kinds are: {', '.join(SILENCES)}.")


def _require_going_on(session: Session, coder: str) -> None:
    row = session.exec(select(Assessor).where(Assessor.coder_uid == coder)).first()
    if row is not None and row.done:
        raise Conflict("You said that you are done judging. Say first that you go on.")


# -- together -----------------------------------------------------------------------------------------------------


def log_look_at_judgements(project: Project, who: str, what: str) -> bool:
    """Put on record that somebody read others' judgements of the convergence matrix before they are open.

    Returns whether they are closed; nothing is written where they are not, or in a project opened read-only.
    """
    with project.reading(whole=True) as session:
        closed = judged_apart(session.connection(), NOBODY) is not None
    if closed and not project.read_only:
        with project.step(f"Look at judgements that are closed: {what}", who, lasting=True) as session:
            session.add(AssessmentLook(coder=who, what=what, at=now()))
    return closed


def settle(
    session: Session, code: str, source: str, *, coder: str, judgement: str, silence: str = "", reason: str
) -> None:
    """Put on record what was decided about a cell. Raises Conflict while judgements are closed, or without a reason."""
    _require_words(judgement, silence)
    if not panel(session).open:
        raise Conflict("Settle a cell when everybody is done judging: until then nobody sees what others said.")
    if not reason.strip():
        raise Conflict("Say why: a settlement without a reason cannot be followed.")
    row = session.exec(select(Settlement).where(Settlement.code_uid == code, Settlement.source == source)).first()
    row = row or Settlement(code_uid=code, source=source, judgement="", reason="", coder_uid=coder, settled="")
    row.judgement, row.silence, row.reason = judgement, silence, reason.strip()
    row.coder_uid, row.settled = coder, now()
    session.add(row)
    session.flush()


def put_forward(session: Session, code: str, statement: str, *, coder: str) -> None:
    """Write what the sources are held against for a theme; an empty statement takes the theme out again."""
    row = session.exec(select(Finding).where(Finding.code_uid == code)).first()
    if not statement.strip():
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(Finding(code_uid=code, statement=statement.strip(), coder_uid=coder, written=now()))
    else:
        row.statement, row.coder_uid, row.written = statement.strip(), coder, now()
    session.flush()

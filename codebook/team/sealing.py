"""Sealed work: what a coder may see of others' codings while a document is coded blind.

A document and round is closed from the first sealed assignment until everybody who has it under seal is done: until
then each sees their own work in it and nobody else's. Whoever still has a document under seal sees no other round of it
either; in a round that begins with `again-`, not even their own earlier work: codings, notes, quotations, steps.

What that comes to in each table is in `sealed_tables.py`. On one shared file this is courtesy and a log, no lock: see
docs/blind-coding.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection
from sqlmodel import Session, col, select

from codebook.tables import Assignment, SealBreak
from codebook.team.rounds import AGAIN
from transcripts.errors import NotFound
from transcripts.identity import now
from transcripts.project import Project
from transcripts.store.tables import Coder, Document

NOBODY = ""
FEWEST_JUDGES = 2
"""So many people judge the convergence matrix before anybody sees what another said."""
NO_SEAL = "had it without a seal"

Place = tuple[str, str]
"""A document (uid) and a round."""


@dataclass(frozen=True, slots=True)
class Closed:
    """What is closed to a reader, whose uid is `me` ("" for somebody who does not code).

    Others' work in `places`, in every round of the documents `blind`; and their own work in documents coded `again`,
    save in those very places and, where work has no round, since the step in which they were given.
    """

    me: str
    places: frozenset[Place] = frozenset()
    blind: frozenset[str] = frozenset()
    again: Mapping[Place, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.places or self.blind)

    @property
    def documents(self) -> frozenset[str]:
        """Every document (uid) of which something is closed."""
        return self.blind | {document for document, _ in self.places}

    def hides(self, document: str, round: str, coder: str) -> bool:
        """Whether a coder's (uid) work in a document and round is left out."""
        if coder != self.me:
            return (document, round) in self.places or document in self.blind
        coded_anew = {uid for uid, _ in self.again}
        return document in coded_anew and (document, round) not in self.again


_SEALED = (
    'SELECT document_uid, "round", coder_uid, name, state, assignment.uid FROM main.assignment '
    "JOIN main.coder ON coder.uid = coder_uid WHERE sealed"
)
_GIVEN = "SELECT min(step) FROM main.change WHERE tablename = 'assignment' AND uid = ? AND before IS NULL"


def closed_to(connection: Connection, reader: str) -> Closed:
    """What is closed to a reader (by name); empty where nothing is."""
    result = connection.exec_driver_sql(_SEALED)
    rows = [] if result.cursor is None else list(result.cursor.fetchall())
    unfinished = [row for row in rows if row[4] != "done"]
    if not unfinished:
        return Closed(NOBODY)
    mine = {(row[0], row[1]): row[5] for row in unfinished if row[3] == reader}
    me = connection.exec_driver_sql("SELECT uid FROM main.coder WHERE name = ?", (reader,)).scalar()
    return Closed(
        me or NOBODY,
        frozenset((document, round) for document, round, *_ in unfinished),
        frozenset(document for document, _ in mine),
        {
            place: connection.exec_driver_sql(_GIVEN, (uid,)).scalar() or 0
            for place, uid in mine.items() if place[1].startswith(AGAIN)
        },
    )  # fmt: skip


def closed_places(session: Session) -> frozenset[Place]:
    """The documents and rounds that are closed: agreement leaves them out until everybody is done."""
    return closed_to(session.connection(), NOBODY).places


def judged_apart(connection: Connection, reader: str) -> str | None:
    """Whose judgements of the convergence matrix alone a reader may see (uid, "" for none); None when all are open.

    They are open to everybody when all who judge are done and are `FEWEST_JUDGES` or more.
    """
    result = connection.exec_driver_sql(
        "SELECT count(*), coalesce(sum(done), 0), max(CASE name WHEN ? THEN coder_uid END) FROM main.assessor "
        "JOIN main.coder ON coder.uid = coder_uid",
        (reader,),
    )
    people, done, me = result.one()
    return None if people == 0 or (people == done and people >= FEWEST_JUDGES) else me or NOBODY


# -- the record ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Broken:
    """A look at sealed work before its time: the document (uid), round, how (`unsealed`, `read`, `reopened`), who, at
    what, when.
    """

    document: str
    round: str
    how: str
    coder: str
    what: str
    at: str


def breaks(session: Session, *, round: str | None = None) -> list[Broken]:
    """Every look at sealed work, oldest first."""
    query = select(SealBreak).order_by(col(SealBreak.at), col(SealBreak.uid))
    rows = session.exec(query if round is None else query.where(SealBreak.round == round))
    return [Broken(row.document_uid, row.round, row.how, row.coder, row.what, row.at) for row in rows]


def log_reading(project: Project, who: str, what: str) -> int:
    """Put on record that somebody read the whole file while work in it was sealed; returns how many documents.

    Nothing is written where nothing is closed, or in a project that was opened read-only.
    """
    with project.reading(whole=True) as session:
        places = closed_places(session)
    documents = len({document for document, _ in places})
    if places and not project.read_only:
        with project.step(f"Look at sealed work: {what}", who, lasting=True) as session:
            _record(session, places, "read", who, what)
    return documents


def unseal(project: Project, documents: Sequence[str], *, round: str, who: str, why: str = "") -> int:
    """Take the seal off documents (uids) in a round, for everybody, as a step that cannot be undone; returns how many.

    One that is closed yet is not blind any more. Raises NotFound when none of them is sealed.
    """
    with project.step(_unsealing(len(set(documents)), round, why), who, lasting=True) as session:
        closed = closed_places(session)
        query = select(Assignment).where(
            col(Assignment.sealed), Assignment.round == round, col(Assignment.document_uid).in_(documents)
        )
        rows = list(session.exec(query))
        if not rows:
            raise NotFound(f"None of these documents is sealed in the round ‘{round}’. Nothing was changed.")
        for row in rows:
            row.sealed = False
        session.flush()
        opened = {(row.document_uid, round) for row in rows}
        _record(session, opened & closed, "unsealed", who, why)
    return len(opened)


def _unsealing(many: int, round: str, why: str) -> str:
    return f"Unseal {many:,} document{'s' * (many != 1)} in the round ‘{round}’{f': {why}' if why else ''}"


def note_reopening(session: Session, document: str, round: str, coder: str) -> None:
    """Put on record that done sealed work is taken up again after everybody's was open to see; `coder` is a uid."""
    rows = session.exec(
        select(Assignment).where(col(Assignment.sealed), Assignment.document_uid == document, Assignment.round == round)
    ).all()
    if len(rows) > 1 and all(row.state == "done" for row in rows) and coder in {row.coder_uid for row in rows}:
        _record(session, [(document, round)], "reopened", session.get_one(Coder, coder).name, "")


def _record(session: Session, places: Iterable[Place], how: str, who: str, what: str) -> None:
    at = now()
    session.add_all(
        SealBreak(document_uid=document, round=round, how=how, coder=who, what=what, at=at)
        for document, round in sorted(places)
    )
    session.flush()


# -- was it blind? ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Blindness:
    """How many of the documents compared were coded blind, and what speaks against the others, by document's label."""

    blind: int
    documents: int
    reasons: Mapping[str, str]

    def words(self) -> str:
        """`blind: yes, 14 of 14`; `blind: in part, 12 of 14`; `blind: no, 0 of 14`."""
        if not self.documents:
            return "blind: no document to say it of"
        answer = "no" if not self.blind else "yes" if self.blind == self.documents else "in part"
        return f"blind: {answer}, {self.blind:,} of {self.documents:,}"


def blindness(session: Session, documents: Iterable[str], coders: Iterable[str], *, round: str) -> Blindness:
    """Whether these coders (names) coded these documents (uids) blind in a round.

    A document was when all of them who are done had it under seal, nobody of them looked (nor anybody who did not say
    who they are), no seal was taken off before they were done, and nobody changed anything after all was open.
    """
    panel, wanted = set(coders), set(documents)
    labels = {uid: label for uid, label in session.execute(select(Document.uid, Document.label)) if uid in wanted}
    known = set(session.exec(select(Coder.name)))
    found: dict[str, str] = {}
    for each in breaks(session, round=round):
        if each.document in wanted and (each.how != "read" or each.coder in panel or each.coder not in known):
            found.setdefault(each.document, _broken_words(each))
    for document, name in _without_seal(session, wanted, panel, round):
        found.setdefault(document, f"{name} {NO_SEAL}")
    for document, name in _changed_late(session, wanted, panel, round):
        found.setdefault(document, f"{name} changed codings after all was open")
    return Blindness(len(wanted) - len(found), len(wanted), {labels[uid]: why for uid, why in found.items()})


def _broken_words(each: Broken) -> str:
    said = {"unsealed": "took the seal off", "read": "read the whole file", "reopened": "took up work that was done"}
    return f"{each.coder} {said[each.how]} on {each.at[:10]}{f' ({each.what})' if each.what else ''}"


def _without_seal(session: Session, documents: set[str], panel: set[str], round: str) -> list[tuple[str, str]]:
    query = (
        select(Assignment.document_uid, Coder.name).join(Coder)
        .where(Assignment.round == round, Assignment.state == "done", col(Assignment.sealed).is_(False))
        .order_by(Assignment.document_uid, Coder.name)
    )  # fmt: skip
    return [(document, name) for document, name in session.execute(query) if document in documents and name in panel]


def _changed_late(session: Session, documents: set[str], panel: set[str], round: str) -> list[tuple[str, str]]:
    """Who of the panel changed codings in which document in a step after the one that finished its last sealed work."""
    rows = session.connection().exec_driver_sql(
        "WITH opened AS (SELECT json_extract(after, '$.document_uid') AS document, max(step) AS step FROM change "
        "WHERE tablename = 'assignment' AND json_extract(after, '$.state') = 'done' "
        "AND json_extract(after, '$.sealed') = 1 AND json_extract(after, '$.round') = ? GROUP BY 1) "
        "SELECT DISTINCT opened.document, coder.name FROM opened JOIN change ON change.step > opened.step "
        "JOIN coder ON coder.uid = json_extract(coalesce(after, before), '$.coder_uid') "
        "WHERE tablename = 'coding' AND json_extract(coalesce(after, before), '$.document_uid') = opened.document "
        "AND json_extract(coalesce(after, before), '$.round') = ? ORDER BY 1, 2",
        (round, round),
    )
    return [(document, name) for document, name in rows if document in documents and name in panel]

"""Who speaks in the documents, and as what: the role decides whose words count in agreement and can be quoted."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, update

from transcripts.document_labels import natural
from transcripts.errors import Conflict, NotFound
from transcripts.store.tables import Speaker

ROLES = ("participant", "interviewer", "other")


@dataclass(frozen=True, slots=True)
class SpeakerSummary:
    """A name with one role: in how many documents, with how many turns. A name may have two roles in two documents."""

    name: str
    role: str
    documents: int
    turns: int


def speakers(session: Session, *, document: str | None = None) -> list[SpeakerSummary]:
    """Every name and role, in one document (uid) or in all, those with the most documents first."""
    query = (
        "SELECT name, role, count(DISTINCT speaker.document_uid), count(turn.id) FROM speaker "
        "LEFT JOIN turn ON turn.speaker_uid = speaker.uid WHERE ? IS NULL OR speaker.document_uid = ? "
        "GROUP BY name, role"
    )
    rows = session.connection().exec_driver_sql(query, (document, document))
    return sorted((SpeakerSummary(*row) for row in rows), key=lambda s: (-s.documents, natural(s.name), s.role))


def set_role(session: Session, name: str, role: str, *, document: str | None = None) -> int:
    """Say what a name speaks as, in one document (uid) or wherever it speaks; returns in how many that was new.

    Raises Conflict for a role that is none, and NotFound when nobody has the name.
    """
    if role not in ROLES:
        raise Conflict(f"‘{role}’ is not a role. Roles are: {', '.join(ROLES)}.")
    if name not in {each.name for each in speakers(session, document=document)}:
        raise NotFound(f"Nobody is called ‘{name}’ here. See who speaks: coding-tui speakers PROJECT")
    which = (col(Speaker.name) == name) & (col(Speaker.role) != role)
    if document is not None:
        which &= col(Speaker.document_uid) == document
    return int(session.execute(update(Speaker).where(which).values(role=role)).rowcount)  # type: ignore[attr-defined]

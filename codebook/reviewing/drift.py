"""When documents were coded, and under which version of a code's rules: what agreement is looked at over time by.

Ordered by when people coded, never by documents' dates or names. All names and times are as stored (UTC).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, func, select

from codebook.agreement import Study, Unit
from codebook.agreement.periods import Period, by_period
from codebook.tables import Assignment, CodeDefinition, Coding
from transcripts.project import Project
from transcripts.store.tables import Coder, Document

LEAST = 5
"""Documents of a window: with fewer α has no interval."""


def weeks(session: Session, coders: Sequence[str], *, round: str = "main") -> dict[str, str]:
    """For each document (label) the Monday, as YYYY-MM-DD, of the week in which the last of the coders coded it."""
    return {label: _monday(at) for label, at in _coded(session, coders, round).items()}


def drift(project: Project, study: Study, unit: Unit, *, round: str = "main") -> list[Period]:
    """Agreement of a project's study in windows of weeks, as its documents were coded. Raises as `measure`."""
    shared = {each.label for each in study.documents}
    with project.reading(whole=True) as session:
        found = weeks(session, study.coders, round=round)
    return by_period(study, unit, windows({label: week for label, week in found.items() if label in shared}))


def windows(weeks: Mapping[str, str], least: int = LEAST) -> dict[str, str]:
    """For each document the window it falls into: weeks one after the other, put together until each window has at
    least so many documents, since a week of one interview says nothing. Windows are named by first and last week.
    """
    parts: list[list[str]] = [[]]
    for label in sorted(weeks, key=lambda one: (weeks[one], one)):
        if len(parts[-1]) >= least and weeks[parts[-1][-1]] != weeks[label]:
            parts.append([])
        parts[-1].append(label)
    if len(parts) > 1 and len(parts[-1]) < least:
        parts[-2:] = [parts[-2] + parts[-1]]
    return {label: _named({weeks[one] for one in part}) for part in parts for label in part}


def _named(weeks: set[str]) -> str:
    first, last = min(weeks), max(weeks)
    return first if first == last else f"{first} to {last}"


def versions(session: Session, code: str, coders: Sequence[str], *, round: str = "main") -> dict[str, str]:
    """For each document (label) `version 2`: the version of a code's (uid) rules in force when it was coded last."""
    found = session.exec(
        select(CodeDefinition.version, CodeDefinition.written).where(CodeDefinition.code_uid == code)
    ).all()
    written = sorted((at, version) for version, at in found)
    return {
        label: f"version {max((version for since, version in written if since <= at), default=1)}"
        for label, at in _coded(session, coders, round).items()
    }


def _coded(session: Session, coders: Sequence[str], round: str) -> dict[str, str]:
    """When the last coding of a document was made; where nobody coded anything, when it was marked last."""
    times: dict[str, str] = {}
    sources: tuple[tuple[Any, Any], ...] = ((Assignment, Assignment.changed), (Coding, Coding.created))
    for table, at in sources:
        query = (
            select(Document.label, func.max(at))
            .select_from(table).join(Document, Document.uid == table.document_uid)
            .join(Coder, Coder.uid == table.coder_uid)
            .where(table.round == round, Coder.name.in_(list(coders)))  # type: ignore[attr-defined]
            .group_by(Document.label)
        )  # fmt: skip
        times |= dict(session.exec(query).all())
    return times


def _monday(at: str) -> str:
    day = datetime.fromisoformat(at).date()
    return (day - timedelta(days=day.weekday())).isoformat()

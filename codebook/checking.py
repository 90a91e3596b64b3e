"""Is the project as it should be? The store's answers, and what codings say."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.engine import Connection

from transcripts import checking
from transcripts.project import Project


def check(project: Project) -> list[str]:
    """Everything that is wrong with a project, one line each; empty when nothing is."""
    with project.reading() as session:
        return [*checking.check(project), *_codings(session.connection()), *_code_tree(session.connection())]


def _codings(connection: Connection) -> Iterator[str]:
    rows = connection.exec_driver_sql(
        'SELECT label, start, coding."end" FROM coding JOIN document ON document.uid = document_uid '
        'WHERE coding."end" > characters'
    )
    for label, start, end in rows:
        yield f"{label}: a coding at {start}–{end} ends behind the end of the text."


def _code_tree(connection: Connection) -> Iterator[str]:
    reached = connection.exec_driver_sql(
        "WITH RECURSIVE reached(uid) AS (SELECT uid FROM code WHERE parent_uid IS NULL "
        "UNION SELECT code.uid FROM code JOIN reached ON code.parent_uid = reached.uid) "
        "SELECT name FROM code WHERE uid NOT IN (SELECT uid FROM reached)"
    )
    for (name,) in reached:
        yield f"Codebook: ‘{name}’ stands in a circle of codes and cannot be reached."

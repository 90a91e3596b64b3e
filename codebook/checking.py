"""Is the project as it should be? The store's answers, and what codings say."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.engine import Connection

from transcripts import checking
from transcripts.project import Project


def check(project: Project) -> list[str]:
    """Everything that is wrong with a project, one line each; empty when nothing is."""
    with project.reading(whole=True) as session:
        connection = session.connection()
        return [
            *checking.check(project), *_anchored(connection, "coding", "coding"),
            *_anchored(connection, "collected_quotation", "quotation"),
            *_anchored(connection, "nothing_here", "declaration"),
            *_anchored(connection, "rejection", "rejected suggestion"),
            *_anchored(connection, "distressing", "flagged passage"), *_memos(connection), *_replaced(connection),
            *_contradictions(connection), *_code_tree(connection),
        ]  # fmt: skip


def _anchored(connection: Connection, table: str, thing: str) -> Iterator[str]:
    rows = connection.exec_driver_sql(
        f'SELECT label, start, kept."end" FROM {table} AS kept JOIN document ON document.uid = document_uid '
        'WHERE kept."end" > characters'
    )
    for label, start, end in rows:
        yield f"{label}: a {thing} at {start}–{end} ends behind the end of the text."


def _contradictions(connection: Connection) -> Iterator[str]:
    """Both passages of a contradiction must stand in their texts."""
    for side in ("says", "shows"):
        rows = connection.exec_driver_sql(
            f"SELECT label, {side}_start, {side}_end FROM contradiction JOIN document ON document.uid = {side}_uid "
            f"WHERE {side}_start < 0 OR {side}_start >= {side}_end OR {side}_end > characters"
        )
        for label, start, end in rows:
            yield f"{label}: a contradiction at {start}–{end} is about no text."


def _memos(connection: Connection) -> Iterator[str]:
    """A memo on a passage must stand in its document's text."""
    rows = connection.exec_driver_sql(
        'SELECT label, start, memo."end" FROM memo JOIN document ON document.uid = about_uid '
        "WHERE about = 'span' "
        'AND (start IS NULL OR memo."end" IS NULL OR start < 0 OR start >= memo."end" OR memo."end" > characters)'
    )
    for label, start, end in rows:
        yield f"{label}: a memo on {start}–{end} is about no text."


def _replaced(connection: Connection) -> Iterator[str]:
    """What was re-anchored must stand in the texts it is said to stand in, and what has no place must be kept whole."""
    texts = connection.exec_driver_sql(
        "SELECT hash, text FROM body WHERE hash IN (SELECT old_hash FROM replacement UNION SELECT new_hash FROM "
        "replacement)"
    )
    long = {key: len(text) for key, text in texts}
    rows = connection.exec_driver_sql(
        'SELECT label, start, item."end", new_end, by_hand, held, old_hash, new_hash FROM reanchoring AS item '
        "JOIN replacement ON replacement.uid = replacement_uid JOIN document ON document.uid = document_uid"
    )
    for label, start, end, new_end, by_hand, held, old, new in rows:
        if end > long[old] or (new_end is not None and not by_hand and new_end > long[new]):
            yield f"{label}: what was re-anchored from {start}–{end} is outside of its texts."
        if new_end is None and not held:
            yield f"{label}: what was lost at {start}–{end} when its text was replaced is not kept any more."


def _code_tree(connection: Connection) -> Iterator[str]:
    reached = connection.exec_driver_sql(
        "WITH RECURSIVE reached(uid) AS (SELECT uid FROM code WHERE parent_uid IS NULL "
        "UNION SELECT code.uid FROM code JOIN reached ON code.parent_uid = reached.uid) "
        "SELECT name FROM code WHERE uid NOT IN (SELECT uid FROM reached)"
    )
    for (name,) in reached:
        yield f"Codebook: ‘{name}’ stands in a circle of codes and cannot be reached."

"""Is the project as it should be? What the store, the journal, the texts and their turns say."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy.engine import Connection

from transcripts.project import Project
from transcripts.store import chain, indexing, unrecorded
from transcripts.store.migrations import unjournalled


def check(project: Project) -> list[str]:
    """What is wrong with a project's file, history, texts and turns, one line each; empty when nothing is."""
    with project.reading(whole=True) as session:
        connection = session.connection()
        return [
            *_file(connection), *chain.verify(connection),
            *unrecorded.problems(connection, unjournalled(project.layers)), *_texts(connection),
            *_originals(connection), *_turns(connection), *indexing.problems(connection),
        ]  # fmt: skip


def _file(connection: Connection) -> Iterator[str]:
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if said != "ok":
            yield f"File: {said}"
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"File: row {row} of ‘{table}’ refers to a row of ‘{parent}’ that is not there."


def _texts(connection: Connection) -> Iterator[str]:
    rows = connection.exec_driver_sql(
        "SELECT label, characters, body.hash, text FROM document JOIN body ON body.hash = body_hash"
    )
    for label, characters, kept, text in rows:
        if sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != kept:
            yield f"{label}: its text is not the text that was imported."
        if len(text) != characters:
            yield f"{label}: it should have {characters:,} characters and has {len(text):,}."


def _originals(connection: Connection) -> Iterator[str]:
    rows = connection.exec_driver_sql(
        "SELECT label, original.hash, content FROM document JOIN original ON original.hash = original_hash"
    )
    for label, kept, content in rows:
        if sha256(content).hexdigest() != kept:
            yield f"{label}: the kept original file is not the one that was imported."


def _turns(connection: Connection) -> Iterator[str]:
    beyond = connection.exec_driver_sql(
        'SELECT label, number FROM turn JOIN document ON uid = document_uid WHERE turn."end" > characters'
    )
    for label, number in beyond:
        yield f"{label}: turn {number + 1} ends behind the end of the text."
    overlapping = connection.exec_driver_sql(
        "SELECT label, a.number FROM turn a JOIN turn b ON b.document_uid = a.document_uid AND b.number = a.number + 1 "
        'JOIN document ON uid = a.document_uid WHERE a."end" > b.label_start'
    )
    for label, number in overlapping:
        yield f"{label}: turns {number + 1} and {number + 2} overlap."

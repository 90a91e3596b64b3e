"""Small studies that tests build: real project files, made the way the program makes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from made_once import project_once

import codebook
from codebook.project import SCHEMAS, create_project
from transcripts.adding import add_document
from transcripts.importing.model import ImportedText, ImportedTurn
from transcripts.project import Project

TEXTS = {
    "CPS 1": "Interviewer: What changed?\nCPS 1: We speak to the police earlier. They call us, and it works.\n",
    "CPS 2": "Interviewer: What changed?\nCPS 2: Nobody calls us. Délais — “queues” 🙂 everywhere.\n"
    "Interviewer: Why?\nCPS 2: Nobody calls us.\n",
}


def imported(text: str) -> ImportedText:
    """A text whose lines are `Name: words`; lines without a name are passages."""
    turns, at = [], 0
    for line in text.splitlines(keepends=True):
        words = line.rstrip()
        name, colon, _ = words.partition(": ")
        start = at + len(name) + 2 if colon else at
        if words:
            turns.append(ImportedTurn(at, start, at + len(words), name if colon else None))
        at += len(line)
    names = {turn.speaker for turn in turns if turn.speaker}
    roles = {name: "interviewer" if name == "Interviewer" else "participant" for name in names}
    return ImportedText(text, "utf-8", "txt", tuple(turns), roles)


def add(project: Project, label: str, text: str, **description: str) -> str:
    """One more document, as a step; returns its uid."""
    with project.step(f"Import ‘{label}’", "Ann") as session:
        return add_document(
            session, imported(text), label=label, original=text.encode(), source_name=f"{label}.txt", **description
        )


@project_once
def small_study(path: Path, texts: Mapping[str, str] = TEXTS) -> Project:
    """A project with one document for each text."""
    project = create_project(path, coder="Ann")
    for label, text in texts.items():
        add(project, label, text)
    return project


def dump(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that the journal covers, to compare a project with itself."""
    with project.reading() as session:
        connection = session.connection()
        query = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        names = {name for (name,) in connection.exec_driver_sql(query)}
        kept = names - {
            "step",
            "change",
            "recording",
            "migration",
            "body",
            "original",
            "sentence_bounds",
            "kept_index",
            "reading",
        }
        return {
            name: sorted((tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')), key=repr)
            for name in kept
            if not name.startswith("sqlite_")
        }


def make_older(project: Project, number: int) -> None:
    """Make a project's file what it was before the codebook's migration `number`; the project is closed then."""
    folder = Path(codebook.__file__).parent
    later = "".join((folder / name).read_text(encoding="utf-8") for name in SCHEMAS[number - 1 :])
    tables = re.findall(r"^CREATE TABLE (\w+)", later, re.MULTILINE)
    columns = re.findall(r'^ALTER TABLE (\w+) ADD COLUMN "?(\w+)"?', later, re.MULTILINE)
    with project.upkeep() as connection:
        for table in {table for table, _ in columns}:
            for verb in ("INSERT", "UPDATE", "DELETE"):
                connection.exec_driver_sql(f"DROP TRIGGER journal_{table}_{verb}")
        for table, column in columns:
            connection.exec_driver_sql(f'ALTER TABLE {table} DROP COLUMN "{column}"')
        for table in reversed(tables):
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
        connection.exec_driver_sql("DELETE FROM migration WHERE layer = 'codebook' AND number >= ?", (number,))
    project.close()

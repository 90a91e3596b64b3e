"""Project files: made, opened, and brought up to date when an older program made them."""

from __future__ import annotations

import json
import os
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from transcripts.copying import copy_to, require_new
from transcripts.errors import Outdated, ProjectError
from transcripts.identity import now
from transcripts.project import Project
from transcripts.safe_file import forget_unfinished
from transcripts.store import indexing, stepping
from transcripts.store.engine import (
    APPLICATION_ID,
    engine_for,
    explained,
    fold_log,
    require_project_file,
    writing,
)  # fmt: skip
from transcripts.store.migrations import Layer, migrate, pending

LAYER = Layer(
    "transcripts",
    "transcripts.store",
    ("schema_1.sql", "schema_2.sql", "schema_3.sql", "schema_4.sql", "schema_5.sql"),
    frozenset({"body", "original", "sentence_bounds", "kept_index", "prepared_words"}),
)


def create(path: Path, layers: tuple[Layer, ...], *, title: str, approach: str = "codebook", coder: str) -> Project:
    """Make a new, empty project; raises ProjectError when something is there already or the folder cannot be written.

    The file appears under its name only when it is whole.
    """
    require_new(path)
    for left in (path.with_name(path.name + suffix) for suffix in ("-wal", "-shm", "-journal")):
        if left.exists():
            raise ProjectError(f"{left} belonged to a project of this name that is gone. Move it away first.")
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        forget_unfinished(path)
        _build(beside, path, layers, {"title": title, "approach": approach, "created": now()}, coder)
        _put_in_place(beside, path)
    except FileExistsError as error:
        raise ProjectError(f"{path} exists already. Choose another name; nothing was changed.") from error
    except OSError as error:
        raise ProjectError(f"{path} cannot be made: {error.strerror}.") from error
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            beside.with_name(beside.name + suffix).unlink(missing_ok=True)
    return open_project(path, layers)


def _put_in_place(beside: Path, path: Path) -> None:
    """Give a finished file its name; a hard link refuses to replace one that appeared meanwhile, renaming would not."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError from None
        os.rename(beside, path)


def _build(beside: Path, path: Path, layers: tuple[Layer, ...], settings: dict[str, str], coder: str) -> None:
    beside.unlink(missing_ok=True)  # left by a killed program that had the same process number
    os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    engine = engine_for(beside)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(connection, layers)
            number = stepping.begin(connection, f"New project ‘{settings['title']}’", coder, kind="start")
            rows = [(name, json.dumps(value, ensure_ascii=False)) for name, value in settings.items()]
            connection.exec_driver_sql("INSERT INTO setting (name, value) VALUES (?, ?)", rows)
            stepping.finish(connection, number)
            connection.commit()
        fold_log(engine)
    except DBAPIError as error:
        raise explained(error, path) from error
    finally:
        engine.dispose()


def open_project(path: Path, layers: tuple[Layer, ...], *, read_only: bool = False) -> Project:
    """Open a project file, bringing an older one up to date after a copy of it was put aside: its `news` say so.

    Raises ProjectError when there is no such file, it is not a project, or a newer program made it.
    """
    require_project_file(path)
    read_only = read_only or not (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK))
    engine = engine_for(path, read_only=read_only)
    news = ""
    try:
        with engine.connect() as connection:
            due = pending(connection, layers)
            connection.rollback()
        if due:
            news = _bring_up_to_date(path, engine, layers, read_only)
    except DBAPIError as error:
        engine.dispose()
        raise explained(error, path) from error
    except ProjectError:
        engine.dispose()
        raise
    return Project(path, engine, layers, read_only=read_only, news=news)


def _bring_up_to_date(path: Path, engine: Engine, layers: tuple[Layer, ...], read_only: bool) -> str:
    """Do it and say it; what is derived from the texts in another way than before is made anew."""
    if read_only:
        raise Outdated(f"{path} is of an older version. Open it once where it can be written: that brings it up.")
    aside = path.with_name(f"{path.stem}.before-update-{now()[:19].replace(':', '')}.qdb")
    copy_to(engine, aside)
    with writing(engine).connect() as connection:
        migrate(connection, layers)
        anew = indexing.catch_up(connection)
        connection.commit()
    indexed = " Its words are indexed anew, for the search." if anew else ""
    return f"{path.name} was of an older version and is up to date now.{indexed} As it was: {aside.name}"

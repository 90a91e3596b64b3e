"""Connections to a project file.

`sqlcipher3` drives every project, encrypted or not: the system SQLite of many machines has the WAL-reset bug
(https://sqlite.org/wal.html#walresetbug), and one driver means one behaviour.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from transcripts.errors import ProjectError

APPLICATION_ID = 0x51444231  # "QDB1", kept in bytes 68–71 of the file's header
HEADER = b"SQLite format 3\x00"
BUSY_SECONDS = 5
PAGE = 8192
"""Bytes a page of new projects: with SQLite's own 4096 a study of ten times the size takes a tenth longer to import."""
_FOLDED_AT = 1000
"""Pages in the write-ahead log with which the next commit puts them into the file; SQLite's own number."""
PRAGMAS = (
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "temp_store=MEMORY",
    "secure_delete=ON",
    "cache_size=-64000",
    f"busy_timeout={BUSY_SECONDS * 1000}",
)


def engine_for(path: Path, *, read_only: bool = False) -> Engine:
    """An engine for one project file; transactions are real (`BEGIN`, DDL included), writing ones `BEGIN IMMEDIATE`.

    A session writes when its bind is `writing(engine)`. With `read_only` nothing is written to the file; what SQLite
    then needs beside it while others may write goes with `leave_nothing_beside`.
    """
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=_read_only_creator(path) if read_only else _creator(path),
        poolclass=QueuePool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine, whose transactions take the write lock at once."""
    return engine.execution_options(writing=True)


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing") else "BEGIN")


def _creator(path: Path) -> Callable[[], Any]:
    def connect() -> Any:
        connection = sqlcipher.connect(str(path), check_same_thread=False, timeout=BUSY_SECONDS, isolation_level=None)
        return _configure(connection, "journal_mode=WAL")

    return connect


def _read_only_creator(path: Path) -> Callable[[], Any]:
    # `immutable` looks for no log and takes no lock: what a colleague writes meanwhile would be missed, or read half.
    # Where nothing can be written beside the file it is the only way in, and right while no log waits; where somebody
    # may not write to the file, a log that they left would shut its owner out.
    waiting = path.with_name(path.name + "-wal")
    may_write = os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)
    immutable = "" if may_write or (waiting.exists() and waiting.stat().st_size) else "&immutable=1"

    def connect() -> Any:
        uri = f"file:{quote(str(path.absolute()))}?mode=ro{immutable}"
        connection = sqlcipher.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
        return _configure(connection, "query_only=ON")

    return connect


def leave_nothing_beside(path: Path) -> None:
    """Take away the empty log that reading alone leaves beside a project which nobody else has open.

    Whoever may write and closes last does that; nothing in the file changes. Where it cannot be done, the log stays.
    """
    if path.with_name(path.name + "-wal").exists() and os.access(path, os.W_OK):
        with suppress(sqlcipher.Error), closing(sqlcipher.connect(str(path), timeout=0)) as last:
            last.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _configure(connection: Any, first: str) -> Any:
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for pragma in (f"page_size={PAGE}", first, *PRAGMAS):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def require_project_file(path: Path) -> None:
    """Raise ProjectError, in one line, unless `path` is a file that this program may open as a project."""
    if not path.exists():
        raise ProjectError(f"There is no project at {path}. Check the name, or make one: coding-tui new {path}")
    if path.is_dir():
        raise ProjectError(f"{path} is a folder, not a project file (NAME.qdb).")
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise ProjectError(f"{path} cannot be read: {error.strerror}.") from error
    if not header.startswith(HEADER):
        raise ProjectError(f"{path} is not a project of this program. Nothing was changed.")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise ProjectError(f"{path} is a database of another program, not a project. Nothing was changed.")


def fold_log(engine: Engine) -> None:
    """Put all that was committed into the file itself; closing would pass over a disk that is too full for it."""
    with engine.connect() as connection:
        connection.rollback()
        driver: Any = connection.connection.driver_connection
        try:
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlcipher.Error as error:
            raise OperationalError(None, None, error) from error


@contextmanager
def log_left(connection: Connection) -> Iterator[None]:
    """A commit inside leaves its pages in the log, which is as safe; a later one, or closing, puts them into the file.

    So nobody waits for the bytes of a whole study to be written a second time.
    """
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA wal_autocheckpoint=0")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA wal_autocheckpoint={_FOLDED_AT}")


def vacuum_into(engine: Engine, path: Path, name: Path) -> None:
    """Write a whole, compact copy to `path`, which is not there yet; ProjectError speaks of it as `name`."""
    with engine.connect() as connection:
        connection.rollback()
        driver: Any = connection.connection.driver_connection
        try:
            driver.execute("PRAGMA query_only=OFF")  # it forbids copying too; `mode=ro` still protects the original
            driver.execute("VACUUM INTO ?", (str(path),))
        except sqlcipher.Error as error:
            raise explained(error, name) from error


def explained(error: Exception, path: Path) -> ProjectError:
    """A database's complaint, in the words of somebody who has to do something about it."""
    complaint = error.orig if isinstance(error, DBAPIError) else error
    said = str(complaint).lower()
    if "full" in said:
        why = "the disk is full. Nothing of this step was kept; free some space and try again."
    elif "readonly" in said or "read-only" in said:
        why = "the file or its folder is read-only. Open it with --read-only, or ask for write permission."
    elif "locked" in said or "busy" in said:
        why = "another program is writing to it. Wait until it is done and try again."
    elif "disk i/o" in said:
        why = "the disk reported an error. Nothing of this step was kept; check the disk and its free space."
    elif "unable to open" in said:
        why = "it cannot be opened or made there. Check that the folder exists and that you may write to it."
    elif "malformed" in said or "not a database" in said or "corrupt" in said:
        why = "the file is damaged. Nothing was changed; restore a backup: coding-tui restore"
    else:
        why = f"the database refused: {complaint}"
    return ProjectError(f"{path}: {why}")

"""Bytes put aside on disk while a program runs, for nobody else: an encrypted file whose key is in memory alone.

The file has no name where the system allows that (not on Windows), so that it is gone with the program however that
ends; what was in it cannot be read afterwards either way.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from transcripts.errors import ProjectError
from transcripts.store.engine import explained

_CACHE = 4_000
"""kB of it in memory."""


class Scratch:
    """Blobs by key, in a file beside `path`, which is what errors speak of. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # A name that `safe_file.forget_unfinished` knows, should a program be killed where it cannot be taken away.
        self._file = path.absolute().with_name(f".{path.name}.{os.getpid()}{secrets.randbelow(10**9)}.part")
        self._lock = Lock()
        self._database: Any = None

    def put(self, key: str, blobs: Sequence[bytes]) -> None:
        """Keep blobs under a key, in place of what was there. Raises ProjectError, as when the disk is full."""
        rows = [(_written(key), number, blob) for number, blob in enumerate(blobs)]
        with self._lock:
            if self._database is None:
                self._database = _made(self._file, self._path)
            self._do("DELETE FROM blob WHERE key = ?", [(_written(key),)])
            self._do("INSERT INTO blob (key, number, content) VALUES (?, ?, ?)", rows)

    def get(self, key: str, number: int) -> bytes:
        """One of the blobs under a key. Raises KeyError."""
        query = "SELECT content FROM blob WHERE key = ? AND number = ?"
        with self._lock:
            if self._database is None:
                raise KeyError(key)
            row = self._database.execute(query, (_written(key), number)).fetchone()
        if row is None:
            raise KeyError(key)
        return bytes(row[0])

    def drop(self, key: str) -> None:
        """Forget what is under a key; its place is used again."""
        with self._lock:
            if self._database is not None:
                self._do("DELETE FROM blob WHERE key = ?", [(_written(key),)])

    def close(self) -> None:
        """Forget everything."""
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None
            self._file.unlink(missing_ok=True)

    def _do(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        try:
            self._database.executemany(statement, rows)
        except sqlcipher.Error as error:
            raise explained(error, self._path) from error


def _written(key: str) -> bytes:
    """A key as it is stored: it may be the name of a file that is no valid Unicode."""
    return key.encode("utf-8", "surrogatepass")


def _made(file: Path, path: Path) -> Any:
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        database = sqlcipher.connect(str(file), isolation_level=None, check_same_thread=False)
        database.execute(f"PRAGMA key = \"x'{secrets.token_hex(32)}'\"")
        # Nobody reads it after this program, so nothing needs to be safe from a crash, or signed.
        for pragma in ("cipher_log_level=NONE", "cipher_use_hmac=OFF", "journal_mode=MEMORY", "synchronous=OFF"):
            database.execute(f"PRAGMA {pragma}")
        database.execute("PRAGMA locking_mode=EXCLUSIVE")
        database.execute(f"PRAGMA cache_size=-{_CACHE}")
        database.execute("CREATE TABLE blob (key BLOB, number INTEGER, content BLOB, PRIMARY KEY (key, number))")
    except OSError as error:
        raise ProjectError(f"{path}: what was read cannot be put aside beside it: {error.strerror}.") from error
    except sqlcipher.Error as error:
        raise explained(error, path) from error
    with suppress(OSError):
        file.unlink()
    return database

"""Writing files so that nobody ever finds half of one, nobody else reads it, and no project is written over."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from transcripts.errors import WorkbenchError
from transcripts.leaving import NONE_KNOWN, Known, names, require_none_in

PROJECT_SUFFIX = ".qdb"
DATABASE = b"SQLite format 3\x00"


ABANDONED_SECONDS = 3600
"""Nothing here takes an hour to write: an unfinished file of that age belongs to a program that was killed."""


class WriteFailed(WorkbenchError):
    """A file could not be written; what was there before is untouched."""


def forget_unfinished(path: Path) -> None:
    """Remove what programs that were killed left beside `path` while they made it: it may hold the whole study."""
    unfinished = re.compile(re.escape(f".{path.name}.") + r"\d+\.(?:new|part)(?:-wal|-shm|-journal)?")
    for each in path.absolute().parent.iterdir():
        if unfinished.fullmatch(each.name) and time.time() - each.stat().st_mtime > ABANDONED_SECONDS:
            each.unlink(missing_ok=True)


@contextmanager
def written_whole(path: Path, *, words: Iterable[str] | None = None, known: Known = NONE_KNOWN) -> Iterator[Path]:
    """A private file (mode 0600) beside `path` to write to; it takes `path`'s name when the block ends without error.

    Links are followed. What was written is searched for names that must not leave (`transcripts.leaving`): `words` are
    those of what nobody reads back, such as a picture; names that are `known` already are no news. Raises
    NameWouldLeave, and WriteFailed, in one line, when the folder is missing or cannot be written, the disk is full, or
    the name is that of a folder or a project.
    """
    try:
        target = path.resolve()
        _require_free(target)
        beside = target.with_name(f".{os.getpid()}.{target.name[:100]}.part")
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except (OSError, RuntimeError, ValueError) as error:
        raise _failed(path, error) from error
    try:
        forget_unfinished(path)
        yield beside
        if names():
            require_none_in(target, beside.read_bytes(), words, known)
        _settle(beside)
        os.replace(beside, target)
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        beside.unlink(missing_ok=True)


def open_elsewhere(path: Path) -> str:
    """The name of the file beside `path` by which another program says that it has it open; "" where none does."""
    beside = (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#", f".{path.name}.swp")
    return next((name for name in beside if path.with_name(name).exists()), "")


def _require_free(target: Path) -> None:
    if target.is_file() and (beside := open_elsewhere(target)):
        raise WriteFailed(
            f"{target} is open in another program ({beside} stands beside it). Close it there, or choose another name; "
            "nothing was changed."
        )
    if target.is_dir():
        raise WriteFailed(f"{target} is a folder. Give the name of a file in it.")
    if target.suffix.lower() == PROJECT_SUFFIX or (target.is_file() and _begins_as_database(target)):
        raise WriteFailed(f"{target} is a project, or named like one. Choose another name; nothing was changed.")


def _begins_as_database(target: Path) -> bool:
    try:
        with target.open("rb") as file:
            return file.read(len(DATABASE)) == DATABASE
    except OSError:
        return False  # writing it will say what is wrong


def _settle(beside: Path) -> None:
    """Have the disk keep the words before the name points to them."""
    handle = os.open(beside, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _failed(path: Path, error: Exception) -> WriteFailed:
    why = getattr(error, "strerror", None) or error
    return WriteFailed(f"{path} cannot be written: {why}. Nothing was changed.")

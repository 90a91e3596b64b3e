"""Putting a finished file in its place: whole or not at all, for its owner's eyes, never over a project."""

from __future__ import annotations

import os
from pathlib import Path

from transcripts.safe_file import WriteFailed, written_whole

PROJECT_SUFFIX = ".qdb"
DATABASE = b"SQLite format 3\x00"


def save(path: Path, content: bytes) -> None:
    """Write a file that nobody ever finds half of, readable by its owner only (mode 0600); replaces what was there.

    Raises WriteFailed, in one line, when the folder is missing or cannot be written, the disk is full, or the name is
    that of a folder or a project. What was there before is then untouched.
    """
    target, is_stream = _target(path)
    if is_stream:
        _pour(target, content)
        return
    require_no_project(target)
    with written_whole(target) as beside, open(beside, "xb", opener=_private) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _target(path: Path) -> tuple[Path, bool]:
    """Where a link leads, and whether that is a device or pipe (/dev/stdout), which must not be renamed over."""
    try:
        target = path.resolve()
        return target, target.exists() and not (target.is_file() or target.is_dir())
    except (OSError, RuntimeError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise WriteFailed(f"{path} cannot be written: {why}. Nothing was changed.") from error


def require_no_project(target: Path) -> None:
    """Raise WriteFailed when a file of this name would take the place of a project."""
    if target.suffix.lower() == PROJECT_SUFFIX or (target.is_file() and _begins_as_database(target)):
        raise WriteFailed(f"{target} is a project, or named like one. Choose another name; nothing was changed.")


def _begins_as_database(target: Path) -> bool:
    try:
        with target.open("rb") as file:
            return file.read(len(DATABASE)) == DATABASE
    except OSError:
        return False  # writing it will say what is wrong


def _pour(target: Path, content: bytes) -> None:
    try:
        with target.open("wb") as file:
            file.write(content)
    except OSError as error:
        raise WriteFailed(f"{target} cannot be written: {error.strerror or error}.") from error


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)

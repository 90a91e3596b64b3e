"""Putting a finished file in its place: whole, private and never over a project, or poured into a device or pipe."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from transcripts.leaving import NONE_KNOWN, Known, require_none_in
from transcripts.safe_file import WriteFailed, written_whole


def save(
    path: Path, content: bytes, *, words: Iterable[str] | None = None, known: Known = NONE_KNOWN
) -> None:  # fmt: skip
    """Write a file as `written_whole` does; a device or pipe (/dev/stdout) is written to, not replaced.

    `words` and `known` as there. Raises NameWouldLeave and WriteFailed, in one line; what was there before is then
    untouched.
    """
    if _is_stream(path):
        require_none_in(path, content, words, known)
        _pour(path, content)
        return
    with written_whole(path, words=words, known=known) as beside:
        beside.write_bytes(content)


def _is_stream(path: Path) -> bool:
    try:
        return path.exists() and not (path.is_file() or path.is_dir())
    except OSError:
        return False  # writing it will say what is wrong


def _pour(target: Path, content: bytes) -> None:
    try:
        with target.open("wb") as file:
            file.write(content)
    except OSError as error:
        raise WriteFailed(f"{target} cannot be written: {error.strerror or error}.") from error

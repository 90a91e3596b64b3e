"""Writing files so that nobody ever finds half of one: beside its place first, then renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from transcripts.errors import WorkbenchError


class WriteFailed(WorkbenchError):
    """A file could not be written; what was there before is untouched."""


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; it takes `path`'s name (mode 0600) when the block ends without an error.

    Raises WriteFailed, in one line, when the folder is missing or cannot be written, the disk is full, or `path` is a
    folder.
    """
    if path.is_dir():
        raise WriteFailed(f"{path} is a folder. Give the name of a file in it.")
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield beside
        os.chmod(beside, 0o600)
        os.replace(beside, path)
    except OSError as error:
        raise WriteFailed(f"{path} cannot be written: {error.strerror or error}. Nothing was changed.") from error
    finally:
        beside.unlink(missing_ok=True)

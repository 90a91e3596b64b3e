"""The files that a person named, or that lie in the folders they named, with their bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_ISREG

from transcripts.document_labels import natural
from transcripts.errors import ImportRefused
from transcripts.importing import FILE_BYTES, TOO_LARGE
from transcripts.safe_file import PROJECT_SUFFIX


def files(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Each file once, with its name inside the folder it was found in, in an order that no machine changes."""
    seen: set[Path] = set()
    for path in paths:
        for file, name in _in_folder(path) if path.is_dir() else ((path, path.name),):
            key = file.absolute()
            if key not in seen:
                seen.add(key)
                yield file, name


def _in_folder(folder: Path) -> list[tuple[Path, str]]:
    inside = (each for each in folder.rglob("*") if each.is_file())
    named = ((each, each.relative_to(folder)) for each in inside)
    kept = [(each, relative.as_posix()) for each, relative in named if not _is_furniture(relative)]
    return sorted(kept, key=lambda each: natural(each[1]))


def _is_furniture(path: Path) -> bool:
    """Whether a file is the system's, a lock of an open word processor or a project of ours, not the study's."""
    system = ("Thumbs.db", "desktop.ini", "__MACOSX")
    ours = path.name.endswith(tuple(PROJECT_SUFFIX + companion for companion in ("", "-wal", "-shm", "-journal")))
    return ours or any(part.startswith((".", "~$")) or part in system for part in path.parts)


def content(path: Path) -> bytes:
    """A file's bytes. Raises ImportRefused for what is no readable file of a sensible size."""
    try:
        path.name.encode("utf-8")
    except UnicodeEncodeError:
        raise ImportRefused("its name is not valid UTF-8; rename it") from None
    try:
        about = path.stat()
        if not S_ISREG(about.st_mode):
            raise ImportRefused("it is not a file")
        if about.st_size > FILE_BYTES:
            raise ImportRefused(TOO_LARGE)
        return path.read_bytes()
    except OSError as error:
        raise ImportRefused(f"it cannot be read: {error.strerror}") from error
    except ValueError:
        raise ImportRefused("it cannot be read: its name is no valid path") from None

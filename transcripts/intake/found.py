"""The files that a person named, or that lie in the folders they named, with their bytes; and what cannot be seen."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from transcripts.document_labels import natural
from transcripts.errors import ImportRefused
from transcripts.importing import FILE_BYTES, TOO_LARGE
from transcripts.safe_file import PROJECT_SUFFIX


def files(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Each file once, with its name inside the folder it was found in, in an order that no machine changes.

    What cannot be looked into is there too, so that nothing is missing unseen: a folder that may not be opened, one
    that is only linked to, a link to nothing, a folder named that holds no files. `content` says why it gives nothing.
    """
    seen: set[Path] = set()
    for path in paths:
        for file, name in _in_folder(path) if path.is_dir() else ((path, path.name),):
            key = file.absolute()
            if key not in seen:
                seen.add(key)
                yield file, name


def _in_folder(folder: Path) -> list[tuple[Path, str]]:
    named = ((each, each.relative_to(folder)) for each in _inside(folder))
    kept = [(each, relative.as_posix()) for each, relative in named if not _is_furniture(relative)]
    return sorted(kept, key=lambda each: natural(each[1])) or [(folder, folder.name or str(folder))]


def _inside(folder: Path) -> Iterator[Path]:
    """All files below a folder, and what may hide some. Links to folders are not followed: they may go in circles."""
    closed: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        within = Path(place)
        yield from (each for each in map(within.joinpath, names) if each.is_file() or each.is_symlink())
        linked = (each for each in map(within.joinpath, folders) if each.is_symlink())
        yield from (each for each in linked if not _leads_into(each, folder))
    yield from (each for each in closed if each != folder)


def _leads_into(link: Path, folder: Path) -> bool:
    """Whether a link to a folder hides nothing, as that lies in the folder that is walked anyway."""
    return link.resolve().is_relative_to(folder.resolve())


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
        if S_ISDIR(about.st_mode):
            raise ImportRefused(_folder(path))
        if not S_ISREG(about.st_mode):
            raise ImportRefused("it is not a file")
        if about.st_size > FILE_BYTES:
            raise ImportRefused(TOO_LARGE)
        return path.read_bytes()
    except OSError as error:
        raise ImportRefused(f"it cannot be read: {error.strerror}") from error
    except ValueError:
        raise ImportRefused("it cannot be read: its name is no valid path") from None


def _folder(path: Path) -> str:
    """Why nothing is read from a folder. Raises OSError where that is the reason."""
    with os.scandir(path):
        return "a link to a folder: name the folder itself" if path.is_symlink() else "there are no files in it"

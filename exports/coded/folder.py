"""A folder of packs: filled beside its place, then renamed, so that nobody ever finds half of one."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from exports.coded.packs import Packs
from exports.coded.writing import save_pack
from exports.manifests.recording import Recorder
from transcripts.project import Project
from transcripts.safe_file import WriteFailed

Progress = Callable[[int, int], None]
_ODD = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


def fill(
    project: Project, folder: Path, participants: Sequence[str], suffix: str,
    progress: Progress = lambda _done, _of: None,
) -> int:  # fmt: skip
    """Write a pack and its manifest for each participant; returns how many. The folder must be new or empty.
    `progress` hears how many of how many are done.

    Raises WriteFailed, NotFound and NameWouldLeave; nothing is there then.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise WriteFailed(f"{folder} is there already and not empty. Give a new folder; nothing was written.")
        beside = folder.absolute().with_name(f".{folder.name}.{os.getpid()}.part")
        beside.mkdir(mode=0o700)
    except OSError as error:
        raise WriteFailed(f"{folder} cannot be made: {error.strerror}. Nothing was written.") from error
    try:
        with project.reading() as session:
            packs, recorder = Packs(session), Recorder(project, session)
            for done, (name, participant) in enumerate(_file_names(participants).items()):
                progress(done, len(participants))
                made = packs.of(participant)
                target = beside / f"{name}{suffix}"
                save_pack(made, target)
                recorder.leave(target, "participant pack", {"participant": participant}, made.rows())
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
    except WriteFailed as error:
        raise WriteFailed(str(error).replace(str(beside), str(folder))) from error
    except OSError as error:
        raise WriteFailed(f"{folder} cannot be written: {error.strerror}. Nothing is there.") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return len(participants)


def _file_names(participants: Sequence[str]) -> dict[str, str]:
    """A name that every system can have for each, none for two."""
    found: dict[str, str] = {}
    for each in participants:
        plain = _ODD.sub("_", each).strip(" .")[:100] or "participant"
        name, number = plain, 1
        while name.casefold() in {known.casefold() for known in found}:
            number += 1
            name = f"{plain} ({number})"
        found[name] = each
    return found

"""Studies that many tests begin with are made once in each process, by the program, and copied from then on.

To make one takes as long as most of the tests that read it. Copies share the uids of all that is in them, as copies of
a project file do.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Concatenate, ParamSpec

from codebook.project import open_project
from transcripts.project import Project

P = ParamSpec("P")

_KEPT = TemporaryDirectory(prefix="studies-")
_NAME = "study.qdb"


def file_once(make: Callable[Concatenate[Path, P], Path]) -> Callable[Concatenate[Path, P], Path]:
    """For what makes a project at a path, and may put more beside it."""
    made: dict[str, Path] = {}

    @wraps(make)
    def copied(path: Path, *args: P.args, **more: P.kwargs) -> Path:
        folder = _made(made, repr((args, more)), lambda folder: make(folder / _NAME, *args, **more))
        for each in folder.iterdir():
            shutil.copy(each, path if each.name == _NAME else path.with_name(each.name))
        return path

    return copied


def project_once(make: Callable[Concatenate[Path, P], Project]) -> Callable[Concatenate[Path, P], Project]:
    """For what makes a project at a path and gives it opened."""

    def closed(path: Path, *args: P.args, **more: P.kwargs) -> Path:
        make(path, *args, **more).close()
        return path

    copied = file_once(closed)

    @wraps(make)
    def opened(path: Path, *args: P.args, **more: P.kwargs) -> Project:
        return open_project(copied(path, *args, **more))

    return opened


def folder_once(make: Callable[[Path], Path]) -> Callable[[Path], Path]:
    """For what fills a folder and gives the project in it."""
    made: dict[str, Path] = {}
    projects: dict[str, str] = {}

    @wraps(make)
    def copied(folder: Path) -> Path:
        def fill(template: Path) -> None:
            projects[""] = make(template).name

        shutil.copytree(_made(made, "", fill), folder, dirs_exist_ok=True)
        return folder / projects[""]

    return copied


def _made(made: dict[str, Path], key: str, make: Callable[[Path], object]) -> Path:
    if key not in made:
        folder = Path(_KEPT.name) / f"{len(list(Path(_KEPT.name).iterdir()))}"
        folder.mkdir()
        make(folder)
        made[key] = folder
    return made[key]

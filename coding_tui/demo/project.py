"""The worked study as a project, made through the same doors as anybody's: files, tables, the shipped codebook."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from codebook.coding.coding_table import import_codings
from codebook.project import create_project, open_project
from codebook.scheme.taking_in import take_in
from codebook.scheme.yaml_format import load_shipped
from codebook.team.assignment_table import import_assignments
from coding_tui.demo import files
from coding_tui.demo.study import WORDS, generate
from transcripts.errors import ProjectError
from transcripts.intake import import_files
from transcripts.project import Project

Progress = Callable[[int, int, str], None]
CODEBOOK = "soteria"
CODER = "demo"


def title(seed: int, words: int) -> str:
    """What the project is called; it tells one study from another."""
    return f"Worked study (seed {seed}, {words:,} words an interview)"


def files_beside(path: Path) -> Path:
    """The folder next to a project that holds its transcripts, tables, ground truth and draft report."""
    return path.with_name(f"{path.stem}-files")


def is_built(path: Path, seed: int = 1, words: int = WORDS) -> bool:
    """Whether this very study is there already. Raises ProjectError when something else is."""
    if not path.exists():
        return False
    with open_project(path) as project:
        if project.settings().get("title") != title(seed, words):
            raise ProjectError(
                f"{path} exists already and is another project. Choose another name; nothing was changed."
            )
    return True


def build(
    path: Path, *, seed: int = 1, words: int = WORDS, progress: Progress = lambda done, total, name: None
) -> None:
    """Make the project, and its files in a folder beside it; both appear when they are whole.

    Raises ProjectError when something is there already, OSError when the folder cannot be written.
    """
    for taken in (path, files_beside(path)):
        if taken.exists():
            raise ProjectError(f"{taken} exists already. Choose another name; nothing was changed.")
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(mkdtemp(prefix=f".{path.stem}.", dir=path.parent))
    try:
        made, folder = beside / path.name, beside / "files"
        study = generate(seed, words, lambda what, done, total: progress(done, total, what))
        files.write(study, folder, lambda what, done, total: progress(done, total, what))
        with create_project(made, title=title(seed, words), coder=CODER) as project:
            _fill(project, folder, progress)
        os.rename(folder, files_beside(path))
        os.rename(made, path)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _fill(project: Project, folder: Path, progress: Progress) -> None:
    with project.step(f"Codebook from ‘{CODEBOOK}’", CODER) as session:
        take_in(session, load_shipped(CODEBOOK))
    import_files(
        project, [folder / "transcripts", folder / files.TRACKER], coder=CODER,
        attributes=folder / "attributes.csv", progress=progress,
    )  # fmt: skip
    import_codings(project, folder / "codings.csv", coder=CODER)
    import_assignments(project, folder / "assignments.csv", coder=CODER)

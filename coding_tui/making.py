"""Making a project, for the start page: the same calls as the command line's."""

from __future__ import annotations

from collections.abc import Callable

from codebook.project import create_project
from codebook.scheme.taking_in import take_in
from codebook.scheme.yaml_format import load_shipped
from coding_tui.dialogs.new_project import ProjectWanted

Progress = Callable[[int, int, str], None]
SHIPPED = "soteria"


def make_project(wanted: ProjectWanted, coder: str, progress: Progress) -> str:
    """Make what is wanted; returns a line for the person. Raises ProjectError; OSError when files cannot be written."""
    if wanted.demo:
        from coding_tui.demo.project import build  # noqa: PLC0415 (a whole grammar, for one key)

        build(wanted.path, progress=progress)
        return "The worked study is ready: made-up interviews, three coders, everything to try"
    with create_project(wanted.path, title=wanted.title, coder=coder) as project:
        if wanted.shipped:
            with project.step(f"Codebook from ‘{SHIPPED}’", coder) as session:
                take_in(session, load_shipped(SHIPPED))
    return f"Made {wanted.path.name} · «document.import» imports files or a folder"

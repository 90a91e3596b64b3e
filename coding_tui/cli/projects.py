"""Projects as files: new ones, checked ones, copies."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coding_tui.cli.codebook_files import read_codebook
from coding_tui.cli.diagnostics import finding
from coding_tui.cli.options import As, Json, ProjectPath, opened, who
from coding_tui.cli.output import echo, echo_json, number

if TYPE_CHECKING:
    from exports.manifests import Verdict


class Approach(StrEnum):
    """How the team works with its codebook."""

    reliability = "reliability"
    codebook = "codebook"
    reflexive = "reflexive"


Title = Annotated[str, typer.Option(metavar="TITLE", help="What the study is called; else the file's name.")]
Codebook = Annotated[
    str,
    typer.Option(metavar="soteria|FILE", help="Start with the shipped codebook or a YAML file; else empty."),
]
How = Annotated[Approach, typer.Option("--approach", help="How the team works with its codebook.")]
Exports = Annotated[
    list[Path] | None,
    typer.Option("--exports", metavar="PLACE", help="Folders or files to look at for exports; may be given again."),
]  # fmt: skip
Copy = Annotated[Path, typer.Argument(metavar="FILE", help="The copy to write.")]
Backup = Annotated[Path, typer.Argument(metavar="FILE", help="A copy that `backup` made.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the program."""
    for command in (new, check, backup, restore):
        app.command()(command)


def new(
    project: ProjectPath, title: Title = "", codebook: Codebook = "", approach: How = Approach.codebook, coder: As = ""
) -> None:
    """Make a new project, with an empty codebook unless told."""
    from codebook.project import create_project
    from codebook.scheme.taking_in import take_in

    document = read_codebook(codebook) if codebook else None
    coder = who(coder)
    with create_project(project, title=title, approach=approach, coder=coder) as made:
        if document is not None:
            with made.step(f"Codebook from ‘{Path(codebook).name}’", coder) as session:
                take_in(session, document)
    echo(f"Made {project}")


def check(project: ProjectPath, exports: Exports = None, json: Json = False) -> None:
    """Check a project: file, history, texts, codings, codebook; and whether exports still say what it says.

    Every file written with a manifest beside it, in the project's own folder or in --exports, is made again: the same,
    or changed because. Only what --exports names makes a changed one a finding.
    """
    from codebook.checking import check as problems_of
    from exports.manifests import verified
    from transcripts.leaving import NONE_KNOWN

    with opened(project) as found:
        problems = problems_of(found)
        verdicts = verified(found, exports or [project.absolute().parent])
    if json:
        echo_json({"problems": problems, "exports": [as_data(each) for each in verdicts]} if exports else problems,
                  known=NONE_KNOWN)  # fmt: skip
    else:
        echo("\n".join([number(len(problems), "problem"), *problems]) if problems else "No problems")
        _tell_exports(verdicts)
    if problems or (exports and not all(each.holds for each in verdicts)):
        raise finding()


def as_data(verdict: Verdict) -> dict[str, object]:
    """What `check --json` says of an export."""
    from exports.manifests.checking import as_json

    return as_json(verdict)


def _tell_exports(verdicts: list[Verdict]) -> None:
    """A line for each export, and why it changed."""
    if not verdicts:
        return
    same = sum(each.holds for each in verdicts)
    echo(f"\n{number(len(verdicts), 'export')} made again: {same:,} the same, {len(verdicts) - same:,} changed")
    for each in verdicts:
        echo(f"  {'=' if each.holds else '≠'} {each.path.name}{f' · {each.kind}' if each.kind else ''} · {each.verdict}"
             f"{' because' if each.because else ''}")  # fmt: skip
        for why in each.because:
            echo(f"      {why}")


def backup(project: ProjectPath, file: Copy) -> None:
    """Write a copy of a project, also while it is in use."""
    with opened(project) as found:
        found.backup(file)
    echo(f"Copied {project} to {file}")


def restore(file: Backup, project: ProjectPath) -> None:
    """Make a project from a copy.

    Nothing is replaced: move what is there away first.
    """
    with opened(file) as found:
        found.backup(project)
    echo(f"Restored {project} from {file}")

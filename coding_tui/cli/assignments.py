"""Who codes what: assigning documents, and assignments as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from coding_tui.cli.codings import tell_report
from coding_tui.cli.options import As, Json, ProjectPath, TablePath, opened, who
from coding_tui.cli.output import echo, number

if TYPE_CHECKING:
    from sqlmodel import Session

noun = typer.Typer(help="Assignments as a table: bring them in, take them out.", rich_markup_mode=None)

Labels = Annotated[list[str] | None, typer.Argument(metavar="DOCUMENT...", help="Labels of documents.")]
Coders = Annotated[list[str], typer.Option("--coder", metavar="CODER", help="Who is to code them; may be repeated.")]
Kind = Annotated[str, typer.Option(metavar="KIND", help="Documents of this kind.")]
Group = Annotated[str, typer.Option(metavar="GROUP", help="Documents of this group.")]
Area = Annotated[str, typer.Option(metavar="AREA", help="Documents from this area.")]
Everything = Annotated[bool, typer.Option("--all", help="Every document.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the program."""
    app.command()(assign)
    app.add_typer(noun, name="assignments")


def assign(
    project: ProjectPath, labels: Labels = None, *, coders: Coders, kind: Kind = "", group: Group = "", area: Area = "",
    everything: Everything = False, by: As = "",
) -> None:  # fmt: skip
    """Give documents to coders, by label or by what they are.

    --kind, --group and --area together mean documents that are all of it. What somebody has already stays as it is.
    """
    if not (labels or kind or group or area or everything):
        raise typer.BadParameter("say which: labels, --kind, --group, --area or --all", param_hint="DOCUMENT")
    if labels and (kind or group or area or everything):
        raise typer.BadParameter("give labels, or say what they are, not both", param_hint="DOCUMENT")
    from codebook.assignments import give

    with opened(project) as found, found.step(f"Documents for {', '.join(coders)}", who(by)) as session:
        wanted = _chosen(session, labels or [], {"kind": kind, "group": group, "area": area})
        added = sum(give(session, wanted, coder) for coder in coders)
    echo(f"{number(added, 'assignment')} made, {len(wanted) * len(set(coders)) - added:,} there already")


def _chosen(session: Session, labels: Sequence[str], like: dict[str, str]) -> list[str]:
    """The uids of the documents that are meant. Raises NotFound when there are none."""
    from transcripts.documents import find, summaries
    from transcripts.errors import NotFound

    if labels:
        return [find(session, label) for label in dict.fromkeys(labels)]
    wanted = {name: value for name, value in like.items() if value}
    alike = [d.uid for d in summaries(session) if all(getattr(d, name) == value for name, value in wanted.items())]
    if not alike:
        raise NotFound(f"No document is of {', '.join(f'{n} ‘{v}’' for n, v in wanted.items()) or 'this project'}.")
    return alike


@noun.command("import")
def import_(project: ProjectPath, path: TablePath, coder: As = "", json: Json = False) -> None:
    """Take a table of assignments in, as one step.

    Columns: document,coder,state, the state being assigned, started or done. Bad rows are refused by their line.
    """
    from codebook.assignment_table import import_assignments

    with opened(project) as found:
        tell_report(import_assignments(found, path, coder=who(coder)), "assignment", json=json)


@noun.command()
def export(project: ProjectPath, path: TablePath) -> None:
    """Write every assignment to a table that can come back."""
    from codebook.assignment_table import export_assignments

    with opened(project) as found:
        count = export_assignments(found, path)
    echo(f"{number(count, 'assignment')} written to {path}")

"""Monthly tracker tables: bringing them in, listing them, showing one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coding_tui.cli.options import As, Json, ProjectPath, TableFile, opened, who, write_listed
from coding_tui.cli.output import echo, echo_json, echo_table, number, say

if TYPE_CHECKING:
    from transcripts.trackers import TrackerReport, TrackerTable

Name = Annotated[str, typer.Argument(metavar="[NAME]", help="The tracker to show; none lists them.")]
Imported = Annotated[
    list[Path] | None,
    typer.Option("--import", metavar="TABLE", help="A .csv or .xlsx file with months in a column or across a row."),
]
Called = Annotated[str, typer.Option("--name", metavar="NAME", help="What to call it; the file's name unless told.")]
Remove = Annotated[bool, typer.Option("--remove", help="Take the tracker out.")]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command("trackers")(trackers)


def trackers(
    project: ProjectPath, name: Name = "", files: Imported = None, called: Called = "", remove: Remove = False,
    output: TableFile = None, coder: As = "", json: Json = False,
) -> None:  # fmt: skip
    """Keep monthly tables of figures; a table of a name that is there takes the older one's place, as one step."""
    if remove and not name:
        raise typer.BadParameter("say which tracker", param_hint="NAME")
    if output is not None and (files or remove or not name):
        raise typer.BadParameter("say which tracker to write, by its name", param_hint="--output")
    if files:
        _bring_in(project, files, called, coder, json)
    elif remove:
        _remove(project, name, coder)
    elif name:
        _show(project, name, output, json)
    else:
        _list(project, json)


def _bring_in(project: Path, files: list[Path], called: str, coder: str, json: bool) -> None:
    from dataclasses import replace

    from transcripts import tracker_tables
    from transcripts.errors import TableError
    from transcripts.trackers import keep

    new = [each for path in files for each in tracker_tables.read(_content(path), path.name)]
    if called and len(new) > 1:
        raise TableError(f"{len(new)} tables cannot all be called ‘{called}’: bring them in one by one.")
    new = [replace(each, name=called or each.name) for each in new]
    names = ", ".join(f"‘{each.name}’" for each in new[:3]) + (" …" if len(new) > 3 else "")
    with opened(project) as found, found.step(f"Tracker {names}", who(coder)) as session:
        reports = [keep(session, each) for each in new]
    if json:
        echo_json([report.as_json() for report in reports])
        return
    for report in reports:
        tell(report)


def tell(report: TrackerReport) -> None:
    """What bringing a tracker in did."""
    if report.replaced:
        rows = f"{number(report.rows, 'row')} now, {report.changed} new or changed, {report.gone} gone"
        echo(f"Tracker {report.name}: {rows}")
    else:
        echo(f"Tracker {report.name}: {number(report.rows, 'row')} brought in")
    for remark in report.remarks:
        say(f"{report.name}: {remark}")


def _content(path: Path) -> bytes:
    from transcripts.errors import TableError

    try:
        return path.read_bytes()
    except OSError as error:
        raise TableError(f"{path} cannot be read: {error.strerror}.") from error


def _remove(project: Path, name: str, coder: str) -> None:
    from transcripts.trackers import remove

    with opened(project) as found, found.step(f"Remove tracker ‘{name}’", who(coder)) as session:
        remove(session, name)
    echo(f"{name}: taken out")


def _list(project: Path, json: bool) -> None:
    from transcripts.trackers import trackers as kept

    with opened(project) as found, found.reading() as session:
        listed = kept(session)
    if json:
        echo_json([_about(each) for each in listed])
        return
    rows = [(t.name, len(t.rows), *_months(t), ", ".join(t.columns), t.source_name) for t in listed]
    headings = ("tracker", "rows", "from", "to", "columns", "file")
    echo_table(headings, rows, counted=number(len(listed), "tracker"), right=("rows",))


def _about(table: TrackerTable) -> dict[str, object]:
    first, last = _months(table)
    about = {key: value for key, value in table.as_json().items() if key not in ("rows", "periods")}
    return {**about, "rows": len(table.rows), "first": first, "last": last}


def _months(table: TrackerTable) -> tuple[str, str]:
    return (table.periods[0], table.periods[-1]) if table.periods else ("", "")


def _show(project: Path, name: str, output: Path | None, json: bool) -> None:
    from transcripts.trackers import tracker

    with opened(project) as found:
        if output is not None:
            write_listed(found, output, "tracker", {"name": name}, "row")
            return
        with found.reading() as session:
            table = tracker(session, name)
    if json:
        echo_json(table.as_json())
        return
    places = [each for each in ("area", "group") if any(getattr(row, each) for row in table.rows)]
    rows = [
        (row.period, *(getattr(row, each) for each in places), *(row.cells.get(c, "") for c in table.columns))
        for row in table.rows
    ]
    numbers = [name for name, kind in table.columns.items() if kind == "number"]
    echo_table(("month", *places, *table.columns), rows, counted=number(len(rows), "row"), right=numbers)

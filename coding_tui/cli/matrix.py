"""Matrices: what is coded, by two things at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coding_tui.cli.options import Json, ProjectPath, ReadAs, leave_manifest, opened_for
from coding_tui.cli.output import echo, echo_json, echo_table, number, say

if TYPE_CHECKING:
    from codebook.counting.matrix_cells import Matrix

AXES = "code, theme, code:Theme/*, kind, group, area, attribute:NAME, case, coder, month, participant, document, stance"

Rows = Annotated[str, typer.Option(metavar="AXIS", help=f"One of: {AXES}.")]
Columns = Annotated[str, typer.Option(metavar="AXIS", help="Likewise.")]
Count = Annotated[
    str, typer.Option(metavar="WHAT", help="codings, documents, participants, words or share (of the words spoken).")
]
Of = Annotated[
    str,
    typer.Option(
        "--of", metavar="BASE",
        help="What counts are out of: eligible (documents that somebody is done with; not for codings), asked (and in "
        "which an interviewer comes to the code), row, column or all.",
    ),
]  # fmt: skip
Asked = Annotated[str, typer.Option("--query", metavar="QUERY", help="Only the text that this query means.")]
Stances = Annotated[bool, typer.Option("--stances", help="Split every column by stance.")]
Whole = Annotated[bool, typer.Option("--all", help="Show rows without anything as well.")]
By = Annotated[
    str,
    typer.Option(
        "--by", metavar="WAY",
        help="With --rows code --columns code: which stand together, by overlap, turn, document, 'near 2 turns' or "
        "'near 2 sentences'.",
    ),
]  # fmt: skip
Percent = Annotated[bool, typer.Option("--percent", help="Show per cent of what counts are out of.")]
ZeroOne = Annotated[
    bool,
    typer.Option(
        "--zero-one",
        help="Write 1 where a code is, 0 where it is not, nothing where nobody is done, for R and the like.",
    ),
]  # fmt: skip
Beside = Annotated[
    list[str] | None,
    typer.Option("--tracker", metavar="NAME[:COLUMN]", help="With months as columns: a tracker's figures above."),
]
Output = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write it: .csv, .xlsx, .md, .tex; as a figure .svg, .png, .pdf, .html."),
]  # fmt: skip
Drawn = Annotated[
    str, typer.Option("--figure", metavar="KIND", help="Which figure: heat, bars, multiples, or timeline (of months).")
]

Measure = Annotated[
    str, typer.Option("--measure", metavar="NAME", help="With --by, what a figure is of: number, Jaccard or lift.")
]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command("matrix")(matrix)


def matrix(
    project: ProjectPath, rows: Rows = "theme", columns: Columns = "group", count: Count = "documents", base: Of = "",
    asked: Asked = "", stances: Stances = False, percent: Percent = False, whole: Whole = False, by: By = "",
    zero_one: ZeroOne = False, trackers: Beside = None, output: Output = None,
    figure: Drawn = "heat", measure: Measure = "Jaccard", reader: ReadAs = "", json: Json = False,
) -> None:  # fmt: skip
    """Count what is coded by rows and columns, each count with what it is out of.

    A document counts as eligible when somebody who counts marked it done: in others, a blank is not a “no”. What only
    an interviewer says is left out. With --by, codes that stand together are listed, with Jaccard's index and lift.
    """
    from codebook.counting.matrices import matrix as counted

    if by:
        _together(project, rows, columns, by, asked, whole, output, reader, json, (measure, figure))
        return
    if zero_one and output is None:
        raise typer.BadParameter("say which file to write: --output FILE", param_hint="--zero-one")
    with opened_for(project, reader, "a matrix") as found, found.reading() as session:
        made = counted(session, rows, columns, count=count, base=base, asked=asked, stances=stances)
        if trackers:
            from codebook.counting.months import beside

            made = beside(session, made, trackers)
    wanted: dict[str, Any] = {"rows": rows, "columns": columns, "count": count, "base": base, "asked": asked,
                              "stances": stances}  # fmt: skip
    if trackers:
        wanted["trackers"] = trackers
    if output is not None:
        from exports.comparing.compared import save_compared
        from exports.comparing.matrix_tables import save_zero_one
        from exports.manifests.kinds import rows_of_matrix

        if zero_one:
            save_zero_one(made, output)
        else:
            save_compared(made, output, percent=percent, figure=figure)
        leave_manifest(project, reader, output, "matrix", wanted, rows_of_matrix(made))
        echo(f"{made.size} written to {output}")
    elif json:
        echo_json(as_json(made))
    else:
        _show(made, whole, percent)
    for note in made.notes:
        say(note)


# -- codes that stand together ------------------------------------------------------------------------------------

SHOWN = 20


def _together(
    project: Path, rows: str, columns: str, by: str, asked: str, whole: bool, output: Path | None, reader: str,
    json: bool, drawn: tuple[str, str],
) -> None:  # fmt: skip
    from codebook.counting.cooccurrence import cooccurrence
    from codebook.counting.cooccurrence_pairs import HEADINGS
    from codebook.counting.cooccurrence_pairs import pairs as listed

    if rows != columns:
        raise typer.BadParameter("codes stand together with codes: give the same axis twice", param_hint="--by")
    with opened_for(project, reader, "a matrix") as found, found.reading() as session:
        made = cooccurrence(session, rows, by=by, asked=asked)
    pairs = [pair.row for pair in listed(made)]
    if output is not None:
        from exports.comparing.compared import save_together
        from exports.manifests.kinds import rows_of_cooccurrence

        save_together(made, output, measure=drawn[0], figure=drawn[1])
        wanted = {"codes": rows, "by": by, "asked": asked}
        leave_manifest(project, reader, output, "codes that stand together", wanted, rows_of_cooccurrence(made))
        echo(f"{number(len(pairs), 'pair')} written to {output}")
    elif json:
        named = [dict(zip(("code", "other", "together", "n", "m", "jaccard", "lift"), p, strict=True)) for p in pairs]
        echo_json({"by": by, "unit": made.units, "whole": made.whole, "query": asked, "codes": list(made.codes),
                   "pairs": named})  # fmt: skip
    else:
        kept = pairs if whole else pairs[:SHOWN]
        many = f"{number(len(pairs), 'pair')} of codes in the same {made.units}, out of {made.whole:,}"
        echo_table(HEADINGS, kept, counted=many, right=HEADINGS[2:])
        if len(kept) < len(pairs):
            say(f"The {SHOWN} that are together most, for their number; --all shows the others.")


# -- one matrix ---------------------------------------------------------------------------------------------------


def as_json(made: Matrix) -> dict[str, Any]:
    """All of a matrix; cells with the codings (uids) that they count."""
    cells = [
        {"row": row, "column": column, "n": cell.n, "of": cell.of, "share": cell.share, "codings": list(cell.codings),
         "documents": list(cell.documents)}
        for row, line in zip(made.rows, made.cells, strict=True)
        for column, cell in zip(made.columns, line, strict=True)
    ]  # fmt: skip
    return {
        "rows": {"axis": made.row_axis, "headings": list(made.rows)},
        "columns": {"axis": made.column_axis, "headings": list(made.columns)},
        "count": made.count, "of": made.base, "counts": made.counts, "out_of": made.out_of, "query": made.asked,
        "notes": list(made.notes), "cells": cells,
    }  # fmt: skip


def _show(made: Matrix, whole: bool, percent: bool) -> None:
    from exports.comparing.matrix_tables import caption, written

    used = [
        (row, *(written(made, cell, percent=percent) for cell in cells))
        for row, cells in zip(made.rows, made.cells, strict=True)
        if whole or any(cell.n for cell in cells)
    ]
    echo_table((made.row_axis, *made.columns), used, counted=caption(made), right=made.columns)
    if any(cell == "–" for _, *cells in used for cell in cells):
        say("–: there is nothing that it could be out of.")
    empty = len(made.rows) - len(used)
    if empty:
        say(f"{number(empty, 'row')} without anything left out; --all shows them.")

"""Triangulation: themes by kinds of evidence, and what people judge of how these converge."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coding_tui.cli.options import Json, ProjectPath, ReadAs, opened_for
from coding_tui.cli.output import echo, echo_json, echo_table, number, say

if TYPE_CHECKING:
    from codebook.convergence import Compared, Sheet
    from codebook.triangulation import ConvergenceMatrix, Evidence

BARS = "·▂▄▆█"
"""Prominence: in none, up to a quarter, a half, three quarters, more of the documents."""

Themes = Annotated[
    str, typer.Option(metavar="CODES", help="“Theme/*” for the codes below one, or a code; else the themes.")
]
SheetFile = Annotated[
    Path | None, typer.Option("--sheet", metavar="FILE", help="Write an empty sheet to judge by: .csv or .xlsx.")
]
Assessed = Annotated[
    list[Path] | None,
    typer.Option("--assessed", metavar="FILE", help="A sheet that somebody filled in; give those of two people."),
]  # fmt: skip
Output = Annotated[Path | None, typer.Option(metavar="FILE", help="Write the matrix: .md, .csv or .xlsx.")]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command()(triangulate)


def triangulate(
    project: ProjectPath, themes: Themes = "", sheet: SheetFile = None, assessed: Assessed = None,
    output: Output = None, reader: ReadAs = "", json: Json = False,
) -> None:  # fmt: skip
    """Lay out what each kind of evidence says of each theme, and compare what people judge of it.

    Sources are groups of interviews and other kinds of documents; a document counts when somebody is done with it. The
    program judges nothing: two people fill in sheets of their own (agreement, partial agreement, silence, dissonance),
    apart, and --assessed sets them beside each other with their agreement.
    """
    from codebook.triangulation import convergence_matrix

    with opened_for(project, reader, "a convergence matrix") as found, found.reading() as session:
        matrix = convergence_matrix(session, themes)
    sheets = _sheets(matrix, assessed or [])
    judged = _judged(matrix, sheets)
    if sheet is not None:
        _write_sheet(matrix, sheet)
    elif output is not None:
        _write(matrix, judged, output)
    elif json:
        echo_json(_as_json(matrix, judged, sheets))
    else:
        _tell(matrix, judged)
    for note in matrix.notes:
        say(note)


def _sheets(matrix: ConvergenceMatrix, paths: list[Path]) -> list[Sheet]:
    from codebook.convergence import read_sheet

    return [read_sheet(path, matrix) for path in paths]


def _judged(matrix: ConvergenceMatrix, sheets: list[Sheet]) -> Compared | None:
    from codebook.convergence import compared

    return compared(matrix, sheets) if sheets else None


def _write_sheet(matrix: ConvergenceMatrix, path: Path) -> None:
    from codebook.convergence import COLUMNS, sheet_rows
    from transcripts.spreadsheets import write_table

    echo(f"{number(write_table(path, COLUMNS, sheet_rows(matrix)), 'cell')} to judge written to {path}")


def _cell(each: Evidence, judged: Compared | None) -> str:
    """`█ 33 of 33`, or `· 0 of 7 not raised`; before it what all judged, or ≠ where they differ."""
    from codebook.convergence import SIGNS

    sign = ""
    if judged is not None:
        place = (each.theme, each.source)
        sign = SIGNS[judged.same[place]] if place in judged.same else "≠" if place in judged.different else "?"
        sign += " "
    return f"{sign}{BARS[each.prominence]} {each.documents:,} of {each.done:,}" if each.done else f"{sign}no data"


def _tell(matrix: ConvergenceMatrix, judged: Compared | None) -> None:
    rows = [(theme, *(_cell(each, judged) for each in line)) for theme, line in _lines(matrix)]
    echo_table(("theme", *matrix.sources), rows,
               counted="Documents that raise each theme, of those that somebody is done with")  # fmt: skip
    silences: dict[str, list[str]] = {}
    for line in matrix.cells:
        for each in line:
            if each.silence:
                silences.setdefault(each.silence, []).append(f"{each.source} on {each.theme}")
    if silences:
        echo("\nSilent")
        for how, places in silences.items():
            echo(f"  {how}: {'; '.join(places)}")
    if judged is not None:
        echo("\n" + "\n".join(_comparison(judged)))


def _lines(matrix: ConvergenceMatrix) -> list[tuple[str, tuple[Evidence, ...]]]:
    return list(zip(matrix.themes, matrix.cells, strict=True))


def _comparison(judged: Compared) -> list[str]:
    """What people judged alike and not, and how far they agree."""
    from codebook.convergence import SIGNS

    counts = judged.counts()
    found = judged.agreement
    total = len(judged.same) + len(judged.different)
    named = (("κ", found.kappa), ("α", found.alpha))
    coefficients = [f"{name} {value:.2f}" for name, value in named if value is not None]
    lines = [
        f"Judged by {', '.join(judged.people)}: {total:,} of {total + len(judged.left):,} cells by all of them",
        "  " + " · ".join(f"{SIGNS[name]} {many:,} {name}" for name, many in counts.items())
        + f" · ≠ {len(judged.different):,} judged differently",
    ]  # fmt: skip
    if found.percent is not None:
        lines.append(f"  agreement of the people: {found.percent:.0%}{''.join(f', {each}' for each in coefficients)}")
    if found.undefined:
        lines.append(f"  α has no value: {found.undefined}")
    lines += [f"  ≠ {theme} × {source}" for theme, source in judged.different]
    return lines


def _write(matrix: ConvergenceMatrix, judged: Compared | None, path: Path) -> None:
    headings = ("theme", *matrix.sources)
    rows = [(theme, *(_cell(each, judged) for each in line)) for theme, line in _lines(matrix)]
    if path.suffix.lower() == ".md":
        from exports.quotations.markdown import escaped
        from exports.saving import save
        from exports.words import one_line

        table = [headings, tuple("---" for _ in headings), *rows]
        lines = [f"| {' | '.join(escaped(one_line(str(cell))) if at != 1 else cell for cell in row)} |"
                 for at, row in enumerate(table)]  # fmt: skip
        said = [f"- {escaped(one_line(line))}" for line in (_comparison(judged) if judged else [])]
        save(path, ("\n".join([*lines, "", *said]).rstrip() + "\n").encode())
    else:
        from transcripts.spreadsheets import write_table

        write_table(path, headings, rows)
    echo(f"{number(len(rows), 'theme')} × {number(len(matrix.sources), 'source')} written to {path}")


def _as_json(matrix: ConvergenceMatrix, judged: Compared | None, sheets: list[Sheet]) -> dict[str, Any]:
    cells = [
        {**asdict(each), "prominence": each.prominence,
         "assessments": {sheet.who: sheet.given.get((each.theme, each.source)) for sheet in sheets},
         "notes": {s.who: s.notes[each.theme, each.source] for s in sheets if (each.theme, each.source) in s.notes}}
        for line in matrix.cells for each in line
    ]  # fmt: skip
    said: dict[str, Any] = {"themes": list(matrix.themes), "sources": list(matrix.sources), "cells": cells,
                            "notes": list(matrix.notes)}  # fmt: skip
    if judged is not None:
        found = judged.agreement
        said["assessed"] = {
            "people": list(judged.people), "same": judged.counts(), "different": [list(p) for p in judged.different],
            "left": [list(place) for place in judged.left], "percent": found.percent, "kappa": found.kappa,
            "alpha": found.alpha, "undefined": found.undefined,
        }  # fmt: skip
    return said

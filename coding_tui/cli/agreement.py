"""How far coders agree."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coding_tui.cli.options import Json, opened
from coding_tui.cli.output import echo, echo_json, echo_table, number

if TYPE_CHECKING:
    from codebook.agreement import Agreement, CodeAgreement

COLUMNS = ("code", "units", "coded", "agree", "F1", "α", "κ", "Fleiss", "AC1", "BP")


class Unit(StrEnum):
    """What is compared one by one."""

    character = "character"
    sentence = "sentence"
    turn = "turn"
    document = "document"


Project = Annotated[Path | None, typer.Argument(metavar="PROJECT", help="The project file, NAME.qdb.")]
PerUnit = Annotated[Unit, typer.Option("--unit", help="What is compared one by one.")]
Coders = Annotated[str, typer.Option("--coders", metavar="A,B", help="Only these; else all who marked documents done.")]
Round = Annotated[str, typer.Option("--round", metavar="ROUND", help="Which round of coding.")]
Ratings = Annotated[
    Path | None,
    typer.Option(metavar="TABLE", help="Instead of a project: a row a unit, a column a coder, empty = missing.",
                 ),
]  # fmt: skip


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command()(agreement)


def agreement(
    project: Project = None, unit: PerUnit = Unit.sentence, coders: Coders = "", round: Round = "main",
    ratings: Ratings = None, json: Json = False,
) -> None:  # fmt: skip
    """Measure how far coders agree, code by code.

    Only documents that at least two of them marked done count, and in those what participants say. Every
    code is its own coded / not-coded variable. A value that has no meaning is – and the reason stands below.
    """
    if (project is None) == (ratings is None):
        raise typer.BadParameter("give a project, or a table with --ratings", param_hint="PROJECT")
    measured = _of_project(project, unit, coders, round) if project else _of_ratings(ratings or Path())
    if json:
        echo_json(measured.as_json())
    else:
        _tell(measured)


def _of_project(path: Path, unit: Unit, coders: str, round: str) -> Agreement:
    from codebook.project_agreement import measure_project

    wanted = [name.strip() for name in coders.split(",") if name.strip()] or None
    with opened(path) as found:
        return measure_project(found, unit=unit.value, coders=wanted, round=round)


def _of_ratings(path: Path) -> Agreement:
    from codebook.agreement import measure_ratings
    from codebook.agreement.ratings_table import read_ratings

    table = read_ratings(path)
    return measure_ratings(table.coders, table.rows, table.name)


def _tell(measured: Agreement) -> None:
    coders = ", ".join([number(len(measured.coders), "coder"), *measured.coders])
    documents = "" if measured.documents is None else f" · {number(measured.documents, 'document')} done by two or more"
    counted = f"Agreement by {measured.unit} · {coders}{documents}"
    echo_table(COLUMNS, [_row(code) for code in measured.codes], counted=counted, right=COLUMNS[1:])
    reasons = [(code.undefined, code.code) for code in measured.codes if code.undefined]
    cautions = [(flag, code.code) for code in measured.codes for flag in code.flags]
    for heading, remarks in (("– has no value", reasons), ("Beware", cautions)):
        if remarks:
            echo(f"\n{heading}\n  " + "\n  ".join(_gathered(remarks, len(measured.codes))))


def _gathered(remarks: list[tuple[str, str]], codes: int) -> list[str]:
    """Each remark once, with the codes it is about."""
    about: dict[str, list[str]] = {}
    for remark, code in remarks:
        about.setdefault(remark, []).append(code)
    return [f"{remark}: {'every code' if len(on) == codes > 1 else ', '.join(on)}" for remark, on in about.items()]


def _row(code: CodeAgreement) -> tuple[Any, ...]:
    shares = (_share(code.prevalence), _share(code.percent))
    return code.code, code.units, *shares, code.f1, code.alpha, code.kappa, code.fleiss, code.ac1, code.bp


def _share(value: float | None) -> str | None:
    """A share in per cent; all and nothing are said only of all and nothing."""
    if value is None:
        return None
    if 0 < value < 0.0005:
        return "<0.1%"
    return ">99.9%" if 0.9995 <= value < 1 else f"{value:.1%}"

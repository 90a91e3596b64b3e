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
    from codebook.agreement.together import Together, ValueAgreement
    from codebook.reviewing.project_agreement import Circumstances
    from codebook.reviewing.self_agreement import Again as Standing

COLUMNS = ("code", "units", "coded", "agree", "F1", "α", "95 %", "κ", "Fleiss", "AC1", "BP")
ORIGINS = ("human", "suggestion")
FIGURES = ("forest", "pairs", "drift")
INTERVAL = COLUMNS.index("95 %")


class Unit(StrEnum):
    """What is compared one by one."""

    character = "character"
    sentence = "sentence"
    turn = "turn"
    document = "document"


Project = Annotated[Path | None, typer.Argument(metavar="PROJECT", help="The project file, NAME.qdb.")]
PerUnit = Annotated[
    Unit | None, typer.Option("--unit", help="What is compared one by one: sentences; for --tables characters."),
]  # fmt: skip
Coders = Annotated[str, typer.Option("--coders", metavar="A,B", help="Only these; else all who marked documents done.")]
Round = Annotated[str, typer.Option("--round", metavar="ROUND", help="Which round of coding.")]
Ratings = Annotated[
    Path | None,
    typer.Option(metavar="TABLE", help="Instead of a project: a row a unit, a column a coder, empty = missing.",
                 ),
]  # fmt: skip


Tables = Annotated[
    tuple[Path, Path] | None,
    typer.Option("--tables", metavar="TABLE TABLE", help="Instead of a project: two tables of codings, with --lengths.",
                 ),
]  # fmt: skip
Lengths = Annotated[
    Path | None, typer.Option(metavar="TABLE", help="For --tables: document, characters; a row for every text read."),
]  # fmt: skip
Output = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE",
                 help="Write a report with figures and disagreements, by suffix: docx, md, html, tex, csv, xlsx, json.",
                 ),
]  # fmt: skip
Again = Annotated[
    str,
    typer.Option("--again", metavar="CODER",
                 help="A coder with themself: the main round and what they coded again, in --round again-1 or another.",
                 ),
]  # fmt: skip
FigureName = Annotated[
    str,
    typer.Option("--figure", metavar="NAME",
                 help="With --output, one figure alone: forest, pairs or drift, as svg, png, pdf or html."),
]  # fmt: skip
Origin = Annotated[
    str,
    typer.Option("--origin", metavar="ORIGIN", help="Only codings that came about so: human, or suggestion."),
]  # fmt: skip
Methods = Annotated[bool, typer.Option("--methods", help="Print what the numbers rest on, to be reported with them.")]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command()(agreement)


def agreement(
    project: Project = None, unit: PerUnit = None, coders: Coders = "", round: Round = "main",
    ratings: Ratings = None, tables: Tables = None, lengths: Lengths = None, methods: Methods = False,
    output: Output = None, figure: FigureName = "", again: Again = "", origin: Origin = "",
    json: Json = False,
) -> None:  # fmt: skip
    """Measure how far coders agree, code by code.

    Only documents that at least two of them marked done count, and in those what participants say. Every
    code is its own coded / not-coded variable. A value that has no meaning is – and the reason stands below.
    """
    if sum(given is not None for given in (project, ratings, tables)) != 1:
        raise typer.BadParameter("give a project, or --ratings, or --tables", param_hint="PROJECT")
    if figure and figure not in FIGURES:
        raise typer.BadParameter(f"‘{figure}’ is no figure. Figures are: {', '.join(FIGURES)}", param_hint="--figure")
    if again and (output is not None or coders):
        raise typer.BadParameter("it is about one coder, and written as --json or --methods", param_hint="--again")
    _require_origin(origin, project, output, again)
    if output is not None:
        _save(project, unit, coders, round, output, figure)
        return
    if figure:
        raise typer.BadParameter("a figure is written to a file: give --output NAME.svg", param_hint="--figure")
    settled: Circumstances | Standing | None = None
    codebook = ""
    if again:
        round = "again-1" if round == "main" else round
        measured, settled = _of_oneself(project, unit, again, round)
    elif project is not None:
        measured, settled, codebook = _of_project(project, unit, coders, round, origin)
    elif ratings is not None:
        measured = _of_ratings(ratings)
    else:
        measured = _of_tables(tables or (), lengths, unit or Unit.character)
    if json:
        echo_json({**measured.as_json(), **(settled.as_json() if settled else {})})
    elif methods:
        _tell_methods(measured, round if project is not None else None, codebook, again)
    else:
        _tell(measured, again)
    if settled and not json:
        echo("\n" + "\n".join(settled.words()))
        if origin:
            echo(f"Only codings of the origin ‘{origin}’, as if the others had not been made")


def _require_origin(origin: str, project: Path | None, output: Path | None, again: str) -> None:
    if origin not in ("", *ORIGINS):
        raise typer.BadParameter(f"‘{origin}’ is no origin. Origins are: {', '.join(ORIGINS)}", param_hint="--origin")
    if origin and (project is None or output is not None or again):
        raise typer.BadParameter("it is for the table of a PROJECT's coders, not for files", param_hint="--origin")


def _of_oneself(path: Path | None, unit: Unit | None, coder: str, round: str) -> tuple[Agreement, Standing]:
    from codebook.reviewing.self_agreement import again, measure_self
    from codebook.team.protocol import protocol

    if path is None:
        raise typer.BadParameter("a coder is one of a PROJECT", param_hint="--again")
    with opened(path) as found:
        with found.reading(whole=True) as session:
            at: Any = unit.value if unit else protocol(session).unit
        return measure_self(found, coder, unit=at, round=round), again(found, coder, round=round)


def _of_tables(tables: tuple[Path, ...], lengths: Path | None, unit: Unit) -> Agreement:
    from codebook.agreement import measure_all
    from codebook.agreement.span_tables import read_study

    if lengths is None:
        raise typer.BadParameter("--tables needs --lengths: what nobody coded counts too", param_hint="--lengths")
    if unit not in (Unit.character, Unit.document):
        raise typer.BadParameter("without the texts units are character or document", param_hint="--unit")
    return measure_all(read_study(tables, lengths), "document" if unit is Unit.document else "character")


def _tell_methods(measured: Agreement, round: str | None, codebook: str, oneself: str) -> None:
    from codebook.agreement.methods import methods

    echo("\n".join(methods(measured, round, codebook, oneself)))


def _of_project(
    path: Path, unit: Unit | None, coders: str, round: str, origin: str
) -> tuple[Agreement, Circumstances, str]:
    """The agreement, at the unit that the protocol settles unless told, what has to stand with it, and the codebook."""
    from codebook.reviewing.project_agreement import circumstances, codebook_named, measure_project

    wanted = _names(coders)
    with opened(path) as found:
        with found.reading(whole=True) as session:
            codebook = codebook_named(session)
        settled = circumstances(found, coders=wanted, round=round)
        at = unit or Unit(settled.protocol.unit)
        measured = measure_project(found, unit=at.value, coders=wanted, round=round, everything=True, origin=origin)
        return measured, settled, codebook


def _names(coders: str) -> list[str] | None:
    return [name.strip() for name in coders.split(",") if name.strip()] or None


def _save(path: Path | None, unit: Unit | None, coders: str, round: str, output: Path, figure: str) -> None:
    """Write the report, or one figure of it."""
    from exports.agreement.files import write_agreement

    if path is None:
        raise typer.BadParameter("a report is about a PROJECT", param_hint="--output")
    with opened(path) as found:
        at: Any = unit.value if unit else None
        files = write_agreement(found, output, unit=at, coders=_names(coders), round=round, figure=figure)
    echo(f"Written: {', '.join(str(place) for place in files)}")


def _of_ratings(path: Path) -> Agreement:
    from codebook.agreement import measure_ratings
    from codebook.agreement.ratings_table import read_ratings

    table = read_ratings(path)
    return measure_ratings(table.coders, table.rows, table.name)


def _tell(measured: Agreement, oneself: str) -> None:
    from codebook.agreement.words import rests_on

    counted = f"Agreement by {measured.unit} · {_between(measured, oneself)}"
    if measured.documents == 0:
        reason = measured.codes[0].undefined if measured.codes else "there are no codes yet"
        if oneself:
            reason = f"nothing is finished twice. To draw: coding-tui assign PROJECT --again 0.1 --coder {oneself}"
        echo(f"{counted}\n\nNothing to compare: {reason}")
        return
    kept = [at for at in range(len(COLUMNS)) if at != INTERVAL or measured.interval is not None]
    names = [COLUMNS[at] for at in kept]
    rows = [tuple(_row(code)[at] for at in kept) for code in measured.codes]
    echo_table(names, rows, counted=counted, right=names[1:])
    if measured.interval is not None:
        echo(f"\n95 % interval of α: {measured.interval}")
    rests = [(rests_on(code.conclusions, measured.limits), code.code) for code in measured.codes if code.conclusions]
    reasons = [(code.undefined, code.code) for code in measured.codes if code.undefined]
    cautions = [(remark, code.code) for code in measured.codes for remark in _cautions(code, measured)]
    told = (("What may rest on α, by its interval", rests), ("– has no value", reasons), ("Beware", cautions))
    for heading, remarks in told:
        if remarks:
            echo(f"\n{heading}\n  " + "\n  ".join(_gathered(remarks, len(measured.codes))))
    _tell_themes(measured, kept)
    if measured.together is not None:
        _tell_together(measured.together, measured.unit)


def _between(measured: Agreement, oneself: str) -> str:
    """Whose coding is compared, and on how many documents."""
    if oneself:
        return f"{oneself} with themself · {number(measured.documents or 0, 'document')} finished twice"
    coders = ", ".join([number(len(measured.coders), "coder"), *measured.coders])
    return coders if measured.documents is None else (
        f"{coders} · {number(measured.documents, 'document')} done by two or more"
    )  # fmt: skip


def _tell_themes(measured: Agreement, kept: list[int]) -> None:
    """Themes rolled up, in a table of their own, so that nobody takes one for a code."""
    if not measured.themes:
        return
    names = ["theme", *(COLUMNS[at] for at in kept if at)]
    rows = [tuple(_row(theme)[at] for at in kept) for theme in measured.themes]
    echo_table(names, rows, counted="\nThemes: coded where the theme or any code below it is", right=names[1:])


def _tell_together(whole: Together, unit: str) -> None:
    """The codebook as a whole: sets of codes, and Krippendorff's unitizing family."""
    jaccard, masi = (_decimal(value) for value in (whole.sets.jaccard, whole.sets.masi))
    echo(f"\nSets of codes by {unit}: α {jaccard} with Jaccard's distance, {masi} with MASI")
    rows = [(group.theme or "all codes", group.u_alpha, group.bar_u_alpha, group.cu_alpha, _share(group.coverage))
            for group in whole.unitizing if group.undefined is None]  # fmt: skip
    names = ("codes below", "uα", "|uα", "cuα", "pairable")
    if rows:
        heading = "\nWhere and what, by character: uα both, |uα where only, cuα what on words that both coded"
        echo_table(names, rows, counted=heading, right=names[1:])
    values = [(value.code, value.alpha, _share(value.coverage)) for value in _values(whole) if value.coverage]
    if values:
        heading = "\nWhat, code by code among the codes of its theme"
        echo_table(("code", "(k)uα", "pairable"), values, counted=heading, right=("(k)uα", "pairable"))
    reasons = [(group.undefined, group.theme or "all codes") for group in whole.unitizing if group.undefined]
    if reasons:
        echo("\nuα has no value\n  " + "\n  ".join(f"{about}: {why}" for why, about in reasons))


def _values(whole: Together) -> list[ValueAgreement]:
    """Each code once: among those of its theme, and among all codes where there are no themes."""
    themes = [group for group in whole.unitizing if group.theme]
    return [value for group in themes or whole.unitizing for value in group.codes]


def _decimal(value: float | None) -> str:
    return "–" if value is None else f"{round(value, 2) + 0.0:.2f}"


def _cautions(code: CodeAgreement, measured: Agreement) -> tuple[str, ...]:
    """Flags, and why a code has no interval where others have one."""
    why = code.no_interval if measured.interval is not None else None
    return (*code.flags, why) if why else code.flags


def _gathered(remarks: list[tuple[str, str]], codes: int) -> list[str]:
    """Each remark once, with the codes it is about."""
    about: dict[str, list[str]] = {}
    for remark, code in remarks:
        about.setdefault(remark, []).append(code)
    return [f"{remark}: {'every code' if len(on) == codes > 1 else ', '.join(on)}" for remark, on in about.items()]


def _row(code: CodeAgreement) -> tuple[Any, ...]:
    shares = (_share(code.prevalence), _share(code.percent))
    return (
        code.code, code.units, *shares, code.f1, code.alpha, _interval(code), code.kappa, code.fleiss, code.ac1, code.bp
    )  # fmt: skip


def _interval(code: CodeAgreement) -> str | None:
    if code.alpha_low is None or code.alpha_high is None:
        return None
    low, high = (round(limit, 2) + 0.0 for limit in (code.alpha_low, code.alpha_high))  # never a minus before 0.00
    return f"{low:.2f} to {high:.2f}"


def _share(value: float | None) -> str | None:
    """A share in per cent; all and nothing are said only of all and nothing."""
    if value is None:
        return None
    if 0 < value < 0.0005:
        return "<0.1%"
    return ">99.9%" if 0.9995 <= value < 1 else f"{value:.1%}"

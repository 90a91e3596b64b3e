"""Saturation: how many codes one interview more brings."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coding_tui.cli.options import Json, ProjectPath, ReadAs, leave_manifest, opened_for
from coding_tui.cli.output import echo, echo_json, echo_table, number, say

if TYPE_CHECKING:
    from codebook.counting.saturation import Curve, Saturation

Codes = Annotated[str, typer.Option(metavar="CODES", help="“Theme/*” for the codes below a theme; else all.")]
Kind = Annotated[str, typer.Option(metavar="KIND", help="Documents of this kind.")]
Orders = Annotated[int, typer.Option(metavar="N", help="Random orders to draw.")]
Seed = Annotated[int, typer.Option(metavar="N", help="The same seed draws the same orders.")]
Base = Annotated[int, typer.Option(metavar="N", help="Interviews whose codes are the base.")]
Run = Annotated[int, typer.Option(metavar="N", help="Interviews in which new codes are counted.")]
Threshold = Annotated[float, typer.Option(metavar="SHARE", help="So few new codes, of the base, are saturation.")]
Emergent = Annotated[bool, typer.Option("--emergent", help="Only codes that came up in coding.")]
Output = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write the curves: .csv, .xlsx, .md, .tex; as a figure .svg, .png, .pdf, .html."),
]  # fmt: skip


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command()(saturation)


def saturation(
    project: ProjectPath, codes: Codes = "", kind: Kind = "interview", orders: Orders = 2000, seed: Seed = 1,
    base: Base = 4, run: Run = 2, threshold: Threshold = 0.05, emergent: Emergent = False, output: Output = None,
    reader: ReadAs = "", json: Json = False,
) -> None:  # fmt: skip
    """Count how many codes are new in one interview more, over random orders, for all interviews and each group.

    By the rule of Guest, Namey & Chen (2020): the codes of the first --base interviews are the base; saturation is
    reached before the first run of --run that brings no more new codes than --threshold of it: 6+2 is reached at
    interview 6, shown by 2 more. Codes that were there before anybody coded saturate by construction, and are said to.
    """
    from codebook.counting.saturation import Rule
    from codebook.counting.saturation import saturation as counted

    rule = Rule(orders, seed, base, run, threshold)
    with opened_for(project, reader, "saturation") as found, found.reading() as session:
        made = counted(session, themes=codes, kind=kind, rule=rule, emergent_only=emergent)
    if output is not None:
        from exports.comparing.saturation import rows_of, save_saturation

        save_saturation(made, output)
        asked = {"themes": codes, "kind": kind, "rule": asdict(rule), "emergent_only": emergent}
        leave_manifest(project, reader, output, "saturation", asked, rows_of(made))
        echo(f"{number(len(made.curves), 'curve')} written to {output}")
    elif json:
        echo_json(as_json(made))
    else:
        _tell(made)
    for note in made.notes:
        say(note)


def as_json(made: Saturation) -> dict[str, Any]:
    """All of it."""
    curves = []
    for curve in made.curves:
        reached, dated = curve.reached_words(made)
        curves.append({
            **asdict(curve), "new": list(curve.new), "by_construction": curve.by_construction,
            "reached_words": reached, "reached_dated_words": dated,
        })  # fmt: skip
    return {**asdict(made), "curves": curves}


HEADINGS = ("n", "codes", "a priori", "in 1", "in half", "last brings", "reached at", "by dates")


def _tell(made: Saturation) -> None:
    from codebook.evidence.triangulation import INTERVIEW

    counted = (
        f"Codes by number of documents of the kind ‘{made.kind}’ · {made.orders:,} random orders, seed {made.seed} · "
        f"base {made.base}, run {made.run}, at most {100 * made.threshold:g}% new"
    )
    of = "interviews of" if made.kind == INTERVIEW else "documents of"
    echo_table((of, *HEADINGS), [_row(curve, made) for curve in made.curves], counted=counted, right=HEADINGS)
    told: dict[str, list[str]] = {}
    for curve in made.curves:
        if curve.why_not:
            told.setdefault(curve.why_not, []).append(curve.group)
    if told:
        echo("\nBeware")
        for why, groups in told.items():
            echo(f"  {why}: {', '.join(groups)}")


def _row(curve: Curve, made: Saturation) -> tuple[object, ...]:
    many = len(curve.documents)
    half = max(1, many // 2) - 1
    one, middle = (f"{curve.mean[at]:.1f}" if curve.codes else None for at in (0, half))
    last = f"{curve.new[-1]:.2f}" if curve.codes and many > 1 else None
    return (
        curve.group, many, len(curve.codes), len(curve.a_priori), one, middle, last, *curve.reached_words(made),
    )  # fmt: skip


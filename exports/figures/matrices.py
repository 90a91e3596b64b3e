"""Matrices as figures: a heat map, bars, small multiples, a timeline. Every number is written, every shade is a grey.

Shades and lengths say what the numbers say, so that nothing is lost to a printer without colours or to an eye that does
not tell them apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import altair as alt

from codebook.counting.matrix_cells import Cell, Matrix
from codebook.counting.months import all_months, is_tracker
from exports import captions
from exports.comparing.matrix_tables import said
from exports.figures.drawing import FAINT, GREYS, INK, Figure
from exports.words import one_line
from transcripts.errors import WorkbenchError

KINDS = ("heat", "bars", "multiples", "timeline")
STEP, WIDE = 20, 420
MANY = 14
"""Columns of a heat map from which on it would be wider than a page, were `11 of 33` written in each."""


def figure(made: Matrix, kind: str, date: str, told: captions.Caption | None = None) -> Figure:
    """A matrix as a figure of a kind (`KINDS`); rows without anything are left out and counted in the caption, which is
    `told` where it is another one.

    Raises WorkbenchError for another kind, an empty matrix, or a timeline whose columns are no months.
    """
    if kind not in KINDS:
        raise WorkbenchError(f"‘{kind}’ is no figure. Figures are: {', '.join(KINDS)}.")
    kept = [at for at, line in enumerate(made.cells) if any(cell.n for cell in line)]
    if not kept:
        raise WorkbenchError("There is nothing to draw: no cell of this matrix counts anything.")
    if kind == "timeline" and made.column_axis != "month":
        raise WorkbenchError("A timeline needs months in its columns: --columns month.")
    figures = [at for at in kept if is_tracker(made, at)]
    tops = {at: max(cell.n for cell in made.cells[at]) for at in figures} if kind != "timeline" else {}
    rows = [_row(made, at, column, tops.get(at, 1.0)) for at in kept for column in range(len(made.columns))]
    timeline = partial(_timeline, own=frozenset(one_line(made.rows[at]) for at in figures))
    ways: dict[str, Callable[..., Any]] = {
        "heat": _heat, "bars": _bars, "multiples": _multiples, "timeline": timeline,
    }  # fmt: skip
    draw = ways[kind]
    chart = draw(rows, [one_line(made.rows[at]) for at in kept], [one_line(name) for name in made.columns])
    title = f"{made.row_axis} by {made.column_axis}"
    told = told or captions.of_matrix(made, date)
    if kind == "heat" and len(made.columns) > MANY:
        told = replace(told, counts=f"{told.counts}; written is the count alone, the shade is its share")
    return Figure(kind, title, told, chart.to_dict())


def _row(made: Matrix, at: int, column: int, top: float) -> dict[str, Any]:
    """A cell; a tracker's figure as a share of `top`, the highest of its row."""
    cell = made.cells[at][column]
    value = _value(made, cell)
    return {"row": one_line(made.rows[at]), "column": one_line(made.columns[column]), "n": cell.n,
            "count": f"{cell.n:,}" if cell.of != 0 or cell.n else "–",
            "value": None if value is None else value / (top or 1.0), "said": said(made, cell)}  # fmt: skip


def _value(made: Matrix, cell: Cell) -> float | None:
    """The share where there is something that it is out of; else the count, and nothing where nothing could be.

    Out of all codings a share is a small number that says no more than the count does.
    """
    if cell.of is None or (made.count, made.base) == ("codings", "all"):
        return float(cell.n)
    return cell.share


def _axes(rows: list[str], columns: list[str]) -> tuple[alt.X, alt.Y]:
    angle = -35 if len(columns) <= MANY else -90
    x = alt.X("column:N", sort=columns, title=None, axis=alt.Axis(orient="top", labelAngle=angle, domain=False))
    return x, alt.Y("row:N", sort=rows, title=None, axis=alt.Axis(domain=False, ticks=False))


def _heat(values: list[dict[str, Any]], rows: list[str], columns: list[str]) -> Any:
    return heat_map(values, rows, columns, "count" if len(columns) > MANY else "said")


def heat_map(values: list[dict[str, Any]], rows: list[str], columns: list[str], words: str) -> Any:
    """Cells with `row`, `column`, a `value` that shades them (None: no shade), and what is written in them, `words`."""
    x, y = _axes(rows, columns)
    many = len(columns) > MANY
    wide = 5 * max(len(each[words]) for each in values) + 7 if many else 72
    base = alt.Chart(alt.InlineData(values=values)).encode(x=x, y=y)
    shade = alt.Color("value:Q", scale=alt.Scale(range=GREYS, domainMin=0), legend=None)
    return alt.layer(
        base.mark_rect(stroke="#bbbbbb").encode(color=shade),
        base.mark_text(fontSize=8 if many else 10, color=INK).encode(text=f"{words}:N"),
    ).properties(width=max(wide * len(columns), 120), height=STEP * len(rows))  # fmt: skip


def _bars(values: list[dict[str, Any]], rows: list[str], columns: list[str]) -> Any:
    """All columns of a row below each other, told apart by their names."""
    named = [{**each, "both": f"{each['row']} · {each['column']}"} for each in values]
    return named_bars(named, [f"{row} · {column}" for row in rows for column in columns])


def named_bars(named: list[dict[str, Any]], order: list[str]) -> Any:
    """A bar for each, called `both`, as long as its `value`, with what is `said` at its end."""
    base = alt.Chart(alt.InlineData(values=named)).encode(
        y=alt.Y("both:N", sort=order, title=None, axis=alt.Axis(domain=False, ticks=False))
    )
    return alt.layer(
        base.mark_bar(color=FAINT, height=11).encode(x=alt.X("value:Q", title=None, axis=alt.Axis(grid=False))),
        base.mark_text(align="left", dx=4, fontSize=10, color=INK).encode(x="value:Q", text="said:N"),
    ).properties(width=WIDE, height=16 * len(order))  # fmt: skip


def _multiples(values: list[dict[str, Any]], rows: list[str], columns: list[str]) -> Any:
    """A small chart of bars for every column, all on one scale."""
    y = alt.Y("row:N", sort=rows, title=None, axis=alt.Axis(domain=False, ticks=False))
    x = alt.X("value:Q", title=None, axis=alt.Axis(tickCount=3, grid=False))
    base = alt.Chart().encode(y=y)
    layered = alt.layer(
        base.mark_bar(color=FAINT, height=11).encode(x=x),
        base.mark_text(align="left", dx=3, fontSize=9, color=INK).encode(x="value:Q", text="said:N"),
        data=alt.InlineData(values=values),
    ).properties(width=130, height=16 * len(rows))  # fmt: skip
    header = alt.Header(title=None, labelOrient="top", labelColor=INK, labelFontWeight="bold")
    return layered.facet(facet=alt.Facet("column:N", sort=columns, header=header), columns=3)


def _timeline(values: list[dict[str, Any]], rows: list[str], columns: list[str], *, own: frozenset[str]) -> Any:
    """A line of months for every row, each on a ground of its own, all on one scale but for rows with their `own`; what
    has no date is left out, months in which nothing was collected are not.
    """
    dated = [each for each in values if each["column"][:1].isdigit()]
    months = all_months(name for name in columns if name[:1].isdigit())
    top = max((each["value"] or 0.0 for each in dated if each["row"] not in own), default=0.0)
    told = [{**each, "top": None if each["row"] in own else top} for each in dated]
    x = alt.X("column:O", scale=alt.Scale(domain=months), title=None, axis=alt.Axis(labelAngle=-60))
    base = alt.Chart().encode(x=x, y=alt.Y("value:Q", title=None, axis=alt.Axis(tickCount=3)))
    layered = alt.layer(
        base.mark_point(opacity=0).encode(y="top:Q"),  # unseen: so that scales which are apart end at the same place
        base.mark_line(color=INK, strokeWidth=1.5), base.mark_point(color=INK, filled=True, size=22),
        data=alt.InlineData(values=told),
    ).properties(width=max(18 * len(months), 160), height=54)  # fmt: skip
    header = alt.Header(title=None, labelOrient="top", labelAnchor="start", labelColor=INK, labelFontWeight="bold")
    lines = layered.facet(row=alt.Row("row:N", sort=rows, header=header)).resolve_axis(x="independent")
    return lines.resolve_scale(y="independent") if own else lines

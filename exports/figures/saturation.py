"""Saturation as a figure: codes seen by number of interviews, a small chart for every group, with its band."""

from __future__ import annotations

import altair as alt

from codebook.counting.saturation import Saturation
from exports.captions import Caption
from exports.figures.drawing import FAINT, INK, Figure
from exports.words import one_line


def saturation_curves(made: Saturation, date: str) -> Figure:
    """The exact mean (line), 95 % of the orders (band), and the order of dates (dotted), group by group."""
    values = [
        {"group": one_line(curve.group), "k": k + 1, "mean": curve.mean[k], "low": curve.low[k], "high": curve.high[k],
         "dated": curve.dated[k] if curve.dated else None}
        for curve in made.curves for k in range(len(curve.mean))
    ]  # fmt: skip
    x = alt.X("k:Q", title="interviews", axis=alt.Axis(tickMinStep=1, tickCount=5))
    base = alt.Chart().encode(x=x)
    layered = alt.layer(
        base.mark_area(color="#d0d0d0").encode(y=alt.Y("low:Q", title="codes"), y2="high:Q"),
        base.mark_line(color=INK, strokeWidth=1.5).encode(y="mean:Q"),
        base.mark_line(color=FAINT, strokeDash=[2, 2]).encode(y="dated:Q"),
        data=alt.InlineData(values=values),
    ).properties(width=190, height=120)  # fmt: skip
    header = alt.Header(title=None, labelColor=INK, labelFontWeight="bold")
    groups = [one_line(curve.group) for curve in made.curves]
    chart = layered.facet(facet=alt.Facet("group:N", sort=groups, header=header), columns=3)
    chart = chart.resolve_scale(x="independent")
    return Figure("saturation", "Codes by number of interviews", Caption(_shows(made), _counts(made), date),
                  chart.to_dict())  # fmt: skip


def _shows(made: Saturation) -> str:
    which = "codes that came up in coding" if made.emergent_only else "codes"
    built = all(curve.by_construction for curve in made.curves)
    by_construction = ". All of them stood in the codebook before anybody coded: they saturate by construction"
    a_priori = by_construction if built else ""
    return (
        f"{which.capitalize()} seen in so many documents of the kind ‘{made.kind}’. Line: mean of all orders (exact); "
        f"band: 95 % of {made.orders:,} random orders, seed {made.seed}; dotted: in the order of their dates. "
        f"Rule: base {made.base}, run {made.run}, at most {100 * made.threshold:g}% new{a_priori}"
    )


def _counts(made: Saturation) -> str:
    first = made.curves[0]
    return f"{len(first.documents):,} documents and {len(first.codes):,} codes in ‘{first.group}’"

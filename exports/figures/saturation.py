"""Saturation as a figure: codes seen by number of interviews, a small chart for every group, with its band."""

from __future__ import annotations

import altair as alt

from codebook.counting.saturation import Saturation
from codebook.evidence.triangulation import INTERVIEW
from exports.captions import of_saturation
from exports.figures.drawing import FAINT, INK, Figure
from exports.words import one_line


def saturation_curves(made: Saturation, date: str) -> Figure:
    """The exact mean (line), 95 % of the orders (band), and the order of dates (dotted), group by group."""
    values = [
        {"group": one_line(curve.group), "k": k + 1, "mean": curve.mean[k], "low": curve.low[k], "high": curve.high[k],
         "dated": curve.dated[k] if curve.dated else None}
        for curve in made.curves for k in range(len(curve.mean))
    ]  # fmt: skip
    documents = "interviews" if made.kind == INTERVIEW else "documents"
    x = alt.X("k:Q", title=documents, axis=alt.Axis(tickMinStep=1, tickCount=5))
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
    return Figure("saturation", f"Codes by number of {documents}", of_saturation(made, date), chart.to_dict())

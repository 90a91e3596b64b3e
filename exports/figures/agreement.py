"""Agreement as figures: α of every code with its interval, for every pair of coders, and week by week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from codebook.agreement import Agreement
from codebook.agreement.intervals import KRIPPENDORFF
from codebook.agreement.periods import Period
from exports.captions import Caption
from exports.figures.drawing import FAINT, GREYS, INK, Figure
from exports.words import one_line

STEP, WIDTH = 18, 360


def figures(measured: Agreement, round: str, date: str, periods: Sequence[Period] = ()) -> list[Figure]:
    """Forest, pairs and drift, where there is something to draw; drift needs two periods."""
    drawn = (forest(measured, round, date), pair_map(measured, round, date), drift_map(measured, periods, round, date))
    return [figure for figure in drawn if figure is not None]


def forest(measured: Agreement, round: str, date: str) -> Figure | None:
    """α of every code that has one, in the codebook's order, with its 95 % interval and the thresholds."""
    rows: list[dict[str, Any]] = [
        {"code": one_line(code.code), "alpha": code.alpha, "low": code.alpha_low, "high": code.alpha_high}
        for code in measured.codes
        if code.alpha is not None
    ]
    if not rows:
        return None
    lowest = min(0.0, *(row["alpha"] for row in rows), *(row["low"] for row in rows if row["low"] is not None))
    scale = alt.Scale(domain=[lowest, 1.0], nice=False)
    order = [row["code"] for row in rows]
    y = alt.Y("code:N", sort=order, title=None, axis=alt.Axis(domain=False, ticks=False))
    base = alt.Chart(alt.InlineData(values=rows))
    limits = alt.Chart(alt.InlineData(values=[{"limit": limit} for limit in measured.limits]))
    chart = alt.layer(
        limits.mark_rule(color=FAINT, strokeDash=[4, 3]).encode(x=alt.X("limit:Q", scale=scale)),
        base.transform_filter("datum.low !== null").mark_rule(color=INK, strokeWidth=1.5).encode(
            y=y, x=alt.X("low:Q", scale=scale, title="α"), x2="high:Q"
        ),
        base.mark_point(color=INK, size=45, opacity=1).encode(
            y=y, x=alt.X("alpha:Q", scale=scale, title="α"),
            fill=alt.condition("datum.low !== null", alt.value(INK), alt.value("white")),
        ),
    ).properties(width=WIDTH, height=STEP * len(rows))  # fmt: skip
    whose = "Krippendorff's" if measured.limits == KRIPPENDORFF else "the protocol's"
    limit = " and ".join(f"{limit:g}" for limit in measured.limits)
    shows = (
        f"Krippendorff's α by {measured.unit}, round {round}, coders {', '.join(measured.coders)}; "
        f"lines: 95 % intervals; open circles: no interval; broken lines: {whose} {limit}"
    )
    return Figure("forest", "α by code", Caption(shows, _counts(measured, len(rows)), date), chart.to_dict())


def pair_map(measured: Agreement, round: str, date: str) -> Figure | None:
    """α of every code for every pair of coders, each written in its cell; None for fewer than three coders."""
    rows = [
        {
            "code": one_line(pair.code),
            "pair": one_line(" – ".join(pair.coders)),
            "alpha": pair.alpha,
            "said": "–" if pair.alpha is None else f"{two_decimals(pair.alpha):.2f}",
        }
        for pair in measured.pairs
    ]
    if len(measured.coders) < 3:
        return None
    shows = f"Krippendorff's α of each pair of coders by {measured.unit}, round {round}; – has no value"
    codes = len({pair.code for pair in measured.pairs})
    return Figure("pairs", "α by pair of coders", Caption(shows, _counts(measured, codes), date), _cells(rows, "pair"))


def drift_map(measured: Agreement, periods: Sequence[Period], round: str, date: str) -> Figure | None:
    """α of every code in every period of coding, each written in its cell; None for fewer than two periods."""
    rows = [
        {
            "code": one_line(code.code),
            "period": f"{period.name} ({period.agreement.documents or 0:,})",
            "alpha": code.alpha,
            "said": "–" if code.alpha is None else f"{two_decimals(code.alpha):.2f}",
        }
        for period in periods
        for code in period.agreement.codes
    ]
    if len(periods) < 2 or not rows:
        return None
    shows = (
        f"Krippendorff's α by {measured.unit}, round {round}, in weeks of coding, put together until each has five "
        "documents; in brackets how many it has; – has no value"
    )
    codes = len({row["code"] for row in rows})
    return Figure("drift", "α over time", Caption(shows, _counts(measured, codes), date), _cells(rows, "period"))


def _cells(rows: list[dict[str, Any]], column: str) -> dict[str, Any]:
    """Codes by something, as shaded cells with their numbers."""
    codes = list(dict.fromkeys(row["code"] for row in rows))
    columns = list(dict.fromkeys(row[column] for row in rows))
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X(f"{column}:N", sort=columns, title=None, axis=alt.Axis(orient="top", labelAngle=-35, domain=False)),
        y=alt.Y("code:N", sort=codes, title=None, axis=alt.Axis(domain=False, ticks=False)),
    )
    shade = alt.Color("alpha:Q", scale=alt.Scale(domain=[0, 1], range=GREYS, clamp=True), legend=alt.Legend(title="α"))
    chart = alt.layer(
        base.mark_rect(stroke="#bbbbbb").encode(color=shade),
        base.mark_text(fontSize=10, color=INK).encode(text="said:N"),
    ).properties(width=max(44 * len(columns), 90), height=STEP * len(codes))  # fmt: skip
    made: dict[str, Any] = chart.to_dict()
    return made


def two_decimals(value: float) -> float:
    """Two decimals, never minus nought."""
    return round(value, 2) + 0.0


def _counts(measured: Agreement, codes: int) -> str:
    documents = "" if measured.documents is None else f"{measured.documents:,} documents done by two or more, "
    return f"{documents}{measured.summary.units:,} {measured.unit}s, {codes:,} codes"

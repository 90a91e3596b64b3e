"""Agreement as figures: α of every code with its interval, and α of every code for every pair of coders."""

from __future__ import annotations

from typing import Any

import altair as alt

from codebook.agreement import Agreement
from codebook.agreement.intervals import KRIPPENDORFF
from exports.figures.drawing import FAINT, GREYS, INK, Caption, Figure
from exports.words import one_line

STEP, WIDTH = 18, 360


def figures(measured: Agreement, round: str, date: str) -> list[Figure]:
    """Those that there is something to draw for."""
    drawn = [forest(measured, round, date)]
    return [figure for figure in (*drawn, pair_map(measured, round, date)) if figure is not None]


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
    codes = list(dict.fromkeys(one_line(pair.code) for pair in measured.pairs))
    pairs = list(dict.fromkeys(one_line(" – ".join(pair.coders)) for pair in measured.pairs))
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("pair:N", sort=pairs, title=None, axis=alt.Axis(orient="top", labelAngle=-35, domain=False)),
        y=alt.Y("code:N", sort=codes, title=None, axis=alt.Axis(domain=False, ticks=False)),
    )
    shade = alt.Color("alpha:Q", scale=alt.Scale(domain=[0, 1], range=GREYS, clamp=True), legend=alt.Legend(title="α"))
    chart = alt.layer(
        base.mark_rect(stroke="#bbbbbb").encode(color=shade),
        base.mark_text(fontSize=10, color=INK).encode(text="said:N"),
    ).properties(width=max(44 * len(pairs), 90), height=STEP * len(codes))  # fmt: skip
    shows = f"Krippendorff's α of each pair of coders by {measured.unit}, round {round}; – has no value"
    return Figure("pairs", "α by pair of coders", Caption(shows, _counts(measured, len(codes)), date), chart.to_dict())


def two_decimals(value: float) -> float:
    """Two decimals, never minus nought."""
    return round(value, 2) + 0.0


def _counts(measured: Agreement, codes: int) -> str:
    documents = "" if measured.documents is None else f"{measured.documents:,} documents done by two or more, "
    return f"{documents}{measured.summary.units:,} {measured.unit}s, {codes:,} codes"

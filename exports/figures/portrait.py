"""A document's portrait: where in it which code stands. A row a code, a bar a coding, a grey a coder."""

from __future__ import annotations

import altair as alt

from exports.captions import Caption, counted
from exports.coded.model import CodedTranscript
from exports.figures.drawing import Figure
from exports.words import one_line

GREYS = ("#111111", "#8c8c8c", "#c4c4c4", "#5c5c5c", "#e0e0e0", "#3c3c3c")
"""Of coders in their order; more than six begin again, and the bars' places still tell them apart."""
LEAST = 0.3
"""Percent of the text that a bar is wide at least: a coding of three words would not be seen."""


def document_portrait(made: CodedTranscript, date: str) -> Figure:
    """Codings by where they stand, from the first word to the last."""
    length = max(1, len(made.text.text))
    coders = list(dict.fromkeys(sorted(one_line(each.coder) for each in made.margin)))
    order = list(dict.fromkeys(one_line(each.code) for each in made.margin))
    values = [
        {"code": one_line(each.code), "coder": one_line(each.coder), "from": 100 * each.start / length,
         "to": max(100 * each.end / length, 100 * each.start / length + LEAST)}
        for each in made.margin
    ]  # fmt: skip
    shades = alt.Scale(domain=coders, range=[GREYS[at % len(GREYS)] for at in range(len(coders))])
    chart = (
        alt.Chart(alt.InlineData(values=values))
        .mark_bar(stroke="#111111", strokeWidth=0.4)
        .encode(
            x=alt.X("from:Q", title="percent of the text", scale=alt.Scale(domain=[0, 100])),
            x2="to:Q",
            y=alt.Y("code:N", title=None, sort=order),
            yOffset=alt.YOffset("coder:N", sort=coders),
            color=alt.Color("coder:N", title="coder", scale=shades, sort=coders),
        )
        .properties(width=520, height=alt.Step(16))
    )
    label = one_line(made.text.label)
    who = ", ".join(coders) or "nobody"
    counts = f"{counted(len(made.margin), 'coding')} of {counted(len(order), 'code')} by {who}"
    return Figure("portrait", f"Portrait of {label}", Caption(f"Codes in {label} by where they stand, in the order in "
                  "which each comes first", counts, date), chart.to_dict())  # fmt: skip

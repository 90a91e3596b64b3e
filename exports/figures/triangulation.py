"""The convergence coding matrix as a figure: sign and words in each cell, shaded by prominence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from codebook.evidence.convergence import SIGNS
from exports.captions import Caption
from exports.figures.drawing import GREYS, INK, Figure
from exports.words import one_line

if TYPE_CHECKING:
    from codebook.evidence.triangulation import Evidence
    from exports.triangulation.model import Triangulated

STEP, WIDE = 26, 92
IN_PRINT = {"◐": "(●)", "✕": "×"}
"""Signs that the font of figures has not: a line with one of them would be set in whatever bold font has it."""


def convergence_map(made: Triangulated, date: str) -> Figure:
    """Themes by sources: what people judged, as a sign; in how many documents, as words and as shade."""
    matrix = made.matrix
    themes, sources = [one_line(each) for each in matrix.themes], [one_line(each) for each in matrix.sources]
    values = [
        {"theme": one_line(each.theme), "source": one_line(each.source), "prominence": each.prominence,
         "said": one_line(f"{_in_print(made.sign(each))} {_said(made, each)}")}
        for line in matrix.cells for each in line
    ]  # fmt: skip
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X("source:N", sort=sources, title=None, axis=alt.Axis(orient="top", labelAngle=-35, domain=False)),
        y=alt.Y("theme:N", sort=themes, title=None, axis=alt.Axis(domain=False, ticks=False)),
    )
    shade = alt.Color("prominence:Q", scale=alt.Scale(domain=[0, 4], range=GREYS), legend=None)
    chart = alt.layer(
        base.mark_rect(stroke="#bbbbbb").encode(color=shade),
        base.mark_text(fontSize=11, color=INK).encode(text="said:N"),
    ).properties(width=WIDE * len(sources), height=STEP * len(themes))  # fmt: skip
    told = Caption(_shows(made), _counts(made), date)
    return Figure("convergence", "Convergence coding matrix", told, chart.to_dict())


def _in_print(sign: str) -> str:
    return IN_PRINT.get(sign, sign)


def _said(made: Triangulated, each: Evidence) -> str:
    """In how many documents, or for what reason it was judged silent."""
    kind = made.kind((each.theme, each.source))
    return kind or (f"{each.documents:,} of {each.done:,}" if each.done else "no data")


def _shows(made: Triangulated) -> str:
    key = ", ".join(f"{_in_print(sign)} {word}" for word, sign in SIGNS.items())
    who = ", ".join(sheet.who for sheet in made.sheets) or "nobody yet"
    return (
        "Documents that raise each theme, of those that somebody is done with; the darker, the larger their share. "
        f"Judged by {who}: {key}, ≠ judged differently, ? not judged by all"
    )


def _counts(made: Triangulated) -> str:
    cells = [each for line in made.matrix.cells for each in line]
    codings = sum(each.codings for each in cells)
    documents = sum(each.done for each in made.matrix.cells[0]) if made.matrix.cells else 0
    themes, sources = len(made.matrix.themes), len(made.matrix.sources)
    return f"{codings:,} codings, {documents:,} documents done, {themes:,} themes × {sources:,} sources"

"""Codes that stand together as a figure: the same measure in the same kind of chart as on the screen."""

from __future__ import annotations

from typing import Any

from codebook.counting.cooccurrence import Cooccurrence
from codebook.counting.cooccurrence_pairs import pairs, sociable
from exports.captions import of_together
from exports.comparing.together import HEAT, KINDS, MEASURES, drawn, pair_named, said, strongest, value
from exports.figures.drawing import Figure
from exports.figures.matrices import heat_map, named_bars
from exports.words import one_line
from transcripts.errors import WorkbenchError


def together_figure(made: Cooccurrence, measure: str, kind: str, date: str) -> Figure:
    """A heat map of all codes that stand with another, or bars of the pairs, by a measure.

    Raises WorkbenchError for another kind or measure, and where nothing stands together.
    """
    if kind not in KINDS or measure not in MEASURES:
        raise WorkbenchError(
            f"Codes together are drawn as {' or '.join(KINDS)}, by {', '.join(MEASURES)}; not ‘{kind}’ by ‘{measure}’."
        )
    many = len(pairs(made))
    if not many:
        raise WorkbenchError("There is nothing to draw: no two codes stand together.")
    chart = _heat(made, measure) if kind == HEAT else _bars(made, measure)
    told = of_together(made, date, drawn=drawn(measure, kind, many))
    title = "Codes that stand together" if kind == HEAT else f"Pairs of codes by {measure}, the highest first"
    return Figure(kind, title, told, chart.to_dict())


def _heat(made: Cooccurrence, measure: str) -> Any:
    kept = sociable(made)
    names = [one_line(made.codes[i]) for i in kept]
    values = [
        {"row": one_line(made.codes[i]), "column": one_line(made.codes[j]),
         "value": None if i == j else value(made, i, j, measure) or 0.0, "said": _in_cell(made, i, j, measure)}
        for i in kept for j in kept
    ]  # fmt: skip
    return heat_map(values, names, names, "said")


def _in_cell(made: Cooccurrence, i: int, j: int, measure: str) -> str:
    """As on the screen: how many hold the one code in brackets; nothing where two never stand together."""
    if i == j:
        return f"({made.together[i][i]:,})"
    if not made.together[i][j]:
        return "·"
    found = value(made, i, j, measure)
    # In a narrow cell: two decimals of 108.79 say no more than 109 does.
    return f"{found:,.0f}" if found is not None and found >= 10 else said(made, i, j, measure)


def _bars(made: Cooccurrence, measure: str) -> Any:
    """Names that two pairs would share are told as whole paths."""
    found = strongest(made, measure)
    short = [pair_named(pair) for pair in found]
    names = [
        one_line(name if short.count(name) == 1 else f"{pair.code} + {pair.other}")
        for name, pair in zip(short, found, strict=True)
    ]
    values = [
        {"both": name, "value": value(made, pair.i, pair.j, measure), "said": said(made, pair.i, pair.j, measure)}
        for name, pair in zip(names, found, strict=True)
    ]
    return named_bars(values, names)

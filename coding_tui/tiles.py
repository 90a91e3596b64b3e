"""Textual's compositor, asking each widget only for the rows that have to be painted, and no widget that lies under
others for anything.

Textual asks every widget near a change for all of its rows, and each container for the blank rows that its children
cover: three quarters of a page's time. What a cell shows is the same: the front-most widget there (a test compares).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

Span = tuple[int, int, int]
"""A line and the columns [from, to) of it that have to be painted."""


class Tile(NamedTuple):
    """Columns [x, end) of a line belong to this widget, which begins at `region`."""

    x: int
    end: int
    widget: Widget
    region: Region


class TileCompositor(Compositor):
    """A compositor that knows which widget is in front at every place."""

    def __init__(self) -> None:
        super().__init__()
        self._tiled: tuple[object, list[list[Tile]]] = (None, [])

    @property
    def tiles(self) -> list[list[Tile]]:
        """Every line's tiles, left to right; made once for every layout."""
        if self._tiled[0] is not self.visible_widgets:
            seen = [
                (widget, region, region.intersection(clip)) for widget, (region, clip) in self.visible_widgets.items()
            ]
            self._tiled = (self.visible_widgets, [_line(seen, y, cuts) for y, cuts in enumerate(self.cuts)])
        return self._tiled[1]

    def render_partial_update(self) -> ChopsUpdate | None:
        """What became dirty, or None when nothing did."""
        regions = [region.intersection(self.size.region) for region in self._dirty_regions]
        self._dirty_regions.clear()
        spans = list(self._regions_to_spans(regions))
        if not spans:
            return None
        ends = [[tile.end for tile in line] for line in self.tiles]
        return ChopsUpdate(self._painted(spans), spans, ends)

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        lines = crop.intersection(self.size.region).line_range
        return self._painted([(y, crop.x, crop.right) for y in lines if is_rendered_line(y)])  # type: ignore[return-value]

    def _painted(self, spans: Iterable[Span]) -> list[dict[int, Strip | None]]:
        """Each line's strips by column; None where nothing is asked for."""
        found: list[dict[int, Strip | None]] = [dict.fromkeys(tile.x for tile in line) for line in self.tiles]
        asked: dict[Widget, list[tuple[int, Tile]]] = {}
        for y, x1, x2 in spans:
            for tile in self.tiles[y]:
                if tile.x < x2 and tile.end > x1:
                    asked.setdefault(tile.widget, []).append((y, tile))
        for widget, places in asked.items():
            first, region = places[0][0], places[0][1].region
            strips = widget.render_lines(Region(0, first - region.y, region.width, places[-1][0] - first + 1))
            for y, tile in places:
                found[y][tile.x] = strips[y - first].crop(tile.x - region.x, tile.end - region.x)
        return found


def _line(seen: Sequence[tuple[Widget, Region, Region]], y: int, cuts: Sequence[int]) -> list[Tile]:
    """The tiles of a line; `seen` front to back, with the part of each that its parents leave."""
    here = [(widget, region, shown) for widget, region, shown in seen if shown.y <= y < shown.bottom]
    fronts = ((x, next((each for each in here if each[2].x <= x < each[2].right), None)) for x in cuts[:-1])
    runs = [(front, next(columns)[0]) for front, columns in groupby(fronts, key=lambda each: each[1])]
    ends = [*(x for _, x in runs[1:]), cuts[-1]]
    return [Tile(x, end, front[0], front[1]) for (front, x), end in zip(runs, ends, strict=True) if front is not None]

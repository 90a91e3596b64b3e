"""A chart with the caption that it must not be separated from, and how it becomes a file."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

import vl_convert

from exports.captions import Caption
from exports.formats import FIGURE_SUFFIXES, UnknownFormat
from exports.saving import save
from exports.words import one_line
from transcripts.leaving.words_of import strings

VEGA_LITE = "6.4"
"""The version of the drawing language that the installed altair writes and vl-convert holds."""
CAPTION_LINE = 100
"""Characters of a caption on one line."""
INK, FAINT = "#111111", "#767676"
GREYS = ["#ffffff", "#8c8c8c"]
"""From nothing to all: told apart by everybody, and by a printer without colours."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
STYLE = "body { margin: 1.5rem; background: white; } svg { max-width: 100%; height: auto; }"
_LOOK: dict[str, Any] = {
    # The first is what text is measured with here; the next two are as wide. A wider one would be cut at the edge.
    "font": "Liberation Sans, Arial, Helvetica, sans-serif",
    "background": "white",
    "view": {"stroke": None},
    "axis": {"labelColor": INK, "titleColor": INK, "gridColor": "#dddddd", "labelLimit": 420, "labelPadding": 8},
    "legend": {"labelColor": INK, "titleColor": INK},
    "title": {"anchor": "start", "fontSize": 13, "color": INK, "offset": 14},
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart in Vega-Lite as plain data. `name` is short, for file names: letters and hyphens."""

    name: str
    title: str
    caption: Caption
    spec: dict[str, Any]

    def svg(self) -> bytes:
        """As SVG with the caption in it, for whoever cannot see it; letters stay letters."""
        drawn = vl_convert.vegalite_to_svg(self._whole(), vl_version=VEGA_LITE, allowed_base_urls=[])
        opening, rest = drawn.split(">", 1)
        told = f"<title>{escape(one_line(self.title))}</title><desc>{escape(self.caption.words())}</desc>"
        return f"{opening}>{told}{rest}".encode()

    def png(self, scale: float = 2.0) -> bytes:
        """As PNG, `scale` times as many pixels as the SVG has points."""
        return vl_convert.vegalite_to_png(self._whole(), vl_version=VEGA_LITE, scale=scale, allowed_base_urls=[])

    def pdf(self) -> bytes:
        """As PDF with the caption printed in it."""
        return vl_convert.vegalite_to_pdf(self._printed(), vl_version=VEGA_LITE, allowed_base_urls=[])

    def html(self) -> bytes:
        """As one web page that needs nothing else and runs nothing, the caption printed in it.

        The drawing library's own page has a menu that hands data to an editor on the web.
        """
        drawn = replace(self, spec=self._printed()).svg().decode()
        title = escape(one_line(self.title))
        return (
            f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n<title>{title}</title>\n'
            f"<style>{STYLE}</style>\n</head>\n<body>\n{drawn}\n</body>\n</html>\n"
        ).encode()

    def save(self, path: Path) -> None:
        """Write it as the suffix says, its caption printed in it. Raises UnknownFormat, WriteFailed."""
        printed = replace(self, spec=self._printed())
        writers: dict[str, Callable[[], bytes]] = {
            ".svg": printed.svg, ".png": printed.png, ".pdf": self.pdf, ".html": self.html,
        }  # fmt: skip
        if path.suffix.lower() not in writers:
            raise UnknownFormat(f"{path}: a figure is written as {', '.join(FIGURE_SUFFIXES)}.")
        save(path, writers[path.suffix.lower()](), words=self._words())

    def _words(self) -> list[str]:
        """All that is written in it or behind it: what a picture's bytes do not tell."""
        return [self.title, self.caption.words(), *strings(self.spec)]

    def _printed(self) -> dict[str, Any]:
        """With the caption below the title, in lines that fit."""
        lines = textwrap.wrap(self.caption.words().replace(" %", "\N{NO-BREAK SPACE}%"), CAPTION_LINE)
        title = {"text": one_line(self.title), "subtitle": lines, "subtitleColor": INK, "subtitleFontSize": 10}
        return {**self._whole(), "title": title}

    def _whole(self) -> dict[str, Any]:
        return {"title": one_line(self.title), **self.spec, "config": _LOOK}

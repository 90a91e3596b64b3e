"""Where an attribution stands: below its quotation, at the foot of the page, or at the end of the text."""

from __future__ import annotations

from typing import Literal, get_args

Place = Literal["below", "footnote", "endnote"]
PLACES: tuple[Place, ...] = get_args(Place)

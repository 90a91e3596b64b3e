"""People's words on a screen: never markup, never a control code, never moved.

Names, transcripts, memos and quotations come from files and people. Every one of them is shown through `shown` (a
string of exactly as many code points, so that offsets into the original hold in what is displayed) or `words` (the
same, as `Content` that no markup parser sees).
"""

from __future__ import annotations

from textual.content import Content

from coding_tui.inert import STAND_IN, shown

__all__ = ["STAND_IN", "shown", "words"]


def words(text: str) -> Content:
    """`text` as content for any widget: what `shown` makes of it, with square brackets left alone."""
    return Content(shown(text))

"""The last gate before the terminal: whatever a field, a toast or a library puts on a row, no control code leaves.

What people wrote is made safe where it is shown (`plain_words.shown`); this stands behind that for what is being typed
or pasted, and for text that never passes through our own widgets.
"""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Characters that measure no cells and that a terminal might obey: leaving them out moves nothing."""


class NothingObeyed(LineFilter):
    """Leaves control and direction characters out of every row."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The row without them."""
        said = "".join([text for text, _, control in segments if not control])
        if (said.isascii() and said.isprintable()) or not _UNSEEN.search(said):
            return segments
        return [Segment(_UNSEEN.sub("", text), style, control) for text, style, control in segments]

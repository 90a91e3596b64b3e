"""A code's name from a participant's own words. Pure."""

from __future__ import annotations

import re

LONGEST = 60
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def in_vivo_name(words: str) -> str:
    """The words on one line, without the punctuation around them, cut at a word when they are many."""
    line = " ".join(_UNFIT.sub(" ", words).split()).strip(" .,;:!?…“”\"'‘’()–—-")
    if len(line) <= LONGEST:
        return line or "…"
    return line[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" .,;:–—-") + "…"

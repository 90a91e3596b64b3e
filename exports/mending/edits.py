"""The fewest changes that make one text another, word by word, so that what is the same keeps its place and looks."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_PARTS = re.compile(r"\s+|\w+|[^\w\s]")


class Edit(NamedTuple):
    """[start, end) of the old text, and the words to put there."""

    start: int
    end: int
    words: str


def edits(old: str, new: str) -> list[Edit]:
    """What is to be done to `old`, in its order; none overlaps another. White space that only differs is let be."""
    before, after = _PARTS.findall(old), _PARTS.findall(new)
    ends = [0]
    for part in before:
        ends.append(ends[-1] + len(part))
    alike = SequenceMatcher(None, [_shape(each) for each in before], [_shape(each) for each in after], autojunk=False)
    return [
        Edit(ends[first], ends[last], "".join(after[begin:stop]))
        for what, first, last, begin, stop in alike.get_opcodes()
        if what != "equal"
    ]


def _shape(part: str) -> str:
    return " " if part.isspace() else part

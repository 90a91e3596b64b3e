"""A text as what is said in it, for comparing what stands around words when every line was corrected."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from transcripts.reanchoring.model import Span

_OPENING = re.compile(r"(?:\A|(?<=\n))\s*(?:\[[\d:., ]{1,20}\][ \t]*)?(?:[^:\n]{1,60}:[ \t]+(?=\S))?")
_MARK = re.compile(r"[^\w\s]")


class Spoken:
    """A text without what a correction changes on every line: the blank lines, times and labels before it; and every
    mark is the same one.
    """

    def __init__(self, text: str) -> None:
        gone = [match.span() for match in _OPENING.finditer(text) if match.group()]
        self._starts = [0, *(end for _, end in gone)]
        said = [text[start:end] for start, end in zip(self._starts, [*(at for at, _ in gone), len(text)], strict=True)]
        self._at = list(accumulate(map(len, said), initial=0))
        self.text = _MARK.sub(".", "".join(said))

    def span(self, passage: Span) -> Span:
        """Where a passage is here; the label it opens with is not."""
        return self._here(passage[0]), self._here(passage[1])

    def original(self, span: Span) -> Span:
        """Where something that is not empty stands in the text."""
        return self._there(span[0]), self._there(span[1] - 1) + 1

    def _here(self, offset: int) -> int:
        number = bisect_right(self._starts, offset) - 1
        return min(self._at[number] + offset - self._starts[number], self._at[number + 1])

    def _there(self, at: int) -> int:
        number = bisect_right(self._at, at, hi=len(self._starts)) - 1
        return self._starts[number] + at - self._at[number]

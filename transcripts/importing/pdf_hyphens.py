"""Words divided at line ends: put together where it is sure that one word was split.

A soft hyphen at a line end is a division by its meaning. A hyphen there is one only where the document writes the
word elsewhere in one piece; `follow-` / `up` keeps its hyphen. Where nothing tells, the hyphen stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from transcripts.importing.pdf_rows import Segment

_WORD = re.compile(r"\w+(?:[-\u2010\u2011’']\w+)*")
_SPLIT_END = re.compile(r"([^\W\d_]+)([-\u2010])\Z")
_START = re.compile(r"([^\W\d_]+)")
_SOFT = "\u00ad"
_SOFT_INSIDE = re.compile("(?<=\\w)\u00ad(?=\\w)")


class Hyphens:
    """Knows how a document writes its words, joins lines, and counts what it did."""

    def __init__(self, lines: Sequence[Segment]) -> None:
        self._words: Counter[str] = Counter()
        for line in lines:
            words = _WORD.findall(line.text.replace(_SOFT, "").casefold().replace("\u2010", "-"))
            self._words.update(words[:-1] if line.text.endswith(("-", "\u2010", _SOFT)) else words)
        self.joined = self.kept = self.soft = 0

    def join(self, text: str, following: str) -> str:
        """The text so far as it goes on: without its hyphen where that only divides a word."""
        if text.endswith(_SOFT) and following[:1].isalpha():
            self.soft += 1
            return text[:-1]
        end, start = _SPLIT_END.search(text[-60:]), _START.match(following)
        if end is None or start is None:
            return text
        if self._is_split(end[1], start[1]):
            self.joined += 1
            return text[:-1]
        self.kept += 1
        return text

    def _is_split(self, first: str, second: str) -> bool:
        whole, compound = (first + second).casefold(), f"{first}-{second}".casefold()
        return second.islower() and self._words[whole] > 0 and self._words[compound] == 0

    def warnings(self) -> Iterator[str]:
        """One line about the words put together, one about the hyphens kept."""
        if self.joined or self.soft:
            yield f"words divided at line ends put together: {self.joined + self.soft}"
        if self.kept:
            yield f"hyphens at line ends kept, as nothing shows that a word was split there: {self.kept}"


def is_hyphen(lines: Sequence[Segment]) -> bool:
    """Whether soft hyphens are this document's ordinary hyphens: fonts draw both alike, some programs mix them up."""
    text = [line.text for line in lines]
    inside = sum(len(_SOFT_INSIDE.findall(line)) for line in text)
    return inside > 0 and not any("-" in line for line in text)

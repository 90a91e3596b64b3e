"""Words divided at line ends: put together where it is sure that one word was split.

A soft hyphen at a line end is a division by its meaning. A hyphen there is one only where the document writes the
word elsewhere in one piece; `follow-` / `up` keeps its hyphen. Where nothing tells, the hyphen stays. A space stays
behind words that were broken off (`for-` / `Sorry`) or share their end with others (`short-` / `and long-term`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from transcripts.importing.pdf_rows import Segment

_WORD = re.compile(r"\w+(?:[-\u2010\u2011’']\w+)*")
_SPLIT_END = re.compile(r"([^\W\d_]+)([-\u2010])\Z")
_START = re.compile(r"([^\W\d_]+)")
_SHARED_END = re.compile(r"(?:and|or|to|und|oder|bis|bzw|et|ou|y|o|e|en|of|och|og)\b(?![-\u2010’'])")
_BEFORE_SENTENCE = re.compile(r"(?:[.?!…:]|\A)[\s\"“”‘’«»()]*\Z")
_PREFIX = re.compile(
    "all|anti|co|counter|cross|ex|extra|inter|intra|macro|mega|meta|micro|mid|mini|multi|neo|non|off|out|over|pan|para"
    "|post|pre|pro|proto|pseudo|quasi|re|self|semi|sub|super|trans|ultra|un|under|vice"
)
"""What stands before a name in one word with it: `non-English`, `mid-June`."""
_SOFT = "\u00ad"
_SOFT_INSIDE = re.compile("(?<=\\w)\u00ad(?=\\w)")


class Hyphens:
    """Knows how a document writes its words, joins lines, and counts what it did."""

    def __init__(self, lines: Sequence[Segment]) -> None:
        self._words: Counter[str] = Counter()
        self._lower: set[str] = set()
        for line in lines:
            words = _WORD.findall(line.text.replace(_SOFT, "").replace("\u2010", "-"))
            words = words[:-1] if line.text.endswith(("-", "\u2010", _SOFT)) else words
            self._words.update(map(str.casefold, words))
            self._lower.update(word for word in words if word.islower())
        self.joined = self.kept = self.soft = self.broken_off = 0

    def join(self, text: str, following: str) -> tuple[str, str | None]:
        """The text so far as it goes on, and what comes between it and the next line; None: no hyphen of a word."""
        if text.endswith(_SOFT) and following[:1].isalpha():
            self.soft += 1
            return text[:-1], ""
        end, start = _SPLIT_END.search(text[-60:]), _START.match(following)
        if end is None or start is None:
            return text, None
        if self._is_split(end[1], start[1]):
            self.joined += 1
            return text[:-1], ""
        if _SHARED_END.match(following):
            return text, " "
        if self._is_broken_off(end[1], start[1], text[: -len(end[0])]):
            self.broken_off += 1
            return text, " "
        self.kept += 1
        return text, ""

    def _is_broken_off(self, first: str, second: str, before: str) -> bool:
        """Whether a capital begins something new: not a name behind a prefix, another name, or a compound known."""
        if not second[:1].isupper() or first.isupper() > (first == "I") or self._words[f"{first}-{second}".casefold()]:
            return False
        if first[:1].islower():
            return _PREFIX.fullmatch(first) is None
        begins = _BEFORE_SENTENCE.search(before[-20:]) is not None
        return first == "I" or (begins and first.casefold() in self._lower)

    def _is_split(self, first: str, second: str) -> bool:
        whole, compound = (first + second).casefold(), f"{first}-{second}".casefold()
        return second.islower() and self._words[whole] > 0 and self._words[compound] == 0

    def warnings(self) -> Iterator[str]:
        """One line about the words put together, one about the hyphens kept, one about words broken off."""
        if self.joined or self.soft:
            yield f"words divided at line ends put together: {self.joined + self.soft}"
        if self.kept:
            yield f"hyphens at line ends kept, as nothing shows that a word was split there: {self.kept}"
        if self.broken_off:
            yield f"words broken off at line ends, read with a space behind the hyphen: {self.broken_off}"


def is_hyphen(lines: Sequence[Segment]) -> bool:
    """Whether soft hyphens are this document's ordinary hyphens: fonts draw both alike, some programs mix them up."""
    text = [line.text for line in lines]
    inside = sum(len(_SOFT_INSIDE.findall(line)) for line in text)
    return inside > 0 and not any("-" in line for line in text)

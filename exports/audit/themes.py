"""Which code a heading or a sentence of a draft is about: by the words of its name, its cues and its definition."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping

from codebook.scheme.codes import Code, CodeTree

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_EMPTY = frozenset(
    """
    a about across all also among an and any are as at be been both but by can case cases could did do does each few
    for from had has have how in into is it its largely many more most no none not of often on one or other our
    participant people person rarely said say seldom several should so some spoke such than that the their them then
    there these they thing this those to took was way we were what when which who whom whose why will with work
    would
    """.split()  # noqa: SIM905 - as a list it would be a page
)
"""Words that are about nothing."""
_NAME, _CUE, _RULE = 3.0, 2.0, 0.5
"""What a word counts that stands in a code's name, in a cue, in its definition."""
_ENOUGH = 1.5
_CLEARLY = 1.15
"""How much better a code has to fit than another to be the only one."""
_MOST = 3


def content_words(text: str) -> list[str]:
    """The words that carry meaning, in lower case, without endings of plurals and possessives."""
    found = (_stem(match[0].casefold()) for match in _WORD.finditer(text))
    return [word for word in found if word not in _EMPTY and len(word) > 1]


def _stem(word: str) -> str:
    word = re.sub(r"[’']s?$", "", word)
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


class Themes:
    """A codebook, asked what words are about. `named` are words that the author said mean a code: they come first."""

    def __init__(self, tree: CodeTree, named: Mapping[str, Code] | None = None) -> None:
        self._tree = tree
        self._named = {tuple(content_words(words)): code for words, code in (named or {}).items()}
        self._weights = {code.uid: _weights(code) for code in tree}
        held = Counter(word for weights in self._weights.values() for word in weights)
        self._rarity = {word: math.log((len(tree) + 1) / many) / math.log(len(tree) + 1) for word, many in held.items()}

    def of_heading(self, heading: str) -> Code | None:
        """The code whose name a heading holds, or that holds the heading; None where no one code does."""
        if said := self._said(heading):
            return said
        words = set(content_words(heading))
        found = []
        for code in self._tree:
            named = set(content_words(code.name))
            if words and named and (named <= words or words <= named):
                found.append((len(named & words) / len(named | words), code))
        best = _best(found)
        return best[0] if len(best) == 1 else None

    def of_sentence(self, sentence: str, without: str = "") -> list[Code]:
        """The code whose name, cues and definition a sentence shares the most telling words with; several where it
        shares as many with each, none where it shares too few. Words of `without` are not looked at.
        """
        if said := self._said(sentence):
            return [said]
        words = set(content_words(sentence)) - set(content_words(without))
        scores = [
            (sum(self._weights[code.uid].get(word, 0.0) * self._rarity.get(word, 0.0) for word in words), code)
            for code in self._tree
        ]
        return _best([(score, code) for score, code in scores if score >= _ENOUGH])

    def _said(self, text: str) -> Code | None:
        words = content_words(text)
        found = (
            code
            for named, code in self._named.items()
            if any(tuple(words[at : at + len(named)]) == named for at in range(len(words)))
        )
        return next(found, None)


def _best(found: list[tuple[float, Code]]) -> list[Code]:
    """Those that are clearly better than all others: one, or a few that are about as good."""
    ranked = sorted(found, key=lambda each: -each[0])
    return [code for score, code in ranked if score * _CLEARLY >= ranked[0][0]][:_MOST]


def _weights(code: Code) -> dict[str, float]:
    entry = code.entry
    rules = " ".join((entry.brief, entry.full, *entry.include))
    weights = dict.fromkeys(content_words(rules), _RULE)
    weights |= dict.fromkeys((word for cue in entry.cues for word in content_words(cue)), _CUE)
    return weights | dict.fromkeys(content_words(code.name), _NAME)

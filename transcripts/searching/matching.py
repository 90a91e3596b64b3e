"""The exact places of what a search means in the words of one turn; and what a turn must hold to be looked into.

Every matcher has `condition`, which the index answers (None: any turn may hold it), and `places`, which reads the
folded words of a turn and gives stretches in order that do not overlap. The condition may let through too much, never
too little.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz

from transcripts.folding import VOWELS, fold
from transcripts.searching import tree
from transcripts.searching.model import EXACT
from transcripts.searching.wordforms import Forms
from transcripts.store.search_index import Close, Condition, Every, InARow, Some

Place = tuple[int, int, float]
"""Start, end, and how alike it is to what was asked for, up to 100."""

MOST_IN_PATTERN = 24
"""More forms of one word than these are looked up in a set instead of being tried one by one."""

_LETTER = rf"(?:[^\W_]|[{VOWELS}])"
_BEGINNING = rf"(?<![^\W_])(?<![{VOWELS}])"
_END = rf"(?![^\W_])(?![{VOWELS}])"
_BETWEEN = rf"(?:(?![{VOWELS}])[\W_])+"
WORDS = re.compile(f"{_LETTER}++")
"""Words of a folded text, as the index has them."""


class Matcher(Protocol):
    """Anything that finds places in a turn."""

    @property
    def condition(self) -> Condition | None: ...

    def places(self, text: str) -> Sequence[Place]: ...


def matcher(expression: tree.Expression, forms: Callable[[tree.Word], Forms]) -> Matcher:
    """What finds an expression; `forms` says what each of its words stands for."""
    if isinstance(expression, tree.Phrase):
        return PhraseMatcher.of([forms(word) for word in expression.words])
    if isinstance(expression, tree.Signs):
        return SignsMatcher(fold(expression.text))
    if isinstance(expression, tree.Near):
        return NearMatcher(matcher(expression.one, forms), matcher(expression.other, forms), expression.between)
    parts = tuple(matcher(part, forms) for part in expression.parts)
    if isinstance(expression, tree.Any):
        return AnyMatcher(parts)
    return AllMatcher(parts, tuple(matcher(part, forms) for part in expression.without))


# -- phrases ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PhraseMatcher:
    """Words in a row. `looked_up` are the forms of words that are too many for the pattern, by its groups."""

    forms: tuple[Forms, ...]
    pattern: re.Pattern[str]
    looked_up: tuple[tuple[str, frozenset[str]], ...]

    @classmethod
    def of(cls, forms: Iterable[Forms]) -> PhraseMatcher:
        """The matcher of words that stand for these forms."""
        listed = tuple(forms)
        groups = {n: f"word{n}" for n, each in enumerate(listed) if len(each.words) > MOST_IN_PATTERN}
        words = [
            f"{'' if n else _BEGINNING}(?P<{groups[n]}>{_LETTER}++)" if n in groups else _pattern(each, begins=n == 0)
            for n, each in enumerate(listed)
        ]
        looked_up = tuple((group, frozenset(listed[n].words)) for n, group in groups.items())
        return cls(listed, re.compile(_BETWEEN.join(words)), looked_up)

    @property
    def condition(self) -> Condition:
        """All the words; in a row where the index can say that."""
        *inner, last = self.forms
        if all(len(each.words) == 1 for each in self.forms) and not any(each.prefix for each in inner):
            return InARow(tuple(each.words[0] for each in self.forms), last.prefix)
        parts = tuple(Some(tuple(InARow((word,), each.prefix) for word in each.words)) for each in self.forms)
        different = tuple(dict.fromkeys(parts))  # the index looks a beginning up each time that it is asked for it
        return different[0] if len(different) == 1 else Every(different)

    def places(self, text: str) -> list[Place]:
        """Where the words stand."""
        return [(*match.span(), self._likeness(match.group())) for match in self._matches(text)]

    def _matches(self, text: str) -> Iterator[re.Match[str]]:
        if not self.looked_up:
            yield from self.pattern.finditer(text)
            return
        at = 0
        while match := self.pattern.search(text, at):
            fits = all(match[group] in words for group, words in self.looked_up)
            at = match.end() if fits else match.start() + 1
            if fits:
                yield match

    def _likeness(self, said: str) -> float:
        """How alike the words are that were only to be alike; the others are the same by being found."""
        if not any(each.wanted for each in self.forms):
            return EXACT
        heard = WORDS.findall(said)
        scores = [fuzz.ratio(each.wanted, word) for each, word in zip(self.forms, heard, strict=True) if each.wanted]
        return min(scores)


def _pattern(forms: Forms, *, begins: bool) -> str:
    letters = [_letters(word, begins) for word in forms.words]
    word = letters[0] if len(letters) == 1 else f"(?:{'|'.join(letters)})"
    return word + (f"{_LETTER}*+" if forms.prefix else _END)


def _letters(word: str, begins: bool) -> str:
    """A word's letters; where it begins the pattern, what may not stand before comes after the first of them.

    `re` runs to a pattern's first letter, and looks at every place in the text where it does not begin with one.
    """
    if not begins or not word:
        return (_BEGINNING if begins else "") + re.escape(word)
    first = re.escape(word[0])
    return rf"{first}(?<![^\W_]{first})(?<![{VOWELS}]{first}){re.escape(word[1:])}"


@dataclass(frozen=True, slots=True)
class SignsMatcher:
    """Signs that are no words, as they are."""

    signs: str

    @property
    def condition(self) -> None:
        """The index holds words alone."""
        return

    def places(self, text: str) -> list[Place]:
        """Where they stand."""
        return [(*match.span(), EXACT) for match in re.finditer(re.escape(self.signs), text)]


# -- together -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NearMatcher:
    """Two with at most so many words between; the place is from the beginning of one to the end of the other."""

    one: Matcher
    other: Matcher
    between: int

    @property
    def condition(self) -> Condition | None:
        """Close together where the index can say that, else both."""
        one, other = self.one.condition, self.other.condition
        if isinstance(one, InARow) and isinstance(other, InARow) and not (one.prefix or other.prefix):
            return Close(one, other, self.between)
        return _every((one, other))

    def places(self, text: str) -> list[Place]:
        """The stretches."""
        others = self.other.places(text) if (ones := self.one.places(text)) else ()
        found = [
            (min(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]))
            for a in ones
            for b in others
            if self._is_close(text, *sorted((a, b)))
        ]
        return _apart(found, shortest=True)

    def _is_close(self, text: str, first: Place, second: Place) -> bool:
        if first[1] > second[0]:
            return False
        return sum(1 for _ in WORDS.finditer(text, first[1], second[0])) <= self.between


@dataclass(frozen=True, slots=True)
class AnyMatcher:
    """Any of several; where two overlap, the one that begins first, and of these the longest."""

    parts: tuple[Matcher, ...]

    @property
    def condition(self) -> Condition | None:
        """Any of theirs, when the index can answer all of them."""
        conditions = [part.condition for part in self.parts]
        known = tuple(condition for condition in conditions if condition is not None)
        return Some(known) if len(known) == len(conditions) else None

    def places(self, text: str) -> list[Place]:
        """All of theirs."""
        return _apart(place for part in self.parts for place in part.places(text))


@dataclass(frozen=True, slots=True)
class AllMatcher:
    """Every place of several, in turns that hold all of them and none of `without`."""

    parts: tuple[Matcher, ...]
    without: tuple[Matcher, ...]

    @property
    def condition(self) -> Condition | None:
        """All that the index can answer; `without` is left to reading, where nothing is let through or lost."""
        return _every(part.condition for part in self.parts)

    def places(self, text: str) -> list[Place]:
        """All of theirs, or nothing."""
        found: list[Place] = []
        for part in self.parts:
            places = part.places(text)
            if not places:
                return []
            found += places
        return [] if any(part.places(text) for part in self.without) else _apart(found)


def _every(conditions: Iterable[Condition | None]) -> Condition | None:
    known = tuple(condition for condition in conditions if condition is not None)
    return known[0] if len(known) == 1 else Every(known) if known else None


def _apart(places: Iterable[Place], *, shortest: bool = False) -> list[Place]:
    """Places in order, none overlapping the one before; of those that begin together the longest, or the shortest."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda each: (each[0], each[1] if shortest else -each[1], -each[2])):
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    return kept

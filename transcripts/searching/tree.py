"""What a search for words means, once read: a tree of phrases, AND, OR, NOT and NEAR, frozen and comparable."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a phrase, folded; `*` in it stands for any letters.

    `alike` (`~` in front) takes spellings that look or sound like it; `as_written` (in quotes) is never widened to a
    word's other forms. `position` is where it stands in the query.
    """

    text: str
    alike: bool = False
    as_written: bool = False
    position: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one after the other, whatever spaces and punctuation stand between them."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs that are no words, such as an emoji, found as they are written."""

    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """Both, with at most `between` other words from the end of one to the beginning of the other."""

    one: Expression
    other: Expression
    between: int


@dataclass(frozen=True, slots=True)
class All:
    """Turns that hold all of `parts` and none of `without`."""

    parts: tuple[Expression, ...]
    without: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """Turns that hold any of the parts."""

    parts: tuple[Expression, ...]


Expression = Phrase | Signs | Near | All | Any

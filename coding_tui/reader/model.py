"""What the reader is given: a document's text with its turns, and the codings on it.

Offsets are code points into the document's canonical text, half-open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


class ReaderTurn(NamedTuple):
    """One turn, or one passage that nobody is named for (`speaker` None).

    [start, end) is what was said; [label_start, start) the label with its time stamp, which the reader shows as a
    heading instead. `number` counts from 1. `time` is seconds from the beginning of the recording.
    """

    number: int
    label_start: int
    start: int
    end: int
    speaker: str | None = None
    role: str = "participant"
    time: float | None = None


@dataclass(frozen=True, slots=True)
class ReaderText:
    """A document to read: its canonical text and its turns in text order."""

    uid: str
    label: str
    text: str
    turns: tuple[ReaderTurn, ...] = ()


class ReaderCoding(NamedTuple):
    """A code on [start, end). `hue` is a number into `palette.HUES`; `stance` the short mark to show with the name.

    `mine` is false for another coder's work, which is named and can be read but not stretched.
    """

    uid: str
    start: int
    end: int
    code_uid: str
    name: str
    hue: int
    coder: str = ""
    stance: str = ""
    key: bool = False
    memo: bool = False
    mine: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cursor is: turn `turn` of `turns`, `time` seconds in (None: not known), after `percent` of the text.

    `line` of `lines` counts the text's own lines, from 1: they are what a document without turns goes by.
    """

    turn: int
    turns: int
    time: float | None
    percent: int
    line: int = 1
    lines: int = 1


class Passage(NamedTuple):
    """A stretch the cursor can go to: a turn's words, or text that no turn holds (`turn` None)."""

    label_start: int
    start: int
    end: int
    turn: ReaderTurn | None

    @property
    def headed(self) -> bool:
        """Whether a row above the words says whose they are."""
        return self.turn is not None and self.turn.speaker is not None

    @property
    def interviewer(self) -> bool:
        """Whether these are the interviewer's words."""
        return self.turn is not None and self.turn.role == "interviewer"


def passages(document: ReaderText) -> list[Passage]:
    """Every stretch of a document, in text order and disjoint; together they hold all of it but labels and white space.

    Turns that overlap or run past the text are cut to fit, so that a damaged table of turns hides nothing.
    """
    found: list[Passage] = []
    reached, length = 0, len(document.text)
    for turn in sorted(document.turns, key=lambda turn: turn.start):
        label_start = min(max(turn.label_start, reached), length)
        start = min(max(turn.start, label_start), length)
        end = min(max(turn.end, start), length)
        found.extend(_unclaimed(document.text, reached, label_start))
        found.append(Passage(label_start, start, end, turn))
        reached = end
    found.extend(_unclaimed(document.text, reached, length))
    return found


def _unclaimed(text: str, start: int, end: int) -> Iterator[Passage]:
    """The words in [start, end) that no turn holds, without white space at either end."""
    between = text[start:end]
    if kept := between.strip():
        first = start + len(between) - len(between.lstrip())
        yield Passage(first, first, first + len(kept), None)

"""What readers of files hand over: first a file's words, then the same words with who speaks where."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class ImportedTurn(NamedTuple):
    """One stretch of a text: a speaker's turn, or (with `speaker` None) a passage nobody is named for.

    `label_start` ≤ `start` ≤ `end`, code points into the text, half-open. [start, end) is what was said, without the
    label and without white space at either end; [label_start, start) is the label with its time stamp. A passage
    without a label has `label_start == start`. `time` is seconds from the start of the recording, where the file says.
    """

    label_start: int
    start: int
    end: int
    speaker: str | None = None
    time: float | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the reader could not know and a person should confirm.

    `about` is what is in doubt (`encoding`, `table`), `taken` what was assumed, `said` one line for the person.
    """

    about: str
    taken: str
    said: str


@dataclass(frozen=True, slots=True)
class Extract:
    """The words of a file (or of one of the documents in it), as its format's reader took them out.

    `text` is canonical (LF line ends, nothing else changed) and never changes afterwards. `bold` are spans set in bold,
    half-open. `by_line`: every line is a paragraph. `speech_from`: before this offset nobody is named. `turns` is given
    only by formats that say themselves who speaks (voice tags, a column of speakers); else labels are looked for.
    `label` and `details` (kind, participant, case or the name of an attribute → value) are what the file itself says
    of the document; `warnings` one line for each thing that was dropped or decided.
    """

    text: str
    format: str
    encoding: str = "utf-8"
    bold: tuple[tuple[int, int], ...] = ()
    by_line: bool = False
    speech_from: int = 0
    turns: tuple[ImportedTurn, ...] | None = None
    label: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


_TURN = 200
"""Bytes of memory that a turn takes, roughly."""


@dataclass(frozen=True, slots=True)
class ImportedText:
    """A document as read: `text` is canonical (decoded, no BOM, LF line ends; nothing else changed).

    `turns` are in text order, do not overlap, and together hold every character that is not white space or label.
    `roles` gives each speaker `participant`, `interviewer` or `other`. `warnings` are one-line remarks for the person,
    those about `doubts` included. `label` and `details` are what the file itself says, as in `Extract`.
    """

    text: str
    encoding: str
    format: str
    turns: tuple[ImportedTurn, ...]
    roles: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    label: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    counted: int | None = field(default=None, compare=False)

    @property
    def words(self) -> int:
        """How many words are said; `counted` where the reader has done so, beside the program."""
        if self.counted is not None:
            return self.counted
        text = self.text
        return sum([len(text[turn.start : turn.end].split()) for turn in self.turns])

    @property
    def weight(self) -> int:
        """About how many bytes of memory it takes."""
        return sys.getsizeof(self.text) + _TURN * len(self.turns)

    @property
    def speakers(self) -> dict[str, int]:
        """Each speaker's number of turns, in order of first speech."""
        return dict(Counter([turn.speaker for turn in self.turns if turn.speaker is not None]))

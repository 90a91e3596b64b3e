"""What an importer hands over: the text as it will stay, and where who speaks in it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ImportedTurn:
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
class ImportedText:
    """A file as read: `text` is canonical (decoded, no BOM, LF line ends; nothing else changed) and never changes.

    `turns` are in text order, do not overlap, and together hold every character that is not white space or label.
    `roles` gives each speaker `participant`, `interviewer` or `other`. `warnings` are one-line remarks for the person.
    """

    text: str
    encoding: str
    format: str
    turns: tuple[ImportedTurn, ...]
    roles: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    @property
    def speakers(self) -> dict[str, int]:
        """Each speaker's number of turns, in order of first speech."""
        counts: dict[str, int] = {}
        for turn in self.turns:
            if turn.speaker is not None:
                counts[turn.speaker] = counts.get(turn.speaker, 0) + 1
        return counts

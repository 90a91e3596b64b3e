"""Text written out where a format keeps names and words apart: `Name: words`, with its turns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from transcripts.importing.model import ImportedTurn
from transcripts.importing.names import key_of, tidy


class Said(NamedTuple):
    """Words with who says them (None: nobody is named) and when, in seconds; `goes_on` with the turn before."""

    speaker: str | None
    words: str
    time: float | None = None
    goes_on: bool = False


def written_out(said: Iterable[Said]) -> tuple[str, tuple[ImportedTurn, ...]]:
    """The text and its turns: a name stands once, where its turn begins; what goes on follows on a line of its own."""
    lines: list[str] = []
    turns: list[ImportedTurn] = []
    spelling: dict[str, str] = {}
    offset = 0
    for speaker, spoken, time, goes_on in said:
        words = spoken.strip()
        if goes_on and turns:
            if not words:
                continue
            start = turns[-1].start if turns[-1].start < turns[-1].end else offset
            turns[-1] = turns[-1]._replace(start=start, end=offset + len(words))
            line = words
        else:
            name = spelling.setdefault(key_of(speaker), tidy(speaker)) if speaker else None
            line = words if name is None else f"{name}: {words}".rstrip()
            if not line:
                continue
            start = offset + len(line) - len(words)
            turns.append(ImportedTurn(offset, start, offset + len(line), name, time))
        lines.append(line)
        offset += len(line) + 1
    return "\n".join(lines), tuple(turns)

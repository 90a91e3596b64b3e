"""Documents with sections: a heading on its line, and what was written under it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from transcripts.importing.model import ImportedTurn
from transcripts.importing.speakers import find_labels
from transcripts.importing.turns import turns_of


class Section(NamedTuple):
    """A heading (a column's name), the words under it, and the band of columns it stands in ("" for none)."""

    heading: str
    words: str
    band: str = ""


def sectioned(sections: Iterable[Section]) -> tuple[str, tuple[ImportedTurn, ...]]:
    """The text and its passages: headings stand before their words as labels do, and are not words of anybody.

    A band's title stands above its first section. Words that hold a conversation of their own keep its speakers.
    """
    parts: list[str] = []
    turns: list[ImportedTurn] = []
    offset, band = 0, ""
    for section in sections:
        title = section.band if section.band != band else ""
        band = section.band
        head = "".join(f"{line}\n" for line in (title and f"{title}\n", section.heading) if line)
        start = offset + len(head)
        inside = [_moved(turn, start) for turn in _spoken(section.words)]
        turns += _headed(inside, offset, start)
        parts.append(head + section.words)
        offset = start + len(section.words) + 2
    return "\n\n".join(parts), tuple(turns)


def _spoken(words: str) -> tuple[ImportedTurn, ...]:
    labels = find_labels(words) if "\n" in words else []
    return turns_of(words, labels) if labels else (ImportedTurn(0, 0, len(words)),)


def _moved(turn: ImportedTurn, by: int) -> ImportedTurn:
    return turn._replace(label_start=turn.label_start + by, start=turn.start + by, end=turn.end + by)


def _headed(turns: list[ImportedTurn], begin: int, start: int) -> list[ImportedTurn]:
    """The heading goes before the first passage; above somebody's words it is a passage of its own."""
    if begin == start or not turns:
        return turns
    if turns[0].speaker is None:
        return [turns[0]._replace(label_start=begin), *turns[1:]]
    return [ImportedTurn(begin, begin, start - 1), *turns]

"""Flagged passages in the reader, and which of them are folded. Pure: offsets are code points, half-open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class ReaderFlag(NamedTuple):
    """A passage that `coder` flagged as distressing."""

    uid: str
    start: int
    end: int
    coder: str


@dataclass(frozen=True, slots=True)
class Fold:
    """Flags that share characters, which stand as one line until it is opened: their uids, and who flagged."""

    start: int
    end: int
    uids: tuple[str, ...]
    coders: tuple[str, ...]

    def line(self, rows: int, finds: int, room: int, *, selected: bool = False) -> str:
        """What stands in place of so many rows, of which nothing is shown: the longest wording of at most `room`
        characters, or else the shortest.
        """
        many = f"{rows:,} {'line' if rows == 1 else 'lines'}"
        found = f" · {finds:,} {'place' if finds == 1 else 'places'} found inside" if finds else ""
        whole = " · selected" if selected else ""
        head = f"▸ {many} folded"
        why = f": flagged as distressing by {', '.join(self.coders)}{found}{whole}"
        brief = f"{head}: distressing"
        wordings = (f"{head}{why} · enter or space shows it", f"{head}{why} · space shows it", f"{head}{why}",
                    f"{brief}{found}{whole} · space", f"{brief}{found} · space", f"{brief}{found}")  # fmt: skip
        return next((each for each in wordings if len(each) <= room), f"{head}{found}")


def folds(flags: Iterable[ReaderFlag], opened: Collection[str] = ()) -> tuple[Fold, ...]:
    """What is folded, in text order and disjoint: flags that share characters fold as one.

    One of which every flag was opened is not folded.
    """
    found: list[Fold] = []
    for flag in sorted(flags, key=lambda each: (each.start, each.end, each.coder)):
        if found and flag.start < found[-1].end:
            last = found[-1]
            coders = tuple(dict.fromkeys((*last.coders, flag.coder)))
            found[-1] = Fold(last.start, max(last.end, flag.end), (*last.uids, flag.uid), coders)
        else:
            found.append(Fold(flag.start, flag.end, (flag.uid,), (flag.coder,)))
    return tuple(each for each in found if not set(each.uids) <= set(opened))


def within(found: Sequence[Fold], start: int, end: int) -> Iterable[Fold]:
    """The folds that share a character with [start, end), or hold `start` where that is empty."""
    return (each for each in found if each.start < max(end, start + 1) and each.end > start)

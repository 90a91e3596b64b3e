"""Which document, participant or case a row of somebody's table means: exactly, in another spelling, or nearly.

What is only spelt otherwise (spaces, letter case, punctuation, Unicode forms, a file's ending) is taken; what is
nearly the same is proposed and never taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from transcripts.importing.slips import swapped

LIKENESS = 75.0
"""Percent (rapidfuzz ratio of the letters) from which another label is proposed; its numbers must be the same."""

_PARTS = re.compile(r"[^\W\d_]+|\d+")
_ENDING = re.compile(r"\.(?:docx?|odt|rtf|pdf|txt|md|html?|vtt|srt|csv|xlsx|json)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A row whose label nobody has, and the label that is most like it, in percent."""

    line: int
    written: str
    proposed: str
    likeness: float


class Names:
    """Things by label, found also under the other spellings that tables and file systems bring.

    `labels` are uids by label; `files` are uids by the name of the file that a document came from. `same` are labels
    that a person accepted for what a table writes; an empty one says that it means nothing here.
    """

    def __init__(
        self, labels: Mapping[str, str], files: Iterable[tuple[str, str]] = (), same: Mapping[str, str] | None = None
    ) -> None:
        self._exact = labels
        self._same = {spelling(written): label for written, label in (same or {}).items()}
        self._alike: dict[str, str | None] = {}
        for label, uid in labels.items():
            self._remember(spelling(label), uid)
        self._files: dict[str, str | None] = {}
        for name, uid in files:
            for written in (name, without_ending(name)):
                key = spelling(written)
                self._files[key] = uid if self._files.get(key, uid) == uid else None

    @cached_property
    def _by_numbers(self) -> dict[tuple[int, ...], list[tuple[str, str]]]:
        """Labels and their letters, by the numbers in them."""
        found: dict[tuple[int, ...], list[tuple[str, str]]] = {}
        for label in self._exact:
            letters, numbers = _letters_and_numbers(label)
            found.setdefault(numbers, []).append((label, letters))
        return found

    def _remember(self, key: str, uid: str) -> None:
        self._alike[key] = None if key in self._alike else uid

    def get(self, written: str) -> str | None:
        """The uid of what is meant; None when nothing is, or when it could be several."""
        key = spelling(written)
        accepted = self._same.get(key)
        if accepted is not None and accepted in self._exact:
            return self._exact[accepted]
        bare = without_ending(written)
        return (
            self._exact.get(written) or self._alike.get(key) or self._exact.get(bare)
            or self._alike.get(spelling(bare)) or self._files.get(key)
        )  # fmt: skip

    def nearest(self, written: str, taken: Collection[str] = ()) -> tuple[str, float] | None:
        """The label that is most like what is written, with its likeness in percent, and None when none is near.

        Two letters that have changed places are near however short the label is (`CSP 3`). Numbers tell interviews
        apart, so they must be the same; labels of the uids in `taken` are not proposed.
        """
        if self._same.get(spelling(written)) == "":
            return None
        letters, numbers = _letters_and_numbers(without_ending(written))
        choices = {
            label: its for label, its in self._by_numbers.get(numbers, ()) if its and self._exact[label] not in taken
        }
        turned = next((label for label, its in choices.items() if swapped(letters, its)), None)
        if turned is not None:
            return turned, round(100 * (1 - 1 / len(letters)), 1)
        found = process.extractOne(letters, choices, scorer=fuzz.ratio, score_cutoff=LIKENESS) if letters else None
        return None if found is None else (str(found[2]), round(found[1], 1))


def without_ending(name: str) -> str:
    """A file's name without folder and ending; labels with a full stop in them stay whole."""
    return _ENDING.sub("", re.split(r"[\\/]", name)[-1].strip())


def spelling(label: str) -> str:
    """What two spellings of one label have in common: its words and numbers, without case and punctuation."""
    folded = unicodedata.normalize("NFKC", label).casefold()
    return " ".join(_PARTS.findall(unicodedata.normalize("NFC", folded))) or folded.strip()


def _letters_and_numbers(label: str) -> tuple[str, tuple[int, ...]]:
    parts = spelling(label).split()
    letters = " ".join(part for part in parts if not part.isdecimal())
    return letters, tuple(int(part) for part in parts if part.isdecimal())

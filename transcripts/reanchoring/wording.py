"""How words were changed: the two wordings side by side, and whether it is only spaces or typography."""

from __future__ import annotations

import unicodedata
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

from transcripts.reanchoring.tokens import pieces

Extent = Literal["words", "typography", "spacing", "nothing"]
LONGEST = 4_000
"""Words up to which two wordings are compared word by word; 2 MB for a moment."""
_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "…": "..."})


class Part(NamedTuple):
    """A stretch of the old wording and what stands for it in the new one; equal where nothing was changed."""

    old: str
    new: str

    @property
    def same(self) -> bool:
        """Whether nothing was changed here."""
        return self.old == self.new


def parts(old: str, new: str) -> list[Part]:
    """Two wordings, cut word by word into what is the same and what is not; joined, the sides are the wordings."""
    a, b = list(pieces(old)), list(pieces(new))
    if max(len(a), len(b)) > LONGEST:
        return [Part(old, new)]
    found: list[Part] = []
    for code in Levenshtein.opcodes(a, b):
        part = Part("".join(a[code.src_start : code.src_end]), "".join(b[code.dest_start : code.dest_end]))
        if len(found) > 1 and not part.same and found[-1].old.isspace() and not found[-2].same:
            space, before = found.pop(), found.pop()
            part = Part(before.old + space.old + part.old, before.new + space.new + part.new)
        elif found and not part.same and not found[-1].same:
            part = Part(found[-1].old + part.old, found.pop().new + part.new)
        found.append(part)
    return found


def extent(old: str, new: str) -> Extent:
    """What differs between two wordings: `words`, only `typography` (quotes, dashes, capitals, accents' encoding), only
    `spacing`, or `nothing`."""
    if old == new:
        return "nothing"
    if old.split() == new.split():
        return "spacing"
    plain = [" ".join(unicodedata.normalize("NFKC", side).translate(_PLAIN).casefold().split()) for side in (old, new)]
    return "typography" if plain[0] == plain[1] else "words"

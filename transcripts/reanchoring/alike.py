"""How alike two wordings are, letter by letter, whatever the capitals and the typography."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

_TYPED = str.maketrans("‘’‚“”„«»–—\u00a0\u202f", "'''\"\"\"\"\"--  ")


def similarity(old: str, new: str) -> float:
    """1 − Levenshtein distance ÷ the longer's length."""
    return Levenshtein.normalized_similarity(plain(old), plain(new))


def plain(text: str) -> str:
    """A text without capitals and typography, each character in its place."""
    typed = text.translate(_TYPED)
    small = typed.lower()
    return small if len(small) == len(typed) else "".join(low if len(low := c.lower()) == 1 else c for c in typed)

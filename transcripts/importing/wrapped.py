"""Text whose lines were wrapped: `puis :` at the start of a line that goes on with the sentence above names nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, islice, pairwise

from transcripts.importing.labels import Candidate
from transcripts.importing.names import Shape
from transcripts.importing.reported import is_midway

_NEAR = 14
"""Letters before the width within which most wrapped lines end: a word's length."""
_NARROWEST, _WIDEST = 30, 200
_FEWEST, _MOSTLY, _BEYOND = 4, 0.6, 0.02
"""Lines that go on in the next one: so many at least, and of them so many end there; few are longer, as addresses."""
_NEARLY_ALL, _OFTEN = 0.8, 3
"""The share of a word's places that are inside sentences; or, at the start of one, places that no chance explains."""


def without_wrapped(found: Sequence[Candidate], text: str, lines: Sequence[str]) -> list[Candidate]:
    """Without words that nearly always stand where a line was wrapped inside a sentence: no speaker begins only there.

    Codes and roles are speakers wherever they stand; so is a name in capitals that comes once.
    """
    width = _width(found, text, lines) if found else 0
    if not width:
        return list(found)
    counts = Counter(c.key for c in found)
    wrapped = [c for c in found if _is_wrapped(c, text, width)]
    always = {key for key, count in Counter(c.key for c in wrapped).items() if count == counts[key] >= _OFTEN}
    midway = Counter(c.key for c in wrapped if is_midway(c, text))
    never = always | {key for key, count in midway.items() if count >= _NEARLY_ALL * counts[key]}
    return [c for c in found if c.key not in never or _is_somebody(c, counts)]


def _is_somebody(candidate: Candidate, counts: Counter[str]) -> bool:
    named = candidate.shape >= Shape.CODE or candidate.stamped
    return named or (counts[candidate.key] == 1 and not candidate.name[:1].islower())


def _width(found: Sequence[Candidate], text: str, lines: Sequence[str]) -> int:
    """The width to which lines were wrapped; 0 where they were not. Lines above a name tell nothing of it."""
    if len(max(lines, key=len)) > _WIDEST:
        return 0
    labelled = {text.rfind("\n", 0, c.start) + 1 for c in found if c.shape >= Shape.NAME}
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    lengths = sorted(
        length for (above, below), start in zip(pairwise(lines), islice(starts, 1, None), strict=False)
        if below.strip() and start not in labelled and (length := len(above.rstrip()))
    )  # fmt: skip
    if len(lengths) < _FEWEST:
        return 0
    width = lengths[len(lengths) - 1 - int(_BEYOND * len(lengths))]
    near = sum(width - _NEAR < length <= width for length in lengths)
    return width if width >= _NARROWEST and near >= _MOSTLY * len(lengths) else 0


def _is_wrapped(candidate: Candidate, text: str, width: int) -> bool:
    """Whether the first word of its line did not fit at the end of the line above."""
    begin = text.rfind("\n", 0, candidate.start) + 1
    above = text[text.rfind("\n", 0, max(0, begin - 1)) + 1 : max(0, begin - 1)].rstrip()
    word = text[begin : begin + width].split(maxsplit=1)
    return bool(above and word) and len(above) + 1 + len(word[0]) > width

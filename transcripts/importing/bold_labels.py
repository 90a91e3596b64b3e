"""Labels set in bold in the middle of a paragraph: a whole interview may stand in one, its turns told by bold alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from transcripts.importing.labels import Candidate
from transcripts.importing.names import Shape, key_of, shape_of, tidy

_STARS = re.compile(r"(?P<mark>\*\*|__)(?P<name>[^\W_][^\n*]{0,60}?)(?P=mark)")
_COLON = re.compile(r"(?P<within>[:：])?(?P<mark>\*\*|__)?[ \u00a0]?(?P<after>[:：])?")
_BEFORE = re.compile(r"(?:^|[\s.?!…:;,”\"’)\]–—-])\Z", re.MULTILINE)
_SENTENCE = re.compile(r"(?:^|[.?!…”\"’)\]–—-])\s*\Z", re.MULTILINE)
_LONGEST_NAME = 60
_FEW = 2


def in_bold(text: str, bold: Iterable[tuple[int, int]], begin: int, known: int = 0) -> list[Candidate]:
    """Bold names wherever they stand in their lines: those before a colon, else those between sentences.

    None unless at least two speakers are named, and come back or are called by a role, and more turns than are `known`.
    """
    spans = [*bold, *(m.span("name") for m in _STARS.finditer(text, begin))] if "**" in text else list(bold)
    if len(spans) <= known:
        return []
    found = [c for c in _candidates(text, sorted(spans)) if c.start >= begin and c.shape >= Shape.NAME]
    before_colon = [c for c in found if c.family == "colon"]
    if len(before_colon) * 2 >= len(found) and before_colon:
        return before_colon if _take_turns(before_colon, roles_suffice=True) else []
    alone = [c for c in found if _SENTENCE.search(text, max(0, c.start - 40), c.start)]
    return alone if len(alone) > 3 and _take_turns(alone, roles_suffice=False) else []


def better(running: Sequence[Candidate], labels: Sequence[Candidate]) -> bool:
    """Whether bold labels name more turns than the lines that begin with one do, and leave none of those out.

    Beside many such lines a name that comes once may be a heading in somebody's words.
    """
    starts, known = {c.start for c in running}, {c.key for c in labels}
    if len(running) <= len(labels) or not all(c.start in starts or c.family == "bold" for c in labels):
        return False
    counts = Counter(c.key for c in running)
    return len(labels) <= _FEW or all(c.key in known or counts[c.key] > 1 or c.shape >= Shape.CODE for c in running)


def _candidates(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Candidate]:
    for start, end in spans:
        words = text[start:end].rstrip()
        name = words.rstrip(":： ").strip()
        if not 0 < len(name) <= _LONGEST_NAME or "\n" in name:
            continue
        start += len(words) - len(words.lstrip())
        after = _COLON.match(text, start + len(name))
        colon = after is not None and bool(after["within"] or after["after"])
        stop = after.end() if after is not None and (colon or after["mark"]) else max(end, start + len(name))
        start -= 2 if text[start - 2 : start] in ("**", "__") else 0
        if not _BEFORE.search(text, max(0, start - 2), start):
            continue
        family = "colon" if colon else "bold"
        yield Candidate(start, stop, tidy(name), key_of(name), family, shape_of(name))


def _take_turns(found: Sequence[Candidate], *, roles_suffice: bool) -> bool:
    counts = Counter(c.key for c in found)
    if len(counts) < 2:
        return False
    if roles_suffice and any(c.shape is Shape.ROLE for c in found):
        return True
    return len(found) >= 2 * len(counts) and found[0].key != found[1].key

"""`[redacted]`, `[name removed]`: what stands in brackets for somebody, where no colon says that it is a label.

Such brackets stand in the middle of people's words far more often than before them. They are labels only where others
are written the same way, or where a time stands on the line above each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from transcripts.importing import vocabulary
from transcripts.importing.labels import Candidate
from transcripts.importing.layouts import CLOCK_LINE
from transcripts.importing.names import Shape, key_of, stem_of, tidy
from transcripts.importing.stamps import seconds

_STAND_IN = re.compile(r"^[ \t]{0,20}\[[ ]?(?P<name>[^\W\d_][^\[\]\n\t:]{2,39}?)[ ]?\](?![:：])", re.MULTILINE)
_MARK = re.compile(r"[ ]{0,4}(?:(?P<tab>\t)|(?P<dash>(?<=[ ])(?:[–—-]{1,2}|>>)(?=[ ]))|(?P<alone>(?=\n)))")
_FEWEST = 2


def stand_ins(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """The labels that stand for somebody; `found` are those that are plainer. None where nothing bears them out."""
    lowered = text.lower() if "[" in text else ""
    if not any(word in lowered for word in _FIRST_WORDS):
        return []
    matches = [match for match in _STAND_IN.finditer(text) if stem_of(match["name"]) in vocabulary.WITHOUT_NAME]
    timed = [each for each in (_below_a_time(text, match) for match in matches) if each is not None]
    if len(timed) >= _FEWEST:
        return timed
    marked = [(mark, match) for match in matches if (mark := _mark(text, match.end()))]
    others = [c for c in found if c.family == "bracket" and c.shape >= Shape.NAME]
    usual = Counter(_mark(text, text.find("]", c.start) + 1) for c in others)
    alike = [match for mark, match in marked if usual[mark] >= _FEWEST]
    if len(alike) < _FEWEST:
        names = Counter(key_of(match["name"]) for _, match in marked)
        alike = [match for _, match in marked] if len(names) > 1 and min(names.values()) >= _FEWEST else []
    return [_candidate(match, _end(text, match.end())) for match in alike]


_FIRST_WORDS = frozenset(word.split()[0] for word in vocabulary.WITHOUT_NAME)


def _mark(text: str, end: int) -> str:
    """What stands between a bracket and the words: `tab`, `dash`, or `alone` on its line; "" for a mere blank."""
    match = _MARK.match(text, end)
    return "" if match is None else str(match.lastgroup)


def _end(text: str, end: int) -> int:
    match = _MARK.match(text, end)
    return end if match is None else match.end()


def _below_a_time(text: str, match: re.Match[str]) -> Candidate | None:
    above = text.rfind("\n", 0, max(0, match.start() - 1)) + 1
    time = CLOCK_LINE.fullmatch(text, above, max(0, match.start() - 1)) if match.start() else None
    if time is None:
        return None
    label = _candidate(match, _end(text, match.end()))
    return label._replace(start=time.start(), time=seconds(time["time"]), stamped=True)


def _candidate(match: re.Match[str], end: int) -> Candidate:
    name = match["name"]
    return Candidate(match.start(), end, tidy(name), key_of(name), "bracket", Shape.NAME)

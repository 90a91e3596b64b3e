"""Labels found by way of others: known names with another mark, below a time, or in the middle of running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from transcripts.importing.labels import Candidate
from transcripts.importing.layouts import CLOCK_LINE
from transcripts.importing.names import Shape, key_of, shape_of, tidy
from transcripts.importing.stamps import seconds

_MOST_OFF = 0.34
"""A mark that is rarer than this share of the labels is a slip; a commoner one is a layout of its own."""
_SAMPLE = 8
_BLANKS = 60
"""Characters above a label in which a time is looked for across blank lines."""
_MIDWAY = re.compile(
    r"(?:^|(?<=[.?!…”\"’)\]])[ \t]{1,40}|[ \t]{2,40})(?P<name>[^\W_][\w .'’#-]{0,30}?):(?=[ \t])", re.MULTILINE
)


def with_other_marks(text: str, lines: Sequence[str], labels: list[Candidate]) -> list[Candidate]:
    """The labels, and lines that begin with a known name and a semicolon: `Interviewer; How?`."""
    known = {c.key for c in labels if c.family == "colon"} if ";" in text else ()
    if not known:
        return labels
    more, start = [], 0
    for line in lines:
        mark = line.find(";", 0, 60)
        if mark > 0 and key_of(line[:mark]) in known:
            name = tidy(line[:mark])
            more.append(Candidate(start, start + mark + 1, name, key_of(name), "colon", shape_of(name)))
        start += len(line) + 1
    taken = {c.start for c in labels}
    more = [c for c in more if c.start not in taken]
    return sorted([*labels, *more]) if more and len(more) <= _MOST_OFF * len(labels) + 1 else labels


def under_a_time(text: str, labels: list[Candidate]) -> list[Candidate]:
    """The labels, with the time on the line above as their own where at least half of them have one there.

    Blank lines may part them where the first label has a time too: a time that ends a turn stands above none.
    """
    blanks = _time_above(text, labels[0].start, blanks=True) is not None
    if not blanks and all(_time_above(text, c.start) is None for c in labels[:_SAMPLE]):
        return labels
    above = [None if c.stamped else _time_above(text, c.start, blanks=blanks) for c in labels]
    if sum(match is not None for match in above) * 2 < len(labels):
        return labels
    return [
        c if match is None else c._replace(start=match.start(), time=seconds(match["time"]), stamped=True)
        for c, match in zip(labels, above, strict=True)
    ]


def _time_above(text: str, start: int, *, blanks: bool = False) -> re.Match[str] | None:
    end = start - 1
    if blanks:
        near = max(0, start - _BLANKS)
        end = near + len(text[near:start].rstrip())
    begin = text.rfind("\n", max(0, end - 40), max(0, end)) + 1
    return CLOCK_LINE.fullmatch(text, begin, end) if end > 0 and 3 < end - begin <= 40 else None


def in_running_text(text: str, begin: int) -> list[Candidate]:
    """`… earlier. Interviewer: And then? CPS 4: It works.`: roles and codes that follow a sentence."""
    found = [
        Candidate(m.start("name"), m.end(), tidy(m["name"]), key_of(m["name"]), "colon", shape_of(m["name"]))
        for m in _MIDWAY.finditer(text, begin)
    ]
    found = [c for c in found if c.shape >= Shape.CODE]
    counts = Counter(c.key for c in found)
    roles = {c.key for c in found if c.shape is Shape.ROLE}
    return found if roles and len(counts) >= 2 and len(found) >= 2 * len(counts) else []

"""Labels that lost the blank before their time: `P73:37` is P7 at 3:37, `Interviewer12:05` the interviewer at 12:05.

Where the number ends and the time begins is told by the other labels: names that stand there without a number to
share, and time that goes forward.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from transcripts.importing import vocabulary
from transcripts.importing.labels import Candidate
from transcripts.importing.names import Shape, key_of, shape_of, tidy
from transcripts.importing.stamps import SPACES, seconds

_GLUED = re.compile(
    rf"[{SPACES}]{{0,9}}(?P<stem>[^\W\d_](?:[^\n\t\d:]{{0,40}}[^\n\t\d:–—-])??)"
    rf"(?P<digits>\d{{1,6}})(?P<rest>:\d\d(?::\d\d)?)(?=[{SPACES}\n]|\Z)"
)
_FEWEST = 2


class _Reading(NamedTuple):
    """One way to part a name from its time."""

    time: float
    length: int
    name: str


def glued(text: str, starts: Sequence[int]) -> list[Candidate]:
    """The labels of lines whose name and time stick together; none where that is not the layout.

    `starts` are those of lines with a time.
    """
    found = [match for start in starts if (match := _GLUED.match(text, start)) is not None]
    tight = [match for match in found if not match["stem"][-1].isspace()]
    if len(tight) < _FEWEST:
        tight = [match for match in found if _is_role(match["stem"]) and _readings(match)]
        if not _goes_back(tight):
            return []
    candidates = [_candidate(match, reading) for match, reading in _read(tight)]
    return [c for c in candidates if c.shape >= Shape.NAME]


def _is_role(stem: str) -> bool:
    """`Speaker ` with one blank: a word that a number usually follows."""
    return stem[:-1].casefold() in vocabulary.INTERVIEWER | vocabulary.PARTICIPANT


def _goes_back(found: Sequence[re.Match[str]]) -> bool:
    """`Speaker 10:00`, `Speaker 20:04`, `Speaker 10:09`: with the blank where it stands time would run backwards."""
    times = [seconds(match["digits"] + match["rest"]) for match in found]
    return len(times) > _FEWEST and any(later < earlier for earlier, later in pairwise(times))


def _read(found: Sequence[re.Match[str]]) -> Iterator[tuple[re.Match[str], _Reading]]:
    readings = [_readings(match) for match in found]
    known = {options[0].name for options in readings if len(options) == 1}
    again = Counter(reading.name for options in readings for reading in options)
    now = 0.0
    for match, options in zip(found, readings, strict=True):
        ahead = [reading for reading in options if reading.time >= now] or options
        reading = min(ahead, key=lambda reading: (reading.name not in known, again[reading.name] < _FEWEST, reading))
        known.add(reading.name)
        now = reading.time
        yield match, reading


def _readings(match: re.Match[str]) -> list[_Reading]:
    stem, digits = match["stem"], match["digits"]
    parted = ((digits[:-width], digits[-width:]) for width in (1, 2) if len(digits) >= width)
    numbered = [(number, first) for number, first in parted if number or not stem[-1].isspace()]
    return [_Reading(seconds(first + match["rest"]), len(number), stem + number) for number, first in numbered]


def _candidate(match: re.Match[str], reading: _Reading) -> Candidate:
    name = tidy(reading.name)
    return Candidate(match.start(), match.end(), name, key_of(name), "stamp", shape_of(name), reading.time, True)

"""What others said, told inside an answer: `Police: “We have nothing yet.”` is no speaker's turn."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from transcripts.importing import vocabulary
from transcripts.importing.labels import Candidate
from transcripts.importing.names import Shape, stem_of

_QUOTE = re.compile(r"[ \t]*[\"“”„«‘'「]")
_OPEN_END = re.compile(r"[^.?!…:。？！”\"’)\]\s\d][^\S\n]*\n[^\S\n]*\Z")
_WORDS_BELOW = re.compile(r"\n\s*\S")
_STAMPED = 0.7
"""The share of labels with a time from which a time belongs to a label."""
_ALONE = 0.8
"""The share of labels alone on their lines from which a label belongs there."""
_OFTEN = 3
_SAMPLE = 40
"""Labels looked at to learn what is usual in a document."""


def is_quoted(candidate: Candidate, text: str) -> bool:
    """Whether the words after a label stand in quotation marks."""
    return _QUOTE.match(text, candidate.end) is not None


def without_quoted(labels: list[Candidate], text: str) -> list[Candidate]:
    """Without names whose every word is in quotation marks, where other people's are not."""
    quoted = Counter(c.key for c in labels if is_quoted(c, text))
    if not quoted or 2 * quoted.total() >= len(labels):
        return labels
    turns = Counter(c.key for c in labels)
    sure = {c.key for c in labels if c.shape >= Shape.CODE}
    told = {key for key, count in quoted.items() if count == turns[key] and key not in sure}
    return [c for c in labels if c.key not in told]


def in_the_layout(labels: list[Candidate], text: str) -> list[Candidate]:
    """Without names that are never written as nearly all are.

    With a time: not `Happy: yes` below `Jane Smith  0:09`. Alone on their lines: not `In June: I did` below `Ann:`,
    unless it comes often or names people.
    """
    stamped = {c.key for c in labels if c.stamped}
    if stamped and _STAMPED * len(labels) <= sum(c.stamped for c in labels):
        labels = [c for c in labels if c.key in stamped or c.shape >= Shape.CODE]
    alone = Counter(c.key for c in labels if _is_alone(c, text))
    if not alone or _ALONE * len(labels) > alone.total():
        return labels
    turns = Counter(c.key for c in labels)
    return [c for c in labels if alone[c.key] or turns[c.key] >= _OFTEN or c.shape >= Shape.CODE or _is_somebody(c)]


def _is_alone(candidate: Candidate, text: str) -> bool:
    begins = text[candidate.end : candidate.end + 2].split("\n")[0].strip()  # of nearly all: what is said, on its line
    return not begins and not text[candidate.end : _line_end(text, candidate.end)].strip()


def _is_somebody(candidate: Candidate) -> bool:
    return stem_of(candidate.key) in vocabulary.PEOPLE | vocabulary.OTHER | vocabulary.BYSTANDERS


def is_an_aside(candidate: Candidate, labels: Sequence[Candidate], text: str) -> bool:
    """Whether a name that comes once stands inside somebody's answer.

    So it does in the middle of a sentence, or with that answer going on below it though turns here are one paragraph.
    A role, a code or a name with a time is somebody who speaks; so is a `Nurse` between two turns.
    """
    if candidate.shape is not Shape.NAME or candidate.stamped or candidate.family != "colon":
        return False
    stem = stem_of(candidate.key)
    if stem in vocabulary.OTHER | vocabulary.BYSTANDERS:
        return False
    if is_midway(candidate, text) and 4 * sum(is_midway(c, text) for c in labels[:_SAMPLE]) < len(labels[:_SAMPLE]):
        return True
    single = " " not in candidate.key and stem not in vocabulary.PEOPLE
    return single and _goes_on(candidate, labels, text) and not _usual(labels, text)


def is_midway(candidate: Candidate, text: str) -> bool:
    """Whether the line before it ends inside a sentence."""
    return _OPEN_END.search(text, max(0, candidate.start - 200), candidate.start) is not None


def _goes_on(candidate: Candidate, labels: Sequence[Candidate], text: str) -> bool:
    """Whether there are more paragraphs before the next label."""
    place = bisect_right(labels, candidate.start, key=lambda c: c.start)
    limit = labels[place].start if place < len(labels) else len(text)
    return _WORDS_BELOW.search(text, _line_end(text, candidate.end), limit) is not None


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _usual(labels: Sequence[Candidate], text: str) -> bool:
    """Whether turns of several paragraphs are the rule, so that one more says nothing."""
    sample = labels[:_SAMPLE]
    return sum(_goes_on(c, labels, text) for c in sample) * 2 > len(sample)

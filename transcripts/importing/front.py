"""Where a document's own particulars end and speech may begin: front matter, cover pages, letterheads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from transcripts.importing import vocabulary
from transcripts.importing.labels import Candidate
from transcripts.importing.legends import ways_to_say
from transcripts.importing.names import Shape, shape_of

_YAML = re.compile(
    r"(?:---[ \t]*\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)|\+\+\+[ \t]*\n(?:[^\n]*\n){0,200}?\+\+\+)[ \t]*(?:\n|\Z)"
)
_SENTENCE_END = re.compile(r"[.?!…。？！؟][\"”’')\]」』]*$")
_LINES_LOOKED_AT = 40
_LONGEST_TITLE = 120
_LONGEST_VALUE = 60
_LONGEST_LINE = 4000


def speech_from(text: str, candidates: Sequence[Candidate]) -> int:
    """The offset before which `Key: value` lines describe the document and name nobody who speaks."""
    start = yaml_end(text)
    by_line = {text.rfind("\n", 0, c.start) + 1: c for c in candidates if c.start >= start}
    return max(start, _details_end(text, start, by_line), _cast_end(text, start, by_line))


def yaml_end(text: str) -> int:
    """Where front matter (YAML, or TOML between `+++`) ends, 0 without any."""
    match = _YAML.match(text)
    return match.end() if match else 0


def _details_end(text: str, start: int, by_line: dict[int, Candidate]) -> int:
    """The end of the last block at the top that holds a `Date:` or the like, up to the first line of speech in it."""
    end, block_has_detail = start, False
    counts = Counter(candidate.key for candidate in by_line.values())
    for line_start, line_end in _first_lines(text, start):
        line = text[line_start:line_end]
        candidate = by_line.get(line_start)
        if not line.strip():
            block_has_detail = False
        elif candidate is None:
            if len(line) > _LONGEST_TITLE:
                break
        elif candidate.shape is Shape.DETAIL and not _is_said(candidate, text[candidate.end : line_end]):
            end, block_has_detail = line_end, True
        elif not _is_value(text[candidate.end : line_end]) or _begins_speech(candidate, text, line_end):
            break
        elif block_has_detail:
            if counts[candidate.key] > 1 and _is_wrapped_speech(text, candidate.end, line_end, by_line):
                break
            end = line_end
    return end


def _begins_speech(candidate: Candidate, text: str, line_end: int) -> bool:
    """A name with its time, or alone above a sentence: a turn, though no blank line parts it from the page."""
    if candidate.family == "stamp":
        return True
    below, _, _ = text[line_end : line_end + _LONGEST_LINE].lstrip().partition("\n")
    return not text[candidate.end : line_end].strip() and _SENTENCE_END.search(below.strip()) is not None


def _is_wrapped_speech(text: str, start: int, line_end: int, by_line: dict[int, Candidate]) -> bool:
    """A turn over two lines: the one below names nothing and ends a sentence, and no person's name begins it."""
    below, _, _ = text[line_end + 1 : line_end + _LONGEST_LINE].partition("\n")
    ends = line_end + 1 not in by_line and _SENTENCE_END.search(below.strip()) is not None
    return ends and shape_of(text[start:line_end].strip(" ,")) < Shape.NAME


def _is_said(candidate: Candidate, value: str) -> bool:
    """`TO: Where did you begin?`: initials that only look like the head of a letter."""
    return len(candidate.name) <= 3 and candidate.name.isupper() and _SENTENCE_END.search(value.strip()) is not None


def _cast_end(text: str, start: int, by_line: dict[int, Candidate]) -> int:
    """The end of a first block of nothing but `Interviewer: Jane Smith` lines.

    Their labels, or those of the people in them (`Jane`, `JS`), come again further down.
    """
    counts = Counter(candidate.key for candidate in by_line.values())
    end, inside = start, False
    for line_start, line_end in _first_lines(text, start):
        candidate = by_line.get(line_start)
        if candidate is None:
            if not text[line_start:line_end].strip() and inside:
                return end
            if inside:
                return start
        elif not _is_cast(candidate, text[candidate.end : line_end].strip(), counts):
            return start
        else:
            end, inside = line_end, True
    return start


def _is_cast(candidate: Candidate, value: str, counts: Counter[str]) -> bool:
    named = counts[candidate.key] > 1 or any(counts[key] for key in ways_to_say(value) - {candidate.key})
    return named and _is_person(value)


def _first_lines(text: str, start: int) -> list[tuple[int, int]]:
    lines = []
    for _ in range(_LINES_LOOKED_AT):
        end = text.find("\n", start)
        lines.append((start, len(text) if end < 0 else end))
        if end < 0:
            break
        start = end + 1
    return lines


def _is_value(value: str) -> bool:
    """`Jane Smith`, `3 May 2023`, nothing at all: not speech."""
    value = value.strip()
    spoken = value.casefold().rstrip(".!?, ") in vocabulary.TALK or _SENTENCE_END.search(value)
    return len(value) <= _LONGEST_VALUE and len(value.split()) <= 6 and not spoken


def _is_person(value: str) -> bool:
    return _is_value(value) and shape_of(value) >= Shape.NAME

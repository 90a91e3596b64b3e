"""Whom a draft names around a quotation that it gives to nobody: “all of it is late,” she went on.

A name that is only near chooses between places where the words stand; nothing is ever held against an author by it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from exports.audit.attributions import Labels
from exports.audit.model import Paragraph

_MOST = 4
_ASKS = r"(?:the |our |an? )?(?:interviewer|researcher|interview (?:guide|schedule)|topic guide)s?"
_ASKED_BEFORE = re.compile(
    rf"\b(?:{_ASKS}|(?:we|I) (?:then )?asked)\b(?:(?!\b(?:told|said|answer\w*|repl\w+)\b)[^.!?]){{0,60}}$",
    re.IGNORECASE,
)
_ASKED_AFTER = re.compile(
    rf"[\s,’”\"'»]*(?:(?:asked|(?:was|is) (?:the|a) question (?:of|from))\s+{_ASKS}|(?:was|is) (?:our|my) question)\b",
    re.IGNORECASE,
)


def near(paragraphs: Sequence[Paragraph], at: int, start: int, end: int, labels: Labels) -> tuple[str, ...]:
    """Labels that the paragraph around [start, end) names, nearest first, then the last one of the paragraph before and
    the first one of the paragraph after.
    """
    paragraph = paragraphs[at]
    named = labels.named(paragraph.text)
    named += [each._replace(start=place, end=place) for place, note in paragraph.notes for each in labels.named(note)]
    nearest = sorted(named, key=lambda each: max(start - each.end, each.start - end))
    found = [each.label for each in nearest if each.loaded]
    found += [each.label for each in labels.named(paragraphs[at - 1].text)[-1:] if at and each.loaded]
    if at + 1 < len(paragraphs):
        found += [each.label for each in labels.named(paragraphs[at + 1].text)[:1] if each.loaded]
    return tuple(dict.fromkeys(found))[:_MOST]


def asked(text: str, start: int, end: int, labels: Labels) -> bool:
    """Whether the draft gives [start, end) as a question of the interviewer's: When the interviewer asked, “…?”."""
    before = _ASKED_BEFORE.search(text[max(0, start - 200) : start].rstrip("“‘\"'«„ "))
    if before and not labels.named(before[0]):
        return True
    return bool(_ASKED_AFTER.match(text, end))

"""What the first page of a transcript says its labels stand for: `Interviewer 1 (W)`, `P = participant`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from transcripts.importing import vocabulary
from transcripts.importing.names import Shape, key_of, shape_of, stem_of, tidy

_LABEL = r"[^\W_][\w.]{0,5}(?: ?\d{1,3})?"
_IN_BRACKETS = re.compile(rf"(?P<value>[^\n,;:()=]{{2,60}}?)[ \t]*\((?P<label>{_LABEL})\)")
_EQUALS = re.compile(
    rf"(?:^|[,;:])[ \t*_•-]*(?P<label>{_LABEL})[ \t*_]*(?:=|:|[–—-](?=[ \t])|\t)[ \t*_]*(?P<value>[^\n,;=]{{2,60}})",
    re.MULTILINE,
)
_ROLE_OF = re.compile(
    r"^[ \t*_•-]*(?P<role>[^\n:()]{2,30}?)[*_]*[ \t]*[:：][ \t*_]*(?P<value>[^\n]{2,60})$", re.MULTILINE
)
_LONGEST = 6000
"""Characters of a first page that are looked at."""
_WORD = re.compile(r"[^\W\d_]+")


class Meaning(NamedTuple):
    """What a label stands for: the words of the page, and the role that they name."""

    role: str
    said: str


def legend(page: str) -> dict[str, Meaning]:
    """The meaning of each label, by its key, that the words before the first turn explain with a role."""
    page = page[:_LONGEST]
    found: dict[str, Meaning] = {}
    for pattern in (_IN_BRACKETS, _EQUALS):
        for match in pattern.finditer(page):
            said, role = tidy(match["value"]), _role_in(match["value"])
            if role and stem_of(match["label"]) not in vocabulary.DETAILS:
                found.setdefault(key_of(match["label"]), Meaning(role, said))
    return found


def named_roles(page: str, names: Iterable[str]) -> dict[str, Meaning]:
    """`Interviewer: Jane Smith` on the first page, for those of `names` that are Jane, Smith, Jane Smith or JS."""
    found: dict[str, Meaning] = {}
    listed = list(names)
    for match in _ROLE_OF.finditer(page[:_LONGEST]):
        role = _role_in(match["role"])
        person = tidy(re.sub(r"\(.*", "", match["value"]))
        if role and shape_of(person) >= Shape.NAME:
            who = [name for name in listed if key_of(name) in ways_to_say(person)]
            if len(who) == 1:
                found.setdefault(key_of(who[0]), Meaning(role, tidy(match[0])))
    return found


def ways_to_say(person: str) -> frozenset[str]:
    """Keys that somebody's label may have: `Jane Smith (J)` is Jane Smith, Jane, Smith, JS or J."""
    name, _, given = person.partition("(")
    parts = key_of(name).replace(".", " ").split()
    if not parts:
        return frozenset()
    return frozenset({key_of(name), parts[0], parts[-1], "".join(part[0] for part in parts), key_of(given.strip(" )"))})


def _role_in(words: str) -> str:
    """The role that words name, "" if they name none."""
    for word in map(str.casefold, _WORD.findall(words)):
        if word in vocabulary.INTERVIEWER:
            return "interviewer"
        if word in vocabulary.BYSTANDERS:
            return "other"
        if word in vocabulary.PARTICIPANT:
            return "participant"
    return ""

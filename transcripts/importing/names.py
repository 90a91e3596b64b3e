"""How much a few words before a colon look like the name of somebody who speaks."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from transcripts.importing import vocabulary as words


class Shape(IntEnum):
    """Kinds of would-be labels, from never to surely."""

    DETAIL = -1
    """`Date`, `Location`, `Participant ID`: says something about the document."""
    NONE = 0
    """A sentence, a number, a noise."""
    LOOSE = 1
    """`member of staff`: only many repetitions make a label of it."""
    NAME = 2
    """`Jane Smith`, `JS`, `Police officer`: a label if the document agrees."""
    CODE = 3
    """`CPS 43`, `P7`: a label unless the document speaks against it."""
    ROLE = 4
    """`Interviewer`, `Chercheuse`, `Speaker 2`."""


_NUMBERED = re.compile(r"(?P<stem>.*?)(?:[\s._#:-]*\d{1,4}[a-z]?|[\s._#-]+[a-z])?(?:\s*\([^()]*\))?")
_CODE = re.compile(r"[^\W\d_]{1,12}(?: [^\W\d_]{1,12})?[ ._#-]{0,2}\d{1,4}[a-zA-Z]?")
_REMARKED = re.compile(r"(?P<name>[^()]+?) ?\((?P<remark>[^()]{1,40})\)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_QUESTION_NUMBER = re.compile(r"(?:q|question|frage|pregunta|pergunta|domanda|vraag)[ .]?\d{1,3}[a-z]?")
_FOREIGN_TO_NAMES = re.compile(r"[;!?…“”\"«»=<>\\%€£$@]|\.\.|\. [a-z]")
_SPACE = re.compile(r"\s+")
_ROLES = words.INTERVIEWER | words.PARTICIPANT
_LETTER_ROLES = frozenset({"i", "q"})
_JOINTS = frozenset({"&", "-", "–", "—", "/", "+"})
_OF = frozenset({"in", "of", "for", "from", "on"})
_SOMEBODY = words.PEOPLE | _ROLES
_MOST_WORDS, _LONGEST_JOB, _BEFORE_OF = 5, 7, 3
"""Words of a name; of a job with where it is done; those of them that may say what the job is."""


@lru_cache(maxsize=4096)
def tidy(name: str) -> str:
    """A label as it is shown: single spaces, no emphasis marks or trailing full stop around it, no `(laughing)`."""
    plain = _SPACE.sub(" ", name).strip(" *_\u200e\u200f\u202a\u202b\u202c\u200b").removesuffix(".")
    noisy = _REMARKED.fullmatch(plain) if plain.endswith(")") else None
    return noisy["name"] if noisy is not None and noisy["remark"].casefold() in words.NOISES else plain


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """What labels are compared by: letter case and the kind of apostrophe do not make another speaker."""
    return tidy(name).casefold().replace("’", "'")


def stem_of(name: str) -> str:
    """The label's key without number, single letter or remark in brackets: `Speaker 2 (F)` → `speaker`."""
    match = _NUMBERED.fullmatch(key_of(name))
    return (match["stem"] if match else "").rstrip(" .") or key_of(name)


@lru_cache(maxsize=4096)
def shape_of(name: str) -> Shape:
    """The shape of a label's words, with no regard to where they stand."""
    key, stem = key_of(name), stem_of(name)
    if key in words.DETAILS or stem in words.DETAILS or "://" in key:
        return Shape.DETAIL
    if not any(letter.isalpha() for letter in key) or _FOREIGN_TO_NAMES.search(tidy(name)):
        return Shape.NONE
    if key in words.TALK or stem in words.MONTHS or _YEAR.search(key) or _QUESTION_NUMBER.fullmatch(key):
        return Shape.NONE
    if key in _LETTER_ROLES or stem in _ROLES:
        return Shape.ROLE
    return _shape_of_words(tidy(name))


def _shape_of_words(name: str) -> Shape:
    remarked = _REMARKED.fullmatch(name)  # `P10 (female)`, `Tom (caretaker)`
    if remarked is not None and (shape := _shape_of_words(remarked["name"])) >= Shape.NAME:
        return shape
    parts = name.split()
    folded = [part.casefold().strip("().,") for part in parts]
    if len(parts) > _MOST_WORDS or folded[0] in words.TALK:
        return Shape.NAME if len(parts) <= _LONGEST_JOB and _is_job(folded) else Shape.NONE
    people = all(part in words.PEOPLE or part in words.PARTICLES or part.isdigit() or part in _ROLES for part in folded)
    capitals = all(_is_capital(part) for part in parts)
    if (people or capitals) and any(part in _ROLES for part in folded):
        return Shape.ROLE
    if _CODE.fullmatch(name) and (capitals or len(parts) == 1):
        return Shape.CODE
    if "," in name:  # `Smith, Jane`
        return Shape.NAME if capitals and name.count(",") == 1 else Shape.NONE
    if people or _is_job(folded) or (capitals and name.casefold() not in words.PARTICLES):
        return Shape.NAME
    return Shape.LOOSE if len(parts) <= 3 else Shape.NONE


def _is_job(folded: list[str]) -> bool:
    """`Reviewing lawyer`, `Officer in the case`, `Independent adviser of the charity`, `Officer 3 of the team`."""
    if folded[0] in words.TALK or len(folded) < 2:
        return False
    if folded[-1] in words.PEOPLE:
        return True
    plain = [part for part in folded if not part.isdecimal()]
    return any(one in _SOMEBODY and of in _OF for one, of in pairwise(plain[: _BEFORE_OF + 1]))


def _is_capital(part: str) -> bool:
    first = part.lstrip("('’")[:1]
    return first.isdigit() or (first.isalpha() and not first.islower()) or part in words.PARTICLES or part in _JOINTS

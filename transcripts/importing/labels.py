"""Lines that begin like a speaker's turn: `Name: …`, `[Name] …`, `Name 0:12`, `Q.` / `A.`, whether or not they do.

Each search is one pass over the lines with bounded repetition, so that hostile or huge text costs linear time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from transcripts.importing import vocabulary
from transcripts.importing.expressions import Expression
from transcripts.importing.names import Shape, key_of, shape_of, stem_of, tidy
from transcripts.importing.stamps import CLOCK, RANGE_END, SPACES, stamp, time_of
from transcripts.importing.stamps import seconds as seconds


class Candidate(NamedTuple):
    """A would-be label: [start, end) with its time stamp and colon. `key` tells speakers apart."""

    start: int
    end: int
    name: str
    key: str
    family: str
    shape: Shape
    time: float | None = None
    stamped: bool = False


_SP = SPACES
MARK = r"(?:\*{1,3}|_{1,2})?"
NAME = r"[^\W_](?:[^\n:：\t\[\]{}<>*|]{0,58}?[^\s:：\[\]{}<>*|(,–—-])??"
_BLANK = rf"[{_SP}]{{0,40}}"
_GAP = rf"[{_SP}]{{1,40}}"
_NUMBERED = rf"(?:\d{{1,4}}[.)]?[→>]?{_GAP}|\d{{1,4}}[.)])(?=[^\W\d_]|[*_])"
_BULLET = rf"(?:(?:>[{_SP}]?){{1,3}}|#{{1,6}}{_GAP}|[•·▪◦*–—-]{_GAP}|{_NUMBERED})?"
_ASKED = rf"(?:Q\d{{1,4}}\.?[{_SP}]{{1,40}}(?=[^\W\d_]))?"
LEAD = rf"{_BLANK}{_BULLET}{_BULLET}(?:{stamp('before')}[{_SP},;|–—-]{{0,12}})?{MARK}{_ASKED}"
_APART = rf"[{_SP},;|@·•–—-]"
_AFTER = rf"(?:(?:{_APART}{{1,12}}|(?=[\[({{<#])){stamp('after')})?{_BLANK}{MARK}"
_LATE = (
    rf"(?:{_BLANK}[\[(](?P<late>{CLOCK}){RANGE_END}[\])]"
    rf"|(?:\t|[{_SP}]{{2,40}})(?P<later>{CLOCK})(?=\t|[{_SP}]{{2}}))?"
)
_COLON = rf"(?P<colon>[:：])(?!//|\d|\\){MARK}{_LATE}"
END = r"(?=[^\S\n]{0,40}(?:\n|\Z))"

_NOISE = rf"(?:{_BLANK}\[[^\[\]\d\n:]{{1,30}}\])?"
_NAMED = Expression(rf"{LEAD}(?P<name>{NAME}){_BLANK}{MARK}{_NOISE}{_AFTER}(?:{_COLON}|{END})")
_BRACKETED = Expression(
    rf"{LEAD}[\[{{【〔]{_BLANK}(?P<name>[^\[\]{{}}【】〔〕\n:]{{1,60}}?(?::\d{{1,3}})?)"
    rf"(?:[{_SP},–-]{{1,12}}(?P<inner>{CLOCK}){RANGE_END})?{_BLANK}[\]}}】〕]{MARK}{_AFTER}(?P<colon>[:：])?(?:(?<=[{_SP}])[–—-](?=[{_SP}]))?"
)
_HEAD = 110
"""No label is longer than this with its time, so that no line costs more however long it is."""
_DOT = re.compile(rf"{_BLANK}(?:\d{{1,2}}[{_SP}]{{1,20}})?{MARK}(?P<name>[A-Z]\d{{0,3}})\.{MARK}(?=[ \t\n])")
_PLAIN = re.compile(r"[^\W\d_][\w .'’&-]{0,58}")
_SENDER = re.compile(r"From\s+(?P<name>[^\n]{1,50}?)(?:\s+to\s+[^\n]{1,40})?")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]")
_QUESTION = re.compile(r"[Qq]\d{1,3}")
_BLANKS = frozenset((" ", "\t", "\u00a0"))


class Scan(NamedTuple):
    """Would-be labels in text order, and where lines start whose first colon stands between digits, as in a time."""

    found: list[Candidate]
    clocked: list[int]


def strong(text: str, lines: Sequence[str]) -> Scan:
    """`Name:`, `[Name]`, `Name 0:12` on its own line, with or without times, and `Q.` / `A.`.

    `lines` are those of the text.
    """
    found: list[Candidate] = []
    clocked: list[int] = []
    start = 0
    for line in lines:
        colon = line.find(":", 0, _HEAD)
        plain = _plain(line[:colon]) if colon > 0 and line[colon + 1 : colon + 2] in _BLANKS else None
        if plain is not None and line[colon + 2 : colon + 3].isalpha():
            found.append(Candidate(start, start + colon + 1, plain[0], plain[1], "colon", plain[2]))
        elif len(line) >= 2:
            candidate = _at(text, start, line[:_HEAD], colon)
            if candidate is not None:
                found.append(candidate)
            if colon > 0 and line[colon - 1].isdigit() and line[colon + 1 : colon + 2].isdigit():
                clocked.append(start)
        start += len(line) + 1
    return Scan(found, clocked)


def _at(text: str, start: int, head: str, colon: int) -> Candidate | None:
    candidate = _named(text, start) if colon >= 0 or "：" in head or "m" in head else None
    if candidate is None or candidate.shape < Shape.NAME:
        return _bracketed(text, start, head) or _dotted(text, start, head) or candidate
    return candidate


@lru_cache(maxsize=8192)
def _plain(before: str) -> tuple[str, str, Shape] | None:
    """Name, key and shape of the commonest label, words and a colon; None for what needs a closer look.

    Labels come again and again: remembered, they cost a look-up.
    """
    name = before.strip()
    if _PLAIN.fullmatch(name) is None or before[0].isspace() or shape_of(name) is Shape.NONE:
        return None
    return None if re.match(r"Q\d", name) else (tidy(name), key_of(name), shape_of(name))


def _named(text: str, start: int) -> Candidate | None:
    match = _NAMED.match(text, start)
    if match is None:
        return None
    written, name = stamp_in(match), match["name"]
    if match["colon"] is None:
        short = name.isupper() and " " not in name  # `INT.`, `J.K.`
        ends_sentence = name[-1] in ".?!…" and len(name) > 3 and not short
        return None if written is None or ends_sentence else candidate_of(match, "stamp", written)
    following = text[match.end() : match.end() + 1]
    heading = _HEADING.match(text, start) and text[match.end() : match.end() + 40].split("\n")[0].strip()
    if heading or (following.strip() and match["colon"] == ":" and shape_of(name) is Shape.LOOSE):
        return None
    sender = _SENDER.fullmatch(name) if written else None
    return candidate_of(match, "colon", written, name=sender["name"] if sender else name)


def _bracketed(text: str, start: int, head: str) -> Candidate | None:
    brackets = "[" in head or "{" in head or "【" in head or "〔" in head
    match = _BRACKETED.match(text, start) if brackets else None
    if match is None:
        return None
    written, name = stamp_in(match), match["name"]
    shape = shape_of(name)
    if shape is Shape.DETAIL or stem_of(name) in vocabulary.NOISES:
        stands_in = stem_of(name) in vocabulary.WITHOUT_NAME
        if not (stands_in and written) and (match["colon"] is None or not (name.isupper() or stands_in)):
            return None
        shape = Shape.NAME  # `[NAME]:` stands for somebody
    label = shape > Shape.LOOSE or written or _QUESTION.fullmatch(name)
    return candidate_of(match, "bracket", written, shape=shape) if label else None


def _dotted(text: str, start: int, head: str) -> Candidate | None:
    match = _DOT.match(text, start) if "." in head[:60] else None
    return None if match is None else candidate_of(match, "dot", None, shape=Shape.NAME)


_STAMPS = ("before", "after", "late", "later", "inner", "before_span", "after_span")


def stamp_in(match: re.Match[str]) -> str | None:
    """The time stamp of a label as written, wherever it stands in it."""
    groups = match.groupdict()
    return next((groups[name] for name in _STAMPS if groups.get(name)), None)


def candidate_of(
    match: re.Match[str], family: str, written: str | None = None, *, name: str = "", shape: Shape | None = None
) -> Candidate:
    """The candidate that a pattern with the group `name` found."""
    name = name or match["name"]
    shape = shape_of(name) if shape is None else shape
    return Candidate(
        match.start(), match.end(), tidy(name), key_of(name), family, shape, time_of(written), written is not None
    )

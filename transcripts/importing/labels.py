"""Everything in a text that is laid out like a speaker's label, whether or not it is one.

Each search is one pass over the lines with bounded repetition, so that hostile or huge text costs linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from transcripts.importing import vocabulary
from transcripts.importing.names import Shape, key_of, shape_of, stem_of, tidy


@dataclass(frozen=True, slots=True)
class Candidate:
    """A would-be label: [start, end) with its time stamp and colon, on one line of the text."""

    start: int
    end: int
    name: str
    family: str
    shape: Shape
    time: float | None = None

    @property
    def key(self) -> str:
        """What tells speakers apart."""
        return key_of(self.name)


_SP = " \\t\u00a0\u2009\u202f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069"
_MARK = r"(?:\*{1,3}|_{1,2})?"
_CLOCK = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,;-]\d{1,3})?"
_RANGE_END = rf"(?:[{_SP}]*(?:-->|[-–—→]|to)[{_SP}]*{_CLOCK})?"
_NAME = r"[^\W_](?:[^\n:：\t\[\]{}<>*|]{0,58}?[^\s:：\[\]{}<>*|(,–—-])??"


def _stamp(group: str) -> str:
    return rf"[\[({{<#]?[{_SP}]?(?P<{group}>{_CLOCK}){_RANGE_END}[{_SP}]?[\])}}>#]?"


_BULLET = rf"(?:[>•·▪◦*–—-][{_SP}]+|\d{{1,4}}[.)]?[{_SP}]+(?=[^\W\d_]))?"
_LEAD = rf"[{_SP}]*{_BULLET}(?:{_stamp('before')}[{_SP},;|–—-]*)?{_MARK}"
_AFTER = rf"(?:[{_SP},;|–—-]*{_stamp('after')})?[{_SP}]*{_MARK}"
_COLON = rf"(?P<colon>[:：])(?!//|\d|\\){_MARK}(?:[{_SP}]*[\[(](?P<late>{_CLOCK}){_RANGE_END}[\])])?"
_END = r"(?=[^\S\n]{0,40}(?:\n|\Z))"

_NAMED = re.compile(rf"{_LEAD}(?P<name>{_NAME})[{_SP}]*{_MARK}{_AFTER}(?:{_COLON}|{_END})")
_BRACKETED = re.compile(rf"{_LEAD}[\[{{][{_SP}]*(?P<name>[^\[\]{{}}\n:]{{1,60}})[\]}}]{_MARK}{_AFTER}(?:{_COLON})?")
_HEAD = 81
"""No label is longer than this with its time, so that no line costs more however long it is."""
_DOT = re.compile(rf"[{_SP}]{{0,20}}{_MARK}(?P<name>[A-Z])\.{_MARK}(?=[ \t\n])")
_TAB = re.compile(
    rf"^[ ]{{0,20}}(?:\d{{1,4}}[.)]?\t)?(?:{_stamp('before')}[ ]*\t)?"
    rf"(?P<name>{_NAME})[ ]*(?:\t{_stamp('after')}[ ]*)?(?:\t|(?<=\t))",
    re.MULTILINE,
)
_DASH = re.compile(
    rf"^[{_SP}]{{0,20}}{_MARK}(?P<name>{_NAME}){_MARK}[{_SP}]{{1,4}}[–—-][{_SP}]{{1,4}}(?=\S)", re.MULTILINE
)
_ALONE = re.compile(rf"^[{_SP}]{{0,20}}{_MARK}(?P<name>[^\W_][^\n:\t*]{{0,39}}?){_MARK}{_END}", re.MULTILINE)
_STARS = re.compile(
    rf"^[{_SP}]{{0,20}}(?P<mark>\*\*|__)(?P<name>[^\W_][^\n:*]{{0,58}}?)(?P=mark)(?=[\s–—-])", re.MULTILINE
)


def seconds(clock: str) -> float:
    """`1:02:03.5` → 3723.5; two parts are minutes and seconds."""
    whole, _, fraction = re.sub(r"[,;-]", ".", clock).partition(".")
    total = 0
    for part in whole.split(":"):
        total = total * 60 + int(part)
    return float(f"{total}.{fraction or 0}")


def strong(text: str) -> list[Candidate]:
    """`Name:`, `[Name]`, `Name 0:12` on its own line, with or without times, and `Q.` / `A.`; in text order."""
    found: list[Candidate] = []
    start = 0
    for line in text.split("\n"):
        if len(line) < 2:
            start += len(line) + 1
            continue
        head = line[:_HEAD]
        candidate = _named(text, start) if ":" in head or "：" in head else None
        if candidate is None or candidate.shape < Shape.NAME:
            candidate = _bracketed(text, start, head) or _dotted(text, start, head) or candidate
        if candidate is not None:
            found.append(candidate)
        start += len(line) + 1
    return found


def _named(text: str, start: int) -> Candidate | None:
    match = _NAMED.match(text, start)
    if match is None:
        return None
    time, shape = _time(match), shape_of(match["name"])
    if match["colon"] is None:
        return None if time is None else _candidate(match, "stamp", time, shape)
    tight = text[match.end() : match.end() + 1].strip() != ""
    return None if tight and shape is Shape.LOOSE else _candidate(match, "colon", time, shape)


def _bracketed(text: str, start: int, head: str) -> Candidate | None:
    match = _BRACKETED.match(text, start) if "[" in head or "{" in head else None
    if match is None:
        return None
    time, shape = _time(match), shape_of(match["name"])
    if shape is Shape.DETAIL or stem_of(match["name"]) in vocabulary.NOISES:
        if match["colon"] is None or not match["name"].isupper():
            return None
        shape = Shape.NAME  # `[NAME]:` stands for somebody
    return _candidate(match, "bracket", time, shape) if shape > Shape.LOOSE or time is not None else None


def _dotted(text: str, start: int, head: str) -> Candidate | None:
    match = _DOT.match(text, start) if "." in head[:30] else None
    return None if match is None else _candidate(match, "dot", None, Shape.NAME)


def _time(match: re.Match[str]) -> str | None:
    found: str | None = match["before"] or match["after"] or match["late"]
    return found


def tabbed(text: str) -> list[Candidate]:
    """Rows of a table, or lines with a TAB: `Name TAB text`, with a number or time stamp in a column of its own."""
    rows = (m for m in _TAB.finditer(text) if not _is_heading_row(text, m.end()))
    return [_candidate(m, "tab", m["before"] or m["after"], shape_of(m["name"])) for m in rows]


def _is_heading_row(text: str, start: int) -> bool:
    end = text.find("\n", start, start + 80)
    return text[start : end if end >= 0 else start + 80].split("\t")[0].strip().casefold() in vocabulary.HEADER_CELLS


def dashed(text: str) -> list[Candidate]:
    """`Name – text`."""
    return [_candidate(match, "dash", None, shape_of(match["name"])) for match in _DASH.finditer(text)]


def alone(text: str) -> list[Candidate]:
    """A role or a code with nothing else on its line."""
    found = ((match, shape_of(match["name"])) for match in _ALONE.finditer(text))
    return [_candidate(match, "alone", None, shape) for match, shape in found if shape >= Shape.CODE]


def emphasised(text: str, bold: Iterable[tuple[int, int]]) -> list[Candidate]:
    """A name in bold at the start of a line: `bold` spans of a .docx, or stars in Markdown."""
    starred = _STARS.finditer(text) if "**" in text or "__" in text else ()
    found = [_candidate(match, "bold", None, shape_of(match["name"])) for match in starred]
    for start, end in bold:
        name = text[start:end].strip()
        line = text.rfind("\n", 0, start) + 1
        if name and len(name) <= 60 and "\n" not in name and not text[line:start].strip():
            ends_word = text[end - 1].isspace() or end == len(text) or not text[end].isalnum()
            if ends_word:
                found.append(Candidate(start, end, tidy(name), "bold", shape_of(name)))
    return sorted(found, key=lambda candidate: candidate.start)


def _candidate(match: re.Match[str], family: str, time: str | None, shape: Shape) -> Candidate:
    clock = seconds(time) if time else None
    return Candidate(match.start(), match.end(), tidy(match["name"]), family, shape, clock)

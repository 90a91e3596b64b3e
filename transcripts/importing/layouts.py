"""Layouts whose labels have neither colon nor bracket: tables, bold names, names on lines of their own, dashes.

They are looked for only where nobody is named more clearly, and must hold for much of the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from transcripts.importing import vocabulary
from transcripts.importing.expressions import Expression
from transcripts.importing.labels import END, LEAD, MARK, NAME, Candidate, candidate_of, stamp_in
from transcripts.importing.names import Shape, key_of, shape_of, stem_of, tidy
from transcripts.importing.stamps import CLOCK, RANGE_END, SPACES, stamp, time_of

_SP = SPACES
_OFTEN = 3
"""Times that a name stands alone on its line, at least, beside roles and codes that do."""
_IN_BRACKETS = r"\[[^\W\d_][^\[\]\n\t:]{2,39}\]"
"""Somebody whose name was taken out: `[redacted]`."""
_TAB = Expression(
    rf"^[ ]{{0,20}}(?:\d{{1,4}}[.)]?\t)?(?:{stamp('before')}[ ]*\t)?"
    rf"(?P<name>{NAME}|{_IN_BRACKETS})[ ]*(?:\t{stamp('after')}[ ]*)?(?:\t|(?<=\t))",
    re.MULTILINE,
)
_DASH = Expression(
    rf"^[{_SP}]{{0,20}}(?:\|[ ]*)?{MARK}(?P<name>{NAME}|{_IN_BRACKETS}){MARK}"
    rf"[{_SP}]{{1,4}}(?:[–—-]|>>|\|)[{_SP}]{{1,4}}(?=\S)"
    rf"|^(?P<capitals>[^\W\d_a-z][^\Wa-z]{{0,20}}(?: [^\W\d_a-z][^\Wa-z]{{0,20}}){{0,3}})[–—](?=[^\W\d_])",
    re.MULTILINE,
)
_ALONE = Expression(rf"^[{_SP}]{{0,20}}{MARK}(?P<name>[^\W_][^\n:\t*]{{0,39}}?){MARK}{END}", re.MULTILINE)
_WITH_WORDS = re.compile(rf"[{_SP}](?:[–—-]|>>)[{_SP}]")
_HEADING = Expression(rf"^#{{1,6}}[ ]+{MARK}(?P<name>[^\W_][^\n:\t*#]{{0,39}}?){MARK}[ #]*{END}", re.MULTILINE)
_STARS = Expression(
    rf"^[{_SP}]{{0,20}}(?P<mark>\*\*|__)(?P<name>[^\W_][^\n:*]{{0,58}}?)(?P=mark)(?=[\s–—-])", re.MULTILINE
)
_TIMED = Expression(
    rf"^{LEAD}(?P<name>{NAME})[{_SP}]{{1,40}}{MARK}{stamp('after')}{MARK}[{_SP}]{{1,40}}(?=[^\s\d:])", re.MULTILINE
)
_TIME_LINE = Expression(rf"^[{_SP}]{{0,40}}(?:{stamp('after')})[{_SP}]{{0,40}}$", re.MULTILINE)
_NAME_LINE = re.compile(rf"[{_SP}]{{0,40}}{MARK}(?P<name>{NAME}){MARK}[{_SP}]{{0,40}}:?[{_SP}]{{0,40}}")
_NUMBER_ABOVE = re.compile(rf"(?:^|(?<=\n))[{_SP}]{{0,4}}(?P<number>\d{{1,4}})[.)]?[{_SP}]{{0,2}}\n[{_SP}]{{0,4}}\Z")
CLOCK_LINE = re.compile(rf"[{_SP}]{{0,40}}[\[(<#]?(?P<time>{CLOCK}){RANGE_END}[\])>#]?[{_SP}]{{0,40}}")
"""A line that holds a time and nothing else."""
_PARENTHESES = Expression(rf"^[{_SP}]{{0,20}}\((?P<name>[^\W_][^\n()]{{0,39}})\):?(?=[{_SP}]{{1,40}}\S)", re.MULTILINE)
_LETTER = Expression(
    rf"^[{_SP}]{{0,40}}(?:\d{{1,2}}[{_SP}]{{1,40}})?(?P<name>[QA])(?:[ ]{{2,}}|[ ]?\t)(?=\S)", re.MULTILINE
)
_CAPITALS = Expression(
    r"^(?P<name>[^\W\d_a-z]{2,20}(?:[ .'’-]{1,2}[^\W_a-z]{1,20}){0,3})[ ]+(?=[^\W\d_][a-z’' ,])", re.MULTILINE
)


def tabbed(text: str) -> list[Candidate]:
    """Rows of a table, or lines with a TAB: `Name TAB text`, with a number or time stamp in a column of its own."""
    rows = [m for m in _TAB.finditer(text) if not _is_heading_row(text, m)] if "\t" in text else []
    worded = sum(text[m.end() : m.end() + 1].isalpha() or text[m.end() : m.end() + 1] in "[(“\"'‘…" for m in rows)
    return [_said_by(m, "tab", m["name"], stamp_in(m)) for m in rows] if worded * 2 >= len(rows) else []


def _said_by(match: re.Match[str], family: str, name: str, written: str | None = None) -> Candidate:
    """The candidate of a line; what stands in brackets names nobody, unless it says that a name was taken out."""
    if not name.startswith("["):
        return candidate_of(match, family, written, name=name)
    inside = name.strip("[ ]")
    shape = Shape.NAME if stem_of(inside) in vocabulary.WITHOUT_NAME else Shape.NONE
    return candidate_of(match, family, written, name=inside, shape=shape)


def _is_heading_row(text: str, row: re.Match[str]) -> bool:
    """`Speaker TAB Text`; but `P7 TAB Time.` is an answer."""
    start = row.end()
    end = text.find("\n", start, start + 80)
    below = text[start : end if end >= 0 else start + 80].split("\t")[0].strip().casefold()
    return below in vocabulary.HEADER_CELLS and key_of(row["name"]) in vocabulary.SPEAKER_CELLS


def dashed(text: str) -> list[Candidate]:
    """`Name – text`, `Name >> text`, `Name | text`, `NAME—text`."""
    found = (_said_by(m, "dash", m["name"] or m["capitals"]) for m in _DASH.finditer(text))
    return [c for c in found if c.key not in _HEADINGS]


_HEADINGS = frozenset({"speaker", "name", "who"})


def alone(text: str) -> list[Candidate]:
    """A role or a code with nothing else on its line, and names that come again there and take turns with them;
    `RES Note` and `RES – Right.` are no other speakers.
    """
    lines = [c for c in map(_alone, _ALONE.finditer(text)) if not _WITH_WORDS.search(c.name)]
    sure = [c for c in lines if c.shape >= Shape.CODE]
    sure = [c for c in sure if " " not in c.key or c.key.rpartition(" ")[2] not in vocabulary.DETAILS]
    return sorted([*sure, *_beside(text, lines, sure)]) if sure else []


def _beside(text: str, lines: Sequence[Candidate], sure: Sequence[Candidate]) -> Iterator[Candidate]:
    """Names that each time have words below them and no label above: an answer of one word stands below a label."""
    ends, starts = {c.end for c in sure}, {c.start for c in sure}
    named = [c for c in lines if c.shape is Shape.NAME and not _is_place(c.key)]
    answers = {
        c.key for c in named
        if text.rfind("\n", 0, max(0, c.start)) in ends or not _goes_on_below(text, c) or _below(text, c) in starts
    }  # fmt: skip
    often = Counter(c.key for c in named)
    yield from (c for c in named if often[c.key] >= _OFTEN and c.key not in answers)


def _below(text: str, candidate: Candidate) -> int:
    return text.find("\n", candidate.end) + 1


def names_alone(text: str) -> list[Candidate]:
    """Anybody with nothing else on the line and words on the next: `ANNA LEE`."""
    found = [c for c in map(_alone, _ALONE.finditer(text)) if c.shape >= Shape.NAME]
    return [c for c in found if _goes_on_below(text, c) and not _is_place(c.key)]


def under_their_numbers(text: str, labels: Sequence[Candidate]) -> list[Candidate]:
    """Names on their lines, each with the line above it where those lines count the turns: `12`, `Name`, words."""
    above = [_NUMBER_ABOVE.search(text, max(0, c.start - 12), c.start) for c in labels]
    counted = [int(match["number"]) - at for at, match in enumerate(above) if match is not None]
    if len(counted) < max(3, len(labels) - 1) or len(set(counted)) > 1:
        return list(labels)
    return [c if m is None else c._replace(start=m.start("number")) for c, m in zip(labels, above, strict=True)]


def headings(text: str) -> list[Candidate]:
    """`### Name`."""
    found = map(_alone, _HEADING.finditer(text)) if "#" in text else ()
    return [c for c in found if c.shape >= Shape.NAME and not _is_place(c.key)]


def _alone(match: re.Match[str]) -> Candidate:
    return candidate_of(match, "alone")


def _is_place(key: str) -> bool:
    """`North Area`, `The Station`: what sections are called, not people."""
    words = key.split()
    return words[0] in vocabulary.PARTICLES - {"de", "von", "van", "al"} or words[-1] in vocabulary.DETAILS


def _goes_on_below(text: str, candidate: Candidate) -> bool:
    below = text.find("\n", candidate.end)
    return below >= 0 and text[below + 1 : below + 2].strip() != ""


def timed(text: str) -> list[Candidate]:
    """`Name 0:12 text` on one line, where time goes forward."""
    found = [candidate_of(m, "timed", stamp_in(m)) for m in _TIMED.finditer(text)]
    found = [c for c in found if c.shape >= Shape.NAME]
    several = len({c.key for c in found}) >= 2
    return found if several and _goes_forward([c.time for c in found]) else []


def _goes_forward(times: Sequence[float | None]) -> bool:
    known = [time for time in times if time is not None]
    return all(a <= b for a, b in pairwise(known))


def beside_times(text: str) -> list[Candidate]:
    """A name and its time on two lines, whichever comes first, and words on the third."""
    stamps = list(_TIME_LINE.finditer(text))
    above = [c for m in stamps if (c := _line_above(text, m)) is not None]
    below = [c for m in stamps if (c := _line_below(text, m)) is not None]
    found = max(above, below, key=len)
    proven = len({c.key for c in found}) < len(found) or any(c.shape is Shape.ROLE for c in found)
    return found if proven else []


def _line_above(text: str, stamped: re.Match[str]) -> Candidate | None:
    end = stamped.start() - 1
    start = text.rfind("\n", 0, max(0, end)) + 1
    return _timed_name(text, start, end, stamped)


def _line_below(text: str, stamped: re.Match[str]) -> Candidate | None:
    start = stamped.end() + 1
    return _timed_name(text, start, text.find("\n", start), stamped)


def _timed_name(text: str, start: int, end: int, stamped: re.Match[str]) -> Candidate | None:
    """The label made of a time and the line [start, end) beside it, if that is a name and words follow them."""
    written = _NAME_LINE.fullmatch(text, start, end) if 0 < end - start <= 60 else None
    last = max(end, stamped.end())
    below = text[last + 1 : last + 60].split("\n", 1)[0]
    if written is None or not below.strip() or CLOCK_LINE.fullmatch(below) or written["name"][-1] in ".?!…":
        return None
    name, shape = written["name"], shape_of(written["name"])
    label = Candidate(
        min(start, stamped.start()), last, tidy(name), key_of(name), "stamp", shape, time_of(stamp_in(stamped)), True
    )
    return label if shape >= Shape.NAME else None


def parenthesised(text: str) -> list[Candidate]:
    """`(SPEAKER_00) text`: only roles and codes, for anything else in brackets is a remark."""
    found = (candidate_of(m, "bracket") for m in _PARENTHESES.finditer(text))
    return [c for c in found if c.shape >= Shape.CODE]


def lettered(text: str) -> list[Candidate]:
    """`Q    text` and `A    text`, as courts have it."""
    return [candidate_of(m, "dot", shape=Shape.NAME) for m in _LETTER.finditer(text)]


def capitals(text: str) -> list[Candidate]:
    """`INTERVIEWER What changed?`: only beside a role."""
    found = [candidate_of(m, "capitals") for m in _CAPITALS.finditer(text)]
    return found if any(c.shape is Shape.ROLE for c in found) else []


def emphasised(text: str, bold: Iterable[tuple[int, int]] = ()) -> list[Candidate]:
    """A name in bold at the start of a line: `bold` spans of a .docx, or stars in Markdown."""
    starred = _STARS.finditer(text) if "**" in text or "__" in text else ()
    found = [candidate_of(match, "bold") for match in starred]
    for start, end in bold:
        name = text[start:end].strip()
        if not name or len(name) > 60 or "\n" in name:
            continue
        line = text.rfind("\n", 0, start) + 1
        ends_word = text[end - 1].isspace() or end == len(text) or not text[end].isalnum()
        if ends_word and not text[line:start].strip():
            found.append(Candidate(start, end, tidy(name), key_of(name), "bold", shape_of(name)))
    return sorted(found)

"""Whose words a draft says they are: in brackets after them, before them (“As CPS 43 put it”), after them, in the
row of a table, or over the section.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType
from typing import NamedTuple

_NUMBERED = re.compile(r"^(.*?\D)\s*0*(\d+)$")
_BRACKET = re.compile(r"[\s.,;:!?’”\"'»]*[(\[]([^()\[\]]{1,80})[)\]]")
_DASH = re.compile(r"[\s.,;:’”\"'»]*[—–-]{1,2}\s*([^.;—–“”\"]{1,60})")
_SENTENCE_END = re.compile(r"[.!?][)”’\"']?\s+(?=[^\s\d(])")
_CELL = 60
"""A cell that names a source and is longer says something about it."""
_SAID_AFTER = re.compile(r"[\s,’”\"'»]*([^.!?;:“\"]{0,60})")
_ANOTHER_CLAUSE = re.compile(r"[—–]|--|\b(?:and|but|while|whereas|though|although|yet|so)\b", re.IGNORECASE)
"""What stands between a quotation and a name in whose sentence part it is not."""
_UNLIKE = re.compile(
    r"\b(?:unlike|than|contrary to|in contrast (?:to|with)|as opposed to|compared (?:to|with))\s+$", re.IGNORECASE
)
_PARTED = re.compile(r"[;:]|,\s+(?:and|but|while|whereas|though|although|yet|so)\b|[.?!]\s", re.IGNORECASE)
"""What ends the part of a sentence that a bracket is about: “they agree (CPS 4), and a judge said”."""
_CITATION_END = re.compile(r"[“‘«„\"]|(?<=[.;])\s")
"""Where the reference at the beginning of a note ends."""


class Named(NamedTuple):
    """A label that a text names, as the project writes it, and [start, end) where; `loaded`: the project has it."""

    label: str
    start: int
    end: int
    loaded: bool


class Labels:
    """The project's labels as people write them: `CPS 43`, `CPS43`, `cps  43`; and numbers of the same families that
    the project does not have. `speakers` are names that turns begin with, and whether they are an interviewer's.
    """

    def __init__(self, labels: Iterable[str], speakers: Mapping[str, bool] = MappingProxyType({})) -> None:
        self._known = {_key(label): label for label in labels}
        families = {found[1].strip() for label in self._known.values() if (found := _NUMBERED.match(label))}
        plain = [label for label in self._known.values() if not _NUMBERED.match(label)]
        numbered = [rf"{_loose(family)}[\s\u00a0]*0*\d{{1,5}}(?!\d)" for family in families]
        # What is a label as it stands goes before a number of a family: `talk-4-late` is not `talk-4`.
        either = "|".join([*_longest_first(map(_loose, plain)), *_longest_first(numbered)])
        self._pattern = re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE) if either else None
        called = "|".join(sorted({re.escape(name) for name in speakers if name.strip()}, key=len, reverse=True))
        self._turn = re.compile(rf"(?<!\S)({called}):\s+") if called else None
        self._speakers = speakers

    def named(self, text: str, start: int = 0, end: int | None = None) -> list[Named]:
        """All labels that begin in [start, end) of a text, in order: a full stop in one ends no sentence."""
        if self._pattern is None:
            return []
        stop = len(text) if end is None else end
        begun = takewhile(lambda each: each.start() < stop, self._pattern.finditer(text, start))
        return [self._read(each) for each in begun]

    def turns(self, text: str, start: int, end: int) -> list[re.Match[str]]:
        """Where turns begin in a transcript that is quoted with its speakers: `Officer: `, the name in group 1."""
        return list(self._turn.finditer(text, start, end)) if self._turn else []

    def asks(self, speaker: str) -> bool:
        """Whether a speaker is an interviewer."""
        return self._speakers.get(speaker, False)

    def _read(self, found: re.Match[str]) -> Named:
        key = _key(found[0])
        return Named(self._known.get(key, " ".join(found[0].split())), found.start(), found.end(), key in self._known)


class Attributed(NamedTuple):
    """What the draft says of whose words they are, the label in it ("" for none), and whether the project has that."""

    said: str = ""
    label: str = ""
    loaded: bool = True


def attributed(
    text: str, quoted: Collection[tuple[int, int]], start: int, end: int, labels: Labels, *, section: str = "",
    header: str = "", notes: Sequence[tuple[int, str]] = (),
) -> Attributed:  # fmt: skip
    """Whose words [start, end) of a paragraph are said to be; `quoted` are all that it quotes, from mark to mark.
    `header` is the first row of the table whose row it is; `notes` are places and words of notes.
    """
    before = max((other[1] for other in quoted if other[1] <= start), default=0)
    after = min((other[0] for other in quoted if other[0] >= end), default=len(text))
    return (
        _in_brackets(text, end, after, labels)
        or _in_note(text, end, notes, labels)
        or _in_sentence(text, (before, start), (end, after), labels)
        or _in_note(text, end, notes, labels, within=after)
        or _in_row(text, labels)
        or _in_column(text, header, start, labels)
        or _over(section, labels)
        or Attributed()
    )


def closing_attribution(text: str, labels: Labels) -> tuple[int, Attributed]:
    """Where a block quotation's words end, and whose they are said to be at its end: `… (CPS 43)`, `… — CPS 43`."""
    found = re.search(r"\s*[(\[]([^()\[\]]{1,80})[)\]][.\s]*$", text)
    if found and (named := labels.named(found[1])):
        return found.start(), Attributed(found[1].strip(), named[0].label, named[0].loaded)
    found = re.search(r"\s*(?:[—–]|(?<![-\w])-{1,3})\s*([^—–]{1,60})$", text)
    if found and (named := labels.named(found[1])):
        return found.start(), Attributed(found[1].strip(), named[0].label, named[0].loaded)
    named = labels.named(text, max(0, len(text) - _CELL))
    if named and not text[named[-1].end :].strip(" .)") and re.search(r"[.?!…”’\"']\s+$", text[: named[-1].start]):
        return named[-1].start, Attributed(named[-1].label, named[-1].label, named[-1].loaded)
    return len(text), Attributed()


def _in_brackets(text: str, end: int, until: int, labels: Labels) -> Attributed | None:
    for pattern in (_BRACKET, _DASH):
        found = pattern.match(text, end, until)
        if found and (named := labels.named(found[1])) and not _leads_on(text, found.start(1) + named[0].end, until):
            return Attributed(found[1].strip(), named[0].label, named[0].loaded)
        if found and pattern is _BRACKET and not found[1].strip().isdigit():
            return Attributed(found[1].strip())
    return None


def _in_sentence(text: str, before: tuple[int, int], after: tuple[int, int], labels: Labels) -> Attributed | None:
    """The label before a quotation or after it, in the spaces up to the quotations beside it. The one after it goes
    first where the one before is another's: “…”, says CPS 4, and “…”, says CPS 5.
    """
    leading = _leading(text, *before, labels)
    following = _following(text, *after, labels)
    if not (leading and following and before[0]):
        return leading or following
    last, next_one = labels.named(text, *before)[-1], labels.named(text, *after)[0]
    said = re.search(r"[^\W_]", text[after[0] : next_one.start])
    return following if said and not _leads_on(text, last.end, before[1]) else leading


def _leading(text: str, start: int, end: int, labels: Labels) -> Attributed | None:
    """A label in the words that lead up to the quotation, in its own sentence; not the one it is set against."""
    named = labels.named(text, _sentence_begin(text, start, end), end)
    own = [each for each in named if not _is_anothers(text, start, each, end)]
    return _of(own, -1)


def _is_anothers(text: str, start: int, named: Named, end: int) -> bool:
    """Whether a label belongs to what came before it (in brackets of its own, or parted from what follows), or is that
    of somebody who is only compared.
    """
    parted = start and ";" in text[named.end : end]
    quoted = start and not re.search(r"[^\W_]", text[start : named.start])
    bracketed = _closed_bracket(text, named, end) and (quoted or _PARTED.search(text, named.end, end))
    return bool(parted or bracketed or _UNLIKE.search(text[: named.start]))


def _sentence_begin(text: str, start: int, end: int) -> int:
    """Where the sentence that [start, end) ends in begins."""
    return max((found.end() for found in _SENTENCE_END.finditer(text, start, end)), default=start)


def _closed_bracket(text: str, named: Named, end: int) -> bool:
    """Whether a label stands in brackets of its own, and so belongs to what came before them."""
    return text[: named.start].rstrip().endswith(("(", "[")) and bool(re.search(r"[)\]]", text[named.end : end]))


def _following(text: str, end: int, until: int, labels: Labels) -> Attributed | None:
    """A label in the same part of the sentence, unless it leads on: “…” was echoed by CPS 4: “…”."""
    found = _SAID_AFTER.match(text, end, until)
    named = labels.named(text, found.start(1), found.end(1)) if found else []
    if not named or _ANOTHER_CLAUSE.search(text, end, named[0].start):
        return None
    alone = not re.search(r"[^\W_]", text[end : named[0].start])
    if alone and text[: end - 1].endswith(".") and re.search(r"[^\W_]", text[named[0].end : until]):
        return None  # a sentence of its own: “… at last.” CPS 4 was not so sure.
    return None if _leads_on(text, named[0].end, until) else _of(named, 0)


def _leads_on(text: str, end: int, until: int) -> bool:
    """Whether a name that ends here introduces the quotation that begins at `until`: `CPS 4: “`, `CPS 4 adds: “`."""
    return until < len(text) and bool(re.fullmatch(r"[^.:;!?]{0,40}:[\s*_]*", text[end:until]))


def _in_note(
    text: str, end: int, notes: Sequence[tuple[int, str]], labels: Labels, *, within: int = 0
) -> Attributed | None:
    """The one that a note right after the quotation names: “… for ever”.² with “CPS 4, 12 May” below; or a note in the
    rest of its sentence, up to `within`.
    """
    for place, words in notes:
        adjacent = not re.search(r"[^\W_]", text[end:place]) and place - end < 8
        if place >= end - 1 and (adjacent or (place <= within and not _SENTENCE_END.search(text, end, place))):
            own = _CITATION_END.split(words)[0]
            named = labels.named(own)
            if len({each.label for each in named}) == 1:
                return Attributed(" ".join(own.split())[:80].rstrip(" ."), named[0].label, named[0].loaded)
    return None


def leading_in(text: str, labels: Labels) -> Attributed | None:
    """Whose a block is that follows on a paragraph which leads up to it: “CPS 43 was clear:”."""
    return _leading(text, 0, len(text), labels) if text.rstrip().endswith((":", ",", ":—", ":–")) else None


def _in_column(text: str, header: str, start: int, labels: Labels) -> Attributed | None:
    """The one whom the head of the table's column names."""
    heads = header.split("\t")
    column = text.count("\t", 0, start)
    return _of(labels.named(heads[column]), 0) if column < len(heads) and header != text else None


def _in_row(text: str, labels: Labels) -> Attributed | None:
    if "\t" not in text:
        return None
    cells = [(labels.named(cell), cell) for cell in text.split("\t")]
    alone = [named for named, cell in cells if len(named) == 1 and len(cell) < _CELL]
    return _of(alone[-1], 0) if alone else None


def _over(section: str, labels: Labels) -> Attributed | None:
    named = labels.named(section)
    return _of(named, 0) if len({each.label for each in named}) == 1 else None


def _of(named: Sequence[Named], at: int) -> Attributed | None:
    return Attributed(named[at].label, named[at].label, named[at].loaded) if named else None


def _longest_first(patterns: Iterable[str]) -> list[str]:
    return sorted(patterns, key=len, reverse=True)


def _loose(words: str) -> str:
    return r"[\s\u00a0]+".join(re.escape(word) for word in words.split())


def _key(label: str) -> str:
    found = _NUMBERED.match(" ".join(label.split()))
    parted = (found[1].strip(), found[2]) if found else (" ".join(label.split()), "")
    return f"{parted[0].casefold()}\0{parted[1]}"

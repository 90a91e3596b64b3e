"""What a draft says of how many: “most officers”, “judges rarely”, beside how many that are.

A claim names a number in words, whose, and a theme. Counted is: of the documents of that group in which somebody is
done with coding, those in which anybody coded the theme or a code below it. A document that nobody is done with is
missing, not a “no”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from codebook.scheme.codes import Code
from exports.audit.model import Claim, Counted, Paragraph
from exports.audit.themes import Themes


@dataclass(frozen=True, slots=True)
class Scale:
    """What a word means here: a share from `low` to `high`, both included; `words` for people."""

    pattern: str
    low: float
    high: float
    words: str


_JUST_OVER, _JUST_UNDER, _NOT_ALL = 0.5 + 1e-9, 0.5 - 1e-9, 1 - 1e-9
SCALES: tuple[Scale, ...] = (
    Scale(r"almost all|nearly all|virtually all|almost every|nearly every", 0.9, 1, "nine tenths or more"),
    Scale(r"not all|not every|all but (?:one|two|three|a few)", 0, _NOT_ALL, "not all"),
    Scale(r"(?:less|fewer) than half|under half|not many", 0, _JUST_UNDER, "less than half"),
    Scale(r"all|every|each|without exception|always", 1, 1, "all"),
    Scale(
        r"(?:the|a) (?:\w+ )?majority|most|mostly|largely|generally|usually|typically|(?:more than|over) half",
        _JUST_OVER,
        1,
        "more than half",
    ),
    Scale(r"half|about half|around half", 0.4, 0.6, "four to six tenths"),
    Scale(r"many|often|frequently|commonly", 0.3, 1, "three tenths or more"),
    Scale(r"a few|few|a handful|a couple|rarely|seldom|hardly any|occasionally", 0, 0.2, "a fifth or less"),
    Scale(r"a minority|some|several|sometimes", 1e-9, 0.5, "some, up to half"),
    Scale(r"none|no|nobody|never", 0, 0, "none"),
)
"""The house's thresholds, in the order in which they are looked for; docs/audit.md gives them as a table."""
_PEOPLE: Mapping[str, str] = {
    "cps": r"prosecutors?|crown prosecutors?|cps lawyers?", "police": r"police officers?|officers?|detectives?",
    "isva": r"isvas?|advis[eo]rs?|advocates?", "counsel": r"barristers?", "judges": r"judges?|the judiciary",
    "case file": r"case files?", "panel": r"(?:scrutiny )?panels?", "forum": r"(?:local )?(?:forums?|fora)",
    "early advice": r"early[- ]advice (?:discussions?|calls?|meetings?)", "training": r"training (?:events?|days?)",
}  # fmt: skip
"""What people or texts of a group or kind are called, by its name in lower case; its own name is always looked for."""
_EVERYBODY = (
    r"participants?|interviewees?|respondents?|practitioners?|professionals?|"
    r"people we (?:met|spoke to|interviewed)|those we (?:met|spoke to)"
)
_DENIED = re.compile(
    r"\W*(?:(?:do|does|did|have|has|had|was|were|are|is|could|would|will|can)(?:n['’]t|not|\s+(?:not|never))|never)\b",
    re.IGNORECASE,
)
"""What follows on whom a claim is about where it says that they did not."""
_SPOKEN_OF = re.compile(
    r"\b(?:is|are|was|were|been|being)\s+(\w+|hardly ever)\s+"
    r"(?:mentioned|raised|discussed|spoken of|described|reported|cited|noted|brought up|referred to)\b",
    re.IGNORECASE,
)
"""“Delay was rarely mentioned”: a claim of everybody."""
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+(?=\s|$)|$)")
_INTERVIEW = "interview"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document: kind, group, whether anybody is done with coding it, and the codes (uids) that
    anybody gave, with the stances they took ("" for none).
    """

    kind: str
    group: str
    done: bool
    codes: Mapping[str, frozenset[str]]


class _Said(NamedTuple):
    """How many, in which word, of which group ("" for everybody), in which word; `denied`: that they did not."""

    scale: Scale
    quantifier: str
    group: str
    people: str
    denied: bool

    def holds(self, n: int, of: int) -> bool:
        """Whether n of so many are what it says."""
        share = (of - n if self.denied else n) / of
        return self.scale.low <= share <= self.scale.high


class ClaimReader:
    """Finds claims in a draft and counts what they are about."""

    def __init__(self, documents: Iterable[Known], themes: Themes, below: Mapping[str, frozenset[str]]) -> None:
        """`below` gives, by code (uid), the code and all below it."""
        self._documents = tuple(documents)
        self._themes = themes
        self._below = below
        groups = sorted({_group(each) for each in self._documents} - {""}, key=len, reverse=True)
        people = [(group, rf"{_PEOPLE.get(group.casefold(), '(?!)')}|{re.escape(group)}") for group in groups]
        self._people = [*((group, pattern) for group, pattern in people), ("", _EVERYBODY)]

    def claims(self, paragraphs: Sequence[Paragraph], quoted: Mapping[int, Sequence[tuple[int, int]]]) -> list[Claim]:
        """The claims of a draft; `quoted` gives, by a paragraph's number, the stretches that are quotations."""
        return [
            claim
            for paragraph in paragraphs
            if paragraph.style in ("text", "note", "table")
            for claim in self._in(paragraph, quoted.get(paragraph.number, ()))
        ]

    def _in(self, paragraph: Paragraph, quoted: Sequence[tuple[int, int]]) -> Iterator[Claim]:
        own = paragraph.text
        for start, end in quoted:
            own = own[:start] + " " * (end - start) + own[end:]
        for found in _SENTENCE.finditer(own):
            sentence = found[0].strip()
            said = self._said(sentence)
            if said is not None:
                yield self._counted(paragraph, " ".join(sentence.split()), said)

    def _said(self, sentence: str) -> _Said | None:
        """How many of whom: the first that the sentence says."""
        for scale in SCALES:
            for group, people in self._people:
                before = rf"\b({scale.pattern})\b(?:\s+of)?(?:\s+(?:the|our|these|those))?(?:\s+\w+)?\s+({people})\b"
                after = rf"\b({people})\s+(?:\w+\s+)?({scale.pattern})\b"
                if found := re.search(before, sentence, re.IGNORECASE):
                    return _Said(scale, found[1], group, found[2], bool(_DENIED.match(sentence, found.end())))
                if found := re.search(after, sentence, re.IGNORECASE):
                    return _Said(scale, found[2], group, found[1], bool(_DENIED.match(sentence, found.end())))
        if found := _SPOKEN_OF.search(sentence):
            scale_of = (scale for scale in SCALES if re.fullmatch(scale.pattern, found[1], re.IGNORECASE))
            return next((_Said(scale, found[1], "", "", denied=False) for scale in scale_of), None)
        return None

    def _counted(self, paragraph: Paragraph, sentence: str, said: _Said) -> Claim:
        codes = self._themes.of_sentence(sentence, f"{said.people} {said.quantifier}")
        if not codes and (theme := self._themes.of_heading(paragraph.section)) is not None:
            codes = [theme]
        counts = tuple(self._count(code, said.group) for code in codes)
        means = f"{said.scale.words}, of those without the theme" if said.denied else said.scale.words
        return Claim(paragraph, sentence, said.quantifier.casefold(), means, said.group, counts, _verdict(said, counts))

    def _count(self, code: Code, group: str) -> Counted:
        eligible = [each for each in self._documents if not group or group in (each.group, _group(each))]
        if any(each.kind == _INTERVIEW for each in eligible):
            eligible = [each for each in eligible if each.kind == _INTERVIEW]
        done = [each for each in eligible if each.done]
        meant = self._below[code.uid]
        stances = [{stance for uid in meant & each.codes.keys() for stance in each.codes[uid]} for each in done]
        held = sum(bool(each & {"endorses", "acts-on"}) for each in stances) if code.asks_stance else None
        raised = sum(bool(meant & each.codes.keys()) for each in done)
        return Counted(code.path, raised, len(done), held, len(eligible) - len(done))


def _group(document: Known) -> str:
    """What a document belongs to: its group, or where it has none its kind."""
    return document.group or document.kind


def _verdict(said: _Said, counts: Sequence[Counted]) -> str:
    if not counts or not all(each.of for each in counts):
        return "not counted"
    answers = {said.holds(number, each.of) for each in counts for number in _numbers(each)}
    if answers == {True}:
        return "fits"
    return "does not fit" if answers == {False} else "depends"


def _numbers(each: Counted) -> tuple[int, ...]:
    return (each.n,) if each.held is None else (each.n, each.held)

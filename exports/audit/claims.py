"""What a draft says of how many: “most officers”, “judges rarely”, beside how many that are.

A claim names a number in words, whose, and a theme. Counted is: of the documents of that group in which somebody is
done with coding, those in which anybody coded the theme or a code below it. A document that nobody is done with is
missing, not a “no”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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


_JUST_OVER = 0.5 + 1e-9
SCALES: tuple[Scale, ...] = (
    Scale(r"almost all|nearly all|virtually all|almost every|nearly every", 0.9, 1, "nine tenths or more"),
    Scale(r"all|every|each|without exception|always", 1, 1, "all"),
    Scale(r"the majority|a majority|most|mostly|largely|generally|usually|typically", _JUST_OVER, 1, "more than half"),
    Scale(r"half|about half|around half", 0.4, 0.6, "four to six tenths"),
    Scale(r"many|often|frequently|commonly", 0.3, 1, "three tenths or more"),
    Scale(r"a few|few|rarely|seldom|hardly any|occasionally", 0, 0.2, "a fifth or less"),
    Scale(r"a minority|some|several|sometimes", 1e-9, 0.5, "some, up to half"),
    Scale(r"none|no|nobody|never", 0, 0, "none"),
)
"""The house's thresholds, in the order in which they are looked for; docs/audit.md gives them as a table."""
_PEOPLE: Mapping[str, str] = {
    "cps": r"prosecutors?|crown prosecutors?|cps lawyers?", "police": r"police officers?|officers?|detectives?",
    "isva": r"isvas?|advis[eo]rs?|advocates?", "counsel": r"barristers?", "judges": r"judges?|the judiciary",
}  # fmt: skip
"""What people of a group are called, by its name in lower case; a group's own name is always looked for."""
_EVERYBODY = (
    r"participants?|interviewees?|respondents?|people we (?:met|spoke to|interviewed)|those we (?:met|spoke to)"
)
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


class ClaimReader:
    """Finds claims in a draft and counts what they are about."""

    def __init__(self, documents: Iterable[Known], themes: Themes, below: Mapping[str, frozenset[str]]) -> None:
        """`below` gives, by code (uid), the code and all below it."""
        self._documents = tuple(documents)
        self._themes = themes
        self._below = below
        groups = sorted({each.group for each in self._documents if each.group}, key=len, reverse=True)
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
                scale, quantifier, group, people = said
                yield self._counted(paragraph, " ".join(sentence.split()), scale, quantifier, group, people)

    def _said(self, sentence: str) -> tuple[Scale, str, str, str] | None:
        """How many, in which word, of which group, in which word: the first that the sentence says."""
        for scale in SCALES:
            for group, people in self._people:
                before = rf"\b({scale.pattern})\b(?:\s+of)?(?:\s+(?:the|our|these|those))?(?:\s+\w+)?\s+({people})\b"
                after = rf"\b({people})\s+(?:\w+\s+)?({scale.pattern})\b"
                if found := re.search(before, sentence, re.IGNORECASE):
                    return scale, found[1], group, found[2]
                if found := re.search(after, sentence, re.IGNORECASE):
                    return scale, found[2], group, found[1]
        return None

    def _counted(
        self, paragraph: Paragraph, sentence: str, scale: Scale, quantifier: str, group: str, people: str
    ) -> Claim:
        codes = self._themes.of_sentence(sentence, f"{people} {quantifier}")
        if not codes and (theme := self._themes.of_heading(paragraph.section)) is not None:
            codes = [theme]
        counts = tuple(self._count(code, group) for code in codes)
        return Claim(paragraph, sentence, quantifier.casefold(), scale.words, group, counts, _verdict(scale, counts))

    def _count(self, code: Code, group: str) -> Counted:
        eligible = [each for each in self._documents if not group or each.group == group]
        if any(each.kind == _INTERVIEW for each in eligible):
            eligible = [each for each in eligible if each.kind == _INTERVIEW]
        done = [each for each in eligible if each.done]
        meant = self._below[code.uid]
        stances = [{stance for uid in meant & each.codes.keys() for stance in each.codes[uid]} for each in done]
        held = sum(bool(each & {"endorses", "acts-on"}) for each in stances) if code.asks_stance else None
        raised = sum(bool(meant & each.codes.keys()) for each in done)
        return Counted(code.path, raised, len(done), held, len(eligible) - len(done))


def _verdict(scale: Scale, counts: Sequence[Counted]) -> str:
    if not counts or not all(each.of for each in counts):
        return "not counted"
    answers = {_holds(scale, number, each.of) for each in counts for number in _numbers(each)}
    if answers == {True}:
        return "fits"
    return "does not fit" if answers == {False} else "depends"


def _numbers(each: Counted) -> tuple[int, ...]:
    return (each.n,) if each.held is None else (each.n, each.held)


def _holds(scale: Scale, n: int, of: int) -> bool:
    return scale.low <= n / of <= scale.high

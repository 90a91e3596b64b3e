"""Labels that may be one speaker, proposed for a person to decide: slips, drifted spelling, look-alike letters.

Nothing is merged here. A proposal names the characters or the rule it rests on, and both labels' numbers of turns.
Labels with different numbers (`P1`, `P2`), with different roles or that answer each other are never proposed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, groupby
from pathlib import PurePosixPath
from typing import NamedTuple

from transcripts.importing import vocabulary
from transcripts.importing.model import ImportedText
from transcripts.importing.names import key_of
from transcripts.importing.slips import slip, swapped

_RARER = 3
"""A name that is no role is a slip of another only if that one has at least as many times its turns; one that has
the same number and two letters the other way round (`CSP 3`) may be, however often it comes."""
_CONFUSABLE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјоруԁһкс" "хΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιν",
    "ABESIJKMHOPCTYXaesijopydhkc" "xABEZHIKMNOPTYXoiv",
)  # fmt: skip
_DIGIT_OR_LETTER = str.maketrans("01", "ol")
_NUMBER = re.compile(r"\d{1,9}|(?<=[ ._-])[a-z]\Z")
"""What tells `Speaker 1` from `Speaker 2`, and `Speaker A` from `Speaker B`."""
_SHORT_FOR = (
    ("interviewer", ("i", "int", "intv", "intr", "intvr", "ivr", "iv", "interv", "interviewers")),
    ("interviewee", ("ie",)), ("researcher", ("res",)), ("moderator", ("mod", "m")),
    ("facilitator", ("fac", "f")), ("participant", ("p", "part", "ptcpt", "par", "pp", "ppt")),
    ("respondent", ("r", "resp", "res")), ("speaker", ("s", "spk")), ("question", ("q",)), ("answer", ("a",)),
    ("chercheur", ("ch",)), ("chercheuse", ("ch",)), ("enquêteur", ("e", "enq")), ("befragter", ("b",)),
    ("befragte", ("b",)), ("entrevistador", ("e", "ent")), ("entrevistadora", ("e", "ent")),
)  # fmt: skip
_LONG_FORMS = {(short, long) for long, shorts in _SHORT_FOR for short in shorts}


@dataclass(frozen=True, slots=True)
class LabelUse:
    """A label over all files of an import: `turns` in all, the `files` it is in, and the keys it takes turns with."""

    name: str
    role: str
    turns: int
    files: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MergeProposal:
    """`odd` may be `into`. `likeness` is percent; `why` says in one line what they share and where they differ."""

    odd: str
    into: str
    odd_turns: int
    into_turns: int
    likeness: int
    why: str


class Heard(NamedTuple):
    """Who is named in a document of a file: turns and roles by name, and for each key those it takes turns with.

    All that is asked about labels over many files; the documents themselves need not be kept for it.
    """

    file: str
    turns: Mapping[str, int]
    roles: Mapping[str, str]
    beside: Mapping[str, frozenset[str]]


def heard(file: str, document: ImportedText) -> Heard:
    """Who is named in one document."""
    return Heard(file, document.speakers, document.roles, _beside(document))


def uses(documents: Iterable[Heard]) -> tuple[LabelUse, ...]:
    """The labels of many documents, in order of first speech."""
    gathered: dict[str, _Gathered] = {}
    for document in documents:
        for name, turns in document.turns.items():
            key = key_of(name)
            label = gathered.setdefault(key, _Gathered(name, document.roles[name]))
            label.turns += turns
            label.files.add(document.file)
            label.beside |= document.beside.get(key, frozenset())
    return tuple(
        LabelUse(each.name, each.role, each.turns, frozenset(each.files), frozenset(each.beside))
        for each in gathered.values()
    )


@dataclass(slots=True)
class _Gathered:
    """A label while documents are gone through: a word such as ‘Interviewer’ is in all of them."""

    name: str
    role: str
    turns: int = 0
    files: set[str] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)


def _beside(document: ImportedText) -> dict[str, frozenset[str]]:
    """For each label those that it takes turns with: one, the other, and the first again."""
    names = [turn.speaker for turn in document.turns if turn.speaker is not None]
    keys = {name: key_of(name) for name in set(names)}
    changes = [key for key, _ in groupby(map(keys.__getitem__, names))]
    pairs: dict[str, set[str]] = {}
    for one, other, again in set(zip(changes, changes[1:], changes[2:], strict=False)):
        if one == again:
            pairs.setdefault(one, set()).add(other)
            pairs.setdefault(other, set()).add(one)
    return {key: frozenset(others) for key, others in pairs.items()}


def propose(labels: Sequence[LabelUse]) -> tuple[MergeProposal, ...]:
    """What may be one speaker, the surest first; each odd label once, with what it is likeliest to be."""
    found = sorted(_pairs(labels), key=lambda proposal: (-proposal.likeness, proposal.odd_turns, proposal.odd))
    turns = {label.name: label.turns for label in labels}
    into: dict[str, str] = {}
    chosen = []
    for proposal in found:
        if proposal.odd not in into and _end(proposal.into, into) != proposal.odd:
            into[proposal.odd] = proposal.into
            chosen.append(proposal)
    ends = {proposal.odd: _end(proposal.into, into) for proposal in chosen}
    return tuple(replace(p, into=ends[p.odd], into_turns=turns[ends[p.odd]]) for p in chosen)


def _end(name: str, into: Mapping[str, str]) -> str:
    """The label that a chain of odd ones leads to."""
    while name in into:
        name = into[name]
    return name


def _pairs(labels: Sequence[LabelUse]) -> Iterator[MergeProposal]:
    for one, other in _alike_enough(labels):
        odd, into = sorted((one, other), key=_oddness)
        if key_of(odd.name) == key_of(into.name) or key_of(into.name) in odd.beside:
            continue
        likeness, why = _likeness(odd, into, labels)
        if likeness:
            yield MergeProposal(odd.name, into.name, odd.turns, into.turns, likeness, why)


def _oddness(label: LabelUse) -> tuple[bool, bool, int, int, int]:
    """What makes a label the one to keep: a word for a role, a file called so, more turns, plain letters, shortness."""
    key = key_of(label.name)
    called = any(key_of(PurePosixPath(file).stem) == key for file in label.files)
    return _is_role(_letters(key)), called, label.turns, _strange(label.name), -len(label.name)


def _alike_enough(labels: Sequence[LabelUse]) -> Iterator[tuple[LabelUse, LabelUse]]:
    """Pairs that look the same, and pairs of one role and number; in a study each participant has another number."""
    looks: dict[str, list[LabelUse]] = {}
    ranks: dict[tuple[str, tuple[str, ...]], list[LabelUse]] = {}
    for label in labels:
        looks.setdefault(_skeleton(label.name), []).append(label)
        ranks.setdefault((label.role, _numbers(key_of(label.name))), []).append(label)
    for group in (*looks.values(), *ranks.values()):
        yield from combinations(group, 2)


def _strange(name: str) -> int:
    """Fewer of these are better: letters that only look like others count against a label."""
    return -sum(not letter.isascii() for letter in name)


def _likeness(odd: LabelUse, into: LabelUse, labels: Sequence[LabelUse]) -> tuple[int, str]:
    """Percent and reason, 0 and "" if nothing speaks for one speaker."""
    one, other = key_of(odd.name), key_of(into.name)
    if _skeleton(odd.name) == _skeleton(into.name):
        return 100, _look_alikes(odd.name, into.name)
    short, long = sorted((_letters(one), _letters(other)), key=len)
    if short == long:
        return 99, "the same but for spaces, points or zeros"
    if (short, long) in _LONG_FORMS:
        return 90, f"‘{short}’ is short for ‘{long}’"
    part = _part_of(odd, into, labels)
    return (85, part) if part else _slip(odd, into)


def _skeleton(name: str) -> str:
    """A label with every letter that looks like another one replaced by that."""
    return unicodedata.normalize("NFKC", name).translate(_CONFUSABLE).casefold().translate(_DIGIT_OR_LETTER).strip(" .")


def _look_alikes(one: str, other: str) -> str:
    """Which characters differ between two labels that look the same."""
    differing = [(a, b) for a, b in zip(one, other, strict=False) if a.casefold() != b.casefold()]
    if not differing or len(one) != len(other):
        return "they look the same"
    a, b = differing[0]
    return f"they look the same, but one has {_named(a)} where the other has {_named(b)}"


def _named(letter: str) -> str:
    """`‘С’ (Cyrillic)`, `‘０’ (full width)`, `‘O’ (a letter)`, `‘0’ (a digit)`."""
    name = unicodedata.name(letter, "").title()
    if name.startswith("Fullwidth"):
        return f"‘{letter}’ (full width)"
    if letter.isdigit():
        return f"‘{letter}’ (a digit)"
    script = name.split()[0] if name else ""
    return f"‘{letter}’ (a letter)" if script in ("Latin", "") else f"‘{letter}’ ({script})"


def _numbers(key: str) -> tuple[str, ...]:
    return tuple(number.lstrip("0") for number in _NUMBER.findall(key)[:4])


def _letters(key: str) -> str:
    return "".join(letter for letter in key if letter.isalpha())


def _part_of(odd: LabelUse, into: LabelUse, labels: Sequence[LabelUse]) -> str:
    """`MARTIN` of `MEG MARTIN`, if no other label has that name in it; "" for anything else."""
    short, long = sorted((odd, into), key=lambda label: len(label.name.split()))
    words = _words(short.name)
    if not words or words & (vocabulary.PEOPLE | vocabulary.INTERVIEWER | vocabulary.PARTICIPANT | vocabulary.OTHER):
        return ""
    holding = [label for label in labels if label is not short and words < _words(label.name)]
    return f"‘{short.name}’ is part of ‘{long.name}’" if holding == [long] and long.files & short.files else ""


def _words(name: str) -> frozenset[str]:
    return frozenset(word.strip(".,()") for word in key_of(name).split()) - vocabulary.PARTICLES


def _slip(odd: LabelUse, into: LabelUse) -> tuple[int, str]:
    one, other = _letters(key_of(odd.name)), _letters(key_of(into.name))
    numbered = any(_numbers(key_of(odd.name)))
    likely = _is_role(other) or odd.turns * _RARER <= into.turns or (numbered and swapped(one, other))
    return slip(one, other, numbered=numbered) if likely and not _are_words(one, other) else (0, "")


def _is_role(letters: str) -> bool:
    return letters in vocabulary.INTERVIEWER or letters in vocabulary.PARTICIPANT


def _are_words(one: str, other: str) -> bool:
    """Two words that are both right: `interviewé` and `interviewée`."""
    return _is_role(one) and _is_role(other)

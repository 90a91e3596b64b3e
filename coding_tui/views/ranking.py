"""Which code a few typed letters mean: by name, path, rules and cues. Pure.

A name that begins as typed comes before one that holds it, that before the initials of its words, that before a near
match (RapidFuzz's ratios, 0–100); names before paths, those before rules, those before cues; and of codes found the
same way the ones used last. The numbers below only order these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from codebook.paths import name_key
from codebook.scheme.codes import Code

NEAR = 84.0
"""From what likeness (RapidFuzz's ratio of names, or of their words in any order) two names count as near-equal."""
WORTH_SHOWING = 70.0
RECENT = 8.0
"""More than the longest name costs (a tenth of a point a letter), less than what parts one way of finding from another.
"""


@dataclass(frozen=True, slots=True)
class Sought:
    """A code and the words it is found by, in lower case."""

    code: Code
    name: str
    path: str
    rules: str
    cues: tuple[str, ...]
    initials: str

    @classmethod
    def of(cls, code: Code) -> Sought:
        """Prepared once for every code of a palette."""
        entry = code.entry
        name = name_key(code.name)
        rules = " ".join((entry.brief, *entry.include)).casefold()
        initials = "".join(word[0] for word in name.split())
        cues = tuple(cue.casefold() for cue in entry.cues)
        return cls(code, name, name_key(" ".join(code.names)), rules, cues, initials)


def ranked(query: str, codes: Sequence[Sought], recent: Sequence[str] = ()) -> list[Code]:
    """The codes that the query may mean, likeliest first; without a query the recent ones, then all in their order."""
    wanted = name_key(query)
    if not wanted:
        first = {uid: place for place, uid in enumerate(recent)}
        return [each.code for each in sorted(codes, key=lambda each: first.get(each.code.uid, len(first)))]
    boost = {uid: RECENT - place / 10 for place, uid in enumerate(recent)}
    scored = [(score(wanted, each) + boost.get(each.code.uid, 0.0), each.code) for each in codes]
    kept = [(points, code) for points, code in scored if points >= WORTH_SHOWING]
    return [code for _, code in sorted(kept, key=lambda pair: -pair[0])]


def score(wanted: str, sought: Sought) -> float:
    """How well a code answers a query (in `name_key` form)."""
    if sought.name == wanted:
        return 200.0
    if sought.name.startswith(wanted):
        return 160.0 - 0.1 * len(sought.name)
    if any(word.startswith(wanted) for word in sought.name.split()):
        return 140.0 - 0.1 * len(sought.name)
    if len(wanted) > 1 and sought.initials.startswith(wanted):
        return 125.0
    if wanted in sought.name:
        return 120.0
    return max(_near(wanted, sought), _elsewhere(wanted, sought))


def _near(wanted: str, sought: Sought) -> float:
    words = wanted.split()
    if all(any(part.startswith(word) for part in sought.path.split()) for word in words):
        return 110.0
    whole = fuzz.partial_ratio(wanted, sought.name) if len(wanted) > 2 else 0.0
    return max(0.95 * whole, 0.9 * fuzz.token_set_ratio(wanted, sought.path))


def _elsewhere(wanted: str, sought: Sought) -> float:
    if wanted in sought.path:
        return 90.0
    if len(wanted) > 2 and wanted in sought.rules:
        return 81.0
    return 72.0 if any(cue.startswith(wanted) or wanted.startswith(cue) for cue in sought.cues) else 0.0


def near_equal(name: str, codes: Iterable[Sought]) -> list[Code]:
    """Codes whose names could be meant by a new name, the nearest first: to be offered before a new code is made."""
    wanted = name_key(name)
    found = [(likeness(wanted, each.name), each.code) for each in codes]
    return [code for points, code in sorted(found, key=lambda pair: -pair[0]) if points >= NEAR]


def likeness(one: str, other: str) -> float:
    """0–100 for two names in `name_key` form; 90 where one is among the words of the other, plural or not."""
    if not one or not other:
        return 0.0
    words, others = ({word.rstrip("s") for word in name.split()} for name in (one, other))
    contained = 90.0 if words <= others or others <= words else 0.0
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other), contained)

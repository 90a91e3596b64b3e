"""What a codebook would mislead its coders by: missing rules, codes hard to tell apart, cues that find nothing.

Findings are advice about a codebook that can be read; what cannot be read at all is a `CodebookError`. Retired codes
are not looked at: nobody applies them any more.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from zlib import crc32

import numpy as np
from rapidfuzz import fuzz, process

from codebook.paths import format_path, name_key
from codebook.scheme.document import CodebookDocument, CodeEntry, Placed

NEAR_NAME = 86  # of 100, by rapidfuzz's ratio: “Delay” and “Delays” are near, “Ideal victim” and “Male victims” are not
NEAR_TEXT = 85
BROAD_CODINGS = 20
BROAD_SHARE = 0.2
BROAD_TIMES_EVEN = 3

_ARROW = re.compile(r"→\s*(.+?)\s*$")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: the code's path, its line in the file (0 without one), which lint, what, and what to do."""

    code: str
    line: int
    lint: str
    what: str
    advice: str


@dataclass(frozen=True, slots=True)
class Usage:
    """How a project uses a codebook: codings by code path, and the cues (as `name_key` has them) found in its texts."""

    codings: Mapping[str, int] = field(default_factory=dict)
    cues_found: frozenset[str] | None = None


def lint(codebook: CodebookDocument, usage: Usage | None = None) -> list[Finding]:
    """Everything worth a look, in the codebook's order; the lints of use only when a project's `usage` is given."""
    placed = [each for each in codebook.walk() if each.entry.status != "retired"]
    found = [*_rules(placed, codebook), *_orphans(placed), *_near_names(placed), *_near_texts(placed)]
    found += _shared_cues(placed)
    if usage is not None:
        found += [*_use(placed, usage), *_broad(placed, usage), *_silent_cues(placed, usage)]
    order = {format_path(each.path): at for at, each in enumerate(placed)}
    return sorted(found, key=lambda finding: order[finding.code])


def cues_in(texts: Iterable[str], cues: Collection[str]) -> frozenset[str]:
    """Which cues (any spelling) begin at a word somewhere in the texts, as `name_key` has them; case aside."""
    missing = {key: re.compile(r"(?<!\w)" + re.escape(key)) for key in map(_cue_key, cues)}
    every = frozenset(missing)
    for text in texts:
        if not missing:
            break
        flat = _cue_key(text)
        for key in [key for key, pattern in missing.items() if key in flat and pattern.search(flat)]:
            del missing[key]
    return every - missing.keys()


def _cue_key(text: str) -> str:
    return name_key(text.replace("’", "'"))


# -- what a file shows ----------------------------------------------------------------------------------------------


def _finding(placed: Placed, lint: str, what: str, advice: str) -> Finding:
    return Finding(format_path(placed.path), placed.entry.line, lint, what, advice)


def _rules(placed: Sequence[Placed], codebook: CodebookDocument) -> Iterator[Finding]:
    names = {name_key(each.entry.name) for each in codebook.walk()}
    names |= {name_key(format_path(each.path)) for each in codebook.walk()}
    for each in placed:
        if not each.entry.exclude and not each.entry.children:
            yield _finding(each, "no-exclusion", "has no exclusion rule",
                           "Write under exclude what looks like it and belongs elsewhere: … → Other code")  # fmt: skip
        for rule in each.entry.exclude:
            arrow = _ARROW.search(rule)
            if arrow and name_key(arrow.group(1)) not in names:
                yield _finding(each, "lost-pointer", f"points to ‘{arrow.group(1)}’, and no code is called so",
                               "Name the code that is meant, as it is called now")  # fmt: skip


def _orphans(placed: Sequence[Placed]) -> Iterator[Finding]:
    if not any(each.entry.children for each in placed):
        return
    for each in placed:
        if each.depth == 0 and not each.entry.children:
            yield _finding(each, "orphan", "stands outside every theme, with no codes below", "Move it below a theme")


def _near_names(placed: Sequence[Placed]) -> Iterator[Finding]:
    names = [name_key(each.entry.name) for each in placed]
    numbered: dict[tuple[str, ...], list[int]] = {}  # “Ground 1” and “Ground 2” are meant to be alike
    for at, name in enumerate(names):
        numbered.setdefault(tuple(_DIGITS.findall(name)), []).append(at)

    def among(at: int) -> Sequence[int]:
        same = numbered[tuple(_DIGITS.findall(names[at]))]
        return same[: bisect_left(same, at)]

    for at, other, alike in _nearest(names, NEAR_NAME, among):
        same = "is called the same as" if alike == 100 else "has nearly the name of"
        yield _finding(placed[at], "near-name", f"{same} ‘{format_path(placed[other].path)}’",
                       "Rename one so that nobody picks the wrong one, or merge the two")  # fmt: skip


def _near_texts(placed: Sequence[Placed]) -> Iterator[Finding]:
    told = [each for each in placed if _told(each.entry)]
    texts = [_told(each.entry) for each in told]
    shares = _sharing_words(texts)
    for at, other, alike in _nearest(texts, NEAR_TEXT, shares):
        what = f"is defined almost as ‘{format_path(told[other].path)}’ ({alike} of 100 alike)"
        yield _finding(told[at], "near-definition", what, "Say in both what tells them apart, or merge the two")


def _told(entry: CodeEntry) -> str:
    return name_key(f"{entry.brief} {entry.full}")


def _sharing_words(texts: Sequence[str]) -> Callable[[int], Sequence[int]]:
    """Which earlier texts share two thirds of their words with one: all that can be near, and few of 5,000."""
    bags = np.zeros((len(texts), 512), np.float32)
    for at, text in enumerate(texts):
        bags[at, [crc32(word.encode()) % 512 for word in text.split()]] = 1
    many = bags.sum(axis=1) * 0.65  # what is 85 of 100 alike by letters shares about that much by words

    @lru_cache(1)
    def block(first: int) -> np.ndarray:
        return bags[first : first + 256] @ bags[: first + 256].T * 2

    def shares(at: int) -> Sequence[int]:
        both = block(at - at % 256)[at % 256, :at]
        return np.flatnonzero(both >= many[:at] + many[at]).tolist()

    return shares


def _nearest(
    texts: Sequence[str], cutoff: int, among: Callable[[int], Sequence[int]]
) -> Iterator[tuple[int, int, int]]:
    """(text, the most alike of those `among` the earlier ones, likeness of 100), where there is one from the cutoff."""
    for at, text in enumerate(texts):
        others = among(at)
        best = process.extractOne(text, [texts[other] for other in others], scorer=fuzz.ratio, score_cutoff=cutoff)
        if best is not None:
            yield at, others[best[2]], int(best[1])


def _shared_cues(placed: Sequence[Placed]) -> Iterator[Finding]:
    first: dict[str, Placed] = {}
    for each in placed:
        for cue in each.entry.cues:
            owner = first.setdefault(_cue_key(cue), each)
            if owner is not each:
                yield _finding(each, "shared-cue", f"has the cue ‘{cue}’, which ‘{format_path(owner.path)}’ has too",
                               "Leave it where it finds more, or make each longer")  # fmt: skip


# -- what a project shows -------------------------------------------------------------------------------------------


def _use(placed: Sequence[Placed], usage: Usage) -> Iterator[Finding]:
    if not any(usage.codings.values()):
        return
    for each in placed:
        many = usage.codings.get(format_path(each.path), 0)
        if many == 0 and not each.entry.children:
            yield _finding(each, "unused", "was never applied", "Retire it, or look for passages it was missed in")
        elif many == 1:
            yield _finding(each, "used-once", "was applied once", "Merge it with a neighbour, or look for more like it")


def _broad(placed: Sequence[Placed], usage: Usage) -> Iterator[Finding]:
    """A code is over-broad with a fifth of all codings and three times the even share, from 20 codings on."""
    every = sum(usage.codings.values())
    used = sum(many > 0 for many in usage.codings.values())
    for each in placed:
        many = usage.codings.get(format_path(each.path), 0)
        if many >= BROAD_CODINGS and many >= max(BROAD_SHARE, BROAD_TIMES_EVEN / used) * every:
            yield _finding(each, "over-broad", f"holds {many:,} of {every:,} codings ({many / every:.0%})",
                           "Split it: it tells little apart")  # fmt: skip


def _silent_cues(placed: Sequence[Placed], usage: Usage) -> Iterator[Finding]:
    if usage.cues_found is None:
        return
    for each in placed:
        silent = [f"‘{cue}’" for cue in each.entry.cues if _cue_key(cue) not in usage.cues_found]
        if silent:
            cues = f"cue{'s' * (len(silent) > 1)}"
            yield _finding(each, "silent-cue", f"has {len(silent)} {cues} that no document says: {', '.join(silent)}",
                           "Write them as people say it, or take them out")  # fmt: skip

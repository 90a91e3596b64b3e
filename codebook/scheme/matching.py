"""Which code of one codebook is which of another, when both may have been edited: the identity behind diff and merge.

A code is known again by its uid, else its path, else a name that only it bears on both sides (it was moved), else its
label from elsewhere or its whole definition, when only one on each side has them (it was renamed).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from codebook.paths import name_key, path_key
from codebook.scheme.document import CodebookDocument, CodeEntry, Placed

RULES = ("brief", "full", "include", "exclude", "typical", "near_miss", "cues")
"""The parts of a code that say what it means; the others say where it stands and how it looks."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """What is the same code: (old, new) pairs in the new order, and what only one side has, each in its order."""

    pairs: tuple[tuple[Placed, Placed], ...]
    gone: tuple[Placed, ...]
    added: tuple[Placed, ...]


def pair(old: CodebookDocument, new: CodebookDocument) -> Pairing:
    """The codes of two codebooks beside each other."""
    left, right = list(old.walk()), list(new.walk())
    found: dict[int, int] = {}  # the new code's place → the old one's
    for key in (_uid, _path, _name, _ref, _definition):
        _by(key, left, right, found)
    taken = set(found.values())
    return Pairing(
        tuple((left[found[at]], each) for at, each in enumerate(right) if at in found),
        tuple(each for at, each in enumerate(left) if at not in taken),
        tuple(each for at, each in enumerate(right) if at not in found),
    )


def _by(
    key: Callable[[Placed], Hashable], left: Sequence[Placed], right: Sequence[Placed], found: dict[int, int]
) -> None:
    """Pair what is left over and shares a key that nothing else left over on its side has."""
    taken = set(found.values())
    ours = _only((at, key(each)) for at, each in enumerate(left) if at not in taken)
    theirs = _only((at, key(each)) for at, each in enumerate(right) if at not in found)
    found.update({at: ours[each] for each, at in theirs.items() if each in ours})


def _only(keyed: Iterable[tuple[int, Hashable]]) -> dict[Hashable, int]:
    listed = [(at, key) for at, key in keyed if key]
    many = Counter(key for _, key in listed)
    return {key: at for at, key in listed if many[key] == 1}


def _uid(placed: Placed) -> Hashable:
    return placed.entry.uid


def _path(placed: Placed) -> Hashable:
    return path_key(placed.path)


def _name(placed: Placed) -> Hashable:
    return name_key(placed.entry.name)


def _ref(placed: Placed) -> Hashable:
    return placed.entry.ref


def _definition(placed: Placed) -> Hashable:
    return rules_of(placed.entry) if any(rules_of(placed.entry)) else ()


def meaning_of(entry: CodeEntry) -> tuple[object, ...]:
    """What decides about a passage; examples and cues illustrate it and are no rule."""
    return entry.brief, entry.full, entry.include, entry.exclude


def rules_of(entry: CodeEntry) -> tuple[object, ...]:
    """What the code means, to compare."""
    return tuple(getattr(entry, part) for part in RULES)

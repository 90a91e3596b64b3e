"""Who asks and who answers, as far as the labels' own words say."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from transcripts.importing import vocabulary
from transcripts.importing.names import key_of, stem_of

PARTICIPANT, INTERVIEWER, OTHER = "participant", "interviewer", "other"

_LONG_ROLES = sorted(word for word in vocabulary.INTERVIEWER | vocabulary.PARTICIPANT if len(word) >= 7)
_SLIP = 88
"""Percent likeness (rapidfuzz ratio) from which a word is a misspelt role."""

_ALWAYS: frozenset[str] = frozenset()
_ASKING_LETTERS = {
    "i": _ALWAYS, "q": _ALWAYS, "f": frozenset("a"), "d": frozenset("r"), "r": frozenset("p"), "ir": frozenset({"ie"}),
}  # fmt: skip
"""Letters ask if, besides them, one of these is present (F / A, D / R, R / P, IR / IE) or, for I and Q, always."""
_BOTH_WAYS = frozenset({"res"})
"""Short for `researcher`, but for `respondent` where somebody else asks."""


def roles_of(speakers: Iterable[str]) -> dict[str, str]:
    """`interviewer`, `other` (unknown or several voices, observers) or `participant` for each, as they come."""
    names = list(dict.fromkeys(speakers))
    keys = frozenset(key_of(name) for name in names)
    return {name: _role(name, keys) for name in names}


def _role(name: str, keys: frozenset[str]) -> str:
    key, stem = key_of(name), stem_of(name)
    if {key, stem} & (vocabulary.OTHER | vocabulary.BYSTANDERS):
        return OTHER
    if stem in _BOTH_WAYS and any(_asks(key_of(other), stem_of(other)) for other in keys - {key}):
        return PARTICIPANT
    words = stem.split()
    if stem in vocabulary.INTERVIEWER or _is_slip(stem):
        return INTERVIEWER
    if len(words) > 1 and any(word in vocabulary.INTERVIEWER for word in words):
        return INTERVIEWER
    if stem in _ASKING_LETTERS:
        partners = _ASKING_LETTERS[stem]
        asked_back = "i" in keys or "q" in keys
        if not partners or (partners & keys and not asked_back):
            return INTERVIEWER
    return PARTICIPANT


def _asks(key: str, stem: str) -> bool:
    return stem not in _BOTH_WAYS and (stem in vocabulary.INTERVIEWER or key in ("i", "q"))


def only_interviewers(roles: Iterable[str]) -> bool:
    """Whether nobody but interviewers is named, so that the answers must stand in their turns."""
    return set(roles) == {INTERVIEWER}


def _is_slip(stem: str) -> bool:
    """`Checheur` for `Chercheur`; a short word or one as near to a participant's label proves nothing."""
    if len(stem) < 7 or stem in vocabulary.PARTICIPANT:
        return False
    found = process.extractOne(stem, _LONG_ROLES, scorer=fuzz.ratio, score_cutoff=_SLIP)
    return found is not None and found[0] in vocabulary.INTERVIEWER

"""Who asks and who answers, as far as the labels' own words and the first page say; the rest is proposed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from transcripts.importing import vocabulary
from transcripts.importing.model import ImportedText
from transcripts.importing.names import key_of, stem_of

PARTICIPANT, INTERVIEWER, OTHER = "participant", "interviewer", "other"

_LONG_ROLES = sorted(word for word in vocabulary.INTERVIEWER | vocabulary.PARTICIPANT if len(word) >= 7)
_SLIP = 88
"""Percent likeness (rapidfuzz ratio) from which a word is a misspelt role."""

_WHOEVER_SPEAKS = {"speaker", "spk", "locuteur", "intervenant", "intervenante", "sprecher", "sprecherin", "hablante"}
_ANSWERING = sorted(vocabulary.PARTICIPANT - _WHOEVER_SPEAKS - {"orador", "spreker", "talare", "konuşmacı"})

_ALWAYS: frozenset[str] = frozenset()
_ASKING_LETTERS = {
    "i": _ALWAYS, "q": _ALWAYS, "f": frozenset("a"), "d": frozenset("r"), "r": frozenset("p"), "ir": frozenset({"ie"}),
    "e": frozenset("r"), "v": frozenset("a"), "m": frozenset({"r1", "p1", "f1", "m1"}), "س": frozenset("ج"),
    "ש": frozenset("ת"), "и": frozenset("р"), "в": frozenset("о"), "问": _ALWAYS, "問": _ALWAYS,
}  # fmt: skip
"""Letters ask if, besides them, one of these is present (F / A, D / R, E / R, R / P, M / R1) or, for some, always."""
_BOTH_WAYS = frozenset({"res"})
"""Short for `researcher`, but for `respondent` where somebody else asks."""
_SEVERAL = re.compile(r"\s*(?:&|\+|/|,|\band\b|\bet\b|\bund\b|\by\b)\s*")
_SAID = {INTERVIEWER: "asks", PARTICIPANT: "answers", OTHER: "neither asks nor answers"}


class RoleProposal(NamedTuple):
    """Somebody labelled by a name who seems to ask: to be confirmed by a person, never applied by itself."""

    name: str
    role: str
    why: str


class _Judged(NamedTuple):
    role: str
    why: str


def roles_of(speakers: Iterable[str], told: Mapping[str, str] | None = None) -> dict[str, str]:
    """`interviewer`, `other` (unknown or several voices, observers, interpreters) or `participant`, as they come.

    `told` are roles that the document itself gives, by `names.key_of` of the label.
    """
    names = list(dict.fromkeys(speakers))
    keys = frozenset(key_of(name) for name in names)
    return {name: _judged(name, keys, told or {}).role for name in names}


def explain(name: str, speakers: Iterable[str], told: Mapping[str, str] | None = None) -> str:
    """Why `roles_of` gives somebody the role, in a few words: `asks: the label says ‘interviewer’`."""
    judged = _judged(name, frozenset(key_of(other) for other in speakers), told or {})
    return f"{_SAID[judged.role]}: {judged.why}"


def _judged(name: str, keys: frozenset[str], told: Mapping[str, str]) -> _Judged:
    key, stem = key_of(name), stem_of(name)
    if key in told:
        return _Judged(told[key], "the first page says so")
    if {key, stem} & (vocabulary.OTHER | vocabulary.BYSTANDERS):
        return _Judged(OTHER, f"the label says ‘{stem}’")
    if _is_several(key, keys):
        return _Judged(OTHER, "the label names several people")
    if stem in _BOTH_WAYS and any(_asks(key_of(other), stem_of(other)) for other in keys - {key}):
        return _Judged(PARTICIPANT, "‘res’ is the respondent where somebody else asks")
    asking = _asking_word(stem)
    if asking:
        return _Judged(INTERVIEWER, f"the label says ‘{asking}’")
    partner = _asked_by_letter(stem, keys)
    if partner:
        return _Judged(INTERVIEWER, partner)
    if stem in vocabulary.PARTICIPANT:
        return _Judged(PARTICIPANT, f"the label says ‘{stem}’")
    return _Judged(PARTICIPANT, "nothing in the label says that it asks")


def _asking_word(stem: str) -> str:
    """The word of a label that says interviewer, "" without any."""
    words = stem.split()
    if stem in vocabulary.INTERVIEWER or _is_slip(stem):
        return stem
    return next((word for word in words if word in vocabulary.INTERVIEWER), "") if len(words) > 1 else ""


def _asked_by_letter(stem: str, keys: frozenset[str]) -> str:
    """Why a single letter asks, "" if it does not."""
    if stem not in _ASKING_LETTERS:
        return ""
    partners = _ASKING_LETTERS[stem]
    if not partners:
        return f"‘{stem.upper()}’ asks in transcripts"
    beside = partners & keys
    return f"‘{stem.upper()}’ asks beside ‘{min(beside).upper()}’" if beside and not {"i", "q"} & keys else ""


def _is_several(key: str, keys: frozenset[str]) -> bool:
    """`P1 and P2` where both of them speak too."""
    parts = [part for part in _SEVERAL.split(key) if part]
    return len(parts) > 1 and key not in parts and all(part in keys for part in parts)


def _asks(key: str, stem: str) -> bool:
    return stem not in _BOTH_WAYS and (stem in vocabulary.INTERVIEWER or key in ("i", "q"))


def only_interviewers(roles: Iterable[str]) -> bool:
    """Whether nobody but interviewers is named, so that the answers must stand in their turns."""
    return set(roles) == {INTERVIEWER}


def _is_slip(stem: str) -> bool:
    """`Checheur` for `Chercheur`; a short word or one as near to a participant's label proves nothing."""
    if len(stem) < 7 or stem in vocabulary.PARTICIPANT:
        return False
    return _likest(stem, _LONG_ROLES) in vocabulary.INTERVIEWER


def _likest(stem: str, words: Sequence[str]) -> str:
    """The word that a label's is a slip of, "" without one."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - for labels that no list knows

    found = process.extractOne(stem, words, scorer=fuzz.ratio, score_cutoff=_SLIP)
    return "" if found is None else str(found[0])


_FEWEST_TURNS = 3
_ASKING_SHARE, _ANSWERING_SHARE = 0.5, 0.25
_SHORTER = 0.5
_QUESTION_MARKS = re.compile(r"[?？؟]")


class _Style(NamedTuple):
    """How somebody speaks: turns, the share of them that ask, and the median words of a turn."""

    turns: int
    asking: float
    words: float


def role_proposals(imported: ImportedText) -> tuple[RoleProposal, ...]:
    """Who seems to ask in a document where no label says so: one person, with questions, in short turns.

    At least half of that person's turns ask and at most a quarter of everybody else's; that person's median turn is
    at most half as long as theirs. Or everybody else is called a participant. Nothing is proposed where an interviewer
    is known.
    """
    people = [name for name, role in imported.roles.items() if role == PARTICIPANT]
    if len(people) < 2 or INTERVIEWER in imported.roles.values():
        return ()
    named = [name for name in people if not _answers(stem_of(name))]
    if len(named) == 1 and imported.speakers[named[0]] >= _FEWEST_TURNS:
        others = " and ".join(f"‘{name}’" for name in people if name != named[0])
        return (RoleProposal(named[0], INTERVIEWER, f"speaks with {others}, and nobody else is named"),)
    styles = {name: _style(imported, name) for name in people}
    asking = [name for name in people if _seems_to_ask(name, styles)]
    if len(asking) != 1:
        return ()
    style = styles[asking[0]]
    why = f"{style.asking:.0%} of {style.turns} turns ask, in about {style.words:.0f} words each"
    return (RoleProposal(asking[0], INTERVIEWER, why),)


def _answers(stem: str) -> bool:
    """Whether a label's word, or what it is a slip of, says that somebody answers."""
    return bool(_likest(stem, _ANSWERING))


def _style(imported: ImportedText, name: str) -> _Style:
    from statistics import median  # noqa: PLC0415 - where no label says who asks

    said = [imported.text[turn.start : turn.end] for turn in imported.turns if turn.speaker == name]
    asks = sum(_QUESTION_MARKS.search(words) is not None for words in said)
    return _Style(len(said), asks / len(said), median(len(words.split()) for words in said))


def _seems_to_ask(name: str, styles: Mapping[str, _Style]) -> bool:
    own, others = styles[name], [style for other, style in styles.items() if other != name]
    return (
        own.turns >= _FEWEST_TURNS
        and own.asking >= _ASKING_SHARE
        and all(style.asking <= _ANSWERING_SHARE for style in others)
        and all(own.words <= _SHORTER * style.words for style in others)
    )

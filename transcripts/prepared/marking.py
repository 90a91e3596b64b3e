"""Which words deny, where clauses begin, and what is quoted or reported, by rules that need no trained model.

Denial follows NegEx (Chapman, Bridewell, Hanbury, Cooper & Buchanan 2001, Journal of Biomedical Informatics 34): a list
of words that deny, a list of phrases that only look so, and an end to how far it reaches; here that is the clause, up
to a comma or stronger mark, or a word that turns (but, because, although …). What is reported runs from a verb of
saying whose subject is not the speaker to the end of the sentence. The words are English; other languages have neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transcripts.prepared.words import CLAUSE, NEGATION, QUOTED, REPORTED, Marks

DENIES, ENDS, TURNS, SAYS, OWN, PASSIVE, OPENS, CLOSES, NOT, AFTER_NOT, NO, AFTER_NO, WORD = (1 << n for n in range(13))
"""Kinds of tokens, which one may be several of."""
KINDS = {
    DENIES: "not n't no never nobody none nothing neither nor nowhere without cannot hardly rarely seldom barely lacks "
            "lacked lacking",
    ENDS: ", ; : . ? ! … — – -- ( ) -",
    TURNS: "but because although though however whereas unless except while when if until",
    SAYS: "say says said saying tell tells told telling claim claims claimed allege alleges alleged argue argues "
          "argued suggest suggests suggested insist insists insisted ask asks asked mention mentioned reckon reckons "
          "reckoned reply replied",
    OWN: "i we",
    PASSIVE: "was were been be being is are get gets got",
    OPENS: "“ « „ ‘ \"",
    CLOSES: "” » ’ \"",
    NOT: "not", AFTER_NOT: "only just necessarily",
    NO: "no", AFTER_NO: "doubt wonder",
}  # fmt: skip
REACH = 3
"""How many words before a verb of saying its subject or passive is looked for."""
QUOTES = frozenset((KINDS[OPENS] + KINDS[CLOSES]).replace(" ", ""))

_KIND: dict[str, int] = {}
for _kind, _members in KINDS.items():
    for _member in _members.split():
        _KIND[_member] = _KIND.get(_member, 0) | _kind
_LETTER = re.compile(r"[^\W_]")


def kind_of(form: str) -> int:
    """What kinds of token a folded word or mark of punctuation is."""
    return _KIND.get(form, 0) | (WORD if _LETTER.search(form) else 0)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of one document in order, marks of punctuation among them: the `kinds` of each.

    `piece` and `sentence` are the number of the paragraph and of the sentence that each is in.
    """

    kinds: NDArray[np.uint16]
    piece: NDArray[np.int64]
    sentence: NDArray[np.int64]

    def are(self, kind: int) -> NDArray[np.bool_]:
        """Which tokens are of a kind."""
        return np.asarray(self.kinds & np.uint16(kind) != 0, dtype=bool)

    def begins(self) -> NDArray[np.bool_]:
        """Which tokens begin a sentence."""
        return np.asarray(np.diff(self.sentence, prepend=-1) != 0, dtype=bool)


def marks_of(tokens: Tokens, english: bool = True) -> Marks:
    """The marks of each token."""
    marks = np.zeros(len(tokens.kinds), dtype=np.uint8)
    if not len(marks):
        return marks
    marks[_clauses(tokens)] |= CLAUSE
    marks[quoted(tokens)] |= QUOTED
    if english:
        marks[_denying(tokens)] |= NEGATION
        marks[_reported(tokens)] |= REPORTED
    return marks


def _clauses(tokens: Tokens) -> NDArray[np.bool_]:
    """A clause begins with each sentence, after a mark, and with a word that turns."""
    begins = tokens.begins() | tokens.are(TURNS)
    begins[1:] |= tokens.are(ENDS)[:-1]
    return begins


def _denying(tokens: Tokens) -> NDArray[np.bool_]:
    """“Not only” and “no doubt” deny nothing."""
    denying = tokens.are(DENIES)
    for word, after in ((NOT, AFTER_NOT), (NO, AFTER_NO)):
        denying[:-1] &= ~(tokens.are(word)[:-1] & tokens.are(after)[1:])
    return denying


def _reported(tokens: Tokens) -> NDArray[np.bool_]:
    own, passive = (_shortly_before(tokens, tokens.are(kind)) for kind in (OWN, PASSIVE))
    verbs = tokens.are(SAYS) & (~own | passive)
    places = np.arange(len(verbs))
    last = np.maximum.accumulate(np.where(verbs, places, -1))
    opened = np.maximum.accumulate(np.where(tokens.begins(), places, 0))
    return np.asarray((last >= opened) & ~verbs, dtype=bool)


def _shortly_before(tokens: Tokens, which: NDArray[np.bool_]) -> NDArray[np.bool_]:
    found = np.zeros(len(which), dtype=bool)
    for back in range(1, REACH + 1):
        found[back:] |= which[:-back] & (tokens.sentence[:-back] == tokens.sentence[back:])
    return found


def quoted(tokens: Tokens) -> NDArray[np.bool_]:
    """Which tokens stand between quotation marks of the same paragraph; a mark that nothing closes quotes nothing."""
    found = np.zeros(len(tokens.kinds), dtype=bool)
    opened, where = -1, -1
    for at in np.flatnonzero(tokens.are(OPENS | CLOSES)).tolist():
        opens, closes = bool(tokens.kinds[at] & OPENS), bool(tokens.kinds[at] & CLOSES)
        if tokens.piece[at] != where:
            opened, where = -1, int(tokens.piece[at])
        if opened < 0:
            opened = at if opens else -1
        elif closes:
            found[opened + 1 : at] = True
            opened = -1
    return found

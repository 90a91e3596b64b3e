"""A piece of a quotation against the words it stands for: what differs, and what kind of difference that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from exports.audit import signs
from exports.audit.corpus import Corpus
from exports.audit.pieces import Inserted, Piece
from exports.audit.placing import MOST_REPLACED, Place
from exports.audit.tokens import Token, tokens

Kind = Literal["typography", "bracketed", "cleaned", "altered"]
_FILLERS = frozenset(
    ("um", "umm", "uh", "uhm", "er", "erm", "ehm", "em", "ah", "mm", "mmm", "hm", "hmm", "mhm", "you know", "i mean")
)
"""Words that a transcript may lose when it is tidied; hedges such as “sort of” change what is claimed and are not."""
_NEGATIONS = frozenset(
    ("not", "never", "no", "nobody", "none", "nothing", "nowhere", "neither", "nor", "cannot", "without", "hardly",
     "rarely", "seldom", "barely", "scarcely", "unless", "except")
)  # fmt: skip
_REMARK = re.compile(r"\[[^\[\]]*\]")
_EDITORS = re.compile(r"\[\s*(?:my |our )?(?:emphasis|italics|sic|translat|inaudible)", re.IGNORECASE)
"""Brackets in which an editor speaks of the text: a “not” in them denies nothing that was said."""
_DENYING = frozenset(("un", "non", "in", "im", "ir", "il", "dis", "mis", "anti"))
"""Beginnings of words that turn them round: “[un]happy”."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it was said: `source` there, `draft` here; `words` says it to people."""

    kind: Kind
    source: str
    draft: str
    words: str


def negations(text: str) -> list[str]:
    """The words of a text that turn its meaning round."""
    return [word.word for word in tokens(text) if word.word in _NEGATIONS or word.word.endswith("n't")]


def compared(corpus: Corpus, quotation: str, piece: Piece, place: Place) -> list[Difference]:
    """All differences of a piece, in the order of its words."""
    return _Comparison(corpus, quotation, piece, place).differences()


class _Comparison:
    def __init__(self, corpus: Corpus, quotation: str, piece: Piece, place: Place) -> None:
        self.corpus, self.quotation, self.piece, self.place = corpus, quotation, piece, place
        self.turn = corpus.turn_of(place.first)
        self.source = corpus.texts[self.turn.document].text
        self.found: list[Difference] = []

    def differences(self) -> list[Difference]:
        matched = self.place.matched
        known = [at for at, position in enumerate(matched) if position is not None]
        self._before(known[0])
        for left, right in pairwise(known):
            self._word(left)
            self._between(left, right)
        self._word(known[-1])
        self._after(known[-1])
        if self.piece.recased:
            self.found.append(Difference("bracketed", "", "", "a capital letter changed in brackets"))
        return self.found

    def _position(self, at: int) -> int:
        position = self.place.matched[at]
        assert position is not None
        return position

    def _words(self, first: int, last: int) -> str:
        return self.corpus.text_between(first, last)

    def _drafted(self, first: int, last: int) -> str:
        words = self.piece.words
        return self.quotation[words[first].start : words[last - 1].end] if first < last else ""

    # -- one word

    def _word(self, at: int) -> None:
        """A word that is the same but for how it is written."""
        word, position = self.piece.words[at], self._position(at)
        there = self.source[int(self.corpus.starts[position]) : int(self.corpus.ends[position])]
        here = self.quotation[word.start : word.end]
        if here == there or "[" in here:
            return
        what = "capitals" if here.lower() == there.lower() else "apostrophes or letters' forms"
        if what == "capitals" and at == 0:
            what = "the first letter's case"
        self.found.append(Difference("typography", there, here, f"{what}: {there} → {here}"))

    # -- between two words that match

    def _between(self, left: int, right: int) -> None:
        first, last = self._position(left) + 1, self._position(right)
        inserted = [each for each in self.piece.inserted if left < each.at <= right]
        added, dropped = self._drafted(left + 1, right), self._words(first, last)
        if inserted and not added:
            self._bracket(inserted, dropped)
        elif added or inserted:
            self._altered(dropped, " ".join([added, *(each.text for each in inserted)]).strip())
        elif dropped:
            self._dropped(first, last, dropped)
        else:
            self._signs(left, right)

    def _bracket(self, inserted: Sequence[Inserted], dropped: str) -> None:
        put = " ".join(each.text for each in inserted)
        words = f"{dropped} → {put}" if dropped else f"{put} added"
        if dropped and self._is_sources_own(inserted, dropped):
            return
        if len(tokens(dropped)) > MOST_REPLACED:
            self.found.append(Difference("altered", dropped, put, f"a bracket hides a cut: {words}"))
        elif negations(dropped):
            self.found.append(Difference("altered", dropped, put, f"a bracket replaces a negation: {words}"))
        elif any(self._denies(each) for each in inserted):
            self.found.append(Difference("altered", dropped, put, f"a bracket puts a negation in: {words}"))
        else:
            self.found.append(Difference("bracketed", dropped, put, words))

    def _is_sources_own(self, inserted: Sequence[Inserted], dropped: str) -> bool:
        """Whether the brackets are the transcriber's: `[laughs]`, `[the unit]`, there as here."""
        put = [word.word for each in inserted for word in tokens(each.text)]
        return put == [word.word for word in tokens(dropped)] and all(each.text in self.source for each in inserted)

    def _denies(self, bracket: Inserted) -> bool:
        if _EDITORS.match(bracket.text):
            return False
        into_word = self.quotation[bracket.end : bracket.end + 1].isalnum()
        said = bracket.text.strip("[] ").casefold()
        return bool(negations(bracket.text)) or (into_word and said in _DENYING)

    def _altered(self, dropped: str, added: str) -> None:
        words = f"{dropped or '(nothing)'} → {added or '(left out)'}"
        self.found.append(Difference("altered", dropped, added, words))

    def _dropped(self, first: int, last: int, dropped: str) -> None:
        tidied = self._is_filler(dropped) or self._is_repeated(first, last) or self._is_remark(first, last)
        kind: Kind = "cleaned" if tidied else "altered"
        self.found.append(Difference(kind, dropped, "", f"left out without a sign: {dropped}"))

    def _is_remark(self, first: int, last: int) -> bool:
        """Whether the words are not the speaker's but the transcriber's: `[laughs]`, `[00:12:03]`."""
        around = self.source[int(self.corpus.ends[first - 1]) : int(self.corpus.starts[last])]
        return not tokens(_REMARK.sub(" ", around))

    @staticmethod
    def _is_filler(dropped: str) -> bool:
        words = [word.word for word in tokens(dropped)]
        at = 0
        while at < len(words):
            two = " ".join(words[at : at + 2])
            step = 2 if two in _FILLERS else 1 if words[at] in _FILLERS else 0
            if not step:
                return False
            at += step
        return bool(words)

    def _is_repeated(self, first: int, last: int) -> bool:
        """Whether the words left out are said again right after or before them."""
        many = last - first
        said = list(self.corpus.words[first:last])
        after = list(self.corpus.words[last : last + many])
        before = list(self.corpus.words[max(0, first - many) : first])
        return (last + many <= self.turn.last and said == after) or (first - many >= self.turn.first and said == before)

    # -- what stands between words and around them

    def _signs(self, left: int, right: int) -> None:
        words = self.piece.words
        here = self.quotation[words[left].end : words[right].start]
        ended, begun = self.corpus.ends[self._position(left)], self.corpus.starts[self._position(right)]
        figures = words[left].word[-1:].isdigit() or words[right].word[:1].isdigit()
        self._sign(signs.between(self.source[int(ended) : int(begun)], here, figures=figures))

    def _sign(self, sign: signs.Sign | None) -> None:
        if sign is not None:
            self.found.append(Difference(sign.kind, "", "", sign.words))

    def _signs_before(self) -> None:
        first, position = self.piece.words[0], self.place.first
        begin = int(self.corpus.starts[position - 1]) if position > self.turn.first else self.turn.turn.start
        there = self.source[begin : int(self.corpus.starts[position])]
        self._sign(signs.before(there, self.quotation[self.piece.start : first.start], first.word))

    def _signs_after(self) -> None:
        last, position = self.piece.words[-1], self.place.last - 1
        goes_on = position + 1 < self.turn.last
        end = int(self.corpus.starts[position + 1]) if goes_on else self.turn.turn.end
        figure = self.source[end : end + 1] if goes_on else ""
        there = self.source[int(self.corpus.ends[position]) : end] + figure
        closes = self.piece.end == len(self.quotation)
        self._sign(signs.after(there, self.quotation[last.end : self.piece.end], last.word, closes=closes))

    # -- either end

    def _before(self, first: int) -> None:
        """What the draft has before the first word that was said: it takes the place of as many words of the source."""
        inserted = [each for each in self.piece.inserted if each.at <= first]
        if first:
            begin = max(self.turn.first, self._position(first) - first)
            self._altered(self._words(begin, self._position(first)), self._drafted(0, first))
        elif inserted:
            self._bracket(inserted, "")
        else:
            self._dropped_before()
            self._signs_before()

    def _dropped_before(self) -> None:
        """“Um, we did” quoted as “We did”: the capital shows that a sentence is made to begin later than it did."""
        begin = self.place.first
        said = self.source[int(self.corpus.starts[begin])]
        if not said.islower() or self.quotation[self.piece.words[0].start] != said.upper():
            return
        for many in (1, 2):
            first = begin - many
            if first < self.turn.first or not self._begins_sentence(first):
                continue
            dropped = self._words(first, begin)
            if self._is_filler(dropped) or self._is_repeated(first, begin):
                self.found.append(Difference("cleaned", dropped, "", f"left out without a sign: {dropped}"))

    def _begins_sentence(self, position: int) -> bool:
        before = self.source[self.turn.turn.start : int(self.corpus.starts[position])].rstrip()
        return not before or before[-1] in '.?!…”"’'

    def _after(self, last: int) -> None:
        many = len(self.piece.words) - last - 1
        behind = self._position(last) + 1
        if many:
            instead = self._drafted(last + 1, last + 1 + many)
            self._altered(self._words(behind, min(self.turn.last, behind + many)), instead)
        elif inserted := [each for each in self.piece.inserted if each.at > last]:
            self._bracket(inserted, "")
        else:
            self._signs_after()


def span_of(corpus: Corpus, piece: Piece, place: Place) -> tuple[int, int]:
    """The words [first, last) that a piece stands for: those that match, and those it replaces at its ends."""
    known = [at for at, position in enumerate(place.matched) if position is not None]
    turn = corpus.turn_of(place.first)
    first = max(turn.first, place.first - known[0])
    last = min(turn.last, place.last + len(place.matched) - 1 - known[-1])
    return first, last


def side_by_side(corpus: Corpus, quotation: str, piece: Piece, place: Place) -> list[tuple[str, str]]:
    """Source and draft in step: runs of the same words as equal pairs, differences as unequal ones."""
    pairs: list[tuple[str, str]] = []
    position = place.first
    words: Sequence[Token] = piece.words
    for at, matched in enumerate(place.matched):
        here = quotation[words[at].start : words[at].end]
        if matched is None:
            pairs.append(("", here))
            continue
        if matched > position:
            pairs.append((corpus.text_between(position, matched), ""))
        pairs.append((corpus.text_between(matched, matched + 1), here))
        position = matched + 1
    return pairs

"""What becomes of a quotation: a term, taken from elsewhere, said by nobody, or a `Case` with the place it stands in.

Where several places hold the words, the one that the draft means is chosen here; what is to be said of the words there
is the case's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from exports.audit.case import Case
from exports.audit.corpus import Corpus
from exports.audit.model import Finding, Quotation
from exports.audit.pieces import pieces
from exports.audit.placing import SURE, Placed, placed
from exports.audit.terms import CITED, OTHER_SOURCE, is_called
from exports.audit.tokens import tokens

LEAST = 0.6
"""Below this share of common words (Dice) a text counts as not found."""
_WORSE = 0.1
"""So much worse is a place in the document that the draft names, before a sure one elsewhere outweighs it."""
_TERM_WORDS = 3
"""So many words in marks, with nobody named, are a term and no quotation; a few more when nobody said them."""
_LOOSE_TERM = 5
_FEW = 4
"""Of so few words nearly all have to be somebody's, before they are called changed."""
_ENOUGH = 8
"""So many words in common are no accident, whoever is named for them."""
_MOST_OF = 0.75
_PLAINLY = 0.8
_CALLED_TERM = 12
"""So many words may be a name where the draft says that they are one: “the theme ‘…’”."""


class Judge:
    """Judges the quotations of a draft against one corpus. `names` are the codes', case folded: drafts put them in
    marks too.
    """

    def __init__(self, corpus: Corpus, names: Collection[str] = ()) -> None:
        self.corpus, self._names = corpus, names
        self._by_label = {text.label: at for at, text in enumerate(corpus.texts)}

    def judged(self, quotation: Quotation) -> Finding:
        """What becomes of a quotation."""
        case = self.case(quotation)
        found = case if isinstance(case, Finding) else case.finding()
        if found.verdict in ("verbatim", "typography", "term"):
            return found
        if not quotation.label and (near := self._nearby(quotation)):
            return near
        return found if isinstance(case, Finding) else self._named(quotation, case) or found

    def _nearby(self, quotation: Quotation) -> Finding | None:
        """The first of the documents named around a quotation that holds its words, which the draft gives to nobody."""
        quoted = pieces(quotation.text)
        for label in quotation.near:
            document = self._by_label.get(label)
            placed_there = [] if document is None else placed(self.corpus, quoted, document)
            its = [each for each in placed_there if self._document(each) == document and each.score >= LEAST]
            if its:
                case = Case(self.corpus, quotation, quoted, max(its, key=lambda each: self._rank(each, quotation)), ())
                if case.is_said():
                    found = case.finding()
                    detail = f"nobody is named for it: taken as from {label}, named near it"
                    return replace(found, detail="; ".join(filter(None, (detail, found.detail))))
        return None

    def _named(self, quotation: Quotation, case: Case) -> Finding | None:
        """A term, where what is in marks is a name of the draft's own and not said by whom it seems to be given to."""
        exact = case.chosen.score == 1 and case.document.label == quotation.label
        if self._is_code(quotation) and not exact:
            return Finding(quotation, "term", detail="the name of a code")
        if not quotation.label and len(tokens(quotation.text)) <= _CALLED_TERM and is_called(quotation):
            return Finding(quotation, "term", detail="given as a name or term")
        return None

    def _is_code(self, quotation: Quotation) -> bool:
        return " ".join(quotation.text.casefold().split()).strip(" .,;:") in self._names

    def case(self, quotation: Quotation) -> Case | Finding:
        """A quotation and where it stands; what is to be said of it, where it stands nowhere."""
        quoted = pieces(quotation.text)
        words = sum(len(piece.words) for piece in quoted)
        if not quoted or (words <= _TERM_WORDS and not quotation.attribution and not quotation.block):
            return Finding(quotation, "term", detail="a word or term in marks; nobody is named for it")
        prefer = self._by_label.get(quotation.label)
        alike = [each for each in placed(self.corpus, quoted, prefer) if each.score >= LEAST]
        found = [each for each in alike if self._tells(each, quotation, words)] or self._seamed(alike, quotation)
        if not quotation.loaded:
            found = [each for each in found if each.score >= SURE]
        if not found:
            return self._nowhere(quotation, words)
        chosen = self._chosen(found, prefer, quotation)
        others = self._as_good(found, chosen)
        return Case(self.corpus, quotation, quoted, chosen, others)

    def _seamed(self, alike: Sequence[Placed], quotation: Quotation) -> list[Placed]:
        """Places that tell little by themselves, where the text is put together from two."""
        quoted = pieces(quotation.text)
        return [each for each in alike[:1] if Case(self.corpus, quotation, quoted, each, ()).seam is not None]

    def _nowhere(self, quotation: Quotation, words: int) -> Finding:
        if quotation.label and not quotation.loaded:
            return Finding(
                quotation, "source-not-loaded",
                detail=f"the project has no document ‘{quotation.label}’, and nobody else in it says this",
            )  # fmt: skip
        if not quotation.attribution and not quotation.block and words <= _LOOSE_TERM:
            return Finding(quotation, "term", detail="nobody is named for it, and nobody in the project says it")
        if not quotation.label and not quotation.block and words <= _CALLED_TERM and is_called(quotation):
            return Finding(quotation, "term", detail="given as a name or term, and nobody in the project says it")
        if not quotation.label and CITED.fullmatch(quotation.attribution.strip()):
            cited = f"cited from elsewhere ({quotation.attribution.strip()}), and nobody in the project says it"
            return Finding(quotation, "term", detail=cited)
        if not quotation.label and (elsewhere := OTHER_SOURCE.search(quotation.attribution)):
            detail = f"the project has no document ‘{elsewhere[0]}’, and nobody in it says this"
            return Finding(quotation, "source-not-loaded", detail=detail)
        return Finding(quotation, "not-found", detail="nobody in the project says this, or anything much like it")

    def _tells(self, each: Placed, quotation: Quotation, words: int) -> bool:
        """Whether so much of a quotation stands there that it is the one that was meant. A few common words stand
        anywhere: of words that nobody is named for more have to be the same, of a short text nearly all.
        """
        same = sum(len(place.found) for place in each.places if place is not None)
        if words <= _FEW and same <= LEAST * words:
            return False
        label = self.corpus.texts[self._document(each)].label
        if quotation.label and label != quotation.label:  # that somebody else said it has to be plain
            return each.score == 1 or (each.score >= _PLAINLY and same > _FEW)
        if quotation.attribution or quotation.block or each.score == 1 or same >= _ENOUGH:
            return True
        near = label in quotation.near
        return same >= (_FEW if near else _FEW + 1) and same >= _MOST_OF * words

    def _chosen(self, found: Sequence[Placed], prefer: int | None, quotation: Quotation) -> Placed:
        """The best place; where the draft names a document, its own unless another is clearly the right one.

        Of places as good as one another a participant's comes before an interviewer's, unless it is given as asked;
        then one in a document that is named near it.
        """
        best = max(found, key=lambda each: self._rank(each, quotation))
        own = [each for each in found if self._document(each) == prefer]
        if prefer is None or not own:
            return best
        mine = max(own, key=lambda each: self._rank(each, quotation))
        worse = _WORSE if best.score == 1 else 2 * _WORSE
        return best if best.score >= SURE and best.score - mine.score >= worse else mine

    def _rank(self, each: Placed, quotation: Quotation) -> tuple[float, bool, bool, bool, int]:
        turn = self.corpus.turn_of(each.first)
        asks = turn.turn.role == "interviewer"
        near = self.corpus.texts[turn.document].label in quotation.near
        return each.score, each.together, asks == quotation.asked, near, -each.first

    def _document(self, each: Placed) -> int:
        return self.corpus.turn_of(each.first).document

    def _as_good(self, found: Sequence[Placed], chosen: Placed) -> list[Placed]:
        return [each for each in found if each.score >= chosen.score and each.first != chosen.first]

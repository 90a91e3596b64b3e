"""What is to be said of a quotation: is it there, word for word, and was it said by whom the draft says?

Order of what weighs most: nobody to be found → somebody else said it → words are others → put together from several
places → cut → brackets → tidied → looks. A text is never called verbatim or typography where a single word differs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from exports.audit.comparing import compared, negations, side_by_side, span_of
from exports.audit.corpus import Corpus
from exports.audit.model import Finding, Quotation, Verdict
from exports.audit.pieces import ELLIPSIS, Piece, pieces
from exports.audit.placing import SURE, Place, Placed, placed
from exports.audit.seams import Seam, seam_of
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
_CALLED = re.compile(
    r"\b(?:so-called|called|termed|named|terms?|known as|labelled|dubbed|entitled|titled|headed|"
    r"(?:code|theme|notion|idea|concept|phrase|word|heading|title|category|label|scale|question|item)s?(?: of)?)\s*$",
    re.IGNORECASE,
)
_CALLED_AFTER = re.compile(
    r"[”’\"',]*\s*(?:(?:is|was|as)\s+(?:how|what we|(?:the|our|a)\s+(?:name|label|code|term|title|heading|theme))\b|"
    r"(?:theme|code|label|heading|category|title)s?\b|\((?:our|the|a)\s+(?:code|theme|label))",
    re.IGNORECASE,
)
_NAME = r"(?!(?:CPS|Police|Prosecutor|Officer|Barrister|Judge|Counsel|ISVA|Interview|Panel)\b)[A-Z][\w'’.-]+"
_YEAR = r"(?:19|20)\d\d[a-z]?(?:[,:]\s*(?:pp?\.?\s*)?\d+(?:\s*[–-]\s*\d+)?)?"
_ONE_WORK = rf"(?:(?:see|cf\.?|e\.g\.?)\s+)?{_NAME}(?:,? (?:and|&) {_NAME}|,? et al\.?|, {_NAME})*,?\s+{_YEAR}"
_KEYS = r"(?:[^@;]{0,30}-?@[\w:.-]+(?:,[^;]{0,40})?;?\s*)+"
_CITED = re.compile(rf"{_ONE_WORK}(?:;\s*{_ONE_WORK})*|{_YEAR}|{_KEYS}|pp?\.\s*\d+(?:\s*[–-]\s*\d+)?")
"""A reference to literature: `Burt, 1980`, `Temkin and Krahé 2008: 34`, `see @burt80, p. 3`."""
_OTHER_SOURCE = re.compile(
    r"\b(?!(?:Table|Fig|Figure|Section|Sect|Chapter|Ch|Appendix|Annex|Part|Article|Art|Act|Page|Box|Note|Vol|No|In)\b)"
    r"[A-Z]\w{0,20}[ \u00a0-]?(?!(?:19|20)\d\d)[A-Z]{0,2}\d{1,4}\b"
)
"""What people call interviews and groups: `P12`, `Participant 7`, `Group W2`."""


def _is_called(quotation: Quotation) -> bool:
    """Whether the words before or after the marks say that what they hold is a name or term."""
    text = quotation.paragraph.text
    before = _CALLED.search(text[: quotation.start].rstrip("\"'“‘«( "))
    return bool(before or _CALLED_AFTER.match(text, quotation.end))


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
        if not quotation.label and len(tokens(quotation.text)) <= _CALLED_TERM and _is_called(quotation):
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
        if not quotation.label and not quotation.block and words <= _CALLED_TERM and _is_called(quotation):
            return Finding(quotation, "term", detail="given as a name or term, and nobody in the project says it")
        if not quotation.label and _CITED.fullmatch(quotation.attribution.strip()):
            cited = f"cited from elsewhere ({quotation.attribution.strip()}), and nobody in the project says it"
            return Finding(quotation, "term", detail=cited)
        if not quotation.label and (elsewhere := _OTHER_SOURCE.search(quotation.attribution)):
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


class Case:
    """One quotation and the place that was chosen for it."""

    def __init__(
        self, corpus: Corpus, quotation: Quotation, quoted: Sequence[Piece], chosen: Placed, others: Sequence[Placed]
    ) -> None:
        self.corpus, self.quotation, self.quoted, self.chosen, self.others = corpus, quotation, quoted, chosen, others
        self.turn = corpus.turn_of(chosen.first)
        self.document = corpus.texts[self.turn.document]
        there = zip(quoted, chosen.places, strict=True)
        self.there: list[tuple[Piece, Place]] = [(piece, place) for piece, place in there if place is not None]
        self.lost = [piece for piece, place in zip(quoted, chosen.places, strict=True) if place is None]
        self.differences = [
            each for piece, place in self.there for each in compared(corpus, quotation.text, piece, place)
        ]
        self.seam = self._seam()
        if self.seam is not None:
            self._turn_to_its_own()

    def _turn_to_its_own(self) -> None:
        """Show of a text put together the side that the draft's document says, else the first."""
        assert self.seam is not None
        turns = [self.corpus.turn_of(side[0]) for side in self.seam]
        own = [turn for turn in turns if self.corpus.texts[turn.document].label == self.quotation.label]
        self.turn = (own or turns)[0]
        self.document = self.corpus.texts[self.turn.document]

    def is_said(self) -> bool:
        """Whether the words stand there, whatever was cut, put in brackets or tidied, and a participant says them."""
        theirs = self.turn.turn.role != "interviewer" or self.quotation.asked
        return theirs and self.seam is None and self._words_verdict()[0] not in ("altered", "stitched")

    def finding(self) -> Finding:
        """What is to be said of it."""
        verdict, detail = self._verdict()
        start, end = self._span()
        return Finding(
            self.quotation, verdict, self.document.label, start, end, self.chosen.score, self.turn.turn.speaker,
            self.document.text[start:end], detail, tuple(self._pairs()),
            removes_negation=any(negations(cut) for cut in self._cuts()),
        )  # fmt: skip

    def _verdict(self) -> tuple[Verdict, str]:
        if self.seam is not None:
            return "stitched", self._put_together([self.seam.head, self.seam.tail])
        words = self._words_verdict()
        if self.turn.turn.role == "interviewer" and self.quotation.asked:
            return words
        if words[0] in ("verbatim", "typography") and (places := self._ambiguous()):
            return "ambiguous", f"nobody is named for it, and it stands in {places}"
        elsewhere = self._wrong_source()
        if elsewhere:
            return "wrong-source", "; ".join(part for part in (elsewhere, self._but(*words)) if part)
        return words

    @staticmethod
    def _but(verdict: Verdict, detail: str) -> str:
        return "" if verdict == "verbatim" else f"and {verdict}: {detail}"

    def _wrong_source(self) -> str:
        named, here = self.quotation.label, self.document.label
        if named and named != here:
            loaded = "" if self.quotation.loaded else ", which the project does not have"
            return f"attributed to {named}{loaded}, but {here} says it"
        if self.turn.turn.role == "interviewer":
            return f"the interviewer says it in {here}, not the person interviewed"
        return ""

    def _ambiguous(self) -> str:
        """The documents that hold it word for word where the draft names nobody; "" unless there are several."""
        if self.quotation.label:
            return ""
        labels = [self.document.label]
        labels += [self.corpus.texts[self.corpus.turn_of(each.first).document].label for each in self.others]
        several = list(dict.fromkeys(labels))
        if len(several) < 2:
            return ""
        more = f" and {len(several) - 4} more" if len(several) > 4 else ""
        return f"{', '.join(several[:4])}{more}"

    def _words_verdict(self) -> tuple[Verdict, str]:
        """What is to be said of the words alone."""
        altered = [each.words for each in self.differences if each.kind == "altered"]
        altered += [f"not found: {piece.text.strip()}" for piece in self.lost]
        if altered:
            return "altered", "; ".join(altered)
        if stitched := self._several_turns():
            return "stitched", stitched
        order: tuple[Verdict, ...] = ("bracketed", "cleaned", "typography")
        details = {kind: "; ".join(each.words for each in self.differences if each.kind == kind) for kind in order}
        if cuts := self._cuts():
            removed = [word for cut in cuts for word in negations(cut)]
            warning = f"the cut removes a negation ({', '.join(removed)}); " if removed else ""
            more = "; ".join(f"{kind}: {said}" for kind, said in details.items() if said)
            return "elided", f"{warning}cut: {' / '.join(cuts)}" + (f"; {more}" if more else "")
        if self._idle_ellipsis():
            details["typography"] = "; ".join(filter(None, ("an ellipsis where nothing is cut", details["typography"])))
        for kind, said in details.items():
            if said:
                return kind, said
        return "verbatim", ""

    # -- cuts and seams

    def _spans(self) -> list[tuple[int, int]]:
        if self.seam is not None:
            return [self.seam.head, self.seam.tail]
        return [span_of(self.corpus, piece, place) for piece, place in self.there]

    def _span(self) -> tuple[int, int]:
        """Code points from the first word to the last, as far as they are in one document, with a closing stop that
        the draft has too.
        """
        spans = [span for span in self._spans() if self.corpus.turn_of(span[0]).document == self.turn.document]
        start = min(int(self.corpus.starts[first]) for first, _ in spans)
        end = max(int(self.corpus.ends[last - 1]) for _, last in spans)
        closing = self.document.text[end : end + 1]
        return start, end + (closing in (".", "?", "!") and self.quotation.text.rstrip().endswith(closing))

    def _cuts(self) -> list[str]:
        """What the source has between the pieces, where they are one turn's."""
        spans = self._spans()
        between = [(one[1], two[0]) for one, two in pairwise(spans)]
        return [
            self.corpus.text_between(end, begin) for end, begin in between
            if end < begin and self.corpus.turn_of(end - 1) == self.corpus.turn_of(begin)
        ]  # fmt: skip

    def _idle_ellipsis(self) -> bool:
        """Whether the draft shows a cut where the source goes straight on, and shows none itself."""
        seams = [(one[1], two[0]) for one, two in pairwise(self._spans())]
        around = [self.document.text[int(self.corpus.ends[end - 1]) : int(self.corpus.starts[begin])]
                  for end, begin in seams if end == begin]  # fmt: skip
        return any(not ELLIPSIS.search(between) for between in around)

    def _several_turns(self) -> str:
        spans = self._spans()
        backwards = any(two[0] < one[0] for one, two in pairwise(spans))
        if len({self.corpus.turn_of(first).first for first, _ in spans}) > 1:
            return self._put_together(spans)
        return "its pieces stand in another order" if backwards else ""

    def _put_together(self, spans: Sequence[tuple[int, int]]) -> str:
        return f"put together from {' and '.join(dict.fromkeys(self._where(first) for first, _ in spans))}"

    def _where(self, position: int) -> str:
        turn = self.corpus.turn_of(position)
        return f"{self.corpus.texts[turn.document].label}, turn {turn.turn.number + 1}"

    def _seam(self) -> Seam | None:
        """Whether a text without ellipsis is put together from two places, and not one place's with a word changed."""
        if (
            len(self.quoted) != 1
            or self.chosen.score >= SURE
            or all(each.kind != "altered" for each in self.differences)
        ):
            return None
        numbers = self.corpus.as_numbers([word.word for word in self.quoted[0].words])
        return seam_of(self.corpus, numbers, self.quotation.label)

    def _pairs(self) -> list[tuple[str, str]]:
        pairs: list[tuple[str, str]] = []
        for number, (piece, place) in enumerate(self.there):
            if number:
                pairs.append(("…", "…"))
            pairs += side_by_side(self.corpus, self.quotation.text, piece, place)
        return pairs

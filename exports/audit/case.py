"""A quotation beside the place that was chosen for it: is it there word for word, and did that person say it?

Order of what weighs most: somebody else said it → words are others → put together from several places → cut →
brackets → tidied → looks. A text is never called verbatim or typography where a single word differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from exports.audit.comparing import compared, negations, side_by_side, span_of
from exports.audit.corpus import Corpus
from exports.audit.model import Finding, Quotation, Verdict
from exports.audit.pieces import ELLIPSIS, Piece
from exports.audit.placing import SURE, Place, Placed
from exports.audit.seams import Seam, seam_of


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

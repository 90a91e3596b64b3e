"""What to put in the place of a quotation that is not as it was said.

An author's own cuts, brackets and typography stay wherever the words between them are right. Nothing is proposed that
the audit itself would not let stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from exports.audit.case import Case
from exports.audit.comparing import compared, span_of
from exports.audit.judging import Judge
from exports.audit.marks import PAIRS
from exports.audit.model import Finding, Quotation
from exports.audit.pieces import Piece
from exports.audit.placing import Place
from exports.words import one_line

MENDED = frozenset({"altered", "cleaned", "elided"})
"""Verdicts about words alone. Whose words they are, or in how many turns they stand, is for the author to say."""
_TELLING = re.compile(r"[?!%‰°]+")


def exact_words(judge: Judge, finding: Finding) -> str | None:
    """The words to put there; None where nothing needs it, or no words of one turn can take its place."""
    if finding.verdict not in MENDED or not finding.needs_a_look:
        return None
    case = judge.case(finding.quotation)
    if isinstance(case, Finding):
        return None
    tried = (_fitting(words, finding.quotation) for words in _candidates(case, finding))
    return next((words for words in tried if _stands(judge, finding.quotation, words)), None)


def _candidates(case: Case, finding: Finding) -> Iterator[str]:
    if not finding.removes_negation and not case.lost:
        yield _put_together(case, _with_own_signs)
        yield _put_together(case, _with_its_signs)
    yield one_line(finding.said)


def _put_together(case: Case, exact: Callable[[Case, Piece, Place], str]) -> str:
    text, at, whole = case.quotation.text, 0, ""
    for piece, place in case.there:
        differing = any(each.kind in ("altered", "cleaned") for each in compared(case.corpus, text, piece, place))
        whole += text[at : piece.start] + (exact(case, piece, place) if differing else text[piece.start : piece.end])
        at = piece.end
    return whole + text[at:]


def _with_own_signs(case: Case, piece: Piece, place: Place) -> str:
    """The source's words between what the draft has before the first and after the last."""
    text = case.quotation.text
    return text[piece.start : piece.words[0].start] + _said(case, piece, place) + text[piece.words[-1].end : piece.end]


def _with_its_signs(case: Case, piece: Piece, place: Place) -> str:
    """The source's words with the question mark or percent sign that stands behind them there."""
    end = int(case.corpus.ends[span_of(case.corpus, piece, place)[1] - 1])
    signs = _TELLING.match(case.document.text, end)
    return _said(case, piece, place) + (signs[0] if signs else "")


def _said(case: Case, piece: Piece, place: Place) -> str:
    """The source's words; those that the draft has too, in its capitals and marks."""
    corpus, text, source = case.corpus, case.quotation.text, case.document.text
    first, last = span_of(corpus, piece, place)
    at, said = int(corpus.starts[first]), ""
    for word, matched in zip(piece.words, place.matched, strict=True):
        if matched is not None:
            said += source[at : int(corpus.starts[matched])] + text[word.start : word.end]
            at = int(corpus.ends[matched])
    return one_line(said + source[at : int(corpus.ends[last - 1])])


def _fitting(words: str, quotation: Quotation) -> str:
    """Words whose own double marks become single ones inside double marks."""
    opening = quotation.paragraph.text[quotation.start - 1 : quotation.start] if not quotation.block else ""
    return words.translate(str.maketrans("“”\"", "‘’'")) if opening in PAIRS and opening in "“\"„" else words


def _stands(judge: Judge, quotation: Quotation, words: str) -> bool:
    """Whether the audit would let these words stand there."""
    text = quotation.paragraph.text
    paragraph = replace(quotation.paragraph, text=text[: quotation.start] + words + text[quotation.end :])
    put = replace(quotation, paragraph=paragraph, end=quotation.start + len(words))
    return words != quotation.text and not judge.judged(put).needs_a_look

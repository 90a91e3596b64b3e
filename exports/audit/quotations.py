"""All quotations of a draft, in marks and as blocks without them, with whose they are said to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exports.audit.attributions import Attributed, Labels, attributed, closing_attribution
from exports.audit.marks import PAIRS, Marked, marked
from exports.audit.model import Paragraph, Quotation
from exports.audit.tokens import tokens


def quotations(paragraphs: Sequence[Paragraph], labels: Labels) -> Iterator[Quotation]:
    """The quotations of a draft in its order; headings quote nobody."""
    for at, paragraph in enumerate(paragraphs):
        following = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        if paragraph.style == "heading":
            continue
        if paragraph.style == "quote":
            yield _block(paragraph, following, labels)
        else:
            yield from _in_marks(paragraph, following, labels)


def _in_marks(paragraph: Paragraph, following: Paragraph | None, labels: Labels) -> Iterator[Quotation]:
    goes_on = following is not None and following.text[:1] in PAIRS
    found = marked(paragraph.text, goes_on=goes_on)
    spans = [(each.start - 1, each.end + 1) for each in found]
    for each in found:
        start, end = _trimmed(paragraph.text, each)
        if start < end and tokens(paragraph.text, start, end):
            whose = attributed(paragraph.text, spans, each.start - 1, each.end + 1, labels, section=paragraph.section)
            yield Quotation(paragraph, start, end, *whose)


def _trimmed(text: str, each: Marked) -> tuple[int, int]:
    """The words between the marks, without space and without a comma or full stop that American printers put inside."""
    start, end = each.start, each.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return start, end


def _block(paragraph: Paragraph, following: Paragraph | None, labels: Labels) -> Quotation:
    """A block quotation, whose attribution stands at its end or in the paragraph after it, behind a dash or alone."""
    text = paragraph.text
    end, whose = closing_attribution(text, labels)
    if not whose.label and following is not None and len(following.text) < 80:
        whose = _alone(following, labels) or whose
    if not whose.label and (named := labels.named(paragraph.section)):
        whose = Attributed(named[0].label, named[0].label, named[0].loaded)
    start = len(text) - len(text.lstrip())
    end = len(text[:end].rstrip())
    if end - start > 2 and text[start] in PAIRS and text[end - 1] in PAIRS[text[start]]:
        start, end = start + 1, end - 1
    return Quotation(paragraph, start, end, *whose, block=True)


def _alone(following: Paragraph, labels: Labels) -> Attributed | None:
    """Whose it is, where the next paragraph says nothing else: `— CPS 43`, `(CPS 43, Area C)`."""
    words = following.text.strip().strip("()[]").lstrip("—–- ").strip()
    named = labels.named(words)
    if len(named) != 1 or len(words) - (named[0].end - named[0].start) > 40 or following.style == "heading":
        return None
    return Attributed(words, named[0].label, named[0].loaded)

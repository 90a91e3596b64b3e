"""All quotations of a draft, in marks and as blocks without them, with whose they are said to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from exports.audit.attributions import (
    Attributed,
    Labels,
    attributed,
    closing_attribution,
    leading_in,
)
from exports.audit.marks import PAIRS, Marked, marked
from exports.audit.model import Paragraph, Quotation
from exports.audit.nearby import asked, near
from exports.audit.tokens import tokens

_QUOTED = re.compile(
    r"\b(?:quot\w*|excerpts?|extracts?|verbatim|(?:in )?(?:their |own )*words|said|illustrati\w+|examples? from)\b",
    re.IGNORECASE,
)
_HEAD = 40
"""A table's first row with longer cells is no head."""
_FEWEST = 4
"""So many words a cell has to hold to quote somebody without marks."""


def quotations(paragraphs: Sequence[Paragraph], labels: Labels) -> Iterator[Quotation]:
    """The quotations of a draft in its order; headings quote nobody."""
    for at in range(len(paragraphs)):
        for each in _of_paragraph(paragraphs, at, labels):
            around = () if each.label else near(paragraphs, at, each.start, each.end, labels)
            theirs = each.asked or asked(each.paragraph.text, each.start, each.end, labels)
            yield replace(each, near=around, asked=theirs)


def _of_paragraph(paragraphs: Sequence[Paragraph], at: int, labels: Labels) -> Iterator[Quotation]:
    paragraph = paragraphs[at]
    following = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
    if paragraph.style == "heading" or (paragraph.style == "quote" and _only_a_name(paragraph, labels)):
        return
    if paragraph.style == "quote":
        yield from _turns(_block(paragraph, paragraphs[at - 1] if at else None, following, labels), labels)
    else:
        yield from _in_marks(paragraph, following, labels)
        yield from _in_cells(paragraph, labels)
        yield from _supposed(paragraph, following, labels)


def _supposed(paragraph: Paragraph, following: Paragraph | None, labels: Labels) -> Iterator[Quotation]:
    """A paragraph that may be set as a block quotation, where the format does not tell: no marks, and whose it is at
    its end or below it.
    """
    if not paragraph.unset or len(tokens(paragraph.text)) < _FEWEST or marked(paragraph.text):
        return
    block = _block(replace(paragraph, section=""), None, following, labels)
    if block.label:
        yield replace(block, paragraph=paragraph, supposed=True)


def _turns(block: Quotation, labels: Labels) -> Iterator[Quotation]:
    """A block as the turns that it shows, `Interviewer: … Officer: …`, each without its speaker."""
    begun = labels.turns(block.paragraph.text, block.start, block.end)
    if not begun or begun[0].start() > block.start:
        yield block
        return
    ends = [*(each.start() for each in begun[1:]), block.end]
    for each, end in zip(begun, ends, strict=True):
        turn = replace(block, start=each.end(), end=end - (block.paragraph.text[end - 1].isspace()))
        own = labels.named(each[1])
        if own and not block.label:
            turn = replace(turn, attribution=own[0].label, label=own[0].label, loaded=own[0].loaded)
        yield replace(turn, asked=labels.asks(each[1]))


def _in_marks(paragraph: Paragraph, following: Paragraph | None, labels: Labels) -> Iterator[Quotation]:
    goes_on = following is not None and following.text[:1] in PAIRS
    found = marked(paragraph.text, goes_on=goes_on)
    spans = [(each.start - 1, each.end + 1) for each in found]
    for each in found:
        start, end = _trimmed(paragraph.text, each)
        if start < end and tokens(paragraph.text, start, end):
            whose = attributed(
                paragraph.text, spans, each.start - 1, each.end + 1, labels, section=paragraph.section,
                header=paragraph.header, notes=paragraph.notes,
            )  # fmt: skip
            yield Quotation(paragraph, start, end, *whose, supposed=each.resumed)


def _in_cells(paragraph: Paragraph, labels: Labels) -> Iterator[Quotation]:
    """Cells without marks in a column whose head says that it holds what people said."""
    heads = paragraph.header.split("\t")
    if paragraph.style != "table" or paragraph.text == paragraph.header:
        return
    start = 0
    for column, cell in enumerate(paragraph.text.split("\t")):
        head = heads[column] if column < len(heads) else ""
        quotes = len(head) < _HEAD and _QUOTED.search(head) and not marked(cell)
        if quotes and len(tokens(cell)) >= _FEWEST:
            end, whose = closing_attribution(cell, labels)
            if not whose.label:
                whose = attributed(
                    paragraph.text, (), start, start + len(cell), labels, section=paragraph.section,
                    header=paragraph.header,
                )  # fmt: skip
            words = cell[:end]
            begin = start + len(words) - len(words.lstrip())
            yield Quotation(paragraph, begin, start + len(words.rstrip()), *whose, block=True)
        start += len(cell) + 1


def _trimmed(text: str, each: Marked) -> tuple[int, int]:
    """The words between the marks, without space and without a comma or full stop that American printers put inside."""
    start, end = each.start, each.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return start, end


def _block(
    paragraph: Paragraph, before: Paragraph | None, following: Paragraph | None, labels: Labels
) -> Quotation:  # fmt: skip
    """A block quotation, whose attribution stands at its end, in its note, in the paragraph after it (behind a dash or
    alone) or in the one that leads up to it.
    """
    text = paragraph.text
    end, whose = closing_attribution(text, labels)
    if not whose.label and paragraph.notes:
        whose = attributed(text, (), 0, len(text.rstrip()), labels, notes=paragraph.notes)
    if not whose.label and following is not None and len(following.text) < 80 and following.style != "note":
        whose = _alone(following, labels) or whose
    if not whose.label and before is not None and before.style == "text":
        whose = leading_in(before.text, labels) or whose
    if not whose.label and (named := labels.named(paragraph.section)):
        whose = Attributed(named[0].label, named[0].label, named[0].loaded)
    start = len(text) - len(text.lstrip())
    end = len(text[:end].rstrip())
    start, end = _inside_marks(text, start, end)
    return Quotation(paragraph, start, end, *whose, block=True)


def _inside_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """A block without marks around it; where it goes on in the next one, it has only the first of them."""
    closing = PAIRS.get(text[start : start + 1])
    if end - start <= 2 or closing is None:
        return start, end
    if text[end - 1] in closing:
        return start + 1, end - 1
    return (start, end) if any(mark in text[start + 1 : end] for mark in closing) else (start + 1, end)


def _only_a_name(paragraph: Paragraph, labels: Labels) -> bool:
    """Whether a block says no more than whose the one before it is: `— CPS 43`, set like the words above it."""
    words = paragraph.text.strip()
    alone = _alone(paragraph, labels)
    return alone is not None and (words[0] in "—–-([" or labels.named(words)[0].start == 0)


def _alone(following: Paragraph, labels: Labels) -> Attributed | None:
    """Whose it is, where the next paragraph says nothing else: `— CPS 43`, `(CPS 43, Area C)`."""
    words = following.text.strip().strip("()[]").lstrip("—–- ").strip()
    named = labels.named(words)
    if len(named) != 1 or len(words) - (named[0].end - named[0].start) > 40 or following.style == "heading":
        return None
    return Attributed(words, named[0].label, named[0].loaded)

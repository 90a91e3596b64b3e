"""Evidence cards on paper: one heading a card, a table by source, what stands against it, agreement, quotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from codebook.agreement import CodeAgreement
from exports.evidence.cards import Card, OfSource
from exports.formats import refuse_names
from exports.pages import reports
from exports.pages.blocks import (
    Block,
    Excerpt,
    Heading,
    Paragraph,
    Table,
)
from exports.words import one_line

COLUMNS = ("Source", "Documents", "Codings", "People", "Stances", "Asked", "Asked, not raised")
MOST = 12
"""So many counter-examples and silent documents are printed of each card; the rest are counted."""
_UNSAID = "–"


def save_cards(cards: Sequence[Card], path: Path, title: str) -> None:
    """Write cards by the suffix, whole or not at all. Raises UnknownFormat, NameWouldLeave and WriteFailed."""
    refuse_names([place for card in cards for place in card.named])
    rows = ((title_of(card), card.code, *_row(each)) for card in cards for each in card.sources)
    printed = reports.Report(title, lambda: blocks(cards), ("Claim or code", "Code", *COLUMNS), lambda: rows)
    reports.save_report(printed, path, "cards are not written")


def blocks(cards: Iterable[Card]) -> Iterator[Block]:
    """All cards, one after the other."""
    for card in cards:
        yield Heading(title_of(card))
        yield from (Paragraph(line) for line in opening(card))
        yield Table(COLUMNS, tuple(_row(each) for each in card.sources))
        yield from _silent(card)
        yield Paragraph(against_words(card))
        yield from (
            Excerpt(each.attribution, each.text, (f"{each.document}@{each.start}-{each.end}, coded by {each.coder}",))
            for each in card.against[:MOST]
        )
        yield from (Paragraph(line) for line in closing(card))


def title_of(card: Card) -> str:
    """The claim, else the theme."""
    return card.code if card.claim is None else card.claim.text


def opening(card: Card) -> Iterator[str]:
    """What the card is about, and what the numbers say of the claim."""
    if card.claim is None:
        return
    claim = card.claim
    whose = claim.group or "everybody"
    yield f"“{claim.quantifier}” is taken to mean {claim.threshold}, of {whose}. The claim: {claim.verdict}."
    yield from (each.words() for each in claim.counts if each.code == card.code)


def totals(card: Card) -> str:
    """`12 of 33 documents · 41 codings`, over all sources."""
    documents, done = sum(each.documents for each in card.sources), sum(each.done for each in card.sources)
    return f"{documents:,} of {done:,} documents · {sum(each.spans for each in card.sources):,} codings"


def against_words(card: Card) -> str:
    """How many counter-examples there are, or why none can be known."""
    if not card.asks_stance:
        return "Counter-examples: the theme asks for no stance, so none are marked."
    many = len(card.against)
    if not many:
        return "Counter-examples: none; nobody coded a passage as challenging it."
    more = f"; the first {MOST} follow" if many > MOST else ""
    return f"Counter-examples: {many:,} passage{'s' * (many != 1)} that challenge it{more}."


def closing(card: Card) -> Iterator[str]:
    """How far coders agree, and what is quoted."""
    if card.no_agreement:
        yield f"Agreement: none, {card.no_agreement}."
    for each in card.agreement:
        yield f"Agreement on {each.code}: {alpha(each)}"
    cited = "; ".join(f"{cite}{f' in ‘{section}’' if section else ''}" for cite, section in card.used)
    yield f"Collected quotations: {cited or 'none'}."
    if card.claim is not None:
        yield f"Quoted in the draft: {'; '.join(card.quoted) or 'nothing'}."


def alpha(each: CodeAgreement) -> str:
    """`α 0.71 [0.63, 0.78]`, or why it has no value."""
    if each.alpha is None:
        return f"α –, {each.undefined}"
    low, high = each.alpha_low, each.alpha_high
    interval = "" if low is None or high is None else f" [{_two(low)}, {_two(high)}]"
    flags = f" ({'; '.join(each.flags)})" if each.flags else ""
    return f"α {_two(each.alpha)}{interval}{flags}"


def _two(value: float) -> str:
    """Two decimals, and no minus before a nought."""
    return f"{round(value, 2) + 0.0:.2f}"


def _row(each: OfSource) -> tuple[str, ...]:
    waiting = f" (+{each.waiting:,} not coded)" if each.waiting else ""
    stances = ", ".join(f"{name} {many:,}" for name, many in each.stances.items())
    asked = _UNSAID if each.asked is None else f"{each.asked:,}"
    silent = _UNSAID if each.asked is None else f"{len(each.silent):,}"
    return (
        each.source, f"{each.documents:,} of {each.done:,}{waiting}", f"{each.spans:,}", f"{each.people:,}", stances,
        asked, silent,
    )  # fmt: skip


def _silent(card: Card) -> Iterator[Block]:
    labels = [label for each in card.sources for label in each.silent]
    if labels:
        more = f" and {len(labels) - MOST:,} more" if len(labels) > MOST else ""
        yield Paragraph(f"Asked, and not raised: {', '.join(labels[:MOST])}{more}.")


def as_text(cards: Sequence[Card]) -> str:
    """Cards for a terminal or a screen, without tables' rules."""
    return "\n\n".join("\n".join(lines(card)) for card in cards)


def lines(card: Card) -> Iterator[str]:
    """One card, line by line."""
    yield one_line(title_of(card))
    yield from opening(card)
    yield f"{card.code}: {totals(card)}"
    for each in card.sources:
        told = [f"{each.documents:,} of {each.done:,}", f"{each.spans:,} coding{'s' * (each.spans != 1)}"]
        told += [f"{each.waiting:,} not coded"] * bool(each.waiting)
        told += [", ".join(f"{name} {many:,}" for name, many in each.stances.items())] * bool(each.stances)
        if each.asked is not None:
            told.append(f"asked in {each.asked:,}, silent in {len(each.silent):,} of these")
        yield f"  {each.source:<16}{' · '.join(told)}"
    for block in _silent(card):
        assert isinstance(block, Paragraph)
        yield block.text
    yield against_words(card)
    for passage in card.against[:MOST]:
        place = f"{passage.document}@{passage.start}-{passage.end}"
        yield f"  “{one_line(passage.text)}” — {one_line(passage.attribution)} ({place})"
    yield from map(one_line, closing(card))

"""Quotations as they will be printed: attributed, with as much around them as was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from sqlmodel import Session

from codebook.quoting.collected import Collected
from codebook.retrieval.passages import Excerpt, descriptions
from codebook.scheme import codes
from codebook.team.protocol import protocol
from exports.quotations.attribution import Attribution, of_project, place_of_project
from exports.quotations.context import Context, around
from exports.quotations.disclosure import Disclosure, SmallCell
from exports.quotations.notes import Place
from transcripts import attributes
from transcripts.errors import WorkbenchError
from transcripts.texts import document_texts
from transcripts.withheld import withheld


class BadOption(WorkbenchError):
    """An option that makes no sense."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person chooses: the attribution's template (None: the project's), how many from each document (None: all),
    how much around each quotation (whole turns either side, or characters), and whether the interviewer's question is
    printed before it, unless the context shows it already. `coarsen` leaves out of an attribution what too few people
    share, and of every column and field what the attribution does not tell. `place` is where attributions stand (None:
    where the project has them). Quotations of up to `inline` words are printed in the line, in quotation marks; others,
    and all by default, as blocks.
    """

    attribution: str | None = None
    per_document: int | None = None
    context_turns: int = 0
    context_characters: int = 0
    question: bool = False
    title: str = "Quotations"
    coarsen: bool = False
    place: Place | None = None
    inline: int = 0

    def __post_init__(self) -> None:
        if self.per_document is not None and self.per_document < 1:
            raise BadOption("At least one quotation from each document, or leave the limit away.")
        if min(self.context_turns, self.context_characters, self.inline) < 0:
            raise BadOption("Context is a number of turns or characters, and inline one of words: 0 or more.")


@dataclass(frozen=True, slots=True)
class Quotation:
    """An excerpt ready to print under a heading (its codes, or its section of the report)."""

    excerpt: Excerpt
    attribution: str
    heading: str = ""
    context: Context | None = None
    question: str | None = None
    note: str = ""
    words: str = ""
    cite: str = ""
    in_line: bool = False
    """Whether it is printed in the line, in quotation marks: it is short, one paragraph, and without context."""

    @property
    def printed(self) -> str:
        """The words to print: the excerpt's, or what an author made of them with … and [brackets]."""
        return self.words or self.excerpt.text

    def as_json(self) -> dict[str, Any]:
        """What `quotes --json` promises of it, with context and note where there are any."""
        said = self.excerpt.as_json(self.attribution)
        if self.context is not None:
            said["context"] = self.context.as_json()
        if self.note:
            said["note"] = self.note
        if self.cite:
            said["id"] = self.cite
        if self.words:
            said["printed"] = self.words
        return said


@dataclass(frozen=True, slots=True)
class QuotationList:
    """Quotations in the order of their excerpts; `remarks` are lines for the reader of the file, `small` the cells of
    their attributions that hold too few people.
    """

    title: str
    quotations: tuple[Quotation, ...]
    headings: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    small: tuple[SmallCell, ...] = ()
    place: Place = "below"
    named: tuple[str, ...] = ()
    """Where a name stands that must not leave: `CPS 43:120-140`."""

    def by_heading(self) -> Iterator[tuple[str, Sequence[Quotation]]]:
        """The quotations under each heading, headings in order."""
        place = {heading: number for number, heading in enumerate(self.headings)}
        ordered = sorted(self.quotations, key=lambda quotation: place[quotation.heading])
        for heading, group in groupby(ordered, key=lambda quotation: quotation.heading):
            yield heading, tuple(group)


def quotations(
    session: Session, excerpts: Iterable[Excerpt], options: Options | None = None, *, remarks: Sequence[str] = ()
) -> QuotationList:
    """Excerpts as quotations, under their codes in the codebook's order. Raises AttributionError.

    With a limit for each document its key passages come before others, and what is kept stays in order.
    """
    options = options or Options()
    kept = limited(list(excerpts), options.per_document)
    pairs = [(excerpt, " · ".join(excerpt.codes)) for excerpt in kept]
    order = {code.path: place for place, code in enumerate(codes.tree(session))}
    headings = sorted(
        {heading: excerpt.codes for excerpt, heading in pairs}.items(),
        key=lambda known: tuple(order.get(path, len(order)) for path in known[1]),
    )
    made = _attributed(session, [excerpt for excerpt, _ in pairs], options)
    done = [replace(quotation, heading=heading) for quotation, (_, heading) in zip(made, pairs, strict=True)]
    small = () if options.coarsen else _disclosure(session, options).small_cells(kept)
    titles = tuple(heading for heading, _ in headings)
    place = options.place or place_of_project(session)
    return QuotationList(options.title, tuple(done), titles, tuple(remarks), small, place, _named(session, done))


def collected_quotations(
    session: Session, collected: Sequence[Collected], options: Options | None = None
) -> QuotationList:
    """Collected quotations, in their order under the sections of the report, with their notes."""
    options = options or Options()
    made = _attributed(session, [one.excerpt for one in collected], options)
    done = [
        replace(q, heading=one.section, note=one.note, words=one.words if not one.misfits else "", cite=one.cite,
                in_line=q.in_line or _is_short(one.printed, options.inline))
        for q, one in zip(made, collected, strict=True)
    ]
    remarks = [
        f"{one.cite}: the transcript was corrected, and “{one.words}” is not what it says now; printed as it was said"
        for one in collected if one.misfits
    ]  # fmt: skip
    small = _disclosure(session, options).small_cells(one.excerpt for one in collected)
    headings = tuple(dict.fromkeys(one.section for one in collected))
    small = () if options.coarsen else small
    place = options.place or place_of_project(session)
    return QuotationList(options.title, tuple(done), headings, tuple(remarks), small, place, _named(session, done))


def limited(excerpts: list[Excerpt], per_document: int | None) -> list[Excerpt]:
    """At most so many of each document, key passages before others, in the order they came."""
    if per_document is None:
        return excerpts
    taken: dict[str, int] = {}
    keep: set[int] = set()
    for place in sorted(range(len(excerpts)), key=lambda place: not excerpts[place].key):
        document = excerpts[place].document_uid
        if taken.get(document, 0) < per_document:
            taken[document] = taken.get(document, 0) + 1
            keep.add(place)
    return [excerpt for place, excerpt in enumerate(excerpts) if place in keep]


def _named(session: Session, made: Iterable[Quotation]) -> tuple[str, ...]:
    """Where quotations hold a name that must not leave, in their words, their question, context, memo or note."""
    names = withheld(session)
    return tuple(
        f"{one.excerpt.document}:{one.excerpt.start}-{one.excerpt.end}"
        for one in (made if names else ())
        if any(True for text in _leaving(one) for _ in names.found(text))
    )


def _leaving(one: Quotation) -> Iterator[str]:
    yield from (one.excerpt.text, one.words, one.attribution, one.question or "", one.note, one.excerpt.memo)
    yield from one.excerpt.attributes.values()
    if one.context is not None:
        yield from (line.text for line in (*one.context.before, *one.context.after))


def _disclosure(session: Session, options: Options) -> Disclosure:
    template = _template(session, options)
    return Disclosure(descriptions(session).values(), template, protocol(session).disclosure)


def _template(session: Session, options: Options) -> Attribution:
    if options.attribution is not None:
        return Attribution.read(options.attribution, attributes.types(session))
    return of_project(session)


def _attributed(session: Session, excerpts: Sequence[Excerpt], options: Options) -> Iterator[Quotation]:
    template = _template(session, options)
    coarse = _disclosure(session, options).coarsened if options.coarsen else None
    wants_context = options.context_turns or options.context_characters
    texts = document_texts(session, sorted({e.document_uid for e in excerpts})) if wants_context else {}
    for excerpt in excerpts:
        context = None
        if wants_context:
            text = texts[excerpt.document_uid]
            context = around(
                text, excerpt.start, excerpt.end, turns=options.context_turns, characters=options.context_characters
            )
        around_it = {line.text for line in context.before} if context else set()
        question = excerpt.question if options.question and excerpt.question not in around_it else None
        told = excerpt if coarse is None else coarse(excerpt)
        said = template.of(told)
        in_line = context is None and question is None and _is_short(excerpt.text, options.inline)
        yield Quotation(told, said, context=context, question=question, in_line=in_line)


def _is_short(text: str, most: int) -> bool:
    return "\n" not in text.strip() and len(text.split()) <= most


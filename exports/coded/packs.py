"""All that a project holds of one participant, for checking it with them or taking it out.

A pack is a report of blocks for each of their documents: its codings in order with the words, then what of it is
collected for the report, as it will print.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from codebook.quoting.collected import Collected, collected
from codebook.retrieval.passages import descriptions
from exports.coded.model import Coded, CodedTranscript
from exports.pages.blocks import Block, Excerpt, Heading, Paragraph
from exports.quotations.attribution import Attribution, of_project
from transcripts.document_labels import natural
from transcripts.errors import NotFound


@dataclass(frozen=True, slots=True)
class Pack:
    """One participant's documents with their codings, and the quotations collected from them."""

    participant: str
    documents: tuple[CodedTranscript, ...]
    quoted: tuple[Collected, ...]
    attribution: Attribution

    @property
    def named(self) -> tuple[str, ...]:
        """Places of names that must not leave."""
        return tuple(place for each in self.documents for place in each.named)

    def rows(self) -> list[Any]:
        """What a manifest has of it."""
        quoted = [[one.cite, one.section, one.printed] for one in self.quoted]
        return [*([each.text.label, *row] for each in self.documents for row in each.rows()), *quoted]


def participants(session: Session) -> list[str]:
    """All participants who have a document, as a person counts."""
    return sorted({each.participant for each in descriptions(session).values() if each.participant}, key=natural)


def participants_wanted(session: Session, named: Sequence[str]) -> list[str]:
    """Those that were named, or all. Raises NotFound where there is none."""
    wanted = list(named) or participants(session)
    if not wanted:
        raise NotFound("No document is of a participant. Say whose each is in a table: import --attributes TABLE")
    return wanted


class Packs:
    """The packs of a project, what they have in common read once."""

    def __init__(self, session: Session) -> None:
        self._coded = Coded(session)
        self._collected = collected(session)
        self._attribution = of_project(session)

    def of(self, participant: str) -> Pack:
        """The pack of a participant. Raises NotFound."""
        labels = [each.label for each in self._coded.described.values() if each.participant == participant]
        if not labels:
            raise NotFound(f"No document is of a participant ‘{participant}’. See: coding-tui documents PROJECT --json")
        documents = tuple(self._coded.transcript(label) for label in labels)
        quoted = tuple(one for one in self._collected if one.excerpt.document in labels)
        return Pack(participant, documents, quoted, self._attribution)


def blocks(made: Pack) -> Iterator[Block]:
    """What is printed of it."""
    for document in made.documents:
        words = sum(len(document.text.text[start:end].split()) for start, end in document.text.speech())
        yield Heading(document.text.label)
        yield Paragraph(f"{document.description()} · {words:,} words said · {len(document.margin):,} codings")
        for each in document.margin:
            text = document.text.text[each.start : each.end]
            yield Excerpt(f"{each.number}. {each.code}", text, (each.told(), f"{each.start}–{each.end}"))
    yield Heading("Quoted in the report")
    if not made.quoted:
        yield Paragraph("Nothing.")
    for one in made.quoted:
        where = f"in ‘{one.section}’" if one.section else "in no section yet"
        yield Excerpt(one.cite, one.printed, (f"printed as: {made.attribution.of(one.excerpt)}", where))

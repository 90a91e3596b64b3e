"""Original names that a draft lets through: those the project withholds, and those a transcript had replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from exports.audit.model import Finding, NameLeft, Paragraph
from exports.audit.tokens import tokens
from transcripts.withheld import Withheld

_STAND_IN = re.compile(r"\[([^\[\]]+)\]")
"""What a pseudonymised transcript has for a name: `[DC-A]`, `[Participant 7]`, `[sister]`."""


def names_left(paragraphs: Iterable[Paragraph], names: Withheld) -> tuple[NameLeft, ...]:
    """Where a draft names somebody whose name must not leave."""
    return tuple(
        NameLeft(paragraph, start, end) for paragraph in paragraphs for start, end in names.found(paragraph.text)
    )


def with_stand_ins(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Each finding, with a remark where its source has a stand-in and the draft has what may be the name itself."""
    return tuple(
        replace(each, remarks=(*each.remarks, *told)) if (told := tuple(_undone(each))) else each for each in findings
    )


def _undone(finding: Finding) -> Iterator[str]:
    for found in _STAND_IN.finditer(finding.said):
        stand_in = [word.word for word in tokens(found[1])]
        for said, written in _runs(finding.pairs):
            if stand_in and [word.word for word in tokens(said)] == stand_in and written[:1].isupper():
                yield f"the transcript has {found[0]} where the draft has ‘{written}’: is it an original name left in?"


def _runs(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Neighbouring differences taken together: what was said, and what the draft has instead."""
    said: list[str] = []
    written: list[str] = []
    for there, here in (*pairs, ("", "")):
        if there == here:
            if said and written:
                yield " ".join(filter(None, said)), " ".join(filter(None, written))
            said, written = [], []
        else:
            said.append(there)
            written.append(here)

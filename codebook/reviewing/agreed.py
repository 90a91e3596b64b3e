"""How far coders agree on a single passage: who of those that finished its document gave it the same code.

A help for reading, no coefficient: chance is not taken off (see `codebook.agreement` for that).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlmodel import Session

from codebook.coding.codings import Coding, codings
from codebook.retrieval.passages import Excerpt
from codebook.team.assignments import assignments

Read = tuple[str, str]
"""A document (uid) in a round: who codes again does so in a round of its own."""


def agreed(session: Session, found: Iterable[Excerpt]) -> dict[tuple[str, ...], float]:
    """For passages of one coding each, by its uid alone in a tuple: the share of the coders done with the document, in
    the coding's round, who in that round have a coding of the same code that shares a character with it. None of
    documents that fewer than two are done with in the round.
    """
    panels = _panels(session)
    wanted = {uid for excerpt in found if len(excerpt.codings) == 1 for uid in excerpt.codings}
    documents = {document for (document, _), panel in panels.items() if len(panel) > 1}
    if not wanted or not documents:
        return {}
    alike: dict[tuple[Read, str], list[Coding]] = defaultdict(list)
    for coding in codings(session, documents=sorted(documents), round=None):
        alike[_read(coding), coding.code].append(coding)
    return {
        (coding.uid,): _share(coding, made, panels[read])
        for (read, _), made in alike.items() if len(panels[read]) > 1
        for coding in made if coding.uid in wanted
    }  # fmt: skip


def _panels(session: Session) -> dict[Read, set[str]]:
    """Who is done with what, by document and round."""
    panels: dict[Read, set[str]] = defaultdict(set)
    for each in assignments(session):
        if each.state == "done":
            panels[each.document, each.round].add(each.coder)
    return panels


def _read(coding: Coding) -> Read:
    return coding.document, coding.round


def _share(coding: Coding, alike: Iterable[Coding], panel: set[str]) -> float:
    there = {each.coder for each in alike if each.start < coding.end and coding.start < each.end}
    return len(there & panel) / len(panel)

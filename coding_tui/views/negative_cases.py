"""Where a claim may fail, as places to read: who was asked and is silent, who says the reverse, who is not heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from codebook.evidence.asking import words_of
from codebook.retrieval.passages import Description, Excerpt, Source, descriptions, sources
from codebook.scheme import codes
from coding_tui.views.spread import REVERSE, Spread, spread
from transcripts import document_labels


@dataclass(frozen=True, slots=True)
class Place:
    """What a negative case is called, without anybody's words, and where it is: document (uid), start, end."""

    title: str
    document: str
    start: int = 0
    end: int = 0


def negative_cases(session: Session, found: Sequence[Excerpt], asked_for: str) -> list[Place]:
    """Those of passages that were found by a query: the silent at the question that comes to it, the contrary at their
    words, the unheard at the beginning of their document.
    """
    told = spread(session, found, asked_for)
    uids = document_labels.uids_by_label(session)
    texts = sources(session, [uids[label] for label in told.silent])
    contrary = [each for each in found if each.stance == REVERSE]
    return [
        *(_question(session, texts[uids[label]], told) for label in told.silent),
        *(Place(f"Says the reverse: {e.document} · {e.coder}", e.document_uid, e.start, e.end) for e in contrary),
        *_unheard(told, list(descriptions(session).values())),
    ]


def _question(session: Session, source: Source, told: Spread) -> Place:
    """The first question of a document that comes to what was asked for, else its beginning."""
    label, uid = source.description.label, source.description.uid
    tree = codes.tree(session)
    names = words_of([code for code in tree if code.path in told.asked_about])
    for turn in source.text.turns:
        if turn.role == "interviewer" and names is not None and names.search(source.text.text[turn.start : turn.end]):
            return Place(f"Asked and silent: {label}", uid, turn.start, turn.end)
    return Place(f"Asked and silent: {label}", uid)


def _unheard(told: Spread, known: Sequence[Description]) -> Iterator[Place]:
    unheard = [(name in told.waiting, group, name) for group, people in told.unused.items() for name in people]
    for waiting, group, name in sorted(unheard, key=lambda each: each[0]):
        of = next((each for each in known if each.participant == name), None)
        if of is not None:
            yet = " · nobody is done yet" if waiting else ""
            yield Place(f"Not heard: {name} · {group}{yet}", of.uid)

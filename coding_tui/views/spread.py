"""How what was found is spread, who is silent though asked, and who says the reverse: read before anything is claimed.

Reading the negative cases first is advice of long standing (Lincoln & Guba 1985, Naturalistic Inquiry, ch. 11).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from codebook.coding.codings import codings
from codebook.evidence.asking import Asking
from codebook.query import ANY_CODE, And, Code, Expression, Or, Relation
from codebook.retrieval.filters import may_answer
from codebook.retrieval.passages import Description, Excerpt, sources
from codebook.retrieval.understanding import understand
from codebook.scheme import codes
from codebook.team.assignments import assignments
from coding_tui.widgets.lines import Piece
from transcripts.document_labels import natural

REVERSE = "challenges"
NAMED = 40


@dataclass(frozen=True, slots=True)
class Spread:
    """By group (or kind): passages, documents of all, people of all; labels of the silent and the contrary. All are
    those that could answer the query; `waiting` are people with no document that anybody is done with.
    """

    groups: tuple[tuple[str, int, int, int, int, int], ...]
    unused: Mapping[str, tuple[str, ...]]
    waiting: frozenset[str]
    silent: tuple[str, ...]
    reverse: tuple[str, ...]
    asked_about: tuple[str, ...]


def spread(session: Session, found: Iterable[Excerpt], asked_for: str = "") -> Spread:
    """Of passages that were found. Silent are documents that somebody is done with, in which an interviewer asks for
    one of the passages' codes (`codebook.evidence.asking`), and which no passage is from; only those that could answer
    the query `asked_for`, by its filters on documents. Where nothing was found, the query's codes and documents stand
    for those of passages.
    """
    passages = list(found)
    texts = sources(session)
    known = [each.description for each in texts.values()]
    within = {e.document_uid for e in passages}
    voices = {e.participant for e in passages} - {""}
    asked_by = understand(session, asked_for) if asked_for else None
    paths = {path for e in passages for path in e.codes}
    if not passages and asked_by is not None:
        uids = {uid for code in _asked_for(asked_by.expression) for uid in asked_by.meant[code]}
        meant = [code for code in asked_by.tree if code.uid in uids]
    else:
        meant = [code for code in codes.tree(session) if code.path in paths]
    done = {each.document for each in assignments(session) if each.state == "done"}
    looked_at = {each.uid for each in known if asked_by is None or may_answer(asked_by.expression, each)}
    there = {_group(each) for each in known if each.uid in (within or looked_at)}
    known = [each for each in known if each.uid in looked_at or each.uid in within]
    able = {uid: texts[uid] for uid in done if uid in looked_at}
    asked = Asking(able, codings(session)).asked(meant) if meant else ()
    return Spread(
        tuple(_row(name, known, passages, within, voices) for name in sorted(there, key=natural)),
        {name: _unused(name, known, voices) for name in sorted(there, key=natural)},
        frozenset({each.participant for each in known} - {each.participant for each in known if each.uid in done}),
        tuple(sorted((texts[uid].description.label for uid in set(asked) - within), key=natural)),
        tuple(sorted({e.document for e in passages if e.stance == REVERSE}, key=natural)),
        tuple(code.path for code in meant),
    )


def _asked_for(expression: Expression) -> Iterator[Code]:
    """The codes whose passages a query asks for: not those that it leaves out, or sets them beside."""
    match expression:
        case Code() if expression != ANY_CODE:
            yield expression
        case And(parts) | Or(parts):
            yield from (code for part in parts for code in _asked_for(part))
        case Relation(left):
            yield from _asked_for(left)


def _group(known: Description) -> str:
    return known.group or known.kind or "documents"


def _row(
    name: str, known: list[Description], passages: list[Excerpt], within: set[str], voices: set[str]
) -> tuple[str, int, int, int, int, int]:
    mine = [each for each in known if _group(each) == name]
    uids = {each.uid for each in mine}
    people = {each.participant for each in mine} - {""}
    many = Counter(e.document_uid in uids for e in passages)[True]
    return name, many, len(within & uids), len(uids), len(voices & people), len(people)


def _unused(name: str, known: list[Description], voices: set[str]) -> tuple[str, ...]:
    people = {each.participant for each in known if _group(each) == name} - {""} - voices
    return tuple(sorted(people, key=natural))


def spread_pieces(found: Spread) -> Iterable[Piece]:
    """All of it, for reading: negative cases first."""
    about = ", ".join(found.asked_about[:3]) + (" …" if len(found.asked_about) > 3 else "")
    yield f"Asked and silent · {_many(len(found.silent), 'document')}\n", "strong"
    yield "Somebody is done with them, an interviewer comes to it, and no passage is from them", "quiet"
    yield f" ({about}).\n" if about else ".\n", "quiet"
    yield f"{_named(found.silent)}\n\n", "text"
    yield f"Says the reverse · {_many(len(found.reverse), 'document')}\n", "strong"
    yield "Passages whose stance is ‘challenges’.\n", "quiet"
    yield f"{_named(found.reverse)}\n\n", "text"
    yield "Spread\n", "strong"
    for name, many, documents, of, voices, people in found.groups:
        said = f"{_many(many, 'passage')} · {documents:,} of {of:,} documents"
        yield f"{name}: {said}{f' · {voices:,} of {people:,} participants' if people else ''}\n", "text"
    yield "\nUnused participants\n", "strong"
    for name, people_left in found.unused.items():
        heard = tuple(each for each in people_left if each not in found.waiting)
        unread = tuple(each for each in people_left if each in found.waiting)
        if heard:
            yield f"{name}: {_named(heard)}\n", "text"
        if unread:
            yield f"{name}, nobody is done with them yet: {_named(unread)}\n", "text"


def _named(labels: tuple[str, ...]) -> str:
    more = f" and {len(labels) - NAMED:,} more" if len(labels) > NAMED else ""
    return ", ".join(labels[:NAMED]) + more if labels else "nobody"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

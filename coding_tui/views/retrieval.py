"""What Retrieve shows, read from the project: passages found by codes, what to say of them, their context.

Made on a worker's thread; plain and frozen. Offsets are code points, half-open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from codebook.coding import codings
from codebook.coding.codings import uses
from codebook.query import And, Code, Expression, Filter, describe
from codebook.quoting import collected
from codebook.quoting.candidates import candidates
from codebook.retrieval.excerpts import of_codings, retrieve
from codebook.retrieval.filters import may_answer
from codebook.retrieval.passages import Description, Excerpt, descriptions
from codebook.retrieval.saved_queries import understood
from codebook.reviewing.agreed import agreed
from codebook.scheme import codes
from codebook.scheme.codes import CodeTree
from coding_tui.views.spread import REVERSE
from coding_tui.views.veil import masked
from coding_tui.views.workbench_view import STANCE_MARKS, hues
from exports.quotations.attribution import of_project
from exports.quotations.context import Context, around
from transcripts import coders, document_labels
from transcripts.document_labels import natural
from transcripts.texts import DocumentText, document_text

Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Coded:
    """A code behind a passage: its uid, its name, its path, and an index into `palette.HUES`."""

    uid: str
    name: str
    path: str
    hue: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that was found, ready to be listed. `agreed`: the share of coders done with it who have its code."""

    excerpt: Excerpt
    attribution: str
    codes: tuple[Coded, ...] = ()
    agreed: float | None = None
    reasons: tuple[str, ...] = ()
    """Why it stands where it does among the candidates for the report."""

    @property
    def span(self) -> Span:
        """Document (uid), start, end."""
        return self.excerpt.document_uid, self.excerpt.start, self.excerpt.end

    @property
    def key(self) -> str:
        """What the row is known by: the codings behind it, too, since two coders may have marked the same words."""
        return "/".join(map(str, (*self.span, *self.excerpt.codings)))

    @property
    def marks(self) -> str:
        """Stance and key passage, as short as they fit."""
        stance = STANCE_MARKS.get(self.excerpt.stance, "")
        return " ".join(part for part in (f"◇{stance}" if stance else "", "★" if self.excerpt.key else "") if part)


@dataclass(frozen=True, slots=True)
class Answer:
    """All that was found, what of it there is, and `remarks` for the person who asked."""

    passages: tuple[Passage, ...]
    noun: str
    count: int
    documents: int
    participants: int
    remarks: tuple[str, ...] = ()

    @property
    def counted(self) -> str:
        """`57 excerpts · 23 documents · 19 participants`."""
        parts = [counted(self.count, self.noun), counted(self.documents, "document")]
        return " · ".join((*parts, *((counted(self.participants, "participant"),) if self.participants else ())))


def counted(number: int, noun: str) -> str:
    """`1 document`, `1,204 documents`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


# -- asking -------------------------------------------------------------------------------------------------------


def by_codes(session: Session, query: str) -> Answer:
    """The excerpts of a query of the query language. Raises QuerySyntaxError and NotFound."""
    found = retrieve(session, query)
    tree = codes.tree(session)
    known = _coded(tree)
    of = attribution(session)
    shares = agreed(session, found.excerpts)
    passages = tuple(
        Passage(e, of(e), tuple(known[path] for path in e.codes if path in known), shares.get(e.codings))
        for e in found.excerpts
    )
    left_out = f"{counted(found.interviewer, 'excerpt')} left out: only the interviewer's words"
    remarks = (*found.notes, *((left_out,) if found.interviewer else ()))
    return _answer(session, passages, "excerpt", len(passages), remarks, understood(session, query))


def by_codings(session: Session, uids: Iterable[str], remark: str) -> Answer:
    """The excerpts of certain codings (uids), with a remark that says which they are."""
    known, of = _coded(codes.tree(session)), attribution(session)
    passages = tuple(
        Passage(e, of(e), tuple(known[path] for path in e.codes if path in known)) for e in of_codings(session, uids)
    )
    answer = _answer(session, passages, "excerpt", len(passages), ())
    return replace(answer, remarks=(remark, *answer.remarks))


def _coded(tree: CodeTree) -> dict[str, Coded]:
    colours = hues(tree)
    return {code.path: Coded(code.uid, code.name, code.path, colours.get(code.uid, 0)) for code in tree}


def attribution(session: Session) -> Callable[[Excerpt], str]:
    """How passages are attributed in this project."""
    return of_project(session).of


def _answer(
    session: Session, passages: tuple[Passage, ...], noun: str, count: int, remarks: Sequence[str],
    asked: Expression | None = None,
) -> Answer:  # fmt: skip
    within = {passage.excerpt.document_uid for passage in passages}
    voices = {passage.excerpt.participant for passage in passages} - {""}
    known = descriptions(session)
    able = known if asked is None else {uid: each for uid, each in known.items() if may_answer(asked, each)}
    unused = _unused(able, within, voices)
    return Answer(passages, noun, count, len(within), len(voices), (*((unused,) if unused else ()), *remarks))


def _unused(known: Mapping[str, Description], within: set[str], voices: set[str]) -> str:
    """`unused voices: 14 of 33 Police`: participants of these groups, as far as `known`, that no passage is from."""
    groups = {known[uid].group for uid in within if uid in known}
    there = {each.participant for each in known.values() if each.group in groups and each.participant}
    if not voices or not there:
        return ""
    of = next(iter(groups)) if len(groups) == 1 else "participants of these groups"
    return f"unused voices: {len(there - voices):,} of {len(there):,} {of}".rstrip()


# -- order --------------------------------------------------------------------------------------------------------

REPORT = "what to quote first"
ORDERS: Mapping[str, Callable[[Passage], tuple[object, ...]]] = {
    "group, then document": lambda p: (p.excerpt.kind, p.excerpt.group),
    "document": lambda _: (),
    "code": lambda p: tuple(code.path for code in p.codes),
    "coder": lambda p: (p.excerpt.coder,),
    "length, longest first": lambda p: (-len(p.excerpt.text),),
    "key passages first": lambda p: (not p.excerpt.key,),
    "the reverse first": lambda p: (p.excerpt.stance != REVERSE,),
    "least agreed first": lambda p: (2.0 if p.agreed is None else p.agreed,),
    REPORT: lambda _: (),
}
"""What comes first; within that by document, place and coder. `for_report` gives the last one."""


def ordered(passages: Iterable[Passage], order: str) -> list[Passage]:
    """The passages in one of the `ORDERS`."""

    def place(passage: Passage) -> tuple[object, ...]:
        excerpt = passage.excerpt
        return (ORDERS[order](passage), natural(excerpt.document), excerpt.start, excerpt.end, excerpt.coder)

    return sorted(passages, key=place)


def for_report(session: Session, passages: Sequence[Passage]) -> list[Passage]:
    """The passages in the order in which to look at them for the report, each with why."""
    by_excerpt: dict[int, Passage] = {id(each.excerpt): each for each in passages}
    found = candidates(session, [each.excerpt for each in passages])
    return [replace(by_excerpt[id(one.excerpt)], reasons=one.reasons) for one in found]


# -- one passage --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InContext:
    """A passage where it stands: what was asked before it (None when that is in `around`), and what is around it.

    `begins` and `ends` say that nothing of the same turn stands before or after it; `beside` are other codings there.
    """

    passage: Passage
    asker: str | None
    question: str | None
    around: Context
    begins: bool
    ends: bool
    beside: tuple[str, ...] = ()


def in_context(
    session: Session, passage: Passage, hidden: Sequence[tuple[int, int]] = (), turns: int = 1
) -> InContext:
    """The passage with so many turns either side of it, without the words of what is hidden. Raises NotFound when the
    document is gone.
    """
    document = document_text(session, passage.excerpt.document_uid)
    start, end = passage.excerpt.start, passage.excerpt.end
    if hidden:
        document, passage = _veiled(document, passage, hidden)
    found = (
        around(document, start, end, turns=turns)
        if document.turns
        else around(document, start, end, characters=600 * turns)
    )
    question = passage.excerpt.question
    shown = question is not None and any(line.text == question for line in found.before)
    asked = next((t.speaker for t in document.turns if question and document.text[t.start : t.end] == question), None)
    first, last = document.turn_at(start), document.turn_at(max(start, end - 1))
    begins = first is None or not document.text[first.start : start].strip()
    ends = last is None or not document.text[end : last.end].strip()
    beside = _beside(session, passage)
    return InContext(passage, asked, None if shown else question, found, begins and bool(document.turns), ends, beside)


def _beside(session: Session, passage: Passage) -> tuple[str, ...]:
    """Other codings that share a character with the passage: `Theme/Code · Ann`, in the codebook's order."""
    place = passage.excerpt
    there = {
        (each.code, each.coder)
        for each in codings.codings(session, documents=[place.document_uid])
        if each.start < place.end and place.start < each.end and each.uid not in place.codings
    }
    return tuple(
        f"{code.path} · {', '.join(sorted(coder for uid, coder in there if uid == code.uid))}"
        for code in codes.tree(session)
        if any(uid == code.uid for uid, _ in there)
    )


def _veiled(
    document: DocumentText, passage: Passage, hidden: Sequence[tuple[int, int]]
) -> tuple[DocumentText, Passage]:
    """Document, passage and the question before it, without the words of what is hidden."""
    text, excerpt = masked(document.text, hidden), passage.excerpt
    question = next((text[t.start : t.end] for t in document.turns
                     if excerpt.question and document.text[t.start : t.end] == excerpt.question), None)  # fmt: skip
    said = replace(excerpt, text=text[excerpt.start : excerpt.end], question=question)
    return replace(document, text=text), replace(passage, excerpt=said)


def collected_spans(session: Session) -> frozenset[Span]:
    """The passages that are collected as quotations."""
    return frozenset(
        (each.excerpt.document_uid, each.excerpt.start, each.excerpt.end) for each in collected.collected(session)
    )


def collect(session: Session, passages: Iterable[Passage], coder: str) -> int:
    """Put passages aside for the report, each under the first of its codes; returns how many were new."""
    person = coders.ensure(session, coder)
    there = set(collected_spans(session))
    new = {passage.span: passage for passage in passages if passage.span not in there}
    for (document, start, end), passage in new.items():
        code = passage.codes[0].uid if passage.codes else None
        collected.add(session, document, start, end, coder=person, code=code)
    return len(new)


# -- before anything is asked -------------------------------------------------------------------------------------


def examples(session: Session) -> tuple[str, ...]:
    """Queries that this project can answer: its most used code, that code's theme, a filter; none without codings."""
    used = uses(session)
    tree = codes.tree(session)
    best = max((code for code in tree if code.uid in used), key=lambda code: used[code.uid].codings, default=None)
    if best is None:
        return ()
    group = next((known.group for known in descriptions(session).values() if known.group), "")
    below = (Code(best.names[:1], subtree=True),) if best.depth else ()
    narrowed = (And(below or (Code(best.names),), (), (Filter("group", (group,)),)),) if group else ()
    return tuple(describe(asked) for asked in (Code(best.names[-1:]), *below, *narrowed))


def has_documents(session: Session) -> bool:
    """Whether there is anything to search."""
    return bool(document_labels.uids_by_label(session))

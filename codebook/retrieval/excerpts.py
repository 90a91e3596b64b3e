"""Retrieval: the excerpts that a query asks for, in reading order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlmodel import Session

from codebook import query
from codebook.coding.codings import Coding, codings
from codebook.query import ANY_CODE, And, Code, Expression, Filter, Or, Relation, Saved
from codebook.retrieval.filters import coding_passes, document_passes, is_about_document
from codebook.retrieval.passages import Description, Excerpt, Source, descriptions, sources, unit_begins
from codebook.retrieval.understanding import Understood, asks_for_rounds, filters_in, understand
from codebook.scheme import codes
from codebook.spans import Span
from codebook.team.assignments import assignments
from codebook.team.rounds import MAIN
from transcripts.uncollected import uncollected

__all__ = ["Excerpt", "Retrieval", "everything", "excerpts", "of_codings", "retrieve"]


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What a query found, by kind, group and label of the document, then by place.

    `interviewer` counts the excerpts that were left out because all their words are an interviewer's; `notes` are
    one-line remarks for the person who asked.
    """

    excerpts: tuple[Excerpt, ...]
    interviewer: int = 0
    notes: tuple[str, ...] = ()


def excerpts(session: Session, asked: str | Expression, *, include_interviewer: bool = False) -> list[Excerpt]:
    """The excerpts that `retrieve` finds, alone."""
    return list(retrieve(session, asked, include_interviewer=include_interviewer).excerpts)


def everything(session: Session, *, include_interviewer: bool = False) -> Retrieval:
    """Every coding of the project as an excerpt."""
    return retrieve(session, ANY_CODE, include_interviewer=include_interviewer)


def of_codings(session: Session, uids: Iterable[str]) -> list[Excerpt]:
    """The codings of these uids as excerpts, one by one, in reading order; those that are gone are left out."""
    wanted = frozenset(uids)
    paths = {code.uid: code.path for code in codes.tree(session)}
    made: dict[str, list[Coding]] = {}
    for coding in codings(session, round=None):
        if coding.uid in wanted:
            made.setdefault(coding.document, []).append(coding)
    return [
        source.cut(coding.start, coding.end, (coding,), paths)
        for uid, source in sources(session, made).items()
        for coding in made[uid]
    ]


@uncollected()
def retrieve(session: Session, asked: str | Expression, *, include_interviewer: bool = False) -> Retrieval:
    """The excerpts that a query (text of the query language, or its tree) means.

    A single code gives its codings one by one. It means itself alone, a theme too, as everywhere in the program: its
    counts, agreement and quotations are of the same codings, those of the main round; a filter such as
    `round:calibration` asks for others. `Theme/*` is the theme and all below it, one by one too;
    naming a theme that is empty itself is answered with a note. AND, OR and AND NOT give stretches of text, each with
    the codings that brought it here; stretches of nothing but white space are left out.
    Excerpts whose words are all an interviewer's are left out and counted, unless asked for: by `include_interviewer`,
    or by a filter that says whose words are wanted (`role:interviewer`, `speaker:Ann`).

    Raises QuerySyntaxError, and NotFound for a code, field or value that does not exist, with the nearest that do.
    """
    known = understand(session, asked)
    expression = known.expression
    paths = {code.uid: code.path for code in known.tree}
    kept: list[Excerpt] = []
    interviewer = 0
    whose = [given for given in query.filters_on_all(expression) if given.field in ("role", "speaker")]
    everybody = include_interviewer or any(not given.negated for given in whose)
    for question in _questions(session, expression, known):
        source = question.source
        for start, end, behind in question.answer(expression):
            if not everybody and source.is_interviewer(start, end):
                interviewer += 1
            else:
                kept.append(source.cut(start, end, behind, paths))
    return Retrieval(tuple(kept), interviewer, known.notes)


# -- one document -------------------------------------------------------------------------------------------------


class _Question:
    """A query put to one document and the codings in it; `all` are the questions to every document that can answer."""

    def __init__(
        self, source: Source, made: Sequence[Coding], meant: Mapping[Code, frozenset[str]], all_: list[_Question]
    ) -> None:
        self.source = source
        self.made = made
        self.meant = meant
        self.all = all_
        self.known: dict[tuple[Expression, tuple[Filter, ...]], bool] = {}

    def answer(self, expression: Expression) -> Iterator[tuple[int, int, Sequence[Coding]]]:
        """The spans of the answer, each with the codings behind it."""
        spans = self.spans(expression)
        one_by_one = _one_by_one(expression, ())
        if one_by_one is not None:
            meant = set(spans)
            for coding in self.passing(*one_by_one):
                if (coding.start, coding.end) in meant:
                    yield coding.start, coding.end, (coding,)
            return
        speaking = [span for span in spans if not self.source.text.text[slice(*span)].isspace()]
        if not speaking:
            return
        uids = {c.uid for code, given in _wanted(expression, ()) for c in self.passing(code, given)}
        yield from _with_evidence(speaking, [coding for coding in self.made if coding.uid in uids])

    def spans(self, expression: Expression, filters: tuple[Filter, ...] = ()) -> list[Span]:
        """The answer's spans alone."""
        return query.evaluate(
            expression, lambda code, given: [(c.start, c.end) for c in self.passing(code, given)], self, filters
        )

    def numbers(self, unit: str, span: Span) -> Span:
        """The numbers of the sentences or turns that a span touches."""
        begins = self._sentences if unit == "sentence" else self._turns
        first = max(bisect_right(begins, span[0]) - 1, 0)
        return first, max(bisect_left(begins, span[1]), first + 1)

    @cached_property
    def _sentences(self) -> list[int]:
        return unit_begins(self.source.text, "sentence")

    @cached_property
    def _turns(self) -> list[int]:
        return unit_begins(self.source.text, "turn")

    def together(self, expression: Expression, filters: tuple[Filter, ...], scope: str) -> bool:
        """Whether another document of the same case or participant answers."""
        mine = _belongs(self.source.description, scope)
        return any(
            each.answers(expression, filters)
            for each in self.all
            if each is not self and mine & _belongs(each.source.description, scope)
        )

    def answers(self, expression: Expression, filters: tuple[Filter, ...]) -> bool:
        """Whether anything in this document answers."""
        if (expression, filters) not in self.known:
            self.known[expression, filters] = bool(self.spans(expression, filters))
        return self.known[expression, filters]

    def passing(self, code: Code, filters: Sequence[Filter]) -> list[Coding]:
        """The codings of a code (or subtree) that pass every filter."""
        if not all(document_passes(f, self.source.description) for f in filters if is_about_document(f)):
            return []
        closer = [f for f in filters if not is_about_document(f)]
        uids = self.meant[code]
        if not closer:
            return [c for c in self.made if c.code in uids]
        return [c for c in self.made if c.code in uids and all(coding_passes(f, c, self.source) for f in closer)]


def _belongs(known: Description, scope: str) -> frozenset[str]:
    return frozenset(known.cases if scope == "case" else (known.participant,)) - {""}


def _with_evidence(spans: Sequence[Span], made: Sequence[Coding]) -> Iterator[tuple[int, int, Sequence[Coding]]]:
    """Each span with the codings that share a character with it; both come in order of their starts."""
    open_: list[Coding] = []
    following = 0
    for start, end in spans:
        while following < len(made) and made[following].start < end:
            open_.append(made[following])
            following += 1
        open_ = [coding for coding in open_ if coding.end > start]
        yield start, end, tuple(open_)


# -- the query ----------------------------------------------------------------------------------------------------


def _wanted(expression: Expression, filters: tuple[Filter, ...]) -> Iterator[tuple[Code, tuple[Filter, ...]]]:
    """The codes that bring text in (those after NOT only take away), with the filters that hold for each."""
    if isinstance(expression, Code):
        yield expression, filters
        return
    if isinstance(expression, Relation):
        yield from _wanted(expression.left, filters)
        return
    if isinstance(expression, Saved):  # `retrieve` has put what it stands for in its place
        return
    narrowed = filters if isinstance(expression, Or) else (*filters, *expression.filters)
    if isinstance(expression, And) and not expression.parts:
        yield ANY_CODE, narrowed
    for part in expression.parts:
        yield from _wanted(part, narrowed)


def _one_by_one(expression: Expression, filters: tuple[Filter, ...]) -> tuple[Code, tuple[Filter, ...]] | None:
    """The code whose codings answer one by one, with the filters on it; None when the answer is stretches of text."""
    if isinstance(expression, Relation):
        return _one_by_one(expression.left, filters)
    if isinstance(expression, And) and len(expression.parts) < 2 and not expression.without:
        return _one_by_one(expression.parts[0] if expression.parts else ANY_CODE, (*filters, *expression.filters))
    return (expression, filters) if isinstance(expression, Code) else None


# -- the project --------------------------------------------------------------------------------------------------


def _questions(session: Session, expression: Expression, asked: Understood) -> list[_Question]:
    """The query put to each document that can answer, in reading order, with the codings that it speaks of."""
    known = descriptions(session)
    whole = [given for given in query.filters_on_all(expression) if is_about_document(given)]
    able = [uid for uid, about in known.items() if all(document_passes(given, about) for given in whole)]
    made: dict[str, list[Coding]] = {}
    for coding in _asked_about(session, expression, asked, able if len(able) < len(known) else None):
        made.setdefault(coding.document, []).append(coding)
    states = _states(session) if any(given.field == "state" for given in filters_in(expression)) else {}
    found: list[_Question] = []
    for uid, source in sources(session, made, known).items():
        source.states = states
        found.append(_Question(source, made[uid], asked.meant, found))
    return found


def _asked_about(
    session: Session, expression: Expression, asked: Understood, documents: list[str] | None
) -> list[Coding]:
    """The codings of the codes that a query names, in these documents (None: all); no limit is put that limits nothing:
    the database would look each code up by itself, and sort what it finds.
    """
    named = frozenset[str]().union(*asked.meant.values())
    rounds = None if asks_for_rounds(expression) else MAIN
    wanted = None if len(named) == len(asked.tree) else sorted(named)
    return codings(session, documents=documents, codes=wanted, round=rounds)


def _states(session: Session) -> dict[tuple[str, str, str], str]:
    """How far coders are: by document (uid), coder and round."""
    return {(each.document, each.coder, each.round): each.state for each in assignments(session)}

"""Retrieval: the excerpts that a query asks for, in reading order."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlmodel import Session

from codebook import codes, query
from codebook.assignments import assignments
from codebook.codes import CodeTree
from codebook.codings import Coding, codings, in_other_rounds, uses
from codebook.filters import coding_passes, document_passes, is_about_document, require_known, suggestion
from codebook.passages import Description, Excerpt, Source, descriptions, sources
from codebook.paths import format_path, name_key, path_key
from codebook.query import ANY_CODE, And, Code, Expression, Filter, Or, Relation, Saved
from codebook.rounds import MAIN
from codebook.saved_queries import understood
from codebook.spans import Span
from transcripts import attributes
from transcripts.errors import NotFound

__all__ = ["Excerpt", "Retrieval", "everything", "excerpts", "of_codings", "retrieve"]


_LOWER = re.compile(r"\b(and|or|not|within|overlaps|before|near|same)\b")


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
    expression = understood(session, asked)
    tree = codes.tree(session)
    meant = {code: _uids(tree, code) for code in _named(expression)}
    require_known(_filters(expression), attributes.types(session))
    paths = {code.uid: code.path for code in tree}
    kept: list[Excerpt] = []
    interviewer = 0
    whose = [given for given in query.filters_on_all(expression) if given.field in ("role", "speaker")]
    everybody = include_interviewer or any(not given.negated for given in whose)
    for question in _questions(session, expression, meant):
        source = question.source
        for start, end, behind in question.answer(expression):
            if not everybody and source.is_interviewer(start, end):
                interviewer += 1
            else:
                kept.append(source.cut(start, end, behind, paths))
    notes = (*_notes(session, tree, meant), *_other_rounds(session, expression, meant))
    return Retrieval(tuple(kept), interviewer, notes)


# -- one document -------------------------------------------------------------------------------------------------


class _Question:
    """A query put to one document and the codings in it; `all` are the questions to every document that can answer."""

    def __init__(
        self, source: Source, made: Sequence[Coding], meant: dict[Code, frozenset[str]], all_: list[_Question]
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
        from transcripts.language import sentence_bounds  # noqa: PLC0415 - few queries ask for sentences

        return [start for start, _ in sentence_bounds(self.source.text.text, self.source.text.turns)]

    @cached_property
    def _turns(self) -> list[int]:
        return [turn.label_start for turn in self.source.text.turns]

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


def _named(expression: Expression) -> set[Code]:
    """The codes that a query names, and “whatever is coded” where it names none."""
    return {*query.codes_in(expression), *_left_out(expression)}


def _left_out(expression: Expression) -> Iterator[Code]:
    """“Whatever is coded”, where filters alone stand."""
    if isinstance(expression, And) and not expression.parts:
        yield ANY_CODE
    for part in query.operands(expression):
        yield from _left_out(part)


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


def _filters(expression: Expression) -> Iterator[Filter]:
    if isinstance(expression, And):
        yield from expression.filters
    for part in query.operands(expression):
        yield from _filters(part)


def _asks_for_rounds(expression: Expression) -> bool:
    return any(given.field == "round" for given in _filters(expression))


def _uids(tree: CodeTree, code: Code) -> frozenset[str]:
    if code == ANY_CODE:
        return frozenset(known.uid for known in tree)
    if code.wild:
        return _matching(tree, code)
    path = format_path(code.names)
    try:
        found = tree.find(path)
    except NotFound as error:
        ending = path_key(code.names)
        if any(path_key(known.names)[-len(ending) :] == ending for known in tree):
            raise
        near = suggestion(path, (known.path for known in tree))
        if _LOWER.search(path):
            near = " AND, OR, NOT, WITHIN, OVERLAPS, BEFORE, NEAR and SAME are written in capitals."
        raise NotFound(f"There is no code ‘{path}’.{near}" if near else str(error)) from None
    return frozenset(known.uid for known in (tree.under(found) if code.subtree else (found,)))


def _matching(tree: CodeTree, code: Code) -> frozenset[str]:
    """The codes whose path ends in names like these, a star being any letters."""
    patterns = [re.compile(".*".join(map(re.escape, name_key(name).split("*")))) for name in code.names]
    found = [
        known for known in tree
        if len(known.names) >= len(patterns)
        and all(p.fullmatch(name_key(n)) for p, n in zip(patterns[::-1], known.names[::-1], strict=False))
    ]  # fmt: skip
    if not found:
        raise NotFound(f"No code is like ‘{'/'.join(code.names)}’. A star stands for any letters of a name.")
    return frozenset(known.uid for each in found for known in (tree.under(each) if code.subtree else (each,)))


# -- the project --------------------------------------------------------------------------------------------------


def _questions(session: Session, expression: Expression, meant: dict[Code, frozenset[str]]) -> list[_Question]:
    """The query put to each document that can answer, in reading order, with the codings that it speaks of."""
    known = descriptions(session)
    whole = [given for given in query.filters_on_all(expression) if is_about_document(given)]
    made: dict[str, list[Coding]] = {}
    rounds = None if _asks_for_rounds(expression) else MAIN
    for coding in codings(session, codes=sorted(frozenset().union(*meant.values())), round=rounds):
        made.setdefault(coding.document, []).append(coding)
    able = [uid for uid in made if all(document_passes(given, known[uid]) for given in whole)]
    states = _states(session) if any(given.field == "state" for given in _filters(expression)) else {}
    found: list[_Question] = []
    for uid, source in sources(session, able).items():
        source.states = states
        found.append(_Question(source, made[uid], meant, found))
    return found


def _states(session: Session) -> dict[tuple[str, str, str], str]:
    """How far coders are: by document (uid), coder and round."""
    return {(each.document, each.coder, each.round): each.state for each in assignments(session)}


def _notes(session: Session, tree: CodeTree, meant: dict[Code, frozenset[str]]) -> Iterator[str]:
    """What a person who named a theme by itself may want to know: that it is empty, and what is below it."""
    used = uses(session)
    for known in tree:
        if any(not code.subtree and uids == {known.uid} for code, uids in meant.items()) and known.uid not in used:
            below = sum(used[code.uid].codings for code in tree.under(known) if code.uid in used)
            if below:
                yield f"‘{known.path}’ itself has no codings; below it there are {below:,}. Ask for “{known.path}/*”."


def _other_rounds(session: Session, expression: Expression, meant: dict[Code, frozenset[str]]) -> Iterator[str]:
    """That codings of other rounds are left out, where there are any and nobody asked for them."""
    if _asks_for_rounds(expression):
        return
    for name, many in in_other_rounds(session, frozenset().union(*meant.values())).items():
        which = f"{many:,} codings of the round ‘{name}’ are" if many != 1 else f"1 coding of the round ‘{name}’ is"
        yield f"{which} left out. Ask for round:{_quoted(name)}."


def _quoted(value: str) -> str:
    return value if re.fullmatch(r"[\w-]+", value) else f'"{value}"'

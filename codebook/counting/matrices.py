"""Matrices: what is coded, counted by two things at once, each count with what it is out of.

    made = matrix(session, "theme", "group", count="documents")
    made.rows, made.columns        headings, in order (code paths in the codebook's order)
    made.cell("Delay", "Police")   Cell(n=11, of=33, codings=(uids of the codings it counts), documents=(uids))
    made.cells[i][j]               the same by number of row and column
    made.counts, made.out_of       what `n` and `of` count, in words
    made.notes                     what was left out, one line each

A document is *eligible* when a coder who counts has marked it done: in the others a blank is not a “no” but missing.
They are left out of documents, participants, words and share, and counted in a note. Where nobody was given anything
to code, every document with a coding is eligible. What only an interviewer says is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from sqlmodel import Session

from codebook import query
from codebook.coding.codings import Coding, codings
from codebook.counting.matrix_axes import SPLIT, Axis, axis, split
from codebook.evidence.asking import Asking
from codebook.query import Filter
from codebook.retrieval.excerpts import retrieve
from codebook.retrieval.filters import may_answer, name_passes
from codebook.retrieval.passages import Description, Source, sources
from codebook.retrieval.saved_queries import understood
from codebook.scheme import codes
from codebook.spans import Span, intersection, region, words_touched
from codebook.team.assignments import assignments
from codebook.team.rounds import MAIN
from transcripts.errors import WorkbenchError
from transcripts.uncollected import uncollected

ASKED = "Asked: an interviewer says the name of a code or one of its cues, or a passage is marked as prompted."
COUNTS = ("codings", "documents", "participants", "words", "share")
BASES = ("eligible", "asked", "row", "column", "all")


@dataclass(frozen=True, slots=True)
class Cell:
    """`n` of `of` (None: out of nothing in particular); the codings counted and their documents, by uid.

    `n` is whole but for figures of trackers (`months`).
    """

    n: float
    of: int | None
    codings: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    @property
    def share(self) -> float | None:
        """n / of; None when there is nothing that it could be out of."""
        return self.n / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts by row and column. `row_axis`, `column_axis` name the axes; `count` and `base` are as they were asked for.

    `counts` and `out_of` say in words what `n` and `of` count; `asked` is the query, "" for all codings.
    """

    row_axis: str
    column_axis: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    count: str
    base: str
    counts: str
    out_of: str
    asked: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def by_stance(self) -> bool:
        """Whether every column is split by stance."""
        return self.column_axis.endswith(SPLIT)

    @property
    def size(self) -> str:
        """`6 rows × 5 columns`."""
        rows, columns = len(self.rows), len(self.columns)
        return f"{rows:,} row{'s' * (rows != 1)} × {columns:,} column{'s' * (columns != 1)}"

    def cell(self, row: str, column: str) -> Cell:
        """The cell of two headings. Raises ValueError for a heading that is not there."""
        return self.cells[self.rows.index(row)][self.columns.index(column)]


@uncollected()
def matrix(
    session: Session, rows: str, columns: str, *, count: str = "codings", base: str = "", asked: str = "",
    stances: bool = False,
) -> Matrix:  # fmt: skip
    """Count codings by two axes (`matrix_axes.NAMES`).

    `count`: one of `COUNTS`; words are of participants' speech, each word once however often and in however many pieces
    it is coded; share is of words, too. `base`: one of `BASES`; documents, participants, words and share are out of
    what is eligible unless told otherwise, codings out of all. `asked`: only the text that a query means counts.
    `stances` splits every column. Row, column and all are without repetition: a document in several columns is one
    document of its row.
    Raises NotFound, QuerySyntaxError, WorkbenchError.
    """
    base = base or ("all" if count == "codings" else "eligible")
    if count not in COUNTS or base not in BASES:
        raise WorkbenchError(f"A matrix counts {', '.join(COUNTS)}, out of {', '.join(BASES)}.")
    if count == "codings" and base in ("eligible", "asked"):
        raise WorkbenchError("There is no number of codings that could have been. Count documents, or --of row.")
    if base == "asked":
        _require_asking(count, rows, columns)
    counting = material(session, asked)
    known = [source.description for source in counting.sources.values()]
    across, down = axis(session, rows, known), axis(session, columns, known)
    down = split(down) if stances else down
    asking = _asking(session, counting, across, down) if base == "asked" else None
    counter = _Counter(counting, across, down, count, asking)
    cells = tuple(tuple(counter.cell(row, column, base) for column in down.headings) for row in across.headings)
    return Matrix(
        across.title, down.title, across.headings, down.headings, cells, count, base, _COUNTED[count],
        _out_of(count, base, counting), asked,
        (*counting.notes, *counting.undone("in counts of codings only"), *counter.notes()),
    )  # fmt: skip


def _require_asking(count: str, *axes: str) -> None:
    codes = [each for each in axes if each.partition(":")[0] in ("code", "theme")]
    if len(codes) != 1 or count not in ("documents", "participants"):
        raise WorkbenchError(
            "Who was asked is known of codes or themes by something else, for documents or participants."
        )


def _asking(session: Session, material: Material, *axes: Axis) -> Callable[[str, str], frozenset[str]]:
    """The documents in which somebody is asked for the code of a cell, given by row and column."""
    tree = codes.tree(session)
    told = Asking({uid: material.sources[uid] for uid in material.done if uid in material.sources}, codings(session))
    number, side = next((at, each) for at, each in enumerate(axes) if each.is_of_codes)
    whole = side.name == "theme"

    @cache
    def asked(path: str) -> frozenset[str]:
        code = tree.find(path)
        return told.asked(tree.under(code) if whole else [code])

    return lambda row, column: asked(side.apart((row, column)[number])[0])


_COUNTED = {
    "codings": "codings", "documents": "documents with such a coding",
    "participants": "participants with such a coding", "words": "coded words of participants",
    "share": "coded words of participants",
}  # fmt: skip
_THINGS = {"codings": "codings", "documents": "documents", "participants": "participants in documents",
           "words": "words of speech in documents", "share": "words of speech in documents"}  # fmt: skip


def _out_of(count: str, base: str, material: Material) -> str:
    if base == "asked":
        return f"{_THINGS[count]} that somebody is done with and in which an interviewer asks for it"
    if base == "eligible":
        whose = "that somebody is done with" if material.assigned else "with any coding"
        return f"{_THINGS[count]} {whose}, of the row and the column"
    return f"{_COUNTED[count]} in {'the whole matrix' if base == 'all' else f'the {base}'}"


# -- what is counted ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Material:
    """The codings that count, with the text of each that does, by document; and who is done with which documents."""

    sources: Mapping[str, Source]
    codings: Sequence[Coding]
    answer: Mapping[str, Sequence[Span]] | None
    done: Mapping[str, frozenset[str]]
    assigned: bool
    notes: tuple[str, ...]

    def undone(self, what: str, kind: str | None = None) -> tuple[str, ...]:
        """A note on documents (of a kind) with codings that nobody is done with: `what` becomes of them; or none."""
        left = {coding.document for coding in self.codings if coding.document in self.sources} - set(self.done)
        many = sum(1 for uid in left if kind is None or self.sources[uid].description.kind == kind)
        documents = f"{many:,} document{'s' * (many != 1)}"
        return (f"{documents} with codings that nobody is done with: {what}.",) if many else ()

    def spans(self, coding: Coding) -> Sequence[Span]:
        """The text of a coding that the query means."""
        whole = [(coding.start, coding.end)]
        return whole if self.answer is None else intersection(whole, self.answer.get(coding.document, ()))


def material(session: Session, asked: str) -> Material:
    """What counts in a project, and of it what a query means. Raises QuerySyntaxError, NotFound."""
    expression = understood(session, asked) if asked else None
    filters = query.filters_on_all(expression) if expression else ()
    texts = sources(session)
    wanted, answer, silent, notes = _asked(session, asked) if asked else _all(session, texts)
    done, assigned = _done(session, filters, wanted)
    kept = {uid: s for uid, s in texts.items() if expression is None or may_answer(expression, s.description)}
    if silent:
        notes.append(f"{silent:,} passage{'s' * (silent != 1)} left out: only an interviewer's words.")
    return Material(kept, wanted, answer, done, assigned, tuple(notes))


def _all(session: Session, texts: Mapping[str, Source]) -> tuple[list[Coding], None, int, list[str]]:
    found = codings(session)
    said = [c for c in found if not texts[c.document].is_interviewer(c.start, c.end)]
    return said, None, len(found) - len(said), []


def _asked(session: Session, asked: str) -> tuple[list[Coding], dict[str, list[Span]], int, list[str]]:
    found = retrieve(session, asked)
    places: dict[str, list[Span]] = defaultdict(list)
    uids: set[str] = set()
    for excerpt in found.excerpts:
        places[excerpt.document_uid].append((excerpt.start, excerpt.end))
        uids.update(excerpt.codings)
    behind = [coding for coding in codings(session, round=None) if coding.uid in uids]
    return behind, {uid: region(spans) for uid, spans in places.items()}, found.interviewer, list(found.notes)


def _done(
    session: Session, filters: Iterable[Filter], made: Iterable[Coding]
) -> tuple[dict[str, frozenset[str]], bool]:
    """Who is done with which documents in the round asked about (main unless told); where nothing was ever assigned,
    who coded anything in them.
    """
    limits = list(filters)
    coders = [each for each in limits if each.field == "coder"]
    rounds = [each for each in limits if each.field == "round"] or [Filter("round", (MAIN,))]
    given = assignments(session)
    whose = [(each.document, each.coder, each.round) for each in given if each.state == "done"]
    read = whose if given else list(dict.fromkeys((coding.document, coding.coder, coding.round) for coding in made))

    @cache
    def counts(coder: str, round_: str) -> bool:
        return all(name_passes(each, coder) for each in coders) and all(name_passes(each, round_) for each in rounds)

    found: dict[str, set[str]] = defaultdict(set)
    for document, coder, round_ in read:
        if counts(coder, round_):
            found[document].add(coder)
    return {document: frozenset(names) for document, names in found.items()}, bool(given)


# -- counting -----------------------------------------------------------------------------------------------------


class _Counter:
    """The codings sorted into cells, and what each cell comes to."""

    def __init__(
        self, material: Material, rows: Axis, columns: Axis, count: str,
        asked: Callable[[str, str], frozenset[str]] | None = None,
    ) -> None:  # fmt: skip
        self.asked = asked
        self.material, self.rows, self.columns, self.count = material, rows, columns, count
        self.of_coders = "coder" in (rows.name, columns.name)
        self.within: dict[tuple[str | None, str | None], list[Coding]] = defaultdict(list)
        for coding in material.codings:
            source = material.sources.get(coding.document)
            if source is not None:
                self._sort(coding, source.description)

    def _sort(self, coding: Coding, known: Description) -> None:
        rows, columns = self.rows.holding(coding, known), self.columns.holding(coding, known)
        if not (rows and columns):
            return
        self.within[None, None].append(coding)
        for row in rows:
            self.within[row, None].append(coding)
            for column in columns:
                self.within[row, column].append(coding)
        for column in columns:
            self.within[None, column].append(coding)

    def cell(self, row: str, column: str, base: str) -> Cell:
        """What is counted of a row and column."""
        found = self._counting(self.within.get((row, column), ()))
        if self.asked is not None:
            there = self.asked(row, column)
            found = [coding for coding in found if coding.document in there]
        of = {
            "eligible": lambda: self._eligible(row, column),
            "asked": lambda: self._eligible(row, column),
            "row": lambda: self._number(self._counting(self.within[row, None])),
            "column": lambda: self._number(self._counting(self.within[None, column])),
            "all": lambda: self._number(self._counting(self.within[None, None])),
        }[base]()  # fmt: skip
        documents = tuple(dict.fromkeys(coding.document for coding in found))
        return Cell(self._number(found), of, tuple(coding.uid for coding in found), documents)

    def _counting(self, found: Sequence[Coding]) -> Sequence[Coding]:
        if self.count == "codings":
            return found
        able = [coding for coding in found if self._is_done(coding)]
        return able if self.count != "participants" else [c for c in able if self._participant(c.document)]

    def _is_done(self, coding: Coding) -> bool:
        """Whether anybody who counts is done with its document; where coders are told apart, its own coder."""
        done = self.material.done.get(coding.document, frozenset())
        return coding.coder in done if self.of_coders else bool(done)

    def _number(self, found: Sequence[Coding]) -> int:
        if self.count == "codings":
            return len(found)
        documents = {coding.document for coding in found}
        if self.count == "documents":
            return len(documents)
        if self.count == "participants":
            return len({self._participant(uid) for uid in documents})
        spans: dict[str, list[Span]] = defaultdict(list)
        for coding in found:
            spans[coding.document].extend(self.material.spans(coding))
        return sum(self._words(uid, intersection(region(said), self._speech(uid))) for uid, said in spans.items())

    def _eligible(self, row: str, column: str) -> int:
        documents = [uid for uid in self.material.done if self._may(uid, row, column)]
        if self.asked is not None:
            there = self.asked(row, column)
            documents = [uid for uid in documents if uid in there]
        if self.count == "documents":
            return len(documents)
        if self.count == "participants":
            return len({self._participant(uid) for uid in documents} - {""})
        return sum(self._spoken[uid] for uid in documents)

    def _may(self, uid: str, row: str, column: str) -> bool:
        """Whether a document belongs to the row and the column, and a coder named by either is done with it."""
        source = self.material.sources.get(uid)
        return source is not None and all(
            side.may_hold(heading, source.description, self.material.done[uid])
            for side, heading in ((self.rows, row), (self.columns, column))
        )

    def _participant(self, uid: str) -> str:
        return self.material.sources[uid].description.participant

    @cached_property
    def _spoken(self) -> dict[str, int]:
        able = [uid for uid in self.material.done if uid in self.material.sources]
        return {uid: self._words(uid, self._speech(uid)) for uid in able}

    def _speech(self, uid: str) -> list[Span]:
        return region(self.material.sources[uid].text.speech())

    def _words(self, uid: str, spans: Sequence[Span]) -> int:
        return words_touched(self.material.sources[uid].text.text, spans)

    def notes(self) -> list[str]:
        """What cannot be counted: nobody has said whose it is, or its coder is not done."""
        told = [self._unfinished()] if self.of_coders else []
        if self.asked is not None:
            told.append(ASKED)
        elif self.count == "participants":
            told.append(self._nobodys())
        return [note for note in told if note]

    def _unfinished(self) -> str:
        """Documents that others are done with, and a coder with codings in them is not."""
        made = self.within.get((None, None), ())
        left = {c.document for c in made if c.document in self.material.done and not self._is_done(c)}
        if not left:
            return ""
        documents = f"{len(left):,} document{'s' * (len(left) != 1)}"
        return f"{documents} with codings of coders who are not done with them: in counts of codings only."

    def _nobodys(self) -> str:
        documents = {coding.document for coding in self.within.get((None, None), ())}
        nobody = sum(1 for uid in documents if not self._participant(uid))
        documents_belong = "document with codings belongs" if nobody == 1 else "documents with codings belong"
        return f"{nobody:,} {documents_belong} to no participant." if nobody else ""

"""The convergence coding matrix: themes by kinds of evidence, with what each kind has to say of each theme.

The protocol is Farmer et al. (2006), Qualitative Health Research 16(3), 377–394, as O'Cathain, Murphy & Nicholl (2010),
BMJ 341, c4587, give it for mixed methods: findings are sorted by source, set beside each other for each theme, and
people, two of them apart, judge whether the sources agree, agree in part, are silent or contradict each other. This
module lays out the evidence that they judge by; it judges nothing (`convergence` compares what they said).

A document counts when somebody marked it done: in others a blank is not a “no” but missing. Offsets are code points.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nsmallest
from itertools import chain
from operator import itemgetter

from sqlmodel import Session, select

from codebook.coding.codings import Coding
from codebook.counting.material import Material, material
from codebook.evidence.asking import Asking
from codebook.evidence.triangulation_tables import Finding
from codebook.retrieval.passages import Description
from codebook.scheme import codes
from codebook.scheme.codes import Code, CodeTree
from transcripts.document_labels import natural
from transcripts.uncollected import uncollected

EXAMPLES = 3
"""At most so many for each cell."""
NOT_ASKED, NOT_RAISED, NO_DATA = "not asked", "not raised", "no data"
"""How a source is silent, as far as words can tell: no question comes to the theme (or nobody asks, as in notes and
files, where a person has to say whether it could have come up); it was asked and not raised; nobody is done with it."""
INTERVIEW = "interview"


@dataclass(frozen=True, slots=True)
class Example:
    """A passage that speaks to a theme: document (label and uid), [start, end), its words, stance and who coded it."""

    document: str
    uid: str
    start: int
    end: int
    text: str
    stance: str
    key: bool
    coder: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a source says of a theme.

    `documents` of `done` raise it, which are `participants` people; `waiting` more nobody is done with. `stances`
    counts codings by stance, where the theme asks for it. `asked` is the number of done documents in which an
    interviewer comes to it (`asking`), where nobody raises it; None where somebody does, and where nobody asks anything
    in this source. `silence` says what kind of silence it looks like, ""
    where somebody raises it. `examples` are of different documents, key passages first, then the shortest; `uids` are
    the codings behind all this.
    """

    theme: str
    source: str
    documents: int
    done: int
    waiting: int
    participants: int
    codings: int
    stances: Mapping[str, int]
    asked: int | None
    silence: str
    examples: tuple[Example, ...]
    uids: tuple[str, ...] = ()

    @property
    def prominence(self) -> int:
        """0 to 4: none, up to a quarter, a half, three quarters, more of the documents that somebody is done with."""
        return -(-4 * self.documents // self.done) if self.done else 0


@dataclass(frozen=True, slots=True)
class ConvergenceMatrix:
    """Evidence by theme (code path) and source, in the codebook's order and that of the sources.

    `findings` are what the sources are held against, by theme, where somebody put it forward; `codes` the themes' uids.
    """

    themes: tuple[str, ...]
    sources: tuple[str, ...]
    cells: tuple[tuple[Evidence, ...], ...]
    notes: tuple[str, ...]
    findings: Mapping[str, str]
    codes: tuple[str, ...]

    def cell(self, theme: str, source: str) -> Evidence:
        """The cell of two headings. Raises ValueError for one that is not there."""
        return self.cells[self.themes.index(theme)][self.sources.index(source)]

    def compared(self) -> ConvergenceMatrix:
        """The rows that the sources are held against; all of them while that is said of none."""
        kept = [at for at, theme in enumerate(self.themes) if theme in self.findings] or range(len(self.themes))
        return replace(
            self, themes=tuple(self.themes[at] for at in kept), cells=tuple(self.cells[at] for at in kept),
            codes=tuple(self.codes[at] for at in kept),
        )  # fmt: skip


def convergence_matrix(session: Session, themes: str = "") -> ConvergenceMatrix:
    """The evidence of every source on the themes that are compared.

    These are the ones that a finding was put forward for (`assessing.put_forward`); while there are none the top-level
    ones; with `themes` the codes of a path or `Theme/*`. A source is a group of interviews, or another kind of
    document. Raises NotFound for a code that is not there.
    """
    made = everything(session, themes)
    return made if themes else made.compared()


@uncollected()
def everything(session: Session, themes: str = "") -> ConvergenceMatrix:
    """The same for all that can be compared: the top-level themes, and codes below them with a finding of their own."""
    tree = codes.tree(session)
    counting = material(session, "")
    kinds = _sources(source.description for source in counting.sources.values())
    said = {code: statement for code, statement in session.exec(select(Finding.code_uid, Finding.statement))}
    chosen = listed(tree, themes) if themes else [code for code in tree if code.depth == 0 or code.uid in said]
    laid = _Laid(tree, counting)
    cells = tuple(tuple(laid.evidence(code, name, inside) for name, inside in kinds.items()) for code in chosen)
    return ConvergenceMatrix(
        tuple(code.path for code in chosen), tuple(kinds), cells,
        (*counting.notes, *counting.undone("left out")),
        {code.path: said[code.uid] for code in chosen if code.uid in said}, tuple(code.uid for code in chosen),
    )  # fmt: skip


def listed(tree: CodeTree, themes: str) -> list[Code]:
    """The codes below a theme (`Theme/*`), or the code of a path. Raises NotFound."""
    stem = themes.removesuffix("/*")
    found = tree.find(stem)
    return [code for code in tree.under(found) if code.uid != found.uid] if stem != themes else [found]


def _sources(known: Iterable[Description]) -> dict[str, list[Description]]:
    """The sources there are, interviews by group first, with their documents."""
    found: dict[str, list[Description]] = defaultdict(list)
    for each in known:
        found[source_of(each)].append(each)
    first = {source_of(each) for inside in found.values() for each in inside if each.kind == INTERVIEW}
    return {name: found[name] for name in sorted(found, key=lambda name: (name not in first, natural(name)))}


def source_of(known: Description) -> str:
    """The source that a document belongs to: its group for interviews, else its kind."""
    named = known.group if known.kind == INTERVIEW and known.group else known.kind
    return named or "documents"


_Rank = tuple[bool, int, int]
"""How soon a coding is taken for an example: key passages first, then the shortest, then the first."""


class _Raised:
    """What one code has in one source: its codings (uids), by stance, and the best example of each document (uid)."""

    __slots__ = ("best", "stances", "uids")

    def __init__(self) -> None:
        self.uids: list[str] = []
        self.stances: Counter[str] = Counter()
        self.best: dict[str, tuple[_Rank, Coding]] = {}

    def add(self, coding: Coding) -> None:
        """One coding more."""
        rank = (not coding.key, coding.end - coding.start, len(self.uids))
        held = self.best.get(coding.document)
        if held is None or rank < held[0]:
            self.best[coding.document] = rank, coding
        self.uids.append(coding.uid)


class _Laid:
    """Codings sorted once for all cells; questions looked through when a silence asks for them."""

    def __init__(self, tree: CodeTree, counting: Material) -> None:
        self._tree = tree
        self._counting = counting
        self._raised: dict[str, dict[str, _Raised]] = defaultdict(lambda: defaultdict(_Raised))  # by source and code
        themes = {code.names[0] for code in tree if code.asks_stance}
        asking = {code.uid for code in tree if code.names[0] in themes}  # whose stances a theme above may count
        for uid, made in counting.codings.items():
            if uid in counting.done and uid in counting.sources:
                of_code = self._raised[source_of(counting.sources[uid].description)]
                for coding in made:
                    of_code[coding.code].add(coding)
                for coding in made if asking else ():
                    if coding.code in asking:
                        of_code[coding.code].stances[coding.stance or "undecided"] += 1

    @cached_property
    def _asking(self) -> Asking:
        counting = self._counting
        done = {uid: counting.sources[uid] for uid in counting.done if uid in counting.sources}
        return Asking(done, chain.from_iterable(counting.codings.values()))

    def evidence(self, code: Code, name: str, inside: Sequence[Description]) -> Evidence:
        """One cell."""
        below = self._tree.under(code)
        done = {each.uid: each for each in inside if each.uid in self._counting.done}
        of_code = self._raised[name]
        made = [of_code[each.uid] for each in below if each.uid in of_code]
        raised = {uid for found in made for uid in found.best}
        people = {done[uid].participant for uid in raised if done[uid].participant}
        asks = any(each.asks_stance for each in below)
        stances = sum((found.stances for found in made), Counter[str]()) if asks else {}
        asked = None if raised else self._asked(below, list(done))
        uids = tuple(chain.from_iterable(found.uids for found in made))
        return Evidence(
            code.path, name, len(raised), len(done), len(inside) - len(done), len(people), len(uids), dict(stances),
            asked, "" if raised else _silence(len(done), asked), self._examples(made), uids,
        )  # fmt: skip

    def _asked(self, below: Sequence[Code], done: Sequence[str]) -> int | None:
        """In how many documents an interviewer comes to it; None where there are no interviewer's words at all."""
        if self._asking.documents.isdisjoint(done):
            return None
        return len(self._asking.asked(below).intersection(done))

    def _examples(self, made: Iterable[_Raised]) -> tuple[Example, ...]:
        best: dict[str, tuple[tuple[bool, int, int, int], Coding]] = {}
        for number, found in enumerate(made):
            for uid, ((other, length, at), coding) in found.best.items():
                rank = (other, length, number, at)
                if uid not in best or rank < best[uid][0]:
                    best[uid] = rank, coding
        chosen = nsmallest(EXAMPLES, best.values(), key=itemgetter(0))
        return tuple(self._example(coding) for _, coding in chosen)

    def _example(self, coding: Coding) -> Example:
        source = self._counting.sources[coding.document]
        words = source.text.text[coding.start : coding.end]
        return Example(
            source.description.label, coding.document, coding.start, coding.end, words, coding.stance, coding.key,
            coding.coder,
        )  # fmt: skip


def _silence(done: int, asked: int | None) -> str:
    if not done:
        return NO_DATA
    return NOT_RAISED if asked else NOT_ASKED

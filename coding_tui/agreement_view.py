"""What the agreement screen shows, made on a worker's thread: measurements, their orders, and the words around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from codebook import assignments, codes, drift
from codebook.agreement import Agreement, CodeAgreement, PairAgreement, Unit
from codebook.agreement.periods import by_period, taken_for
from codebook.agreement.study import of_codes
from codebook.paths import parse_path
from codebook.project_agreement import MAIN_ROUND, measure_project, project_study
from coding_tui.retrieval import counted
from transcripts.documents import natural
from transcripts.project import Project
from transcripts.sentences import sentences

UNITS: tuple[Unit, ...] = ("sentence", "turn", "document", "character")
AT_ONCE = 4
Told = Callable[[int, int], bool]
"""Hears how many documents of how many are split into sentences; answers whether to go on."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to measure: unit, round, and between whom (None: all who marked anything done)."""

    unit: Unit = UNITS[0]
    round: str = MAIN_ROUND
    coders: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """Who can be compared: the rounds there are, and the coders who marked documents done in each."""

    rounds: Mapping[str, tuple[str, ...]]
    approach: str

    def pairs(self, round: str) -> list[tuple[str, str]]:
        """Every two coders of a round."""
        return list(combinations(self.rounds.get(round, ()), 2))


def panel(project: Project) -> Panel:
    """Who can be compared in a project."""
    finished: dict[str, set[str]] = {MAIN_ROUND: set()}
    with project.reading() as session:
        for each in assignments.assignments(session):
            names = finished.setdefault(each.round, set())
            if each.state == "done":
                names.add(each.coder)
    rounds = {name: tuple(sorted(who, key=natural)) for name, who in finished.items()}
    return Panel(rounds, str(project.settings().get("approach") or ""))


def measured(project: Project, wanted: Wanted, told: Told) -> Agreement | None:
    """The agreement of a project; None when `told` said to stop. Raises NoAgreement and NotFound.

    Sentences are split a few documents at a time beforehand, so that there is progress to tell; they are kept.
    """
    if wanted.unit == "sentence":
        shared = _shared(project, wanted)
        for at in range(0, len(shared), AT_ONCE):
            if not told(at, len(shared)):
                return None
            sentences(project, shared[at : at + AT_ONCE])
    return measure_project(project, unit=wanted.unit, coders=wanted.coders, round=wanted.round)


def _shared(project: Project, wanted: Wanted) -> list[str]:
    done: dict[str, set[str]] = {}
    with project.reading() as session:
        for each in assignments.assignments(session, round=wanted.round):
            if each.state == "done" and (wanted.coders is None or each.coder in wanted.coders):
                done.setdefault(each.document, set()).add(each.coder)
    return [uid for uid, who in done.items() if len(who) > 1]


@dataclass(frozen=True, slots=True)
class OverTime:
    """One code in windows of weeks and by versions of its rules, each with its name, and what it is taken for: units
    by what those gave who lack it.
    """

    weeks: tuple[tuple[str, CodeAgreement], ...] = ()
    versions: tuple[tuple[str, CodeAgreement], ...] = ()
    taken_for: Mapping[str, int] = field(default_factory=dict)


def over_time(project: Project, wanted: Wanted, path: str) -> OverTime:
    """A code (path) over time, and what it is taken for. Raises as `measured`."""
    whole = project_study(project, unit=wanted.unit, coders=wanted.coders, round=wanted.round)
    study = of_codes(whole, [whole.codes.index(path)])
    with project.reading(whole=True) as session:
        code = codes.tree(session).find(path).uid
        versions = drift.versions(session, code, study.coders, round=wanted.round)
    weeks = drift.drift(project, study, wanted.unit, round=wanted.round)
    of_weeks, of_versions = (
        tuple((each.name, each.agreement.codes[0]) for each in periods)
        for periods in (weeks, by_period(study, wanted.unit, versions))
    )
    return OverTime(of_weeks, of_versions, taken_for(whole, wanted.unit, path))


# -- order --------------------------------------------------------------------------------------------------------

CODEBOOK_ORDER = "the codebook's order"
_ORDERS: Mapping[str, Callable[[CodeAgreement], tuple[object, ...]]] = {
    "lowest α first": lambda c: (c.alpha is None, c.alpha or 0.0),
    "most used first": lambda c: (-(c.prevalence or 0.0),),
    "name": lambda c: (natural(code_name(c)),),
}
ORDERS: tuple[str, ...] = (CODEBOOK_ORDER, *_ORDERS)

TableRow = CodeAgreement | str
"""A code, or the name of the theme whose codes follow."""


def rows(agreement: Agreement, order: str, words: str = "") -> list[TableRow]:
    """The codes whose path holds the words, in an order; in the codebook's, below the names of their themes."""
    wanted = words.casefold().split()
    codes = [code for code in agreement.codes if all(word in code.code.casefold() for word in wanted)]
    if order in _ORDERS:
        return [*sorted(codes, key=_ORDERS[order])]
    return list(_under_themes(codes))


def _under_themes(codes: Sequence[CodeAgreement]) -> Iterator[TableRow]:
    theme = None
    for code in codes:
        names = parse_path(code.code)
        if names[0] != theme:
            theme = names[0]
            yield theme
        yield code


def code_name(code: CodeAgreement) -> str:
    """The code's own name."""
    return parse_path(code.code)[-1]


def theme_name(code: CodeAgreement) -> str:
    """The theme above it, "" where it is a theme itself."""
    names = parse_path(code.code)
    return names[0] if len(names) > 1 else ""


# -- words --------------------------------------------------------------------------------------------------------


def title(agreement: Agreement, round: str) -> str:
    """`Agreement · main round · sentences · 29 documents · Ann, Ben`."""
    who = ", ".join(agreement.coders) or "nobody"
    return f"Agreement · {round} round · {agreement.unit}s · {counted(agreement.documents or 0, 'document')} · {who}"


def nothing(agreement: Agreement) -> str:
    """Why there is nothing to compare at all, and what to do; "" when there is."""
    if agreement.documents and agreement.codes:
        return ""
    if not agreement.codes:
        return "No codes yet, so there is nothing to agree on. F2 goes to the transcripts."
    if len(agreement.coders) < 2:
        who = f"Only {agreement.coders[0]} has" if agreement.coders else "Nobody has"
        return f"{who} marked documents done in this round. A second coder marks one done with d in the workbench: F2."
    return "Nobody has coded the same document twice: no document is marked done by two coders. Assign one to both."


def number(value: float | None) -> str:
    """A coefficient with two decimals; – where it is not defined."""
    said = "–" if value is None else f"{value:.2f}".replace("-", "−")
    return "0.00" if said == "−0.00" else said


def share(value: float | None) -> str:
    """A share in percent: `6 %`, `0.4 %`; – where it is not defined. Only all of it is `100 %`."""
    if value is None:
        return "–"
    percent = 100 * value
    if 0 < percent < 0.05:
        return "<0.1 %"
    if 99.95 <= percent < 100:
        return ">99.9 %"
    return f"{percent:.1f} %" if 0 < percent < 0.95 or 99 < percent < 100 else f"{percent:.0f} %"


def beware(code: CodeAgreement) -> str:
    """Why α has no value, or what to beware of."""
    return code.undefined or " · ".join(code.flags)


def pairs_on(agreement: Agreement, code: str) -> list[PairAgreement]:
    """The pairs of coders on one code."""
    return [pair for pair in agreement.pairs if pair.code == code]

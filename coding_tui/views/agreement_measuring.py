"""What the agreement screen measures, on a worker's thread: coders with one another, or one of them with themself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from sqlmodel import Session

from codebook.agreement import Agreement, CodeAgreement, Meter, Study, Unit
from codebook.agreement.periods import by_period, taken_for
from codebook.agreement.study import of_codes
from codebook.agreement.together import Together, together
from codebook.reviewing import drift
from codebook.reviewing.project_agreement import circumstances, measurable, project_study
from codebook.reviewing.self_agreement import Again, again, self_study
from codebook.scheme import codes
from codebook.team import assignments
from codebook.team.protocol import protocol
from codebook.team.recoding import AskedAgain, carry_out_again, plan_again
from codebook.team.rounds import AGAIN, MAIN
from transcripts.document_labels import natural
from transcripts.project import Project
from transcripts.sentences import sentences

UNITS: tuple[Unit, ...] = ("sentence", "turn", "document", "character")
AT_ONCE = 4
Told = Callable[[int, int], bool]
"""Hears how many documents of how many are split into sentences; answers whether to go on."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to measure: unit, round, and between whom (None: all who marked anything done); of a round coded again the
    one coder.
    """

    unit: Unit = UNITS[0]
    round: str = MAIN
    coders: tuple[str, ...] | None = None

    @property
    def oneself(self) -> str:
        """The coder who is compared with themself; "" for coders with one another."""
        return self.coders[0] if self.round.startswith(AGAIN) and self.coders else ""


@dataclass(frozen=True, slots=True)
class Panel:
    """Who can be compared: the rounds there are, and the coders who marked documents done in each; and whether
    coefficients have a place in the project.
    """

    rounds: Mapping[str, tuple[str, ...]]
    measures: bool = True

    def choices(self, round: str) -> list[tuple[str, ...]]:
        """Every two coders of a round; of one that was coded again every one."""
        who = self.rounds.get(round, ())
        return [(name,) for name in who] if round.startswith(AGAIN) else list(combinations(who, 2))

    def all_of(self, unit: Unit, round: str, me: str) -> Wanted:
        """A round as it is looked at first: all its coders, or oneself, or the first who coded again."""
        who = self.rounds.get(round, ())
        if not round.startswith(AGAIN):
            return Wanted(unit, round)
        return Wanted(unit, round, (me,) if me in who or not who else who[:1])


@dataclass(frozen=True, slots=True)
class Shown:
    """A measurement and what has to stand in sight with it: whether the work was blind (or unseen), in words."""

    agreement: Agreement
    blind: str
    again: Again | None = None


@dataclass(frozen=True, slots=True)
class OverTime:
    """One code in windows of weeks and by versions of its rules, each with its name, and what it is taken for: units
    by what those gave who lack it.
    """

    weeks: tuple[tuple[str, CodeAgreement], ...] = ()
    versions: tuple[tuple[str, CodeAgreement], ...] = ()
    taken_for: Mapping[str, int] = field(default_factory=dict)


def panel(project: Project) -> Panel:
    """Who can be compared in a project."""
    finished: dict[str, set[str]] = {MAIN: set()}
    with project.reading() as session:
        for each in assignments.assignments(session):
            names = finished.setdefault(each.round, set())
            if each.state == "done":
                names.add(each.coder)
        measures = protocol(session).measures
    return Panel({name: tuple(sorted(who, key=natural)) for name, who in finished.items()}, measures)


class Measuring:
    """Measures again and again while people code: only codes whose passages changed are measured anew."""

    def __init__(self) -> None:
        self._meters: dict[tuple[str, tuple[str, ...] | None], Meter] = {}

    def measured(self, project: Project, wanted: Wanted, told: Told) -> Shown | None:
        """The agreement of a project; None when `told` said to stop. Raises NoAgreement and NotFound.

        Sentences are split a few documents at a time beforehand, so that there is progress to tell; they are kept.
        """
        limits = measurable(project)
        if wanted.unit == "sentence":
            shared = _shared(project, wanted)
            for at in range(0, len(shared), AT_ONCE):
                if not told(at, len(shared)):
                    return None
                sentences(project, shared[at : at + AT_ONCE])
        meter = self._meters.setdefault((wanted.round, wanted.coders), Meter())
        found = meter.measure_with_themes(_study(project, wanted), wanted.unit, limits)
        if wanted.oneself:
            standing = again(project, wanted.oneself, round=wanted.round)
            return Shown(found, standing.unseen(), standing)
        blind = circumstances(project, coders=wanted.coders, round=wanted.round).blindness
        return Shown(found, blind.words())


def asked_again(coder: str, said: str) -> AskedAgain | None:
    """What somebody wants to code again: `0.1`, or `0.1 400` for some 400 words of each; None where it is neither."""
    share, _, words = said.partition(" ")
    try:
        return AskedAgain(coder, float(share), int(words or 0))
    except ValueError:
        return None


def drawn_again(session: Session, asked: AskedAgain) -> str:
    """Draw it and assign it; returns the round."""
    made = plan_again(session, asked)
    carry_out_again(session, made)
    return made.round


def _study(project: Project, wanted: Wanted) -> Study:
    if wanted.oneself:
        return self_study(project, wanted.oneself, unit=wanted.unit, round=wanted.round)
    return project_study(project, unit=wanted.unit, coders=wanted.coders, round=wanted.round)


def _shared(project: Project, wanted: Wanted) -> list[str]:
    """The documents whose sentences are to be compared."""
    rounds = (MAIN, wanted.round) if wanted.oneself else (wanted.round,)
    done: Counter[str] = Counter()
    with project.reading(whole=True) as session:
        for each in assignments.assignments(session):
            named = wanted.coders is None or each.coder in wanted.coders
            done[each.document] += each.state == "done" and each.round in rounds and named
    return [uid for uid, many in done.items() if many > 1]


def whole_codebook(project: Project, wanted: Wanted) -> Together | None:
    """The codebook as a whole. Raises as `measured`."""
    measurable(project)
    return together(_study(project, wanted), wanted.unit)


def over_time(project: Project, wanted: Wanted, path: str, *, coefficients: bool = True) -> OverTime:
    """A code (path) over time, and what it is taken for: without coefficients that alone. Raises as `measured`.

    Of a code that nobody applied and that only holds others there is nothing to tell.
    """
    whole = _study(project, wanted)
    if path not in whole.codes:
        return OverTime()
    taken = taken_for(whole, wanted.unit, path)
    if wanted.oneself or not coefficients:
        return OverTime(taken_for=taken)
    study = of_codes(whole, [whole.codes.index(path)])
    with project.reading(whole=True) as session:
        code = codes.tree(session).find(path).uid
        versions = drift.versions(session, code, study.coders, round=wanted.round)
    weeks = drift.drift(project, study, wanted.unit, round=wanted.round)
    of_weeks, of_versions = (
        tuple((each.name, each.agreement.codes[0]) for each in periods)
        for periods in (weeks, by_period(study, wanted.unit, versions))
    )
    return OverTime(of_weeks, of_versions, taken)

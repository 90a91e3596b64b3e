"""How far coders agree on each code, at a glance: what the codebook's screen says beside a code's counts and rules.

Measured as on the agreement screen, at the protocol's unit; what somebody still codes under seal is left out, and a
project that works reflexively gets no coefficient, only what others gave the same passages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from codebook.agreement import CodeAgreement
from codebook.agreement.intervals import KRIPPENDORFF, Limits
from codebook.agreement.words import rests_on
from codebook.reviewing.project_agreement import measurable
from codebook.team.protocol import protocol
from codebook.team.rounds import AGAIN, MAIN
from coding_tui.views.agreement_measuring import Measuring, OverTime, Panel, Told, Wanted, over_time, panel
from coding_tui.views.agreement_view import nothing, number, share
from coding_tui.views.retrieval import counted
from coding_tui.widgets.lines import Piece
from transcripts.project import Project

MEASURING = "How far coders agree is being measured …\n"
REFLEXIVE = "No coefficient of agreement: this project works reflexively.\n"
MOST_WINDOWS = 8
MOST_OTHERS = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """What was measured of every code (by path), and of themes with what is below them, or why nothing was.

    `blind` says whether the work was blind, `documents` how many are done by two coders or more.
    """

    wanted: Wanted
    codes: Mapping[str, CodeAgreement] = field(default_factory=dict)
    themes: Mapping[str, CodeAgreement] = field(default_factory=dict)
    blind: str = ""
    documents: int = 0
    limits: Limits = KRIPPENDORFF
    none: str = ""
    reflexive: bool = False

    def column(self, path: str) -> str:
        """`0.76`, of a theme with what is below it; `–` where α is not defined, "" where nothing is measured."""
        code = self.themes.get(path) or self.codes.get(path)
        return "" if code is None else number(code.alpha)


def standing(project: Project, measuring: Measuring, told: Told) -> Standing | None:
    """Measure all codes; None when `told` said to stop."""
    with project.reading(whole=True) as session:
        settled = protocol(session)
    round = _round(panel(project))
    if not settled.measures:
        return Standing(Wanted("turn", round), reflexive=True)
    wanted = Wanted(settled.unit, round)  # type: ignore[arg-type]  # the protocol knows no other units
    shown = measuring.measured(project, wanted, told)
    if shown is None:
        return None
    found = shown.agreement
    if none := nothing(found):
        return Standing(wanted, none=f"{none}\n")
    codes = {each.code: each for each in found.codes}
    themes = {each.code: each for each in found.themes}
    return Standing(wanted, codes, themes, shown.blind, found.documents or 0, measurable(project))


def _round(who: Panel) -> str:
    """The main round, unless two coders finished something only in another."""
    others = [name for name in who.rounds if not name.startswith(AGAIN)]
    return next((name for name in others if len(who.rounds[name]) > 1), MAIN)


def looked_at(project: Project, found: Standing, path: str) -> OverTime:
    """One code (path) by weeks and versions, and what it is taken for."""
    return over_time(project, found.wanted, path, coefficients=not found.reflexive)


# -- words --------------------------------------------------------------------------------------------------------


def headline(found: Standing | None, path: str) -> Iterator[Piece]:
    """α of a code in a line, or why there is none; of a theme in two, its own codings and with those below."""
    if found is None:
        yield (MEASURING, "quiet")
    elif found.none or found.reflexive:
        yield (found.none or REFLEXIVE, "quiet")
    else:
        own, whole = found.codes.get(path), found.themes.get(path)
        if own is not None:
            yield from _alpha(own, found.limits, "its own codings: " if whole else "")
        if whole is not None:
            yield from _alpha(whole, found.limits, "with the codes below: ")


def _alpha(code: CodeAgreement, limits: Limits, of_what: str) -> Iterator[Piece]:
    yield (of_what, "quiet")
    if code.alpha is None:
        yield (f"no α: {code.undefined}\n", "quiet")
        return
    interval = "" if code.alpha_low is None else f" [{number(code.alpha_low)}, {number(code.alpha_high)}]"
    yield (f"α {number(code.alpha)}{interval}", "strong")
    why = rests_on(code.conclusions, limits) if code.conclusions else code.no_interval
    yield (f" · {why}\n" if why else "\n", "text")


def circumstances(found: Standing | None, path: str, over: OverTime | None) -> Iterator[Piece]:
    """What stands with it: between whom, what to beware of, drift, and what it is confused with.

    `over` is None while it is still being looked at.
    """
    if found is None or found.none:
        return
    yield ("\nHow far coders agree\n", "quiet")
    what = f"{found.wanted.unit}s · {found.wanted.round} round"
    if found.reflexive:
        yield (f"{what}\n", "quiet")
    else:
        many = counted(found.documents, "document")
        yield (f"{what} · {many} done by two or more · {found.blind}\n", "quiet")
    code = found.codes.get(path)
    for flag in code.flags if code else ():
        yield (f"Beware: {flag}.\n", "text")
    if over is not None:
        yield from _line("week by week", over.weeks)
        yield from _line("by version of its rules", over.versions)
        yield from _others(over.taken_for, found.wanted.unit)


def _line(heading: str, periods: Sequence[tuple[str, CodeAgreement]]) -> Iterator[Piece]:
    """`α week by week, 2022-10-03 to 2023-11-27: 0.91 → – → 0.67`: one that is not defined is a dash."""
    shown = periods[-MOST_WINDOWS:]
    if len(shown) < 2:
        return
    first, last = shown[0][0].split(" to ")[0], shown[-1][0].split(" to ")[-1]
    yield (f"α {heading}, {first} to {last}: ", "quiet")
    yield (" → ".join(number(code.alpha) for _, code in shown) + "\n", "text")


def _others(units: Mapping[str, int], unit: str) -> Iterator[Piece]:
    """`where others have it, those who lack it gave: nothing 48 % · Delay 31 %`, the most frequent."""
    total = sum(units.values())
    if not total:
        return
    yield (f"Where others have it, those who do not gave ({counted(total, unit)}): ", "quiet")
    named = [f"{name} {share(many / total)}" for name, many in list(units.items())[:MOST_OTHERS]]
    more = len(units) - len(named)
    yield (" · ".join(named) + (f" · and {more:,} more" if more else "") + "\n", "text")

"""A report on agreement for print: how it was measured, tables, figures, disagreements with their words, checklists."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from codebook.agreement import Agreement, CodeAgreement, Unit
from codebook.agreement.methods import methods
from codebook.agreement.words import rests_on
from codebook.reviewing.disagreements import Disagreement, disagreements
from codebook.reviewing.drift import drift
from codebook.reviewing.project_agreement import (
    Circumstances,
    circumstances,
    codebook_named,
    measure_project,
    project_study,
)
from codebook.reviewing.self_agreement import Again, everybody_again
from codebook.team.protocol import protocol
from codebook.team.rounds import MAIN
from exports.agreement.checklists import OPEN, Item, checklist
from exports.captions import today
from exports.figures.agreement import figures, two_decimals
from exports.figures.drawing import Figure
from exports.formats import FIGURE_SUFFIXES, UnknownFormat
from exports.pages import reports
from exports.pages.blocks import (
    Block,
    Excerpt,
    Heading,
    Paragraph,
    Table,
)
from exports.saving import save
from transcripts.errors import Conflict
from transcripts.project import Project

SUFFIXES = (*reports.SUFFIXES, ".json")
TITLE = "Agreement between coders"
LONGEST = 600
"""Code points of a passage that are printed: a coding of a whole interview is no excerpt."""
NUMBERS = ("units", "prevalence", "percent", "f1", "alpha", "alpha_low", "alpha_high", "kappa", "kappa_low",
           "kappa_high", "fleiss", "ac1", "bp", "exact_f1", "half_f1", "boundary_offset")  # fmt: skip
COLUMNS = ("level", "unit", "code", *NUMBERS, "conclusions", "undefined", "no_interval", "flags")


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """Everything a report holds, before it has a format. `made` is the day; `methods` are paragraphs."""

    made: str
    round: str
    measured: Agreement
    settled: Circumstances
    methods: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]
    paths: dict[str, str]
    checklist: tuple[Item, ...]
    figures: tuple[Figure, ...]
    again: tuple[tuple[Again, Agreement], ...] = ()


def agreement_report(
    project: Project, *, unit: Unit | None = None, coders: Sequence[str] | None = None, round: str = MAIN
) -> AgreementReport:
    """Measure a project, at the protocol's unit unless told, and gather what has to stand with it.

    What somebody still codes under seal is left out. Raises as `measure_project`: NoAgreement in a reflexive project.
    """
    with project.reading(whole=True) as session:
        at: Any = unit or protocol(session).unit
        book = codebook_named(session)
    measured = measure_project(project, unit=at, coders=coders, round=round, everything=True)
    settled = circumstances(project, coders=coders, round=round)
    queue = disagreements(project, unit=at, coders=coders, round=round)
    made = today()
    again = tuple(everybody_again(project, measured.coders, at))
    with project.reading(whole=True) as session:
        items = tuple(checklist(session, measured, settled, [told for told, _ in again]))
    paragraphs = tuple(methods(measured, round, book))
    periods = drift(project, project_study(project, unit=at, coders=coders, round=round), at, round=round)
    drawn = tuple(figures(measured, round, made, periods))
    return AgreementReport(
        made, round, measured, settled, paragraphs, queue.found, dict(queue.paths), items, drawn, again
    )


def require_suffix(path: Path) -> str:
    """The suffix of a report's file; raises UnknownFormat for what no report is written as."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UnknownFormat(
            f"{path}: a report is not written as ‘{suffix or 'no suffix'}’. Supported: {', '.join(SUFFIXES)}."
        )
    return suffix


def save_report(report: AgreementReport, path: Path) -> list[Path]:
    """Write it in the format of the suffix, whole or not at all; returns the files (`reports.save_report`).

    Raises UnknownFormat, WriteFailed.
    """
    if require_suffix(path) == ".json":
        save(path, _data(report))
        return [path]
    printed = reports.Report(TITLE, lambda: _blocks(report), COLUMNS, lambda: _for_programs(report))
    return reports.save_report(printed, path, "a report is not written")


def require_figure(path: Path) -> str:
    """The suffix of a figure's file; raises UnknownFormat for what no figure is written as."""
    suffix = path.suffix.lower()
    if suffix not in FIGURE_SUFFIXES:
        raise UnknownFormat(
            f"{path}: a figure is not written as ‘{suffix or 'no suffix'}’. Supported: {', '.join(FIGURE_SUFFIXES)}."
        )
    return suffix


def save_figure(report: AgreementReport, name: str, path: Path) -> None:
    """Write one figure of a report (forest, pairs or drift) in the format of the suffix.

    Raises UnknownFormat for another suffix, Conflict where there is nothing to draw, WriteFailed.
    """
    require_figure(path)
    found = next((figure for figure in report.figures if figure.name == name), None)
    if found is None:
        needs = {"pairs": "three coders or more", "drift": "ten documents coded twice or more, in different weeks"}
        raise Conflict(f"There is nothing to draw: ‘{name}’ needs {needs.get(name, 'a code with an α')}.")
    found.save(path)


# -- for people ---------------------------------------------------------------------------------------------------


def _blocks(report: AgreementReport) -> Iterator[Block]:
    yield Paragraph(f"Made on {report.made}.")
    yield Heading("How it was measured")
    yield from (Paragraph(text) for text in report.methods)
    yield Heading("What was settled")
    yield from (Paragraph(text) for text in report.settled.words())
    measured = report.measured
    yield Heading(f"Agreement by code, by {measured.unit}")
    yield _table("Code", measured.codes, measured)
    yield from (Paragraph(text) for text in _remarks(measured.codes))
    if measured.themes:
        yield Heading(f"Agreement by theme, by {measured.unit}")
        yield Paragraph("Coded where the theme or any code below it is.")
        yield _table("Theme", measured.themes, measured)
    yield from _together(measured)
    yield from report.figures
    yield from _again(report.again)
    yield Heading(f"Disagreements ({len(report.disagreements):,})")
    yield Paragraph("Heaviest first. A share is the part of the code's 1 − α that the passage makes.")
    yield from (_excerpt(each, report.paths) for each in report.disagreements)
    yield Heading("From the checklists COREQ and SRQR, as far as they are about coding")
    rows = tuple((item.checklist, item.number, item.asks, item.answer or OPEN) for item in report.checklist)
    yield Table(("Checklist", "Item", "Asks about", "On record"), rows, words=4)


def _again(found: Sequence[tuple[Again, Agreement]]) -> Iterator[Block]:
    """Each coder with themself."""
    for told, measured in found:
        yield Heading(f"{told.coder} coded again, by {measured.unit}")
        yield Paragraph(f"{told.line()}.")
        yield _table("Code", [code for code in measured.codes if not code.undefined], measured)
        yield from (Paragraph(text) for text in _remarks(measured.codes))


def _table(what: str, codes: Sequence[CodeAgreement], measured: Agreement) -> Table:
    headings = (what, "Units", "Coded", "Agree", "F1", "α", "95 %", "κ", "Fleiss", "AC1", "BP", "By its interval")
    return Table(headings, tuple(_row(code, measured) for code in codes))


def _row(code: CodeAgreement, measured: Agreement) -> tuple[str, ...]:
    low, high = code.alpha_low, code.alpha_high
    interval = "–" if low is None or high is None else f"{_number(low)} to {_number(high)}"
    rests = rests_on(code.conclusions, measured.limits) if code.conclusions else "–"
    shares = (_share(code.prevalence), _share(code.percent))
    others = (_number(value) for value in (code.kappa, code.fleiss, code.ac1, code.bp))
    return (code.code, f"{code.units:,}", *shares, _number(code.f1), _number(code.alpha), interval, *others, rests)


def _remarks(codes: Sequence[CodeAgreement]) -> Iterator[str]:
    """Why something has no value, and what to beware of, each with the codes it is about."""
    about: dict[str, list[str]] = {}
    for code in codes:
        for remark in (code.undefined, code.no_interval, *code.flags):
            if remark:
                about.setdefault(remark, []).append(code.code)
    return (f"{remark[0].upper()}{remark[1:]}: {', '.join(on)}." for remark, on in about.items())


def _together(measured: Agreement) -> Iterator[Block]:
    whole = measured.together
    if whole is None:
        return
    yield Heading("The codebook as a whole")
    jaccard, masi = _number(whole.sets.jaccard), _number(whole.sets.masi)
    yield Paragraph(f"α of sets of codes by {measured.unit}: {jaccard} with Jaccard's distance, {masi} with MASI.")
    rows = tuple(
        (group.theme or "all codes", _number(group.u_alpha), _number(group.bar_u_alpha), _number(group.cu_alpha),
         _share(group.coverage), group.undefined or "")
        for group in whole.unitizing
    )  # fmt: skip
    yield Table(("Codes below", "uα", "|uα", "cuα", "Pairable", "Why there is no value"), rows)


def _excerpt(each: Disagreement, paths: dict[str, str]) -> Excerpt:
    text = each.text if len(each.text) <= LONGEST else f"{each.text[:LONGEST]} […]"
    shares = "; ".join(f"{code} {share:.1%}" for code, share in each.shares.items())
    read = [f"{r.coder}: {paths.get(r.code, 'a code that is gone')}, {r.start}–{r.end}" for r in each.readings]
    nothing = [f"{coder}: nothing" for coder in each.at.coders if coder not in {r.coder for r in each.readings}]
    ruling = each.ruling
    settled = [f"Ruled by {ruling.coder}: {ruling.decision.outcome}, {ruling.decision.reason}. {ruling.decision.note}"
               ] if each.settled and ruling else ["Not ruled on"]  # fmt: skip
    above = f"{each.label}, {each.at.start}–{each.at.end} · {each.kind} · {shares}"
    return Excerpt(above, text, (*read, *nothing, *settled))


def _number(value: float | None) -> str:
    return "–" if value is None else f"{two_decimals(value):.2f}".replace("-", "−")


def _share(value: float | None) -> str:
    """In per cent; all and nothing are said only of all and nothing."""
    if value is None:
        return "–"
    if 0 < value < 0.0005:
        return "<0.1%"
    return ">99.9%" if 0.9995 <= value < 1 else f"{value:.1%}"


# -- for programs -------------------------------------------------------------------------------------------------


def _for_programs(report: AgreementReport) -> Iterator[Sequence[object]]:
    """A row a code, a row a theme, then a row a code of who coded again, their name in the level."""
    again = ((f"{told.coder} with themself, {told.round}", found.codes) for told, found in report.again)
    for level, codes in (("code", report.measured.codes), ("theme", report.measured.themes), *again):
        for code in codes:
            kept = {**asdict(code), "level": level, "unit": report.measured.unit, "flags": "; ".join(code.flags)}
            yield [kept[name] for name in COLUMNS]


def _data(report: AgreementReport) -> bytes:
    """What `agreement --json` prints, and the rest of the report."""
    whole = {
        "made": report.made, "round": report.round, **report.measured.as_json(), **report.settled.as_json(),
        "methods": list(report.methods),
        "disagreements": [each.as_json(report.paths) for each in report.disagreements],
        "checklist": [item.as_json() for item in report.checklist],
        "again": [{**told.as_json()["again"], "codes": found.as_json()["codes"]} for told, found in report.again],
    }  # fmt: skip
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")

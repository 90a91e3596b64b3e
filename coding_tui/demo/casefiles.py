"""A case file as a structured review: the form's headings, and what the file shows about one case."""

from __future__ import annotations

from random import Random

from coding_tui.demo.cast import month_of, spoken
from coding_tui.demo.library import Line, library
from coding_tui.demo.model import Case, Passage, StudyDocument
from coding_tui.demo.voices import Voice
from coding_tui.demo.writing import Page, Sentence


def review(label: str, case: Case, day: str, rng: Random) -> tuple[StudyDocument, list[Passage]]:
    """The review of one case; about one line in five of the form is left out, never a whole section."""
    voice = Voice("J", rng, _facts(case, rng))
    page = Page(label, "\n\n")
    page.heading(f"{label}, {case.name} of the cohort, Area {case.area}")
    for number, section in enumerate(library().casefile.values(), start=1):
        page.heading(f"{number} {section.name}")
        lines = [line for line in section.lines if _applies(line, case)]
        kept = [line for line in lines if rng.random() > 0.2] or lines[:1]
        page.paragraph([Sentence(voice.say(line, plain=True), line.code, "", _leaning(line, case)) for line in kept])
    document = StudyDocument(
        label=label,
        kind="case file",
        group="",
        area=case.area,
        date=day,
        participant="",
        case=case.name,
        text=page.text(),
        turns=tuple(page.turns),
        attributes=(
            ("first_contact_week", case.contact_week),
            ("advice_week", case.advice_week),
            ("isva_week", case.isva_week),
            ("months_to_decision", case.months),
            ("outcome", case.outcome),
        ),
    )
    return document, page.passages


def _applies(line: Line, case: Case) -> bool:
    """A line with a leaning belongs to files that went that way: trials only after a charge."""
    return line.groups == "*" or (line.groups == "H") == (case.outcome == "charge")


def _leaning(line: Line, case: Case) -> str:
    if line.leaning:
        return line.leaning
    late = {"E3": case.isva_week > 6, "E7": case.advice_week > 8, "E1": False}
    return "-" if late.get(line.code, bool(line.code) and line.code != "F1") else "+" if line.code else ""


def _facts(case: Case, rng: Random) -> dict[str, str]:
    about_victim = rng.randint(9, 14)
    return {
        "case": case.name, "reportmonth": month_of(case.report), "contact": spoken(case.contact_week),
        "isvaweek": spoken(case.isva_week), "adviceweek": spoken(case.advice_week), "phone": spoken(case.phone_weeks),
        "months": spoken(case.months), "actions": spoken(case.actions), "hands": _times(case.officers),
        "outcome": case.outcome, "shareher": spoken(about_victim), "sharehim": spoken(rng.randint(1, 5)),
    }  # fmt: skip


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{spoken(number)} times")

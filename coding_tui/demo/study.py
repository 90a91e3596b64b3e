"""The worked study, generated: the same seed and length give the same study, down to the byte."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from coding_tui.demo.casefiles import review
from coding_tui.demo.cast import COHORT, Person, make_cases, make_people, working_days
from coding_tui.demo.coders import code_study
from coding_tui.demo.codes import code_paths
from coding_tui.demo.draft import write_draft
from coding_tui.demo.figures import monthly_figures, told
from coding_tui.demo.interviews import Interview
from coding_tui.demo.meetings import Meeting, Occasion
from coding_tui.demo.model import Case, Passage, Study, StudyDocument
from coding_tui.demo.truth import ground_truth

WORDS = 3000
MEETINGS = (("early advice", "Advice", 36, 0.14), ("panel", "Panel", 15, 0.36), ("forum", "Forum", 7, 0.42),
            ("training", "Training", 4, 0.34))  # fmt: skip
# Counsel and judges give shorter interviews.
TERSE = {"Counsel": 0.8, "Judges": 0.66}
CASE_FILES = 24
_LONGEST_NOTE = 2400
Progress = Callable[[str, int, int], None]
_Written = tuple[StudyDocument, list[Passage]]


def generate(seed: int = 1, words: int = WORDS, progress: Progress | None = None) -> Study:
    """The study of this seed; `words` is about how long an interview is. `progress` hears (what, done, of how many)."""
    cases = make_cases(_rng(seed, "cases"))
    people = make_people(cases, _rng(seed, "people"))
    written = _write_documents(seed, words, cases, people, progress or (lambda what, done, total: None))
    documents = [document for document, _ in written]
    passages = {document.label: planted for document, planted in written}
    coded = code_study(documents, passages, code_paths(), _rng(seed, "coders"))
    draft = write_draft(documents, passages, _rng(seed, "draft"))
    monthly = monthly_figures(_rng(seed, "figures"))
    everything = [passage for planted in passages.values() for passage in planted]
    return Study(
        seed=seed,
        words=words,
        cases=tuple(cases),
        documents=tuple(documents),
        passages=tuple(everything),
        codings=tuple(coded.codings),
        assignments=tuple(coded.assignments),
        disagreements=tuple(coded.disagreements),
        draft=draft,
        figures=monthly,
        truth={**ground_truth(seed, words, cases, documents, everything, coded, draft), "tracker": told(monthly)},
    )


def _rng(seed: int, what: str) -> Random:
    # A string seed is hashed by SHA-512, not by Python's randomised hash.
    return Random(f"{seed}/{what}")


def _write_documents(
    seed: int, words: int, cases: list[Case], people: list[Person], progress: Progress
) -> list[_Written]:
    occasions = _occasions(cases, people, _rng(seed, "calendar"))
    total = len(people) + len(occasions) + CASE_FILES
    written: list[_Written] = []
    for person in people:
        rng = _rng(seed, person.label)
        length = int(words * TERSE.get(person.group, 1.0) * rng.uniform(0.75, 1.25))
        written.append(Interview(person, length, rng).hold())
        progress("Writing interviews", len(written), total)
    for occasion, share in occasions:
        length = min(_LONGEST_NOTE, int(words * share))
        written.append(Meeting(occasion, length, _rng(seed, occasion.label)).note())
        progress("Writing field notes", len(written), total)
    days = working_days(CASE_FILES, _rng(seed, "files"))
    for number, (case, day) in enumerate(zip(cases, days, strict=False), start=1):
        written.append(review(f"Case File {number}", case, day, _rng(seed, f"file {number}")))
        progress("Writing case files", len(written), total)
    return written


def _occasions(cases: list[Case], people: list[Person], rng: Random) -> list[tuple[Occasion, float]]:
    occasions: list[tuple[Occasion, float]] = []
    for kind, stem, many, share in MEETINGS:
        for number, day in enumerate(working_days(many, rng), start=1):
            case = cases[(number - 1) % COHORT]
            locals_ = [person for person in people if person.group == "CPS" and person.area == case.area]
            lead = rng.choice(locals_) if kind == "early advice" else None
            occasions.append((Occasion(f"{stem} {number}", kind, case.area, day, case, lead), share))
    return occasions

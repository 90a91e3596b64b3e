"""The worked study as data: documents, what was planted in them, and what three coders made of it.

Offsets are Unicode code points into the document's text, half-open. Dates are ISO 8601.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

CODERS = ("Ann", "Ben", "Chloe")
KINDS = ("interview", "early advice", "panel", "forum", "training", "case file")
GROUPS = ("CPS", "Police", "ISVA", "Counsel", "Judges")
AREAS = ("A", "B", "C", "D", "E")
DISAGREEMENT_TYPES = (
    "boundary", "omission", "substitution-sibling", "substitution-branch", "parent-child", "split", "stance",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One case of the cohort of 115, as facts: weeks and months count from report."""

    name: str
    area: str
    report: str
    contact_week: int
    advice_week: int
    isva_week: int
    phone_weeks: int
    months: int
    actions: int
    officers: int
    outcome: str


@dataclass(frozen=True, slots=True)
class StudyTurn:
    """A stretch [start, end) of a document: a speaker's words without the label, or nobody's (`speaker` None)."""

    speaker: str | None
    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StudyDocument:
    """A document as written; `attributes` are the typed ones besides kind, group, area, date, participant and case."""

    label: str
    kind: str
    group: str
    area: str
    date: str
    participant: str
    case: str
    text: str
    turns: tuple[StudyTurn, ...]
    attributes: tuple[tuple[str, str | int], ...]

    @property
    def words(self) -> int:
        """Number of words, labels included."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch written to express a code; `leaning` is `+`, `-` or `=`; `sentences` are the spans it is made of."""

    document: str
    start: int
    end: int
    ref: str
    stance: str
    leaning: str
    prompted: bool
    text: str
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class StudyCoding:
    """A coder's coding; `ref` is the codebook's ref, a single letter for a whole theme, `code` its path."""

    document: str
    start: int
    end: int
    ref: str
    code: str
    coder: str
    text: str
    stance: str
    prompted: bool
    key: bool
    memo: str
    created: str


@dataclass(frozen=True, slots=True)
class StudyAssignment:
    """Who is to code what, and how far they are: `assigned`, `started` or `done`."""

    document: str
    coder: str
    state: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A difference planted between two coders on one passage.

    `start`, `end`, `ref` are the reading of `coder`; the `other_` fields that of `other`, None where they coded nothing
    there. A split has the span of its first half in `other_start`, `other_end`.
    """

    document: str
    type: str
    ref: str
    start: int
    end: int
    coder: str
    other: str
    other_ref: str | None
    other_start: int | None
    other_end: int | None
    drift: bool


@dataclass(frozen=True, slots=True)
class DraftQuote:
    """One quotation of the draft report: what is printed, whom it is put to, and what was done to it.

    `verdict` is the audit's word for it; `detail` says more (`removes a not` …). `start`, `end` is where the words, or
    the words they were made from, stand; None where they stand nowhere.
    """

    number: int
    text: str
    attribution: str
    verdict: str
    document: str | None
    start: int | None
    end: int | None
    original: str
    section: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft report as Markdown blocks, its quotations, and its over-claims."""

    blocks: tuple[tuple[str, str], ...]
    quotes: tuple[DraftQuote, ...]
    claims: tuple[dict[str, Any], ...]
    footnotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MonthlyFigures:
    """What the units of an area count in a month (as 2023-03): complaints recorded, early advice, files sent back."""

    month: str
    area: str
    recorded: int
    advice: int
    sent_back: int


@dataclass(frozen=True, slots=True)
class Study:
    """The whole worked study."""

    seed: int
    words: int
    cases: tuple[Case, ...]
    documents: tuple[StudyDocument, ...]
    passages: tuple[Passage, ...]
    codings: tuple[StudyCoding, ...]
    assignments: tuple[StudyAssignment, ...]
    disagreements: tuple[Disagreement, ...]
    draft: Draft
    figures: tuple[MonthlyFigures, ...]
    truth: dict[str, Any]

    def document(self, label: str) -> StudyDocument:
        """The document of that label; raises KeyError."""
        for document in self.documents:
            if document.label == label:
                return document
        raise KeyError(label)

"""What reporting checklists ask about coding, answered from the record where it holds an answer.

COREQ: Tong, Sainsbury & Craig 2007, *International Journal for Quality in Health Care* 19: 349–357. SRQR: O'Brien,
Harris, Beckman, Reed & Cook 2014, *Academic Medicine* 89: 1245–1251. What only the authors can know stays open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version

from sqlmodel import Session, func, select

from codebook.agreement import Agreement
from codebook.reviewing.project_agreement import Circumstances
from codebook.reviewing.self_agreement import Again
from codebook.scheme import codes
from codebook.tables import CodeDefinition
from transcripts.store.tables import Document

OPEN = "– for the authors to fill in"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a checklist; `answer` is None where the record has none."""

    checklist: str
    number: str
    asks: str
    answer: str | None

    def as_json(self) -> dict[str, str | None]:
        """Its fields."""
        return asdict(self)


def checklist(
    session: Session, measured: Agreement, settled: Circumstances, again: Sequence[Again] = ()
) -> list[Item]:
    """The items about coding and its analysis, in each checklist's order; `again` are the coders who coded again."""
    software = f"coding-tui {version('coding-tui')}"
    coders = f"{len(measured.coders):,}: {', '.join(measured.coders)}"
    tree, documents = _tree(session), _documents(session)
    twice = f"{measured.documents or 0:,} documents were coded by two or more; agreement is reported above"
    trust = "; ".join((twice, settled.blindness.words(), *(told.line() for told in again)))
    asked: tuple[tuple[str, str, str, str | None], ...] = (
        ("COREQ", "24", "Number of data coders", coders),
        ("COREQ", "25", "Description of the coding tree", tree),
        ("COREQ", "26", "Derivation of themes", _derivation(session)),
        ("COREQ", "27", "Software", software),
        ("COREQ", "28", "Participant checking", None),
        ("COREQ", "29", "Quotations presented", None),
        ("COREQ", "30", "Data and findings consistent", None),
        ("COREQ", "31", "Clarity of major themes", None),
        ("COREQ", "32", "Clarity of minor themes", None),
        ("SRQR", "S5", "Qualitative approach", settled.protocol.words()[0].removeprefix("Approach: ")),
        ("SRQR", "S6", "Researcher characteristics and reflexivity", None),
        ("SRQR", "S12", "Units of study", documents),
        ("SRQR", "S13", "Data processing", f"coded in {software}; transcription and anonymisation: {OPEN}"),
        ("SRQR", "S14", "Data analysis", f"coders: {coders}; codebook: {tree}"),
        ("SRQR", "S15", "Techniques to enhance trustworthiness", trust),
        ("SRQR", "S17", "Links to empirical data", None),
    )
    return [Item(*each) for each in asked]


def _tree(session: Session) -> str | None:
    tree = codes.tree(session)
    themes = [code.name for code in tree if code.parent is None]
    return f"{len(tree):,} codes under {len(themes):,} themes: {', '.join(themes)}" if themes else None


def _documents(session: Session) -> str | None:
    kinds = Counter(session.exec(select(Document.kind)).all())
    counted = ", ".join(f"{many:,} {kind or 'of no kind'}" for kind, many in sorted(kinds.items()))
    return f"{kinds.total():,} documents: {counted}" if kinds else None


def _derivation(session: Session) -> str | None:
    """How many codes got other rules later. Whether a theme came from the data nothing on record can tell."""
    latest = session.exec(select(func.max(CodeDefinition.version)).group_by(CodeDefinition.code_uid)).all()
    if not latest:
        return None
    revised = sum(version > 1 for version in latest)
    return f"rules of {revised:,} of {len(latest):,} codes were revised in the project; where themes came from: {OPEN}"

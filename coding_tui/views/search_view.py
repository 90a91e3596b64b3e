"""What Search shows and does, read from the project and written to it: plain functions for a worker's thread.

Offsets are code points, half-open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from codebook.coding import coding_hits
from codebook.coding.coding_hits import Plan
from codebook.retrieval import searching
from codebook.retrieval.passages import sources
from codebook.retrieval.searching import Sought, asks_for_interviewers, search
from coding_tui.edits import NewCode
from coding_tui.views import retrieval
from coding_tui.views.retrieval import InContext, Passage
from transcripts.errors import WorkbenchError
from transcripts.project import Project
from transcripts.searching import BadSearch, Found, Hit
from transcripts.sentences import sentences

AROUND = 140
"""How many characters either side of a hit its row may show."""
FIRST = 60
"""So many hits are shown while the others are counted."""
MOST = 20_000
UNITS = {"hit": "the words found", "sentence": "their whole sentences", "turn": "their whole turns"}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why nothing was looked for, and in which field: `query` or `only`."""

    error: WorkbenchError
    field: str


def look(session: Session, sought: Sought, stopped: Callable[[], bool], *, first: bool) -> Found | Trouble:
    """What is found, or only the `first` of it; what is wrong with the question is an answer, too."""
    try:
        return search(session, sought, limit=FIRST if first else MOST, whole=not first, stopped=stopped)
    except BadSearch as error:
        return Trouble(error, "query")
    except WorkbenchError as error:
        return Trouble(error, "only")


def said_apart(session: Session, sought: Sought) -> str:
    """What to tell somebody whose AND found nothing; empty where there is nothing to tell."""
    try:
        return searching.said_apart(session, sought)
    except WorkbenchError:  # what the question names went meanwhile
        return ""


def in_context(session: Session, hit: Hit, hidden: Sequence[tuple[int, int]] = ()) -> InContext:
    """A hit where it stands, without the words of what is hidden. Raises NotFound when the document is gone."""
    return retrieval.in_context(session, passages(session, [hit])[0], hidden)


def passages(session: Session, hits: Sequence[Hit]) -> list[Passage]:
    """Hits as passages that can be read in context and collected."""
    of = retrieval.attribution(session)
    by_uid = sources(session, {hit.document_uid for hit in hits})
    cut = [by_uid[hit.document_uid].cut(hit.start, hit.end) for hit in hits if hit.document_uid in by_uid]
    return [Passage(excerpt, of(excerpt)) for excerpt in cut]


@dataclass(frozen=True, slots=True)
class Coding:
    """Hits that somebody wants to code, with which code, how wide, by whom."""

    hits: tuple[Hit, ...]
    code: str | NewCode
    name: str
    unit: str
    coder: str
    sought: Sought

    def plan(self, project: Project) -> Plan:
        """What it would come to."""
        uids = sorted({hit.document_uid for hit in self.hits})
        bounds = sentences(project, uids) if self.unit == "sentence" else None
        code = self.code if isinstance(self.code, str) else None
        with project.reading() as session:
            return coding_hits.plan(
                session, self.hits, code, self.coder, unit=self.unit, sentences=bounds,
                include_interviewer=asks_for_interviewers(self.sought.only),
            )  # fmt: skip

    def carry_out(self, session: Session, plan: Plan) -> str:
        """Do what was planned; returns the code's uid."""
        code = self.code if isinstance(self.code, str) else self.code.make(session)
        coding_hits.carry_out(session, plan.places, code, self.coder)
        return code


def deed(plan: Plan) -> str:
    """`12 places in 8 documents`."""
    return f"{retrieval.counted(len(plan.places), 'place')} in {retrieval.counted(plan.documents, 'document')}"


def preview(coding: Coding, plan: Plan) -> str:
    """What is going to be coded, and what is left out."""
    wide = {"hit": "", "sentence": ", as whole sentences", "turn": ", as whole turns"}[coding.unit]
    left = f"\nLeft out: {', '.join(plan.left_out)}." if plan.left_out else ""
    who = "\n«search.role» asks for interviewers' words." if plan.interviewer and not plan.places else ""
    return f"{deed(plan)} get the code ‘{coding.name}’{wide}, by {coding.coder}, as one step.{left}{who}"

"""What the audit screen shows of a draft, made on a worker's thread: findings and claims in the draft's order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from coding_tui.views.retrieval import Span, counted
from coding_tui.widgets.lines import Piece
from exports.audit.auditing import audit, judge_of
from exports.audit.judging import Judge
from exports.audit.kept import key_of
from exports.audit.model import Audit, Claim, Finding, NameLeft, Paragraph
from exports.audit.report import MEANINGS, joined, summed_up
from exports.words import one_line
from transcripts import document_labels
from transcripts.project import Project

AROUND = 60
"""Characters of the draft to either side of a name."""
Row = Finding | Claim | NameLeft


@dataclass(frozen=True, slots=True)
class Audited:
    """A draft's audit, what judged it, and the documents' uids by label."""

    audit: Audit
    judge: Judge
    uids: Mapping[str, str]

    def rows(self, *, everything: bool) -> list[Row]:
        """What needs a look, or everything, in the draft's order."""
        found: list[Row] = [*self.audit.names, *self.audit.findings, *self.audit.claims]
        found.sort(key=lambda each: _paragraph(each).number)
        return [each for each in found if everything or each.needs_a_look]

    def place(self, row: Row | None) -> Span | None:
        """Where a finding stands in the project: document (uid), start, end."""
        if not isinstance(row, Finding) or row.document is None or row.start is None or row.end is None:
            return None
        return self.uids[row.document], row.start, row.end

    def note(self) -> str:
        """`to look at: 31 of 79 quotations · 2 of 3 claims`."""
        looks = [sum(each.needs_a_look for each in found) for found in (self.audit.findings, self.audit.claims)]
        claims = f" · {looks[1]:,} of {counted(len(self.audit.claims), 'claim')}" if self.audit.claims else ""
        names = f" · {counted(len(self.audit.names), 'name')}" if self.audit.names else ""
        return f"to look at: {looks[0]:,} of {counted(len(self.audit.findings), 'quotation')}{claims}{names}"


def audited(project: Project, session: Session, draft: Path, judge: Judge | None = None) -> Audited:
    """The audit of a draft; `judge` is of an earlier one of the same texts. Raises BadDraft."""
    judge = judge or judge_of(project)
    return Audited(audit(session, draft, judge), judge, document_labels.uids_by_label(session))


def key(row: Row) -> str:
    """What a row is known by, also after the draft was edited."""
    if isinstance(row, NameLeft):
        return f"{row.paragraph.number}:{row.start}:name"
    return f"{_paragraph(row).number}:{row.quotation.start if isinstance(row, Finding) else 'claim'}:{key_of(row)}"


def where(row: Row) -> str:
    """Where it stands in the draft."""
    return _paragraph(row).where


def title(row: Row) -> str:
    """Its verdict."""
    if isinstance(row, NameLeft):
        return "original name left in"
    return row.verdict if isinstance(row, Finding) else f"claim {row.verdict}"


def whose(row: Row) -> str:
    """Whose words the draft says they are, or whom it speaks of."""
    if isinstance(row, NameLeft):
        return ""
    if isinstance(row, Claim):
        return row.group or "everybody"
    return row.quotation.attribution or "nobody named"


def words(row: Row) -> str:
    """The draft's words, on one line; of a name, what stands around it."""
    if isinstance(row, NameLeft):
        return one_line(row.paragraph.text[max(0, row.start - AROUND) : row.end + AROUND])
    return one_line(row.quotation.text if isinstance(row, Finding) else row.text)


def told(row: Row, *, hidden: bool) -> Iterator[Piece]:
    """Everything about a row; without words where they are `hidden`."""
    yield f"{title(row)}\n", "wrong" if row.needs_a_look else "strong"
    if isinstance(row, NameLeft):
        yield from _name(row)
    elif isinstance(row, Claim):
        yield from _claim(row)
    else:
        yield from _finding(row, hidden=hidden)
    if row.kept:
        yield f"\n✓ {row.kept}\n", "accent"


def _finding(row: Finding, *, hidden: bool) -> Iterator[Piece]:
    yield f"{MEANINGS[row.verdict]}\n", "quiet"
    if row.detail and not hidden:
        yield f"{row.detail}\n", "text"
    if not hidden:
        yield from _both(row)
    yield f"\nThe draft says it is {row.quotation.attribution or 'nobody’s'} ({where(row)})\n", "quiet"
    if row.document is not None:
        speaker = f", {row.speaker}" if row.speaker and row.speaker != row.document else ""
        yield f"It stands in {row.place}{speaker}\n", "quiet"
    for remark in row.remarks:
        yield f"\n{remark}\n", "text"


def _both(row: Finding) -> Iterator[Piece]:
    """Both texts in one: [-said-] words that the draft has not, {+written+} words that nobody said."""
    yield "\n", "text"
    if not any(said != written for said, written in row.pairs):
        yield f"“{one_line(row.quotation.text)}”\n", "text"
        return
    for said, written in joined(row.pairs):
        if said == written:
            yield f"{written} ", "text"
            continue
        if said:
            yield f"[-{said}-] ", "wrong"
        if written:
            yield f"{{+{written}+}} ", "accent"
    yield "\n[-…-] said, not in the draft · {+…+} in the draft, not said\n", "quiet"


def _name(row: NameLeft) -> Iterator[Piece]:
    text = row.paragraph.text
    yield "The project was told that this name must not leave. It is never let stand.\n\n", "quiet"
    yield one_line(text[max(0, row.start - 3 * AROUND) : row.start]) + " ", "text"
    yield one_line(row.text), "wrong"
    yield " " + one_line(text[row.end : row.end + 3 * AROUND]) + "\n", "text"
    yield f"\n{row.paragraph.where}\n", "quiet"


def _claim(row: Claim) -> Iterator[Piece]:
    yield f"“{row.quantifier}” is taken to mean {row.threshold}\n", "quiet"
    yield f"\n{row.text}\n\n", "text"
    for each in row.counts:
        yield f"{each.words()}\n", "strong"
    if not row.counts:
        yield "No code shares its words. The command `audit` takes --theme WORDS=CODE.\n", "text"
    if len(row.counts) > 1:
        yield "It may be about any of these.\n", "quiet"


def overall(found: Audited) -> Sequence[Piece]:
    """About the draft as a whole, where nothing is highlighted."""
    remarks = "".join(f"\n{remark}" for remark in found.audit.remarks)
    return ((summed_up(found.audit), "text"), (remarks, "quiet"))


def _paragraph(row: Row) -> Paragraph:
    return row.quotation.paragraph if isinstance(row, Finding) else row.paragraph

"""An audit as a file: the report for people, its findings as a table, or the draft again with comments."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from exports.audit.annotating import annotated
from exports.audit.model import Audit
from exports.audit.report import as_markdown
from exports.formats import UnknownFormat
from exports.manifests.recording import recorded
from exports.saving import save
from exports.tables import save_rows
from transcripts.leaving import known_in, masked
from transcripts.project import Project

SUFFIXES = (".md", ".csv", ".xlsx", ".tex")
COLUMNS = ("verdict", "attributed to", "where", "in the draft", "document", "start", "end", "as said", "about it")


def write_audit(project: Project, path: Path, audit: Audit, draft: Path, named: Mapping[str, str]) -> None:
    """Write an audit of `draft`, its manifest beside it. A name that only the transcripts have is `[name]` in it.

    Raises UnknownFormat, NameWouldLeave, WriteFailed.
    """
    known = known_in(draft.read_bytes())
    suffix = path.suffix.lower()
    if suffix == ".md":
        save(path, masked(as_markdown(audit), known).encode(), known=known)
    elif suffix in SUFFIXES:
        rows = [[masked(cell, known) if isinstance(cell, str) else cell for cell in row] for row in _rows(audit)]
        save_rows(path, COLUMNS, rows, f"Quotations of {draft.name}, looked up word for word.")
    else:
        raise UnknownFormat(f"{path}: an audit is written as {', '.join(SUFFIXES)}.")
    _recorded(project, path, audit, draft, named)


def write_annotated(project: Project, path: Path, audit: Audit, draft: Path, named: Mapping[str, str]) -> None:
    """Write a Word draft again with a comment at each finding, the manifest beside it. Raises BadDraft, WriteFailed."""
    known = known_in(draft.read_bytes())
    save(path, annotated(draft, path, audit.findings, known), known=known)
    _recorded(project, path, audit, draft, named)


def _recorded(project: Project, path: Path, audit: Audit, draft: Path, named: Mapping[str, str]) -> None:
    asked = {"draft": draft.absolute(), "named": dict(named)}
    recorded(project, path, "audit", asked, rows_of_audit(audit), files=[draft])


def rows_of_audit(audit: Audit) -> list[object]:
    """What an audit found, for its manifest: quotations, claims, names, remarks."""
    told = audit.as_json()
    return [*told["quotes"], *told["claims"], *told["names"], *told["remarks"]]


def _rows(audit: Audit) -> list[list[object]]:
    return [
        [one.verdict, one.quotation.attribution, one.quotation.paragraph.where, one.quotation.text, one.document or "",
         one.start, one.end, one.said, "; ".join(part for part in (one.detail, *one.remarks) if part)]
        for one in audit.findings
    ]  # fmt: skip

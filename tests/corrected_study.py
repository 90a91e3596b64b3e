"""The small study with codings, a memo and a quotation in a document whose text is replaced by a corrected one."""

from __future__ import annotations

from studies import TEXTS, imported

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.coding.replacements import ReplacementReport
from codebook.coding.replacing import Decisions, Replacement, preview, replace_document
from codebook.quoting import collected
from codebook.scheme import codes
from transcripts import coders, document_labels
from transcripts.project import Project
from transcripts.texts import document_text

LABEL = "CPS 2"
OLD = TEXTS[LABEL]
NEW = """Cover page
Interviewer: What changed?
CPS 2: Nobody calls us. Delays — “queues” 🙂 everywhere.
Chair: Thank you.
"""


def uid(project: Project, label: str = LABEL) -> str:
    with project.reading() as session:
        return document_labels.find(session, label)


def code(project: Project, name: str, start: int, end: int, coder: str = "Ann", label: str = LABEL) -> str:
    where = uid(project, label)
    with project.step(f"Apply ‘{name}’", coder) as session:
        whose = coders.ensure(session, coder)
        return codings.apply(session, NewCoding(where, start, end, codes.ensure(session, name), whose))


def previewed(project: Project, new: str = NEW, label: str = LABEL) -> Replacement:
    where = uid(project, label)
    with project.reading() as session:
        return preview(session, where, imported(new))


def replaced(
    project: Project, new: str = NEW, label: str = LABEL, decisions: Decisions | None = None
) -> ReplacementReport:
    """Replace the text, as Cat."""
    return replace_document(
        project, previewed(project, new, label), original=new.encode(), source_name="corrected.txt", coder="Cat",
        decisions=decisions,
    )  # fmt: skip


def words(project: Project, label: str = LABEL) -> dict[str, str]:
    """The words under each code, and those of each quotation by its section."""
    where = uid(project, label)
    with project.reading() as session:
        text = document_text(session, where).text
        paths = {each.uid: each.path for each in codes.tree(session)}
        quoted = {f"§{each.section}": each.excerpt.text for each in collected.collected(session)}
        return {paths[c.code]: text[c.start : c.end] for c in codings.codings(session, documents=[where])} | quoted


def by_what(report: ReplacementReport | Replacement) -> dict[str, str]:
    return {each.thing.what: each.verdict for each in report.items}

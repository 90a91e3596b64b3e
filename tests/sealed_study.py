"""A study in which Ben codes a document under seal beside Ann, with words of his that nobody else may meet."""

from __future__ import annotations

from pathlib import Path

from made_once import project_once
from sqlmodel import Session, select
from studies import TEXTS, small_study

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.evidence import contradictions
from codebook.notes import memos
from codebook.quoting import collected
from codebook.scheme import codes
from codebook.team import assignments, declarations
from transcripts import coders, document_labels
from transcripts.documents import add_case
from transcripts.project import Project
from transcripts.store.tables import Case

SECRET = "quagga"
"""In every text that Ben wrote about the document that is sealed, and in the name of the step in which he coded it."""
CODE = "Animals"


@project_once
def sealed_study(path: Path) -> Project:
    """`CPS 2` is sealed for Ann and Ben, who has begun; `CPS 1` is open, and coded by Ben, too."""
    project = small_study(path)
    with project.step("Codes", "Ann") as session:
        codes.ensure(session, CODE)
        uids = document_labels.uids_by_label(session)
        for name in ("Ann", "Ben"):
            assignments.give(session, [uids["CPS 2"]], name, sealed=True)
            assignments.give(session, [uids["CPS 1"]], name)
    apply(project, "Ben", "CPS 1", "They call us", memo="open words")
    apply(project, "Ben", "CPS 2", "Nobody calls us", memo=f"a {SECRET}", key=True)
    with project.step(f"Memos on the {SECRET}", "Ben") as session:
        ben, document = coders.ensure(session, "Ben"), document_labels.uids_by_label(session)["CPS 2"]
        memos.add(session, f"{SECRET} in the document", coder=ben, about="document", about_uid=document)
        memos.add(session, f"{SECRET} in a passage", coder=ben, about="span", about_uid=document, span=(30, 40))
        declarations.declare(session, document, ben, (60, 70))
        collected.add(session, document, 30, 50, coder=ben, note=SECRET)
        assignments.set_state(session, document, ben, "started")
        contradict(session, uids["CPS 1"], document, ben)
    _think_again(project, document, ben)
    return project


def contradict(session: Session, says: str, shows: str, coder: str) -> None:
    """What one document says of a case, and the sealed one shows otherwise."""
    for uid in (says, shows):
        add_case(session, uid, "Case 1")
    case = session.exec(select(Case.uid).where(Case.label == "Case 1")).one()
    glosses = ("early", SECRET)
    contradictions.link(session, case, (says, 0, 9), (shows, 30, 40), coder=coder, glosses=glosses, note=SECRET)


def _think_again(project: Project, document: str, ben: str) -> None:
    """Ben changes what he wrote, and takes some of it away: the journal holds what it was, and only what changed."""
    with project.step(f"Changed: {SECRET}", "Ben") as session:
        for each in memos.memos(session, reader="Ben", search=SECRET):
            memos.edit(session, each.uid, f"{SECRET}, thought over", coder="Ben")
        found = codings.codings(session, documents=[document], coders=["Ben"])[0].uid
        codings.change(session, found, memo=f"{SECRET}, thought over", certainty=1)
        gone = memos.add(session, f"{SECRET} to be removed", coder=ben, about="span", about_uid=document, span=(30, 40))
    with project.step(f"Removed: {SECRET}", "Ben") as session:
        memos.remove(session, gone, coder="Ben")


def apply(project: Project, name: str, label: str, words: str, **more: object) -> str:
    """A coding of `CODE`, as a step named after its memo; returns its uid."""
    with project.step(f"Apply ‘{CODE}’: {more.get('memo', '')}", name) as session:
        start = TEXTS[label].index(words)
        code = codes.tree(session).find(CODE).uid
        document = document_labels.uids_by_label(session)[label]
        made = NewCoding(document, start, start + len(words), code, coders.ensure(session, name), **more)  # type: ignore[arg-type]
        return codings.apply(session, made)


def finish(project: Project, label: str, *names: str) -> None:
    """Mark a document done by coders, a step each."""
    for name in names:
        with project.step("Done", name) as session:
            document = document_labels.uids_by_label(session)[label]
            assignments.set_state(session, document, coders.ensure(session, name), "done")

"""A project's agreement: who finished what, which text counts, and the codings, handed to `codebook.agreement`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from codebook import assignments, codes, codings
from codebook.agreement import UNITS, Agreement, Document, SpanRow, Study, Unit, measure
from transcripts import coders as coder_names
from transcripts import documents
from transcripts.documents import DocumentText, natural
from transcripts.errors import NotFound, WorkbenchError
from transcripts.project import Project
from transcripts.sentences import Bounds, sentences

MAIN_ROUND = "main"


class NoAgreement(WorkbenchError):
    """Agreement cannot be asked for in this way."""


def measure_project(
    project: Project, *, unit: Unit = "sentence", coders: Sequence[str] | None = None, round: str = MAIN_ROUND
) -> Agreement:
    """Agreement per code between coders (default: all who marked anything done in the round) at a unit.

    Raises NoAgreement in a reflexive project, for an unknown unit or fewer than two named coders, and NotFound for a
    coder that the project does not have.
    """
    if unit not in UNITS:
        raise NoAgreement(f"‘{unit}’ is not a unit. Units are: {', '.join(UNITS)}.")
    if project.settings().get("approach") == "reflexive":
        raise NoAgreement("This project works reflexively: coefficients of agreement have no meaning in it.")
    with project.reading() as session:
        done = _done(session, round)
        panel = _panel(session, coders, done)
        shared = [uid for uid, finished in done.items() if len(finished & set(panel)) > 1]
        texts = documents.document_texts(session, shared)
        names, rows = _codings(session, texts, panel, round)
    bounds = sentences(project, shared) if unit == "sentence" else {}
    study = Study.of(panel, names, [_document(texts[uid], done[uid], unit, bounds) for uid in texts], rows)
    return measure(study, unit)


def _done(session: Session, round: str) -> dict[str, set[str]]:
    finished: dict[str, set[str]] = {}
    for each in assignments.assignments(session, round=round):
        if each.state == "done":
            finished.setdefault(each.document, set()).add(each.coder)
    return finished


def _panel(session: Session, wanted: Sequence[str] | None, done: Mapping[str, set[str]]) -> tuple[str, ...]:
    if wanted is None:
        return tuple(sorted(set().union(*done.values()), key=natural)) if done else ()
    known = coder_names.names(session)
    for name in wanted:
        if name not in known:
            raise NotFound(f"There is no coder ‘{name}’. Coders are: {', '.join(known) or 'none yet'}.")
    if len(set(wanted)) < 2:
        raise NoAgreement("Agreement needs at least two coders. Name them like this: --coders Ann,Ben")
    return tuple(dict.fromkeys(wanted))


def _codings(
    session: Session, texts: Mapping[str, DocumentText], panel: Sequence[str], round: str
) -> tuple[list[str], list[SpanRow]]:
    """The codes to report on, in codebook order, and what the panel did with them in the shared documents.

    A theme or code that only holds others is reported when somebody applied it; every other code always is.
    """
    tree = codes.tree(session)
    paths = {code.uid: code.path for code in tree}
    found = codings.codings(session, coders=panel, round=round)
    used = {coding.code for coding in found}
    parents = {code.parent for code in tree}
    names = [code.path for code in tree if code.uid in used or code.uid not in parents]
    rows = [
        SpanRow(texts[c.document].label, c.coder, paths[c.code], c.start, c.end) for c in found if c.document in texts
    ]
    return names, rows


def _document(text: DocumentText, done: set[str], unit: Unit, bounds: Mapping[str, Bounds]) -> Document:
    universe = text.speech()
    cells = {"turn": universe, "sentence": bounds.get(text.uid, [])}
    return Document(text.label, frozenset(done), universe, {unit: cells[unit]} if unit in cells else {})

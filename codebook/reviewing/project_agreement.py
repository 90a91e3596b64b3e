"""A project's agreement: who finished what, which text counts, and the codings, handed to `codebook.agreement`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from codebook.agreement import UNITS, Agreement, Document, SpanRow, Study, Unit, measure, measure_all
from codebook.agreement.intervals import Limits
from codebook.coding import codings
from codebook.scheme import codes, yaml_format
from codebook.team import assignments
from codebook.team.protocol import Protocol, departures, protocol
from codebook.team.rounds import MAIN
from codebook.team.sealing import NO_SEAL, Blindness, blindness, closed_places
from transcripts import coders as coder_names
from transcripts.document_labels import natural
from transcripts.errors import NotFound, WorkbenchError
from transcripts.project import Project
from transcripts.sentences import Bounds, sentences
from transcripts.texts import DocumentText, document_texts

FEW_REASONS = 3


class NoAgreement(WorkbenchError):
    """Agreement cannot be asked for in this way."""


def measure_project(
    project: Project, *, unit: Unit = "sentence", coders: Sequence[str] | None = None, round: str = MAIN,
    everything: bool = False, origin: str = "",
) -> Agreement:  # fmt: skip
    """Agreement per code between coders (default: all who marked anything done in the round) at a unit.

    Conclusions are by the protocol's thresholds. With `everything` themes are rolled up and the codebook is measured
    as a whole as well (`measure_all`).

    A document that somebody still codes under seal is left out, whoever asks. Raises NoAgreement in a reflexive
    project, and as `project_study`.
    """
    limits = measurable(project)
    return (measure_all if everything else measure)(
        project_study(project, unit=unit, coders=coders, round=round, origin=origin), unit, limits
    )


def measurable(project: Project) -> Limits:
    """The α that conclusions need by the protocol. Raises NoAgreement where coefficients have no place: reflexively."""
    with project.reading(whole=True) as session:
        settled = protocol(session)
    if not settled.measures:
        raise NoAgreement("This project works reflexively: coefficients of agreement have no meaning in it. "
                          "Its disagreements list what was read differently.")  # fmt: skip
    return Limits(settled.tentative, settled.reliable)


def project_study(
    project: Project, *, unit: Unit = "sentence", coders: Sequence[str] | None = None, round: str = MAIN,
    origin: str = "",
) -> Study:  # fmt: skip
    """What there is to measure, and to disagree about: codings as their coders made them, never rulings.

    With an `origin` (“human”, “suggestion”) only codings that came about so count, as if the others had not been made.
    Raises NoAgreement for an unknown unit or fewer than two named coders, and NotFound for a coder that the project
    does not have.
    """
    if unit not in UNITS:
        raise NoAgreement(f"‘{unit}’ is not a unit. Units are: {', '.join(UNITS)}.")
    with project.reading(whole=True) as session:
        done = finished_in(session, round)
        panel = _panel(session, coders, done)
        shared = [uid for uid, finished in done.items() if len(finished & set(panel)) > 1]
        texts = document_texts(session, shared)
        names, rows = coded_in(session, texts, panel, round, origin)
    bounds = sentences(project, shared) if unit == "sentence" else {}
    # Resampling draws documents by their place: by label, the same study gives the same interval wherever it was made.
    in_order = sorted(texts, key=lambda uid: natural(texts[uid].label))
    return Study.of(panel, names, [laid_out(texts[uid], done[uid], unit, bounds) for uid in in_order], rows)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What has to stand with a result: what was settled, changes of it after coding began, and whether it was blind."""

    protocol: Protocol
    departures: tuple[str, ...]
    blindness: Blindness

    def words(self) -> tuple[str, ...]:
        """The lines to print with a result."""
        changed = (f"Changed: {each}" for each in self.departures)
        reasons = Counter(self.blindness.reasons.values())
        if all(reason.endswith(NO_SEAL) for reason in reasons):
            remark = " (nothing was sealed)" if reasons else ""
            return (*self.protocol.words(), *changed, f"{self.blindness.words()}{remark}")
        why = (f"  {many:,} of them: {reason}" for reason, many in reasons.most_common(FEW_REASONS))
        return (*self.protocol.words(), *changed, self.blindness.words(), *why)

    def as_json(self) -> dict[str, Any]:
        """What `agreement --json` has of it."""
        blind = {"blind": self.blindness.blind, "documents": self.blindness.documents}
        return {"protocol": self.protocol.as_json(), "departures": list(self.departures), "blind": blind}


def circumstances(project: Project, *, coders: Sequence[str] | None = None, round: str = MAIN) -> Circumstances:
    """What has to stand with an agreement of the same coders and round. Raises as `project_study`."""
    with project.reading(whole=True) as session:
        done = finished_in(session, round)
        panel = _panel(session, coders, done)
        shared = [uid for uid, finished in done.items() if len(finished & set(panel)) > 1]
        return Circumstances(
            protocol(session), tuple(departures(project)), blindness(session, shared, panel, round=round)
        )


def codebook_named(session: Session) -> str:
    """The codebook as a methods paragraph names it: title, version, size, and a hash of its rules as YAML."""
    book = codes.document(session)
    title = f"‘{book.title}’, " if book.title else ""
    version = f"version {book.version}" if book.version else "no version given"
    told = sha256(yaml_format.dump(replace(book, source=None)).encode()).hexdigest()
    many = sum(1 for _ in book.walk())
    return f"{title}{version}, {many:,} code{'s' * (many != 1)}, SHA-256 of its rules {told}"


def finished_in(session: Session, round: str) -> dict[str, set[str]]:
    """Who (names) marked each document (uid) done in a round, without what somebody still codes under seal."""
    closed = closed_places(session)
    finished: dict[str, set[str]] = {}
    for each in assignments.assignments(session, round=round):
        if each.state == "done" and (each.document, round) not in closed:
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


def coded_in(
    session: Session, texts: Mapping[str, DocumentText], panel: Sequence[str], round: str, origin: str = ""
) -> tuple[list[str], list[SpanRow]]:
    """The codes to report on, in codebook order, and what a panel did with them in a round in these documents.

    A theme or code that only holds others is reported when somebody applied it; every other code always is.
    """
    tree = codes.tree(session)
    paths = {code.uid: code.path for code in tree}
    found = [c for c in codings.codings(session, coders=panel, round=round) if origin in ("", c.origin)]
    used = {coding.code for coding in found}
    parents = {code.parent for code in tree}
    names = [code.path for code in tree if code.uid in used or code.uid not in parents]
    rows = [
        SpanRow(texts[c.document].label, c.coder, paths[c.code], c.start, c.end) for c in found if c.document in texts
    ]
    return names, rows


def laid_out(text: DocumentText, done: set[str], unit: Unit, bounds: Mapping[str, Bounds]) -> Document:
    """A document as a study has it, with the cells of a unit."""
    universe = text.speech()
    cells = {"turn": universe, "sentence": bounds.get(text.uid, [])}
    return Document(text.label, frozenset(done), universe, {unit: cells[unit]} if unit in cells else {})

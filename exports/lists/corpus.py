"""What is in the corpus: documents, who speaks, figures of trackers, words that were searched for, incidents."""

from __future__ import annotations

from typing import Any

from codebook.evidence import contradictions as linking
from codebook.retrieval.searching import Sought, search
from exports.lists.model import Listed, as_rows
from transcripts import speakers as speaking
from transcripts.document_labels import find
from transcripts.documents import summaries
from transcripts.project import Project
from transcripts.trackers import tracker as kept_tracker

HITS = ("document", "start", "end", "speaker", "role", "before", "text", "after", "score")
DOCUMENTS = ("document", "kind", "group", "area", "date", "language", "participant", "cases", "words", "characters",
             "turns", "speakers", "format", "encoding", "sha256", "file", "added", "warnings")  # fmt: skip
SPEAKERS = ("speaker", "role", "documents", "turns")
INCIDENTS = ("case", "documents", "contradictions")


def hits(project: Project, **asked: Any) -> Listed:
    """All that a search finds (`Sought`)."""
    sought = Sought(**asked)
    with project.reading() as session:
        found = search(session, sought, limit=None)
    rows: list[list[object]] = [
        [hit.document, hit.start, hit.end, hit.speaker or "", hit.role or "", hit.before, hit.text, hit.after,
         round(hit.score, 1)]
        for hit in found.hits
    ]  # fmt: skip
    return Listed(HITS, rows, f"Search for {sought.query} {sought.only}".strip())


def documents(project: Project) -> Listed:
    """Every document, with what is known about it."""
    with project.reading() as session:
        rows: list[list[object]] = [
            [d.label, d.kind, d.group, d.area, d.date, d.language, d.participant, "; ".join(d.cases), d.words,
             d.characters, d.turns, "; ".join(d.speakers), d.format, d.encoding, d.sha256, d.source_name, d.added,
             "; ".join(d.warnings)]
            for d in summaries(session)
        ]  # fmt: skip
    return Listed(DOCUMENTS, rows, "Documents. SHA-256 is of the file as it was imported.", own=("added",))


def speakers(project: Project, *, document: str = "") -> Listed:
    """Who speaks as what, in a document (label) or in all."""
    with project.reading() as session:
        found = speaking.speakers(session, document=find(session, document) if document else None)
    rows: list[list[object]] = [[each.name, each.role, each.documents, each.turns] for each in found]
    return Listed(SPEAKERS, rows, f"Who speaks in {document or 'all documents'}, and as what.")


def tracker(project: Project, *, name: str) -> Listed:
    """A tracker's rows; numbers are numbers."""
    with project.reading() as session:
        made = kept_tracker(session, name).as_json()
    places = [place for place in ("area", "group") if any(row[place] for row in made["rows"])]
    columns = list(made["columns"])
    rows = [
        [row["period"], *(row[place] for place in places), *(row["cells"].get(column) for column in columns)]
        for row in made["rows"]
    ]
    return Listed(("month", *places, *columns), rows, f"Tracker {made['name']}, from {made['source']}.")


def incidents(project: Project) -> Listed:
    """The cases that more than one document is about."""
    with project.reading() as session:
        found = linking.incidents(session)
    rows: list[list[object]] = [
        [each.case, "; ".join(d.label for d in each.documents), each.contradictions] for each in found
    ]
    return Listed(INCIDENTS, rows, "Cases that more than one document is about.")


def contradictions(project: Project) -> Listed:
    """What documents about one case contradict each other in."""
    with project.reading() as session:
        found = linking.contradictions(session)
    return Listed(linking.COLUMNS, as_rows(linking.rows(found)), linking.WORDS)

"""The project as JSON: documents without their texts, codes, codings with their words, and collected quotations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlmodel import Session

from codebook.coding.codings import Coding, codings
from codebook.quoting.collected import collected
from codebook.retrieval.passages import Excerpt, sources
from codebook.scheme import codes
from exports.quotations.data import as_text
from exports.saving import save
from transcripts.documents import summaries
from transcripts.project import Project

FORMAT = "coding-tui project 1"


def write(project: Project, path: Path) -> str:
    """Write the project; returns what was written, in words."""
    settings = project.settings()
    about = {name: settings[name] for name in ("title", "approach") if name in settings}
    with project.reading() as session:
        made = _codings(session)
        value = {
            "format": FORMAT, "project": about, "documents": [known.as_json() for known in summaries(session)],
            "codes": _codes(session), "codings": made, "quotations": _collected(session),
        }  # fmt: skip
    save(path, as_text(value))
    return f"{len(value['documents']):,} documents and {len(made):,} codings"


def _codes(session: Session) -> list[dict[str, Any]]:
    parts = ("brief", "full", "include", "exclude", "typical", "near_miss", "cues", "status", "since", "ref")
    return [
        {"path": code.path, "uid": code.uid, "colour": code.colour, "asks_stance": code.asks_stance,
         "version": code.version, **{part: _plain(getattr(code.entry, part)) for part in parts}}
        for code in codes.tree(session)
    ]  # fmt: skip


def _codings(session: Session) -> list[dict[str, Any]]:
    paths = {code.uid: code.path for code in codes.tree(session)}
    made: dict[str, list[Coding]] = {}
    for coding in codings(session, round=None):
        made.setdefault(coding.document, []).append(coding)
    return [
        _coding(coding, source.cut(coding.start, coding.end, (coding,), paths))
        for uid, source in sources(session, made).items()
        for coding in made[uid]
    ]


def _coding(coding: Coding, excerpt: Excerpt) -> dict[str, Any]:
    said = excerpt.as_json()
    return {
        "uid": coding.uid, "document": excerpt.document, "start": coding.start, "end": coding.end,
        "text": excerpt.text, "code": excerpt.codes[0], "coder": coding.coder,
        **{name: said[name] for name in ("speaker", "role", "question", "attribution", "stance")},
        "prompted": coding.prompted, "key": coding.key, "certainty": coding.certainty, "memo": coding.memo,
        "round": coding.round, "origin": coding.origin, "created": coding.created,
    }  # fmt: skip


def _collected(session: Session) -> list[dict[str, Any]]:
    return [
        {"uid": one.uid, "section": one.section, "note": one.note, "code": one.code, "collected": one.collected,
         **one.excerpt.as_json()}
        for one in collected(session)
    ]  # fmt: skip


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value

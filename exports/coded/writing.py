"""Coded transcripts and packs written by their suffix, whole or not at all. Names that must not leave stop them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from exports.captions import today
from exports.coded.model import CodedTranscript, coded_transcript
from exports.coded.packs import Pack, blocks
from exports.formats import FIGURE_SUFFIXES, UnknownFormat, refuse_names
from exports.manifests import recorded
from exports.pages.blocks import as_markdown, as_web_page, as_word_document
from exports.saving import save
from transcripts.project import Project

TRANSCRIPTS: Mapping[str, str] = {".docx": "exports.coded.word_document", ".html": "exports.coded.web_page"}
PACKS = (".docx", ".html", ".md")


def save_transcript(made: CodedTranscript, path: Path) -> None:
    """Raises UnknownFormat, NameWouldLeave and WriteFailed."""
    module = TRANSCRIPTS.get(path.suffix.lower())
    if module is None:
        raise _unknown(path, TRANSCRIPTS)
    refuse_names(made.named)
    save(path, cast("bytes", import_module(module).render(made)))


def write_coded(
    project: Project, path: Path, document: str, coders: Sequence[str] = (), code: str = ""
) -> CodedTranscript:  # fmt: skip
    """Write a document's coded transcript or its portrait, as the suffix says, and its manifest; returns what is in it.

    Raises NotFound, UnknownFormat, NameWouldLeave and WriteFailed.
    """
    portrait = path.suffix.lower() in set(FIGURE_SUFFIXES) - {".html"}
    with project.reading() as session:
        made = coded_transcript(session, document, coders, code)
    if portrait:
        from exports.figures.portrait import document_portrait  # noqa: PLC0415 - altair takes a moment

        document_portrait(made, today()).save(path)
    else:
        save_transcript(made, path)
    asked = {"label": document, "coders": list(coders), "code": code}
    recorded(project, path, "document portrait" if portrait else "coded transcript", asked, made.rows())
    return made


def save_pack(made: Pack, path: Path) -> None:
    """Raises UnknownFormat, NameWouldLeave and WriteFailed."""
    writers: Mapping[str, Callable[[], bytes]] = {
        ".docx": lambda: as_word_document(made.participant, blocks(made)),
        ".html": lambda: as_web_page(made.participant, blocks(made)),
        ".md": lambda: as_markdown(made.participant, blocks(made), path.stem),
    }
    if path.suffix.lower() not in writers:
        raise _unknown(path, writers)
    refuse_names(made.named)
    save(path, writers[path.suffix.lower()]())


def _unknown(path: Path, known: Mapping[str, object]) -> UnknownFormat:
    return UnknownFormat(f"{path}: not written as ‘{path.suffix or 'no suffix'}’. Formats: {', '.join(known)}.")

"""Coded transcripts and packs written by their suffix, whole or not at all. Names that must not leave stop them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import cast

from exports.agreement_blocks import as_markdown, as_web_page, as_word_document
from exports.coded.model import CodedTranscript
from exports.coded.packs import Pack, blocks
from exports.formats import UnknownFormat, refuse_names
from exports.saving import save

TRANSCRIPTS: Mapping[str, str] = {".docx": "exports.coded.word_document", ".html": "exports.coded.web_page"}
PACKS = (".docx", ".html", ".md")


def save_transcript(made: CodedTranscript, path: Path) -> None:
    """Raises UnknownFormat, NameWouldLeave and WriteFailed."""
    module = TRANSCRIPTS.get(path.suffix.lower())
    if module is None:
        raise _unknown(path, TRANSCRIPTS)
    refuse_names(made.named)
    save(path, cast("bytes", import_module(module).render(made)))


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

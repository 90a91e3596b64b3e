"""One transcript from one file, read as safely as a whole batch."""

from __future__ import annotations

from pathlib import Path

from transcripts.errors import ImportRefused
from transcripts.importing import Decisions, ImportedText
from transcripts.importing.pool import ReadingPool, Source
from transcripts.intake import found


def read_transcript(path: Path, decisions: Decisions | None = None) -> tuple[bytes, ImportedText]:
    """A file's bytes and the one document in it. Raises ImportRefused, also where it holds several."""
    source = Source(path.name, lambda: found.content(path), decisions or Decisions())
    with ReadingPool(1) as pool:
        reading = next(iter(pool.read_all([source])))
    if reading.refusal is not None:
        raise reading.refusal
    if len(reading.documents) != 1:
        raise ImportRefused(f"a table of {len(reading.documents)} documents, where one is wanted")
    return reading.content, reading.documents[0]

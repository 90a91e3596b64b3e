"""Files as people have them, read into text and turns; no database in here."""

from transcripts.importing.decisions import TABLES, Decisions
from transcripts.importing.model import ImportedText, ImportedTurn
from transcripts.importing.reader import FILE_BYTES, TOO_LARGE, read_bytes, read_documents, read_file

__all__ = [
    "FILE_BYTES", "TABLES", "TOO_LARGE", "Decisions", "ImportedText", "ImportedTurn", "read_bytes", "read_documents",
    "read_file",
]  # fmt: skip

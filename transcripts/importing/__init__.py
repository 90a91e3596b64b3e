"""Files as people have them, read into text and turns; no database in here."""

from transcripts.importing.model import ImportedText, ImportedTurn
from transcripts.importing.reader import read_bytes, read_file

__all__ = ["ImportedText", "ImportedTurn", "read_bytes", "read_file"]

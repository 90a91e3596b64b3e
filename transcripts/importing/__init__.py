"""Files as people have them, read into text and turns; no database in here."""

from transcripts.importing.model import ImportedText, ImportedTurn
from transcripts.importing.reader import FILE_BYTES, TOO_LARGE, read_bytes, read_file

__all__ = ["FILE_BYTES", "TOO_LARGE", "ImportedText", "ImportedTurn", "read_bytes", "read_file"]

"""The transcript reader: a pure layout of words and brackets, and the widget that shows it and moves in it."""

from coding_tui.reader.coding_index import CodingIndex
from coding_tui.reader.model import Place, ReaderCoding, ReaderText, ReaderTurn
from coding_tui.reader.transcript_reader import TranscriptReader

__all__ = ["CodingIndex", "Place", "ReaderCoding", "ReaderText", "ReaderTurn", "TranscriptReader"]

"""Files as people have them, read into text and turns; no database in here.

What reads files is imported when it is first asked for: to open a project one needs `ImportedText` at most, and the
readers compile expressions for a tenth of a second.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from transcripts.importing.decisions import TABLES, Decisions
from transcripts.importing.model import ImportedText, ImportedTurn

if TYPE_CHECKING:
    from transcripts.importing.reader import FILE_BYTES, TOO_LARGE, read_bytes, read_documents, read_file

__all__ = [
    "FILE_BYTES", "TABLES", "TOO_LARGE", "Decisions", "ImportedText", "ImportedTurn", "read_bytes", "read_documents",
    "read_file",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module("transcripts.importing.reader"), name)

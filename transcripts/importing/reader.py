"""One file in, one text out: the only door of this room."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from transcripts.errors import ImportRefused
from transcripts.importing import cues, kinds, plain
from transcripts.importing.decoding import EMPTY, decode
from transcripts.importing.model import ImportedText
from transcripts.importing.roles import only_interviewers

_UNANSWERED = "only interviewers are named, so the answers count as theirs: put a label such as “P:” before each answer"
FILE_BYTES = 100 * 2**20
"""A day of talk is about 1 MB of text; scans and pictures in a .docx can take tens."""
TOO_LARGE = f"larger than {FILE_BYTES >> 20} MB, which no transcript is: import parts of it"


def read_file(path: Path) -> ImportedText:
    """Read a transcript file (.docx, .txt, .md, .vtt, .srt; the kind is told from content, not from the name).

    Raises ImportRefused, whose text is one line: what the file is, and what to do.
    """
    try:
        if path.is_dir():
            raise ImportRefused("a folder, not a file: name the files in it")
        if not path.exists():
            raise ImportRefused("no such file: check the name and the folder")
        if not path.is_file():
            raise ImportRefused("not an ordinary file: save the transcript as a file and import that")
        if path.stat().st_size > FILE_BYTES:
            raise ImportRefused(TOO_LARGE)
        data = path.read_bytes()
    except PermissionError:
        raise ImportRefused("you have no permission to read it: ask its owner or copy it to your own folder") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name is not a valid path"
        raise ImportRefused(f"cannot be read: {why}") from None
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> ImportedText:
    """Read a transcript from its bytes; `name` decides only between .txt, .md, .vtt and .srt. Raises ImportRefused."""
    if not data:
        raise ImportRefused(EMPTY)
    archive = kinds.container(data)
    if archive is not None:
        from transcripts.importing import word  # noqa: PLC0415 - text files are read without lxml

        return _with_words(word.read(archive))
    decoded = decode(data)
    if not decoded.text.strip():
        raise ImportRefused(EMPTY)
    format_ = kinds.text_format(decoded.text, name)
    read = cues.read if format_ in ("vtt", "srt") else plain.read
    return _with_words(read(decoded, format_))


def _with_words(imported: ImportedText) -> ImportedText:
    if not imported.text.strip():
        raise ImportRefused(EMPTY)
    if only_interviewers(imported.roles.values()):
        return replace(imported, warnings=(*imported.warnings, _UNANSWERED))
    return imported

"""One file in, one text out: the only door of this room."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from transcripts.errors import ImportRefused
from transcripts.importing import kinds
from transcripts.importing.archive import Archive
from transcripts.importing.decisions import Decisions
from transcripts.importing.decoding import EMPTY, Decoded, decode
from transcripts.importing.html_kind import page_kind
from transcripts.importing.impossible import possible
from transcripts.importing.limits import require_few_cues, require_sensible
from transcripts.importing.model import Extract, ImportedText
from transcripts.importing.understanding import understood

AS_UNDERSTOOD = Decisions()
FILE_BYTES = 100 * 2**20
"""A day of talk is about 1 MB of text; scans and pictures in a .docx can take tens."""
TOO_LARGE = f"larger than {FILE_BYTES >> 20} MB, which no transcript is: import parts of it"


def read_file(path: Path) -> ImportedText:
    """Read a transcript file (.docx, .pdf, .txt, .md, .vtt, .srt; the kind is told from content, not from the name).

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


def read_documents(data: bytes, name: str, decisions: Decisions = AS_UNDERSTOOD) -> tuple[ImportedText, ...]:
    """The document in a file, or the documents where a table holds one a row. Raises ImportRefused.

    `name` decides only between kinds of plain text.
    """
    if not data:
        raise ImportRefused(EMPTY)
    extracts = tuple(map(possible, _extracts(data, name, decisions)))
    if not any(extract.text.strip() for extract in extracts):
        raise ImportRefused(EMPTY)
    require_sensible(extracts)
    documents = tuple(understood(extract, decisions) for extract in extracts)
    require_sensible(documents)
    return tuple(replace(document, counted=document.words) for document in documents)


def read_bytes(data: bytes, name: str, decisions: Decisions = AS_UNDERSTOOD) -> ImportedText:
    """The one document in a file. Raises ImportRefused, also when the file holds several."""
    documents = read_documents(data, name, decisions)
    if len(documents) > 1:
        raise ImportRefused(f"a table of {len(documents)} documents, where one is wanted")
    return documents[0]


# Each format's reader is imported when a first file needs it: text files are read without lxml, pypdf or openpyxl.


def _extracts(data: bytes, name: str, decisions: Decisions) -> tuple[Extract, ...]:
    kind = kinds.binary_kind(data)
    if kind == "zip":
        return _from_archive(Archive(data), data, decisions)
    if kind == "pdf":
        from transcripts.importing import pdf  # noqa: PLC0415

        return pdf.read(data)
    if kind == "rtf":
        from transcripts.importing import rtf  # noqa: PLC0415

        return rtf.read(data)
    if kind == "fodt":
        from transcripts.importing import odt  # noqa: PLC0415

        return odt.read_flat(data)
    page = page_kind(data, name)
    if page:
        from transcripts.importing import html_mail, html_page  # noqa: PLC0415

        read_page = html_mail.read if page == "mht" else html_page.read
        return read_page(data, decisions.encoding)
    return _from_text(decode(data, decisions.encoding), name, decisions)


def _from_archive(archive: Archive, data: bytes, decisions: Decisions) -> tuple[Extract, ...]:
    kind = kinds.archive_kind(archive)
    if kind == "xlsx":
        from transcripts.importing import table  # noqa: PLC0415

        return table.read_workbook(archive, data, decisions)
    if kind == "odt":
        from transcripts.importing import odt  # noqa: PLC0415

        return odt.read(archive)
    from transcripts.importing import word  # noqa: PLC0415

    return word.read(archive)


def _from_text(decoded: Decoded, name: str, decisions: Decisions) -> tuple[Extract, ...]:
    if not decoded.text.strip():
        raise ImportRefused(EMPTY)
    format_ = kinds.text_format(decoded.text, name)
    if format_ == "table":
        from transcripts.importing import table  # noqa: PLC0415

        return table.read_text(decoded, decisions)
    if format_ == "json":
        from transcripts.importing import speech_json  # noqa: PLC0415

        return speech_json.read(decoded)
    from transcripts.importing import cues, plain  # noqa: PLC0415

    require_few_cues(decoded.text)
    if format_ not in kinds.SUBTITLES and kinds.begins_with_a_cue(decoded.text):
        return cues.read_marked(decoded, format_)
    read = cues.read if format_ in kinds.SUBTITLES else plain.read
    return read(decoded, format_)

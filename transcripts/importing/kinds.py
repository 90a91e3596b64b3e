"""What a file is, told from its content; its name only decides between kinds of plain text."""

from __future__ import annotations

import json
import re

from transcripts.errors import ImportRefused
from transcripts.importing.archive import Archive

SAVE_AS = "save it as .docx or plain text (.txt) and import that"

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"7z\xbc\xaf", "a 7-Zip archive: unpack it and import the transcripts in it"),
    (b"Rar!", "a RAR archive: unpack it and import the transcripts in it"),
    (b"\x1f\x8b", "a gzip archive: unpack it and import the transcripts in it"),
    (b"SQLite format 3\0", "a database, not a transcript"),
    (b"\x89PNG", "a picture (PNG), not text"),
    (b"\xff\xd8\xff", "a picture (JPEG), not text"),
    (b"GIF8", "a picture (GIF), not text"),
    (b"II*\0", "a picture (TIFF), not text"),
    (b"ID3", "a sound recording (MP3): import its transcript"),
    (b"\xff\xfb", "a sound recording (MP3): import its transcript"),
    (b"OggS", "a recording (Ogg): import its transcript"),
    (b"fLaC", "a sound recording (FLAC): import its transcript"),
    (b"RIFF", "a recording or picture (RIFF), not text: import its transcript"),
    (b"\x1aE\xdf\xa3", "a recording (Matroska / WebM): import its transcript"),
    (b"\x7fELF", "a program, not text"),
)
TABLES = frozenset({"csv", "tsv", "tab"})
_OPEN_TEXTS = tuple(f"application/vnd.oasis.opendocument.text{kind}".encode() for kind in ("", "-template", "-web"))
_LEGACY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BY_NAME = {
    "rtf": "named .rtf but not an RTF document",
}
_NOT_TEXT = re.compile(
    r"do[ct][xm]?|od[tspm]|ott|pdf|pages|xls[xmb]?|pptx?|epub|zip|gz|7z|rar|tar|exe|dll|so|bin|db|qdb|qdpx|sqlite3?"
    r"|png|jpe?g|gif|tiff?|bmp|webp|heic|mp[34]|m4a|wav|ogg|flac|mov|avi|mkv|webm|py|js|xml"
)
_CLOCK = r"(?:\d{1,4}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_SRT = re.compile(rf"\s*\d+[ \t]*\n[ \t]*{_CLOCK}[ \t]*-->")
_CUES = re.compile(rf"\s*{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}[^\n]*\n")
_SBV = re.compile(r"\s*\d{1,3}:\d{2}:\d{2}\.\d{3},\d{1,3}:\d{2}:\d{2}\.\d{3}[ \t]*\n")
_ASS = re.compile(r"\s*\[Script Info\]", re.IGNORECASE)
SUBTITLES = frozenset({"vtt", "srt", "sbv"})
_VTT = re.compile(r"WEBVTT(?:[ \t\n]|\Z)")


def is_pdf(data: bytes) -> bool:
    """Whether a file is a PDF, though something may stand before it."""
    return data.startswith(b"%PDF-") or (b"%PDF-" in data[:1024] and b"%%EOF" in data[-2048:])


def binary_kind(data: bytes) -> str:
    """`zip` for a container, `pdf`, `rtf`, `fodt`, "" for what may be text; what is known and no document is refused.

    Formats with a reader of their own are told here by their first bytes.
    """
    if is_pdf(data):
        return "pdf"
    if data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if not data.startswith(b"PK") and b"<office:document" in data[:4096] and b"opendocument.text" in data[:8192]:
        return "fodt"
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise ImportRefused(what)
    if data[4:8] == b"ftyp":
        raise ImportRefused("a recording (MP4 / M4A): import its transcript")
    if data.startswith(_LEGACY):
        raise ImportRefused(_legacy(data))
    return "zip" if data.startswith((b"PK\x03\x04", b"PK\x05\x06")) else ""


def archive_kind(archive: Archive) -> str:
    """`docx`, `odt` or `xlsx` for the container of a document or a workbook; any other is refused by what it is."""
    if any(name.startswith("word/") for name in archive.names):
        return "docx"
    if any(name.startswith("xl/") for name in archive.names):
        return "xlsx"
    if "mimetype" in archive.names and archive.read("mimetype", 2**20).strip() in _OPEN_TEXTS:
        return "odt"
    raise ImportRefused(_other_container(archive))


def _legacy(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "an Office document protected by a password: open it, remove the password and save it as .docx"
    if "WordDocument".encode("utf-16-le") in data:
        return "a Word 97–2003 document (.doc): open it in Word or LibreOffice and save it as .docx"
    return f"an old Office document (.doc, .xls, .ppt or .msg): open it in its program, {SAVE_AS}"


def _other_container(archive: Archive) -> str:
    declared = archive.read("mimetype", 2**20) if "mimetype" in archive.names else b""
    if b"opendocument.spreadsheet" in declared:
        return "an OpenDocument sheet (.ods): save it as .xlsx or .csv and import that"
    if b"opendocument" in declared:
        return f"an OpenDocument file that is no text (slides or a drawing): {SAVE_AS}"
    if any(name.startswith("ppt/") for name in archive.names):
        return f"a PowerPoint presentation: {SAVE_AS}"
    if "META-INF/container.xml" in archive.names:
        return f"an e-book (EPUB): {SAVE_AS}"
    return "a zip archive: unpack it and import the transcripts in it"


def text_format(text: str, name: str) -> str:
    """`vtt`, `srt`, `sbv`, `table`, `json`, `md` or `txt` for decoded text; raises ImportRefused for other data."""
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    for mark, format_ in ((_VTT, "vtt"), (_SRT, "srt"), (_SBV, "sbv")):
        if mark.match(text):
            return format_
    if _ASS.match(text):
        raise ImportRefused("subtitles of the kind .ass / .ssa: export them as .srt or .vtt and import that")
    if suffix in TABLES or is_table_of_turns(text):
        return "table"
    what = _BY_NAME.get(suffix)
    if text.startswith("<?xml"):
        what = "XML data"
    elif text.lstrip()[:1] in ("{", "[") and _is_json(text):
        return "json"
    elif _NOT_TEXT.fullmatch(suffix):
        raise ImportRefused(f"named .{suffix} but holding plain text: rename it to .txt if it is the transcript")
    if what is not None:
        raise ImportRefused(_cannot(what))
    return suffix if suffix in {*SUBTITLES, "json", "md"} else "md" if suffix == "markdown" else "txt"


def begins_with_a_cue(text: str) -> bool:
    """Whether the first line is the time of a subtitle."""
    return _CUES.match(text) is not None


def is_table_of_turns(text: str) -> bool:
    """Whether a first line parted by TABs, commas or semicolons names words, and speakers or times, as columns."""
    first = text.partition("\n")[0]
    if len(first) > 500 or not any(character in first for character in ",;\t"):
        return False
    from transcripts.importing import table_words as heads  # noqa: PLC0415

    keys = {heads.key_of_head(cell.strip(' "')) for cell in re.split("[,;\t]", first)}
    sure = keys & heads.START if "\t" in first else keys & (heads.SPEAKER | heads.START)
    return bool(keys & heads.TEXT and sure)


def _cannot(what: str) -> str:
    return f"{what}, which cannot be read as a transcript yet: {SAVE_AS}"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True

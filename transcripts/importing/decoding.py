"""Bytes into canonical text: decoded, byte-order mark dropped, line ends LF, nothing else changed."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from transcripts.errors import ImportRefused
from transcripts.importing.model import Doubt

# UTF-32 first: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
_SAMPLE = 1 << 16
_CONTROL_SHARE = 0.03
"""Above this share of control characters a file is no text; terminal colours in a log stay far below it."""

_AS_WINDOWS = "read as Windows-1252 (cp1252), as it is not UTF-8: check accents, quotes and £ signs"
BINARY = "not text but binary data: choose the transcript itself, saved as .docx, .txt, .md, .vtt or .srt"
EMPTY = "empty: there is no text in it"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Canonical text, the encoding it was read with, remarks for the person, and what a person should confirm."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def decode(data: bytes, chosen: str = "") -> Decoded:
    """Read text by its byte-order mark, else as strict UTF-8, else as `chosen`, else as Windows-1252 with a doubt.

    Raises ImportRefused for binary data, for broken Unicode and for what no encoding named can hold.
    """
    text, encoding, doubts = _marked(data) or _unmarked(data, chosen)
    warnings: tuple[str, ...] = ()
    if "\0" in text or len(_CONTROLS.findall(text, 0, _SAMPLE)) > _CONTROL_SHARE * min(len(text), _SAMPLE):
        raise ImportRefused(BINARY)
    text = canonical(text)
    lost = text.count("\ufffd")
    if lost:
        warnings = (*warnings, f"{lost} characters were lost before import (shown as \ufffd): compare the source")
    return Decoded(text, encoding, warnings, doubts)


def canonical(text: str) -> str:
    """CRLF and CR become LF; every other character stays."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _marked(data: bytes) -> tuple[str, str, tuple[Doubt, ...]] | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding, ()
            except UnicodeDecodeError:
                name = encoding.upper()
                raise ImportRefused(f"marked as {name} but not valid {name}: save it again as UTF-8 text") from None
    return None


def _unmarked(data: bytes, chosen: str) -> tuple[str, str, tuple[Doubt, ...]]:
    if b"\0" in data:
        if chosen:
            return _chosen(data, chosen), chosen, ()
        raise ImportRefused(_with_zeros(data))
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        if chosen:
            return _chosen(data, chosen), chosen, ()
        _refuse_damaged_utf8(data, error)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise ImportRefused("neither UTF-8 nor Windows-1252 text: save it again as UTF-8 text") from None
    return text, "cp1252", (Doubt("encoding", "cp1252", _AS_WINDOWS),)


def _chosen(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise ImportRefused(f"there is no encoding ‘{encoding}’: try utf-8, cp1252, iso-8859-1 or utf-16-le") from None
    except UnicodeDecodeError as error:
        raise ImportRefused(f"not {encoding} text: byte {error.start} does not fit; choose another encoding") from None


def _with_zeros(data: bytes) -> str:
    """The reason for data with NUL bytes; UTF-16 without a mark has about one in every two places."""
    sample = data[:_SAMPLE]
    if max(sample[0::2].count(0), sample[1::2].count(0)) > 0.9 * (len(sample) // 2):
        return "UTF-16 text without a byte-order mark: save it again as UTF-8 text"
    return BINARY


def _refuse_damaged_utf8(data: bytes, error: UnicodeDecodeError) -> None:
    """Refuse UTF-8 with a few broken bytes: read as Windows-1252, every accent in it would silently turn to rubbish."""
    replaced = data.decode("utf-8", "replace")
    broken = replaced.count("\ufffd")
    whole = sum(len(run) for run in re.findall(r"[^\x00-\x7f\ufffd]+", replaced))
    if whole > broken:
        line = data.count(b"\n", 0, error.start) + 1
        raise ImportRefused(f"UTF-8 text with a damaged character on line {line}: repair it or save it again as UTF-8")

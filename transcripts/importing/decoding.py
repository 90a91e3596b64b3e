"""Bytes into canonical text: decoded, byte-order mark dropped, line ends LF, nothing else changed."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from transcripts.errors import ImportRefused
from transcripts.importing.model import Doubt
from transcripts.importing.readings import in_doubt, lost_before

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
_MOSTLY = 0.4
"""Of every other byte, so many are zero in UTF-16 of any language written with spaces in Latin letters."""

BINARY = "not text but binary data: choose the transcript itself, saved as .docx, .txt, .md, .vtt or .srt"
EMPTY = "empty: there is no text in it"
_NO_ENCODING = "there is no encoding ‘{}’ for text: try utf-8, cp1252, iso-8859-1, mac-roman or utf-16-le"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Canonical text, the encoding it was read with, remarks for the person, and what a person should confirm."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


_Read = tuple[str, str, tuple[Doubt, ...]]


def decode(data: bytes, chosen: str = "", declared: str = "") -> Decoded:
    """Read text by its byte-order mark, else as strict UTF-8, else as `chosen`, else as Windows-1252 with a doubt.

    `declared` is what the file says of itself: used instead of Windows-1252, and without a doubt, where it fits.
    Raises ImportRefused for binary data, for broken Unicode and for what no encoding named can hold.
    """
    text, encoding, doubts = _marked(data) or _unmarked(data, chosen, declared)
    if "\0" in text:
        raise ImportRefused(_with_nul(text))
    if len(_CONTROLS.findall(text, 0, _SAMPLE)) > _CONTROL_SHARE * min(len(text), _SAMPLE):
        raise ImportRefused(BINARY)
    text = canonical(text)
    return Decoded(text, encoding, lost_before(text), doubts)


def canonical(text: str) -> str:
    """CRLF and CR become LF; every other character stays."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _marked(data: bytes) -> _Read | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding, ()
            except UnicodeDecodeError:
                name = encoding.upper()
                raise ImportRefused(f"marked as {name} but not valid {name}: save it again as UTF-8 text") from None
    return None


def _unmarked(data: bytes, chosen: str, declared: str) -> _Read:
    if b"\0" in data:
        return (_chosen(data, chosen), chosen, ()) if chosen else _with_zeros(data)
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        if chosen:
            return _chosen(data, chosen), chosen, ()
        if declared and (text := _as_declared(data, declared)) is not None:
            return text, declared, ()
        _refuse_damaged_utf8(data, error)
    return _as_windows(data)


def _chosen(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise ImportRefused(_NO_ENCODING.format(encoding)) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ImportRefused(f"not {encoding} text: a byte on line {line} does not fit; choose another") from None
    except (UnicodeError, ValueError):
        raise ImportRefused(f"not {encoding} text: choose another encoding") from None


def _as_declared(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, ValueError):
        return None


def _as_windows(data: bytes) -> _Read:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"0x{data[error.start]:02X}"
        raise ImportRefused(
            f"neither UTF-8 nor Windows-1252 text (byte {byte} on line {line}): choose its encoding "
            "(mac-roman, cp1250, iso-8859-1 …) or save it again as UTF-8 text"
        ) from None
    return text, "cp1252", (in_doubt(data, text, "cp1252"),)


def _with_zeros(data: bytes) -> _Read:
    """UTF-16 without its mark where nothing else is possible: zeros in every other place and nowhere else."""
    sample = data[:_SAMPLE]
    even, odd, half = sample[0::2].count(0), sample[1::2].count(0), len(sample) // 2
    encoding = "utf-16-le" if even == 0 and odd > _MOSTLY * half else "utf-16-be"
    if (encoding == "utf-16-le" or (odd == 0 and even > _MOSTLY * half)) and len(data) % 2 == 0:
        text = _as_declared(data, encoding)
        if text is not None and "\0" not in text:
            return text, encoding, (in_doubt(data, text, encoding),)
    raise ImportRefused(BINARY if even and odd else _with_nul(data.decode("latin-1")))


def _with_nul(text: str) -> str:
    """Few zeros in what else is text are damage that a person can find; many are no text."""
    number = text.count("\0")
    if number * 100 > len(text) or len(_CONTROLS.findall(text, 0, _SAMPLE)) * 50 > min(len(text), _SAMPLE):
        return BINARY
    line = text.count("\n", 0, text.index("\0")) + 1
    many = "1 NUL character" if number == 1 else f"{number} NUL characters"
    return f"{many} in it (the first on line {line}), which no text has: save it again as UTF-8 text"


def _refuse_damaged_utf8(data: bytes, error: UnicodeDecodeError) -> None:
    """Refuse UTF-8 with a few broken bytes: read as Windows-1252, every accent in it would silently turn to rubbish."""
    replaced = data.decode("utf-8", "replace")
    broken = replaced.count("\ufffd")
    whole = sum(len(run) for run in re.findall(r"[^\x00-\x7f\ufffd]+", replaced))
    if whole > broken:
        line = data.count(b"\n", 0, error.start) + 1
        raise ImportRefused(f"UTF-8 text with a damaged character on line {line}: repair it or save it again as UTF-8")

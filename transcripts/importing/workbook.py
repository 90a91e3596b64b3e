"""Excel workbooks (.xlsx) as sheets of text cells, each cell as a person sees it; opened as if a stranger sent them."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

from transcripts.errors import ImportRefused
from transcripts.importing.archive import DAMAGED, Archive
from transcripts.importing.decoding import canonical
from transcripts.importing.sheets import Sheet, sheet_of
from transcripts.importing.workbook_remarks import beside

if TYPE_CHECKING:
    from lxml.etree import _Element

COLUMNS, CELLS, ROWS = 2_000, 1_000_000, 250_000
"""No table of speech or reviews is wider, or holds more; a sheet of empty formatted cells may."""
LAST_ROW = 1_048_576

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_MERGED = re.compile(rb'<(?:\w{1,20}:)?mergeCell\b[^>]{0,200}?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_UNCALCULATED = re.compile(rb"<f\b[^>]{0,200}(?:/>|>[^<]{0,9000}</f>)\s{0,9}(?:<v\s?/>|<v></v>)?\s{0,9}</c>")
_FAR_DOWN = re.compile(rb'\br="[A-Z]{0,3}(\d{7,})"')
_NOT_PRINTED = re.compile(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*.', re.IGNORECASE)
_ESCAPED = re.compile(r"_x000D_", re.IGNORECASE)


def sheets(archive: Archive, data: bytes) -> tuple[Sheet, ...]:
    """The visible sheets of a workbook that hold anything; raises ImportRefused for a damaged or hostile one."""
    with _opened(archive, data) as book:
        return tuple(_visible(archive, book))


def first_table(data: bytes) -> list[tuple[int, Sequence[str]]]:
    """The numbered rows of the first visible sheet that holds anything, cells as they stand; raises ImportRefused."""
    with _opened(Archive(data), data) as book:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = list(_rows(sheet)) if sheet.sheet_state == "visible" else []
            if any(any(cells) for _, cells in rows):
                return rows
    return []


@contextmanager
def _opened(archive: Archive, data: bytes) -> Iterator[Any]:
    """The workbook, without its look; whatever its parsers raise on a damaged file is said in a line."""
    if "xl/workbook.xml" not in archive.names:
        raise ImportRefused("a workbook of another kind (.xlsb?): open it in Excel or LibreOffice and save it as .xlsx")
    guard(archive)
    from openpyxl import load_workbook  # noqa: PLC0415 - 0.2 s that only workbooks cost

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validation lists
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            try:
                yield book
            finally:
                book.close()
    except ImportRefused:
        raise
    except Exception:  # openpyxl lets through whatever its parsers raise
        raise ImportRefused(DAMAGED) from None


def guard(archive: Archive) -> None:
    """Refuse document types before a parser that might follow them sees the parts."""
    for name in archive.names:
        if name.endswith((".xml", ".rels")):
            head = archive.read(name)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head or not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
                raise ImportRefused("refused: its XML declares a document type, as Excel never does; save it again")
            if name.startswith("xl/worksheets/"):
                _require_few_rows(head)


def _require_few_rows(xml: bytes) -> None:
    """Refuse a sheet that takes long to walk though there may be nothing in it."""
    rows = xml.count(b"<row") + xml.count(b":row ")
    if rows > ROWS:
        raise ImportRefused(
            f"refused: a sheet of {rows:,} rows is larger than any table of a study: delete the rows that are not "
            "needed or empty, and save it again"
        )
    if any(len(row) > 7 or int(row) > LAST_ROW for row in _FAR_DOWN.findall(xml)):
        raise ImportRefused(f"refused: a sheet with rows beyond the last that Excel has ({LAST_ROW:,}): save it again")


def _visible(archive: Archive, book: Any) -> Iterator[Sheet]:
    parts = _parts(archive)
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    said = [f"the hidden sheet ‘{title}’ is left out" for title in hidden]
    empty: list[str] = []
    read: list[Sheet] = []
    parts_read: list[bytes] = []
    for sheet in book.worksheets:
        if sheet.title in hidden:
            continue
        parts_read.append(archive.read(parts[sheet.title]) if sheet.title in parts else b"")
        one = _sheet(sheet, parts_read[-1])
        if one.rows:
            read.append(one)
        else:
            empty.append(sheet.title)
    said += [f"the sheet ‘{title}’ is empty" for title in empty]
    said += beside(archive, parts_read)
    for number, one in enumerate(read):
        remarks = (*one.warnings, *(said if number == 0 else ()))
        yield Sheet(one.name, one.rows, one.format, one.merged, remarks)


def _parts(archive: Archive) -> dict[str, str]:
    """Where in the container each sheet is, by its title."""
    relations = {each.get("Id"): each.get("Target", "") for each in archive.xml("xl/_rels/workbook.xml.rels")}
    found: dict[str, str] = {}
    book = archive.xml("xl/workbook.xml")
    for each in chain(book.iter(f"{_MAIN}sheet"), book.iter(f"{_STRICT}sheet")):
        target = relations.get(_relation(each), "") or ""
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in archive.names:
            found[str(each.get("name"))] = path
    return found


def _relation(sheet: _Element) -> str:
    return next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")


def _sheet(sheet: Any, xml: bytes) -> Sheet:
    # Some programs write a wrong size of the sheet, which would cut it short.
    sheet.reset_dimensions()
    rows = _rows(sheet)
    uncalculated = len(_UNCALCULATED.findall(xml))
    said = (
        (f"{_formulas(uncalculated)} empty here: open it in Excel and save it again",)
        if uncalculated
        else ()
    )
    tail = xml[xml.rfind(b"sheetData>") :] if b"sheetData>" in xml else b""
    merged = tuple(
        (int(top), _column(left), int(bottom), _column(right)) for left, top, right, bottom in _MERGED.findall(tail)
    )
    return sheet_of(rows, sheet.title, "xlsx", merged, said)


def _rows(sheet: Any) -> Iterator[tuple[int, Sequence[str]]]:
    count = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        count += len(cells)
        if len(cells) > COLUMNS or count > CELLS:
            raise ImportRefused(f"refused: the sheet ‘{sheet.title[:40]}’ is larger than any table of a study")
        if any(cell.value is not None for cell in cells):  # the rows of a sheet may begin a million lines down
            yield number, ["" if cell.value is None else as_seen(cell.value, cell.number_format) for cell in cells]


def _formulas(number: int) -> str:
    return "1 formula without a result is" if number == 1 else f"{number:,} formulas without a result are"


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def as_seen(value: Any, number_format: str = "General") -> str:
    """A cell's value as its format shows it: times as clocks, percents with their sign, whole numbers without point.

    Dates are ISO days whatever their format, since 03/04 is two days.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    if isinstance(value, timedelta):
        return _clock(value, number_format)
    if isinstance(value, int | float):
        return _number(value, number_format)
    return canonical(_ESCAPED.sub("", str(value)))


def _clock(length: timedelta, number_format: str) -> str:
    """Hours only where the format has them: what somebody typed as 1:05 is 1:05 again, not 1:05:00."""
    shown = _NOT_PRINTED.sub("", number_format).casefold()
    total = round(length.total_seconds() * 1000)
    seconds, thousandths = divmod(total, 1000)
    fraction = f".{thousandths:03d}".rstrip("0") if thousandths else ""
    minutes, seconds = divmod(seconds, 60)
    if "h" not in shown and "s" in shown:
        return f"{minutes:02d}:{seconds:02d}{fraction}"
    hours, minutes = divmod(minutes, 60)
    if "s" not in shown and "h" in shown and not seconds:
        return f"{hours}:{minutes:02d}"
    return f"{hours}:{minutes:02d}:{seconds:02d}{fraction}"


def _number(value: float, number_format: str) -> str:
    shown = _NOT_PRINTED.sub("", number_format).split(";")[0]
    if shown.endswith("%"):
        return f"{round(value * 100, 10):.15g}%"
    if re.fullmatch(r"0{2,}", shown) and float(value).is_integer():
        return f"{int(value):0{len(shown)}d}"
    if isinstance(value, int) or float(value).is_integer():
        return str(int(value))
    return f"{value:.15g}"

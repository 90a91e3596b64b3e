"""Tables as other people's programs read and write them: CSV and XLSX with a header row.

A cell that a spreadsheet would take for a formula is written with an apostrophe in front (OWASP ASVS 1.2.10, CWE-1236)
and read without it, so a table that goes out comes back the same.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from transcripts.errors import ImportRefused, TableError
from transcripts.safe_file import written_whole

OTHER_PROGRAMS = (b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"SQLite format 3")
LONGEST_CELL = 32_767
FILE_BYTES, CELLS = 100 * 2**20, 10_000_000
"""No table of a study is larger. Workbooks are read under the limits of every other file, in a process of their own."""
STANDARD_COLUMNS = frozenset({
    "document", "start", "end", "code", "coder", "text", "stance", "prompted", "key", "certainty", "memo", "round",
    "created", "state", "kind", "group", "area", "date", "language", "participant", "case",
})  # read whatever their case; other columns keep their names as written  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\x00", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: the line of the file it begins on (the header is line 1), and every column's value.

    `values` are trimmed and without the apostrophe that guards a formula; `exact` are the cells as they stand.
    """

    line: int
    values: dict[str, str]
    exact: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read: column names as written, and its rows; rows without any value are left out.

    `remarks` say what of the file is not in the rows.
    """

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    remarks: tuple[str, ...] = ()

    def renamed(self, column: str, name: str) -> Table:
        """The same table with another name for a column."""
        columns = tuple(name if each == column else each for each in self.columns)
        rows = (
            TableRow(
                row.line,
                {name if key == column else key: value for key, value in row.values.items()},
                {name if key == column else key: value for key, value in row.exact.items()},
            )
            for row in self.rows
        )
        return Table(columns, tuple(rows))

    def require(self, names: Iterable[str], path: Path) -> None:
        """Raise TableError unless all these columns are there."""
        missing = [name for name in names if name not in self.columns]
        if missing:
            raise TableError(f"{path}: the header row lacks {', '.join(missing)}. It has: {', '.join(self.columns)}.")


def read_table(path: Path) -> Table:
    """Read a CSV or XLSX file, told from its content; raises TableError in one line when it cannot be read at all."""
    content = _content(path)
    workbook = content.startswith(b"PK\x03\x04")
    lines = _workbook_rows(content, path) if workbook else _csv_rows(content, path)
    header: list[str] | None = None
    rows: list[TableRow] = []
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = _header(cells, path)
        elif len(cells) > len(header) and any(cells[len(header) :]):
            raise TableError(f"{path}, line {line}: more cells ({len(cells)}) than the header has ({len(header)}).")
        else:
            exact = dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=False))
            values = {n: cell.strip() if workbook else unguarded(cell.strip()).strip() for n, cell in exact.items()}
            rows.append(TableRow(line, values, exact))
    if header is None:
        raise TableError(f"{path} is empty. A table begins with a header row.")
    return Table(tuple(header), tuple(rows))


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > FILE_BYTES:
            raise TableError(f"{path} is larger than {FILE_BYTES >> 20} MB, which no table of a study is.")
        return path.read_bytes()
    except OSError as error:
        raise TableError(f"{path} cannot be read: {error.strerror}.") from error


def _header(cells: list[str], path: Path) -> list[str]:
    names = [unguarded(cell.strip()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    names = [name.casefold() if name.casefold() in STANDARD_COLUMNS else name for name in names]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise TableError(f"{path}: the header row has {', '.join(twice)} twice.")
    return names


def _csv_rows(content: bytes, path: Path) -> Iterator[tuple[int, list[str]]]:
    if content.startswith(OTHER_PROGRAMS):
        raise TableError(f"{path} is not a table. Save it as CSV (UTF-8) or XLSX.")
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TableError(f"{path} is not a table: it holds binary data. Save it as CSV (UTF-8) or XLSX.")
    try:
        text = content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise TableError(f"{path}, line {line}: not UTF-8. Save the table as “CSV UTF-8” and try again.") from error
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count) if first else ","
    if text.count(delimiter) + text.count("\n") > CELLS:
        raise TableError(f"{path} holds more than {CELLS:,} cells, which no table of a study does.")
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # a coded passage may be a whole transcript
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise TableError(f"{path}, line {reader.line_num}: not a table in CSV form ({error}).") from error
        if cells is None:
            return
        yield before + 1, cells
        before = reader.line_num


def _workbook_rows(content: bytes, path: Path) -> Iterator[tuple[int, list[str]]]:
    from transcripts.importing.reading_process import ReadingProcess  # noqa: PLC0415 - text tables need none

    process = ReadingProcess()
    try:
        rows = process.rows(content)
    except ImportRefused as refusal:
        raise TableError(
            f"{path} is not a workbook that can be read: {refusal}. Save it as XLSX or CSV (UTF-8)."
        ) from None
    finally:
        process.close()
    yield from rows


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; plain numbers stay as they are."""
    if not cell.startswith((*FORMULA_STARTS, "'")) or _is_number(cell):
        return cell
    return "'" + cell


def unguarded(cell: str) -> str:
    """The cell that `guarded` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*FORMULA_STARTS, "'")) else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Write a table by the name's suffix, `.csv` or `.xlsx`; returns the number of rows.

    Raises TableError for another suffix and WriteFailed when it cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        raise TableError(f"{path}: a table is written as .csv or .xlsx. Give the file one of these endings.")
    with written_whole(path) as beside:
        if suffix == ".csv":
            return _write_csv(beside, columns, rows)
        target = io.BytesIO()  # a workbook that writes its own file has errors of its own for a full disk
        many = _write_workbook(target, columns, rows)
        beside.write_bytes(target.getvalue())
        return many


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
            count += 1
    return count


def _write_workbook(target: io.BytesIO, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    import xlsxwriter  # noqa: PLC0415

    # In memory: otherwise every cell passes through the system's temporary folder in the clear.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    count = 0
    with xlsxwriter.Workbook(target, options) as workbook:
        sheet = workbook.add_worksheet()
        bold = workbook.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for column, name in enumerate(columns):
            sheet.write_string(0, column, name, bold)
        for row in rows:
            count += 1
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(count, column, printable(cell))
                elif cell is not None:
                    sheet.write(count, column, cell)
    return count


def printable(cell: str) -> str:
    """The cell as a workbook can hold it: without control characters, and cut short at Excel's limit."""
    kept = "".join(c if c >= " " or c in "\n\t" else "�" for c in cell)
    units = kept.encode("utf-16-le", "surrogatepass")  # what Excel counts: an emoji is two
    return kept if len(units) <= 2 * LONGEST_CELL else units[: 2 * LONGEST_CELL - 2].decode("utf-16-le", "ignore") + "…"

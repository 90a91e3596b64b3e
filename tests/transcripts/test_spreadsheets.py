"""Tables in and out: whatever other programs write is read, and nothing that goes out is a live formula."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from transcripts.errors import TableError
from transcripts.safe_file import WriteFailed
from transcripts.spreadsheets import guarded, read_table, unguarded, write_table

HOSTILE = [
    "=1+1", "+44 7700", "-yes", "@here", "\ttab", "'=quoted", "＝wide", "plain", "-5", "3.5", "", "'tis", "🙂 עברית",
]  # fmt: skip


@given(st.text())
def test_guarding_a_cell_is_undone_exactly(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(tuple("=@\t\r\x00＝＋－＠"))


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_goes_out_comes_back(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"t{suffix}"
    assert write_table(path, ["name", "words"], [(str(n), cell) for n, cell in enumerate(HOSTILE)]) == len(HOSTILE)
    assert [row.values["words"] for row in read_table(path).rows] == [cell.strip() for cell in HOSTILE]


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    write_table(tmp_path / "t.xlsx", ["a"], [(cell,) for cell in HOSTILE])
    cells = [cell for row in load_workbook(tmp_path / "t.xlsx").active.iter_rows() for cell in row]  # type: ignore[union-attr]
    assert len(cells) >= len(HOSTILE) - 1
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}


@pytest.mark.parametrize(
    "content",
    [
        b"document,start\nA,1\n",
        "\ufeffdocument;start\r\nA;1\r\n".encode(),
        "Document\tSTART\nA\t1\n".encode("utf-16"),
        b"document,start\n\nA,1\n,\n",
    ],
)
def test_tables_as_programs_write_them(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    table = read_table(tmp_path / "t.csv")
    assert table.columns == ("document", "start")
    assert [row.values for row in table.rows] == [{"document": "A", "start": "1"}]


def test_rows_know_their_line_even_behind_cells_with_line_breaks(tmp_path: Path) -> None:
    with (tmp_path / "t.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["a", "b"], ["x", "one\ntwo"], ["y", ""]])
    assert [row.line for row in read_table(tmp_path / "t.csv").rows] == [2, 4]


def test_numbers_and_dates_of_a_workbook_are_read_as_written(tmp_path: Path) -> None:
    from datetime import date

    workbook = Workbook()
    workbook.active.append(["n", "d", "yes"])  # type: ignore[union-attr]
    workbook.active.append([3.0, date(2023, 5, 4), True])  # type: ignore[union-attr]
    workbook.save(tmp_path / "t.xlsx")
    assert read_table(tmp_path / "t.xlsx").rows[0].values == {"n": "3", "d": "2023-05-04", "yes": "yes"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"a,b\n\xff\xfe\xfd,1\n", "line 2: not UTF-8"),
        (b"PK\x03\x04 broken", "not a workbook"),
        (b"a,a\n1,2\n", "twice"),
        (b"a,b\n1,2,3\n", "line 2: more cells"),
        (bytes(range(256)), "binary"),
        (b'a,b\n"open,1\n', "not a table"),
    ],
    ids=["empty", "not UTF-8", "broken workbook", "column twice", "long row", "binary", "open quotation mark"],
)
def test_what_is_no_table_is_refused_in_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(TableError) as refusal:
        read_table(tmp_path / "t.csv")
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_table_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("before")

    def rows() -> object:
        yield ("one",)
        raise KeyError("interrupted")

    with pytest.raises(KeyError):
        write_table(tmp_path / "t.csv", ["a"], rows())  # type: ignore[arg-type]
    assert (tmp_path / "t.csv").read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]
    with pytest.raises(WriteFailed, match="cannot be written"):
        write_table(tmp_path / "no" / "t.csv", ["a"], [])
    with pytest.raises(TableError, match=r"\.csv or \.xlsx"):
        write_table(tmp_path / "t.pdf", ["a"], [])

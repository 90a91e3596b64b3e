"""Tables of ratings from files: what is read, and one clear line for what cannot be."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from codebook.agreement import measure_ratings
from codebook.agreement.ratings_table import read_ratings
from transcripts.errors import TableError

ROWS = (("1", "1"), ("0", None), (None, "0"), ("1", "0"))


def csv_file(folder: Path, content: str | bytes, name: str = "ratings.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        "unit,Ann,Ben\n1,1,1\n2,0,\n3,,0\n4,1,0\n",
        b"\xef\xbb\xbfunit,Ann,Ben\r\n1,1,1\r\n2,0\r\n\r\n3, ,0\r\n4,1,0",
        "unit;Ann;Ben\n1;1;1\n2;0;\n3;;0\n4;1;0\n",
        "unit\tAnn\tBen\n1\t1\t1\n2\t0\t\n3\t\t0\n4\t1\t0\n",
        'unit,"Ann","Ben",,\n1,1,1,,\n"2",0,,,\n3,,0,,\n,,,,\n4,1,0,,\n',
    ],
    ids=["plain", "BOM, CRLF, short and blank rows", "semicolons", "tabs", "quotes and empty columns"],
)
def test_text_tables(tmp_path: Path, content: str | bytes) -> None:
    got = read_ratings(csv_file(tmp_path, content))
    assert (got.name, got.coders, got.units, got.rows) == ("ratings", ("Ann", "Ben"), ("1", "2", "3", "4"), ROWS)


def test_a_workbook_reads_like_the_same_table_as_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in [("unit", "Ann", "Ben"), (1, 1, 1.0), (2, 0, None), (3, None, "0 "), (), ("4", "1", 0)]:
        book.active.append(row)
    book.save(tmp_path / "r.xlsx")
    got = read_ratings(tmp_path / "r.xlsx")
    assert (got.name, got.coders, got.units, got.rows) == ("r", ("Ann", "Ben"), ("1", "2", "3", "4"), ROWS)


def test_the_worked_table_from_file_to_alpha(tmp_path: Path) -> None:
    """10 pairable values, 5 and 5, one unit of five differs: 1 − 9 · 2 / 50."""
    got = read_ratings(csv_file(tmp_path, "unit,a,b\n0,1,1\n1,0,0\n2,1,0\n3,0,0\n4,1,1\n5,,1\n"))
    [one] = measure_ratings(got.coders, got.rows, got.name).codes
    assert (one.code, one.units, one.prevalence, one.percent) == ("ratings", 5, 0.5, 0.8)
    assert one.alpha == pytest.approx(0.64, abs=1e-12)


def test_more_than_two_categories_have_no_prevalence_and_say_so() -> None:
    [one] = measure_ratings(["a", "b"], [("x", "x"), ("y", "z"), ("z", "z")]).codes
    assert (one.prevalence, one.f1, one.undefined) == (None, None, None)
    assert one.flags == ("prevalence and F1 are for ratings of 0 and 1 only",)


@pytest.mark.parametrize(
    ("coders", "rows", "reason"),
    [
        (["a"], [("x",), ("y",)], "agreement needs at least two coders"),
        (["a", "b"], [], "no row is rated by two coders"),
        (["a", "b"], [("x", None), (None, "y")], "no row is rated by two coders"),
        (["a", "b"], [("0", "0"), ("0", "0")], "all ratings are the same category, so there is no variation"),
    ],
)
def test_undefined_ratings_say_why(coders: list[str], rows: list[tuple[str | None, ...]], reason: str) -> None:
    [one] = measure_ratings(coders, rows).codes
    assert (one.undefined or "").startswith(reason)
    assert (one.alpha, one.kappa, one.fleiss, one.ac1, one.bp, one.flags) == (None, None, None, None, None, ())


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("r.csv", "", "is empty"),
        ("r.csv", "\n\n", "is empty"),
        ("r.csv", "unit,Ann\n1,1\n", "at least two coders"),
        ("r.csv", "unit,Ann,Ann\n", "has Ann twice"),
        ("r.csv", "unit,Ann,,Ben\n", "column 3 has no coder's name"),
        ("r.csv", "unit,a,b\n1,0,0\n2,0,0,1\n", "line 3: more cells"),
        ("r.csv", 'unit,a,b\n1,0,0\n2,"0,0\n', "line 3: not a table in CSV form"),
        ("r.csv", b"unit,a,b\n1,0,0\n2,caf\xe9,0\n", "line 3: not UTF-8"),
        ("r.csv", b"unit,a,b\n\x00\x01", "binary data"),
        ("r.xlsx", b"PK\x03\x04 not a workbook", "not a workbook that can be read"),
        ("r.pdf", b"%PDF-1.7", "not a table"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(tmp_path: Path, name: str, content: str | bytes, says: str) -> None:
    path = csv_file(tmp_path, content, name)
    with pytest.raises(TableError) as caught:
        read_ratings(path)
    assert says in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_absent_files_and_folders(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.csv", tmp_path / "absent", tmp_path):
        with pytest.raises(TableError, match="cannot be read: "):
            read_ratings(path)

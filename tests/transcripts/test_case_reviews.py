"""Case reviews: a row a case becomes a document with sections, linked to its case, its short columns attributes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import xlsxwriter

from transcripts.importing import ImportedText, read_documents

FILES = Path(__file__).parent / "files"


def sections(document: ImportedText) -> list[tuple[str, str]]:
    return [(document.text[t.label_start : t.start].strip(), document.text[t.start : t.end]) for t in document.turns]


def test_a_case_is_a_document_with_sections_in_bands() -> None:
    one, two, three = read_documents((FILES / "case-reviews.xlsx").read_bytes(), "case-reviews.xlsx")
    assert [each.label for each in (one, two, three)] == ["CF-001", "CF-002", "CF-003"]
    assert sections(one)[:4] == [
        ("Case\n\nForce", "North"),
        ("Closed", "yes"),
        ("First report\n\nChannel", "telephone"),
        ("Days to statement", "4"),
    ]
    assert sections(one)[-1] == ("Remarks", "Written down the same day.")
    assert one.text.startswith("Case\n\nForce\nNorth\n\nClosed\nyes\n\nFirst report\n\nChannel\ntelephone")
    assert one.speakers == {}


def test_short_columns_are_attributes_and_the_case_is_named() -> None:
    one, two, _ = read_documents((FILES / "case-reviews.xlsx").read_bytes(), "case-reviews.xlsx")
    assert one.details == {
        "kind": "case file", "case": "CF-001", "Closed": "yes", "Days to statement": "4",
        "Early advice sought": "yes", "Date of advice": "2023-03-14",
    }  # fmt: skip
    assert two.details["Days to statement"] == "19"
    assert two.warnings == ("4 empty cells of 10 without a section",)


def test_alike_names_are_told_apart_by_their_band() -> None:
    head = ["Case", *(f"q{n}" for n in range(6)), "Done", "Done"]
    bands = ["", "Before", "", "", "", "", "", "", "After"]
    rows = [[f"C{n}", *["yes"] * 6, "yes", "no"] for n in range(3)]
    file = io.StringIO()
    csv.writer(file).writerows([bands, head, *rows])
    first = read_documents(file.getvalue().encode(), "t.csv")[0]
    assert (first.details["Before: Done"], first.details["After: Done"]) == ("yes", "no")
    assert sections(first)[-1] == ("After\n\nDone", "no")


def test_a_case_over_joined_lines_is_one_document(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Case no", "Summary", *(f"q{n}" for n in range(20))])
        sheet.write_row(1, 1, ["First the statement.", *["yes"] * 20])
        sheet.write_row(2, 1, ["Then the phone."])
        sheet.merge_range("A2:A3", "77")
        sheet.write_row(3, 0, ["78", "Only this.", *["no"] * 20])
    one, two = read_documents(path.read_bytes(), "t.xlsx")
    assert sections(one)[0] == ("Summary", "First the statement.\nThen the phone.")
    assert (one.label, two.label) == ("77", "78")


def test_a_title_a_nameless_row_and_a_case_twice_are_said() -> None:
    head = ["Case ref", *(f"q{n}" for n in range(24))]
    rows = [["A", *["x"] * 24], ["A", *["y"] * 24], ["", *["z"] * 24], ["B"]]
    file = io.StringIO()
    csv.writer(file).writerows([["Reviews of 2023"], head, *rows])
    found = read_documents(file.getvalue().encode(), "t.csv")
    assert [each.label for each in found] == ["A", "A", "Row 5"]
    assert "left out above the header: ‘Reviews of 2023’" in found[0].warnings
    assert "the case ‘A’ has more than one row: each is a document" in found[0].warnings
    assert "line 5 names no case" in found[2].warnings
    assert "line 6 left out: nothing is written there but the case" in found[0].warnings


def test_a_thousand_cases_of_many_columns_keep_every_cell() -> None:
    head = ["Case ID", *(f"Question {n}" for n in range(119))]
    rows = [[f"C{n}", *(f"answer {n} to {q}" for q in range(119))] for n in range(1000)]
    file = io.StringIO()
    csv.writer(file).writerows([head, *rows])
    found = read_documents(file.getvalue().encode(), "t.csv")
    assert [each.label for each in found] == [row[0] for row in rows]
    assert [words for _, words in sections(found[617])] == rows[617][1:]

"""Tables of attributes: rows find what they are about, near misses are proposed, cells are typed, doubts are said."""

from __future__ import annotations

from pathlib import Path

import pytest
from studies import add

from codebook.query.fields import CODING_FIELDS, SPEECH_FIELDS
from transcripts import attributes, cell_types
from transcripts.attribute_remarks import ASKED_FOR_SOMETHING_ELSE
from transcripts.attributes import AttributeReport
from transcripts.errors import TableError
from transcripts.label_matching import Names
from transcripts.project import Project


def joined(project: Project, tmp_path: Path, table: str, same: dict[str, str] | None = None) -> AttributeReport:
    path = tmp_path / "attributes.csv"
    path.write_text(table, encoding="utf-8")
    with project.step("Attributes", "Ann") as session:
        return attributes.join(session, attributes.read(path), same)


def values(project: Project) -> dict[str, dict[str, str]]:
    with project.reading() as session:
        from transcripts.document_labels import uids_by_label

        said = attributes.values(session)
        return {label: said.get(uid, {}) for label, uid in uids_by_label(session).items()}


@pytest.mark.parametrize(
    "written",
    [
        "CPS 1", "cps 1", "CPS_1", "CPS-1", "CPS1", "CPS  1 ", "CPS\u00a01", "CPS 1.docx", "cps_1.DOCX",
        "interviews/CPS 1.txt", "\uff23\uff30\uff33 1",
    ],
)  # fmt: skip
def test_other_spellings_and_file_names_are_the_same_document(study: Project, tmp_path: Path, written: str) -> None:
    report = joined(study, tmp_path, f"document,years\n{written},7\n")
    assert (report.documents, report.unmatched) == (1, ())
    assert values(study)["CPS 1"] == {"years": "7"}
    assert [label for _, _, label in report.respelt] == ([] if written.strip() == "CPS 1" else ["CPS 1"])


def test_a_document_is_found_by_the_file_it_came_from(project: Project, tmp_path: Path) -> None:
    from studies import imported

    from transcripts.adding import add_document

    with project.step("Import", "Ann") as session:
        add_document(session, imported("P: a\n"), label="CPS 43", original=b"x", source_name="int_0043_final.docx")
    report = joined(project, tmp_path, "file,area\nint_0043_final.docx,A\n")
    assert (report.documents, report.subject) == (1, "document")
    assert joined(project, tmp_path, "document,years\nint_0043_final,3\n").documents == 1


def test_a_near_miss_is_proposed_and_nothing_is_done_about_it(study: Project, tmp_path: Path) -> None:
    add(study, "Barrister 1", "P: a\n")
    report = joined(study, tmp_path, "document,years\nBarister 1,9\nCPS 9,1\nCPS 2,4\nCP 2,8\nCSP 1,6\n")
    assert report.unmatched == ((2, "Barister 1"), (3, "CPS 9"), (5, "CP 2"), (6, "CSP 1"))
    assert [(near.line, near.written, near.proposed) for near in report.near] == [
        (2, "Barister 1", "Barrister 1"), (6, "CSP 1", "CPS 1")
    ]  # fmt: skip
    assert report.near[0].likeness > 90
    assert values(study)["Barrister 1"] == {}
    accepted = joined(study, tmp_path, "document,years\nBarister 1,9\n", {"Barister 1": "Barrister 1"})
    assert (accepted.documents, accepted.unmatched, accepted.near) == (1, (), ())
    assert values(study)["Barrister 1"] == {"years": "9"}


def test_what_could_be_two_is_neither() -> None:
    names = Names({"CPS 1": "a", "cps_1": "b", "CPS 11": "c"})
    assert (names.get("CPS 1"), names.get("cps_1"), names.get("cps-1"), names.get("CPS 1 1")) == ("a", "b", None, None)


def test_documents_without_a_row_and_rows_about_one_document_are_said(study: Project, tmp_path: Path) -> None:
    report = joined(study, tmp_path, "document,years\nCPS 1,7\nCPS_1,8\n")
    assert report.without == ("CPS 2",)
    assert "lines 2, 3 are all about ‘CPS 1’: where they differ, line 3 counts" in report.remarks
    assert values(study)["CPS 1"] == {"years": "8"}


@pytest.mark.parametrize(
    ("cells", "kind", "kept"),
    [
        (["1,234", "5", "-2.5"], "number", ["1234", "5", "-2.5"]),
        (["45%", "7 %", "12.5%"], "number", ["45", "7", "12.5"]),
        (["007", "12"], "text", ["007", "12"]),
        (["yes", "No", "Y"], "yes/no", ["yes", "no", "yes"]),
        (["14/03/2023", "2023-03-15", "16 Mar 2023", "17-Mar-2023"], "date",
         ["2023-03-14", "2023-03-15", "2023-03-16", "2023-03-17"]),
        (["2023-03-14 09:30:00"], "date", ["2023-03-14"]),
        (["1,23"], "text", ["1,23"]),
    ],
)  # fmt: skip
def test_columns_are_typed_by_all_their_cells(cells: list[str], kind: str, kept: list[str]) -> None:
    assert cell_types.type_of(cells) == kind
    assert [cell_types.CANONICAL[kind](cell) for cell in cells] == kept


def test_the_cell_that_makes_text_of_a_column_of_numbers_is_named(project: Project, tmp_path: Path) -> None:
    for number in range(1, 13):
        add(project, f"CPS {number}", f"P: {number}\n")
    rows = "".join(f"CPS {n},{'about 9' if n == 4 else n},{n % 3} of 3\n" for n in range(1, 13))
    report = joined(project, tmp_path, f"document,years,share\n{rows}")
    assert report.columns == {"years": "text", "share": "text"}
    assert [(odd.column, odd.type, odd.line, odd.value) for odd in report.odd] == [("years", "number", 5, "about 9")]


def test_a_day_that_could_be_two_is_said(study: Project, tmp_path: Path) -> None:
    report = joined(
        study, tmp_path, "document,date,started\nCPS 1,03/04/2023,13/04/2023\nCPS 2,05/05/2023,01/02/2023\n"
    )
    assert report.remarks == ("‘date’: 03/04/2023 is read as 2023-04-03, the day first; write 2023-03-14 to be sure",)


def test_names_that_queries_use_otherwise_are_said_how_to_ask_for(study: Project, tmp_path: Path) -> None:
    report = joined(study, tmp_path, "document,Role\nCPS 1,lead\n")
    assert report.remarks == ("‘Role’ means something else in a query: ask for this column as attribute-role:VALUE",)
    assert {*CODING_FIELDS, *SPEECH_FIELDS} <= ASKED_FOR_SOMETHING_ELSE


def test_participants_and_cases_have_tables_of_their_own(study: Project, tmp_path: Path) -> None:
    joined(study, tmp_path, "document,participant,case\nCPS 1,P43,Case 7; Case 9\nCPS 2,P44,Case 9\n")
    people = joined(study, tmp_path, "participant,years,area\np43,12,C\nP44,3,D\nP45,1,A\n")
    assert (people.subject, people.documents, people.unmatched) == ("participant", 2, ((4, "P45"),))
    cases = joined(study, tmp_path, "case,outcome,force\nCase 7,charged,North\nCase 9,closed,North\n")
    assert (cases.subject, cases.documents, cases.columns) == ("case", 2, {"outcome": "text", "force": "text"})
    assert values(study) == {
        "CPS 1": {"years": "12", "area": "C", "force": "North"},
        "CPS 2": {"years": "3", "area": "D", "force": "North", "outcome": "closed"},
    }
    with study.reading() as session:
        assert attributes.types(session) == {"years": "number", "area": "text", "outcome": "text", "force": "text"}


def test_what_is_said_of_the_document_itself_goes_before(study: Project, tmp_path: Path) -> None:
    joined(study, tmp_path, "document,participant,years\nCPS 1,P43,2\n")
    joined(study, tmp_path, "participant,years\nP43,12\n")
    assert values(study)["CPS 1"] == {"years": "2"}


def test_a_table_is_one_step_that_can_be_undone(study: Project, tmp_path: Path) -> None:
    before = values(study)
    joined(study, tmp_path, "document,years,trained\nCPS 1,7,yes\nCPS 2,3,no\n")
    study.undo("Ann")
    assert values(study) == before


def test_a_workbook_is_read_as_it_is_seen(study: Project, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, percent = book.add_worksheet(), book.add_format({"num_format": "0%"})
        sheet.write_row(0, 0, ["document", "share"])
        sheet.write_row(1, 0, ["CPS 1", 0.45], percent)
    with study.step("Attributes", "Ann") as session:
        report = attributes.join(session, attributes.read(path))
    assert report.columns == {"share": "number"}
    assert values(study)["CPS 1"] == {"share": "45"}


def test_another_first_column_is_refused_with_what_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,area\nCPS 1,C\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"first column of an attributes table is ‘document’.*not ‘name’"):
        attributes.read(tmp_path / "t.csv")


def test_the_report_as_json_keeps_its_keys(study: Project, tmp_path: Path) -> None:
    said = joined(study, tmp_path, "document,years\nCPS 1,7\nCPS 3,8\n").as_json()
    assert set(said) == {
        "subject", "documents", "columns", "unmatched", "without", "respelt", "near", "odd", "remarks",
    }  # fmt: skip
    assert said["unmatched"] == [{"line": 3, "document": "CPS 3"}]


def test_yes_no_that_becomes_text_keeps_one_spelling(study: Project, tmp_path: Path) -> None:
    add(study, "CPS 3", "P: a\n")
    joined(study, tmp_path, "document,trained,share\nCPS 1,Y,45%\nCPS 2,N,12.0\n")
    later = joined(study, tmp_path, "document,trained,share\nCPS 3,unsure,low\nCPS 2,Y,50%\n")
    assert (later.columns["trained"], later.columns["share"]) == ("text", "text")
    kept = {label: tuple(own.values()) for label, own in values(study).items()}
    assert kept == {"CPS 1": ("yes", "45"), "CPS 2": ("yes", "50"), "CPS 3": ("unsure", "low")}
    assert later.remarks[:2] == (
        "‘trained’ was yes/no before and is text now, because of line 2, ‘unsure’; earlier values stay as they are",
        "‘trained’ is text; written as the same are already: ‘Y’ as ‘yes’",
    )
    joined(study, tmp_path, "document,trained\nCPS 1,n\nCPS 2,No\n")
    assert [own["trained"] for own in values(study).values()] == ["no", "no", "unsure"]


def test_what_others_have_is_never_rewritten(study: Project, tmp_path: Path) -> None:
    joined(study, tmp_path, "document,trained\nCPS 1,Y\nCPS 2,unsure\n")
    later = joined(study, tmp_path, "document,trained\nCPS 2,No\n")
    assert (later.columns, values(study)["CPS 1"]) == ({"trained": "text"}, {"trained": "Y"})
    assert later.remarks == ("‘trained’ stays text: 1 earlier value is written otherwise, as ‘Y’; give them anew",)
    whole = joined(study, tmp_path, "document,trained\nCPS 1,Y\nCPS 2,No\n")
    assert whole.columns == {"trained": "yes/no"}
    assert [own["trained"] for own in values(study).values()] == ["yes", "no"]
    assert whole.remarks == ("‘trained’ was text before and is yes/no now; earlier values stay as they are",)


def test_a_header_in_the_middle_names_nothing(study: Project, tmp_path: Path) -> None:
    report = joined(study, tmp_path, "document,years\nCPS 1,7\nDocument,Years\nCPS 2,8\n")
    assert (report.documents, report.unmatched, report.columns) == (2, (), {"years": "number"})
    assert "1 row repeats the header and is left out (line 3)" in report.remarks[0]

"""Tracker tables: months down or across become rows of one month, kept in the project and replaced as one step."""

from __future__ import annotations

from calendar import month_name
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts import checking, tracker_tables
from transcripts.errors import NotFound, TableError
from transcripts.importing.months import month_of
from transcripts.project import Project
from transcripts.tracker_rows import PeriodRow
from transcripts.tracker_tables import NewTracker
from transcripts.trackers import Figure, TrackerReport, keep, remove, tracker, trackers

LONG = (
    "Month,Area,Agency,Referrals,Advice sought,Remarks\n"
    "Apr 2023,A,Police,31,12,\nApr 2023,B,Police,\"1,204\",n/a,strike\n"
    "May 2023,A,Police,28,15,\nMay 2023,B,Police,40,9,\nJun 2023,A,Police,25,11,\nTotal,,,1328,47,\n"
)  # fmt: skip
WIDE = (
    "Early advice 2023\nArea,Measure,Apr-23,May-23,Jun-23,YTD\n"
    "A,Referrals,31,28,25,84\n,Advice sought,12,15,11,38\nB,Referrals,£1204,40,,1244\nTotal,Referrals,1235,68,25,1328\n"
)


def read(text: str, name: str = "tracker.csv") -> NewTracker:
    (found,) = tracker_tables.read(text.encode(), name)
    return found


def kept(project: Project, text: str, name: str = "advice.csv") -> TrackerReport:
    with project.step("Tracker", "Ann") as session:
        return keep(session, read(text, name))


def test_months_down_a_column() -> None:
    found = read(LONG, "Early advice.csv")
    assert found.name == "Early advice"
    assert found.columns == {"Referrals": "number", "Advice sought": "number", "Remarks": "text"}
    assert found.rows[1] == PeriodRow(
        "2023-04", "B", "Police", {"Referrals": "1204", "Advice sought": "n/a", "Remarks": "strike"}
    )
    assert [row.period for row in found.rows] == ["2023-04", "2023-04", "2023-05", "2023-05", "2023-06"]
    assert found.remarks == (
        "line 7 left out: ‘Total’ is no month",
        "‘Advice sought’: 1 cell is no number, such as ‘n/a’",
    )


def test_months_across_a_row() -> None:
    found = read(WIDE)
    assert found.columns == {"Referrals": "number", "Advice sought": "number"}
    assert found.rows == (
        PeriodRow("2023-04", "A", "", {"Referrals": "31", "Advice sought": "12"}),
        PeriodRow("2023-04", "B", "", {"Referrals": "1204"}),
        PeriodRow("2023-05", "A", "", {"Referrals": "28", "Advice sought": "15"}),
        PeriodRow("2023-05", "B", "", {"Referrals": "40"}),
        PeriodRow("2023-06", "A", "", {"Referrals": "25", "Advice sought": "11"}),
    )
    assert found.remarks == (
        "columns left out, as they are no months: ‘YTD’",
        "line 6 left out: ‘Total’ adds up others",
    )


def test_a_year_of_its_own_and_months_that_hold_for_rows_below() -> None:
    found = read("Year,Month,Area,Cases\n2022,December,A,3\n,,B,4\n2023,January,A,5\n,,B,6\n,February,A,7\n")
    assert [(row.period, row.area, row.cells["Cases"]) for row in found.rows] == [
        ("2022-12", "A", "3"), ("2022-12", "B", "4"), ("2023-01", "A", "5"), ("2023-01", "B", "6"),
        ("2023-02", "A", "7"),
    ]  # fmt: skip


MONTHS = month_name[1:]


def by_month(found: NewTracker, column: str = "Referrals") -> list[tuple[str, str]]:
    return [(row.period, row.cells[column]) for row in found.rows]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Month,Referrals\nApr 2023,3\nMay 2023,4\n", ["2023-04", "2023-05"]),
        ("month,area,Referrals\n2023-01,A,3\n2023-02,A,4\n2023-03,B,5\n", ["2023-01", "2023-02", "2023-03"]),
        ("When,Referrals\n2011-12,3\n2012-01,4\n", ["2011-12", "2012-01"]),
        ("When,Referrals\nApr 2023,3\nMay 2023,4\n", ["2023-04", "2023-05"]),
        ("Month,Referrals\nApr 2023,3\n", ["2023-04"]),
        ("Month,Referrals\nApr 2023,3\nMay 2023,4\nTotal,7\nSource: the unit,\n", ["2023-04", "2023-05"]),
        ("Measure,Apr-23,May-23\nReferrals,3,4\n", ["2023-04", "2023-05"]),
        ("Measure,Apr-23\nReferrals,3\n", ["2023-04"]),
        ("Month,Referrals\n2023,\nNov,3\nDec,4\n2024,\nJan,5\n", ["2023-11", "2023-12", "2024-01"]),
        (",2023,,2024\nMeasure,Nov,Dec,Jan\nReferrals,3,4,5\n", ["2023-11", "2023-12", "2024-01"]),
        ("Financial year,Month,Referrals\n2023/24,December,3\n,January,4\n", ["2023-12", "2024-01"]),
        ("2023/24,\nMonth,Referrals\nApril,3\nMay,4\n", ["2023-04", "2023-05"]),
    ],
)  # fmt: skip
def test_few_months_and_years_that_stand_elsewhere(text: str, periods: list[str]) -> None:
    figures = [str(number) for number in range(3, 3 + len(periods))]
    assert by_month(read(text)) == list(zip(periods, figures, strict=True))


@pytest.mark.parametrize("first", [1, 4])
@pytest.mark.parametrize("down", [True, False])
@pytest.mark.parametrize("newest_first", [True, False])
def test_a_year_of_months_takes_its_year_from_the_name(first: int, down: bool, newest_first: bool) -> None:
    order = [(first - 1 + step) % 12 for step in range(12)][:: -1 if newest_first else 1]
    names, figures = [MONTHS[month] for month in order], [str(10 + month) for month in order]
    rows = [["Month", *names], ["Referrals", *figures]]
    table = "\n".join(map(",".join, zip(*rows, strict=True) if down else [["Measure", *names], rows[1]]))
    year = "2023" if first == 1 else "2023-24"
    found = read(table, f"tracker {year}.csv")
    expected = {f"{2023 + (month + 1 < first)}-{month + 1:02d}": str(10 + month) for month in order}
    assert dict(by_month(found)) == expected
    assert f"the months name no year: taken for {year.replace('-', '/')}, which stands in a title or a name" in (
        found.remarks
    )


@pytest.mark.parametrize(
    ("name", "months", "why"),
    [
        ("tracker", MONTHS, "months without a year: write it in a column"),
        ("tracker 2022 to 2024", MONTHS, "both 2022 and 2024 are named"),
        ("tracker 2023", MONTHS[3:] + MONTHS[:3], "months of two years, and only 2023 is named: write 2023/24"),
        ("tracker 2023-24", MONTHS[:3], "nothing says which of them are of 2023"),
    ],
)
def test_no_year_is_guessed(name: str, months: list[str], why: str) -> None:
    table = "Month,Referrals\n" + "".join(f"{month},1\n" for month in months)
    with pytest.raises(TableError, match=why):
        read(table, f"{name}.csv")


def test_a_column_that_says_what_is_counted_makes_columns_of_it() -> None:
    long = "Month,Area,Measure,Count\nApr 2023,A,Referrals,3\nApr 2023,A,Advice,4\nApr 2023,B,Referrals,5\n"
    found = read(long)
    assert found.columns == {"Referrals": "number", "Advice": "number"}
    assert [(row.area, row.cells) for row in found.rows] == [
        ("A", {"Referrals": "3", "Advice": "4"}), ("B", {"Referrals": "5"})
    ]  # fmt: skip


def test_rows_of_one_month_that_nothing_parts_are_said() -> None:
    found = read("Month,Referrals\nApr 2023,3\nApr 2023,4\nMay 2023,5\n")
    assert found.remarks == ("several rows for 2023-04 that no area or group parts: all of them count",)


def test_sheets_of_a_workbook_are_trackers_of_their_own(tmp_path: Path) -> None:
    from datetime import datetime

    import xlsxwriter

    path = tmp_path / "Areas.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "mmm yy"})
        for area in ("A", "B"):
            sheet = book.add_worksheet(f"Area {area}")
            sheet.write_row(0, 0, ["Month", "Referrals"])
            for line in range(1, 5):
                sheet.write_datetime(line, 0, datetime(2023, line, 1), day)
                sheet.write_number(line, 1, line * 10)
        book.add_worksheet("Notes").write(0, 0, "Counted by hand")
    found = tracker_tables.read(path.read_bytes(), path.name)
    assert [each.name for each in found] == ["Areas – Area A", "Areas – Area B"]
    assert [row.period for row in found[0].rows] == ["2023-01", "2023-02", "2023-03", "2023-04"]


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("Mar 2023", "2023-03"), ("March 2023", "2023-03"), ("Mar-23", "2023-03"), ("2023-03", "2023-03"),
        ("2023-03-01", "2023-03"), ("03/2023", "2023-03"), ("01/03/2023", "2023-03"), ("1 March 2023", "2023-03"),
        ("mars 2023", "2023-03"), ("März 2023", "2023-03"), ("2023-13", None), ("2023", None), ("Total", None),
        ("May", None), ("12", None), ("", None),
    ],
)  # fmt: skip
def test_months_as_people_write_them(written: str, month: str | None) -> None:
    assert month_of(written) == month


@pytest.mark.parametrize("text", ["document,area\nCPS 1,A\n", "a talk\n", "speaker,text\nAnn,May 2023\n", "x" * 50])
def test_other_files_are_no_trackers(text: str) -> None:
    with pytest.raises(TableError, match="no table of figures by month"):
        read(text)


def test_a_tracker_is_kept_and_read_as_figures(project: Project) -> None:
    report = kept(project, LONG)
    assert (report.name, report.replaced, report.rows) == ("advice", False, 5)
    with project.reading() as session:
        table = tracker(session, "advice")
        assert [each.name for each in trackers(session)] == ["advice"]
    assert table.periods == ("2023-04", "2023-05", "2023-06")
    assert Figure("2023-04", "B", "Police", "Referrals", 1204.0) in list(table.figures())
    assert sum(figure.value for figure in table.figures("Advice sought")) == 12 + 15 + 9 + 11
    assert checking.check(project) == []


def test_a_newer_version_takes_its_place_and_undo_brings_the_old_one_back(project: Project) -> None:
    kept(project, LONG)
    newer = LONG.replace("Police,40", "Police,41").replace("Total", "Jul 2023,A,Police,3,1,\nTotal")
    report = kept(project, newer)
    assert (report.replaced, report.rows, report.changed, report.gone) == (True, 6, 2, 1)
    with project.reading() as session:
        assert sum(figure.value for figure in tracker(session, "advice").figures("Referrals")) == 1328 + 1 + 3
    project.undo("Ann")
    with project.reading() as session:
        assert len(tracker(session, "advice").rows) == 5
    project.redo("Ann")
    assert checking.check(project) == []


def test_the_same_version_again_is_no_step(project: Project) -> None:
    kept(project, LONG)
    steps = len(project.history())
    report = kept(project, LONG)
    assert (report.changed, report.gone, len(project.history())) == (0, 0, steps)


def test_a_tracker_can_be_taken_out(project: Project) -> None:
    kept(project, LONG)
    with project.step("Remove", "Ann") as session:
        remove(session, "advice")
    with project.reading() as session, pytest.raises(NotFound, match="--import TABLE"):
        tracker(session, "advice")


def test_a_project_of_an_older_program_learns_to_keep_trackers(tmp_path: Path) -> None:
    from dataclasses import replace

    from transcripts.opening import LAYER, create, open_project

    path = tmp_path / "old.qdb"
    create(path, (replace(LAYER, migrations=LAYER.migrations[:1]),), title="Old", coder="Ann").close()
    with open_project(path, (LAYER,)) as project:
        assert kept(project, LONG).rows == 5
        project.undo("Ann")
        with project.reading() as session:
            assert trackers(session) == []
    assert [each.name for each in tmp_path.glob("old.before-update-*.qdb")]


cells = st.dictionaries(st.sampled_from(["Referrals", "Advice", "Remarks"]), st.integers(0, 10**6).map(str), min_size=1)
months = st.integers(1, 12).map(lambda month: f"2023-{month:02d}")


@given(st.dictionaries(st.tuples(months, st.sampled_from("AB")), cells, min_size=3, max_size=24))
def test_months_across_say_what_months_down_say(figures: dict[tuple[str, str], dict[str, str]]) -> None:
    periods = sorted({period for period, _ in figures})
    if len(periods) < 3:
        return
    measures = sorted({measure for each in figures.values() for measure in each})
    wide = [["Area", "Measure", *periods]]
    for area in sorted({area for _, area in figures}):
        for measure in measures:
            wide.append([area, measure, *(figures.get((period, area), {}).get(measure, "") for period in periods)])
    found = read("\n".join(",".join(row) for row in wide) + "\n")
    assert {(row.period, row.area): row.cells for row in found.rows} == figures

"""coding-tui trackers: monthly tables in, listed, shown, taken out."""

from __future__ import annotations

import json
from pathlib import Path

from cli_calls import call, coded_study, done, table

from transcripts.project import Project

LONG = (
    "Month,Area,Agency,Referrals,Advice sought,Remarks\n"
    'Apr 2023,A,Police,31,12,\nApr 2023,B,Police,"1,204",n/a,strike\n'
    "May 2023,A,Police,28,15,\nMay 2023,B,Police,40,9,\nJun 2023,A,Police,25,11,\nTotal,,,1328,47,\n"
)


def test_the_command_brings_in_lists_shows_and_removes(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "advice.csv"
    path.write_text(LONG, encoding="utf-8")
    said = done("trackers", project.path, "--import", path, "--as", "Ann")
    assert "Tracker advice: 5 rows brought in" in said.out
    assert "‘Total’ is no month" in said.err
    (about,) = done("trackers", project.path, "--json").json
    assert (about["name"], about["rows"], about["first"], about["last"]) == ("advice", 5, "2023-04", "2023-06")
    assert "Apr" not in done("trackers", project.path, "advice").out
    shown = done("trackers", project.path, "advice", "--json").json
    assert shown["rows"][1]["cells"] == {"Referrals": 1204, "Advice sought": "n/a", "Remarks": "strike"}
    assert json.dumps(shown["columns"]) == '{"Referrals": "number", "Advice sought": "number", "Remarks": "text"}'
    assert "2023-05" in done("trackers", project.path, "advice").out
    done("trackers", project.path, "advice", "--remove", "--as", "Ann")
    gone = call("trackers", project.path, "advice")
    assert (gone.code, "no tracker ‘advice’" in gone.err) == (1, True)


def test_figures_stay_figures_beside_per_cent_and_come_to_what_they_come_to(tmp_path: Path) -> None:
    study, months = coded_study(tmp_path), tmp_path / "money.csv"
    rows = "Apr 2023,A,0.1\nApr 2023,B,0.2\nMay 2023,A,12\nJun 2023,A,1.5\nJul 2023,A,2\n"
    months.write_text(f"Month,Area,Hours\n{rows}", encoding="utf-8")
    about = table(tmp_path / "about.csv", "document,date", [["CPS 1", "2023-04-03"], ["CPS 2", "2023-05-03"]])
    done("import", study, about, "--as", "Ann")
    done("trackers", study, "--import", months, "--as", "Ann")
    wanted = ("matrix", study, "--columns", "month", "--tracker", "money", "--percent", "--as", "Ann")
    done(*wanted, "--output", tmp_path / "m.csv")
    assert (tmp_path / "m.csv").read_text("utf-8").splitlines() == [
        "theme," + ",".join(f"2023-0{n} (%),2023-0{n},2023-0{n} (of)" for n in range(4, 8)),
        "money: Hours (as reported),0.3,0.3,,12,12,,1.5,1.5,,2,2,",
        "Partnership,100.0,1,1,0.0,0,1,,0,0,,0,0", "Delay,0.0,0,1,100.0,1,1,,0,0,,0,0",
    ]  # fmt: skip
    done(*wanted, "--output", tmp_path / "m.md")
    written = (tmp_path / "m.md").read_text("utf-8")
    assert "| money: Hours | 0\\.3 | 12 | 1\\.5 | 2 |\n" in written
    assert "| Partnership | 100\\.0 % of 1 | 0\\.0 % of 1 | – | – |" in written


def test_what_is_no_tracker_is_refused_and_changes_nothing(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("document,area\nCPS 1,A\n", encoding="utf-8")
    for arguments in (["--import", path], ["--import", tmp_path / "absent.csv"], ["none", "--remove"]):
        called = call("trackers", project.path, *arguments)
        assert (called.code, len(called.lines)) == (1, 1)
    assert call("trackers", project.path, "--remove").code == 2
    path.write_text("Month,Cases\nApril,3\nMay,4\n", encoding="utf-8")
    assert "months without a year" in call("import", project.path, path, "--as", "Ann").err
    path.write_text("Colour,Cases\nred,3\nblue,4\n", encoding="utf-8")
    assert "no month" in call("import", project.path, path, "--table", "tracker", "--as", "Ann").err
    assert len(project.history()) == 1


def test_an_import_keeps_trackers_beside_transcripts_and_attributes(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "advice.csv").write_text(LONG, encoding="utf-8")
    (folder / "CPS 1.txt").write_text("Interviewer: Who rings?\nCPS 1: We do.\n", encoding="utf-8")
    (folder / "about.csv").write_text("document,years\nCPS 1,7\nCPS_2,3\n", encoding="utf-8")
    (folder / "cases.csv").write_text("case,outcome\nC1,closed\n", encoding="utf-8")
    said = done("import", project.path, folder, "--as", "Ann", "--json").json
    assert [each["label"] for each in said["imported"]] == ["CPS 1"]
    assert [(each["name"], each["rows"], each["replaced"]) for each in said["trackers"]] == [("advice", 5, False)]
    assert [each["subject"] for each in said["all_attributes"]] == ["document", "case"]
    assert len(project.history()) == 2
    again = done("import", project.path, folder / "advice.csv", "--as", "Ann", "--dry-run")
    assert "Tracker advice: 5 rows now, 0 new or changed, 0 gone" in again.out


def test_many_documents_of_one_table_that_say_the_same_are_one_remark(project: Project, tmp_path: Path) -> None:
    rows = "".join(f"Panel {n},The panel read the same six files again.\n" for n in range(30))
    path = tmp_path / "panels.csv"
    path.write_text(f"document,text\n{rows}", encoding="utf-8")
    called = done("import", project.path, path, "--as", "Ann")
    assert [line for line in called.lines if "word for word" in line] == [
        "Panel 0: 29 of 30 say word for word what others say, first ‘Panel 1’ what ‘Panel 0’ does"
    ]

"""coding-tui trackers: monthly tables in, listed, shown, taken out."""

from __future__ import annotations

import json
from pathlib import Path

from cli_calls import call, done

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
    assert "advice: 5 rows brought in" in said.out
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


def test_what_is_no_tracker_is_refused_and_changes_nothing(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("document,area\nCPS 1,A\n", encoding="utf-8")
    for arguments in (["--import", path], ["--import", tmp_path / "absent.csv"], ["none", "--remove"]):
        called = call("trackers", project.path, *arguments)
        assert (called.code, len(called.lines)) == (1, 1)
    assert call("trackers", project.path, "--remove").code == 2
    assert len(project.history()) == 1

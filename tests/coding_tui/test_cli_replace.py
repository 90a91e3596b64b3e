"""`coding-tui replace`: what it says, what it keeps, with which number it leaves."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from cli_calls import call, coded_study, done, process
from studies import TEXTS

from transcripts.reanchoring.model import SAID_MORE

CORRECTED = TEXTS["CPS 2"].replace("Délais", "Delays").replace("Interviewer: Why?\n", "")
KEYS = {"about", "what", "coder", "verdict", "differs", "doubtful", "reason", "by_hand", "memo", "old", "new"}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Two coded interviews."""
    return coded_study(tmp_path)


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """The second of them, corrected."""
    path = tmp_path / "CPS 2 corrected.txt"
    path.write_text(CORRECTED, encoding="utf-8")
    return path


def test_a_dry_run_says_what_would_be_and_keeps_nothing(study: Path, corrected: Path) -> None:
    before = done("codings", "export", study, study.with_name("before.csv")), study.with_name("before.csv").read_text()
    called = call("replace", study, "CPS 2", corrected, "--as", "Ann", "--dry-run")
    assert called.code == 1
    assert "only tried: nothing was kept" in called.out
    assert "2 codings, quotations and memos: 1 kept, 0 moved, 1 with other words, 0 lost" in called.out
    assert "  old  Délais — “queues” 🙂 everywhere\n  new  Delays — “queues” 🙂 everywhere\n" in called.out
    done("codings", "export", study, study.with_name("after.csv"))
    assert study.with_name("after.csv").read_text() == before[1]


def test_replacing_is_one_step_and_its_report_stays(study: Path, corrected: Path) -> None:
    steps = len(done("history", study, "--json").json)
    called = call("replace", study, "CPS 2", corrected, "--as", "Ann", "--json")
    assert called.code == 1
    assert called.json["replaced"] is True
    assert called.json["counts"] == {"kept": 1, "moved": 0, "changed": 1, "lost": 0}
    assert {*called.json["items"][0]} == KEYS
    history = done("history", study, "--json").json
    assert len(history) == steps + 1
    assert history[0]["label"] == "Replace ‘CPS 2’ with ‘CPS 2 corrected.txt’"
    again = call("replace", study, "CPS 2", "--json").json
    assert (again["old"], again["new"], again["coder"]) == ("CPS 2.txt", "CPS 2 corrected.txt", "Ann")
    assert again["items"] == [each for each in called.json["items"] if each["verdict"] != "kept"]
    assert "by Ann" in call("replace", study, "CPS 2").out
    done("check", study)
    done("undo", study, "--as", "Ann")
    done("check", study)
    [document] = [each for each in done("documents", study, "--json").json if each["label"] == "CPS 2"]
    assert document["source_name"] == "CPS 2.txt"


def test_what_only_moved_leaves_with_0(study: Path, corrected: Path) -> None:
    corrected.write_text("A cover page.\n\n" + TEXTS["CPS 2"], encoding="utf-8")
    called = done("replace", study, "CPS 2", corrected, "--as", "Ann")
    assert "0 kept, 2 moved, 0 with other words, 0 lost" in called.out
    assert "→ moved  Delay · Ann · " in called.out


def test_what_the_correction_says_once_more_is_in_doubt_and_somebody_looks(study: Path, corrected: Path) -> None:
    turn = "CPS 2: Nobody calls us. Délais — “queues” 🙂 everywhere.\n"
    corrected.write_text(TEXTS["CPS 2"].replace(turn, 2 * turn), encoding="utf-8")
    called = call("replace", study, "CPS 2", corrected, "--as", "Ann")
    assert called.code == 1
    assert "2 kept, 0 moved, 0 with other words, 0 lost; 2 of them in doubt" in called.out
    assert f"= kept: {SAID_MORE}\n  Delay · Ann · " in called.out
    again = call("replace", study, "CPS 2", "--json")
    assert (again.code, again.json["doubtful"]) == (1, 2)
    assert [(each["verdict"], each["doubtful"]) for each in again.json["items"]] == 2 * [("kept", True)]


def test_the_same_file_is_nothing_to_do(study: Path) -> None:
    steps = len(done("history", study, "--json").json)
    called = done("replace", study, "CPS 2", study.with_name("CPS 2.txt"), "--as", "Ann")
    assert "nothing to do" in called.out
    assert len(done("history", study, "--json").json) == steps


def test_every_line_can_be_had_as_a_table(study: Path, corrected: Path, tmp_path: Path) -> None:
    table = tmp_path / "report.csv"
    assert call("replace", study, "CPS 2", corrected, "--as", "Ann", "--report", table).code == 1
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert [(row["verdict"], row["coder"]) for row in rows] == [("changed", "Ben"), ("kept", "Ann")]
    assert [row["old_text"] for row in rows if row["verdict"] == "changed"] == ["Délais — “queues” 🙂 everywhere"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("CPS 2",), "was never replaced"),
        (("CPS 9", "CPS 2.txt"), "no document ‘CPS 9’"),
        (("CPS 2", "nowhere.txt"), "nowhere.txt: it cannot be read"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(study: Path, arguments: tuple[str, ...], said: str) -> None:
    label, *files = arguments
    called = call("replace", study, label, *(study.with_name(name) for name in files), "--as", "Ann")
    assert called.code == 1
    assert said in called.err
    assert len(called.lines) == 1


def test_words_reach_a_terminal_as_words(study: Path, corrected: Path) -> None:
    corrected.write_text(CORRECTED.replace("Delays", "De[bold]lays\x1b[31m"), encoding="utf-8")
    called = call("replace", study, "CPS 2", corrected, "--as", "Ann", terminal=True)
    assert "De[bold]lays" in called.out
    assert "\x1b" not in called.out


def test_it_works_as_a_program_of_its_own(study: Path, corrected: Path) -> None:
    called = process("replace", study, "CPS 2", corrected, "--as", "Ann", "--json")
    assert (called.code, called.json["counts"]["changed"]) == (1, 1)

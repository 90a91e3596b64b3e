"""The program as a process: stopped, cut off, in the wrong locale, without space."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
from pathlib import Path

import pytest
from cli_calls import PROGRAM, coded_study, done, process

FILES = 400


@pytest.mark.parametrize("bar", ["Reading", "Bringing in"])
def test_ctrl_c_during_an_import_keeps_the_project_as_it_was(tmp_path: Path, bar: str) -> None:
    project = coded_study(tmp_path)
    before = done("history", project).out
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(FILES):
        talk = f"Interviewer: How is number {number}?\nPerson {number}: It goes on and on.\n" * 200
        (folder / f"{number}.txt").write_text(talk, encoding="utf-8")
    code, said = stopped_at("import", project, folder, bar=bar)
    assert code == 130
    assert "nothing of the unfinished one" in said
    assert "Traceback" not in said
    assert done("history", project).out == before
    assert done("check", project).out == "No problems\n"


def stopped_at(*arguments: object, bar: str) -> tuple[int, str]:
    """Run with stderr on a terminal, press Ctrl-C when a bar so called shows; its end and its words."""
    ours, theirs = pty.openpty()
    command = [*PROGRAM, *(str(argument) for argument in arguments)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, stdin=subprocess.DEVNULL) as running:
        os.close(theirs)
        said = b""
        while bar.encode() not in said:
            said += os.read(ours, 4096)
        running.send_signal(signal.SIGINT)
        said += rest(ours)
        running.wait(timeout=60)
    os.close(ours)
    return running.returncode, said.decode("utf-8", "replace")


def rest(terminal: int) -> bytes:
    """Whatever still comes; a terminal whose other end is closed says so by an error."""
    said = b""
    try:
        while more := os.read(terminal, 4096):
            said += more
    except OSError:
        pass
    return said


def test_a_reader_that_leaves_is_no_reason_to_complain(tmp_path: Path) -> None:
    project = coded_study(tmp_path)
    command = [*PROGRAM, "documents", str(project), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_stdout_is_said(tmp_path: Path) -> None:
    project = coded_study(tmp_path)
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*PROGRAM, "documents", str(project)], stdout=full, stderr=subprocess.PIPE, check=False, text=True
        )
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert "No space left" in ended.stderr


def test_people_s_words_are_utf8_whatever_the_locale(tmp_path: Path) -> None:
    project = coded_study(tmp_path)
    called = process("search", project, "queues", LANG="C", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert called.code == 0
    assert "Délais — “»queues«” 🙂 everywhere." in called.out


def test_nothing_is_coloured(tmp_path: Path) -> None:
    project = coded_study(tmp_path)
    for words in (["--help"], ["documents", project], ["documents"]):
        called = process(*words, FORCE_COLOR="1")
        assert "\x1b" not in called.out + called.err

"""Files that cannot be written: one clear line, and what was there before stays as it was."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from cli_calls import call, coded_study, done, table

from coding_tui.cli.diagnostics import FINDING

LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from coding_tui.cli.program import run
resource.setrlimit(resource.RLIMIT_FSIZE, ({bytes}, {bytes}))
sys.exit(run(sys.argv[1:]))
"""
ASKED = {
    "quotes.docx": ["quotes", "P", "Delay", "--output", "T"],
    "quotes.xlsx": ["quotes", "P", "Delay", "--output", "T"],
    "codings.csv": ["codings", "export", "P", "T"],
    "whole.json": ["export", "P", "T"],
    "coded.docx": ["coded", "P", "CPS 3", "--output", "T"],
    "packs": ["packs", "P", "T"],
}


LIMIT = 50_000
"""Bytes of a file: more than what reading a project needs beside it, less than what is written."""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two short interviews, and a long one whose words cannot be packed much smaller."""
    folder = tmp_path_factory.mktemp("study")
    path = coded_study(folder)
    words = " ".join(sha256(str(number).encode()).hexdigest()[:9] for number in range(20_000))
    (folder / "CPS 3.txt").write_text(f"Interviewer: And?\nCPS 3: {words}.\n", "utf-8")
    facts = table(folder / "facts.csv", "document,participant", [["CPS 3", "CPS 3"]])
    done("import", path, folder / "CPS 3.txt", "--attributes", facts, "--as", "Ann")
    start = len("Interviewer: And?\nCPS 3: ")
    row = ["CPS 3", start, start + len(words), "Delay", "Ann"]
    done("codings", "import", path, table(folder / "c.csv", "document,start,end,code,coder", [row]), "--as", "Ann")
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE")
@pytest.mark.parametrize("name", ASKED)
def test_without_room_nothing_is_there_and_one_line_says_so(study: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / name
    if name != "packs":
        target.write_bytes(b"as it was")
    asked = [{"P": str(study), "T": str(target)}.get(each, each) for each in ASKED[name]]
    asked += [] if name.startswith("codings") else ["--as", "Ann"]
    command = [sys.executable, "-c", LIMITED.format(bytes=LIMIT), *asked]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == FINDING
    assert "cannot be written: File too large." in ended.stderr
    assert len(ended.stderr.splitlines()) == 1, ended.stderr
    assert ".part" not in ended.stderr
    assert [each.name for each in folder.iterdir()] == ([] if name == "packs" else [name])
    if name != "packs":
        assert target.read_bytes() == b"as it was"


@pytest.mark.parametrize("lock", ["~$report.docx", ".~lock.report.docx#", "~$port.docx"])
def test_a_file_that_another_program_has_open_is_not_replaced(study: Path, tmp_path: Path, lock: str) -> None:
    target = tmp_path / "report.docx"
    target.write_bytes(b"mine")
    (tmp_path / lock).touch()
    refused = call("quotes", study, "Delay", "--output", target, "--as", "Ann")
    assert refused.code == FINDING
    assert refused.lines == [
        f"{target} is open in another program ({lock} stands beside it). Close it there, or choose another name; "
        "nothing was changed."
    ]
    assert target.read_bytes() == b"mine"
    (tmp_path / lock).unlink()
    done("quotes", study, "Delay", "--output", target, "--as", "Ann")


def test_a_folder_a_project_and_no_folder_are_no_files(study: Path, tmp_path: Path) -> None:
    for target, said in (
        (tmp_path, f"{tmp_path} is a folder. Give the name of a file in it."),
        (study, f"{study} is a project, or named like one. Choose another name; nothing was changed."),
        (tmp_path / "none" / "q.md", "No such file or directory. Nothing was changed."),
    ):
        refused = call("quotes", study, "Delay", "--format", "md", "--output", target, "--as", "Ann")
        assert refused.code == FINDING
        assert len(refused.lines) == 1
        assert refused.lines[0].endswith(said)

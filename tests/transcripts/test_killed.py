"""`kill -9` at any moment loses no acknowledged step and leaves nothing half done."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from studies import small_study

from codebook import checking
from codebook.coding import codings
from codebook.project import open_project
from transcripts import document_labels

CODER = """
import sys
from pathlib import Path
from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.scheme import codes
from codebook.project import open_project
from transcripts import coders, document_labels
with open_project(Path(sys.argv[1])) as project:
    with project.step("Prepare", "Ann") as session:
        ann, delay = coders.ensure(session, "Ann"), codes.ensure(session, "Delay")
        document = document_labels.find(session, "CPS 2")
    print("ready", flush=True)
    for start in range(100):
        with project.step(f"Apply {start}", "Ann") as session:
            codings.apply(session, NewCoding(document, start, start + 9, delay, ann))
        print(start, flush=True)
"""

IMPORTER = """
import sys
from pathlib import Path
from codebook.project import open_project
from transcripts.intake import import_files
with open_project(Path(sys.argv[1])) as project:
    print("ready", flush=True)
    for number in range(40):
        folder = Path(sys.argv[2]) / str(number)
        import_files(project, [folder], coder="Ann")
        print(number, flush=True)
"""


def killed(program: str, moment: int, *arguments: object) -> list[str]:
    """Run a program, kill it when it has said `moment` lines (and a little more), return all that it acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = [process.stdout.readline().strip() for _ in range(moment)]
    process.send_signal(signal.SIGKILL)
    said += [line.strip() for line in process.stdout]
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL
    return [line for line in said[1:] if line]


def check_coding(path: Path, moment: int) -> None:
    small_study(path).close()
    acknowledged = killed(CODER, moment, path)
    with open_project(path) as project:
        with project.reading() as session:
            starts = {coding.start for coding in codings.codings(session)}
        assert set(map(int, acknowledged)) <= starts
        assert len(starts) <= len(acknowledged) + 1
        assert checking.check(project) == []


def check_importing(path: Path, folder: Path, moment: int) -> None:
    small_study(path).close()
    for number in range(40):
        (folder / str(number)).mkdir(parents=True)
        for each in "abc":
            path_of_one = folder / str(number) / f"{number} {each}.txt"
            path_of_one.write_text(f"Interviewer: Why?\nCPS {number}: Because {each}.\n")
    acknowledged = killed(IMPORTER, moment, path, folder)
    with open_project(path) as project:
        with project.reading() as session:
            labels = set(document_labels.uids_by_label(session)) - {"CPS 1", "CPS 2"}
        batches = {label.split()[0] for label in labels}
        assert set(acknowledged) <= batches
        assert all({f"{batch} {each}" for each in "abc"} <= labels for batch in batches)
        assert checking.check(project) == []


@pytest.mark.parametrize("moment", [1, 2, 9])
def test_killed_while_coding(tmp_path: Path, moment: int) -> None:
    check_coding(tmp_path / "p.qdb", moment)


@pytest.mark.parametrize("moment", [1, 4])
def test_killed_while_importing(tmp_path: Path, moment: int) -> None:
    check_importing(tmp_path / "p.qdb", tmp_path / "files", moment)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_killed_at_many_moments(tmp_path: Path) -> None:
    chance = random.Random(7)
    for number in range(20):
        check_coding(tmp_path / f"c{number}.qdb", chance.randint(1, 60))
        check_importing(tmp_path / f"i{number}.qdb", tmp_path / f"files{number}", chance.randint(1, 25))

"""An import that writes what it reads at once: still one step, all or nothing, and it keeps no texts."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from studies import dump, small_study

from codebook import checking
from codebook.project import open_project
from transcripts import document_labels
from transcripts.intake import import_files
from transcripts.intake.straight import CHARACTERS_AT_ONCE
from transcripts.project import Project
from transcripts.searching import Question, search

FILES = 5

IMPORTER = """
import sys
from pathlib import Path
from codebook.project import open_project
from transcripts.intake import import_files
with open_project(Path(sys.argv[1])) as project:
    import_files(project, [Path(sys.argv[2])], coder="Ann", progress=lambda done, *_: print(done, flush=True))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files that are more than one portion; the last says word for word what the first does."""
    study = tmp_path_factory.mktemp("study")
    for number in range(1, FILES + 1):
        answer = f"We waited in {number % (FILES - 1)} queues. " * 40
        turns = f"Interviewer: And?\nAnna: {answer}\n" * (CHARACTERS_AT_ONCE // 1600)
        (study / f"CPS {number}.txt").write_text(turns + "\n" * number, encoding="utf-8")
    return study


def test_several_portions_are_one_step(project: Project, folder: Path) -> None:
    before = dump(project)
    report = import_files(project, [folder], coder="Ann")
    assert project.history(1)[0].label == f"Import {FILES} files"
    assert len(project.history()) == 2
    assert [each.summary.label for each in report.imported] == [f"CPS {number}" for number in range(1, FILES + 1)]
    assert {use.name: (use.role, use.documents) for use in report.speakers} == {
        "Interviewer": ("interviewer", FILES),
        "Anna": ("participant", FILES),
    }
    assert checking.check(project) == []
    with project.reading() as session:
        found = search(session, Question("queues", "words"), limit=1)
    assert found.count == 40 * sum(each.summary.turns for each in report.imported) // 2
    project.undo("Ann")
    assert {name: rows for name, rows in dump(project).items() if name not in ("body", "original")} == {
        name: rows for name, rows in before.items() if name not in ("body", "original")
    }


def test_a_file_that_says_the_same_is_told_when_the_first_is_let_go(project: Project, folder: Path) -> None:
    report = import_files(project, [folder], coder="Ann")
    warnings = {each.summary.label: each.summary.warnings for each in report.imported}
    assert warnings["CPS 1"] == ()
    assert warnings[f"CPS {FILES}"] == ("Word for word what ‘CPS 1’ says: the same transcript twice?",)


def test_interrupted_midway_nothing_is_in(project: Project, folder: Path) -> None:
    before = dump(project)

    def interrupt(done: int, _total: int, _name: str) -> None:
        if done == FILES - 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_files(project, [folder], coder="Ann", progress=interrupt)
    assert dump(project) == before
    assert len(import_files(project, [folder], coder="Ann").imported) == FILES


@pytest.mark.parametrize("moment", [2, FILES])
def test_killed_midway_nothing_is_in(tmp_path: Path, folder: Path, moment: int) -> None:
    path = tmp_path / "p.qdb"
    with small_study(path) as project:
        before = dump(project)
    command = [sys.executable, "-c", IMPORTER, str(path), str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for _ in range(moment):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL
    with open_project(path) as project:
        assert dump(project) == before
        assert checking.check(project) == []


def test_another_program_reads_while_it_runs(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "p.qdb"
    seen: list[int] = []

    def look(done: int, _total: int, _name: str) -> None:
        if done == FILES - 1:
            with open_project(path) as other, other.reading() as session:
                seen.append(len(document_labels.uids_by_label(session)))

    with small_study(path) as project:
        import_files(project, [folder], coder="Ann", progress=look)
        with project.reading() as session:
            assert seen == [len(document_labels.uids_by_label(session)) - FILES]

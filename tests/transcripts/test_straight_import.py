"""An import that writes what it has read while it reads on: one step, all or nothing, few texts in memory, and nobody
is kept from writing for long.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from studies import add, dump, small_study

from codebook import checking
from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.project import open_project
from codebook.scheme import codes
from transcripts import coders, document_labels, documents, texts
from transcripts.errors import ProjectError
from transcripts.intake import ImportSession, adding, import_files, shelf, straight
from transcripts.project import Project
from transcripts.searching import Question, search

FILES = 5
AT_ONCE = 500_000


@pytest.fixture(autouse=True)
def _several_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "CHARACTERS_AT_ONCE", AT_ONCE)


IMPORTER = """
import sys
from pathlib import Path
from codebook.project import open_project
from transcripts.intake import adding, import_files

adding.CHARACTERS_AT_ONCE = 500_000

def told(what):
    def tell(done, total, name):
        if [what, done] == [sys.argv[3], int(sys.argv[4])]:
            print("now", flush=True)
            sys.stdin.readline()
    return tell

with open_project(Path(sys.argv[1])) as project:
    import_files(project, [Path(sys.argv[2])], coder="Ann", progress=told("read"), writing=told("written"))
"""


@contextmanager
def stopped_midway(path: Path, folder: Path, what: str, done: int) -> Iterator[subprocess.Popen[str]]:
    """Another program that imports the folder, and waits for a line when so many files are read, or are written."""
    command = [sys.executable, "-c", IMPORTER, str(path), str(folder), what, str(done)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "now\n"
        yield process


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files that are more than one portion; the last says word for word what the first does."""
    study = tmp_path_factory.mktemp("study")
    for number in range(1, FILES + 1):
        answer = f"We waited in {number % (FILES - 1)} queues. " * 40
        turns = f"Interviewer: And?\nAnna: {answer}\n" * (AT_ONCE // 1600)
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


@pytest.mark.parametrize(("what", "when"), [("progress", 1), ("progress", FILES - 1), ("writing", FILES)])
def test_interrupted_midway_nothing_is_in(project: Project, folder: Path, what: str, when: int) -> None:
    before = dump(project)

    def interrupt(done: int, _total: int, _name: str) -> None:
        if done == when:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_files(project, [folder], coder="Ann", **{what: interrupt})  # type: ignore[arg-type]
    assert dump(project) == before
    assert len(import_files(project, [folder], coder="Ann").imported) == FILES


@pytest.mark.parametrize(("what", "done"), [("read", 1), ("read", 3), ("read", FILES), ("written", FILES)])
def test_killed_midway_nothing_is_in(tmp_path: Path, folder: Path, what: str, done: int) -> None:
    path = tmp_path / "p.qdb"
    with small_study(path) as project:
        before = dump(project)
    with stopped_midway(path, folder, what, done) as process:
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    with open_project(path) as project:
        assert dump(project) == before
        assert checking.check(project) == []
    assert [each.name for each in tmp_path.iterdir()] == ["p.qdb"]


@pytest.mark.parametrize("slow", [False, True])
def test_others_write_before_the_import_does_and_while_it_waits_for_files(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, slow: bool
) -> None:
    """Before enough is read to begin to write; where files take their time, also after that."""
    path = tmp_path / "p.qdb"
    added: list[str] = []
    if slow:
        monkeypatch.setattr(straight, "OTHERS_WAIT", 0.0)

    def write(done: int, total: int, _name: str) -> None:
        assert total == FILES
        if done == (FILES - 1 if slow else 1):
            with open_project(path) as other:
                added.append(add(other, "CPS 4", "Interviewer: Why?\nCPS 4: Because.\n"))

    with small_study(path) as project:
        report = import_files(project, [folder], coder="Bea", progress=write)
        assert [each.summary.label for each in report.imported][3] == "CPS 4 (2)"
        with project.reading() as session:
            assert document_labels.find(session, "CPS 4") == added[0]
        assert [(step.coder, step.label) for step in project.history(2)] == [
            ("Bea", f"Import {FILES} files"),
            ("Ann", "Import ‘CPS 4’"),
        ]
        assert checking.check(project) == []


def test_where_files_take_their_time_the_same_comes_in(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = import_files(project, [folder], coder="Ann", dry_run=True)
    monkeypatch.setattr(straight, "OTHERS_WAIT", 0.0)
    slow = import_files(project, [folder], coder="Ann")
    assert [each.summary.sha256 for each in slow.imported] == [each.summary.sha256 for each in plain.imported]
    assert slow.speakers == plain.speakers
    assert [step.label for step in project.history(1)] == [f"Import {FILES} files"]
    assert checking.check(project) == []


def test_another_program_codes_while_one_is_in_the_middle_of_reading(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "p.qdb"
    small_study(path).close()
    with stopped_midway(path, folder, "read", 1) as importer, open_project(path) as project:
        with project.step("Apply ‘Delay’", "Ann") as session:
            ann, delay = coders.ensure(session, "Ann"), codes.ensure(session, "Delay")
            codings.apply(session, NewCoding(document_labels.find(session, "CPS 2"), 0, 9, delay, ann))
        assert project.history(1)[0].label == "Apply ‘Delay’"
        importer.communicate("\n")
        assert importer.returncode == 0
        assert [step.label for step in project.history(2)] == [f"Import {FILES} files", "Apply ‘Delay’"]
        assert checking.check(project) == []


def test_what_does_not_fit_into_memory_comes_in_all_the_same(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = import_files(project, [folder], coder="Ann", dry_run=True)
    monkeypatch.setattr(shelf, "IN_MEMORY", 3 * AT_ONCE)
    report = import_files(project, [folder], coder="Ann")
    assert [each.summary.sha256 for each in report.imported] == [each.summary.sha256 for each in plain.imported]
    with project.reading() as session:
        for each in report.imported:
            content = Path(each.path).read_bytes()
            assert documents.original_bytes(session, each.summary.uid) == content
            assert texts.document_text(session, each.summary.uid).text == content.decode()
    assert report.imported[-1].summary.warnings == ("Word for word what ‘CPS 1’ says: the same transcript twice?",)
    assert checking.check(project) == []


def test_what_was_looked_at_comes_in_though_the_file_has_changed_since(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "CPS 9.txt"
    path.write_text("Interviewer: Why?\nCPS 9: Because.\n")
    with ImportSession(project, [path]) as session:
        session.read()
        path.write_text("Interviewer: Why?\nCPS 9: For no reason.\n")
        (imported,) = session.commit("Ann").imported
    with project.reading() as reading:
        assert "Because." in texts.document_text(reading, imported.summary.uid).text
        assert b"Because." in documents.original_bytes(reading, imported.summary.uid)


def test_where_nothing_can_be_written_no_file_is_read(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "p.qdb"
    small_study(path).close()
    done: list[int] = []
    with open_project(path, read_only=True) as project, pytest.raises(ProjectError, match="opened read-only"):
        import_files(project, [folder], coder="Ann", progress=lambda number, *_: done.append(number))
    assert done == []

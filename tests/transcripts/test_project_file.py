"""The project file: made whole or not at all, opened only when it is one, and as durable as promised."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import create_engine
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel
from studies import add, dump, small_study

from codebook import outcome_tables
from codebook.evidence.triangulation_tables import TRIANGULATION
from codebook.project import create_project, open_project
from transcripts import coders
from transcripts.errors import ProjectError
from transcripts.project import Project
from transcripts.store import derived_tables, fact_tables, tables
from transcripts.store.engine import engine_for

needs_permissions = pytest.mark.skipif(os.geteuid() == 0, reason="root is not refused by permissions")


def test_the_engine_has_the_fix_for_the_wal_reset_bug() -> None:
    assert tuple(map(int, sqlcipher.sqlite_version.split("."))) >= (3, 51, 3)


def test_connections_are_set_up_for_durability(study: Project) -> None:
    with study.reading() as session:
        connection = session.connection()

        def pragma(name: str) -> object:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()

        assert pragma("journal_mode") == "wal"
        assert pragma("synchronous") == 2
        assert pragma("foreign_keys") == 1
        assert pragma("trusted_schema") == 0
        assert pragma("secure_delete") == 1


def test_a_new_project_is_one_private_file(tmp_path: Path) -> None:
    create_project(tmp_path / "p.qdb", title="T", approach="reliability", coder="Ann").close()
    assert [path.name for path in tmp_path.iterdir()] == ["p.qdb"]
    assert (tmp_path / "p.qdb").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"", b"words", b"SQLite format 3\x00" + bytes(300)])
def test_what_is_no_project_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.qdb"
    path.write_bytes(content)
    with pytest.raises(ProjectError) as refusal:
        open_project(path)
    assert str(path) in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    with pytest.raises(ProjectError, match="another program"):
        open_project(path)


def test_absent_folders_and_existing_files(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no project"):
        open_project(tmp_path / "absent.qdb")
    with pytest.raises(ProjectError, match="a folder"):
        open_project(tmp_path)
    with pytest.raises(ProjectError, match="no folder"):
        create_project(tmp_path / "no" / "p.qdb", coder="Ann")
    (tmp_path / "there.qdb").write_text("precious")
    with pytest.raises(ProjectError, match="exists already"):
        create_project(tmp_path / "there.qdb", coder="Ann")
    assert (tmp_path / "there.qdb").read_text() == "precious"
    assert not (tmp_path / "absent.qdb").exists()


@pytest.mark.parametrize("suffix", ["-wal", "-shm", "-journal"])
def test_what_a_vanished_project_left_is_not_taken_for_the_new_ones(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"p.qdb{suffix}").write_bytes(b"left")
    with pytest.raises(ProjectError, match="that is gone"):
        create_project(tmp_path / "p.qdb", coder="Ann")
    assert [path.name for path in tmp_path.iterdir()] == [f"p.qdb{suffix}"]


def test_a_newer_project_is_refused(study: Project) -> None:
    with study.upkeep() as connection:
        connection.exec_driver_sql("INSERT INTO migration VALUES ('codebook', 99, 'schema_99.sql', '2030-01-01')")
    study.close()
    with pytest.raises(ProjectError, match="newer version"):
        open_project(study.path)


def test_migrations_make_the_tables_that_the_models_describe(study: Project) -> None:
    models = (*tables.TABLES, *fact_tables.TABLES, *derived_tables.TABLES, *outcome_tables.TABLES, *TRIANGULATION)
    every = [model.__table__ for model in models]  # type: ignore[attr-defined]
    plain = create_engine("sqlite://")
    SQLModel.metadata.create_all(plain, tables=every)
    questions = ("table_info", "foreign_key_list", "index_list")
    with study.reading() as session, plain.connect() as modelled:
        for table in every:
            for question in questions:
                pragma = f'PRAGMA {question}("{table.name}")'
                ours, modelled_so = _rows(session.connection(), pragma), _rows(modelled, pragma)
                assert ours == modelled_so, (table.name, question)


def _rows(connection: Connection, pragma: str) -> list[str]:
    """What a pragma says, without the numbers of its lines, which follow no order where indexes are concerned."""
    numbered = "index_list" in pragma
    return sorted(repr(tuple(row)[numbered:]) for row in connection.exec_driver_sql(pragma))


def test_a_read_only_project_shows_everything_and_changes_nothing(study: Project) -> None:
    path = study.path
    study.close()
    before = path.read_bytes()
    with open_project(path, read_only=True) as project:
        assert len(project.history()) == 3
        with pytest.raises(ProjectError, match="read-only"), project.step("x", "Ann") as session:
            coders.ensure(session, "Zoe")
        with pytest.raises(ProjectError, match="read-only"):
            project.undo("Ann")
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_who_only_reads_sees_what_others_write_meanwhile(study: Project) -> None:
    path = study.path
    study.close()
    with open_project(path, read_only=True) as reviewer:
        assert len(reviewer.history()) == 3
        with open_project(path) as coder, coder.step("Join", "Zoe") as session:
            coders.ensure(session, "Zoe")
        assert [step.label for step in reviewer.history(1)] == ["Join"]
    assert list(path.parent.iterdir()) == [path]


@needs_permissions
def test_a_file_without_write_permission_opens_read_only(study: Project) -> None:
    study.close()
    study.path.chmod(0o400)
    with open_project(study.path) as project:
        assert project.read_only


def test_a_full_disk_loses_only_the_step(study: Project) -> None:
    with study.upkeep() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    full = Project(study.path, engine_for(study.path), study.layers)
    with full.upkeep() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(ProjectError, match="disk is full"):
        add(full, "Long", "CPS 1: " + "words and words " * 20_000)
    full.close()
    assert study.history()[0].label == "Import ‘CPS 2’"
    add(study, "Short", "CPS 1: There is room for this.\n")


def test_a_backup_is_whole_and_refuses_to_replace(study: Project, tmp_path: Path) -> None:
    copy = tmp_path / "copy.qdb"
    study.backup(copy)
    with open_project(copy) as project:
        assert project.history() == study.history()
    with pytest.raises(ProjectError, match="exists already"):
        study.backup(copy)


WRITER = """
import sys
from pathlib import Path
from codebook.project import open_project
from transcripts import coders
with open_project(Path(sys.argv[1])) as project:
    for number in range(25):
        with project.step("add", "x") as session:
            coders.ensure(session, f"{sys.argv[2]} {number}")
"""


def test_several_processes_write_in_turn(tmp_path: Path) -> None:
    path = tmp_path / "p.qdb"
    small_study(path).close()
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), name]) for name in "abc"]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0]
    with open_project(path) as project, project.reading() as session:
        assert len(coders.names(session)) == 75


@pytest.mark.parametrize("name", ["study[1].qdb", "study*.qdb", "stu?dy.qdb"])
def test_a_new_project_leaves_nothing_beside_it_whatever_its_name(tmp_path: Path, name: str) -> None:
    create_project(tmp_path / name, coder="Ann").close()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_copy_that_cannot_be_written_is_told_in_a_line(study: Project, tmp_path: Path) -> None:
    with pytest.raises(ProjectError) as refusal:
        study.backup(tmp_path / "nowhere" / "copy.qdb")
    assert str(tmp_path / "nowhere") in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_project_opened_read_only_can_be_copied(study: Project, tmp_path: Path) -> None:
    study.close()
    with open_project(study.path, read_only=True) as reader:
        reader.backup(tmp_path / "copy.qdb")
    with open_project(tmp_path / "copy.qdb") as copy:
        assert dump(copy) == dump(study)


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv to give up root's right to write anywhere")
def test_a_project_in_a_folder_that_cannot_be_written_to_is_read(study: Project) -> None:
    study.close()
    study.path.parent.chmod(0o500)
    program = "import sys; from pathlib import Path; from codebook.project import open_project\n"
    program += "print(len(open_project(Path(sys.argv[1])).history()))"
    without = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*without, sys.executable, "-c", program, study.path], capture_output=True, text=True, check=False
    )
    study.path.parent.chmod(0o700)
    assert (done.stdout.strip(), done.stderr) == ("3", "")


@pytest.mark.parametrize("kilobytes", [400, 600])
def test_a_disk_too_small_for_a_new_project_is_left_empty(tmp_path: Path, kilobytes: int) -> None:
    program = """
import os, sys
from pathlib import Path
from codebook.project import create_project
from transcripts.errors import ProjectError
try:
    create_project(Path(sys.argv[1]) / "p.qdb", coder="Ann")
except ProjectError as error:
    print(error, os.listdir(sys.argv[1]))
"""
    disk = f'mount -t tmpfs -o size={kilobytes}k tmpfs "$0" && exec "$@"'
    command = ["unshare", "-m", "sh", "-c", disk, tmp_path, sys.executable, "-c", program, tmp_path]
    if shutil.which("unshare") is None or subprocess.run(["unshare", "-m", "true"], check=False).returncode:
        pytest.skip("needs the right to mount a small disk")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "disk is full" in done.stdout
    assert done.stdout.endswith("[]\n")


def test_what_a_killed_program_left_unfinished_goes_with_the_next_copy(study: Project, tmp_path: Path) -> None:
    ours = [tmp_path / f".copy.qdb.4711.{suffix}" for suffix in ("new", "new-journal", "part")]
    others = [tmp_path / name for name in (".copy.qdb.4711.newer", ".copy2.qdb.4711.new", ".copy.qdb.12.new")]
    for path in (*ours, *others):
        path.write_text("all that was said")
        os.utime(path, (0, 0))
    os.utime(others[-1])  # somebody may be writing it at this moment
    study.backup(tmp_path / "copy.qdb")
    assert [path.exists() for path in (*ours, *others)] == [False, False, False, True, True, True]

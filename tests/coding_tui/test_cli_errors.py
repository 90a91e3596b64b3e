"""Every kind of trouble: one or two lines on stderr, nothing on stdout, the right number, nothing changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli_calls import Called, call, coded_study, done, process, table

from coding_tui.cli import diagnostics
from coding_tui.cli.diagnostics import exit_code
from transcripts.errors import Conflict


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    """A coded project."""
    return coded_study(tmp_path)


def complains(called: Called, code: int, *says: str) -> None:
    assert called.code == code, called
    assert called.out == ""
    most = 3 if called.lines[-1].strip() == "^" else 2  # a line of what was asked, and where in it
    assert 1 <= len(called.lines) <= most, called.err
    for words in says:
        assert words in called.err


READERS = (
    ["documents"], ["codes", "show"], ["history"], ["check"], ["agreement"], ["undo"], ["redo"],
)  # fmt: skip
WITH_MORE = (
    ["search", "word"], ["quotes", "Delay"], ["backup", "copy.qdb"], ["codings", "export", "out.csv"],
    ["assignments", "export", "out.csv"], ["codes", "export", "out.yaml"], ["import", "x.txt"],
)  # fmt: skip


def arguments(command: list[str], project: Path) -> list[object]:
    """The command with the project where it belongs."""
    verbs = [
        word for word in command if word in ("codes", "codings", "assignments", "show", "export", "import")
    ] or command[:1]
    return [*verbs, project, *command[len(verbs) :]]


@pytest.mark.parametrize("command", [*READERS, *WITH_MORE], ids=" ".join)
def test_a_project_that_is_absent_stays_absent(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    complains(call(*arguments(command, tmp_path / "absent.qdb")), 1, "There is no project at")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [*READERS, *WITH_MORE], ids=" ".join)
def test_what_is_no_project_stays_as_it_was(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    other = tmp_path / "not.qdb"
    other.write_bytes(b"not a database at all" * 400)
    complains(call(*arguments(command, other)), 1, "is not a project")
    assert list(tmp_path.iterdir()) == [other]
    assert other.read_bytes() == b"not a database at all" * 400


def test_a_folder_is_no_project(tmp_path: Path) -> None:
    complains(call("documents", tmp_path), 1, "is a folder")


def test_another_programs_database_is_no_project(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "other.qdb"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    complains(call("documents", path), 1, "another program")


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "empty"), (bytes(range(256)) * 20, "binary"), (b"\n \n", "empty")]
)
def test_a_file_that_is_no_transcript_is_refused(coded: Path, tmp_path: Path, content: bytes, reason: str) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)
    before = done("documents", coded).out
    called = call("import", coded, bad)
    assert called.code == 1
    assert called.out == "0 documents imported, 0 words\n"
    assert len(called.lines) == 1
    assert reason in called.err
    assert done("documents", coded).out == before


def test_a_missing_file_is_refused_and_leaves_no_step(coded: Path, tmp_path: Path) -> None:
    steps = done("history", coded).out
    called = call("import", coded, tmp_path / "absent.txt")
    assert called.code == 1
    assert "absent.txt" in called.err
    assert done("history", coded).out == steps


@pytest.mark.parametrize("noun", ["codings", "assignments"])
@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", bytes(range(256)) * 4], ids=["empty", "columns", "bytes", "binary"]
)
def test_a_table_that_cannot_be_read_changes_nothing(coded: Path, tmp_path: Path, noun: str, content: bytes) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(content)
    steps = done("history", coded).out
    complains(call(noun, "import", coded, bad), 1, "bad.csv")
    complains(call(noun, "import", coded, tmp_path / "absent.csv"), 1, "absent.csv")
    complains(call(noun, "import", coded, tmp_path), 1)
    assert done("history", coded).out == steps


def test_a_broken_workbook_is_a_table_that_cannot_be_read(coded: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 nothing of the kind")
    complains(call("codings", "import", coded, bad), 1, "bad.xlsx")
    complains(call("agreement", "--ratings", bad), 1, "bad.xlsx")


@pytest.mark.parametrize("noun", ["codings", "assignments"])
def test_a_place_that_cannot_be_written_is_said(coded: Path, tmp_path: Path, noun: str) -> None:
    complains(call(noun, "export", coded, tmp_path / "absent" / "out.csv"), 1, "out.csv")
    complains(call(noun, "export", coded, tmp_path), 1)
    complains(call(noun, "export", coded, tmp_path / "out.pdf"), 1, "out.pdf")


def test_a_codebook_that_cannot_be_read_makes_no_project(tmp_path: Path) -> None:
    book = tmp_path / "book.yaml"
    book.write_text("codes: [", encoding="utf-8")
    complains(call("new", tmp_path / "a.qdb", "--codebook", book), 1, "book.yaml")
    complains(call("new", tmp_path / "a.qdb", "--codebook", "nosuch"), 1, "nosuch")
    assert list(tmp_path.iterdir()) == [book]


def test_a_code_that_does_not_exist_is_met_with_near_ones(coded: Path) -> None:
    complains(call("quotes", coded, "Dely"), 1, "Dely", "Delay")


def test_a_query_that_ends_too_early_is_shown_where(coded: Path) -> None:
    called = call("quotes", coded, "Delay AND")
    assert (called.code, called.out, len(called.lines)) == (1, "", 3)
    assert called.lines[1:] == ["  Delay AND", "           ^"]


def test_coders_and_searches_that_make_no_sense(coded: Path) -> None:
    complains(call("agreement", coded, "--coders", "Ann,Zoe"), 1, "Zoe", "Ben")
    complains(call("agreement", coded, "--coders", "Ann"), 1, "two")
    complains(call("search", coded, "(", "--regex"), 1, "regular expression")
    complains(call("search", coded, " "), 1)
    complains(call("search", coded, "x", "--regex", "--fuzzy"), 2, "--fuzzy")


@pytest.mark.parametrize(
    "words",
    [["nosuch"], ["documents"], ["documents", "--nosuch"], ["codes"], ["agreement", "a.qdb", "--unit", "page"],
     ["new", "a.qdb", "--approach", "x"], ["search", "a.qdb", "x", "--speaker-role", "judge"], ["undo", "--as"]],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_leaves_with_two_and_says_where_help_is(words: list[str]) -> None:
    complains(call(*words), 2, "--help")


def test_wrong_usage_says_what_was_typed_without_obeying_it() -> None:
    called = call("nosuch\x1b]52;c;aGk=\x07", terminal=True)
    assert called.code == 2
    assert "\x1b" not in called.err


def test_the_app_is_not_started_without_a_terminal(coded: Path) -> None:
    for words in ([], ["open", coded]):
        complains(process(*words), 2, "terminal")


def test_an_argument_that_is_not_utf8_is_wrong_usage() -> None:
    complains(process("documents", b"\xff.qdb"), 2, "UTF-8")


def test_a_file_whose_name_is_not_utf8_does_not_stop_a_folder(coded: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "good.txt").write_text("Words of a person.", encoding="utf-8")
    try:
        (folder / os.fsdecode(b"caf\xe9.txt")).write_text("Words of another.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    called = process("import", coded, folder)
    assert called.code == 1
    assert "rename it" in called.err
    assert "good" in process("documents", coded).out


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_can_be_read_and_refuses_to_be_written(coded: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        done("documents", coded)
        complains(call("new", tmp_path / "new.qdb"), 1, "new.qdb")
    finally:
        tmp_path.chmod(0o700)


def test_a_read_only_project_is_read_and_not_changed(coded: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    coded.chmod(0o400)
    done("documents", coded)
    complains(call("undo", coded), 1, "read-only")


# -- errors nobody foresaw -----------------------------------------------------------------------------------------


def test_a_fault_is_noted_without_words_or_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    secret = "what a participant said"

    def fault() -> None:
        said = secret
        raise KeyError(said)

    code, said = left(fault)
    assert code == 1
    assert len(said.splitlines()) == 2
    (log,) = tmp_path.rglob("*.log")
    assert str(log) in said
    assert "KeyError" in log.read_text(encoding="utf-8")
    assert "in fault" in log.read_text(encoding="utf-8")
    assert secret not in said + log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("error", [MemoryError, RecursionError, ZeroDivisionError, UnicodeError])
def test_faults_of_every_kind_are_one_or_two_lines(
    error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def fault() -> None:
        raise error

    code, said = left(fault)
    assert (code, len(said.splitlines())) == (1, 2)
    assert error.__name__ in said


def test_a_fault_that_cannot_be_noted_is_still_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    code, said = left(lambda: 1 / 0)
    assert (code, len(said.splitlines())) == (1, 2)


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [(Conflict("Two of a kind."), 1, "Two of a kind."), (OSError(28, "No space left", "/x/y"), 1, "/x/y: No space"),
     (OSError(5, "Input/output error"), 1, "Input/output"), (KeyboardInterrupt(), 130, "kept")],
    ids=["ours", "path", "no path", "ctrl-c"],
)  # fmt: skip
def test_each_kind_of_error_has_its_words_and_number(error: BaseException, code: int, words: str) -> None:
    def fault() -> None:
        raise error

    left_with, said = left(fault)
    assert left_with == code
    assert words in said
    assert len(said.splitlines()) == 1


def left(work: object) -> tuple[int, str]:
    """The number and the words that work leaves with."""
    from contextlib import redirect_stderr, redirect_stdout

    from cli_calls import Stream

    out, err = Stream(False), Stream(False)
    with redirect_stdout(out), redirect_stderr(err):
        code = exit_code(work)  # type: ignore[arg-type]
    assert out.written() == ""
    return code, err.written()


def test_usage_errors_of_the_parser_are_known_by_their_class() -> None:
    import typer

    assert issubclass(typer.BadParameter, diagnostics.UsageError)
    assert not issubclass(Conflict, diagnostics.UsageError)


def test_a_table_of_ratings_names_its_bad_line(tmp_path: Path) -> None:
    complains(call("agreement", "--ratings", table(tmp_path / "r.csv", "unit,a", [[1, 1]])), 1, "r.csv")

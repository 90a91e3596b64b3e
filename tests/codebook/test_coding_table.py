"""Tables of codings and assignments: bad rows refused by line, the rest in, and out again the same."""

from __future__ import annotations

import csv
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import TEXTS, add, dump, small_study

from codebook import checking
from codebook.coding import codings
from codebook.coding.coding_table import COLUMNS, import_codings
from codebook.project import create_project
from codebook.scheme import codes
from codebook.team import assignments
from codebook.team.assignment_table import import_assignments
from exports.lists.writing import save_list
from transcripts import coders
from transcripts.errors import TableError
from transcripts.project import Project

HEADER = ["document", "start", "end", "code", "coder", "text", "stance", "key"]


def table(path: Path, rows: list[list[object]], header: list[str] | None = None) -> Path:
    """A CSV file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header or HEADER, *rows])
    return path


def place(label: str, words: str) -> tuple[int, int]:
    """Where words stand in a text of the small study."""
    start = TEXTS[label].index(words)
    return start, start + len(words)


def test_rows_become_codings_codes_and_coders(study: Project, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [
            "CPS 1",
            *place("CPS 1", "speak to the police"),
            "Partnership/early contact",
            "Ann",
            "speak to the police",
            "reports",
            "yes",
        ],
        ["CPS 2", *place("CPS 2", "“queues” 🙂"), r"Delay\/queue", "Ben", "“queues” 🙂", "", ""],
    ]
    report = import_codings(study, table(tmp_path / "c.csv", rows), coder="Ann")
    assert (report.added, report.refused) == (2, ())
    assert report.new_codes == ("Partnership/early contact", r"Delay\/queue")
    assert report.new_coders == ("Ann", "Ben")
    with study.reading() as session:
        made = codings.codings(session, coders=["Ann"])[0]
        assert (made.stance, made.key) == ("reports", True)
        assert [code.names for code in codes.tree(session)][-1] == ("Delay/queue",)


def test_bad_rows_are_refused_by_line_and_change_nothing(study: Project, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["CPS 9", 0, 4, "X", "Zoe", "", "", ""],
        ["CPS 1", 0, 4, "X", "Zoe", "Else", "", ""],
        ["CPS 1", 5, 5, "X", "Zoe", "", "", ""],
        ["CPS 1", 5, 4000, "X", "Zoe", "", "", ""],
        ["CPS 1", -2, 4, "X", "Zoe", "", "", ""],
        ["CPS 1", "one", 4, "X", "Zoe", "", "", ""],
        ["CPS 1", 0, 4, "X//Y", "Zoe", "", "", ""],
        ["CPS 1", 0, 4, "", "Zoe", "", "", ""],
        ["CPS 1", 0, 4, "X", "", "", "", ""],
        ["CPS 1", 0, 4, "X", "Zoe", "", "maybe", ""],
        ["CPS 1", 0, 4, "X", "Zoe", "", "", "perhaps"],
    ]
    before = dump(study), study.history()
    report = import_codings(study, table(tmp_path / "c.csv", rows), coder="Ann")
    assert [bad.line for bad in report.refused] == list(range(2, 13))
    assert all(bad.reason and "\n" not in bad.reason for bad in report.refused)
    assert (dump(study), study.history()) == before


def test_what_is_there_already_is_not_doubled(study: Project, tmp_path: Path) -> None:
    path = table(tmp_path / "c.csv", [["CPS 1", 0, 4, "X", "Ann", "", "", ""]] * 2)
    first = import_codings(study, path, coder="Ann")
    assert (first.added, first.already) == (1, 1)
    history = study.history()
    again = import_codings(study, path, coder="Ann")
    assert (again.added, again.already) == (0, 2)
    assert study.history() == history


def test_one_undo_takes_back_codings_codes_and_coders(study: Project, tmp_path: Path) -> None:
    before = dump(study)
    import_codings(study, table(tmp_path / "c.csv", [["CPS 1", 0, 4, "A/B/C", "Zoe", "", "", ""]]), coder="Ann")
    study.undo("Ann")
    assert dump(study) == before


@pytest.mark.parametrize("header", [["document", "start"], ["a", "b", "c", "d", "e"]])
def test_a_table_without_its_columns_is_refused(study: Project, tmp_path: Path, header: list[str]) -> None:
    with pytest.raises(TableError, match="lacks"):
        import_codings(study, table(tmp_path / "c.csv", [], header), coder="Ann")


CODINGS = st.lists(
    st.tuples(
        st.sampled_from(sorted(TEXTS)), st.integers(0, 90), st.integers(1, 40),
        st.sampled_from(["Delay", r"A\/B/C \\ d", "=cmd", "“quoted”, with comma", "עברית/🙂"]),
        st.sampled_from(["Ann", "Ben", "-Zoe"]), st.sampled_from(["", "reports", "unclear"]), st.booleans(),
        st.sampled_from(["", "=1+1", "two\nlines", "'tis", "[laughs] \"so\""]),
    ),
    max_size=12,
)  # fmt: skip


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@settings(max_examples=8, deadline=None)
@given(CODINGS)
def test_codings_go_out_and_come_back_the_same(suffix: str, made: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        header = ["document", "start", "end", "code", "coder", "stance", "key", "memo"]
        rows = [
            [label, start, min(start + length, len(TEXTS[str(label)])), code, coder, stance, "yes" if key else "", memo]  # type: ignore[operator, call-overload]
            for label, start, length, code, coder, stance, key, memo in made
        ]
        with small_study(folder / "one.qdb") as one, small_study(folder / "two.qdb") as two:
            import_codings(one, table(folder / "in.csv", rows, header), coder="Ann")
            save_list(one, folder / f"out{suffix}", "codings")
            back = import_codings(two, folder / f"out{suffix}", coder="Ann")
            assert back.refused == ()
            save_list(two, folder / f"again{suffix}", "codings")
            assert _cells(folder / f"again{suffix}") == _cells(folder / f"out{suffix}")
            assert checking.check(two) == []


def _cells(path: Path) -> list[dict[str, str]]:
    from transcripts.spreadsheets import read_table

    table = read_table(path)
    assert table.columns == COLUMNS
    return [row.exact for row in table.rows]


def test_the_text_column_is_the_slice_in_code_points(study: Project, tmp_path: Path) -> None:
    start, end = place("CPS 2", "🙂 everywhere")
    import_codings(study, table(tmp_path / "c.csv", [["CPS 2", start, end, "Delay", "Ann", "", "", ""]]), coder="Ann")
    save_list(study, tmp_path / "o.csv", "codings")
    with (tmp_path / "o.csv").open(newline="", encoding="utf-8") as file:
        row = next(csv.DictReader(file))
    assert row["text"] == TEXTS["CPS 2"][int(row["start"]) : int(row["end"])] == "🙂 everywhere"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT.*", row["created"])


def test_assignments_in_and_out(study: Project, tmp_path: Path) -> None:
    rows: list[list[object]] = [["CPS 1", "Ann", "done"], ["CPS 2", "Ann", "Started"], ["CPS 9", "Ann", "done"],
                                ["CPS 1", "", "done"], ["CPS 1", "Ben", "finished"]]  # fmt: skip
    path = table(tmp_path / "a.csv", rows, ["document", "coder", "state"])
    report = import_assignments(study, path, coder="Ann")
    assert (report.added, [bad.line for bad in report.refused]) == (2, [4, 5, 6])
    assert save_list(study, tmp_path / "o.csv", "assignments") == 2
    again = import_assignments(study, tmp_path / "o.csv", coder="Ann")
    assert (again.added, again.already) == (0, 2)
    with study.reading() as session:
        states = {(each.label, each.state) for each in assignments.assignments(session)}
        assert coders.names(session) == ["Ann"]
    assert states == {("CPS 1", "done"), ("CPS 2", "started")}


def test_a_thousand_documents(tmp_path: Path) -> None:
    with create_project(tmp_path / "p.qdb", coder="Ann") as project:
        for number in range(3):
            add(project, f"CPS {number}", "CPS 1: words and words.\n" * 50)
        rows: list[list[object]] = [[f"CPS {n % 3}", n, n + 9, f"T/{n % 60}", "Ann", "", "", ""] for n in range(1000)]
        assert import_codings(project, table(tmp_path / "c.csv", rows), coder="Ann").added == 1000


def test_a_number_that_no_coder_means_is_refused(study: Project, tmp_path: Path) -> None:
    rows: list[list[object]] = [["CPS 1", 0, 4, "X", "Ann", 10**30], ["CPS 1", 0, 5, "X", "Ann", 80]]
    path = table(tmp_path / "c.csv", rows, ["document", "start", "end", "code", "coder", "certainty"])
    report = import_codings(study, path, coder="Ann")
    assert report.added == 1
    assert [bad.line for bad in report.refused] == [2]
    assert "certainty" in report.refused[0].reason


@pytest.mark.parametrize(
    ("label", "written"), [("CPS 7 ", "CPS 7"), ("De\u0301lais", "Délais"), ("Délais", "De\u0301lais")]
)
def test_a_label_is_found_however_a_table_spells_it(study: Project, tmp_path: Path, label: str, written: str) -> None:
    add(study, label, "Interviewer: Why?\nCPS: Because.\n")
    codings_of_it = table(tmp_path / "c.csv", [[written, 0, 4, "X", "Ann", "Inte", "", ""]])
    assert import_codings(study, codings_of_it, coder="Ann").refused == ()
    done = table(tmp_path / "a.csv", [[written, "Ann", "done"]], ["document", "coder", "state"])
    assert import_assignments(study, done, coder="Ann").refused == ()
    with study.reading() as session:
        assert [each.label for each in assignments.assignments(session)] == [label]


def test_a_label_that_two_documents_could_mean_is_refused(study: Project, tmp_path: Path) -> None:
    add(study, "CPS 7 ", "One.\n")
    add(study, " CPS 7", "Two.\n")
    report = import_codings(study, table(tmp_path / "c.csv", [["CPS 7", 0, 4, "X", "Ann", "", "", ""]]), coder="Ann")
    assert [bad.line for bad in report.refused] == [2]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_coding_of_a_whole_long_document_comes_back(tmp_path: Path, suffix: str) -> None:
    words = "So it goes on and on, said she\x0b… 🙂 " * 10_000
    with small_study(tmp_path / "a.qdb", {"Long": words}) as study:
        rows: list[list[object]] = [["Long", 0, len(words), "Delay", "Ann", "", "", ""]]
        import_codings(study, table(tmp_path / "c.csv", rows), coder="Ann")
        save_list(study, tmp_path / f"out{suffix}", "codings")
    with small_study(tmp_path / "b.qdb", {"Long": words}) as other:
        report = import_codings(other, tmp_path / f"out{suffix}", coder="Ann")
    assert (report.added, report.refused) == (1, ())

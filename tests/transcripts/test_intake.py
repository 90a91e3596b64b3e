"""Importing files into a project: one step, the rest is in, the same file twice is known."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from studies import TEXTS, dump

from transcripts import attributes, checking, document_labels, documents
from transcripts.document_labels import natural
from transcripts.documents import DocumentSummary
from transcripts.errors import Conflict, NotFound, TableError
from transcripts.intake import import_files
from transcripts.project import Project
from transcripts.texts import document_text


def written(folder: Path) -> list[Path]:
    """The small study as files."""
    paths = [folder / f"{label}.txt" for label in TEXTS]
    for path in paths:
        path.write_text(TEXTS[path.stem], encoding="utf-8")
    return paths


def listed(project: Project) -> dict[str, DocumentSummary]:
    """The documents by label."""
    with project.reading() as session:
        return {each.label: each for each in documents.summaries(session)}


def test_files_become_documents_as_one_step(project: Project, tmp_path: Path) -> None:
    report = import_files(project, written(tmp_path), coder="Ann", kind="interview", group="CPS")
    assert [each.summary.label for each in report.imported] == ["CPS 1", "CPS 2"]
    summary = listed(project)["CPS 2"]
    assert (summary.kind, summary.group, summary.turns) == ("interview", "CPS", 4)
    assert dict(summary.speakers) == {"Interviewer": 2, "CPS 2": 2}
    assert summary.words == 14
    project.undo("Ann")
    assert listed(project) == {}


def test_the_text_and_the_original_are_kept_to_the_byte(project: Project, tmp_path: Path) -> None:
    content = b"\xef\xbb\xbfInterviewer: Why?\r\nCPS 1: Caf\xc3\xa9 \xf0\x9f\x99\x82.\r\n"
    (tmp_path / "CPS 1.txt").write_bytes(content)
    import_files(project, [tmp_path / "CPS 1.txt"], coder="Ann")
    with project.reading() as session:
        uid = document_labels.find(session, "CPS 1")
        assert document_text(session, uid).text == "Interviewer: Why?\nCPS 1: Café 🙂.\n"
        assert documents.original_bytes(session, uid) == content


def test_what_cannot_be_read_is_refused_and_the_rest_is_in(project: Project, tmp_path: Path) -> None:
    paths = written(tmp_path)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.docx").write_bytes(bytes(range(256)))
    bad = [tmp_path / "empty.txt", tmp_path / "binary.docx", tmp_path / "absent.txt"]
    report = import_files(project, [*bad, *paths], coder="Ann")
    assert [Path(each.path).name for each in report.refused] == ["empty.txt", "binary.docx", "absent.txt"]
    assert all(each.reason and "\n" not in each.reason for each in report.refused)
    assert set(listed(project)) == {"CPS 1", "CPS 2"}


def test_only_refusals_leave_no_line_of_history(project: Project, tmp_path: Path) -> None:
    before = project.history()
    assert import_files(project, [tmp_path / "absent.txt"], coder="Ann").refused
    assert project.history() == before


def test_the_same_file_twice_is_recognised(project: Project, tmp_path: Path) -> None:
    paths = written(tmp_path)
    import_files(project, paths, coder="Ann")
    again = import_files(project, paths, coder="Ann")
    assert [each.reason for each in again.refused] == [f"it is in the project already, as ‘{p.stem}’" for p in paths]
    (tmp_path / "copy.txt").write_bytes(paths[0].read_bytes())
    copy = import_files(project, [tmp_path / "copy.txt"], coder="Ann")
    assert [each.reason for each in copy.refused] == ["it is in the project already, as ‘CPS 1’"]


def test_labels_stay_unique(project: Project, tmp_path: Path) -> None:
    written(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    (other / "CPS 1.txt").write_text("Interviewer: Else?\nCPS 1: Something else.\n")
    import_files(project, [tmp_path / "CPS 1.txt", other / "CPS 1.txt"], coder="Ann")
    assert set(listed(project)) == {"CPS 1", "CPS 1 (2)"}
    assert "‘CPS 1’" in listed(project)["CPS 1 (2)"].warnings[0]


def test_a_label_is_one_line(project: Project, tmp_path: Path) -> None:
    (tmp_path / "CPS\n7\t(2).txt").write_text("Interviewer: How?\nCPS 7: So.\n")
    import_files(project, sorted(tmp_path.glob("*.txt")), coder="Ann")
    assert set(listed(project)) == {"CPS 7 (2)"}


def test_folders_are_walked_without_what_the_system_left_in_them(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "study" / "round 1"
    folder.mkdir(parents=True)
    written(folder)
    for name in (".DS_Store", "~$CPS 1.docx", "study.qdb", "study.qdb-wal"):
        (folder / name).write_bytes(b"x")
    report = import_files(project, [tmp_path / "study"], coder="Ann")
    assert (len(report.imported), report.refused) == (2, ())


def test_what_cannot_be_looked_into_is_refused_and_not_passed_over(project: Project, tmp_path: Path) -> None:
    study, elsewhere, empty = tmp_path / "study", tmp_path / "elsewhere", tmp_path / "empty"
    for folder in (study / "closed", elsewhere, empty):
        folder.mkdir(parents=True)
    written(elsewhere)
    (study / "one.txt").write_text("A: one\nB: two\n")
    (study / "gone.txt").symlink_to("nowhere")
    (study / "round 2").symlink_to(elsewhere)
    (study / "itself").symlink_to(study)
    (study / "circle").symlink_to("circle")
    (study / "closed").chmod(0)
    report = import_files(project, [study, empty], coder="Ann")
    (study / "closed").chmod(0o700)
    refused = {Path(each.path).name: each.reason for each in report.refused}
    if os.access(study / "closed", os.R_OK) and os.geteuid() == 0:
        refused.setdefault("closed", "it cannot be read: Permission denied")  # nothing is closed to root
    assert refused == {
        "circle": "it cannot be read: Too many levels of symbolic links",
        "closed": "it cannot be read: Permission denied",
        "empty": "there are no files in it",
        "gone.txt": "it cannot be read: No such file or directory",
        "round 2": "a link to a folder: name the folder itself",
    }
    assert [each.summary.label for each in report.imported] == ["one"]


def test_a_rehearsal_says_the_same_and_keeps_nothing(project: Project, tmp_path: Path) -> None:
    paths, before = written(tmp_path), dump(project)
    rehearsed = import_files(project, paths, coder="Ann", dry_run=True)
    assert (dump(project), len(project.history())) == (before, 1)
    real = import_files(project, paths, coder="Ann")
    assert [each.summary.speakers for each in rehearsed.imported] == [each.summary.speakers for each in real.imported]


def test_attributes_are_typed_and_joined_by_label(project: Project, tmp_path: Path) -> None:
    table = tmp_path / "attributes.csv"
    table.write_text(
        "document,Group,area,date,participant,case,years,trained,started,role\n"
        "CPS 1,CPS,C,14/03/2023,P43,Case 7; Case 9,12,yes,2011-09-01,lead\n"
        "CPS 2,CPS,D,2023-04-02,P44,,3.5,no,2020-01-31,\nCPS 9,CPS,,,,,,,,\n"
    )
    report = import_files(project, written(tmp_path), coder="Ann", attributes=table).attributes
    assert report is not None
    assert report.columns == {"years": "number", "trained": "yes/no", "started": "date", "role": "text"}
    assert report.unmatched == ((4, "CPS 9"),)
    one = listed(project)["CPS 1"]
    assert (one.group, one.area, one.date, one.participant, one.cases) == (
        "CPS", "C", "2023-03-14", "P43", ("Case 7", "Case 9"),
    )  # fmt: skip
    with project.reading() as session:
        values = attributes.values(session)
    assert values[one.uid] == {"years": "12", "trained": "yes", "started": "2011-09-01", "role": "lead"}
    assert checking.check(project) == []


def test_an_unreadable_attributes_table_stops_the_import_before_it_starts(project: Project, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,area\nCPS 1,C\n")
    with pytest.raises(TableError, match="first column"):
        import_files(project, written(tmp_path), coder="Ann", attributes=tmp_path / "t.csv")
    assert listed(project) == {}


def test_a_long_transcript_is_read_in_linear_time(project: Project, tmp_path: Path) -> None:
    line = "Interviewer: And then?\nCPS 1: Then we rang the officer, and the officer rang us back about it.\n"
    times = []
    for size in (5_000, 40_000):
        path = tmp_path / f"{size}.txt"
        path.write_text(line * size)
        before = time.process_time()
        assert import_files(project, [path], coder="Ann").imported[0].summary.turns == 2 * size
        times.append(time.process_time() - before)
    assert times[1] < 8 * times[0] * 4


def test_unknown_and_taken_labels(study: Project) -> None:
    with study.reading() as session, pytest.raises(NotFound, match="no document ‘CPS 9’"):
        document_labels.find(session, "CPS 9")
    from studies import add

    with pytest.raises(Conflict, match="‘CPS 1’ already"):
        add(study, "CPS 1", "CPS 1: x\n")


def test_labels_sort_as_people_count() -> None:
    assert sorted(["CPS 10", "cps 2", "CPS 1"], key=natural) == ["CPS 1", "cps 2", "CPS 10"]


def test_long_reference_numbers_keep_every_digit(project: Project, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("document,ref\nCPS 1,12345678901234567891\nCPS 2,+7\n", encoding="utf-8")
    report = import_files(project, written(tmp_path), coder="Ann", attributes=table).attributes
    assert report is not None
    assert report.columns == {"ref": "number"}
    with project.reading() as session:
        values = [each["ref"] for each in attributes.values(session).values()]
    assert sorted(values) == ["12345678901234567891", "7"]


def test_a_pipe_is_no_file_to_wait_for(project: Project, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    report = import_files(project, [tmp_path / "pipe.txt"], coder="Ann")
    assert [refusal.reason for refusal in report.refused] == ["it is not a file"]

"""The framework matrix: written, linked, sealed, undone, and who was asked."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from cli_calls import done
from coded_study import make_coded_study
from openpyxl import load_workbook
from studies import dump, imported

from codebook.coding import replacing
from codebook.counting.framework import framework, summarise
from codebook.counting.matrices import matrix
from codebook.notes.memo_links import link_to
from codebook.project import open_project
from codebook.scheme import codes, restructuring
from codebook.team import assignments
from transcripts import coders, document_labels
from transcripts.errors import NotFound, WorkbenchError
from transcripts.project import Project
from transcripts.texts import document_text

SAID = "Earlier now, by phone: [[CPS 43:2]]. =1+1 [b]"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_coded_study(tmp_path / "study.qdb")


def write(project: Project, who: str, label: str, theme: str, text: str) -> None:
    with project.step("Summary", who) as session:
        summarise(session, "participant", label, theme, text, coder=coders.ensure(session, who))


def read(project: Project, who: str | None = None) -> dict[tuple[str, str], list[tuple[str, str]]]:
    project.reader = who
    with project.reading() as session:
        made = framework(session)
    return {
        (row, column): [(one.coder, one.text) for one in cell.summaries]
        for row, line in zip(made.rows, made.cells, strict=True)
        for column, cell in zip(made.columns, line, strict=True)
        if cell.summaries
    }


def test_a_summary_is_ones_own_replaced_taken_away_and_undone(path: Path) -> None:
    with open_project(path) as project:
        write(project, "Ann", "CPS 43", "Partnership", SAID)
        write(project, "Ben", "CPS 43", "Partnership", "Not so sure.")
        assert read(project) == {("CPS 43", "Partnership"): [("Ann", SAID), ("Ben", "Not so sure.")]}
        write(project, "Ann", "CPS 43", "Partnership", "Shorter.")
        assert read(project)["CPS 43", "Partnership"][0] == ("Ann", "Shorter.")
        project.undo("Ann")
        assert read(project)["CPS 43", "Partnership"][0] == ("Ann", SAID)
        write(project, "Ann", "CPS 43", "Partnership", " ")
        assert read(project)["CPS 43", "Partnership"] == [("Ben", "Not so sure.")]


def test_links_in_a_summary_follow_a_corrected_transcript_and_undo_brings_them_back(path: Path) -> None:
    with open_project(path) as project:
        words = "They ring us, and it works."
        with project.reading() as session:
            document = document_labels.find(session, "CPS 43")
            text = document_text(session, document).text
        start = text.index(words)
        before = f"Early {link_to('CPS 43', start, start + len(words))}."
        write(project, "Ann", "CPS 43", "Partnership", before)
        corrected = text.replace("What changed", "And what has changed")
        with project.step("Replace", "Ann") as session:
            seen = replacing.preview(session, document, imported(corrected))
            replacing.replace(session, seen, original=corrected.encode(), source_name="new.txt", coder="Ann")
        now = start + len("And what has changed") - len("What changed")
        after = f"Early {link_to('CPS 43', now, now + len(words))}."
        assert read(project) == {("CPS 43", "Partnership"): [("Ann", after)]}
        project.undo("Ann")
        assert read(project) == {("CPS 43", "Partnership"): [("Ann", before)]}


def test_summaries_go_along_when_their_code_is_merged_and_come_back_when_that_is_undone(path: Path) -> None:
    with open_project(path) as project:
        write(project, "Ann", "CPS 43", "Delay and queues", "They wait.")
        write(project, "Ann", "CPS 43", "Rape myths", "They doubt.")
        write(project, "Ben", "CPS 43", "Rape myths", "Ben's own.")
        write(project, "Ann", "Police 27", "Rape myths", "Another's.")
        before = dump(project)
        with project.step("Merge", "Ann") as session:
            tree = codes.tree(session)
            restructuring.merge(session, [tree.find("Rape myths")], tree.find("Delay and queues"))
        assert read(project) == {
            ("CPS 43", "Delay and queues"): [("Ann", "They wait.\n\nThey doubt."), ("Ben", "Ben's own.")],
            ("Police 27", "Delay and queues"): [("Ann", "Another's.")],
        }
        project.undo("Ann")
        assert dump(project) == before


def test_cells_lead_to_their_codings_and_say_what_is_due(path: Path) -> None:
    with open_project(path) as project, project.reading() as session:
        made = framework(session)
        assert made.rows == ("CPS 43", "Police 27")
        assert made.due == 4
        assert made.written == 0
        assert len(made.cells[0][made.columns.index("Partnership")].codings) == 3


def test_a_partner_under_seal_sees_nothing_of_it(path: Path) -> None:
    with open_project(path) as project:
        with project.step("Seal", "Ann") as session:
            uid = document_labels.find(session, "CPS 43")
            for who in ("Chloe", "Dee"):
                assignments.give(session, [uid], who, round="second", sealed=True)
        write(project, "Chloe", "CPS 43", "Partnership", "Chloe's own.")
        write(project, "Chloe", "Police 27", "Partnership", "Open to all.")
        assert read(project, "Dee") == {("Police 27", "Partnership"): [("Chloe", "Open to all.")]}
        assert len(read(project, "Chloe")) == 2
        with project.reading() as session:
            said = session.connection().exec_driver_sql("SELECT after FROM change WHERE tablename = 'summary'")
            assert any("Chloe's own." in str(row[0]) for row in said)
        project.reader = "Dee"
        with project.reading() as session:
            said = session.connection().exec_driver_sql("SELECT after FROM change WHERE tablename = 'summary'")
            assert not any("Chloe's own." in str(row[0]) for row in said)


def test_what_is_not_there_is_refused(path: Path) -> None:
    with open_project(path) as project:
        with pytest.raises(NotFound, match="no participant ‘CPS 99’"):
            write(project, "Ann", "CPS 99", "Partnership", "x")
        with pytest.raises(WorkbenchError, match="10,000"):
            write(project, "Ann", "CPS 43", "Partnership", "x" * 10_001)


def test_files_hold_summaries_and_lead_to_their_passages(path: Path, tmp_path: Path) -> None:
    done("framework", "write", path, "CPS 43", "Partnership", SAID, "--as", "Ann")
    files = {end: tmp_path / f"out.{end}" for end in ("docx", "xlsx", "md", "csv", "tex")}
    for file in files.values():
        done("framework", "show", path, "--output", file)
    text = files["md"].read_text("utf-8")
    assert "Earlier now, by phone: \\[CPS 43, turn 2\\]" in text
    assert "[3](#cell_1)" in text
    assert '<a id="cell_1">' in text
    assert "We speak to the police before the file exists now" in text
    word = docx.Document(str(files["docx"]))
    assert "Earlier now, by phone" in word.tables[0].rows[1].cells[1].text
    assert 'w:anchor="cell_1"' in word.element.xml
    assert 'w:name="cell_1"' in word.element.xml
    book = load_workbook(files["xlsx"])
    assert book["Framework"]["B2"].value.startswith("Earlier now")
    assert book["Framework"]["B2"].hyperlink.location == "'Passages'!A2"
    assert book["Passages"]["D2"].value.startswith("We speak to the police")
    assert "\\textbackslash" not in files["csv"].read_text("utf-8")


def test_asked_is_out_of_documents_in_which_somebody_asks(path: Path) -> None:
    with open_project(path) as project, project.reading() as session:
        eligible = matrix(session, "code", "group", count="documents").cell("Partnership/Early contact", "CPS")
        asked = matrix(session, "code", "group", count="documents", base="asked")
        assert (eligible.n, eligible.of) == (1, 1)
        # no question says “early contact”, “ring” or “advice line”; nothing is marked as prompted
        cell = asked.cell("Partnership/Early contact", "CPS")
        assert (cell.n, cell.of) == (0, 0)
        with pytest.raises(WorkbenchError, match="Who was asked"):
            matrix(session, "group", "area", count="documents", base="asked")


def test_zeros_and_ones_have_names_that_r_takes(path: Path, tmp_path: Path) -> None:
    done("matrix", path, "--rows", "participant", "--columns", "code", "--zero-one", "--output", tmp_path / "r.csv")
    header, *rows = (tmp_path / "r.csv").read_text("utf-8-sig").splitlines()
    assert header == (
        "participant,partnership,partnership.early_contact,partnership.shared_language,partnership.blame_across,"
        "delay_and_queues,rape_myths,rape_myths.false_report"
    )
    assert rows == ["CPS 43,0,1,0,1,0,0,1", "Police 27,0,0,0,1,1,0,0", "(none),,,,,,,"]


def test_a_tracker_stands_beside_months(path: Path, tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("month,reports,charges\n2023-03,40,3\n2023-04,42,2.5\n2023-06,50,4\n")
    done("trackers", path, "--import", tmp_path / "cases.csv", "--as", "Ann")
    out = done("matrix", path, "--columns", "month", "--count", "codings", "--of", "row", "--tracker", "cases").out
    assert out.splitlines()[2].split()[:5] == ["theme", "2023-03", "2023-04", "2023-05", "2023-06"]
    line = next(line for line in out.splitlines() if line.startswith("cases: charges"))
    assert line.split()[2:] == ["3", "2.5", "–", "4"]

"""What is planted in the worked study for triangulation comes out: who raises what, who is silent and how, which
documents are about one case and where they contradict each other.
"""

from __future__ import annotations

import json
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
from cli_calls import done
from evidence_by_hand import ByHand
from worked_study import worked

from codebook.evidence.contradictions import incidents
from codebook.evidence.triangulation import ConvergenceMatrix, convergence_matrix
from codebook.project import open_project
from coding_tui.demo.codes import code_paths
from coding_tui.demo.project import files_beside

NOT_ASKED = "silence: not asked"


@pytest.fixture(scope="module")
def built() -> Path:
    return worked()


@pytest.fixture(scope="module")
def truth(built: Path) -> dict[str, Any]:
    (told,) = files_beside(built).glob("*truth*.json")
    found: dict[str, Any] = json.loads(told.read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def matrices(built: Path) -> dict[str, ConvergenceMatrix]:
    """By letter of the theme: a row for every code below it."""
    with open_project(built) as project, project.reading() as session:
        return {letter: convergence_matrix(session, f"{code_paths()[letter]}/*") for letter in "EF"}


def test_a_source_speaks_to_a_theme_where_that_was_planted_and_nowhere_else(
    truth: dict[str, Any], matrices: dict[str, ConvergenceMatrix]
) -> None:
    for theme in truth["convergence"]:
        ref = theme["ref"]
        for source, cell in theme["cells"].items():
            found = matrices[ref[0]].cell(code_paths()[ref], source)
            assert found.done + found.waiting == cell["documents"], (ref, source)
            if not cell["raised_in"]:
                assert (found.documents, bool(found.silence)) == (0, True), (ref, source)
            elif cell["raised_in"] == cell["documents"] and found.done:
                assert found.prominence == 4, (ref, source)


def test_every_cell_is_what_plain_counting_of_the_exported_tables_comes_to(built: Path, tmp_path: Path) -> None:
    transcripts = (files_beside(built) / "transcripts").glob("*.txt")
    hand = ByHand.of(built, {path.stem: path.read_text("utf-8") for path in transcripts}, tmp_path)
    for themes in ("", "Partnership/*"):
        found = done("triangulate", built, "--themes", themes, "--as", "Ann", "--json").json
        assert len(found["cells"]) >= 70
        for cell in found["cells"]:
            wanted = hand.cell(cell["theme"], cell["source"])
            assert {name: cell[name] for name in wanted} == wanted, (cell["theme"], cell["source"])
        assert found["completeness"] == hand.completeness(found["themes"], found["sources"])


def test_the_planted_month_is_seen_in_the_tracker_and_not_in_what_is_said_of_delay(
    built: Path, truth: dict[str, Any]
) -> None:
    planted = truth["tracker"]
    figures = ("--tracker", f"{planted['name']}:{planted['column']}")
    asked = ("--rows", "code:Partnership/*", "--columns", "month", *figures, "--as", "Ann", "--json")
    found = done("matrix", built, *asked).json
    rows = {row: [cell for cell in found["cells"] if cell["row"] == row] for row in found["rows"]["headings"]}
    sent_back = rows[f"{planted['name']}: {planted['column']}"]
    at = found["columns"]["headings"].index(planted["from"])
    before, after = (fmean(cell["n"] for cell in part) for part in (sent_back[:at], sent_back[at:]))
    assert (round(before, 2), round(after, 2)) == (planted["before"], planted["after"])
    assert after < before / 2
    delay = rows["Partnership/Delay and attrition"]
    shares = [sum(cell["n"] for cell in part) / sum(cell["of"] for cell in part) for part in (delay[:at], delay[at:])]
    assert shares[1] > 0.9 * shares[0]


def test_planted_silences_come_out_and_what_nobody_asked_is_said_to_be(
    truth: dict[str, Any], matrices: dict[str, ConvergenceMatrix]
) -> None:
    """That judges were asked about their well-being no word of the question tells: this kind a person has to say."""
    silent = {
        (theme["ref"], source): (cell["planted"], matrices[theme["ref"][0]].cell(code_paths()[theme["ref"]], source))
        for theme in truth["convergence"] for source, cell in theme["cells"].items()
        if str(cell["planted"]).startswith("silence")
    }  # fmt: skip
    assert len(silent) >= 10
    assert all(cell.documents == 0 and cell.silence for _, cell in silent.values())
    assert {cell.silence for planted, cell in silent.values() if planted == NOT_ASKED} == {"not asked"}


def test_what_speaks_against_a_theme_stands_beside_it(
    truth: dict[str, Any], matrices: dict[str, ConvergenceMatrix]
) -> None:
    """Dissonance that has a code of its own: the sources that contradict raise that one."""
    (theme,) = [each for each in truth["convergence"] if each["against"]]
    against = code_paths()[theme["against"]]
    contradicting = [source for source, cell in theme["cells"].items() if cell["planted"] == "dissonance"]
    assert len(contradicting) == 3
    raising = {source for source in contradicting if matrices["F"].cell(against, source).documents}
    assert raising >= {"early advice", "case file"}  # of counsel, those who say it in the short study are not done


def test_documents_about_one_case_are_found_with_those_that_contradict_each_other(
    built: Path, truth: dict[str, Any]
) -> None:
    with open_project(built) as project, project.reading() as session:
        found = {each.case: [document.label for document in each.documents] for each in incidents(session)}
    assert {case: set(labels) for case, labels in found.items()} == {
        each["name"]: set(each["documents"]) for each in truth["same_case"]
    }
    planted = [(each["name"], one["document"]) for each in truth["same_case"] for one in each["contradictions"]]
    assert len(planted) > 10
    for case, document in planted:
        kinds = [label.startswith("Case File") for label in found[case]]
        assert document in found[case]
        assert kinds[-1]  # the file stands last: what it shows is beside what the interview says

"""The command `matrix`: what it prints and writes; words that would be formulas or commands stay words."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_calls import call, coded_study, done, span, table
from openpyxl import load_workbook

from exports.tables import tex

NASTY = "=HYPERLINK(1)|$x_1$ \\\\input{x} & 5%"  # a path: a backslash in a name is written twice


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two interviews, two coders, three codes, one of which has a name that other programs would run."""
    folder = tmp_path_factory.mktemp("matrix")
    made = coded_study(folder)
    row = ["CPS 1", *span("CPS 1", "They call us"), NASTY, "Ann"]
    more = table(folder / "more.csv", "document,start,end,code,coder", [row])
    done("codings", "import", made, more, "--as", "Ann")
    return made


def test_cells_say_how_many_of_how_many_and_what_they_count(project: Path) -> None:
    called = done("matrix", project, "--columns", "coder")
    assert called.out.splitlines()[0] == (
        "Cells: documents with such a coding, out of documents that somebody is done with, of the row and the column."
    )
    assert called.out.splitlines()[3].split("  ")[0] == "Partnership"
    assert "1 of 2" in called.out


def test_json_leads_from_each_cell_to_its_codings(project: Path) -> None:
    said = done("matrix", project, "--rows", "code:Delay", "--columns", "coder", "--count", "codings", "--json").json
    assert [(cell["column"], cell["n"], cell["of"]) for cell in said["cells"]] == [("Ann", 1, 2), ("Ben", 1, 2)]
    assert all(len(cell["codings"]) == 1 for cell in said["cells"])
    assert said["counts"] == "codings"


def test_no_name_becomes_a_formula_a_column_or_a_command(project: Path, tmp_path: Path) -> None:
    for suffix in ("csv", "xlsx", "md", "tex"):
        done("matrix", project, "--output", tmp_path / f"m.{suffix}")
    sheet = load_workbook(tmp_path / "m.xlsx").active
    names = {row[0].value: row[0].data_type for row in sheet.iter_rows(min_row=2)}
    assert names[NASTY] == "s"
    assert [cell.value for cell in sheet[1]] == ["theme", "CPS", "CPS (of)"]
    assert f"'{NASTY}" in (tmp_path / "m.csv").read_text("utf-8").replace('"', "")
    rows = [line for line in (tmp_path / "m.md").read_text("utf-8").splitlines() if line.startswith("| ")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {3}
    written = (tmp_path / "m.tex").read_text("utf-8")
    assert r"=HYPERLINK(1)\textbar{}\$x\_1\$ \textbackslash{}\textbackslash{}input\{x\} \& 5\%" in written
    assert tex("a\\b\n^~") == r"a\textbackslash{}b \textasciicircum{}\textasciitilde{}"


def test_codes_that_stand_together_are_listed_with_jaccard_and_lift(project: Path, tmp_path: Path) -> None:
    called = done("matrix", project, "--rows", "code", "--columns", "code", "--by", "turn", "--json")
    (pair,) = called.json["pairs"]
    assert (pair["code"], pair["other"]) == ("Partnership/early contact", NASTY)
    assert (pair["together"], pair["n"], pair["m"], called.json["whole"]) == (1, 1, 1, 3)
    assert (pair["jaccard"], pair["lift"]) == (1.0, 3.0)
    shown = done("matrix", project, "--rows", "code", "--columns", "code", "--by", "document").out
    assert shown.startswith("1 pair of codes in the same documents, out of 2\n")
    done("matrix", project, "--rows", "code", "--columns", "code", "--by", "turn", "--output", tmp_path / "p.csv")
    assert f"'{NASTY}" in (tmp_path / "p.csv").read_text("utf-8")
    assert call("matrix", project, "--rows", "code", "--by", "turn").code == 2
    assert "overlap, turn, document" in call(
        "matrix", project, "--rows", "code", "--columns", "code", "--by", "near:2"
    ).err  # fmt: skip


def test_what_cannot_be_counted_or_written_is_said_in_a_line(project: Path, tmp_path: Path) -> None:
    for arguments, said in (
        (("--rows", "grup"), "A matrix has no ‘grup’."),
        (("--count", "rows"), "A matrix counts codings"),
        (("--output", tmp_path / "m.doc"), "is written as .csv"),
        (("--query", "Delay NEAR"), "NEAR says how far"),
    ):
        called = call("matrix", project, *arguments)
        assert called.code != 0
        assert said in called.lines[0]

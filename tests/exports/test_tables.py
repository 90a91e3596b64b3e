"""Tables that leave the program: the same in every format, nobody's words a formula or a command, LaTeX whole files."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from cli_calls import coded_study, done
from openpyxl import load_workbook

from exports.tables import save_rows, tex
from transcripts.errors import TableError

NASTY = r"=1+1 \input{x} 5% of {a} & b_c | α"
ROWS = [("Delay", NASTY, 3, 0.5, None, "11 of 33"), ("Blame", "short", 1234, -1.25, 2, "–")]
HEADINGS = ("code", "what | was said", "n", "share", "of", "n of N")
WRITERS = {
    "agreement": ("agreement", "--output", "a"),
    "appendix": ("codes", "appendix", "p"),
    "cards": ("evidence", "Delay", "--output", "c"),
    "matrix": ("matrix", "--output", "m"),
    "triangulation": ("triangulate", "--output", "t"),
    "saturation": ("saturation", "--output", "s"),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return coded_study(tmp_path_factory.mktemp("tables"))


def printed(page: str) -> str:
    """What stands between the two lines of `document`, its environments and braces balanced."""
    preamble, body = page.split("\\begin{document}")
    body = body.split("\\end{document}")[0]
    assert preamble.startswith("\\documentclass")
    assert re.findall(r"\\begin\{(\w+)\}", body) == re.findall(r"\\end\{(\w+)\}", body)
    bare = re.sub(r"\\[{}]", "", body)
    assert bare.count("{") == bare.count("}")
    return body


def test_a_table_of_anybodys_words_is_the_same_in_every_format(tmp_path: Path) -> None:
    paths = {kind: tmp_path / f"t.{kind}" for kind in ("csv", "xlsx", "md", "tex")}
    for path in paths.values():
        assert save_rows(path, HEADINGS, ROWS, NASTY) == 2
    with paths["csv"].open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1] == ["Delay", f"'{NASTY}", "3", "0.5", "", "11 of 33"]
    sheet = load_workbook(paths["xlsx"]).active
    assert [cell.value for cell in sheet[2]] == list(ROWS[0])
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    page = printed(paths["tex"].read_text("utf-8"))
    assert f"Delay & {tex(NASTY)} & 3 & 0.50 & – & 11 of 33 \\\\" in page
    assert "\\begin{longtable}{l>{\\raggedright\\arraybackslash}p{" in page
    assert re.search(r"\\linewidth}rrrr}\n", page)  # numbers stand at the right
    assert "| --- | --- | --: | --: | --: | --: |" in paths["md"].read_text("utf-8")
    with pytest.raises(TableError, match=r"written as \.csv, \.xlsx, \.md, \.tex"):
        save_rows(tmp_path / "t.odt", HEADINGS, ROWS, "")


@pytest.mark.parametrize("kind", WRITERS)
def test_every_report_is_also_a_table_a_workbook_and_latex(project: Path, kind: str) -> None:
    *command, name = WRITERS[kind]
    paths = {suffix: project.parent / f"{name}.{suffix}" for suffix in ("csv", "xlsx", "tex", "md")}
    first = 2 if command[0] == "codes" else 1
    for path in paths.values():
        done(*command[:first], project, *command[first:], path)
    with paths["csv"].open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    sheet = load_workbook(paths["xlsx"]).active
    assert len(rows) > 1
    assert [len(rows), len(rows[0])] == [sheet.max_row, sheet.max_column]
    assert [cell.value for cell in sheet[1]] == rows[0]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "longtable" in printed(paths["tex"].read_text("utf-8"))
    assert paths["md"].read_text("utf-8").count("| ---") > 0

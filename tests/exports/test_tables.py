"""Tables that leave the program: the same in every format, nobody's words a formula or a command, LaTeX whole files."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
import typer
from cli_calls import coded_study, done, table
from openpyxl import load_workbook
from studies import TEXTS

from coding_tui import screens
from coding_tui.cli.program import app
from coding_tui.dialogs.write_file import FileFormat
from coding_tui.views import exporting
from exports.comparing.matrix_tables import percent_of
from exports.lists.writing import LISTS as MADE
from exports.tables import SUFFIXES, save_rows, tex
from transcripts.errors import TableError

NASTY = r"=1+1 \input{x} 5% of {a} & b_c | α"
ROWS = [("Delay", NASTY, 3, 0.5, None, "11 of 33"), ("Blame", "short", 1234, -1.25, 2, "–")]
HEADINGS = ("code", "what | was said", "n", "share", "of", "n of N")
# Every command's file that is a table of figures or passages: how it is called, with FILE for where it is written to.
WRITERS: dict[tuple[str, str], tuple[str, ...]] = {
    ("agreement", "output"): ("agreement", "PROJECT", "--output", "FILE"),
    ("codes appendix", "file"): ("codes", "appendix", "PROJECT", "FILE"),
    ("evidence", "output"): ("evidence", "PROJECT", "Delay", "--output", "FILE"),
    ("matrix", "output"): ("matrix", "PROJECT", "--output", "FILE"),
    ("triangulate", "output"): ("triangulate", "PROJECT", "--output", "FILE"),
    ("saturation", "output"): ("saturation", "PROJECT", "--output", "FILE"),
    ("quotes", "output"): ("quotes", "PROJECT", "Delay", "--output", "FILE"),
    ("memos", "output"): ("memos", "PROJECT", "--as", "Ann", "--output", "FILE"),
    ("audit", "output"): ("audit", "PROJECT", "DRAFT", "--output", "FILE"),
    ("framework show", "output"): ("framework", "show", "PROJECT", "--output", "FILE"),
    ("replace", "report"): ("replace", "PROJECT", "CPS 2", "CORRECTED", "--dry-run", "--report", "FILE"),
}
# Lists, which all go the same way: a row a thing, made from what was asked.
LISTS: dict[tuple[str, str], tuple[str, ...]] = {
    ("search", "output"): ("search", "PROJECT", "call*", "--output", "FILE"),
    ("disagreements", "output"): ("disagreements", "PROJECT", "--open", "--output", "FILE"),
    ("rulings", "output"): ("rulings", "PROJECT", "--output", "FILE"),
    ("consensus", "output"): ("consensus", "PROJECT", "--output", "FILE"),
    ("contradictions", "output"): ("contradictions", "PROJECT", "--output", "FILE"),
    ("codings export", "path"): ("codings", "export", "PROJECT", "FILE"),
    ("assignments export", "path"): ("assignments", "export", "PROJECT", "FILE"),
    ("distressing export", "path"): ("distressing", "export", "PROJECT", "FILE"),
    ("coverage", "output"): ("coverage", "PROJECT", "--left", "--output", "FILE"),
    ("history", "output"): ("history", "PROJECT", "--output", "FILE"),
    ("log", "output"): ("log", "PROJECT", "--as", "Ann", "--output", "FILE"),
    ("documents", "output"): ("documents", "PROJECT", "--output", "FILE"),
    ("speakers", "output"): ("speakers", "PROJECT", "--output", "FILE"),
    ("trackers", "output"): ("trackers", "PROJECT", "figures", "--output", "FILE"),
    ("codes show", "output"): ("codes", "show", "PROJECT", "--output", "FILE"),
    ("codes versions", "output"): ("codes", "versions", "PROJECT", "--output", "FILE"),
    ("queries list", "output"): ("queries", "list", "PROJECT", "--output", "FILE"),
}
MORE = {  # the same commands, asked for other tables
    "per cent": ("matrix", "PROJECT", "--percent", "--of", "row", "--output", "FILE"),
    "zeros and ones": ("matrix", "PROJECT", "--rows", "document", "--zero-one", "--output", "FILE"),
    "together": ("matrix", "PROJECT", "--rows", "code", "--columns", "code", "--by", "turn", "--output", "FILE"),
    "stances": ("matrix", "PROJECT", "--rows", "code", "--columns", "kind", "--stances", "--output", "FILE"),
}
NO_TABLES = {  # files that commands read, or write as something else
    "read": ("check exports", "restore file", "import paths", "import attributes", "import rules_file", "replace file",
             "replace rules", "quotes template", "audit draft", "evidence draft", "triangulate judge",
             "triangulate assessed", "agreement ratings", "agreement tables", "agreement lengths", "trackers files",
             "names file", "codes check source", "codes diff old", "codes diff new", "codes merge base",
             "codes merge ours", "codes merge theirs", "codes split given", "codings import path",
             "assignments import path", "distressing import path"),
    "a form that comes back filled in": ("triangulate sheet",),
    "documents, packs, pictures": ("coded output", "packs folder", "audit annotate", "templates folder"),
    "the project, its codebook, rules": ("backup file", "export file", "import save_to", "codes export file",
                                         "codes merge output", "demo project"),
}  # fmt: skip
UNRECORDED = {"replace"}
"""What is a step in somebody's work and no result has no manifest (docs/manifests.md)."""


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


def test_a_half_is_rounded_up_and_only_nothing_is_nothing_and_all_is_all() -> None:
    said = [percent_of(*each) for each in ((1, 16), (1, 80), (0, 5912), (1, 5912), (5911, 5912), (7, 7), (3, 0))]
    assert said == ["6.3 %", "1.3 %", "0.0 %", "<0.1 %", ">99.9 %", "100.0 %", "–"]


def files_of_commands() -> Iterator[tuple[str, str]]:
    """Every parameter of every command that names a file, but for the project's."""

    def below(command: Any, name: str) -> Iterator[tuple[str, str]]:
        for word, other in getattr(command, "commands", {}).items():
            yield from below(other, f"{name} {word}".strip())
        for each in () if hasattr(command, "commands") else command.params:
            if "Path" in str(each.type_descriptor.annotation) and (each.name != "project" or name == "demo"):
                yield name, each.name

    return below(typer.main.get_command(app), "")


def test_every_file_of_every_command_is_known_as_a_table_or_as_something_else() -> None:
    """A new command that writes a table belongs into WRITERS, which has it written in all four formats."""
    others = [tuple(each.rsplit(" ", 1)) for listed in NO_TABLES.values() for each in listed]
    assert sorted(files_of_commands()) == sorted([*WRITERS, *LISTS, *others])


@pytest.mark.parametrize("called", [*WRITERS.values(), *MORE.values()], ids=[" ".join(k) for k in WRITERS] + [*MORE])
def test_every_table_of_every_command_is_csv_a_workbook_markdown_and_latex(
    project: Path, called: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "draft.md").write_text("They said “They call us” (CPS 1).\n", "utf-8")
    (tmp_path / "CPS 2.txt").write_text(TEXTS["CPS 2"].replace("calls us.\n", "rings us.\n"), "utf-8")
    named: dict[str, object] = {
        "PROJECT": project, "DRAFT": tmp_path / "draft.md", "CORRECTED": tmp_path / "CPS 2.txt",
    }  # fmt: skip
    paths = {suffix: tmp_path / f"t.{suffix}" for suffix in ("csv", "xlsx", "tex", "md")}
    for path in paths.values():
        done(*(named.get(word, path if word == "FILE" else word) for word in called))
    with paths["csv"].open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    sheet = load_workbook(paths["xlsx"]).active
    if called[0] != "framework":  # its workbook is laid out for people
        assert [len(rows), len(rows[0])] == [sheet.max_row, sheet.max_column]
        assert [cell.value for cell in sheet[1]] == rows[0]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    if called[0] != "quotes":  # which LaTeX and Markdown set as quotations
        assert "longtable" in printed(paths["tex"].read_text("utf-8"))
    assert paths["md"].stat().st_size
    beside = [path.with_name(f"{path.name}.manifest.json") for path in paths.values()]
    assert [each.exists() for each in beside] == [called[0] not in UNRECORDED] * 4
    for each in beside if called[0] not in UNRECORDED else ():
        said = json.loads(each.read_text("utf-8"))
        assert said.keys() >= {"kind", "asked", "reader", "rows", "project", "step", "codebook", "parts", "made"}
        assert len(said["project"]) == 64
        assert not [folder for folder in (tmp_path, project.parent) if str(folder) in each.read_text("utf-8")]


def test_every_list_is_a_table_with_a_manifest_that_holds(project: Path, tmp_path: Path) -> None:
    months = [[f"{name} 2023", "A", 10] for name in ("Mar", "Apr", "May", "Jun")]
    figures = table(tmp_path / "figures.csv", "month,area,complaints", months)
    done("trackers", project, "--import", figures, "--as", "Ann")
    kinds = set()
    for at, called in enumerate(LISTS.values()):
        path = tmp_path / f"{at}.csv"
        done(*({"PROJECT": project, "FILE": path}.get(word, word) for word in called))
        with path.open(encoding="utf-8", newline="") as file:
            headings, *rows = csv.reader(file)
        said = json.loads(path.with_name(f"{path.name}.manifest.json").read_text("utf-8"))
        assert (said["rows"], len(headings) > 2) == (len(rows), True), called
        kinds.add(said["kind"])
    assert kinds == {*MADE} - {"incidents"}  # which are `contradictions --cases`
    checked = done("check", project, "--exports", tmp_path, "--json").json["exports"]
    assert [each["because"] for each in checked] == [[]] * len(LISTS)


def test_a_list_of_people_s_words_is_the_same_in_every_format(project: Path, tmp_path: Path) -> None:
    for suffix in ("csv", "xlsx", "md", "tex"):
        done("coverage", project, "--output", tmp_path / f"t.{suffix}")
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    sheet = load_workbook(tmp_path / "t.xlsx").active
    assert [cell.value for cell in sheet[1]] == rows[0]
    assert sheet.max_row == len(rows)
    seen = dict(zip(rows[0], rows[1], strict=True))
    assert int(seen["coded (%)"]) == 100 * int(seen["characters coded"]) // int(seen["of characters"])
    assert "longtable" in printed((tmp_path / "t.tex").read_text("utf-8"))
    assert "Shares are of the characters that count" in (tmp_path / "t.md").read_text("utf-8")


def test_every_table_that_the_app_offers_is_offered_in_all_four_formats() -> None:
    """The screens' own lists of formats; those with a table have all of them."""
    offered = {
        f"{module.name}.{name}": {each.suffix for each in found.values()}
        for module in iter_modules(screens.__path__)
        for name, found in vars(import_module(f"{screens.__name__}.{module.name}")).items()
        if isinstance(found, Mapping) and found and all(isinstance(each, FileFormat) for each in found.values())
    } | {name: {each.suffix for each in found.values()} for name, found in vars(exporting).items()
         if isinstance(found, Mapping) and found and all(isinstance(each, FileFormat) for each in found.values())}
    with_tables = {name: suffixes for name, suffixes in offered.items() if suffixes & {".csv", ".xlsx"}}
    assert len(with_tables) > 5
    assert {name: {*SUFFIXES} - suffixes for name, suffixes in with_tables.items() if {*SUFFIXES} - suffixes} == {}

"""The door through which words leave: what stands in the bytes of a file, and that nothing goes past it."""

from __future__ import annotations

import ast
import io
import json
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
import xlsxwriter

from exports.captions import Caption
from exports.figures.drawing import Figure
from exports.pages.latex_words import escaped as latex
from exports.quotations.markdown import escaped as markdown
from exports.saving import save
from transcripts.leaving import NameWouldLeave, known_in, masked
from transcripts.leaving.words_of import words_of
from transcripts.project import Project
from transcripts.safe_file import written_whole
from transcripts.spreadsheets import write_table
from transcripts.withheld import withhold

NAME = "Jo O’Brien"
SAID = f"then {NAME} rang"


def _word(split: bool) -> bytes:
    document, target = docx.Document(), io.BytesIO()
    paragraph = document.add_paragraph("then Jo O")
    paragraph.add_run("’Brien rang").bold = split
    document.save(target)
    return target.getvalue()


def _comment() -> bytes:
    document, target = docx.Document(), io.BytesIO()
    run = document.add_paragraph().add_run("words")
    document.add_comment([run], text="words", author=NAME)
    document.save(target)
    return target.getvalue()


def _workbook(sheet: str, cell: str) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet(sheet).write_string(0, 0, cell)
    return target.getvalue()


FILES: dict[str, bytes] = {
    "lines.md": b"> then Jo\\\n> O\xe2\x80\x99Brien rang\n",
    "escaped.md": markdown("then *Jo* O’Brien rang").encode(),
    "words.tex": latex("then Jo O'Brien rang").encode(),
    "lines.tex": "then Jo\\\\\nO’Brien rang".encode(),
    "words.csv": f'a,b\n"{SAID}",2\n'.encode(),
    "words.json": json.dumps({"text": "one\nJo O’Brien"}).encode(),
    "key.json": json.dumps([{NAME: 1}]).encode(),
    "words.yaml": "example: >\n  then Jo\n  O’Brien rang\n".encode(),
    "page.html": "<!DOCTYPE html><html><body><p>then Jo <sup>⌈1</sup><u>O’Bri</u>en rang</p></body></html>".encode(),
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><g aria-label="Jo O&#8217;Brien: 3"/></svg>',
    "label.svg": "<svg xmlns='http://www.w3.org/2000/svg'><text>Jo O’Brien</text></svg>".encode(),
    "whole.docx": _word(False),
    "runs.docx": _word(True),
    "comment.docx": _comment(),
    "cell.xlsx": _workbook("Sheet", SAID),
    "sheet.xlsx": _workbook(NAME, "words"),
}  # fmt: skip


@pytest.fixture
def held(project: Project) -> Project:
    """An open project that withholds one name."""
    with project.step("Withhold", "Ann") as session:
        withhold(session, [NAME])
    return project


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_holds_a_name_is_not_written(held: Project, tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    target.write_bytes(b"before")
    with pytest.raises(NameWouldLeave, match=r"Nothing was written") as refused:
        save(target, FILES[name])
    assert "Brien" not in str(refused.value)
    assert name in str(refused.value)
    assert target.read_bytes() == b"before"
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("study")) == [name]


@pytest.mark.parametrize("name", FILES)
def test_it_is_written_when_nobody_withholds_the_name(project: Project, tmp_path: Path, name: str) -> None:
    save(tmp_path / name, FILES[name])
    assert (tmp_path / name).read_bytes() == FILES[name]


def test_names_do_not_run_across_cells_and_blocks_and_looks_are_nobodys(project: Project, tmp_path: Path) -> None:
    with project.step("Withhold", "Ann") as session:
        withhold(session, ["Jo Smith", "Georgia", "Cambria"])
    page = "<html><head><style>b { font: Georgia }</style></head><body><p>Jo</p><p>Smith</p></body></html>"
    save(tmp_path / "apart.html", page.encode())
    document, target = docx.Document(), io.BytesIO()
    document.add_paragraph("Jo")
    document.add_paragraph("Smith")
    document.save(target)
    save(tmp_path / "apart.docx", target.getvalue())  # whose fonts are called Cambria


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf", ".html"])
def test_a_figure_is_searched_before_it_is_a_picture(held: Project, tmp_path: Path, suffix: str) -> None:
    spec = {"data": {"values": [{"code": SAID, "n": 1}]}, "mark": "bar",
            "encoding": {"x": {"field": "n", "type": "quantitative"}, "y": {"field": "code"}}}  # fmt: skip
    figure = Figure("bar", "Codes", Caption("Codings by code", "n = 1", "2026-01-01"), spec)
    with pytest.raises(NameWouldLeave):
        figure.save(tmp_path / f"figure{suffix}")
    assert not (tmp_path / f"figure{suffix}").exists()


def test_what_cannot_be_searched_is_not_written(held: Project, tmp_path: Path) -> None:
    with pytest.raises(NameWouldLeave, match="cannot be searched"):
        save(tmp_path / "scan.pdf", b"%PDF-1.7 words")


def test_tables_and_pipes_go_through_it(held: Project, tmp_path: Path) -> None:
    for suffix in (".csv", ".xlsx"):
        with pytest.raises(NameWouldLeave):
            write_table(tmp_path / f"t{suffix}", ["text"], [[SAID]])
    with pytest.raises(NameWouldLeave):
        save(Path("/dev/null"), SAID.encode())


def test_a_name_that_a_draft_has_already_is_no_news(held: Project, tmp_path: Path) -> None:
    known = known_in(f"As {NAME} said".encode())
    save(tmp_path / "again.md", SAID.encode(), known=known)
    assert masked(f"{SAID}, {NAME}") == "then [name] rang, [name]"
    assert masked(SAID, known) == SAID


def test_a_closed_project_keeps_nobody_and_another_open_one_does(held: Project, tmp_path: Path) -> None:
    held.close()
    save(tmp_path / "closed.md", SAID.encode())
    assert (tmp_path / "closed.md").read_text("utf-8") == SAID


# -- nothing goes past it -----------------------------------------------------------------------------------------

ROOMS = ("transcripts", "codebook", "exports", "coding_tui")
PAST_THE_DOOR: dict[str, str] = {
    "transcripts/safe_file.py": "the door for files itself",
    "exports/saving.py": "the door for devices and pipes",
    "transcripts/opening.py": "a new project: it is the project still",
    "transcripts/store/scratch.py": "working space of the program, which nobody else reads",
    "transcripts/importing/worker.py": "talks to its parent process",
    "transcripts/importing/reading_process.py": "talks to its child process",
    "coding_tui/own_file.py": "settings and care of the person: no words of a project",
    "transcripts/spreadsheets.py": "a table, into what `written_whole` gave",
    "coding_tui/registry/own_keys.py": "the person's keys, to be changed",
    "coding_tui/cli/progress.py": "a bar, where a person looks at it",
    "coding_tui/cli/output.py": "the door of the command line",
    "coding_tui/cli/diagnostics.py": "flushes; a fault's place without any text",
    "coding_tui/cli/reference.py": "documentation",
    "coding_tui/registry/commands.py": "documentation",
    "coding_tui/discreet.py": "the door of the clipboard",
    "coding_tui/demo/files.py": "synthetic files of the worked study, before there is a project",
}
"""Modules that write without asking, and why each may."""


def _written_past(path: Path) -> Iterator[str]:
    """Calls of a module that put words somewhere, but into what `written_whole` gave it."""
    tree = ast.parse(path.read_text("utf-8"))
    given = {
        item.optional_vars.id
        for node in ast.walk(tree) if isinstance(node, ast.With) for item in node.items
        if isinstance(item.context_expr, ast.Call) and isinstance(item.optional_vars, ast.Name)
        and getattr(item.context_expr.func, "id", "") == "written_whole"
    }  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (told := _what_it_writes(node)) and not _into(node, given):
            yield f"{told}, line {node.lineno}"


def _what_it_writes(call: ast.Call) -> str:
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    whole = ast.unparse(function)
    modes = [each.value for each in [*call.args, *(k.value for k in call.keywords if k.arg == "mode")]
             if isinstance(each, ast.Constant) and isinstance(each.value, str)]  # fmt: skip
    if name == "open" and any(set(mode) <= set("rwaxbt+") and set(mode) & set("wax+") for mode in modes):
        return "open for writing"
    if whole in ("os.open", "os.fdopen", "print", "shutil.copyfile", "shutil.copy2", "shutil.copy", "subprocess.run",
                 "subprocess.Popen"):  # fmt: skip
        return whole
    if name in ("write_bytes", "write_text"):
        return name
    if whole in ("sys.stdout.write", "sys.stderr.write", "sys.stdout.buffer.write"):
        return whole
    return "super().copy_to_clipboard" if whole == "super().copy_to_clipboard" else ""


def _into(call: ast.Call, given: set[str]) -> bool:
    held = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(held, ast.Name) and held.id in given


def test_nothing_is_written_but_through_the_door() -> None:
    root = Path(__file__).resolve().parents[2]
    found = {
        str(path.relative_to(root)): list(_written_past(path))
        for room in ROOMS for path in sorted((root / room).rglob("*.py"))
    }  # fmt: skip
    past = {name: told for name, told in found.items() if told and name not in PAST_THE_DOOR}
    assert past == {}, "write through transcripts.safe_file.written_whole, exports.saving.save or coding_tui.cli.output"
    assert [name for name in PAST_THE_DOOR if not found.get(name)] == [], "these do not write any more"


def test_the_test_above_sees_every_way_of_writing(tmp_path: Path) -> None:
    module = tmp_path / "m.py"
    module.write_text(
        "with written_whole(p) as beside:\n    beside.write_bytes(b'')\n"
        "p.write_bytes(b'')\np.write_text('')\nopen(p, 'w')\np.open('ab')\nopen(p)\nprint('')\nsys.stdout.write('')\n"
    )
    assert [each.split(",")[0] for each in _written_past(module)] == [
        "write_bytes", "write_text", "open for writing", "open for writing", "print", "sys.stdout.write",
    ]  # fmt: skip


def test_words_of_a_file_are_read_back(tmp_path: Path) -> None:
    """Every kind of file gives back the words that stand in it, so that the search is of something."""
    for name, data in FILES.items():
        assert any("Brien" in each or "O’" in each for each in words_of(data) or ()), name
    with written_whole(tmp_path / "t.csv") as beside:
        beside.write_bytes(b"a")

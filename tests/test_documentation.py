"""What README and docs say is so: commands, outputs, files, links, columns, keys, and the agreement worked by hand."""

from __future__ import annotations

import ast
import json
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import typer
from cli_calls import done
from shown_commands import PAGES, PROGRAM, ROOT, Shown, blocks, build_study, differences, shown, stage

from codebook.agreement import UNITS, measure_ratings
from codebook.agreement.ratings_table import read_ratings
from codebook.coding.coding_table import COLUMNS as CODING_COLUMNS
from codebook.project import LAYERS, create_project
from codebook.query import parse
from codebook.query.fields import CHOICES
from codebook.retrieval.filters import OF_CODING, OF_DOCUMENT
from codebook.team.assignment_table import COLUMNS as ASSIGNMENT_COLUMNS
from coding_tui.cli.program import app
from exports.formats import QUOTATION_FORMATS, WHOLE_FILES
from exports.quotations.attribution import FIELDS as ATTRIBUTION_FIELDS
from exports.quotations.table import COLUMNS as QUOTATION_COLUMNS
from transcripts.attribute_values import KNOWN as KNOWN_ATTRIBUTES

EVERY_PAGE = tuple(sorted({*PAGES, "CHANGELOG.md", "docs/commands.md"}))
ROOMS = ("transcripts", "codebook", "exports", "coding_tui", "tests", "docs", "benchmarks", ".ci")
WORKED = ROOT / "docs" / "worked-agreement"


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def prose(page: str) -> str:
    """A page without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", text(page), flags=re.MULTILINE | re.DOTALL)


def names(said: str) -> list[str]:
    """The words between backticks."""
    return re.findall(r"`([^`]+)`", said)


def section(page: str, heading: str) -> str:
    """What stands under a heading of the second level."""
    return prose(page).split(f"\n## {heading}\n")[1].split("\n## ")[0]


def rows(said: str) -> list[list[str]]:
    """The body rows of all tables in a text, cell by cell."""
    lines = [line for line in said.splitlines() if line.startswith("|")]
    cells = [re.split(r"\s*\|\s*", line.strip().removeprefix("|").removesuffix("|").strip(" ")) for line in lines]
    return [row for row in cells if set("".join(row)) - set("-| ")]


# -- commands -----------------------------------------------------------------------------------------------------


def lines_of(kind: str) -> list[tuple[str, str]]:
    found = [(page, line) for page in PAGES for block in blocks(text(page), kind) for line in block.splitlines()]
    return [(page, re.sub(r"\s+#.*", "", line)) for page, line in found if line.strip()]


@pytest.mark.parametrize(("page", "line"), [pair for pair in lines_of("sh") if pair[1].startswith(PROGRAM)])
def test_a_command_that_is_only_named_can_be_given(page: str, line: str) -> None:
    arguments = shlex.split(line.removeprefix(PROGRAM))
    context = typer.main.get_command(app).make_context("coding-tui", arguments)
    while hasattr(context.command, "resolve_command"):
        name, command, rest = context.command.resolve_command(context, [*context._protected_args, *context.args])
        context = command.make_context(name, rest, parent=context)
    assert context.params


def test_targets_modules_and_scripts_that_are_named_are_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    everything = "\n".join(text(page) for page in EVERY_PAGE)
    assert set(re.findall(r"\bmake ([a-z]+(?:-[a-z]+)?)(?=[`\s]*(?:#|`|$))", everything, re.MULTILINE)) <= targets
    for module in re.findall(r"python -m ([\w.]+)", everything):
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module
    for script in re.findall(r"python ([\w/]+\.py)", everything):
        assert (ROOT / script).exists(), script


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked study as `make demo` makes it."""
    return build_study(tmp_path_factory.mktemp("documentation"))


def test_commands_print_what_the_pages_show(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When they do not, and should not: `python tests/shown_commands.py` writes the pages anew. One test, because the
    study takes seconds to build and every worker would build its own."""
    monkeypatch.delenv("CODING_TUI_CODER", raising=False)
    wrong = []
    for page in PAGES:
        if shown(page):
            for each, said in differences(page, stage(study, tmp_path / page.replace("/", "-"))):
                wrong.append("\n".join([f"{page}: $ {each.command}", *said[:12]]))
    assert not wrong, "\n\n".join(wrong)


def test_a_page_that_shows_something_else_is_found() -> None:
    claimed = Shown("a page", "coding-tui check study.qdb", ("No problems", "…", "at 2026-01-01 10:00"))
    assert claimed.is_what(["No problems", "one", "two", "at 2030-12-31 23:59"])
    assert not claimed.is_what(["1 problem", "one", "at 2030-12-31 23:59"])
    assert not claimed.is_what(["No problems", "at noon"])


# -- files and links ----------------------------------------------------------------------------------------------


def anchors(page: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links() -> Iterator[tuple[str, str]]:
    return ((page, link) for page in EVERY_PAGE for link in re.findall(r"\]\(([^)\s]+)\)", prose(page)))


@pytest.mark.parametrize(("page", "link"), list(links()))
def test_a_link_leads_somewhere(page: str, link: str) -> None:
    path, _, anchor = link.partition("#")
    target = (ROOT / page).parent / path if path else ROOT / page
    assert target.exists()
    if anchor:
        assert anchor in anchors(str(target.resolve().relative_to(ROOT)))


def test_files_that_are_named_exist() -> None:
    for page in EVERY_PAGE:
        for name in names(prose(page)):
            path = name.split(" ")[0]
            if path.split("/")[0] in ROOMS and "/" in path and "…" not in path and "*" not in path:
                assert (ROOT / path).exists(), f"{page} names {path}"


def test_no_page_knows_this_machine() -> None:
    for page in EVERY_PAGE:
        assert not re.search(r"/(?:root|home|work|tmp|Users)/", text(page)), page


# -- what pages list ----------------------------------------------------------------------------------------------


def test_columns_of_tables_are_those_the_program_reads_and_writes() -> None:
    listed = [name for row in rows(section("docs/tables.md", "Codings")) for name in names(row[0])]
    assert sorted(listed) == sorted(CODING_COLUMNS)
    assert set(ASSIGNMENT_COLUMNS) <= set(names(section("docs/tables.md", "Assignments")))
    assert set(KNOWN_ATTRIBUTES) <= set(names(section("docs/tables.md", "Attributes")))
    quoted = section("docs/tables.md", "Quotations")
    assert [name for name in names(quoted) if name in QUOTATION_COLUMNS] == list(QUOTATION_COLUMNS)


def test_fields_of_queries_and_attributions_are_all_there() -> None:
    listed = rows(section("docs/queries.md", "Filters"))
    fields = {name for row in listed for name in names(row[0])}
    assert fields - {"field"} == {*OF_DOCUMENT, *OF_CODING}
    for field, choices in CHOICES.items():
        said = next(row for row in listed if field in names(row[0]))[-1]
        assert set(choices) <= set(names(said)), field
    back = section("docs/queries.md", "What comes back")
    assert {f"{{{field}}}" for field in ATTRIBUTION_FIELDS} <= set(names(back))


def test_queries_that_are_named_can_be_read() -> None:
    tables = [*rows(section("docs/queries.md", "Codes")), *rows(section("docs/queries.md", "Together"))]
    examples = {name for row in tables for name in names(row[0])}
    examples |= {name for name in names(prose("docs/queries.md")) if re.fullmatch(r"(?:NOT )?[\w-]+:\S.*", name)}
    assert len(examples) > 15
    for example in examples:
        parse(example)


def test_formats_are_all_named() -> None:
    table = {row[0]: row[1] for row in rows(section("README.md", "What it reads and writes today"))}
    assert names(table["quotations out"]) == [f".{name}" for name in QUOTATION_FORMATS]
    assert {".json"} <= set(WHOLE_FILES)


def test_tables_of_the_project_file_are_all_described(tmp_path: Path) -> None:
    described: dict[str, bool] = {}
    for row in rows(section("docs/project-file.md", "Tables")):
        described.update(dict.fromkeys(names(row[0]), row[-1] == "yes"))
    with create_project(tmp_path / "p.qdb", coder="Ann") as project, project.reading() as session:
        run = session.connection().exec_driver_sql
        there = {name for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table'")}
        journalled = {name for (name,) in run("SELECT tbl_name FROM sqlite_master WHERE name GLOB 'journal_*'")}
    hidden = {name for name in there if name.startswith(("sqlite_", "turn_words_"))} | {"recording"}
    assert set(described) == there - hidden
    assert {name for name, kept in described.items() if kept} == journalled
    assert {layer.name for layer in LAYERS} == {"transcripts", "codebook"}


def test_what_was_planted_is_described(study: Path) -> None:
    truth = json.loads((study / "demo" / "worked-study-files" / "ground-truth.json").read_text("utf-8"))
    described = {names(row[0])[0] for row in rows(section("docs/demo.md", "What was planted")) if names(row[0])}
    assert described >= set(truth) - {"seed", "words", "documents"}
    kinds = {(row[0], row[1]): int(row[2]) for row in rows(section("docs/demo.md", "What it is")) if row[2].isdecimal()}
    assert sorted(kinds.values()) == sorted(truth["documents"].values())
    said = section("docs/demo.md", "What was planted")
    verdicts = {quote["verdict"] for quote in truth["draft"]["quotes"]}
    assert verdicts | set(truth["disagreement_types"]) <= set(names(said))


# -- JSON ---------------------------------------------------------------------------------------------------------

CALLS: dict[str, tuple[str, ...]] = {
    "documents": ("documents", "PROJECT"),
    "import": ("import", "PROJECT", "INTERVIEW", "--dry-run"),
    "codings import": ("codings", "import", "PROJECT", "CODINGS"),
    "assignments import": ("assignments", "import", "PROJECT", "ASSIGNMENTS"),
    "codes show": ("codes", "show", "PROJECT"),
    "search": ("search", "PROJECT", "delay"),
    "quotes": ("quotes", "PROJECT", "*"),
    "agreement": ("agreement", "PROJECT"),
    "history": ("history", "PROJECT"),
}


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of the agreement worked by hand."""
    project = tmp_path_factory.mktemp("worked") / "worked.qdb"
    done("new", project, "--as", "Ann")
    done("import", project, *sorted(WORKED.glob("*.txt")), "--as", "Ann")
    done("codings", "import", project, WORKED / "codings.csv", "--as", "Ann")
    done("assignments", "import", project, WORKED / "assignments.csv", "--as", "Ann")
    return project


def keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for one in value.values() for key in keys(one)}
    return {key for one in value for key in keys(one)} if isinstance(value, list) else set()


def test_every_promised_key_is_printed(worked: Path, tmp_path: Path) -> None:
    interview = tmp_path / "New.txt"
    interview.write_text("Interviewer: Why?\n\nCPS 4: Because.\n", encoding="utf-8")
    places = {"PROJECT": worked, "INTERVIEW": interview}
    places |= {"CODINGS": WORKED / "codings.csv", "ASSIGNMENTS": WORKED / "assignments.csv"}
    checked = set()
    for said, gives, *_ in rows(section("docs/tables.md", "JSON")):
        for command in (name.removesuffix(" --json") for name in names(said) if name.endswith(" --json")):
            if command in CALLS:
                printed = done(*(places.get(word, word) for word in CALLS[command]), "--json").json
                promised = {name for name in names(gives) if re.fullmatch("[a-z0-9_]+", name)}
                optional = {"path", "reason", "line", "coding"}  # nothing was refused here, and no hits are coded
                assert promised - optional <= keys(printed), command
                checked.add(command)
    assert checked == set(CALLS)


# -- the example by hand ------------------------------------------------------------------------------------------

BY_HAND = {
    "prevalence": Fraction(7, 20), "percent": Fraction(7, 10), "F1": Fraction(4, 7), "α": Fraction(34, 91),
    "κ": Fraction(8, 23), "Fleiss": Fraction(31, 91), "AC1": Fraction(49, 109), "BP": Fraction(2, 5),
}  # fmt: skip
KEYS = {"F1": "f1", "α": "alpha", "κ": "kappa", "Fleiss": "fleiss", "AC1": "ac1", "BP": "bp"}


def test_the_program_gives_what_was_worked_by_hand(worked: Path) -> None:
    by_turn = done("agreement", worked, "--unit", "turn", "--json").json["codes"][0]
    assert (by_turn["code"], by_turn["units"]) == ("Delay", 10)
    for name, fraction in BY_HAND.items():
        assert by_turn[KEYS.get(name, name)] == pytest.approx(float(fraction), abs=1e-12), name
    by_document = done("agreement", worked, "--unit", "document", "--json").json["codes"][0]
    assert by_document["alpha"] == 0


def test_the_page_says_what_was_worked_by_hand() -> None:
    said = {row[0]: row[-1] for row in rows(section("docs/agreement.md", "An example by hand")) if row[0] in BY_HAND}
    assert set(said) == set(BY_HAND)
    for name, value in said.items():
        decimal = value.removeprefix("= ").removesuffix("…")
        assert f"{float(BY_HAND[name]):.15f}".startswith(decimal), name
    assert all(f"`{unit}`" in text("docs/agreement.md") for unit in UNITS)


def test_the_same_ratings_as_a_table_give_the_same_numbers() -> None:
    table = read_ratings(WORKED / "ratings.csv")
    measured = measure_ratings(table.coders, table.rows, table.name).codes[0]
    for name, key in KEYS.items():
        assert getattr(measured, key) == pytest.approx(float(BY_HAND[name]), abs=1e-12), name


# -- promises -----------------------------------------------------------------------------------------------------

WATCHED = """
import sys
from pathlib import Path
NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.sendto")
sys.addaudithook(lambda event, details: event in NETWORK and sys.exit(f"{event} {details}"))
from coding_tui.cli.program import run
project, folder = sys.argv[1:]
for command in (["agreement", project], ["search", project, "delay"], ["quotes", project, "*"], ["check", project],
                ["export", project, f"{folder}/all.docx"], ["backup", project, f"{folder}/copy.qdb"]):
    assert run(command) == 0, command
"""


def test_no_command_opens_a_connection(worked: Path, tmp_path: Path) -> None:
    """spaCy, which splits sentences, brings a library for the network along; nothing of it is used."""
    ended = subprocess.run(
        [sys.executable, "-c", WATCHED, worked, tmp_path], cwd=ROOT, capture_output=True, check=False, timeout=120
    )
    assert ended.returncode == 0, ended.stderr.decode()


def test_what_is_written_is_for_its_owner_alone(worked: Path, tmp_path: Path) -> None:
    for command in ("backup", "export"):
        written = tmp_path / {"backup": "copy.qdb", "export": "all.json"}[command]
        done(command, worked, written)
        assert written.stat().st_mode & 0o777 == 0o600
    assert worked.stat().st_mode & 0o777 == 0o600


# -- the rest -----------------------------------------------------------------------------------------------------


def test_changes_name_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert re.search(rf"^## \[{re.escape(version)}\]", text("CHANGELOG.md"), re.MULTILINE)


def undocumented(path: Path) -> Iterator[str]:
    """Public modules, classes, functions and methods that say nothing of themselves; a protocol's `...` need not."""
    tree = ast.parse(path.read_text("utf-8"))
    scopes: list[ast.Module | ast.ClassDef] = [tree, *(n for n in tree.body if isinstance(n, ast.ClassDef))]
    if ast.get_docstring(tree) is None:
        yield f"{path.relative_to(ROOT)}"
    for scope in scopes:
        if isinstance(scope, ast.ClassDef) and scope.name.startswith("_"):
            continue
        for node in scope.body:
            named = isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            if named and not (node.name.startswith("_") or ast.get_docstring(node) or _is_outline(node)):
                yield f"{path.relative_to(ROOT)}: {node.name}"


def _is_outline(node: ast.stmt) -> bool:
    return ast.unparse(node).endswith("\n    ...")


@pytest.mark.parametrize("room", ROOMS[:4])
def test_everything_public_says_what_it_is_for(room: str) -> None:
    found = [name for path in sorted((ROOT / room).rglob("*.py")) for name in undocumented(path)]
    assert not found, "\n".join(found)

"""What an import asks is answered by key, by flag and by rule: none of the three ways lacks what another has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from cli_calls import call
from typer.core import TyperGroup

from coding_tui.cli import importing
from coding_tui.registry.import_commands import IMPORT_COMMANDS
from transcripts.adding import DESCRIPTIONS
from transcripts.intake import FileRule, Rules, load_rules

PAGE = Path(__file__).parents[2] / "docs" / "importing.md"
LOOKING = {"import.next", "import.read", "import.mark_all"}
"""Commands that decide nothing."""
BESIDE = {"--as", "--json", "--help"}
"""Options that are about the command line."""


def table() -> list[list[str]]:
    """The rows of the page's table of decisions: what is decided, key, flag, rule."""
    lines = PAGE.read_text(encoding="utf-8").split("| what is decided |")[1].splitlines()[2:]
    rows = [line for line in lines[: lines.index("")] if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def flags() -> set[str]:
    """The options of the command."""
    app = typer.Typer()
    importing.add_to(app)
    app.command("other")(lambda: None)
    command = typer.main.get_command(app)
    assert isinstance(command, TyperGroup)
    params = command.commands["import"].params
    return {name for param in params for name in (*param.opts, *param.secondary_opts) if name.startswith("--")}


def test_the_page_has_every_key_flag_and_rule() -> None:
    keys, given, rules = (" ".join(column) for column in list(zip(*table(), strict=True))[1:])
    decided = [each for each in IMPORT_COMMANDS if each.id not in LOOKING]
    assert [each.id for each in decided if f"`{each.key_list[-1]}`" not in keys] == []
    assert flags() - BESIDE - set(re.findall(r"--[a-z-]+", given)) == set()
    words = {*DESCRIPTIONS, "encoding", "table", "unlabelled", "skip", "again"}
    words |= {"speakers", "apart", "rows", "role", "is"}
    assert words - set(re.findall(r"[a-z]+", rules)) == set()


def test_what_is_decided_has_a_key_and_a_flag_and_but_for_what_is_done_at_once_a_rule() -> None:
    for decided, key, flag, rule in table():
        assert key, decided
        assert flag, decided
        assert rule or key in ("`c`", "`ctrl+o`", "`ctrl+w`", "`ctrl+l`", "`ctrl+s`, `escape`"), decided


def test_flags_say_what_rules_say(tmp_path: Path) -> None:
    project, talk, kept = tmp_path / "s.qdb", tmp_path / "CPS 7.txt", tmp_path / "rules.yaml"
    talk.write_text("Anna: So?\nP7: Yes.\n", encoding="utf-8")
    assert call("new", project, "--as", "Ann").code == 0
    said = call(
        "import", project, talk, "--date", "14/03/2023", "--language", "cy", "--area", "A", "--apart", "Ann=Anne",
        "--row", "CPS43=", "--row", "CPS44=CPS 7", "--skip", "*.bak", "--labelled", "--save-rules", kept, "--as", "Ann",
        "--json",
    )  # fmt: skip
    (one,) = said.json["imported"]
    assert (one["date"], one["language"], one["area"]) == ("2023-03-14", "cy", "A")
    about = {"area": "A", "date": "14/03/2023", "language": "cy"}
    rules = Rules().keeping_apart("Ann", "Anne").reading_row("CPS43", "").reading_row("CPS44", "CPS 7")
    rules = rules.for_files(FileRule("*", about, unlabelled=False)).for_files(FileRule("*.bak", skip=True))
    assert load_rules(kept) == rules


@pytest.mark.parametrize("written", ["tuesday", "2023-13-01", "2023"])
def test_a_date_that_is_none_is_no_decision(tmp_path: Path, written: str) -> None:
    project, rules = tmp_path / "s.qdb", tmp_path / "rules.yaml"
    assert call("new", project, "--as", "Ann").code == 0
    assert f"‘{written}’ is no date" in call("import", project, tmp_path, "--date", written, "--as", "Ann").err
    rules.write_text(f"all: {{date: '{written}'}}\n", encoding="utf-8")
    assert f"‘{written}’ is no date" in call("import", project, tmp_path, "--rules", rules, "--as", "Ann").err

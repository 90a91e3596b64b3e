"""Every command that hands words over, asked for words with a name that must not leave."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import typer
from cli_calls import call, done, table

from coding_tui.cli.program import app

NAME = "Queequeg"
TEXTS = {
    "CPS 1": f"Interviewer: What changed?\nCPS 1: We rang {NAME} earlier. They call us, and it works.\n",
    "CPS 2": f"Interviewer: And {NAME}?\nCPS 2: Nobody calls {NAME} back. It waits for weeks.\n",
}
CODE = f"Delay/{NAME} waits"

HANDS_OVER: dict[str, list[list[str]]] = {
    "agreement": [["P", "--output", "OUT.docx"], ["P", "--output", "OUT.html"], ["P", "--output", "OUT.md"],
                  ["P", "--output", "OUT.csv"], ["P", "--output", "OUT.json"], ["P", "--json"], ["P"],
                  ["P", "--figure", "forest", "--output", "OUT.svg"]],
    "assignments export": [["P", "OUT.csv"]],
    "audit": [["P", "DRAFT", "--annotate", "OUT.docx"], ["P", "DRAFT", "--output", "OUT.md"], ["P", "DRAFT", "--json"],
              ["P", "DRAFT", "--all"]],
    "cite": [["P", "CPS 1:2-2"], ["P", "CPS 1:2-2", "--exact"], ["P", "CPS 1:2-2", "--json"]],
    "coded": [["P", "CPS 1", "--output", f"OUT{end}"] for end in (".docx", ".html", ".svg", ".png", ".pdf")],
    "codes appendix": [["P", "OUT.docx"], ["P", "OUT.md"], ["P", "OUT.html"], ["P", "OUT.tex"]],
    "codes export": [["P", "OUT.yaml"], ["P", "-"]],
    "codes history": [["P", CODE]],
    "codes show": [["P", "--output", "OUT.csv"], ["P", "--json"], ["P"]],
    "codes versions": [["P", "--output", "OUT.csv"], ["P", "--json"], ["P"]],
    "codings export": [["P", "OUT.csv"], ["P", "OUT.xlsx"]],
    "consensus": [["P", "--output", "OUT.csv"], ["P", "--json"], ["P"]],
    "contradictions": [["P", "--output", "OUT.md"], ["P", "--json"]],
    "coverage": [["P", "--output", "OUT.csv"], ["P", "--json"]],
    "disagreements": [["P", "--output", "OUT.csv"], ["P", "--json"], ["P"]],
    "distressing export": [["P", "OUT.csv"]],
    "distressing list": [["P", "--json"]],
    "documents": [["P", "--output", "OUT.csv"], ["P", "--json"], ["P"]],
    "evidence": [["P", CODE, "--output", "OUT.md"], ["P", CODE, "--output", "OUT.docx"], ["P", CODE, "--json"]],
    "export": [["P", f"OUT{end}"] for end in (".csv", ".xlsx", ".yaml", ".docx", ".html", ".md", ".json")],
    "framework show": [["P", "--of", "participant", "--output", f"OUT{end}"] 
                       for end in (".md", ".docx", ".xlsx", ".csv", ".tex")]
                      + [["P", "--of", "participant", "--json"]],
    "history": [["P", "--output", "OUT.csv"], ["P", "--json"], ["P"]],
    "learning show": [["P"]],
    "log": [["P", "--output", "OUT.csv"], ["P", "--json"], ["P"]],
    "matrix": [["P", "--rows", "code", "--columns", "document", "--output", f"OUT{end}"]
               for end in (".csv", ".xlsx", ".md", ".tex", ".svg", ".png")]
              + [["P", "--rows", "code", "--columns", "document", "--zero-one", "--output", "OUT.csv"],
                 ["P", "--rows", "code", "--columns", "document", "--json"],
                 ["P", "--rows", "code", "--columns", "document"]],
    "memos": [["P", "--output", "OUT.md"], ["P", "--output", "OUT.csv"], ["P", "--json"], ["P"]],
    "packs": [["P", "OUT", "--format", "docx"], ["P", "OUT", "--format", "html"], ["P", "OUT", "--format", "md"]],
    "queries list": [["P", "--output", "OUT.csv"], ["P", "--json"], ["P"]],
    "quotes": [["P", "Delay/*", "--output", f"OUT{end}"] for end in (".md", ".docx", ".html", ".tex", ".csv", ".xlsx",
                                                                     ".json")]
              + [["P", "Delay/*", "--json"], ["P", "Delay/*"], ["P", "Delay/*", "--output", "/dev/stdout"]],
    "replace": [["P", "CPS 1", "NEWER", "--dry-run", "--report", "OUT.csv"],
                ["P", "CPS 1", "NEWER", "--dry-run", "--json"], ["P", "CPS 1", "NEWER", "--dry-run"]],
    "rulings": [["P", "--output", "OUT.csv"], ["P", "--json"]],
    "saturation": [["P", "--output", "OUT.csv"], ["P", "--output", "OUT.svg"], ["P", "--json"], ["P"]],
    "search": [["P", "calls OR rang", "--output", "OUT.csv"], ["P", NAME, "--json"], ["P", NAME]],
    "suggest": [["P", "--json"], ["P"]],
    "triangulate": [["P", "--output", f"OUT{end}"] for end in (".csv", ".md", ".svg", ".tex")]
                   + [["P", "--json"], ["P"], ["P", "--sheet", "OUT.csv"]],
    "speakers": [["P", "--output", "OUT.csv"], ["P", "--json"]],
    "trackers": [["P", "figures", "--output", "OUT.csv"], ["P", "--json"]],
}  # fmt: skip
"""Every command that reads the project's words, with every kind of thing it writes. P is the project."""
HANDS_NOTHING_OVER = {
    "demo", "open", "serve", "new", "check", "backup", "restore", "templates", "attribution", "names", "undo", "redo",
    "import", "assign", "unseal", "protocol", "rule", "accept", "reject", "codes import", "codes check",
    "codes diff", "codes merge", "codes rename", "codes move", "codes recolour", "codes join", "codes split",
    "codes retire", "codes promote", "codes group", "codes stale", "codes reread", "codes freeze",
    "codings import", "assignments import", "distressing import", "queries save", "queries rename", "queries remove",
    "framework write", "learning give",
}  # fmt: skip
"""They change a project, are about none, or copy it whole; what they say goes through the same door."""


ONLY_READ = {
    "--attributes", "--rules", "--template", "--draft", "--judge", "--ratings", "--lengths", "--file", "--given",
    "--save-rules",
}  # fmt: skip
"""Options that name a file to be read; the rules of an import are written before the project has its transcripts."""


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    for name, each in group.commands.items():
        yield from _commands(each, f"{before}{name} ") if hasattr(each, "commands") else [(before + name, each)]


def test_every_option_that_names_a_file_to_write_is_tried_here() -> None:
    tried = {(name, asked) for name, calls in HANDS_OVER.items() for call in calls for asked in call}
    written = {
        (name, option.opts[0]) for name, command in _commands(typer.main.get_command(app)) for option in command.params
        if option.param_type_name == "option" and option.type_descriptor.annotation is Path
        and option.opts[0] not in ONLY_READ and name != "codes merge"  # which knows no project
    }  # fmt: skip
    assert len(written) > 12
    assert written - tried == set()


def test_every_command_is_known_here() -> None:
    found = {name for name, _ in _commands(typer.main.get_command(app))}
    assert found == set(HANDS_OVER) | HANDS_NOTHING_OVER, "say what a new command hands over, and try it with a name"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("leaving")
    project = folder / "study.qdb"
    done("new", project, "--as", "Ann")
    paths = [folder / f"{label}.txt" for label in TEXTS]
    for path in paths:
        path.write_text(TEXTS[path.stem], "utf-8")
    (folder / "newer.txt").write_text(TEXTS["CPS 1"].replace("earlier", "later"), "utf-8")
    facts = table(folder / "facts.csv", "document,participant,office", [["CPS 1", "CPS 1", f"{NAME} House"],
                                                                        ["CPS 2", "CPS 2", "North"]])  # fmt: skip
    done("import", project, *paths, "--as", "Ann", "--kind", "interview", "--group", "CPS", "--attributes", facts)
    rows = [[label, *_span(label, words), code, who, f"{NAME} again"] for label, words, code, who in (
        ("CPS 1", f"We rang {NAME} earlier.", CODE, "Ann"), ("CPS 1", f"rang {NAME} earlier.", CODE, "Ben"),
        ("CPS 2", f"Nobody calls {NAME} back.", CODE, "Ann"), ("CPS 2", "It waits for weeks.", "Delay/weeks", "Ben"),
    )]  # fmt: skip
    done("codings", "import", project, table(folder / "c.csv", "document,start,end,code,coder,memo", rows), "--as", "A")
    states = [[label, coder, "done"] for label in TEXTS for coder in ("Ann", "Ben")]
    done("assignments", "import", project, table(folder / "d.csv", "document,coder,state", states), "--as", "Ann")
    done("framework", "write", project, "CPS 1", "Delay", f"Rings {NAME}", "--of", "participant", "--as", "Ann")
    done("queries", "save", project, f"About {NAME}", f'"{CODE}"', "--as", "Ann")
    spans = [["CPS 1", *_span("CPS 1", f"We rang {NAME} earlier."), f"of {NAME}"]]
    done("distressing", "import", project, table(folder / "f.csv", "document,start,end,note", spans), "--as", "Ann")
    (folder / "draft.md").write_text("# Delay\n\n“We rang Jo earlier. They call us” (CPS 1).\n", "utf-8")
    from docx import Document

    draft = Document()
    draft.add_paragraph("“We rang Jo earlier. They call us” (CPS 1).")
    draft.save(str(folder / "draft.docx"))
    done("names", project, NAME, "--as", "Ann")
    return project


def _span(label: str, words: str) -> tuple[int, int]:
    start = TEXTS[label].index(words)
    return start, start + len(words)


ASKED = [(name, asked) for name, calls in HANDS_OVER.items() for asked in calls]


@pytest.mark.parametrize(("name", "asked"), ASKED, ids=[" ".join([name, *asked]) for name, asked in ASKED])
def test_no_name_leaves(study: Path, tmp_path: Path, name: str, asked: list[str]) -> None:
    draft = study.with_name("draft.docx" if "--annotate" in asked else "draft.md")
    places = {"P": study, "DRAFT": draft, "NEWER": study.with_name("newer.txt")}
    told = call(*name.split(), *(places.get(each, re.sub(r"^OUT", f"{tmp_path}/out", each)) for each in asked))
    assert told.code in (0, 1), told.err
    assert "fault in this program" not in told.err
    assert NAME not in told.out
    assert NAME not in told.err
    for path in (each for each in tmp_path.rglob("*") if each.is_file()):
        assert NAME.encode() not in b"".join(_contents(path.read_bytes())), path.name
    if told.code == 1 and name != "audit" and "name that must not leave" in told.err:
        assert list(tmp_path.iterdir()) == []


def _contents(data: bytes) -> Iterator[bytes]:
    yield data
    if data.startswith(b"PK"):
        with ZipFile(io.BytesIO(data)) as archive:
            yield from (re.sub(rb"<[^>]*>", b"", archive.read(each)) for each in archive.namelist())


@pytest.mark.parametrize("name", ["search", "quotes", "memos", "cite", "history"])
def test_on_a_terminal_the_coder_reads_it(study: Path, name: str) -> None:
    asked = {"search": [NAME], "quotes": ["Delay/*"], "memos": [], "cite": ["CPS 1:2-2"], "history": []}[name]
    told = call(name, study, *asked, terminal=True)
    assert (NAME in told.out) == (name != "quotes"), "quotations are refused on a terminal, too: they are to be pasted"
    assert told.code == (name == "quotes")


def test_what_is_for_people_says_that_a_name_stood_there(study: Path) -> None:
    assert "We rang [name] earlier." in call("cite", study, "CPS 1:2-2").out
    assert call("cite", study, "CPS 1:2-2", "--exact").err.startswith(
        "A name that must not leave stands in what was asked for: “We rang [name] earlier."
    )


@pytest.mark.parametrize(
    "name",
    ["codings export", "codes export", "export", "framework show", "matrix", "memos", "quotes", "search",
     "history", "replace", "codes appendix", "distressing export", "queries list", "disagreements", "cite"],
)  # fmt: skip
def test_without_the_list_the_name_would_be_there(unguarded: Path, tmp_path: Path, name: str) -> None:
    """So that the tests above do not pass for want of a name."""
    places = {"P": unguarded, "NEWER": unguarded.with_name("newer.txt")}
    asked = HANDS_OVER[name][0]
    told = call(*name.split(), *(places.get(each, re.sub(r"^OUT", f"{tmp_path}/out", each)) for each in asked))
    held = b"".join(each for path in tmp_path.iterdir() for each in _contents(path.read_bytes()))
    assert NAME in told.out or NAME.encode() in held, told


@pytest.fixture
def unguarded(study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unguarded")
    done("backup", study, folder / "study.qdb")
    done("names", folder / "study.qdb", NAME, "--release", "--as", "Ann")
    (folder / "newer.txt").write_bytes(study.with_name("newer.txt").read_bytes())
    return folder / "study.qdb"


def test_names_of_an_open_project_are_read_again_after_it_changed(study: Path, tmp_path: Path) -> None:
    """A command asks for them line by line, and reads them once."""
    from codebook.project import open_project
    from transcripts.leaving import held_to, masked
    from transcripts.withheld import withhold

    done("backup", study, tmp_path / "copy.qdb")
    with held_to(), open_project(tmp_path / "copy.qdb") as project:
        assert masked("Ishmael rang.") == "Ishmael rang."
        with project.step("Withhold", "Ann") as session:
            withhold(session, ["Ishmael"])
        assert masked("Ishmael rang.") == "[name] rang."

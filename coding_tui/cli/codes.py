"""The codebook: showing it, bringing it in, taking it out, checking it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coding_tui.cli.options import As, Json, ProjectPath, ReadAs, opened, opened_for, who
from coding_tui.cli.output import echo, echo_data, echo_json, echo_table, number

if TYPE_CHECKING:
    from codebook.codes import Code
    from codebook.codings import Use

noun = typer.Typer(help="The codebook: show it, bring it in, take it out, check it.", rich_markup_mode=None)

Codebook = Annotated[
    str, typer.Argument(metavar="FILE", help="A codebook in YAML, or the name of a shipped one: soteria.")
]
Target = Annotated[Path, typer.Argument(metavar="FILE", help="The YAML file to write; - is stdout.")]
Checked = Annotated[Path, typer.Argument(metavar="FILE|PROJECT", help="A codebook in YAML, or a project.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the program."""
    app.add_typer(noun, name="codes")


@noun.command()
def show(project: ProjectPath, reader: ReadAs = "", json: Json = False) -> None:
    """Print the tree of codes, and how often each is used."""
    from codebook import codes, codings

    with opened_for(project, reader, "counts of codes") as found, found.reading() as session:
        tree, uses = codes.tree(session), codings.uses(session)
    if json:
        echo_json([_as_json(code, uses.get(code.uid)) for code in tree])
    else:
        counted = f"{number(len(tree), 'code')} · {number(sum(use.codings for use in uses.values()), 'coding')}"
        rows = [_row(code, uses.get(code.uid)) for code in tree]
        echo_table(("code", "codings", "documents", ""), rows, counted=counted, right=("codings", "documents"))


def _row(code: Code, use: Use | None) -> tuple[Any, ...]:
    remarks = [code.entry.status] if code.entry.status != "active" else []
    remarks += ["asks for stance"] if code.asks_stance else []
    return "  " * code.depth + code.name, use.codings if use else 0, use.documents if use else 0, ", ".join(remarks)


def _as_json(code: Code, use: Use | None) -> dict[str, Any]:
    from dataclasses import asdict

    entry = {key: value for key, value in asdict(code.entry).items() if key not in ("children", "line", "uid")}
    counts = {"codings": use.codings if use else 0, "documents": use.documents if use else 0}
    inherited = {"colour": code.colour, "asks_stance": code.asks_stance}
    return {"code": code.path, **entry, **inherited, "depth": code.depth, "version": code.version, **counts}


@noun.command("import")
def import_(project: ProjectPath, file: Codebook, coder: As = "") -> None:
    """Take a codebook in, as one step.

    New codes are added, changed rules become new versions, nothing is removed.
    """
    from codebook.codes import take_in

    codebook = read_codebook(file)
    with opened(project) as found, found.step(f"Codebook from ‘{Path(file).name}’", who(coder)) as session:
        change = take_in(session, codebook)
    echo(f"{number(len(change.added), 'code')} added, {len(change.changed):,} changed")


@noun.command()
def export(project: ProjectPath, file: Target) -> None:
    """Write the codebook as YAML.

    What was imported and not changed comes back byte for byte.
    """
    from codebook import codes, yaml_format

    with opened(project) as found, found.reading() as session:
        text = yaml_format.dump(codes.document(session))
    if str(file) == "-":
        echo_data(text)
        return
    from exports.saving import save

    save(file, text.encode())
    echo(f"Codebook written to {file}")


@noun.command()
def check(source: Checked) -> None:
    """Check a codebook: keys, names, doubles, colours.

    Says in which file and line something is wrong.
    """
    codebook = _from_project(source) if _is_project(source) else read_codebook(str(source))
    codebook.check(str(source))
    placed = list(codebook.walk())
    themes = sum(each.depth == 0 for each in placed)
    echo(f"No problems: {number(themes, 'theme')}, {number(len(placed) - themes, 'code')} below them")


def read_codebook(name: str) -> Any:
    """The codebook in a file, or the shipped one of that name. Raises CodebookError, or OSError."""
    from codebook import yaml_format

    if name in yaml_format.shipped():
        return yaml_format.load_shipped(name)
    return yaml_format.load(Path(name).read_bytes(), name)


def _is_project(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\x00"


def _from_project(path: Path) -> Any:
    from codebook import codes

    with opened(path) as found, found.reading() as session:
        return codes.document(session)

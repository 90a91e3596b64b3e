"""The codebook: showing it, bringing it in, taking it out, checking it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coding_tui.cli import codebook_files, codes_restructuring, codes_versions
from coding_tui.cli.codebook_files import Codebook, read_codebook
from coding_tui.cli.options import (
    As,
    Json,
    ProjectPath,
    ReadAs,
    TableFile,
    made_of,
    opened,
    opened_for,
    who,
    write_listed,
)
from coding_tui.cli.output import echo, echo_data, echo_json, echo_table, number

if TYPE_CHECKING:
    from codebook.coding.codings import Use
    from codebook.scheme.codes import Code

noun = typer.Typer(
    help="The codebook: show it, bring it in, take it out, check, compare and merge it.", rich_markup_mode=None
)

Printed = Annotated[
    Path, typer.Argument(metavar="FILE", help="What to write, by its ending: .docx .md .html .tex .csv .xlsx")
]
Retired = Annotated[bool, typer.Option("--retired", help="Codes out of use as well.")]
Target = Annotated[Path, typer.Argument(metavar="FILE", help="The YAML file to write; - is stdout.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the program."""
    for room in (codebook_files, codes_restructuring, codes_versions):
        room.add_to(noun)
    app.add_typer(noun, name="codes")


@noun.command()
def show(project: ProjectPath, output: TableFile = None, reader: ReadAs = "", json: Json = False) -> None:
    """Print the tree of codes, and how often each is used."""
    from codebook.coding import codings
    from codebook.scheme import codes

    with opened_for(project, reader, "counts of codes") as found:
        if output is not None:
            write_listed(found, output, "use of codes", {}, "code")
            return
        with found.reading() as session:
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

    New codes are added, changed rules become new versions, codes that the file calls otherwise or puts elsewhere are
    renamed and moved with their codings. Nothing is removed.
    """
    from codebook.scheme.taking_in import take_in

    codebook = read_codebook(file)
    with opened(project) as found, found.step(f"Codebook from ‘{Path(file).name}’", who(coder)) as session:
        change = take_in(session, codebook)
    moved = f", {len(change.moved):,} renamed or moved" if change.moved else ""
    echo(f"{number(len(change.added), 'code')} added, {len(change.changed):,} changed{moved}")
    for was, now in change.moved:
        echo(f"  ‘{was}’ is ‘{now}’ now")


@noun.command()
def export(project: ProjectPath, file: Target) -> None:
    """Write the codebook as YAML.

    What was imported and not changed comes back byte for byte.
    """
    from codebook.scheme import codes, yaml_format
    from exports.saving import save

    with opened(project) as found:
        with found.reading() as session:
            text = yaml_format.dump(codes.document(session))
        if str(file) == "-":
            echo_data(text)
            return
        save(file, text.encode())
        made_of(found, file, "codebook")
    echo(f"Codebook written to {file}")


@noun.command()
def appendix(project: ProjectPath, file: Printed, retired: Retired = False, reader: ReadAs = "") -> None:
    """Write the codebook as the appendix of a paper: per theme a table of definitions, rules, examples and counts."""
    from exports.scheme.appendix import write_appendix

    with opened_for(project, reader, "the codebook's appendix") as found:
        many = write_appendix(found, file, retired=retired)
    echo(f"{number(many, 'code')} written to {file}")

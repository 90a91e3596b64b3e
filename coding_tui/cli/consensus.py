"""The consensus layer: what coders agreed on and what rulings decided, told apart from independent coding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coding_tui.cli.options import Json, ProjectPath, TableFile, opened, write_listed
from coding_tui.cli.output import echo_json, echo_table, number

if TYPE_CHECKING:
    from codebook.reviewing.project_consensus import ConsensusPassage

Coders = Annotated[str, typer.Option("--coders", metavar="A,B", help="Only these; else all who marked documents done.")]
Round = Annotated[str, typer.Option("--round", metavar="ROUND", help="Which round of coding.")]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command()(consensus)


def consensus(
    project: ProjectPath, coders: Coders = "", round: Round = "main", output: TableFile = None, json: Json = False
) -> None:
    """Count what coders agreed on and what rulings decided; --output writes the passages to a table.

    The consensus is made anew from codings and rulings each time and is nobody's coding: agreement never reads it, and
    its table names no coder, so that it cannot be taken in as one.
    """
    from codebook.reviewing.project_consensus import consensus_passages

    wanted = [name.strip() for name in coders.split(",") if name.strip()] or None
    with opened(project) as found:
        if output is not None:
            write_listed(found, output, "consensus", {"coders": wanted, "round": round}, "passage")
            return
        passages = consensus_passages(found, coders=wanted, round=round)
    if json:
        echo_json([passage.as_json() for passage in passages])
    else:
        _tell(passages)


def _tell(passages: list[ConsensusPassage]) -> None:
    ruled = sum(passage.basis == "ruled" for passage in passages)
    documents = number(len({passage.document for passage in passages}), "document")
    many = number(len(passages), "passage")
    counted = f"Consensus: {many} in {documents}, {ruled:,} by a ruling. Not independent coding."
    rows = []
    for code in dict.fromkeys(sorted(passage.code for passage in passages)):
        of = [passage for passage in passages if passage.code == code]
        by_ruling = sum(passage.basis == "ruled" for passage in of)
        rows.append((code, len(of) - by_ruling, by_ruling, len({passage.document for passage in of})))
    echo_table(("code", "agreed", "ruled", "documents"), rows, counted=counted, right=("agreed", "ruled", "documents"))

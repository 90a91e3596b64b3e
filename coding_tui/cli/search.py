"""Finding words in the whole corpus."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from coding_tui.cli.options import Json, ProjectPath, opened
from coding_tui.cli.output import echo, echo_json, number, say

if TYPE_CHECKING:
    from transcripts.documents import DocumentText
    from transcripts.searching import Found, Hit

AROUND = 40  # characters of context on either side


class Role(StrEnum):
    """Who is speaking."""

    participant = "participant"
    interviewer = "interviewer"
    other = "other"


Query = Annotated[str, typer.Argument(metavar="QUERY", help="Words in a row; a word may end in *.")]
Regex = Annotated[bool, typer.Option("--regex", help="QUERY is a regular expression.")]
Fuzzy = Annotated[bool, typer.Option("--fuzzy", help="Find what is nearly QUERY: the best place of each turn.")]
Speaking = Annotated[Role | None, typer.Option("--speaker-role", help="Only what these speakers say.")]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command()(search)


def search(
    project: ProjectPath, query: Query, regex: Regex = False, fuzzy: Fuzzy = False, role: Speaking = None,
    json: Json = False,
) -> None:  # fmt: skip
    """Find words in every document.

    Case, accents and punctuation do not matter; a hit never crosses two turns.
    """
    from transcripts.documents import document_texts
    from transcripts.searching import Question, Scope
    from transcripts.searching import search as find

    if regex and fuzzy:
        raise typer.BadParameter("give --regex or --fuzzy, not both", param_hint="--fuzzy")
    with opened(project) as found, found.reading() as session:
        mode = "regex" if regex else "fuzzy" if fuzzy else "words"
        hits = find(session, Question(query, mode, scope=Scope(roles=None if role is None else frozenset({role}))))
        texts = {} if json else document_texts(session, {hit.document_uid for hit in hits.hits})
    if json:
        echo_json(hits.as_json())
    else:
        _tell(hits, texts)


def _tell(found: Found, texts: Mapping[str, DocumentText]) -> None:
    if not found.hits:
        say("Nothing found. Try the beginning of a word with *, or --fuzzy.")
        return
    echo(f"{number(found.count, 'hit')} · {number(found.spread, 'document')}")
    last = ""
    for hit in found.hits:
        if hit.document_uid != last:
            echo(f"\n{hit.document}")
        last = hit.document_uid
        echo(f"  {hit.start:>9,}  {_speaker(hit)}{in_context(texts[hit.document_uid], hit.start, hit.end)}")


def _speaker(hit: Hit) -> str:
    return f"{hit.speaker}: " if hit.speaker else ""


def in_context(document: DocumentText, start: int, end: int) -> str:
    """A passage on one line, between » and «, with some words of its turn on either side."""
    turn = document.turn_at(start)
    left = document.text[max(turn.start, start - AROUND - 1) if turn else start : start]
    right = document.text[end : min(max(end, turn.end if turn else end), end + AROUND + 1)]
    if len(left) > AROUND:
        left = "…" + left[-AROUND:].partition(" ")[2]
    if len(right) > AROUND:
        right = right[:AROUND].rpartition(" ")[0] + "…"
    return " ".join(f"{left}»{document.text[start:end]}«{right}".split("\n"))

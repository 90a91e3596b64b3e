"""Finding words in the whole corpus, each hit in its context; and coding what was found."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coding_tui.cli.options import As, Json, ProjectPath, opened, opened_for, who, write_listed
from coding_tui.cli.output import echo, echo_json, number, say
from coding_tui.inert import shown

if TYPE_CHECKING:
    from codebook.coding.coding_hits import Plan
    from codebook.retrieval.searching import Sought
    from transcripts.project import Project
    from transcripts.searching import Found, Hit

WIDTH = 100
"""Of a row where nobody looks at a terminal."""
NAMES = 14
"""How many cells of a row a speaker's name takes at most."""


class Role(StrEnum):
    """Who is speaking."""

    participant = "participant"
    interviewer = "interviewer"
    other = "other"


class Unit(StrEnum):
    """What of a hit is coded."""

    hit = "hit"
    sentence = "sentence"
    turn = "turn"


Query = Annotated[
    str,
    typer.Argument(
        metavar="QUERY", help="Words in a row; begin* *ing \"as written\" ~misheard; AND OR NOT NEAR/5 and brackets."
    ),
]  # fmt: skip
Regex = Annotated[bool, typer.Option("--regex", help="QUERY is a regular expression.")]
Fuzzy = Annotated[bool, typer.Option("--fuzzy", help="Find what is nearly QUERY: misheard names, half-known phrases.")]
Lemma = Annotated[bool, typer.Option("--lemma", help="A word's other forms count as well: say, says, said.")]
Only = Annotated[
    str, typer.Option("--in", metavar="FILTER", help="Only where this holds: 'group:police area:C,D date:2023..'.")
]
Speaking = Annotated[Role | None, typer.Option("--speaker-role", help="Only what these speakers say.")]
Speaker = Annotated[str, typer.Option("--speaker", metavar="NAME", help="Only what this speaker says; * any letters.")]
Within = Annotated[str, typer.Option("--within", metavar="CODE", help="Only inside this; Theme/* and @saved work.")]
Outside = Annotated[str, typer.Option("--outside", metavar="CODE", help="Only where nothing is coded so.")]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="Show so many; all are counted.")]
Around = Annotated[
    int | None, typer.Option("--context", metavar="N", min=0, help="So many characters either side; else what fits.")
]
Output = Annotated[Path | None, typer.Option(metavar="FILE", help="Write all hits: .csv, .xlsx, .md or .tex.")]
Code = Annotated[str, typer.Option("--code", metavar="CODE", help="Code the hits with this, as one step.")]
Hits = Annotated[str, typer.Option("--hits", metavar="LIST", help="Only hits of these numbers: 1,3-5.")]
Wide = Annotated[Unit, typer.Option("--unit", help="Code the words found, or their whole sentences or turns.")]
Interviewer = Annotated[bool, typer.Option("--interviewer", help="Code what interviewers say as well.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be coded and change nothing.")]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command()(search)


def search(
    project: ProjectPath, query: Query, regex: Regex = False, fuzzy: Fuzzy = False, lemma: Lemma = False,
    only: Only = "", role: Speaking = None, speaker: Speaker = "", within: Within = "", outside: Outside = "",
    limit: Limit = None, context: Around = None, output: Output = None, code: Code = "", hits: Hits = "",
    unit: Wide = Unit.hit, interviewer: Interviewer = False, dry_run: DryRun = False, coder: As = "",
    json: Json = False,
) -> None:  # fmt: skip
    """Find words in every document, and code what was found.

    Case, accents and punctuation do not matter. Words in a row are a phrase. AND, OR, NOT and NEAR (in capitals) are
    about one turn, and a hit never crosses two. Everything a query can hold: docs/searching.md.
    """
    from dataclasses import asdict

    from codebook.retrieval.searching import Sought, said_apart
    from codebook.retrieval.searching import search as find

    if sum((regex, fuzzy, lemma)) > 1:
        raise typer.BadParameter("give one of --regex, --fuzzy and --lemma", param_hint="--regex")
    if not code and (hits or dry_run or interviewer or unit is not Unit.hit):
        raise typer.BadParameter("these say how hits are coded; give a code, too", param_hint="--code")
    where = _where(only, role, speaker, within, outside)
    mode = "regex" if regex else "fuzzy" if fuzzy else "words"
    around = context if context is not None else 0 if json else WIDTH if output else _width()
    sought = Sought(query, mode, lemma, where, around)
    chosen = _numbers(hits)
    by_codes = "within:" in where or "outside:" in where
    with opened_for(project, coder, "search by codes") if by_codes else opened(project) as study:
        if output is not None and not code:
            write_listed(study, output, "search hits", asdict(sought), "hit")
            return
        with study.reading() as session:
            found = find(session, sought, limit=None if code else limit)
            apart = "" if found.count or code or json else said_apart(session, sought)
        if code:
            _code(study, found, sought, _Coding(code, chosen, unit, interviewer, dry_run, who(coder), context), json)
        elif json:
            echo_json(found.as_json())
        else:
            _tell(found, mode, context, apart)


def _where(only: str, role: Role | None, speaker: str, within: str, outside: str) -> str:
    """All that says where to look, as filters."""
    said = {"role": role.value if role else "", "speaker": speaker, "within": within, "outside": outside}
    escaped = {name: value.replace("\\", "\\\\").replace('"', '\\"') for name, value in said.items() if value}
    return " ".join((only, *(f'{name}:"{value}"' for name, value in escaped.items()))).strip()


def _width() -> int:
    if not sys.stdout.isatty():
        return WIDTH
    try:
        return max(40, os.get_terminal_size(sys.stdout.fileno()).columns - 1)
    except OSError:
        return WIDTH


# -- showing ------------------------------------------------------------------------------------------------------


def _tell(found: Found, mode: str, context: int | None, apart: str) -> None:
    if apart:
        say(f"Nothing found. {apart}")
        return
    if not found.count:
        near = "the beginning of a word with *, --lemma or --fuzzy" if mode == "words" else "fewer or other words"
        say(f"Nothing found. Try {near}.")
        return
    echo(f"{number(found.count, 'hit')} · {number(found.spread, 'document')}")
    _list(found.hits, range(1, len(found.hits) + 1), context)
    if len(found.hits) < found.count:
        echo(f"\n… and {found.count - len(found.hits):,} more.")


def _list(hits: Sequence[Hit], numbers: Sequence[int], context: int | None) -> None:
    """The hits under their documents, numbered; every hit begins in the same column."""
    from coding_tui.views.kwic import row
    from transcripts.columns import cells

    names = min(NAMES, max((cells(shown(hit.speaker or "")) for hit in hits), default=0))
    digits = len(f"{max(numbers, default=0):,}")
    alike = any(hit.score < 100 for hit in hits)
    room = _width() - digits - names - 12 - (7 if alike else 0) if context is None else 2 * context + 12
    last = ""
    for many, hit in zip(numbers, hits, strict=True):
        if hit.document_uid != last:
            echo(f"\n{hit.document}")
        last = hit.document_uid
        made = row(hit, room)
        score = f"{hit.score:4.0f} % " if alike else ""
        name = _fitted(hit.speaker or "", names)
        echo(f"  {many:>{digits},}  {name}  {score}{made.left}»{made.hit}«{made.right}")


def _fitted(name: str, room: int) -> str:
    from transcripts.columns import cells

    name = " ".join(shown(name).split())
    while cells(name) > room:
        name = name.removesuffix("…")[:-1] + "…"
    return name + " " * (room - cells(name))


# -- coding -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Coding:
    """How hits are to be coded."""

    code: str
    chosen: frozenset[int] | None
    unit: Unit
    interviewer: bool
    dry_run: bool
    coder: str
    context: int | None


def _numbers(said: str) -> frozenset[int] | None:
    """`1,3-5` as numbers; None when nothing is said."""
    chosen: set[int] = set()
    for part in filter(None, (part.strip() for part in said.split(","))):
        first, dash, last = part.partition("-")
        last = last if dash else first
        if not (first.isdecimal() and last.isdecimal()) or not 0 < int(first) <= int(last) < 10**7:
            raise typer.BadParameter(f"‘{part}’ is no number of a hit, nor two with a dash: 1,3-5", param_hint="--hits")
        chosen.update(range(int(first), int(last) + 1))
    return frozenset(chosen) if said.strip() else None


def _code(project: Project, found: Found, sought: Sought, asked: _Coding, json: bool) -> None:
    from codebook.coding.coding_hits import carry_out

    numbers = [n for n in range(1, len(found.hits) + 1) if asked.chosen is None or n in asked.chosen]
    hits = [found.hits[n - 1] for n in numbers]
    if asked.chosen is not None and (beyond := sorted(n for n in asked.chosen if n > len(found.hits))):
        say(f"There is no hit {beyond[0]:,}: {number(len(found.hits), 'was', 'were')} found.")
        raise typer.Exit(1)
    code, path, made = _plan(project, hits, sought, asked)
    if not asked.dry_run and made.places:
        with project.step(f"Code ‘{sought.query[:60]}’ as ‘{path}’", asked.coder) as session:
            carry_out(session, made.places, code, asked.coder)
    if json:
        echo_json(_as_json(hits, found, path, made, asked))
        return
    if asked.dry_run and hits:
        _list(hits, numbers, asked.context)
        echo("")
    _report(path, made, asked)


def _plan(project: Project, hits: Sequence[Hit], sought: Sought, asked: _Coding) -> tuple[str, str, Plan]:
    """The code's uid and path, and what coding comes to. Raises NotFound for a code that is not there."""
    from codebook.coding.coding_hits import plan
    from codebook.retrieval.searching import asks_for_interviewers
    from codebook.scheme import codes
    from transcripts.sentences import sentences

    with project.reading() as session:
        code = codes.tree(session).find(asked.code)
    bounds = sentences(project, sorted({hit.document_uid for hit in hits})) if asked.unit is Unit.sentence else None
    everybody = asked.interviewer or asks_for_interviewers(sought.only)
    with project.reading() as session:
        made = plan(session, hits, code.uid, asked.coder, unit=asked.unit, sentences=bounds,
                    include_interviewer=everybody)  # fmt: skip
    return code.uid, code.path, made


def _report(path: str, made: Plan, asked: _Coding) -> None:
    wide = "" if asked.unit is Unit.hit else f", as whole {asked.unit.value}s"
    deed = "Would code" if asked.dry_run else "Coded"
    places = f"{number(len(made.places), 'place')} in {number(made.documents, 'document')}"
    echo(f"{deed} {places} with ‘{path}’{wide}, by {asked.coder}.")
    if made.left_out:
        echo(f"Left out: {', '.join(made.left_out)}.")
    if made.interviewer:
        say("--interviewer codes what interviewers say as well.")


def _as_json(hits: Sequence[Hit], found: Found, path: str, made: Plan, asked: _Coding) -> dict[str, Any]:
    return {
        "count": found.count, "documents": found.spread, "hits": [hit.as_json() for hit in hits],
        "coding": {
            "code": path, "coder": asked.coder, "unit": asked.unit.value, "done": not asked.dry_run,
            "places": [{"document": p.label, "start": p.start, "end": p.end} for p in made.places],
            "already": made.already, "interviewer": made.interviewer, "merged": made.merged,
        },
    }  # fmt: skip

"""The worked study: something to try everything on."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coding_tui.cli.opening import has_terminal, run_app
from coding_tui.cli.options import As, opened
from coding_tui.cli.output import echo, number
from coding_tui.cli.progress import progress
from coding_tui.cli.tables import table

if TYPE_CHECKING:
    from codebook.agreement import CodeAgreement
    from transcripts.documents import DocumentSummary

HERE = Path("demo/worked-study.qdb")
SHOWN = 3  # codes whose agreement is printed

Target = Annotated[Path, typer.Argument(metavar="PROJECT", help="Where to make it.")]
Seed = Annotated[int, typer.Option(metavar="N", help="The same seed makes the same study.")]
Words = Annotated[int, typer.Option(metavar="N", min=500, max=20_000, help="About how long an interview is.")]
NoOpen = Annotated[bool, typer.Option("--no-open", help="Do not open it afterwards.")]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command()(demo)


def demo(project: Target = HERE, seed: Seed = 1, words: Words = 3000, no_open: NoOpen = False, coder: As = "") -> None:
    """Make the worked study, a synthetic one; open it.

    146 interviews, 62 observation notes and 24 case files, coded by three coders who differ in known ways. A folder
    beside the project holds its files, what was planted in them, and a draft report. Without a terminal, or with
    --no-open, a summary is printed instead.
    """
    from coding_tui.demo.project import build, is_built

    if not is_built(project, seed, words):
        with progress("Making") as report:
            build(project, seed=seed, words=words, progress=report)
    if has_terminal() and not no_open:
        run_app(project, coder, read_only=False)
    summarise(project)


def summarise(path: Path) -> None:
    """Print what is in a project: documents by kind and group, words, codings by coder, agreement for some codes."""
    from codebook.coding.codings import codings
    from codebook.reviewing.project_agreement import measure_project
    from transcripts.documents import summaries

    with opened(path) as found:
        with found.reading() as session:
            documents = summaries(session)
            coders = Counter(coding.coder for coding in codings(session))
        measured = measure_project(found)
    words = number(sum(document.words for document in documents), "word")
    echo(f"{path}: {number(len(documents), 'document')} · {words} · {number(coders.total(), 'coding')}\n")
    echo(table(("kind", "group", "documents", "words"), _by_kind(documents), right=("documents", "words")))
    echo("\n" + table(("coder", "codings"), sorted(coders.items()), right=("codings",)))
    some = sorted(measured.codes, key=lambda code: -(code.prevalence or 0))[:SHOWN]
    shared = number(measured.documents or 0, "document")
    echo(f"\nAgreement by {measured.unit}, {shared} done by two or more, the codes used most\n")
    echo(table(("code", "F1", "α", "κ"), [_row(code) for code in some], right=("F1", "α", "κ")))


def _by_kind(documents: list[DocumentSummary]) -> list[tuple[str, str, int, int]]:
    many: Counter[tuple[str, str]] = Counter()
    words: Counter[tuple[str, str]] = Counter()
    for document in documents:
        many[document.kind, document.group] += 1
        words[document.kind, document.group] += document.words
    return [(kind, group, many[kind, group], words[kind, group]) for kind, group in many]


def _row(code: CodeAgreement) -> tuple[Any, ...]:
    return code.code, code.f1, code.alpha, code.kappa

"""Evidence cards: what stands behind a theme, or behind each claim of a draft, and what stands against it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coding_tui.cli.options import Json, ProjectPath, ReadAs, opened_for
from coding_tui.cli.output import echo, echo_json, number, say

if TYPE_CHECKING:
    from exports.evidence.cards import Card
    from transcripts.project import Project

CodePath = Annotated[str, typer.Argument(metavar="[CODE]", help="A theme or code, with all below it.")]
Draft = Annotated[
    Path | None, typer.Option("--draft", metavar="DRAFT", help="A card for each claim of how many in a draft.")
]
Theme = Annotated[
    list[str] | None,
    typer.Option("--theme", metavar="WORDS=CODE", help="With --draft: what its words mean. May be repeated."),
]  # fmt: skip
Output = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE", help="Write them: .docx, .md, .html, .tex, .csv or .xlsx."),
]  # fmt: skip


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command()(evidence)


def evidence(
    project: ProjectPath, code: CodePath = "", draft: Draft = None, theme: Theme = None, output: Output = None,
    reader: ReadAs = "", json: Json = False,
) -> None:  # fmt: skip
    """Show what stands behind a claim and what stands against it: the card that an author is asked for.

    Codings and documents by group and kind; passages that challenge it; who was asked and did not raise it; how far
    coders agree on its codes; which quotations use it.
    """
    from exports.evidence.blocks import as_text, save_cards
    from exports.manifests import recorded
    from exports.manifests.kinds import rows_of_cards

    if bool(code) == (draft is not None):
        raise typer.BadParameter("name a code, or a draft with --draft", param_hint="CODE")
    with opened_for(project, reader, "evidence cards") as found:
        cards = _of_draft(found, draft, theme or []) if draft is not None else _of_code(found, code)
        if output is not None:
            save_cards(cards, output, "Evidence")
            asked = {"codes": [card.code for card in cards]}
            recorded(found, output, "evidence cards", asked, rows_of_cards(cards))
            echo(f"{number(len(cards), 'card')} written to {output}")
        elif json:
            echo_json([card.as_json() for card in cards])
        elif cards:
            echo(as_text(cards))
    if not cards:
        say("No sentence of the draft says of how many a theme of the codebook holds.")


def _of_code(project: Project, code: str) -> list[Card]:
    from exports.evidence.cards import Cards

    with project.reading() as session:
        return [Cards(project, session).of_code(code)]


def _of_draft(project: Project, draft: Path, theme: list[str]) -> list[Card]:
    from coding_tui.cli.audit import named
    from exports.audit.auditing import audit, judge_of
    from exports.evidence.cards import Cards

    judge = judge_of(project)
    with project.reading() as session:
        audited = audit(session, draft, judge, named=named(theme))
        cards = Cards(project, session)
        return [card for claim in audited.claims for card in cards.of_claim(claim, audited.findings)]

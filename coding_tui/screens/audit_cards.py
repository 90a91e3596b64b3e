"""What stands behind a draft's claims, read over the audit or written to a file with the audit's own report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import Session

from coding_tui.dialogs.read_text import ReadText
from coding_tui.dialogs.write_file import FileFormat, Target, WriteFile
from coding_tui.screens.mending import MendingScreen
from coding_tui.views.veil import FOLDED
from coding_tui.widgets.lines import Piece
from exports.audit.model import Claim
from transcripts.errors import WorkbenchError

if TYPE_CHECKING:
    from coding_tui.views.audit_view import Audited
    from exports.evidence.cards import Card
    from transcripts.project import Project

NOTHING_COUNTED = "This claim has no theme of the codebook: the command evidence takes --theme WORDS=CODE."
FORMATS = {
    "cards.md": FileFormat("Evidence cards of its claims (Markdown)", ".md"),
    "cards.docx": FileFormat("Evidence cards of its claims (Word)", ".docx"),
    "cards.html": FileFormat("Evidence cards of its claims (web page)", ".html"),
    "cards.tex": FileFormat("Evidence cards of its claims (LaTeX)", ".tex"),
    "cards.xlsx": FileFormat("Evidence cards of its claims: counts by source (Excel)", ".xlsx"),
    "cards.csv": FileFormat("Evidence cards of its claims: counts by source (CSV)", ".csv"),
    "audit.xlsx": FileFormat("The audit: every quotation with both texts (Excel)", ".xlsx"),
    "audit.csv": FileFormat("The audit: every quotation with both texts (CSV)", ".csv"),
    "audit.tex": FileFormat("The audit: every quotation with both texts (LaTeX)", ".tex"),
    "audit.md": FileFormat("The audit: every quotation with both texts (Markdown)", ".md"),
}


class AuditCardsScreen(MendingScreen):
    """Knows what was found, and whose eyes it was found with."""

    def show_card(self, claim: Claim) -> None:
        """The card of a claim, over the screen."""
        project, found = self.app.project, self.found
        if project is not None and found is not None:
            self.read(lambda session: _cards(project, session, found, [claim]), self._shown, group="cards")

    def _shown(self, cards: list[Card]) -> None:
        from exports.evidence.blocks import lines  # noqa: PLC0415 - asked for by a key

        if not cards:
            self.say(NOTHING_COUNTED)
            return
        pieces: list[Piece] = []
        for card in map(self._veiled, cards):
            for at, line in enumerate(lines(card)):
                pieces.append((f"{line}\n", "strong" if at == 0 else "text"))
            pieces.append(("\n", "text"))
        self.app.push_screen(ReadText("Evidence", pieces))

    def _veiled(self, card: Card) -> Card:
        """The card without the words of passages that are folded."""
        uids = {} if self.found is None else self.found.uids
        told = (
            replace(each, text=FOLDED) if self.veil.hides(uids.get(each.document, ""), each.start, each.end) else each
            for each in card.against
        )
        return replace(card, against=tuple(told))

    def action_write_cards(self) -> None:
        """Write cards, or the audit, to a file."""
        if self.found is not None:
            path = self.draft.with_name(f"{self.draft.stem}-evidence.md")
            what = f"What was found in {self.draft.name}"
            self.app.push_screen(WriteFile(what, path, FORMATS), self._write_cards)

    def _write_cards(self, target: Target | None) -> None:
        project, found = self.app.project, self.found
        if target is not None and project is not None and found is not None:
            self.say(f"Writing {target.path.name} …")
            self.read(lambda session: _written(project, session, found, self.draft, target), self._say_written,
                      group="cards")  # fmt: skip

    def _say_written(self, outcome: str | WorkbenchError) -> None:
        if isinstance(outcome, WorkbenchError):
            self.app.complain("Nothing was written", str(outcome))
        else:
            self.say(outcome)


def _cards(project: Project, session: Session, found: Audited, claims: list[Claim]) -> list[Card]:
    from exports.evidence.cards import Cards  # noqa: PLC0415

    cards = Cards(project, session)
    return [card for claim in claims for card in cards.of_claim(claim, found.audit.findings)]


def _written(project: Project, session: Session, found: Audited, draft: Path, target: Target) -> str | WorkbenchError:
    from exports.audit.writing import write_audit  # noqa: PLC0415
    from exports.evidence.blocks import save_cards  # noqa: PLC0415
    from exports.manifests import recorded  # noqa: PLC0415
    from exports.manifests.kinds import rows_of_cards  # noqa: PLC0415

    try:
        if target.format.startswith("audit."):
            write_audit(project, target.path, found.audit, draft, {})
            return f"Wrote the audit to {target.path}"
        cards = _cards(project, session, found, list(found.audit.claims))
        save_cards(cards, target.path, "Evidence")
        recorded(project, target.path, "evidence cards", {"codes": [card.code for card in cards]}, rows_of_cards(cards))
    except WorkbenchError as error:
        return error
    return f"Wrote {len(cards):,} evidence card{'s' * (len(cards) != 1)} to {target.path}"

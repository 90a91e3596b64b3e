"""Quotations, as far as it writes files and says how people are named in them, or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from sqlmodel import Session

from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.read_text import ReadText
from coding_tui.screens.veiled import VeiledScreen
from coding_tui.screens.writing import Writing
from coding_tui.views import exporting
from coding_tui.views.exporting import Attributing
from coding_tui.views.retrieval import counted
from coding_tui.widgets.lines import Piece
from exports.quotations.attribution import settle, settle_place
from exports.quotations.notes import PLACES
from transcripts import coders
from transcripts.errors import WorkbenchError
from transcripts.withheld import names_of_file, release, withheld, withhold

NamesChanged = Callable[[Session, Iterable[str]], int]
NAMES = "One name, or several with ; between them; or the path of a text file with a name on each line."
FEW = "These fit fewer people than the protocol asks for. “Leave out what few share” in an export tells less.\n\n"
STANDS = {"below": "below the quotation", "footnote": "in footnotes", "endnote": "in endnotes"}


class ExportingScreen(VeiledScreen):
    """Base of Quotations: attributions, names, files."""

    def what_is_written(self) -> str:
        """What stands above the formats: `6 quotations, section by section`."""
        return ""

    def document_here(self) -> str:
        """The label of the highlighted quotation's document."""
        return ""

    def action_export(self) -> None:
        """Write the collection to a file."""
        if not self.refuse("export"):
            self.read(exporting.attributing, self._export, group="export")

    def _export(self, now: Attributing) -> None:
        fields = exporting.fields_of_quotations(now, found=False)
        self.write_out(Writing(self.what_is_written(), "quotations.md", exporting.QUOTATIONS, exporting.write_collected,
                               fields))  # fmt: skip

    # -- whose words they are

    def action_attribute(self) -> None:
        """How people are named; then whom that would let be known."""
        self.read(exporting.attributing, self._attribute, group="export")

    def _attribute(self, now: Attributing) -> None:
        def settled(template: str | None) -> None:
            if template and template != now.template:
                self.change(
                    f"Attribute quotations as {template}", lambda session: settle(session, template),
                    said=f"Attributed as {template} · ctrl+z undoes", then=lambda _: self._tell_risks(),
                )  # fmt: skip
            elif template:
                self._tell_risks()

        known = " ".join(f"{{{name}}}" for name in now.fields)
        self.app.push_screen(
            Ask("Attributed as", f"Such as {{group}}, Area {{area}}. There are {known}.", "Settle", value=now.template),
            settled,
        )

    def _tell_risks(self) -> None:
        def tell(now: Attributing) -> None:
            if now.small:
                told: list[Piece] = [(FEW, "quiet"), ("\n".join(now.told()), "text")]
                self.app.push_screen(ReadText("Could be known by", told))

        self.read(exporting.attributing, tell, group="export")

    def action_stand(self) -> None:
        """Where attributions stand."""
        self.read(exporting.attributing, self._stand, group="export")

    def _stand(self, now: Attributing) -> None:
        def settled(at: int | None) -> None:
            if at is not None and PLACES[at] != now.place:
                place = PLACES[at]
                self.change(f"Attributions stand {STANDS[place]}", lambda session: settle_place(session, place),
                            said=f"Attributions stand {STANDS[place]} · ctrl+z undoes")  # fmt: skip

        at = PLACES.index(now.place)
        self.app.push_screen(Choose("Attributions stand", [STANDS[each] for each in PLACES], "Settle", now=at), settled)

    # -- names that must not leave

    def action_withhold(self) -> None:
        """Add names to the list."""
        self._ask_names("Names that must not leave", "Withhold", "Withhold names", withhold, "added")

    def action_release(self) -> None:
        """Take names off the list."""
        self._ask_names("Names that may leave again", "Take off", "Take names off the list", release, "taken off")

    def _ask_names(self, title: str, verb: str, label: str, work: NamesChanged, done: str) -> None:
        def given(said: str | None) -> None:
            if said:
                self.change(label, lambda session: _changed(session, said, work),
                            said=lambda found: f"{counted(found[0], 'name')} {done} · {counted(found[1], 'name')} must "
                                               "not leave · ctrl+z undoes")  # fmt: skip

        self.app.push_screen(Ask(title, NAMES, verb), given)

    # -- more files

    def action_write_coded(self) -> None:
        """A coded transcript, or a document's portrait."""
        def ask(found: tuple[list[str], list[str]]) -> None:
            documents, people = found
            here = self.document_here() or (documents[0] if documents else "")
            self.write_out(Writing("A document with its codes", "coded.docx", exporting.CODED, exporting.write_coded,
                                   exporting.fields_of_coded(documents, here, people)))  # fmt: skip

        self.read(lambda session: (exporting.labels(session), list(coders.names(session))), ask, group="export")

    def action_write_packs(self) -> None:
        """A pack for every participant."""
        self.write_out(Writing("What was coded and quoted of each participant", "packs", exporting.PACKS,
                               exporting.write_packs, exporting.fields_of_packs()))  # fmt: skip

    def action_write_templates(self) -> None:
        """Templates for a team to change."""
        self.write_out(Writing("What a page, a section and a quotation look like", "templates", exporting.TEMPLATES,
                               exporting.write_templates))  # fmt: skip

    # -- ids

    def action_go_to_id(self) -> None:
        """To the passage that an id names."""
        def go(found: tuple[str, int, int] | WorkbenchError) -> None:
            if isinstance(found, WorkbenchError):
                self.say(str(found))
            else:
                self.read_in_workbench(*found)

        def asked(cite: str | None) -> None:
            if cite:
                self.read(lambda session: exporting.place_of(session, cite), go, group="cite")

        self.app.push_screen(Ask("Go to an id", "Such as CPS43:142-144, as it stands in a report.", "Go"), asked)


def _changed(session: Session, said: str, work: NamesChanged) -> tuple[int, int]:
    """Names changed, and how many there are then."""
    path = Path(said).expanduser()
    told = names_of_file(path) if path.is_file() else [each.strip() for each in said.split(";") if each.strip()]
    return work(session, told), len(withheld(session).hashes)

"""One incident: what one document about a case says and another shows, linked as a contradiction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from codebook.evidence import contradictions
from codebook.evidence.contradictions import Linked
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.write_file import TABLES, Target
from coding_tui.registry import commands
from coding_tui.screens.case_readers import NO_CASE, SELECT_BOTH, CaseReadersScreen
from coding_tui.screens.comparing import Writing, written
from coding_tui.views import incident_view
from exports.manifests import recorded
from exports.tables import save_rows
from transcripts import coders
from transcripts.project import Project

NO_LINK = "Nothing is linked in this case."
FORMATS = {name: TABLES[name] for name in ("xlsx", "csv", "md", "tex")}


@dataclass(frozen=True, slots=True)
class Side:
    """What is selected in a reader: document (uid, label), place and words."""

    uid: str
    label: str
    start: int
    end: int
    words: str


class IncidentScreen(CaseReadersScreen):
    """What is linked between the documents that stand there."""

    BINDINGS: ClassVar[list[Any]] = commands.bindings("incident")

    def why_not(self, function: str) -> str:
        """No case, nothing linked, nothing selected."""
        if function == "link" and self.incident is None:
            return NO_CASE
        if function in ("unlink", "go_to_link") and not self.here:
            return NO_LINK
        if function == "export" and not self.linked:
            return "Nothing is linked in any case yet."
        return super().why_not(function)

    def _selected(self) -> list[Side]:
        """What is selected, in the order in which the documents stand here."""
        found = []
        for opened, reader in zip(self.opened, self.both.readers, strict=False):
            start, end = reader.selection
            if start < end:
                found.append(Side(opened.text.uid, opened.text.label, start, end, opened.text.text[start:end]))
        return found

    # -- contradictions

    def action_link(self) -> None:
        """What stands first says one thing, what is selected in another document shows otherwise."""
        found = self._selected()
        if self.refuse("link"):
            return
        if len(found) != 2:
            self.say(self.keyed(f"It takes two selections, there {'is' if len(found) == 1 else 'are'} {len(found):,}. "
                                f"{SELECT_BOTH}"))  # fmt: skip
            return
        says, shows = found
        question = f"{says.label} says … / {shows.label} shows …: what contradicts, in short? It may stay empty."
        self.app.push_screen(
            Ask("They contradict", question, "Link"),
            lambda note: None if note is None else self._link(says, shows, note),
        )  # fmt: skip

    def _link(self, says: Side, shows: Side, note: str) -> None:
        case, coder = self.case, self.app.coder
        gloss, _, other = note.partition("/")
        self.change(
            f"{says.label} and {shows.label} contradict each other",
            lambda session: contradictions.link(
                session, case, (says.uid, says.start, says.end), (shows.uid, shows.start, shows.end),
                coder=coders.ensure(session, coder), glosses=(gloss, other) if other else ("", ""),
                note="" if other else note,
            ),
            said=f"{says.label} says / {shows.label} shows: linked · ctrl+z undoes",
        )  # fmt: skip

    def _choose_link(self, title: str, verb: str, then: Any) -> None:
        known = self.here
        names = [incident_view.named(each) for each in known]
        self.app.push_screen(Choose(title, names, verb), lambda at: None if at is None else then(known[at]))

    def action_unlink(self) -> None:
        """Take one away."""
        if not self.refuse("unlink"):
            self._choose_link("Take away which", "Take away", self._unlink)

    def _unlink(self, linked: Linked) -> None:
        self.change(
            f"Take away a contradiction of {linked.case}", partial(contradictions.unlink, uid=linked.uid),
            said="Taken away · ctrl+z undoes",
        )  # fmt: skip

    def action_go_to_link(self) -> None:
        """Select both passages."""
        if not self.refuse("go_to_link"):
            self._choose_link("Contradictions", "Go to", self._go)

    def _go(self, linked: Linked) -> None:
        sides = [side for side in (linked.says, linked.shows) if side.span is not None]
        shown = [each.text.uid for each in self.opened]
        missing = [side for side in sides if side.uid not in shown]
        if missing:
            self.put(0 if sides[-1].uid not in shown[:1] else 1, missing[0].uid)
            self.say(f"{missing[0].document} stands here now; g again goes to both passages.")
            return
        for side in sides:
            reader = self.both.readers[shown.index(side.uid)]
            if side.span is not None:
                reader.select(*side.span, center=True)
        self.say(" / ".join(part for part in (linked.says.gloss, linked.shows.gloss, linked.note) if part)
                 or f"{linked.says.document} says / {linked.shows.document} shows")  # fmt: skip

    # -- writing it out

    def writing(self) -> Writing | None:
        """All contradictions, of every case."""
        linked = self.linked
        return Writing(
            _many(linked), "contradictions.xlsx", FORMATS, lambda project, target: _write(project, target, linked)
        )


def _many(linked: Sequence[Linked]) -> str:
    return f"{len(linked):,} contradiction{'s' * (len(linked) != 1)}"


def _write(project: Project, target: Target, linked: Sequence[Linked]) -> str:
    save_rows(target.path, contradictions.COLUMNS, contradictions.rows(linked), contradictions.WORDS)
    recorded(project, target.path, "contradictions", {}, [each.as_json() for each in linked])
    return written(target.path, _many(linked))

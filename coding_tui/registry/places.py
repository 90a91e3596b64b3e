"""The screens one can go to. To add one: write its screen on `FrameScreen`, add its line here. Keys F1–F9 are fixed.

Everything follows from the line: the key, the command palette's entry, the help page, docs/keys.md. A screen is
imported when somebody first goes there.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coding_tui.frame import FrameScreen


@dataclass(frozen=True, slots=True)
class Place:
    """A screen: `id` in commands, its key, its title in the top line, what it is for, `module:Class`.

    `within` names the place whose view it is: the views of Compare are gone to by digits, in the order of `PLACES`.
    """

    id: str
    key: str
    title: str
    help: str
    where: str
    within: str = ""

    def screen(self) -> FrameScreen:
        """A new screen of this place."""
        module, name = self.where.split(":")
        made: FrameScreen = getattr(import_module(module), name)()
        return made


IMPORT = "import"
"""Under this name the import screen is installed while files are on their way into the open project."""

PLACES: tuple[Place, ...] = (
    Place("code", "f2", "Code", "Read the documents and code them", "coding_tui.screens.workbench:WorkbenchScreen"),
    Place("retrieve", "f3", "Retrieve", "Ask for passages by the codes on them",
          "coding_tui.screens.retrieve:RetrieveScreen"),
    Place("search", "ctrl+f", "Search", "Find words in all documents", "coding_tui.screens.search:SearchScreen"),
    Place("compare", "f4", "Compare", "Count what is coded by groups, kinds, cases and the like",
          "coding_tui.screens.compare:CompareScreen"),
    Place("triangulation", "", "Compare: triangulation", "Judge how far kinds of evidence go together",
          "coding_tui.screens.triangulation:TriangulationScreen", within="compare"),
    Place("incident", "", "Compare: one incident", "Read all documents about one case beside each other",
          "coding_tui.screens.incident:IncidentScreen", within="compare"),
    Place("saturation", "", "Compare: saturation", "See how many codes one interview more brings",
          "coding_tui.screens.saturation:SaturationScreen", within="compare"),
    Place("together", "", "Compare: together", "See which codes stand together, and how much more than by chance",
          "coding_tui.screens.together:TogetherScreen", within="compare"),
    Place("framework", "", "Compare: framework", "Write what people say on each theme, from their passages",
          "coding_tui.screens.framework:FrameworkScreen", within="compare"),
    Place("trackers", "", "Compare: trackers", "See what is coded by month beside monthly figures",
          "coding_tui.screens.trackers:TrackersScreen", within="compare"),
    Place("agreement", "f5", "Agreement", "See how far coders agree, code by code",
          "coding_tui.screens.agreement:AgreementScreen"),
    Place("quotations", "f6", "Quotations", "Order what was collected and write it out",
          "coding_tui.screens.quotations:QuotationsScreen"),
    Place("codes", "ctrl+b", "Codebook", "See the codes with their counts and rules, and rearrange them",
          "coding_tui.screens.codes:CodesScreen"),
    Place("memos", "ctrl+e", "Memos", "Read, search and write memos and the journal",
          "coding_tui.screens.memos:MemosScreen"),
    Place("history", "f7", "History", "Read what was done and go back", "coding_tui.screens.history:HistoryScreen"),
    Place("settings", "f8", "Settings", "Change the theme and see what this project is",
          "coding_tui.screens.settings:SettingsScreen"),
)


def place(name: str) -> Place:
    """The place of an id."""
    return next(each for each in PLACES if each.id == name)


def views(name: str) -> tuple[Place, ...]:
    """A place and the other views of it, in order."""
    return tuple(each for each in PLACES if name in (each.id, each.within))

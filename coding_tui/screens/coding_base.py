"""What coding keys are about: the passage selected, the codings under the cursor; and why a key does nothing now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual import getters

from codebook.coding.codings import Coding
from codebook.spans import Span
from coding_tui.edits import Passage
from coding_tui.reader import TranscriptReader
from coding_tui.registry.keyed import READ_ONLY
from coding_tui.screens.writing import WritingScreen
from coding_tui.views.recent_codes import RecentCodes
from coding_tui.views.workbench_view import EMPTY_CODEBOOK, CodebookView
from coding_tui.widgets.outline import Outline
from coding_tui.widgets.rules_pane import Rules
from coding_tui.widgets.stance_strip import StanceStrip

NO_SELECTION = (
    "Nothing is selected. Select with «reader.take_sentence», «reader.take_turn», «reader.take_word» or shift+arrows, "
    "then {key}"
)
EDGE_IN_HAND = "An edge is being moved: «reader.finish_stretch» puts it down, «reader.let_go» puts it back."
OUTSIDE = "Only {only} of this document are to be coded in this round."
NO_CODING = "None of your codings is under the cursor. «reader.next_coding» goes to the next coding."
NO_CODING_AT_ALL = "No coding is under the cursor."
NOTHING_TO_REPEAT = "Nothing was done yet that could be done again here."
NOTHING_COPIED = (
    "No codes were copied yet. «coding.copy» copies the code under the cursor, «coding.copy_all» all codes here."
)
NO_CODE_IN_SIGHT = "No code's rules are in sight. Highlight a code, or put the cursor on a coding."
NOWHERE_TO_GO_BACK = "Nobody went to look at a use yet: «code.look» goes to one."
ON_SELECTION = {
    "apply_recent": "the digit", "apply_code": "«code.palette»", "apply_last": "«code.last»",
    "in_vivo": "«code.in_vivo»", "collect": "«quotation.collect»", "apply_copied": "«code.paste»",
}  # fmt: skip
ON_CODINGS = frozenset({"uncode", "recode", "toggle_prompted", "toggle_key", "ask_stance", "next_certainty"})
ON_CODING = ON_CODINGS | {"memo", "stretch"}
ON_ANY_CODING = frozenset({"select_coding", "tell_life", "copy_code", "copy_codes"})


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done last, ready to be done again to what is selected (`to_selection`) or to codings; `name` for people
    follows “again: ”.
    """

    name: str
    to_selection: bool
    do: Callable[[], None]


class CodingBase(WritingScreen):
    """The reader's screen, as far as it knows what a key would change."""

    code_list = getters.query_one("#codes", Outline)
    here_list = getters.query_one("#here", Outline)
    rules = getters.query_one("#rules", Rules)
    stance = getters.query_one(StanceStrip)

    def __init__(self) -> None:
        super().__init__()
        self.view: CodebookView = EMPTY_CODEBOOK
        self.recent = RecentCodes()
        self.codings: Mapping[str, Coding] = {}
        self.marked: set[str] = set()
        self.copied: tuple[str, ...] = ()
        self.deed: Deed | None = None
        self.visited: list[tuple[str, int, int]] = []

    @property
    def reader(self) -> TranscriptReader:
        """The reader that keys are about."""
        return self.query_one("#reader", TranscriptReader)

    @property
    def part(self) -> Span | None:
        """The stretch of the document that alone is to be coded in the round in hand; None where all of it is."""
        return None

    @property
    def only(self) -> str:
        """`turns 14 to 22` of the document, which alone are to be coded; "" where all of it is."""
        document = self.reader.transcript
        if self.part is None or document is None:
            return ""
        start, end = self.part
        numbers = [turn.number for turn in document.turns if turn.start < end and turn.end > start]
        return f"turns {numbers[0]:,} to {numbers[-1]:,}" if numbers else f"characters {start:,} to {end:,}"

    def why_not(self, function: str) -> str:
        """Nothing to code, or nothing coded here."""
        if function in ON_SELECTION:
            return self._why_no_passage(ON_SELECTION[function], function)
        if function == "repeat":
            return self._why_no_repeat()
        if function in ON_CODING:
            return self._why_no_coding(function)
        if function in ON_ANY_CODING and self.here is None:
            return "" if function == "select_coding" and self.here_list.highlighted is not None else NO_CODING_AT_ALL
        if function in ("finish_stretch", "let_go") and self.reader.stretching is None:
            return "" if function == "let_go" and self.selected is not None else "No edge is being moved."
        if function == "apply_highlighted" and self.selected is None:
            return NO_SELECTION.format(key="enter")
        if function == "look_at_use":
            return "" if self.rules.code is not None else NO_CODE_IN_SIGHT
        return NOWHERE_TO_GO_BACK if function == "go_back" and not self.visited else ""

    def _why_no_passage(self, key: str, function: str) -> str:
        if self.reader.stretching is not None:
            return EDGE_IN_HAND
        if self.selected is None:
            return NO_SELECTION.format(key=key)
        if self.part is not None and function != "collect" and not _within(self.selected, self.part):
            return OUTSIDE.format(only=self.only)
        if function in ("apply_recent", "apply_last") and self.recent.last is None:
            return "No code was applied yet. Press «code.palette» to choose one."
        return NOTHING_COPIED if function == "apply_copied" and not self.copied else ""

    def _why_no_coding(self, function: str) -> str:
        if function == "stretch" and self.app.read_only:
            return READ_ONLY
        if self.reader.stretching is not None:
            return EDGE_IN_HAND
        return "" if self.targets and (function in ON_CODINGS or self.target is not None) else NO_CODING

    def _why_no_repeat(self) -> str:
        if self.deed is None:
            return NOTHING_TO_REPEAT
        return self._why_no_passage("«coding.repeat»", "") if self.deed.to_selection else self._why_no_coding("uncode")

    @property
    def selected(self) -> Passage | None:
        """The passage to code."""
        start, end = self.reader.trimmed_selection
        document = self.reader.transcript
        return None if document is None or start >= end else Passage(document.uid, start, end, self.app.coder)

    @property
    def here(self) -> Coding | None:
        """The coding highlighted in the list of codings here, whoever made it."""
        row = self.here_list.highlighted
        return None if row is None else self.codings.get(row.key)

    @property
    def target(self) -> Coding | None:
        """The coding that keys change: the highlighted one, if it is this coder's."""
        return self.here if self.here is not None and self.here.coder == self.app.coder else None

    @property
    def targets(self) -> list[Coding]:
        """The codings that keys change: the marked ones, else the highlighted one; this coder's."""
        marked = [
            self.codings[row.key] for row in self.here_list.rows if row.key in self.marked and row.key in self.codings
        ]
        return marked or ([self.target] if self.target is not None else [])

    def code_name(self, uid: str) -> str:
        """A code's name, for people."""
        code = self.view.by_uid.get(uid)
        return "a code that is gone" if code is None else code.name

    def names_of(self, found: Sequence[Coding]) -> str:
        """‘A’ and ‘B’, or how many codings, for people."""
        names = list(dict.fromkeys(self.code_name(each.code) for each in found))
        return names_listed(names) if len(found) < 3 else f"{len(found):,} codings"

    def show_codes(self) -> None:
        """Show the codebook's rows again."""

    def show_here(self) -> None:
        """Show the codings under the cursor again."""


def _within(passage: Passage, part: Span) -> bool:
    return part[0] <= passage.start and passage.end <= part[1]


def names_listed(names: Sequence[str]) -> str:
    """‘A’, ‘B’ and ‘C’."""
    quoted = [f"‘{name}’" for name in names]
    return " and ".join(part for part in (", ".join(quoted[:-1]), *quoted[-1:]) if part)

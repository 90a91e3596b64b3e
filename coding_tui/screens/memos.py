"""Memos: all that was written about the study, found by its words, read with its links, and the journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar

from textual import getters, on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from codebook.notes import memos
from codebook.notes.daily_log import day_log
from codebook.notes.memo_links import Link
from codebook.notes.memos import ABOUT, Memo
from coding_tui import memo_edits
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.memo_editor import MemoEditor
from coding_tui.dialogs.write_file import TABLES, Target
from coding_tui.memo_edits import JOURNAL, ReadMemo
from coding_tui.registry import commands
from coding_tui.screens.place import PlaceScreen
from coding_tui.screens.workbench import WorkbenchScreen
from coding_tui.screens.writing import Writing, written
from coding_tui.views.retrieval import counted
from coding_tui.widgets.memo_list import MemoList
from coding_tui.widgets.panes import Pane, Upright
from coding_tui.widgets.prose import Prose
from coding_tui.widgets.query_field import QueryField
from coding_tui.widgets.record_list import RecordList
from coding_tui.writing_down import write_down
from transcripts.project import Project

EVERYTHING, EVERYBODY = "everything", "everybody"
NO_MEMOS = (
    "No memos yet. «memos.new» writes a journal entry; «coding.memo» in the transcript writes about a coding "
    "or selected words."
)
NOT_FOUND = "No memo has all of these words, or none of this kind. «memos.back», then empty the search."
ON_MEMO = frozenset({"go_there", "edit_memo", "topic", "remove_memo", "follow_link", "export"})
SHOWN = frozenset({"*", "memo", "coding", "code", "coder", "document", "assignment", "turn"})
KINDS = {"project": "journal", "document": "documents", "span": "passages", "coding": "codings", "code": "codes"}


class MemosScreen(PlaceScreen):
    """Search; memos | the one under the cursor."""

    PLACE = "Memos"
    CSS_PATH = "memos.tcss"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("memos")
    query_field = getters.query_one("#query", QueryField)
    memo_list = getters.query_one(MemoList)
    memos_pane = getters.query_one("#memos-pane", Pane)
    preview = getters.query_one("#memo", Prose)

    def __init__(self) -> None:
        super().__init__()
        self.about = EVERYTHING
        self.writer = EVERYBODY
        self.links: tuple[Link, ...] = ()

    def body(self) -> Iterable[Widget]:
        """The search, the memos, one of them."""
        yield Vertical(
            Pane("Search", QueryField("words in memos, or in what they are about", id="query"), id="query-pane"),
            Horizontal(
                Pane("Memos", MemoList(empty=NO_MEMOS, id="memos"), id="memos-pane"),
                Upright(),
                Pane("Memo", Prose(id="memo"), id="memo-pane"),
                id="written",
            ),
        )

    def on_mount(self) -> None:
        """Begin in the list."""
        self.memo_list.focus()

    # -- what the keys are about

    def why_not(self, function: str) -> str:
        """No memo, no link, not one's own."""
        memo = self.memo_list.highlighted
        if function in ON_MEMO and memo is None:
            return "No memo is listed."
        if function == "go_there" and memo is not None and not (memo.document or memo.code):
            return "A journal entry is about the project. «memos.link» follows its links."
        if function == "follow_link" and not self.links:
            return "This memo has no links. Write one as [[CPS 43:142]] or [[Theme/Code]]."
        if function in ("edit_memo", "topic", "remove_memo") and memo is not None and memo.coder != self.app.coder:
            return f"This memo is {memo.coder}'s. Write one of your own about the same."
        if function == "topic" and memo is not None and memo.about == "coding":
            return "A coding's memo has no word of this kind."
        return ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what does something here and now."""
        if action in ("next_way", "next_role") or (action == "ask" and self.query_field.has_focus_within):
            return False
        return super().check_action(action, parameters) and not (action in ON_MEMO and self.why_not(action))

    # -- reading

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Read again what may be written otherwise now."""
        if tables & SHOWN:
            self._look()

    @on(QueryField.Typed)
    def _look(self) -> None:
        words, reader = self.query_field.value, self.app.coder
        about = None if self.about == EVERYTHING else self.about
        writer = None if self.writer == EVERYBODY else self.writer
        self.read(
            lambda s: memos.memos(s, reader=reader, about=about, coder=writer, search=words), self._show, group="memos"
        )

    def _show(self, found: Sequence[Memo]) -> None:
        limited = bool(self.query_field.value.strip()) or (self.about, self.writer) != (EVERYTHING, EVERYBODY)
        self.memo_list.say_empty(NOT_FOUND if limited else NO_MEMOS)
        kind = KINDS.get(self.about, self.about)
        self.memos_pane.rule.say(note=f"{counted(len(found), 'memo')} · {kind} · {self.writer}")
        self.memo_list.set_records(found)

    @on(RecordList.Highlighted)
    def _follow(self) -> None:
        memo = self.memo_list.highlighted
        if memo is None:
            self.links = ()
            self.preview.show(())
        else:
            self.read(lambda session: memo_edits.read_memo(session, memo), self._preview, group="memo")

    def _preview(self, found: ReadMemo) -> None:
        self.links = found.links
        self.preview.show(memo_edits.pieces(found))
        self.refresh_bindings()

    @on(QueryField.Asked)
    def action_submit(self) -> None:
        """To what was found."""
        self.memo_list.focus()

    def action_leave_query(self) -> None:
        """To what was found."""
        self.memo_list.focus()

    def action_ask(self) -> None:
        """To the search."""
        self.query_field.field.focus()

    def action_next_about(self) -> None:
        """Only memos about one kind of thing, or all."""
        kinds = (EVERYTHING, *ABOUT)
        self.about = kinds[(kinds.index(self.about) + 1) % len(kinds)]
        self._look()

    def action_next_writer(self) -> None:
        """Only one coder's, or everybody's."""
        reader = self.app.coder
        self.read(lambda s: sorted({memo.coder for memo in memos.memos(s, reader=reader)}), self._turn, group="who")

    def _turn(self, names: list[str]) -> None:
        who = [EVERYBODY, *names]
        self.writer = who[(who.index(self.writer) + 1) % len(who)] if self.writer in who else EVERYBODY
        self._look()

    # -- writing it out

    def writing(self) -> Writing | None:
        """The memos that are listed, the latest words in the search field included."""
        about = None if self.about == EVERYTHING else self.about
        writer = None if self.writer == EVERYBODY else self.writer
        asked = {"about": about, "coder": writer, "search": self.query_field.value}

        def write(project: Project, target: Target) -> str:
            from exports.lists.memos import write_memos  # noqa: PLC0415 - for whoever writes

            return written(target.path, counted(write_memos(project, target.path, asked), "memo"))

        return Writing(counted(len(self.memo_list.records), "memo"), "memos.md", TABLES, write)

    # -- going

    @on(RecordList.Chosen)
    def _chosen(self) -> None:
        self.action_go_there()

    def action_go_there(self) -> None:
        """To what it is about."""
        memo = self.memo_list.highlighted
        if self.refuse("go_there") or memo is None:
            return
        if memo.document:
            self.read_in_workbench(memo.document, memo.start or 0, memo.end or 0)
        else:
            self._to_code(memo.code)

    def action_follow_link(self) -> None:
        """Where a link leads; asks which when there are several."""
        if self.refuse("follow_link"):
            return
        if len(self.links) == 1:
            self._follow_link(0)
        else:
            self.app.push_screen(Choose("Follow a link", [link.title for link in self.links], "Go"), self._follow_link)

    def _follow_link(self, at: int | None) -> None:
        if at is None:
            return
        link = self.links[at]
        if link.trouble:
            self.say(link.trouble, "wrong")
        elif link.code:
            self._to_code(link.code)
        else:
            self.read_in_workbench(link.document, *(link.place or (0, 0)))

    def _to_code(self, code: str) -> None:
        self.app.action_go("code")
        bench = self.app.get_screen("code")
        if isinstance(bench, WorkbenchScreen) and bench.is_mounted:
            bench.code_list.highlight(code)
            bench.code_list.focus()

    # -- writing

    def action_write_journal(self) -> None:
        """A new entry."""
        self._write("")

    def action_write_log(self) -> None:
        """Today's log, to begin an entry with."""
        coder, today = self.app.coder, datetime.now().astimezone().date()
        self.read(lambda session: day_log(session, coder, today).prose(), self._write, group="log")

    def _write(self, begun: str) -> None:
        coder = self.app.coder
        write_down(
            self.app, "Journal entry", lambda draft: MemoEditor(f"Journal · {coder}", begun, draft=draft),
            lambda session, text: JOURNAL.write(session, coder, text),
            said=lambda _: "Journal entry kept · ctrl+z undoes",
        )  # fmt: skip

    def action_edit_memo(self) -> None:
        """Write it anew."""
        memo, coder = self.memo_list.highlighted, self.app.coder
        if self.refuse("edit_memo") or memo is None:
            return
        write_down(
            self.app, f"Edit memo on {memo.what}",
            lambda draft: MemoEditor(f"Memo · {memo.what} · {memo.coder}", memo.text, draft=draft),
            lambda session, text: memos.edit(session, memo.uid, text, coder=coder), before=memo.text,
            said=lambda text: f"{'Memo changed' if text else 'Memo taken away'} · ctrl+z undoes",
        )  # fmt: skip

    def _edit(self, memo: Memo, verb: str, text: str, said: str, topic: str | None = None) -> None:
        coder = self.app.coder
        self.change(f"{verb} memo on {memo.what}", lambda s: memos.edit(s, memo.uid, text, coder=coder, topic=topic),
                    said=f"{said} · ctrl+z undoes")  # fmt: skip

    def action_topic(self) -> None:
        """Give it a word."""
        memo = self.memo_list.highlighted
        if not self.refuse("topic") and memo is not None:
            self.app.push_screen(
                Ask("What kind of thought", "theory, method, question, …", "Keep", value=memo.topic),
                lambda word: None if word is None else self._edit(memo, "Sort", memo.text, "Memo sorted", word),
            )

    def action_remove_memo(self) -> None:
        """Take it away."""
        memo = self.memo_list.highlighted
        if not self.refuse("remove_memo") and memo is not None:
            self._edit(memo, "Remove", "", "Memo removed")

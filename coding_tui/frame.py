"""The frame that all screens share: top line, panes, rule, status line, footer; and how a screen reads the project.

A screen gives `PLACE` (its name in the top line), `body()` (its panes) and `refresh_from_project(tables)` (what to read
again). It asks for changes through `self.app.background` and never touches the project itself.
"""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from typing import Any, ClassVar, NamedTuple, TypeVar

from sqlmodel import Session
from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker, get_current_worker

from coding_tui import app as application
from coding_tui.faults import reason
from coding_tui.messages import ProjectChanged, ReadDone
from coding_tui.registry.commands import COMMANDS
from coding_tui.registry.keyed import READ_ONLY
from coding_tui.steady import SteadyScreen
from coding_tui.widgets.footer_line import FooterLine
from coding_tui.widgets.lines import Piece, StatusLine, TopLine
from coding_tui.widgets.panes import Level
from transcripts.errors import WorkbenchError

T = TypeVar("T")
WRITING = frozenset(each.function for each in COMMANDS if each.writes)
EVERYTHING: frozenset[str] = frozenset({"*"})


class Held(NamedTuple):
    """A frame that waits for a reading."""

    worker: Worker[Any]
    frame: ExitStack


class FrameScreen(SteadyScreen):
    """Base of every whole screen."""

    PLACE: ClassVar[str] = ""
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 (as Textual declares it)
        (0, "-slim"), (80, "-narrow"), (100, "-middling"), (150, "-wide"),
    ]  # fmt: skip
    app = getters.app(application.CodingApp)
    top_line = getters.query_one(TopLine)
    status = getters.query_one(StatusLine)

    def __init__(self) -> None:
        super().__init__()
        self._stale: frozenset[str] = frozenset()
        self._to_say: tuple[str, str, int] | None = None
        self._held: dict[str, Held] = {}

    # -- what a screen gives

    def body(self) -> Iterable[Widget]:
        """The panes, left to right, `Upright()` between them."""
        return ()

    def strips(self) -> Iterable[Widget]:
        """Lines between the panes and the status line that come and go."""
        return ()

    def why_not(self, function: str) -> str:
        """Why an action of this screen would do nothing now, in words for the person; "" when it would do something.

        The footer and the command palette leave out what has a reason; its key says the reason.
        """
        return ""

    def why_asleep(self, function: str) -> str:
        """Why the key of an action does nothing: its reason, or that nothing can be changed."""
        return READ_ONLY if self.app.read_only and function in WRITING else self.why_not(function)

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Read again what comes from these tables (`EVERYTHING` when the screen has just been mounted)."""

    # -- the frame

    def compose(self) -> ComposeResult:
        """Top line, panes, rule, strips, status, footer."""
        yield TopLine()
        yield Horizontal(*self.body(), id="body")
        yield Level()
        yield from self.strips()
        yield StatusLine()
        yield FooterLine()

    def on_mount(self) -> None:
        """Follow the project."""
        self.show_where()
        self._show_undo(self.app.standing)
        self.app.project_changed.subscribe(self, self._project_changed)
        self.refresh_from_project(EVERYTHING)
        if self._to_say is not None:
            text, role, lasting = self._to_say
            self.call_after_refresh(self.say, text, role, lasting=lasting)

    def on_screen_resume(self) -> None:
        """Catch up with what changed while another screen was in front."""
        if self._stale and self.is_mounted:
            stale, self._stale = self._stale, frozenset()
            self.refresh_from_project(stale)

    def _show_undo(self, step: str | None) -> None:
        self.status.show_undo(None if self.app.read_only else step)

    def _project_changed(self, message: ProjectChanged) -> None:
        self._show_undo(message.standing)
        if self.is_current or (isinstance(self.app.screen, Screen) and self.app.screen.is_modal):
            self.refresh_from_project(message.tables)
        else:
            self._stale |= message.tables

    def show_where(self, *deeper: str, who: Iterable[str] = ()) -> None:
        """Say in the top line where we are; `deeper` below the place, `who` after the coder's name."""
        app = self.app
        names = (app.project_title, *(deeper or (self.PLACE,)))
        here = f"{app.coder} · read-only" if app.read_only else app.coder
        people = (here, *who) if app.project else ()
        self.top_line.say([name for name in names if name], [name for name in people if name])

    def say(self, text: str, role: str = "text", *, lasting: int = 1) -> None:
        """Say in the status line what happened; before there is one, once there is. `lasting` moves leave it there."""
        if self.is_mounted:
            self.status.say(text, role, lasting=lasting)
        else:
            self._to_say = (text, role, lasting)

    def keyed(self, text: str) -> str:
        """A text of ours in which `«command.id»` stands for that command's key, by the person's own key map."""
        return self.app.key_map.named(text)

    def keyed_pieces(self, pieces: Iterable[Piece]) -> Iterable[Piece]:
        """The same for a text in pieces, whose quiet ones are ours."""
        return [(self.keyed(text), role) if role == "quiet" else (text, role) for text, role in pieces]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a project that is only read, no key changes anything."""
        return not (self.app.read_only and action in WRITING)

    # -- reading

    def read(
        self, work: Callable[[Session], T], then: Callable[[T], None], *, group: str, in_one_frame: bool = False
    ) -> None:
        """Read off the screen's thread, then give the answer to `then`; a newer question of the group replaces it.

        With `in_one_frame` nothing is painted meanwhile: what else is due is painted together with the answer.
        """
        project = self.app.project
        if project is not None:
            worker = self.run_worker(
                partial(self._read, work, then), thread=True, exclusive=True, group=group, exit_on_error=False
            )
            if group in self._held or in_one_frame:
                self._hold(group, worker)

    def _hold(self, group: str, worker: Worker[Any]) -> None:
        """Paint nothing until this reading of the group is over.

        What an older reading of the group holds is this one's now: Textual never tells of a worker that was cancelled
        before its first step that it is over.
        """
        if group in self._held:
            frame = self._held[group].frame
        else:
            frame = ExitStack()
            frame.enter_context(self.app.batch_update())
        self._held[group] = Held(worker, frame)

    def _read(self, work: Callable[[Session], T], then: Callable[[T], None]) -> None:
        worker = get_current_worker()
        project = self.app.project
        if project is None:
            return
        with project.reading() as session:
            result = work(session)
        if not worker.is_cancelled:
            self.post_message(ReadDone(then, result))

    @on(ReadDone)
    def _answer(self, message: ReadDone) -> None:
        message.stop()
        message.then(message.result)

    @on(Worker.StateChanged)
    async def _paint_again(self, event: Worker.StateChanged) -> None:
        """Paint what a reading held back, after two rounds of the event loop for the panes to hear of its answer."""
        group, worker = event.worker.group, event.worker
        if worker.is_finished and group in self._held and self._held[group].worker is worker:
            self.call_later(self._let_go, self._held.pop(group).frame)

    async def _let_go(self, frame: ExitStack) -> None:
        with frame:
            super().refresh_bindings()
            await sleep(0)
            await sleep(0)

    def refresh_bindings(self) -> None:
        """Have the footer look which keys are alive; once, when what a reading held back is painted."""
        if not self._held:
            super().refresh_bindings()

    def on_unmount(self) -> None:
        """Hold nothing back."""
        for held in self._held.values():
            held.frame.close()
        self._held.clear()

    @on(Worker.StateChanged)
    def _reading_failed(self, event: Worker.StateChanged) -> None:
        error = event.worker.error
        if error is not None and not event.worker.is_cancelled:
            self.app.complain("Reading the project failed", reason(error), expected=isinstance(error, WorkbenchError))

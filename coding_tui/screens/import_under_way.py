"""Reading files beside the import screen, bringing them in and leaving: how far it is, stopping, what became of it."""

from __future__ import annotations

from threading import Event

from textual import on
from textual.worker import Worker

from coding_tui.dialogs.confirm import Confirm
from coding_tui.faults import reason
from coding_tui.frame import FrameScreen
from coding_tui.messages import Progressed, ReadDone
from coding_tui.registry.places import IMPORT
from coding_tui.screens.coding_looking import MOVES
from coding_tui.screens.import_decisions import DecidingScreen
from coding_tui.views.import_report import import_said
from transcripts.importing.names import key_of
from transcripts.intake import ImportReport, ImportSession
from transcripts.intake.entries import WAITING
from transcripts.project import Project


class UnderWayScreen(DecidingScreen):
    """Files on their way: one thing at a time is done with them, and it can be stopped."""

    def __init__(self, session: ImportSession) -> None:
        super().__init__(session)
        self._stopped = Event()
        self._came_in: ImportReport | None = None

    def state(self) -> str:
        """What all files come to, in a line."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """What was left out for a correction shows so, when one comes back."""
        if self._came_in is not None:
            self._in(self._came_in)
        elif self.is_mounted and not (self.reading or self.bringing) and self._waiting():
            self.read_files()

    def _waiting(self) -> bool:
        return any(entry.state == WAITING for entry in self.session.entries)

    def on_unmount(self) -> None:
        """End what is being read. What is being brought in comes in, though the person has left the program."""
        if self.bringing and self.app.background is not None:
            self.app.background.afterwards(self.session.close)
        else:
            self._stopped.set()
            self.session.close()

    # -- reading

    def read_files(self) -> None:
        """Read what waits to be read, beside the screen."""
        self._stopped.clear()
        self.reading = True
        self.run_worker(self._reading, thread=True, exclusive=True, group="reading files", exit_on_error=False)

    def _reading(self) -> None:
        def progress(done: int, total: int, name: str) -> None:
            self.post_message(Progressed("Reading", done, total, name))

        whole = self.session.read(progress, self._stopped.is_set)
        self.post_message(ReadDone(self._has_read, whole))

    @on(Progressed)
    def _progressed(self, message: Progressed) -> None:
        if (self.reading or self.bringing) and message.total:
            stops = self.keyed("«import.leave» stops")
            self.say(f"{message.label} {message.done:,} of {message.total:,} · {message.name} · {stops}")

    def _has_read(self, whole: bool) -> None:
        self.reading = False
        self.show_all()
        sought, self.sought = self.sought, ""
        if whole and sought and key_of(sought) not in {key_of(use.name) for use in self.session.speakers()}:
            self.decided = f"No line here begins with “{sought}:”, or it stands for another speaker."
        stopped = self.keyed("Stopped. «import.commit» brings in what was read; any decision reads on.")
        self.say((self.decided or self.state()) if whole else stopped)

    @on(Worker.StateChanged)
    def _reading_ended(self, event: Worker.StateChanged) -> None:
        if event.worker.group == "reading files" and event.worker.error is not None:
            self.reading = False
            self.show_all()
            self.say(f"Reading failed: {reason(event.worker.error)}", "wrong")

    # -- leaving

    def action_commit(self) -> None:
        """Bring in what is ready."""
        if self.must_wait() or self.app.background is None:
            return
        session, coder, stopped = self.session, self.app.coder, self._stopped

        def progress(done: int, total: int, name: str) -> None:
            self.post_message(Progressed("Bringing in", done, total, name))

        def bring_in(_: Project) -> ImportReport:
            return session.commit(coder, progress=progress, cancelled=stopped.is_set)

        stopped.clear()
        self.bringing = True
        self.say("Bringing them in …")
        self.app.background.task("Import", bring_in, said=import_said, then=self._in, otherwise=self._not_in)

    def _not_in(self) -> None:
        self.bringing = False
        self.show_all()

    def _in(self, report: ImportReport) -> None:
        self.bringing = False
        self._came_in = report if self in self.app.screen_stack[:-1] else None
        if self._came_in is not None:
            return  # behind a dialog, which is closed first
        self.leave()
        said = import_said(report)
        self.app.explain(said)
        if isinstance(self.app.screen, FrameScreen):
            self.app.screen.say(said, lasting=MOVES)

    def action_stop(self) -> None:
        """Stop reading or bringing in, or leave."""
        if self.reading or self.bringing:
            self._stopped.set()
        elif not self.files.has_focus:
            self.files.focus()
        elif self.session.rules == self.kept:
            self._leave_all(True)
        else:
            question = self.keyed(
                "What was decided about these files is forgotten, and none of them comes in. «import.save» keeps it as "
                "rules for another time."
            )
            self.app.push_screen(Confirm("Leave the import", question, "Leave", "Stay here"), self._leave_all)

    def _leave_all(self, sure: bool | None) -> None:
        if sure:
            self.leave()
            self.app.say("Nothing was brought in")

    def leave(self) -> None:
        """Back to the workbench, unless one is elsewhere; the session ends."""
        if self.app.screen is self:
            self.app.action_go("code")
        if self.app.is_screen_installed(IMPORT) and self.app.get_screen(IMPORT) is self:
            self.app.uninstall_screen(IMPORT)
            self.remove()

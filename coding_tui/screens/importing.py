"""Bringing transcripts in from the workbench, on the writer's thread."""

from __future__ import annotations

from pathlib import Path

from textual import on

from coding_tui.dialogs.ask import Ask
from coding_tui.import_report import import_said
from coding_tui.messages import Progressed
from coding_tui.screens.finding import FindingScreen
from transcripts.intake import import_files


class ImportingScreen(FindingScreen):
    """The reader's screen, as far as it takes files in."""

    def action_import_files(self) -> None:
        """Ask for a file or folder and import it."""
        what = "Path of a file or a folder (.docx .txt .md .vtt .srt)"
        self.app.push_screen(Ask("Import", what, "Import"), self._import)

    def _import(self, answer: str | None) -> None:
        app, path = self.app, Path(answer or "").expanduser()
        if not answer or app.background is None:
            return
        if not path.exists():
            app.complain(f"Nothing was imported from {path}", "There is nothing of that name. Check the path.")
            return
        self.say(f"Importing {path.name} …")
        app.background.task(
            f"Import {path.name}",
            lambda project: import_files(project, [path], coder=app.coder, progress=self._importing),
            said=import_said,
        )

    def _importing(self, done: int, total: int, name: str) -> None:
        self.post_message(Progressed("Importing", done, total, name))

    @on(Progressed)
    def _progressed(self, message: Progressed) -> None:
        self.say(f"{message.label} {message.done:,} of {message.total:,} · {Path(message.name).name}")

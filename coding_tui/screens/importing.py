"""Bringing files in from the workbench: to the import screen, or back to it."""

from __future__ import annotations

from coding_tui.registry.places import IMPORT
from coding_tui.screens.finding import FindingScreen


class ImportingScreen(FindingScreen):
    """The reader's screen, as far as it takes files in."""

    def action_import_files(self) -> None:
        """Ask for a file or folder, or go back to files that are on their way in."""
        # and all that can read files, which takes a while
        from coding_tui.dialogs.pick_files import PickFiles  # noqa: PLC0415
        from coding_tui.screens import import_files  # noqa: PLC0415

        if self.app.is_screen_installed(IMPORT):
            self.app.switch_screen(IMPORT)
        else:
            self.app.push_screen(PickFiles(), lambda path: import_files.take_in(self.app, path) if path else None)

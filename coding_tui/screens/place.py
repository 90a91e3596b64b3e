"""What the screens about the whole project share: changing by the writer, reading in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlmodel import Session
from textual import on

from coding_tui.screens.workbench import WorkbenchScreen
from coding_tui.screens.writing import WritingScreen
from coding_tui.widgets.record_list import RecordList

T = TypeVar("T")


class PlaceScreen(WritingScreen):
    """Base of Retrieve, Agreement, Quotations, History and Settings."""

    def change(
        self, label: str, work: Callable[[Session], T], *, said: str | Callable[[Any], str] = "",
        then: Callable[[T], None] | None = None, otherwise: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        """One step of the project, made by its writer."""
        if self.app.background is not None:
            self.app.background.change(label, work, said=said, then=then, otherwise=otherwise)

    def read_in_workbench(self, document: str, start: int, end: int) -> None:
        """Go to the workbench, with [start, end) of a document (uid) selected."""
        project = self.app.project
        if project is None:
            return
        self.app.settings.remember_place(project.path, document, start)
        self.app.action_go("code")
        bench = self.app.get_screen("code")
        if isinstance(bench, WorkbenchScreen) and bench.is_mounted:
            bench.document_list.highlight(document, center=True)
            bench.open(document, start, end)

    @on(RecordList.Highlighted)
    def _keys_may_differ(self) -> None:
        self.refresh_bindings()

"""The workbench's panes: each with the keys that are alive while it has the focus."""

from __future__ import annotations

from typing import Any, ClassVar

from coding_tui.registry import commands
from coding_tui.widgets.panes import Pane

ABOUT_CODINGS = ("coding.", "code.look", "code.back")
"""Ids of the reader's commands that are alive in the list of codings here too."""


class DocumentsPane(Pane):
    """The list's keys."""

    BINDINGS: ClassVar[list[Any]] = commands.bindings("documents")


class ReaderPane(Pane):
    """The keys that code."""

    BINDINGS: ClassVar[list[Any]] = commands.bindings("reader")


class CodebookPane(Pane):
    """The codebook's keys."""

    BINDINGS: ClassVar[list[Any]] = commands.bindings("codebook")


class HerePane(Pane):
    """The keys of the codings here: those that change one, and going there."""

    BINDINGS: ClassVar[list[Any]] = [
        *commands.bindings("here"),
        *(each for each in commands.bindings("reader") if (each.id or "").startswith(ABOUT_CODINGS)),
    ]

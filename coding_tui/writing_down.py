"""Words that somebody writes in an editor and keeps as one step. Where that step cannot be made, because the disk is
full or what they are about is gone, the editor comes again with the words in it: nobody writes them twice.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlmodel import Session

if TYPE_CHECKING:
    from coding_tui.app import CodingApp
    from coding_tui.dialogs.memo_editor import MemoEditor


def write_down(
    app: CodingApp, label: str, editor: Callable[[str], MemoEditor], write: Callable[[Session, str], object], *,
    said: Callable[[str], str], before: str = "",
) -> None:  # fmt: skip
    """Open an editor; what it gives back, unless that is what was there `before`, is written as a step named `label`.

    `editor` is made with words that could not be kept, at first none; `said` is for the status line.
    """

    def ask(draft: str = "") -> None:
        app.push_screen(editor(draft), keep)

    def keep(text: str | None) -> None:
        if text is not None and text != before and app.background is not None:
            app.background.change(
                label, lambda session: write(session, text), said=said(text), otherwise=lambda: ask(text)
            )

    ask()

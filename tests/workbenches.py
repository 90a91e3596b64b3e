"""The real app on a real project file, driven by keys; and waiting for its work without sleeping."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from made_once import file_once
from studies import add
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from codebook.coding import codings
from codebook.coding.codings import Coding
from codebook.project import create_project, open_project
from codebook.scheme import codes
from codebook.scheme.document import CodebookDocument, CodeEntry
from codebook.scheme.taking_in import take_in
from coding_tui.app import CodingApp, make_app
from coding_tui.screens.workbench import WorkbenchScreen
from coding_tui.settings import Settings

INTERVIEW = (
    "Interviewer: What changed once early advice came in?\n"
    "CPS 43: We speak to the police before the file exists now. They ring us, and it works. Before, you'd get a file "
    "with nothing in it, and you'd send it back, and everybody blamed everybody.\n"
    "Interviewer: Is that everywhere?\n"
    "CPS 43: No. It depends who is on duty, honestly. [laughs] Some of them ring, some wait.\n"
)
NOTE = "The panel looked at four files. Two had waited eleven weeks for a decision.\n"
CODEBOOK = CodebookDocument(
    title="A small codebook",
    entries=(
        CodeEntry(
            "Partnership", brief="How agencies work together.",
            children=(
                CodeEntry("Early contact", brief="Speaking before there is a file.", cues=("ring", "advice line")),
                CodeEntry("Shared language", brief="Meaning the same by the same words."),
                CodeEntry("Blame across", brief="Fault is put on another agency as a whole.",
                          include=("“they never read it”",), exclude=("criticism of one's own unit → Own practice",),
                          near_miss="We never read it either."),
            ),
        ),
        CodeEntry("Delay and queues", brief="Waiting, and what it does."),
        CodeEntry("Rape myths", brief="Beliefs about what rape is.", asks_stance=True,
                  children=(CodeEntry("False report", brief="Lying is taken to be common."),)),
    ),
)  # fmt: skip


@file_once
def make_study(path: Path, codebook: CodebookDocument | None = CODEBOOK) -> Path:
    """A project of two documents with a codebook and no codings."""
    with create_project(path, title="A small study", coder="Ann") as project:
        add(project, "CPS 43", INTERVIEW, kind="interview", group="CPS", area="C", date="2023-03-14")
        add(project, "Panel 1", NOTE, kind="panel", area="C", date="2023-05-02")
        if codebook is not None:
            with project.step("Codebook", "Ann") as session:
                take_in(session, codebook)
    return path


def stored(path: Path) -> list[tuple[str, Coding]]:
    """The codings in a project file, as code path and coding."""
    with open_project(path, read_only=True) as project, project.reading() as session:
        paths = {code.uid: code.path for code in codes.tree(session)}
        return [(paths[each.code], each) for each in codings.codings(session)]


@dataclass
class Driver:
    """A running app, its pilot, and short ways to what is on its screen."""

    app: CodingApp
    pilot: Pilot[Any]

    @property
    def bench(self) -> WorkbenchScreen:
        """The workbench."""
        screen = self.app.get_screen("code")
        assert isinstance(screen, WorkbenchScreen)
        return screen

    @property
    def said(self) -> str:
        """What the status line says."""
        status: str = self.bench.status.said
        return status

    async def press(self, *keys: str) -> None:
        """Press keys one by one, waiting for the work of each."""
        for key in keys:
            await self.pilot.press(key)
            await settle(self.pilot)

    async def type(self, text: str) -> None:
        """Type words."""
        await self.pilot.press(*("space" if letter == " " else letter for letter in text))
        await settle(self.pilot)

    async def select(self, words: str) -> None:
        """Select words of the document in the reader."""
        reader = self.bench.reader
        assert reader.transcript is not None
        start = reader.transcript.text.index(words)
        reader.focus()
        reader.select(start, start + len(words))
        await settle(self.pilot)

    async def apply(self, words: str, code: str) -> None:
        """Select words and code them through the palette."""
        await self.select(words)
        await self.press("c")
        await self.type(code)
        await self.press("enter")


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until nothing is being written, read or drawn."""
    app = pilot.app
    assert isinstance(app, CodingApp)
    quiet = 0
    while quiet < 2:
        await pilot.pause()
        quiet += 1
        if app.typed_ahead.busy:
            quiet = 0
        if app.background is not None and app.background.busy:
            await asyncio.to_thread(app.background.wait)
            quiet = 0
        if working := [worker for worker in app.workers if not worker.is_finished]:
            for worker in working:
                with suppress(WorkerCancelled):
                    await worker.wait()
            quiet = 0


@asynccontextmanager
async def running(
    path: Path | None, *, coder: str = "Ann", size: tuple[int, int] = (120, 40), read_only: bool = False,
    settings: Settings | None = None,
) -> AsyncIterator[Driver]:  # fmt: skip
    """The app, up and quiet."""
    home = (path or Path.cwd()).parent
    app = make_app(path, coder, read_only, settings=settings or Settings(home / "settings.json"))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield Driver(app, pilot)

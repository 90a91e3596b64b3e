"""How long a person waits in the whole workbench, beside Textual's own TextArea and a bare app, in one run.

Run: python benchmarks/workbench.py [--quick]

A real project file: one document of 200,000 characters with 2,000 codings of 60 codes by two coders, and 30 others;
then another with 10,000.
Every figure is CPU time of the whole process, all threads, from posting the event to the last byte of the last frame
it leads to, at the best pace that the machine had in this run (`pace.py`); `reader.Watch` says why frames are encoded
here. The clock's own waiting, which is measured too, is part of every figure. What is applied is committed as the app
commits it, to a WAL with `synchronous=FULL`; how long the disk takes is told beside it, as time until the last frame.
"""

from __future__ import annotations

import asyncio
import gc
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from itertools import cycle
from pathlib import Path
from typing import Any

from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.pilot import Pilot

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pace import PACE
from reader import SIZE, Figures, TextAreaApp, codings, document

from codebook.coding.codings import NewCoding, apply_many
from codebook.project import create_project
from codebook.scheme import codes
from coding_tui.app import CodingApp, make_app
from coding_tui.reader import ReaderText
from coding_tui.screens.workbench import WorkbenchScreen
from coding_tui.settings import Settings
from transcripts import coders
from transcripts.adding import add_document
from transcripts.importing.model import ImportedText, ImportedTurn

LIMITS = {
    "open the document": 300.0, "apply a code by its digit": 25.0, "undo": 25.0,
    "resize": None, "the clock itself": None,
}  # fmt: skip
"""Milliseconds at most, and for every other key `KEY_LIMIT`: what the workbench was first to keep to."""
KEY_LIMIT = 10.0
CLOSER_LIMITS = {
    "cursor right": 5.0, "cursor down": 5.0, "extend selection down": 5.0, "page down, rows never seen": 20.0,
    "resize": 80.0, "open the document": 100.0, "apply a code by its digit": 20.0,
}  # fmt: skip
"""What it is to keep to now, with 10,000 codings too."""
LONG = "CPS 43"
FRAME_PATIENCE = 3.0
"""Seconds that a frame is waited for; what changes nothing on the screen brings none."""
TIMES = 16
"""How often a code is applied, and that undone."""
MANY = (2_000, 10_000)
"""Codings of the long document."""


def imported(text: ReaderText) -> ImportedText:
    """The document as an importer would give it."""
    turns = tuple(ImportedTurn(t.label_start, t.start, t.end, t.speaker, t.time) for t in text.turns)
    roles = {t.speaker: t.role for t in text.turns if t.speaker}
    return ImportedText(text.text, "utf-8", "txt", turns, roles)


def build(path: Path, many: int) -> None:
    """The project file that everything is measured on, with so many codings of the long document."""
    text = document(200_000)
    with create_project(path, coder="Ann") as project, project.step("Fill", "Ann") as session:
        people = [coders.ensure(session, name) for name in ("Ann", "Ben")]
        named = [codes.ensure(session, f"Theme {n % 6}/Code {n}") for n in range(60)]
        long = _add(session, LONG, text)
        for number in range(30):
            _add(session, f"CPS {100 + number}", document(20_000, seed=number))
        chance = random.Random(5)
        apply_many(
            session,
            [
                NewCoding(long, c.start, c.end, named[c.hue], people[chance.random() < 0.2], created=_moment(number))
                for number, c in enumerate(codings(text, many))
            ],
        )


def _add(session: Any, label: str, text: ReaderText) -> str:
    return add_document(
        session, imported(text), label=label, original=text.text.encode(), source_name=f"{label}.txt",
        kind="interview", group="CPS", area="C", date="2023-03-14",
    )  # fmt: skip


def _moment(number: int) -> str:
    return f"2026-11-{1 + number // 1440 % 28:02d}T{number // 60 % 24:02d}:{number % 60:02d}:00+00:00"


class Clock:
    """CPU of the process until everything that an act leads to is written, read, painted and encoded."""

    def __init__(self, app: App[Any]) -> None:
        self.app = app
        self.sent = self.frames = 0
        self.last_frame = 0.0
        self._display = app._display
        app._display = self._encode  # type: ignore[method-assign]

    def _encode(self, screen: Any, renderable: Any) -> None:
        self._display(screen, renderable)
        if isinstance(renderable, CompositorUpdate):
            self.sent += len(renderable.render_segments(self.app.console))
            self.frames += 1
            self.last_frame = time.perf_counter()

    async def settle(self, quiet: float = 0.12, *, after: int | None = None) -> None:
        """Wait until nothing is being written, read or painted; with `after`, first for a frame after so many: a busy
        machine may take long to begin.
        """
        waited, patience = 0.0, FRAME_PATIENCE
        while waited < quiet:
            await asyncio.sleep(0.04)
            patience -= 0.04
            due = after is not None and self.frames <= after and patience > 0
            waited = 0.0 if due or self._busy() else waited + 0.04

    def _busy(self) -> bool:
        background = getattr(self.app, "background", None)
        held = self.app._batch_count > 0
        return held or bool(background and background.busy) or any(not each.is_finished for each in self.app.workers)

    async def cost(
        self, name: str, act: Callable[[], Awaitable[None]], times: int,
        before: Callable[[], Awaitable[None]] | None = None,
    ) -> float:  # fmt: skip
        """Median CPU milliseconds of an act at the best pace, printed with the least, frames and bytes sent."""
        samples: list[tuple[float, float]] = []
        elapsed: list[float] = []
        frames = sent = 0
        for _ in range(times):
            if before is not None:
                await before()
                await self.settle()
            seen, already, slow = self.frames, self.sent, PACE.now()
            asked, begun = time.perf_counter(), time.process_time()
            await act()
            await self.settle(after=None if act is _nothing else seen)
            spent = (time.process_time() - begun) * 1000
            frames, sent = frames + self.frames - seen, sent + self.sent - already
            samples.append((spent, (slow + PACE.now()) / 2))
            elapsed.append((self.last_frame - asked) * 1000)
        median, least = PACE.told(samples)
        raw = statistics.median(spent for spent, _ in samples)
        until = f"until the frame {statistics.median(elapsed):7.1f} ms" if frames else ""
        print(
            f"    {name:34s} {median:7.1f} ms   least {least:7.1f}   unscaled {raw:7.1f}   "
            f"{frames / times:4.1f} frames {sent / times / 1024:6.1f} kB   {until}".rstrip(),
            flush=True,
        )
        return median

    async def key(self, name: str, key: str, times: int, before: Callable[[], Awaitable[None]] | None = None) -> float:
        """The median of a key."""

        async def press() -> None:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))

        return await self.cost(name, press, times, before)


async def _bench(app: CodingApp, clock: Clock) -> WorkbenchScreen:
    """The workbench with the long document open."""
    await clock.settle(0.4)
    bench = app.get_screen("code")
    assert isinstance(bench, WorkbenchScreen)
    if bench.reader.transcript is None or bench.reader.transcript.label != LONG:
        bench.open(next(line.uid for line in bench.lines or () if line.label == LONG))
        await clock.settle(0.4)
    return bench


async def measure(path: Path, many: int) -> Figures:
    """Every figure of the workbench, with so many codings of the long document."""
    app = make_app(path, "Ann", settings=Settings(path.with_suffix(".json")))
    clock = Clock(app)
    async with app.run_test(size=SIZE) as pilot:
        bench = await _bench(app, clock)
        assert len(bench.codings) == many
        _require_durable(app)
        figures = {"the clock itself": await clock.cost("the clock itself", _nothing, 8)}
        figures |= {**await _moves(bench, clock), **await _resizing(pilot, clock)}
        return {**figures, **await _opening(bench, clock), **await _coding(bench, clock)}


async def _nothing() -> None:
    pass


def _require_durable(app: CodingApp) -> None:
    """What is measured must be what a person gets: every commit on the disk before it is shown."""
    assert app.project is not None
    with app.project.reading() as session:
        connection = session.connection()
        kept = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    assert kept == ["wal", 2], kept


async def _moves(bench: WorkbenchScreen, clock: Clock) -> Figures:
    reader = bench.reader
    end = len(reader.transcript.text) if reader.transcript else 0

    async def middle() -> None:
        reader.move_to(end // 2, center=True)

    async def edge() -> None:
        for _ in range(3):
            reader.action_go("down")

    figures: Figures = {}
    await middle()
    await clock.settle()
    figures["cursor right"] = await clock.key("cursor right", "right", 20)
    figures["cursor down"] = await clock.key("cursor down", "down", 10)
    figures["extend selection down"] = await clock.key("extend selection down", "shift+down", 10)
    reader.action_let_go()
    for _ in range(40):
        await edge()
    await clock.settle(0.4)
    figures["cursor down at the edge"] = await clock.key("cursor down at the edge", "down", 15)
    await middle()
    figures["page down, rows never seen"] = await clock.key("page down, rows never seen", "pagedown", 15)
    figures["page up, rows seen"] = await clock.key("page up, rows seen", "pageup", 15)
    figures["next coding"] = await clock.key("next coding", "right_curly_bracket", 15)
    figures["select the sentence"] = await clock.key("select the sentence", "s", 10)
    reader.action_let_go()
    return figures


async def _resizing(pilot: Pilot[Any], clock: Clock) -> Figures:
    sizes = cycle([(100, 36), SIZE])

    async def resize() -> None:
        await pilot.resize_terminal(*next(sizes))

    return {"resize": await clock.cost("resize", resize, 8)}


async def _opening(bench: WorkbenchScreen, clock: Clock) -> Figures:
    rows = {line.label: line.uid for line in bench.lines or ()}

    async def other() -> None:
        bench.open(rows["CPS 101"])
        await clock.settle()
        bench.document_list.highlight(rows[LONG])
        bench.document_list.focus()

    before = len(bench.codings)
    figures = {"open the document": await clock.key("open the document", "enter", 5, other)}
    assert len(bench.codings) == before
    return figures


async def _coding(bench: WorkbenchScreen, clock: Clock) -> Figures:
    reader = bench.reader
    places = iter(range(20_000, 190_000, 7_919))
    made = len(bench.codings)
    figures: Figures = {}

    async def select() -> None:
        reader.focus()
        reader.move_to(next(places), center=True)
        reader.action_take("sentence")

    for name, key, before in (("apply a code by its digit", "1", select), ("undo", "ctrl+z", None)):
        figures[name] = await clock.key(name, key, TIMES, before)
        made += TIMES if key == "1" else -TIMES
        assert len(bench.codings) == made, f"{name} did nothing"
    return figures


async def measure_text_area() -> Figures:
    """The same keys in a TextArea with the same text: no codings, no panes, nothing else on the screen."""
    app = TextAreaApp(document(200_000))
    clock = Clock(app)
    async with app.run_test(size=SIZE):
        await clock.settle(0.4)
        area = app.query_one("TextArea")
        middle = area.document.get_location_from_index(100_000)  # type: ignore[attr-defined]
        figures: Figures = {}
        for name, key in (("cursor right", "right"), ("cursor down", "down"), ("extend selection down", "shift+down"),
                          ("page down, rows never seen", "pagedown"), ("page up, rows seen", "pageup")):  # fmt: skip
            if key != "pageup":
                area.move_cursor(middle, center=True)  # type: ignore[attr-defined]
                await clock.settle()
            figures[name] = await clock.key(name, key, 10)
        return figures


def report(ours: Figures, theirs: Figures) -> None:
    """Each figure beside its limits and beside TextArea's."""
    print(f"  {'':34s} {'CPU':>8s}    {'limits':>12s}  ÷ limit  ÷ TextArea")
    for name, spent in ours.items():
        limits = [LIMITS.get(name, KEY_LIMIT), CLOSER_LIMITS.get(name)]
        over = [limit for limit in limits if limit is not None and spent > limit]
        said = " ".join("     ·" if limit is None else f"{limit:6.0f}" for limit in limits)
        ratio = f"{spent / theirs[name]:6.2f}" if name in theirs else ""
        closest = min((limit for limit in limits if limit is not None), default=None)
        part = "       " if closest is None else f"{spent / closest:7.2f}"
        print(f"  {name:34s} {spent:8.1f} ms {said} ms {part} {ratio:8s} {'over ' * len(over)}".rstrip())


def measure_all(folder: Path, quick: bool) -> None:
    """Print everything."""
    measured: dict[int, Figures] = {}
    for many in MANY:
        path = folder / f"{many}.qdb"
        build(path, many)
        gc.collect()
        print(f"the workbench, {SIZE[0]}×{SIZE[1]}: 200,000 characters, {many:,} codings, 30 other documents")
        measured[many] = asyncio.run(measure(path, many))
    theirs: Figures = {}
    if not quick:
        print("a TextArea alone with the same text")
        theirs = asyncio.run(measure_text_area())
    for many, ours in measured.items():
        print(f"with {many:,} codings")
        report(ours, theirs)


def main() -> None:
    """Print the figures; `--quick` leaves out TextArea."""
    with tempfile.TemporaryDirectory() as folder:
        measure_all(Path(folder), "--quick" in sys.argv)


if __name__ == "__main__":
    main()

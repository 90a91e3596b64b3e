"""What a person waits for in a project of 14,600 transcripts, as a multiple of the same in a project of 31.

Run: python benchmarks/growth.py [DOCUMENTS]

Both projects hold the long document of benchmarks/workbench.py with its 2,000 codings; the large one holds short
transcripts beside it. CPU time as measured there; `start` is the app's, imports not counted, and the list of documents
comes after it.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from reader import SIZE, Figures, document
from workbench import LONG, Clock, build, imported

from codebook.project import open_project
from coding_tui.app import make_app
from coding_tui.screens.workbench import WorkbenchScreen
from coding_tui.settings import Settings
from transcripts.adding import NewDocument, add_documents

DOCUMENTS = 14_600
CODINGS = 2_000
BATCH = 500
FLAT = 1.5
"""What may grow by no more than this is called flat."""


def fill(path: Path, documents: int) -> None:
    """Add short transcripts, each with words of its own, until there are so many."""
    text = document(900)
    with open_project(path) as project:
        with project.reading() as session:
            there = session.connection().exec_driver_sql("SELECT count(*) FROM document").scalar_one()
        for first in range(there, documents, BATCH):
            with project.step("Fill", "Ann") as session:
                add_documents(session, [_short(number, text) for number in range(first, min(first + BATCH, documents))])


def _short(number: int, text: object) -> NewDocument:
    given = imported(text)  # type: ignore[arg-type]
    own = given.text.rstrip("\n") + f" That was number {number}.\n"
    turns = (*given.turns[:-1], given.turns[-1]._replace(end=len(own) - 1))
    label, group = f"FG {number:05d}", f"Group {number % 12}"
    about = {"kind": "interview", "group": group, "area": "ABCDEF"[number % 6], "date": "2023-03-14"}
    return NewDocument(label, replace(given, text=own, turns=turns), own.encode(), f"{label}.txt", about)


async def measure(path: Path) -> Figures:
    """Start, a key, applying, undoing, filtering the documents, opening, in one project."""
    begun = time.process_time()
    app = make_app(path, "Ann", settings=Settings(path.with_suffix(".json")))
    clock = Clock(app)
    async with app.run_test(size=SIZE):
        while not (app.screen_stack and isinstance(bench := app.screen, WorkbenchScreen) and bench.opened):
            await asyncio.sleep(0.002)
        painted = asyncio.Event()
        bench.call_after_refresh(painted.set)
        await painted.wait()
        figures = {"start, until one can read": (time.process_time() - begun) * 1000}
        await clock.settle(0.4)
        figures["and until all lists are there"] = (time.process_time() - begun) * 1000
        for name, spent in figures.items():
            print(f"    {name:34s} {spent:8.1f} ms", flush=True)
        return {**figures, **await _acts(bench, clock)}


async def _acts(bench: WorkbenchScreen, clock: Clock) -> Figures:
    reader, rows = bench.reader, {line.label: line.uid for line in bench.lines or ()}
    places = iter(range(20_000, 190_000, 7_919))

    async def other() -> None:
        bench.open(rows["CPS 101"])
        await clock.settle()
        bench.document_list.highlight(rows[LONG])
        bench.document_list.focus()

    async def select() -> None:
        reader.focus()
        reader.move_to(next(places), center=True)
        reader.action_take("sentence")

    async def listed() -> None:
        bench.document_list.focus()

    figures = {"open the document": await clock.key("open the document", "enter", 4, other)}
    assert len(bench.codings) == CODINGS
    figures["cursor right"] = await clock.key("cursor right", "right", 15)
    figures["apply a code by its digit"] = await clock.key("apply a code by its digit", "1", 8, select)
    assert len(bench.codings) == CODINGS + 8
    figures["undo"] = await clock.key("undo", "ctrl+z", 8)
    figures["down the documents"] = await clock.key("down the documents", "down", 8, listed)
    return figures


def report(few: Figures, many: Figures) -> None:
    """Each figure in both projects, and how much it grew."""
    for name, spent in many.items():
        grown = spent / few[name]
        print(f"  {name:34s} {few[name]:8.1f} → {spent:8.1f} ms   {grown:5.2f} ×{'   grows' * (grown > FLAT)}")


def main() -> None:
    """Build both projects and print the figures."""
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder, "few.qdb"), Path(folder, "many.qdb")
        for path in (few, many):
            build(path, CODINGS)
        begun = time.perf_counter()
        fill(many, documents)
        print(f"{documents:,} documents, added in {time.perf_counter() - begun:.0f} s")
        gc.collect()
        found = []
        for path in (few, many):
            print(path.stem, flush=True)
            found.append(asyncio.run(measure(path)))
        report(*found)


if __name__ == "__main__":
    main()

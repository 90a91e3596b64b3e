"""How long a person waits for the reader, beside Textual's own TextArea, in CPU time of the thread that runs the app.

Run: python benchmarks/reader.py [--quick]

Each figure runs from posting the event to the frame's last byte. Textual's headless driver leaves out turning a frame
into ANSI sequences, so every frame is turned here as a terminal would get it.
"""

from __future__ import annotations

import asyncio
import gc
import random
import re
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.widgets import TextArea

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from coding_tui.reader import CodingIndex, ReaderCoding, ReaderText, ReaderTurn, TranscriptReader
from transcripts.identity import new_uid

SIZE = (120, 40)
WORDS = re.findall(
    r"\w+",
    "the file came back again because nobody had asked for the phone download and we had to wait for an officer who "
    "knew what the panel meant by early advice so I rang the unit myself and they were helpful to be fair but it took",
)
RARE = ("café", "naïve", "“so to speak”", "東京", "cafe\u0301", "👩\u200d⚖️", "—")


def document(characters: int, seed: int = 7) -> ReaderText:
    """A reproducible interview of so many characters, with a few wide and combining ones."""
    rng = random.Random(seed)
    pieces: list[str] = []
    turns: list[ReaderTurn] = []
    length = 0
    while length < characters:
        asks = len(turns) % 2 == 0
        label = "Interviewer: " if asks else "CPS 43: "
        said = " ".join(_sentence(rng) for _ in range(1 if asks else rng.choice((1, 2, 3, 5, 9, 14))))
        start = length + len(label)
        role = "interviewer" if asks else "participant"
        turns.append(ReaderTurn(len(turns) + 1, length, start, start + len(said), label[:-2], role, len(turns) * 9.0))
        pieces += [label, said, "\n\n"]
        length = start + len(said) + 2
    return ReaderText("0" * 32, "CPS 43", "".join(pieces), tuple(turns))


def _sentence(rng: random.Random) -> str:
    words = rng.choices(WORDS, k=rng.randint(5, 22))
    if rng.random() < 0.06:
        words.insert(rng.randrange(len(words)), rng.choice(RARE))
    return " ".join(words).capitalize() + "."


def codings(text: ReaderText, count: int, seed: int = 11) -> list[ReaderCoding]:
    """Overlapping codings of sixty codes; a quarter of them in the first tenth of the text."""
    rng = random.Random(seed)
    size = len(text.text)
    found = []
    for number in range(count):
        start = rng.randrange(size // 10) if rng.random() < 0.25 else rng.randrange(size - 10)
        length = rng.choice((20, 60, 120, 120, 300, 300, 700, 1500))
        end = min(size, start + rng.randint(length // 2, length))
        code = rng.randrange(60)
        found.append(ReaderCoding(f"{number:032x}", start, end, f"{code:032x}", f"Code {code}", code))
    return found


class ReaderApp(App[None]):
    """Nothing but a reader."""

    def __init__(self, text: ReaderText, coded: list[ReaderCoding]) -> None:
        super().__init__()
        self.text, self.coded = text, coded

    def compose(self) -> ComposeResult:
        yield TranscriptReader()

    def on_mount(self) -> None:
        reader = self.query_one(TranscriptReader)
        reader.open_document(self.text, self.coded)
        reader.focus()


class TextAreaApp(App[None]):
    """Nothing but a TextArea with the same text, and no codings at all."""

    def __init__(self, text: ReaderText) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        area = TextArea(self.text.text, read_only=True, soft_wrap=True)
        area.cursor_blink = False
        yield area

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()


class Watch:
    """Counts frames, and encodes each as a terminal would get it."""

    def __init__(self, app: App[Any]) -> None:
        self.app = app
        self.frames = 0
        self.sent = 0
        self._display = app._display
        app._display = self._encode  # type: ignore[method-assign]

    def _encode(self, screen: Any, renderable: Any) -> None:
        self._display(screen, renderable)
        if isinstance(renderable, CompositorUpdate):
            self.sent += len(renderable.render_segments(self.app.console))
            self.frames += 1

    async def cost(self, name: str, act: Callable[[], Awaitable[None]], times: int, settle: float = 0.1) -> float:
        """Median CPU milliseconds of an act until its frame is out. Prints them with the least, which a busy machine
        disturbs less, and the bytes sent.
        """
        spent: list[float] = []
        sent = self.sent
        for _ in range(times):
            await asyncio.sleep(0.02)
            begun = time.thread_time()
            await act()
            await asyncio.sleep(settle)
            spent.append((time.thread_time() - begun) * 1000)
        median, kilobytes = statistics.median(spent), (self.sent - sent) / times / 1024
        print(f"    {name:34s} {median:8.1f} ms   least {min(spent):8.1f} ms   {kilobytes:6.1f} kB", flush=True)
        return median


Figures = dict[str, float]


async def _keys(app: App[Any], watch: Watch, keys: list[tuple[str, str, int]], goto: Callable[[], None]) -> Figures:
    figures: Figures = {}
    for name, key, times in keys:
        if key in ("right", "down", "pagedown", "shift+down"):
            goto()
            await asyncio.sleep(0.2)

        async def press(key: str = key) -> None:
            app.post_message(events.Key(key, None))

        figures[name] = await watch.cost(name, press, times)
    return figures


KEYS = [
    ("cursor right", "right", 20),
    ("cursor down", "down", 10),
    ("extend selection down", "shift+down", 10),
    ("page down, rows never seen", "pagedown", 10),
    ("page up, rows seen", "pageup", 10),
]


async def _measure_reader(text: ReaderText, coded: list[ReaderCoding]) -> Figures:
    gc.collect()
    app = ReaderApp(text, coded)
    watch = Watch(app)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.5)
        reader = app.query_one(TranscriptReader)

        async def reopen() -> None:
            reader.open_document(replace(text, uid=new_uid()), coded)

        async def scroll() -> None:
            app.post_message(events.Key("down", None))

        async def apply() -> None:
            new = ReaderCoding("f" * 32, reader.cursor, reader.cursor + 400, "e" * 32, "New code", 3)
            reader.codings = CodingIndex([*coded, new])

        async def narrow() -> None:
            app._driver._size = Size(SIZE[0] - 20, SIZE[1])  # type: ignore[union-attr,attr-defined]
            app.post_message(events.Resize(Size(SIZE[0] - 20, SIZE[1]), Size(SIZE[0] - 20, SIZE[1])))

        figures: Figures = {}
        figures["open"] = await watch.cost("open", reopen, 5, settle=1.0)
        figures |= await _keys(app, watch, KEYS, lambda: reader.move_to(len(text.text) // 2, center=True))
        reader.move_to(len(text.text) // 2, center=True)
        for _ in range(40):
            reader.action_go("down")
        await pilot.pause(0.3)
        for name, act, times in (("cursor down at the edge", scroll, 15), ("apply a code, all laid anew", apply, 5)):
            figures[name] = await watch.cost(name, act, times)
        figures["resize"] = await watch.cost("resize", narrow, 1, settle=1.5)
    return figures


async def _measure_text_area(text: ReaderText) -> Figures:
    gc.collect()
    app = TextAreaApp(text)
    watch = Watch(app)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.5)
        area = app.query_one(TextArea)
        middle = area.document.get_location_from_index(len(text.text) // 2)
        return await _keys(app, watch, KEYS, lambda: area.move_cursor(middle, center=True))


def _compare(ours: Figures, theirs: Figures) -> None:
    print("  reader ÷ TextArea, CPU:")
    for name in theirs:
        print(f"    {name:34s} {ours[name] / theirs[name]:8.2f}")


def _one_line(characters: int) -> ReaderText:
    words = random.Random(3).choices(WORDS, k=characters // 4)
    text = " ".join(words)[:characters]
    return ReaderText("1" * 32, "No line break", text)


def main() -> None:
    """Print the figures; `--quick` leaves out TextArea and the large documents."""
    quick = "--quick" in sys.argv
    text = document(200_000)
    print(f"{len(text.text):,} characters, 2,000 codings, {SIZE[0]}×{SIZE[1]}: the reader")
    ours = asyncio.run(_measure_reader(text, codings(text, 2_000)))
    if quick:
        return
    print("the same text in a TextArea, without codings")
    _compare(ours, asyncio.run(_measure_text_area(text)))
    for title, other, count in (
        ("200,000 characters, 10,000 codings", text, 10_000),
        ("60,000 characters without a line break, 600 codings", _one_line(60_000), 600),
        ("5,000,000 characters, 2,000 codings", document(5_000_000), 2_000),
    ):
        print(title)
        asyncio.run(_measure_reader(other, codings(other, count)))


if __name__ == "__main__":
    main()

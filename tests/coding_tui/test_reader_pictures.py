"""What the reader looks like: compared as pictures, which are of one version of Textual."""

from __future__ import annotations

from typing import Any

import pytest
from pictures import comparable
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from coding_tui.reader import ReaderCoding, ReaderText, ReaderTurn, TranscriptReader

pytestmark = comparable

SAID = (
    ("Interviewer", "interviewer", "What changed once early advice came in?"),
    (
        "CPS 43",
        "participant",
        "We speak to the police before the file exists now. They ring us, and it works. Before, you'd get a file with "
        "nothing in it, and you'd send it back, and everybody blamed everybody. I'd say that was most of my week for a "
        "couple of years, honestly, and nobody on either side was happy with it.",
    ),
    ("Interviewer", "interviewer", "Is that everywhere?"),
    (
        "CPS 43",
        "participant",
        "No. It depends who is on duty, honestly. [laughs] Some of them will ring, and some of them will wait until "
        "the disclosure schedule is finished.\nAnd then you are back where you were.",
    ),
    ("Interviewer", "interviewer", "How do you find out that a case has stalled?"),
    (
        "CPS 43",
        "participant",
        "You look at the tracker. Nobody tells you. Cafe\u0301 talk aside, it is the tracker, and the tracker is three "
        "weeks behind.",
    ),
)


def interview() -> ReaderText:
    text, turns = "", []
    for number, (who, role, said) in enumerate(SAID * 6, 1):
        label_start, start = len(text), len(text) + len(who) + 2
        text += f"{who}: {said}"
        turns.append(ReaderTurn(number, label_start, start, len(text), who, role, 37.0 * number))
        text += "\n\n"
    return ReaderText("d" * 32, "CPS 43", text, tuple(turns))


DOCUMENT = interview()


def span(first: str, last: str = "") -> tuple[int, int]:
    start = DOCUMENT.text.index(first)
    end = DOCUMENT.text.index(last or first, start) + len(last or first)
    return start, end


def coding(place: tuple[int, int], name: str, hue: int, **more: Any) -> ReaderCoding:
    return ReaderCoding(f"{hue:032x}", *place, f"{hue:032x}", name, hue, **more)


CODINGS = (
    coding(span("They ring us, and it works."), "Early contact", 0),
    coding(span("We speak", "you'd get"), "Shared language", 2, mine=False, coder="Ben"),
    coding(span("you'd get a file", "blamed everybody."), "Blame across", 1, stance="◇ rep"),
    coding(span("everybody blamed", "most of my week"), "Own practice", 4, key=True),
    coding(span("nobody on either side"), "Fatigue", 3, memo=True),
    coding(span("It depends who is on duty"), "Joint training", 5),
    coding(span("Some of them will ring", "look at the tracker."), "Delay and queues", 6),
    coding(span("tracker is three weeks behind"), "Trackers", 7),
)


class Picture(App[None]):
    """A reader with much in it."""

    def __init__(self, theme: str, document: ReaderText | None = DOCUMENT) -> None:
        super().__init__()
        self.theme = theme
        self.document = document

    def compose(self) -> ComposeResult:
        yield TranscriptReader()

    def on_mount(self) -> None:
        reader = self.query_one(TranscriptReader)
        reader.open_document(self.document, CODINGS if self.document else ())
        reader.focus()


async def selecting(pilot: Pilot[None]) -> None:
    """With a selection over coded words, and two search hits."""
    reader = pilot.app.query_one(TranscriptReader)
    reader.select(*span("file with nothing in it, and you'd"))
    reader.marks = tuple(sorted((span("blamed"), span("ring"))))
    await pilot.pause()


async def further_down(pilot: Pilot[None]) -> None:
    """Begun in the middle of a coding, with only a cursor."""
    reader = pilot.app.query_one(TranscriptReader)
    reader.scroll_to(y=12, animate=False)
    reader.move_to(span("Nobody tells")[0])
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "monochrome", "ansi-dark"])
def test_selection_and_marks_over_codings(
    theme: str, size: tuple[int, int], snap_compare: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    if theme == "monochrome":
        monkeypatch.setenv("NO_COLOR", "1")
    app = Picture("textual-dark" if theme == "monochrome" else theme)
    assert snap_compare(app, terminal_size=size, run_before=selecting)


def test_a_coding_that_begins_above_is_named_in_the_first_row(snap_compare: Any) -> None:
    assert snap_compare(Picture("textual-dark"), terminal_size=(72, 20), run_before=further_down)


def test_no_document(snap_compare: Any) -> None:
    assert snap_compare(Picture("textual-dark", None), terminal_size=(80, 8))

"""A reader in an app of its own, over a short interview that holds whatever a text may hold."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from coding_tui.reader import ReaderCoding, ReaderText, ReaderTurn, TranscriptReader

HOSTILE = "[laughs] [/b] [red] \x1b]52;c;QQ==\x07 \x1b[2J\u202eabc\x00 \x9b31m"
SAID = (
    ("Interviewer", "interviewer", "What changed once early advice came in?"),
    (
        "CPS 43",
        "participant",
        "We speak to the police before the file exists now. They ring us, and it works. Before, you'd get a file with "
        "nothing in it.\nAnd you'd send it back.",
    ),
    ("Interviewer", "interviewer", "Is that everywhere?"),
    ("CPS 43", "participant", f"No. {HOSTILE} cafe\u0301 東京の病院 👩\u200d⚕\ufe0f שלום."),
)


def interview(times: int = 1) -> ReaderText:
    text, turns = "", []
    for number, (who, role, said) in enumerate(SAID * times, 1):
        label_start, start = len(text), len(text) + len(who) + 2
        text += f"{who}: {said}"
        turns.append(ReaderTurn(number, label_start, start, len(text), who, role, 20.0 * number))
        text += "\n\n"
    return ReaderText("d" * 32, "CPS 43", text, tuple(turns))


DOCUMENT = interview()
TEXT = DOCUMENT.text


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def coding(words: str, name: str = "Early contact", **more: object) -> ReaderCoding:
    start, end = span(words)
    return ReaderCoding(f"{name}{start}", start, end, name, name, 0, **more)  # type: ignore[arg-type]


RING = coding("They ring us, and it works.")
FILE = coding("We speak to the police before the file exists now. They ring us", "Shared language")


class ReaderApp(App[None]):
    """A reader, and what it said."""

    def __init__(
        self, document: ReaderText | None = DOCUMENT, codings: tuple[ReaderCoding, ...] = (RING, FILE)
    ) -> None:
        super().__init__()
        self.document, self.given = document, codings
        self.said: list[Message] = []

    def compose(self) -> ComposeResult:
        yield TranscriptReader(id="reader")

    def on_mount(self) -> None:
        self.reader.open_document(self.document, self.given)
        self.reader.focus()

    @property
    def reader(self) -> TranscriptReader:
        return self.query_one(TranscriptReader)

    def keep(self, message: Message) -> None:
        self.said.append(message)

    on_transcript_reader_selection_changed = keep
    on_transcript_reader_codings_under_cursor = keep
    on_transcript_reader_coding_stretched = keep
    on_transcript_reader_stretching_changed = keep


def rows(reader: TranscriptReader) -> list[str]:
    return [reader.render_line(y).text for y in range(reader.size.height)]


async def at(pilot: Pilot[None], words: str) -> TranscriptReader:
    """The reader with the cursor before these words, and nothing said yet."""
    app = pilot.app
    assert isinstance(app, ReaderApp)
    await pilot.pause()
    app.reader.move_to(TEXT.index(words))
    await pilot.pause()
    app.said.clear()
    return app.reader

"""The reader in a running app: what keys and mouse do, what it says, and what every row is made of."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.color import Color
from textual.message import Message
from textual.pilot import Pilot
from textual.theme import BUILTIN_THEMES

from coding_tui.palette import LEGIBLE, contrast
from coding_tui.reader import CodingIndex, Place, ReaderCoding, ReaderText, ReaderTurn, TranscriptReader

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


async def test_turns_have_their_number_and_speaker_above_their_words() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        lines = [line.rstrip() for line in rows(app.reader)]
    assert lines[0] == "   1 Interviewer  0:20"
    assert lines[1] == "▎    What changed once early advice came in?"
    assert lines[3].startswith("   2 CPS 43  0:40")
    assert not any("CPS 43:" in line for line in lines)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (200, 60), (24, 10)])
async def test_every_row_is_exactly_as_wide_as_the_reader(size: tuple[int, int]) -> None:
    app = ReaderApp()
    async with app.run_test(size=size) as pilot:
        reader = await at(pilot, "[laughs]")
        reader.select(*span("it works. Before"))
        reader.marks = (span("police"), span("speak"))
        await pilot.pause()
        for _ in range(3):
            reader.render_lines(reader.size.region)
            for y in range(reader.size.height):
                strip = reader.render_line(y)
                assert cell_len(strip.text) == strip.cell_length == reader.scrollable_content_region.width
            await pilot.press("pagedown")


async def test_words_stay_within_a_readable_measure() -> None:
    for width, least, most in ((120, 68, 90), (200, 68, 90), (300, 68, 90), (80, 50, 68)):
        app = ReaderApp()
        async with app.run_test(size=(width, 30)) as pilot:
            await pilot.pause()
            assert least <= app.reader.wrapped.width <= most


async def test_hostile_words_are_shown_and_obeyed_by_nobody() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "[laughs]")
        shown = "".join(rows(reader))
        assert "[laughs] [/b] [red] ␛]52;c;QQ==␇ ␛[2J⸗abc␀ �31m" in shown
        assert not set(shown) & set("\x1b\x07\x00\x9b\u202e")
        reader.select(*span(HOSTILE))
        assert reader.selected_text == HOSTILE


async def test_every_word_can_be_reached_with_the_right_arrow() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        reader = await at(pilot, "What changed")
        seen = {reader.cursor}
        for _ in TEXT:
            reader.action_go("right")
            seen.add(reader.cursor)
    for turn in DOCUMENT.turns:
        missing = set(range(turn.start, turn.end + 1)) - seen
        assert {TEXT[offset] for offset in missing} <= set("\u0301\u200d\u2695\ufe0f")


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        (["shift+right"] * 4, "They"),
        (["ctrl+shift+right"] * 2, "They ring"),
        (["v", "ctrl+right", "right"], "They "),
        (["v", "greater_than_sign"], "They ring us, and it works. "),
        (["w"], "They"),
        (["w", "w"], "They ring"),
        (["s"], "They ring us, and it works."),
        (["s", "s"], "They ring us, and it works. Before, you'd get a file with nothing in it."),
        (["t"], TEXT[DOCUMENT.turns[1].start : DOCUMENT.turns[1].end]),
        (["t", "t"], TEXT[DOCUMENT.turns[1].start : DOCUMENT.turns[2].end]),
        (["plus"], "They"),
        (["plus", "plus"], "They ring us, and it works."),
        (["plus", "plus", "plus", "minus"], "They ring us, and it works."),
        (["shift+right", "escape"], ""),
        (["v", "right", "escape", "right"], ""),
        (["shift+right", "left"], ""),
        (["shift+end", "shift+home", "shift+right"], "W"),
    ],
)
async def test_selecting_by_keyboard(keys: list[str], selected: str) -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "They ring" if keys[0] != "shift+end" else "We speak")
        await pilot.press(*keys)
        assert reader.selected_text == selected


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["right_square_bracket"], "Is that everywhere"),
        (["left_square_bracket"], "We speak"),
        (["left_square_bracket"] * 2, "What changed"),
        (["less_than_sign"], "We speak"),
        (["greater_than_sign"], "Before, you'd"),
        (["left_curly_bracket"], "We speak"),
        (["left_curly_bracket", "right_curly_bracket"], "They ring"),
        (["u"], "Before, you'd"),
        (["u", "u"], "No. [laughs]"),
        (["ctrl+home"], "What changed"),
        (["ctrl+left"], "now. They"),
        (["home"], "We speak"),
    ],
)
async def test_moving_by_keyboard(keys: list[str], words: str) -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "They ring")
        await pilot.press(*keys)
        assert TEXT[reader.cursor :].startswith(words)


async def test_selecting_never_takes_half_a_grapheme() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "cafe\u0301")
        accent = TEXT.index("\u0301")
        reader.select(accent - 4, accent)
        assert reader.selected_text == "cafe\u0301"
        reader.select(TEXT.index("⚕"), TEXT.index("⚕") + 1)
        assert reader.selected_text == "👩\u200d⚕\ufe0f"
        reader.move_to(accent)
        assert reader.cursor == accent - 1


async def test_it_says_what_is_selected_and_what_is_coded_there() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "What changed")
        reader.move_to(span("ring us")[0])
        await pilot.pause()
        reader.select(*span("it works. Before"))
        await pilot.pause()
        here = [
            [each.name for each in message.codings]
            for message in app.said
            if isinstance(message, TranscriptReader.CodingsUnderCursor)
        ]
        assert here == [["Shared language", "Early contact"], ["Early contact"]]
        chosen = [message for message in app.said if isinstance(message, TranscriptReader.SelectionChanged)]
        assert (chosen[-1].start, chosen[-1].end) == span("it works. Before") == reader.selection
        assert chosen[-1].control is reader


async def test_new_codings_under_a_still_cursor_are_said_too() -> None:
    app = ReaderApp(codings=())
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "ring us")
        reader.codings = CodingIndex([RING])
        await pilot.pause()
        assert [message.codings for message in app.said if hasattr(message, "codings")] == [(RING,)]


async def test_stretching_an_edge_says_the_new_span() -> None:
    app = ReaderApp(codings=(RING,))
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "works.")
        await pilot.press("e")
        assert reader.stretching == RING
        assert reader.selection == (RING.start, RING.end)
        await pilot.press("ctrl+right", "ctrl+right", "enter")
        stretched = [message for message in app.said if isinstance(message, TranscriptReader.CodingStretched)]
        assert [(each.uid, each.start, each.end) for each in stretched] == [
            (RING.uid, RING.start, span("Before, you'd")[1])
        ]
        assert reader.stretching is None
        assert reader.selected_text == ""


async def test_escape_puts_a_stretched_edge_back() -> None:
    app = ReaderApp(codings=(RING,))
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "ring us")
        before = reader.cursor
        await pilot.press("e", "left", "left", "escape")
        await pilot.pause()
        assert not [each for each in app.said if isinstance(each, TranscriptReader.CodingStretched)]
        assert (reader.cursor, reader.selected_text, reader.stretching) == (before, "", None)


async def test_keys_with_nothing_to_do_here_go_on_to_the_screen() -> None:
    heard: list[str] = []

    class Outer(ReaderApp):
        BINDINGS = [("escape", "hear('escape')", ""), ("enter", "hear('enter')", "")]  # noqa: RUF012

        def action_hear(self, key: str) -> None:
            heard.append(key)

    app = Outer(codings=())
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, "ring us")
        await pilot.press("escape", "enter")
    assert heard == ["escape", "enter"]


async def test_dragging_with_the_mouse_selects() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "What changed")
        column, row = reader.wrapped.cell_of(span("the police")[0])
        gutter = 5
        await pilot.mouse_down(reader, offset=(gutter + column, row))
        await pilot.hover(reader, offset=(gutter + column + 10, row))
        await pilot.mouse_up(reader, offset=(gutter + column + 10, row))
        assert reader.selected_text == "the police"


@pytest.mark.parametrize(
    ("times", "selected"), [(1, ""), (2, "police"), (3, "We speak to the police before the file exists now.")]
)
async def test_clicking_once_twice_and_three_times(times: int, selected: str) -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "What changed")
        column, row = reader.wrapped.cell_of(span("police")[0])
        await pilot.click(reader, offset=(5 + column + 2, row), times=times)
        assert reader.selected_text == selected


async def test_clicking_twice_on_a_heading_takes_the_turn() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "What changed")
        await pilot.click(reader, offset=(8, 3), times=2)
        assert reader.selection == (DOCUMENT.turns[1].start, DOCUMENT.turns[1].end)


async def test_holding_the_mouse_at_the_edge_scrolls_on() -> None:
    app = ReaderApp(interview(30), ())
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        reader = app.reader
        await pilot.mouse_down(reader, offset=(10, 4))
        await pilot.hover(reader, offset=(10, 11))
        before = reader.selection[1]
        for _ in range(200):
            await pilot.pause(0.02)
            if reader.scroll_offset.y > 3:
                break
        await pilot.mouse_up(reader, offset=(10, 11))
        assert reader.scroll_offset.y > 3
        assert reader.selection[1] > before


async def test_the_first_row_in_view_stays_through_any_number_of_resizes() -> None:
    app = ReaderApp(interview(60), ())
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        reader = app.reader
        reader.scroll_to(y=reader.wrapped.height // 2, animate=False)
        await pilot.pause()
        top = reader.wrapped.starts[reader.scroll_offset.y]
        for width in (60, 101, 77, 143, 50, 120):
            await pilot.resize_terminal(width, 30)
            await pilot.pause()
            row = reader.wrapped.row_of(top)
            assert reader.scroll_offset.y in {row, row - 1, row - 2}
        assert reader.wrapped.starts[reader.scroll_offset.y] == top


async def test_the_cursor_is_always_brought_into_view() -> None:
    app = ReaderApp(interview(60), ())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        reader = app.reader
        for keys in (["ctrl+end"], ["pageup"] * 3, ["up"] * 40, ["ctrl+home"], ["pagedown"] * 4, ["down"] * 30):
            await pilot.press(*keys)
            row = reader.wrapped.row_of(reader.cursor)
            assert reader.scroll_offset.y <= row < reader.scroll_offset.y + reader.size.height


async def test_brackets_name_their_codes_at_the_first_row_in_view() -> None:
    long = ReaderCoding("a" * 32, 0, len(interview(30).text) - 3, "b" * 32, "All of it", 1)
    app = ReaderApp(interview(30), (long,))
    async with app.run_test(size=(120, 12)) as pilot:
        await pilot.pause()
        assert "All of it" in rows(app.reader)[0]
        app.reader.scroll_to(y=40, animate=False)
        await pilot.pause()
        named = ["All of it" in line for line in rows(app.reader)]
        assert named == [True] + [False] * 11
        assert all("│" in line for line in rows(app.reader))


async def test_more_codings_than_lanes_are_owned_up_to() -> None:
    many = tuple(coding("They ring us", f"Code {number}") for number in range(12))
    app = ReaderApp(codings=many)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        line = next(line for line in rows(app.reader) if "They ring us" in line)
    assert "┆" in line
    assert "+11" in line


async def test_signs_and_other_coders_are_named_in_the_margin() -> None:
    theirs = coding("it works", "Blame", coder="Ben", stance="◇ rep", key=True, memo=True, mine=False)
    app = ReaderApp(codings=(theirs,))
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.pause()
        assert any("Blame ◇ rep ★ ¶ · Ben" in line for line in rows(app.reader))


async def test_place_says_turn_time_and_share() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "Is that everywhere")
        assert reader.place == Place(3, 4, 60.0, round(100 * reader.cursor / len(TEXT.rstrip())))


async def test_trimmed_selection_leaves_white_space_out() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "They")
        reader.select(span(" They ring ")[0], span(" They ring ")[1])
        assert reader.trimmed_selection == span("They ring")
        reader.select(*span(" "))
        assert reader.trimmed_selection[0] == reader.trimmed_selection[1]


@pytest.mark.parametrize(
    ("document", "notice"),
    [
        (None, "No document is open."),
        (ReaderText("0" * 32, "CPS [b]44", "  \n "), "‘CPS [b]44’ holds no words."),
    ],
)
async def test_nothing_to_read_is_said_and_every_key_is_harmless(document: ReaderText | None, notice: str) -> None:
    app = ReaderApp(document, ())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert notice in rows(app.reader)[1]
        await pilot.press("right", "down", "pagedown", "w", "s", "t", "plus", "minus", "e", "v", "u", "escape", "enter")
        await pilot.click(app.reader, offset=(5, 5), times=2)
        await pilot.resize_terminal(70, 20)
        assert app.reader.selection == (0, 0)
        assert app.reader.place is None


async def test_another_document_starts_at_its_beginning_with_nothing_left_over() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "Is that")
        await pilot.press("s")
        reader.marks = (span("They"),)
        reader.transcript = ReaderText("e" * 32, "Memo", "Another text.")
        await pilot.pause()
        assert (reader.selection, reader.codings.codings, reader.marks) == ((0, 0), [], ())
        assert rows(reader)[0].rstrip() == "▎    Another text."


async def test_copying_takes_the_words_as_they_are() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, "They ring")
        await pilot.press("s", "ctrl+c")
        assert app.clipboard == "They ring us, and it works."


async def test_every_reader_key_has_an_id_and_says_what_it_does() -> None:
    keys = [binding for binding in TranscriptReader.BINDINGS if not isinstance(binding, tuple)]
    assert len({binding.id for binding in keys}) == len(keys)
    assert all(binding.id and binding.id.startswith("reader.") and binding.description for binding in keys)
    assert not {binding.key for binding in keys} & set("123456789cxmpqrdihgn.*/")


async def test_words_are_legible_in_every_theme_and_over_every_overlap() -> None:
    deep = tuple(
        ReaderCoding(f"{hue}-{depth}", start + depth, end, "", "Code", hue)
        for hue, (start, end) in enumerate((turn.start, turn.end) for turn in interview(6).turns)
        for depth in range(4)
    )
    app = ReaderApp(interview(6), deep)
    async with app.run_test(size=(100, 130)) as pilot:
        await pilot.pause()
        app.reader.select(*span("They ring us, and it"))
        app.reader.marks = (span("nothing in it"),)
        for theme in BUILTIN_THEMES.values():
            if theme.ansi:
                continue
            app.theme = theme.name
            await pilot.pause()
            app.reader.render_lines(app.reader.size.region)
            for y in range(app.reader.size.height):
                for text, style, _ in app.reader.render_line(y):
                    if text.strip() and style and style.color and style.bgcolor:
                        ink, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
                        assert contrast(ink, ground) >= LEGIBLE, (theme.name, text)


async def test_without_colour_overlaps_are_told_by_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "Is that")
        looks = {}
        for y in range(reader.size.height):
            for text, style, _ in reader.render_line(y):
                looks[text.strip()] = (bool(style and style.underline), bool(style and style.bold))
    assert looks["We speak to the police before the file exists now."] == (True, False)
    assert looks["They ring us"] == (True, True)
    assert looks[", and it works."] == (True, False)
    assert looks["Is that everywhere?"[1:]] == (False, False)


async def test_a_document_given_before_there_is_a_screen_is_shown_where_it_was_asked() -> None:
    class Early(App[None]):
        def compose(self) -> ComposeResult:
            reader = TranscriptReader()
            document = interview(40)
            reader.open_document(document, (RING,), at=document.turns[-1].start)
            yield reader

    app = Early()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        reader = app.query_one(TranscriptReader)
        row = reader.wrapped.row_of(reader.cursor)
        assert reader.wrapped.passage_at(reader.cursor).turn is not None
        assert reader.cursor > len(TEXT)
        assert reader.scroll_offset.y <= row < reader.scroll_offset.y + reader.size.height


async def test_sentences_from_outside_are_gone_by() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "They ring")
        reader.sentences = (span("We speak to the police before the file exists now. They ring us, and it works."),)
        await pilot.press("s")
        assert reader.selection == reader.sentences[0]


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = ReaderApp(interview(30), ())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.reader.scroll_to(y=10, animate=False)
        await pilot.pause()
        assert app.reader.cursor == DOCUMENT.turns[0].start
        await pilot.press("right")
        assert app.reader.scroll_offset.y == 0

"""The reader in a running app: what keys do, and what it says."""

from __future__ import annotations

import pytest
from readers import DOCUMENT, RING, TEXT, ReaderApp, at, interview, rows, span
from resting import resize
from textual.app import App, ComposeResult

from coding_tui.reader import CodingIndex, Place, ReaderText, TranscriptReader


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


async def test_the_cursor_is_always_brought_into_view() -> None:
    app = ReaderApp(interview(60), ())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        reader = app.reader
        for keys in (["ctrl+end"], ["pageup"] * 3, ["up"] * 40, ["ctrl+home"], ["pagedown"] * 4, ["down"] * 30):
            await pilot.press(*keys)
            row = reader.wrapped.row_of(reader.cursor)
            assert reader.scroll_offset.y <= row < reader.scroll_offset.y + reader.size.height


async def test_place_says_turn_time_and_share() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 40)) as pilot:
        reader = await at(pilot, "Is that everywhere")
        line, lines = TEXT.count("\n", 0, reader.cursor) + 1, TEXT.count("\n") + 1
        assert reader.place == Place(3, 4, 60.0, round(100 * reader.cursor / len(TEXT.rstrip())), line, lines)


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
        await resize(pilot, 70, 20)
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

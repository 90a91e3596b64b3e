from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size
from textual.app import App, ComposeResult
from textual.widgets import Static

from coding_tui.plain_words import shown, words

anything = st.text(st.characters(codec=None), max_size=80)


@given(anything)
def test_what_is_shown_has_as_many_code_points(text: str) -> None:
    assert len(shown(text)) == len(text)


@given(anything)
def test_what_is_shown_holds_nothing_a_terminal_obeys(text: str) -> None:
    forbidden = set(map(chr, [*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0)])) | set("\u202e\u2066\u2067\u200f")
    assert not forbidden & set(shown(text))


@given(anything)
def test_showing_twice_changes_nothing_more(text: str) -> None:
    assert shown(shown(text)) == shown(text)


@given(anything)
def test_every_line_begins_with_something_that_takes_room(text: str) -> None:
    for line in shown(text).split("\n"):
        assert line == "" or get_character_cell_size(line[0]) > 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[laughs] [/b] [red]", "[laughs] [/b] [red]"),
        ("\x1b]52;c;QQ==\x07", "␛]52;c;QQ==␇"),
        ("a\tb\nc", "a b\nc"),
        ("nul\x00 del\x7f c1\x9b", "nul␀ del␡ c1�"),
        ("abc\u202edef\u2066", "abc⸗def⸗"),
        ("soft\xadhyphen zero\u200bwidth", "soft·hyphen zero·width"),
        ("tag\U000e0041 lone\ud800", "tag� lone�"),
        ("line\u2028end", "line␤end"),
        ("\u0301 alone", "· alone"),
        ("cafe\u0301 👩\u200d⚕\ufe0f نامه\u200cای", "cafe\u0301 👩\u200d⚕\ufe0f نامه\u200cای"),
        ("joined to nothing\u200d now", "joined to nothing· now"),
    ],
)
def test_each_kind_has_its_stand_in(text: str, expected: str) -> None:
    assert shown(text) == expected


async def test_words_are_no_markup_to_a_widget() -> None:
    said = "[laughs] [/b] [red] \x1b]52;c;QQ==\x07"

    class Saying(App[None]):
        def compose(self) -> ComposeResult:
            yield Static(words(said))

    app = Saying()
    async with app.run_test(size=(60, 5)):
        strip = app.query_one(Static).render_line(0)
    assert strip.text.rstrip() == "[laughs] [/b] [red] ␛]52;c;QQ==␇"
    assert cell_len(strip.text) == strip.cell_length

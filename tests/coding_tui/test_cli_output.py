"""What reaches stdout and stderr: tables, JSON, and people's words made inert."""

from __future__ import annotations

import json
from contextlib import redirect_stdout

from cli_calls import Stream
from hypothesis import given
from hypothesis import strategies as st

from coding_tui.cli.output import echo, echo_data, echo_json, number, utf8_streams
from coding_tui.cli.progress import bar
from coding_tui.cli.tables import cells, table
from coding_tui.inert import shown

ESCAPE = "before \x1b]52;c;aGk=\x07 \x9b31m after\x7f"
anything = st.text(st.characters(exclude_categories=()))


def printed(write: object, *values: object, terminal: bool = True) -> str:
    out = Stream(terminal)
    with redirect_stdout(out):
        utf8_streams()
        write(*values)  # type: ignore[operator]
    return out.written()


def is_inert(text: str) -> bool:
    return all(character == "\n" or (character >= " " and not "\x7f" <= character <= "\x9f") for character in text)


@given(anything)
def test_whatever_is_echoed_is_inert_and_as_long_as_before(text: str) -> None:
    said = printed(echo, text)
    assert is_inert(said)
    assert len(said) == len(text) + 1


@given(anything)
def test_json_comes_back_as_it_was_and_holds_nothing_a_terminal_obeys(text: str) -> None:
    said = printed(echo_json, {"text": text})
    assert is_inert(said)
    assert json.loads(said) == {"text": text}


def test_data_are_exact_in_a_pipe_and_inert_on_a_terminal() -> None:
    assert printed(echo_data, ESCAPE, terminal=False) == ESCAPE + "\n"
    assert printed(echo_data, ESCAPE, terminal=True) == shown(ESCAPE) + "\n"


@given(st.lists(st.tuples(anything, anything), max_size=6))
def test_a_table_has_a_line_a_row_whatever_is_in_it(rows: list[tuple[str, str]]) -> None:
    drawn = table(("one", "two"), rows)
    assert is_inert(drawn)
    assert drawn.count("\n") == len(rows)


def test_a_table_aligns_wide_letters_and_numbers() -> None:
    drawn = table(
        ("name", "words", "α"), [("日本", 12345, 0.5), ("é\u0301", 7, None), ("🙂", 1, -0.25)], right=("words", "α")
    )
    assert drawn.splitlines() == [
        "name   words      α",
        "日本  12,345   0.50",
        "é\u0301          7      –",
        "🙂         1  -0.25",
    ]


def test_widths_are_those_of_a_terminal() -> None:
    assert [cells(text) for text in ("abc", "日本", "e\u0301", "“é”")] == [3, 4, 1, 3]


def test_counts_read_as_people_say_them() -> None:
    assert [number(n, "coding") for n in (0, 1, 1204)] == ["0 codings", "1 coding", "1,204 codings"]


@given(st.integers(0, 500), st.integers(0, 500), anything, st.integers(1, 200))
def test_the_bar_fits_its_line(done: int, total: int, name: str, width: int) -> None:
    line = bar("Importing", min(done, total), total, name, width)
    assert cells(line) <= width
    assert is_inert(line)
    assert "\n" not in line

"""Flagged passages in the reader: one line for all their words, one stop for the cursor, whole in every selection."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from coding_tui.reader import ReaderCoding, ReaderText, ReaderTurn, TranscriptReader
from coding_tui.reader.folding import ReaderFlag, folds
from coding_tui.reader.model import passages
from coding_tui.reader.movement import by_rows, next_grapheme, previous_grapheme
from coding_tui.reader.wrapping import STOPS, RowKind, WrappedText, displayable

TEXT = (
    "What changed?\n\nWe speak to the police before the file exists now. They ring us, and it works. Before, you'd "
    "get a file with nothing in it.\nAnd you'd send it back, cafe\u0301 東京 👩\u200d⚕\ufe0f.\n\nIs that everywhere?"
)


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


SAID = (
    ("Interviewer", "What changed?"),
    ("CPS 43", TEXT[15 : TEXT.index("\n\nIs")]),
    ("Interviewer", "Is that everywhere?"),
)
DOCUMENT = ReaderText(
    "d" * 32,
    "CPS 43",
    TEXT,
    tuple(ReaderTurn(n, span(said)[0], *span(said), who) for n, (who, said) in enumerate(SAID, 1)),
)


class ReaderApp(App[None]):
    """A reader alone."""

    def compose(self) -> ComposeResult:
        yield TranscriptReader()


START, END = span("They ring us, and it works.")
FLAG = ReaderFlag("f1", START, END, "Ann")
STRETCHES = passages(DOCUMENT)
SHOWN = displayable(TEXT, STRETCHES)


def rows_of(reader: TranscriptReader) -> list[str]:
    height = reader.wrapped.height
    return [reader.render_line(y).text for y in range(height)]


def test_flags_that_share_characters_fold_as_one() -> None:
    flags = [ReaderFlag("b", 5, 9, "Ben"), ReaderFlag("a", 2, 6, "Ann"), ReaderFlag("c", 9, 12, "Ann")]
    first, second = folds(flags)
    assert (first.start, first.end, first.coders) == (2, 9, ("Ann", "Ben"))
    assert (second.start, second.end) == (9, 12)
    assert folds(flags, {"a"}) == (first, second)
    assert folds(flags, {"a", "b"}) == (second,)


@given(
    st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 60)), max_size=5),
    st.integers(2, 60),
    st.integers(0, len(TEXT)),
)
def test_offsets_stay_what_they_are_whatever_is_folded(pairs: list[tuple[int, int]], width: int, offset: int) -> None:
    flags = [ReaderFlag(str(n), start, min(start + long, len(TEXT)), "Ann") for n, (start, long) in enumerate(pairs)]
    wrapped = WrappedText(SHOWN, STRETCHES, width, folds(flags))
    assert wrapped.starts == sorted(wrapped.starts)
    assert all(start <= end for start, end in zip(wrapped.starts, wrapped.ends, strict=True))
    for number, stretch in enumerate(STRETCHES):
        rows = [r for r in range(wrapped.height) if wrapped.owners[r] == number and wrapped.kinds[r] in STOPS]
        assert rows
        assert (wrapped.starts[rows[0]], wrapped.ends[rows[-1]]) == (stretch.start, stretch.end)
        between = [TEXT[wrapped.ends[a] : wrapped.starts[b]] for a, b in pairwise(rows)]
        assert set(between) <= {"", "\n"}
    place = wrapped.snapped(offset)
    assert wrapped.snapped(place) == place
    assert next_grapheme(wrapped, place) >= place >= previous_grapheme(wrapped, place)


def test_a_fold_is_one_stop() -> None:
    wrapped = WrappedText(SHOWN, STRETCHES, 60, folds([FLAG]))
    row = wrapped.row_of(START + 4)
    assert wrapped.kinds[row] == RowKind.FOLDED
    after = wrapped.ends[row]
    assert next_grapheme(wrapped, START) == after
    assert previous_grapheme(wrapped, after) == START
    assert by_rows(wrapped, wrapped.starts[row - 1], 1, 7) == START
    assert wrapped.snapped(START + 5) == START
    assert wrapped.snapped_up(START + 5) == after


async def test_a_fold_says_how_much_by_whom_and_nothing_else() -> None:
    app = ReaderApp()
    async with app.run_test(size=(100, 30)) as pilot:
        reader = app.query_one(TranscriptReader)
        reader.open_document(DOCUMENT, [ReaderCoding("c1", START, END, "e", "Early contact", 0)], flags=[FLAG])
        await pilot.pause()
        text = "\n".join(rows_of(reader))
        assert "▸ 1 line folded: flagged as distressing by Ann" in text
        assert "They ring us" not in text
        assert "We speak to the police before the file exists now." in text
        folded = next(row for row in rows_of(reader) if "▸" in row)
        assert "Early contact" in folded


def test_the_line_is_as_long_as_there_is_room_and_counts_finds_first() -> None:
    (fold,) = folds([FLAG])
    assert fold.line(3, 0, 100) == "▸ 3 lines folded: flagged as distressing by Ann · enter or space shows it"
    assert fold.line(3, 0, 65) == "▸ 3 lines folded: flagged as distressing by Ann · space shows it"
    assert fold.line(3, 1, 55) == "▸ 3 lines folded: distressing · 1 place found inside"
    assert all(len(fold.line(3, 2, room)) <= room for room in range(41, 120))


async def test_a_selection_across_a_fold_holds_all_of_it() -> None:
    app = ReaderApp()
    async with app.run_test(size=(100, 30)) as pilot:
        reader = app.query_one(TranscriptReader)
        reader.open_document(DOCUMENT, flags=[FLAG])
        reader.select(START - 10, START + 3)
        await pilot.pause()
        assert reader.trimmed_selection == (START - 10, END)
        assert "· selected" in "\n".join(rows_of(reader))


async def test_finds_inside_are_counted_on_the_line() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 30)) as pilot:
        reader = app.query_one(TranscriptReader)
        reader.open_document(DOCUMENT, flags=[FLAG])
        reader.marks = (span("ring"), span("works"))
        await pilot.pause()
        assert "2 places found inside" in "\n".join(rows_of(reader))


async def test_opening_and_folding_again_keeps_the_place() -> None:
    app = ReaderApp()
    async with app.run_test(size=(100, 30)) as pilot:
        reader = app.query_one(TranscriptReader)
        reader.open_document(DOCUMENT, flags=[FLAG], at=START + 6)
        assert reader.cursor == START
        assert [fold.uids for fold in reader.folds_here] == [("f1",)]
        reader.unfold(["f1"])
        await pilot.pause()
        assert "They ring us" in "\n".join(rows_of(reader))
        reader.move_to(START + 6)
        assert [flag.uid for flag in reader.flags_here] == ["f1"]
        reader.fold_again(["f1"])
        await pilot.pause()
        assert reader.cursor == START
        assert "They ring us" not in "\n".join(rows_of(reader))

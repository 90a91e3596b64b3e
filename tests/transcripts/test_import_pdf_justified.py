"""PDF: justified lines of narrow columns, whose spaces are as wide as gaps between columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from paper_files import WIDTH, Sheet, pdf, wrapped

from transcripts.importing import ImportedText, read_bytes

LEFT, TOP, BOTTOM = 50.0, 80.0, 740.0
SAID = [
    ("Interviewer", "Would you like to tell us how the responsibilities were communicated?"),
    (
        "CPS 12",
        "The coordinating organisation had interdisciplinary meetings, and administrative misunderstandings went on "
        "for two years or so before somebody asked. Nobody knew.",
    ),
    ("Interviewer", "And who was underestimating the risk?"),
    (
        "CPS 12",
        "We said so. It was proportionate, professionally, I believe, or nearly so. Multidisciplinary arrangements "
        "came after the reorganisation of our whole department, when the other team had left.",
    ),
    ("Interviewer", "When did the safeguarding begin?"),
    ("CPS 12", "I would have to look that up."),
    ("Interviewer", "So it was straightforward?"),
    (
        "CPS 12",
        "Nobody keeps a record, which is a pity, because at the end of each quarter somebody wants to know why this "
        "file waited and that one did not, and then there is only what people remember from conversations.",
    ),
    ("Interviewer", "Right. What would you change, given the choice?"),
    ("CPS 12", "The lists. They are long, handwritten mostly, and every station has its own abbreviations for things."),
    ("Interviewer", "Thank you for your time, that was very instructive."),
    ("CPS 12", "You are welcome; send me the transcription whenever it is ready, please."),
]


def justified(letters: int) -> Iterator[tuple[str, bool]]:
    """The lines of all turns, and whether each is stretched to the full width."""
    for name, words in SAID:
        yield from with_fullness(wrapped(f"{name}: {words}", letters))


def with_fullness(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The lines of a paragraph, all but the last of them stretched."""
    return ((line, number < len(lines) - 1) for number, line in enumerate(lines))


def put(sheet: Sheet, x: float, y: float, line: str, letters: int, *, one_string: bool) -> None:
    """A line stretched to so many letters' width, word by word or as one string that is told to move on at spaces."""
    words = line.split(" ")
    if len(words) == 1:
        sheet.put(x, y, line)
        return
    space = (letters - len(line.replace(" ", ""))) / (len(words) - 1)
    if one_string:
        shown = f"{-(space - 1) * WIDTH * 1000:.0f}".join(
            f"<{(word + ' ').encode('cp1252').hex()}>" for word in words[:-1]
        )
        shown += f"{-(space - 1) * WIDTH * 1000:.0f}<{words[-1].encode('cp1252').hex()}>"
        sheet.content.append(f"BT /F1 10 Tf 1 0 0 1 {x} {842 - y} Tm [{shown}] TJ ET")
        return
    for word in words:
        sheet.put(x, y, word)
        x += (len(word) + space) * WIDTH * 10


def pages(letters: int, columns: int, *, one_string: bool = False, gutter: float = 18) -> list[Sheet]:
    sheets, column, y = [Sheet()], 0, TOP
    for line, full in justified(letters):
        if y > BOTTOM:
            column, y = column + 1, TOP
        if column == columns:
            sheets.append(Sheet())
            column = 0
        x = LEFT + column * (letters * WIDTH * 10 + gutter)
        if full:
            put(sheets[-1], x, y, line, letters, one_string=one_string)
        else:
            sheets[-1].put(x, y, line)
        y += 12
    return sheets


def said(imported: ImportedText) -> list[tuple[str | None, str]]:
    return [(turn.speaker, imported.text[turn.start : turn.end]) for turn in imported.turns]


@pytest.mark.parametrize("letters", [20, 26, 34])
@pytest.mark.parametrize("one_string", [False, True])
def test_stretched_spaces_are_no_columns(letters: int, one_string: bool) -> None:
    imported = read_bytes(pdf(pages(letters, 1, one_string=one_string)), "a.pdf")
    assert said(imported) == SAID
    assert "\t" not in imported.text
    assert imported.doubts == ()


@pytest.mark.parametrize("letters", [22, 30, 36])
def test_columns_of_stretched_lines_are_read_one_after_the_other(letters: int) -> None:
    imported = read_bytes(pdf(pages(letters, 2)), "a.pdf")
    assert said(imported) == SAID
    assert imported.doubts == ()


def beside(turns: Sequence[tuple[str, str]], letters: int, gutter: float) -> tuple[Sheet, int]:
    """Turns in two justified columns of equal height, one painted after the other; how many lines have both."""
    lines = [each for name, words in turns for each in with_fullness(wrapped(f"{name}: {words}", letters))]
    rows, sheet = -(-len(lines) // 2), Sheet()
    for number, (line, full) in enumerate(lines):
        x, y = LEFT + number // rows * (letters * WIDTH * 10 + gutter), TOP + 12 * (number % rows)
        if full:
            put(sheet, x, y, line, letters, one_string=False)
        else:
            sheet.put(x, y, line)
    return sheet, len(lines) - rows


@pytest.mark.parametrize(
    ("turns", "letters", "gutter", "doubtful"),
    [(SAID[3:4], 34, 18, 3), (SAID[3:4], 40, 30, 3), (SAID[2:4], 28, 12, 5), (SAID[:1], 28, 30, 2)],
)
def test_a_few_lines_of_which_nothing_shows_whether_they_are_columns_are_said(
    turns: Sequence[tuple[str, str]], letters: int, gutter: float, doubtful: int
) -> None:
    """Whether the gaps were taken for spaces or divide too few lines for a gutter."""
    sheet, both = beside(turns, letters, gutter)
    assert both == doubtful
    imported = read_bytes(pdf([sheet]), "a.pdf")
    (doubt,) = imported.doubts
    assert doubt.about == "columns"
    assert doubt.said in imported.warnings
    assert doubt.said.startswith(f"{doubtful} lines on page 1 may be columns side by side, but were read straight ")
    assert f"compare with the PDF, first at “{turns[0][0]}: {turns[0][1].split()[0]} " in doubt.said


@pytest.mark.parametrize("rows", [1, 2, 3, 5])
def test_a_last_column_of_a_line_or_two_is_not_read_into_the_first(rows: int) -> None:
    lines = list(justified(34))
    sheet = Sheet()
    for number, (line, full) in enumerate(lines):
        right = number >= len(lines) - rows
        x, y = (320.0, TOP + 11 * (number - len(lines) + rows)) if right else (LEFT, TOP + 11 * number)
        if full:
            put(sheet, x, y, line, 34, one_string=False)
        else:
            sheet.put(x, y, line)
    assert said(read_bytes(pdf([sheet]), "a.pdf")) == SAID


def test_a_column_close_to_the_names_is_known_from_the_other_pages() -> None:
    """A gap between name and words narrower than the stretched spaces of other lines."""
    sheets = []
    for first in range(0, len(SAID), 2):
        sheet, y = Sheet(), TOP
        for name, words in SAID[first : first + 2]:
            sheet.put(LEFT, y, name)
            for number, line in enumerate(lines := wrapped(words, 30)):
                x, at = LEFT + 11 * WIDTH * 10 + 8, y + 12 * number
                if number < len(lines) - 1:
                    put(sheet, x, at, line, 30, one_string=False)
                else:
                    sheet.put(x, at, line)
            y += 12 * len(lines)
        sheets.append(sheet)
    assert said(read_bytes(pdf(sheets), "a.pdf")) == SAID

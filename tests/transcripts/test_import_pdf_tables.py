"""PDF: tables whose names wrap, scripts that run from the right, short rows that only look like running heads."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pytest
from paper_files import WIDTH, Sheet, pdf, wrapped

from transcripts.importing import ImportedText, read_bytes

ASKS, ANSWERS = "Interviewer", "Specialist Prosecutor CPS 43"
LONG = "We meet every second week and go through the list from the top, and nobody keeps a record of it. " * 2
SAID = [
    (ASKS, "What changed in the past year, and who would you say has noticed that it did?"), (ANSWERS, "Little."),
    (ASKS, "Why?"), (ANSWERS, LONG.strip()), (ASKS, "Right."), (ANSWERS, "So we wait, and some of them give up."),
]  # fmt: skip
EDGE = 530
"""Where lines of Hebrew and Arabic begin."""


def said(*sheets: Sheet) -> list[tuple[str | None, str]]:
    imported = read_bytes(pdf(sheets), "a.pdf")
    assert imported.doubts == ()
    return [(turn.speaker, imported.text[turn.start : turn.end]) for turn in imported.turns]


def row(sheet: Sheet, y: float, cells: Sequence[tuple[float, str, int]], middle: bool) -> float:
    """Paint a row of a table, one cell after the other; where the next one begins."""
    lines = [wrapped(words, letters) for _, words, letters in cells]
    tallest = max(map(len, lines))
    for (x, _, _), cell in zip(cells, lines, strict=True):
        sheet.put_all(x, y + (6 * (tallest - len(cell)) if middle else 0), cell)
    return y + 12 * tallest + 6


def table(words_at: float, *, middle: bool = False, times: bool = False) -> Sheet:
    sheet, y = Sheet(), 90.0
    for number, (name, words) in enumerate(SAID):
        cells = [(100.0, name, 11), (words_at, words, 50)]
        y = row(sheet, y, [(40.0, f"00:{number:02}:10", 8), *cells] if times else cells, middle)
    return sheet


@pytest.mark.parametrize("words_at", [200, 174])
@pytest.mark.parametrize("middle", [False, True])
@pytest.mark.parametrize("times", [False, True])
def test_a_name_that_wraps_in_its_cell_is_one_name(words_at: float, middle: bool, times: bool) -> None:
    assert said(table(words_at, middle=middle, times=times)) == SAID


def test_a_name_that_ends_on_the_next_page_is_one_name() -> None:
    first, second = table(200), Sheet()
    first.put_all(100, 500, ["Specialist", "Prosecutor"])
    first.put(200, 500, "Here.")
    second.put(100, 90, "CPS 43")
    row(second, 108, [(100, ASKS, 11), (200, "And then?", 50)], middle=False)
    assert said(first, second) == [*SAID, (ANSWERS, "Here."), (ASKS, "And then?")]


def test_a_title_close_above_a_table_is_no_part_of_the_first_name() -> None:
    sheet = Sheet()
    sheet.put(100, 78, "Interview 8")
    sheet.content += table(200).content
    imported = said(sheet)
    assert imported[0] == (None, "Interview 8")
    assert imported[1:] == SAID


def test_a_long_name_whose_end_stands_right_above_the_next_row_of_the_next_page() -> None:
    first, second = table(200), Sheet()
    first.put(100, 500, "Specialist")
    first.put(200, 500, "Here.")
    second.put_all(100, 90, ["Prosecutor", "CPS 43", "Interviewer"])
    second.put(200, 114, "And then?")
    row(second, 132, [(100, ANSWERS, 11), (200, LONG, 50)], middle=False)
    assert said(first, second) == [*SAID, (ANSWERS, "Here."), (ASKS, "And then?"), (ANSWERS, LONG.strip())]


def test_a_name_that_a_narrow_column_breaks_is_one_word() -> None:
    sheet, y = Sheet(), 90.0
    for name, words in SAID:
        parts = ["Intervie", "wer"] if name == ASKS else ["CPS 43"]
        sheet.put_all(100, y, parts)
        y = max(sheet.put_all(160, y, wrapped(words, 50)), y + 12 * len(parts)) + 6
    assert said(sheet) == [(ASKS if name == ASKS else "CPS 43", words) for name, words in SAID]


def test_rows_of_one_line_in_a_table_far_narrower_than_the_page_are_joined_with_what_goes_on_below() -> None:
    sheet, y, talk = Sheet(extra="/Rotate 0"), 90.0, []
    sheet.extra = "/MediaBox[0 0 1200 842]"
    for number in range(8):
        talk += [(ASKS, f"And what happened then, the {number}. time?"), (ANSWERS, f"{number}: {LONG}".strip())]
    for name, words in talk:
        sheet.put(40, y, "P7" if name == ANSWERS else name)
        y = sheet.put_all(140, y, wrapped(words, 60))
    assert said(sheet) == [("P7" if name == ANSWERS else name, words) for name, words in talk]


HEBREW = [
    ("מראיינת", "מה השתנה בשנת 2024 (אצלכן)?"),
    ("מרואיינת", "היינו שואלים קודם וכתבנו הכל בתיק, ואחר כך ישבנו יחד עם השוטרת ועם הפרקליטה כדי להבין מה עוד חסר."),
    ("מראיינת", "ומה עם CPS 43?"),
    ("מרואיינת", "עכשיו יש פגישה כל שבוע."),
]
ARABIC = [
    ("المحاور", "كيف بدأت العمل في هذه القضية؟"),
    ("المشارك", "بدأت قبل ثلاث سنوات عندما انضممت إلى الفريق ولم يكن لدينا وقت كاف للحديث مع الضحايا عن حقوقهم كلها."),
    ("المحاور", "وماذا تغير؟"),
    ("المشارك", "صار لدينا اجتماع كل أسبوع."),
]


def as_it_looks(line: str) -> str:
    """A line from left to right as it is seen: its letters turned, figures and Latin words as they are."""
    turned = line[::-1].translate(str.maketrans("()", ")("))
    for kept in ("2024", "CPS 43"):
        turned = turned.replace(kept[::-1], kept)
    return turned


@pytest.mark.parametrize("talk", [HEBREW, ARABIC], ids=["Hebrew", "Arabic"])
def test_scripts_from_the_right_are_read_from_the_right(talk: list[tuple[str, str]]) -> None:
    sheet, y = Sheet(), 90.0
    for name, words in talk:
        for line in wrapped(f"{name}: {words}", 60):
            sheet.put(EDGE - len(line) * WIDTH * 10, y, as_it_looks(line), "F3")
            y += 12
    assert said(sheet) == talk


@pytest.mark.parametrize("talk", [HEBREW, ARABIC], ids=["Hebrew", "Arabic"])
def test_brackets_that_a_file_names_as_they_were_typed_are_not_turned(talk: list[tuple[str, str]]) -> None:
    """LibreOffice and others paint the mirrored sign, and say that it is the one that was typed."""
    sheet, y = Sheet(), 90.0
    talk = [*talk, (talk[0][0], "כך, ב-CPS (North) כך?")]
    for name, words in talk:
        for line in wrapped(f"{name}: {words}", 60):
            painted = as_it_looks(line).translate(str.maketrans("()", ")(")).replace(")htroN( SPC", "CPS (North)")
            sheet.put(EDGE - len(line) * WIDTH * 10, y, painted, "F3")
            y += 12
    assert said(sheet) == talk


def test_vowel_signs_stay_with_their_letters() -> None:
    """They take no room and are painted above or below their letter, at heights of their own."""
    sheet = Sheet()
    for y, words in ((90, "المحاور: كَيْفَ بَدَأ؟"), (120, "المشارك: عادَةً."), (150, "المحاور: ثُمَّ؟"), (180, "المشارك: نَعَم.")):
        letters = [letter for letter in words if not unicodedata.combining(letter)]
        x = EDGE - len(letters) * WIDTH * 10
        for letter in reversed(words):  # from left to right: a sign before the letter that it is on
            if unicodedata.combining(letter):
                shown = letter.encode("utf-16-be").hex()
                sheet.content.append(f"BT /F3 10 Tf 0.1 Tz 1 0 0 1 {x + 1} {842 - y + 3} Tm <{shown}> Tj 100 Tz ET")
            else:
                sheet.put(x, y, letter, "F3")
                x += WIDTH * 10
    assert said(sheet) == [
        ("المحاور", "كَيْفَ بَدَأ؟"), ("المشارك", "عادَةً."), ("المحاور", unicodedata.normalize("NFC", "ثُمَّ؟")),
        ("المشارك", "نَعَم."),
    ]  # fmt: skip


def test_a_table_from_the_right_has_its_names_at_the_right() -> None:
    sheet, y = Sheet(), 90.0
    for name, words in HEBREW:
        for x, cell in ((EDGE, [name]), (EDGE - 100, wrapped(words, 40))):
            for number, line in enumerate(cell):
                sheet.put(x - len(line) * WIDTH * 10, y + 12 * number, as_it_looks(line), "F3")
        y += 12 * len(wrapped(words, 40)) + 6
    assert said(sheet) == HEBREW


def test_forms_by_place_in_the_word_are_written_as_letters() -> None:
    sheet = Sheet()
    sheet.put(300, 90, "\ufee1\ufefc\ufeb3", "F3")  # final meem, lam with alef, initial seen: as it looks, salaam
    imported: ImportedText = read_bytes(pdf([sheet]), "a.pdf")
    assert imported.text == "سلام"
    assert imported.warnings == ("forms of letters by their place in the word written as the letters: 3",)


def test_a_short_answer_atop_some_pages_is_no_running_head() -> None:
    """Programs put a page's first line at the same height always; a head stands there on the other pages too."""
    sheets = []
    for number in range(6):
        sheet = Sheet()
        y = sheet.put_all(72, 90, ["P7: Yes."] if number % 3 == 1 else wrapped(f"P7: Part {number * 'x'} {LONG}", 60))
        for asked in ("Why", "How"):
            y = sheet.put_all(72, y + 12, wrapped(f"Interviewer: {asked} {number}? {LONG}", 60))
        sheets.append(sheet)
    imported = read_bytes(pdf(sheets), "a.pdf")
    assert imported.text.count("P7: Yes.") == 2
    assert not any("running heads" in said for said in imported.warnings)


def test_a_heading_that_a_table_repeats_on_every_page_is_said_by_nobody() -> None:
    sheets = []
    for number in range(3):
        sheet, y = Sheet(), 90.0
        for name, words in [("Speaker", "Text"), *((name, f"Part {number}: {words}") for name, words in SAID[:4])]:
            y = row(sheet, y, [(100, name.replace("Specialist Prosecutor ", ""), 11), (200, words, 50)], middle=False)
        sheets.append(sheet)
    imported = read_bytes(pdf(sheets), "a.pdf")
    assert imported.text.count("Speaker") == 1
    assert imported.warnings == ("running heads and footers left out: “Speaker Text” (2)",)
    assert imported.speakers == {ASKS: 6, "CPS 43": 6}

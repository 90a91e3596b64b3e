"""Tables as transcripts: who said what in a row a turn, what a row a document holds, what is said of the rest."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from transcripts.errors import ImportRefused
from transcripts.importing import Decisions, ImportedText, read_documents, workbook
from transcripts.importing.repeated_heads import without_repeated_heads
from transcripts.importing.sheets import sheet_of_text
from transcripts.importing.table_sorts import sort_of
from transcripts.importing.table_times import times
from transcripts.importing.workbook import as_seen

FILES = Path(__file__).parent / "files"


def of_rows(*rows: Sequence[str], name: str = "t.csv", delimiter: str = ",") -> tuple[ImportedText, ...]:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return read_documents(file.getvalue().encode(), name)


def said(document: ImportedText) -> list[tuple[str | None, float | None, str]]:
    return [(t.speaker, t.time, document.text[t.start : t.end]) for t in document.turns]


def labels(document: ImportedText) -> list[str]:
    return [document.text[t.label_start : t.start] for t in document.turns]


def test_a_row_is_a_turn_and_an_empty_speaker_goes_on() -> None:
    (one,) = read_documents((FILES / "turns-continued.csv").read_bytes(), "turns-continued.csv")
    assert said(one) == [
        ("Interviewer", 4.0, "What changed,\nfor you?"),
        ("Officer 3", 9.0, "We ring first; then we write.\nThat’s “the” change."),
        ("Interviewer", 21.0, "And since?"),
    ]
    assert labels(one) == ["Interviewer: ", "Officer 3: ", "Interviewer: "]
    assert one.roles == {"Interviewer": "interviewer", "Officer 3": "participant"}
    assert one.details == {"Site": "North"}
    assert one.warnings == ("column left out, not words, names or times: ‘Turn’",)


def test_a_speaker_in_two_rows_has_two_turns_but_cues_of_one_are_one() -> None:
    (turns,) = of_rows(("speaker", "text"), ("P", "a"), ("P", "b"), ("I", "c"))
    assert turns.speakers == {"P": 2, "I": 1}
    (cues,) = of_rows(
        ("start", "end", "speaker", "text"), ("0:00", "0:02", "P", "a"), ("0:02", "0:03", "P", "b"),
        ("0:03", "0:04", "I", "c"),
    )  # fmt: skip
    assert said(cues) == [("P", 0.0, "a\nb"), ("I", 3.0, "c")]


def test_words_before_anybody_is_named_are_nobodys() -> None:
    (one,) = of_rows(("speaker", "text"), ("", "Recorded in May"), ("I", "Shall we?"), ("P", "Yes."), ("I", ""))
    assert said(one) == [
        (None, None, "Recorded in May"),
        ("I", None, "Shall we?"),
        ("P", None, "Yes."),
        ("I", None, ""),
    ]


@pytest.mark.parametrize(
    ("speaker", "text"),
    [("Speaker", "Text"), ("SPEAKER_NAME", "Utterance"), ("Sprecher", "Äußerung"), ("Locuteur", "Texte"),
     ("hablante", "Transcripción"), ("parlante", "testo"), ("spreker", "tekst"), ("发言人", "内容"),
     ("Participant", "Transcript"), ("Name", "What was said"), ("Who", "Remarks made at length")],
)  # fmt: skip
def test_columns_are_known_by_their_usual_names(speaker: str, text: str) -> None:
    rows = [("Ann", "How did it begin for you then?"), ("Ben", "With a call to the office."), ("Ann", "From whom?")]
    (one,) = of_rows((speaker, text), *rows)
    assert [(name, words) for name, _, words in said(one)] == rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["t.csv", "t.tsv"])
def test_any_delimiter_is_told_from_the_rows(delimiter: str, name: str) -> None:
    rows = [("Ann", "One, two; and three|four: so\nit goes."), ("Ben", 'He said "no".'), ("Ann", "When?")]
    (one,) = of_rows(("speaker", "text"), *rows, name=name, delimiter=delimiter)
    assert [(name, words) for name, _, words in said(one)] == rows


def test_excel_says_which_delimiter_it_used() -> None:
    (one,) = read_documents(b"\xef\xbb\xbfsep=;\r\nspeaker;text\r\nAnn;a, b\r\nBen;c\r\n", "t.csv")
    assert [words for _, _, words in said(one)] == ["a, b", "c"]


def test_a_table_in_a_text_file_is_told_by_its_header() -> None:
    (one,) = read_documents(b"speaker,text\nAnn,Why?\nBen,So.\n", "t.txt")
    assert (one.format, one.speakers) == ("csv", {"Ann": 1, "Ben": 1})
    (prose,) = read_documents(b"Text, speakers and time\n\nInterviewer: Why?\nP4: So.\n", "t.txt")
    assert (prose.format, prose.speakers) == ("txt", {"Interviewer": 1, "P4": 1})


def test_a_talk_called_csv_keeps_every_word() -> None:
    text = (
        "Interviewer: Well, what now?\nP4: We rang, we wrote, and we waited.\n"
        'Interviewer: "Waited", you say?\nP4: Yes.\n'
    )
    (one,) = read_documents(text.encode(), "t.csv")
    assert one.speakers == {"Interviewer": 2, "P4": 2}
    assert sum(len(words.split()) for _, _, words in said(one)) == len(text.split()) - 4


def test_several_interviews_stand_in_one_table() -> None:
    two = read_documents((FILES / "turns-two-interviews.csv").read_bytes(), "t.csv")
    assert [(each.label, each.details) for each in two] == [("CPS 21", {"area": "A"}), ("CPS 22", {"area": "B"})]
    assert said(two[1])[-1] == ("P", None, "Nobody calls.\nThey write.")


def test_people_part_a_table_of_turns_into_interviews() -> None:
    asked = [("P1", "Interviewer", "Who?"), ("P1", "P1", "We."), ("P2", "Interviewer", "Who?"), ("P2", "P2", "They.")]
    two = of_rows(("Participant", "Speaker", "Text"), *asked)
    assert [(each.label, list(each.speakers)) for each in two] == [
        ("P1", ["Interviewer", "P1"]), ("P2", ["Interviewer", "P2"]),
    ]  # fmt: skip


def test_who_sends_a_message_speaks() -> None:
    (one,) = of_rows(("Time", "From", "Message"), ("10:01:05", "Ann", "Hello"), ("10:02:11", "Ben", "Hi"),
                     ("10:02:30", "Ann", "Shall we?"))  # fmt: skip
    assert said(one)[0] == ("Ann", 36065.0, "Hello")


def test_questions_and_answers_beside_each_other_are_parted_by_who_answers() -> None:
    rows = [(who, f"What works well in team {who}?", f"The calls work well for {who}, mostly.") for who in "AABB"]
    two = of_rows(("Respondent", "Question", "Response"), *rows)
    assert [(each.label, each.speakers) for each in two] == [
        ("A", {"Question": 2, "Response": 2}), ("B", {"Question": 2, "Response": 2}),
    ]  # fmt: skip


def test_rows_are_documents_and_their_other_columns_attributes() -> None:
    two = read_documents((FILES / "documents.csv").read_bytes(), "t.csv")
    assert [each.label for each in two] == ["Panel 3", "Panel 4"]
    assert two[1].details == {"ID": "2", "area": "B", "Minutes": "40"}
    assert two[0].warnings[0] == "1 row without words left out (line 4)"


def test_a_whole_interview_in_a_cell_has_its_speakers() -> None:
    two = read_documents((FILES / "interviews-in-cells.csv").read_bytes(), "t.csv")
    assert [(each.label, each.speakers) for each in two] == [
        ("ISVA 2", {"Interviewer": 2, "ISVA 2": 2}), ("ISVA 3", {"Interviewer": 2, "ISVA 2": 2}),
    ]  # fmt: skip


def test_columns_of_words_are_sections_whose_headings_nobody_says() -> None:
    one, two = read_documents((FILES / "survey-answers.csv").read_bytes(), "t.csv")
    assert labels(one) == ["What works well in your area?\n", "What would you change first?\n"]
    assert one.text[one.turns[1].start :].startswith("The form, which")
    assert two.warnings == ("1 empty cell without a section",)


def test_words_that_a_person_decides_about() -> None:
    data = b"id,text\n1,We begin.\n2,We end.\n"
    assert len(read_documents(data, "t.csv")) == 1
    doubts = read_documents(data, "t.csv")[0].doubts
    assert [(doubt.about, doubt.taken) for doubt in doubts] == [("table", "turns")]
    each = read_documents(data, "t.csv", Decisions(table="documents"))
    assert [(one.label, one.text, one.doubts) for one in each] == [("1", "We begin.", ()), ("2", "We end.", ())]


@pytest.mark.parametrize(
    ("header", "rows", "sort"),
    [
        ("speaker,text", "A,b", "turns"),
        ("start,end,text", "0,1,b", "turns"),
        ("document,area,years", "CPS 1,A,3", "attributes"),
        ("participant,years", "P1,3", "attributes"),
        ("case,outcome", "C1,closed", "attributes"),
        ("month,referrals,advice", "Apr 2023,3,4\nMay 2023,5,6\nJune 2023,7,8", "tracker"),
        ("measure,2023-04,2023-05,2023-06", "Referrals,3,4,5", "tracker"),
        ("year,month,area,referrals", "2023,April,A,3\n2023,May,A,5\n2023,June,A,7", "tracker"),
        ("month,referrals,advice", "Apr 2023,3,4\nMay 2023,5,6", "tracker"),
        ("date,speaker,line,text", "2023-03-14,A,1,b\n2023-04-14,B,2,c\n2023-05-14,A,3,d", "turns"),
        ("name,age", "April,34\nJune,30\nMay,20", ""),
        ("interview,date,minutes", "1,2023-03-14,50\n2,2023-04-02,45\n3,2023-05-02,45", ""),
        ("no,month,text", "1,March,We waited.\n2,April,We rang.\n3,May,Nobody came.", "turns"),
        ("document,text", "CPS 1,We begin.\nCPS 2,We go on.", "documents"),
        ("case," + ",".join(f"Question {n}" for n in range(30)), "C1" + ",we rang them on the day" * 30, "cases"),
        ("case id," + ",".join(f"q{n}" for n in range(70)), "C1" + ",yes" * 70, "cases"),
        ("colour,size,price", "red,1,2", ""),
    ],
)
def test_what_a_table_is(header: str, rows: str, sort: str) -> None:
    assert sort_of(sheet_of_text(f"{header}\n{rows}\n")) == sort


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"Colour,Size,Price\nred,1,2\nblue,3,4\n", "columns ‘Colour’, ‘Size’, ‘Price’.*‘speaker’.*‘document’"),
        (b"document,area\nCPS 1,A\n", "known about documents.*--attributes"),
        (b"measure,2023-04,2023-05,2023-06\nReferrals,3,4,5\n", "figures by month"),
        (b'speaker,text\nAnn,"never closed\nBen,so\n', "quotation marks do not match, from line 2 on"),
        (b"speaker,text\n,\n", "without a row of words"),
    ],
)
def test_what_is_no_transcript_is_refused_in_a_line(data: bytes, reason: str) -> None:
    with pytest.raises(ImportRefused, match=reason) as refused:
        read_documents(data, "t.csv")
    assert "\n" not in str(refused.value)


def test_a_workbook_is_read_as_a_person_sees_it() -> None:
    first, second = read_documents((FILES / "turns-of-two-sheets.xlsx").read_bytes(), "t.xlsx")
    assert (first.label, second.label) == ("Police 4", "Police 5")
    assert [clock for _, clock, _ in said(first)] == [5.0, 65.0, 3660.0]
    assert said(first)[1][2] == "Every second week, if nobody is away.\nOtherwise once a month."
    assert "the sheet ‘Empty’ is empty" in first.warnings
    assert any("‘Lists’ is left out" in warning and "‘colour’" in warning for warning in first.warnings)
    assert "1 line above the header left out: ‘Interview with an officer’" in first.warnings


@pytest.mark.parametrize(
    ("value", "form", "seen"),
    [
        (time(0, 1, 5), "h:mm:ss", "0:01:05"), (time(1, 5), "h:mm", "1:05"), (time(0, 1, 5), "mm:ss", "01:05"),
        (timedelta(seconds=3665), "[h]:mm:ss", "1:01:05"), (timedelta(seconds=65.5), "mm:ss.0", "01:05.5"),
        (datetime(2023, 3, 14), "dd/mm/yyyy", "2023-03-14"), (date(2023, 3, 14), "d mmm", "2023-03-14"),
        (datetime(2023, 3, 14, 9, 30), "General", "2023-03-14 09:30:00"),
        (12.0, "General", "12"), (0.1 + 0.2, "General", "0.3"), (0.45, "0%", "45%"), (0.125, "0.0%", "12.5%"),
        (7, "000", "007"), (True, "General", "yes"), ("a_x000D_\r\nb", "@", "a\nb"),
    ],
)  # fmt: skip
def test_cells_of_a_workbook(value: object, form: str, seen: str) -> None:
    assert as_seen(value, form) == seen


def test_a_hidden_sheet_and_uncalculated_formulas_are_said(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Talk")
        for line, row in enumerate([("speaker", "text"), ("Ann", "Why?"), ("Ben", "So.")]):
            sheet.write_row(line, 0, row)
        sheet.write_formula(3, 1, "=B2", None, "")
        hidden = book.add_worksheet("Old")
        hidden.write(0, 0, "x")
        hidden.hide()
    (one,) = read_documents(path.read_bytes(), "t.xlsx")
    assert one.speakers == {"Ann": 1, "Ben": 1}
    assert "the hidden sheet ‘Old’ is left out" in one.warnings
    assert any("1 formula without a result" in warning for warning in one.warnings)


@pytest.mark.parametrize(
    ("cells", "words", "seconds"),
    [
        (["0:01:05", "1:05", "01:05.250", "[00:01:05]"], 9, [65.0, 65.0, 65.25, 65.0]),
        (["00:00:02:12", "00:00:03:24"], 9, [2.48, 3.96]),
        (["00;00;02;12", "00;00;03;24"], 9, [2.48, 3.96]),
        (["0", "7680", "15920"], 40, [0.0, 7.68, 15.92]),
        (["0", "8", "16"], 40, [0.0, 8.0, 16.0]),
        (["1.5", "2,5", "3 s", "1m05s", "2 min 3 sec"], 9, [1.5, 2.5, 3.0, 65.0, 123.0]),
        (["00:00:01.000 --> 00:00:04.000", "", "later"], 9, [1.0, None, None]),
    ],
)
def test_times(cells: list[str], words: int, seconds: list[float | None]) -> None:
    assert times(cells, words=words) == seconds


names = st.sampled_from(["Interviewer", "P4", "Anna"])
lines = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=40)
cells = st.lists(lines.map(str.strip), min_size=1, max_size=3).map("\n".join).map(str.strip)


@given(st.lists(st.tuples(names, cells), min_size=1, max_size=20))
def test_every_word_of_every_row_is_in_its_speakers_turn(rows: list[tuple[str, str]]) -> None:
    if not any(words for _, words in rows):
        return
    (one,) = of_rows(("speaker", "text"), *rows)
    assert [(name, words) for name, _, words in said(one)] == [(name, words.strip()) for name, words in rows]


def test_captions_of_a_real_film(shared: Path) -> None:
    """Rows that begin with a label: 126, 126, 14, 14; in 28 more cells a second speaker answers on the next line."""
    (one,) = read_documents((shared / "data/interviews/captions.csv").read_bytes(), "captions.csv")
    assert one.speakers == {"MEG MARTIN": 14, "KATIE STROZYK": 14, "MARTIN": 126 + 28, "STROZYK": 126 + 28}
    assert one.turns[0].time == pytest.approx(16 / 24)
    with (shared / "data/interviews/captions.csv").open(encoding="utf-8-sig", newline="") as file:
        words = [word for row in list(csv.reader(file))[1:] for word in row[2].split()]
    read = [word for turn in one.turns for word in one.text[turn.label_start : turn.end].split()]
    assert read == words


def tampered(path: Path, change: Callable[[str, bytes], bytes]) -> bytes:
    """A small workbook with its parts changed."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Talk")
        for line, row in enumerate([("speaker", "text"), ("Ann", "Why?"), ("Ben", "So."), ("Ann", "When?")]):
            sheet.write_row(line, 0, row)
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "old", "new", "reason"),
    [
        ("xl/worksheets/sheet1.xml", b"<worksheet", b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet", "document type"),
        ("xl/sharedStrings.xml", b"<sst", b"<!DOCTYPE x><sst", "document type"),
        ("xl/workbook.xml", b"<workbook", "<workbook".encode("utf-16"), "document type|damaged"),
        ("xl/worksheets/sheet1.xml", b"</row>", b"", "damaged"),
        ("xl/worksheets/sheet1.xml", b'r="B1"', b'r="XFD1"', "larger than any table"),
        ("xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData>" + b"<row>" * 100_000, "damaged"),
    ],
    ids=["entity", "document type", "UTF-16", "open row", "wide", "deep"],
)
def test_hostile_workbooks_are_refused(tmp_path: Path, part: str, old: bytes, new: bytes, reason: str) -> None:
    data = tampered(tmp_path / "t.xlsx", lambda name, xml: xml.replace(old, new) if name == part else xml)
    with pytest.raises(ImportRefused, match=reason):
        read_documents(data, "t.xlsx")


MANY_ROWS = b"".join(b'<row r="%d"/>' % number for number in range(5, 300_005))


def test_what_is_in_no_cell_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Talk")
        for line, row in enumerate([("speaker", "text"), ("Ann", "Why?"), ("Ben", "So.")]):
            sheet.write_row(line, 0, row)
        sheet.write_comment("B2", "Is this right?", {"author": "Ann"})
        sheet.write_comment("B3", "Yes.", {"author": ""})
        sheet.insert_textbox("D2", "Read this first")
        sheet.set_header('&C&"Arial,Bold"Interview 7 & more, page &P')
        sheet.set_footer("&R&P")
    (one,) = read_documents(path.read_bytes(), "t.xlsx")
    assert one.speakers == {"Ann": 1, "Ben": 1}
    assert one.warnings == (
        "2 comments left out (4 words; kept in the original file)",
        "3 words of text boxes, diagrams and charts left out",
        "page header or footer left out: “Interview 7 & more, page”",
    )


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"</sheetData>", MANY_ROWS + b"</sheetData>", "300,004 rows"),
        (b'r="4"', b'r="99999999999"', "beyond the last that Excel has"),
        (b'r="A4"', b'r="A1048577"', "beyond the last that Excel has"),
    ],
    ids=["many", "row", "cell"],
)
def test_endless_sheets_are_refused_before_they_are_walked(tmp_path: Path, old: bytes, new: bytes, reason: str) -> None:
    data = tampered(tmp_path / "t.xlsx", lambda name, xml: xml.replace(old, new) if "sheet1" in name else xml)
    with pytest.raises(ImportRefused, match=reason):
        workbook.first_table(data)


def test_a_row_a_million_lines_down_costs_nothing(tmp_path: Path) -> None:
    def down(name: str, xml: bytes) -> bytes:
        return re.sub(rb'r="([AB]?)4"', rb'r="\g<1>1048576"', xml) if "sheet1" in name else xml

    (one,) = read_documents(tampered(tmp_path / "t.xlsx", down), "t.xlsx")
    assert one.speakers == {"Ann": 2, "Ben": 1}


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (["speaker,text", "speaker,text"], ["Ann,Well.", "Ben,Yes."]),
        (["Speaker;Start;Text", "SPEAKER;START;TEXT"], ["Ann;0:01;Well.", "Ben;0:05;Yes."]),
        (["speaker,text", "\ufeffspeaker,text"], ["Ann,Well.", "Ben,Yes."]),
    ],
)
def test_a_header_in_the_middle_is_no_turn(header: list[str], rows: list[str]) -> None:
    once, twice = ("\n".join([head, *rows]) for head in header)
    (alone,) = read_documents(f"{once}\n".encode(), "t.csv")
    (both,) = read_documents(f"{once}\n{twice}\n".encode(), "t.csv")
    assert dict(both.speakers) == {name: 2 * turns for name, turns in alone.speakers.items()}
    assert both.text == f"{alone.text}\n{alone.text}"
    assert any("1 row that repeats the header left out (line 4)" in warning for warning in both.warnings)


def test_a_header_of_words_that_no_table_is_known_by_comes_again() -> None:
    table = sheet_of_text("colour,size,price\nred,1,2\ncolour,size,price\nblue,3,4\n")
    found = without_repeated_heads(table)
    assert [row.line for row in found.rows] == [1, 2, 4]
    talk = sheet_of_text("Ann,Yes.,x\nBen,No.,y\nAnn,Yes.,x\n")
    assert without_repeated_heads(talk) == talk


@pytest.mark.parametrize("second", ["text,speaker\nYes.,Ben", "speaker,time,text\nBen,0:02,Yes."])
def test_columns_in_another_order_in_the_middle_are_refused(second: str) -> None:
    with pytest.raises(ImportRefused, match="line 3 names the columns again, and otherwise"):
        read_documents(f"speaker,text\nAnn,Well.\n{second}\n".encode(), "t.csv")


def test_words_that_are_heads_too_are_said_by_people() -> None:
    (one,) = read_documents(b"participant,text\nPerson,Speaker.\nParticipant,No.\nPerson,Text\n", "t.csv")
    assert dict(one.speakers) == {"Person": 2, "Participant": 1}

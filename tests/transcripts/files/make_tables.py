"""Makes the tables and transcripts of recognisers in this folder: `python tests/transcripts/files/make_tables.py`."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

HERE = Path(__file__).parent
MADE = datetime(2024, 1, 1)


def save(name: str, text: str, encoding: str = "utf-8") -> None:
    (HERE / name).write_bytes(text.encode(encoding))


def table(name: str, rows: Iterable[Sequence[object]], *, delimiter: str = ",", encoding: str = "utf-8") -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    save(name, file.getvalue(), encoding)


class Book:
    """A workbook of which the same bytes come every time."""

    def __init__(self, name: str) -> None:
        self.book = xlsxwriter.Workbook(HERE / name, {"in_memory": True})
        self.book.set_properties({"created": MADE})

    def sheet(self, name: str, rows: Iterable[Sequence[object]], formats: dict[int, str] | None = None) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        kinds = {column: self.book.add_format({"num_format": form}) for column, form in (formats or {}).items()}
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(line, column, cell, kinds.get(column) if not isinstance(cell, str) else None)
        return sheet

    def close(self) -> None:
        self.book.close()


# -- one interview, in every format ---------------------------------------------------------------------------------


def interview() -> list[tuple[str, str]]:
    """The turns of one-interview.txt."""
    text = (HERE / "one-interview.txt").read_text(encoding="utf-8")
    parts = re.split(r"^(Interviewer|CPS 12): ", text, flags=re.MULTILINE)[1:]
    return [(name, words.strip()) for name, words in zip(parts[::2], parts[1::2], strict=True)]


def paragraphs() -> list[tuple[str, str]]:
    """The same, a paragraph a row: the speaker's name stands beside the first."""
    rows = []
    for name, words in interview():
        first, *rest = words.split("\n\n")
        rows += [(name, first), *(("", paragraph) for paragraph in rest)]
    return rows


def clock(seconds: int, mark: str) -> str:
    return f"00:{seconds // 60:02d}:{seconds % 60:02d}{mark}000"


def one_interview() -> None:
    table("one-interview.csv", [("Speaker", "Text"), *paragraphs()])
    book = Book("one-interview.xlsx")
    rows = [(time(0, n // 6, 10 * n % 60), *row) for n, row in enumerate(paragraphs())]
    book.sheet("Interview 12", [("Time", "Speaker", "Text"), *rows], {0: "h:mm:ss"})
    book.sheet("Notes", [])
    book.close()
    cues, last = [], ""
    for number, (name, words) in enumerate(paragraphs(), start=1):
        last = name or last
        cues.append((number * 10, last, words))
    vtt = "".join(f"{clock(n - 10, '.')} --> {clock(n, '.')}\n<v {name}>{words}</v>\n\n" for n, name, words in cues)
    save("one-interview.vtt", f"WEBVTT\n\n{vtt}")
    srt = "".join(
        f"{n // 10}\n{clock(n - 10, ',')} --> {clock(n, ',')}\n{name}: {words}\n\n" for n, name, words in cues
    )
    save("one-interview.srt", srt)
    segments = [{"start": n - 10, "end": n, "text": f" {words}", "speaker": name} for n, name, words in cues]
    save("one-interview.json", json.dumps({"segments": segments, "language": "en"}, ensure_ascii=False, indent=1))


# -- a row a turn -----------------------------------------------------------------------------------------------------


def turns() -> None:
    table(
        "turns-continued.csv",
        [
            ("Turn", "Speaker", "Timestamp", "What was said", "Site"),
            (1, "Interviewer", "0:00:04", "What changed,\nfor you?", "North"),
            (2, "Officer 3", "0:00:09", "We ring first; then we write.", "North"),
            (3, "", "", "That’s “the” change.", "North"),
            (4, "Interviewer", "0:00:21", "And since?", "North"),
        ],
    )
    table(
        "turns-semicolon.csv",
        [
            ("Sprecherin", "Zeit", "Äußerung"),
            ("Interviewerin", "00:12", "Was hat sich geändert?"),
            ("Befragte", "00:15", "Wir rufen früher an, immer; „sofort“."),
            ("Interviewerin", "00:31", "Danke."),
        ],
        delimiter=";",
        encoding="utf-8-sig",
    )
    save(
        "turns-no-header.tsv",
        "00:00:01\tAnna\tHow do you decide?\n"
        '00:00:04\tBen\t"Case by case," as they say.\n'
        "00:00:09\tAnna\tWho is there?\n"
        "00:00:12\tBen\tTwo of us.\n",
    )
    table(
        "turns-two-interviews.csv",
        [
            ("Interview", "Area", "Speaker", "Text"),
            ("CPS 21", "A", "Interviewer", "Who calls whom?"),
            ("", "", "P", "The officer calls us."),
            ("CPS 22", "B", "Interviewer", "Who calls whom?"),
            ("", "", "P", "Nobody calls."),
            ("", "", "", "They write."),
        ],
    )
    table(
        "questions-and-answers.csv",
        [
            ("No", "Question", "Answer"),
            (1, "What is early advice for?", "To find the gaps before the file is built."),
            (2, "When do you ask for it?", "When the officer is not sure, or I am not."),
            (3, "Is there anything else you would add?", ""),
        ],
    )
    table(
        "captions-frames.csv",
        [
            ("Start Time", "End Time", "Text", "Layer ID"),
            ("00:00:00:12", "00:00:02:00", "ANNA LEE: Welcome back.", "1"),
            ("00:00:02:00", "00:00:04:24", "Today we talk\nabout panels.", "1"),
            ("00:00:05:00", "00:00:06:00", "BEN: Thank you. \nANNA LEE: So, begin.", "1"),
            ("00:00:06:00", "00:00:08:00", "BEN: We met in May.", "1"),
        ],
    )
    table("segments.tsv", [("start", "end", "text"), (0, 4200, "so we start"), (4200, 9100, "with the form")],
          delimiter="\t")  # fmt: skip
    table(
        "turns-latin.csv",
        [("locuteur", "texte"), ("Enquêteur", "Depuis quand ?"), ("Enquêtée", "Depuis l’été dernier.")],
        delimiter=";",
        encoding="cp1252",
    )


def turns_workbook() -> None:
    book = Book("turns-of-two-sheets.xlsx")
    rows = [
        ("Interview with an officer", None, None),
        ("Speaker", "Start", "Comment"),
        ("Interviewer", timedelta(seconds=5), "How often do you meet?"),
        ("Officer", timedelta(seconds=65), "Every second week, if nobody is away."),
        (None, None, "Otherwise once a month."),
        ("Interviewer", timedelta(minutes=61), "Who decides that?"),
    ]
    sheet = book.sheet("Police 4", rows, {1: "[h]:mm:ss"})
    sheet.merge_range("A1:C1", "Interview with an officer")
    rows = [("Speaker", "Text"), ("Q", "Who is there?"), ("A", "The lawyer and I.")]
    book.sheet("Police 5", rows)
    book.sheet("Empty", [])
    book.sheet("Lists", [("colour", "size"), ("red", 1), ("blue", 2)])
    book.close()


# -- a row a document, a row a case -----------------------------------------------------------------------------------

TALK = "Interviewer: What helped?\nISVA 2: A named person to ring.\nInterviewer: And what did not?\nISVA 2: Silence."


def documents() -> None:
    note = "The panel read six files. It asked of each who had decided, and when, and found two answers missing. " * 2
    table(
        "documents.csv",
        [
            ("ID", "Label", "Area", "Minutes", "Text"),
            (1, "Panel 3", "A", 55, note),
            (2, "Panel 4", "B", 40, note.replace("six", "nine")),
            (3, "Panel 5", "B", 0, ""),
        ],
    )
    table("interviews-in-cells.csv", [("interview", "transcript"), ("ISVA 2", TALK), ("ISVA 3", TALK)])
    table("interview-in-one-cell.csv", [(TALK,)])
    table(
        "survey-answers.csv",
        [
            ("Respondent", "Role", "What works well in your area?", "What would you change first?"),
            ("R1", "lawyer", "The calls. " * 14, "The form, which nobody reads to its end. " * 4),
            ("R2", "officer", "The named contact. " * 9, ""),
        ],
    )


def case_reviews() -> None:
    bands = ["Case", "", "", "First report", "", "", "Advice", "", "", ""]
    heads = [
        "Case ID", "Force", "Closed", "Channel", "Days to statement", "Remarks", "Early advice sought",
        "Date of advice", "What was advised", "Remarks",
    ]  # fmt: skip
    rows = [
        ("CF-001", "North", "yes", "telephone", 4, "Statement taken at home.", "yes", datetime(2023, 3, 14),
         "Phone records first, for two weeks and not two years.", "Written down the same day."),
        ("CF-002", "South", "no", "front desk", 19, None, "no", None, None, None),
        ("CF-003", "North", "yes", "telephone", 7, "Second officer from day 3.", "yes", datetime(2023, 4, 2),
         "Third-party material only where it is relevant.", None),
    ]  # fmt: skip
    book = Book("case-reviews.xlsx")
    sheet = book.sheet("Reviews", [bands, heads, *rows], {7: "dd/mm/yyyy"})
    for cells, title in (("A1:C1", "Case"), ("D1:F1", "First report"), ("G1:J1", "Advice")):
        sheet.merge_range(cells, title)
    book.close()
    wide = ["case", *(f"Question {number}" for number in range(1, 31))]
    table("case-reviews-wide.csv", [wide, *([f"C{n}", *(("yes", "no", "")[(n + q) % 3] for q in range(30))]
                                            for n in range(1, 4))])  # fmt: skip


def refused() -> None:
    table("no-transcript.csv", [("Colour", "Size", "Price"), ("red", 3, "4.50"), ("blue", 4, "5.00")])
    table("attributes.csv", [("document", "area", "years"), ("CPS 12", "A", 7), ("CPS 13", "B", 3)])
    months = ["Measure", "Apr 2023", "May 2023", "Jun 2023"]
    table("tracker.csv", [months, ("Referrals", 31, 28, 40), ("Advice sought", 12, 15, 22)])
    save("open-quote.csv", 'speaker,text\nAnna,"Never closed\nBen,Yes\n')


for make in (one_interview, turns, turns_workbook, documents, case_reviews, refused):
    make()

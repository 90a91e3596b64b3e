"""Makes the PDF, ODT and RTF files beside it: `python tests/transcripts/files/make_paper.py`."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from paper_files import WIDTH, Sheet, flat_odt, odt, pdf, rtf, rtf_words, wrapped  # noqa: E402

INTERVIEW = (HERE / "one-interview.txt").read_text(encoding="utf-8")
PARAGRAPHS = [line for line in INTERVIEW.split("\n") if line]
LEFT, TOP, BOTTOM, SIZE = 72.0, 90.0, 200.0, 10.0
LETTERS = 68
COLUMNS = (
    "Moderator: Let us begin with the meetings. Who comes to them, and what happens when nobody can?",
    "Officer: Mostly the two of us and somebody from the third sector. When nobody can come we write instead, and "
    "that takes a week longer than it should.",
    "Lawyer: I would add that the follow-up is better than it was. We write down who decided, and when.",
    "Moderator: And what would you keep, if you could keep one thing only?",
    "Officer: The call before the file is built. It saves a month, sometimes two, and nobody has to guess.",
    "Lawyer: The same. It costs ten minutes and it has changed how we read the files that come in.",
)
TURNS = (
    ("Interviewer:", "Could you tell me how the panel chooses the files that it reads?"),
    (
        "ISVA 3:",
        "By lot, in theory. In practice somebody rings us and says that there is one we ought to see, so it is "
        "a mixture of chance and of what people remember from the week before.",
    ),
    ("Interviewer:", "Is that a problem?"),
    (
        "ISVA 3:",
        "It was. Since the spring we write down which were chosen, and by whom, and the list goes round before "
        "the meeting begins.",
    ),
    ("Interviewer:", "Thank you."),
    ("ISVA 3:", "You are welcome."),
)


class Printer:
    """Puts paragraphs on pages that carry a running head and a page number."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.y = BOTTOM

    def line(self, x: float, text: str, label: int = 0) -> None:
        """A line of words, its first `label` letters bold; letters beyond cp1252 from the font that has them."""
        if self.y >= BOTTOM:
            self.sheets.append(Sheet())
            self.y = TOP
        sheet = self.sheets[-1]
        if label:
            sheet.put(x, self.y, text[:label], "F2")
        for at, run in _runs(text[label:]):
            sheet.put(x + (label + at) * WIDTH * SIZE, self.y, run, "F1" if _is_plain(run) else "F3")
        self.y += 12

    def furniture(self) -> None:
        for number, sheet in enumerate(self.sheets, 1):
            sheet.put(LEFT, 50, "Early advice study", size=8)
            sheet.put(400, 50, "Confidential", size=8)
            sheet.put(280, 800, f"Page {number} of {len(self.sheets)}", size=8)


def _is_plain(text: str) -> bool:
    return not set(text) & set("\ufb01\u00ad\u200b")


def _runs(text: str) -> list[tuple[int, str]]:
    runs: list[tuple[int, str]] = []
    for at, letter in enumerate(text):
        if runs and _is_plain(runs[-1][1]) == _is_plain(letter):
            runs[-1] = (runs[-1][0], runs[-1][1] + letter)
        else:
            runs.append((at, letter))
    return runs


def interview_pdf() -> bytes:
    """Several pages: wrapped lines, bold labels, a ligature, a word divided by a soft hyphen, an invisible space."""
    printer = Printer()
    for paragraph in PARAGRAPHS:
        label = paragraph.find(":") + 1 if paragraph.startswith(("Interviewer:", "CPS 12:")) else 0
        typeset = paragraph.replace("officer", "of\ufb01cer").replace("conversation", "conver\u00ad sation")
        for number, line in enumerate(wrapped(typeset.replace(" form,", " \u200bform,"), LETTERS)):
            printer.line(LEFT, line.replace("\u00ad sation", "sation"), 0 if number else label)
        printer.y += 8
    printer.furniture()
    return pdf(printer.sheets)


def columns_pdf() -> bytes:
    """Two columns on a page under a title across both, painted one after the other."""
    sheet = Sheet()
    sheet.put(72, 60, "Focus group in the south team, with two people, 4 May", size=12)
    lines = [line for text in COLUMNS for line in wrapped(text, 34)]
    half = (len(lines) + 1) // 2
    sheet.put_all(72, 90, lines[:half])
    sheet.put_all(320, 90, lines[half:])
    return pdf([sheet])


def tabs_pdf() -> bytes:
    """Labels alone on their lines, words set apart by TABs, numbers of lines in the margin, a letterhead."""
    sheet = Sheet()
    sheet.put_all(72, 50, ["Example University", "School of Law, 1 High Street", "www.example.org"])
    lines = [line for label, text in TURNS for line in (label, *wrapped(text, 66))]
    for number, line in enumerate(lines, 1):
        y = 120 + 12 * number
        sheet.put(50, y, str(number), size=7)
        sheet.put(72, y, line.replace(" ", "\t"), "F3")
    sheet.put(290, 810, "1/1", size=8)
    return pdf([sheet])


def table_pdf() -> bytes:
    """A table: the speaker's cell beside the words' cell, painted cell by cell."""
    sheet = Sheet()
    y = 80.0
    for label, text in TURNS:
        sheet.put(72, y, label.rstrip(":"))
        y = sheet.put_all(180, y, wrapped(text, 50)) + 6
    return pdf([sheet])


def wrapped_names_pdf() -> bytes:
    """A table whose names wrap in their cells and stand in the middle of their rows, painted cell by cell."""
    sheet = Sheet()
    y = 80.0
    names = {"Interviewer:": ["Interviewer"], "ISVA 3:": ["Independent", "Adviser", "ISVA 3"]}
    for label, text in TURNS:
        name, words = names[label], wrapped(text, 50)
        tallest = max(len(name), len(words))
        for x, cell in ((72, name), (180, words)):
            sheet.put_all(x, y + 6 * (tallest - len(cell)), cell)
        y += 12 * tallest + 6
    return pdf([sheet])


HEBREW = [
    "מראיינת: מה השתנה בשנה האחרונה?",
    "מרואיינת: היינו שואלים קודם וכתבנו הכל בתיק, ואחר כך ישבנו יחד עם השוטרת כדי להבין מה עוד חסר.",
    "מראיינת: ומה עכשיו?",
    "מרואיינת: עכשיו יש פגישה כל שבוע.",
]


def hebrew_pdf() -> bytes:
    """Hebrew as programs paint it: each line from the left as it looks, at the right margin."""
    sheet = Sheet()
    y = 80.0
    for line in (line for text in HEBREW for line in wrapped(text, 60)):
        sheet.put(530 - 6 * len(line), y, line[::-1], "F3")
        y += 12
    return pdf([sheet])


def interview_odt() -> bytes:
    """As LibreOffice writes it: a span for each bold label, a heading, empty paragraphs between turns, a comment."""
    body = "<text:tracked-changes/>"
    for number, paragraph in enumerate(PARAGRAPHS):
        words = escape(paragraph)
        label, colon, rest = words.partition(":")
        if label in ("Interviewer", "CPS 12"):
            words = f'<text:span text:style-name="T1">{label}{colon}</text:span>{rest}'
        if number == 0:
            body += f'<text:h text:style-name="P1" text:outline-level="1">{words}</text:h>'
        else:
            comment = "<office:annotation><text:p>Check the date</text:p></office:annotation>" if number == 4 else ""
            body += f'<text:p text:style-name="Standard">{words}{comment}</text:p>'
    return odt(body)


def table_odt() -> bytes:
    """A table of speakers and words."""
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{label.rstrip(':')}</text:p></table:table-cell>"
        f"<table:table-cell><text:p>{text}</text:p></table:table-cell></table:table-row>"
        for label, text in TURNS
    )
    return odt(f"<text:p>Panel 3</text:p><table:table><table:table-column/>{rows}</table:table><text:p/>")


def interview_rtf() -> bytes:
    """As WordPad writes it: cp1252 bytes, `\\u` for what it lacks, a header, a hidden note, a style sheet."""
    head = r"\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\fnil\fcharset0 Calibri;}}{\stylesheet{\s0 Normal;}}"
    body = r"{\header\pard Early advice study\par}"
    for number, paragraph in enumerate(PARAGRAPHS):
        words = paragraph.replace("“", r"\'93").replace("”", r"\'94").replace("ï", r"\'ef")
        words = words.replace("’", r"\u8217?").replace("–", r"\endash ")
        body += rf"\pard\sa200 {words}" + (r"{\v check this}" if number == 4 else "") + "\\par\n"
    return rtf(body, head)


def bold_rtf() -> bytes:
    """As TextEdit writes it: bold names without a colon, paragraphs that end with a backslash."""
    head = (
        r"\ansi\ansicpg1252\cocoartf2822{\fonttbl\f0\fswiss\fcharset0 Helvetica-Bold;\f1\fswiss\fcharset0 Helvetica;}"
    )
    lines = (f"\n\\f0\\b {label.rstrip(':')}\n\\f1\\b0 \\uc0 {rtf_words(' ' + text)}\\\n" for label, text in TURNS)
    return rtf("\\pard\\pardirnatural" + "".join(lines), head)


def table_rtf() -> bytes:
    """A table of speakers and words, as LibreOffice writes it."""
    rows = (
        rf"\trowd\trql\cellx2000\cellx9000\pard\plain\intbl {label.rstrip(':')}\cell\pard\plain\intbl {text}\cell\row"
        + "\n"
        for label, text in TURNS
    )
    return rtf("\\pard Panel 3\\par\n" + "".join(rows) + "\\pard\\par")


def tracked() -> str:
    """Changes as LibreOffice writes them into a flat file: deleted words stay where they stood, between two marks."""

    def marked(name: str, words: str) -> str:
        return f'<text:change-start text:change-id="{name}"/>{words}<text:change-end text:change-id="{name}"/>'

    regions = "".join(
        f'<text:changed-region text:id="{name}"><text:{kind}/></text:changed-region>'
        for name, kind in (("a", "deletion"), ("b", "insertion"))
    )
    first, second, *others = (f"<text:p>{name} {words}</text:p>" for name, words in TURNS)
    second = second.replace("In practice ", marked("a", "In truth ") + marked("b", "In practice "))
    return f"<text:tracked-changes>{regions}</text:tracked-changes>{first}{second}{''.join(others)}"


def main() -> None:
    """Write every file."""
    files = {
        "one-interview.pdf": interview_pdf(),
        "two-columns.pdf": columns_pdf(),
        "tabs-and-line-numbers.pdf": tabs_pdf(),
        "table.pdf": table_pdf(),
        "table-wrapped-names.pdf": wrapped_names_pdf(),
        "hebrew.pdf": hebrew_pdf(),
        "scan.pdf": pdf([Sheet(), Sheet()]),
        "one-interview.odt": interview_odt(),
        "one-interview.rtf": interview_rtf(),
        "bold-names.rtf": bold_rtf(),
        "table.rtf": table_rtf(),
        "rtf-called.doc": rtf(r"\pard Interviewer: And now?\par CPS 4: Now we wait.\par"),
        "table.odt": table_odt(),
        "tracked-changes.fodt": flat_odt(tracked()),
        "labels-alone.fodt": flat_odt("".join(f"<text:p>{line}</text:p>" for turn in TURNS for line in turn)),
    }
    for name, data in files.items():
        (HERE / name).write_bytes(data)


if __name__ == "__main__":
    main()

"""Makes the Word files, web pages and text files of this folder: `python tests/transcripts/files/make_word.py`.

python-docx writes what it can; the rest is XML by hand, as Word, Google Docs and others write it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path

import docx
from docx.document import Document

HERE = Path(__file__).parent
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
TURNS = (
    ("Interviewer", "Where does the form go after the meeting?"),
    ("Officer 3", "To the file. Nobody reads it twice."),
    ("Interviewer", "Who would need to?"),
    ("Officer 3", "The next reviewer, and the team that waits for an answer."),
)
NAMED = (("Anna", "How did it begin?"), ("Ben", "With a call."), ("Anna", "And then?"), ("Ben", "We met weekly."))


def interview() -> list[tuple[str, str]]:
    """The lines of one-interview.txt as (label, words); label "" for lines without one."""
    lines = (HERE / "one-interview.txt").read_text(encoding="utf-8").split("\n")
    parted = [line.partition(": ") for line in lines if line]
    return [(a, c) if a in ("Interviewer", "CPS 12") else ("", a + b + c) for a, b, c in parted]


def written(fill: Callable[[Document], object]) -> bytes:
    """A document as python-docx writes it."""
    document = docx.Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def packed(body: str, **parts: str) -> bytes:
    """A document of hand-written XML; `parts` are further parts by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, inside in {"document": f"<w:body>{body}</w:body>", **parts}.items():
            xml = f'<w:{name} xmlns:w="{W}" xmlns:mc="{MC}">{inside}</w:{name}>'
            container.writestr(zipfile.ZipInfo(f"word/{name}.xml"), xml)
    return out.getvalue()


def p(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def bold_labels(document: Document) -> None:
    for label, words in interview():
        paragraph = document.add_paragraph()
        if label:
            paragraph.add_run(label[:3]).bold = True
            paragraph.add_run(label[3:] + ":").bold = True
            words = " " + words
        paragraph.add_run(words)


def one_paragraph(document: Document, turns: tuple[tuple[str, str], ...], mark: str) -> None:
    paragraph = document.add_paragraph()
    for label, words in turns:
        paragraph.add_run(label + mark).bold = True
        paragraph.add_run(f" {words} ")


def lines(document: Document, *paragraphs: str) -> None:
    for text in paragraphs:
        document.add_paragraph(text)


def table(document: Document, *rows: tuple[str, ...]) -> None:
    made = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, words in zip(made.add_row().cells, row, strict=True):
            first, *more = words.split("\n")
            cell.text = first
            for paragraph in more:
                cell.add_paragraph(paragraph)


def layout_cell(document: Document) -> None:
    """A page laid out as one cell, with the turns in a table inside it."""
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Interview 12"
    for label, words in TURNS:
        cell.add_paragraph(f"{label}: {words}")


def list_labels() -> bytes:
    """Labels that stand in the definition of a list, and a list whose numbers are only numbers."""

    def level(text: str, format_: str) -> str:
        return f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{format_}"/><w:lvlText w:val="{text}"/></w:lvl>'

    lists = (("Interviewer:", "none"), ("Officer 3:", "none"), ("%1.", "decimal"))
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{level(*made)}</w:abstractNum>' for n, made in enumerate(lists, 1)
    )
    numbers = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2, 3))

    def item(number: int, words: str) -> str:
        return p(r(words), f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')

    spoken = [item(1 + n % 2, words) for n, (_, words) in enumerate(TURNS)]
    return packed(
        "".join([*spoken, item(3, "First the form."), item(3, "Then the call.")]), numbering=abstract + numbers
    )


def everything_else() -> bytes:
    """Tracked changes, a move, notes, a text box, hidden text, fields, a formula, symbols, a page header."""
    toc = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + r("Contents 1")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    box = f"<w:txbxContent>{p(r('Boxed remark.'))}</w:txbxContent>"
    shapes = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    deleted = "<w:del><w:r><w:delText>always </w:delText></w:r></w:del>"
    body = [
        p(toc),
        p(r("Interviewer: ") + deleted + f"<w:ins>{r('often ')}</w:ins>" + r("met?")),
        p(r("Officer 3: Yes") + r(" (not really)", "<w:vanish/>") + r(", weekly.") + shapes),
        p(r("Interviewer: ") + f"<w:moveTo>{r('Where?')}</w:moveTo>"),
        p(r("Officer 3: Here ") + '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>' + r(" there.")),
        p(f"<w:moveFrom>{r('Where?')}</w:moveFrom>"),
    ]
    return packed(
        "".join(body),
        comments=f"<w:comment>{p(r('Check this.'))}</w:comment>",
        footnotes=f"<w:footnote>{p(r('A form of 2019.'))}</w:footnote>",
        header1=p(r("Confidential")),
    )


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html>\n<html><head><title>Interview 12</title>{head}</head>\n<body>{body}</body></html>\n"


def one_page() -> str:
    shown = [f"<p>{f'<b>{label}:</b> ' if label else ''}{escape(words)}</p>" for label, words in interview()]
    return page("\n".join(shown), '<meta charset="utf-8">')


def google_docs() -> str:
    """Bold by a class of the page's own style sheet, as Google Docs saves it; names without a colon."""
    spoken = (f'<p class="c2"><span class="c1">{name}</span><span> {words}</span></p>' for name, words in NAMED)
    return page("".join(spoken), '<style type="text/css">.c1{font-weight:700}.c2{margin:0}</style>')


def saved_by_word() -> bytes:
    """Declared Windows-1252; automatic numbers, a deletion and a comment as Word saves them."""
    body = (
        "<p class=MsoNormal><b>Interviewer:</b> What did the form\r\nsay – roughly?</p>"
        "<p class=MsoNormal><b>Officer 3:</b> “Seen” and <del>nothing</del> a date.<o:p></o:p></p>"
        "<p class=MsoListParagraph><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span>And £20.</p>"
        "<div style='mso-element:comment-list'><p>Check this.</p></div>"
    )
    head = '<meta http-equiv=Content-Type content="text/html; charset=windows-1252">'
    return page(body, head).encode("cp1252")


def in_a_mail() -> bytes:
    """A page in the form of a mail, as browsers and web programs save it, here called .doc."""
    headers = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    part = b"Content-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    spoken = "".join(f"<div>{label}: {words}</div>" for label, words in TURNS)
    return headers + part + page(spoken + "<p>Café</p>").encode("latin-1") + b"\r\n--x--\r\n"


def table_page() -> str:
    cells = "".join(f"<tr><td>0:0{n}<td>{name}<td><p>{words}<p>Yes." for n, (name, words) in enumerate(NAMED))
    return page(f"<nav>Home</nav><table><tr><th>Time<th>Speaker<th>Text{cells}</table>")


def spoken_text() -> str:
    return "\n".join(f"{label}: {words}" for label, words in TURNS)


def page_with_notes() -> str:
    """A page as LibreOffice saves it: running head and foot, a note's sign in the words, the note below them."""
    sign = '<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>'
    turns = [f"<p><b>{label}:</b> {words}</p>" for label, words in TURNS]
    turns[1] = turns[1].replace("the file", f"the file{sign}")
    back = '<a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>'
    note = f'<div id="sdfootnote1"><p>{back} The case file.</p></div>'
    return (
        f'<html><body><div title="header"><p>Early advice study</p></div>{"".join(turns)}{note}'
        '<div title="footer"><p>Page <sdfield type=PAGE>1</sdfield> of 1</p></div></body></html>'
    )


def main() -> None:
    """Write all files."""
    head = ("Time", "Speaker", "Text")
    told = [f"**{label}:** {words}" if label else words for label, words in interview()]
    rows = [head, *((f"0:0{n}", who, f"{said}\nYes.") for n, (who, said) in enumerate(NAMED)), ("0:09", "", "Weekly.")]
    windows = spoken_text() + " It costs £20 – “naïve”, I’d say."
    teams = [f"{name} Lee   0:0{n}\n{words}" for n, (name, words) in enumerate(NAMED)]
    otter = [line for n, (name, words) in enumerate(NAMED) for line in (f"{name} Lee  00:0{n}", words)]
    transcribe = [line for n, (_, words) in enumerate(TURNS) for line in (f"00:00:0{n} Speaker {1 + n % 2}", words)]
    files: dict[str, bytes | str] = {
        "one-interview.docx": written(bold_labels),
        "one-interview.html": one_page(),
        "one-interview.md": "---\ntitle: Interview 12\nInterviewer: Jane Doe\n---\n\n" + "\n\n".join(told) + "\n",
        "word-one-paragraph.docx": written(lambda d: one_paragraph(d, TURNS, ":")),
        "word-one-paragraph-names.docx": written(lambda d: one_paragraph(d, NAMED, "")),
        "word-table.docx": written(lambda d: table(d, *rows)),
        "word-table-two-columns.docx": written(lambda d: table(d, *NAMED, ("", "Until May."))),
        "word-layout-cell.docx": written(layout_cell),
        "word-list-labels.docx": list_labels(),
        "word-everything-else.docx": everything_else(),
        "word-transcribe.docx": written(lambda d: lines(d, "Audio file", "a.mp3", "Transcript", *transcribe)),
        "word-teams.docx": written(lambda d: lines(d, "Interview 12", *teams)),
        "word-otter.docx": written(lambda d: lines(d, "Interview 12", *otter)),
        "word-named.doc": written(lambda d: lines(d, *(f"{label}: {words}" for label, words in TURNS))),
        "word-inserted-file.docx": packed('<w:altChunk xmlns:r="urn:r" r:id="rId1"/>'),
        "page-google-docs.html": google_docs(),
        "page-saved-by-word.htm": saved_by_word(),
        "page-table.html": table_page(),
        "page-in-a-mail.doc": in_a_mail(),
        "page-notes.html": page_with_notes(),
        "legacy-word.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"),
        "utf-8-with-mark.txt": spoken_text().encode("utf-8-sig"),
        "utf-16.txt": b"\xff\xfe" + spoken_text().encode("utf-16-le"),
        "iso-8859-1.txt": (spoken_text() + " It costs £20, naïve or not.").encode("iso-8859-1"),
        "line-breaks-of-google-docs.txt": spoken_text().replace("\n", "\v"),
        "utf-16-without-mark.txt": spoken_text().encode("utf-16-le"),
        "windows-1252.txt": windows.replace("\n", "\r\n").encode("cp1252"),
        "old-macintosh.txt": spoken_text().replace("\n", "\r"),
        "front-matter-toml.md": "+++\nInterviewer: Jane\n+++\n\nOne talker, no labels.\n\nStill one.\n",
    }  # fmt: skip
    for name, data in files.items():
        (HERE / name).write_bytes(data.encode() if isinstance(data, str) else data)


if __name__ == "__main__":
    main()

"""OpenDocument texts: the XML that LibreOffice, Word and Google write, by hand."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_files import flat_odt, odt, zipped

from transcripts.errors import ImportRefused
from transcripts.importing import ImportedText, read_bytes
from transcripts.importing import odt as reader
from transcripts.importing.archive import Archive


def read(body: str, *, master: str = "") -> ImportedText:
    return read_bytes(odt(body, master=master), "a.odt")


def text_of(body: str) -> str:
    return read(body).text


def p(inside: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def bold(words: str) -> str:
    return f'<text:span text:style-name="T1">{words}</text:span>'


def test_paragraphs_and_headings_are_lines() -> None:
    paragraphs = "".join(map(p, ("", "Interviewer: How?", "CPS 1: So.", "More.")))
    imported = read(f'<text:h text:outline-level="1">Interview 7</text:h>{paragraphs}')
    assert imported.text == "Interview 7\n\nInterviewer: How?\nCPS 1: So.\nMore."
    assert (imported.format, imported.speakers, imported.warnings) == ("odt", {"Interviewer": 1, "CPS 1": 1}, ())


def test_a_container_whose_parts_are_not_packed_is_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(odt(p("Interviewer: How?")))) as packed, zipfile.ZipFile(out, "w") as stored:
        for name in packed.namelist():
            stored.writestr(name, packed.read(name))
    assert read_bytes(out.getvalue(), "a.odt").text == "Interviewer: How?"


def test_white_space_is_one_space_and_counted_blanks_stay() -> None:
    assert text_of(p("\n   a  <text:span>\n b</text:span> c\t\n")) == "a b c"
    assert text_of(p('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d<text:s/>') + p("x")) == "a   b\tc\nd \nx"
    assert text_of(p("follow<text:soft-page-break/>-up")) == "follow-up"


@pytest.mark.parametrize(
    "paragraph",
    ["{0}", '<text:span text:style-name="T1">{1}</text:span><text:span text:style-name="T1">{2}</text:span>'],
)
def test_bold_labels_need_no_colon(paragraph: str) -> None:
    body = ""
    for name, said in (("Anna", "How are you?"), ("Benno", "Fine."), ("Anna", "Good."), ("Benno", "Yes.")):
        body += p(paragraph.format(bold(name), name[:2], name[2:]) + f" {said}")
    assert read(body).speakers == {"Anna": 2, "Benno": 2}


def test_bold_is_inherited_and_taken_back() -> None:
    body = (
        p("Anna", "P1")
        + p("How?")
        + p('<text:span text:style-name="T3">Ben</text:span>', "P1")
        + p(bold("Oh.") + " So.")
    )
    (extract,) = reader.read(Archive(odt(body)))
    assert [extract.text[start:end] for start, end in extract.bold] == ["Anna", "Oh."]


def test_lists_sections_and_links() -> None:
    body = (
        f"<text:list><text:list-header>{p('Head')}</text:list-header><text:list-item>{p('one')}"
        f"<text:list><text:list-item>{p('deep')}</text:list-item></text:list></text:list-item></text:list>"
        f'<text:section text:name="S">{p("<text:a>link</text:a> and <text:bookmark-start/>mark<text:bookmark-end/>")}'
        "</text:section>"
    )
    assert text_of(body) == "Head\none\ndeep\nlink and mark"


def test_a_table_gives_a_line_a_row() -> None:
    def row(*cells: str) -> str:
        inside = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
        return f"<table:table-row>{inside}</table:table-row>"

    rows = row(p("Interviewer"), p("How?")) + row(p("Anna"), p("So.") + p("More.")) + row(p("Interviewer"), p("Yes?"))
    head = f"<table:table-header-rows>{row(p('Speaker'), p('Words'))}</table:table-header-rows>"
    imported = read(f"<table:table>{head}{rows}{row(p('Anna'), p('No.'))}</table:table>{p('End')}")
    assert imported.text == "Speaker\tWords\nInterviewer\tHow?\nAnna\tSo.\nMore.\nInterviewer\tYes?\nAnna\tNo.\nEnd"
    assert imported.speakers == {"Interviewer": 2, "Anna": 2}


def test_tracked_changes_are_taken_as_accepted() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:insertion/></text:changed-region>"
        f"<text:changed-region><text:deletion>{p('gone words')}</text:deletion></text:changed-region>"
        f"</text:tracked-changes>{p('We <text:change-start/>now<text:change-end/><text:change/> meet.')}"
    )
    imported = read(body)
    assert imported.text == "We now meet."
    assert imported.warnings == ("tracked changes: 1 insertion kept, 1 deletion (2 words) left out",)


def test_deleted_words_that_stand_where_they_stood_are_left_out() -> None:
    """As LibreOffice writes flat files: the region is empty, and marks say what it is about, over paragraphs too."""

    def region(name: str, kind: str) -> str:
        return f'<text:changed-region text:id="{name}"><text:{kind}/></text:changed-region>'

    def marked(name: str, inside: str) -> str:
        return f'<text:change-start text:change-id="{name}"/>{inside}<text:change-end text:change-id="{name}"/>'

    changes = region("a", "deletion") + region("b", "insertion") + region("c", "deletion")
    imported = read(
        f"<text:tracked-changes>{changes}</text:tracked-changes>"
        + p(f"I: How {marked('a', 'often ')}do you {marked('b', 'now ')}ring?")
        + p('P: We ring,<text:change-start text:change-id="c"/> and')
        + p('so on<text:change-end text:change-id="c"/> and wait.')
        + p("I: Why?")
    )
    assert imported.text == "I: How do you now ring?\nP: We ring, and wait.\nI: Why?"
    assert imported.warnings == ("tracked changes: 1 insertion kept, 2 deletions (4 words) left out",)


def test_words_where_no_program_shows_them_are_counted() -> None:
    cell = f"<table:table-cell>{p('I')}</table:table-cell>"
    covered = f"<table:covered-table-cell>{p('under it')}</table:covered-table-cell>"
    table = f"<table:table><table:table-row>{cell}{covered}</table:table-row></table:table>"
    item = f"<text:list-item><text:number>1.</text:number>{p('Then.')}</text:list-item>"
    imported = read(f"{table}{p('So.')}<text:unheard>{p('of')}</text:unheard><text:list>{item}</text:list>")
    assert imported.text == "I\nSo.\nThen."
    assert imported.warnings == ("3 words in places where no program shows them left out",)


def test_what_stays_out_is_counted() -> None:
    note = (
        "<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>"
        f"<text:note-body>{p('see there')}</text:note-body></text:note>"
    )
    comment = f"<office:annotation>{p('really?')}</office:annotation>"
    hidden = '<text:span text:style-name="T2">not for you</text:span>'
    imported = read(
        f"<text:table-of-content><text:index-body>{p('One 1')}</text:index-body></text:table-of-content>"
        f'{p(f"So{note} it{comment} is{hidden}.")}<text:section text:display="none">{p("nor you")}</text:section>',
        master=f"<style:master-page><style:header>{p('Study of early advice')}</style:header>"
        f"<style:footer>{p('<text:page-number>3</text:page-number>')}</style:footer></style:master-page>",
    )
    assert imported.text == "So it is."
    assert imported.warnings == (
        "1 comment, 1 footnote left out (3 words; kept in the original file)",
        "hidden text left out: 5 words",
        "table of contents left out: 2 words",
        "page header or footer left out: “Study of early advice”",
    )


def test_text_boxes_follow_their_paragraph() -> None:
    frame = f"<draw:frame><draw:text-box>{p('in the box')}</draw:text-box><svg:title>no words</svg:title></draw:frame>"
    imported = read(p(f"Before{frame} after.") + frame + p("End."))
    assert imported.text == "Before after.\nin the box\nin the box\nEnd."
    assert imported.warnings == (
        "2 text boxes put after the paragraph that holds it",
        "4 words that describe drawings left out",
    )


def test_pictures_and_objects_are_counted() -> None:
    picture = "<draw:frame><draw:image/><svg:title>Map</svg:title><svg:desc>The custody suite</svg:desc></draw:frame>"
    table = "<draw:frame><draw:object/><draw:image/></draw:frame><draw:frame><draw:object-ole/></draw:frame>"
    imported = read(p(f"CPS 1: Before {picture}{table}after.") + picture)
    assert imported.text == "CPS 1: Before after."
    assert imported.warnings == (
        "embedded objects (formulas, charts, tables) left out: 2",
        "2 pictures left out (8 words of description)",
    )


@pytest.mark.parametrize("number", ["-5", "x", "9" * 5000, "", "٣"])
def test_a_number_of_blanks_that_is_none_is_one(number: str) -> None:
    assert read(p(f'CPS 1: a<text:s text:c="{number}"/>b')).text in ("CPS 1: a b", "CPS 1: a   b")


def test_one_flat_file_is_read_too() -> None:
    body = p("Interviewer: How?") + p("CPS 1: So.")
    assert read_bytes(flat_odt(body), "a.fodt").text == read(body).text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "without its text part"),
        (odt(p("x"), **{"META-INF/manifest.xml": "<m:encryption-data xmlns:m='m'/>"}), "protected by a password"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "save it as .xlsx or .csv"),
        (flat_odt(p("x")).replace(b"?>\n", b"?>\n<!DOCTYPE a [<!ENTITY b 'c'>]>"), "document type"),
        (flat_odt("<text:section>" * 100_000), "damaged"),
    ],
    ids=["no content", "locked", "a sheet", "a document type", "very deep"],
)
def test_refusals(data: bytes, said: str) -> None:
    with pytest.raises(ImportRefused, match=said.replace("(", r"\(")):
        read_bytes(data, "a.odt")


def test_depth_that_xml_allows_is_read() -> None:
    assert text_of(p("<text:span>" * 200 + "deep" + "</text:span>" * 200)) == "deep"


letters = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff\ufeff") | st.sampled_from(
    " \t\n"
)


@given(st.lists(st.text(letters), min_size=1, max_size=5))
def test_any_words_come_back(paragraphs: list[str]) -> None:
    marks = {" ": "<text:s/>", "\t": "<text:tab/>", "\n": "<text:line-break/>"}
    body = "".join(p("".join(marks.get(c) or escape(c) for c in words)) for words in paragraphs)
    if not "".join(paragraphs).strip():
        return
    assert text_of(body) == "\n".join(paragraphs)

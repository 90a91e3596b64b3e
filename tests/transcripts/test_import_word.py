"""Word documents: made by python-docx, and by zipping XML for what python-docx cannot make."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable

import docx
import pytest

from transcripts.errors import ImportRefused
from transcripts.importing import ImportedText, archive, read_bytes

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def written(fill: Callable[[docx.document.Document], object]) -> ImportedText:
    document = docx.Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return read_bytes(out.getvalue(), "a.docx")


def zipped(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in parts.items():
            container.writestr(name, data)
    return out.getvalue()


def document(body: str, namespace: str = W, **parts: str) -> bytes:
    def xml(root: str, inside: str) -> str:
        return f'<w:{root} xmlns:w="{namespace}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{inside}</w:{root}>'

    extra: dict[str, bytes | str] = {f"word/{name}.xml": xml(name, inside) for name, inside in parts.items()}
    return zipped({"word/document.xml": xml("document", f"<w:body>{body}</w:body>"), **extra})


def p(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def text_of(body: str) -> str:
    return read_bytes(document(body), "a.docx").text


def spoken(imported: ImportedText) -> list[tuple[str | None, str]]:
    return [(t.speaker, imported.text[t.start : t.end]) for t in imported.turns]


def test_paragraphs_are_lines() -> None:
    imported = written(
        lambda d: [d.add_paragraph(line) for line in ("Title", "", "Interviewer: How?", "CPS 1: So.", "More.")]
    )
    assert imported.text == "Title\n\nInterviewer: How?\nCPS 1: So.\nMore."
    assert (imported.format, imported.encoding, imported.warnings) == ("docx", "utf-8", ())
    assert spoken(imported) == [(None, "Title"), ("Interviewer", "How?"), ("CPS 1", "So.\nMore.")]


def test_a_bold_run_is_a_label() -> None:
    def fill(d: docx.document.Document) -> None:
        d.add_paragraph("Interview 7", style="Heading 1")
        for name, said in (("Anna", " How are you?"), ("Ben", " Fine."), ("Anna", " Good."), ("Ben", " Yes.")):
            paragraph = d.add_paragraph()
            paragraph.add_run(name).bold = True
            paragraph.add_run(said)

    assert spoken(written(fill)) == [
        (None, "Interview 7"),
        ("Anna", "How are you?"),
        ("Ben", "Fine."),
        ("Anna", "Good."),
        ("Ben", "Yes."),
    ]


def test_a_bold_name_alone_in_its_paragraph_is_a_label() -> None:
    body = "".join(
        p(r(name, "<w:b/>")) + p(r(said)) for name, said in (("Anna", "a?"), ("Ben", "b"), ("Anna", "c"), ("Ben", "d"))
    )
    assert spoken(read_bytes(document(body), "a.docx")) == [("Anna", "a?"), ("Ben", "b"), ("Anna", "c"), ("Ben", "d")]


def test_a_style_makes_a_label_bold_and_a_run_may_take_it_back() -> None:
    styles = (
        '<w:style w:styleId="Base"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="Who"><w:basedOn w:val="Base"/></w:style>'
    )
    who, plain = '<w:rStyle w:val="Who"/>', '<w:rStyle w:val="Who"/><w:b w:val="0"/>'
    turns = [("Anna", "a?"), ("Ben", "b"), ("Anna", "c"), ("Ben", "d")]
    bold = document("".join(p(r(name, who) + r(" " + said)) for name, said in turns), styles=styles)
    assert spoken(read_bytes(bold, "a.docx")) == turns
    not_bold = document("".join(p(r(name, plain) + r(" " + said)) for name, said in turns), styles=styles)
    assert read_bytes(not_bold, "a.docx").speakers == {}


def test_bold_questions_and_headings_are_not_speakers() -> None:
    lines = ["Background", "So what changed then?", "Findings"]
    body = "".join(p(r(line, "<w:b/>")) + p(r("We went on for a while.")) for line in lines)
    assert read_bytes(document(body), "a.docx").speakers == {}


def test_tables_of_turns() -> None:
    def fill(d: docx.document.Document) -> None:
        table = d.add_table(rows=0, cols=2)
        head = ("Speaker", "Text")
        for name, said in (head, ("Anna", "How?"), ("Ben", "Fine."), ("", "Really."), head, ("Anna", "Good.")):
            cells = table.add_row().cells
            cells[0].text, cells[1].text = name, said

    imported = written(fill)
    assert imported.text == "Speaker\tText\nAnna\tHow?\nBen\tFine.\n\tReally.\nSpeaker\tText\nAnna\tGood."
    head = (None, "Speaker\tText")
    assert spoken(imported) == [head, ("Anna", "How?"), ("Ben", "Fine.\n\tReally."), head, ("Anna", "Good.")]


def test_words_split_tabs_breaks_and_links_are_kept() -> None:
    body = p(
        r("Inter")
        + r("viewer:")
        + "<w:r><w:tab/><w:t>How</w:t><w:br/><w:t>so</w:t><w:noBreakHyphen/></w:r>"
        + f"<w:hyperlink>{r('link')}</w:hyperlink><w:sdt><w:sdtContent>{r('box')}</w:sdtContent></w:sdt>"
        + "<w:r><w:instrText>PAGE</w:instrText></w:r><w:proofErr/>"
    )
    assert text_of(body) == "Interviewer:\tHow\nso\u2011linkbox"


def test_tracked_changes_read_as_accepted_and_are_said() -> None:
    body = p(
        r("We ") + f"<w:ins>{r('never ')}</w:ins><w:del><w:r><w:delText>always </w:delText></w:r></w:del>" + r("met.")
    )
    imported = read_bytes(document(body), "a.docx")
    assert imported.text == "We never met."
    assert imported.warnings == ("tracked changes: 1 insertion kept, 1 deletion (1 word) left out",)


def test_what_stands_beside_the_body_is_said() -> None:
    note = p(r("a remark"))
    data = document(
        p(r("Words.")),
        comments=f"<w:comment>{note}</w:comment><w:comment>{note}</w:comment>",
        footnotes=f"<w:footnote>{p('')}</w:footnote><w:footnote>{note}</w:footnote>",
        header1=p(r("Confidential")),
        footer1=p(r("7")),
    )
    assert read_bytes(data, "a.docx").warnings == (
        "2 comments left out (4 words; kept in the original file)",
        "1 footnote left out (2 words; kept in the original file)",
        "page header or footer left out: “Confidential”",
    )


A = "http://schemas.openxmlformats.org/drawingml/2006"
PICTURE = (
    f'<w:r><w:drawing><wp:inline xmlns:wp="{A}/wordprocessingDrawing"><wp:docPr id="1" descr="Two officers at a desk"/>'
    f'<pic:pic xmlns:pic="{A}/picture"/></wp:inline></w:drawing></w:r>'
)
OLD_PICTURE = '<w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml"/></w:pict></w:r>'


def test_pictures_are_counted_with_their_descriptions() -> None:
    both = f"<mc:AlternateContent><mc:Choice>{PICTURE}</mc:Choice><mc:Fallback>{OLD_PICTURE}</mc:Fallback>"
    body = p(r("CPS 1: Before ") + PICTURE + both + "</mc:AlternateContent>" + OLD_PICTURE + r("after."))
    imported = read_bytes(document(body), "a.docx")
    assert imported.text == "CPS 1: Before after."
    assert imported.warnings == ("3 pictures left out (10 words of description)",)


def test_a_control_is_counted_and_its_look_is_no_picture() -> None:
    control = f"<w:r><w:object>{OLD_PICTURE}<w:control/></w:object></w:r>"
    imported = read_bytes(document(p(r("CPS 1: So.") + control)), "a.docx")
    assert imported.warnings == ("1 control of a form (ActiveX) left out with what is in it",)


def form_field(kind: str, settings: str, result: str = "") -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'
    shown = mark.format("separate", "") + result if result else ""
    code = f"<w:r><w:instrText> {kind} </w:instrText></w:r>"
    return mark.format("begin", f"<w:ffData>{settings}</w:ffData>") + code + shown + mark.format("end", "")


LIST = '<w:ddList>{}<w:listEntry w:val="Police"/><w:listEntry w:val="Court service"/></w:ddList>'


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        (form_field("FORMDROPDOWN", LIST.format('<w:result w:val="1"/>')), "Court service"),
        (form_field("FORMDROPDOWN", LIST.format("")), "Police"),
        (form_field("FORMDROPDOWN", LIST.format('<w:result w:val="9"/>')), ""),
        (form_field("FORMDROPDOWN", LIST.format('<w:result w:val="1"/>'), r("Court service")), "Court service"),
        (form_field("FORMCHECKBOX", '<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'), "☒"),
        (form_field("FORMCHECKBOX", '<w:checkBox><w:default w:val="0"/></w:checkBox>'), "☐"),
        (form_field("FORMTEXT", "<w:textInput/>", r("typed")), "typed"),
    ],
)
def test_what_was_chosen_in_a_form_is_in_the_text(field: str, shown: str) -> None:
    imported = read_bytes(document(p(r("Force: ") + field + r("."))), "a.docx")
    assert imported.text == f"Force: {shown}."


def test_a_text_box_follows_its_paragraph_once() -> None:
    box = f"<w:txbxContent>{p(r('boxed'))}</w:txbxContent>"
    body = p(
        r("before")
        + f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        + f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    ) + p(r("after"))
    imported = read_bytes(document(body), "a.docx")
    assert imported.text == "before\nboxed\nafter"
    assert "1 text box" in imported.warnings[0]


def test_strict_documents_and_other_part_names_are_read() -> None:
    assert read_bytes(document(p(r("Strict.")), STRICT), "a.docx").text == "Strict."
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>'
    )
    other = zipped(
        {
            "_rels/.rels": relations,
            "word/document2.xml": f'<w:document xmlns:w="{W}"><w:body>{p(r("Two."))}</w:body></w:document>',
        }
    )
    assert read_bytes(other, "a.docx").text == "Two."


def test_the_kind_is_told_from_content_not_name() -> None:
    data = document(p(r("Interviewer: a?")) + p(r("CPS 1: b")))
    assert read_bytes(data, "a.txt") == read_bytes(data, "a.docx")


def doctype() -> bytes:
    xml = f'<!DOCTYPE w [<!ENTITY e "boom">]><w:document xmlns:w="{W}"><w:body>{p(r("&e;"))}</w:body></w:document>'
    return zipped({"word/document.xml": xml})


def doctype_in_utf16() -> bytes:
    xml = f'<!DOCTYPE w><w:document xmlns:w="{W}"><w:body>{p(r("a"))}</w:body></w:document>'
    return zipped({"word/document.xml": ('<?xml version="1.0" encoding="UTF-16"?>' + xml).encode("utf-16")})


def lying_sizes() -> bytes:
    """A member whose directory entry claims a small size."""
    data = bytearray(zipped({"word/document.xml": b"x" * 5_000_000}))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    return bytes(data)


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        member = zipfile.ZipInfo("word/document.xml")
        member.external_attr = 0o120777 << 16
        container.writestr(member, "/etc/passwd")
    return out.getvalue()


def encrypted() -> bytes:
    data = bytearray(document(p(r("a"))))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


def twice() -> bytes:
    return zipped({"word/document.xml": "a", "word/DOCUMENT.xml": "b"})


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "document type": (doctype, "DOCTYPE"),
    "document type in UTF-16": (doctype_in_utf16, "DOCTYPE"),
    "bomb": (lambda: zipped({"word/document.xml": b" " * 30_000_000}), "zip bomb"),
    "many members": (lambda: zipped({f"word/{n}": b"" for n in range(archive.MEMBERS + 1)}), "parts"),
    "lying sizes": (lying_sizes, "damaged"),
    "deep": (lambda: document("<w:sdt>" * 20_000 + "</w:sdt>" * 20_000), "damaged"),
    "path": (lambda: zipped({"word/document.xml": "a", "../../etc/passwd": "b"}), "unsafe"),
    "link": (linked, "link"),
    "password": (encrypted, "password"),
    "same name twice": (twice, "two parts"),
    "cut short": (lambda: document(p(r("a" * 5000)))[:-200], "damaged"),
    "no main part": (lambda: zipped({"word/styles.xml": "<a/>"}), "without its text part"),
    "no body": (lambda: zipped({"word/document.xml": f'<w:document xmlns:w="{W}"/>'}), "without a body"),
    "broken XML": (lambda: zipped({"word/document.xml": "<w:document"}), "damaged"),
    "no words": (lambda: document(p(r(" "))), "empty"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_and_broken_documents_are_refused_in_one_line(kind: str) -> None:
    make, said = HOSTILE[kind]
    with pytest.raises(ImportRefused, match=said) as refused:
        read_bytes(make(), "a.docx")
    assert "\n" not in str(refused.value)


def test_damage_anywhere_never_ends_in_a_traceback() -> None:
    data = document("".join(p(r(f"Interviewer: question {n}?")) for n in range(30)), styles="<w:style/>")
    for position in range(0, len(data), 7):
        damaged = bytearray(data)
        damaged[position] ^= 0x5A
        with contextlib.suppress(ImportRefused):  # anything else fails the test
            assert read_bytes(bytes(damaged), "a.docx").text


def test_an_interview_in_one_paragraph_has_its_turns() -> None:
    turns = [("Anna", "How did it begin?"), ("Ben", "With a call."), ("Anna", "And then?"), ("Ben", "We met.")]
    for mark in (":", ""):
        body = p("".join(r(name + mark, "<w:b/>") + r(f" {said} ") for name, said in turns))
        imported = read_bytes(document(body), "a.docx")
        assert imported.text == " ".join(f"{name}{mark} {said}" for name, said in turns) + " "
        assert spoken(imported) == turns


def test_bold_words_in_an_answer_are_no_labels() -> None:
    turns = [
        ("Interviewer", "How?"),
        ("P1", "Key point: the form. Then Ben: no."),
        ("Interviewer", "Why?"),
        ("P1", "So."),
    ]
    bold = r("Key point:", "<w:b/>") + r(" the form. Then ") + r("Ben:", "<w:b/>") + r(" no.")
    body = "".join(p(r(f"{name}:", "<w:b/>") + r(" ") + (bold if "Key" in said else r(said))) for name, said in turns)
    assert spoken(read_bytes(document(body), "a.docx")) == turns


def test_words_in_a_lists_definition_are_labels_and_numbers_are_not() -> None:
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'</w:lvl></w:abstractNum><w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n, (kind, text) in enumerate([("decimal", "Question %1:"), ("upperRoman", "%1."), ("bullet", "o")], 1)
    )
    body = "".join(
        p(f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{n}"/></w:numPr></w:pPr>' + r(said))
        for n, said in ((1, "How?"), (2, "So."), (3, "Here."), (1, "Why?"))
    )
    imported = read_bytes(document(body, numbering=lists), "a.docx")
    assert imported.text == "Question 1:\tHow?\nSo.\nHere.\nQuestion 2:\tWhy?"
    assert imported.warnings[0] == "2 labels of automatic lists written out"


def test_page_numbers_and_contents_are_left_out_but_never_the_rest() -> None:
    def field(code: str, *, ended: bool = True) -> str:
        marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
        return marks[0] + f"<w:r><w:instrText>{code}</w:instrText></w:r>" + marks[1] + r("12") + marks[2] * ended

    assert text_of(p(r("a ") + field(" PAGE ") + r("b"))) == "a b"
    assert text_of(p(r("a ") + field("REF x") + r("b"))) == "a 12b"
    assert text_of(p(r("a ") + field("TOC", ended=False) + r("b"))) == "a 12b"


def test_symbols_and_formulas_are_characters() -> None:
    maths = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    half = f'<m:f xmlns:m="{maths}"><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>'
    symbols = "".join(
        f'<w:r><w:sym w:font="{f}" w:char="{c}"/></w:r>' for f, c in (("Symbol", "F061"), ("Wingdings", "F0FC"))
    )
    imported = read_bytes(document(p(half + symbols + '<w:r><w:sym w:font="Odd" w:char="F041"/></w:r>')), "a.docx")
    assert imported.text == "1/2α✓\ufffd"
    assert imported.warnings == ("1 symbol of a special font shown as \ufffd",)


def test_a_deleted_paragraph_end_joins_and_a_deleted_row_is_counted() -> None:
    gone = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    row = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(r('two words'))}</w:tc></w:tr></w:tbl>"
    imported = read_bytes(document(p(gone + r("a")) + p(r("b")) + row), "a.docx")
    assert imported.text == "ab"
    assert imported.warnings == ("tracked changes: 0 insertions kept, 1 deletion (2 words) left out",)


def test_words_that_a_field_draws_with_a_reading_above_are_words() -> None:
    def field(code: str) -> str:
        mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
        return mark("begin") + f"<w:r><w:instrText>{code}</w:instrText></w:r>" + mark("end")

    ruby = field(r" EQ \* jc2 \* &quot;Font:A&quot; \* hps10 \o\ad(\s\up 9(とう),東京)")
    imported = read_bytes(document(p(r("In ") + ruby + r(", ") + field(r"EQ \f(1,2)") + r("."))), "a.docx")
    assert imported.text == "In 東京, ."
    assert imported.warnings == ("1 word of reading aids (ruby) left out", "1 formula of an EQ field left out")


def test_who_transcribed_it_says_nothing_in_it() -> None:
    said = ("Interviewer: How?", "P7: So.", "Transcribed by A. Poe")
    imported = read_bytes(document("".join(p(r(line)) for line in said)), "a.docx")
    assert spoken(imported) == [("Interviewer", "How?"), ("P7", "So."), (None, "Transcribed by A. Poe")]


def test_words_below_a_subtitles_time_are_one_passage_with_it() -> None:
    cues = ("1", "00:00:01,000 --> 00:00:04,000", "So we", "wait.", "2", "00:00:05,000 --> 00:00:06,000", "Yes.")
    imported = read_bytes(document("".join(p(r(line)) for line in cues)), "a.docx")
    assert [(t.time, imported.text[t.start : t.end]) for t in imported.turns] == [(1.0, "So we\nwait."), (5.0, "Yes.")]


def test_bold_names_below_a_line_with_the_time_take_it() -> None:
    """As in captions copied into Word: the time is no words of the turn above."""
    said = [("Anna", "How are you?"), ("Ben", "Fine."), ("Anna", "Good."), ("Ben", "Yes.")]

    def fill(d: docx.document.Document) -> None:
        for number, (name, words) in enumerate(said):
            d.add_paragraph(f"00:00:0{number}.000 --> 00:00:0{number}.900")
            d.add_paragraph().add_run(name).bold = True
            d.add_paragraph(words)

    imported = written(fill)
    assert spoken(imported) == said
    assert [turn.time for turn in imported.turns] == [0, 1, 2, 3]

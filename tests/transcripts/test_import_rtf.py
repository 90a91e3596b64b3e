"""Rich Text Format: what Word, WordPad, TextEdit and LibreOffice write, and what no program should."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_files import rtf, rtf_words

from transcripts.errors import ImportRefused
from transcripts.importing import ImportedText, read_bytes
from transcripts.importing import rtf as reader

CYRILLIC = r"\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fnil\fcharset204{\*\fname A;}A Cyr;}}"


def read(body: str) -> ImportedText:
    return read_bytes(rtf(body), "a.rtf")


def text_of(body: str, head: str = r"\ansi") -> str:
    return read_bytes(rtf(body, head), "a.rtf").text


def test_paragraphs_are_lines() -> None:
    imported = read("Interview 7\\par\\par\nInterviewer: How?\\par CPS 1: So.\\par\nMore.\\par")
    assert imported.text == "Interview 7\n\nInterviewer: How?\nCPS 1: So.\nMore."
    assert (imported.format, imported.speakers, imported.warnings) == ("rtf", {"Interviewer": 1, "CPS 1": 1}, ())


def test_the_type_is_told_from_content() -> None:
    assert read_bytes(rtf("CPS 1: So."), "a.doc").format == "rtf"
    assert read_bytes(b"\xef\xbb\xbf" + rtf("CPS 1: So."), "a.txt").format == "rtf"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"a\tab b\line c\~d\_e\-f\\ \{g\}", "a\tb\nc\u00a0d\u2011e\u00adf\\ {g}"),
        (r"\lquote a\rquote  \ldblquote b\rdblquote\emdash c\endash\bullet", "‘a’ “b”—c–•"),
        ("one\r\ntwo\nthree", "onetwothree"),
        ("TextEdit ends paragraphs\\\nso", "TextEdit ends paragraphs\nso"),
        (r"caf\'e9 \'93so\'94 \'80", "café “so” €"),
        ("raw \u00e9 \u201cso\u201d", "raw é “so”"),
        (r"\u8220?so\u8221\'94 \u233\'e9", "“so” é"),
        (r"\uc0\u8220 so\u8221  {\uc2\u26085\'93\'fa} on", "“so” 日 on"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"a{\b b}{\i c}d{\*\unknown no {\b no}}e", "abcde"),
        (r"a\pard\plain\f0\fs24\b0\unknownword b", "ab"),
        (r"before\page after\par\page\sect end", "before\nafter\nend"),
    ],
)  # fmt: skip
def test_characters(body: str, text: str) -> None:
    assert text_of(body) == text


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (r"\ansi\ansicpg1251", r"\'c4\'e0", "Да"),
        (CYRILLIC, r"\'c4{\f1 \'c4\'e0}", "ÄДа"),
        (r"\ansi\ansicpg1252\deff1{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset238 B;}}", r"\'b3{\f0\'b3}", "ł³"),
        (r"\ansi\ansicpg932{\fonttbl{\f0\fcharset128 M;}}\f0", r"\'93\'fa\'96\'7b\'83A", "日本ア"),
        (r"\ansi\ansicpg65001", r"\'c3\'a9", "é"),
        (r"\mac", r"caf\'8e", "café"),
        (r"\pc", r"caf\'82", "café"),
        (r"\ansi\ansicpg1252{\fonttbl{\f0\fcharset2 Symbol;}}", r"{\f0\'b7}\tab one", "•\tone"),
    ],
)  # fmt: skip
def test_code_pages(head: str, body: str, text: str) -> None:
    assert text_of(body, head) == text


def test_utf8_where_rtf_should_be_ascii() -> None:
    assert read_bytes("{\\rtf1\\ansi naïve – “so”}".encode(), "a.rtf").text == "naïve – “so”"


def test_bold_runs_are_labels() -> None:
    lines = [
        (r"{\b An}{\b na}", "How are you?"),
        (r"\b Ben\b0 ", "Fine."),
        (r"{\b Anna}", "Good."),
        (r"{\b Ben}", "Yes."),
    ]
    assert read("".join(rf"\pard {label} {said}\par " for label, said in lines)).speakers == {"Anna": 2, "Ben": 2}


def test_bold_ends_with_its_group_and_with_plain() -> None:
    (extract,) = reader.read(rtf(r"a{\b b}c\b d\plain e\b1 f\b0 g"))
    assert [extract.text[start:end] for start, end in extract.bold] == ["b", "d", "f"]


def test_a_table_gives_a_line_a_row() -> None:
    def row(*cells: str) -> str:
        return r"\trowd\cellx2000\cellx9000" + "".join(rf"\pard\intbl {c}\cell" for c in cells) + r"{\trowd\cellx2\row}"

    rows = row("Speaker", "Words") + row("Interviewer", "How?") + row("Anna", r"So.\par More.")
    imported = read(rf"Title\par {rows}{row('Interviewer', 'Yes?')}{row('Anna', 'No.')}\pard End\par")
    assert (
        imported.text == "Title\nSpeaker\tWords\nInterviewer\tHow?\nAnna\tSo.\nMore.\nInterviewer\tYes?\nAnna\tNo.\nEnd"
    )
    assert imported.speakers == {"Interviewer": 2, "Anna": 2}


def test_fields_keep_their_results() -> None:
    link = r'{\field{\*\fldinst {HYPERLINK "http://example.org"}}{\fldrslt {\ul the page}}}'
    contents = r"{\field{\*\fldinst {TOC \\o}}{\fldrslt One 1\par Two 2\par}}"
    imported = read(rf"{contents}See {link}.\par")
    assert imported.text == "See the page."
    assert imported.warnings == ("table of contents and page numbers left out: 4 words",)


def test_a_character_of_two_halves_with_another_length_of_fallback_between() -> None:
    assert text_of(r"So \uc0 \u-10179\uc1 \u-9111\'3f\u8205\'3f.") == "So 👩\u200d."


def test_words_that_a_field_draws_with_a_reading_above_are_words() -> None:
    ruby = r'EQ \\* jc0 \\* "Font:A" \\* hps21 \\o(\\s\\up 10(\u12392?\u12358?),\u26481?\u20140?)'
    field = rf"{{\field{{\*\fldinst {{ {ruby}}}}}{{\fldrslt {{}}}}}}"
    formula = r"{\field{\*\fldinst { EQ \\f(1,2)}}{\fldrslt {}}}"
    imported = read(rf"In {field}, {formula}.\par")
    assert imported.text == "In 東京, ."
    assert imported.warnings == ("readings beside characters (ruby) left out: 1 word", "formulas left out: 1")


def test_what_stays_out_is_counted() -> None:
    imported = read(
        r"{\info{\title Secret}}{\stylesheet{\s0 Normal;}}{\*\generator Riched20;}{\header\pard Early advice {\field"
        r"{\*\fldinst PAGE}{\fldrslt 3}}\par}{\footer\pard\chpgn\par}So{\footnote\chftn  see there} it "
        r"{\*\atnid AB}{\*\annotation\chatn really?}is{\v  not for you}.{\pict\wmetafile8 00ff00}{\object\objemb"
        r"{\*\objdata 0105}{\result{\pict ff}}}\par"
    )
    assert imported.text == "So it is."
    assert imported.warnings == (
        "1 comment, 1 footnote left out (3 words; kept in the original file)",
        "hidden text left out: 3 words",
        "embedded objects left out: 1",
        "1 picture left out",
        "page header or footer left out: “Early advice 3”",
    )


def test_tracked_changes_are_taken_as_accepted() -> None:
    imported = read(r"We {\revised now }{\deleted sometimes }meet.")
    assert imported.text == "We now meet."
    assert imported.warnings == ("tracked changes: 1 insertion kept, 1 deletion (1 word) left out",)


def test_labels_of_lists_are_kept_where_they_are_words() -> None:
    assert text_of(r"{\listtext\tab 1.\tab}one\par{\pntext\'b7\tab}two\par{\listtext Interviewer:\tab}three") == (
        "one\ntwo\nInterviewer:\tthree"
    )


def test_text_boxes_follow_their_paragraph() -> None:
    old = r"{\shprslt{\*\do\dptxbx{\dptxbxtext old}}}"
    box = r"{\shp{\*\shpinst\shpleft1{\sp{\sn a}{\sv 1}}{\shptxt\pard in the box\par}}" + old + "}"
    imported = read(rf"Before{box} after.\par End.\par")
    assert imported.text == "Before after.\nin the box\nEnd."
    assert imported.warnings == ("1 text box put after the paragraph that holds it",)


def test_binary_data_is_passed_over() -> None:
    data = rtf("a{\\pict\\bin6 BINARY}b\\par").replace(b"BINARY", b"}{\\}}\xff")
    assert read_bytes(data, "a.rtf").text == "ab"


@pytest.mark.parametrize(
    ("data", "text", "said"),
    [
        (rtf(r"CPS 1: So.\par {\b More")[:-1], "CPS 1: So.\nMore", "the file ends before its end"),
        (rtf(r"CPS 1: So.\par}More\par{"), "CPS 1: So.\nMore", "goes on after its last brace"),
        (rtf(r"lone \u-10179? half"), "lone \ufffd half", "1 character cannot be read"),
        (rtf(r"\u-4000?", r"\ansi"), "\ufffd", "1 symbol of a special font"),
        (rtf(r"{\f0 abc}", r"\ansi{\fonttbl{\f0\fcharset2 W;}}"), "abc", "3 letters set in a symbol font"),
        (rtf("so", r"\ansi\ansicpg99999"), "so", "code page 99999 is not known"),
    ],
    ids=["cut", "unbalanced", "half", "private", "symbols", "code page"],
)
def test_broken_files_are_read_to_their_end_and_it_is_said(data: bytes, text: str, said: str) -> None:
    imported = read_bytes(data, "a.rtf")
    assert imported.text == text
    assert said in imported.warnings[0]


@pytest.mark.parametrize(
    "data",
    [b"{\\rtf1" + b"{" * 100_000, b"{\\rtf1 }", b"{\\rtf1" + b"\\b" * 1_600_000],
    ids=["deep", "empty", "endless"],
)
def test_absurd_files_are_refused(data: bytes) -> None:
    with pytest.raises(ImportRefused, match=r"nested|empty|more marks than any"):
        read_bytes(data, "a.rtf")


@given(st.text(st.characters(exclude_categories=("Cs", "Co"), exclude_characters="\0\r"), min_size=1))
def test_any_words_come_back(text: str) -> None:
    (extract,) = reader.read(rtf(rtf_words(text) + "\\par"))
    assert (extract.text, extract.warnings) == (text, ())


@pytest.mark.parametrize(
    ("body", "text", "said"),
    [
        (r"CPS 1: Before \bin9 the queueafter.", "CPS 1: Before after.", "9 bytes of binary data among the words"),
        (r"CPS 1: Before {\pict\bin4 }}}}}after.", "CPS 1: Before after.", "1 picture left out"),
        (r"\uc90 CPS 1: It\u8217 was because of the queue.", "CPS 1: It’", "5 words that the file gives for programs"),
        (r"CPS 1: {\field{\*\fldinst FORMDROPDOWN {\*\formfield\fftype2}}{\fldrslt }}x", "CPS 1: x", "1 drop-down"),
        (r"CPS 1: a\'00b\u0 ?c", "CPS 1: a\ufffdbc", "1 NUL character in it, shown as"),
        (r"CPS 1: a\'1b[31mb\u8238 ?c", "CPS 1: a\x1b[31mb\u202ec", "1 control character in it, kept"),
    ],
)
def test_nothing_is_left_out_or_kept_in_silence(body: str, text: str, said: str) -> None:
    imported = read(body)
    assert imported.text == text
    assert any(warning.startswith(said) for warning in imported.warnings)

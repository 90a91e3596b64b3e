"""PDF: files written by hand, letter by letter and place by place, as programs that print write them."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from paper_files import Sheet, pdf, wrapped
from pypdf import PdfReader, PdfWriter

from transcripts.errors import ImportRefused
from transcripts.importing import Decisions, ImportedText, read_bytes
from transcripts.importing.pdf_direction import Mirror
from transcripts.importing.reading_process import ReadingProcess

PROSE = (
    "We meet every second week and go through the list from the top. Nobody keeps a record of it, which is a pity, "
    "because in the end somebody always asks who decided and when."
)


def read(*sheets: Sheet) -> ImportedText:
    imported = read_bytes(pdf(sheets), "a.pdf")
    assert imported.doubts == ()
    return imported


def page(*paragraphs: str, letters: int = 60, gap: float = 0.0) -> Sheet:
    sheet, y = Sheet(), 90.0
    for paragraph in paragraphs:
        y = sheet.put_all(72, y, wrapped(paragraph, letters)) + gap
    return sheet


def refusal(data: bytes) -> str:
    with pytest.raises(ImportRefused) as refused:
        read_bytes(data, "a.pdf")
    return str(refused.value)


def test_wrapped_lines_are_one_paragraph_again() -> None:
    imported = read(page(f"Interviewer: {PROSE}", f"CPS 1: {PROSE}", "Interviewer: Why?", "CPS 1: Nobody knows."))
    assert imported.text.split("\n") == [
        f"Interviewer: {PROSE}", f"CPS 1: {PROSE}", "Interviewer: Why?", "CPS 1: Nobody knows.",
    ]  # fmt: skip
    assert (imported.format, imported.warnings) == ("pdf", ())
    assert imported.speakers == {"Interviewer": 2, "CPS 1": 2}


def test_a_label_begins_a_turn_also_where_the_line_above_reaches_the_margin() -> None:
    full = "Interviewer: " + "yes " * 11 + "no?"
    sheet = page(full, "CPS 1: " + "so " * 17 + "on", "Interviewer: And why?", "CPS 1: I cannot say.", full, PROSE)
    assert read(sheet).speakers == {"Interviewer": 3, "CPS 1": 2}


def test_a_name_with_its_time_begins_a_turn_also_where_the_line_above_reaches_the_margin() -> None:
    full = "so " * 19 + "we"
    sheet = page("Anna Lee 0:03", "So?", "Speaker 2 0:31", full, "Anna Lee 1:20", full, "Speaker 2 2:45", "Yes.")
    assert read(sheet).speakers == {"Anna Lee": 2, "Speaker 2": 2}
    assert read(sheet).text.splitlines()[1::2] == ["So?", full, full, "Yes."]


@pytest.mark.parametrize("cut", ["and so we,", "and so we-"])
@pytest.mark.parametrize("label", ["[Asker] (4:1{0} - 4:2{0})", "Jonas Lee 48:1{0}", "Officer:"])
def test_a_turn_begins_also_where_somebody_was_cut_short_at_the_margin(label: str, cut: str) -> None:
    lines = [line for i in range(4) for line in (label.format(i), "Why?", "P7:", "It was late.")]
    full = "so " * 16 + cut
    sheet = page(*lines, full, label.format(5), "Yes?", "P7:", "It was.")
    text = read(sheet).text
    assert f"{cut}\n{label.format(5)}\nYes?" in text


def test_a_dash_by_itself_at_a_line_end_stays_by_itself() -> None:
    imported = read(page("P7: " + "so " * 17 + "and -", "we waited " + "so " * 15 + "co-", "operating --", "or not."))
    assert imported.text.endswith("and - we waited " + "so " * 15 + "co-operating -- or not.")


def test_an_address_longer_than_a_line_is_one_word_again() -> None:
    address = "https://example.org/" + "a" * 90
    imported = read(page("P7: " + "see " * 14, address[:60], address[60:] + " and wait"))
    assert address + " and wait" in imported.text


def test_gaps_and_indents_end_paragraphs() -> None:
    sheet = Sheet()
    sheet.put(90, 90, "x" * 30 + " " + "y" * 29)
    sheet.put(72, 102, "a" * 31 + " " + "b" * 31)
    sheet.put(90, 114, "c" * 30 + " " + "d" * 29)
    sheet.put(72, 126, "e" * 31 + " " + "f" * 31)
    sheet.put(72, 150, "g" * 31 + " " + "h" * 31)
    assert [line[0] + line[-1] for line in read(sheet).text.split("\n")] == ["xb", "cf", "gh"]


def test_running_heads_and_page_numbers_go_and_are_said() -> None:
    sheets = [page(f"CPS 1: On page {word} we said this.", "Interviewer: Yes?") for word in ("one", "two", "three")]
    for number, sheet in enumerate(sheets, 1):
        sheet.put(72, 40, f"Study of early advice, 12/11/2026, sheet {number}")
        sheet.put(300, 820, str(number))
    imported = read(*sheets)
    assert imported.text == "\n".join(
        f"CPS 1: On page {word} we said this.\nInterviewer: Yes?" for word in ("one", "two", "three")
    )
    assert imported.warnings == (
        "page numbers left out (3)",
        "running heads and footers left out: “Study of early advice, …/…/…, sheet …” (3)",
    )


@pytest.mark.parametrize("style", ["{0}/{1}", "Page {0} of {1}", "- {0} -", "{0}", "Seite {0} von {1}", "[{0}]"])
def test_page_numbers(style: str) -> None:
    sheets = [page("CPS 1: We said so.", "Interviewer: Yes?") for _ in range(3)]
    for number, sheet in enumerate(sheets, 1):
        sheet.put(300, 820, style.format(number, 3))
    assert read(*sheets).warnings == ("page numbers left out (3)",)


def test_a_number_that_does_not_count_the_pages_stays() -> None:
    sheets = [page("Interviewer: How many?", "CPS 1:", answer) for answer in ("1986", "12", "40")]
    assert read(*sheets).text.split("\n")[2::3] == ["1986", "12", "40"]


def test_a_label_that_begins_every_page_stays() -> None:
    sheets = [page("CPS 1:", f"Words of page {i}.", "Interviewer:", "Go on.", "CPS 1:", "So.") for i in "abc"]
    assert read(*sheets).speakers == {"CPS 1": 6, "Interviewer": 3}


def test_what_the_file_calls_a_header_goes() -> None:
    sheet = page("CPS 1: We said so.", "Interviewer: Yes?", "CPS 1: Yes.")
    sheet.content.append("/Artifact <</Type/Pagination/Subtype/Header>> BDC")
    sheet.put(72, 40, "Ministry of Papers")
    sheet.content.append("EMC")
    assert read(sheet).warnings == ("running heads and footers left out: “Ministry of Papers” (1)",)


def test_hyphens_at_line_ends() -> None:
    sheet = Sheet()
    sheet.put_all(72, 90, [
        "CPS 1: The decision was made at once, and the follow-",
        "up came a week later. Another deci-",
        "sion, about the same com-",
        "pany, never came; we would like a follow-up to it, and so",
    ])  # fmt: skip
    imported = read(sheet)
    assert "the follow-up came" in imported.text
    assert "Another decision, about the same com-pany, never" in imported.text
    assert imported.warnings == (
        "words divided at line ends put together: 1",
        "hyphens at line ends kept, as nothing shows that a word was split there: 2",
    )


@pytest.mark.parametrize(
    ("end", "start", "whole"),
    [
        ("and he was waiting for-", "Sorry, go on.", "for- Sorry"), ("we had it. And-", "No, wait.", "And- No"),
        ("it. I-", "We did, and so on.", "I- We"), ("both short-", "and long-term ones", "short- and long-term"),
        ("Vor-", "und Nachteile,", "Vor- und Nachteile"), ("the one-", "to-one meeting", "one-to-one"),
        ("it was non-", "English people,", "non-English"), ("and then Jean-", "Pierre came,", "Jean-Pierre"),
        ("an Anglo-", "American one,", "Anglo-American"), ("the post-", "Brexit years", "post-Brexit"),
        ("so Half-", "Term came, a half-term", "Half-Term"), ("with a co-", "worker,", "co-worker"),
    ],
)  # fmt: skip
def test_a_word_broken_off_at_a_line_end_stays_apart_and_a_compound_does_not(end: str, start: str, whole: str) -> None:
    imported = read(page("P7: " + "so " * (19 - len(end) // 3) + "and " + end, start + " " + "yes " * 9, letters=90))
    assert f"{whole} " in imported.text.replace(",", " ")
    broken_off = "- " in whole and not whole.endswith(("long-term", "Nachteile"))
    assert any("words broken off at line ends" in said for said in imported.warnings) == broken_off


def test_soft_hyphens_ligatures_and_invisible_characters() -> None:
    sheet = Sheet()
    sheet.put(72, 90, "CPS 1: The of\ufb01cer’s ef\ufb01cient re\u00adcord-\u200bkeeping and a divi\u00ad", "F3")
    sheet.put(72, 102, "sion of labour\ufeff, in the cafe\u0301.", "F3")
    assert read(sheet).text == "CPS 1: The officer’s efficient record-keeping and a division of labour, in the café."


def test_soft_hyphens_are_hyphens_where_a_document_has_no_others() -> None:
    sheet = Sheet()
    sheet.put(72, 90, "CPS 1: The follow\u00adup came, but no well\u00adbeing.", "F3")
    imported = read(sheet)
    assert imported.text == "CPS 1: The follow-up came, but no well-being."
    assert "soft hyphens read as hyphens, as the document has no others: 2" in imported.warnings


def test_words_without_spaces_between_them_are_told_by_their_places() -> None:
    sheet = Sheet()
    sheet.content.append("BT /F1 10 Tf 72 700 Td [(CPS)-600(1:)-600(W)20(e)-600(sai)10(d)-600(so.)] TJ ET")
    for x, letter in zip(range(72, 120, 6), "Yes, ok.", strict=True):
        if letter != " ":
            sheet.put(x, 160, letter)
    assert read(sheet).text == "CPS 1: We said so.\nYes, ok."


@pytest.mark.parametrize("blank", ["( )-200", " -278 "])
def test_letters_set_apart_are_words_still(blank: str) -> None:
    """As in text that is spaced out, with and without a space of its own between its words."""
    said = "CPS 1: We said so, then and now."
    sheet = Sheet()
    letters = "".join(blank if letter == " " else f"({letter})-200" for letter in said)
    sheet.content.append(f"BT /F1 10 Tf 72 700 Td [{letters}] TJ ET")
    assert read(sheet).text == said


def test_words_painted_twice_are_read_once() -> None:
    sheet = Sheet()
    for shift in (0, 0.3):
        sheet.put(72 + shift, 90, "CPS 1: Bold without a bold font.")
    assert read(sheet).text == "CPS 1: Bold without a bold font."


def test_labels_in_bold_need_no_colon() -> None:
    sheet, y = Sheet(), 90.0
    for name, said in (("Anna", "How are you?"), ("Ben", "Fine."), ("Anna", "Good."), ("Ben", "Yes.")):
        sheet.put(72, y, name, "F2")
        sheet.put(72 + 6 * (len(name) + 1), y, said)
        y += 20
    assert read(sheet).speakers == {"Anna": 2, "Ben": 2}


def test_a_turned_page_is_read_upright_and_turned_words_are_left_out() -> None:
    sheet = Sheet(extra="/Rotate 90")
    for y, words in ((500, "CPS 1: First."), (480, "Interviewer: Second?")):
        sheet.content.append(f"BT /F1 10 Tf 0 1 -1 0 {600 - y} 100 Tm ({words}) Tj ET")
    sheet.content.append("BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (DRAFT) Tj ET")
    imported = read(sheet)
    assert imported.text == "CPS 1: First.\nInterviewer: Second?"
    assert imported.warnings == ("turned text left out on 1 page: “DRAFT”",)


def test_forms_are_read_where_they_are_painted_and_never_for_ever() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf([page("CPS 1: Inside a form.")])))
    sheet = writer.pages[0]
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    form = DecodedStreamObject()
    form.set_data(b"BT /F1 10 Tf 72 600 Td (Interviewer: In it.) Tj ET /Self Do")
    form.update({NameObject("/Subtype"): NameObject("/Form"), NameObject("/Resources"): sheet["/Resources"]})
    own = writer._add_object(form)
    sheet["/Resources"][NameObject("/XObject")] = DictionaryObject({NameObject("/Self"): own})  # type: ignore[index]
    content = DecodedStreamObject()
    content.set_data(b"/Self Do")
    sheet[NameObject("/Contents")] = writer._add_object(content)
    out = io.BytesIO()
    writer.write(out)
    assert "page 1 paints more than any page of a transcript does" in refusal(out.getvalue())


def layered(words: str, state: str, properties: str = "10 0 R") -> bytes:
    """Words in a layer (object 10) of a page that also says `CPS 1: Here.`, with the state in which it is opened."""
    sheet = page("CPS 1: Here.")
    sheet.content.append("/OC /L BDC")
    sheet.put(72, 120, words)
    sheet.content.append("EMC")
    data = pdf([sheet]).replace(b"/F3 5 0 R>>", b"/F3 5 0 R>>/Properties<</L %b>>" % properties.encode())
    data = data.replace(b"/Type/Catalog", b"/Type/Catalog/OCProperties<</OCGs[10 0 R]/D<<%b>>>>" % state.encode())
    return data.replace(b"xref", b"10 0 obj\n<</Type/OCG/Name(Notes)>>\nendobj\nxref", 1)  # pypdf builds the table anew


@pytest.mark.parametrize(
    ("state", "properties", "shown"),
    [
        ("/OFF[10 0 R]", "10 0 R", False), ("/OFF[]", "10 0 R", True), ("/BaseState/OFF", "10 0 R", False),
        ("/BaseState/OFF/ON[10 0 R]", "10 0 R", True), ("/OFF[10 0 R]", "<</Type/OCMD/OCGs[10 0 R]>>", False),
        ("/OFF[10 0 R]", "<</Type/OCMD/OCGs 10 0 R/P/AllOff>>", True),
    ],
)  # fmt: skip
def test_layers_that_are_switched_off_are_left_out_and_counted(state: str, properties: str, shown: bool) -> None:
    imported = read_bytes(layered("Interviewer: Why?", state, properties), "a.pdf")
    assert imported.text == ("CPS 1: Here.\nInterviewer: Why?" if shown else "CPS 1: Here.")
    left_out = "text of layers that are switched off, which nobody sees, left out: 16 letters"
    assert imported.warnings == (() if shown else (left_out,))


def test_a_pdf_whose_text_is_all_switched_off_says_so() -> None:
    data = layered("Interviewer: Why?", "/OFF[10 0 R]").replace(b"/Contents 8 0 R", b"/Contents 11 0 R")
    content = b"/OC /L BDC BT /F1 10 Tf 72 600 Td (CPS 1: Not seen.) Tj ET EMC"
    hidden = b"11 0 obj\n<</Length %d>>stream\n%b\nendstream\nendobj\n" % (len(content), content)
    assert "layers that are switched off" in refusal(data.replace(b"xref", hidden + b"xref", 1))


def test_pages_without_text_are_named() -> None:
    imported = read(page("CPS 1: Here."), Sheet(), page("Interviewer: There?"), Sheet())
    assert imported.warnings[0] == "no text on pages 2 and 4: empty, or a picture of text, which is not read"


def test_words_beyond_the_paper_are_left_out_and_counted() -> None:
    sheet = page("CPS 1: Here.")
    for x, y in ((72, 900), (700, 90), (2e5, 90)):
        sheet.put(x, y, "unseen")
    imported = read(sheet)
    assert imported.text == "CPS 1: Here."
    assert imported.warnings == ("text beyond the pages’ edges, which nobody sees, left out: 18 letters",)


def test_line_numbers_in_the_margin_go_and_are_counted() -> None:
    sheet = page("CPS 1: One.", "Interviewer: Two?", "CPS 1: Three.", "Interviewer: Four?", "CPS 1: 55 or 56.")
    for number in range(1, 6):
        sheet.put(40, 78 + 12 * number, str(number))
    imported = read(sheet)
    assert imported.text.split("\n")[-1] == "CPS 1: 55 or 56."
    assert imported.warnings == ("line numbers in the margin left out: 5",)


def test_an_answer_in_figures_at_the_start_of_a_line_does_not_hide_line_numbers() -> None:
    sheet = Sheet()
    for number in range(1, 13):
        sheet.put(40 if number < 10 else 34, 78 + 12 * number, str(number))
        sheet.put(72, 78 + 12 * number, "00:01:10")
        sheet.put(132, 78 + 12 * number, "CPS 1: So it was." if number % 2 else "Interviewer: Why?")
    sheet.content[13] = sheet.content[14] = ""
    sheet.put(72, 78 + 12 * 5, "12")
    imported = read(sheet)
    assert imported.warnings == ("line numbers in the margin left out: 12",)
    assert imported.speakers == {"CPS 1": 5, "Interviewer": 6}


def test_a_table_keeps_its_columns_on_pages_where_few_rows_begin() -> None:
    said, sheets = [], []
    for number, name in enumerate(["Dan", "P7"] * 4):
        sheet, words = Sheet(), f"Part {number}. {PROSE}"
        sheet.put(72, 90, f"00:{number:02}:10")
        sheet.put(162, 90, name)
        y = sheet.put_all(252, 90, wrapped(words, 40))
        said.append((name, words))
        if number % 2:
            sheet.put(72, y + 10, f"00:{number:02}:50")
            sheet.put(162, y + 10, "Dan")
            sheet.put(252, y + 10, "Yes, go on.")
            said.append(("Dan", "Yes, go on."))
        sheets.append(sheet)
    imported = read(*sheets)
    assert [(turn.speaker, imported.text[turn.start : turn.end]) for turn in imported.turns] == said


def test_a_pdf_without_text_says_so() -> None:
    assert refusal(pdf([Sheet(), Sheet()])).startswith("a PDF without text, as a scanner makes: run text recognition")


def test_letters_without_characters_are_no_text() -> None:
    data = pdf([page("CPS 1: We said so.")]).replace(b"/WinAnsiEncoding", b"<</Differences[32")
    odd = data.replace(b"<</Differences[32", b"<</Differences[32 " + b" ".join(b"/g%d" % i for i in range(90)) + b"]>>")
    assert "no characters behind them" in refusal(odd)


@pytest.mark.parametrize(("user", "locked"), [("secret", True), ("", False)])
def test_a_password_asks_for_a_copy_without_one(user: str, locked: bool) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf([page("CPS 1: Locked words.")])))
    writer.encrypt(user_password=user, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    if locked:
        assert refusal(out.getvalue()).startswith("a PDF protected by a password: open it, save or print a copy")
    else:
        assert read_bytes(out.getvalue(), "a.pdf").text == "CPS 1: Locked words."


@pytest.mark.parametrize("cut", [9, 300, 700])
def test_a_damaged_pdf_is_refused_or_read_whole(cut: int) -> None:
    whole = pdf([page("CPS 1: " + PROSE)])
    assert refusal(whole[:cut]).split(":")[0] in {"a damaged PDF", "a PDF without text, as a scanner makes"}


def test_a_page_that_unpacks_without_end_is_refused() -> None:
    bomb = zlib.compress(b"\n" * 90_000_000, 9)
    before, _, rest = pdf([page("CPS 1: Small.")]).partition(b"8 0 obj\n")
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(bomb), bomb)
    assert "more than any transcript" in refusal(before + b"8 0 obj\n" + stream + rest[rest.index(b"\nendobj") :])


@pytest.mark.parametrize(
    ("name", "speakers"),
    [
        ("study-p2.pdf", {"Participant": 84, "Dan": 81}),
        ("study-p5.pdf", {"Dan": 68, "Participant": 67, "Particpant": 1}),
    ],
)
def test_a_real_study(shared: Path, name: str, speakers: dict[str, int]) -> None:
    path = shared / "data" / "interviews" / name
    imported = read_bytes(path.read_bytes(), name)
    assert imported.speakers == speakers
    assert imported.doubts == ()
    plain = " ".join(sheet.extract_text() for sheet in PdfReader(path).pages).split()
    words = [word for word in plain if not word.replace("/", "").isdecimal()]
    assert [word for word in imported.text.split() if not word.isdecimal()] == [
        word for word in " ".join(words).replace("two- way", "two-way").split()
    ]


@pytest.mark.slow
def test_a_long_interview_printed_letter_by_letter_is_read_whole() -> None:
    said = [wrapped(f"{'Interviewer' if number % 2 else 'CPS 7'}: {number}. {PROSE}", 80) for number in range(1_200)]
    sheets = []
    for first in range(0, len(said), 6):
        sheet, y = Sheet(), 90.0
        for line in (line for turn in said[first : first + 6] for line in turn):
            for place, letter in enumerate(line):
                sheet.put(72 + 6 * place, y, letter)
            y += 12
        sheets.append(sheet)
    process = ReadingProcess()
    (document,) = process.read(pdf(sheets), "a.pdf", Decisions())
    process.close()
    assert document.speakers == {"CPS 7": 600, "Interviewer": 600}
    assert document.text.split() == " ".join(" ".join(turn) for turn in said).split()


@pytest.mark.parametrize(
    ("mirrored", "read"), [("הגיע %05 מן", "הגיע 50% מן"), ("הגיע 05% מן", "הגיע %50 מן"), ("وصل 05% من", "وصل 50% من")]
)
def test_a_sign_beside_a_figure_stands_where_it_was_typed(mirrored: str, read: str) -> None:
    """As one with the figure in Hebrew, and as a letter of its own behind Arabic ones."""
    assert Mirror({}).in_reading_order(mirrored) == read

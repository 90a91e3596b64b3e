"""Quotations in every format, read back by other programs, with words that mean harm."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt
from studies import add, small_study

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.quoting import collected
from codebook.retrieval.excerpts import everything, excerpts
from codebook.retrieval.passages import Excerpt
from codebook.scheme import codes
from exports.formats import QUOTATION_FORMATS, UnknownFormat, quotation_format, render, save_quotations
from exports.pages.latex_words import escaped as latex_escaped
from exports.quotations.markdown import escaped
from exports.quotations.model import BadOption, Options, Quotation, QuotationList, collected_quotations, quotations
from exports.quotations.workbook import CELL_UNITS
from exports.words import visible
from transcripts import coders, document_labels
from transcripts.project import Project
from transcripts.texts import document_text

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "@SUM(A1)",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[laughs] **b** _i_ `c` # not a heading",
    "# heading\n- list\n1. one\n> quote\n    code",
    "🙂 שלום עולם مرحبا \u202eevil\u202c",
    "\x1b]52;c;AAAA\x07 red \x1b[31m \x9b2J",
    "https://example.org/?a=1&b=2 and [a](javascript:x)",
    "a | b \\ c ~~d~~ &amp; &#60; ^e^ $f$",
)


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Project]:
    """A project whose people say what would be code elsewhere."""
    with small_study(tmp_path / "hostile.qdb") as project:
        with project.step("Theme", "Ann") as session:
            codes.ensure(session, "Plain")
            codes.ensure(session, "<b>Odd</b>/=1+1")
        for number, words in enumerate(HOSTILE):
            label, text = f"CPS {number + 10}", f"Interviewer: <Why>?\nCPS: before {words} after\n"
            document = add(project, label, text, group="CPS", area="C")
            start = text.index(words)
            with project.step("Code", "Ann") as session:
                path = "<b>Odd</b>/=1+1" if number % 2 else "Plain"
                place = (
                    document,
                    start,
                    start + len(words),
                    codes.ensure(session, path),
                    coders.ensure(session, "Ann"),
                )
                codings.apply(session, NewCoding(*place, key=number == 3))
        yield project


def listing(project: Project, **options: object) -> QuotationList:
    """Everything coded in a project, as quotations."""
    with project.reading() as session:
        found = everything(session).excerpts
        return quotations(session, found, Options(**options), remarks=["<Remark> *one*"])  # type: ignore[arg-type]


def plain(text: str) -> str:
    """A text as any format may show it: control characters as signs, runs of white space as one."""
    return " ".join(visible(text).split())


def shown_words(listed: QuotationList) -> list[str]:
    """What the formats that group by code must say, in their order."""
    return [plain(q.excerpt.text) for _, group in listed.by_heading() for q in group]


def test_markdown_shows_every_word_as_it_was_said(hostile: Project) -> None:
    listed = listing(hostile)
    page = html.fromstring(
        MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(render(listed, "md").decode())
    )
    quotes = page.findall(".//blockquote")
    assert [plain(" ".join("".join(p.itertext()) for p in quote[:-1])) for quote in quotes] == shown_words(listed)
    assert [quote[-1].text_content() for quote in quotes[:2]] == ["— CPS 10", "— CPS 12"]
    assert {element.tag for quote in quotes for element in quote.iter()} <= {"blockquote", "p", "br"}
    assert [heading.text_content() for heading in page.findall(".//h2")] == ["Plain", "<b>Odd</b>/=1+1"]
    assert "\x1b" not in render(listed, "md").decode()


COMMANDS = re.compile(r"\\(?:(text[a-z]+)\{\}|([{}$&%#_]))|\{([\[\]])\}|\{\}")
MEANT = {
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textasciigrave": "`",
    "textquotedbl": '"', "textless": "<", "textgreater": ">", "textbar": "|",
}  # fmt: skip


def as_latex_prints(source: str) -> str:
    """What escaped words print as, by LaTeX's own definitions of the commands."""
    return COMMANDS.sub(lambda found: MEANT[found[1]] if found[1] else found[2] or found[3] or "", source)


@given(text=st.text(st.characters(codec="utf-8") | st.sampled_from("\\{}$&%#_~^`'\"<>|[]-,?!")))
def test_latex_prints_every_sign_and_obeys_none(text: str) -> None:
    source = latex_escaped(text)
    assert as_latex_prints(source) == visible(text)
    left = COMMANDS.sub("\0", source)
    assert not re.search(r"[\\{}$&%#_~^`\"<>|\[\]]|--|,,|''", left)


def test_latex_shows_quotations_under_their_codes(hostile: Project) -> None:
    listed = listing(hostile)
    page = render(listed, "tex").decode()
    quotes = re.findall(r"\\begin{quote}\n(.*?)\n\\end{quote}", page, re.DOTALL)
    words = [quote.rpartition("\\hfill --- ") for quote in quotes]
    assert [plain(as_latex_prints(said.replace("\\\\\n", "\n"))) for said, _, _ in words] == shown_words(listed)
    assert [who for _, _, who in words[:2]] == ["CPS 10", "CPS 12"]
    headings = [as_latex_prints(heading) for heading in re.findall(r"\\subsection\*{(.*)}", page)]
    assert headings == ["Plain", "<b>Odd</b>/=1+1"]
    assert "\x1b" not in page


def test_html_holds_nothing_but_inert_elements_and_allows_no_source(hostile: Project) -> None:
    listed = listing(hostile, question=True, context_turns=1)
    content = render(listed, "html")
    page = html.fromstring(content)
    tags = {element.tag for element in page.iter()}
    assert not tags & {"script", "img", "iframe", "object", "a", "link", "form"}
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert [plain(quote.text_content()) for quote in page.findall(".//blockquote")] == shown_words(listed)
    assert not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", content)


def test_word_documents_use_real_styles_and_hold_every_word(hostile: Project) -> None:
    listed = listing(hostile, question=True, context_characters=7)
    document = docx.Document(io.BytesIO(render(listed, "docx")))
    by_style: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        by_style.setdefault(paragraph.style.name, []).append(plain(paragraph.text))
    assert by_style["Quote"] == shown_words(listed)
    assert by_style["Heading 1"] == ["Plain", "<b>Odd</b>/=1+1"]
    assert by_style["Quotation Attribution"][0] == "— CPS 10"
    assert by_style["Quotation Context"][:3] == ["Question: <Why>?", "…before", "after"]
    assert by_style["Title"] == ["Quotations"]
    assert (document.core_properties.author, document.core_properties.comments) == ("", "")


def test_csv_has_a_row_a_quotation_and_no_formula(hostile: Project) -> None:
    listed = listing(hostile)
    rows = list(csv.DictReader(io.StringIO(render(listed, "csv").decode(), newline="")))
    said = [(row["document"], row["text"]) for row in rows]
    wanted = [(q.excerpt.document, visible(q.excerpt.text)) for q in listed.quotations]
    assert [(label, text.removeprefix("'") if text[1:2] in "=@" else text) for label, text in said] == wanted
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert (rows[0]["start"], rows[0]["codes"], rows[0]["question"]) == ("32", "Plain", "<Why>?")


def test_workbooks_hold_text_only(hostile: Project) -> None:
    listed = listing(hostile)
    sheet = openpyxl.load_workbook(io.BytesIO(render(listed, "xlsx"))).active
    assert sheet is not None
    head, *rows = sheet.iter_rows()
    names = [cell.value for cell in head]
    texts = [row[names.index("text")] for row in rows]
    assert [cell.value for cell in texts] == [visible(q.excerpt.text) for q in listed.quotations]
    cells = [cell for row in rows for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink]


def test_words_too_long_for_a_cell_go_on_in_the_next_column() -> None:
    text = "a🙂" * 30_000
    excerpt = Excerpt("CPS 1", "u", 0, len(text), text)
    listed = QuotationList(
        "Long", (Quotation(excerpt, "CPS 1"), Quotation(Excerpt("CPS 2", "v", 0, 1, "x"), "CPS 2")), ("",)
    )
    sheet = openpyxl.load_workbook(io.BytesIO(render(listed, "xlsx"))).active
    assert sheet is not None
    head, first, second = sheet.iter_rows(values_only=True)
    pieces = [str(cell) for name, cell in zip(head, first, strict=True) if str(name).startswith("text") and cell]
    assert "".join(pieces) == text
    assert all(len(piece.encode("utf-16-le")) // 2 <= CELL_UNITS for piece in pieces)
    assert [name for name in head if str(name).startswith("text")] == [
        "text",
        "text (continued 2)",
        "text (continued 3)",
    ]
    assert second[head.index("attribution")] == "CPS 2"


def test_json_is_exact_and_keeps_its_promise(hostile: Project) -> None:
    content = render(listing(hostile, attribution="{label}, Area {area}"), "json")
    said = json.loads(content)
    assert [one["text"] for one in said] == list(HOSTILE)
    assert said[0]["attribution"] == "CPS 10, Area C"
    promised = ["document", "start", "end", "text", "codes", "coder", "speaker", "question", "attribution", "stance"]
    assert set(promised) <= set(said[0])
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", content.decode())


def test_at_most_so_many_of_a_document_key_passages_first(study: Project) -> None:
    with study.step("Code", "Ann") as session:
        document, code, ann = (
            document_labels.find(session, "CPS 2"),
            codes.ensure(session, "Delay"),
            coders.ensure(session, "Ann"),
        )
        for start, key in ((35, False), (41, False), (52, True), (60, False)):
            codings.apply(session, NewCoding(document, start, start + 4, code, ann, key=key))
    with study.reading() as session:
        found = excerpts(session, "Delay")
        two = quotations(session, found, Options(per_document=2))
    assert [q.excerpt.start for q in two.quotations] == [35, 52]
    with pytest.raises(BadOption):
        Options(per_document=0)


def test_context_is_turns_or_characters_cut_at_words(study: Project) -> None:
    with study.step("Code", "Ann") as session:
        document, code, ann = (
            document_labels.find(session, "CPS 2"),
            codes.ensure(session, "Delay"),
            coders.ensure(session, "Ann"),
        )
        start = document_text(session, document).text.index("“queues”")
        codings.apply(session, NewCoding(document, start, start + 8, code, ann))
    with study.reading() as session:
        found = excerpts(session, "Delay")
        (turns,) = quotations(session, found, Options(context_turns=1)).quotations
        (asked,) = quotations(session, found, Options(context_turns=1, question=True)).quotations
        (characters,) = quotations(session, found, Options(context_characters=12)).quotations
    assert asked.question is None
    assert turns.context is not None
    assert characters.context is not None
    assert [(line.speaker, line.text) for line in turns.context.before] == [
        ("Interviewer", "What changed?"), ("CPS 2", "Nobody calls us. Délais —"),
    ]  # fmt: skip
    assert [(line.speaker, line.text) for line in turns.context.after] == [
        (None, "🙂 everywhere."), ("Interviewer", "Why?"),
    ]  # fmt: skip
    assert [line.text for line in characters.context.before] == ["…Délais —"]
    assert [line.text for line in characters.context.after] == ["🙂…"]


def test_collected_quotations_print_under_their_sections_with_notes(study: Project) -> None:
    with study.step("Collect", "Ann") as session:
        document, ann = document_labels.find(session, "CPS 1"), coders.ensure(session, "Ann")
        collected.add(session, document, 34, 42, coder=ann, section="Contact", note="open with *this*")
        collected.add(session, document, 70, 79, coder=ann, section="Before that")
    with study.reading() as session:
        listed = collected_quotations(session, collected.collected(session))
    assert listed.headings == ("Contact", "Before that")
    text = render(listed, "md").decode()
    assert "## Contact" in text
    assert r"open with \*this\*" in text
    rows = list(csv.DictReader(io.StringIO(render(listed, "csv").decode(), newline="")))
    assert [(row["section"], row["note"]) for row in rows] == [("Contact", "open with *this*"), ("Before that", "")]


@pytest.mark.parametrize("name", QUOTATION_FORMATS)
def test_no_quotations_make_a_file_that_opens(study: Project, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"none.{name}"
    save_quotations(listing(study), path)
    assert path.stat().st_size > 2
    if name == "docx":
        assert docx.Document(str(path)).paragraphs
    if name == "xlsx":
        assert openpyxl.load_workbook(path).active is not None


def test_a_format_is_known_by_name_or_suffix_and_others_are_refused(study: Project, tmp_path: Path) -> None:
    assert quotation_format(".MD").name == "md"
    with pytest.raises(UnknownFormat, match="md, docx, html, tex, csv, xlsx, json"):
        save_quotations(listing(study), tmp_path / "quotes.rtf")
    with pytest.raises(UnknownFormat):
        save_quotations(listing(study), tmp_path / "quotes")
    assert list(tmp_path.glob("quotes*")) == []


@settings(max_examples=300, deadline=None)
@given(text=st.text(st.characters(codec="utf-8"), min_size=1).map(visible))
def test_any_words_come_back_from_markdown(text: str) -> None:
    listed = QuotationList("T", (Quotation(Excerpt("CPS 1", "u", 0, 1, text), "CPS 1"),), ("",))
    page = html.fromstring(MarkdownIt("commonmark").render(render(listed, "md").decode()))
    *words, _ = page.find(".//blockquote")
    assert " ".join("".join(p.itertext()) for p in words).split() == text.replace("\x00", "�").split()


@given(text=st.text(alphabet="a1.)-+=#>*_[]<&`~ \\|:", min_size=1).filter(lambda text: text.strip() == text))
def test_signs_that_mean_something_in_markdown_mean_themselves(text: str) -> None:
    page = html.fromstring(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(escaped(text)))
    assert page.tag == "p"
    assert page.text_content() == text
    assert len(page) == 0

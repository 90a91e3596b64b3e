"""The draft report: every planted defect is what its verdict says, in Markdown and in Word."""

from __future__ import annotations

import io
import zipfile
from collections import Counter

import pytest
from docx import Document
from lxml import etree
from worked_study import generated

from coding_tui.demo.draft import as_markdown
from coding_tui.demo.model import DraftQuote, Study
from coding_tui.demo.word_files import document_docx, draft_docx

VERDICTS = ("verbatim", "typography", "elided", "bracketed", "cleaned", "altered", "stitched", "wrong-source",
            "ambiguous", "not-found", "source-not-loaded", "term")  # fmt: skip

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(scope="module")
def study() -> Study:
    return generated()


@pytest.fixture(scope="module")
def corpus(study: Study) -> str:
    return "\n".join(document.text for document in study.documents)


def of(study: Study, verdict: str) -> list[DraftQuote]:
    return [quote for quote in study.draft.quotes if quote.verdict == verdict]


def test_every_verdict_is_planted(study: Study) -> None:
    assert {quote.verdict for quote in study.draft.quotes} == set(VERDICTS)


def test_every_quotation_is_printed(study: Study) -> None:
    printed = as_markdown(study.draft)
    assert all(quote.text in printed for quote in study.draft.quotes)
    assert all(quote.attribution in printed for quote in study.draft.quotes)


def test_sources_are_the_slices_they_say(study: Study) -> None:
    for quote in study.draft.quotes:
        if quote.document is not None:
            assert study.document(quote.document).text[quote.start : quote.end] == quote.original


def test_verbatim_quotes_stand_once_and_where_they_say(study: Study, corpus: str) -> None:
    for quote in of(study, "verbatim"):
        assert corpus.count(quote.text) == 1
        assert quote.attribution == quote.document


@pytest.mark.parametrize(
    "verdict", ["typography", "elided", "bracketed", "cleaned", "altered", "stitched", "not-found"]
)
def test_changed_quotes_do_not_stand_in_the_study(study: Study, corpus: str, verdict: str) -> None:
    assert all(quote.text not in corpus for quote in of(study, verdict))


def test_each_defect_has_its_mark(study: Study, corpus: str) -> None:
    assert all("…" in quote.text or "..." in quote.text for quote in of(study, "elided"))
    assert any(quote.detail.startswith("removes a negation") for quote in of(study, "elided"))
    assert all("[" in quote.text for quote in of(study, "bracketed"))
    assert all(len(quote.text) < len(quote.original) for quote in of(study, "cleaned"))
    assert all(corpus.count(quote.text) >= 3 for quote in of(study, "ambiguous"))
    assert all(
        quote.attribution != quote.document or "interviewer" in quote.detail for quote in of(study, "wrong-source")
    )
    assert any("interviewer" in quote.detail for quote in of(study, "wrong-source"))


def test_an_altered_quote_differs_by_its_one_change(study: Study) -> None:
    for quote in of(study, "altered"):
        old, new = quote.detail.split(" → ")
        assert quote.text == quote.original.rstrip(".").replace(old, new) or new in quote.text


def test_a_source_that_is_not_loaded_is_not(study: Study) -> None:
    labels = {document.label for document in study.documents}
    assert all(quote.attribution not in labels for quote in of(study, "source-not-loaded"))


def test_one_quotation_is_used_twice(study: Study) -> None:
    assert max(Counter(quote.text for quote in study.draft.quotes).values()) == 2


def test_over_claims_have_their_numbers(study: Study) -> None:
    most, every, rarely = study.draft.claims
    assert most["n"] / most["of"] < 0.5
    assert every["n"] < every["of"]
    assert rarely["n"] / rarely["of"] > 0.5


def test_word_and_markdown_say_the_same(study: Study) -> None:
    word = Document(io.BytesIO(draft_docx(study.draft)))
    paragraphs = [paragraph.text for paragraph in word.paragraphs]
    cells = [cell.text for row in word.tables[0].rows for cell in row.cells]
    for style, text in study.draft.blocks:
        for part in text.replace("\n", "\t").split("\t") if style == "table" else [text]:
            assert any(part in paragraph for paragraph in [*paragraphs, *cells])
    assert sum(paragraph.style.name == "Quote" for paragraph in word.paragraphs) == 6


def test_marks_of_every_kind_are_used(study: Study) -> None:
    printed = as_markdown(study.draft)
    assert all(mark in printed for mark in ('"', "“", "‘", ",” (", "\n> "))


def test_a_transcript_as_word_has_a_paragraph_a_turn(study: Study) -> None:
    document = study.document("Judge 3")
    word = Document(io.BytesIO(document_docx(document)))
    assert [paragraph.text for paragraph in word.paragraphs] == document.text.splitlines()
    assert document_docx(document) == document_docx(document)


def test_notes_are_footnotes_in_word(study: Study) -> None:
    with zipfile.ZipFile(io.BytesIO(draft_docx(study.draft))) as word:
        notes = etree.fromstring(word.read("word/footnotes.xml"))
        body = etree.fromstring(word.read("word/document.xml"))
        assert b"footnotes+xml" in word.read("[Content_Types].xml")
        assert b"footnotes.xml" in word.read("word/_rels/document.xml.rels")
    written = ["".join(note.itertext()).strip() for note in notes if note.get(f"{{{W}}}type") is None]
    assert tuple(written) == study.draft.footnotes
    referred = [one.get(f"{{{W}}}id") for one in body.iter(f"{{{W}}}footnoteReference")]
    assert referred == ["1", "2"]
    assert draft_docx(study.draft) == draft_docx(study.draft)


def test_terms_are_in_marks_and_nobodys(study: Study) -> None:
    printed = as_markdown(study.draft)
    for quote in of(study, "term"):
        assert quote.document is None
        assert any(f"{left}{quote.text}{right}" in printed for left, right in ("“”", "‘’", '""'))

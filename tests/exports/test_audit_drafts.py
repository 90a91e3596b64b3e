"""Drafts as other people write and save them: the same quotations with the same names, whatever the file is."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from spoken import document

from exports.audit.attributions import Labels
from exports.audit.corpus import Corpus
from exports.audit.drafts import read_draft
from exports.audit.judging import Judge
from exports.audit.markdown_draft import markdown_paragraphs
from exports.audit.quotations import quotations

LABELS = Labels(["CPS 43", "CPS 4", "Advice 20", "Police 27", "Barrister 1"])
EXPECTED = [
    ("we wait for the file", "CPS 43"),
    ("Nobody told us that it was closed.", "Police 27"),
    ("It is the officers' own rule", "Advice 20"),
    ("They never ring us", "CPS 4"),
    ("We write it all down", "Barrister 1"),
    ("and they wait for ever", "CPS 4"),
    ("It goes on in the note", "CPS 43"),
]
MARKDOWN = """# Waiting

As CPS 43 put it, "we wait for the file".

> Nobody told us that it was closed. (Police 27)

Advice 20 was clear:

> It is the officers' own rule

| Quotation | Source |
|---|---|
| They never ring us | CPS 4 |
| "We write it all down" | Barrister 1 |

They wait "and they wait for ever".[^1]

[^1]: CPS 4, in May. "It goes on in the note" (CPS 43).
"""
HTML = """<html><head><title>"Not this" (CPS 4)</title><style>p:before{content:"x"}</style></head><body><h1>Waiting</h1>
<p>As CPS&nbsp;43 put it, <q>we <em>wait</em> for
the file</q>.</p><blockquote><p>Nobody told us that it was closed. (Police 27)</p></blockquote>
<p>Advice 20 was clear:</p><p class="MsoQuote">It is the officers' own rule</p>
<table><tr><th>Quotation</th><th>Source</th></tr><tr><td>They never ring us</td><td>CPS 4</td></tr>
<tr><td>"We write it all down"</td><td>Barrister 1</td></tr></table>
<p>They wait <del>"long ago"</del> "and they wait for ever".<sup><a href="#fn1" id="r1">1</a></sup></p>
<ol><li id="fn1">CPS 4, in May. "It goes on in the note" (CPS 43). <a href="#r1">↩</a></li></ol></body></html>"""
LATEX = r"""\documentclass{article}\begin{document}
\section{Waiting}
As CPS~43 put it, ``we \emph{wait} for the file''. % "not this"

\begin{quote}
Nobody told us that it was closed. (Police 27)
\end{quote}

Advice 20 was clear:
\begin{displayquote}
It is the officers' own rule
\end{displayquote}

\begin{tabular}{ll}
Quotation & Source \\ \hline
They never ring us & CPS 4 \\
``We write it all down'' & Barrister 1 \\
\end{tabular}

They wait \enquote{and they wait for ever}.\footnote{CPS 4, in May. ``It goes on in the note'' (CPS 43).}
\end{document}
"""
ODT = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"><office:automatic-styles>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>
<style:style style:name="P2" style:family="paragraph"><style:paragraph-properties fo:margin-left="1.2cm"/></style:style>
</office:automatic-styles><office:body><office:text><text:h>Waiting</text:h>
<text:p>As CPS<text:s/>43 put it, "we <text:span>wait</text:span> for the file".</text:p>
<text:p text:style-name="P1">Nobody told us that it was closed. (Police 27)</text:p>
<text:p>Advice 20 was clear:</text:p><text:p text:style-name="P2">It is the officers' own rule</text:p>
<table:table><table:table-row><table:table-cell><text:p>Quotation</text:p></table:table-cell>
<table:table-cell><text:p>Source</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>They never ring us</text:p></table:table-cell>
<table:table-cell><text:p>CPS 4</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>"We write it all down"</text:p></table:table-cell>
<table:table-cell><text:p>Barrister 1</text:p></table:table-cell></table:table-row></table:table>
<text:p>They wait "and they wait for ever".<text:note
 text:note-class="footnote"><text:note-citation>1</text:note-citation>
<text:note-body><text:p>CPS 4, in May. "It goes on in the note" (CPS 43).</text:p></text:note-body></text:note></text:p>
</office:text></office:body></office:document-content>"""
FOOTNOTES = """<?xml version="1.0"?><w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:id="2"><w:p><w:r><w:t>CPS 4, in May. "It goes on in the note" (CPS 43).</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""


def word_draft() -> bytes:
    """The draft as Word has it: a quotation style, one moved in by hand, a table, a footnote."""
    document = docx.Document()
    document.add_heading("Waiting")
    document.add_paragraph('As CPS 43 put it, "we wait for the file".')
    document.add_paragraph("Nobody told us that it was closed. (Police 27)", style="Quote")
    document.add_paragraph("Advice 20 was clear:")
    document.add_paragraph("It is the officers' own rule").paragraph_format.left_indent = Cm(1)
    table = document.add_table(rows=3, cols=2)
    cells = ("Quotation", "Source", "They never ring us", "CPS 4", '"We write it all down"', "Barrister 1")
    for cell, words in zip((cell for row in table.rows for cell in row.cells), cells, strict=True):
        cell.text = words
    last = document.add_paragraph('They wait "and they wait for ever".')
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "2")
    last.add_run()._r.append(reference)
    written = io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr("word/footnotes.xml", FOOTNOTES)
    return written.getvalue()


def open_draft() -> bytes:
    """The draft as LibreOffice has it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", ODT)
    return written.getvalue()


def found(path: Path) -> list[tuple[str, str]]:
    """The quotations of a draft, and the documents that it names for them."""
    return [(each.text.replace("’", "'"), each.label) for each in quotations(read_draft(path), LABELS)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("draft.md", MARKDOWN.encode()),
        ("draft.html", HTML.encode()),
        ("draft.tex", LATEX.encode()),
        ("draft.odt", open_draft()),
        ("draft.docx", word_draft()),
    ],
    ids=["md", "html", "tex", "odt", "docx"],
)
def test_every_format_has_the_same_quotations_with_the_same_names(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert found(path) == EXPECTED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # British single marks, nested
            "Blunt: 'we didn't have the officers' rota, and \"nobody\" told us' (CPS 43). 'Tis the officers' view. "
            "It's rock 'n' roll. 'She said, \"I'm not coming,\" and left', as Police 27 put it.",
            [
                ("we didn't have the officers' rota, and \"nobody\" told us", "CPS 43"),
                ('She said, "I\'m not coming," and left', "Police 27"),
            ],
        ),
        (  # odd straight marks turn nothing round
            'The 6" ruler and the 5\'10" man. He said "we wait for it" (CPS 43).\n\nAn odd " mark and "this is it" '
            '(CPS 4) and "also this" (CPS 43).\n\n"Never closed (CPS 43).\n\nThen "a fine one follows" (CPS 4).',
            [("we wait for it", "CPS 43"), ("this is it", "CPS 4"), ("also this", "CPS 43"),
             ("a fine one follows", "CPS 4")],
        ),
        (  # one sentence, two halves; two names, two quotations
            '"We wait," said CPS 43, "and then again." CPS 4 told us that "it is late"; Barrister 1 that "it is not".',
            [("We wait", "CPS 43"), ("and then again.", "CPS 43"), ("it is late", "CPS 4"),
             ("it is not", "Barrister 1")],
        ),
        (  # heads of sections and of columns
            '## CPS 43\n\n"We wait for it."\n\n## Findings\n\n| Police 27 | CPS 4 |\n|---|---|\n'
            '| "it is quick here" | "it is slow here" |',
            [("We wait for it.", "CPS 43"), ("it is quick here", "Police 27"), ("it is slow here", "CPS 4")],
        ),
        (  # brackets and dashes of many habits
            '"we wait" [CPS43]. "we go" (CPS 43; Police 27 alike). "we do" – CPS 43. "we can" (CPS 43, p. 12). '
            '"We may"—CPS 43\'s words—"for ever". ("We never came," CPS 4.) (Police 27: "so it is.")',
            [("we wait", "CPS 43"), ("we go", "CPS 43"), ("we do", "CPS 43"), ("we can", "CPS 43"),
             ("We may", "CPS 43"), ("for ever", "CPS 43"), ("We never came", "CPS 4"), ("so it is.", "Police 27")],
        ),
    ],
)  # fmt: skip
def test_other_peoples_habits(text: str, expected: list[tuple[str, str]]) -> None:
    paragraphs = markdown_paragraphs(text, marked_up=True, wrapped=True)
    assert [(each.text, each.label) for each in quotations(paragraphs, LABELS)] == expected


def test_a_block_and_its_name_in_two_paragraphs_are_one_quotation(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Nobody told us that it was closed.", style="Quote")
    document.add_paragraph("— CPS 43", style="Quote")
    document.add_paragraph("In a list, moved in", style="List Bullet").paragraph_format.left_indent = Cm(2)
    document.save(str(tmp_path / "draft.docx"))
    assert found(tmp_path / "draft.docx") == [("Nobody told us that it was closed.", "CPS 43")]


def test_a_plain_text_sets_blocks_by_moving_them_in(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text('CPS 4 says "we wait for\nthe file".\n\n    Nobody told us,\n    ever.\n    (Police 27)\n', "utf-8")
    assert found(path) == [("we wait for the file", "CPS 4"), ("Nobody told us, ever.", "Police 27")]


def test_literature_and_terms_quote_nobody_of_the_project() -> None:
    said = document("CPS 1", ("Interviewer", "And then?"), ("CPS 1", "We wait for the file and nobody rings us."))
    draft = """It is called "the long wait of the complainant here". A "rape myth acceptance scale of
four items" (Burt, 1980) was used. "A justice gap that does not close by itself" (Temkin and
Krahé 2008: 34). "We wait for it in vain, all of us here" (prosecutor, 2021)."""
    judge = Judge(Corpus([said]))
    paragraphs = markdown_paragraphs(draft, marked_up=True, wrapped=True)
    verdicts = [judge.judged(each).verdict for each in quotations(paragraphs, Labels(["CPS 1"]))]
    assert verdicts == ["term", "term", "term", "not-found"]


def test_a_longer_label_is_not_the_shorter_one_that_it_begins_with() -> None:
    labels = Labels(["talk", "talk.es", "artisan-3", "artisan-4-late"])
    draft = "As talk.es put it, “one”. As artisan-4-late put it, “two”. “Three”, said talk.es."
    paragraphs = markdown_paragraphs(draft, marked_up=True, wrapped=True)
    assert [each.label for each in quotations(paragraphs, labels)] == ["talk.es", "artisan-4-late", "talk.es"]

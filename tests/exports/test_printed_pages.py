"""What exports look like on paper, as far as their files decide it: breaks, notes, widths, directions, lines."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest
from cli_calls import call, coded_study, done, span, table
from docx.oxml.ns import qn

from exports.pages.blocks import Table, as_word_document
from exports.pages.latex_words import PREAMBLE, escaped
from exports.pages.word_page import WordPage


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return coded_study(tmp_path)


def quoted(project: Path, form: str, *asked: object) -> Path:
    target = project.with_name(f"quoted.{form}")
    done("quotes", project, "Partnership/* OR Delay", *asked, "--output", target, "--as", "Ann")
    return target


def texts(path: Path) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in docx.Document(str(path)).paragraphs]  # type: ignore[union-attr]


@pytest.mark.parametrize(("place", "kept"), [("below", True), ("footnote", False), ("endnote", False)])
def test_a_quotation_stays_with_what_follows_it_only_where_something_does(
    project: Path, place: str, kept: bool
) -> None:
    document = docx.Document(str(quoted(project, "docx", "--place", place)))
    assert document.styles["Quote"].paragraph_format.keep_with_next is kept  # type: ignore[union-attr]
    counted = document.element.body.sectPr.find(qn(f"w:{place}Pr"))  # type: ignore[union-attr]
    assert (counted is not None) != kept
    if counted is not None:
        assert counted[0].get(qn("w:val")) == "decimal"
        assert [each.tag for each in counted.getparent()].index(counted.tag) == 0


def test_short_quotations_stand_in_the_line(project: Path) -> None:
    rows = [["CPS 2", *span("CPS 2", "Nobody calls us."), "Delay", "Ann"]]
    done("codings", "import", project, table(project.with_name("c.csv"), "document,start,end,code,coder", rows))
    asked = ("--inline", 4)
    inline = texts(quoted(project, "docx", *asked))
    assert ("Quotation Line", "“Nobody calls us.” (CPS 2)") in inline
    assert [name for name, _ in inline].count("Quote") == 2
    assert "\n\n“Nobody calls us.” (CPS 2)\n" in quoted(project, "md", *asked).read_text("utf-8")
    page = quoted(project, "html", *asked).read_text("utf-8")
    assert '<p dir="auto">“Nobody calls us.” (<bdi>CPS 2</bdi>)</p>' in page
    noted = quoted(project, "tex", *asked, "--place", "footnote").read_text("utf-8")
    assert r"``Nobody calls us.''\footnote{CPS 2}" in noted
    assert "Quotation Line" not in [name for name, _ in texts(quoted(project, "docx", *asked, "--context", 1))]
    assert call("quotes", project, "Delay", "--inline", "-1").code == 2


def test_words_in_the_line_have_a_style_of_their_own_and_the_audit_reads_them(project: Path) -> None:
    path = quoted(project, "docx", "--inline", 40)
    document = docx.Document(str(path))
    runs = [(r.style.name, r.text) for p in document.paragraphs for r in p.runs if p.style.name == "Quotation Line"]  # type: ignore[union-attr]
    assert ("Inline Quotation", "“speak to the police earlier. They call us”") in runs
    assert ("Inline Quotation", "‘Délais — “queues” 🙂 everywhere’") in runs, "double marks within single ones"
    audited = done("audit", project, path, "--json").json["quotes"]
    assert {each["verdict"] for each in audited} == {"verbatim"}
    assert {each["attribution"] for each in audited} == {"CPS 1", "CPS 2"}


def test_columns_are_as_wide_as_what_stands_in_them_and_together_as_the_page() -> None:
    rows = tuple(("A code of some length", "word " * 40, "1,204", "9") for _ in range(3))
    document = docx.Document(
        io.BytesIO(as_word_document("T", [Table(("Code", "Definition", "Codings", "n"), rows, 2)]))
    )
    widths = [column.width or 0 for column in document.tables[0].columns]
    paper = document.sections[0]
    room = (paper.page_width or 0) - (paper.left_margin or 0) - (paper.right_margin or 0)
    assert 0.98 * room < sum(widths) <= room
    assert widths[1] == max(widths)
    assert widths[3] == min(widths)
    assert [cell.width for cell in document.tables[0].rows[1].cells] == widths


@pytest.mark.parametrize(
    ("text", "left"),
    [("שלום and more", True), ("  1. العربية", True), ("words שלום", False), ("12 🙂", False), ("", False)],
)
def test_a_paragraph_runs_as_its_first_letter_does(text: str, left: bool) -> None:
    document = docx.Document()
    WordPage(document).add(text, "Normal")
    assert (document.paragraphs[-1]._p.pPr.find(qn("w:bidi")) is not None) is left  # type: ignore[union-attr]


def test_a_passage_that_nobody_says_does_not_hang(project: Path, tmp_path: Path) -> None:
    note = tmp_path / "Panel 1.txt"
    note.write_text("The panel looked at four files.\n", "utf-8")
    done("import", project, note, "--kind", "panel", "--as", "Ann")
    done("coded", project, "Panel 1", "--output", tmp_path / "p.docx", "--as", "Ann")
    done("coded", project, "CPS 1", "--output", tmp_path / "c.docx", "--as", "Ann")
    assert ("Transcript Text", "The panel looked at four files.") in texts(tmp_path / "p.docx")
    assert {name for name, _ in texts(tmp_path / "c.docx")} >= {"Transcript Turn", "Transcript Question"}


def test_workbooks_print_on_pages_as_wide_as_the_table(project: Path) -> None:
    import openpyxl

    for path in (quoted(project, "xlsx"), project.with_name("codings.xlsx")):
        if not path.exists():
            done("codings", "export", project, path, "--as", "Ann")
        sheet: Any = openpyxl.load_workbook(path).active
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows == "$1:$1"


HARD = r"🙂 👩🏽‍⚖️ שלום 中文 \input{x} \end{document} 100% $x^2$ #_&~{ } -- ,, '' ‘q’ £€½ ﬁ é \u202e"


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="needs pdflatex, which this machine does not have")
def test_latex_compiles_whatever_was_said(tmp_path: Path) -> None:
    page = f"{PREAMBLE}\\begin{{document}}\n\\section*{{{escaped(HARD)}}}\n\n{escaped(HARD)}\n\n\\end{{document}}\n"
    (tmp_path / "hard.tex").write_text(page, "utf-8")
    asked = ["pdflatex", "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "hard.tex"]
    ended = subprocess.run(asked, cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert ended.returncode == 0, [line for line in ended.stdout.decode(errors="replace").splitlines() if "!" in line]
    assert (tmp_path / "hard.pdf").stat().st_size

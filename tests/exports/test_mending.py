"""Exact words put into drafts: only what differs changes, the draft that was is kept, and unsafe places are let be."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from cli_calls import call, done
from hypothesis import given
from hypothesis import strategies as st

from exports.mending.edits import edits

SAID = {
    "CPS 1": "We ring them first, you know, and it’s never more than two weeks. That is R&D's own rule. Is it not 5%?",
    "Police 27": "Nobody told me that the file was closed, and I asked. We do not write it down, and we never did.",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study")
    for label, words in SAID.items():
        (folder / f"{label}.txt").write_text(f"Interviewer: How is it here?\n{label}: {words}\n", "utf-8")
    path = folder / "study.qdb"
    done("new", path, "--as", "Ann")
    done("import", path, *(folder / f"{label}.txt" for label in SAID), "--as", "Ann")
    return path


def mended(project: Path, draft: Path) -> str:
    """The draft with all exact words put in; whatever was mended then stands."""
    before = draft.read_bytes()
    assert call("audit", project, draft, "--as", "Ann").code == 1
    assert done("audit", project, draft, "--mend", "--as", "Ann").err.endswith("the draft as it is is kept.\n")
    assert draft.read_bytes() == before
    assert " mended in " in done("audit", project, draft, "--mend", "--write", "--as", "Ann").err
    assert draft.with_name(f"{draft.name}.bak").read_bytes() == before
    assert done("audit", project, draft, "--as", "Ann").out.endswith("0 need a look\n")
    return draft.read_text("utf-8") if draft.suffix != ".docx" else ""


@pytest.mark.parametrize(
    ("name", "written", "then"),
    [
        ("d.md", "As CPS 1 put it, “We ring them last, you know”. *So.*", {"last": "first"}),
        ("d.md", "> Nobody told\n> us that the file was\n> closed.\n>\n> — Police 27\n", {" us": " me"}),
        ("d.md", "\ufeff“It's never less than two\nweeks”\r\n(CPS 1) \\* “It's never”.", {"less": "more"}),
        ("d.md", "“Nobody told me that the cat was closed” (Police 27).\n\n" * 2, {"cat": "file"}),
        ("d.md", "| Quotation | who |\n|---|---|\n| “That is R&D's old rule” | CPS 1 |\n", {"old": "own"}),
        ("d.txt", "CPS 1 said: “That is R&D's new rule”.", {"new": "own"}),
        ("d.txt", "“We ring them first, it’s never more” (CPS 1).", {"first, it": "first, you know, and it"}),
        ("d.txt", "“We do … write it down, and we never did” (Police 27).", {"…": "not"}),
        ("d.txt", "“Nobody told us … and I asked” (Police 27).", {" us": " me"}),
        ("d.txt", "“Is it not 5?” (CPS 1), they said", {"5": "5%"}),
        ("d.tex", "\\section{A} ``That is R\\&D's new rule''~(CPS 1) \\emph{so}.", {"new": "own"}),
        ("d.tex", "``Is it not 5\\% today?'' (CPS 1).", {" today": ""}),
        ("d.html", "<p>&ldquo;It&rsquo;s never less than\n two weeks&rdquo; (CPS&nbsp;1)</p>", {"less": "more"}),
        ("d.html", "<p>“That is R&amp;D's new rule” (CPS 1)</p>", {"new": "own"}),
    ],
)  # fmt: skip
def test_only_what_differs_changes(
    project: Path, tmp_path: Path, name: str, written: str, then: dict[str, str]
) -> None:
    draft = tmp_path / name
    draft.write_bytes(written.encode())
    draft.chmod(0o644)
    mended(project, draft)
    for old, new in then.items():
        written = written.replace(old, new)
    assert draft.read_bytes() == written.encode()
    assert draft.stat().st_mode & 0o777 == 0o644


def word_draft(path: Path) -> Path:
    document = docx.Document()
    told = document.add_paragraph("As CPS 1 put it, “We ")
    told.add_run("ring them").italic = True
    told.add_run(" la")
    told.add_run("st").bold = True
    told.add_run(", you know, and it’s never less").italic = True
    told.add_run(" than two weeks”. “That is R&D's new rule” (CPS 1).")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "“Nobody told us that the file was closed”"
    table.cell(0, 1).text = "Police 27"
    document.save(str(path))
    return path


def test_words_of_a_word_file_keep_how_they_are_set(project: Path, tmp_path: Path) -> None:
    draft = word_draft(tmp_path / "d.docx")
    before = zipfile.ZipFile(io.BytesIO(draft.read_bytes()))
    mended(project, draft)
    told = docx.Document(str(draft))
    assert [(run.text, bool(run.italic), bool(run.bold)) for run in told.paragraphs[0].runs] == [
        ("As CPS 1 put it, “We ", False, False), ("ring them", True, False), (" first", False, False),
        ("", False, True),
        (", you know, and it’s never more", True, False),
        (" than two weeks”. “That is R&D's own rule” (CPS 1).", False, False),
    ]  # fmt: skip
    assert told.tables[0].cell(0, 0).text == "“Nobody told me that the file was closed”"
    now = zipfile.ZipFile(io.BytesIO(draft.read_bytes()))
    assert now.namelist() == before.namelist()
    assert [name for name in now.namelist() if now.read(name) != before.read(name)] == ["word/document.xml"]


def test_one_is_chosen_by_its_number(project: Path, tmp_path: Path) -> None:
    draft = word_draft(tmp_path / "d.docx")
    shown = done("audit", project, draft, "--mend", "--as", "Ann").out
    assert "[-last-]{+first+}" in shown
    assert done("audit", project, draft, "--mend", "--write", "--only", "2", "--as", "Ann").err.startswith(
        "1 quotation mended"
    )
    text = docx.Document(str(draft)).paragraphs[0].text
    assert "them last" in text
    assert "own rule" in text
    assert call("audit", project, draft, "--mend", "--only", "9", "--as", "Ann").code == 2
    done("audit", project, draft, "--mend", "--write", "--as", "Ann")
    assert {each.name for each in tmp_path.iterdir()} == {"d.docx", "d.docx.bak", "d.docx.bak2"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("d.md", "“Nobody told *us* that the file was closed” (Police 27).".encode(), "signs of emphasis"),
        ("d.tex", rb"``Nobody told \emph{us} that the file was closed'' (Police 27).", "signs of emphasis"),
        ("d.md", "“Nobody told us that the file was closed” (Police 27).".encode("utf-16"), "is not UTF-8"),
        ("d.rtf", rb"{\rtf1 \ldblquote Nobody told us that the file was closed\rdblquote  (Police 27).}", "Paste them"),
    ],
)
def test_what_is_not_safe_is_not_done(project: Path, tmp_path: Path, name: str, content: bytes, said: str) -> None:
    draft = tmp_path / name
    draft.write_bytes(content)
    refused = call("audit", project, draft, "--mend", "--write", "--as", "Ann")
    assert refused.code == 1
    assert said in refused.err
    assert draft.read_bytes() == content
    assert list(tmp_path.iterdir()) == [draft]


@pytest.mark.parametrize("beside", ["~$d.docx", "~$docx", ".~lock.d.docx#", ".d.docx.swp"])
def test_a_draft_that_is_open_elsewhere_is_not_written(project: Path, tmp_path: Path, beside: str) -> None:
    draft = word_draft(tmp_path / "d.docx")
    (tmp_path / beside).touch()
    refused = call("audit", project, draft, "--mend", "--write", "--as", "Ann")
    assert (refused.code, "is open in another program" in refused.err) == (1, True)


def test_what_has_no_exact_words_is_not_offered(project: Path, tmp_path: Path) -> None:
    draft = tmp_path / "d.md"
    draft.write_text(
        "“Nobody told me that the file was closed” (CPS 1). “The quick brown fox jumped over” (CPS 1).", "utf-8"
    )
    assert done("audit", project, draft, "--mend", "--write", "--as", "Ann").err == (
        "Nothing has exact words that could take its place.\n"
    )


@given(st.text("ab ,.’", max_size=30), st.text("ab ,.’", max_size=30))
def test_edits_make_one_text_the_other(old: str, new: str) -> None:
    made = old
    for edit in reversed(edits(old, new)):
        made = made[: edit.start] + edit.words + made[edit.end :]
    assert made.split() == new.split()

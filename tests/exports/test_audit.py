"""The audit of drafts in other people's habits: marks, attributions, files, and the copy with comments."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from coding_tui.cli.program import run
from exports.audit.marks import marked

SAID = "We ring them first, you know, and it never takes more than two weeks. That is the officers' own rule."
OTHER = "Nobody told me that the file was closed, and I asked twice. We write it down."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for label, words in (("CPS 1", SAID), ("Police 27", OTHER)):
        (tmp_path / f"{label}.txt").write_text(f"Interviewer: How does it begin here?\n{label}: {words}\n", "utf-8")
    path = tmp_path / "study.qdb"
    assert run(["new", str(path)]) == 0
    assert run(["import", str(path), str(tmp_path / "CPS 1.txt"), str(tmp_path / "Police 27.txt")]) == 0
    return path


def audited(project: Path, capsys: pytest.CaptureFixture[str], words: str, name: str = "draft.md") -> list[list[str]]:
    draft = project.with_name(name)
    draft.write_text(words, encoding="utf-8")
    capsys.readouterr()
    run(["audit", str(project), str(draft), "--json"])
    quotes = json.loads(capsys.readouterr().out)["quotes"]
    return [[quote["verdict"], quote["attribution"], quote["document"] or ""] for quote in quotes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('“one” and ‘two’ and "three" and «four»', ["one", "two", "three", "four"]),
        ('a stray 5" plank, then "this one" and “that”', ["this one", "that"]),
        ("‘the officers’ own rule’ stands", ["the officers’ own rule"]),
        ("“she said ‘no’ to me” twice", ["she said ‘no’ to me"]),
        ("it's the '90s, isn't it", []),
        ("“never closed, and then “closed” at last", ["closed"]),
        ('"open and never shut', []),
        (
            '“half typed here" and a “5" plank” of “she said "no" to me”',
            ["half typed here", '5" plank', 'she said "no" to me'],
        ),
        ("»nach innen« und « à la française » et ”svenska”", ["nach innen", " à la française ", "svenska"]),
        ("5” pipes and a stray ” mark, then “this”", ["this"]),
    ],
)
def test_marks_are_paired_whatever_else_is_odd(text: str, expected: list[str]) -> None:
    assert [text[each.start : each.end] for each in marked(text)] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('"We ring them first, you know, and it never takes" (CPS 1).', ["verbatim", "CPS 1", "CPS 1"]),
        ("As CPS1 put it, 'we ring them first, you know'.", ["typography", "CPS 1", "CPS 1"]),
        ('CPS 1: "We ring them first, and it never takes more than two weeks."', ["cleaned", "CPS 1", "CPS 1"]),
        ("“It never takes more than three weeks”, said CPS 1.", ["altered", "CPS 1", "CPS 1"]),
        ("“it … takes more than two weeks” (CPS 1)", ["elided", "CPS 1", "CPS 1"]),
        ("“Nobody told me that the file was closed” (CPS 1)", ["wrong-source", "CPS 1", "Police 27"]),
        ("“How does it begin here?” (CPS 1)", ["wrong-source", "CPS 1", "CPS 1"]),
        ("“[They] ring them first, you know, and it never takes” (CPS 1)", ["bracketed", "CPS 1", "CPS 1"]),
        ("“We ring them first on every single working day” (Police 99)", ["source-not-loaded", "Police 99", ""]),
        ("> Nobody told me that the file was closed.\n\n— Police 27", ["verbatim", "Police 27", "Police 27"]),
        ("The so-called “early” calls.", ["term", "", ""]),
        ("“it takes more than two weeks” (CPS 1)", ["altered", "CPS 1", "CPS 1"]),
    ],
)  # fmt: skip
def test_what_is_said_of_a_quotation(
    project: Path, capsys: pytest.CaptureFixture[str], words: str, expected: list[str]
) -> None:
    assert audited(project, capsys, words) == [expected]


@pytest.mark.parametrize(
    ("said", "quoted", "verdict"),
    [
        ("We go [laughs] and see them on the very same day.", "We go and see them on the very same day", "cleaned"),
        (
            "We go and see 10² of them on the very same day.",
            "We go and see 102 of them on the very same day",
            "altered",
        ),
        (
            "We take a com\u00adplaint on the very same day here.",
            "We take a complaint on the very same day",
            "typography",
        ),
        (
            "We drink cafe\u0301 with them on the very same day.",
            "We drink café with them on the very same day",
            "typography",
        ),
        ("It was £20 for the whole of the very same day.", "It was 20 for the whole of the very same day", "altered"),
        ("它在他们的队列里等了三个月没有人回答我们。", "它在他们的队列里等了三个月", "verbatim"),
        ("它在他们的队列里等了三个月没有人回答我们。", "它在他们的队列里等了两个月", "altered"),
        (
            "We wait for the file from the other unit and then for the lawyer.",
            "We wait for [a long time] and then for the lawyer",
            "altered",
        ),
    ],
)
def test_what_is_the_same_word_and_what_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], said: str, quoted: str, verdict: str
) -> None:
    (tmp_path / "CPS 1.txt").write_text(f"Interviewer: And then?\nCPS 1: {said}\n", "utf-8")
    path = tmp_path / "study.qdb"
    assert run(["new", str(path)]) == 0
    assert run(["import", str(path), str(tmp_path / "CPS 1.txt")]) == 0
    assert audited(path, capsys, f"“{quoted}” (CPS 1)") == [[verdict, "CPS 1", "CPS 1"]]


def test_words_of_two_turns_run_into_one_are_put_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = "CPS 1: We ring them first, every time.\nInterviewer: Mm.\nCPS 1: It never takes more than two weeks.\n"
    (tmp_path / "CPS 1.txt").write_text(f"Interviewer: And then?\n{words}", "utf-8")
    path = tmp_path / "study.qdb"
    assert run(["new", str(path)]) == 0
    assert run(["import", str(path), str(tmp_path / "CPS 1.txt")]) == 0
    draft = "“We ring them first, every time. It never takes more than two weeks.” (CPS 1)"
    assert audited(path, capsys, draft) == [["stitched", "CPS 1", "CPS 1"]]


def test_what_many_say_is_found_where_the_draft_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = "Interviewer: And?\nPanel 1: That is how it goes here.\n" * 250
    (tmp_path / "Panel 1.txt").write_text(answers, "utf-8")
    (tmp_path / "Panel 2.txt").write_text("Interviewer: And?\nPanel 2: That is how it goes here.\n", "utf-8")
    path = tmp_path / "study.qdb"
    assert run(["new", str(path)]) == 0
    assert run(["import", str(path), str(tmp_path / "Panel 1.txt"), str(tmp_path / "Panel 2.txt")]) == 0
    assert audited(path, capsys, "“That is how it goes here” (Panel 2)") == [["verbatim", "Panel 2", "Panel 2"]]


def test_a_text_that_wraps_its_lines_is_read_by_paragraphs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = "The file.\n\nAs CPS 1 put it, “We ring them first, you\nknow, and it never takes”.\n"
    assert audited(project, capsys, words, "draft.txt") == [["verbatim", "CPS 1", "CPS 1"]]


def test_latex_is_read_without_its_commands(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = "\\begin{document}\nAs \\emph{CPS 1} put it, ``We ring them first, you know, and it never takes''.\n"
    assert audited(project, capsys, source, "draft.tex") == [["verbatim", "CPS 1", "CPS 1"]]


def test_a_cut_that_removes_a_negation_needs_a_look(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = project.with_name("draft.md")
    draft.write_text("“it … takes more than two weeks” (CPS 1)", encoding="utf-8")
    capsys.readouterr()
    assert run(["audit", str(project), str(draft)]) == 1
    assert "removes a negation (never)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.md", b"Nobody is quoted in this draft.", "quotes nobody"),
        ("empty.md", b"", "holds no words"),
        ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "by a password"),
        ("broken.docx", b"PK\x03\x04 and nothing more", "damaged"),
    ],
)
def test_what_cannot_be_audited_is_said_in_a_line(
    project: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, said: str
) -> None:
    draft = project.with_name(name)
    draft.write_bytes(content)
    capsys.readouterr()
    code = run(["audit", str(project), str(draft)])
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
    assert code == (0 if name == "none.md" else 1)


def test_comments_stand_at_their_own_quotation_and_the_draft_stays(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft, copy = project.with_name("draft.docx"), project.with_name("copy.docx")
    document = docx.Document()
    document.add_paragraph("“Nobody told me that the file was closed” (Police 27).")
    document.add_paragraph("“Nobody told me that the file was closed” (CPS 1).")
    document.save(str(draft))
    before = draft.read_bytes()
    assert run(["audit", str(project), str(draft), "--annotate", str(copy)]) == 1
    assert draft.read_bytes() == before
    first, second = docx.Document(str(copy)).paragraphs
    assert "commentRangeStart" in second._p.xml
    assert "commentRangeStart" not in first._p.xml
    text = next(iter(docx.Document(str(copy)).comments)).text
    assert text.startswith("wrong-source: attributed to CPS 1, but Police 27 says it")
    assert run(["audit", str(project), str(draft), "--annotate", str(draft)]) == 1
    assert draft.read_bytes() == before
    plain = project.with_name("plain.md")
    plain.write_text("“Nobody told me that” (CPS 1)", encoding="utf-8")
    capsys.readouterr()
    assert run(["audit", str(project), str(plain), "--annotate", str(copy)]) == 1
    assert "is no Word file" in capsys.readouterr().err


def test_a_comment_covers_the_quotation_alone_and_every_word_and_its_looks_stay(project: Path) -> None:
    draft, copy = project.with_name("draft.docx"), project.with_name("copy.docx")
    document = docx.Document()
    paragraph = document.add_paragraph("Before. “Nobody told me that ")
    paragraph.add_run("a file").bold = True
    paragraph.add_run(" was closed” (Police 27). “Nobody asked twice, ")
    paragraph.runs[-1].add_break()
    paragraph.runs[-1].add_text("ever” (Police 27). After.")
    document.save(str(draft))
    assert run(["audit", str(project), str(draft), "--annotate", str(copy)]) == 1
    before, after = (docx.Document(str(path)).paragraphs[0] for path in (draft, copy))
    letters = [[(sign, run.bold) for run in each.runs for sign in run.text] for each in (before, after)]
    assert letters[0] == letters[1]
    covered, inside = [], ""
    for element in after._p.iter():
        kind = element.tag.rpartition("}")[2]
        inside = "" if kind == "commentRangeStart" else inside + (element.text or "") * (kind == "t")
        covered += [inside] if kind == "commentRangeEnd" else []
    assert covered == ["Nobody told me that a file was closed", "Nobody asked twice, ever"]


def test_of_what_many_say_nearly_alike_the_named_one_is_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(1, 61):
        words = f"Slower than I would like, people do not check {'on nights' if number == 60 else f'on day {number}'}."
        (tmp_path / f"CPS {number}.txt").write_text(f"Interviewer: And?\nCPS {number}: {words}\n", "utf-8")
    path = tmp_path / "study.qdb"
    assert run(["new", str(path)]) == 0
    assert run(["import", str(path), *(str(tmp_path / f"CPS {number}.txt") for number in range(1, 61))]) == 0
    draft = "“Slower than I would like, people hardly check on day 58” (CPS 60)"
    assert audited(path, capsys, draft) == [["altered", "CPS 60", "CPS 60"]]
    draft = "“Slower than I would like, people do not check on day 58” (CPS 60)"
    assert audited(path, capsys, draft) == [["wrong-source", "CPS 60", "CPS 58"]]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "“The quick brown fox jumps over the lazy dog” (Interview 7)",
            "none of these quotations stands in the project",
        ),
        ("“Nobody told me that the file was closed”, somebody said.", "no quotation names a document of the project"),
    ],
)
def test_a_draft_of_another_project_or_without_names_is_told_plainly(
    project: Path, capsys: pytest.CaptureFixture[str], words: str, told: str
) -> None:
    draft = project.with_name("draft.md")
    draft.write_text(words, encoding="utf-8")
    capsys.readouterr()
    run(["audit", str(project), str(draft)])
    assert told in capsys.readouterr().out


def test_a_project_without_documents_is_told_plainly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, draft = tmp_path / "study.qdb", tmp_path / "draft.md"
    draft.write_text("“The quick brown fox jumps over the lazy dog”", encoding="utf-8")
    assert run(["new", str(path)]) == 0
    assert run(["audit", str(path), str(draft)]) == 1
    assert "the project holds no documents" in capsys.readouterr().out

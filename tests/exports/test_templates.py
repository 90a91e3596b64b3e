"""Templates that a team changes: fields filled in, words never obeyed, what is wrong said with its line."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from cli_calls import call, done
from coded_study import make_coded_study

from exports.quotations.templates import DEFAULTS, FIELDS, PARTS


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_coded_study(tmp_path_factory.mktemp("templates") / "study.qdb")


@pytest.mark.parametrize("form", list(DEFAULTS))
def test_what_a_team_begins_with_prints_every_quotation_as_the_audit_wants_it(
    path: Path, tmp_path: Path, form: str
) -> None:
    folder, target = tmp_path / "ours", tmp_path / f"q.{form}"
    assert len(done("templates", folder, "--format", form).out.splitlines()) == 3
    done("quotes", path, "Partnership/*", "--template", folder, "--output", target, "--as", "Ann")
    quotes = call("audit", path, target, "--json", "--as", "Ann").json["quotes"]
    assert [quote["verdict"] for quote in quotes] == ["verbatim"] * 4
    assert [quote["attribution"] for quote in quotes] == [quote["document"] for quote in quotes]
    assert done("check", path, "--exports", target).out.endswith("quotes · same\n")


def test_fields_are_filled_and_empty_lines_left_out(path: Path, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("[[sections]]", "utf-8")
    (tmp_path / "section.md").write_text("= [[heading]] =\n[[quotations]]", "utf-8")
    quotation = "([[id]])\n[[document]]:[[start]]-[[end]] [[group]]/[[area]] by [[coder]]: [[words]]"
    (tmp_path / "quotation.md").write_text(quotation, "utf-8")
    told = done("quotes", path, '"Blame across" AND group:CPS', "--template", tmp_path, "--format", "md", "--as", "Ann")
    assert told.out.splitlines() == [
        "= Partnership/Blame across =",
        "CPS 43:213-239 CPS/C by Ann: everybody blamed everybody",
    ]


@pytest.mark.parametrize("form", list(DEFAULTS))
def test_words_that_look_like_fields_or_commands_stay_words(tmp_path: Path, form: str) -> None:
    words = tmp_path / "CPS 1.txt"
    said = "So [[title]] and </blockquote><b>x \\input{y} *z* went on and on."
    words.write_text(f"Interviewer: Well?\nCPS 1: {said}\n", "utf-8")
    project = tmp_path / "p.qdb"
    done("new", project, "--as", "Ann")
    done("import", project, words, "--as", "Ann")
    rows = tmp_path / "c.csv"
    text = words.read_text("utf-8")
    rows.write_text(f"document,start,end,code,coder\nCPS 1,{text.index('So')},{len(text) - 1},Odd,Ann\n", "utf-8")
    done("codings", "import", project, rows, "--as", "Ann")
    folder, target = tmp_path / "ours", tmp_path / f"q.{form}"
    done("templates", folder, "--format", form)
    done("quotes", project, "Odd", "--template", folder, "--output", target, "--as", "Ann")
    written = target.read_text("utf-8")
    assert {"md": "\\[\\[title\\]\\]", "html": "[[title]]", "tex": "{[}{[}title{]}{]}"}[form] in written
    assert {"md": "\\</blockquote\\>", "html": "&lt;/blockquote&gt;", "tex": r"\textbackslash{}input"}[form] in written


def test_a_team_s_word_file_gives_its_styles_and_stays_above(path: Path, tmp_path: Path) -> None:
    house = docx.Document()
    house.add_paragraph("The team’s own first page")
    house.styles["Quote"].font.name = "Gill Sans"
    house.styles.add_style("Quotation Attribution", 1).font.name = "Gill Sans"
    house.sections[0].header.paragraphs[0].text = "Confidential"
    house.save(str(tmp_path / "house.docx"))
    target = tmp_path / "q.docx"
    ours = ("--place", "footnote", "--template", tmp_path / "house.docx")
    done("quotes", path, "Partnership/*", *ours, "--output", target, "--as", "Ann")
    made = docx.Document(str(target))
    assert made.paragraphs[0].text == "The team’s own first page"
    assert made.styles["Quote"].font.name == "Gill Sans"
    assert made.sections[0].header.paragraphs[0].text == "Confidential"
    assert any(paragraph.text == "everybody blamed everybody" for paragraph in made.paragraphs)


def test_what_is_wrong_is_said_with_its_place(path: Path, tmp_path: Path) -> None:
    folder, target = tmp_path / "ours", tmp_path / "q.md"

    def refused(*more: object) -> str:
        called = call("quotes", path, "Partnership/*", "--output", target, "--as", "Ann", *more)
        assert called.code == 1
        assert not target.exists()
        return called.err

    assert "page.md is missing" in refused("--template", folder)
    done("templates", folder)
    assert "is there already" in call("templates", folder).err
    (folder / "quotation.md").write_text("> [[words]]\n[[speaker]]\n", "utf-8")
    assert "quotation.md, line 2: there is no field [[speaker]]. Fields: words" in refused("--template", folder)
    assert "not for csv" in refused("--template", folder, "--format", "csv")
    assert "is no Word file" in refused("--template", folder, "--format", "docx")


def test_the_page_names_every_field() -> None:
    page = (Path(__file__).parents[2] / "docs" / "quotations.md").read_text("utf-8")
    for part in PARTS:
        (row,) = [line for line in page.splitlines() if line.startswith(f"| `{part}")]
        assert all(f"`{field}`" in row for field in FIELDS[part])

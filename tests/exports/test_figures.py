"""Figures of matrices and of saturation: every format, the caption inside, nothing from elsewhere, words inert."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from cli_calls import call, coded_study, done, span, table

from codebook.counting.cooccurrence import Cooccurrence
from codebook.counting.matrix_cells import Cell, Matrix
from codebook.evidence.convergence import SIGNS
from exports.figures.matrices import figure
from exports.figures.together import together_figure
from exports.figures.triangulation import IN_PRINT
from transcripts.errors import WorkbenchError

NASTY = "<script>alert(1)</script> & =1+1"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("figures")
    made = coded_study(folder)
    row = ["CPS 1", *span("CPS 1", "They call us"), NASTY.replace("/", "\\/"), "Ann"]
    done("codings", "import", made, table(folder / "more.csv", "document,start,end,code,coder", [row]), "--as", "Ann")
    return made


def words(path: Path) -> str:
    """All that a person can read in an SVG."""
    return " ".join("".join(each.itertext()) for each in ElementTree.parse(path).iter())


@pytest.mark.parametrize("kind", ["heat", "bars", "multiples"])
def test_every_number_and_the_caption_stand_in_the_figure(project: Path, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "m.svg"
    done("matrix", project, "--query", "kind:interview", "--figure", kind, "--output", target)
    said = words(target)
    assert "1 of 2" in said
    assert "out of documents that somebody is done with" in said
    assert "Query: kind:interview" in said
    assert "As of 20" in said
    assert "alert(1)" in said  # words, and no element of the drawing
    assert "<script" not in target.read_text("utf-8")


def test_every_format_is_what_it_is_called_and_needs_nothing_from_elsewhere(project: Path, tmp_path: Path) -> None:
    for suffix, begins in ((".svg", b"<svg"), (".png", b"\x89PNG"), (".pdf", b"%PDF"), (".html", b"<")):
        target = tmp_path / f"s{suffix}"
        done("saturation", project, "--base", "1", "--run", "1", "--output", target)
        assert target.read_bytes().lstrip().startswith(begins)
    page = (tmp_path / "s.html").read_text("utf-8")
    assert not [tag for tag in ("<script", "<link", "<iframe", "url(", "href=\"http", "src=\"http") if tag in page]
    assert set(re.findall("https?:[^\"']*", page)) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "default-src 'none'" in page


def test_a_figure_that_there_is_none_of_is_one_line(project: Path, tmp_path: Path) -> None:
    for wrong in (("--figure", "pie"), ("--figure", "timeline"), ("--query", "group:CPS text:nowhere-at-all")):
        called = call("matrix", project, *wrong, "--output", tmp_path / "w.svg")
        assert called.code == 1
        assert len(called.err.splitlines()[-1]) < 200
        assert "fault" not in called.err
    assert not (tmp_path / "w.svg").exists()


def test_sixty_codes_by_sixty_with_long_names_fit_a_page_and_every_name_is_whole(tmp_path: Path) -> None:
    names = tuple(f"A theme with a rather long name/And a code whose name is long, too {n}" for n in range(60))
    line = tuple(Cell(n, 1_200) for n in range(60))
    made = Matrix("code", "code", names, names, (line,) * 60, "together", "either", "turns", "either")
    figure(made, "heat", "2026-11-30").save(tmp_path / "h.svg")
    said = words(tmp_path / "h.svg")
    assert all(said.count(name) >= 2 for name in names)
    assert "1,200" not in said
    assert "written is the count alone, the shade is its share. As of 2026-11-30." in " ".join(said.split())
    width = float(ElementTree.parse(tmp_path / "h.svg").getroot().attrib["width"])
    assert width < 60 * 24 + 500


def test_codes_together_are_drawn_by_the_measure_and_in_the_kind_that_is_asked_for(tmp_path: Path) -> None:
    made = Cooccurrence(("A/x", "A/y", "B/x", "C"), "turn", 6, ((3, 2, 1, 0), (2, 4, 0, 0), (1, 0, 1, 0), (0, 0, 0, 1)))
    said = {}
    for kind, measure in (("heat", "number"), ("heat", "lift"), ("bars", "Jaccard")):
        together_figure(made, measure, kind, "2026-11-30").save(tmp_path / "t.svg")
        said[kind, measure] = words(tmp_path / "t.svg")
    assert all(told in said["heat", "lift"] for told in ("(3)", "1.00", "2.00", "·", "the higher the lift"))
    assert "1.00" not in said["heat", "number"]
    assert "C" not in said["heat", "number"].split()  # it stands with none
    bars = said["bars", "Jaccard"]
    assert bars.index("x + y") < bars.index("x + x")
    assert ("0.40" in bars, "0.33" in bars, "the longer, the higher Jaccard's index" in bars) == (True, True, True)
    with pytest.raises(WorkbenchError, match="not ‘pie’ by ‘lift’"):
        together_figure(made, "lift", "pie", "2026-11-30")


def test_signs_of_a_convergence_matrix_are_in_the_font_that_figures_are_set_in() -> None:
    """Liberation Sans has what WGL4 has: ● and ○ but neither ◐ nor ✕; a line with these came out bold."""
    assert [IN_PRINT.get(sign, sign) for sign in SIGNS.values()] == ["●", "(●)", "○", "×"]


def test_every_line_of_a_timeline_has_its_months(tmp_path: Path) -> None:
    months = tuple(f"2023-{n:02}" for n in range(1, 13))
    line = tuple(Cell(n, 12) for n in range(12))
    made = Matrix("code", "month", ("A", "B", "C"), months, (line,) * 3, "documents", "eligible", "n", "of")
    figure(made, "timeline", "2026-11-30").save(tmp_path / "t.svg")
    assert words(tmp_path / "t.svg").count("2023-07") >= 3


def test_a_timeline_has_the_months_in_which_nothing_was_collected(tmp_path: Path) -> None:
    cells = ((Cell(1, 4), Cell(2, 4)),)
    made = Matrix("code", "month", ("A",), ("2022-11", "2023-02"), cells, "documents", "eligible", "n", "of")
    figure(made, "timeline", "2026-11-30").save(tmp_path / "t.svg")
    drawn = words(tmp_path / "t.svg")
    places = [drawn.index(month) for month in ("2022-11", "2022-12", "2023-01", "2023-02")]
    assert places == sorted(places)


def test_beside_a_tracker_all_codes_of_a_timeline_are_still_on_one_scale(tmp_path: Path) -> None:
    cells = ((Cell(40, None), Cell(30, None)), (Cell(1, 4), Cell(0, 4)), (Cell(4, 4), Cell(2, 4)))
    rows, months = ("advice: Referrals", "Delay", "Blame"), ("2023-03", "2023-04")
    made = Matrix("code", "month", rows, months, cells, "documents", "eligible", "documents", "documents")
    figure(made, "timeline", "2026-11-30").save(tmp_path / "t.svg")
    marks = [each.text for each in ElementTree.parse(tmp_path / "t.svg").iter() if each.tag.endswith("text")]
    assert (marks.count("1.0"), marks.count("40")) == (2, 1)
    assert "Query: all codings. 3 rows" in " ".join(words(tmp_path / "t.svg").split())


def test_the_day_of_a_caption_is_told_where_files_are_to_come_out_the_same(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for name in ("a.svg", "b.svg"):
        done("matrix", project, "--output", tmp_path / name)
    assert "As of 2023-11-14." in words(tmp_path / "a.svg")
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()

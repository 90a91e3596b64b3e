"""Figures of matrices and of saturation: every format, the caption inside, nothing from elsewhere, words inert."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from cli_calls import call, coded_study, done, span, table

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
    assert not [part for part in page.split("<script")[1:] if part.split(">", 1)[0].find("src=") >= 0]
    assert "<link" not in page


def test_a_figure_that_there_is_none_of_is_one_line(project: Path, tmp_path: Path) -> None:
    for wrong in (("--figure", "pie"), ("--figure", "timeline"), ("--query", "group:CPS text:nowhere-at-all")):
        called = call("matrix", project, *wrong, "--output", tmp_path / "w.svg")
        assert called.code == 1
        assert len(called.err.splitlines()[-1]) < 200
        assert "fault" not in called.err
    assert not (tmp_path / "w.svg").exists()

"""Attributions below quotations, in footnotes and endnotes: printed so, and read back by the audit."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from cli_calls import call, coded_study, done
from docx.oxml.ns import qn
from lxml import etree

PLACES = ("below", "footnote", "endnote")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return coded_study(tmp_path_factory.mktemp("places"))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("suffix", ["md", "docx", "html", "tex"])
def test_the_audit_finds_every_quotation_with_its_name(path: Path, tmp_path: Path, suffix: str, place: str) -> None:
    target = tmp_path / f"q.{suffix}"
    done("quotes", path, "*", "--place", place, "--output", target, "--as", "Ann")
    told = call("audit", path, target, "--json", "--as", "Ann").json["quotes"]
    assert len(told) == 4
    for quote in told:
        assert (quote["verdict"], quote["document"]) == ("verbatim", quote["attribution"].split(",")[0])


def test_markdown_latex_and_html_hold_notes(path: Path, tmp_path: Path) -> None:
    def written(suffix: str, place: str) -> str:
        target = tmp_path / f"{place}.{suffix}"
        done("quotes", path, "Delay", "--place", place, "--output", target, "--as", "Ann")
        return target.read_text("utf-8")

    foot, end = written("md", "footnote"), written("md", "endnote")
    assert foot.index("everywhere[^1]") < foot.index("[^1]: CPS 2") < foot.index("[^2]\n")
    assert end.index("[^2]\n") < end.index("## Notes") < end.index("[^1]: CPS 2")
    assert r"\footnote{CPS 2}" in written("tex", "footnote")
    end = written("tex", "endnote")
    assert end.index(r"\usepackage{endnotes}") < end.index(r"\endnote{CPS 2}") < end.index(r"\theendnotes")
    assert '<li id="note-1"><bdi>CPS 2</bdi></li>' in written("html", "endnote")
    assert "<figcaption>" not in written("html", "footnote")


@pytest.mark.parametrize("place", ["footnote", "endnote"])
def test_a_word_document_has_words_own_notes(path: Path, tmp_path: Path, place: str) -> None:
    target = tmp_path / "q.docx"
    done("quotes", path, "Delay", "--place", place, "--output", target, "--as", "Ann")
    with zipfile.ZipFile(target) as file:
        notes = etree.fromstring(file.read(f"word/{place}s.xml"))
        assert f"/word/{place}s.xml".encode() in file.read("[Content_Types].xml")
        assert f"{place}s.xml".encode() in file.read("word/_rels/document.xml.rels")
    told = {note.get(qn("w:id")): "".join(note.itertext()).strip() for note in notes}
    assert told == {"-1": "", "0": "", "1": "CPS 2", "2": "CPS 2"}
    document = docx.Document(str(target))
    references = [each.get(qn("w:id")) for each in document.element.body.iter(qn(f"w:{place}Reference"))]
    assert references == ["1", "2"]
    assert {f"{place} text", f"{place} reference"} <= {style.name for style in document.styles}


def test_the_project_settles_a_place_and_an_export_another(path: Path, tmp_path: Path) -> None:
    assert done("attribution", path, "--place", "footnote", "--as", "Ann").out == "{label}\nThey stand in footnotes.\n"
    assert done("attribution", path, "--json").json["place"] == "footnote"
    target = tmp_path / "q.md"
    done("quotes", path, "Delay", "--output", target, "--as", "Ann")
    assert "[^1]: CPS 2" in target.read_text("utf-8")
    assert done("check", path, "--exports", target).out.endswith("same\n")
    done("quotes", path, "Delay", "--place", "below", "--output", target, "--as", "Ann")
    assert "— CPS 2" in target.read_text("utf-8")
    assert call("quotes", path, "Delay", "--place", "margin").code == 2
    done("undo", path, "--as", "Ann")
    assert done("attribution", path).out == "{label}\n"

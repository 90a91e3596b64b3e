"""Coded transcripts, portraits and packs: every word there, every code at its own words, nothing half written."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from cli_calls import call, done
from coded_study import CODED, HOSTILE, TEXTS, collect_all, make_coded_study
from docx.oxml.ns import qn
from lxml import html

from codebook.project import open_project
from exports.coded.model import coded_transcript
from exports.words import visible


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return collect_all(make_coded_study(tmp_path_factory.mktemp("coded") / "study.qdb"))


def said(label: str) -> str:
    return " ".join(line.partition(": ")[2] or line for line in TEXTS[label].splitlines() if line)


@pytest.mark.parametrize("label", ["CPS 43", "Police 27", "Panel 1"])
def test_a_web_page_holds_every_word_once_and_its_codes_beside_them(path: Path, tmp_path: Path, label: str) -> None:
    target = tmp_path / "t.html"
    done("coded", path, label, "--output", target, "--as", "Ann")
    page = html.document_fromstring(target.read_bytes())
    assert {each.tag for each in page.body.iter()} <= {"body", "h1", "p", "div", "b", "bdi", "u", "sup", "ol", "li"}
    beside = [item.text_content() for item in page.iter("li")]
    assert len(beside) == sum(each[0] == label for each in CODED)
    for mark in list(page.iter("sup", "b")):
        mark.drop_tree()
    words = " ".join(" ".join(p.text_content() for p in page.find_class("turn")[at].iter("p"))
                     for at in range(len(page.find_class("turn"))))  # fmt: skip
    assert words.split() == visible(said(label)).split()


def test_in_word_each_coding_is_a_comment_on_its_own_words(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "t.docx"
    done("coded", path, "CPS 43", "--output", target, "--as", "Ann")
    document = docx.Document(str(target))
    told = {str(comment.comment_id): (comment.author, comment.text) for comment in document.comments}
    found: dict[str, str] = {}
    open_ones: set[str] = set()
    for element in document.element.body.iter():
        if element.tag == qn("w:commentRangeStart"):
            open_ones.add(element.get(qn("w:id")))
        elif element.tag == qn("w:commentRangeEnd"):
            open_ones.discard(element.get(qn("w:id")))
        elif element.tag == qn("w:t"):
            for each in open_ones:
                found[each] = found.get(each, "") + element.text
    made = sorted((told[each][0], told[each][1].split(" · ")[0], words) for each, words in found.items())
    assert made == sorted((who, code, words) for label, words, code, who, _ in CODED if label == "CPS 43")
    assert any("see [b]CPS 12[/b]" in text for _, text in told.values())


def test_overlapping_codings_cut_a_turn_into_its_pieces(path: Path) -> None:
    with open_project(path) as project, project.reading() as session:
        made = coded_transcript(session, "CPS 43")
    for turn in made.turns:
        pieces = list(made.pieces(turn))
        assert "".join(piece.text for piece in pieces) == made.text.text[turn.start : turn.end]
        begun = [number for piece in pieces for number in piece.begins]
        assert begun == sorted(set(begun))
    numbers = [each.number for turn in made.turns for each in made.beside(turn)]
    assert numbers == [each.number for each in made.margin]


def test_coders_and_codes_are_chosen_and_unknown_ones_told(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "t.html"
    chosen = ("--coders", "Ben", "--code", "Rape myths")
    assert "with 1 coding" in done("coded", path, "CPS 43", *chosen, "--output", target, "--as", "Ann").out
    for wrong in (["Nobody"], ["CPS 43", "--coders", "Zoe"], ["CPS 43", "--code", "Nothing"]):
        assert call("coded", path, *wrong, "--output", target, "--as", "Ann").code == 1
    assert "not written as" in call("coded", path, "CPS 43", "--output", tmp_path / "t.odt", "--as", "Ann").err


@pytest.mark.parametrize("name", ["t.svg", "t.png", "t.pdf", "t.docx", "t.html"])
def test_what_was_written_is_known_again_and_changes_are_told(path: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    done("coded", path, "Police 27", "--output", target, "--as", "Ann")
    kind = "coded transcript" if name in ("t.docx", "t.html") else "document portrait"
    assert done("check", path, "--exports", target).out.endswith(f"= {name} · {kind} · same\n")
    if name == "t.svg":
        assert "Partnership/Blame across" in target.read_text("utf-8")
        assert HOSTILE.split()[0] not in target.read_text("utf-8")


@pytest.mark.parametrize("form", ["docx", "html", "md"])
def test_every_participant_has_a_pack(path: Path, tmp_path: Path, form: str) -> None:
    folder = tmp_path / "packs"
    assert done("packs", path, folder, "--format", form, "--as", "Ann").out == f"2 packs written to {folder}\n"
    names = sorted(each.name for each in folder.iterdir() if not each.name.endswith(".manifest.json"))
    assert names == [f"CPS 43.{form}", f"Police 27.{form}"]
    assert done("check", path, "--exports", folder).out.count("participant pack · same") == 2
    if form == "md":
        text = (folder / "CPS 43.md").read_text("utf-8")
        assert "everybody blamed everybody" in text
        assert "## Quoted in the report" in text
        assert "They never read" not in text


def test_a_folder_is_filled_whole_or_not_at_all(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "mine.txt").touch()
    assert "not empty" in call("packs", path, folder, "--as", "Ann").err
    assert [each.name for each in tmp_path.iterdir()] == ["packs"]
    (folder / "mine.txt").unlink()
    assert call("packs", path, folder, "--participant", "Nobody", "--as", "Ann").code == 1
    done("names", path, "Police", "--as", "Ann")
    refused = call("packs", path, folder, "--participant", "Police 27", "--as", "Ann")
    done("undo", path, "--as", "Ann")
    assert "A name that must not leave stands in [name] 27:" in refused.err
    assert list(folder.iterdir()) == []
    assert [each.name for each in tmp_path.iterdir()] == ["packs"]
    assert call("packs", path, folder, "--format", "odt").code == 2


def test_without_participants_there_is_no_folder(tmp_path: Path) -> None:
    done("new", tmp_path / "p.qdb", "--as", "Ann")
    assert "No document is of a participant" in call("packs", tmp_path / "p.qdb", tmp_path / "packs", "--as", "Ann").err
    assert not (tmp_path / "packs").exists()


def test_a_transcript_with_a_name_is_not_written(path: Path, tmp_path: Path) -> None:
    done("names", path, "Before", "--as", "Ann")
    refused = call("coded", path, "CPS 43", "--output", tmp_path / "t.docx", "--as", "Ann")
    done("undo", path, "--as", "Ann")
    assert refused.code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_word_document_says_nothing_of_who_made_it(path: Path, tmp_path: Path) -> None:
    done("coded", path, "CPS 43", "--output", tmp_path / "t.docx", "--as", "Ann")
    core = zipfile.ZipFile(io.BytesIO((tmp_path / "t.docx").read_bytes())).read("docProps/core.xml").decode()
    assert re.search(r"<dc:creator>(.*?)</dc:creator>|<dc:creator/>", core)[1] in (None, "")  # type: ignore[index]

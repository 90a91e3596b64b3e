"""The report on agreement: the same numbers in every format, everybody's words inert, nothing that is not on record."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from cli_calls import call, done
from studies import add

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.reviewing.project_agreement import NoAgreement, measure_project
from codebook.scheme import codes
from codebook.team import assignments
from codebook.team.protocol import settle
from exports.agreement.checklists import OPEN
from exports.agreement.report import AgreementReport, agreement_report, save_figure, save_report
from exports.captions import Caption
from exports.figures.drawing import Figure
from exports.formats import UnknownFormat
from transcripts import coders, document_labels
from transcripts.errors import Conflict
from transcripts.project import Project
from transcripts.texts import document_text, document_texts

WORDS = "<script>alert(1)</script> =1+1 | *now* \x1b]52;c;eA== \\input{x}"
HOSTILE = "=cmd()|<b>"
SAID = f"Interviewer: What changed?\nCPS 9: {WORDS} and more.\nCPS 9: Delays.\n"


@pytest.fixture
def coded(project: Project) -> Project:
    """Seven interviews of two turns; Ann codes both everywhere, Ben one of them in every second; Cem as Ann."""
    for number in range(7):
        add(project, f"CPS {number}", SAID)
    with project.step("Code", "Ann") as session:
        texts = document_texts(session)
        theme = codes.ensure(session, "Theme/Sub")
        code = codes.ensure(session, HOSTILE.replace("/", ""))
        for number, uid in enumerate(sorted(texts, key=lambda uid: texts[uid].label)):
            first, second = texts[uid].speech()
            for who, spans in (("Ann", (first, second)), ("Ben", (first,) if number % 2 else ()), ("Cem", (first,))):
                coder = coders.ensure(session, who)
                for start, end in spans:
                    codings.apply(session, NewCoding(uid, start, end, code, coder))
                codings.apply(session, NewCoding(uid, *second, theme, coder))
                assignments.set_state(session, uid, coder, "done")
    return project


@pytest.fixture
def report(coded: Project) -> AgreementReport:
    """By turn."""
    return agreement_report(coded, unit="turn")


def written(report: AgreementReport, path: Path) -> bytes:
    save_report(report, path)
    return path.read_bytes()


def test_every_format_has_what_was_measured(coded: Project, report: AgreementReport, tmp_path: Path) -> None:
    [code] = [code for code in measure_project(coded, unit="turn").codes if code.code == HOSTILE]
    assert code.alpha is not None
    assert code.alpha_low is not None
    [row] = [row for row in csv.DictReader(io.StringIO(written(report, tmp_path / "r.csv").decode()))
             if row["code"] == "'" + HOSTILE]  # fmt: skip
    assert (float(row["alpha"]), float(row["alpha_low"]), row["level"], row["unit"]) == (
        code.alpha, code.alpha_low, "code", "turn")  # fmt: skip
    data = json.loads(written(report, tmp_path / "r.json"))
    assert [each["alpha"] for each in data["codes"] if each["code"] == HOSTILE] == [code.alpha]
    assert data["disagreements"]
    assert data["protocol"]["unit"] == "sentence"
    said = f"{code.alpha:.2f}".replace("-", "−")
    table = docx.Document(io.BytesIO(written(report, tmp_path / "r.docx"))).tables[0]
    assert [row.cells[5].text for row in table.rows if row.cells[0].text == HOSTILE] == [said]
    for name in ("r.md", "r.html"):
        assert said in written(report, tmp_path / name).decode()


def test_methods_name_codebook_unit_rules_and_hash_and_figures_their_question(
    report: AgreementReport, tmp_path: Path
) -> None:
    told = written(report, tmp_path / "r.md").decode()
    for part in ("Codebook: no version given, 3 codes, SHA-256", "Missing: a coder who is not done",
                 f"SHA-256 of what was measured {report.measured.fingerprint}", "blind: no", "jackknife"):  # fmt: skip
        assert part in told
    assert [figure.name for figure in report.figures] == ["forest", "pairs"]
    for figure in report.figures:
        assert f"]({tmp_path.joinpath('r').name}-{figure.name}.svg)" in told
        assert "by turn, round main" in figure.caption.words()
        assert "7 documents done by two or more, 14 turns, 2 codes" in figure.caption.words()
        drawn = (tmp_path / f"r-{figure.name}.svg").read_text(encoding="utf-8")
        assert ElementTree.fromstring(drawn).tag.endswith("svg")
        assert HOSTILE.replace("<", "&lt;").replace(">", "&gt;") in drawn
    assert report.figures[0].png()[:4] == b"\x89PNG"


def test_nobodys_words_do_anything(report: AgreementReport, tmp_path: Path) -> None:
    page = written(report, tmp_path / "r.html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "default-src 'none'" in page
    told = written(report, tmp_path / "r.md").decode()
    assert r"\<script\>alert(1)" in told
    assert r"=cmd()\|\<b\>" in told
    for suffix in (".md", ".html", ".csv"):
        assert b"\x1b" not in written(report, tmp_path / f"r{suffix}")
    assert not re.search(r"(?m)^=|,=|,\"=", written(report, tmp_path / "r.csv").decode())
    words = "\n".join(one.text for one in docx.Document(io.BytesIO(written(report, tmp_path / "r.docx"))).paragraphs)
    assert "<script>alert(1)</script> =1+1 | *now* ␛]52" in words


def test_checklists_answer_from_the_record_and_leave_the_rest_open(report: AgreementReport, tmp_path: Path) -> None:
    answers = {item.number: item.answer for item in report.checklist}
    assert answers["24"] == "3: Ann, Ben, Cem"
    assert answers["25"] == f"3 codes under 2 themes: Theme, {HOSTILE}"
    assert answers["S12"] == "7 documents: 7 of no kind"
    assert answers["28"] is answers["31"] is None
    assert written(report, tmp_path / "r.html").decode().count(OPEN) >= 5


def test_what_cannot_be_written_is_said_and_nothing_is_left_behind(
    coded: Project, report: AgreementReport, tmp_path: Path
) -> None:
    with pytest.raises(UnknownFormat, match=r"not written as ‘\.pdf’"):
        save_report(report, tmp_path / "r.pdf")
    settle(coded, "Ann", approach="reflexive")
    with pytest.raises(NoAgreement, match="reflexively"):
        agreement_report(coded)
    coded.close()
    kept = tmp_path / "kept.md"
    kept.write_text("mine", encoding="utf-8")
    assert call("agreement", tmp_path / "study.qdb", "--output", kept).code == 1
    assert kept.read_text(encoding="utf-8") == "mine"


def test_the_command_writes_it_and_says_so(coded: Project, tmp_path: Path) -> None:
    coded.close()
    assert done("agreement", tmp_path / "study.qdb", "--output", tmp_path / "r.html").out.endswith("r.html\n")
    assert "Codebook: no version given" in done("agreement", tmp_path / "study.qdb", "--methods").out
    assert call("agreement", "--ratings", tmp_path / "x.csv", "--output", tmp_path / "r.html").code == 2


def test_a_figure_carries_its_caption_inside() -> None:
    spec = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "data": {"values": []}, "mark": "point"}
    figure = Figure("one", "One", Caption("Codings by month", "7 codings", "2026-11-24"), spec)
    assert "Codings by month. 7 codings. As of 2026-11-24." in figure.svg().decode()


@pytest.mark.parametrize(
    ("suffix", "begins"), [(".svg", b"<svg"), (".png", b"\x89PNG"), (".pdf", b"%PDF"), (".html", b"<!DOCTYPE html>")]
)
def test_a_figure_alone_in_every_format(report: AgreementReport, tmp_path: Path, suffix: str, begins: bytes) -> None:
    place = tmp_path / f"figure{suffix}"
    save_figure(report, "forest", place)
    assert place.read_bytes().startswith(begins)
    with pytest.raises(Conflict, match="‘drift’ needs"):
        save_figure(report, "drift", place)
    with pytest.raises(UnknownFormat, match="a figure is not written as"):
        save_figure(report, "forest", tmp_path / "figure.docx")


def test_who_coded_again_stands_in_every_format_and_in_the_checklist(coded: Project, tmp_path: Path) -> None:
    with coded.step("Again", "Ann") as session:
        ann = coders.ensure(session, "Ann")
        again = document_labels.find(session, "CPS 3")
        assignments.set_state(session, again, ann, "assigned", round="again-1", sealed=True)
        first, _ = document_text(session, again).speech()
        code = next(each for each in codes.tree(session) if each.path == HOSTILE).uid
        codings.apply(session, NewCoding(again, *first, code, ann, round="again-1"))
    before = agreement_report(coded, unit="turn")
    with coded.step("Done again", "Ann") as session:
        assignments.set_state(session, again, ann, "done", round="again-1")
    report = agreement_report(coded, unit="turn")
    assert (before.again, before.measured.codes) == ((), report.measured.codes)
    told = "Ann with themself, main and again-1 · 1 document"
    for name in ("r.md", "r.html"):
        assert told in written(report, tmp_path / name).decode()
    word = docx.Document(io.BytesIO(written(report, tmp_path / "r.docx")))
    assert told in "\n".join(each.text for each in word.paragraphs)
    [one] = json.loads(written(report, tmp_path / "r.json"))["again"]
    # Two turns: coded both times, and the first time alone: 1 − 3 · 1 / (3 · 1).
    assert [each["alpha"] for each in one["codes"] if each["code"] == HOSTILE] == [0.0]
    assert one["coder"] == "Ann"
    rows = csv.DictReader(io.StringIO(written(report, tmp_path / "r.csv").decode()))
    assert [float(row["alpha"]) for row in rows if row["level"] == "Ann with themself, again-1"
            and row["code"] == "'" + HOSTILE] == [0.0]  # fmt: skip
    [trust] = [item.answer for item in report.checklist if item.number == "S15"]
    assert told in str(trust)

"""The consensus layer on the command line: agreed and ruled apart, of those who did a document, nobody's coding."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from cli_calls import call, done
from studies import TEXTS, add, small_study

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.reviewing.disagreements import disagreements
from codebook.reviewing.rulings import Decision, rule
from codebook.scheme import codes
from codebook.team import assignments
from transcripts import coders
from transcripts.project import Project
from transcripts.texts import document_texts

CODED = (
    ("CPS 1", "speak to the police", "Contact", "Ann"), ("CPS 1", "speak to the police earlier", "Contact", "Ben"),
    ("CPS 2", "Nobody calls us", "Contact", "Ann"), ("CPS 2", "Nobody calls us", "Contact", "Ben"),
    ("CPS 3", "police", "Contact", "Ann"), ("CPS 3", "police", "Contact", "Cem"), ("CPS 2", "queues", "Delay", "Ann"),
)  # fmt: skip
DONE = {"CPS 1": ("Ann", "Ben"), "CPS 2": ("Ann", "Ben"), "CPS 3": ("Ann", "Cem")}


@pytest.fixture
def settled(tmp_path: Path) -> Path:
    """Ann and Ben did two interviews, Ann and Cem a third; the first disagreement about Contact is ruled for Ben."""
    with small_study(tmp_path / "s.qdb") as project:
        add(project, "CPS 3", TEXTS["CPS 1"])
        _code(project)
        [one] = disagreements(project, unit="character", code="Contact").found
        with project.step("Ruling", "Ann") as session:
            rule(session, one.at, Decision("one", "boundary", kept="Ben"), coder=coders.ensure(session, "Ann"))
    return tmp_path / "s.qdb"


def _code(project: Project) -> None:
    with project.step("Code", "Ann") as session:
        texts = {text.label: text for text in document_texts(session).values()}
        for label, words, code, who in CODED:
            start = texts[label].text.index(words)
            span = (texts[label].uid, start, start + len(words))
            codings.apply(session, NewCoding(*span, codes.ensure(session, code), coders.ensure(session, who)))
        for label, names in DONE.items():
            for who in names:
                assignments.set_state(session, texts[label].uid, coders.ensure(session, who), "done")


def test_agreed_and_ruled_are_counted_apart_and_written_without_a_coder(settled: Path, tmp_path: Path) -> None:
    before = done("agreement", settled, "--json").json
    told = done("consensus", settled).out
    assert told.startswith("Consensus: 3 passages in 3 documents, 1 by a ruling. Not independent coding.")
    assert told.splitlines()[-1].split() == ["Contact", "2", "1", "3"]
    made = [(p["document"], p["text"], p["basis"], p["coders"]) for p in done("consensus", settled, "--json").json]
    assert made == [
        ("CPS 1", "speak to the police earlier", "ruled", ["Ann", "Ben"]),
        ("CPS 2", "Nobody calls us", "agreed", ["Ann", "Ben"]),
        ("CPS 3", "police", "agreed", ["Ann", "Cem"]),
    ]
    table = tmp_path / "consensus.csv"
    done("consensus", settled, "--output", table)
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["basis"] for row in rows] == ["ruled", "agreed", "agreed"]
    assert "coder" not in rows[0]
    assert call("codings", "import", settled, table).code == 1
    assert done("agreement", settled, "--json").json == before


def test_only_of_the_coders_asked_for(settled: Path) -> None:
    made = done("consensus", settled, "--coders", "Ann,Cem", "--json").json
    assert [(p["document"], p["basis"]) for p in made] == [("CPS 3", "agreed")]
    assert "There is no coder ‘Zoe’" in call("consensus", settled, "--coders", "Ann,Zoe").err

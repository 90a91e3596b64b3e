"""What the balance says against printing: who could be known, who did not agree to be quoted, where coders differ."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_calls import done
from coded_study import TEXTS, make_coded_study
from workbenches import running

from codebook.project import open_project
from codebook.quoting import collected
from codebook.reviewing.rulings import At, Decision, rule
from codebook.scheme import codes
from coding_tui.views.quotation_view import balance, collection
from transcripts import coders, document_labels

WANTED = (
    ("CPS 43", "They ring us, and it works.", "Partnership/Early contact"),
    ("CPS 43", "everybody blamed everybody", "Partnership/Blame across"),
    ("Police 27", "They never read what we send, so you send less.", "Partnership/Blame across"),
    ("Panel 1", "Two had waited eleven weeks", "Delay and queues"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Four quotations for codes; Ann and Ben are done with both interviews, and agree about the first passage alone."""
    made = make_coded_study(tmp_path / "study.qdb")
    with open_project(made) as project, project.step("Collect", "Ann") as session:
        person, tree = coders.ensure(session, "Ann"), codes.tree(session)
        labels = document_labels.uids_by_label(session)
        for label, words, code in WANTED:
            start = TEXTS[label].index(words)
            collected.add(session, labels[label], start, start + len(words), coder=person, code=tree.find(code).uid)
    return made


def told(path: Path) -> str:
    with open_project(path) as project, project.reading() as session:
        return "".join(words for words, _ in balance(collection(session)))


def part(said: str, heading: str) -> list[str]:
    """The lines below a heading."""
    return said.partition(f"\n{heading}\n")[2].split("\n\n")[0].splitlines()


def test_who_could_be_known_is_said_by_what_tells_and_how_many_it_fits(path: Path) -> None:
    assert "Could be known by" not in told(path)
    done("attribution", path, "{group}, Area {area}", "--as", "Ann")
    assert part(told(path), "Could be known by") == ["group CPS, area C: fits 1", "group Police, area C: fits 1"]
    done("protocol", path, "--disclosure", "1", "--as", "Ann")
    assert "Could be known by" not in told(path)


@pytest.mark.parametrize("said", ["no", "No", "refused", "withdrawn"])
def test_who_did_not_agree_to_be_quoted_is_said(path: Path, tmp_path: Path, said: str) -> None:
    assert "Did not agree" not in told(path)
    table = tmp_path / "consent.csv"
    table.write_text(f"document,consent to quote\nCPS 43,{said}\nPolice 27,yes\n", "utf-8")
    done("import", path, "--attributes", table, "--as", "Ann")
    lines = part(told(path), "Did not agree")
    assert [line.partition(": ")[0].partition(":")[0] for line in lines] == ["CPS43", "CPS43"]
    assert all(line.endswith(f"consent to quote: {said.casefold()}") for line in lines)


def test_where_coders_differ_about_the_code_is_said_until_it_is_ruled_on(path: Path) -> None:
    with open_project(path) as project, project.reading() as session:
        first, second, third, fourth = (each.collected.cite for each in collection(session).kept)
        place = collection(session).kept[1].collected.excerpt
        code = codes.tree(session).find("Partnership/Blame across").uid
    assert part(told(path), "Coders differ on its code") == [second, third]
    with open_project(path) as project, project.step("Rule", "Ann") as session:
        at = At(place.document_uid, place.start, place.end, (code,), ("Ann", "Ben"), "main")
        rule(session, at, Decision("one", "slip", kept="Ann"), coder=coders.ensure(session, "Ann"))
    assert part(told(path), "Coders differ on its code") == [third]
    assert first != fourth


async def test_all_three_stand_in_the_pane(path: Path, tmp_path: Path) -> None:
    table = tmp_path / "consent.csv"
    table.write_text("document,consent to quote\nPolice 27,no\n", "utf-8")
    done("import", path, "--attributes", table, "--as", "Ann")
    done("attribution", path, "{group}, Area {area}", "--as", "Ann")
    async with running(path) as driver:
        await driver.press("f6")
        said = driver.app.screen.balance.plain  # type: ignore[attr-defined]  # the quotations screen's
        for heading in ("Could be known by", "Did not agree", "Coders differ on its code"):
            assert f"\n{heading}\n" in said

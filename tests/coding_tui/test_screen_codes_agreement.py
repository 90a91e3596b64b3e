"""The codebook's screen says how far coders agree: α, drift, what others gave; never where it must not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from coded_study import CODED, TEXTS, make_coded_study
from workbenches import Driver, make_study, running

from codebook.agreement import CodeAgreement
from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.project import open_project
from codebook.reviewing.project_agreement import measure_project
from codebook.scheme import codes
from codebook.team import assignments
from codebook.team.protocol import settle
from coding_tui.screens.codes import CodesScreen
from coding_tui.views.agreement_measuring import OverTime, Wanted
from coding_tui.views.code_glance import Standing, circumstances
from transcripts import coders, document_labels

BLAME = "Partnership/Blame across"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where Ann blames, Ben has delay in one passage and nothing in the other."""
    made = make_coded_study(tmp_path / "study.qdb")
    label, words, *_ = CODED[5]
    with open_project(made) as project, project.step("Ben, too", "Ben") as session:
        start = TEXTS[label].index(words)
        code, ben = codes.tree(session).find("Delay and queues").uid, coders.ensure(session, "Ben")
        document = document_labels.uids_by_label(session)[label]
        codings.apply(session, NewCoding(document, start, start + len(words), code, ben))
    return made


async def at(driver: Driver, code: str) -> CodesScreen:
    await driver.press("ctrl+b", "home")
    screen = driver.app.screen
    assert isinstance(screen, CodesScreen)
    while screen.line is None or screen.line.code.path != code:
        await driver.press("down")
    return screen


def rows(screen: CodesScreen) -> list[str]:
    """The list, as painted."""
    table = screen.table
    return ["".join(segment.text for segment in table.render_line(y)) for y in range(len(table.records))]


async def test_alpha_stands_beside_the_code_and_what_others_gave_below_its_rules(path: Path) -> None:
    with open_project(path) as project:
        found = measure_project(project, everything=True)
    measured, measured_themes = {each.code: each for each in found.codes}, found.themes
    async with running(path) as driver:
        screen = await at(driver, BLAME)
        told = screen.rules.plain
        assert f"α {measured[BLAME].alpha:.2f}" in told.replace("−", "-")
        assert "sentences · main round · 2 documents done by two or more · blind: no" in told
        assert "(2 sentences): Delay and queues 50 % · nothing 50 %" in told
        assert told.index("Fault is put on another") < told.index("How far coders agree")
        assert "α 1.00" in next(row for row in rows(screen) if "Early contact" in row)
        assert next(row for row in rows(screen) if "Shared language" in row).rstrip().endswith("α –")
        screen = await at(driver, "Partnership")
        [theme] = [each for each in measured_themes if each.code == "Partnership"]
        assert f"with the codes below: α {theme.alpha:.2f}" in screen.rules.plain
        assert f"α {theme.alpha:.2f}" in rows(screen)[0]
        screen = await at(driver, "Partnership/Shared language")
        assert "no α: no coder used this code in the documents compared" in screen.rules.plain


async def test_a_reflexive_project_gets_no_coefficient_but_what_others_gave(path: Path) -> None:
    with open_project(path) as project:
        settle(project, "Ann", approach="reflexive")
    async with running(path) as driver:
        screen = await at(driver, BLAME)
        assert "α" not in screen.rules.plain.replace("No coefficient of agreement", "")
        assert not any("α" in row for row in rows(screen))
        assert "Delay and queues 50 %" in screen.rules.plain


async def test_what_somebody_still_codes_under_seal_is_in_no_figure(path: Path) -> None:
    with open_project(path) as project, project.step("Seal", "Ann") as session:
        uid = document_labels.uids_by_label(session)
        assignments.give(session, [uid["CPS 43"], uid["Police 27"]], "Chloe", sealed=True)
    async with running(path) as driver:
        screen = await at(driver, BLAME)
        assert "Nobody has marked documents done" in screen.rules.plain
        assert "marks one done with d in" in screen.rules.plain
        assert "Delay and queues" not in screen.rules.plain
        assert not any("α" in row for row in rows(screen))


async def test_it_is_measured_again_when_somebody_codes(path: Path) -> None:
    async with running(path) as driver:
        screen = await at(driver, BLAME)
        before = screen.standing
        assert before is not None
        await driver.press("i")
        await driver.type("Delay")
        await driver.press("enter", "tab", "enter")
        assert screen.standing is not None
        assert BLAME in before.codes
        assert BLAME not in screen.standing.codes


def test_drift_is_told_window_by_window_with_a_dash_where_nothing_is_defined(path: Path) -> None:
    with open_project(path) as project:
        one = measure_project(project).codes[0]
    weeks = [(f"2026-0{month}-01", _with(one, alpha)) for month, alpha in ((1, 0.91), (2, None), (3, -0.2))]
    versions = [("version 1", _with(one, 0.5)), ("version 2", _with(one, 0.75))]
    found = Standing(Wanted("sentence"), {one.code: one}, blind="blind: no", documents=2)
    over = OverTime(tuple(weeks), tuple(versions), {})
    told = "".join(text for text, _ in circumstances(found, one.code, over))
    assert "α week by week, 2026-01-01 to 2026-03-01: 0.91 → – → −0.20\n" in told
    assert "α by version of its rules, version 1 to version 2: 0.50 → 0.75\n" in told
    assert "week by week" not in "".join(text for text, _ in circumstances(found, one.code, replace(over, weeks=())))


def _with(code: CodeAgreement, alpha: float | None) -> CodeAgreement:
    return replace(code, alpha=alpha)


async def test_without_codes_it_says_by_which_keys_the_first_is_made(tmp_path: Path) -> None:
    async with running(make_study(tmp_path / "bare.qdb", None)) as driver:
        await driver.press("ctrl+b")
        screen = driver.app.screen
        assert isinstance(screen, CodesScreen)
        assert "while coding: F2, then i or c" in screen.rules.plain

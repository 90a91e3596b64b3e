"""Disagreements in the app: the list by share, both readings, a ruling by keys, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded_study import make_coded_study
from resting import resize
from studies import add
from workbenches import Driver, make_study, running, settle

from codebook.coding import codings, distressing
from codebook.coding.codings import NewCoding
from codebook.project import open_project
from codebook.reviewing.disagreements import disagreements
from codebook.reviewing.rulings import Ruling, rulings
from codebook.scheme import codes
from codebook.team import assignments
from codebook.team.protocol import settle as settle_protocol
from coding_tui.dialogs.choose import Choose
from coding_tui.screens.agreement import AgreementScreen
from coding_tui.screens.disagreements import DisagreementsScreen
from coding_tui.screens.ruling import RulingScreen
from coding_tui.screens.workbench import WorkbenchScreen
from transcripts import coders, document_labels
from transcripts.texts import document_text


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_coded_study(tmp_path / "study.qdb")


async def listed(driver: Driver) -> DisagreementsScreen:
    """The list of every code."""
    await driver.press("f5", "d")
    screen = driver.app.screen
    assert isinstance(screen, DisagreementsScreen)
    if screen.asked.code:
        await driver.press("c")
    return screen


async def at_blame(driver: Driver) -> RulingScreen:
    """Both readings of what Ann alone called blame in CPS 43."""
    screen = await listed(driver)
    await at(driver, screen, "Partnership/Blame across", "CPS 43")
    await driver.press("enter")
    found = driver.app.screen
    assert isinstance(found, RulingScreen)
    return found


async def at(driver: Driver, screen: DisagreementsScreen, code: str, label: str) -> None:
    place = next(i for i, each in enumerate(screen.listed.records) if (each.codes, each.label) == ((code,), label))
    await driver.press("home", *["down"] * place)


def ruled(path: Path) -> list[Ruling]:
    with open_project(path, read_only=True) as project, project.reading(whole=True) as session:
        return rulings(session)


async def test_the_list_is_that_of_the_command_line_and_can_be_narrowed(path: Path) -> None:
    async with running(path, coder="Rev") as driver:
        screen = await listed(driver)
        with open_project(path, read_only=True) as project:
            queue = disagreements(project, unit="sentence")
        assert [each.id for each in screen.listed.records] == [each.id for each in queue.found]
        assert screen.list_pane.rule.title_text.startswith(f"Where coders disagree · {len(queue.found)} places")
        assert screen.list_pane.rule.hint == f"0 of {len(queue.found)} settled"
        kinds = set()
        for _ in range(7):
            await driver.press("k")
            kinds |= {(screen.kind, each.kind) for each in screen.listed.records}
        assert all(shown in ("", kind) for shown, kind in kinds)
        assert screen.kind == ""


async def test_the_list_of_one_code_is_ranked_by_its_share(path: Path) -> None:
    async with running(path, coder="Rev") as driver:
        await driver.press("f5")
        table = driver.app.screen
        assert isinstance(table, AgreementScreen)
        codes_listed = [getattr(row, "code", "") for row in table.table.records]
        place = codes_listed.index("Partnership/Blame across")
        table.table.go(place)
        await driver.press("d")
        screen = driver.app.screen
        assert isinstance(screen, DisagreementsScreen)
        shares = [each.shares["Partnership/Blame across"] for each in screen.listed.records]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) == pytest.approx(1)
        said = "Why ‘Blame across’ disagrees · 2 places, ranked by their share of 1 − α"
        assert screen.list_pane.rule.title_text == said


async def test_a_ruling_by_three_keys_leaves_codings_as_they_are_and_goes_on(path: Path) -> None:
    async with running(path, coder="Rev") as driver:
        before = codes_and_codings(path)
        screen = await at_blame(driver)
        first, names = screen.at, screen.coders
        await driver.press(str(names.index("Ann") + 1), "d")
        await driver.type("as the rule has it")
        await driver.press("enter")
        [ruling] = ruled(path)
        assert (ruling.decision.outcome, ruling.decision.kept) == ("one", "Ann")
        assert (ruling.decision.reason, ruling.decision.note) == ("definition", "as the rule has it")
        assert ruling.coder == "Rev"
        assert codes_and_codings(path) == before
        assert screen.at != first
        assert screen.queue.settled == 1
        await driver.press("ctrl+z")
        assert ruled(path) == []
        assert screen.queue.settled == 0


def codes_and_codings(path: Path) -> list[codings.Coding]:
    with open_project(path, read_only=True) as project, project.reading() as session:
        return codings.codings(session)


@pytest.mark.parametrize(("key", "outcome"), [("3", "all"), ("5", "readings"), ("6", "neither")])
async def test_the_other_outcomes(path: Path, key: str, outcome: str) -> None:
    async with running(path, coder="Rev") as driver:
        await at_blame(driver)
        await driver.press(key, "escape")
        assert ruled(path) == []
        await driver.press(key, "i", "enter")
        assert [(each.decision.outcome, each.decision.reason) for each in ruled(path)] == [(outcome, "interpretation")]


async def test_a_new_span_is_what_is_selected(path: Path) -> None:
    async with running(path, coder="Rev") as driver:
        screen = await at_blame(driver)
        start = screen.one.at.start
        screen.leader.select(start, start)
        await driver.press("4")
        assert "Nothing is selected" in screen.status.said
        screen.leader.select(start, start + 9)
        await driver.press("4", "enter", "b", "enter")
        [ruling] = ruled(path)
        assert (ruling.decision.outcome, ruling.decision.span) == ("new", (start, start + 9))
        assert ruling.decision.code in ruling.at.codes


@pytest.mark.parametrize(("key", "field"), [("y", "typical"), ("m", "near_miss")])
async def test_one_key_attaches_the_passage_to_the_codebook(path: Path, key: str, field: str) -> None:
    async with running(path, coder="Rev") as driver:
        screen = await at_blame(driver)
        await driver.press(key, "3", "d", "enter")
        assert "everybody blamed everybody” (CPS 43)" in rule_of(path, field)
        await driver.press("N" if screen.queue.next_open() else "n")
        assert ruled(path)[0].decision.example == field


def rule_of(path: Path, field: str) -> str:
    with open_project(path, read_only=True) as project, project.reading() as session:
        return str(getattr(codes.tree(session).find("Partnership/Blame across").entry, field))


async def test_in_a_reflexive_project_passages_are_compared_without_figures(path: Path) -> None:
    with open_project(path) as project:
        settle_protocol(project, "Ann", approach="reflexive")
    async with running(path, coder="Rev") as driver:
        await driver.press("f5")
        table = driver.app.screen
        assert isinstance(table, AgreementScreen)
        assert list(table.table.records) == []
        await driver.press("d")
        screen = driver.app.screen
        assert isinstance(screen, DisagreementsScreen)
        assert screen.listed.records
        said = "".join(text for each in screen.listed.records for row in screen.listed.paint(each, 110)
                       for text, _ in (*row.left, *row.right))  # fmt: skip
        assert "%" not in said + screen.about.plain + screen.list_pane.rule.title_text
        await driver.press("enter")
        ruling = driver.app.screen
        assert isinstance(ruling, RulingScreen)
        assert "%" not in ruling.words.plain
        await driver.press("5", "i", "enter", "escape")
        assert [each.decision.outcome for each in ruled(path)] == ["readings"]


async def test_back_and_forth_keeps_the_place(path: Path) -> None:
    async with running(path, coder="Rev", size=(80, 24)) as driver:
        ruling = await at_blame(driver)
        here = ruling.at
        await driver.press("n", "N", "escape", "escape")  # the first lets the selection go
        screen = driver.app.screen
        assert isinstance(screen, DisagreementsScreen)
        assert screen.listed.highlighted is not None
        assert screen.listed.highlighted.id == here
        await driver.press("escape")
        assert isinstance(driver.app.screen, AgreementScreen)


async def test_u_goes_to_the_next_that_is_open_and_g_reads_it_where_it_was_said(path: Path) -> None:
    async with running(path, coder="Rev") as driver:
        await at_blame(driver)
        await driver.press("5", "i", "enter")
        await driver.press("escape")
        if isinstance(driver.app.screen, RulingScreen):  # what was selected there is let go first
            await driver.press("escape")
        screen = driver.app.screen
        assert isinstance(screen, DisagreementsScreen)
        settled = next(each for each in screen.listed.records if each.settled)
        screen.listed.go(list(screen.listed.records).index(settled))
        await driver.press("u")
        at = screen.listed.highlighted
        assert at is not None
        assert not at.settled
        await driver.press("g")
        assert isinstance(driver.app.screen, WorkbenchScreen)
        assert driver.bench.reader.selection == (at.at.start, at.at.end)


async def test_two_others_are_compared_a_folded_passage_shows_and_g_goes_to_the_workbench(path: Path) -> None:
    with open_project(path) as project, project.step("Chloe", "Chloe") as session:
        uid = document_labels.find(session, "CPS 43")
        chloe = coders.ensure(session, "Chloe")
        assignments.set_state(session, uid, chloe, "done")
        start = document_text(session, uid).text.index("everybody blamed")
        distressing.flag(session, uid, start, start + 26, coder=chloe)
    async with running(path, coder="Rev") as driver:
        screen = await at_blame(driver)
        assert "Ann" in screen.coders
        await driver.press("p")
        chooser = driver.app.screen
        assert isinstance(chooser, Choose)
        await driver.press("end", "enter")
        assert set(screen.coders) == {"Ben", "Chloe"}
        screen.leader.select(start, start + 26)
        assert screen.leader.folds_here
        await driver.press("space")
        assert not screen.leader.folds_here
        await driver.press("g")
        assert isinstance(driver.app.screen, WorkbenchScreen)
        assert driver.bench.reader.cursor in range(start, start + 27)


def long_study(path: Path) -> Path:
    """Ann and Ben give the last sentence but two of three hundred different codes."""
    text = "".join(f"CPS 9: We wait, and in week {n} somebody rings us about what should be in the file.\n"
                   for n in range(300))  # fmt: skip
    with open_project(make_study(path)) as project:
        uid = add(project, "CPS 9", text)
        with project.step("Code", "Ann") as session:
            start = text.index("We wait, and in week 297")
            for name, code in (("Ann", "Delay and queues"), ("Ben", "Partnership/Early contact")):
                coder, its = coders.ensure(session, name), codes.tree(session).find(code).uid
                codings.apply(session, NewCoding(uid, start, start + 40, its, coder))
                assignments.set_state(session, uid, coder, "done")
    return path


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_is_to_be_ruled_on_is_in_sight_in_both_readers_at_any_size(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(long_study(tmp_path / "long.qdb"), coder="Rev", size=size) as driver:
        await listed(driver)
        await driver.press("enter")
        screen = driver.app.screen
        assert isinstance(screen, RulingScreen)
        for width, height in (size, (120, 40), (80, 24), (60, 20), size):
            await resize(driver.pilot, width, height)
            await settle(driver.pilot)
            for reader in screen.both.readers:
                row = reader.wrapped.row_of(screen.one.at.start) - reader.scroll_offset.y
                assert 0 <= row < reader.scrollable_content_region.height

"""The codebook's screen through the real app: counts, the tree rearranged, rules edited, codings read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded_study import make_coded_study
from textual.widgets import Static, TextArea
from workbenches import Driver, running, stored

from codebook.coding import distressing, rereading
from codebook.project import open_project
from codebook.reviewing.disagreements import disagreements
from codebook.reviewing.rulings import Decision, rule
from codebook.scheme import codes, freezing
from coding_tui.dialogs.confirm import Confirm
from coding_tui.dialogs.review import Review
from coding_tui.screens.codes import CodesScreen
from coding_tui.views.veil import FOLDED
from coding_tui.widgets.prose import Prose
from transcripts import coders


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_coded_study(tmp_path / "study.qdb")


async def opened(driver: Driver, name: str) -> CodesScreen:
    await driver.press("ctrl+b")
    screen = driver.app.screen
    assert isinstance(screen, CodesScreen)
    await to(driver, screen, name)
    return screen


async def to(driver: Driver, screen: CodesScreen, name: str) -> None:
    """Put the cursor on a code."""
    await driver.press("home")
    for _ in screen.table.records:
        if screen.line is not None and screen.line.code.name == name:
            return
        await driver.press("down")
    raise AssertionError(name)


def paths(path: Path) -> list[str]:
    with open_project(path, read_only=True) as project, project.reading() as session:
        return [code.path for code in codes.tree(session)]


async def test_a_code_stands_with_what_is_counted_and_its_rules(path: Path) -> None:
    blamed = [each for code, each in stored(path) if code == "Partnership/Blame across"]
    async with running(path) as driver:
        screen = await opened(driver, "Blame across")
        told = screen.rules.plain
        documents = len({each.document for each in blamed})
        assert f"{len(blamed)} codings · {documents} document" in told
        assert "Fault is put on another agency as a whole." in told
        await to(driver, screen, "Partnership")
        assert "with the codes below: " in screen.rules.plain


async def test_merging_says_how_many_first_and_ctrl_z_brings_all_back(path: Path) -> None:
    before, tree = stored(path), paths(path)
    async with running(path) as driver:
        await opened(driver, "Blame across")
        await driver.press("i")
        await driver.type("Shared")
        await driver.press("enter")
        question = driver.app.screen
        assert isinstance(question, Confirm)
        assert "will be ‘Shared language’" in question._question
        assert paths(path) == tree
        await driver.press("tab", "enter")
        assert "Partnership/Blame across" not in paths(path)
        assert len(stored(path)) == len(before)
        await driver.press("ctrl+z")
        assert stored(path) == before


async def test_names_places_colours_and_status_are_one_key_each(path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver, "Early contact")
        await driver.press("right_square_bracket")
        assert [each for each in paths(path) if each.startswith("Partnership/")][1] == "Partnership/Early contact"
        await driver.press("r")
        assert screen.line is not None
        asked = str(driver.app.screen.query_one(".label", Static).content)
        assert asked == f"What is ‘Early contact’ to be called? With it stay {screen.line.own.words()}."
        assert screen.line.own.codings
        await driver.press("ctrl+u")
        await driver.type("Contact")
        await driver.press("enter")
        assert "Partnership/Contact" in paths(path)
        await driver.press("x", "tab", "enter")
        assert screen.line is not None
        assert screen.line.code.entry.status == "retired"
        await driver.press("m", "enter", "tab", "enter")
        assert "Contact" in paths(path)


async def test_a_split_shows_each_coding_and_takes_a_digit(path: Path) -> None:
    before = stored(path)
    held = [each.uid for code, each in before if code == "Partnership/Blame across"]
    async with running(path) as driver:
        await opened(driver, "Blame across")
        await driver.press("s")
        await driver.type("of police, of CPS")
        await driver.press("enter", "tab", "enter")
        assert isinstance(driver.app.screen, Review)
        await driver.press("1", "escape")
        now = {each.uid: code for code, each in stored(path)}
        assert [now[uid] for uid in held].count("Partnership/Blame across/of police") == 1
        await driver.press("d", *["2"] * (len(held) - 1))
        now = {each.uid: code for code, each in stored(path)}
        assert [now[uid] for uid in held].count("Partnership/Blame across/of CPS") == len(held) - 1
        assert len(now) == len(before)


async def test_edited_rules_make_codings_to_read_again_and_a_key_settles_each(path: Path) -> None:
    mine = [each for code, each in stored(path) if code == "Partnership/Blame across" and each.coder == "Ann"]
    async with running(path) as driver:
        screen = await opened(driver, "Blame across")
        assert screen.why_not("read_again")
        await driver.press("e")
        area = driver.app.screen.query_one(TextArea)
        text = area.text
        area.text = text.replace("brief: ", "brief:\t- [")
        await driver.press("ctrl+s")
        assert "Not kept: rules, line" in screen.status.said
        driver.app.screen.query_one(TextArea).text = text.replace("as a whole", "and never on one person")
        await driver.press("ctrl+s")
        assert len(screen.mine()) == len(mine) > 0
        await driver.press("w", *["h"] * len(mine))
        assert screen.mine() == []
    with open_project(path) as project, project.reading() as session:
        assert {each.coding.coder for each in rereading.stale(session)} <= {"Ben"}


async def test_the_codebook_is_frozen_told_and_printed(path: Path, tmp_path: Path) -> None:
    async with running(path) as driver:
        await opened(driver, "Blame across")
        await driver.press("f")
        await driver.type("v1.0")
        await driver.press("enter")
        await driver.type("pilot")
        await driver.press("enter", "h")
        assert "froze the codebook as v1.0 (“pilot”)" in driver.app.screen.plain  # type: ignore[attr-defined]
        await driver.press("escape", "o", "ctrl+u")
        await driver.type(str(tmp_path / "a.html"))
        await driver.press("enter")
    assert "Fault is put on another agency" in (tmp_path / "a.html").read_text(encoding="utf-8")
    with open_project(path) as project, project.reading() as session:
        assert [each.name for each in freezing.versions(session)] == ["v1.0"]


async def test_how_it_was_ruled_before_is_one_key_on_a_selection(path: Path) -> None:
    async with running(path) as driver:
        await driver.select("everybody blamed everybody")
        await driver.press("O")
        assert "Nothing that shares words with this is settled yet" in driver.app.screen.plain  # type: ignore[attr-defined]
    with open_project(path) as project:
        one = next(each for each in disagreements(project, unit="character").found if "blamed" in each.text)
        with project.step("Ruling", "Ann") as session:
            decision = Decision("neither", "context", "said of no agency")
            rule(session, one.at, decision, coder=coders.ensure(session, "Ann"))
    async with running(path) as driver:
        await driver.select("everybody blamed everybody")
        await driver.press("O")
        told = driver.app.screen.plain  # type: ignore[attr-defined]
        assert told.startswith("no code · ruled: context · Ann")
        assert "said of no agency" in told


async def test_examples_are_picked_from_its_own_passages(path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver, "Blame across")
        held = [each for code, each in stored(path) if code == "Partnership/Blame across"]
        await driver.press("t", "t", *(["n"] if len(held) > 1 else []), "escape")
        assert screen.line is not None
        assert screen.line.code.entry.typical == "“They never read what we send, so you send less.” (Police 27)"
        assert not screen.mine()


async def test_words_flagged_as_distressing_stay_folded_until_v(path: Path) -> None:
    [one, *_] = [each for code, each in stored(path) if code == "Partnership/Blame across"]
    with open_project(path) as project, project.step("Flag", "Ben") as session:
        distressing.flag(session, one.document, one.start, one.end, coder=coders.ensure(session, "Ben"))
        told = rereading.worded(session, [one])[0][2]
    async with running(path) as driver:
        await opened(driver, "Blame across")
        await driver.press("t")
        review = driver.app.screen
        assert isinstance(review, Review)
        while review.item.uid != one.uid:
            await driver.press("l")
        assert told not in review.query_one(Prose).plain
        assert FOLDED in review.query_one(Prose).plain
        await driver.press("v")
        assert told in review.query_one(Prose).plain

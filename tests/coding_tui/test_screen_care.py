"""Flagging and folding through the real app: what is stored, what is shown, what is said."""

from __future__ import annotations

from pathlib import Path

from workbenches import Driver, make_study, running, stored

from codebook.coding import distressing
from codebook.project import open_project
from coding_tui.care import Care
from coding_tui.views.veil import FOLDED

WORDS = "They ring us, and it works."


def flagged(path: Path) -> list[tuple[int, int, str]]:
    with open_project(path, read_only=True) as project, project.reading() as session:
        return [(each.start, each.end, each.coder) for each in distressing.flags(session)]


def shown(driver: Driver) -> str:
    reader = driver.bench.reader
    return "\n".join(reader.render_line(y).text for y in range(reader.size.height))


async def test_a_passage_is_flagged_folded_for_everybody_and_undone(tmp_path: Path) -> None:
    path = make_study(tmp_path / "study.qdb")
    async with running(path, size=(170, 40)) as driver:
        await driver.select(WORDS)
        span = driver.bench.reader.selection
        await driver.press("f")
        assert flagged(path) == [(*span, "Ann")]
        assert f"Flagged {len(WORDS)} characters as distressing" in driver.said
        assert "▸ 1 line folded: flagged as distressing by Ann · selected" in shown(driver)
        assert "it works" not in shown(driver)
        await driver.press("ctrl+z")
        assert flagged(path) == []
        assert "it works" in shown(driver)
        await driver.press("ctrl+y")
    async with running(path, coder="Ben", size=(170, 40)) as driver:
        assert "it works" not in shown(driver)


async def test_space_and_enter_show_it_and_space_folds_it_again(tmp_path: Path) -> None:
    path = make_study(tmp_path / "study.qdb")
    async with running(path, size=(170, 40)) as driver:
        await driver.select(WORDS)
        await driver.press("f", "home")
        driver.bench.reader.move_to(driver.bench.reader.transcript.text.index(WORDS))  # type: ignore[union-attr]
        await driver.press("space")
        assert "it works" in shown(driver)
        assert "1 flagged passage shown" in driver.said
        await driver.press("space")
        assert "it works" not in shown(driver)
        await driver.press("enter")
        assert "it works" in shown(driver)
        await driver.press("z")
        assert "it works" not in shown(driver)
        await driver.press("z")
        assert "it works" in shown(driver)
        await driver.press("f")
        assert flagged(path) == []
    today = next(iter(Care.load(tmp_path / "care.json").days["Ann"].values()))
    assert today.opened == 3


async def test_what_is_coded_across_a_fold_holds_all_of_it(tmp_path: Path) -> None:
    path = make_study(tmp_path / "study.qdb")
    async with running(path, size=(170, 40)) as driver:
        await driver.select(WORDS)
        start, end = driver.bench.reader.selection
        await driver.press("f")
        driver.bench.reader.move_to(start)
        await driver.press("shift+right", "c")
        await driver.type("early")
        await driver.press("enter")
    ((_, coding),) = stored(path)
    assert (coding.start, coding.end) == (start, end)


async def test_a_search_says_that_a_place_is_inside_and_goes_on(tmp_path: Path) -> None:
    async with running(make_study(tmp_path / "study.qdb"), size=(170, 40)) as driver:
        await driver.select(WORDS)
        await driver.press("f", "ctrl+home", "slash")
        await driver.type("ring")
        assert "1 place found inside" in shown(driver)
        await driver.press("enter", "n")
        seen = {driver.said.split(" · ")[0]}
        await driver.press("n")
        seen.add(driver.said.split(" · ")[0])
        assert seen == {"Place 1 of 2", "Place 2 of 2"}
        await driver.press("n")
        inside = [driver.said]
        await driver.press("n")
        inside.append(driver.said)
        assert sum("inside a flagged passage" in said for said in inside) == 1


async def test_folding_can_be_off(tmp_path: Path) -> None:
    path = make_study(tmp_path / "study.qdb")
    async with running(path, size=(170, 40)) as driver:
        await driver.press("f8", "ctrl+d", "f2")
        await driver.select(WORDS)
        await driver.press("f")
        assert "it works" in shown(driver)
        await driver.press("z")
        assert "it works" not in shown(driver)
    assert not Care.load(tmp_path / "care.json").fold


async def test_lists_show_neither_the_words_nor_their_context_until_asked(tmp_path: Path) -> None:
    path = make_study(tmp_path / "study.qdb")
    async with running(path, size=(170, 40)) as driver:
        await driver.apply(WORDS, "early")
        await driver.select(WORDS)
        await driver.press("q", "f", "f3")
        for keys, query in (((), "Early contact"), (("ctrl+f",), "works"), (("f6",), "")):
            await driver.press(*keys)
            if query:
                await driver.type(query)
                await driver.press("enter")
            picture = _picture(driver)
            assert FOLDED in picture
            assert "it works." not in picture
            await driver.press("v")
            assert "it works." in _picture(driver)
            await driver.press("v")
            assert "it works." not in _picture(driver)


def _picture(driver: Driver) -> str:
    strips = driver.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)

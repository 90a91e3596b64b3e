"""Jump mode, going to a turn, time, line, share or document, and moves over interviewers and uncoded stretches."""

from __future__ import annotations

from pathlib import Path

import pytest
from workbenches import INTERVIEW, make_study, running, stored

from coding_tui.reader.model import ReaderText, ReaderTurn
from coding_tui.screens.jump import JumpScreen, targets
from coding_tui.views.going import goal

TEXT = "A: one\nB: two\nthree\n"
HERE = ReaderText(
    "u", "CPS 43", TEXT, (ReaderTurn(1, 0, 3, 6, "A", time=5.0), ReaderTurn(2, 7, 10, 19, "B", time=70.0))
)
LABELS = {"CPS 43": "u", "Panel 1": "p", "142": "n"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study.qdb")


@pytest.mark.parametrize(
    ("wanted", "offset"),
    [("2", 10), ("1:10", 10), ("0:59", 3), ("0:00:09", 3), ("l3", 14), ("line 2", 7), ("L 1", 0), ("50%", 10),
     ("999%", 20)],
)  # fmt: skip
def test_places_of_a_document(wanted: str, offset: int) -> None:
    assert goal(wanted, HERE, {}).offset == offset


@pytest.mark.parametrize(
    ("wanted", "said"),
    [("3", "There is no turn 3 in this document: the last is 2."), ("0:01", "No turn has a time up to that."),
     ("l9", "There is no line 9 in this document: it has 4."), ("quagga", "‘quagga’ is neither a turn")],
)  # fmt: skip
def test_what_is_nowhere_says_so(wanted: str, said: str) -> None:
    assert goal(wanted, HERE, LABELS).said.startswith(said)


def test_documents_by_label_spelt_out_before_all_else_and_nearly() -> None:
    assert goal("142", HERE, LABELS).document == "n"
    assert goal("panel 1", HERE, LABELS).document == "p"
    assert goal("pannel 1", HERE, LABELS).document == "p"


def test_without_turns_a_number_is_a_line() -> None:
    assert goal("2", ReaderText("u", "Note", "one\ntwo"), {}).offset == 4


async def test_going_to_a_turn_and_to_another_document(path: Path) -> None:
    async with running(path) as driver:
        driver.bench.reader.focus()
        await driver.press("g")
        await driver.type("4")
        await driver.press("enter")
        assert driver.bench.reader.cursor == INTERVIEW.index("No. It depends")
        await driver.press("g")
        await driver.type("panel 1")
        await driver.press("enter")
        document = driver.bench.reader.transcript
        assert document is not None
        assert document.label == "Panel 1"
        assert any("turn 1 of 1" in text for text, _ in driver.bench.status.right())
        await driver.press("g")
        await driver.type("zzzzzz")
        await driver.press("enter")
        assert "is neither a turn" in driver.said


async def test_answers_pass_over_the_interviewer(path: Path) -> None:
    async with running(path) as driver:
        reader = driver.bench.reader
        reader.focus()
        await driver.press("a")
        assert reader.cursor == INTERVIEW.index("We speak")
        await driver.press("a")
        assert reader.cursor == INTERVIEW.index("No. It depends")
        await driver.press("a")
        assert driver.said == "No answer begins further on."
        await driver.press("A")
        assert reader.cursor == INTERVIEW.index("We speak")
        await driver.press("A")
        assert driver.said == "No answer begins before this."
        await driver.press("v", "a")
        assert reader.selection == (INTERVIEW.index("We speak"), INTERVIEW.index("No. It depends"))


async def test_uncoded_stretches_both_ways(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        await driver.apply("a file with nothing in it", "blame")
        assert len(stored(path)) == 2
        reader = driver.bench.reader
        reader.move_to(0)
        places = []
        for _ in range(4):
            await driver.press("u")
            places.append(reader.cursor)
        assert places == [INTERVIEW.index(words) for words in (
            "We speak", "and it works", "and you'd send", "No. It depends")]  # fmt: skip
        for place in places[-2::-1]:
            await driver.press("U")
            assert reader.cursor == place
        await driver.press("U")
        assert driver.said == "Nothing before this is uncoded."


async def test_a_letter_goes_to_its_pane_on_every_screen(path: Path) -> None:
    async with running(path) as driver:
        assert [each.at.y for each in targets(driver.bench)][:3] == [1, 1, 1]
        await driver.press("ctrl+j")
        assert isinstance(driver.app.screen, JumpScreen)
        await driver.press("a")
        assert driver.app.screen is driver.bench
        assert driver.bench.focused is driver.bench.document_list
        await driver.press("ctrl+j", "d")
        assert driver.bench.focused is driver.bench.code_list
        await driver.press("ctrl+j", "escape")
        assert driver.bench.focused is driver.bench.code_list
        for key in ("f3", "ctrl+f", "f5", "f6", "f7", "f8", "ctrl+e"):
            await driver.press(key)
            screen = driver.app.screen
            for at in range(len(targets(screen))):
                await driver.press("ctrl+j", "asdfghjkl"[at])
                assert driver.app.screen is screen
                assert screen.focused is not None


async def test_on_a_narrow_screen_a_letter_opens_the_drawer(path: Path) -> None:
    async with running(path, size=(70, 24)) as driver:
        await driver.press("ctrl+j")
        screen = driver.app.screen
        assert isinstance(screen, JumpScreen)
        assert len(screen.by_letter) == 3
        await driver.press("d" if screen.by_letter["d"].at.x > 30 else "s")
        assert driver.bench.focused is driver.bench.code_list
        assert driver.bench.code_list.is_on_screen

"""docs/keystrokes.md says how many keys ten common tasks take; here exactly those keys are pressed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from workbenches import Driver, make_study, running, settle, stored

PAGE = Path(__file__).parents[2] / "docs" / "keystrokes.md"
ROW = re.compile(r"^\| (?P<task>[^|]+) \| (?P<keys>`[^|]+`) \| (?P<count>\d+) \|", re.MULTILINE)

NAMES = {"/": "slash", "}": "right_curly_bracket"}


def promised() -> dict[str, list[str]]:
    """The keys of each task, as the page prints them; its count is theirs."""
    rows = {row["task"]: row["keys"].strip("`").split(" ") for row in ROW.finditer(PAGE.read_text(encoding="utf-8"))}
    counts = {row["task"]: int(row["count"]) for row in ROW.finditer(PAGE.read_text(encoding="utf-8"))}
    assert {task: len(keys) for task, keys in rows.items()} == counts
    return rows


@pytest.fixture
def keys() -> dict[str, list[str]]:
    return promised()


def put(driver: Driver, words: str) -> None:
    """Put the cursor there, as reading does."""
    reader = driver.bench.reader
    assert reader.transcript is not None
    at = reader.transcript.text.index(words)
    reader.focus()
    reader.select(at, at)


async def test_ten_tasks_take_the_keys_that_the_page_counts(keys: dict[str, list[str]], tmp_path: Path) -> None:
    path = make_study(tmp_path / "study.qdb")

    def coded() -> list[tuple[str, str]]:
        return [(code.rsplit("/")[-1], c.memo) for code, c in stored(path)]

    assert len(keys) == 10
    async with running(path) as driver:
        left = list(keys)

        async def do(task: str) -> None:
            left.remove(task)
            await driver.press(*(NAMES.get(key, key) for key in keys[task]))

        put(driver, "We speak to the police")
        await settle(driver.pilot)
        await do("Code a sentence with any code, by its name")
        assert coded() == [("Early contact", "")]
        put(driver, "They ring us")
        await do("Code a sentence with a recent code")
        assert coded() == [("Early contact", "")] * 2
        await do("Undo that")
        assert len(coded()) == 1
        put(driver, "They ring us")
        await do("Code a turn with a new code of any name")
        assert ("slow", "") in coded()
        put(driver, "Some of them")
        await do("Code a word in vivo")
        assert ("Some", "") in coded()
        await do("Give the coding here another code")
        assert ("Some", "") not in coded()
        before = len(coded())
        await do("Write “ok” on the coding here")
        assert "ok" in {memo for _, memo in coded()}
        await do("Take the coding here away")
        assert len(coded()) == before - 1
        put(driver, "What changed")
        await do("Find “duty” in the document")
        assert driver.bench.reader.transcript is not None
        at = driver.bench.reader.cursor
        assert "duty" in driver.bench.reader.transcript.text[at - 4 : at + 4]
        put(driver, "What changed")
        driver.bench.reader.focus()
        await do("Go to the next coding")
        assert driver.bench.reader.codings_here
        assert left == []

"""What Search, Memos, Disagreements, Agreement, History and the workbench show, written by one key: the file holds what
was on the screen, and its manifest makes it again.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

from coded_study import make_coded_study
from textual.widgets import Input
from workbenches import Driver, running

from codebook.notes import memos
from codebook.project import open_project
from coding_tui.dialogs.write_file import WriteFile
from coding_tui.screens.disagreements import DisagreementsScreen
from coding_tui.screens.search import SearchScreen
from coding_tui.widgets.footer_line import FooterLine
from exports.manifests import verified
from transcripts import coders


async def write(driver: Driver, path: Path, *keys: str) -> None:
    """Press the keys that lead to the dialog, and give it a file."""
    await driver.press(*keys)
    dialog = driver.app.screen
    assert isinstance(dialog, WriteFile)
    dialog.query_one("#path", Input).value = str(path)
    await driver.press("enter")
    assert path.exists(), driver.said


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def asked(path: Path) -> dict[str, object]:
    said: dict[str, object] = json.loads(path.with_name(f"{path.name}.manifest.json").read_text("utf-8"))["asked"]
    return said


async def test_what_stands_on_a_screen_is_written_by_one_key_and_made_again(tmp_path: Path) -> None:
    path, out = make_coded_study(tmp_path / "study.qdb"), tmp_path / "out"
    out.mkdir()
    with open_project(path) as project, project.step("A memo", "Ben") as session:
        memos.add(session, "Who rings whom?", coder=coders.ensure(session, "Ben"))
    async with running(path) as driver:
        await driver.press("f5")
        await write(driver, out / "agreement.csv", "u", "o")
        assert {each["unit"] for each in rows(out / "agreement.csv")} == {"turn"}
        await driver.press("d", "c")
        screen = driver.app.screen
        assert isinstance(screen, DisagreementsScreen)
        while screen.kind != "omission":
            await driver.press("k")
        await write(driver, out / "differ.csv", "o")
        listed = [(each.label, str(each.at.start), each.kind) for each in screen.listed.records]
        assert listed == [(each["document"], each["start"], each["kind"]) for each in rows(out / "differ.csv")] != []
        await driver.press("f7", "f")
        await write(driver, out / "past.csv", "o")
        (coder,) = {each["who"] for each in rows(out / "past.csv")}
        assert asked(out / "past.csv") == {"coder": coder}
        await driver.press("ctrl+e")
        await write(driver, out / "memos.csv", "o")
        assert {each["text"] for each in rows(out / "memos.csv")} == {"Who rings whom?", "see [b]CPS 12[/b]"}
        await driver.press("slash")
        await driver.type("nowhere")
        await driver.press("enter")
        assert "memos.export" not in [each.id for each in driver.app.screen.query_one(FooterLine).alive()]
        await driver.press("ctrl+f")
        searching = driver.app.screen
        assert isinstance(searching, SearchScreen)
        await driver.type("blamed")
        await driver.press("enter")
        await write(driver, out / "hits.csv", "e")
        assert [each["text"] for each in rows(out / "hits.csv")] == ["blamed"]
        await driver.press("f2")
        driver.bench.action_write_list()
        await write(driver, out / "codings.csv", "enter")
        assert len(rows(out / "codings.csv")) == 8
    with open_project(path) as project:
        found = verified(project, [out])
    assert [(each.path.name, each.because) for each in found] == [
        (name, ()) for name in ("agreement.csv", "codings.csv", "differ.csv", "hits.csv", "memos.csv", "past.csv")
    ]

"""Quotations and Retrieve: how people are named, names that must not leave, and every file that is written there."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded_study import collect_all, make_coded_study
from textual.widgets import Input
from workbenches import Driver, running, settle

from codebook.project import open_project
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.read_text import ReadText
from coding_tui.dialogs.write_file import WriteFile
from coding_tui.screens.quotations import QuotationsScreen
from coding_tui.screens.retrieve import RetrieveScreen
from coding_tui.screens.workbench import WorkbenchScreen
from exports.manifests import verified
from exports.quotations.attribution import of_project, place_of_project
from transcripts.withheld import withheld


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return collect_all(make_coded_study(tmp_path / "study.qdb"))


async def quotations(driver: Driver) -> QuotationsScreen:
    await driver.press("f6")
    screen = driver.app.screen
    assert isinstance(screen, QuotationsScreen)
    return screen


async def write(driver: Driver, form: str, target: Path, **answers: str) -> None:
    """Answer the dialog and write."""
    dialog = driver.app.screen
    assert isinstance(dialog, WriteFile)
    dialog.listed.highlight(form)
    await driver.pilot.pause()
    for name, said in answers.items():
        dialog.query_one(f"#field-{name}", Input).value = said
    dialog.field.value = str(target)
    dialog.listed.focus()
    await driver.press("enter")


def holds(path: Path) -> list[str]:
    """What manifests beside a project say of exports."""
    with open_project(path) as project:
        return [each.verdict for each in verified(project, [path.parent])]


async def test_an_export_is_asked_how_and_its_manifest_makes_it_again(path: Path, tmp_path: Path) -> None:
    async with running(path) as driver:
        screen = await quotations(driver)
        await driver.press("o")
        target = tmp_path / "q.md"
        await write(
            driver, "md", target, attribution="{group}, Area {area}", place="footnote", inline="8", question="yes"
        )
        assert screen.status.said.startswith(f"Wrote 6 quotations to {target}; ")
        assert screen.status.said.endswith("attributions fit too few people")
        written = target.read_text("utf-8")
        assert "[^1]: " in written
        assert "CPS, Area C" in written
        await driver.press("o")
        await write(driver, "md", tmp_path / "coarse.md", attribution="{group}, Area {area}", coarsen="yes")
        assert "CPS, Area C" not in (tmp_path / "coarse.md").read_text("utf-8")
    assert holds(path) == ["same", "same"]


async def test_what_cannot_be_meant_is_said_and_nothing_is_written(path: Path, tmp_path: Path) -> None:
    async with running(path) as driver:
        screen = await quotations(driver)
        await driver.press("o")
        await write(driver, "md", tmp_path / "q.md", place="above")
        dialog = driver.app.screen
        assert isinstance(dialog, WriteFile)
        assert "none of below, footnote, endnote" in str(dialog.query_one("#trouble").visual)
        await write(driver, "md", tmp_path / "q.md", place="below", inline="many")
        assert screen.status.said == "Nothing was written. ‘many’ is no number of words, turns or quotations."
        await driver.press("o")
        await write(driver, "docx", tmp_path / "q.docx", template=str(tmp_path / "none.docx"))
        assert screen.status.said.startswith("Nothing was written")
        assert list(tmp_path.glob("q.*")) == []


async def test_what_a_query_finds_is_written_from_retrieve(path: Path, tmp_path: Path) -> None:
    async with running(path) as driver:
        await driver.press("f3")
        screen = driver.app.screen
        assert isinstance(screen, RetrieveScreen)
        await driver.type("Partnership/*")
        await driver.press("enter", "e")
        await write(driver, "md", tmp_path / "found.md", per_document="1")
        assert screen.status.said == f"Wrote 2 quotations to {tmp_path / 'found.md'}"
        assert "They ring us, and it works." in (tmp_path / "found.md").read_text("utf-8")
    assert holds(path) == ["same"]


async def test_how_people_are_named_is_settled_and_whom_it_tells(path: Path) -> None:
    async with running(path) as driver:
        screen = await quotations(driver)
        await driver.press("h")
        dialog = driver.app.screen
        assert isinstance(dialog, Ask)
        dialog.query_one(Input).value = "{group}, Area {area}"
        await driver.press("enter")
        told = driver.app.screen
        assert isinstance(told, ReadText)
        assert "‘group CPS, area C’ fits one person: 1 document" in told.plain
        await driver.press("escape")
        assert "CPS, Area C" in screen.printed.plain or "Police, Area C" in screen.printed.plain
        screen.action_stand()
        await settle(driver.pilot)
        await driver.press("down", "enter")
        assert screen.status.said == "Attributions stand in footnotes · ctrl+z undoes"
    with open_project(path) as project, project.reading() as session:
        assert of_project(session).template == "{group}, Area {area}"
        assert place_of_project(session) == "footnote"


async def test_names_are_withheld_and_released_and_hold_exports_back(path: Path, tmp_path: Path) -> None:
    listed = tmp_path / "names.txt"
    listed.write_text("Ishmael\nAhab\n", "utf-8")
    async with running(path) as driver:
        screen = await quotations(driver)
        await driver.press("w")
        await driver.type("They;Queequeg Smith")
        await driver.press("enter")
        assert screen.status.said == "2 names added · 2 names must not leave · ctrl+z undoes"
        await driver.press("w")
        await driver.type(str(listed))
        await driver.press("enter")
        assert screen.status.said == "2 names added · 4 names must not leave · ctrl+z undoes"
        await driver.press("o")
        await write(driver, "md", tmp_path / "q.md")
        assert screen.status.said.startswith("Nothing was written")
        assert not (tmp_path / "q.md").exists()
        screen.action_release()
        await settle(driver.pilot)
        await driver.type("they")
        await driver.press("enter")
        assert screen.status.said == "1 name taken off · 3 names must not leave · ctrl+z undoes"
    with open_project(path) as project, project.reading() as session:
        assert len(withheld(session).hashes) == 3


@pytest.mark.parametrize("form", ["docx", "html", "svg"])
async def test_a_coded_transcript_and_a_portrait_are_written(path: Path, tmp_path: Path, form: str) -> None:
    async with running(path) as driver:
        screen = await quotations(driver)
        await driver.press("d")
        target = tmp_path / f"coded.{form}"
        await write(driver, form, target, document="CPS 43", coders="Ann")
        assert screen.status.said == f"Wrote CPS 43 with 3 codings to {target}"
        assert target.read_bytes()
    assert holds(path) == ["same"]


async def test_packs_and_templates_are_written_into_folders(path: Path, tmp_path: Path) -> None:
    async with running(path) as driver:
        screen = await quotations(driver)
        await driver.press("p")
        await write(driver, "md", tmp_path / "packs")
        assert screen.status.said == f"Wrote 2 packs to {tmp_path / 'packs'}"
        assert sorted(each.name for each in (tmp_path / "packs").glob("*.md")) == ["CPS 43.md", "Police 27.md"]
        await driver.press("p")
        await write(driver, "md", tmp_path / "packs")
        assert "Nothing was written" in screen.status.said
        screen.action_write_templates()
        await settle(driver.pilot)
        await write(driver, "tex", tmp_path / "templates")
        assert screen.status.said.startswith("3 templates to change in ")
        await driver.press("o")
        await write(driver, "tex", tmp_path / "q.tex", template=str(tmp_path / "templates"))
        assert screen.status.said.startswith("Wrote 6 quotations")


async def test_an_id_leads_to_its_words(path: Path) -> None:
    async with running(path) as driver:
        screen = await quotations(driver)
        await driver.press("g")
        await driver.type("nothing")
        await driver.press("enter")
        assert screen.status.said.startswith("‘nothing’ is no id of a passage.")
        await driver.press("g")
        await driver.type("CPS43:2-3")
        await driver.press("enter")
        assert isinstance(driver.app.screen, WorkbenchScreen)
        assert driver.bench.reader.selected_text.startswith("We speak to the police before")

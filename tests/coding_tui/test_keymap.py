"""Keys: presets, a person's own over them, what is refused and in which words; and that every place shows them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.widgets import Static
from workbenches import make_study, running, stored

from coding_tui.dialogs.code_palette import CodePalette
from coding_tui.reader import TranscriptReader
from coding_tui.registry.commands import COMMANDS, WHERE, command
from coding_tui.registry.keymap import KeyMap, KeyMapError, clashes, command_id, key_map, key_named
from coding_tui.registry.own_keys import NAME, keys_of, read_keys, write_keys
from coding_tui.registry.presets import PLAIN, PRESETS, VIM
from coding_tui.screens.help import HelpScreen
from coding_tui.screens.settings import SettingsScreen
from coding_tui.settings import Settings
from coding_tui.widgets.footer_line import FooterLine

ROOT = Path(__file__).resolve().parents[2] / "coding_tui"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study.qdb")


def by_vim(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json", keys=VIM)


# -- the map


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_gives_no_key_twice_and_takes_no_command_its_last_one(preset: str) -> None:
    new = set(clashes(key_map(preset))) - set(clashes(KeyMap()))
    assert not new, "give one of them another key in coding_tui/registry/presets.py"


def test_a_preset_names_commands_that_there_are() -> None:
    ids = {each.id for each in COMMANDS}
    for preset in PRESETS.values():
        assert set(preset) <= ids


def test_keys_that_messages_name_are_commands() -> None:
    ids = {each.id for each in COMMANDS}
    named = {
        id for file in ROOT.rglob("*.py") for id in re.findall("«([a-z_.]+)»", file.read_text(encoding="utf-8"))
    } - {"command.id"}
    assert "reader.next_coding" in named
    assert named <= ids


@pytest.mark.parametrize(
    ("said", "key"),
    [("?", "question_mark"), ("esc", "escape"), ("Ctrl+R", "ctrl+r"), ("F5", "f5"), ("x", "x"), ("X", "X"),
     ("shift+x", "X"), ("space", "space"), ("PgDn", "pagedown"), ("+", "plus"), ("ctrl++", "ctrl+plus"),
     ("\\", "backslash"), ("Enter", "enter"), ("é", "é"), ("shift+down", "shift+down")],
)  # fmt: skip
def test_keys_are_written_as_people_write_them(said: str, key: str) -> None:
    assert key_named(said) == key


@pytest.mark.parametrize(
    ("said", "why"), [("foo", "is no key"), ("crtl+x", "only ctrl, shift and alt"), ("ctrl+i", "send it as tab"),
                      ("ctrl+m", "send it as enter"), ("ctrl+ctrl+x", "only ctrl")],
)  # fmt: skip
def test_what_is_no_key_is_refused_with_a_reason(said: str, why: str) -> None:
    with pytest.raises(KeyMapError, match=re.escape(why)):
        key_named(said)


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ({"code.pallet": ("c",)}, "There is no command ‘code.pallet’"),
        ({"coding.memo": ("x",)}, "‘x’ is used twice, in the transcript: by ‘Uncode’ (coding.remove) and ‘Memo…’"),
        ({"reader.down": ("ctrl+z",)}, "‘Undo’ (app.undo) would have no key there"),
        ({"reader.down": ("m",)}, "‘Memo…’ (coding.memo) would have no key there"),
        ({"app.leave": ()}, "‘Leave’ (app.leave) needs a key"),
        ({"code.recent": ("a", "b")}, "needs 9 keys, or none; 2 are given"),
    ],
)
def test_a_map_that_cannot_be_used_says_what_is_wrong(own: dict[str, tuple[str, ...]], why: str) -> None:
    with pytest.raises(KeyMapError, match=re.escape(why)):
        key_map(PLAIN, own)


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(KeyMapError) as caught:
        key_map(PLAIN, {"one": ("x",), "two": ("y",)})
    assert len(caught.value.problems) == 2
    assert "(and 1 more)" in str(caught.value)


def test_two_commands_may_change_places() -> None:
    found = key_map(PLAIN, {"coding.memo": ("r",), "coding.recode": ("m",)})
    assert found.shown(command("coding.memo")) == "r"
    assert found.named("«coding.recode» recodes, «nothing.known» stays") == "m recodes, «nothing.known» stays"


def test_a_binding_knows_its_command() -> None:
    assert command_id("code.recent.3") == "code.recent"
    assert command_id("reader.next_turn") == "reader.next_turn"
    assert key_map(PLAIN, {"code.recent": tuple("QWERTSDFG")}).for_textual["code.recent.3"] == "E"


# -- the file


def test_a_file_is_read_however_its_names_are_quoted(tmp_path: Path) -> None:
    file = tmp_path / NAME
    file.write_text('[keys]\n"code.palette" = "c Enter ;"\ncoding.memo = ["M"]\ncoding.key = ""\n', encoding="utf-8")
    assert read_keys(file) == {
        "code.palette": ("c", "enter", "semicolon"), "coding.memo": ("M",), "coding.key": (),
    }  # fmt: skip
    assert read_keys(tmp_path / "none.toml") == {}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('"code.palette" = "c"\n', "‘code.palette’ stands outside [keys]"),
        ("[keys]\ncode.palette = c\n", "is not written as it must be"),
        ('[keys]\n"code.palette" = 3\n', "needs its keys between quotation marks"),
        ('[keys]\n"code.palette" = "foo"\n', "code.palette: ‘foo’ is no key"),
        ("keys = 5\n", "below [keys] stand lines"),
        ("\x00\xff", "is not written as it must be"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / NAME
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(KeyMapError, match=re.escape(why)):
        read_keys(file)


@pytest.mark.parametrize("preset", PRESETS)
def test_the_file_that_is_written_changes_nothing_as_it_is_or_with_every_line_taken(
    tmp_path: Path, preset: str
) -> None:
    file = tmp_path / "deep" / NAME
    write_keys(file, key_map(preset))
    assert read_keys(file) == {}
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r'^# (?=")', "", text, flags=re.MULTILINE), encoding="utf-8")
    found = keys_of(preset, file)
    for each in COMMANDS:
        assert found.keys(each) == key_map(preset).keys(each), each.id


# -- in the app


async def test_vim_keys_move_select_and_undo(path: Path, tmp_path: Path) -> None:
    async with running(path, settings=by_vim(tmp_path)) as driver:
        await driver.select("They ring us")
        reader = driver.bench.reader
        start = reader.selection[0]
        reader.move_to(start)
        await driver.press("l", "l", "h", "j", "k")
        assert reader.cursor == start + 1
        await driver.press("v", "w", "w")
        assert reader.selected_text == "hey ring"
        await driver.press("c")
        await driver.type("early")
        await driver.press("enter")
        assert [code for code, _ in stored(path)] == ["Partnership/Early contact"]
        await driver.press("u")
        assert stored(path) == []
        await driver.press("ctrl+r")
        assert len(stored(path)) == 1
        await driver.press("escape", "H")
        assert "None of your codings" not in driver.said


async def test_footer_help_palette_and_messages_show_the_persons_keys(path: Path, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('[keys]\n"code.palette" = "Q"\n"reader.take_word" = ""\n', encoding="utf-8")
    async with running(path, settings=by_vim(tmp_path)) as driver:
        await driver.press("[")
        await driver.press("x")
        assert "] goes to the next coding" in driver.said
        await driver.press("m")
        await driver.select("They ring us")
        footer = driver.bench.query_one(FooterLine)
        shown = footer.render_lines(footer.region.reset_offset)[0].text
        assert "shift+q palette" in shown
        assert "c palette" not in shown
        await driver.press("c")
        assert not driver.bench.query(CodePalette)
        await driver.press("f1")
        assert isinstance(driver.app.screen, HelpScreen)
        page = str(driver.app.screen.query_one(".page", Static).content)
        assert re.search(r"● shift\+q +Apply a code", page)
        assert re.search(r"ctrl\+p +Select the word", page)
        await driver.press("escape")
        assert driver.app.screen is driver.bench
        await driver.press("Q")
        assert driver.bench.query(CodePalette)
        await driver.press("escape", "ctrl+p")
        await driver.type("recode")
        options = driver.app.screen.query_one("CommandList")
        assert any("r" in str(option.prompt) for option in options.options)  # type: ignore[attr-defined]


async def test_a_click_on_the_footer_does_what_the_persons_key_does(path: Path, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('[keys]\n"code.palette" = "Q"\n', encoding="utf-8")
    async with running(path) as driver:
        await driver.select("They ring us")
        footer = driver.bench.query_one(FooterLine)
        x = next(word.start for word in footer._words if word.command.id == "code.palette")
        await driver.pilot.click(footer, offset=(x, 0))
        assert driver.bench.query(CodePalette)


async def test_keys_that_cannot_be_used_leave_the_preset_and_say_so(path: Path, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('[keys]\n"coding.memo" = "x"\n', encoding="utf-8")
    async with running(path, settings=by_vim(tmp_path)) as driver:
        assert driver.app.key_map == key_map(VIM)
        (toast,) = driver.app._notifications
        assert toast.title == "Your own keys do not hold, the preset ‘vim’ does"
        await driver.press("f8")
        screen = driver.app.screen
        assert isinstance(screen, SettingsScreen)
        assert "‘x’ is used twice" in screen.facts.plain


async def test_settings_take_a_preset_make_the_file_and_read_it_again(path: Path, tmp_path: Path) -> None:
    async with running(path) as driver:
        await driver.press("f8", "ctrl+k", "down", "enter")
        assert driver.app.key_map.preset == VIM
        assert Settings.load(tmp_path / "settings.json").keys == VIM
        screen = driver.app.screen
        assert isinstance(screen, SettingsScreen)
        await driver.press("ctrl+o")
        file = tmp_path / NAME
        assert f"{file} has every command" in screen.status.said
        with file.open("a", encoding="utf-8") as more:
            more.write('"code.palette" = "Q"\n')
        await driver.press("ctrl+o")
        assert "1 command with keys of your own" in screen.status.said
        assert driver.app.key_map.shown(command("code.palette")) == "shift+q"
        await driver.press("f2")
        reader = driver.bench.query_one("#reader", TranscriptReader)
        reader.focus()
        at = reader.cursor
        await driver.press("l")
        assert reader.cursor == at + 1


def test_every_place_has_a_heading() -> None:
    assert {each.where for each in COMMANDS} <= set(WHERE)

"""What really goes to the terminal, byte by byte, while hostile words stand everywhere that people can write."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from studies import imported
from terminals import PATIENCE, Stream, Terminal, terminal
from textual.command import CommandPalette
from textual.screen import Screen
from workbenches import make_study

import coding_tui
from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.notes import memos
from codebook.paths import BadNameError
from codebook.project import create_project
from codebook.quoting import collected
from codebook.scheme import codes
from codebook.team import assignments
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.ask_query import AskQuery
from coding_tui.dialogs.build_query import BuildQuery
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.choose_several import ChooseSeveral
from coding_tui.dialogs.confirm import Confirm
from coding_tui.dialogs.memo_editor import MemoEditor
from coding_tui.dialogs.new_project import NewProject
from coding_tui.dialogs.pick_files import PickFiles
from coding_tui.dialogs.read_text import ReadText
from coding_tui.dialogs.review import Review
from coding_tui.dialogs.ruling_reason import RulingReason
from coding_tui.dialogs.section import ChooseSection
from coding_tui.dialogs.summary_editor import SummaryEditor
from coding_tui.dialogs.write_file import WriteFile
from coding_tui.registry.places import PLACES
from coding_tui.screens.agreement import AgreementScreen
from coding_tui.screens.auditing import AuditScreen
from coding_tui.screens.blank import BlankScreen
from coding_tui.screens.codes import CodesScreen
from coding_tui.screens.compare import CompareScreen
from coding_tui.screens.disagreements import DisagreementsScreen
from coding_tui.screens.framework import FrameworkScreen
from coding_tui.screens.help import HelpScreen
from coding_tui.screens.history import HistoryScreen
from coding_tui.screens.import_files import ImportScreen
from coding_tui.screens.incident import IncidentScreen
from coding_tui.screens.jump import JumpScreen
from coding_tui.screens.memos import MemosScreen
from coding_tui.screens.quotations import QuotationsScreen
from coding_tui.screens.readings import ReadingsScreen
from coding_tui.screens.replacing import ReplacedScreen, ReplacingScreen
from coding_tui.screens.retrieve import RetrieveScreen
from coding_tui.screens.ruling import RulingScreen
from coding_tui.screens.saturation import SaturationScreen
from coding_tui.screens.search import SearchScreen
from coding_tui.screens.settings import SettingsScreen
from coding_tui.screens.start import StartScreen
from coding_tui.screens.suggesting import SuggestionsScreen
from coding_tui.screens.together import TogetherScreen
from coding_tui.screens.trackers import TrackersScreen
from coding_tui.screens.triangulation import TriangulationScreen
from coding_tui.screens.workbench import WorkbenchScreen
from coding_tui.settings import Settings
from transcripts import coders, documents
from transcripts.adding import add_document
from transcripts.errors import Conflict
from transcripts.project import Project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")

HOSTILE = (
    # sequences that read or write the clipboard, titles, colours, links, files, keyboards
    "\x1b]52;c;eHg=\x07", "\x1b]52;c;?\x1b\\", "\x1b]0;title\x07", "\x1b]2;t\x9c", "\x1b]8;;http://x.y/\x1b\\go",
    "\x1b]10;?\x07", "\x1b]1337;File=inline=1:eA==\x07", "\x1b]777;notify;a;b\x07", "\x1b]9;4;1;50\x07",
    "\x1bP$qm\x1b\\", "\x1bP+q544e\x1b\\", "\x1bPq#0;2;0;0;0~\x1b\\", "\x1b_Gf=24;AAAA\x1b\\", "\x1b^pm\x1b\\",
    "\x1bXsos\x1b\\", "\x1b[2J", "\x1b[6n", "\x1b[c", "\x1b[21t", "\x1b[?1049l", "\x1b[31mred", "\x1b[4i", "\x1bc",
    "\x1b(0", "\x1b#8", "\x1b[1;1Hhome", "\x1b[200~paste",
    # the same in eight bits, and what is not text
    "\x9b2J", "\x9d52;c;eHg=\x9c", "\x90q\x9c", "\x9fa\x9c", "\x85\x84\x8d", "nul\x00nul",
    "\x07\x08\x08\x0b\x0c\x0e\x7f", "over\rwritten",
    # direction, width, markup
    "a\u202eb\u202cc", "\u2066x\u2069\u200f", "\u2028\u2029\ufeff\u00ad", "e" + "\u0301" * 60,
    "[/b] [red]x[/] [", "[@click=app.quit]go[/]", "$error {x} %s :smile:", "\U000e0041\U000e007f",
)  # fmt: skip

ALLOWED = re.compile(
    r"""\x1b(?:
      \[[\d;:]*m                                            # colours and styles
    | \[\d*(?:;\d*)?H | \[[0-3]?[JK] | \[\d*[ABCD]          # the cursor; what is erased
    | \[\?(?:7|25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2048)[hl]  # modes that the app takes and gives back
    | \[\?(?:2026|2048)\$p                                  # is this mode known?
    | \[>\d+u | \[<u                                        # the kitty keyboard
    | \]22;[a-z-]*(?:\x1b\\|\x07)                           # the shape of the pointer
    )""",
    re.VERBOSE,
)
NEVER = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")


def take(project: Project, number: int, words: str, document: str) -> None:
    """Put words wherever somebody can put words; a code's name that is refused is written in its rules."""
    with project.step(f"Step {words}", f"{number} {words}") as session:
        person = coders.ensure(session, f"{number} {words}")
        try:
            code = codes.add(session, f"{number} {words}")
        except (BadNameError, Conflict):
            code = codes.add(session, f"Code {number}")
        codings.apply(session, NewCoding(document, 0, 9 + number, code, person, memo=f"Memo {words}"))
        if number % 4 == 0:
            memos.add(session, f"Journal {words}", coder=person, topic=words)
            collected.add(session, document, 0, 9 + number, coder=person, code=code, section=words, note=words)


def hostile_project(path: Path) -> str:
    """Every hostile string in text, label, kind, group, area, speaker, coder, code, memo, section, step and title;
    the uid of the document that all codings are in."""
    everything = "".join(f"{words}: They said {words} and went on.\n" for words in HOSTILE)
    with create_project(path, title=f"Title {''.join(HOSTILE[::5])}", coder=HOSTILE[0]) as project:
        with project.step("Documents", "Ann") as session:
            uids = [
                add_document(
                    session, imported(everything if not number else f"P {words}: And {words} again.\n"),
                    label=f"{number} {words}", original=b"x", source_name=words, kind=words, group=words, area=words,
                )
                for number, words in enumerate(HOSTILE)
            ]  # fmt: skip
            for uid in uids[:3]:
                documents.add_case(session, uid, f"Case {HOSTILE[0]}")
        for number, words in enumerate(HOSTILE):
            with suppress(Conflict):
                take(project, number, words, uids[0])
        with project.step("Done", "Ann") as session:
            for number in (20, 24):
                person = coders.ensure(session, f"{number} {HOSTILE[number]}")
                assignments.set_state(session, uids[0], person, "done")
    return uids[0]


def hostile_files(folder: Path) -> dict[str, Path]:
    """A draft, a corrected transcript and a folder to import, full of them, and of names that hold some."""
    inside = folder / "in"
    inside.mkdir()
    named = [words for words in HOSTILE if "\0" not in words]
    wild = [words for words in HOSTILE if not re.search("[\x00-\x1f\x7f-\x9f]", words)]  # files with those are refused
    files = {"DRAFT": folder / "draft.md", "CORRECTED": folder / "corrected.txt", "FOLDER": inside}
    files["DRAFT"].write_text("\n\n".join(f"“{words} and nobody ever said {words}” ({words})." for words in wild))
    files["CORRECTED"].write_text("".join(f"{words}: They said {words} and went on.\n" for words in wild))
    for number, words in enumerate(named[::4]):
        said = wild[number % len(wild)]
        (inside / f"{words.replace('/', '-')}.txt").write_text(f"A {said}: Said {said}.\nB: And {number}.\n")
    return files


ESCAPE = "\x1b[27u"
"""The key as terminals say it that cannot be taken for the beginning of another one."""
FUNCTION = {
    "F1": "\x1bOP", "F2": "\x1bOQ", "F3": "\x1bOR", "F4": "\x1bOS", "F5": "\x1b[15~", "F6": "\x1b[17~",
    "F7": "\x1b[18~", "F8": "\x1b[19~", "F9": "\x1b[20~", "esc": ESCAPE, "enter": "\r", "tab": "\t", "clear": "\x15",
    **{f"ctrl+{letter}": chr(number) for number, letter in enumerate("abcdefghijklmnopqrstuvwxyz", 1)},
}  # fmt: skip

WALK = (
    # keys, and what says that they arrived: the screen that is in front, or words
    ("F1", HelpScreen), ("esc", WorkbenchScreen), ("ctrl+j", JumpScreen), ("esc", WorkbenchScreen),
    ("s", "i in vivo"), ("c", "ctrl+n"), ("Code", "Code 0"), ("enter", "Applied"),
    ("h", ReadText), ("esc", WorkbenchScreen), ("m", MemoEditor), ("mine", "mine"), ("ctrl+s", WorkbenchScreen),
    ("/", "words in this document"), ("said", "said"), ("enter", ""), ("esc", ""),
    ("&", ReadingsScreen), ("esc", WorkbenchScreen), ("C", SuggestionsScreen), ("esc", WorkbenchScreen),
    ("F3", RetrieveScreen), ("Code*", "Code*"), ("enter", "excerpts"),
    ("b", BuildQuery), ("f", ChooseSeveral), ("esc", BuildQuery), ("esc", RetrieveScreen),
    ("ctrl+f", SearchScreen), ("said", "said"), ("enter", "They said"),
    ("F4", (CompareScreen, "r rows")), ("/", AskQuery), ("esc", CompareScreen),
    ("2", TriangulationScreen), ("3", IncidentScreen), ("4", SaturationScreen), ("5", TogetherScreen),
    ("6", FrameworkScreen), ("s", "Case"), ("e", SummaryEditor), ("esc", FrameworkScreen), ("7", TrackersScreen),
    ("F5", (AgreementScreen, "Code 13")), ("d", DisagreementsScreen), ("c", "They said"),
    ("enter", (RulingScreen, "6 neither")), ("1", RulingReason), ("esc", RulingScreen),
    ("F6", (QuotationsScreen, "e section")), ("e", ChooseSection), ("esc", QuotationsScreen), ("o", WriteFile),
    ("esc", QuotationsScreen), ("a", Ask), ("DRAFT", "draft.md"), ("enter", (AuditScreen, "nobody ever said")),
    ("ctrl+b", (CodesScreen, "t examples")), ("t", Review), ("esc", CodesScreen), ("ctrl+e", MemosScreen),
    ("F7", (HistoryScreen, "u undo")), ("u", Confirm), ("esc", HistoryScreen), ("F8", SettingsScreen),
    ("F2", WorkbenchScreen), ("\\", Choose), ("enter", WorkbenchScreen),
    ("ctrl+p", CommandPalette), ("Replace with", "See first"), ("enter", Ask), ("CORRECTED", "corrected.txt"),
    ("enter", (ReplacingScreen, "r replace")), ("r", Confirm), ("tab", ""), ("enter", (WorkbenchScreen, "went on")),
    ("ctrl+p", CommandPalette), ("What the last", "The report of"), ("enter", ReplacedScreen), ("esc", WorkbenchScreen),
    ("ctrl+o", PickFiles), ("clear", ""), ("FOLDER", "/in"), ("ctrl+s", (ImportScreen, "Said")),
    ("esc", WorkbenchScreen), ("F9", BlankScreen), ("x", WorkbenchScreen), ("ctrl+z", ""),
    ("ctrl+p", CommandPalette), ("start page", "Close this project"), ("enter", StartScreen), ("n", NewProject),
    ("esc", StartScreen),
)  # fmt: skip


@dataclass
class Walker:
    """Goes through all screens, noting what is shown; `noted` is the file with the names of screens."""

    there: Terminal
    noted: Path
    paths: Mapping[str, Path]
    shown: str = ""

    def walk(self) -> str:
        """Everything that was shown on the way."""
        for keys, arrived in WALK:
            before = len(self.shown)
            self.there.press(str(self.paths[keys]) if keys in self.paths else FUNCTION.get(keys, keys))
            for each in arrived if isinstance(arrived, tuple) else (arrived,):
                self.wait_for(each, before)
        return self.shown

    def wait_for(self, arrived: type[Screen[Any]] | str, before: int) -> None:
        """Wait until a screen is in front, or words were shown after the first `before` characters."""
        ends = time.monotonic() + PATIENCE
        while not self.has_come(arrived, before):
            self.there.listen(0.02)
            self.shown += self.there.taken()
            assert time.monotonic() < ends, f"{arrived} did not come, but: {self.shown[before:][-2000:]!r}"
        self.shown += self.there.until_quiet(0.05)

    def has_come(self, arrived: type[Screen[Any]] | str, before: int) -> bool:
        if isinstance(arrived, str):
            return arrived in self.shown[before:]
        return self.noted.exists() and self.noted.read_text().split()[-1:] == [arrived.__name__]


def screens() -> set[str]:
    """The names of all screens and dialogs: what nothing else is built on, and what one can go to."""
    found: set[type[Screen[Any]]] = set()
    for module in pkgutil.walk_packages(coding_tui.__path__, "coding_tui."):
        if module.name.startswith(("coding_tui.screens", "coding_tui.dialogs")):
            classes = vars(importlib.import_module(module.name)).values()
            found |= {each for each in classes if isinstance(each, type) and issubclass(each, Screen)}
    ours = {each for each in found if each.__module__.startswith("coding_tui.")}
    bases = {base for each in ours for base in each.__mro__[1:]}
    return {each.__name__ for each in ours - bases} | {each.where.partition(":")[2] for each in PLACES}


def test_a_terminal_is_given_nothing_but_what_the_app_itself_says_on_any_screen(tmp_path: Path) -> None:
    path, noted = tmp_path / "[b]$x\u202e.qdb", tmp_path / "screens"
    document = hostile_project(path)
    settings = Settings(tmp_path / "coding-tui" / "settings.json")
    settings.remember_project(path)
    settings.remember_place(path, document, 0)
    with terminal(tmp_path, "open", path, "--as", "[/b] \x1b[31m", columns=150, rows=50, noting=noted) as there:
        there.until("They said")
        shown = Walker(there, noted, hostile_files(tmp_path)).walk()
        there.press("\x11")
        assert there.ended() == 0
        shown += there.stream.text
    assert screens() - set(noted.read_text().split()) == set()
    lines = re.sub("\r\n", "", "".join(there.stream.controls))  # a whole screen is written line by line
    assert not re.search("[\r\n]", lines)
    refused = {control for control in there.stream.controls if not ALLOWED.fullmatch(control)} - {"\r", "\n"}
    assert refused == set()
    assert NEVER.findall(shown) == []
    for told in ("␛]52;c;eHg=␇", "[@click=app.quit]go[/]", "⸗", "�2J", "nul␀nul", "over␍written"):
        assert told in shown


def test_without_colours_none_is_sent_and_what_is_selected_is_seen(tmp_path: Path) -> None:
    """As NO_COLOR asks (https://no-color.org); the cursor, selections and what matters less differ in other ways."""
    path = make_study(tmp_path / "study.qdb")
    with terminal(tmp_path, "open", path, "--as", "Ann", NO_COLOR="1") as there:
        there.until("We speak to the police")
        there.until("CPS 43")
        there.press("s")
        there.until("i in vivo")
        there.press("\x11")
        assert there.ended() == 0
        styles = {style for style in there.stream.controls if style.endswith("m") and style.startswith("\x1b[")}
    numbers = {number for style in styles for number in style[2:-1].split(";")}
    assert numbers <= {"", "0", "1", "2", "4", "7", "39", "49"}
    assert {"1", "2", "7"} <= numbers


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_the_reader_of_streams_sees_what_is_hostile(number: int) -> None:
    """The proof above is worth what its reader is: each string, let through as it is, would have been found."""
    stream = Stream()
    stream.feed(f"{HOSTILE[number]}\x1b\\ ")
    found = [control for control in stream.controls if not ALLOWED.fullmatch(control) and control != "\x1b\\"]
    harmless = "\x1b" not in HOSTILE[number] and not NEVER.search(HOSTILE[number])
    known = {"\x1b[2J", "\x1b[?1049l", "\x1b[31m", "\x1b[1;1H"}
    assert found or harmless or NEVER.search(stream.text) or known & set(stream.controls)

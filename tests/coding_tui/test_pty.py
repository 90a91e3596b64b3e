"""What really goes to the terminal, byte by byte, while hostile words stand everywhere that people can write."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from studies import imported
from terminals import Stream, Terminal, terminal

from codebook import codes, codings, collected, memos
from codebook.codings import NewCoding
from codebook.paths import BadNameError
from codebook.project import create_project
from coding_tui.settings import Settings
from transcripts import coders, documents
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
                documents.add_document(
                    session, imported(everything if not number else f"P {words}: And {words} again.\n"),
                    label=f"{number} {words}", original=b"x", source_name=words, kind=words, group=words, area=words,
                )
                for number, words in enumerate(HOSTILE)
            ]  # fmt: skip
        for number, words in enumerate(HOSTILE):
            with suppress(Conflict):
                take(project, number, words, uids[0])
    return uids[0]


ESCAPE = "\x1b[27u"
"""The key as terminals say it that cannot be taken for the beginning of another one."""

WALK = (
    # keys, and words that say that they arrived
    ("\x1bOP", "Find anything this program"), ("\x1b", "ctrl+p commands"), ("s", ""), ("c", "ctrl+n"),
    ("Code", "Code 0"), ("\r", "Applied"), ("h", "esc leave"), ("\x1b", ""), ("m", "ctrl+s keep"), ("mine", ""),
    ("\x13", "kept"), ("/", "words in this document"), ("said", ""), ("\r", ""), ("\x1b", ""),
    ("\x10", "ommands"), ("memo", ""), ("\x1b", ""), ("\x1bOR", "Retrieve"), ("Code*", ""), ("\r", ""),
    ("\x06", "NEAR/5"), ("said", ""), ("\r", "They said"), ("\x1b[15~", "Agreement"),
    ("\x1b[17~", "Quotations"), ("b", "esc leave"), ("\x1b", ""), ("\x05", "Memos"), ("\x1b[18~", "History"),
    ("\r", ""),
    ("\x1b[19~", "Settings"), ("\x1bOQ", "Codebook"), ("\\", "esc leave"), ("\r", ""), ("\x0f", "goes into a folder"),
    ("\x1b", "They said"), ("\x1b[20~", "Paused"), ("x", "Codebook"), ("\x1a", "Undid"),
    ("\x10", "ommands"), ("start page", ""), ("\r", "New project"),
)  # fmt: skip


def walk(there: Terminal) -> str:
    """Everything that is shown on a walk through all screens."""
    shown = there.until_quiet()
    for keys, arrived in WALK:
        keys = ESCAPE if keys == "\x1b" else keys
        there.press(keys)
        shown += there.until(arrived) + there.until_quiet(0.07)
    return shown


def test_a_terminal_is_given_nothing_but_what_the_app_itself_says(tmp_path: Path) -> None:
    path = tmp_path / "[b]$x\u202e.qdb"
    document = hostile_project(path)
    settings = Settings(tmp_path / "coding-tui" / "settings.json")
    settings.remember_project(path)
    settings.remember_place(path, document, 0)
    with terminal(tmp_path, "open", path, "--as", "[/b] \x1b[31m", columns=150, rows=50) as there:
        there.until("They said")
        shown = walk(there)
        there.press("\x11")
        assert there.ended() == 0
        shown += there.stream.text
    lines = re.sub("\r\n", "", "".join(there.stream.controls))  # a whole screen is written line by line
    assert not re.search("[\r\n]", lines)
    refused = {control for control in there.stream.controls if not ALLOWED.fullmatch(control)} - {"\r", "\n"}
    assert refused == set()
    assert NEVER.findall(shown) == []
    for told in ("␛]52;c;eHg=␇", "[@click=app.quit]go[/]", "⸗", "�2J", "nul␀nul", "over␍written"):
        assert told in shown


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_the_reader_of_streams_sees_what_is_hostile(number: int) -> None:
    """The proof above is worth what its reader is: each string, let through as it is, would have been found."""
    stream = Stream()
    stream.feed(f"{HOSTILE[number]}\x1b\\ ")
    found = [control for control in stream.controls if not ALLOWED.fullmatch(control) and control != "\x1b\\"]
    harmless = "\x1b" not in HOSTILE[number] and not NEVER.search(HOSTILE[number])
    known = {"\x1b[2J", "\x1b[?1049l", "\x1b[31m", "\x1b[1;1H"}
    assert found or harmless or NEVER.search(stream.text) or known & set(stream.controls)

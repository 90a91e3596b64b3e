"""Eight minutes of coding, done by a script: it drives the real program in tmux on the worked study.

    python docs/worked-session/drive.py                  eight minutes, to watch: tmux -L session attach
    python docs/worked-session/drive.py --pace 0 --write  as fast as it goes; writes docs/worked-session.md

Each step presses keys, waits until the screen says what it must say, and fails when it does not. Needs tmux.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SERVER = "session"
COLUMNS, ROWS = 120, 40
PATIENCE = 60.0
MINUTES = 8.0
CALLED = {"C-Left": "ctrl+←", "C-s": "ctrl+s", "C-z": "ctrl+z", "C-j": "ctrl+j", "C-q": "ctrl+q", "Escape": "esc",
          "Enter": "enter"}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """Keys as tmux calls them (text after `=` is typed, words after `?` are waited for), what the screen must say then,
    and what it is about.
    """

    told: str
    keys: tuple[str, ...]
    says: str
    shown: bool = False


STEPS = (
    Step("The program opens where one left; here, at the first document.", (), "turn 1 of", True),
    Step("`g` goes anywhere that has a name: a turn, a time, a line, a document.",
         ("g", "?esc leave", "=CPS 7", "Enter"), "▸ CPS 7"),
    Step("`a` goes to the next answer, passing over the interviewer; `s` takes its first sentence.", ("a", "s"),
         "let go"),
    Step("`c` opens the palette at the selection; a few letters find the code by its name, path, rules or cues.",
         ("c", "?ctrl+n new code", "=police and"), "Police and CPS", True),
    Step("`enter` applies it. The status line says what happened and how to undo it.", ("Enter",),
         "Applied ‘Police and CPS’"),
    Step("`u` goes to the next stretch that is not coded yet; `t` takes the whole turn; `1` gives it the recent code.",
         ("u", "t", "1"), "Applied ‘Police and CPS’"),
    Step("That was too much: `e` picks the nearer edge up, `ctrl+←` moves it by words, `enter` puts it down.",
         ("e", "C-Left", "C-Left", "C-Left", "Enter"), "characters now"),
    Step("`*` marks a key passage, `?` says how sure one is.", ("*", "?"), "low"),
    Step("`m` writes a memo about the coding.", ("m", "?ctrl+s keep", "=Says what it is for.", "C-s"), "kept"),
    Step("A theme that asks who holds a belief asks it in one line above the status.",
         ("u", "s", "c", "?ctrl+n new code", "=false", "?False", "Enter"), "who holds it?", True),
    Step("One letter answers: the speaker reports it and does not hold it.", ("r",), "reports"),
    Step("`.` gives the last code again, elsewhere.", ("u", "s", "."), "Applied"),
    Step("It stood there by mistake: `Esc` lets the stance wait, `x` takes the coding off …", ("Escape", "x"), "Took"),
    Step("… and `ctrl+z` brings it back: the status line names what it would undo.", ("C-z",), "Undid"),
    Step("`/` finds words in the document and marks every place; `n` goes on.", ("/", "?words in this", "=police",
         "Enter", "?n next", "n"), "Place 2", True),
    Step("The rules of the code in sight are docked at the right; `l` goes to the use of it that tells most.",
         ("{", "l"), "goes back", True),
    Step("`b` comes back from there.", ("b",), "Back where you were"),
    Step("`f` flags a passage as distressing: it folds for everybody.", ("a", "s", "f"), "folded for all", True),
    Step("`ctrl+j` puts a letter on each pane.", ("C-j",), "goes to its pane", True),
    Step("Its key goes there: the codebook, where typing filters.", ("d", "=delay"), "‹delay›"),
    Step("`Esc` clears the filter; back in the transcript, `d` says that one is done with the document.",
         ("Escape", "C-j", "?goes to its pane", "s", "Escape", "d"), "is done"),
    Step("`)` goes to the next document that is assigned and not done, or says why it is another one.",
         (")",), "this one is not assigned to you"),
    Step("`F7` lists every step, whoever made it; `u` there would undo back to one.", ("F7",), "undo to here", True),
    Step("`F9` blanks the screen for a pause; any key goes on.", ("F9",), "Paused"),
    Step("`ctrl+q` leaves. Everything was saved already.", ("x", "F2", "C-q"), ""),
)  # fmt: skip


class Session:
    """The program in a tmux of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def tmux(self, *arguments: str) -> str:
        """One command of tmux; what it prints."""
        done = subprocess.run(["tmux", "-L", SERVER, "-f", "/dev/null", *arguments], capture_output=True, text=True)
        return done.stdout

    def start(self, project: Path) -> None:
        """Open a project in a new window."""
        program = f"{shlex.quote(sys.executable)} -m coding_tui open {project.name} --as Dana"
        home = shlex.quote(str(self.folder))
        run = f"cd {home}; XDG_CONFIG_HOME={home} TERM=xterm-256color {program}"
        self.tmux("new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS), run)

    def press(self, key: str) -> None:
        """Send one key, or type words."""
        if key.startswith("="):
            self.tmux("send-keys", "-l", key[1:])
        else:
            self.tmux("send-keys", key)

    def screen(self) -> str:
        """What is on the screen."""
        return self.tmux("capture-pane", "-p")

    def settled(self, words: str) -> str:
        """The screen once it says some words and changes no more."""
        ends, before = time.monotonic() + PATIENCE, ""
        while (now := self.screen()) != before or words not in now:
            if time.monotonic() > ends:
                raise SystemExit(f"‘{words}’ did not come:\n{now}")
            before = now
            time.sleep(0.3)
        return now


def walked(pace: float) -> Iterator[tuple[Step, str]]:
    """Each step with the screen it came to."""
    with tempfile.TemporaryDirectory() as made:
        folder, project = Path(made), Path(made) / "study.qdb"
        subprocess.run([sys.executable, "-m", "coding_tui", "demo", str(project), "--no-open"], check=True,
                       capture_output=True, env={**os.environ, "XDG_CONFIG_HOME": made})  # fmt: skip
        session = Session(folder)
        session.start(project)
        try:
            for step in STEPS:
                for key in step.keys:
                    if len(key) > 1 and key.startswith("?"):
                        session.settled(key[1:])
                    else:
                        session.press(key)
                        time.sleep(1.0 if key == "Escape" else 0.1)  # what follows an escape at once is taken for alt
                yield step, session.settled(step.says)
                time.sleep(pace * 60 * MINUTES / len(STEPS))
        finally:
            session.tmux("kill-server")


def page(found: list[tuple[Step, str]]) -> str:
    """docs/worked-session.md."""
    lines = ["# Eight minutes of coding", "",
             "Made by `python docs/worked-session/drive.py --pace 0 --write`, which drives the real program in tmux on",
             f"the [worked study](demo.md), {COLUMNS} × {ROWS}, and stops where a screen does not say what it must.",
             "Without the flags it takes eight minutes and can be watched: `tmux -L session attach`.", ""]  # fmt: skip
    for number, (step, screen) in enumerate(found):
        seconds = round(number * 60 * MINUTES / len(found))
        pressed = [key for key in step.keys if len(key) == 1 or not key.startswith("?")]
        keys = " ".join(CALLED.get(key, key.removeprefix("=") or key) for key in pressed)
        lines += [f"**{seconds // 60}:{seconds % 60:02d}** {step.told}", ""]
        if keys:
            lines += [f"Keys: `{keys}`", ""]
        if step.shown:
            lines += ["```text", *(line.rstrip() for line in screen.rstrip().splitlines()), "```", ""]
        elif said := re.sub(r"\s{3,}", "   ", _status(screen)):
            lines += [f"> {said}", ""]
    return "\n".join(lines)


def _status(screen: str) -> str:
    rows = [row for row in screen.splitlines() if row.strip()]
    return rows[-2].strip() if len(rows) > 2 else ""


def main() -> None:
    """Drive the session; with --write, make the page anew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pace", type=float, default=1.0, help="1 takes eight minutes, 0 no time at all")
    parser.add_argument("--write", action="store_true", help="write docs/worked-session.md")
    wanted = parser.parse_args()
    found = []
    for step, screen in walked(wanted.pace):
        print(f"{len(found) + 1:>2} of {len(STEPS)}  {step.told}", flush=True)
        found.append((step, screen))
    if wanted.write:
        HERE.with_name("worked-session.md").write_text(page(found) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""The commands that README and docs show with what they print: found, run again, compared, written anew.

In a ```console block a line that begins with `$ ` is a command and the lines after it are what it prints. A line `…`
stands for lines left out, a `…` inside a line for any text; times and identifiers may be any. Every page runs in a
folder of its own, in which the worked study was built with `make demo` and `docs` is the repository's.

`python tests/shown_commands.py` writes the outputs anew when the program says something else; read the difference then.
"""

from __future__ import annotations

import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from itertools import groupby, takewhile
from pathlib import Path

from cli_calls import Stream

from coding_tui.cli.program import run

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "CONTRIBUTING.md", *sorted(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")))
DEMO = Path("demo/worked-study.qdb")
LEFT_OUT = "…"
PROGRAM = "coding-tui "
_BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_VARIES = re.compile(r"20\d\d-\d\d-\d\d[ T]\d\d:\d\d[\d:+]*|\b[0-9a-f]{32}\b")


@dataclass(frozen=True, slots=True)
class Shown:
    """A command on a page, and the lines that the page shows below it."""

    page: str
    command: str
    output: tuple[str, ...]

    @property
    def arguments(self) -> list[str]:
        """What the program is given."""
        return shlex.split(self.command.removeprefix(PROGRAM))

    def is_what(self, printed: list[str]) -> bool:
        """Whether the page shows what was printed, times and identifiers aside."""
        pattern = "".join(
            r"(?:.*\n)*?" if line == LEFT_OUT else ".*".join(map(re.escape, _steady(line).split(LEFT_OUT))) + r"\n"
            for line in self.output
        )
        return re.fullmatch(pattern, "".join(f"{_steady(line)}\n" for line in printed)) is not None

    def shortened(self, printed: list[str]) -> list[str]:
        """What was printed, cut as the page cuts it: as many lines before the first `…` and after the last, and of
        those between the ones that begin most alike."""
        parts = [list(part) for cut, part in groupby(self.output, key=LEFT_OUT.__eq__) if not cut]
        if LEFT_OUT not in self.output:
            return printed
        first = 0 if self.output[0] == LEFT_OUT else len(parts[0])
        tail = 0 if self.output[-1] == LEFT_OUT else len(parts[-1])
        if len(printed) <= first + tail:
            return printed
        between = parts[1 if first else 0 : -1 if tail else None]
        kept = [line for part in between for line in [LEFT_OUT, *(_likest(line, printed) for line in part)]]
        return [*printed[:first], *kept, LEFT_OUT, *printed[len(printed) - tail :]]


def blocks(text: str, kind: str) -> Iterator[str]:
    """The bodies of a page's fenced blocks of a kind."""
    return (block["body"] for block in _BLOCK.finditer(text) if block["kind"] == kind)


def shown(page: str) -> list[Shown]:
    """The commands of this program that a page shows with their output."""
    found = []
    for body in blocks((ROOT / page).read_text("utf-8"), "console"):
        for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
            command, *output = part.splitlines()
            if command.startswith(PROGRAM):
                found.append(Shown(page, command, tuple(_trimmed(output))))
    return found


def printed(arguments: list[str]) -> list[str]:
    """What a person sees on the terminal, without bars of progress."""
    stream = Stream(terminal=False)
    with redirect_stdout(stream), redirect_stderr(stream):
        run(arguments)
    return _trimmed(stream.written().splitlines())


def build_study(folder: Path) -> Path:
    """The worked study as `make demo` leaves it, in `folder`."""
    with chdir(folder):
        printed(["demo", str(DEMO), "--no-open"])
    return folder


def stage(study: Path, folder: Path) -> Path:
    """A folder to run one page's commands in: a copy of the study's project, links to what is only read."""
    (folder / "demo").mkdir(parents=True)
    shutil.copy(study / DEMO, folder / DEMO)
    files = "demo/worked-study-files"
    (folder / files).symlink_to(study / files)
    (folder / "docs").symlink_to(ROOT / "docs")
    return folder


def differences(page: str, folder: Path) -> list[tuple[Shown, list[str]]]:
    """The commands of a page that print something else than it shows, with what they print."""
    with chdir(folder):
        return [(each, said) for each in shown(page) if not each.is_what(said := printed(each.arguments))]


def rewrite(page: str, found: list[tuple[Shown, list[str]]]) -> None:
    """Put what was printed in the place of what the page shows."""
    path = ROOT / page
    text = path.read_text("utf-8")
    for each, said in found:
        old = "\n".join([f"$ {each.command}", *each.output])
        text = text.replace(old, "\n".join([f"$ {each.command}", *each.shortened(said)]), 1)
    path.write_text(text, "utf-8")


def _steady(line: str) -> str:
    return _VARIES.sub("·", line)


def _likest(line: str, printed: list[str]) -> str:
    def alike(other: str) -> int:
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(line, other, strict=False)))

    return max(printed, key=alike)


def _trimmed(lines: list[str]) -> list[str]:
    lines = [line.rstrip() for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return lines


def main() -> None:
    """Write every page anew."""
    with tempfile.TemporaryDirectory() as place:
        study = build_study(Path(place))
        for page in PAGES:
            if (ROOT / page).exists() and shown(page):
                found = differences(page, stage(study, Path(place) / page.replace("/", "-")))
                rewrite(page, found)
                print(f"{page}: {len(found)} of {len(shown(page))} written anew")


if __name__ == "__main__":
    main()

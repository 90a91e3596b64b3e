"""How much memory long texts take that wait to be brought in: many of them against few.

    python -m benchmarks.import_waiting [--few 10] [--many 80] [--megabytes 5]

Each figure is of a program of its own, at its largest: opened, after reading, after bringing in; and of another that
brings in what it has read while it reads on, as the command line does.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

_WORDS = re.findall(
    r"\w+", "we then the police case file which and of waiting disclosure early advice team meeting week so us"
)
_PROGRAM = """
import resource, sys
from pathlib import Path
from codebook.project import create_project
from transcripts.intake import ImportSession

def say():
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)

with create_project(Path(sys.argv[2]), coder="Ann") as project, ImportSession(project, [Path(sys.argv[1])]) as session:
    say()
    session.read()
    say()
    session.commit("Ann")
    say()
"""
_STRAIGHT = """
import resource, sys
from pathlib import Path
from codebook.project import create_project
from transcripts.intake import import_files

with create_project(Path(sys.argv[2]), coder="Ann") as project:
    import_files(project, [Path(sys.argv[1])], coder="Ann")
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def talk(megabytes: float) -> str:
    """An interview of so many MB."""
    draw = random.Random(7)
    turns, size = [], 0
    while size < megabytes * 2**20:
        asked, answered = (" ".join(draw.choices(_WORDS, k=count)) for count in (12, 120))
        turns.append(f"Interviewer: {asked}?\nCPS 1: {answered}.\n")
        size += len(turns[-1])
    return "".join(turns)


def measured(files: int, megabytes: float) -> list[int]:
    """MB of memory: opened, after reading, after bringing in; brought in while reading."""
    with tempfile.TemporaryDirectory() as place:
        folder, text = Path(place) / "files", talk(megabytes)
        folder.mkdir()
        for number in range(files):
            (folder / f"CPS {number}.txt").write_text(f"Interview {number}\n{text}", encoding="utf-8")
        said = ""
        for number, program in enumerate((_PROGRAM, _STRAIGHT)):
            command = [sys.executable, "-c", program, str(folder), f"{place}/{number}.qdb"]
            said += subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return list(map(int, said.split()))


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--few", type=int, default=10)
    options.add_argument("--many", type=int, default=80)
    options.add_argument("--megabytes", type=float, default=5, help="of text in each file")
    asked = options.parse_args()
    few, many = measured(asked.few, asked.megabytes), measured(asked.many, asked.megabytes)
    for files, (opened, read, brought_in, straight) in ((asked.few, few), (asked.many, many)):
        print(
            f"{files} files of {asked.megabytes:g} MB: {opened} MB, {read} MB when read, {brought_in} MB when in; "
            f"{straight} MB as the command line does it"
        )
    read, brought_in, straight = (most / least for most, least in zip(many[1:], few[1:], strict=True))
    print(
        f"ratio {read:.2f} when read, {brought_in:.2f} when in, {straight:.2f} as the command line does it, "
        f"for {asked.many / asked.few:g} × the files"
    )


if __name__ == "__main__":
    main()

"""Importing 146 Word transcripts into a project, against the raw parts of the same work, in one run.

    python -m benchmarks.importing [--words 9000] [--times 10]

The raw parts: unpacking the text of every file; the walk over its paragraphs by which QualCoder takes it out; reading
it with python-docx as a script of five lines does; storing the plain texts as QualCoder does (one row a text, one
commit that waits for the disk; no turns, index or journal). Then the same import of so many `--times` the files.
Ratios, unlike times, may be compared between machines: `QUALCODER` is what QualCoder took for 146 files of 9,000 words
where python-docx took `PYTHON_DOCX` a file; what that is here follows from what python-docx takes here.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import docx
import sqlcipher3.dbapi2 as sqlcipher
from lxml import etree

DOCUMENTS = 146
QUALCODER = 1.46
"""Seconds; measured with QualCoder 4.0-beta, window and all, on a machine where the next line held."""
PYTHON_DOCX = 0.0268
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORDS = re.findall(
    r"\w+", "we then the police case file which and of waiting disclosure early advice team meeting week so us"
)
_IMPORT = """
import os, resource, sys, time
from pathlib import Path
from codebook.project import create_project
from transcripts.intake import import_files
beside = 0

def at_most(pid):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)

def look(done, total, name):
    global beside
    if done == total and sys.platform == "linux":
        mine = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        beside = sum(map(at_most, mine))

with create_project(Path(sys.argv[2]), coder="Ann") as project:
    begin, used = time.perf_counter(), time.process_time()
    report = import_files(project, [Path(sys.argv[1])], coder="Ann", progress=look)
    turns = sum(each.summary.turns for each in report.imported)
    print(time.perf_counter() - begin, time.process_time() - used, turns)
"""


def transcript(words: int, seed: int) -> bytes:
    """A .docx as Word writes it, styles and all: labels in bold runs, a paragraph a turn."""
    draw = random.Random(seed)
    paragraphs, written = [f"<w:p><w:r><w:t>Interview {seed}</w:t></w:r></w:p>"], 0
    while written < words:
        for label, most in (("Interviewer:", 25), (f"CPS {seed}:", 140)):
            said = " ".join(draw.choices(_WORDS, k=draw.randint(5, most)))
            paragraphs.append(
                f'<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{label} </w:t></w:r>'
                f"<w:r><w:t>{said}.</w:t></w:r></w:p>"
            )
            written += said.count(" ") + 1
    return with_more(empty(), "".join(paragraphs))


@cache
def empty() -> bytes:
    """A .docx without words."""
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def made(folder: Path, documents: int, words: int, times: int) -> None:
    """Fill a folder with transcripts; copies end with words of their own, so that no two say the same or as much."""
    folder.mkdir()
    for seed in range(1, documents + 1):
        first = transcript(words, seed)
        for copy in range(times):
            ending = "End of copy." + " So." * copy
            data = first if copy == 0 else with_more(first, f"<w:p><w:r><w:t>{ending}</w:t></w:r></w:p>")
            (folder / f"CPS {seed} {copy}.docx").write_bytes(data)


def with_more(data: bytes, paragraphs: str) -> bytes:
    """A .docx with more paragraphs, given as XML, at its end."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = part.replace(b"<w:sectPr", paragraphs.encode() + b"<w:sectPr", 1)
            target.writestr(name, part)
    return out.getvalue()


class Import(NamedTuple):
    """What an import took: seconds on the clock, of processors here and in what reads for it; memory in MB."""

    seconds: float
    own: float
    reading: float
    memory: int
    turns: int


def imported(folder: Path, times: int = 3) -> Import:
    """An import in a program of its own, the quickest of several.

    The memory is that of the program at its largest, and of the reading processes at theirs (told by Linux alone).
    """
    found = []
    for _ in range(times):
        with tempfile.TemporaryDirectory() as place:
            command = [sys.executable, "-c", _IMPORT + _USED, str(folder), f"{place}/p.qdb"]
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        wall, own, turns, reading, memory = said
        found.append(Import(float(wall), float(own), float(reading), int(memory), int(turns)))
    return min(found)


_USED = """
own, child = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(child.ru_utime + child.ru_stime, (own.ru_maxrss + beside) // 1024)
"""


def bare(data: bytes) -> str:
    """What a script of five lines does: python-docx, paragraphs, text."""
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def walked(data: bytes) -> str:
    """Every paragraph's words by a walk over the parsed part, nothing else looked at."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        root = etree.fromstring(container.read("word/document.xml"))
    return "\n".join("".join(part.text or "" for part in paragraph.iter(f"{_W}t")) for paragraph in root.iter(f"{_W}p"))


def unpacked(data: bytes) -> int:
    """The least any reader must do: unpack the part that holds the text."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return len(container.read("word/document.xml"))


def stored(texts: list[str]) -> None:
    """Texts in a table, with one commit that waits for the disk."""
    with tempfile.TemporaryDirectory() as place:
        connection = sqlcipher.connect(f"{place}/q.qda", isolation_level=None)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT, fulltext TEXT)")
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO source (name, fulltext) VALUES (?, ?)", [("a", text) for text in texts])
        connection.execute("COMMIT")
        connection.close()


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Wall time of some work, the best of several."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return min(taken)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--words", type=int, default=9000, help="words in each document")
    options.add_argument("--times", type=int, default=10, help="how much larger the larger corpus is")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        small, large = Path(place) / "small", Path(place) / "large"
        made(small, DOCUMENTS, asked.words, 1)
        made(large, DOCUMENTS, asked.words, asked.times)
        files = [path.read_bytes() for path in sorted(small.iterdir())]
        report(files, imported(small), imported(large, 1), asked.words, asked.times)


def report(files: list[bytes], once: Import, more: Import, words: int, times: int) -> None:
    """Print times, ratios and memory."""
    texts = [bare(data) for data in files]
    storing = seconds(lambda: stored(texts))
    raw = seconds(lambda: [unpacked(data) for data in files]) + storing
    walk = seconds(lambda: [walked(data) for data in files]) + storing
    script = seconds(lambda: [bare(data) for data in files]) + storing
    here = QUALCODER * (script - storing) / (PYTHON_DOCX * len(files)) * len(files) / DOCUMENTS * words / 9000
    print(
        f"{len(files)} .docx of {words:,} words, {once.turns:,} turns with index and journal: {once.seconds:.2f} s, "
        f"{once.memory} MB; of processors {once.own:.2f} s and {once.reading:.2f} s in what reads"
    )
    print(f"unpacking and storing the plain texts: {raw:.2f} s; ratio {once.seconds / raw:.1f}")
    print(f"plain text by a walk over paragraphs, stored: {walk:.2f} s; ratio {once.seconds / walk:.1f}")
    print(f"python-docx's plain text, stored: {script:.2f} s; ratio {once.seconds / script:.2f}")
    print(f"QualCoder's {QUALCODER} s, were it here: {here:.2f} s; ratio {once.seconds / here:.2f}")
    work = (more.own + more.reading) / (once.own + once.reading)
    print(
        f"{times} × the files: {more.seconds:.1f} s, {more.memory} MB; ratio {more.seconds / once.seconds:.1f}, "
        f"of processors {work:.1f}"
    )


if __name__ == "__main__":
    main()

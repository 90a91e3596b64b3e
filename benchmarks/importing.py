"""Reading 146 Word transcripts into text, turns and roles, against python-docx's bare paragraph text, in one run.

    python -m benchmarks.importing [--words 9000]

Prints the time of each and their ratio; the ratio, unlike the times, may be compared between machines.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import time
import zipfile
from collections.abc import Callable

import docx

from transcripts.importing import read_bytes

DOCUMENTS = 146
_WORDS = re.findall(
    r"\w+", "we then the police case file which and of waiting disclosure early advice team meeting week so us"
)


def transcript(words: int, seed: int) -> bytes:
    """A .docx as Word writes it, styles and all: labels in bold runs, a paragraph a turn."""
    draw = random.Random(seed)
    document = docx.Document()
    document.add_paragraph(f"Interview {seed}")
    written = 0
    while written < words:
        for label, most in (("Interviewer: ", 25), (f"CPS {seed}: ", 140)):
            said = " ".join(draw.choices(_WORDS, k=draw.randint(5, most)))
            paragraph = document.add_paragraph()
            paragraph.add_run(label).bold = True
            paragraph.add_run(said + ".")
            written += said.count(" ") + 1
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def bare(data: bytes) -> str:
    """What a script of five lines does: python-docx, paragraphs, text."""
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def floor(data: bytes) -> int:
    """The least any reader must do: unpack the part that holds the text."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return len(container.read("word/document.xml"))


def seconds(work: Callable[[bytes], object], files: list[bytes]) -> float:
    """Wall time of one pass over all files, the better of two."""
    times = []
    for _ in range(2):
        begin = time.perf_counter()
        for data in files:
            work(data)
        times.append(time.perf_counter() - begin)
    return min(times)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--words", type=int, default=9000, help="words in each document")
    words = options.parse_args().words
    files = [transcript(words, seed) for seed in range(1, DOCUMENTS + 1)]
    ours = seconds(lambda data: read_bytes(data, "a.docx"), files)
    theirs, least = seconds(bare, files), seconds(floor, files)
    print(f"{DOCUMENTS} .docx of {words:,} words: text and turns {ours:.2f} s, python-docx text alone {theirs:.2f} s,")
    print(f"unpacking alone {least:.2f} s; ratio to python-docx {ours / theirs:.2f}, to unpacking {ours / least:.1f}")


if __name__ == "__main__":
    main()

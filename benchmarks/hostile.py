"""Files made to harm, each read or refused in a reading process: how long that takes, and what came of it.

    python -m benchmarks.hostile [--limit 5]

Seconds of computing time in the reading process, and on the clock from sending the file to its answer. The process is
ended by the system at `limits.seconds` of computing time for the size of the file, which is what bounds a file nobody
thought of; whatever is listed as over the limit took longer than asked of any of these.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from transcripts.errors import ImportRefused
from transcripts.importing import Decisions, limits
from transcripts.importing.reading_process import ReadingProcess

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from hostile_list import ALL, Hostile


def computed(pid: int) -> float:
    """Seconds of computing time that a process has used; 0 where the system does not say or it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def tried(process: ReadingProcess, hostile: Hostile) -> tuple[float, float, int, str]:
    """Seconds on the clock, seconds of computing time, bytes, and what became of the file."""
    data = hostile.make()
    process.read(b"A: ready?\nB: ready.\n", "a.txt", Decisions())
    pid, began = process.pid, time.perf_counter()
    before = computed(pid)
    try:
        documents = process.read(data, hostile.name, Decisions())
        outcome = f"read, {sum(len(each.text) for each in documents):,} characters"
    except ImportRefused as refusal:
        outcome = str(refusal)
    clock = time.perf_counter() - began
    used = computed(process.pid) - before if process.pid == pid else limits.seconds(len(data))
    return clock, used, len(data), outcome


def main() -> None:
    """Try them all, the slowest last."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--limit", type=float, default=5.0, help="seconds of computing time that each may take")
    limit = options.parse_args().limit
    process = ReadingProcess()
    results = []
    for hostile in ALL:
        results.append((*tried(process, hostile), hostile.id))
        process.close()
    for clock, used, size, outcome, name in sorted(results, key=lambda each: each[1]):
        print(f"{used:5.2f} s  {clock:5.2f} s on the clock  {size / 2**20:6.2f} MB  {name:34} {outcome[:90]}")
    over = sum(used > limit for _, used, *_ in results)
    print(f"{len(results)} files; the slowest took {max(used for _, used, *_ in results):.2f} s of computing time; "
          f"{over} over {limit:.0f} s")  # fmt: skip


if __name__ == "__main__":
    main()

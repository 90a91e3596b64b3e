"""The overlap sweep against one boolean per character, on the same spans in one run.

    python benchmarks/agreement.py [--documents 146] [--characters 55000] [--codes 60] [--coders 2] [--spans 150]

Both count, for every document, code and pair of coders, what each coded and what both did; that is all a coefficient
needs. Then the whole of `measure`, with all coefficients, pairs and 1,000 resamples of the documents, at every unit;
eight coders with their 28 pairs; and one new coding in a study that was measured before. Seconds depend on the machine
and are of the processor, least of three; the ratios are the result. What is asked for: all units in 1 s, eight coders
in 3 s, one new coding in 50 ms.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from codebook.agreement import UNITS, Document, Meter, Study, measure
from codebook.agreement.statistics import PairCounts, pair_counts, statistics

T = TypeVar("T")
Counts = NDArray[np.int64]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    defaults = {"documents": 146, "characters": 55_000, "codes": 60, "coders": 2, "spans": 150, "seed": 1}
    for name, value in defaults.items():
        parser.add_argument(f"--{name}", type=int, default=value, help=f"default {value}")
    return parser.parse_args()


def study(given: argparse.Namespace) -> Study:
    """Everyone codes every document: `spans` passages of 60 to 600 characters, moved and recoded by each coder."""
    random = np.random.default_rng(given.seed)
    coders = tuple(f"coder {i + 1}" for i in range(given.coders))
    whole = [(0, given.characters)]
    cells = {"sentence": cut(given.characters, 90), "turn": cut(given.characters, 400)}
    documents = tuple(Document(f"D{i + 1}", frozenset(coders), whole, cells) for i in range(given.documents))
    size = given.documents * given.spans
    document = np.repeat(np.arange(given.documents), given.spans)
    code, length = random.integers(0, given.codes, size), random.integers(60, 600, size)
    start = random.integers(0, max(given.characters - 600, 1), size)
    spans = []
    for coder in range(given.coders):
        moved = np.maximum(start + random.integers(-40, 40, size), 0)
        other = np.where(random.random(size) < 0.1, random.integers(0, given.codes, size), code)
        rows = np.stack([document, np.full(size, coder), other, moved, moved + length], axis=1)
        spans.append(rows[random.random(size) < 0.8])
    return Study(coders, tuple(f"code {i + 1}" for i in range(given.codes)), documents, np.concatenate(spans))


def cut(length: int, every: int) -> list[tuple[int, int]]:
    """Cells of one length, the last what is left."""
    return [(start, min(start + every, length)) for start in range(0, length, every)]


def naive(one: Study, characters: int) -> tuple[Counts, Counts]:
    """Per code, one boolean per character and coder: what each coder coded, and what each two share."""
    coders, codes = len(one.coders), len(one.codes)
    own, both = np.zeros((codes, coders), np.int64), np.zeros((codes, coders, coders), np.int64)
    for document in range(len(one.documents)):
        mine = one.spans[one.spans[:, 0] == document]
        for code in range(codes):
            text = np.zeros((coders, characters), bool)
            for _, coder, _, start, end in mine[mine[:, 2] == code]:
                text[coder, start:end] = True
            own[code] += text.sum(axis=1)
            for i in range(coders):
                for j in range(i + 1, coders):
                    both[code, i, j] += np.count_nonzero(text[i] & text[j])
    return own, both


def swept(one: Study) -> list[PairCounts]:
    return pair_counts(statistics(one, "character"), len(one.codes))


def timed(what: str, function: Callable[[], T], least_of: int = 3) -> tuple[float, T]:
    seconds = []
    for _ in range(least_of):
        start = time.process_time()
        result = function()
        seconds.append(time.process_time() - start)
    print(f"{what:66} {min(seconds):8.3f} s")
    return min(seconds), result


def with_one_more(one: Study, number: int) -> Study:
    """The study after one more coding of 200 characters."""
    return Study(one.coders, one.codes, one.documents, np.concatenate([one.spans, [[0, 0, 0, number, number + 200]]]))


def check(pairs: list[PairCounts], own: Counts, both: Counts) -> None:
    """A benchmark of a wrong answer is worth nothing."""
    for pair in pairs:
        i, j = pair.coders
        same = (
            (own[:, i] == pair.first).all() and (own[:, j] == pair.second).all() and (both[:, i, j] == pair.both).all()
        )
        if not same:
            raise SystemExit(f"the sweep and the characters differ for coders {i} and {j}")


def main() -> None:
    given = arguments()
    one = study(given)
    sizes = (
        f"{given.documents} documents × {given.characters:,} characters × {given.codes} codes × {given.coders} coders"
    )
    print(f"{sizes}, {len(one.spans):,} spans")
    slow, (own, both) = timed("one boolean per character, counts only", lambda: naive(one, given.characters), 1)
    quick, pairs = timed("overlap sweep, counts only", lambda: swept(one))
    check(pairs, own, both)
    print(f"{'the sweep takes 1 /':66} {slow / quick:8.1f} of the time")
    units, _ = timed("measure: all four units, 1,000 resamples each", lambda: [measure(one, unit) for unit in UNITS])
    print(f"{'everything at four units takes 1 /':66} {slow / units:8.1f} of the counting")
    eight = study(argparse.Namespace(**{**vars(given), "coders": 8}))
    many, _ = timed(f"measure: 8 coders, 28 pairs, {len(eight.spans):,} spans, by character",
                    lambda: measure(eight, "character"))  # fmt: skip
    print(f"{'eight coders take, times two coders at one unit,':66} {many / units * len(UNITS):8.1f}")
    for unit in ("character", "sentence"):
        meter, number = Meter(), iter(range(0, 9000, 300))
        anew, _ = timed(f"measure: {unit}", lambda: measure(one, unit), 1)  # noqa: B023
        meter.measure(one, unit)
        again, _ = timed(f"one new coding, measured again: {unit}",
                         lambda: meter.measure(with_one_more(one, next(number)), unit))  # noqa: B023  # fmt: skip
        print(f"{'measuring again takes 1 /':66} {anew / again:8.1f} of the time")


if __name__ == "__main__":
    main()

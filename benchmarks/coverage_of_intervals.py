"""How often the 95 % interval of α holds the α of all interviews there could be.

    python benchmarks/coverage_of_intervals.py [--runs 400]

Two coders read interviews of 300 sentences. Prevalence and slips differ from interview to interview; a coded run of
sentences is missed or another one is marked as a whole, so that sentences are not independent. The true α is that of
20,000 such interviews.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from codebook.agreement.intervals import Sums, intervals

SENTENCES, RUN = 300, 3


def interviews(count: int, prevalence: float, random: np.random.Generator) -> Sums:
    """What `count` interviews add: each of its runs of three sentences is decided as one."""
    runs = SENTENCES // RUN
    share = random.beta(2, 2 / prevalence - 2, size=(count, 1))
    slip = random.beta(2, 10, size=(count, 1))
    true = random.random((count, runs)) < share
    marks = []
    for _ in range(2):
        missed, added = random.random((2, count, runs))
        marks.append(np.where(true, missed > slip, added < slip * share))
    first, second = marks
    coded = RUN * (first.sum(axis=1) + second.sum(axis=1))
    differing = RUN * (first != second).sum(axis=1)
    return Sums(np.full(count, 2.0 * SENTENCES), coded[:, None].astype(float), differing[:, None].astype(float))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=400)
    runs = parser.parse_args().runs
    random = np.random.default_rng(7)
    print("prevalence  documents  holds it  too high  too low  mean width  no interval  (true α)")
    for prevalence in (0.10, 0.02):
        true = float(interviews(20_000, prevalence, random).whole[0])
        for documents in (5, 8, 15, 29, 30, 60, 146):
            found = [intervals(interviews(documents, prevalence, random))[0] for _ in range(runs)]
            limits = [(one.low, one.high) for one in found if one.low is not None and one.high is not None]
            high = sum(low > true for low, _ in limits) / len(limits)
            low_ = sum(up < true for _, up in limits) / len(limits)
            width = sum(up - low for low, up in limits) / len(limits)
            row = f"{1 - high - low_:>8.3f}  {high:>8.3f}  {low_:>7.3f}  {width:>10.3f}  {runs - len(limits):>11}"
            print(f"{prevalence:>10.0%}  {documents:>9}  {row}  ({true:.3f})")


if __name__ == "__main__":
    main()

"""How fast the machine is just now, by a fixed piece of work: figures of a busy machine, as it would do when it is not.

Other programs on the same processor slow even CPU time down, by half and more, from one moment to the next. Each sample
is therefore taken between two measures of the same work and told at the best pace that was seen in the run.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, field


def _work() -> float:
    begun = time.thread_time()
    counted: dict[int, str] = {}
    for number in range(20_000):
        counted[number % 977] = str(number)
    return time.thread_time() - begun


@dataclass
class Pace:
    """The best pace of a run, and samples (milliseconds of CPU, and how long the fixed work took beside each)."""

    best: float = field(default_factory=lambda: min(_work() for _ in range(20)))

    def now(self) -> float:
        """Seconds that the fixed work takes at present."""
        taken = _work()
        self.best = min(self.best, taken)
        return taken

    def told(self, samples: list[tuple[float, float]]) -> tuple[float, float]:
        """Median and least of samples, each at the best pace."""
        found = [spent * self.best / taken for spent, taken in samples]
        return statistics.median(found), min(found)


PACE = Pace()
"""The pace of this run."""

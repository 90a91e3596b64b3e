"""Re-anchoring the passages of a corrected transcript against one raw rapidfuzz pass over the same two texts.

    python benchmarks/reanchoring.py [--characters 60000] [--spans 1000] [--large 5000000]

The raw pass is `rapidfuzz.distance.Levenshtein.opcodes` over the characters: an alignment without verdicts. It cannot
be asked of the large text, where the ratio is to re-anchoring the small one: 1 per character would be linear. Ratios
are the result; seconds depend on the machine.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from rapidfuzz.distance import Levenshtein

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from transcripts.reanchoring.placing import reanchor

T = TypeVar("T")
SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "wi", "yo", "za")
CASES = ("a typing error here and there", "every fifth word corrected", "turns in another order", "another interview")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in {"characters": 60_000, "spans": 1_000, "large": 5_000_000, "seed": 1}.items():
        parser.add_argument(f"--{name}", type=int, default=value, help=f"default {value}")
    return parser.parse_args()


def transcript(characters: int, chance: random.Random) -> list[list[str]]:
    """Turns as lists of words, some words far more common than others, as people talk."""
    known = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(3_000)]
    weights = [1 / (rank + 2) for rank in range(len(known))]
    turns, size = [], 0
    while size < characters:
        name = "Interviewer:" if len(turns) % 2 == 0 else "Participant:"
        turn = [name, *chance.choices(known, weights, k=chance.choice((1, 8, 40, 120)))]
        turns.append(turn)
        size += sum(map(len, turn)) + len(turn)
    return turns


def text(turns: list[list[str]]) -> str:
    return "\n".join(" ".join(turn) for turn in turns)


def corrected(turns: list[list[str]], case: str, chance: random.Random) -> str:
    """The text after a correction."""
    if case == CASES[0]:
        return text([[word + "h" if chance.random() < 0.005 else word for word in turn] for turn in turns])
    if case == CASES[1]:
        return text([[f"{word}kk" if at % 5 == 4 else word for at, word in enumerate(turn)] for turn in turns])
    if case == CASES[2]:
        return text(chance.sample(turns, len(turns)))
    return text(transcript(sum(map(len, turns)), random.Random(chance.random())))


def spans(length: int, many: int, chance: random.Random) -> list[tuple[int, int]]:
    starts = [chance.randrange(length - 400) for _ in range(many)]
    return [(start, start + chance.choice((5, 40, 150, 400))) for start in starts]


def timed(work: Callable[[], T]) -> tuple[float, T]:
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def main() -> None:
    given = arguments()
    chance = random.Random(given.seed)
    turns = transcript(given.characters, chance)
    old = text(turns)
    print(f"{len(old):,} characters, {given.spans:,} passages\n")
    small = 0.0
    for case in CASES:
        new, wanted = corrected(turns, case, chance), spans(len(old), given.spans, chance)
        raw, _ = timed(lambda old=old, new=new: Levenshtein.opcodes(old, new))
        took, found = timed(lambda old=old, new=new, wanted=wanted: reanchor(old, new, wanted))
        counts = Counter(each.verdict for each in found)
        said = ", ".join(f"{counts[verdict]:,} {verdict}" for verdict in ("kept", "moved", "changed", "lost"))
        print(f"{case:32} {took:6.2f} s   {took / raw:5.1f} × one raw pass   {said}")
        small = took if case == CASES[1] else small
    turns = transcript(given.large, chance)
    old, new = text(turns), corrected(turns, CASES[1], chance)
    took, _ = timed(lambda: reanchor(old, new, spans(len(old), given.spans, chance)))
    per = took / small / (len(old) / given.characters)
    print(f"\n{len(old):,} characters, {CASES[1]}: {took:.1f} s, {per:.1f} × per character what the short text takes")


if __name__ == "__main__":
    main()

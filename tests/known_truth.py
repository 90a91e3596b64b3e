"""Corrections of any transcript that know where every word went: many made at once, as a transcriber makes them.

The truth is kept word by word while the text is changed; nothing here asks the program where anything is.

    python tests/known_truth.py [--corrections 60] [--together 3] [--kinds typos,names] [--show 10] TRANSCRIPT …

prints what became of passages: which ends stand how many words off that the report does not say to look at, and which
corrections are near.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from correcting import KINDS, Word, pieces, turns_of

from transcripts.reanchoring.model import Placement, Span
from transcripts.reanchoring.placing import reanchor

NEAR = 12
"""Pieces on either side of an end within which a correction is named as what may have led it astray."""


@dataclass(frozen=True)
class Corrected:
    """An old text, and its correction as the pieces it is made of."""

    old: str
    words: tuple[Word, ...]

    @cached_property
    def new(self) -> str:
        """The corrected text."""
        return "".join(word.text for word in self.words)

    @cached_property
    def offsets(self) -> list[int]:
        """Where each piece begins, and where the last one ends."""
        return [0, *accumulate(len(word.text) for word in self.words)]


@dataclass(frozen=True, slots=True)
class Truth:
    """Where a passage stands in the corrected text: [start, end) of what answers to it and to nothing else; one end may
    as well stand anywhere from `first` to `start`, the other from `end` to `last`, where something was put in beside it
    or words were replaced across it. `copies`: the same of what stands there once more. `gone`: nothing answers.
    """

    start: int
    end: int
    first: int
    last: int
    near: tuple[frozenset[str], frozenset[str]]
    torn: bool = False
    gone: bool = False
    doubled: bool = False


def corrected(text: str, kinds: Sequence[str], chance: random.Random) -> Corrected:
    """A text with these corrections, one after the other."""
    turns = turns_of(text)
    for kind in kinds:
        turns = [turn for turn in KINDS[kind](turns, chance) if turn]
    return Corrected(text, tuple(word for turn in turns for word in turn))


def truth(made: Corrected, first: int, last: int) -> Truth:
    """Where the pieces [first, last) of the old text went."""
    inside = [at for at, word in enumerate(made.words) if word.answers and first <= word.first and word.last <= last
              and not word.copy and not word.text.isspace()]  # fmt: skip
    across = [at for at, word in enumerate(made.words)
              if word.answers and word.first < last and word.last > first and not word.copy]  # fmt: skip
    twice = any(word.copy and word.answers and word.first < last and word.last > first for word in made.words)
    if not inside:
        return Truth(0, 0, 0, 0, (frozenset(), frozenset()), gone=not across, torn=bool(across), doubled=twice)
    low, high = inside[0], inside[-1]
    torn = any(word.answers and (word.last <= first or word.first >= last) for word in made.words[low : high + 1])
    before, behind = low, high + 1
    while before > 0 and not _elsewhere(made.words[before - 1], first, last):
        before -= 1
    while behind < len(made.words) and not _elsewhere(made.words[behind], first, last):
        behind += 1
    offsets = made.offsets
    return Truth(offsets[low], offsets[high + 1], offsets[before], offsets[behind],
                 (_why(made, low), _why(made, high)), torn=torn, doubled=twice)  # fmt: skip


def _elsewhere(word: Word, first: int, last: int) -> bool:
    """Whether a piece answers to something outside of a passage and to nothing in it."""
    return word.answers and (word.last <= first or word.first >= last) and not word.text.isspace()


def _why(made: Corrected, at: int) -> frozenset[str]:
    return frozenset(word.why for word in made.words[max(0, at - NEAR) : at + NEAR] if word.why)


def chosen(text: str, many: int, chance: random.Random) -> Iterator[tuple[int, int, Span]]:
    """Passages, parts of sentences to several turns: numbers of their pieces [first, last), and their place."""
    parts, offsets = pieces(text), [0]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    stops = [0, *(at + 1 for at, part in enumerate(parts) if part in ".?!" or "\n" in part), len(parts)]
    for _ in range(many):
        at = chance.randrange(len(stops) - 1)
        first, last = stops[at], stops[min(at + chance.choice((1, 1, 2, 4)), len(stops) - 1)]
        if chance.random() < 0.3 and last - first > 6:
            first, last = sorted(chance.sample(range(first, last + 1), 2))
        while first < last and not parts[first].isalnum():
            first += 1
        while first < last and parts[last - 1].isspace():
            last -= 1
        if first < last:
            yield first, last, (offsets[first], offsets[last])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a passage, against the truth: how many words each end is off (0: right or as good)."""

    found: Placement
    truth: Truth
    off: tuple[int, int]

    @property
    def said(self) -> str:
        """In a few words; `OFF` and `PLACED` are what must not be: wrong, and not said to be looked at."""
        doubtful = self.found.doubtful
        if self.truth.torn:
            return "torn"
        if self.found.place is None:
            return "gone, lost" if self.truth.gone else "there, lost"
        if self.truth.gone:
            return "gone, in doubt" if doubtful else "gone, PLACED"
        if self.off == (0, 0):
            return "right, in doubt" if doubtful else "right"
        return "off, in doubt" if doubtful else "OFF"


def outcome(made: Corrected, first: int, last: int, found: Placement) -> Outcome:
    """What became of the pieces [first, last)."""
    true = truth(made, first, last)
    if true.gone or true.torn or found.start is None or found.end is None:
        return Outcome(found, true, (0, 0))
    start, end = _off(made.new, found.start, true.first, true.start), _off(made.new, found.end, true.end, true.last)
    return Outcome(found, true, (start, end))


def _off(new: str, at: int, low: int, high: int) -> int:
    """How many words lie between an offset and where it may be, negative before it; 0 when only marks do."""
    between = new[at:low] if at < low else new[high:at]
    many = len(re.findall(r"\w+", between)) if not low <= at <= high else 0
    return -many if at < low else many


# -- telling ------------------------------------------------------------------------------------------------------


def study(texts: Sequence[str], sets: Sequence[Sequence[str]], passages: int, seed: int) -> Iterator[Outcome]:
    """What became of so many passages of one of the texts under each set of kinds of correction."""
    for at, kinds in enumerate(sets):
        chance = random.Random(f"{seed} {at}")
        text = chance.choice(texts)
        made = corrected(text, kinds, chance)
        wanted = list(chosen(text, passages, chance))
        found = reanchor(text, made.new, [place for _, _, place in wanted])
        yield from (outcome(made, first, last, at) for (first, last, _), at in zip(wanted, found, strict=True))


def several(kinds: Sequence[str], together: int, many: int, seed: int) -> list[list[str]]:
    """Sets of kinds of correction."""
    chance = random.Random(seed)
    return [chance.sample(kinds, min(together, len(kinds))) for _ in range(many)]


def told(found: Sequence[Outcome]) -> Iterator[str]:
    """The report, line by line."""
    yield f"{len(found):,} passages"
    for said, count in Counter(each.said for each in found).most_common():
        yield f"  {said:16} {count:6,} {100 * count / len(found):6.2f} %"
    ends, near = Counter[str](), Counter[str]()
    for each in found:
        for name, off, why in zip(("start", "end"), each.off, each.truth.near, strict=True):
            if off and each.said == "OFF":
                many = next(
                    words for most, words in ((1, "1"), (3, "2–3"), (10, "4–10"), (10**9, "> 10")) if abs(off) <= most
                )
                ends[f"{name} {'early' if off < 0 else 'late'} by {many}"] += 1
                near.update(f"{name} near {kind}" for kind in why)
    yield "ends off and not said, in words: " + (", ".join(f"{each} × {n}" for each, n in ends.most_common()) or "none")
    yield "corrections near them: " + ", ".join(f"{each} × {n}" for each, n in near.most_common())


def main() -> None:
    """Read transcripts, correct them, tell."""
    from transcripts.intake import read_transcript

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("transcripts", nargs="+", type=Path)
    for name, value in {"corrections": 60, "passages": 60, "together": 3, "show": 0, "seed": 1}.items():
        parser.add_argument(f"--{name}", type=int, default=value, help=f"default {value}")
    parser.add_argument("--kinds", default=",".join(KINDS))
    given = parser.parse_args()
    texts = [read_transcript(path)[1].text for path in given.transcripts]
    sets = several(given.kinds.split(","), given.together, given.corrections, given.seed)
    found = list(study(texts, sets, given.passages, given.seed))
    print("\n".join(told(found)))
    for each in [each for each in found if each.said in ("OFF", "gone, PLACED")][: given.show]:
        print(f"{each.found.verdict} {each.found.old_start}–{each.found.old_end} → {each.found.place}, off {each.off}")


if __name__ == "__main__":
    main()

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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from transcripts.reanchoring.model import Placement
from transcripts.reanchoring.placing import Span, reanchor

_PIECE = re.compile(r"\w+|\s+|[^\w\s]")
SAID = 16
"""Pieces from which a line is a turn that may be moved or doubled, rather than a label or a time alone."""
NEAR = 12
"""Pieces on either side of an end within which a correction is named as what may have led it astray."""


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of a corrected text; it answers to the pieces [first, last) of the old one, to none when that is empty.

    `why` is the kind of correction that made it, "" where nobody touched it; `copy`: that it stands there once more.
    """

    text: str
    first: int
    last: int
    why: str = ""
    copy: bool = False

    @property
    def answers(self) -> bool:
        """Whether it stands for something of the old text."""
        return self.last > self.first


Turn = list[Word]
Kind = Callable[[list[Turn], random.Random], list[Turn]]


def pieces(text: str) -> list[str]:
    """Words, stretches of white space and marks, which together are the text."""
    return _PIECE.findall(text)


def turns_of(text: str) -> list[Turn]:
    """A text as its lines, every piece answering to itself."""
    turns: list[Turn] = [[]]
    for at, piece in enumerate(pieces(text)):
        turns[-1].append(Word(piece, at, at + 1))
        if "\n" in piece:
            turns.append([])
    return [turn for turn in turns if turn]


def put_in(text: str, why: str) -> Turn:
    """Words that answer to nothing."""
    return [Word(piece, 0, 0, why) for piece in pieces(text)]


def instead(old: Sequence[Word], text: str, why: str) -> Turn:
    """Words in the place of others."""
    answering = [each for each in old if each.answers]
    if not answering:
        return put_in(text, why)
    first, last = min(each.first for each in answering), max(each.last for each in answering)
    return [Word(piece, first, last, why, old[0].copy) for piece in pieces(text)]


# -- kinds of correction ------------------------------------------------------------------------------------------

OTHERS = tuple(
    "list file phone officer answer week court paper statement letter office meeting reason evening street door".split()  # noqa: SIM905
    + "waited asked wrote called thought heard carried quietly often hardly certainly again before because".split()  # noqa: SIM905
)


def each_word(share: float, why: str, change: Callable[[str, random.Random], str | None]) -> Kind:
    """Of the words that can be changed, a share is."""

    def apply(turns: list[Turn], chance: random.Random) -> list[Turn]:
        changed = []
        for turn in turns:
            changed.append(now := list[Word]())
            for word in turn:
                other = change(word.text, chance) if not word.why and chance.random() < share else None
                now += [word] if other is None else instead([word], other, why)
        return changed

    return apply


def misspelt(word: str, chance: random.Random) -> str | None:
    if not (word.isalpha() and len(word) > 3):
        return None
    at = chance.randrange(1, len(word) - 1)
    one, other = word[at : at + 2]
    return word[:at] + (other + one if one != other else one) + word[at + 2 :]


def misheard(word: str, chance: random.Random) -> str | None:
    return chance.choice(OTHERS) if word.isalpha() and len(word) > 2 else None


def typeset(word: str, _: random.Random) -> str | None:
    return {"'": "’", '"': "”", "-": "–"}.get(word)


def marks(word: str, chance: random.Random) -> str | None:
    return chance.choice([each for each in ".;!" if each != word]) if word in ".,;" else None


def names(turns: list[Turn], chance: random.Random) -> list[Turn]:
    """The commonest words with a capital become pseudonyms, everywhere."""
    inner = ((turn[at - 2], word.text) for turn in turns for at, word in enumerate(turn) if at > 4)
    seen = Counter(said for before, said in inner if said.istitle() and len(said) > 2 and before.text.isalpha())
    chosen = {name: chance.choice(["[NAME]", f"Person {number}", "Ms Green", "XXXX", "[a colleague, name removed]"])
              for number, (name, _) in enumerate(seen.most_common(8))}  # fmt: skip
    return each_word(1, "names", lambda word, _: chosen.get(word))(turns, chance)


def labels(turns: list[Turn], chance: random.Random) -> list[Turn]:
    """Whoever speaks is called otherwise, everywhere."""
    first = Counter(turn[0].text for turn in turns if len(turn) > 1 and turn[1].text == ":")
    called = {name: f"{chance.choice(['Speaker', 'Person', 'P'])} {at}" for at, name in enumerate(first)}
    return [
        instead(turn[:1], called[turn[0].text], "labels") + turn[1:] if len(turn) > 1 and turn[1].text == ":" else turn
        for turn in turns
    ]


def timed(turns: list[Turn], _: random.Random) -> list[Turn]:
    return [put_in(f"[00:{at // 60:02}:{at % 60:02}] ", "times") + turn for at, turn in enumerate(turns)]


def blank_lines(turns: list[Turn], _: random.Random) -> list[Turn]:
    return [[*turn, *put_in("\n", "lines")] for turn in turns]


def fillers(turns: list[Turn], chance: random.Random) -> list[Turn]:
    """“um,” put in before words."""
    return [[now for word in turn for now in (
        [*put_in(chance.choice(["um, ", "er ", "you know, "]), "fillers"), word]
        if word.text.isalpha() and chance.random() < 0.03 else [word])] for turn in turns]  # fmt: skip


def words_out(turns: list[Turn], chance: random.Random) -> list[Turn]:
    """Short words taken out, with the space behind."""
    kept = []
    for turn in turns:
        gone = {at + step for at, word in enumerate(turn[:-1]) if word.text.isalpha() and len(word.text) < 5
                and turn[at + 1].text == " " and chance.random() < 0.05 for step in (0, 1)}  # fmt: skip
        kept.append([word for at, word in enumerate(turn) if at not in gone])
    return kept


def phrases(turns: list[Turn], chance: random.Random) -> list[Turn]:
    """A few words in a row said otherwise."""
    changed = []
    for turn in turns:
        at, now = 0, list[Word]()
        while at < len(turn):
            many = 2 * chance.randint(1, 4) + 1
            if turn[at].text.isalpha() and at + many <= len(turn) and chance.random() < 0.01:
                inner = turn[at : at + many]
                if not any("\n" in word.text for word in inner) and inner[-1].text.isalpha():
                    now += instead(inner, " ".join(chance.choices(OTHERS, k=chance.randint(1, 6))), "phrases")
                    at += many
                    continue
            now.append(turn[at])
            at += 1
        changed.append(now)
    return changed


def sentence_in(turns: list[Turn], chance: random.Random) -> list[Turn]:
    """A sentence put in behind a full stop."""
    return [[now for word in turn for now in (
        [word, *put_in(" " + " ".join(chance.choices(OTHERS, k=8)).capitalize() + ".", "sentence in")]
        if word.text == "." and chance.random() < 0.04 else [word])] for turn in turns]  # fmt: skip


def sentence_out(turns: list[Turn], chance: random.Random) -> list[Turn]:
    """A sentence taken out from behind a full stop."""
    kept = []
    for turn in turns:
        gone, now = False, list[Word]()
        for word in turn:
            if not gone:
                now.append(word)
            gone = (word.text == "." and not gone and chance.random() < 0.04) or (
                gone and word.text not in ".?!" and "\n" not in word.text
            )
        if now and "\n" not in now[-1].text:
            now.append(Word("\n", 0, 0, "sentence out"))
        kept.append(now)
    return kept


def some_turns(why: str, many: int, change: Callable[[list[Turn], int, random.Random], list[Turn]]) -> Kind:
    """A few of the turns, one after the other."""

    def apply(turns: list[Turn], chance: random.Random) -> list[Turn]:
        for _ in range(many):
            said = [at for at, turn in enumerate(turns[1:-2], 1) if len(turn) >= SAID]
            turns = change(turns, chance.choice(said), chance) if said else turns
        return turns

    return apply


def turn_in(turns: list[Turn], at: int, chance: random.Random) -> list[Turn]:
    label = turns[at - 1][0].text
    said = f"{label}: {' '.join(chance.choices(OTHERS, k=chance.randint(2, 30)))}.\n"
    return [*turns[:at], put_in(said, "turn in"), *turns[at:]]


def turn_out(turns: list[Turn], at: int, _: random.Random) -> list[Turn]:
    return turns[:at] + turns[at + 1 :]


def swapped(turns: list[Turn], at: int, _: random.Random) -> list[Turn]:
    return [*turns[:at], *turns[at + 1 : at + 2], turns[at], *turns[at + 2 :]]


def doubled(turns: list[Turn], at: int, _: random.Random) -> list[Turn]:
    again = [replace(word, copy=True, why="doubled") for word in turns[at]]
    return [*turns[: at + 1], again, *turns[at + 1 :]]


def split(turns: list[Turn], at: int, _: random.Random) -> list[Turn]:
    turn = turns[at]
    middle = next((n for n in range(len(turn) // 2, len(turn)) if turn[n].text == " "), None)
    if middle is None:
        return turns
    one, hm, other = (put_in(said, "split") for said in ("\n", "Other: Mm.\n", "Same: "))
    return [*turns[:at], turn[:middle] + one, hm, other + turn[middle + 1 :], *turns[at + 1 :]]


def joined(turns: list[Turn], at: int, _: random.Random) -> list[Turn]:
    if at + 1 >= len(turns) or len(turns[at + 1]) < 4 or turns[at + 1][1].text != ":":
        return turns
    return [*turns[:at], [*turns[at][:-1], *put_in(" ", "joined"), *turns[at + 1][3:]], *turns[at + 2 :]]


KINDS: dict[str, Kind] = {
    "typos": each_word(0.03, "typos", misspelt),
    "many typos": each_word(0.15, "many typos", misspelt),
    "misheard": each_word(0.02, "misheard", misheard),
    "typography": each_word(1, "typography", typeset),
    "marks": each_word(0.15, "marks", marks),
    "names": names,
    "labels": labels,
    "times": timed,
    "lines": blank_lines,
    "fillers": fillers,
    "words out": words_out,
    "phrases": phrases,
    "sentence in": sentence_in,
    "sentence out": sentence_out,
    "turn in": some_turns("turn in", 3, turn_in),
    "turn out": some_turns("turn out", 3, turn_out),
    "swapped": some_turns("swapped", 3, swapped),
    "doubled": some_turns("doubled", 3, doubled),
    "split": some_turns("split", 3, split),
    "joined": some_turns("joined", 3, joined),
}


# -- the truth ----------------------------------------------------------------------------------------------------


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

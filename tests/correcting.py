"""What transcribers do to a transcript, by kind: each change keeps for every word which old words it answers to."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

_PIECE = re.compile(r"\w+|\s+|[^\w\s]")
SAID = 16
"""Pieces from which a line is a turn that may be moved or doubled, rather than a label or a time alone."""

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

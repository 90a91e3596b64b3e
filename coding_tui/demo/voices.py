"""How a person talks: words by group, fillers, hesitation, false starts, and never the same sentence twice."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from coding_tui.demo.grammar import Template, expand, tidy
from coding_tui.demo.library import Line, library

STARTS = {
    "C": ("I mean,", "So", "And", "Um,", "Obviously,", "To be fair,", "Equally,", "But", "In fairness,"),
    "P": ("So", "Like I say,", "Obviously", "And", "I mean,", "Er,", "Basically,", "Look,", "To be fair,", "But"),
    "I": ("Um,", "And", "So like,", "You know,", "I mean,", "And honestly,", "Because", "So,", "But"),
    "B": ("Well,", "Now,", "And", "I should add that", "Candidly,", "In truth,", "But", "Of course,"),
    "J": ("I think", "And", "Perhaps", "In my experience,", "Er,", "Well,", "But", "Of course,"),
}
TAGS = {
    "C": (", I think", ", if that makes sense", ", in fairness", ", on the whole", ", certainly here", ", for me"),
    "P": (
        ", you know what I mean",
        ", to be fair",
        ", isn't it",
        ", basically",
        ", know what I mean",
        ", I'm telling you",
    ),
    "I": (", you know", ", do you know what I mean", ", and that's just the truth", ", really", ", so", ", bless them"),
    "B": (", if I may say so", ", in my view", ", frankly", ", as often as not", ", I regret to say"),
    "J": (", I think", ", so far as I can judge", ", at any rate here", ", for my part", ", as I see it"),
}
FALSE_STARTS = {
    "C": ("It's — well, ", "The problem with — sorry, ", "What we — ", "And the, the — ", "You can — no, let me say, "),
    "P": ("It's like — ", "They — right, ", "You've got — um, ", "And I'm — so, ", "What they — no, "),
    "I": ("She's — um, ", "It just — ", "And they're — you know, ", "I've never — like, ", "So what I — yeah, "),
    "B": ("One can — well, ", "I'd have — no, ", "The difficulty — and I choose the word — is this: ", "It may — "),
    "J": ("It is — how shall I put it — ", "The — yes, ", "One sees — well, ", "If I — no, "),
}
_BETWEEN = re.compile(r"(?<=[.?]) ")
_SHORT = 6
_KEPT = (
    "I ",
    "I'",
    "ISVA",
    "CPS",
    "Soteria",
    "GP",
    "Case ",
    "DC",
    "DS",
    "DI",
    "OIC",
    "IP",
    "NFA",
    "Area ",
    "SHPO",
    "HR",
)
_KEPT_WORDS = frozenset({"I", "God", "January", "Easter", "Section", "Judicial", "Bar", "PIP2"})


@dataclass
class Voice:
    """One speaker in one document: facts fixed, sentences never repeated."""

    group: str
    rng: Random
    facts: dict[str, str]
    hesitation: float = 0.0
    tagging: float = 0.0
    said: set[str] = field(default_factory=set)
    used: dict[int, int] = field(default_factory=dict)

    def fill(self, name: str) -> str | Template:
        """What a slot becomes in this mouth; a slot nobody knows raises KeyError."""
        if name in self.facts:
            return self.facts[name]
        words = library().lexicon[name]
        return words.get(self.group) or words.get("*") or words["C"]

    def say(self, line: Line, *, plain: bool = False) -> str:
        """A sentence of the line that this document does not hold yet; "" when the line is exhausted."""
        for _ in range(12):
            sentence = expand(line.template, self.rng, self.fill)
            parts = {part for part in _BETWEEN.split(sentence) if part.count(" ") >= _SHORT} or {sentence}
            if not parts & self.said:
                self.said |= parts
                self.used[line.number] = self.used.get(line.number, 0) + 1
                return sentence if plain else self._speak(sentence)
        return ""

    def _speak(self, sentence: str) -> str:
        if self.rng.random() < self.tagging:
            sentence = _tagged(sentence, self._one(TAGS[self.group]))
        if self.rng.random() >= self.hesitation:
            return sentence
        kind = self.rng.random()
        if kind < 0.55:
            return tidy(f"{self._one(STARTS[self.group])} {lowered(sentence)}")
        if kind < 0.8:
            return tidy(self._one(FALSE_STARTS[self.group]) + lowered(sentence))
        return _stuttered(sentence)

    def _one(self, many: tuple[str, ...]) -> str:
        return many[int(self.rng.random() * len(many))]


def lowered(sentence: str) -> str:
    """The sentence as it continues after other words: first letter small unless it is a name."""
    if sentence.startswith(_KEPT) or sentence.split(" ", 1)[0].strip(",.'") in _KEPT_WORDS or sentence[:1] == "[":
        return sentence
    return sentence[:1].lower() + sentence[1:]


def _tagged(sentence: str, tag: str) -> str:
    plain = sentence.endswith(".") and "?" not in sentence and sentence.count(".") == 1 and ":" not in sentence
    return sentence[:-1] + tag + "." if plain else sentence


def _stuttered(sentence: str) -> str:
    first, space, rest = sentence.partition(" ")
    if not space or len(first) > 4 or not first.isalpha():
        return "Um, " + lowered(sentence)
    again = first if first == "I" else first.lower()
    return f"{first}, {again} {rest}"

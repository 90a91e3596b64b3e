"""How a person talks: words by group, facts that stay the same, and never the same sentence twice."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from coding_tui.demo.grammar import Template, expand
from coding_tui.demo.hesitation import hesitant, tagged
from coding_tui.demo.idiolect import Idiolect
from coding_tui.demo.library import Line, library

_BETWEEN = re.compile(r"(?<=[.?]) ")
_SHORT = 6


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
    idiolect: Idiolect | None = None

    def fill(self, name: str) -> str | Template:
        """What a slot becomes in this mouth; a slot nobody knows raises KeyError."""
        if name in self.facts:
            return self.facts[name]
        words = library().lexicon[name]
        return words.get(self.group) or words.get("*") or words["C"]

    def say(self, line: Line, *, plain: bool = False) -> str:
        """A sentence of the line that this document does not hold yet; "" when the line is exhausted."""
        return self._put(line, line.template, plain=plain)

    def reply(self, line: Line) -> str:
        """The answer that belongs to a follow-up question; "" where it has none or is exhausted."""
        return self._put(line, line.answer, plain=False) if line.answer else ""

    def _put(self, line: Line, template: Template, *, plain: bool) -> str:
        for _ in range(12):
            sentence = expand(template, self.rng, self.fill)
            sentence = self.idiolect.put(sentence) if self.idiolect else sentence
            parts = {part for part in _BETWEEN.split(sentence) if part.count(" ") >= _SHORT} or {sentence}
            if not parts & self.said:
                self.said |= parts
                self.used[line.number] = self.used.get(line.number, 0) + 1
                return sentence if plain else self._speak(sentence)
        return ""

    def _speak(self, sentence: str) -> str:
        if self.rng.random() < self.tagging:
            return tagged(sentence, self.group, self.rng)
        return hesitant(sentence, self.group, self.rng) if self.rng.random() < self.hesitation else sentence

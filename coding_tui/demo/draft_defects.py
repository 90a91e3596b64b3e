"""Where a draft's quotations come from, and the ways in which quotations go wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from coding_tui.demo.model import Passage, StudyDocument

_NEGATION = re.compile(r"\b(?:not|never)\b|n't\b")
_FILLED = re.compile(r"\b(\w{1,4}), \1 |^(?:Um|Er), ", re.IGNORECASE)
_PRONOUN = re.compile(r" (it|they|that) ")
_REPORTED = re.compile(
    r"\b(?:say|said|says|saying|ask|asks|asked|to me|told me), "
    r"((?:is|are|why|have|would|could|should|did|do|does|so|what|how|who|can|thank|this|it's|you|she)\b"
    r"[a-z' ]{8,60})(?=[,.?])"
)
_SWAPS = (
    ("never", "rarely"), ("every", "almost every"), ("two", "three"), ("always", "often"), ("nobody", "hardly anybody"),
    ("months", "weeks"), ("before", "after"), ("still", "no longer"), ("more", "less"), ("people", "some people"),
    ("they", "we"), ("the", "their"),
)  # fmt: skip
_STANDS_FOR = {"it": "[the request]", "they": "[the officers]", "that": "[the delay]"}
_SHORTEST = 60


@dataclass(frozen=True, slots=True)
class Source:
    """A stretch of the study that somebody said."""

    document: str
    start: int
    end: int
    text: str


class Sources:
    """Sentences to quote, each given out once and each standing in the study only once."""

    def __init__(self, documents: list[StudyDocument], passages: dict[str, list[Passage]], rng: Random) -> None:
        self.documents = {document.label: document for document in documents}
        self.passages, self.rng = passages, rng
        self.corpus = "\n".join(document.text for document in documents)
        self.taken: set[tuple[str, int]] = set()
        self.phrases: set[str] = set()
        self.columns = {document.label: document.group or document.kind for document in documents}

    def labels(self, groups: tuple[str, ...]) -> list[str]:
        """Documents of these groups or kinds, in a random order."""
        labels = [label for label, column in self.columns.items() if column in groups]
        self.rng.shuffle(labels)
        return labels

    def take(
        self, ref: str, groups: tuple[str, ...], fits: Callable[[str], object] = bool, shortest: int = _SHORTEST
    ) -> Source:
        """A sentence of a passage with this code (any, for ""); raises LookupError where the study has none."""
        for label in self.labels(groups):
            for passage in self.passages[label]:
                if ref and passage.ref != ref:
                    continue
                for start, end in passage.sentences:
                    text = self.documents[label].text[start:end]
                    if (label, start) not in self.taken and len(text) >= shortest and fits(text) and self._once(text):
                        self.taken.add((label, start))
                        return Source(label, start, end, text)
        raise LookupError(f"No sentence left for {ref or 'any code'} in {', '.join(groups)}")

    def take_like(self, ref: str, groups: tuple[str, ...], fits: Callable[[str], object]) -> Source:
        """As `take`, from any code or group when the section has nothing that fits."""
        for code, columns in ((ref, groups), ("", groups), ("", ("CPS", "Police", "ISVA", "Counsel", "Judges"))):
            try:
                return self.take(code, columns, fits)
            except LookupError:
                continue
        raise LookupError("No sentence of the study fits")

    def from_elsewhere(self, first: Source) -> Source:
        """A sentence of another turn of the same document."""
        return self.take("", (self.columns[first.document],), lambda text: text not in first.text and "?" not in text)

    def question(self, rng: Random) -> Source:
        """Something the interviewer said that stands only once."""
        labels = self.labels(("CPS", "Police", "ISVA"))
        for label in labels:
            document = self.documents[label]
            for turn in document.turns:
                text = document.text[turn.start : turn.end]
                if turn.role == "interviewer" and len(text) >= _SHORTEST and self._once(text):
                    return Source(label, turn.start, turn.end, text)
        raise LookupError("No question stands only once")

    def _once(self, text: str) -> bool:
        text = text.rstrip(".")
        found = self.corpus.find(text)
        return self.corpus.find(text, found + 1) < 0


Made = tuple[Source, str, str]


def curly(sources: Sources, ref: str, groups: tuple[str, ...], rng: Random) -> Made:
    """Straight apostrophes become typographic ones, a spaced dash a closed one."""
    source = sources.take_like(ref, groups, lambda text: "'" in text)
    return source, source.text.replace("'", "’").replace(" — ", "—"), "apostrophes"


def elided(sources: Sources, ref: str, groups: tuple[str, ...], rng: Random) -> Made:
    """The middle third is left out, without touching a negation."""
    source = sources.take_like(ref, groups, lambda text: text.count(" ") > 14 and not _NEGATION.search(_middle(text)))
    words, (first, last) = source.text.split(" "), _thirds(source.text)
    dots = rng.choice((" … ", " [...] ", " ... "))
    return source, " ".join(words[:first]) + dots + " ".join(words[last:]), f"cut: {_middle(source.text)}"


def elided_not(sources: Sources, groups: tuple[str, ...]) -> Made:
    """A cut that takes the negation with it."""
    source = sources.take_like("", groups, lambda text: text.count(" ") > 12 and len(_NEGATION.findall(text)) == 1
                               and _NEGATION.search(_middle(text)))  # fmt: skip
    words, (first, last) = source.text.split(" "), _thirds(source.text)
    return (
        source,
        " ".join(words[:first]) + " … " + " ".join(words[last:]),
        f"removes a negation; cut: {_middle(source.text)}",
    )


def _thirds(text: str) -> tuple[int, int]:
    many = text.count(" ") + 1
    return many // 3, many - many // 3


def _middle(text: str) -> str:
    first, last = _thirds(text)
    return " ".join(text.split(" ")[first:last])


def bracketed(sources: Sources, ref: str, groups: tuple[str, ...], rng: Random) -> Made:
    """A pronoun is replaced by what it stands for, in brackets."""
    source = sources.take_like(ref, groups, _PRONOUN.search)
    found = _PRONOUN.search(source.text)
    assert found is not None
    put = _STANDS_FOR[found.group(1)]
    return source, f"{source.text[: found.start()]} {put} {source.text[found.end() :]}", f"{found.group(1)} → {put}"


def cleaned(sources: Sources, ref: str, groups: tuple[str, ...], rng: Random) -> Made:
    """A hesitation or a repeated word is taken out without saying so."""
    source = sources.take_like(ref, groups, lambda text: _FILLED.search(text) and _clean(text) not in sources.corpus)
    return source, _clean(source.text), "filler removed"


def _clean(text: str) -> str:
    kept = _FILLED.sub(lambda found: f"{found.group(1)} " if found.group(1) else "", text, count=1).rstrip(".")
    return kept[:1].upper() + kept[1:]


def altered(sources: Sources, ref: str, groups: tuple[str, ...], rng: Random) -> Made:
    """One word is another."""
    source = sources.take_like(ref, groups, lambda text: _swap(text) is not None)
    changed = _swap(source.text)
    assert changed is not None
    return source, *changed


def _swap(text: str) -> tuple[str, str] | None:
    for old, new in _SWAPS:
        if re.search(rf"(?<!^)\b{old}\b", text):
            return re.sub(rf"(?<!^)\b{old}\b", new, text, count=1), f"{old} → {new}"
    return None


def nested(sources: Sources) -> Made:
    """Words that the speaker put in somebody's mouth get marks of their own."""
    source = sources.take_like("", ("Police", "ISVA", "CPS"), _REPORTED.search)
    found = _REPORTED.search(source.text)
    assert found is not None
    start, end = found.span(1)
    return source, f"{source.text[:start]}“{source.text[start:end]}”{source.text[end:]}", "nested marks"


def ambiguous(sources: Sources) -> str:
    """Four words that at least three documents hold."""
    counts: Counter[str] = Counter()
    for label in sources.labels(("CPS", "Police", "ISVA"))[:40]:
        words = sources.documents[label].text.split()
        counts.update({" ".join(words[at : at + 4]) for at in range(0, len(words) - 4, 3)})
    plain = re.compile(r"[a-z' ]+")
    for phrase, many in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if many >= 3 and plain.fullmatch(phrase) and phrase not in sources.phrases:
            sources.phrases.add(phrase)
            return phrase
    raise LookupError("No phrase stands in three documents")

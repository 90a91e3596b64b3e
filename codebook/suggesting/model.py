"""What is suggested and why: plain, frozen, and never a coding. Offsets are code points of the document, half-open."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

SHORT = 70


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue that a passage says at [start, end); `denied` by another word of its clause, `reported` as somebody's."""

    cue: str
    start: int
    end: int
    denied: bool
    reported: bool

    def words(self) -> str:
        """`cue ‘fight back’ (denied)`."""
        how = ", ".join(word for word, is_so in (("denied", self.denied), ("reported", self.reported)) if is_so)
        return f"cue ‘{self.cue}’{f' ({how})' if how else ''}"


@dataclass(frozen=True, slots=True)
class Example:
    """The coded passage of another document (label and `uid`) that a suggestion is most like."""

    document: str
    start: int
    end: int
    text: str
    uid: str

    def words(self) -> str:
        """`like “They ring us now.” in Police 12`."""
        return f"like “{shortened(self.text)}” in {self.document}"


@dataclass(frozen=True, slots=True)
class Estimate:
    """Of `n` held-out sentences that score at least as high, `right` have the code; with a 95 % interval.

    The interval is Wilson's (1927, Journal of the American Statistical Association 22: 209–212).
    """

    right: int
    n: int
    low: float
    high: float

    @property
    def precision(self) -> float:
        """right / n."""
        return self.right / self.n

    def words(self) -> str:
        """`0.62 [0.48, 0.74], 31 of 50 held out`."""
        return f"{self.precision:.2f} [{self.low:.2f}, {self.high:.2f}], {self.right:,} of {self.n:,} held out"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage that a code may fit. `document` and `code` are uids, `label` and `path` their names.

    `words` are what speaks for the code most, by lemma. `estimate` is None where there is too little to say, and
    `no_estimate` says why then. `score` orders the suggestions of one code alone.
    """

    id: str
    document: str
    label: str
    start: int
    end: int
    text: str
    speaker: str | None
    role: str | None
    code: str
    path: str
    score: float
    cues: tuple[CueHit, ...]
    like: Example | None
    words: tuple[str, ...]
    estimate: Estimate | None
    no_estimate: str

    @property
    def reason(self) -> str:
        """Why, in words: `cue ‘no further action’; like “…” in Police 12`."""
        return self.told()

    def told(self, *, folded: bool = False) -> str:
        """The same; `folded` without the words of the passage that it is like."""
        said = [hit.words() for hit in self.cues]
        if self.like is not None:
            said.append(f"like a folded passage in {self.like.document}" if folded else self.like.words())
        if not said:
            said.append(f"words that go with it: {', '.join(self.words)}")
        return "; ".join(dict.fromkeys(said))

    @property
    def expected(self) -> str:
        """How often such a suggestion is right, or why nobody knows."""
        return self.estimate.words() if self.estimate is not None else f"no estimate: {self.no_estimate}"

    def as_json(self) -> dict[str, Any]:
        """The keys of `suggest --json`."""
        found = asdict(self)
        del found["document"], found["code"], found["label"], found["path"]
        estimate = self.estimate
        like = None if self.like is None else {k: v for k, v in asdict(self.like).items() if k != "uid"}
        told = None if estimate is None else {**asdict(estimate), "precision": estimate.precision}
        return {
            **found, "document": self.label, "code": self.path, "cues": [asdict(hit) for hit in self.cues],
            "words": list(self.words), "like": like, "estimate": told, "reason": self.reason,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Queue:
    """Suggestions, the likeliest first, out of `of` that there are; `notes` say what was left out, and why none is."""

    suggestions: tuple[Suggestion, ...]
    of: int
    notes: tuple[str, ...] = ()


def shortened(text: str, width: int = SHORT) -> str:
    """One line of at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"

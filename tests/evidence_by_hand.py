"""The evidence counted again in plain Python, from what the commands export: nothing of `codebook` counts here.

    hand = ByHand.of(project, transcripts, folder)
    hand.cell(theme, source)     documents, done, waiting, prominence, asked, silence of a cell
    hand.orders(…)               saturation over given orders, by sets alone
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import ceil, floor
from pathlib import Path
from typing import Any

import yaml
from cli_calls import done

SPEAKER = re.compile(r"^([A-Z][\w ]{0,40}): ")


@dataclass(frozen=True)
class ByHand:
    """What was exported: documents by label, rows of codings, labels that somebody is done with, cues by code path."""

    documents: Mapping[str, Mapping[str, Any]]
    codings: Sequence[Mapping[str, str]]
    done: frozenset[str]
    words: Mapping[str, Sequence[str]]
    questions: Mapping[str, str]

    @classmethod
    def of(cls, project: Path, texts: Mapping[str, str], folder: Path) -> ByHand:
        """Export codings, assignments and the codebook, and read them again; `texts` by label."""
        for what, name in (("codings", "codings.csv"), ("assignments", "assignments.csv"), ("codes", "codes.yaml")):
            done(what, "export", project, folder / name)
        documents = {each["label"]: each for each in done("documents", project, "--json").json}
        asked = {label: questions(text) for label, text in texts.items()}
        said = [
            row for row in rows(folder / "codings.csv")
            if not only_asked(texts[row["document"]], int(row["start"]), int(row["end"]))
        ]  # fmt: skip
        finished = frozenset(row["document"] for row in rows(folder / "assignments.csv") if row["state"] == "done")
        book = yaml.safe_load((folder / "codes.yaml").read_text("utf-8"))["codes"]
        return cls(documents, said, finished, dict(cues(book)), {k: v for k, v in asked.items() if v})

    # -- the convergence coding matrix

    def source(self, label: str) -> str:
        """A group of interviews, or a kind."""
        known = self.documents[label]
        grouped = known["kind"] == "interview" and known["group"]
        return str(known["group"] if grouped else known["kind"] or "documents")

    def cell(self, theme: str, source: str) -> dict[str, Any]:
        """Everything that is counted of a theme in a source."""
        inside = {label for label in self.documents if self.source(label) == source}
        finished = inside & self.done
        made = [row for row in self.codings if row["document"] in finished and below(row["code"], theme)]
        raised = {row["document"] for row in made}
        asked: int | None = None
        if not raised and finished & set(self.questions):
            asked = sum(self.comes_to(label, theme) for label in finished)
        return {
            "documents": len(raised), "done": len(finished), "waiting": len(inside - finished), "codings": len(made),
            "participants": len({self.documents[label]["participant"] for label in raised} - {""}),
            "prominence": ceil(Fraction(4 * len(raised), len(finished))) if finished else 0, "asked": asked,
            "silence": "" if raised else "no data" if not finished else "not raised" if asked else "not asked",
        }  # fmt: skip

    def comes_to(self, label: str, theme: str) -> bool:
        """Whether an interviewer names the theme, or a code below it, or a passage of it is prompted."""
        said = self.questions.get(label)
        if said is None:
            return False
        names = [word for path, words in self.words.items() if below(path, theme) for word in words]
        named = any(re.search(rf"(?<!\w){re.escape(word)}", said, re.IGNORECASE) for word in names)
        here = [row for row in self.codings if row["document"] == label and below(row["code"], theme)]
        return named or any(row["prompted"] == "yes" for row in here)

    def completeness(self, themes: Sequence[str], sources: Sequence[str]) -> list[dict[str, Any]]:
        """What each source raises, alone raises, and does not raise though somebody is done with it."""
        cells = {(theme, source): self.cell(theme, source) for theme in themes for source in sources}
        raised = {source: [t for t in themes if cells[t, source]["documents"]] for source in sources}
        return [
            {
                "source": source, "raised": raised[source],
                "alone": [t for t in raised[source] if sum(t in raised[other] for other in sources) == 1],
                "silent": [t for t in themes if t not in raised[source] and cells[t, source]["done"]],
            } for source in sources
        ]  # fmt: skip

    # -- saturation

    def sets(self, labels: Iterable[str]) -> list[set[str]]:
        """The codes in each of these documents."""
        return [{row["code"] for row in self.codings if row["document"] == label} for label in labels]


def mean_curve(sets: Sequence[set[str]]) -> list[Fraction]:
    """The mean number of codes in k documents, by going through every choice of k of them."""
    found = []
    for k in range(1, len(sets) + 1):
        chosen = list(combinations(sets, k))
        found.append(Fraction(sum(len(set().union(*each)) for each in chosen), len(chosen)))
    return found


def seen_in(order: Iterable[set[str]]) -> list[int]:
    """How many codes are seen after each document of an order."""
    seen: set[str] = set()
    counts = []
    for each in order:
        seen |= each
        counts.append(len(seen))
    return counts


def reached(order: Sequence[set[str]], base: int, run: int, threshold: Fraction) -> int | None:
    """Guest, Namey & Chen's rule, step by step: the documents until the end of the first run that brings so few."""
    first: set[str] = set().union(*order[:base])
    if len(order) < base or not first:
        return None
    for begin in range(base, len(order) - run + 1):
        before: set[str] = set().union(*order[:begin])
        new = set().union(*order[begin : begin + run]) - before
        if Fraction(len(new), len(first)) <= threshold:
            return begin + run
    return None


def percentile(values: Iterable[float], percent: float, *, nearest: bool = False) -> float:
    """The usual percentile, between the two values next to it in proportion, or the nearer of them (halves: even)."""
    ranked = sorted(values)
    at = Fraction(str(percent)) / 100 * (len(ranked) - 1)
    if nearest:
        return ranked[round(at)]
    low = ranked[floor(at)]
    high = ranked[min(floor(at) + 1, len(ranked) - 1)]
    return float(low + (high - low) * (at - floor(at)))


# -- two people ---------------------------------------------------------------------------------------------------


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen (1960): agreement beyond what each person's own shares of words make likely."""
    many, words = len(pairs), {word for pair in pairs for word in pair}
    observed = Fraction(sum(a == b for a, b in pairs), many)
    by_chance = sum(
        (Fraction(sum(a == word for a, _ in pairs), many) * Fraction(sum(b == word for _, b in pairs), many)
         for word in words), Fraction(0),
    )  # fmt: skip
    return None if by_chance == 1 else float((observed - by_chance) / (1 - by_chance))


def alpha(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Krippendorff's α for nominal words of two people without gaps: by pairs of values, within units and at large."""
    values = [word for pair in pairs for word in pair]
    different = Fraction(sum(a != b for a, b in pairs), len(pairs))
    at_large = Fraction(sum(a != b for a, b in combinations(values, 2)), len(values) * (len(values) - 1) // 2)
    return None if not at_large else float(1 - different / at_large)


# -- files --------------------------------------------------------------------------------------------------------


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def cues(book: Iterable[Mapping[str, Any]], above: str = "") -> Iterable[tuple[str, list[str]]]:
    """Names and cues by path."""
    for code in book:
        path = f"{above}{str(code['name']).replace('/', chr(92) + '/')}"
        yield path, [str(code["name"]), *(cue.strip() for cue in code.get("cues") or () if cue.strip())]
        yield from cues(code.get("codes") or (), f"{path}/")


def below(path: str, theme: str) -> bool:
    """Whether a code is a theme, or below it."""
    return path == theme or path.startswith(f"{theme}/")


def turns(text: str) -> list[tuple[int, int, str]]:
    """Start, end and speaker of each stretch that begins with `Name: ` at the beginning of a line."""
    found: list[tuple[int, int, str]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        match = SPEAKER.match(line)
        if match:
            found.append((at + match.end(), at + len(line.rstrip("\n")), match[1]))
        elif found and line.strip():
            found[-1] = (found[-1][0], at + len(line.rstrip("\n")), found[-1][2])
        at += len(line)
    return found


def questions(text: str) -> str:
    """All that an interviewer says."""
    return "\n".join(text[start:end] for start, end, who in turns(text) if who == "Interviewer")


def only_asked(text: str, start: int, end: int) -> bool:
    """Whether a passage lies in an interviewer's words alone."""
    touched = [who for first, last, who in turns(text) if first < end and start < last]
    return bool(touched) and set(touched) == {"Interviewer"}

"""How long an author waits for the audit of a draft, beside plain alignment of a few of its quotations, in one run.

Run: python benchmarks/auditing.py [--quick]

7.5 million characters of the worked study's language; 200 quotations, changed in the ways that authors change them.
CPU seconds of one process. Limits: the index 4 s once, 200 quotations 1 s after it.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from coding_tui.demo.study import generate
from exports.audit.corpus import Corpus
from exports.audit.judging import Judge
from exports.audit.model import Finding, Paragraph, Quotation
from transcripts.texts import DocumentText, SpokenTurn

CHARACTERS = 7_500_000
QUOTATIONS = 200
PLAINLY = 5
"""Quotations that are aligned plainly; the rest would take minutes."""
LIMITS = {"index": 4.0, "quotations": 1.0}
_NOT_QUOTED = re.compile(r"[“”\"‘’]")


def corpus(characters: int) -> list[DocumentText]:
    """Documents of at least so many characters together."""
    found: list[DocumentText] = []
    seed, held = 1, 0
    while held < characters:
        for document in generate(seed=seed).documents:
            turns = tuple(
                SpokenTurn(number, turn.start, turn.start, turn.end, turn.speaker, turn.role, None)
                for number, turn in enumerate(document.turns)
            )
            label = f"{document.label}/{seed}"
            found.append(DocumentText(label, label, document.text, turns))
            held += len(document.text)
        seed += 1
    return found


def quotations(texts: list[DocumentText], many: int) -> list[tuple[str, str]]:
    """Words of random participants, changed or not, and the document that they are from."""
    chance = random.Random(7)
    found: list[tuple[str, str]] = []
    while len(found) < many:
        text = chance.choice(texts)
        turn = chance.choice(text.turns)
        words = text.text[turn.start : turn.end].split()
        if turn.role == "interviewer" or len(words) < 14 or _NOT_QUOTED.search(text.text[turn.start : turn.end]):
            continue
        first = chance.randrange(len(words) - 12)
        piece = words[first : first + chance.randint(10, 40)]
        change = chance.choice((_as_it_is, _one_word, _one_left_out, _cut))
        found.append((" ".join(change(piece, chance)), text.label))
    return found


def _as_it_is(words: list[str], _chance: random.Random) -> list[str]:
    return words


def _one_word(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(2, len(words) - 2)
    return [*words[:at], "certainly", *words[at + 1 :]]


def _one_left_out(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(2, len(words) - 2)
    return [*words[:at], *words[at + 1 :]]


def _cut(words: list[str], _chance: random.Random) -> list[str]:
    third = len(words) // 3
    return [*words[:third], "…", *words[2 * third :]]


def timed(name: str, act: Callable[[], object], limit: float | None = None) -> float:
    """CPU seconds of an act, printed beside its limit."""
    begun = time.process_time()
    act()
    spent = time.process_time() - begun
    against = "" if limit is None else f"   limit {limit:.1f} s{'   over' * (spent > limit)}"
    print(f"  {name:44s} {spent:8.2f} s{against}", flush=True)
    return spent


def main() -> None:
    """Print the figures; `--quick` takes a tenth of the text."""
    texts = corpus(CHARACTERS // 10 if "--quick" in sys.argv else CHARACTERS)
    held = sum(len(text.text) for text in texts)
    drawn = quotations(texts, QUOTATIONS)
    print(f"{held / 1e6:.1f} million characters in {len(texts):,} documents, {len(drawn)} quotations")
    made: list[Corpus] = []
    timed("index", lambda: made.append(Corpus(texts)), LIMITS["index"])
    packed = made[0].packed()
    timed("index that was kept", lambda: Corpus(texts, packed))
    print(f"  it is {len(packed) / 1e6:.1f} million bytes, without words")
    judge = Judge(made[0])
    paragraph = "“{}”"
    asked = [
        Quotation(Paragraph(paragraph.format(words), "text", f"p. {at}", "", at), 1, len(words) + 1, label, label)
        for at, (words, label) in enumerate(drawn)
    ]
    found: list[Finding] = []
    ours = timed("quotations", lambda: found.extend(judge.judged(each) for each in asked), LIMITS["quotations"])
    right = sum(finding.document == label for finding, (_, label) in zip(found, drawn, strict=True))
    print(f"  right document: {right} of {len(drawn)}")
    plain = timed(f"plain alignment, {PLAINLY} of them", lambda: [
        max(fuzz.partial_ratio(words, text.text) for text in texts) for words, _ in drawn[:PLAINLY]
    ])  # fmt: skip
    print(f"  plain alignment of all would take {plain / PLAINLY * len(drawn) / max(ours, 1e-9):,.0f} times as long")


if __name__ == "__main__":
    main()

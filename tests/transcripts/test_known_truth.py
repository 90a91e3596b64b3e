"""Re-anchoring against corrections that know where every word went, on made and on real interviews."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from correcting import KINDS, pieces
from corrections import INTERVIEW, said_again
from known_truth import chosen, corrected, several, study, truth

from transcripts.intake import read_transcript

TEXT = said_again(INTERVIEW)
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "interviews"


def test_the_truth_is_the_truth() -> None:
    """What answers to a passage nobody touched is the passage, and what answers to nothing is gone."""
    chance = random.Random(1)
    made = corrected(TEXT, ["times", "turn out", "turn in"], chance)
    untouched = [(f, last, place) for f, last, place in chosen(TEXT, 60, chance) if "\n" not in TEXT[slice(*place)]]
    there = [(truth(made, first, last), TEXT[slice(*place)]) for first, last, place in untouched]
    assert all(made.new[true.start : true.end] == words for true, words in there if not true.gone)
    assert {true.gone for true, _ in there} == {True, False}
    assert made.old == "".join(pieces(TEXT)) == TEXT


def test_an_end_that_is_off_is_said_to_be_looked_at() -> None:
    """Eight kinds of correction at once, on a short interview: one passage in twenty was wrong in silence once."""
    counts = Counter(each.said for each in study([TEXT], several(list(KINDS), 8, 20, 3), 30, 3))
    assert counts["OFF"] + counts["gone, PLACED"] <= 0.015 * sum(counts.values()), counts
    assert counts["right"] >= 0.75 * sum(counts.values()), counts
    assert counts["right, in doubt"] <= 0.05 * sum(counts.values()), counts


@pytest.mark.slow
@pytest.mark.parametrize(("together", "wrong"), [(1, 0.002), (3, 0.003), (8, 0.006)])
def test_sweep_of_real_interviews(together: int, wrong: float) -> None:
    if not REAL.is_dir():
        pytest.skip("the interviews for development are not here")
    names = [*REAL.glob("artisan-*.docx"), *REAL.glob("study-*.pdf"), *REAL.glob("otter-*.md")]
    texts = [read_transcript(path)[1].text for path in sorted(names)]
    counts = Counter(each.said for each in study(texts, several(list(KINDS), together, 70, 3), 60, 3))
    assert counts["OFF"] + counts["gone, PLACED"] <= wrong * sum(counts.values()), counts
    assert counts["there, lost"] <= 0.03 * sum(counts.values()), counts

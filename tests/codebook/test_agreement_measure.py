"""What `measure` promises: conventions worked by hand, the JSON, reasons and warnings in words, the edges."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from codebook.agreement import UNITS, Agreement, CodeAgreement, Document, SpanRow, Study, Unit, measure, measure_ratings

COEFFICIENTS = ("prevalence", "percent", "f1", "alpha", "kappa", "fleiss", "ac1", "bp")
CODE_KEYS = {"code", "units", "alpha_low", "alpha_high", "undefined", "flags", *COEFFICIENTS}
BOTH = frozenset({"Ann", "Ben"})
ROOT = Path(__file__).resolve().parents[2]

UNUSED = "no coder used this code in the documents compared, so there is no variation to agree on"


def study(rows: Iterable[tuple[str, str, str, int, int]], *documents: Document) -> Study:
    return Study.of(["Ann", "Ben"], ["Delay", "Trust"], documents, [SpanRow(*row) for row in rows])


def plain(label: str, length: int, done: frozenset[str] = BOTH) -> Document:
    cells = {"sentence": [(start, min(start + 10, length)) for start in range(0, length, 10)], "turn": [(0, length)]}
    return Document(label, done, [(0, length)], cells)


def on(agreement: Agreement, code: str = "Delay") -> CodeAgreement:
    [found] = [one for one in agreement.codes if one.code == code]
    return found


def test_a_case_worked_by_hand_at_every_unit() -> None:
    """Ann [5, 25), Ben [15, 35) in 100: both 10, one only 20, neither 70. n = 200, n_1 = 40, n_0 = 160, o_01 = 20."""
    spans = [("CPS 1", "Ann", "Delay", 5, 25), ("CPS 1", "Ben", "Delay", 15, 35)]
    one = study(spans, plain("CPS 1", 100), plain("CPS 2", 50))
    small = on(measure(study(spans, plain("CPS 1", 100)), "character"))
    assert (small.units, small.percent, small.f1, small.prevalence) == (100, 0.8, 0.5, 0.2)
    assert small.alpha == pytest.approx(1 - 199 * 20 / (160 * 40))
    assert small.kappa == pytest.approx((0.8 - 0.68) / (1 - 0.68))
    sentences = on(measure(one, "sentence"))  # Ann 1 2 3, Ben 2 3 4, of 15
    assert (sentences.units, sentences.f1) == (15, pytest.approx(2 / 3))
    assert sentences.percent == pytest.approx(13 / 15)
    for unit in ("turn", "document"):
        assert (on(measure(one, unit)).units, on(measure(one, unit)).alpha) == (2, 1.0)


def test_overlapping_spans_of_one_coder_count_once_and_touching_ones_add_up() -> None:
    whole = [("CPS 1", "Ann", "Delay", 0, 30), ("CPS 1", "Ben", "Delay", 0, 30)]
    pieces = [*whole[1:], *(("CPS 1", "Ann", "Delay", *at) for at in [(0, 12), (5, 20), (5, 20), (20, 30), (25, 30)])]
    one, other = (on(measure(study(rows, plain("CPS 1", 90)), "character")) for rows in (whole, pieces))
    assert one.alpha == other.alpha == 1.0
    assert one.prevalence == other.prevalence == pytest.approx(1 / 3)


def test_what_lies_outside_the_text_that_counts_is_cut_away() -> None:
    """Ann marked the interviewer's question with the answer, Ben the answer: the question does not count."""
    document = Document("CPS 1", BOTH, [(20, 50), (70, 100)], {"turn": [(0, 20), (20, 50), (50, 70), (70, 100)]})
    spans = [("CPS 1", "Ann", "Delay", 0, 40), ("CPS 1", "Ben", "Delay", 20, 40), ("CPS 1", "Ann", "Trust", 50, 70)]
    got = measure(study([*spans, ("CPS 1", "Ben", "Delay", 95, 400)], document), "character")
    assert (on(got).units, on(got).f1) == (60, 40 / 45)
    assert on(got, "Trust").undefined == UNUSED
    assert on(measure(study(spans, document), "turn")).units == 2
    assert on(measure(study(spans, document), "document"), "Trust").prevalence == 0.0


def test_missing_is_not_a_no() -> None:
    """Ben started CPS 2 and did not finish: neither his silence nor his span there counts, nor Ann's."""
    spans = [("CPS 1", "Ann", "Delay", 0, 10), ("CPS 1", "Ben", "Delay", 0, 10), ("CPS 2", "Ann", "Delay", 0, 50)]
    unfinished = plain("CPS 2", 50, frozenset({"Ann"}))
    alone = measure(study(spans, plain("CPS 1", 100), unfinished), "character")
    assert (alone.documents, on(alone).units, on(alone).alpha) == (1, 100, 1.0)
    finished = measure(study(spans, plain("CPS 1", 100), plain("CPS 2", 50)), "character")
    assert (finished.documents, on(finished).units) == (2, 150)
    assert finished.summary.documents == 2
    assert on(finished).percent == pytest.approx(100 / 150)


def test_three_coders_who_did_not_all_do_everything() -> None:
    """Document units: D1 yes yes no, D2 yes yes (Cem missing), D3 no no no."""
    everyone = frozenset({"Ann", "Ben", "Cem"})
    documents = [plain("D1", 10, everyone), plain("D2", 10, BOTH), plain("D3", 10, everyone)]
    rows = [(d, c, "Delay", 0, 5) for d in ("D1", "D2") for c in ("Ann", "Ben")]
    got = measure(Study.of(sorted(everyone), ["Delay"], documents, rows), "document")
    delay = on(got)
    assert (delay.units, delay.prevalence) == (3, 0.5)
    assert delay.percent == pytest.approx((1 / 3 + 1 + 1) / 3)
    assert delay.f1 == pytest.approx(4 / 6)  # pairs: 2 of D1's and D2's meet in both yes, 2 of D1's in one
    assert delay.alpha == pytest.approx(1 - 7 * (2 / 2) / (4 * 4))
    pairs = {pair.coders: (pair.documents, pair.kappa) for pair in got.pairs}
    assert pairs == {("Ann", "Ben"): (3, 1.0), ("Ann", "Cem"): (2, 0.0), ("Ben", "Cem"): (2, 0.0)}
    assert delay.kappa == pytest.approx(1 / 3)


def test_kappa_is_the_mean_over_pairs_that_define_it_and_says_so() -> None:
    """Ann and Ben both code all of D1 and nothing else they share varies: their κ has no value."""
    documents = [plain("D1", 10, BOTH), plain("D2", 10, frozenset({"Ann", "Cem"}))]
    rows = [("D1", "Ann", "Delay", 0, 10), ("D1", "Ben", "Delay", 0, 10), ("D2", "Ann", "Delay", 0, 5)]
    delay = on(measure(Study.of(["Ann", "Ben", "Cem"], ["Delay"], documents, rows), "character"))
    assert delay.kappa == 0.0
    assert delay.alpha is not None
    assert "κ is defined for 1 of 2 pairs of coders" in delay.flags


def test_the_json_has_the_promised_keys_and_nothing_that_json_lacks() -> None:
    spans = [("CPS 1", "Ann", "Delay", 5, 25), ("CPS 1", "Ben", "Delay", 15, 35)]
    got = measure(study(spans, plain("CPS 1", 100)), "sentence").as_json()
    assert json.loads(json.dumps(got, allow_nan=False)) == got
    assert {"unit", "coders", "documents", "interval", "codes", "pairs", "summary"} <= set(got)
    assert (got["unit"], got["coders"], got["documents"], got["interval"]) == ("sentence", ["Ann", "Ben"], 1, None)
    assert all(set(code) >= CODE_KEYS for code in got["codes"])
    assert {"coders", "code", "documents", "kappa", "alpha", "f1"} <= set(got["pairs"][0])
    assert (got["pairs"][0]["coders"], got["pairs"][0]["code"]) == (["Ann", "Ben"], "Delay")
    assert (got["codes"][0]["alpha_low"], got["codes"][0]["alpha_high"]) == (None, None)
    ratings = measure_ratings(["a", "b"], [(1, 1), (0, 0), (1, 0), (0, 0), (1, 1), (None, 1)]).as_json()
    assert set(ratings) == set(got)
    assert set(ratings["codes"][0]) == set(got["codes"][0])
    assert round(ratings["codes"][0]["alpha"], 9) == 0.64


def test_the_summary_gives_mean_and_minimum_of_defined_codes_and_the_conventions_in_words() -> None:
    spans = [("CPS 1", "Ann", "Delay", 5, 25), ("CPS 1", "Ben", "Delay", 5, 25)]
    first = measure(study(spans, plain("CPS 1", 100)), "turn").summary
    assert (first.codes, first.defined, first.alpha_mean, first.alpha_minimum) == (2, 0, None, None)
    rows = [*spans, ("CPS 1", "Ann", "Trust", 0, 10)]
    both = measure(study(rows, plain("CPS 1", 100)), "character")
    low = on(both, "Trust").alpha
    assert low is not None
    assert (both.summary.defined, both.summary.alpha_minimum) == (2, low)
    assert both.summary.alpha_mean == pytest.approx((1 + low) / 2)
    assert "turn" in first.conventions["unit"]
    assert "at least two of the coders marked done" in first.conventions["universe"]


@pytest.mark.parametrize("unit", UNITS)
def test_nothing_to_compare_is_undefined_with_a_reason(unit: Unit) -> None:
    text = plain("CPS 1", 100)
    alone = Study.of(["Ann"], ["Delay"], [text], [("CPS 1", "Ann", "Delay", 0, 9)])
    silent = Document("CPS 1", BOTH, [], {"sentence": [(0, 9)], "turn": [(0, 9)]})
    reasons = {
        "agreement needs at least two coders": alone,
        "no document is marked done by two of the coders": study([], plain("CPS 1", 100, frozenset({"Ann"}))),
        f"the documents that two coders finished hold no {unit} of text that counts": study(
            [("CPS 1", "Ann", "Delay", 0, 9)], silent
        ),
    }
    for reason, one in reasons.items():
        got = measure(one, unit)
        assert (got.documents, on(got).units, on(got).undefined, on(got).flags) == (0, 0, reason, ())
        assert [getattr(on(got), name) for name in COEFFICIENTS] == [None] * len(COEFFICIENTS)
        assert all((pair.kappa, pair.alpha, pair.f1) == (None, None, None) for pair in got.pairs)
    assert on(measure(study([]), unit)).undefined == "no document is marked done by two of the coders"
    assert measure(Study.of(["Ann", "Ben"], [], [text], []), unit).codes == ()


@pytest.mark.parametrize("unit", UNITS)
def test_a_code_used_nowhere_or_everywhere_has_no_alpha(unit: Unit) -> None:
    rows = [("CPS 1", coder, "Delay", 0, 100) for coder in ("Ann", "Ben")]
    got = measure(study(rows, plain("CPS 1", 100)), unit)
    everywhere, nowhere = on(got), on(got, "Trust")
    assert everywhere.undefined == "every coder coded every unit, so there is no variation to agree on"
    assert nowhere.undefined == UNUSED
    for code in (everywhere, nowhere):
        assert (code.alpha, code.kappa, code.fleiss, code.percent) == (None, None, None, 1.0)
    assert (everywhere.f1, nowhere.f1, everywhere.prevalence, nowhere.prevalence) == (1.0, None, 1.0, 0.0)


def test_flags_say_when_to_distrust_a_code() -> None:
    few = on(measure(study([("CPS 1", "Ann", "Delay", 0, 9)], plain("CPS 1", 100)), "character"))
    assert few.flags == (
        "fewer than 5 documents coded by two coders",
        "fewer than 10 coded spans",
        "used by one coder only",
    )
    documents = [plain(f"CPS {n}", 100) for n in range(5)]
    rows = [(d.label, coder, "Delay", 10, 20) for d in documents for coder in sorted(BOTH)]
    assert on(measure(study(rows, *documents), "character")).flags == ()
    assert on(measure(study(rows[:-1], *documents), "document")).flags == ("fewer than 10 coded spans",)
    touching = [("CPS 0", "Ann", "Delay", at, at + 10) for at in range(0, 90, 10)]
    drives = "one document drives it: CPS 0 (-0.57 without)"
    for extra, flags in (([], ("fewer than 10 coded spans",)), ([("CPS 1", "Ben", "Delay", 0, 9)], (drives,))):
        assert on(measure(study([*touching[1:], rows[1], *extra], *documents), "turn")).flags == flags
    swamped = [*rows[1:], ("CPS 0", "Ann", "Delay", 0, 95)]
    assert on(measure(study(swamped, *documents), "character")).flags == (
        "one span holds more than half of the coded text",
        "one document drives it: CPS 0 (+0.56 without)",
    )


def test_impossible_input_is_refused() -> None:
    text = plain("CPS 1", 100)
    with pytest.raises(ValueError, match="sorted, disjoint"):
        Document("CPS 1", BOTH, [(0, 10), (5, 20)])
    with pytest.raises(ValueError, match="CPS 2: no sentence cells"):
        measure(study([], Document("CPS 2", BOTH, [(0, 10)])), "sentence")
    with pytest.raises(ValueError, match="ends before it starts"):
        study([("CPS 1", "Ann", "Delay", 9, 3)], text)
    with pytest.raises(ValueError, match="distinct names"):
        study([], text, text)
    with pytest.raises(ValueError, match="does not have"):
        Study(("Ann", "Ben"), ("Delay",), (text,), [[0, 2, 0, 1, 2]])  # type: ignore[arg-type]
    with pytest.raises(KeyError, match="Zoe"):
        study([("CPS 1", "Zoe", "Delay", 0, 3)], text)
    with pytest.raises(ValueError, match="one cell a coder"):
        measure_ratings(["a", "b"], [(1, 1), (1,)])


def test_the_room_loads_numpy_and_little_else() -> None:
    program = "import sys, codebook.agreement as a; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "numpy" in loaded
    assert loaded.isdisjoint({"sqlmodel", "sqlalchemy", "textual", "typer", "rich", "openpyxl", "scipy", "pandas"})

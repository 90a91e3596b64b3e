"""The unitizing family: the published example, cases by hand, and no number where there is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codebook.agreement.unitizing import Coincidences, Unitizing, unitizing


def measured(data: dict[str, Any]) -> tuple[Unitizing, list[str]]:
    values = sorted({value for units in data["coders"].values() for *_, value in units})
    found = Coincidences(len(values))
    observers = [[(s, e, values.index(v) + 1) for s, e, v in units] for units in data["coders"].values()]
    found.add(data["L"], observers)
    return unitizing(found), values


def test_the_reference_tables(shared: Path) -> None:
    tables = json.loads((shared / "data/agreement/reference-tables.json").read_text(encoding="utf-8"))["tables"]
    checked = 0
    for table in (one for one in tables if one["kind"] == "units"):
        got, values = measured(table["data"])
        for expected in table["expected"]:
            name, options, wanted = expected["coefficient"], expected["options"], expected["exact_reference"]
            if "self_pairing" in options and not options["self_pairing"].startswith("(sum_j"):
                continue  # readings of the source that do not give its published figure
            if name in ("k_u_alpha", "k_coverage"):
                each = got.value_alphas if name == "k_u_alpha" else got.value_coverages
                value = each[values.index(options["value"])]
            else:
                value = {
                    "u_alpha": got.u_alpha, "bar_u_alpha": got.bar_u_alpha, "cu_alpha": got.cu_alpha,
                    "cu_coverage": got.coverage}[name]  # fmt: skip
            assert value == (None if wanted is None else pytest.approx(wanted, abs=1e-9)), (table["id"], name, options)
            checked += 1
    assert checked >= 14


def test_by_hand_two_observers_of_ten() -> None:
    """L = 10, x on [0, 4) and [2, 6): ΣZ = 44, uα = 1 − 8 · 356 / 3840."""
    found = Coincidences(1)
    found.add(10, [[(0, 4, 1)], [(2, 6, 1)]])
    got = unitizing(found)
    assert got.u_alpha == pytest.approx(1 - 8 * 356 / 3840, abs=1e-12)
    assert got.bar_u_alpha == pytest.approx(got.u_alpha)
    assert got.cu_alpha is None


def test_without_gaps_or_observers_there_is_no_number() -> None:
    full = Coincidences(2)
    full.add(10, [[(0, 5, 1), (5, 10, 2)], [(0, 5, 1), (5, 10, 1)]])
    assert unitizing(full).bar_u_alpha is None
    assert unitizing(full).cu_alpha == unitizing(full).u_alpha == pytest.approx(0.0)
    alone = Coincidences(1)
    alone.add(10, [[(0, 5, 1)]])
    assert unitizing(alone) == Unitizing(None, None, None, None, (None,), (None,))
    with pytest.raises(ValueError, match="not overlap"):
        alone.add(10, [[(0, 5, 1), (4, 6, 1)], []])


def test_documents_add_up() -> None:
    """The same document twice: shares stay, and chance moves only by the self-pairing of units."""
    once, twice = Coincidences(1), Coincidences(1)
    for found, times in ((once, 1), (twice, 2)):
        for _ in range(times):
            found.add(10, [[(0, 4, 1)], [(2, 6, 1)]])
    assert twice.met == {cell: 2 * value for cell, value in once.met.items()}
    assert unitizing(twice).u_alpha == pytest.approx(1 - 16 * (1600 - 88) / (40 * 16 * 24 * 2))

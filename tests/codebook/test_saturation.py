"""Saturation: curves and the rule of Guest, Namey & Chen against what every order, counted out, comes to."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from cli_calls import call, coded_study, done, table
from hypothesis import given, settings
from hypothesis import strategies as st

from codebook.counting.saturation import Reached, Rule, accumulated, mean_curve, notation, reached_at, saturation
from codebook.project import open_project
from transcripts.errors import WorkbenchError

SMALL = [{"a", "b"}, {"a"}, {"c"}, set()]


def seen(order: tuple[set[str], ...]) -> list[int]:
    found: set[str] = set()
    counts = []
    for each in order:
        found |= each
        counts.append(len(found))
    return counts


def test_the_mean_curve_of_a_small_case_by_hand() -> None:
    # k = 1: a in 2 of 4, b and c in 1 of 4: 0.5 + 0.25 + 0.25. k = 2: a is missed by 1 pair of 6, b and c by 3 of 6.
    assert mean_curve(SMALL) == pytest.approx([1.0, 5 / 6 + 0.5 + 0.5, 1 + 0.75 + 0.75, 3.0])


@settings(deadline=None)
@given(st.lists(st.sets(st.sampled_from("abcde")), min_size=1, max_size=5))
def test_the_mean_curve_is_the_mean_of_all_orders(sets: list[set[str]]) -> None:
    every = np.array([seen(order) for order in permutations(sets)])
    assert mean_curve(sets) == pytest.approx(every.mean(axis=0).tolist())


@settings(deadline=None)
@given(st.lists(st.sets(st.sampled_from("abcde")), min_size=1, max_size=5), st.integers(0, 9))
def test_every_random_order_is_one_that_there_is(sets: list[set[str]], seed: int) -> None:
    used = sorted(set().union(*sets))
    drawn = accumulated(sets, used, Rule(orders=20, seed=seed))
    possible = {tuple(seen(order)) for order in permutations(sets)}
    assert {tuple(row) for row in drawn.tolist()} <= possible


def test_random_orders_are_even_and_the_seed_decides_them() -> None:
    used = ["a", "b", "c"]
    drawn = accumulated(SMALL, used, Rule(orders=20_000, seed=3))
    assert drawn.mean(axis=0) == pytest.approx(mean_curve(SMALL), abs=0.02)
    assert (drawn == accumulated(SMALL, used, Rule(orders=20_000, seed=3))).all()
    assert (drawn != accumulated(SMALL, used, Rule(orders=20_000, seed=4))).any()


@pytest.mark.parametrize(
    ("counts", "rule", "after"),
    [
        ([20, 28, 33, 37, 40, 44, 45, 45, 45], Rule(), 8),  # interviews 6 and 7: 5 of 37; 7 and 8: 1 of 37
        ([20, 28, 33, 37, 40, 44, 45, 45, 45], Rule(threshold=0.0), 9),
        ([20, 28, 33, 37, 40, 44, 45, 45, 45], Rule(threshold=0.2), 6),
        ([20, 28, 33, 37, 40, 44, 45, 45, 45], Rule(run=3), 9),
        ([20, 28, 33, 37, 40], Rule(), None),
        ([20, 28, 33, 37, 40, 44, 45], Rule(run=3), None),
        ([0, 0, 0, 0, 0, 0], Rule(), None),
        ([1, 1, 1, 1, 1, 1], Rule(threshold=0.0), 6),
        ([5, 5, 5], Rule(base=1, run=1), 2),
        ([100, 129], Rule(base=1, run=1, threshold=0.29), 2),  # 0.29 × 100 is less than 29 in a computer
    ],
)
def test_when_the_rule_says_that_it_is_reached(counts: list[int], rule: Rule, after: int | None) -> None:
    assert reached_at(counts, rule) == after


@pytest.mark.parametrize(("threshold", "at"), [(0.05, "6+2"), (0.11, "5+2"), (0.19, "4+2"), (0.18, "5+2")])
def test_the_worked_example_of_the_paper_in_its_own_notation(threshold: float, at: str) -> None:
    # Guest, Namey & Chen (2020): 37 themes in a base of 4 interviews; interviews 5 to 8 bring 4, 3, 1, 0 new ones, so
    # that runs of 2 bring 7 (19 %), 4 (11 %) and 1 (3 %). At 5 % saturation is reached at interview 6, shown by 2 more.
    rule = Rule(threshold=threshold)
    counts = [16, 25, 32, 37, 41, 44, 45, 45]
    reached = reached_at(counts, rule)
    assert reached is not None
    assert notation(reached, rule.run) == at
    assert Reached(9, reached, reached, reached + 2).words(10, rule.run).startswith(f"{at} ({at[0]} to ")
    assert Reached(0, None, None, None).words(10, rule.run) == "in no order"


def test_one_word_for_what_cannot_be_asked() -> None:
    for wrong in ({"orders": 0}, {"base": 0}, {"run": 0}, {"threshold": 1.0}, {"orders": 10**9}):
        with pytest.raises(WorkbenchError):
            Rule(**wrong)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two interviews, each with one code of its own; all codes came up in coding."""
    return coded_study(tmp_path_factory.mktemp("saturation"))


def test_codes_that_were_there_before_coding_are_told_apart(project: Path, tmp_path: Path) -> None:
    with open_project(project) as found, found.reading() as session:
        (curve,) = saturation(session, rule=Rule(base=1, run=1)).curves
    assert (curve.group, curve.mean, curve.new) == ("CPS", (1.0, 2.0), (1.0, 1.0))
    assert curve.a_priori == ()
    assert (curve.reached.orders, curve.why_not) == (0, "")

    book = tmp_path / "book.yaml"
    done("codes", "export", project, book)
    other = tmp_path / "other.qdb"
    done("new", other, "--codebook", book, "--as", "Ann")
    folder = project.parent
    done("import", other, folder / "CPS 1.txt", folder / "CPS 2.txt", "--kind", "interview", "--as", "Ann")
    done("codings", "import", other, folder / "codings.csv", "--as", "Ann")
    with open_project(other) as found, found.reading() as session:
        (curve,) = saturation(session, rule=Rule(base=1, run=1)).curves
    assert set(curve.a_priori) == set(curve.codes) == {"Partnership/early contact", "Delay"}
    assert curve.by_construction
    assert "saturate by construction" in curve.why_not


def test_a_kind_that_nobody_is_done_with_is_an_error_of_one_line(project: Path) -> None:
    called = call("saturation", project, "--kind", "forum")
    assert (called.code, called.err) == (1, "Nobody is done with a document of the kind ‘forum’.\n")


def test_what_is_not_reached_is_no_dash_and_a_dash_is_what_cannot_be_said(project: Path) -> None:
    asked = ("--base", "1", "--run", "1")
    assert "in no order" in done("saturation", project, *asked).out  # each of the two brings a code of its own
    few = done("saturation", project).out
    assert "in no order" not in few
    assert "2 interviews are fewer than base and run need" in few


def test_documents_of_the_kind_that_nobody_is_done_with_are_left_out_and_told(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.qdb"
    copy.write_bytes(project.read_bytes())
    rows = [["CPS 2", name, "started"] for name in ("Ann", "Ben")]
    states = table(tmp_path / "states.csv", "document,coder,state", rows)
    done("assignments", "import", copy, states, "--as", "Ann")
    told = done("saturation", copy)
    assert "interviews of" in told.out
    assert told.err == "1 document with codings that nobody is done with: left out.\n"
    assert done("triangulate", copy, "--as", "Ann").err == told.err

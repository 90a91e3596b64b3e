"""A query taken apart, changed part by part, and put together again."""

from __future__ import annotations

import pytest

from codebook.query import Code, Filter, parse
from codebook.query.building import (
    Part,
    Path,
    apart,
    at_path,
    joined,
    lines,
    rejoined,
    with_filter,
    with_leaf,
    without_filter,
    without_part,
    written,
)

A, B, C, D = (Code((name,)) for name in "ABCD")
ANN = Filter("coder", ("Ann",))


def outline(query: str) -> list[str]:
    return [f"{'  ' * each.depth}{each.joint} {each.text or '…'}".rstrip() for each in lines(apart(parse(query)))]


def test_every_part_and_filter_is_a_line_in_the_order_in_which_it_is_read() -> None:
    asked = '(("ISVA role" coder:Ben) SAME document (* coder:Ann NOT state:done)) AND NOT @blame kind:"case file"'
    assert outline(asked) == [
        " …",
        "   …",
        '     "ISVA role"',
        "       coder:Ben",
        "    SAME document *",
        "       coder:Ann",
        "       NOT state:done",
        "  AND NOT @blame",
        '   kind:"case file"',
    ]
    assert outline("A") == [" A"]
    assert outline("kind:interview") == [" *", "   kind:interview"]
    assert outline("A WITHIN B NEAR 1 turn C") == [" …", "   A", "  WITHIN B", "  NEAR 1 turn C"]


@pytest.mark.parametrize(
    "query",
    [
        "A", "A group:x", "A OR B", "A OR (B x:1)", "(A OR B) AND C", "A AND B AND NOT C x:1 NOT y:2,3",
        "A WITHIN B SAME case C",
        "A WITHIN (B NEAR 1 sentence C)", "(A x:1) OVERLAPS (B y:2)", "x:1", "@s AND NOT (A OR B)", "(A OR B) x:1",
        '(x:1 y:2) SAME document (x:2)', "A NEAR 0 sentences B", '"a, b" AND Theme/*', "c*t OR Th*/*",
    ],
)  # fmt: skip
def test_together_again_it_is_the_query_that_it_was(query: str) -> None:
    assert written(apart(parse(query))) == query


@pytest.mark.parametrize(
    ("query", "path", "joint", "others", "now", "then"),
    [
        ("A", (), "AND", [B], "A AND B", ()),
        ("A", (), "AND NOT", [B, C], "A AND NOT B AND NOT C", ()),
        ("A coder:Ann", (), "WITHIN", [B], "(A coder:Ann) WITHIN B", ()),
        ("A", (), "SAME case", [B, C], "A SAME case (B OR C)", ()),
        ("A AND NOT B", (), "AND", [C], "A AND C AND NOT B", ()),
        ("A AND B", (1,), "AND", [C], "A AND B AND C", ()),
        ("A AND NOT B", (1,), "AND", [C], "A AND NOT (B AND C)", (1,)),
        ("A AND B", (), "OR", [C], "A AND B OR C", ()),
        ("A OR B", (1,), "AND", [C], "A OR B AND C", (1,)),
        ("A WITHIN B", (), "NEAR 2 turns", [C], "A WITHIN B NEAR 2 turns C", ()),
        ("A WITHIN B", (1,), "BEFORE", [C], "A WITHIN (B BEFORE C)", (1,)),
        ("A AND B coder:Ann", (), "AND", [C], "(A AND B coder:Ann) AND C", ()),
        ("(A coder:Ann) AND B", (0,), "AND", [C], "(A coder:Ann) AND C AND B", ()),
    ],
)
def test_what_is_joined_is_joined_to_the_part_it_is_joined_to(
    query: str, path: Path, joint: str, others: list[Code], now: str, then: Path
) -> None:
    after, place = joined(apart(parse(query)), path, joint, others)
    assert written(after) == now
    assert parse(written(after)) == parse(now)
    assert place == then


@pytest.mark.parametrize(
    ("query", "path", "joint", "now"),
    [
        ("A AND B", (1,), "AND NOT", "A AND NOT B"),
        ("A AND NOT B", (1,), "OR", "A OR B"),
        ("A AND B AND C", (1,), "AND NOT", "A AND C AND NOT B"),
        ("A AND B AND C", (1,), "OR", "(A OR B) AND C"),
        ("A AND B AND C", (2,), "OR", "A AND B OR C"),
        ("A AND B AND C coder:Ann", (2,), "OR", "(A AND B OR C) coder:Ann"),
        ("A AND B coder:Ann", (1,), "SAME turn", "A SAME turn B coder:Ann"),
        ("D OR (A AND B)", (1, 1), "OVERLAPS", "D OR A OVERLAPS B"),
        ("A WITHIN B BEFORE C", (2,), "AND", "A WITHIN B AND C"),
    ],
)
def test_another_joint_and_the_cursor_stays_with_its_part(query: str, path: Path, joint: str, now: str) -> None:
    whole = apart(parse(query))
    after, place = rejoined(whole, path, joint)
    assert written(after) == now
    assert at_path(after, place).leaf == at_path(whole, path).leaf
    assert at_path(after, place).joint == joint


def test_a_first_part_has_no_joint() -> None:
    with pytest.raises(ValueError, match="nothing joins"):
        rejoined(apart(parse("A AND B")), (0,), "OR")


@pytest.mark.parametrize(
    ("query", "path", "now"),
    [
        ("A", (), None), ("A AND B", (0,), "B"), ("A AND B AND C", (1,), "A AND C"),
        ("A AND NOT B", (0,), "* AND NOT B"), ("A AND NOT B", (1,), "A"),
        ("(A coder:Ann) AND B kind:x", (1,), "A coder:Ann kind:x"), ("A OR (B AND C)", (1, 0), "A OR C"),
        ("A WITHIN B BEFORE C", (0,), "B BEFORE C"), ("(A OR B) AND NOT C", (0, 1), "A AND NOT C"),
    ],
)  # fmt: skip
def test_what_is_left_without_a_part(query: str, path: Path, now: str | None) -> None:
    left = without_part(apart(parse(query)), path)
    assert (None if left is None else written(left)) == now


def test_filters_are_added_changed_and_taken_out_where_they_stand() -> None:
    whole = with_filter(apart(parse("A SAME case B")), (1,), ANN)
    assert written(whole) == "A SAME case (B coder:Ann)"
    whole = with_filter(whole, (), Filter("kind", ("case file", "x")))
    assert written(whole) == 'A SAME case (B coder:Ann) kind:"case file",x'
    whole = with_filter(whole, (1,), Filter("coder", ("Ben",), negated=True), 0)
    assert written(whole) == 'A SAME case (B NOT coder:Ben) kind:"case file",x'
    assert written(without_filter(whole, (1,), 0)) == 'A SAME case B kind:"case file",x'


def test_another_code_keeps_the_filters_and_the_joint() -> None:
    whole = apart(parse("A AND NOT (B coder:Ann)"))
    assert written(with_leaf(whole, (1,), C)) == "A AND NOT (C coder:Ann)"
    assert written(with_leaf(whole, (1,), parse("C OR D"))) == "A AND NOT ((C OR D) coder:Ann)"
    assert written(with_leaf(apart(parse("A kind:x")), (), parse("B group:y"))) == "B group:y kind:x"


def test_a_single_code_in_brackets_of_its_own_is_that_code() -> None:
    assert apart(parse("((A) x:1) y:2") ) == Part(leaf=A, filters=(Filter("x", ("1",)), Filter("y", ("2",))))

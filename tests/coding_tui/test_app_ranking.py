"""Which code a few letters mean, which names are near, what a digit means: pure."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebook.scheme.codes import Code
from codebook.scheme.document import CodeEntry
from codebook.scheme.yaml_format import load_shipped
from coding_tui.reader.model import ReaderTurn
from coding_tui.views.in_vivo import LONGEST, in_vivo_name, said
from coding_tui.views.ranking import Sought, near_equal, ranked
from coding_tui.views.recent_codes import DIGITS, RecentCodes
from coding_tui.widgets.rows import Row, in_view

SHIPPED = [
    Sought.of(Code("/".join(p.path), None, p.path, p.colour, p.asks_stance, p.entry, None, 0))
    for p in load_shipped("soteria").walk()
]


def code(*names: str, brief: str = "", cues: tuple[str, ...] = ()) -> Sought:
    entry = CodeEntry(names[-1], brief=brief, cues=cues)
    return Sought.of(Code("/".join(names), None, names, 1, False, entry, None, 0))


CODES = [
    code("Partnership"), code("Partnership", "Early contact", cues=("advice line",)),
    code("Partnership", "Blame across", brief="Fault is put on another agency"), code("Delay and queues"),
    code("Rape myths", "False report"), code("Contact log"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("early", "Early contact"), ("EARLY", "Early contact"), ("contact", "Contact log"), ("ec", "Early contact"),
        ("queu", "Delay and queues"), ("blmae", "Blame across"), ("advice", "Early contact"),
        ("part bl", "Blame across"), ("fault", "Blame across"), ("false report", "False report"),
    ],
)  # fmt: skip
def test_the_likeliest_code_comes_first(typed: str, first: str) -> None:
    assert ranked(typed, CODES)[0].name == first


def test_a_name_comes_before_a_path_that_before_rules_and_those_before_cues() -> None:
    found = [
        code("A", "Ways", cues=("delay",)), code("B", "Rest", brief="When there is delay in charging"),
        code("Delay", "Waiting"), code("C", "The delay"),
    ]  # fmt: skip
    assert [each.name for each in ranked("delay", found)] == ["The delay", "Waiting", "Rest", "Ways"]


def test_of_names_that_answer_alike_the_ones_used_last_come_first() -> None:
    found = [code("Early"), code("Early contact with investigators"), code("Eager")]
    assert {each.name for each in ranked("e", found, [found[1].code.uid, found[2].code.uid])[:2]} == {
        "Early contact with investigators", "Eager",
    }  # fmt: skip
    assert ranked("early", found, [found[1].code.uid])[0].name == "Early"


FIRST_WORDS = "Early Late Shared Blame Joint File Court Victim Officer Charge Review Phone Bail Support Advice"
SECOND_WORDS = (
    "contact training language delay review disclosure myths records questions notes wording panel pressure absence "
    "meetings forms visits habits"
)


PAIRS = tuple(product(FIRST_WORDS.split(), SECOND_WORDS.split()))


def test_initials_or_two_letters_of_each_word_find_any_of_270_codes() -> None:
    """`c`, a few letters, enter. Two letters are not enough to part 270 codes, but bring each into view."""
    book = [code(f"Theme {at % 9}", f"{one} {two}") for at, (one, two) in enumerate(PAIRS)]
    places = {2: [], 5: []}  # type: dict[int, list[int]]
    for each in book:
        one, two = each.name.split()
        for typed in (one[0] + two[0], f"{one[:2]} {two[:2]}"):
            places[len(typed)].append([found.uid for found in ranked(typed, book)].index(each.code.uid))
    assert len(book) == 270
    assert sum(place < 12 for place in places[2]) > 0.9 * len(book)
    assert sum(place == 0 for place in places[5]) > 0.8 * len(book)


def test_in_vivo_leaves_out_who_says_it() -> None:
    text = "I: Is it?\nCPS 43: No. It depends.\n"
    turns = (ReaderTurn(1, 0, 3, 9, "I"), ReaderTurn(2, 10, 18, 33, "CPS 43"))
    assert in_vivo_name(said(text, 3, 21, turns)) == "Is it? No"
    assert in_vivo_name(said(text, 18, 33, turns)) == "No. It depends"
    assert in_vivo_name(said(text, 12, 21, turns)) == "No"


def test_nothing_is_shown_for_letters_that_mean_nothing() -> None:
    assert ranked("zzzzqx", CODES) == []


def test_without_a_query_recent_codes_come_first_and_none_is_missing() -> None:
    found = ranked("", CODES, ["Delay and queues", "Partnership/Blame across"])
    assert [each.name for each in found[:2]] == ["Delay and queues", "Blame across"]
    assert len(found) == len(CODES)


@pytest.mark.parametrize("each", SHIPPED, ids=lambda each: each.code.path)
def test_every_shipped_code_is_first_by_its_own_name_and_among_the_first_by_its_beginning(each: Sought) -> None:
    assert ranked(each.name, SHIPPED)[0].name.casefold() == each.name
    assert each.code in ranked(each.name[: max(4, len(each.name) // 2)], SHIPPED)[:12]


@pytest.mark.parametrize(
    ("name", "near"),
    [("queue", "Delay and queues"), ("Erly contact", "Early contact"), ("report, false", "False report"),
     ("early  CONTACT", "Early contact"), ("Blame", "Blame across")],
)  # fmt: skip
def test_near_equal_names_are_found(name: str, near: str) -> None:
    assert near in [each.name for each in near_equal(name, CODES)]


@pytest.mark.parametrize("name", ["Training", "Disclosure", "Victim voice", ""])
def test_other_names_are_not_near(name: str) -> None:
    assert near_equal(name, CODES) == []


@given(st.lists(st.integers(0, 25).map(str), max_size=60))
def test_a_digit_stays_with_its_code_while_it_is_among_the_nine_used_last(used: list[str]) -> None:
    recent = RecentCodes()
    for each in used:
        before = {code: recent.digit(code) for code in recent.latest_first()}
        recent.use(each)
        assert recent.last == each
        for code, digit in before.items():
            assert recent.digit(code) in (digit, None)
    nine_last = list(dict.fromkeys(reversed(used)))[:DIGITS]
    assert recent.latest_first() == nine_last
    assert {recent.digit(code) for code in nine_last} == set(range(1, len(nine_last) + 1))
    assert all(recent.code(recent.digit(code) or 0) == code for code in nine_last)


@given(st.text())
def test_an_in_vivo_name_is_one_short_line(words: str) -> None:
    name = in_vivo_name(words)
    assert name
    assert len(name) <= LONGEST
    assert name.isprintable() or not set("\n\r\t\x1b") & set(name)


ROWS = st.lists(
    st.builds(
        Row, key=st.uuids().map(str), text=st.text("abc ", max_size=4), depth=st.integers(0, 3), branch=st.booleans(),
        find=st.text("abc ", max_size=2),
    ),
    max_size=25,
)  # fmt: skip


@given(ROWS, st.text("abc", min_size=1, max_size=2))
def test_a_filter_keeps_what_matches_and_what_stands_above_it(rows: list[Row], sought: str) -> None:
    shown = in_view(rows, set(), sought)
    assert shown == [row for row in rows if row in shown]

    def matches(row: Row) -> bool:
        return sought in f"{row.text} {row.find}"

    assert [row for row in rows if matches(row)] == [row for row in shown if matches(row)]
    for at, row in enumerate(shown):
        if not matches(row):
            assert at + 1 < len(shown)
            assert shown[at + 1].depth > row.depth


@given(ROWS)
def test_nothing_folded_hides_nothing_and_everything_folded_leaves_the_top(rows: list[Row]) -> None:
    assert in_view(rows, set(), "") == rows
    flat = [Row(row.key, row.text, row.depth, branch=True) for row in rows]
    kept = in_view(flat, {row.key for row in flat}, "")
    assert all(later.depth <= earlier.depth for earlier, later in pairwise(kept))

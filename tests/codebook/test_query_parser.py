"""The query language: what people type, what it means, what is said when it means nothing."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebook.paths import BadNameError, clean_name
from codebook.query import (
    ANY_CODE,
    And,
    Code,
    Expression,
    Filter,
    Or,
    QuerySyntaxError,
    Relation,
    codes_in,
    describe,
    evaluate,
    filters_on_all,
    parse,
    single_code,
)
from codebook.query.building import apart, together
from codebook.query.errors import place_of
from codebook.spans import Span

DELAY, CONTACT, OWN = Code(("Delay",)), Code(("early contact",)), Code(("Own practice",))
POLICE = Filter("group", ("police",))


@pytest.mark.parametrize(
    ("query", "meaning"),
    [
        ("Delay", DELAY),
        ("  early   contact ", CONTACT),
        ('"early contact"', CONTACT),
        ("“early contact”", CONTACT),
        ('"Partnership/early contact"', Code(("Partnership", "early contact"))),
        ("Partnership/early contact", Code(("Partnership", "early contact"))),
        ("Partnership/*", Code(("Partnership",), subtree=True)),
        ('"Rape myths/*"', Code(("Rape myths",), subtree=True)),
        ("Rape myths/*", Code(("Rape myths",), subtree=True)),
        ("*", ANY_CODE),
        ("early*", Code(("early*",), wild=True)),
        ("*/Delay", Code(("*", "Delay"), wild=True)),
        ("Rape*/*", Code(("Rape*",), subtree=True, wild=True)),
        ("Delay WITHIN early contact", Relation(DELAY, "within", CONTACT)),
        ("Delay NEAR 1 turn (Own practice)", Relation(DELAY, "near", OWN, "turn", 1)),
        ("NOT Delay SAME  case early contact AND Own practice",
         And((OWN,), (Relation(DELAY, "same", CONTACT, "case"),))),
        ("Delay OVERLAPS Own practice BEFORE Delay", Relation(Relation(DELAY, "overlaps", OWN), "before", DELAY)),
        ("Delay NEARLY", Code(("Delay NEARLY",))),
        (r'"and\/or"', Code(("and/or",))),
        (r'"say \"no\""', Code(('say "no"',))),
        (r'"Theme/\*"', Code(("Theme", "*"))),
        ("trust and transparency", Code(("trust and transparency",))),
        ("ANDy OR NOTE", Or((Code(("ANDy",)), Code(("NOTE",))))),
        ("Delay AND early contact", And((DELAY, CONTACT))),
        ("Delay AND NOT Own practice", And((DELAY,), (OWN,))),
        ("Delay NOT Own practice", And((DELAY,), (OWN,))),
        ("NOT Own practice AND Delay", And((DELAY,), (OWN,))),
        ("Delay OR early contact AND NOT Own practice", Or((DELAY, And((CONTACT,), (OWN,))))),
        ("(Delay OR early contact) AND NOT Own practice", And((Or((DELAY, CONTACT)),), (OWN,))),
        ("((Delay))", DELAY),
        ("Delay group:police", And((DELAY,), (), (POLICE,))),
        ("group:police Delay", And((DELAY,), (), (POLICE,))),
        ("Delay AND group:police", And((DELAY,), (), (POLICE,))),
        ("GROUP: police", And((), (), (POLICE,))),
        ("Delay NOT group:police", And((DELAY,), (), (Filter("group", ("police",), negated=True),))),
        ("area:C,D Delay", And((DELAY,), (), (Filter("area", ("C", "D")),))),
        ('document:"CPS 43", "CPS 44"', And((), (), (Filter("document", ("CPS 43", "CPS 44")),))),
        ("stance:Acts-On key:YES", And((), (), (Filter("stance", ("acts-on",)), Filter("key", ("yes",))))),
        ("years_in_post:5–10", And((), (), (Filter("years_in_post", ("5–10",)),))),
        ("Delay OR kind:panel", Or((DELAY, And((), (), (Filter("kind", ("panel",)),))))),
        (
            'Partnership/* AND NOT "Own practice" group:police area:C,D',
            And((Code(("Partnership",), subtree=True),), (OWN,), (POLICE, Filter("area", ("C", "D")))),
        ),
    ],
)
def test_what_people_type(query: str, meaning: Expression) -> None:
    assert parse(query) == meaning
    assert parse(describe(meaning)) == meaning


@pytest.mark.parametrize(
    ("query", "position", "says"),
    [
        ("", 0, "empty"),
        ("   ", 0, "empty"),
        ("Delay AND", 9, "Expected a code"),
        ("Delay AND )", 10, "Expected a code"),
        ("AND Delay", 0, "Expected a code"),
        ("Delay OR OR Trust", 9, "Expected a code"),
        ("()", 1, "Expected a code"),
        ("NOT Delay", 0, "A AND NOT B"),
        ("Trust OR NOT Delay", 9, "A AND NOT B"),
        ("kind:panel NOT Delay", 0, "A AND NOT B"),
        ("NOT NOT Delay", 4, "Expected a code"),
        ("(Delay", 6, "still open"),
        ("Delay) AND Trust", 5, "closes none"),
        ("Delay (Trust)", 6, "between two codes"),
        ('Delay "Trust"', 6, "between two codes"),
        ('"Delay AND Trust', 0, "no partner"),
        ("Delay, Trust", 5, "comma"),
        ("Delay AND kind:", 15, "Expected a value after ‘kind:’"),
        ("stance: )", 8, "endorses"),
        ("stance:held", 7, "endorses"),
        ("stance:reprots", 7, "or none. Did you mean ‘reports’?"),
        ("Delay key:maybe", 10, "yes or no"),
        (r"Ea\/rly*", 0, "holds no backslash"),
        ("Delay NEAR Trust", 6, "NEAR says how far: ‘A NEAR 2 sentences B’"),
        ("Delay NEAR 2 words Trust", 6, "NEAR says how far"),
        ("Delay SAME Trust", 6, "SAME turn B"),
        ("Delay WITHIN", 12, "Expected a code"),
        ("Delay coder:Ann WITHIN Trust", 16, "put a code and its filters into brackets"),
        ("BEFORE Delay", 0, "Expected a code"),
        (" WITHIN ".join(["A"] * 60), 362, "More than 40 relations"),
        ("Delay AND 12:30", 10, "into quotes"),
        ('Delay AND "a//b"', 10, "empty name"),
        ('""', 0, "empty name"),
        ("Delay AND\n  (Trust", 18, "still open"),
        ("(" * 100 + "a" + ")" * 100, 40, "40 deep"),
        ("a " * 4000, 4000, "longer than"),
        ("Delay AND @all of it", 15, 'A saved query with blanks in its name goes into quotes: @"all of it".'),
        ("@blame OR @all of it AND Trust", 15, '@"all of it"'),
        ("@blame (Trust)", 7, "between two codes"),
    ],
)
def test_a_wrong_query_is_told_where_and_what_was_expected(query: str, position: int, says: str) -> None:
    with pytest.raises(QuerySyntaxError) as refused:
        parse(query)
    error = refused.value
    assert (error.position, says in error.advice) == (position, True), error.advice
    assert "\n" not in error.advice
    if not query.strip():
        assert str(error) == error.advice
        return
    shown, caret = error.excerpt.split("\n")
    assert caret.strip() == "^"
    assert shown[caret.index("^") : caret.index("^") + 1].strip() == error.query[position : position + 1].strip()
    assert str(error).splitlines() == [error.advice, *error.excerpt.splitlines()]


def _is_name(text: str) -> bool:
    try:
        return clean_name(text) == text
    except BadNameError:
        return False


WORDS = st.sampled_from(
    ["AND", "OR", "NOT", "and", "Delay", "*", "a*", "kind:", "a:b", '"', "\\", "/", "x,y", "(", "“"]
)
NAMES = st.one_of(WORDS, st.text(st.characters(), max_size=8), st.lists(WORDS, max_size=3).map(" ".join)).filter(
    _is_name
)
CODES = st.builds(Code, st.lists(NAMES, min_size=1, max_size=3).map(tuple), st.booleans()) | st.just(ANY_CODE)
FREE = st.builds(
    Filter,
    st.sampled_from(["kind", "group", "document", "years_in_post", "größe"]),
    st.lists(st.text(max_size=6), min_size=1, max_size=3).map(tuple),
    st.booleans(),
)
CLOSED = st.builds(Filter, st.just("stance"), st.just(("reports", "none")), st.booleans())


def _and(parts: list[Expression], without: list[Expression], filters: list[Filter]) -> Expression:
    if parts and not without and not filters:
        return And(tuple(parts)) if len(parts) > 1 else parts[0]
    if parts or filters:
        return And(tuple(parts), tuple(without) if parts else (), tuple(filters))
    return ANY_CODE


def _extended(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    lists = st.lists(inner, max_size=3)
    ands = st.builds(_and, lists, lists, st.lists(st.one_of(FREE, CLOSED), max_size=2))
    ors = st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts)))
    return st.one_of(ands, ors, st.builds(lambda a, how, b: Relation(a, how[0], b, *how[1:]), inner, RELATIONS, inner))


RELATIONS = st.sampled_from([
    ("within",), ("overlaps",), ("before",), ("near", "sentence", 1), ("near", "turn", 2), ("same", "turn"),
    ("same", "document"), ("same", "case"), ("same", "participant"),
])  # fmt: skip
EXPRESSIONS = st.recursive(CODES, _extended, max_leaves=8)


@given(EXPRESSIONS)
@settings(deadline=None)
def test_a_query_written_out_means_the_same(expression: Expression) -> None:
    text = describe(expression)
    assert parse(text) == expression
    assert describe(parse(text)) == text


@given(st.text('ANDORT ab:,"“”()*\\/', max_size=40))
@settings(deadline=None)
def test_whatever_is_typed_is_read_or_refused_at_a_place_within_it(query: str) -> None:
    try:
        expression = parse(query)
    except QuerySyntaxError as error:
        place = error.position
    else:
        place = 0
        assert parse(describe(expression)) == expression
    assert 0 <= place <= len(query)


ONE_CODING = st.builds(
    lambda start, length, coder: (start, start + length, coder),
    st.integers(0, 30), st.integers(1, 9), st.sampled_from(["Ann", "Ben"]),
)  # fmt: skip
CODINGS = st.fixed_dictionaries({name: st.lists(ONE_CODING, max_size=4) for name in "ABC"})
SIMPLE = st.recursive(
    st.sampled_from([Code(("A",)), Code(("B",)), Code(("C",)), ANY_CODE]),
    lambda inner: st.one_of(
        st.builds(
            _and,
            st.lists(inner, max_size=3),
            st.lists(inner, max_size=2),
            st.lists(st.builds(Filter, st.just("coder"), st.sampled_from([("Ann",), ("Ann", "Ben")])), max_size=1),
        ),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
        st.builds(lambda a, how, b: Relation(a, how[0], b, *how[1:]), inner, RELATIONS, inner),
    ),
    max_leaves=6,
)
Coded = dict[str, list[tuple[int, int, str]]]


def resolver(codings: Coded, code: Code, filters: tuple[Filter, ...]) -> list[Span]:
    names = list(codings) if code == ANY_CODE else [code.names[0]]
    return [
        (start, end)
        for name in names
        for start, end, coder in codings[name]
        if all(coder in given.values for given in filters)
    ]


class Sevens:
    """Sentences of three characters, turns of seven; a case of two documents, of which the other has nothing."""

    def numbers(self, unit: str, span: Span) -> Span:
        size = 3 if unit == "sentence" else 7
        return span[0] // size, (span[1] - 1) // size + 1

    def together(self, expression: Expression, filters: tuple[Filter, ...], scope: str) -> bool:
        return False


def pieces(expression: Expression, codings: Coded, filters: tuple[Filter, ...]) -> list[set[int]]:
    """The answer's passages as sets of characters: codings one by one, else runs of neighbouring characters."""
    if isinstance(expression, Code):
        return [set(range(*span)) for span in resolver(codings, expression, filters)]
    if isinstance(expression, And) and len(expression.parts) < 2 and not expression.without:
        only = expression.parts[0] if expression.parts else ANY_CODE
        return pieces(only, codings, (*filters, *expression.filters))
    if isinstance(expression, Relation):
        right = pieces(expression.right, codings, filters)
        return [each for each in pieces(expression.left, codings, filters) if stands(each, expression, right)]
    text = sorted(oracle(expression, codings, filters))
    breaks = [i for i, at in enumerate(text) if i == 0 or text[i - 1] != at - 1]
    return [set(text[a:b]) for a, b in pairwise([*breaks, len(text)])]


def stands(left: set[int], asked: Relation, right: list[set[int]]) -> bool:
    """A relation as its words say it, character by character."""
    text = set().union(*right)
    if asked.how == "within":
        return left <= text
    if asked.how == "overlaps":
        return bool(left & text)
    if asked.how == "before":
        return any(max(left) < min(each) for each in right)
    if asked.unit in ("document", "case", "participant"):
        return bool(right)
    size = 3 if asked.unit == "sentence" else 7
    return any(abs(a // size - b // size) <= asked.reach for a in left for b in text)


def oracle(expression: Expression, codings: Coded, filters: tuple[Filter, ...]) -> set[int]:
    if isinstance(expression, Relation):
        return set().union(*pieces(expression, codings, filters))
    if isinstance(expression, Code):
        return {at for start, end in resolver(codings, expression, filters) for at in range(start, end)}
    if isinstance(expression, Or):
        return set().union(*(oracle(part, codings, filters) for part in expression.parts))
    inside = (*filters, *expression.filters)
    covered = oracle(ANY_CODE, codings, inside)
    for part in expression.parts:
        covered &= oracle(part, codings, inside)
    for part in expression.without:
        covered -= oracle(part, codings, inside)
    return covered


@given(SIMPLE, CODINGS)
@settings(deadline=None, max_examples=300)
def test_answers_are_the_set_of_characters_that_the_words_mean(expression: Expression, codings: Coded) -> None:
    found = evaluate(expression, lambda code, filters: resolver(codings, code, filters), Sevens())
    assert {at for start, end in found for at in range(start, end)} == oracle(expression, codings, ())
    assert found == sorted(found)
    assert sorted(map(sorted, pieces(expression, codings, ()))) == sorted(list(range(*span)) for span in found)
    if isinstance(expression, Or):
        assert all(before[1] < after[0] for before, after in pairwise(found))


@given(SIMPLE, CODINGS)
@settings(deadline=None)
def test_a_query_taken_apart_and_put_together_again_has_the_same_answer(expression: Expression, codings: Coded) -> None:
    answer = lambda asked: evaluate(asked, lambda code, given: resolver(codings, code, given), Sevens())  # noqa: E731
    again = together(apart(expression))
    assert answer(again) == answer(expression)
    assert answer(parse(describe(again))) == answer(expression)


@pytest.mark.parametrize(
    ("query", "column"),
    [("😀 hope AND (", 13), ("急ぎ AND (", 10), ("cafe\u0301 AND (", 10), ("تأخير AND (", 11), ("Delay AND (", 11)],
)
def test_the_caret_stands_in_the_column_of_the_sign_not_at_its_number(query: str, column: int) -> None:
    with pytest.raises(QuerySyntaxError) as refused:
        parse(query)
    shown, caret = refused.value.excerpt.split("\n")
    assert shown == f"  {query}"
    assert caret == " " * (2 + column) + "^"


@pytest.mark.parametrize(
    ("query", "named", "at"),
    [
        ("Straße AND Nirgends", "Nirgends", 11),
        ('Delay AND @"two words"', "two words", 12), ("@Delays AND delay", "Delay", 12),
        ("Rape myths/* AND Myth/*", "myth", 17), ("Delay AND @blame", "Gone", 11), ("Delay AND Trust", "Gone", None),
        ("group:gone AND Gone", "gone", 15), ("İİ AND (Gone", "gone", 8),
    ],
)  # fmt: skip
def test_what_an_advice_names_is_found_where_the_query_names_it(query: str, named: str, at: int | None) -> None:
    assert place_of(query, f"There is no ‘{named}’.") == at


def test_a_single_code_answers_with_its_codings_one_by_one() -> None:
    codings: Coded = {"A": [(4, 9, "Ben"), (0, 5, "Ann"), (0, 5, "Ben")], "B": [(0, 2, "Ann")]}
    answer = lambda query: evaluate(parse(query), lambda code, filters: resolver(codings, code, filters))  # noqa: E731
    assert answer("A") == [(0, 5), (0, 5), (4, 9)]
    assert answer("(A) coder:Ben") == [(0, 5), (4, 9)]
    assert answer("A OR B") == [(0, 9)]
    assert answer("A AND NOT B") == [(2, 9)]
    assert answer("A AND NOT B coder:Ben") == [(0, 9)]
    assert answer("coder:Ann") == [(0, 2), (0, 5)]


def test_what_a_store_asks_of_a_query() -> None:
    query = parse("(Delay stance:reports) AND NOT Trust group:police")
    assert [code.names for code in codes_in(query)] == [("Delay",), ("Trust",)]
    assert filters_on_all(query) == (POLICE,)
    assert single_code(query) is None
    narrowed = parse("(Delay stance:reports) group:police")
    assert filters_on_all(narrowed) == (POLICE, Filter("stance", ("reports",)))
    assert single_code(narrowed) == DELAY
    assert single_code(parse("group:police")) == ANY_CODE
    assert filters_on_all(parse("Delay group:police OR Trust")) == ()


def test_importing_the_package_does_not_load_the_grammar() -> None:
    program = "import sys, codebook.query; print(*sorted({'lark', 'sqlmodel', 'numpy', 'yaml'} & set(sys.modules)))"
    root = Path(__file__).resolve().parents[2]
    loaded = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []

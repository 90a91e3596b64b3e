"""Whole queries on real projects, against an answer put together character by character.

Random trees of codes, AND, OR, NOT, relations and filters are written out as a person would type them and asked of
small studies with random codings. The oracle knows nothing of spans: a passage is a set of characters, a turn or a
sentence is a number that every character has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import add, small_study

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.query import ANY_CODE, And, Code, Expression, Filter, Or, Relation, describe
from codebook.retrieval.excerpts import excerpts
from codebook.scheme import codes
from transcripts import coders, document_labels, documents
from transcripts.project import Project

SAID = (("Interviewer", ("How is it?", "Who waits?")), ("P", ("We wait.", "Calls come late.")),
        ("Interviewer", ("Why?",)), ("P", ("Nobody knows.", "It is 🙂 so.", "We wait.")))  # fmt: skip
TEXT = "".join(f"{name}: {' '.join(sentences)}\n" for name, sentences in SAID)
# label: kind, group, date, participant, case
KNOWN = {
    "One": ("interview", "CPS", "2023-03-14", "P 1", "Case 1"),
    "Two": ("interview", "Police", "2023-04", "P 1", ""),
    "Note": ("note", "", "", "", "Case 1"),
}
PATHS = ("Theme", "Theme/Delay", "Theme/Blame", "Other")


@dataclass(frozen=True, slots=True)
class Made:
    """A coding of the study."""

    label: str
    start: int
    end: int
    path: str
    coder: str
    stance: str
    key: bool


# -- what a study is, character by character ----------------------------------------------------------------------


def units() -> dict[str, list[int]]:
    """By unit, the number that every character has; a name belongs to the sentence after it."""
    turns: list[int] = []
    sentences: list[int] = []
    number = -1
    for turn, (name, said) in enumerate(SAID):
        turns += [turn] * len(f"{name}: {' '.join(said)}\n")
        sentences += [number + 1] * len(f"{name}: ")
        for each in said:
            number += 1
            sentences += [number] * (len(each) + 1)
    return {"turn": turns, "sentence": sentences}


UNITS = units()


def role(start: int, end: int) -> str:
    """Whose the first words of a stretch are; the end of a line is nobody's."""
    first = next((at for at in range(start, end) if not TEXT[at].isspace()), start)
    return "interviewer" if SAID[UNITS["turn"][first]][0] == "Interviewer" else "participant"


def passes(asked: Filter, one: Made) -> bool:
    kind, group, date, participant, case = KNOWN[one.label]
    actual = {
        "kind": kind, "group": group, "participant": participant, "case": case, "document": one.label,
        "coder": one.coder, "stance": one.stance or "none", "key": "yes" if one.key else "no",
        "role": role(one.start, one.end),
        "date": date, "text": TEXT[one.start : one.end],
    }[asked.field]  # fmt: skip
    if asked.field == "text":
        found = any(f" {value.lower()} " in f" {''.join(c if c.isalnum() else ' ' for c in actual.lower())} "
                    for value in asked.values)  # fmt: skip
    elif asked.field == "date":
        found = any(actual.startswith(value) for value in asked.values)
    else:
        found = any(actual.casefold() == value.casefold() for value in asked.values)
    return found != asked.negated


def meant(code: Code, path: str) -> bool:
    if code == ANY_CODE:
        return True
    stem = "/".join(code.names)
    return path == stem or path.endswith(f"/{stem}") or (code.subtree and path.startswith(f"{stem}/"))


class Oracle:
    """Answers by sets of characters."""

    def __init__(self, made: Sequence[Made]) -> None:
        self.made = made

    def passages(self, asked: Expression, label: str, filters: tuple[Filter, ...] = ()) -> list[frozenset[int]]:
        if isinstance(asked, Code):
            return [frozenset(range(one.start, one.end)) for one in self.made if one.label == label
                    and meant(asked, one.path) and all(passes(given, one) for given in filters)]  # fmt: skip
        if isinstance(asked, Relation):
            left = self.passages(asked.left, label, filters)
            return [each for each in left if self.stands(each, asked, label, filters)]
        if isinstance(asked, And) and len(asked.parts) < 2 and not asked.without:
            return self.passages((*asked.parts, ANY_CODE)[0], label, (*filters, *asked.filters))
        return runs(self.text(asked, label, filters))

    def text(self, asked: Expression, label: str, filters: tuple[Filter, ...]) -> frozenset[int]:
        if isinstance(asked, Or):
            return frozenset().union(*(self.text(part, label, filters) for part in asked.parts))
        if not isinstance(asked, And):
            return frozenset().union(*self.passages(asked, label, filters))
        inside = (*filters, *asked.filters)
        covered = self.text(ANY_CODE, label, inside)
        for part in asked.parts:
            covered &= self.text(part, label, inside)
        for part in asked.without:
            covered -= self.text(part, label, inside)
        return covered

    def stands(self, one: frozenset[int], asked: Relation, label: str, filters: tuple[Filter, ...]) -> bool:
        right = self.passages(asked.right, label, filters)
        text = frozenset().union(*right)
        if asked.unit in ("document", "case", "participant"):
            return any(self.passages(asked.right, other, filters) for other in together(label, asked.unit))
        if asked.how in ("near", "same"):
            number = UNITS[asked.unit]
            return any(abs(number[a] - number[b]) <= asked.reach for a in one for b in text)
        return {
            "within": one <= text,
            "overlaps": bool(one & text),
            "before": any(max(one) < min(each) for each in right),
        }[asked.how]


def together(label: str, unit: str) -> list[str]:
    """The documents that are about the same case or participant; a document always goes with itself."""
    at = {"participant": 3, "case": 4}.get(unit)
    same = [] if at is None else [each for each in KNOWN if KNOWN[each][at] == KNOWN[label][at] != ""]
    return [label, *(each for each in same if each != label)]


def runs(text: frozenset[int]) -> list[frozenset[int]]:
    ordered = sorted(text)
    breaks = [i for i, at in enumerate(ordered) if i == 0 or ordered[i - 1] != at - 1]
    return [frozenset(ordered[a:b]) for a, b in pairwise([*breaks, len(ordered)])]


# -- random studies and queries -----------------------------------------------------------------------------------

MADE = st.lists(
    st.builds(
        lambda label, start, length, *rest: Made(label, start, min(start + length, len(TEXT) - 1), *rest),
        st.sampled_from(sorted(KNOWN)), st.integers(0, len(TEXT) - 2), st.integers(1, 40), st.sampled_from(PATHS),
        st.sampled_from(("Ann", "Ben")), st.sampled_from(("", "reports", "challenges")), st.booleans(),
    ),
    min_size=3, max_size=14, unique_by=lambda one: (one.label, one.start, one.end, one.path, one.coder),
)  # fmt: skip
CODES = st.sampled_from([Code(("Theme",)), Code(("Theme",), subtree=True), Code(("Delay",)), Code(("Theme", "Blame")),
                         Code(("Other",)), ANY_CODE])  # fmt: skip
VALUES = {
    "kind": ("interview", "note"), "group": ("CPS", "police", ""), "coder": ("Ann", "ben"), "case": ("Case 1", ""),
    "participant": ("P 1", ""), "document": ("One", "two"), "stance": ("reports", "none"), "key": ("yes", "no"),
    "role": ("participant", "interviewer"), "date": ("2023", "2023-04"), "text": ("we", "wait", "come late"),
}  # fmt: skip
FILTERS = st.sampled_from(sorted(VALUES)).flatmap(
    lambda field: st.builds(
        lambda values, negated: Filter(field, tuple(values), negated),
        st.lists(st.sampled_from(VALUES[field]), min_size=1, max_size=2, unique=True), st.booleans(),
    )
)  # fmt: skip
RELATIONS = st.sampled_from([
    ("within",), ("overlaps",), ("before",), ("near", "sentence", 0), ("near", "sentence", 1), ("near", "turn", 1),
    ("near", "turn", 2), ("same", "turn"), ("same", "document"), ("same", "case"), ("same", "participant"),
])  # fmt: skip


def conjunction(parts: list[Expression], without: list[Expression], filters: list[Filter]) -> Expression:
    if not (parts or filters):
        return ANY_CODE
    if len(parts) == 1 and not (without or filters):
        return parts[0]
    return And(tuple(parts), tuple(without) if parts else (), tuple(filters))


QUERIES = st.recursive(
    CODES,
    lambda inner: st.one_of(
        st.builds(conjunction, st.lists(inner, max_size=2), st.lists(inner, max_size=2), st.lists(FILTERS, max_size=2)),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
        st.builds(lambda a, how, b: Relation(a, how[0], b, *how[1:]), inner, RELATIONS, inner),
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with small_study(tmp_path_factory.mktemp("whole") / "study.qdb", {}) as project:
        for label, (kind, group, date, participant, case) in KNOWN.items():
            uid = add(project, label, TEXT, kind=kind, group=group, date=date)
            with project.step("Describe", "Ann") as session:
                if participant:
                    documents.set_participant(session, uid, participant)
                if case:
                    documents.add_case(session, uid, case)
        yield project


def answered(project: Project, made: Sequence[Made], asked: Sequence[str]) -> list[list[tuple[str, int, int]]]:
    """Where a study of these codings answers each query."""
    with project.step("Try", "Ann") as session:
        for path in PATHS:
            codes.ensure(session, path)
        for one in made:
            place = (document_labels.find(session, one.label), one.start, one.end, codes.ensure(session, one.path))
            who = coders.ensure(session, one.coder)
            codings.apply(session, NewCoding(*place, who, stance=one.stance, key=one.key))
        found = [excerpts(session, each, include_interviewer=True) for each in asked]
        codings.remove(session, [coding.uid for coding in codings.codings(session)])
    assert all(one.text == TEXT[one.start : one.end] and one.codings for each in found for one in each)
    return [[(one.document, one.start, one.end) for one in each] for each in found]


def check(study: Project, made: Sequence[Made], queries: Sequence[Expression]) -> None:
    oracle = Oracle(made)
    found = answered(study, made, [describe(each) for each in queries])
    for asked, places in zip(queries, found, strict=True):
        wanted = [
            (label, min(each), max(each) + 1) for label in KNOWN for each in oracle.passages(asked, label)
            if not TEXT[min(each) : max(each) + 1].isspace()
        ]  # fmt: skip
        assert sorted(place for place in places if not TEXT[slice(*place[1:])].isspace()) == sorted(wanted), describe(
            asked
        )


STUDIES = {"made": MADE, "queries": st.lists(QUERIES, min_size=4, max_size=8)}


@settings(max_examples=15, deadline=None)
@given(**STUDIES)
def test_a_query_finds_the_characters_that_its_words_mean(
    study: Project, made: list[Made], queries: list[Expression]
) -> None:
    check(study, made, queries)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(**STUDIES)
def test_many_queries_find_the_characters_that_their_words_mean(
    study: Project, made: list[Made], queries: list[Expression]
) -> None:
    check(study, made, queries)


def test_the_oracle_counts_turns_and_sentences_as_they_are_written() -> None:
    assert len(UNITS["turn"]) == len(UNITS["sentence"]) == len(TEXT)
    places = {"How": 0, "Who": 1, "We wait. C": 2, "Calls": 3, "Why": 4, "Nobody": 5, "It is": 6, "We wait.\n": 7}
    assert {words: UNITS["sentence"][TEXT.index(words)] for words in places} == places

"""Disagreements by passage, rulings beside the codings, and the consensus that follows from both."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import TEXTS, dump, small_study

from codebook.checking import check
from codebook.coding import codings
from codebook.coding.codings import Coding, NewCoding
from codebook.reviewing.disagreements import Disagreement, Queue, disagreements
from codebook.reviewing.rulings import (
    At,
    Decision,
    Reading,
    Ruling,
    agreed_and_ruled,
    consensus,
    rule,
    rulings,
    take_back,
)
from codebook.scheme import codes
from codebook.scheme.use_to_see import KEY, RULED, use_to_see
from codebook.team import assignments
from codebook.team.protocol import settle
from transcripts import coders, document_labels
from transcripts.errors import Conflict, NotFound
from transcripts.project import Project
from transcripts.texts import document_texts

CODED = (
    ("CPS 1", "speak to the police", "Work/Contact", "Ann"),
    ("CPS 1", "speak to the police earlier", "Work/Contact", "Ben"),
    ("CPS 2", "Délais", "Work/Delay", "Ann"), ("CPS 2", "Délais", "Work/Queue", "Ben"),
    ("CPS 2", "everywhere", "Work/Delay", "Ben"), ("CPS 2", "Nobody calls us", "Work/Contact", "Ann"),
    ("CPS 2", "Nobody calls us", "Work/Contact", "Ben"),
)  # fmt: skip


@pytest.fixture
def read(tmp_path: Path) -> Iterable[Project]:
    with small_study(tmp_path / "read.qdb") as project:
        with project.step("Code", "Ann") as session:
            uids = document_labels.uids_by_label(session)
            for label, words, code, name in CODED:
                start = TEXTS[label].index(words)
                made = NewCoding(uids[label], start, start + len(words), codes.ensure(session, code),
                                 coders.ensure(session, name))  # fmt: skip
                codings.apply(session, made)
            for label in TEXTS:
                for name in ("Ann", "Ben"):
                    assignments.set_state(session, uids[label], coders.ensure(session, name), "done")
        yield project


def queue(project: Project, code: str = "") -> Queue:
    return disagreements(project, unit="character", code=code)


def decide(project: Project, one: Disagreement, decision: Decision) -> str:
    with project.step("Ruling", "Ann") as session:
        return rule(session, one.at, decision, coder=coders.ensure(session, "Ann"))


def kinds(found: Queue) -> list[tuple[str, str]]:
    return sorted((each.kind, each.text) for each in found.found)


def test_each_passage_once_with_both_readings_and_what_it_costs(read: Project) -> None:
    found = queue(read)
    assert kinds(found) == [
        ("boundary", "speak to the police earlier"), ("omission", "everywhere"), ("sibling", "Délais"),
    ]  # fmt: skip
    sibling = next(each for each in found.found if each.kind == "sibling")
    assert sibling.codes == ("Work/Delay", "Work/Queue")
    assert [(r.coder, found.paths[r.code]) for r in sorted(sibling.readings, key=lambda r: r.coder)] == [
        ("Ann", "Work/Delay"), ("Ben", "Work/Queue"),
    ]  # fmt: skip
    by_code: dict[str, float] = {}
    for each in found.found:
        for code, share in each.shares.items():
            by_code[code] = by_code.get(code, 0.0) + share
    assert by_code == pytest.approx({"Work/Contact": 1, "Work/Delay": 1, "Work/Queue": 1})
    delay = queue(read, "Delay").found
    assert [each.text for each in delay] == ["everywhere", "Délais"]
    assert [each.shares["Work/Delay"] for each in delay] == pytest.approx([10 / 16, 6 / 16])


def test_a_ruling_settles_survives_new_codings_and_is_stale_when_its_own_change(read: Project) -> None:
    one = queue(read).next_open()
    assert one is not None
    originals = dump(read)["coding"]
    decide(read, one, Decision("one", "definition", "as the rule says", kept="Ann"))
    assert dump(read)["coding"] == originals
    assert (queue(read).settled, queue(read).find(one.id[:4]).settled) == (1, True)
    with read.step("More", "Ben") as session:
        elsewhere = NewCoding(one.at.document, 0, 5, codes.ensure(session, "New"), coders.ensure(session, "Ben"))
        codings.apply(session, elsewhere)
    assert queue(read).find(one.id).settled
    with read.step("Change", "Ben") as session:
        mine = next(c for c in codings.codings(session, coders=["Ben"]) if c.code in one.at.codes
                    and c.start >= one.at.start and c.document == one.at.document)  # fmt: skip
        codings.stretch(session, mine.uid, mine.start, mine.end - 1)
    assert len(queue(read).stale) == 1
    assert queue(read).settled == 0
    read.undo("Ben")
    assert queue(read).settled == 1


def test_rulings_are_undone_redone_replaced_and_taken_back(read: Project) -> None:
    one = queue(read).found[0]
    before = dump(read)
    first = decide(read, one, Decision("neither", "slip"))
    with_one = dump(read)
    assert decide(read, one, Decision("all", "context")) == first
    read.undo("Ann")
    assert dump(read) == with_one
    read.undo("Ann")
    assert dump(read) == before
    read.redo("Ann")
    read.redo("Ann")
    with read.step("Back", "Ann") as session:
        assert [each.decision.outcome for each in rulings(session)] == ["all"]
        take_back(session, first)
    with read.step("Back", "Ann") as session, pytest.raises(NotFound):
        take_back(session, first)
    assert dump(read) == before
    assert check(read) == []


def spans(project: Project) -> list[tuple[str, str, bool]]:
    with project.reading() as session:
        paths = {each.uid: each.path for each in codes.tree(session)}
        texts = document_texts(session)
        return sorted(
            (paths[c.code], texts[c.document].text[c.start : c.end], bool(c.ruling))
            for c in consensus(session, ["Ann", "Ben"])
        )


AGREED = [("Work/Contact", "Nobody calls us", False)]


@pytest.mark.parametrize(
    ("decision", "there"),
    [
        (Decision("one", "slip", kept="Ann"), [("Work/Delay", "Délais", True)]),
        (Decision("one", "slip", kept="Ben"), [("Work/Queue", "Délais", True)]),
        (Decision("all", "double meaning"), [("Work/Delay", "Délais", True), ("Work/Queue", "Délais", True)]),
        (Decision("neither", "other"), []),
        (Decision("readings", "interpretation"), []),
    ],
)
def test_the_consensus_is_what_all_gave_and_what_was_ruled(
    read: Project, decision: Decision, there: list[tuple[str, str, bool]]
) -> None:
    common = [("Work/Contact", "speak to the police", False), *AGREED]
    assert spans(read) == sorted(common)
    decide(read, next(each for each in queue(read).found if each.kind == "sibling"), decision)
    assert spans(read) == sorted([*common, *there])


def test_a_new_span_and_code_stand_instead_and_go_into_the_definition(read: Project) -> None:
    one = next(each for each in queue(read).found if each.kind == "boundary")
    with read.reading() as session:
        code = codes.tree(session).find("Queue").uid
    new = Decision("new", "boundary", span=(one.at.start, one.at.start + 5), code=code, example="near_miss")
    decide(read, one, new)
    assert spans(read) == sorted([*AGREED, ("Work/Queue", "speak", True)])
    with read.reading() as session:
        assert codes.tree(session).find("Queue").entry.near_miss == "“speak” (CPS 1)"


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (Decision("one", "slip", kept="Chloe"), "Keep whose"), (Decision("maybe", "slip"), "no outcome"),
        (Decision("all", "because"), "no reason"), (Decision("new", "slip", span=(5, 5)), "stretch"),
        (Decision("new", "slip", span=(0, 5)), "code of the codebook"),
        (Decision("all", "slip", example="x"), "example"),
    ],
)  # fmt: skip
def test_a_decision_that_is_not_whole_is_refused(read: Project, decision: Decision, said: str) -> None:
    with pytest.raises(Conflict, match=said):
        decide(read, queue(read).found[0], decision)


def test_in_a_reflexive_project_readings_are_compared_without_figures(read: Project) -> None:
    settle(read, "Ann", approach="reflexive")
    found = queue(read).found
    assert len(found) == 3
    assert not any(each.shares for each in found)


PLACES = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda at: (at[0], at[0] + at[1]))
MADE = st.lists(st.tuples(PLACES, st.sampled_from("ab"), st.sampled_from(["Ann", "Ben"])), max_size=12)


@given(made=MADE, cuts=st.lists(PLACES, max_size=3), outcome=st.sampled_from(["one", "all", "neither", "readings"]))
@settings(max_examples=150, deadline=None)
def test_the_consensus_layer_is_a_function_of_originals_and_rulings(
    made: list[tuple[tuple[int, int], str, str]], cuts: list[tuple[int, int]], outcome: str
) -> None:
    rows = [
        Coding(str(n), "d", start, end, code, name, "main", "", False, False, None, "", "human", "")
        for n, ((start, end), code, name) in enumerate(made)
    ]

    def keeps_whole(cut: tuple[int, int], span: tuple[int, int]) -> bool:
        return (cut[0] <= span[0] and span[1] <= cut[1]) or span[1] <= cut[0] or cut[1] <= span[0]

    # Rulings are over whole codings that share no text, as disagreements are.
    whole = [cut for cut in cuts if all(keeps_whole(cut, span) for span, _, _ in made)]
    apart = [cut for n, cut in enumerate(whole) if all(cut[1] <= o[0] or o[1] <= cut[0] for o in whole[:n])]
    decided = [
        Ruling(f"r{start}", At("d", start, end, ("a", "b"), ("Ann", "Ben"), "main"), "d",
               Decision(outcome, "slip", kept="Ann" if outcome == "one" else ""),
               tuple(Reading(code, s, e, name) for (s, e), code, name in made if start <= s and e <= end),
               "Ann", "", False)
        for start, end in apart
    ]  # fmt: skip
    found = agreed_and_ruled("d", rows, ["Ann", "Ben"], decided)

    def has(code: str, name: str, at: int) -> bool:
        return any(c == code and n == name and s <= at < e for (s, e), c, n in made)

    for code in "ab":
        for at in range(41):
            ann, ben = has(code, "Ann", at), has(code, "Ben", at)
            ruled = any(start <= at < end for start, end in apart)
            expected = {"one": ann, "all": ann or ben}.get(outcome, False) if ruled else ann and ben
            assert sum(c.code == code and c.start <= at < c.end for c in found) == expected, (code, at)


def test_the_use_that_was_ruled_on_last_is_the_one_to_see(read: Project) -> None:
    with read.reading() as session:
        tree = codes.tree(session)
        contact, delay = tree.find("Work/Contact").uid, tree.find("Work/Delay").uid
        made = {c.start: c for c in codings.codings(session) if c.code == contact}
    with read.step("Key", "Ben") as session:
        codings.change(session, made[TEXTS["CPS 2"].index("Nobody calls us")].uid, key=True)
    with read.reading() as session:
        found = use_to_see(session, contact)
        assert found is not None
        assert (found.why, TEXTS["CPS 2"][found.start : found.end]) == (KEY, "Nobody calls us")
    sibling = next(each for each in queue(read).found if each.kind == "sibling")
    decide(read, sibling, Decision("neither", "slip"))
    boundary = next(each for each in queue(read).found if each.kind == "boundary")
    decide(read, boundary, Decision("one", "boundary", kept="Ben"))
    with read.reading() as session:
        found = use_to_see(session, contact)
        assert found is not None
        assert (found.why, found.who) == (RULED, "Ann")
        assert TEXTS["CPS 1"][found.start : found.end] == "speak to the police earlier"
        bens = codings.codings(session, coders=["Ben"])
        there = next(c for c in bens if c.code == contact and c.start == found.start)
        assert getattr(use_to_see(session, contact, apart_from=there), "why", "") == KEY
        refused = use_to_see(session, delay)
        assert refused is not None
        assert refused.why != RULED


def test_a_ruling_whose_originals_changed_is_no_use_to_see(read: Project) -> None:
    boundary = next(each for each in queue(read).found if each.kind == "boundary")
    decide(read, boundary, Decision("one", "boundary", kept="Ben"))
    with read.step("Changed", "Ben") as session:
        contact = codes.tree(session).find("Work/Contact").uid
        found = next(c for c in codings.codings(session, coders=["Ben"]) if c.code == contact and c.end - c.start > 20)
        codings.stretch(session, found.uid, found.start, found.end - 1)
    with read.reading() as session:
        seen = use_to_see(session, contact)
        assert seen is not None
        assert seen.why != RULED

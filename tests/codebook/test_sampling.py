"""Samples to code twice: shares, minimum, balance, spread over time, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from studies import add, dump

from codebook.project import create_project
from codebook.team.assignments import assignments, give
from codebook.team.sampling import Asked, carry_out, plan
from transcripts import document_labels, documents
from transcripts.errors import Conflict
from transcripts.project import Project

PEOPLE = ("Ann", "Ben", "Chloe", "Dan", "Eve")
SIZES = {"CPS": 12, "Police": 7, "Judges": 3}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with create_project(tmp_path_factory.mktemp("corpus") / "corpus.qdb", coder="Ann") as project:
        for group, many in SIZES.items():
            for number in range(many):
                words = " ".join(["word"] * (20 + 7 * ((number * 5) % 11)))
                add(project, f"{group} {number}", f"{group}: {words}\n", group=group, date=f"2023-{1 + number:02}-01",
                    area="AB"[number % 2])  # fmt: skip
        yield project


@given(
    share=st.floats(0.01, 1), minimum=st.integers(1, 3), seed=st.integers(0, 999),
    people=st.integers(2, 5), by=st.sampled_from([(), ("group",), ("area", "group")]),
)  # fmt: skip
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_plan_keeps_its_promises(
    corpus: Project, share: float, minimum: int, seed: int, people: int, by: tuple[str, ...]
) -> None:
    asked = Asked(PEOPLE[:people], share, by, minimum, seed)
    with corpus.reading() as session:
        known = documents.summaries(session)
        if by == ("area", "group") and minimum > 1:  # Judges in B are one
            with pytest.raises(Conflict, match="Judges"):
                plan(session, asked)
            return
        made, again = plan(session, asked), plan(session, asked)
    assert made == again
    assert sorted(each.document for each in (*made.twice, *made.once)) == sorted(each.uid for each in known)
    assert all(len(set(each.coders)) == 2 for each in made.twice)
    assert all(len(each.coders) == 1 for each in made.once)
    for stratum in made.strata:
        assert stratum.drawn >= minimum
        assert 0 <= stratum.drawn - share * stratum.documents < max(1, minimum)
    words = Counter[str]()
    for each in (*made.twice, *made.once):
        words.update(dict.fromkeys(each.coders, each.words))
    assert dict(made.words) == {name: words[name] for name in asked.coders}
    assert max(made.words.values()) - min(made.words.values()) <= max(each.words for each in known)


def test_it_is_spread_over_time(corpus: Project) -> None:
    with corpus.reading() as session:
        dates = {each.uid: each.date for each in documents.summaries(session)}
        for seed in range(20):
            made = plan(session, Asked(("Ann", "Ben"), 0.25, ("group",), seed=seed))
            quarters = [dates[d.document] for d in made.twice if d.label.startswith("CPS")]
            assert sorted((int(date[5:7]) - 1) // 4 for date in quarters) == [0, 1, 2]


def test_seeds_differ(corpus: Project) -> None:
    with corpus.reading() as session:
        drawn = {
            tuple(d.label for d in plan(session, Asked(("Ann", "Ben"), 0.3, seed=seed)).twice) for seed in range(9)
        }
    assert len(drawn) > 1


def test_it_is_one_step_sealed_for_two_alone_and_leaves_what_is_there(corpus: Project) -> None:
    before = dump(corpus)
    with corpus.step("Given", "Ann") as session:
        give(session, [document_labels.uids_by_label(session)["CPS 0"]], "Ann")
    with corpus.step("Sample", "Ann") as session:
        made = plan(session, Asked(("Ann", "Ben"), 0.2, ("group",), sealed=True))
        assert carry_out(session, made) == 2 * len(made.twice) + len(made.once)
    with corpus.reading() as session:
        sealed = {each.document for each in assignments(session) if each.sealed}
    assert sealed == {each.document for each in made.twice}
    assert "CPS 0" not in {each.label for each in (*made.twice, *made.once)}
    corpus.undo("Ann")
    corpus.undo("Ann")
    assert dump(corpus) == before


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(("Ann", "Ann")), "two coders"), (Asked(("Ann", "Ben"), 0), "no share"),
        (Asked(("Ann", "Ben"), minimum=0), "Every stratum"), (Asked(("Ann", "Ben"), by=("colour",)), "no ‘colour’"),
        (Asked(("Ann", "Ben"), by=("group",), minimum=4), "Judges"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused(corpus: Project, asked: Asked, said: str) -> None:
    with corpus.reading() as session, pytest.raises(Conflict, match=said):
        plan(session, asked)

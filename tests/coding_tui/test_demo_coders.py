"""The three coders: who did what, and that every planted difference has the shape its name promises."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from worked_study import generated

from coding_tui.demo.coders import DRIFT_CODER, DRIFT_FROM, DRIFT_REF, NEVER_TWICE_REF, ONE_CODER, ONE_CODER_REF
from coding_tui.demo.model import CODERS, DISAGREEMENT_TYPES, Disagreement, Study


@pytest.fixture(scope="module")
def study() -> Study:
    return generated()


def done_by(study: Study) -> dict[str, set[str]]:
    done: dict[str, set[str]] = defaultdict(set)
    for assignment in study.assignments:
        if assignment.state == "done":
            done[assignment.document].add(assignment.coder)
    return done


def spans(study: Study, document: str, coder: str) -> set[tuple[str, int, int]]:
    return {(one.ref, one.start, one.end) for one in study.codings if (one.document, one.coder) == (document, coder)}


def test_done_states_and_shares(study: Study) -> None:
    done = done_by(study)
    interviews = {document.label for document in study.documents if document.kind == "interview"}
    assert len(interviews & done.keys()) == 96
    assert sum(len(done[label]) > 1 for label in interviews & done.keys()) == 29
    assert any(len(coders) == 3 for coders in done.values())
    assert {assignment.state for assignment in study.assignments} == {"assigned", "started", "done"}
    assert any(document.label not in {one.document for one in study.assignments} for document in study.documents)


def test_double_coding_is_spread_over_groups_and_time(study: Study) -> None:
    twice = [label for label, coders in done_by(study).items() if len(coders) > 1]
    documents = [study.document(label) for label in twice]
    assert len({document.group or document.kind for document in documents}) == 10
    assert len({document.date[:7] for document in documents}) >= 10


def test_only_who_began_has_codings(study: Study) -> None:
    begun = {(one.document, one.coder) for one in study.assignments if one.state != "assigned"}
    assert {(one.document, one.coder) for one in study.codings} <= begun


def test_every_type_of_difference_is_planted(study: Study) -> None:
    assert {one.type for one in study.disagreements} == set(DISAGREEMENT_TYPES)
    assert study.truth["disagreement_types"] == dict(sorted(Counter(one.type for one in study.disagreements).items()))


@pytest.mark.parametrize("kind", DISAGREEMENT_TYPES)
def test_a_difference_has_its_shape_in_the_codings(study: Study, kind: str) -> None:
    for one in study.disagreements:
        if one.type == kind:
            theirs = spans(study, one.document, one.other)
            assert (one.ref, one.start, one.end) in spans(study, one.document, one.coder)
            assert_shape(one, theirs)


def assert_shape(one: Disagreement, theirs: set[tuple[str, int, int]]) -> None:
    exact = (one.ref, one.start, one.end)
    if one.type == "omission":
        assert not any(ref == one.ref and start < one.end and one.start < end for ref, start, end in theirs)
        return
    assert one.other_ref is not None
    assert one.other_start is not None
    assert one.other_end is not None
    other = (one.other_ref, one.other_start, one.other_end)
    assert other in theirs
    if one.type == "boundary":
        assert one.other_ref == one.ref
        assert other != exact
        assert one.start <= one.other_start < one.other_end <= one.end
    elif one.type == "split":
        assert (one.ref, one.other_end + 1, one.end) in theirs
    elif one.type == "stance":
        assert other == exact
    else:
        assert other[1:] == exact[1:]
        assert exact not in theirs
        assert (one.other_ref[0] == one.ref[0]) == (one.type != "substitution-branch")
        assert (len(one.other_ref) == 1) == (one.type == "parent-child")


def test_one_coder_drifts_from_a_known_date(study: Study) -> None:
    made = [one for one in study.codings if one.coder == DRIFT_CODER and one.ref == DRIFT_REF]
    passages = Counter[bool]()
    seen = Counter[bool]()
    done = {label for label, coders in done_by(study).items() if DRIFT_CODER in coders}
    when = {one.document: one.created[:10] >= DRIFT_FROM for one in study.codings if one.coder == DRIFT_CODER}
    for passage in study.passages:
        if passage.ref == DRIFT_REF and passage.document in done:
            passages[when[passage.document]] += 1
    for one in made:
        if one.document in done:
            seen[when[one.document]] += 1
    assert seen[False] / passages[False] > 0.7
    assert seen[True] / passages[True] < 0.45


def test_one_code_is_one_coders_and_one_is_never_double_coded(study: Study) -> None:
    assert {one.coder for one in study.codings if one.ref == ONE_CODER_REF} == {ONE_CODER}
    twice = {label for label, coders in done_by(study).items() if len(coders) > 1}
    never = [one for one in study.codings if one.ref == NEVER_TWICE_REF]
    assert never
    assert not any(one.document in twice for one in never)


def test_codings_are_stamped_over_months_in_order(study: Study) -> None:
    months = {one.created[:7] for one in study.codings}
    assert len(months) >= 15
    assert min(months) >= "2022-07"
    assert max(months) <= "2023-12"
    assert all(one.created.endswith("+00:00") for one in study.codings)
    assert {one.coder for one in study.codings} == set(CODERS)


def test_marks_are_there_but_rare(study: Study) -> None:
    total = len(study.codings)
    assert 0 < sum(one.key for one in study.codings) < total / 10
    assert 0 < sum(bool(one.memo) for one in study.codings) < total / 10
    assert {one.prompted for one in study.codings} == {True, False}
    assert {"endorses", "acts-on", "reports", "challenges", ""} <= {one.stance for one in study.codings}


def test_triangulation_has_something_to_find(study: Study) -> None:
    themes = {theme["theme"]: theme["cells"] for theme in study.truth["convergence"]}
    digital, referral = themes["digital requests are narrow"], themes["referral to an ISVA is immediate"]
    for cells, one, other in (
        (digital, "CPS", "Police"),
        (digital, "CPS", "early advice"),
        (referral, "Police", "ISVA"),
    ):
        assert cells[one]["for"] > cells[one]["against"] > 0 or cells[one]["against"] == 0
        assert cells[other]["against"] > cells[other]["for"]
    planted = Counter(cell["planted"] for cells in themes.values() for cell in cells.values() if cell["planted"])
    for word in ("agreement", "partial agreement", "dissonance", "silence: not asked"):
        assert planted[word] >= 2
    toll = themes["the work takes its toll"]["Judges"]
    assert toll["asked"]
    assert toll["raised_in"] == 0


def test_a_silent_cell_is_silent(study: Study) -> None:
    for theme in study.truth["convergence"]:
        for cell in theme["cells"].values():
            if cell["planted"] and cell["planted"].startswith("silence"):
                assert cell["raised_in"] == 0, theme["theme"]

"""Triangulation: two people judge each cell apart; what they said opens when both are done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_calls import done, table
from studies import dump
from triangulation_study import finish, judge, triangulation_study

from codebook.evidence import assessing
from codebook.evidence.triangulation import convergence_matrix, everything
from codebook.project import open_project
from codebook.scheme import codes
from exports.figures.triangulation import convergence_map
from exports.triangulation.model import Triangulated, triangulated
from exports.triangulation.words import words as in_words
from transcripts import coders
from transcripts.errors import Conflict, NotFound
from transcripts.project import Project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return triangulation_study(tmp_path)


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with open_project(path) as found:
        yield found


def seen(project: Project, reader: str | None) -> list[tuple[str, str]]:
    project.reader = reader
    with project.reading() as session:
        return [(each.who, each.judgement) for each in assessing.judgements(session)]


# -- the evidence -------------------------------------------------------------------------------------------------


def test_evidence_counts_documents_by_source_and_says_how_a_source_is_silent(project: Project) -> None:
    with project.reading() as session:
        matrix = convergence_matrix(session)
    assert (matrix.themes, matrix.sources) == (("Contact", "What changed", "Elsewhere"), ("CPS", "case file"))
    raised = matrix.cell("Contact", "CPS")
    assert (raised.documents, raised.done, raised.prominence, raised.silence) == (1, 1, 4, "")
    assert [each.text for each in raised.examples] == ["They call us, and it works"]
    assert matrix.cell("What changed", "CPS").silence == "not raised"  # “What changed?” is what the interviewer asks
    assert matrix.cell("Elsewhere", "CPS").silence == "not asked"


def test_a_source_that_nobody_is_done_with_has_no_data(project: Project, tmp_path: Path) -> None:
    states = table(tmp_path / "again.csv", "document,coder,state", [["CPS 2", "Ann", "started"]])
    done("assignments", "import", project.path, states, "--as", "Ann")
    with project.reading() as session:
        cell = convergence_matrix(session).cell("Elsewhere", "case file")
    assert (cell.silence, cell.done, cell.waiting, cell.prominence) == ("no data", 0, 1, 0)


def test_themes_with_a_finding_are_the_rows_and_an_empty_one_takes_it_out(project: Project) -> None:
    with project.step("Put forward", "Ann") as session:
        ann = coders.ensure(session, "Ann")
        early = codes.tree(session).find("Contact/early").uid
        assessing.put_forward(session, early, "Early contact works", coder=ann)
    with project.reading() as session:
        matrix = convergence_matrix(session)
    assert matrix.themes == ("Contact/early",)
    assert dict(matrix.findings) == {"Contact/early": "Early contact works"}
    with project.step("Take out", "Ann") as session:
        assessing.put_forward(session, early, " ", coder=ann)
    with project.reading() as session:
        assert convergence_matrix(session).themes == ("Contact", "What changed", "Elsewhere")


# -- judging apart ------------------------------------------------------------------------------------------------


def test_nobody_sees_what_another_said_until_both_are_done(project: Project) -> None:
    judge(project, "Ann", "agreement")
    judge(project, "Ben", "dissonance")
    assert seen(project, "Ann") == [("Ann", "agreement")]
    assert seen(project, "Ben") == [("Ben", "dissonance")]
    assert seen(project, "Cem") == []
    finish(project, "Ann")
    assert seen(project, "Ann") == [("Ann", "agreement")]
    finish(project, "Ben")
    assert seen(project, "Ann") == seen(project, "Cem") == [("Ann", "agreement"), ("Ben", "dissonance")]


def test_one_person_alone_opens_nothing(project: Project) -> None:
    judge(project, "Ann", "agreement")
    finish(project, "Ann")
    assert seen(project, "Ben") == []


def test_history_and_undo_give_nothing_away(project: Project) -> None:
    judge(project, "Ann", "agreement")
    project.reader = "Ben"
    step = project.history(1)[0]
    assert (step.label, step.changes) == ("Work under seal", 0)
    assert all(change.table != "assessment" for change in project.changes(step.id))
    with pytest.raises(Conflict, match="only Ann can turn it back"):
        project.undo("Ben")
    project.reader = "Ann"
    assert project.history(1)[0].label == "Judge ‘Contact’ × CPS"


def test_every_step_of_judging_is_undone_to_the_row(project: Project) -> None:
    judge(project, "Ann", "agreement")
    judge(project, "Ben", "silence", silence="not asked")
    finish(project, "Ann")
    before = dump(project)
    finish(project, "Ben")
    project.undo("Ben")
    assert dump(project) == before
    project.redo("Ben")
    judgeless = seen(project, "Ann")
    assert judgeless == [("Ann", "agreement"), ("Ben", "silence")]


def test_done_means_done_until_one_goes_on_which_is_not_blind_any_more(project: Project) -> None:
    judge(project, "Ann", "agreement")
    judge(project, "Ben", "agreement")
    finish(project, "Ann")
    with pytest.raises(Conflict, match="done judging"):
        judge(project, "Ann", "dissonance")
    finish(project, "Ben")
    with project.reading() as session:
        assert assessing.panel(session).words() == "Judged by Ann, Ben · blind: yes"
    finish(project, "Ann", done=False)
    judge(project, "Ann", "dissonance")
    finish(project, "Ann")
    with project.reading() as session:
        assert "blind: no (Ann judged otherwise after all was open)" in assessing.panel(session).words()


def blind(project: Project) -> str:
    with project.reading() as session:
        return assessing.panel(session).words().partition(" · ")[2]


def both_done(project: Project) -> None:
    for who, word in (("Ann", "agreement"), ("Ben", "dissonance")):
        judge(project, who, word)
        finish(project, who)


def test_done_taken_back_by_an_undo_is_no_way_round_either(project: Project) -> None:
    both_done(project)
    assert blind(project) == "blind: yes"
    project.undo("Ben")
    finish(project, "Ben")
    assert blind(project) == "blind: yes"  # what he had said, he says still
    project.undo("Ben")
    judge(project, "Ben", "agreement")
    finish(project, "Ben")
    assert blind(project) == "blind: no (Ben judged otherwise after all was open)"


def test_who_began_late_stays_so_when_others_go_on_and_are_done_again(project: Project) -> None:
    both_done(project)
    judge(project, "Cem", "dissonance")
    finish(project, "Ann", done=False)
    for who in ("Ann", "Cem"):
        finish(project, who)
    assert blind(project) == "blind: no (Cem began when all was open)"


def test_who_judges_later_than_another_but_before_all_was_open_is_blind(project: Project) -> None:
    judge(project, "Ann", "agreement")
    finish(project, "Ann")
    judge(project, "Ben", "silence")
    judge(project, "Cem", "silence")
    for who in ("Ben", "Cem"):
        finish(project, who)
    assert blind(project) == "blind: yes"


def test_what_speaks_by_no_passage_is_told_but_not_to_the_other_before_all_is_open(project: Project) -> None:
    heading, place = "Judged to speak, though nobody raises it", {"theme": "Elsewhere", "source": "case file"}

    def told(reader: str) -> tuple[list[str], list[list[str]], list[str]]:
        project.reader = reader
        with project.reading() as session:
            made = triangulated(session)
        words = dict(in_words(made))
        return words.get(heading, []), made.as_json()["unheard"], words.get("Convergence, theme by theme", [])

    judge(project, "Ann", "agreement", **place)
    judge(project, "Ben", "agreement")  # somebody raises it there
    bare = "its one document does not raise it, nor does any other source"
    assert told("Ann")[:2] == ([f"Elsewhere × case file: Ann: agreement · {bare}"], [["Elsewhere", "case file"]])
    assert told("Ben")[:2] == ([], [])
    judge(project, "Ben", "agreement", **place)
    for who in ("Ann", "Ben"):
        finish(project, who)
    lines, _, shares = told("Ben")
    assert lines == [f"Elsewhere × case file: Ann: agreement; Ben: agreement · {bare}"]
    assert shares[-1] == "Elsewhere: ● 1 · 1 open · 1 of 1 that speak agrees (100%), 1 of them without a passage"
    with project.step("Settle", "Ben") as session:
        elsewhere, ben = codes.tree(session).find("Elsewhere").uid, coders.ensure(session, "Ben")
        assessing.settle(session, elsewhere, "case file", coder=ben, judgement="silence", reason="nothing is coded")
    assert told("Ben")[:2] == ([], [])


def drawn(made: Triangulated) -> list[str]:
    """What stands in the cells of the figure."""
    (values,) = convergence_map(made, "2026-01-01").spec["datasets"].values()
    return [value["said"] for value in values]


def test_silence_for_different_reasons_is_told_though_the_word_is_the_same(project: Project) -> None:
    for who, kind in (("Ann", "not asked"), ("Ben", "not raised")):
        judge(project, who, "silence", kind)
        finish(project, who)
    project.reader = "Ann"
    with project.reading() as session:
        made = triangulated(session)
        assert made.compared is not None
        assert made.compared.same["Contact", "CPS"] == "silence"
        assert made.compared.silences == (("Contact", "CPS"),)
        assert made.kind(("Contact", "CPS")) == "reasons differ"
        told = dict(in_words(made))["People compared"]
        assert "○ Contact × CPS: Ann not asked, Ben not raised" in told
        assert "○ reasons differ" in drawn(made)
    with project.step("Settle", "Ann") as session:
        code = codes.tree(session).find("Contact").uid
        assessing.settle(session, code, "CPS", coder=coders.ensure(session, "Ann"), judgement="silence",
                         silence="not raised", reason="the guide asks for it")  # fmt: skip
    with project.reading() as session:
        made = triangulated(session)
        assert made.kind(("Contact", "CPS")) == "not raised"
        (row,) = [row for row in made.rows() if row[0] == "Contact" and row[2] == "CPS"]
    assert "○ not raised" in drawn(made)
    assert row[8:11] == ("silence", "not raised", "Ann: silence (not asked); Ben: silence (not raised)")


def words(project: Project, heading: str) -> list[str]:
    with project.reading() as session:
        return dict(in_words(triangulated(session))).get(heading, [])


def test_what_is_written_says_who_judged_what_and_how_many_a_share_is_out_of(project: Project) -> None:
    judge(project, "Ann", "agreement", note="they ring")
    judge(project, "Ben", "dissonance", note="not all")
    judge(project, "Ann", "agreement", source="case file", note="dates")
    judge(project, "Ben", "agreement", source="case file")
    for who in ("Ann", "Ben"):
        finish(project, who)
    told = words(project, "People compared")
    assert "≠ Contact × CPS: Ann: agreement – they ring; Ben: dissonance – not all" in told
    assert any(line.endswith("over 2 cells that two or more judged") for line in told)
    assert words(project, "Notes on what was judged alike") == [
        "● Contact × case file: Ann: agreement – dates; Ben: agreement"
    ]
    assert "Contact: ● 1 · 1 open · 1 of 1 that speak agrees (100%)" in words(project, "Convergence, theme by theme")


def test_how_a_silence_looks_has_a_question_mark_until_it_is_judged(project: Project) -> None:
    with project.reading() as session:
        made = triangulated(session)
        assert made.cell(made.matrix.cell("Elsewhere", "CPS")) == "· 0 of 1 not asked?"
    assert words(project, "Completeness, source by source")[0] == (
        "CPS: 1 of 3 themes · silent (not raised?) on What changed · silent (not asked?) on Elsewhere"
    )
    judge(project, "Ann", "silence", "not raised", theme="Elsewhere")
    judge(project, "Ann", "dissonance", theme="What changed")
    project.reader = "Ann"
    told = words(project, "Completeness, source by source")[0]
    assert told == "CPS: 1 of 3 themes · silent (judged dissonance) on What changed · silent (not raised) on Elsewhere"


def test_a_source_that_nobody_is_done_with_adds_no_data(project: Project, tmp_path: Path) -> None:
    states = table(tmp_path / "again.csv", "document,coder,state", [["CPS 2", "Ann", "started"]])
    done("assignments", "import", project.path, states, "--as", "Ann")
    told = words(project, "Completeness, source by source")
    assert told[1] == "case file: no data: nobody is done with a document of it"


def test_reasons_for_silence_that_are_settled_as_something_else_say_as_what(project: Project) -> None:
    for who, kind in (("Ann", "not asked"), ("Ben", "not raised")):
        judge(project, who, "silence", kind)
        finish(project, who)
    with project.step("Settle", "Ann") as session:
        code = codes.tree(session).find("Contact").uid
        assessing.settle(session, code, "CPS", coder=coders.ensure(session, "Ann"), judgement="agreement",
                         reason="it is there")  # fmt: skip
    assert words(project, "People compared")[-1] == (
        "○ Contact × CPS: Ann not asked, Ben not raised; settled as agreement by Ann, because it is there"
    )


def test_judgements_of_a_group_that_was_renamed_are_told_and_kept(project: Project) -> None:
    both_done(project)
    with project.step("Rename", "Ann") as session:
        session.connection().exec_driver_sql("UPDATE document SET \"group\" = 'Prosecution' WHERE \"group\" = 'CPS'")
    project.reader = "Ann"
    with project.reading() as session:
        made = triangulated(session)
    assert made.matrix.sources == ("Prosecution", "case file")
    assert made.compared is not None
    assert (made.compared.same, made.compared.different) == ({}, ())
    assert made.matrix.notes == (
        "2 judgements of ‘CPS’, which no document belongs to any more: they stand again when one does.",
    )


def test_themes_without_a_finding_can_still_be_compared_once_one_has_it(project: Project) -> None:
    with project.reading() as session:
        assert convergence_matrix(session) == everything(session)
    with project.step("Finding", "Ann") as session:
        tree, ann = codes.tree(session), coders.ensure(session, "Ann")
        assessing.put_forward(session, tree.find("Contact/early").uid, "It is early", coder=ann)
    with project.reading() as session:
        assert convergence_matrix(session).themes == ("Contact/early",)
        assert everything(session).themes == ("Contact", "Contact/early", "What changed", "Elsewhere")
        assert everything(session).cell("Contact/early", "CPS") == convergence_matrix(session).cells[0][0]


def test_nobody_waits_for_somebody_who_took_their_only_judgement_back(project: Project) -> None:
    judge(project, "Cem", "agreement")
    with project.step("Take back", "Cem") as session:
        code = codes.tree(session).find("Contact").uid
        assessing.take_back(session, code, "CPS", coder=coders.ensure(session, "Cem"))
    both_done(project)
    assert blind(project) == "blind: yes"
    assert seen(project, "Ann") == [("Ann", "agreement"), ("Ben", "dissonance")]


def test_who_begins_when_all_is_open_is_not_blind(project: Project) -> None:
    for who in ("Ann", "Ben"):
        judge(project, who, "agreement")
        finish(project, who)
    judge(project, "Cem", "agreement")
    with project.reading() as session:
        assert assessing.panel(session).late == {"Cem"}
    assert seen(project, "Cem") == [("Cem", "agreement")]


def test_words_that_are_none_are_refused(project: Project) -> None:
    for wrong in (("maybe", ""), ("agreement", "not asked"), ("silence", "shy")):
        with pytest.raises(Conflict):
            judge(project, "Ann", wrong[0], silence=wrong[1])
    with pytest.raises(NotFound, match="not judged a cell yet"):
        finish(project, "Dee")


def test_settling_waits_until_all_is_open_and_needs_a_reason(project: Project) -> None:
    judge(project, "Ann", "agreement")
    judge(project, "Ben", "dissonance")

    def settle(reason: str) -> None:
        with project.step("Settle", "Ann") as session:
            code = codes.tree(session).find("Contact").uid
            assessing.settle(session, code, "CPS", coder=coders.ensure(session, "Ann"), judgement="partial agreement",
                             reason=reason)  # fmt: skip

    with pytest.raises(Conflict, match="everybody is done"):
        settle("both")
    finish(project, "Ann")
    finish(project, "Ben")
    with pytest.raises(Conflict, match="Say why"):
        settle(" ")
    settle("both sides of one coin")
    said = done("triangulate", project.path, "--as", "Ann", "--json").json
    (cell,) = [each for each in said["cells"] if (each["theme"], each["source"]) == ("Contact", "CPS")]
    assert cell["stands"] == "partial agreement"
    assert cell["assessments"] == {"Ann": "agreement", "Ben": "dissonance"}

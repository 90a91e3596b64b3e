"""What a person decides about a corrected transcript: places in doubt, elsewhere, set aside, put back by hand."""

from __future__ import annotations

import pytest
from corrected_study import NEW, OLD, code, previewed, replaced, uid, words
from sqlmodel import select
from studies import add, dump

from codebook.checking import check
from codebook.coding import codings, replacements
from codebook.coding.replacing import BY_HAND, SAME_THERE, replace_document
from codebook.project import open_project
from codebook.scheme import codes
from codebook.tables import Memo
from transcripts.errors import Conflict, NotFound
from transcripts.project import Project


def test_two_that_would_become_the_same_are_not_both_put_there(project: Project) -> None:
    old, new = "P: It was the the waiting list, mostly.\n", "P: It was the waiting list, mostly.\n"
    add(project, "A", old)
    code(project, "Delay", old.index("the the"), old.index(" list"), label="A")
    code(project, "Delay", old.index("the waiting"), old.index(" list"), label="A")
    report = replaced(project, new, "A")
    placed = [each for each in report.items if each.place is not None]
    assert len({each.place for each in placed}) == len(placed)
    assert all(each.placement.reason == SAME_THERE for each in report.items if each.place is None)
    assert check(project) == []


def test_what_is_in_doubt_stays_in_the_report_also_when_it_kept_its_place(coded: Project) -> None:
    turn = "CPS 2: Nobody calls us. Délais — “queues” 🙂 everywhere.\n"
    report = replaced(coded, OLD.replace(turn, 2 * turn))
    doubtful = {each.thing.what: each.verdict for each in report.items if each.doubtful}
    assert doubtful == {"Contact": "kept", "Delay": "kept", "Waiting": "kept"}
    assert report.counts == {"kept": 4, "moved": 1, "changed": 0, "lost": 0}
    coded.close()
    with open_project(coded.path) as project:
        with project.reading() as session:
            assert replacements.reports(session, uid(project)) == [report]
        assert check(project) == []


def test_a_person_who_took_the_one_place_or_the_other_has_no_doubt(coded: Project) -> None:
    turn = "CPS 2: Nobody calls us. Délais — “queues” 🙂 everywhere.\n"
    new = OLD.replace(turn, 2 * turn)
    seen = {each.thing.what: each for each in previewed(coded, new).items}
    other = seen["Contact"].placement.likely
    assert other is not None
    assert new[slice(*other)] == "Nobody calls us."
    report = replaced(coded, new, decisions={
        seen["Contact"].thing.uid: other, seen["Delay"].thing.uid: seen["Delay"].place,
    })  # fmt: skip
    assert {each.thing.what: (each.verdict, each.by_hand, each.doubtful) for each in report.items} == {
        "Contact": ("moved", True, False), "Contact again": ("moved", False, False), "Waiting": ("kept", False, True),
    }  # fmt: skip


def test_a_person_may_put_something_elsewhere_or_set_it_aside(coded: Project) -> None:
    seen = {each.thing.what: each for each in previewed(coded).items}
    thanks = (NEW.index("Thank you."), NEW.index("Thank you.") + 10)
    decisions = {seen["Contact again"].thing.uid: thanks, seen["Delay"].thing.uid: None}
    report = replaced(coded, decisions=decisions)
    done = {each.thing.what: each for each in report.items}
    assert (done["Contact again"].verdict, done["Contact again"].by_hand) == ("changed", True)
    assert (done["Delay"].verdict, done["Delay"].placement.reason, done["Delay"].by_hand) == ("lost", BY_HAND, True)
    assert not done["Contact"].by_hand
    assert words(coded)["Contact again"] == "Thank you."
    assert "Delay" not in words(coded)
    assert check(coded) == []


def test_a_place_outside_the_new_text_is_refused(coded: Project) -> None:
    before = dump(coded)
    thing = previewed(coded).items[0].thing.uid
    with pytest.raises(Conflict, match="no text at"):
        replaced(coded, decisions={thing: (5, 5_000)})
    assert dump(coded) == before


def test_what_changed_since_the_preview_is_not_overrun(coded: Project) -> None:
    seen = previewed(coded)
    moved = next(each.thing for each in seen.items if each.thing.what == "Delay")
    with coded.step("Stretch", "Ben") as session:
        codings.stretch(session, moved.uid, moved.start, moved.end - 2)
    done = {"original": b"x", "source_name": "x.txt", "coder": "Ann"}
    with pytest.raises(Conflict, match="changed meanwhile"):
        replace_document(coded, seen, decisions={moved.uid: (0, 4)}, **done)  # type: ignore[arg-type]
    assert replace_document(coded, seen, **done).counts["changed"] == 1  # type: ignore[arg-type]
    with pytest.raises(Conflict, match="changed meanwhile"):
        replace_document(coded, seen, **done)  # type: ignore[arg-type]


def test_the_same_file_is_nothing_to_do(coded: Project) -> None:
    steps = len(coded.history())
    assert previewed(coded, OLD).changes_nothing(OLD.encode())
    assert not previewed(coded, OLD).changes_nothing(b"the same words in another file")
    with pytest.raises(Conflict, match="nothing to do"):
        replaced(coded, OLD)
    assert len(coded.history()) == steps


def test_what_was_lost_can_be_put_back_by_hand_whole(coded: Project) -> None:
    report = replaced(coded)
    [lost] = report.unplaced
    start = NEW.index("Thank you.")
    with coded.step("Put back", "Ann") as session:
        replacements.put_back(session, lost.uid, start, start + 10)
    with coded.reading() as session:
        again = codings.coding(session, lost.thing.uid)
        [memo] = session.exec(select(Memo.text).where(Memo.about_uid == again.uid))
        [now] = replacements.reports(session, uid(coded))
    assert (again.start, again.coder, again.memo, again.key) == (start, "Ann", "the second time", True)
    assert (memo, now.unplaced) == ("look again", ())
    assert check(coded) == []
    with pytest.raises(NotFound), coded.step("Again", "Ann") as session:
        replacements.put_back(session, lost.uid, start, start + 10)
    coded.undo("Ann")
    with coded.reading() as session:
        assert len(replacements.reports(session, uid(coded))[0].unplaced) == 1


def test_what_cannot_be_put_back_says_why(coded: Project) -> None:
    [lost] = replaced(coded).unplaced
    with pytest.raises(Conflict, match="no text at"), coded.step("Put back", "Ann") as session:
        replacements.put_back(session, lost.uid, 5, 50_000)
    code(coded, "Contact again", 0, 5)
    with pytest.raises(Conflict, match="stands at this place already"), coded.step("Put back", "Ann") as session:
        replacements.put_back(session, lost.uid, 0, 5)
    with coded.step("Remove the code", "Ann") as session:
        again = next(each for each in codes.tree(session) if each.name == "Contact again")
        codings.remove(session, [c.uid for c in codings.codings(session, codes=[again.uid])])
        codes.remove(session, again.uid)
    with pytest.raises(NotFound, match="code was removed"), coded.step("Put back", "Ann") as session:
        replacements.put_back(session, lost.uid, 0, 5)
    assert check(coded) == []

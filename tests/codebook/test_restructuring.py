"""The code tree rearranged: nothing is lost, everything is said beforehand, and undo brings every row back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select
from studies import dump, small_study

from codebook.checking import check
from codebook.coding import codings, rereading
from codebook.coding.codings import NewCoding
from codebook.evidence import assessing
from codebook.scheme import codes, freezing, restructuring
from codebook.scheme.code_history import prose
from codebook.scheme.document import CodeEntry
from codebook.scheme.restructuring import Outcome, carry_out, preview
from transcripts import coders
from transcripts.errors import Conflict, NotFound
from transcripts.project import Project
from transcripts.store.tables import Document

RULE = CodeEntry("waiting", brief="It takes long.", exclude=("letters → early contact",))


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    """Two coders, a theme with two codes, one code beside it; both coders gave two codes to one passage."""
    with small_study(tmp_path / "study.qdb") as project:
        with project.step("Code", "Ann") as session:
            theme = codes.ensure(session, "Delay")
            waiting = codes.add(session, "waiting", theme, RULE)
            queue = codes.add(session, "queue", theme, CodeEntry("queue", brief="They queue."))
            early = codes.ensure(session, "early contact")
            ann, ben = coders.ensure(session, "Ann"), coders.ensure(session, "Ben")
            doc, other = session.exec(select(Document.uid).order_by(Document.label)).all()
            places = [(doc, 0, 9, queue, ann), (doc, 0, 9, waiting, ann), (doc, 0, 9, waiting, ben),
                      (doc, 4, 12, queue, ben), (other, 1, 5, queue, ann), (other, 1, 5, early, ann)]  # fmt: skip
            made = codings.apply_many(session, [NewCoding(*place) for place in places])
            codings.change(session, made[0], stance="reports", key=True, memo="mine")
            codings.change(session, made[1], stance="endorses", memo="theirs")
        yield project


def found(project: Project, name: str) -> codes.Code:
    with project.reading() as session:
        return codes.tree(session).find(name)


def spans(project: Project) -> set[tuple[str, int, int, str]]:
    """What every coder coded, codes aside."""
    with project.reading() as session:
        return {(each.document, each.start, each.end, each.coder) for each in codings.codings(session)}


CHANGES = {
    "rename": lambda s, t: restructuring.rename(s, t.find("queue"), "line"),
    "move": lambda s, t: restructuring.move(s, t.find("early contact"), t.find("Delay"), 0),
    "to the top": lambda s, t: restructuring.move(s, t.find("queue"), None),
    "shift": lambda s, t: restructuring.shift(s, t.find("queue"), -1),
    "recolour": lambda s, t: restructuring.recolour(s, t.find("queue"), 7),
    "merge": lambda s, t: restructuring.merge(s, [t.find("queue")], t.find("waiting")),
    "merge several": lambda s, t: restructuring.merge(s, [t.find("queue"), t.find("early contact")], t.find("waiting")),
    "merge a theme": lambda s, t: restructuring.merge(s, [t.find("Delay")], t.find("early contact")),
    "split": lambda s, t: restructuring.split(s, t.find("queue"), ["long", "short"]),
    "retire": lambda s, t: restructuring.retire(s, t.find("Delay")),
    "promote": lambda s, t: restructuring.promote(s, t.find("early contact"), "contact", t.find("Delay")),
    "group": lambda s, t: restructuring.group(s, [t.find("queue"), t.find("early contact")], "Time"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_loses_nothing_says_so_first_and_is_undone_and_redone_whole(study: Project, name: str) -> None:
    def change(session: object) -> Outcome:
        return CHANGES[name](session, codes.tree(session))  # type: ignore[arg-type, no-untyped-call, no-any-return]

    before, coded = dump(study), spans(study)
    promised = preview(study, change, "Ann")
    assert dump(study) == before
    assert carry_out(study, change, promised.label, "Ann").lines == promised.lines
    after = dump(study)
    assert after != before
    assert spans(study) == coded
    assert check(study) == []
    study.undo("Ann")
    assert dump(study) == before
    study.redo("Ann")
    assert dump(study) == after
    assert study.history(1)[0].label == promised.label


def test_a_passage_that_a_coder_gave_both_is_one_coding_with_the_marks_of_both(study: Project) -> None:
    with study.step("Merge", "Ann") as session:
        tree = codes.tree(session)
        outcome = restructuring.merge(session, [tree.find("queue")], tree.find("waiting"))
    assert outcome.lines == (
        "2 codings in 2 documents will be ‘waiting’",
        "1 coding of a passage that the same coder gave both become one; marks and memos of both are kept",
        "1 stance or certainty that differed: the target's stays, the memo says the other",
    )
    with study.reading() as session:
        made = codings.codings(session, codes=[found(study, "waiting").uid])
    [one] = [each for each in made if each.coder == "Ann" and each.start == 0]
    assert (one.stance, one.key, one.memo) == ("endorses", True, "theirs\nmine\nAs ‘queue’ its stance was: reports.")
    assert len(made) == 4


def test_what_was_judged_of_a_merged_code_is_kept_where_the_other_was_not_judged(study: Project) -> None:
    queue, waiting = found(study, "queue"), found(study, "waiting")
    with study.step("Judge", "Ann") as session:
        ann = coders.ensure(session, "Ann")
        assessing.put_forward(session, queue.uid, "They queue for long.", coder=ann)
        for code, source, word in ((queue, "CPS", "agreement"), (queue, "Police", "dissonance"),
                                   (waiting, "CPS", "silence")):  # fmt: skip
            assessing.assess(session, code.uid, source, coder=ann, judgement=word)
    before = dump(study)

    def merge(session: object) -> Outcome:
        return restructuring.merge(session, [queue], waiting)  # type: ignore[arg-type]

    lines = carry_out(study, merge, "Merge", "Ann").lines
    assert any("convergence goes where ‘waiting’ has its own" in line for line in lines)
    with study.reading() as session:
        assert assessing.findings(session) == {waiting.uid: "They queue for long."}
        assert {(each.source, each.judgement) for each in assessing.judgements(session)} == {
            ("CPS", "silence"), ("Police", "dissonance"),
        }  # fmt: skip
    study.undo("Ann")
    assert dump(study) == before


def test_merged_codings_remember_the_text_they_were_made_under(study: Project) -> None:
    with study.step("Merge", "Ann") as session:
        tree = codes.tree(session)
        restructuring.merge(session, [tree.find("queue")], tree.find("waiting"))
    with study.reading() as session:
        queue = rereading.stale(session)
        assert [(each.coding.coder, each.was.brief, each.code.entry.brief) for each in queue] == [
            ("Ann", "They queue.", "It takes long."), ("Ben", "They queue.", "It takes long."),
        ]  # fmt: skip
        assert "queue" not in {code.name for code in codes.tree(session)}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda s, t: restructuring.move(s, t.find("Delay"), t.find("queue")), "is ‘Delay’ or below it"),
        (lambda s, t: restructuring.merge(s, [t.find("Delay")], t.find("queue")), "stands below ‘Delay’"),
        (lambda s, t: restructuring.merge(s, [t.find("queue")], t.find("queue")), "into another one"),
        (lambda s, t: restructuring.rename(s, t.find("queue"), "Waiting"), "There is a code ‘Waiting’ here already"),
        (lambda s, t: restructuring.recolour(s, t.find("queue"), 13), "from 1 to 12"),
        (lambda s, t: restructuring.split(s, t.find("queue"), ["a"], {"x": "a"}), "Nothing was changed"),
        (lambda s, t: restructuring.promote(s, t.find("early contact"), "queue", t.find("Delay")), "already"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(study: Project, change: object, says: str) -> None:
    before = dump(study)
    with pytest.raises(Conflict, match=says), study.step("Try", "Ann") as session:
        change(session, codes.tree(session))  # type: ignore[operator]
    assert dump(study) == before


def test_a_split_gives_what_it_is_told_and_leaves_the_rest_to_be_read(study: Project) -> None:
    with study.step("Split", "Ann") as session:
        queue = codes.tree(session).find("queue")
        [first, *_] = codings.codings(session, codes=[queue.uid])
        outcome = restructuring.split(session, queue, ["long", "short"], {first.uid: "long"})
    assert outcome.lines == ("1 coding given to ‘long’, ‘short’", "2 codings of ‘queue’ still to give")
    with study.reading() as session:
        assert codings.coding(session, first.uid).code == found(study, "Delay/queue/long").uid


def test_a_changed_rule_makes_its_codings_stale_and_a_changed_example_does_not(study: Project) -> None:
    code = found(study, "waiting")
    with study.step("Example", "Ann") as session:
        codes.define(session, code.uid, replace(RULE, typical="“Months.”"))
    with study.reading() as session:
        assert rereading.stale(session) == []
    with study.step("Rule", "Ann") as session:
        codes.define(session, code.uid, CodeEntry("waiting", brief=RULE.brief))
    with study.reading() as session:
        queue = rereading.stale(session)
        assert rereading.waiting(session) == {"Ann": 1, "Ben": 1}
    assert [[d.what for d in each.differences()] for each in queue] == [["exclusion removed (wider)"]] * 2
    with study.step("Read again", "Ann") as session:
        rereading.still_holds(session, [queue[0].coding.uid])
    with study.reading() as session:
        assert [each.coding.coder for each in rereading.stale(session)] == ["Ben"]
    study.undo("Ann")
    with study.reading() as session:
        assert len(rereading.stale(session)) == 2


def test_a_frozen_version_stays_what_it_was(study: Project) -> None:
    with study.step("Freeze", "Ann") as session:
        freezing.freeze(session, "v1.0", "for the pilot", coders.ensure(session, "Ann"))
    with study.step("Rename", "Ann") as session:
        restructuring.rename(session, codes.tree(session).find("queue"), "line")
    with study.reading() as session:
        kept = freezing.version(session, "V1.0")
        assert {placed.entry.name for placed in kept.document().walk()} >= {"queue", "waiting"}
        assert kept.document().version == "1.0"
        with pytest.raises(NotFound, match=r"There is: v1\.0"):
            freezing.version(session, "v2")
    with pytest.raises(Conflict, match="already"), study.step("Freeze", "Ann") as session:
        freezing.freeze(session, "v1.0", "", coders.ensure(session, "Ann"))


def test_the_history_of_a_code_reads_as_prose(study: Project) -> None:
    with study.step("Line, not queue", "Ben") as session:
        restructuring.rename(session, codes.tree(session).find("waiting"), "delays")
    with study.step("Merge", "Ben") as session:
        tree = codes.tree(session)
        restructuring.merge(session, [tree.find("queue")], tree.find("delays"))
    with study.step("Mistake", "Ben") as session:
        restructuring.rename(session, codes.tree(session).find("delays"), "wrong")
    study.undo("Ben")
    with study.step("Rules", "Ann") as session:
        codes.define(session, found(study, "delays").uid, CodeEntry("delays", brief="It takes too long."))
    with study.reading() as session:
        told = prose(session, codes.tree(session).find("delays"))
    assert "Ann made ‘waiting’ below ‘Delay’ (Code)." in told
    assert "Ben renamed it from ‘waiting’ to ‘delays’." in told
    assert "Ben gave it 2 codings of ‘queue’ (Merge)." in told
    assert "Ann changed its rules: brief definition reworded: “It takes too long.” and exclusion removed" in told
    assert "wrong" not in told
    assert told.endswith("Today ‘Delay/delays’ has 4 codings in 2 documents, by Ann and Ben. 4 codings were made under "
                         "another text and wait to be read again.")  # fmt: skip

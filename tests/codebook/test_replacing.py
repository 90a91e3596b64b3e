"""A corrected transcript in a real project: nothing lost, nothing put on other words, one step to do and undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select
from studies import TEXTS, add, dump, imported, make_older

from codebook.checking import check
from codebook.coding import codings, replacements
from codebook.coding.codings import NewCoding
from codebook.coding.replacements import ReplacementReport
from codebook.coding.replacing import BY_HAND, SAME_THERE, Decisions, Replacement, preview, replace_document
from codebook.notes import memos
from codebook.project import open_project
from codebook.quoting import collected
from codebook.scheme import codes
from codebook.tables import Memo
from transcripts import coders, document_labels, documents, speakers
from transcripts.errors import Conflict, NotFound
from transcripts.project import Project
from transcripts.searching import Question, search
from transcripts.sentences import sentences
from transcripts.store.tables import Speaker
from transcripts.texts import document_text

LABEL = "CPS 2"
OLD = TEXTS[LABEL]
NEW = """Cover page
Interviewer: What changed?
CPS 2: Nobody calls us. Delays — “queues” 🙂 everywhere.
Chair: Thank you.
"""


@pytest.fixture
def coded(study: Project) -> Project:
    """The small study with codings, a memo and a quotation in CPS 2."""
    first, last = OLD.index("Nobody calls us."), OLD.rindex("Nobody calls us.")
    code(study, "Contact", first, first + 16)
    code(study, "Contact again", last, last + 16)
    code(study, "Delay", OLD.index("Délais"), OLD.index("Délais") + len("Délais — “queues” 🙂"))
    code(study, "Question", 0, len("Interviewer: What changed?"))
    with study.step("Collect", "Ann") as session:
        place = (OLD.index("“queues”"), OLD.index("“queues”") + len("“queues” 🙂"))
        collected.add(session, uid(study), *place, coder=coders.ensure(session, "Ann"), section="Waiting", note="short")
        again = next(c for c in codings.codings(session) if c.start == last)
        codings.change(session, again.uid, memo="the second time", key=True)
        ben = coders.ensure(session, "Ben")
        session.add(Memo(about="coding", about_uid=again.uid, text="look again", coder_uid=ben, written="2026"))
    return study


def uid(project: Project, label: str = LABEL) -> str:
    with project.reading() as session:
        return document_labels.find(session, label)


def code(project: Project, name: str, start: int, end: int, coder: str = "Ann", label: str = LABEL) -> str:
    where = uid(project, label)
    with project.step(f"Apply ‘{name}’", coder) as session:
        whose = coders.ensure(session, coder)
        return codings.apply(session, NewCoding(where, start, end, codes.ensure(session, name), whose))


def previewed(project: Project, new: str = NEW, label: str = LABEL) -> Replacement:
    where = uid(project, label)
    with project.reading() as session:
        return preview(session, where, imported(new))


def replaced(
    project: Project, new: str = NEW, label: str = LABEL, decisions: Decisions | None = None
) -> ReplacementReport:
    """Replace the text, as Cat."""
    return replace_document(
        project, previewed(project, new, label), original=new.encode(), source_name="corrected.txt", coder="Cat",
        decisions=decisions,
    )  # fmt: skip


def words(project: Project, label: str = LABEL) -> dict[str, str]:
    """The words under each code, and those of each quotation by its section."""
    where = uid(project, label)
    with project.reading() as session:
        text = document_text(session, where).text
        paths = {each.uid: each.path for each in codes.tree(session)}
        quoted = {f"§{each.section}": each.excerpt.text for each in collected.collected(session)}
        return {paths[c.code]: text[c.start : c.end] for c in codings.codings(session, documents=[where])} | quoted


def by_what(report: ReplacementReport | Replacement) -> dict[str, str]:
    return {each.thing.what: each.verdict for each in report.items}


# -- doing it -----------------------------------------------------------------------------------------------------


def test_everything_anchored_gets_a_verdict_and_what_was_said_holds(coded: Project) -> None:
    report = replaced(coded)
    assert by_what(report) == {
        "Question": "moved", "Contact": "moved", "Delay": "changed", "Waiting": "moved", "Contact again": "lost",
    }  # fmt: skip
    assert report.counts == {"kept": 0, "moved": 3, "changed": 1, "lost": 1}
    assert words(coded) == {
        "Question": "Interviewer: What changed?", "Contact": "Nobody calls us.", "Delay": "Delays — “queues” 🙂",
        "§Waiting": "“queues” 🙂",
    }  # fmt: skip
    changed = next(each for each in report.items if each.verdict == "changed")
    assert (changed.old_words, changed.new_words) == ("Délais — “queues” 🙂", "Delays — “queues” 🙂")
    assert check(coded) == []


def test_a_preview_changes_nothing_and_says_what_will_be(coded: Project) -> None:
    before, steps = dump(coded), len(coded.history())
    seen = previewed(coded)
    assert (dump(coded), len(coded.history())) == (before, steps)
    report = replaced(coded)
    assert by_what(seen) == by_what(report)
    assert [each.place for each in seen.items] == [each.place for each in report.items]


def test_the_document_stays_the_document(coded: Project) -> None:
    with coded.step("Describe", "Ann") as session:
        documents.describe(session, uid(coded), group="CPS", date="2023-03-14")
        documents.set_participant(session, uid(coded), "Ms A")
        speakers.set_role(session, "CPS 2", "other", document=uid(coded))
    before = uid(coded)
    replaced(coded)
    with coded.reading() as session:
        [now] = [each for each in documents.summaries(session) if each.label == LABEL]
        spoken = {s.name: (s.role, s.participant_uid is not None)
                  for s in session.exec(select(Speaker).where(Speaker.document_uid == before))}  # fmt: skip
        assert documents.original_bytes(session, before) == NEW.encode()
        assert document_text(session, before).text == NEW
    assert (now.uid, now.group, now.date, now.participant) == (before, "CPS", "2023-03-14", "Ms A")
    assert (now.source_name, now.characters, now.turns) == ("corrected.txt", len(NEW), 3)
    assert spoken == {"Interviewer": ("interviewer", False), "CPS 2": ("other", True), "Chair": ("participant", True)}


def test_who_speaks_in_which_text_is_told_before(coded: Project) -> None:
    names = previewed(coded, NEW.replace("Interviewer:", "Asker:")).speakers
    assert (names.kept, names.new, names.gone) == (("CPS 2",), ("Asker", "Chair"), ("Interviewer",))


def test_one_step_is_undone_and_done_again_also_after_a_restart(coded: Project) -> None:
    before = dump(coded)
    replaced(coded)
    after = dump(coded)
    coded.close()
    with open_project(coded.path) as project:
        assert project.undo("Ann") is not None
        assert dump(project) == before
        assert check(project) == []
        assert words(project)["Contact again"] == "Nobody calls us."
    with open_project(coded.path) as project:
        assert project.redo("Ann") is not None
        assert dump(project) == after
        assert check(project) == []
        assert words(project)["Delay"] == "Delays — “queues” 🙂"


def test_the_index_and_the_sentences_follow(coded: Project) -> None:
    def hits(query: str) -> list[str]:
        with coded.reading() as session:
            return [hit.text for hit in search(session, Question(query)).hits]

    document = uid(coded)
    was = sentences(coded, [document])[document]
    replaced(coded)
    now = sentences(coded, [document])[document]
    assert [NEW[a:b] for a, b in now if "Delays" in NEW[a:b]] == ["Delays — “queues” 🙂 everywhere."]
    assert (hits("delays"), hits("why")) == (["Delays"], [])
    coded.undo("Ann")
    assert sentences(coded, [document])[document] == was
    assert (hits("délais"), hits("why")) == (["Délais"], ["Why"])


def test_a_correction_of_equal_length_is_noticed_by_the_index_and_the_sentences(coded: Project) -> None:
    document = uid(coded)
    sentences(coded, [document])
    replaced(coded, OLD.replace("Délais", "Delays"))
    with coded.reading() as session:
        assert [hit.text for hit in search(session, Question("delays")).hits] == ["Delays"]
    sentences(coded, [document])
    assert check(coded) == []


def test_codings_that_follow_one_another_do_not_stumble(coded: Project) -> None:
    """Each comes to stand where its neighbour of the same code stood before it moved on, or the two change places."""
    text = "".join(f"w{number:02d}z " for number in range(12))
    add(coded, "Row", text)
    for start in range(0, len(text), 5):
        code(coded, "Same", start, start + 4, label="Row")
    for new in ("w99z " + text, text[5:] + "end", text[30:] + text[:30]):
        replaced(coded, new, "Row")
        with coded.reading() as session:
            where = document_labels.find(session, "Row")
            found = [new[c.start : c.end] for c in codings.codings(session, documents=[where])]
        assert sorted(found) == sorted(word for word in text.split() if word in found)
        assert check(coded) == []
    while coded.history(1)[0].label != "Import ‘Row’":
        assert coded.undo("Ann") is not None
        if coded.history(1)[0].label == "Apply ‘Same’":
            break
    assert check(coded) == []


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


def test_memos_on_passages_are_reported_set_aside_and_put_back_too(coded: Project) -> None:
    last, first = OLD.rindex("Nobody calls us."), OLD.index("Nobody calls us.")
    with coded.step("Note", "Ann") as session:
        ann = coders.ensure(session, "Ann")
        for start, text in ((first, "says it at once"), (last, "and again")):
            place = (start, start + 16)
            memos.add(session, text, coder=ann, about="span", about_uid=uid(coded), span=place)
    before = dump(coded)
    report = replaced(coded)
    noted = {each.thing.note: each for each in report.items if each.thing.about == "memo"}
    assert {text: each.verdict for text, each in noted.items()} == {"says it at once": "moved", "and again": "lost"}
    with coded.reading() as session:
        [lost] = session.exec(select(Memo).where(Memo.text.startswith("and again")))  # type: ignore[attr-defined]
        [moved] = session.exec(select(Memo).where(Memo.text == "says it at once"))
        assert (lost.about, lost.start) == ("document", None)
        assert "“Nobody calls us.”" in lost.text
        assert NEW[moved.start : moved.end] == "Nobody calls us."
    assert check(coded) == []
    start = NEW.index("Thank you.")
    with coded.step("Put back", "Ann") as session:
        replacements.put_back(session, noted["and again"].uid, start, start + 10)
    with coded.reading() as session:
        [back] = session.exec(select(Memo).where(Memo.text == "and again"))
        assert (back.about, NEW[back.start : back.end]) == ("span", "Thank you.")
    assert check(coded) == []
    coded.undo("Ann")
    coded.undo("Ann")
    assert dump(coded) == before


def test_a_link_to_words_that_are_gone_says_which_words_they_were(coded: Project) -> None:
    last, first = OLD.rindex("Nobody calls us."), OLD.index("Nobody calls us.")
    with coded.step("Note", "Ann") as session:
        text = f"See [[{LABEL}@{first}-{first + 16}]], and [[{LABEL} @ {last}-{last + 16}]]."
        memos.add(session, text, coder=coders.ensure(session, "Ann"))
    replaced(coded)
    at = NEW.index("Nobody calls us.")
    with coded.reading() as session:
        [now] = session.exec(select(Memo.text).where(Memo.about == "project"))
    gone = "(“Nobody calls us.”, which the corrected text does not hold any more)"
    assert now == f"See [[{LABEL}@{at}-{at + 16}]], and [[{LABEL}]] {gone}."


# -- deciding -----------------------------------------------------------------------------------------------------


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


# -- afterwards ---------------------------------------------------------------------------------------------------


def test_the_report_stays_and_holds_no_words_in_the_journal(coded: Project) -> None:
    report = replaced(coded)
    coded.close()
    with open_project(coded.path) as project:
        with project.reading() as session:
            [kept] = replacements.reports(session, uid(project))
        changes = project.changes(project.history(1)[0].id)
    assert kept == report
    assert (kept.coder, kept.old_source, kept.new_source) == ("Cat", "CPS 2.txt", "corrected.txt")
    assert [each.old_words for each in kept.unplaced] == ["Nobody calls us."]
    assert not any("queues" in repr((change.before, change.after)) for change in changes)


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


def test_a_text_may_be_replaced_again_and_again(coded: Project) -> None:
    first = words(coded)
    replaced(coded)
    replaced(coded, OLD)
    assert words(coded) == {what: said for what, said in first.items() if what != "Contact again"}
    with coded.reading() as session:
        counts = [report.counts for report in replacements.reports(session, uid(coded))]
    assert [each["lost"] for each in counts] == [0, 1]
    assert check(coded) == []


def test_a_removed_document_takes_its_reports_along_and_brings_them_back(coded: Project) -> None:
    replaced(coded)
    before = dump(coded)
    with coded.step("Remove", "Ann") as session:
        documents.remove_document(session, uid(coded))
    assert check(coded) == []
    coded.undo("Ann")
    assert dump(coded) == before


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE reanchoring SET held = '' WHERE verdict = 'lost'", "is not kept any more"),
        ('UPDATE reanchoring SET "end" = 5000', "is outside of its texts"),
        ('UPDATE collected_quotation SET "end" = 5000', "a quotation at"),
    ],
)
def test_check_finds_what_was_broken(coded: Project, damage: str, said: str) -> None:
    replaced(coded)
    with coded.upkeep() as connection:
        connection.exec_driver_sql(damage)
    assert any(said in problem for problem in check(coded)), check(coded)


def test_reports_of_before_are_still_there(coded: Project) -> None:
    report = replaced(coded)
    make_older(coded, 13)
    with open_project(coded.path) as project:
        with project.reading() as session:
            assert replacements.reports(session, uid(project)) == [report]
        assert check(project) == []


def test_projects_of_before_are_brought_up_to_date(tmp_path: Path, coded: Project) -> None:
    make_older(coded, 2)
    with open_project(coded.path) as project:
        assert replaced(project).counts["lost"] == 1
        assert check(project) == []

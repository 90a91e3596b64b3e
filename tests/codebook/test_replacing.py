"""A corrected transcript in a real project: nothing lost, nothing put on other words, one step to do and undo."""

from __future__ import annotations

from corrected_study import LABEL, NEW, OLD, by_what, code, previewed, replaced, uid, words
from sqlmodel import select
from studies import add, dump

from codebook.checking import check
from codebook.coding import codings
from codebook.project import open_project
from transcripts import document_labels, documents, speakers
from transcripts.project import Project
from transcripts.searching import Question, search
from transcripts.sentences import sentences
from transcripts.store.tables import Speaker
from transcripts.texts import document_text


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

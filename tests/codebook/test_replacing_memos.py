"""Memos, and links in them, when the words they are about are corrected or gone."""

from __future__ import annotations

from corrected_study import LABEL, NEW, OLD, replaced, uid
from sqlmodel import select
from studies import dump

from codebook.checking import check
from codebook.coding import replacements
from codebook.notes import memos
from codebook.tables import Memo
from transcripts import coders
from transcripts.project import Project


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

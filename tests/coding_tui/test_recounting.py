"""Counts that are taken on from what was known are those that counting everything gives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from studies import small_study

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.scheme import codes
from codebook.team import assignments
from coding_tui.background import standing_step
from coding_tui.views import document_lines
from coding_tui.views import workbench_view as views
from transcripts import coders, document_labels
from transcripts.errors import Conflict
from transcripts.project import Project

CHANGES = ("apply", "remove", "recode", "assign")
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("apply"), st.integers(0, 2), st.integers(0, 9), st.booleans()),
        st.tuples(st.sampled_from(CHANGES[1:]), st.integers(0, 9), st.integers(0, 2), st.booleans()),
        st.tuples(st.sampled_from(("undo", "redo", "look")), st.just(0), st.just(0), st.just(False)),
    ),
    max_size=14,
)
Deed = tuple[str, int, int, bool]


def _do(project: Project, deed: Deed, named: list[str]) -> None:
    what, one, two, mine = deed
    if what == "redo" or (what == "undo" and standing_step(project, "Ann") in CHANGES):
        (project.undo if what == "undo" else project.redo)("Ann")
    if what not in CHANGES:
        return
    with project.step(what, "Ann") as session:
        everything = codings.codings(session)
        papers = list(document_labels.uids_by_label(session).values())
        person = coders.ensure(session, "Ann" if mine else "Ben")
        if what == "apply":
            paper = papers[two % len(papers)]
            codings.apply(session, NewCoding(paper, two, two + 3 + one, named[one], person))
        elif what == "assign":
            assignments.set_state(session, papers[one % len(papers)], person, ("assigned", "started", "done")[two])
        elif everything and what == "remove":
            codings.remove(session, [everything[one % len(everything)].uid])
        elif everything and what == "recode":
            codings.recode(session, everything[one % len(everything)].uid, named[two])


@settings(max_examples=25, deadline=None)
@given(DEEDS)
def test_counts_taken_on_are_the_counts(deeds: list[Deed]) -> None:
    """After any changes, undone and done again ones too, seen one by one or several at once."""
    with TemporaryDirectory() as folder, small_study(Path(folder) / "study.qdb") as project:
        with project.step("Codes", "Ann") as session:
            named = [codes.add(session, name) for name in ("A", "B", "C")]
        with project.reading() as session:
            known, lines = views.counts(session, "Ann"), document_lines.document_lines(session, "Ann")
        for deed in [*deeds, ("look", 0, 0, False)]:
            try:
                _do(project, deed, named)
            except Conflict:
                continue
            if deed[0] != "look":
                continue
            with project.reading() as session:
                known = views.counts(session, "Ann", known)
                lines = views.lines_recounted(lines, known)
                anew = views.counts(session, "Ann")
                assert replace(known, documents=None) == anew
                assert lines == document_lines.document_lines(session, "Ann")

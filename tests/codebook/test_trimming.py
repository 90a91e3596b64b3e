"""What may be printed of a passage: nothing that was not said, in no other order; and ids that outlive corrections."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebook.project import open_project
from codebook.quoting import collected
from codebook.quoting.trimming import fits, trimmed
from coding_tui.cli.program import run
from transcripts.coders import ensure
from transcripts.document_labels import uids_by_label
from transcripts.errors import Conflict

SAID = "We ring them first, you know, and it never takes more than two weeks. That's the officers' own rule [laughs]."


@pytest.mark.parametrize(
    ("words", "cuts", "replaced"),
    [
        (SAID, (), ()),
        ("we ring", None, None),
        ("it never takes more than two weeks", (), ()),
        ("We ring them first … it never takes more than two weeks", ("you know, and",), ()),
        ("We ring them first, […] and it never takes", ("you know",), ()),
        ("[The unit] ring them first", (), ()),
        ("and [the call] never takes more than two weeks", (), ("it",)),
        ("That’s the officers’ own rule [laughs]", (), ()),
        ("[t]hat's the officers' own rule", (), ()),
        ("We ring them first and it never takes", None, None),
        ("it takes more than two weeks", None, None),
        ("two weeks … We ring them", None, None),
        ("We ring them [never] takes", None, None),
        ("it … takes more", ("never",), ()),
        ("ring the", None, None),
        ("…", None, None),
        ("We [do not really] ring them first", (), ()),
    ],
)
def test_what_was_said_may_be_cut_and_explained_and_never_changed(
    words: str, cuts: tuple[str, ...] | None, replaced: tuple[str, ...] | None
) -> None:
    if cuts is None:
        with pytest.raises(Conflict):
            trimmed(SAID, words)
    else:
        made = trimmed(SAID, words)
        assert (made.cuts, made.replaced) == (cuts, replaced)


@given(st.lists(st.sampled_from(["we", "ring", "them", "not", "a", "file"]), min_size=1, max_size=8),
       st.lists(st.sampled_from(["we", "ring", "them", "not", "a", "file", "…"]), min_size=1, max_size=8))  # fmt: skip
def test_what_is_taken_is_a_row_of_pieces_that_were_said(said: list[str], words: list[str]) -> None:
    passage, text = " ".join(said), " ".join(words)
    pieces = [piece.split() for piece in re.split("…", text) if piece.split()]

    def in_order(left: list[str], wanted: list[list[str]]) -> bool:
        if not wanted:
            return True
        size = len(wanted[0])
        return any(left[at : at + size] == wanted[0] and in_order(left[at + size :], wanted[1:])
                   for at in range(len(left) - size + 1))  # fmt: skip

    assert fits(passage, text) == (bool(pieces) and in_order(said, pieces))


def test_an_id_leads_to_the_passage_after_a_correction(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = "Interviewer: And then?\nCPS 1: We wait.\nInterviewer: Long?\nCPS 1: It takes two weeks at least.\n"
    (tmp_path / "CPS 1.txt").write_text(first, "utf-8")
    path = tmp_path / "study.qdb"
    assert run(["new", str(path)]) == 0
    assert run(["import", str(path), str(tmp_path / "CPS 1.txt")]) == 0
    start = first.index("It takes")
    with open_project(path) as project, project.step("Collect", "Ann") as session:
        uid, end = uids_by_label(session)["CPS 1"], start + len("It takes two weeks at least.")
        one = collected.add(session, uid, start, end, coder=ensure(session, "Ann"))
        collected.set_words(session, one, "It takes … weeks at least")
    capsys.readouterr()
    assert run(["cite", str(path), "cps1:4"]) == 0
    assert "to be printed: “It takes … weeks at least”" in capsys.readouterr().out
    (tmp_path / "CPS 1.txt").write_text("Interviewer: Hello.\nCPS 1: Hello to you.\n" + first, "utf-8")
    assert run(["replace", str(path), "CPS 1", str(tmp_path / "CPS 1.txt")]) == 0
    capsys.readouterr()
    assert run(["cite", str(path), "CPS1:4", "--exact"]) == 0
    assert capsys.readouterr().out == "It takes two weeks at least.\n"
    assert run(["cite", str(path), "CPS1:6", "--exact"]) == 0
    assert capsys.readouterr().out == "It takes two weeks at least.\n"
    assert run(["cite", str(path), "CPS1:99"]) == 1
    assert run(["cite", str(path), "nonsense"]) == 1

"""What two people see who triangulate apart: each of the five steps, before and after everybody is done, one incident
and saturation; compared as pictures, which are of one version of Textual.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from coded_study import TEXTS, at_one_time, make_coded_study
from pictures import comparable, picture, pressing

from codebook.evidence import assessing, contradictions
from codebook.project import open_project
from codebook.scheme import codes
from coding_tui import themes
from transcripts import coders
from transcripts.document_labels import uids_by_label
from transcripts.documents import add_case

pytestmark = comparable
LOOKS = pytest.mark.parametrize(
    ("size", "theme"), [((120, 40), themes.DARK), ((80, 24), themes.MONO)], ids=["120x40-dark", "80x24-mono"]
)
ANN = (("Partnership", "CPS", "agreement", "", "they say so"), ("Partnership", "Police", "partial agreement", "", ""),
       ("Delay and queues", "CPS", "silence", "not raised", ""))  # fmt: skip
BEN = (("Partnership", "CPS", "agreement", "", ""), ("Partnership", "Police", "dissonance", "", "a queue, no contact"),
       ("Delay and queues", "CPS", "silence", "not asked", ""))  # fmt: skip
STEPS = {
    "sort": ("left_square_bracket",), "matrix": ("right",), "beside": ("equals_sign", "right"),
    "convergence": ("right_square_bracket",), "people": ("right_square_bracket",) * 2,
    "feedback": ("right_square_bracket",) * 3,
}  # fmt: skip


def judged(path: Path, *, both: bool) -> Path:
    """Ann is done; with `both` Ben is, too, and one cell is settled."""
    with open_project(make_coded_study(path)) as project:
        with project.step("Put forward", "Ann") as session:
            ann, tree = coders.ensure(session, "Ann"), codes.tree(session)
            for theme, said in (("Partnership", "Early contact makes better files"), ("Delay and queues", "They wait")):
                assessing.put_forward(session, tree.find(theme).uid, said, coder=ann)
        for who, said in (("Ann", ANN), ("Ben", BEN))[: 1 + both]:
            with project.step("Judge", who) as session:
                person = coders.ensure(session, who)
                for theme, source, word, silence, note in said:
                    code = codes.tree(session).find(theme).uid
                    assessing.assess(
                        session, code, source, coder=person, judgement=word, silence=silence, note=note
                    )  # fmt: skip
                assessing.finish(session, person)
    return at_one_time(path)


@LOOKS
@pytest.mark.parametrize("step", STEPS)
def test_once_both_are_done(here: Path, step: str, size: tuple[int, int], theme: str, snap_compare: Any) -> None:
    judged(here, both=True)
    keys = ("f4", "2", *STEPS[step])
    assert snap_compare(picture(here, theme), terminal_size=size, run_before=pressing(*keys))


@LOOKS
@pytest.mark.parametrize("step", ["matrix", "people"])
def test_while_it_is_closed(here: Path, step: str, size: tuple[int, int], theme: str, snap_compare: Any) -> None:
    judged(here, both=False)
    keys = ("f4", "2", *STEPS[step])
    assert snap_compare(picture(here, theme), terminal_size=size, run_before=pressing(*keys))


def test_it_is_asked_before_cells_are_left(here: Path, snap_compare: Any) -> None:
    judged(here, both=False)
    with open_project(here) as project, project.step("Go on", "Ann") as session:
        assessing.finish(session, coders.ensure(session, "Ann"), done=False)
    at_one_time(here)
    assert snap_compare(picture(here, themes.DARK), terminal_size=(80, 24), run_before=pressing("f4", "2", "d"))


@LOOKS
def test_one_incident(here: Path, size: tuple[int, int], theme: str, snap_compare: Any) -> None:
    with open_project(make_coded_study(here)) as project, project.step("Case", "Ann") as session:
        known = uids_by_label(session)
        for label in ("CPS 43", "Panel 1"):
            add_case(session, known[label], "Case 1")
        says, shows = (
            (known[label], TEXTS[label].index(words), TEXTS[label].index(words) + len(words))
            for label, words in (("CPS 43", "They ring us"), ("Panel 1", "Two had waited"))
        )
        session.flush()
        (case,) = contradictions.incidents(session)
        contradictions.link(session, case.uid, says, shows, coder=coders.ensure(session, "Ann"), note="at once")
    at_one_time(here)
    assert snap_compare(picture(here, theme), terminal_size=size, run_before=pressing("f4", "3"))


@LOOKS
def test_saturation(here: Path, size: tuple[int, int], theme: str, snap_compare: Any) -> None:
    at_one_time(make_coded_study(here))
    assert snap_compare(picture(here, theme), terminal_size=size, run_before=pressing("f4", "4", "down"))

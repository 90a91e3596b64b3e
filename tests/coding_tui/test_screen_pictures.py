"""What an empty project and a folded passage look like: compared as pictures, which are of one version of Textual."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from coded_study import at_one_time
from pictures import comparable, picture, pressing
from workbenches import make_study

from codebook.coding import distressing
from codebook.project import open_project
from coding_tui import themes
from transcripts import coders, document_labels
from transcripts.texts import document_text

pytestmark = comparable

PLACES = ("f3", "f4", "ctrl+f", "f5", "f6", "f7", "f8")


def flag_first_answer(path: Path) -> None:
    """Somebody who read ahead flagged what stands in the middle of an answer."""
    with open_project(path) as project, project.step("Read ahead", "Ben") as session:
        uid = document_labels.find(session, "CPS 43")
        start = document_text(session, uid).text.index("They ring us")
        distressing.flag(session, uid, start, start + 130, coder=coders.ensure(session, "Ben"))


@pytest.mark.parametrize("key", PLACES)
def test_an_empty_project(here: Path, key: str, snap_compare: Any) -> None:
    at_one_time(make_study(here, None))
    assert snap_compare(picture(here, themes.DARK), terminal_size=(120, 40), run_before=pressing(key))


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])
def test_a_folded_passage(here: Path, snap_compare: Any, size: tuple[int, int]) -> None:
    make_study(here)
    flag_first_answer(here)
    assert snap_compare(picture(here, themes.DARK), terminal_size=size, run_before=pressing("down"))

"""What the screens about the whole project look like: compared as pictures, which are of one version of Textual."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from coded_study import at_one_time, collect_all, make_coded_study
from pictures import comparable, picture, pressing
from workbenches import make_study

from codebook.coding import distressing
from codebook.project import open_project
from coding_tui import themes
from transcripts import coders, document_labels
from transcripts.texts import document_text

pytestmark = comparable

LOOKS = pytest.mark.parametrize(
    ("size", "theme"),
    [((120, 40), themes.DARK), ((80, 24), themes.LIGHT), ((80, 24), themes.MONO)],
    ids=["120x40-dark", "80x24-light", "80x24-mono"],
)
PLACES = ("f3", "f4", "ctrl+f", "f5", "f6", "f7", "f8")


def flag_first_answer(path: Path) -> None:
    """Somebody who read ahead flagged what stands in the middle of an answer."""
    with open_project(path) as project, project.step("Read ahead", "Ben") as session:
        uid = document_labels.find(session, "CPS 43")
        start = document_text(session, uid).text.index("They ring us")
        distressing.flag(session, uid, start, start + 130, coder=coders.ensure(session, "Ben"))


@LOOKS
@pytest.mark.parametrize(
    ("keys", "query"),
    [
        (("f3", "enter", "down", "space"), "Partnership/*"),
        (("f3", "enter"), "Partnership/* AND Nothing"),
        (("f4", "right", "down"), ""),
        (("f4", "v", "v", "down"), ""),
        (("f4", "5", "c", "right"), ""),
        (("f4", "6", "tab", "space"), ""),
        (("f4", "6", "e"), ""),
        (("f4", "7", "c"), ""),
        (("ctrl+f", "enter", "down"), "what"),
        (("ctrl+b", "down", "down", "down"), ""),
        (("f5", "down"), ""),
        (("f5", "enter"), ""),
        (("f6", "down"), ""),
        (("f6", "o"), ""),
        (("f7", "down"), ""),
        (("f7", "down", "u"), ""),
        (("f8",), ""),
    ],
    ids=[
        "retrieve", "wrong", "compare", "bars", "together", "framework", "summary", "timeline", "search", "codebook",
        "agreement", "card", "quotations", "write", "history", "undo", "settings",
    ],
)
def test_a_coded_study(
    here: Path, keys: tuple[str, ...], query: str, size: tuple[int, int], theme: str, snap_compare: Any
) -> None:
    at_one_time(collect_all(make_coded_study(here)))
    assert snap_compare(picture(here, theme), terminal_size=size, run_before=pressing(*keys, query=query))


@pytest.mark.parametrize("key", PLACES)
def test_an_empty_project(here: Path, key: str, snap_compare: Any) -> None:
    at_one_time(make_study(here, None))
    assert snap_compare(picture(here, themes.DARK), terminal_size=(120, 40), run_before=pressing(key))


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])
def test_a_folded_passage(here: Path, snap_compare: Any, size: tuple[int, int]) -> None:
    make_study(here)
    flag_first_answer(here)
    assert snap_compare(picture(here, themes.DARK), terminal_size=size, run_before=pressing("down"))

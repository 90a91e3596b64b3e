"""What two people see who triangulate apart, before everybody is done; compared as pictures, which are of one version
of Textual.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from coded_study import at_one_time
from pictured_study import judged
from pictures import comparable, picture, pressing

from codebook.evidence import assessing
from codebook.project import open_project
from coding_tui import themes
from transcripts import coders

pytestmark = comparable
LOOKS = pytest.mark.parametrize(
    ("size", "theme"), [((120, 40), themes.DARK), ((80, 24), themes.MONO)], ids=["120x40-dark", "80x24-mono"]
)
STEPS = {"matrix": ("right",), "people": ("right_square_bracket",) * 2}


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

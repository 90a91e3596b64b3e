"""The worked study knows where its coders differ and how: all of it must be found, and called by its name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from worked_study import worked

from codebook.project import open_project
from codebook.reviewing.disagreements import disagreements
from coding_tui.demo.project import files_beside

KINDS = {
    "boundary": "boundary", "omission": "omission", "parent-child": "parent-child", "split": "split-merge",
    "substitution-sibling": "sibling", "substitution-branch": "other-branch",
}  # fmt: skip


@pytest.fixture
def built() -> Path:
    return worked()


def test_every_planted_difference_is_found_and_typed(built: Path) -> None:
    (told,) = files_beside(built).glob("*truth*.json")
    planted = [each for each in json.loads(told.read_text("utf-8"))["disagreements"] if each["type"] in KINDS]
    assert len(planted) > 100
    wrong = []
    with open_project(built) as project:
        for pair in (("Ann", "Ben"), ("Ann", "Chloe"), ("Ben", "Chloe")):
            found = disagreements(project, unit="character", coders=pair).found
            for each in planted:
                if {each["coder"], each["other"]} != set(pair):
                    continue
                here = {
                    one.kind for one in found
                    if one.label == each["document"] and one.at.start < each["end"] and each["start"] < one.at.end
                }  # fmt: skip
                if KINDS[each["type"]] not in here:
                    wrong.append((each, here))
    assert wrong == []

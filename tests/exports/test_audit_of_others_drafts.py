"""Drafts in other people's habits and formats: what they quote is found whole, and nobody is accused of what they did
not do.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from drafts_by_others import DRAFTS, read, table

WORD_FOR_WORD = ("verbatim", "typography", "cleaned", "bracketed")


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda path: path.name)
def test_each_quotation_of_a_draft_is_found_whole_and_gets_a_verdict_that_is_right(draft: Path) -> None:
    known, _ = read(draft)
    assert [each.truth.parts for each in known if not each.findings] == []
    wrong = [(each.truth.parts, each.verdict) for each in known if each.verdict not in each.truth.verdicts]
    assert wrong == []


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda path: path.name)
def test_what_stands_in_the_study_is_found_with_whom_the_draft_names(draft: Path) -> None:
    found = [
        (part.quotation.text, each.truth.document, part.document)
        for each in read(draft)[0]
        for part in each.findings
        if each.truth.document and part.verdict in (*WORD_FOR_WORD, "altered", "elided")
    ]
    assert [each for each in found if each[1] != each[2]] == []


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda path: path.name)
def test_nothing_else_in_marks_is_held_against_the_author(draft: Path) -> None:
    assert [each.quotation.text for each in read(draft)[1] if each.needs_a_look] == []


def test_the_documentation_says_how_right_it_is() -> None:
    documentation = Path(__file__).parents[2] / "docs" / "audit.md"
    assert table() in documentation.read_text("utf-8")

"""How a query that is being typed goes on: by what can follow there, and as it would be understood."""

from __future__ import annotations

import pytest

from codebook.query import parse
from codebook.query.completion import Vocabulary, completed

KNOWN = Vocabulary(
    ("Stereotypes", "Stereotypes/*", "Demeanour", '"Staff wellbeing"', '"Police and CPS"', '"Trauma, and more"'),
    {"stance": ("endorses", "none"), "state": ("done",), "group": ("CPS", "Police"), "kind": ('"case file"',)},
    ("@blame", '@"all of it"'),
)


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("Ste", "Stereotypes"),
        ("sta", "staff wellbeing"),
        ("Police and C", "Police and CPS"),
        ('"pol', '"Police and CPS"'),
        ("tra", '"Trauma, and more"'),
        ("Stereotypes/* sta", "Stereotypes/* stance:"),  # no code can follow a code
        ("Demeanour st", "Demeanour stance:"),
        ('"Police and CPS" gr', '"Police and CPS" group:'),
        ("group:CPS kin", "group:CPS kind:"),
        ("Stereotypes/* OR sta", "Stereotypes/* OR staff wellbeing"),
        ("Demeanour AND NOT (pol", "Demeanour AND NOT (police and CPS"),
        ("Demeanour NEAR 2 sentences sta", "Demeanour NEAR 2 sentences staff wellbeing"),
        ("Demeanour SAME case Police and", "Demeanour SAME case Police and CPS"),
        ('"Police and CPS" A', '"Police and CPS" AND'),
        ("Demeanour group:CPS,po", "Demeanour group:CPS,Police"),
        ("@all", '@"all of it"'),
        ("xyz", None),
        ("", None),
    ],
)
def test_what_is_typed_goes_on_as_it_can(typed: str, whole: str | None) -> None:
    assert completed(typed, KNOWN) == whole


@pytest.mark.parametrize("name", KNOWN.codes)
def test_a_code_that_was_completed_letter_by_letter_is_the_code(name: str) -> None:
    bare = name.strip('"')
    for many in range(2, len(bare)):
        whole = completed(bare[:many], KNOWN)
        if whole is not None and whole.strip('"').casefold() == bare.casefold():
            assert parse(whole) == parse(name)


@pytest.mark.parametrize("hostile", ['a:' + '"x"' * 400, "a:" * 400, "(" * 400 + "a", "x " * 400 + "y", '@"' * 400])
def test_what_nobody_would_type_is_answered_at_once(hostile: str) -> None:
    assert completed(hostile, KNOWN) is None

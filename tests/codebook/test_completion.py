"""How a query that is being typed goes on: by what can follow there, and as it would be understood."""

from __future__ import annotations

import pytest

from codebook.query import parse
from codebook.query.completion import Vocabulary, completed, ending

KNOWN = Vocabulary(
    ("Stereotypes", "Stereotypes/*", "Demeanour", '"Staff wellbeing"', '"Police and CPS"', '"Trauma, and more"',
     '"Straße Nord"', '"İstanbul desk"', '"Caf\u00e9 rota"'),
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
        ("@all o", '@"all of it"'),
        ("@blame gr", "@blame group:"),
        ('@"all o', '@"all of it"'),
        ('@"bl', '@"blame"'),
        ("Demeanour AND @AL", 'Demeanour AND @"all of it"'),
        ("straße", "straße Nord"),  # written in more letters than it has when case is aside
        ("STRASSE", "STRASSE Nord"),
        ("İstanbul", "İstanbul desk"),
        ("cafe\u0301 r", "cafe\u0301 rota"),
        ("xyz", None),
        ("", None),
    ],
)
def test_what_is_typed_goes_on_as_it_can(typed: str, whole: str | None) -> None:
    assert completed(typed, KNOWN) == whole


@pytest.mark.parametrize(
    ("typed", "whole", "end"),
    [
        ("@all", '@"all of it"', " of it\""),
        ("@", '@"all of it"', '"all of it"'),
        ("@all o", '@"all of it"', 'f it"'),
        ('@"', '@"all of it"', 'all of it"'),
        ("tra", '"Trauma, and more"', 'uma, and more"'),
        ("kind:ca", 'kind:"case file"', 'se file"'),
        ("group:po", "group:Police", "lice"),
        ('"Police and CPS" st', '"Police and CPS" stance:', "ance:"),
        ("straße", "straße Nord", " Nord"),
        ("İs", "İstanbul desk", "tanbul desk"),
        ("cafe\u0301", "caf\u00e9 rota", " rota"),
    ],
)
def test_what_is_shown_behind_the_cursor_goes_on_from_the_last_letter(typed: str, whole: str, end: str) -> None:
    assert ending(typed, whole) == end


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

"""The collector of cycles, held back while something is made in bulk: it goes on afterwards, whatever happened."""

from __future__ import annotations

import gc

import pytest

from transcripts.uncollected import uncollected


@uncollected()
def inside() -> bool:
    with uncollected():
        pass
    return gc.isenabled()


def test_it_is_held_back_inside_and_goes_on_after_the_last_one() -> None:
    assert not inside()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="no"), uncollected():
        raise ValueError("no")
    assert gc.isenabled()


def test_what_was_made_inside_counts_as_old_at_once() -> None:
    with uncollected():
        made = [[number] for number in range(1000)]
    old = set(map(id, gc.get_objects(2)))
    assert {id(each) for each in made} <= old


def test_what_others_keep_from_being_looked_at_stays_so() -> None:
    gc.freeze()
    try:
        kept = gc.get_freeze_count()
        inside()
        assert gc.get_freeze_count() == kept > 0
    finally:
        gc.unfreeze()


def test_who_had_stopped_it_before_finds_it_stopped() -> None:
    gc.disable()
    try:
        inside()
        assert not gc.isenabled()
    finally:
        gc.enable()

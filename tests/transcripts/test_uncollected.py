"""The collector of cycles, held back while something is made in bulk: it goes on afterwards, whatever happened."""

from __future__ import annotations

import gc

import pytest

from transcripts import uncollected as module
from transcripts.uncollected import go_on_for_hours, uncollected


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


@pytest.mark.parametrize("hours", [False, True])
def test_what_was_made_inside_counts_as_old_at_once_but_in_what_goes_on_for_hours(
    monkeypatch: pytest.MonkeyPatch, hours: bool
) -> None:
    monkeypatch.setattr(module, "_taken_for_old", True)
    if hours:
        go_on_for_hours()
    with uncollected():
        made = [[number] for number in range(1000)]
    old = set(map(id, gc.get_objects(2)))
    assert old.isdisjoint(map(id, made)) if hours else {id(each) for each in made} <= old


def test_who_had_stopped_it_before_finds_it_stopped() -> None:
    gc.disable()
    try:
        inside()
        assert not gc.isenabled()
    finally:
        gc.enable()

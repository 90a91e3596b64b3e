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


def test_who_had_stopped_it_before_finds_it_stopped() -> None:
    gc.disable()
    try:
        inside()
        assert not gc.isenabled()
    finally:
        gc.enable()

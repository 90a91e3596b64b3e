"""From passages of an old text to what became of each in the new one: the door of this room."""

from __future__ import annotations

from collections.abc import Iterable

from transcripts.reanchoring.model import Placement, Span


def reanchor(old: str, new: str, spans: Iterable[Span]) -> list[Placement]:
    """What becomes of each span [start, end) of `old` when `new` replaces it, in the order of the spans.

    A span that is kept or moved has the same words, to the character; replacing `new` by `old` again brings it back to
    where it was. One that cannot be placed honestly is lost, and never put on something else. Raises ValueError for a
    span that is empty or outside.
    """
    from transcripts.reanchoring.placer import Placer  # noqa: PLC0415 - numpy, which opening a project need not wait for

    placer = Placer(old, new)
    return [placer.place(start, end) for start, end in spans]

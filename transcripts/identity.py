"""Names that stay unique when copies of a project meet again, and the clock that stamps them."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4


def new_uid() -> str:
    """A fresh identifier for anything that two copies of a project may exchange: 32 hexadecimal digits."""
    return uuid4().hex


def now() -> str:
    """The present moment in UTC, ISO 8601, whole seconds: `2026-11-23T18:00:00+00:00`."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def instant() -> str:
    """The present moment to the microsecond, for what is listed in the order in which people wrote it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")

"""Sentences about codes: dates, counts and lists as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime


def day(at: str) -> str:
    """`23 November 2026`, of a time as it is stored (UTC)."""
    moment = datetime.fromisoformat(at)
    return f"{moment.day} {moment:%B %Y}"


def many(count: int, thing: str, things: str = "") -> str:
    """`1 coding`, `1,204 codings`."""
    return f"{count:,} {thing if count == 1 else things or thing + 's'}"


def listed(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"

"""What is known of a file made to harm: its name, how it is made, and what must become of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Hostile:
    """A file, and what becomes of it: `reason` is what it is refused for, `said` what stands in its text or remarks.

    Both are regular expressions; empty where it must not be refused, or not be read. `heavy`: it takes more than a
    second to make or to refuse.
    """

    id: str
    name: str
    make: Callable[[], bytes]
    reason: str = ""
    said: str = ""
    heavy: bool = False

"""What a person decided about files before they are read; nothing decided means: as the program understands them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

TABLES = ("turns", "documents", "cases", "attributes", "tracker")
"""A table can be read as a row a turn, a document or a case review; as facts about documents; as figures by month."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Answers to what a file cannot say of itself.

    `encoding` reads text that is neither marked nor UTF-8. `names` gives the speaker that a label stands for, `roles`
    a speaker's role, `not_speakers` the labels that name nobody and `speakers` those that name somebody
    wherever a line begins with them; all four by `names.key_of(label)`, and roles by the
    name after merging. `unlabelled`: nobody is named in this file. `table` is one of `TABLES`.
    """

    encoding: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    not_speakers: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    unlabelled: bool = False
    table: str = ""

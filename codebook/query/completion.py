"""How a query that somebody is typing may go on: codes, fields, their values, operators, saved queries. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_LAST = re.compile(r'(?:^|[\s(])(?P<word>@?"[^"]*|[^\s()"]+)$')
OPERATORS = ("AND", "AND NOT", "OR", "WITHIN", "OVERLAPS", "BEFORE", "NEAR 2 sentences", "NEAR 2 turns", "SAME turn",
             "SAME document", "SAME case", "SAME participant")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What queries of a project can name: codes as a query writes them (`"Early contact"`, `Theme/*`), the fields with
    the values they have, and saved queries as they are asked (`@name`).
    """

    codes: Sequence[str] = ()
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    saved: Sequence[str] = ()


def completed(typed: str, known: Vocabulary) -> str | None:
    """What is typed with its last word at its likeliest end; None where nothing begins like it."""
    last = _LAST.search(typed)
    if last is None:
        return None
    word = last["word"]
    name, colon, value = word.partition(":")
    if colon and not word.startswith(('"', "@")):
        return _with(typed, value.rpartition(",")[2], known.fields.get(name.lower(), ()))
    if word.isupper() and (end := _with(typed, word, OPERATORS)):
        return end
    fields = [f"{each}:" for each in known.fields]
    return _with(typed, word, (*known.saved, *known.codes, *fields) if len(word) > 1 else (*known.saved,))


def _with(typed: str, begun: str, words: Sequence[str]) -> str | None:
    start = begun.lstrip('@"').casefold()
    bare = begun.removeprefix("@").startswith('"')
    for word in words:
        said = word.lstrip('@"').casefold()
        if said.startswith(start) and len(said) > len(start) and word.startswith("@") == begun.startswith("@"):
            if bare and '"' not in word:
                word = f'"{word}"'
            return typed[: len(typed) - len(begun)] + word
    return None

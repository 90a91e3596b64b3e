"""How a query that somebody is typing may go on: codes, fields, their values, operators, saved queries. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_LAST = re.compile(r'(?:^|[\s(])(?P<word>@?"[^"]*|[^\s()"]+)$')
_SAVED = re.compile(r'(?:^|[\s(])(?P<words>@[^\s"()@]+\s[^"()@]*)$')
"""A saved query's name in several words, without quotation marks."""
_WHOLE = re.compile(
    r"""(?P<joins>\(|\b(?:AND|OR|NOT|WITHIN|OVERLAPS|BEFORE|NEAR\s+\d+\s+\w+|SAME\s+\w+)\s+)"""
    r"""|\)|@?"[^"]*"(?:\s+|$(?<=\s))|[^\s":]+:(?:"[^"]*"|[^\s"])*\s+|\S*\*\s+|@[^\s"]\S*\s+"""
)
"""What joins, and what is whole, each with the blanks behind it."""
_SIGNS = re.compile(r'[():,"*@\\]|\b(?:AND|OR|NOT|WITHIN|OVERLAPS|BEFORE|NEAR|SAME)\b')
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
    """What is typed with its last word, or the words of a name, at the likeliest end; None where nothing begins so.

    Where a code or a filter stands before it only a field or an operator can follow.
    """
    saved = _SAVED.search(typed)
    if saved and (end := _with(typed, saved["words"], known.saved)):
        return end
    last = _LAST.search(typed)
    if last is None:
        return None
    word = last["word"]
    name, colon, value = word.partition(":")
    if colon and not word.startswith(('"', "@")):
        return _with(typed, value.rpartition(",")[2], known.fields.get(name.lower(), ()))
    if word.isupper() and (end := _with(typed, word, OPERATORS)):
        return end
    follows, begun = _begun(typed)
    fields = [f"{each}:" for each in known.fields]
    if follows or begun != word:
        return (None if follows else _with(typed, begun, known.codes)) or _with(typed, word, fields)
    return _with(typed, word, (*known.saved, *known.codes, *fields) if len(word) > 1 else (*known.saved,))


def _begun(typed: str) -> tuple[bool, str]:
    """Whether a whole code or filter stands before what is being typed, and that."""
    before = list(_WHOLE.finditer(typed))
    follows = bool(before) and before[-1]["joins"] is None
    return follows, typed[before[-1].end() if before else 0 :].lstrip()


def ending(typed: str, whole: str) -> str:
    """What of a whole end stands behind what is typed; quotation marks may have come in before it."""
    marks, wanted = typed.count('"'), _folded(typed.replace('"', ""))
    for at in range(len(whole) + 1):
        if whole.count('"', 0, at) >= marks and _folded(whole[:at].replace('"', "")) == wanted:
            return whole[at:]
    return ""


def _with(typed: str, begun: str, words: Sequence[str]) -> str | None:
    start = _folded(begun.lstrip('@"'))
    bare = begun.removeprefix("@").startswith('"')
    for word in words:
        said = _folded(word.lstrip('@"'))
        if said.startswith(start) and len(said) > len(start) and word.startswith("@") == begun.startswith("@"):
            name = word.strip('"')
            if not bare and word.startswith('"') and not _SIGNS.search(name):
                return typed + ending(begun, name)  # the names of codes need no quotation marks
            if bare and '"' not in word:
                word = f'@"{word[1:]}"' if word.startswith("@") else f'"{word}"'
            return typed[: len(typed) - len(begun)] + word
    return None


def _folded(text: str) -> str:
    """Letter case and Unicode form aside; as many letters as that leaves."""
    return unicodedata.normalize("NFC", text.casefold())

"""Where a code stands: `Theme/Code` as people type it, and the tuple of names behind it.

`/` parts the names; a literal slash inside a name is written `\\/`, a literal backslash `\\\\`. A backslash before
anything else stands for itself, so that tables written by other programs mean what they seem to mean.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from transcripts.errors import WorkbenchError

_PIECE = re.compile(r"(?:\\.|[^/\\]|\\$)*", re.DOTALL)
_ESCAPED = re.compile(r"\\([/\\])")
_LINE_BREAKS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class BadNameError(WorkbenchError):
    """A name or path that no code can have."""


def clean_name(name: str) -> str:
    """The name without white space around it.

    Raises `BadNameError` when nothing is left, when it runs over lines, or when it holds control characters.
    """
    trimmed = name.strip()
    if not trimmed:
        raise BadNameError("A code needs a name: this one is empty.")
    if _LINE_BREAKS.search(trimmed):
        raise BadNameError(f"A code's name is one line: {_shown(trimmed)} holds a line break.")
    if _CONTROL.search(trimmed):
        raise BadNameError(f"A code's name is readable text: {_shown(trimmed)} holds a control character.")
    return trimmed


def format_path(names: Sequence[str]) -> str:
    """The path as people type it: names joined by `/`, with slashes and backslashes inside names escaped."""
    return "/".join(name.replace("\\", "\\\\").replace("/", "\\/") for name in names)


def parse_path(path: str) -> tuple[str, ...]:
    """The names of a path, outermost first, each cleaned by `clean_name`.

    Raises `BadNameError` when the path is empty, begins or ends with a slash, or holds two in a row.
    """
    pieces = split_path(path)
    if not all(piece.strip() for piece in pieces):
        raise BadNameError(f"A code path is written Theme/Code: {_shown(path)} has an empty name in it.")
    return tuple(clean_name(_ESCAPED.sub(r"\1", piece)) for piece in pieces)


def split_path(path: str) -> list[str]:
    """The pieces between the separating slashes, still escaped."""
    pieces, at = [], 0
    while True:
        match = _PIECE.match(path, at)
        assert match is not None  # the pattern also matches nothing
        pieces.append(match.group())
        at = match.end() + 1
        if match.end() >= len(path):
            return pieces


def name_key(name: str) -> str:
    """What two names must share to count as the same: case, outer and repeated spaces and Unicode form aside."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return " ".join(folded.split())


def path_key(names: Sequence[str]) -> tuple[str, ...]:
    """`name_key` of every name of a path."""
    return tuple(name_key(name) for name in names)


def _shown(text: str) -> str:
    short = text if len(text) <= 60 else text[:59] + "…"
    return f"‘{_CONTROL.sub('�', _LINE_BREAKS.sub('⏎', short))}’"

"""What a command says. Data go to stdout, messages to stderr; people's words reach a terminal only as inert text."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from coding_tui.cli.tables import table
from coding_tui.inert import shown
from transcripts.leaving import NONE_KNOWN, Known, masked, require_none
from transcripts.leaving.words_of import strings, words_of

_HIDDEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def utf8_streams() -> None:
    """Write UTF-8 whatever the locale is; what cannot be written at all is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def echo(text: str, known: Known = NONE_KNOWN) -> None:
    """A line (or several) of human output on stdout, through the display filter."""
    sys.stdout.write(shown(_for(sys.stdout, text, known)) + "\n")


def say(message: str) -> None:
    """A message on stderr, through the display filter."""
    sys.stdout.flush()
    sys.stderr.write(shown(_for(sys.stderr, message, NONE_KNOWN)) + "\n")
    sys.stderr.flush()


def _for(stream: TextIO, text: str, known: Known) -> str:
    """What people read: as it is on a terminal; elsewhere, as it leaves, without names that must not."""
    return text if stream.isatty() else masked(text, known)


def echo_json(value: Any, *, known: Known | None = None) -> None:
    """`value` as JSON on stdout. Characters that a terminal obeys or hides are written as \\u escapes.

    It is for programs, so it leaves: raises NameWouldLeave, unless names are to be masked but for those that are
    `known` (an audit is about them).
    """
    if known is not None:
        value = _masked(value, known)
    else:
        require_none(strings(value), "what was asked for", undone="It was not printed")
    text = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.write(_HIDDEN.sub(_escaped, text) + "\n")


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]


def _masked(value: Any, known: Known) -> Any:
    if isinstance(value, str):
        return masked(value, known)
    if isinstance(value, dict):
        return {name: _masked(held, known) for name, held in value.items()}
    return [_masked(held, known) for held in value] if isinstance(value, (list, tuple)) else value


def echo_data(text: str) -> None:
    """A document made for another program: exact where it is stored or piped, inert where a person looks at it.

    Raises NameWouldLeave where it holds a name that must not.
    """
    require_none(words_of(text.encode()) or (), "what was asked for", undone="It was not printed")
    exact = not sys.stdout.isatty()
    text = text if exact else shown(text)
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def echo_table(
    headings: Sequence[str], rows: Iterable[Sequence[object]], *, counted: str, right: Iterable[str] = ()
) -> None:
    """A line that says what is counted, and the table below it when it has rows."""
    listed = list(rows)
    echo(counted)
    if listed:
        echo("\n" + table(headings, listed, right=right))


def number(count: int, thing: str, things: str = "") -> str:
    """`1 coding`, `1,204 codings`."""
    return f"{count:,} {thing if count == 1 else things or thing + 's'}"

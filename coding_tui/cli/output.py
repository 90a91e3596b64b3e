"""What a command says. Data go to stdout, messages to stderr; people's words reach a terminal only as inert text."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from coding_tui.cli.tables import table
from coding_tui.inert import shown

_HIDDEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def utf8_streams() -> None:
    """Write UTF-8 whatever the locale is; what cannot be written at all is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def echo(text: str) -> None:
    """A line (or several) of human output on stdout, through the display filter."""
    sys.stdout.write(shown(text) + "\n")


def say(message: str) -> None:
    """A message on stderr, through the display filter."""
    sys.stdout.flush()
    sys.stderr.write(shown(message) + "\n")
    sys.stderr.flush()


def echo_json(value: Any) -> None:
    """`value` as JSON on stdout. Characters that a terminal obeys or hides are written as \\u escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.write(_HIDDEN.sub(_escaped, text) + "\n")


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]


def echo_data(text: str) -> None:
    """A document made for another program: exact where it is stored or piped, inert where a person looks at it."""
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

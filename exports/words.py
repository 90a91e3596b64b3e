"""People's words on their way out: control characters made visible, nothing else touched."""

from __future__ import annotations

import re

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    """The text, one character for one, with escape codes and what XML cannot hold shown as signs (␛ for escape).

    Line ends and tabs stay. Every export but JSON passes people's words through here, so that no file of ours drives a
    terminal or breaks the program that opens it.
    """
    return _UNSAFE.sub(_sign, text)


def one_line(text: str) -> str:
    """The same on one line, runs of white space being one space."""
    return " ".join(visible(text).split())


def in_marks(text: str) -> tuple[str, str, str]:
    """Words on one line, with the quotation marks before and behind them: single ones where they hold double ones."""
    line = one_line(text)
    return ("‘", line, "’") if re.search('["“”]', line) else ("“", line, "”")


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else "\N{REPLACEMENT CHARACTER}"

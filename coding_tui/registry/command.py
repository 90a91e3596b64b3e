"""One thing that a person can do, and how its keys are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_SHOWN = {
    "left_square_bracket": "[", "right_square_bracket": "]", "left_curly_bracket": "{", "right_curly_bracket": "}",
    "less_than_sign": "<", "greater_than_sign": ">", "plus": "+", "minus": "-", "asterisk": "*", "full_stop": ".",
    "slash": "/", "escape": "esc", "left": "←", "right": "→", "up": "↑", "down": "↓", "pageup": "PgUp",
    "pagedown": "PgDn", "question_mark": "?", "equals_sign": "=", "comma": ",",
    "left_parenthesis": "(", "right_parenthesis": ")", "delete": "del", "backslash": "\\", "vertical_line": "|",
    "ampersand": "&", "dollar_sign": "$", "quotation_mark": '"', "apostrophe": "'", "colon": ":", "semicolon": ";",
    "exclamation_mark": "!", "number_sign": "#", "percent_sign": "%", "at": "@", "circumflex_accent": "^",
    "underscore": "_", "grave_accent": "`", "tilde": "~",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do. `keys` as Textual writes them, comma between; `{key}` in `action` is the key pressed.

    `footer` is its word in the footer ("" keeps it out), `rank` its place there, lowest first. `writes` commands are
    not offered in a project that is only read.
    """

    id: str
    title: str
    keys: str
    action: str
    where: str
    help: str
    footer: str = ""
    rank: int = 50
    writes: bool = False

    @property
    def shown_keys(self) -> str:
        """The keys as people call them."""
        return shown_together(self.key_list)

    @property
    def key_list(self) -> tuple[str, ...]:
        """The keys one by one."""
        return tuple(key for key in self.keys.split(",") if key)

    @property
    def function(self) -> str:
        """The action's name alone: `apply_code`."""
        return self.action.partition("(")[0].rpartition(".")[2]


def shown_together(keys: Sequence[str]) -> str:
    """Keys as people call them; a row of digits as `1-9`."""
    if len(keys) > 2 and all(key.isdecimal() for key in keys):
        return f"{keys[0]}-{keys[-1]}"
    return " ".join(shown_key(key) for key in keys)


def shown_key(key: str) -> str:
    """A key as people call it: `full_stop` is `.`, `f3` is `F3`."""
    *held, last = key.split("+")
    if last in _SHOWN:
        last = _SHOWN[last]
    elif len(last) > 1 and last[0] == "f" and last[1:].isdecimal():
        last = last.upper()
    elif len(last) == 1 and last.isupper():
        held, last = [*held, "shift"], last.lower()
    return "+".join([*held, last])

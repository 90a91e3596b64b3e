"""One thing that a person can do, and how its keys are called."""

from __future__ import annotations

from dataclasses import dataclass

_SHOWN = {
    "left_square_bracket": "[", "right_square_bracket": "]", "left_curly_bracket": "{", "right_curly_bracket": "}",
    "less_than_sign": "<", "greater_than_sign": ">", "plus": "+", "minus": "-", "asterisk": "*", "full_stop": ".",
    "slash": "/", "escape": "esc", "left": "←", "right": "→", "up": "↑", "down": "↓", "pageup": "PgUp",
    "pagedown": "PgDn", "question_mark": "?", "equals_sign": "=", "comma": ",",
    "left_parenthesis": "(", "right_parenthesis": ")", "delete": "del", "backslash": "\\", "vertical_line": "|",
    "ampersand": "&",
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
        parts = [key for key in self.keys.split(",") if key]
        if len(parts) > 2:
            return f"{shown_key(parts[0])}-{shown_key(parts[-1])}"
        return " ".join(shown_key(part) for part in parts)

    @property
    def function(self) -> str:
        """The action's name alone: `apply_code`."""
        return self.action.partition("(")[0].rpartition(".")[2]


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

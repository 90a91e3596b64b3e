"""Which keys do what for this person: the registry's keys, a preset over them, their own file over that. Pure.

Places lie within each other (the transcript within the workbench within everywhere), and the inner one gets a key
first. A map is refused when one place has a key twice, or when a command would have no key left somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from textual.keys import Keys, _character_to_key

from coding_tui.registry import dialog_commands
from coding_tui.registry.command import Command, shown_key, shown_together
from coding_tui.registry.commands import COMMANDS, WHERE
from coding_tui.registry.presets import PLAIN, PRESETS
from transcripts.errors import WorkbenchError

NO_KEY = "without_a_key"
"""What Textual is told instead of no key at all; no terminal sends it."""
ALWAYS = ("app.palette", "app.help", "app.leave", "dialog.leave", "palette.close")
"""Commands that must keep a key: the ways to everything else, and out."""
SENT_AS = {
    "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "escape", "ctrl+h": "backspace",
}  # fmt: skip
"""What terminals cannot tell apart."""
ALSO_CALLED = {
    "esc": "escape", "pgup": "pageup", "pgdn": "pagedown", "del": "delete", "return": "enter", "←": "left",
    "→": "right", "↑": "up", "↓": "down", "⏎": "enter", "ins": "insert", "spacebar": "space",
}  # fmt: skip
_KNOWN = frozenset(str(each.value) for each in Keys) | frozenset(f"f{number}" for number in range(1, 25))
_WITHIN = {
    "reader": "workbench", "documents": "workbench", "codebook": "workbench", "here": "workbench", "moving": "reader",
    "import-files": "import", "import-speakers": "import", "compare": "counting", "trackers": "counting",
    **dialog_commands.WITHIN,
}  # fmt: skip
_WITHOUT_LISTS = frozenset({
    "start", "workbench", "query", "readings", "settings", "lists", *dialog_commands.HEADINGS, *_WITHIN,
} - {"import-files", "import-speakers"})  # fmt: skip
_TYPED_IN = frozenset({"query", "palette", "dialogs", "summary"})
"""Places with a field that has every key first."""
_FIELDS_OWN = frozenset({f"ctrl+{letter}" for letter in "acdefkuvwx"} | {"backspace", "delete", "left", "right"})
_BY_ID = {each.id: each for each in COMMANDS}
CLOSINGS = {
    "ctrl+z undoes": "«app.undo» undoes", "ctrl+z brings back": "«app.undo» brings back",
    "ctrl+y does it again": "«app.redo» does it again", "ctrl+y does one again": "«app.redo» does one again",
    "F6 Quotations": "«go.quotations» Quotations", "o lists saved queries": "«retrieve.saved» lists saved queries",
    "d goes on": "«triangulation.done» goes on", "d is done": "«triangulation.done» is done",
}  # fmt: skip
"""What messages close with: they are made where nobody knows whose keys hold."""
_TOKEN = re.compile("«([a-z_.]+)»")


class KeyMapError(WorkbenchError):
    """A key map that cannot be used; each of `problems` is a line for the person."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        more = f" (and {len(problems) - 1:,} more)" if len(problems) > 1 else ""
        super().__init__(f"{problems[0]}{more}")


@dataclass(frozen=True)
class KeyMap:
    """Keys by command. `changed` holds those that are not the registry's own; an empty tuple takes its keys away."""

    preset: str = PLAIN
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def keys(self, command: Command) -> tuple[str, ...]:
        """The keys of a command, as Textual writes them."""
        return self.changed.get(command.id, command.key_list)

    def of(self, id: str) -> tuple[str, ...]:
        """The keys of a command (id)."""
        return self.keys(_BY_ID[id])

    def shown(self, command: Command) -> str:
        """The keys as people call them; "" where there is none."""
        return shown_together(self.keys(command))

    def first(self, command: Command) -> str:
        """The first of them as people call it; of several in a row, `1-9`."""
        return (self.shown(command).split() or [""])[0]

    def shown_each(self, id: str) -> list[str]:
        """Every key of a command (id) as people call it."""
        return [shown_key(key) for key in self.keys(_BY_ID[id])]

    def named(self, text: str) -> str:
        """A text of ours with `«command.id»` replaced by the key of that command."""
        return _TOKEN.sub(lambda found: self._name(found[1]), text)

    def closing(self, said: str) -> str:
        """What was done, with the keys that it closes with (`ctrl+z undoes`) as this person has them."""
        for phrase, ours in CLOSINGS.items():
            said = said.replace(phrase, self.named(ours))
        return said

    def _name(self, id: str) -> str:
        if id not in _BY_ID:
            return f"«{id}»"
        each = _BY_ID[id]
        without = "(no key)" if each.action.startswith("dialog.") else self.first(_BY_ID["app.palette"])
        return self.first(each) or f"{without} “{each.title}”"

    @cached_property
    def for_textual(self) -> dict[str, str]:
        """Ids of bindings and their keys, for `App.set_keymap`."""
        found: dict[str, str] = {}
        for id, keys in self.changed.items():
            if "{key}" in _BY_ID[id].action:
                each = zip(_BY_ID[id].key_list, keys or (NO_KEY,) * len(_BY_ID[id].key_list), strict=True)
                found |= {f"{id}.{key}": now for key, now in each}
            else:
                found[id] = ",".join(keys or (NO_KEY,))
        return found


def command_id(binding_id: str | None) -> str:
    """The command that a binding belongs to: those of several keys with one action each have an id a key."""
    id = binding_id or ""
    return id if id in _BY_ID else id.rpartition(".")[0]


def key_named(said: str) -> str:
    """A key as Textual calls it, from how people write it: `?`, `esc`, `Ctrl+R`, `F5`. Raises KeyMapError."""
    *held, last = ["+"] if said == "+" else said.removesuffix("++").split("+") + ["+"] * said.endswith("++")
    last = ALSO_CALLED.get(last.lower(), last if len(last) == 1 else last.lower())
    if len(last) == 1 and last.isprintable():
        last = "space" if last == " " else _character_to_key(last)
    elif last not in _KNOWN and not last.startswith(("left_", "right_")) and last not in _SPELLED:
        raise KeyMapError([f"‘{said}’ is no key. Keys are written as in help: x, X, ?, ctrl+r, F5, esc, space, PgDn."])
    lowered = sorted({each.lower() for each in held})
    if set(lowered) - {"ctrl", "shift", "alt"} or len(lowered) != len(held):
        raise KeyMapError([f"‘{said}’ is no key: only ctrl, shift and alt can be held."])
    if len(last) == 1 and lowered:
        last, lowered = (last.upper(), []) if lowered == ["shift"] else (last.lower(), lowered)
    key = "+".join([*lowered, last])
    if key in SENT_AS:
        raise KeyMapError([f"‘{said}’ cannot be used: terminals send it as {shown_key(SENT_AS[key])}."])
    return key


_SPELLED = frozenset(key for each in COMMANDS for key in each.key_list)


def key_map(preset: str, own: Mapping[str, Sequence[str]] | None = None) -> KeyMap:
    """A preset with a person's own keys (by command id) over it. Raises KeyMapError with all that is wrong with it."""
    if preset not in PRESETS:
        raise KeyMapError([f"There is no preset ‘{preset}’. Presets are: {', '.join(PRESETS)}."])
    given = {id: tuple(keys.split(",")) for id, keys in PRESETS[preset].items()}
    problems = list(_unusable(own or {}))
    known = {id: tuple(keys) for id, keys in (own or {}).items() if id in _BY_ID}
    found = KeyMap(preset, {**given, **known})
    if own and not problems:
        problems = sorted(set(clashes(found)) - set(clashes(KeyMap(preset, given))))
    if problems:
        raise KeyMapError(problems)
    return found


def _unusable(own: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for id, keys in own.items():
        if id not in _BY_ID:
            yield f"There is no command ‘{id}’. Their names are in the file that Settings writes, and in docs/keys.md."
        elif id in ALWAYS and not keys:
            yield f"‘{_BY_ID[id].title}’ ({id}) needs a key: it is a way to everything else."
        elif taken := [key for key in keys if _BY_ID[id].where in _TYPED_IN and _is_the_fields(key)]:
            key = shown_key(taken[0])
            yield f"‘{key}’ cannot be ‘{_BY_ID[id].title}’ ({id}): the field one types in takes it."
        elif "{key}" in _BY_ID[id].action and len(keys) not in (0, len(_BY_ID[id].key_list)):
            yield f"‘{_BY_ID[id].title}’ ({id}) needs {len(_BY_ID[id].key_list)} keys, or none; {len(keys)} are given."


def _is_the_fields(key: str) -> bool:
    """Whether somebody who types means it for the words; the blank is told apart where it is more than that."""
    return key in _FIELDS_OWN or (len(shown_key(key)) == 1 and key not in ("up", "down"))


# -- clashes ------------------------------------------------------------------------------------------------------


def clashes(keys: KeyMap) -> list[str]:
    """Keys that two commands of a place have, and commands that lost all theirs to a place within."""
    by_place = {where: list(_of(where, keys)) for where in WHERE}
    found: list[str] = []
    for where, pairs in by_place.items():
        taken: dict[str, Command] = {}
        for key, each in pairs:
            if (other := taken.setdefault(key, each)) is not each:
                found.append(_twice(key, where, other, each))
        for outer in _around(where):
            found += _hidden(where, taken, outer, [each for _, each in by_place[outer]], keys)
    return found


def _around(where: str) -> list[str]:
    """The places that a place lies in, or may: lists are on most screens."""
    if where == "lists":
        return [place for place in WHERE if place not in _WITHOUT_LISTS]
    found: list[str] = []
    while where != "everywhere":
        where = _WITHIN.get(where, "everywhere")
        found.append(where)
    return found


def _of(where: str, keys: KeyMap) -> Iterator[tuple[str, Command]]:
    for each in COMMANDS:
        if each.where == where:
            yield from ((key, each) for key in keys.keys(each))


def _twice(key: str, where: str, one: Command, other: Command) -> str:
    return (
        f"‘{shown_key(key)}’ is used twice, {_place(where)}: by ‘{one.title}’ ({one.id}) and ‘{other.title}’ "
        f"({other.id})."
    )


def _hidden(
    where: str, taken: Mapping[str, Command], outer: str, commands: Sequence[Command], keys: KeyMap
) -> Iterator[str]:
    for each in dict.fromkeys(commands):
        if keys.keys(each) and all(key in taken for key in keys.keys(each)):
            other = taken[keys.keys(each)[0]]
            key = shown_key(keys.keys(each)[0])
            yield (
                f"‘{key}’ would be ‘{other.title}’ ({other.id}), {_place(where)}, and ‘{each.title}’ ({each.id}) would "
                "have no key there."
            )


def _place(where: str) -> str:
    heading = WHERE[where]
    return heading[0].lower() + heading[1:] if heading.startswith(("In ", "Every", "Moving")) else f"on {heading}"


PLAIN_KEYS = KeyMap()


def keys_in(app: object) -> KeyMap:
    """The keys of whoever uses an app; the registry's own in one that knows no person."""
    return getattr(app, "key_map", PLAIN_KEYS)

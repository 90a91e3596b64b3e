"""The person's own keys: a small file beside their settings, read at start, written with every command in it to change.

    "code.palette" = "c enter"      keys with blanks between; "" takes a command's keys away
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from coding_tui.later import Later
from coding_tui.registry.commands import COMMANDS, WHERE
from coding_tui.registry.keymap import KeyMap, KeyMapError, key_map, key_named

if TYPE_CHECKING:
    import tomllib
else:
    tomllib = Later("tomllib")  # few have keys of their own

NAME = "keys.toml"
HEAD = """\
# Your own keys for coding-tui, over the preset that Settings (F8) says. Take the # off a line and change its keys:
# blanks stand between keys, "" takes a command's keys away. Keys are written as in help: x, X, ?, ctrl+r, F5, esc.
# The file is read when the program starts, and by “Own keys” in Settings. One mistake, and the preset holds alone.

[keys]
"""


def read_keys(path: Path) -> dict[str, tuple[str, ...]]:
    """What a file says, by command id; nothing where there is none. Raises KeyMapError for one that cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
        said = tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise KeyMapError([f"{path.name} cannot be read: {error.strerror or error}."]) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KeyMapError([f'{path.name} is not written as it must be, "command" = "keys": {error}.']) from error
    if strange := [name for name in said if name != "keys"]:
        raise KeyMapError([f"{path.name}: ‘{strange[0]}’ stands outside [keys]. Put it below the line [keys]."])
    table = said.get("keys", {})
    if not isinstance(table, dict):
        raise KeyMapError([f"{path.name}: below [keys] stand lines such as \"code.palette\" = \"c enter\"."])
    return dict(_given(table, path.name))


def _given(table: Mapping[str, object], name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    problems: list[str] = []
    for id, keys in _flat(table):
        parts = keys.split() if isinstance(keys, str) else keys
        if not (isinstance(parts, list) and all(isinstance(part, str) for part in parts)):
            problems.append(f'‘{id}’ needs its keys between quotation marks, such as "c enter".')
            continue
        try:
            yield id, tuple(dict.fromkeys(key_named(part) for part in parts))
        except KeyMapError as error:
            problems += [f"{id}: {each}" for each in error.problems]
    if problems:
        raise KeyMapError([f"{name}: {each}" for each in problems])


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """TOML reads `code.palette = …` without quotation marks as a table in a table; people mean the same."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def keys_of(preset: str, path: Path) -> KeyMap:
    """A preset with a file's keys over it. Raises KeyMapError with all that is wrong."""
    return key_map(preset, read_keys(path))


def write_keys(path: Path, keys: KeyMap) -> None:
    """Write a file with every command and its keys now, all of it commented out. Raises KeyMapError or leaves one that
    is there as it is.
    """
    lines = [HEAD]
    for where, found in groupby(sorted(COMMANDS, key=lambda each: list(WHERE).index(each.where)), lambda c: c.where):
        lines.append(f"# -- {WHERE[where]}\n\n")
        lines += [f'# "{each.id}" = "{_written(keys, each.id)}"  # {each.title}\n' for each in found]
        lines.append("\n")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write("".join(lines))
    except FileExistsError:
        return
    except OSError as error:
        raise KeyMapError([f"{path} cannot be written: {error.strerror or error}."]) from error


def _written(keys: KeyMap, id: str) -> str:
    shown = " ".join(keys.shown_each(id))
    return shown.replace("\\", "\\\\").replace('"', '\\"')

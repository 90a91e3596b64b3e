"""The keys of lists of records. Each has an id, so that a key map can give it others."""

from __future__ import annotations

from textual.binding import Binding

END = 1_000_000
"""More than any list is long."""

_KEYS = (
    ("up", "up", "move(-1)", "Up a row"),
    ("down", "down", "move(1)", "Down a row"),
    ("page_up", "pageup", "page(-1)", "Up a page"),
    ("page_down", "pagedown", "page(1)", "Down a page"),
    ("first", "home", f"move(-{END})", "The first row"),
    ("last", "end", f"move({END})", "The last row"),
)


def bindings() -> list[Binding]:
    """Every key of a list; ids are `list.` and the name."""
    return [Binding(key, action, said, id=f"list.{name}", show=False) for name, key, action, said in _KEYS]

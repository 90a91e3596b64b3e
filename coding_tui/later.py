"""Modules that no screen needs before a key asks for them: imported when something of them is first used.

The first screen does not wait for them. Once it stands, `load_the_rest` imports them off its thread, so that no key
waits either. Type checkers see an ordinary import:

    if TYPE_CHECKING:
        from coding_tui.views import coding_life
    else:
        coding_life = Later("coding_tui.views.coding_life")
"""

from __future__ import annotations

from importlib import import_module
from threading import Thread
from typing import Any

_PUT_OFF: list[str] = []


class Later:
    """Stands for a module (by its full name) until something of it is used."""

    def __init__(self, module: str) -> None:
        self._module = module
        _PUT_OFF.append(module)

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._module), name)


def load_the_rest() -> None:
    """Import what was put off so far, on a thread that nobody waits for."""
    Thread(target=_load, args=(tuple(_PUT_OFF),), name="modules for later", daemon=True).start()


def _load(modules: tuple[str, ...]) -> None:
    for each in modules:
        import_module(each)

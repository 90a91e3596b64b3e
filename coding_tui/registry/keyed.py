"""An app whose keys are the person's: a preset and their own file over it, told apart from what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from textual.actions import ActionParseResult
from textual.dom import DOMNode

from coding_tui.discreet import DiscreetApp
from coding_tui.plain_words import shown
from coding_tui.registry.keymap import KeyMap, KeyMapError, key_map
from coding_tui.registry.own_keys import NAME, keys_of
from coding_tui.registry.presets import PLAIN, PRESETS
from coding_tui.settings import Settings

READ_ONLY = "This project is only read."


class KeyedApp(DiscreetApp):
    """Footer, help, palette and messages ask `key_map` what a key is called."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.key_map = KeyMap()
        self.keys_problem: KeyMapError | None = None
        self._asleep: list[str] = []
        self.take_keys(settings.keys if settings.keys in PRESETS else PLAIN)

    @property
    def keys_path(self) -> Path:
        """Where the person's own keys are kept."""
        return self.settings.path.with_name(NAME)

    def take_keys(self, preset: str) -> KeyMapError | None:
        """Go by a preset with the person's own keys over it; where those cannot be used, by the preset alone, and
        what is wrong with them is given back.
        """
        self.keys_problem = None
        try:
            self.key_map = keys_of(preset, self.keys_path)
        except KeyMapError as error:
            self.keys_problem = error
            self.key_map = key_map(preset)
        self.set_keymap(self.key_map.for_textual)
        return self.keys_problem

    async def run_action(
        self, action: str | ActionParseResult, default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:  # fmt: skip
        """Textual's; of what does nothing now, the reason is remembered, should nothing else answer to the key."""
        if await super().run_action(action, default_namespace, namespaces):
            return True
        target, function, _ = self._parse_action(action, default_namespace or self, namespaces)
        why_asleep = getattr(target, "why_asleep", None)
        self._asleep += filter(None, (why_asleep(function),) if why_asleep is not None else ())
        return False

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Textual's: do what a key is for. One that does nothing now says why; only escape has nothing to explain."""
        self._asleep.clear()
        if await super()._check_bindings(key, priority):
            return True
        if not self._asleep or key == "escape":
            return False
        self.explain(self.key_map.named(self._asleep[0]))
        return True

    def complain_of_keys(self) -> None:
        """Say at the start that the person's own keys do not hold."""
        if self.keys_problem is not None:
            title = f"Your own keys do not hold, the preset ‘{self.key_map.preset}’ does"
            said = shown(str(self.keys_problem))
            self.notify(said, title=title, severity="warning", timeout=12, markup=False)

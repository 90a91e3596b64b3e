"""Themes of our own: dark and light for long days, with high contrast, for colour-blind eyes, and one that leaves every
colour to the terminal.
"""

from __future__ import annotations

from dataclasses import replace

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from coding_tui.palette import SAFE_HUES, USUAL, Palette, readable, softened

DARK, LIGHT, MONO = "workbench-dark", "workbench-light", "workbench-mono"
CONTRAST, CONTRAST_LIGHT = "workbench-contrast", "workbench-contrast-light"
SAFE, SAFE_LIGHT = "workbench-safe", "workbench-safe-light"
HIGH = 7.0
"""The least contrast of words in the themes of high contrast (WCAG 2.2, success criterion 1.4.6)."""

_PLAIN = (
    Theme(
        name=DARK, dark=True, primary="#7aa2d6", secondary="#8fb5ad", accent="#e6c384", foreground="#d5d8dc",
        background="#15181d", surface="#1a1e24", panel="#20252c", boost="#262c35", success="#8fb573",
        warning="#d9a05b", error="#e08a83",
        variables={"block-cursor-background": "#34404f", "block-cursor-foreground": "#f2f4f6",
                   "block-cursor-text-style": "none", "input-selection-background": "#7aa2d6 40%"},
    ),
    Theme(
        name=LIGHT, dark=False, primary="#2f669c", secondary="#35685e", accent="#8a5300", foreground="#26282b",
        background="#faf8f3", surface="#f3f0e9", panel="#ebe7de", boost="#e3ded3", success="#3a7036",
        warning="#8d5a00", error="#a5302b",
        variables={"block-cursor-background": "#d3deea", "block-cursor-foreground": "#14171a",
                   "block-cursor-text-style": "none", "input-selection-background": "#2f669c 30%"},
    ),
    Theme(
        name=MONO, ansi=True, dark=True, primary="ansi_default", secondary="ansi_default", accent="ansi_default",
        foreground="ansi_default", background="ansi_default", surface="ansi_default", panel="ansi_default",
        boost="ansi_default", success="ansi_default", warning="ansi_default", error="ansi_default",
        variables={**BUILTIN_THEMES["ansi-dark"].variables,
                   "block-cursor-background": "ansi_default", "block-cursor-foreground": "ansi_default",
                   "block-cursor-text-style": "reverse", "input-cursor-text-style": "reverse",
                   "input-selection-background": "ansi_default", "border": "ansi_default",
                   "border-blurred": "ansi_default", "scrollbar": "ansi_bright_black",
                   "footer-key-foreground": "ansi_default"},
    ),
)  # fmt: skip


def _with(of: Theme, name: str, variables: dict[str, str] | None = None, **colors: str) -> Theme:
    return replace(of, name=name, variables={**of.variables, **(variables or {})}, **colors)  # type: ignore[arg-type]


_DARK, _LIGHT, _MONO = _PLAIN
THEMES = (
    _DARK, _LIGHT,
    _with(_DARK, CONTRAST, {"block-cursor-background": "#ffffff", "block-cursor-foreground": "#000000"},
          primary="#8ec5ff", secondary="#9fe8dc", accent="#ffd75e", foreground="#ffffff", background="#000000",
          surface="#000000", panel="#0d0d0d", boost="#1a1a1a", success="#7ee787", warning="#ffb454", error="#ff9a94"),
    _with(_LIGHT, CONTRAST_LIGHT, {"block-cursor-background": "#000000", "block-cursor-foreground": "#ffffff"},
          primary="#00408a", secondary="#00504a", accent="#6a3b00", foreground="#000000", background="#ffffff",
          surface="#ffffff", panel="#f4f4f4", boost="#e8e8e8", success="#0b4f0b", warning="#6a3b00", error="#8a0f0a"),
    _with(_DARK, SAFE, accent="#f0e442", success="#56b4e9", warning="#e69f00", error="#ff8f4d"),
    _with(_LIGHT, SAFE_LIGHT, accent="#0b5c8f", success="#00597f", warning="#7a4b00", error="#a03d00"),
    _MONO,
)  # fmt: skip

_SAFE_PALETTE = Palette(SAFE_HUES)
_PALETTES = {
    CONTRAST: USUAL._replace(least=HIGH), CONTRAST_LIGHT: USUAL._replace(least=HIGH), SAFE: _SAFE_PALETTE,
    SAFE_LIGHT: _SAFE_PALETTE,
}  # fmt: skip


def palette_of(theme: str) -> Palette:
    """What a theme (by name) makes of the hues of codes."""
    return _PALETTES.get(theme, USUAL)


def own_variables(variables: dict[str, str], *, plain: bool) -> dict[str, str]:
    """Colour roles that Textual does not name, made legible for any theme: what matters less, rules, the cursor's row.

    `plain`: the theme leaves colours to the terminal, and roles become text styles.
    """
    if plain:
        return {
            "dim": "ansi_default", "dim-style": "dim", "rule": "ansi_default", "accent-style": "bold",
            "row": "ansi_default", "row-style": "bold", "row-focus": "ansi_default", "row-focus-style": "reverse",
        }  # fmt: skip
    ground, ink = Color.parse(variables["background"]), Color.parse(variables["foreground"])
    dim = softened(ink, ground)
    for other in ("surface", "panel"):  # lines above and below, dialogs
        dim = readable(dim, Color.parse(variables[other]))
    return {
        "dim": dim.hex, "dim-style": "none", "rule": ground.blend(ink, 0.24).hex,
        "accent-style": "none", "row": ground.blend(ink, 0.07).hex, "row-style": "none",
        "row-focus": ground.blend(ink, 0.17).hex, "row-focus-style": "none",
    }  # fmt: skip

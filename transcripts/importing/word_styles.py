"""Which styles of a Word document set their text in bold, directly or through the style they are based on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFF = frozenset({"0", "false", "off", "none"})
_DEEPEST = 20


def is_on(mark: _Element, namespace: str) -> bool:
    """Whether a toggle such as `<w:b/>` or `<w:b w:val="0"/>` switches its property on."""
    return mark.get(f"{{{namespace}}}val", "1") not in _OFF


class BoldStyles:
    """Bold or not, by style id; a document without styles has none that are bold."""

    def __init__(self, root: _Element | None, namespace: str) -> None:
        self._own: dict[str, bool | None] = {}
        self._base: dict[str, str] = {}
        w = f"{{{namespace}}}"
        for style in [] if root is None else root.iter(f"{w}style"):
            name = style.get(f"{w}styleId", "")
            mark, base = style.find(f"{w}rPr/{w}b"), style.find(f"{w}basedOn")
            self._own[name] = None if mark is None else is_on(mark, namespace)
            if base is not None:
                self._base[name] = base.get(f"{w}val", "")

    def is_bold(self, name: str | None) -> bool:
        """Whether text of this style is bold unless a run says otherwise."""
        for _ in range(_DEEPEST):
            if name is None or name not in self._own:
                return False
            own = self._own[name]
            if own is not None:
                return own
            name = self._base.get(name)
        return False

"""Layers of a PDF (optional content, ISO 32000-1 §8.11): which of them the page does not show when it is opened."""

from __future__ import annotations

from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

_MOST = 10_000


class Layers:
    """The state in which a file's layers are when it is opened (§8.11.4.3, the default configuration)."""

    def __init__(self, reader: PdfReader) -> None:
        root: Any = _resolved(reader.trailer.get("/Root"))
        properties = _resolved(root.get("/OCProperties")) if isinstance(root, DictionaryObject) else None
        all_of_them = properties.get("/OCGs") if isinstance(properties, DictionaryObject) else None
        default = _resolved(properties.get("/D")) if isinstance(properties, DictionaryObject) else None
        self._off: frozenset[int] = frozenset()
        if isinstance(default, DictionaryObject):
            base = _numbers(all_of_them) if default.get("/BaseState") == "/OFF" else frozenset[int]()
            self._off = (base - _numbers(default.get("/ON"))) | _numbers(default.get("/OFF"))

    def hides(self, layer: Any) -> bool:
        """Whether what belongs to a layer, or to several by a rule (§8.11.2.2, `/P`), is not shown."""
        layer = _resolved(layer)
        if not self._off or not isinstance(layer, DictionaryObject):
            return False
        if layer.get("/Type") != "/OCMD":
            return _number(layer) in self._off
        members = _resolved(layer.get("/OCGs"))
        several = members[:_MOST] if isinstance(members, ArrayObject) else [members]
        each = [_number(one) in self._off for one in several]
        rule = {"/AllOn": any(each), "/AnyOff": not any(each), "/AllOff": not all(each)}
        return bool(each) and rule.get(str(layer.get("/P")), all(each))


def _numbers(layers: Any) -> frozenset[int]:
    found = _resolved(layers)
    return frozenset(map(_number, found[:_MOST])) if isinstance(found, ArrayObject) else frozenset()


def _number(layer: Any) -> int:
    """The number of the object that a layer is; 0 for none."""
    reference = getattr(_resolved(layer), "indirect_reference", None)
    return 0 if reference is None else int(reference.idnum)


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value

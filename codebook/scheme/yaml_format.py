"""Codebooks as YAML files that people keep under version control.

A file that was read and not changed is written back byte for byte; one that was changed keeps its comments, its order
and every line that the change does not touch. `codebook/scheme/yaml_text.py` says how new lines look.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection
from importlib import resources

from codebook.scheme.document import CodebookDocument, CodebookError, CodeEntry, complaint
from codebook.scheme.yaml_nodes import Listing, Mapping, Node, Scalar, decode, read_nodes
from codebook.scheme.yaml_text import CODE_KEYS, TOP_KEYS, write_document
from codebook.scheme.yaml_update import CannotKeep, update_text

_YES_NO = {"true": True, "yes": True, "false": False, "no": False}
_WHITE = re.compile("[ \t\n]+")


def load(content: str | bytes, name: str = "codebook") -> CodebookDocument:
    """The codebook that a file says; `name` is the file's, for messages.

    The document remembers its text, so that `dump` can keep it. Raises `CodebookError`, one line with file and line,
    for text that is not UTF-8 or not YAML, for unknown or repeated keys, wrong types, and codes that cannot be.
    """
    text = decode(content, name)
    root = read_nodes(text.removeprefix("\ufeff"), name)
    if root is None:
        raise complaint("is empty; a codebook says at least ‘codes: []’", name)
    if not isinstance(root, Mapping):
        raise complaint("a codebook begins with ‘title:’ and ‘codes:’", name, root.line + 1)
    document = _Reader(name).document(root, text)
    document.check(name)
    return document


def dump(document: CodebookDocument) -> str:
    """The codebook as YAML text: the text it was read from where that still says the same, else the nearest to it.

    Write it with `newline=""`, so that line ends stay. Raises `CodebookError` for a document that breaks its own rules.
    """
    if document.source is not None:
        return update(document.source, document)
    document.check()
    return write_document(document)


def update(source_text: str, document: CodebookDocument) -> str:
    """`source_text` changed to say `document`: untouched lines, comments and order stay.

    A code is known again by uid, path or unique name, or in its place when only the name changed. Text that cannot be
    changed in place (a whole codebook in braces) is written anew.
    """
    document.check()
    before = load(source_text)
    if before == document:
        return source_text
    try:
        text = update_text(source_text, before, document)
        if load(text) == load(write_document(document)):
            return text
    except (CannotKeep, CodebookError):
        pass
    return write_document(document)


def load_shipped(name: str) -> CodebookDocument:
    """A codebook that comes with the program: `soteria`. Raises `CodebookError` when there is none of that name."""
    file = resources.files("codebook.shipped").joinpath(f"{name}.yaml")
    if not name.isidentifier() or not file.is_file():
        raise CodebookError(f"No codebook called ‘{name}’ is shipped; there is: {', '.join(shipped())}.")
    return load(file.read_bytes(), f"{name}.yaml")


def shipped() -> list[str]:
    """The names of the codebooks that come with the program."""
    files = resources.files("codebook.shipped").iterdir()
    return sorted(file.name.removesuffix(".yaml") for file in files if file.name.endswith(".yaml"))


class _Reader:
    """Understands nodes; every complaint names file and line."""

    def __init__(self, source: str) -> None:
        self.source = source

    def document(self, root: Mapping, text: str) -> CodebookDocument:
        values = self._values(root, TOP_KEYS, "a codebook")
        return CodebookDocument(
            title=self._part(values, "title", self._line),
            version=self._part(values, "version", self._line),
            note=self._part(values, "note", self._text),
            entries=self._codes(values.get("codes")),
            source=text,
        )

    def _codes(self, node: Node | None) -> tuple[CodeEntry, ...]:
        if node is None or (isinstance(node, Scalar) and not node.text):
            return ()
        if not isinstance(node, Listing):
            raise self._refuse("‘codes’ must be a list: each code begins with ‘- name:’", node)
        return tuple(self._code(item) for item in node.items)

    def _code(self, node: Node) -> CodeEntry:
        if isinstance(node, Scalar):
            return CodeEntry(name=node.text.strip(), line=node.line + 1)
        if isinstance(node, Listing):
            raise self._refuse("a list where a code should be: each code begins with ‘- name:’", node)
        values = self._values(node, CODE_KEYS, "a code")
        if "name" not in values:
            raise self._refuse("this code has no ‘name’", node)
        return CodeEntry(
            name=self._text(values["name"], "name"),
            brief=self._part(values, "brief", self._line),
            full=self._part(values, "full", self._text),
            include=self._lines(values, "include"),
            exclude=self._lines(values, "exclude"),
            typical=self._part(values, "typical", self._text),
            near_miss=self._part(values, "near_miss", self._text),
            cues=self._lines(values, "cues"),
            colour=self._colour(values.get("colour")),
            status=self._part(values, "status", self._line).casefold() or "active",
            asks_stance=self._yes_no(values.get("asks_stance")),
            since=self._part(values, "since", self._line),
            ref=self._part(values, "ref", self._line),
            uid=self._part(values, "uid", self._line),
            children=self._codes(values.get("codes")),
            line=node.line + 1,
        )

    def _values(self, node: Mapping, known: Collection[str], whose: str) -> dict[str, Node]:
        for key, _ in node.pairs:
            if key.text not in known:
                close = difflib.get_close_matches(key.text, known, n=1)
                shown = key.text if len(key.text) <= 40 else key.text[:39] + "…"
                hint = f"did you mean ‘{close[0]}’?" if close else f"{whose} has {', '.join(known)}"
                raise self._refuse(f"unknown key ‘{' '.join(shown.split())}’; {hint}", key)
        return {key.text: value for key, value in node.pairs}

    def _part(self, values: dict[str, Node], key: str, read: Callable[[Node, str], str]) -> str:
        return read(values[key], key) if key in values else ""

    def _text(self, node: Node, key: str) -> str:
        if not isinstance(node, Scalar):
            raise self._refuse(f"‘{key}’ must be text, not a list", node)
        return node.text.strip()

    def _line(self, node: Node, key: str) -> str:
        return _WHITE.sub(" ", self._text(node, key))

    def _lines(self, values: dict[str, Node], key: str) -> tuple[str, ...]:
        node = values.get(key)
        if node is None or (isinstance(node, Scalar) and not node.text.strip()):
            return ()
        items = node.items if isinstance(node, Listing) else (node,)
        return tuple(self._line(item, key) for item in items)

    def _colour(self, node: Node | None) -> int | None:
        text = self._text(node, "colour") if node else ""
        if not text:
            return None
        if not re.fullmatch("[0-9]{1,3}", text):
            assert node is not None
            raise self._refuse("‘colour’ must be a hue from 1 to 12", node)
        return int(text)

    def _yes_no(self, node: Node | None) -> bool | None:
        text = self._text(node, "asks_stance").casefold() if node else ""
        if text and text not in _YES_NO:
            assert node is not None
            raise self._refuse("‘asks_stance’ must be true or false", node)
        return _YES_NO.get(text)

    def _refuse(self, what: str, node: Node) -> CodebookError:
        return complaint(what, self.source, node.line + 1)

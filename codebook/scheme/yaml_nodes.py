"""A codebook file as nodes that know their lines, before anything is understood.

Every scalar is text: `no`, `1.0` and `2023-03-14` stay what they are in whatever version of YAML. Aliases, anchors,
tags and second documents are refused, so no file can unfold into more than it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from codebook.scheme.document import complaint

LARGEST = 8_000_000
DEEPEST_NESTING = 60

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_BREAKS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """Text; `line` and `column` of its beginning, `end_line` and `end_column` behind it, all from 0."""

    text: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A sequence; `column` is that of its first dash. `flow`: written in brackets."""

    items: tuple[Node, ...]
    line: int
    column: int
    flow: bool


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in order, every key once; `column` is that of its first key. `flow`: written in braces."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int
    flow: bool


Node = Scalar | Listing | Mapping


def decode(content: str | bytes, source: str) -> str:
    """The file's text, its byte-order mark kept; raises `CodebookError` unless it is UTF-8 of a sensible size."""
    if len(content) > LARGEST:
        raise complaint(f"is larger than {LARGEST // 1_000_000} MB, which no codebook is", source)
    if isinstance(content, str):
        return content
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise complaint("is not UTF-8 text; save it as UTF-8 and try again", source, line) from None


def read_nodes(text: str, source: str) -> Node | None:
    """The root of the file's only document, None for a file that says nothing. Raises `CodebookError`."""
    bad = _FORBIDDEN.search(text)
    if bad:
        what = f"holds a character that YAML does not allow (U+{ord(bad.group()):04X})"
        raise complaint(what, source, len(_BREAKS.findall(text, 0, bad.start())) + 1)
    try:
        return _only_document(yaml.parse(text, Loader=_LOADER), source)
    except yaml.MarkedYAMLError as error:
        raise complaint(_in_words(error, text), source, _line_of(error)) from None
    except yaml.YAMLError as error:
        raise complaint(f"is not YAML: {' '.join(str(error).split())}", source) from None


def split_lines(text: str) -> list[str]:
    """The lines as YAML counts them, each with its line break."""
    lines, at = [], 0
    for line_break in _BREAKS.finditer(text):
        lines.append(text[at : line_break.end()])
        at = line_break.end()
    return [*lines, text[at:]] if at < len(text) else lines


def _only_document(events: Iterator[yaml.Event], source: str) -> Node | None:
    root: Node | None = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise complaint("holds a second document; a codebook is one", source, _place(event)[0] + 1)
        elif isinstance(event, yaml.NodeEvent):
            root = _node(event, events, source, 0)
    return root


def _node(event: yaml.Event, events: Iterator[yaml.Event], source: str, depth: int) -> Node:
    line, column = _place(event)
    if depth > DEEPEST_NESTING:
        raise complaint("is nested too deep to be a codebook", source, line + 1)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
        raise complaint("anchors and aliases (& and *) are not used in codebooks; write it out", source, line + 1)
    if getattr(event, "tag", None) is not None:
        raise complaint("tags (words that begin with !) are not used in codebooks", source, line + 1)
    if isinstance(event, yaml.ScalarEvent):
        text = "" if event.implicit[0] and event.value == "~" else event.value
        return Scalar(text, line, column, *_place(event, end=True))
    flow = bool(getattr(event, "flow_style", False))
    if isinstance(event, yaml.SequenceStartEvent):
        items = tuple(_node(item, events, source, depth + 1) for item in _until(yaml.SequenceEndEvent, events))
        return Listing(items, line, column, flow)
    return Mapping(_pairs(events, source, depth + 1), line, column, flow)


def _pairs(events: Iterator[yaml.Event], source: str, depth: int) -> tuple[tuple[Scalar, Node], ...]:
    pairs: dict[str, tuple[Scalar, Node]] = {}
    for event in _until(yaml.MappingEndEvent, events):
        key = _node(event, events, source, depth)
        if not isinstance(key, Scalar):
            raise complaint("a key must be a word, not a list", source, key.line + 1)
        if key.text in pairs:
            first = pairs[key.text][0].line + 1
            raise complaint(f"key ‘{key.text}’ is given twice (first on line {first})", source, key.line + 1)
        pairs[key.text] = (key, _node(next(events), events, source, depth))
    return tuple(pairs.values())


def _until(end: type[yaml.Event], events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    for event in events:
        if isinstance(event, end):
            return
        yield event


def _place(event: yaml.Event, *, end: bool = False) -> tuple[int, int]:
    mark = event.end_mark if end else event.start_mark
    return (mark.line, mark.column) if mark else (0, 0)


def _line_of(error: yaml.MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 0


def _in_words(error: yaml.MarkedYAMLError, text: str) -> str:
    lines = split_lines(text)
    line = _line_of(error)
    if 0 < line <= len(lines) and "\t" in lines[line - 1][: len(lines[line - 1]) - len(lines[line - 1].lstrip())]:
        return "is indented with a tab; YAML wants spaces"
    problem = " ".join(str(error.problem or error.context or "not understood").split())
    return f"is not YAML here: {problem}"

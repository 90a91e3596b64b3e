"""A codebook file changed in place: what did not change keeps its lines, its comments and its order.

The file is taken as blocks of lines: a key, or a code, with the comments and blank lines above it. The new text is put
together from the old blocks, moved and re-indented as needed, and freshly written lines where the meaning changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from codebook.paths import name_key, path_key
from codebook.scheme.document import CodebookDocument, CodeEntry
from codebook.scheme.yaml_nodes import Listing, Mapping, Node, Scalar, read_nodes, split_lines
from codebook.scheme.yaml_text import (
    CODE_KEYS,
    TOP_KEYS,
    Value,
    document_fields,
    entry_fields,
    write_entry,
    write_field,
)

_REMARK = re.compile(r"( *)(#.*)?")
_INLINE_REMARK = re.compile(r"[ \t]+#.*")


class CannotKeep(Exception):
    """The file is laid out in a way that cannot be changed in place."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A code where the file says it: its node, its meaning, and its lines [start, end) with the remarks above it."""

    node: Node
    entry: CodeEntry
    path: tuple[str, ...]
    column: int
    start: int
    end: int


def update_text(source: str, before: CodebookDocument, after: CodebookDocument) -> str:
    """`source`, which says `before`, changed to say `after`. Raises `CannotKeep`."""
    mark = "\ufeff" if source.startswith("\ufeff") else ""
    text = source.removeprefix(mark)
    root = read_nodes(text, "codebook")
    if not isinstance(root, Mapping) or root.flow:
        raise CannotKeep
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = [line.rstrip("\r\n") for line in split_lines(text)]
    updater = _Updater(lines, root, before)
    written = updater.mapping(root, document_fields(before), document_fields(after), TOP_KEYS, 0, len(lines))
    return mark + "".join(line + line_end for line in written)


class _Updater:
    def __init__(self, lines: list[str], root: Mapping, before: CodebookDocument) -> None:
        self.lines = lines
        blocks = list(self._blocks(root, before.entries, (), 0, len(lines)))
        self.by_uid = {block.entry.uid: block for block in blocks if block.entry.uid}
        self.by_path = {path_key(block.path): block for block in blocks}
        names = Counter(name_key(block.entry.name) for block in blocks)
        self.by_name = {key: block for block in blocks if names[key := name_key(block.entry.name)] == 1}
        self.children: dict[tuple[str, ...], list[_Block]] = {}
        for block in blocks:
            self.children.setdefault(path_key(block.path)[:-1], []).append(block)
        self.used: set[int] = set()

    def mapping(
        self,
        node: Mapping,
        old: dict[str, Value],
        new: dict[str, Value],
        order: Sequence[str],
        start: int,
        end: int,
        path: tuple[str, ...] = (),
    ) -> list[str]:
        """The lines of a mapping that stands in [start, end) and is to say `new`."""
        starts = self._starts([key.line for key, _ in node.pairs], node.column, start)
        tail = self._above(end, node.column, node.pairs[-1][0].line + 1)
        ends = [*starts[1:], tail]
        written: dict[str, list[str]] = {}
        for index, (key, value) in enumerate(node.pairs):
            above, body = self.lines[starts[index] : key.line], self.lines[key.line : ends[index]]
            if key.text in new or key.text not in old:
                if new.get(key.text) != old.get(key.text):
                    body = self._field(key, value, new[key.text], ends[index], node.column, path)
                written[key.text] = body if index == 0 else above + body
            elif index == 0:
                written[""] = []  # its place, for the remarks at the top
        for name in _missing(written, old, new, order):
            _insert(written, name, self._new_field(name, new[name], node.column, path), order)
        first = self.lines[start : node.pairs[0][0].line]
        return [*first, *(line for block in written.values() for line in block), *self.lines[tail:end]]

    def _field(self, key: Scalar, node: Node, value: Value, end: int, column: int, path: tuple[str, ...]) -> list[str]:
        if key.text == "codes" and value and isinstance(node, Listing) and not node.flow:
            head_end = self._above(node.line, node.column, key.line + 1)
            tail = self._above(end, node.column, head_end)
            written = self._list(value, node.column, path)
            return [*self.lines[key.line : head_end], *written, *self.lines[tail:end]]
        written = self._new_field(key.text, value, column, path)
        if isinstance(node, Scalar) and node.end_line == key.line and len(written) == 1:
            remark = _INLINE_REMARK.fullmatch(self.lines[key.line][node.end_column :])
            written[0] += remark.group() if remark else ""
        return written

    def _new_field(self, key: str, value: Value, column: int, path: tuple[str, ...]) -> list[str]:
        if key == "codes" and value:
            return [f"{' ' * column}codes:", *self._list(value, column + 2, path)]
        return write_field(key, value, column)

    def _list(self, value: Value, column: int, path: tuple[str, ...]) -> list[str]:
        """The lines of a list of codes whose dashes stand at `column`, below the code that stood at `path`."""
        entries = [item for item in value if isinstance(item, CodeEntry)] if isinstance(value, tuple) else []
        kept = {block.start for entry in entries if (block := self._known(entry, path))}
        siblings = self.children.get(path_key(path), [])
        spare = [block for block in siblings if block.start not in kept and block.start not in self.used]
        written: list[str] = []
        for entry in entries:
            block = self._known(entry, path) or _renamed(entry, spare)
            if block is not None and block.start not in self.used:
                self.used.add(block.start)
                lines = _shifted(self._item(block, entry), column - block.column)
            else:
                lines = self._new_item(entry, column, path)
                lines = ["", *lines] if written and len(lines) > 1 else lines
            written += lines
        return written

    def _new_item(self, entry: CodeEntry, column: int, above: tuple[str, ...]) -> list[str]:
        lines = write_entry(replace(entry, children=()), column)
        if entry.children:
            lines += self._new_field("codes", entry.children, column + 2, (*above, entry.name))
        return lines

    def _item(self, block: _Block, entry: CodeEntry) -> list[str]:
        lines = self.lines[block.start : block.end]
        dash = block.node.line - block.start
        if entry == block.entry:
            return lines
        if not isinstance(block.node, Mapping) or block.node.flow:
            return [*lines[:dash], *write_entry(entry, block.column)]
        if self.lines[block.node.line][block.column : block.column + 1] != "-":
            raise CannotKeep
        kept = self.lines[block.node.line]
        self.lines[block.node.line] = kept[: block.column] + " " + kept[block.column + 1 :]
        old, new = entry_fields(block.entry), entry_fields(entry)
        written = self.mapping(block.node, old, new, CODE_KEYS, block.start, block.end, block.path)
        self.lines[block.node.line] = kept
        written[dash] = written[dash][: block.column] + "-" + written[dash][block.column + 1 :]
        return written

    def _known(self, entry: CodeEntry, above: tuple[str, ...]) -> _Block | None:
        if entry.uid and entry.uid in self.by_uid:
            return self.by_uid[entry.uid]
        return self.by_path.get(path_key((*above, entry.name))) or self.by_name.get(name_key(entry.name))

    def _blocks(
        self, node: Mapping, entries: Sequence[CodeEntry], above: tuple[str, ...], start: int, end: int
    ) -> Iterator[_Block]:
        """Every code that stands in block style below `node`, whose lines are [start, end)."""
        starts = self._starts([key.line for key, _ in node.pairs], node.column, start)
        tail = self._above(end, node.column, node.pairs[-1][0].line + 1)
        for (key, value), last in zip(node.pairs, [*starts[1:], tail], strict=True):
            if key.text != "codes" or not isinstance(value, Listing) or value.flow:
                continue
            firsts = self._starts([item.line for item in value.items], value.column, key.line + 1)
            lasts = [*firsts[1:], self._above(last, value.column, value.items[-1].line + 1)]
            for item, entry, first, behind in zip(value.items, entries, firsts, lasts, strict=True):
                path = (*above, entry.name)
                yield _Block(item, entry, path, value.column, first, behind)
                if isinstance(item, Mapping) and not item.flow:
                    yield from self._blocks(item, entry.children, path, first, behind)

    def _starts(self, lines: Sequence[int], column: int, first: int) -> list[int]:
        """Where blocks begin that stand on these lines, the remarks above each included; the first at `first`."""
        return [self._above(line, column, floor) for line, floor in zip(lines, [first, *lines], strict=False)]

    def _above(self, line: int, column: int, floor: int) -> int:
        """The first line of the remarks and blank lines that stand above `line`, no deeper than `column`."""
        while line > floor:
            remark = _REMARK.fullmatch(self.lines[line - 1])
            if remark is None or (remark.group(2) and len(remark.group(1)) > column):
                break
            line -= 1
        return line


def _renamed(entry: CodeEntry, spare: list[_Block]) -> _Block | None:
    for block in spare:
        if replace(block.entry, name=entry.name) == entry:
            return block
    return None


def _missing(
    written: dict[str, list[str]], old: dict[str, Value], new: dict[str, Value], order: Sequence[str]
) -> list[str]:
    return [key for key in order if key in new and key not in written and new[key] != old.get(key)]


def _insert(written: dict[str, list[str]], key: str, lines: list[str], order: Sequence[str]) -> None:
    """Put a new key before the first that comes after it in the usual order."""
    rank = order.index(key)
    later = [other for other in written if other and order.index(other) > rank]
    moved = list(written)[list(written).index(later[0]) :] if later else []
    kept = {other: written.pop(other) for other in moved}
    written[key] = lines
    written.update(kept)


def _shifted(lines: list[str], columns: int) -> list[str]:
    if columns >= 0:
        return [" " * columns + line if line else line for line in lines]
    return [line[min(-columns, len(line) - len(line.lstrip(" "))) :] for line in lines]

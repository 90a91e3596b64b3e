"""Drafts as OpenDocument texts: paragraphs with their styles, tables row by row, footnotes and endnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from exports.audit.model import Paragraph, Style
from transcripts.errors import ImportRefused
from transcripts.importing.archive import Archive

if TYPE_CHECKING:
    from lxml.etree import _Element

_QUOTE = re.compile(r"quot|zitat|citation|block.{0,4}text", re.IGNORECASE)
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6}
_MOVED_IN = 0.7
_DEEPEST = 50
_UNREAD = frozenset(("note", "annotation", "tracked-changes", "frame", "ruby-text", "bibliography", "table-of-content"))
_SPACES = {"tab": " ", "line-break": " "}
_LOCKED = "protected by a password: open it, remove the password and save it again"


def open_paragraphs(archive: Archive) -> tuple[Paragraph, ...]:
    """The paragraphs of an .odt in reading order, its notes after them. Raises ImportRefused where it is damaged."""
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise ImportRefused(_LOCKED)
    content = archive.xml("content.xml")
    roots = [content, archive.xml("styles.xml")] if "styles.xml" in archive.names else [content]
    return _Walk(_quoting(roots)).paragraphs(content)


class _Walk:
    """Goes through a text once; `quoting` are the names of styles that set block quotations."""

    def __init__(self, quoting: frozenset[str]) -> None:
        self._quoting = quoting
        self._found: list[Paragraph] = []
        self._notes: list[str] = []
        self._section = ""
        self._number = self._tables = 0

    def paragraphs(self, content: _Element) -> tuple[Paragraph, ...]:
        body = next(
            (each for each in content.iter() if _tag(each) == "text" and _tag(each.getparent()) == "body"), None
        )
        if body is not None:
            self._blocks(body)
        many = len(self._found)
        return (*self._found, *(Paragraph(words, "note", f"note {at}", "", many + at)
                                for at, words in enumerate(self._notes, 1) if words.strip()))  # fmt: skip

    def _blocks(self, parent: _Element) -> None:
        for element in parent:
            tag = _tag(element)
            if tag == "h":
                self._section = "".join(_words(element)).strip()
                self._add(self._section, "heading", element)
            elif tag == "p":
                quoted = _attribute(element, "style-name") in self._quoting and _tag(parent) != "list-item"
                self._add("".join(_words(element)), "quote" if quoted else "text", element)
            elif tag == "table":
                self._table(element)
            elif tag not in _UNREAD:
                self._blocks(element)

    def _add(self, words: str, style: Style, element: _Element) -> None:
        self._number += 1
        notes = tuple(self._referred(element))
        if words.strip():
            where = f"paragraph {self._number}"
            self._found.append(Paragraph(words, style, where, self._section, len(self._found) + 1, "", notes))

    def _table(self, table: _Element) -> None:
        self._tables += 1
        header = ""
        rows = [row for row in table.iter() if _tag(row) == "table-row"]
        for number, row in enumerate(rows, 1):
            cells = [cell for cell in row if _tag(cell) == "table-cell"]
            words = "\t".join(" ".join("".join(_words(p)) for p in cell.iter() if _tag(p) == "p") for cell in cells)
            header = header or words
            if words.strip():
                where = f"table {self._tables}, row {number}"
                self._found.append(Paragraph(words, "table", where, self._section, len(self._found) + 1, header))

    def _referred(self, paragraph: _Element) -> Iterator[tuple[int, str]]:
        at = 0
        for piece in _pieces(paragraph):
            if isinstance(piece, str):
                at += len(piece)
            else:
                body = [p for each in piece if _tag(each) == "note-body" for p in each.iter() if _tag(p) == "p"]
                self._notes.append(" ".join("".join(_words(p)) for p in body))
                yield at, self._notes[-1]


def _words(paragraph: _Element) -> Iterator[str]:
    return (piece for piece in _pieces(paragraph) if isinstance(piece, str))


def _pieces(element: _Element) -> Iterator[str | _Element]:
    """Words, and notes where they are referred to."""
    if element.text:
        yield _spaced(element.text)
    for child in element:
        tag = _tag(child)
        if tag == "note":
            yield child
        elif tag == "s":
            yield " "
        elif tag in _SPACES:
            yield _SPACES[tag]
        elif tag not in _UNREAD:
            yield from _pieces(child)
        if child.tail:
            yield _spaced(child.tail)


def _spaced(text: str) -> str:
    """White space as the format means it: any run of it is one space."""
    return re.sub(r"[ \t\r\n]+", " ", text)


def _quoting(roots: list[_Element]) -> frozenset[str]:
    """The names of paragraph styles that are called quotation, are made from one, or move the whole paragraph in."""
    styles = {_attribute(each, "name"): each for root in roots for each in root.iter() if _tag(each) == "style"}

    def quotes(name: str) -> bool:
        for _ in range(_DEEPEST):
            if name not in styles:
                return bool(_QUOTE.search(name))
            if _QUOTE.search(name) or _QUOTE.search(_attribute(styles[name], "display-name")) or _moved(styles[name]):
                return True
            name = _attribute(styles[name], "parent-style-name")
        return False

    return frozenset(name for name in [*styles, "Quotations"] if name and quotes(name))


def _moved(style: _Element) -> bool:
    for each in style:
        found = re.fullmatch(r"([\d.]+)(cm|mm|in|pt|pc)", _attribute(each, "margin-left"))
        indent = _attribute(each, "text-indent")
        if _tag(each) == "paragraph-properties" and found and not indent.startswith("-"):
            return float(found[1]) * _CENTIMETRES[found[2]] >= _MOVED_IN
    return False


def _tag(element: _Element | None) -> str:
    return element.tag.rpartition("}")[2] if element is not None and isinstance(element.tag, str) else ""


def _attribute(element: _Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")

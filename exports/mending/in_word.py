"""A quotation's place in the runs of a Word file, so that words that stay keep how they are set.

Parts that hold no change are copied byte for byte.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lxml import etree

from exports.audit.model import Paragraph
from exports.audit.word_draft import NOTES, laid, located, note_pieces
from exports.mending.edits import Edit
from transcripts.importing.archive import Archive

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
CHANGED = "the draft was changed since it was audited"
BODY = "word/document.xml"
Pieces = list[tuple["_Element | None", str]]


class WordFile:
    """A Word draft whose runs can be changed."""

    def __init__(self, data: bytes) -> None:
        archive = Archive(data)
        self._data = data
        self._roots = {BODY: archive.xml(BODY)}
        self._roots |= {part: archive.xml(part) for part, _, _ in NOTES if part in archive.names}
        self._changed: set[str] = set()
        self._pieces: dict[str, tuple[str, Pieces]] = {
            where: (BODY, laid(element)) for where, element in located(self._roots[BODY])
        }
        for part, tag, called in NOTES:
            if part in self._roots:
                self._pieces |= {
                    where: (part, pieces) for where, pieces in note_pieces(self._roots[part], tag, called)
                }  # fmt: skip

    def put(self, paragraph: Paragraph, edits: Sequence[Edit]) -> str:
        """Make edits of a paragraph's text in its runs; returns why that cannot be, "" when it was done."""
        part, pieces = self._pieces.get(paragraph.where, ("", []))
        if "".join(words for _, words in pieces) != paragraph.text:
            return CHANGED
        held = [(edit, list(_holding(pieces, edit))) for edit in edits]
        if any(not there or any(element is None for _, _, element in there) for _, there in held):
            return "a line break or tab stands in what is to be changed"
        for edit, there in sorted(held, key=lambda each: each[0], reverse=True):
            _change(edit, there)  # type: ignore[arg-type]  # none is None: looked at above
        self._changed.add(part)
        self._pieces[paragraph.where] = part, [(element, _now(element, words)) for element, words in pieces]
        return ""

    def written(self) -> bytes:
        """The whole file again."""
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self._data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                content = old.read(info)
                if info.filename in self._changed:
                    root = self._roots[info.filename]
                    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
                new.writestr(info, content)
        return target.getvalue()


def _holding(pieces: Pieces, edit: Edit) -> Iterator[tuple[int, int, _Element | None]]:
    """The pieces that an edit touches: [start, end) of each in the text. An insertion belongs to what is before it."""
    at = 0
    for element, words in pieces:
        start, at = at, at + len(words)
        inserted = edit.start == edit.end and start < max(edit.start, 1) <= at
        if words and (inserted or max(start, edit.start) < min(at, edit.end)):
            yield start, at, element


def _change(edit: Edit, there: Sequence[tuple[int, int, _Element]]) -> None:
    """Put the words into the first piece, and take what they replace out of all."""
    for number, (start, end, element) in enumerate(there):
        text = element.text or ""
        first, last = max(edit.start, start) - start, min(edit.end, end) - start
        element.text = text[:first] + (edit.words if number == 0 else "") + text[last:]
        element.set(_SPACE, "preserve")


def _now(element: _Element | None, words: str) -> str:
    return words if element is None else element.text or ""

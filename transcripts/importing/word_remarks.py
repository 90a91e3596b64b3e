"""What of a Word document does not come in, counted in words so that nothing is left out in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from transcripts.importing.archive import Archive

if TYPE_CHECKING:
    from lxml.etree import _Element

MATHS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
_NOTES = (("comments", "comment"), ("footnotes", "footnote"), ("endnotes", "endnote"))
_FURNITURE = re.compile(r"word/(?:header|footer)\d*\.xml")
_DRAWINGS = re.compile(r"word/(?:diagrams/data|charts/chart)\d*\.xml")
_EMBEDDED = re.compile(r"word/embeddings/[^/]+")
_LONGEST = 60
_CATEGORY = "{http://schemas.openxmlformats.org/drawingml/2006/chart}v"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


def count(number: int, one: str, many: str = "") -> str:
    """`1 comment`, `2 comments`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


class LeftOut:
    """Counted while the body is walked: what is not in the text, and what was decided about what is."""

    def __init__(self, namespace: str) -> None:
        w = f"{{{namespace}}}"
        self._texts = (f"{w}t", f"{w}delText", *(f"{math}t" for math in MATHS))
        self._spaces = (f"{w}p", f"{w}tab", f"{w}br", f"{w}cr")
        self.insertions = self.deletions = self.boxes = self.symbols = self.list_labels = self.subdocuments = 0
        self.deleted = self.hidden = self.readings = self.alternatives = self.unread = self.formulas = 0
        self.pictures = self.described = self.controls = 0
        self.fields: list[str] = []
        self.drawn: list[str] = []

    def words_of(self, element: _Element) -> list[str]:
        """The words in an element, deleted ones too; a word in several runs is one."""
        found = element.iter(*self._texts, *self._spaces)
        texts = (e.text or "" if e.tag in self._texts else " " for e in found)
        return "".join(texts).split()

    def delete(self, element: _Element) -> None:
        """A tracked deletion, or the old place of something moved."""
        self.deletions += 1
        self.deleted += len(self.words_of(element))

    def hide(self, run: _Element) -> None:
        """A run that Word does not show."""
        self.hidden += len(self.words_of(run))

    def compare(self, chosen: _Element, other: _Element) -> None:
        """Words that only another version of a drawing has."""
        more = Counter(self.words_of(other)) - Counter(self.words_of(chosen))
        self.alternatives += sum(more.values())

    def remarks(self) -> list[str]:
        """One line for each kind."""
        return [*self._changes(), *self._kept(), *self._dropped()]

    def _changes(self) -> Iterator[str]:
        if self.deletions or self.insertions:
            dropped = count(self.deletions, "deletion")
            words = f" ({count(self.deleted, 'word')})" if self.deletions else ""
            yield f"tracked changes: {count(self.insertions, 'insertion')} kept, {dropped}{words} left out"

    def _kept(self) -> Iterator[str]:
        if self.boxes:
            yield f"{count(self.boxes, 'text box', 'text boxes')} put after the paragraph that holds it"
        if self.list_labels:
            yield f"{count(self.list_labels, 'label')} of automatic lists written out"
        if self.symbols:
            yield f"{count(self.symbols, 'symbol')} of a special font shown as \ufffd"

    def _dropped(self) -> Iterator[str]:
        for number, what in (
            (self.hidden, "of hidden text"),
            (len("".join(self.fields).split()), "of page numbers and tables of contents"),
            (self.readings, "of reading aids (ruby)"),
            (len(" ".join(self.drawn).split()), "of drawings"),
            (self.alternatives, "of other versions of drawings"),
            (self.unread, "in places where Word has none"),
        ):
            if number:
                yield f"{count(number, 'word')} {what} left out"
        if self.formulas:
            yield f"{count(self.formulas, 'formula')} of an EQ field left out"
        if self.described and not self.pictures:
            yield f"{count(self.described, 'word')} that describe drawings left out"
        if self.pictures:
            described = f" ({count(self.described, 'word')} of description)" if self.described else ""
            yield f"{count(self.pictures, 'picture')} left out{described}"
        if self.controls:
            yield f"{count(self.controls, 'control')} of a form (ActiveX) left out with what is in it"
        if self.subdocuments:
            yield f"{count(self.subdocuments, 'subdocument')} not read: import the file it is in"


def beside(archive: Archive, namespace: str) -> list[str]:
    """One line for each kind of text beside the body that does not come in."""
    left = LeftOut(namespace)
    said = []
    for part, one in _NOTES:
        name = f"word/{part}.xml"
        if name in archive.names:
            notes = [left.words_of(note) for note in archive.xml(name).iter(f"{{{namespace}}}{one}")]
            number, words = sum(map(bool, notes)), sum(map(len, notes))
            if number:
                said.append(f"{count(number, one)} left out ({count(words, 'word')}; kept in the original file)")
    return said + _page_furniture(archive, left) + _drawings(archive)


def _page_furniture(archive: Archive, left: LeftOut) -> list[str]:
    """Headers and footers that hold words (page numbers are none), as one remark each wording."""
    found: dict[str, int] = {}
    for name in sorted(name for name in archive.names if _FURNITURE.fullmatch(name)):
        words = left.words_of(archive.xml(name))
        if any(letter.isalpha() for letter in "".join(words)):
            found[" ".join(words)] = len(words)
    return [f"page header or footer left out: {_shown(words, number)}" for words, number in found.items()]


def _shown(words: str, number: int) -> str:
    return f"“{words}”" if len(words) <= _LONGEST else f"“{words[:_LONGEST]}…” ({count(number, 'word')})"


def _drawings(archive: Archive) -> list[str]:
    """Words of diagrams and charts, and files inside the file."""
    drawn = [name for name in archive.names if _DRAWINGS.fullmatch(name)]
    words = sum(len((t.text or "").split()) for name in drawn for t in archive.xml(name).iter(_DRAWN, _CATEGORY))
    said = [f"{count(words, 'word')} of diagrams and charts left out"] if words else []
    files = sum(1 for name in archive.names if _EMBEDDED.fullmatch(name))
    if files:
        said.append(f"{count(files, 'embedded file')} left out: import it by itself if it is a transcript")
    return said

"""Drafts in Word: paragraphs with their styles, tables row by row, footnotes and endnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from exports.audit.model import Paragraph, Style
from transcripts.importing.archive import Archive

if TYPE_CHECKING:
    from lxml.etree import _Element

_QUOTE = re.compile(r"quot|zitat|citation|block ?text", re.IGNORECASE)
_LISTED = re.compile(r"list|toc|bibliograph|caption", re.IGNORECASE)
_MOVED_IN = 400
"""Twentieths of a point: 0.7 cm."""
_SPACES = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_HEADING = re.compile(r"heading|title|überschrift|titre", re.IGNORECASE)
_UNREAD = frozenset({"del", "moveFrom", "Fallback"})
"""What is deleted, what was moved away, and what Word keeps a second time for older programs."""
NOTES = (("word/footnotes.xml", "footnote", "note"), ("word/endnotes.xml", "endnote", "endnote"))


def word_paragraphs(archive: Archive) -> tuple[Paragraph, ...]:
    """The paragraphs of a .docx in reading order, its notes after them. Raises ImportRefused where it is damaged."""
    styles = _style_names(archive)
    notes = list(_notes(archive))
    told = {(tag, identity): words for _, tag, identity, words in notes}
    found: list[Paragraph] = []
    section = header = ""
    for where, element in located(archive.xml("word/document.xml")):
        row = _tag(element) == "tr"
        style: Style = "table" if row else _style(element, styles)
        words = "".join(said for _, said in laid(element))
        if style == "heading":
            section = words
        header = "" if not row else words if where.endswith(", row 1") else header
        if words.strip():
            referred = () if row else tuple(_referred(element, told))
            found.append(Paragraph(words, style, where, section, len(found) + 1, header, referred))
    many = len(found)
    return (*found, *(Paragraph(words, "note", called, "", many + at)
                      for at, (called, _, _, words) in enumerate(notes, 1)))  # fmt: skip


def located(body: _Element) -> Iterator[tuple[str, _Element]]:
    """Paragraphs outside tables and rows of tables, in order, with where each is: `paragraph 12`, `table 1, row 3`."""
    number = tables = rows = 0
    for element in _blocks(body):
        if _tag(element) == "tr":
            before = element.getprevious()
            rows = rows + 1 if before is not None and _tag(before) == "tr" else 1
            tables += rows == 1
            yield f"table {tables}, row {rows}", element
        else:
            number += 1
            yield f"paragraph {number}", element


def _notes(archive: Archive) -> Iterator[tuple[str, str, str, str]]:
    """Of each note: what it is called (`footnote 2`), its tag, its id and its words."""
    for part, tag, called in NOTES:
        if part in archive.names:
            for where, note in _numbered(archive.xml(part), tag, called):
                yield where, tag, _attribute(note, "id"), "".join(words for _, words in _apart(_of(note, "p"), " "))


def note_pieces(root: _Element, tag: str, called: str) -> Iterator[tuple[str, list[tuple[_Element | None, str]]]]:
    """What stands in the runs of each note of a part, under what the note is called."""
    for where, note in _numbered(root, tag, called):
        yield where, _apart(_of(note, "p"), " ")


def _numbered(root: _Element, tag: str, called: str) -> Iterator[tuple[str, _Element]]:
    kept = (note for note in root if _tag(note) == tag and _attribute(note, "type") in ("", "normal"))
    return ((f"{called} {number}", note) for number, note in enumerate(kept, 1))


def laid(element: _Element) -> list[tuple[_Element | None, str]]:
    """A paragraph's or a table row's text in pieces: the elements that hold words (`w:t`), None for what is between."""
    if _tag(element) != "tr":
        return _apart([element], "")
    found: list[tuple[_Element | None, str]] = []
    for number, cell in enumerate(_of(element, "tc")):
        found += [(None, "\t")] * bool(number) + _apart(_of(cell, "p"), " ")
    return found


def _apart(paragraphs: Iterable[_Element], between: str) -> list[tuple[_Element | None, str]]:
    found: list[tuple[_Element | None, str]] = []
    for number, paragraph in enumerate(paragraphs):
        found += [(None, between)] * bool(number)
        found += [(piece if _tag(piece) == "t" else None, words) for piece, words in _pieces(paragraph)]
    return found


def _referred(paragraph: _Element, told: Mapping[tuple[str, str], str]) -> Iterator[tuple[int, str]]:
    """Where a paragraph refers to a note, in its words, and the note's words."""
    at = 0
    for element, words in _pieces(paragraph):
        at += len(words)
        note = told.get((_tag(element).removesuffix("Reference"), _attribute(element, "id")))
        if note is not None:
            yield at, note


def _blocks(body: _Element) -> Iterator[_Element]:
    """Paragraphs outside tables, and rows of tables, in order."""
    for element in body.iter():
        outside = _tag(element) == "p" and not any(_tag(above) in ("tc", "p") for above in element.iterancestors())
        if _tag(element) == "tr" or outside:
            yield element


def _pieces(paragraph: _Element) -> Iterator[tuple[_Element, str]]:
    """What stands in the runs of a paragraph with all changes accepted, each with its words: "" for what has none."""
    for element in paragraph.iter():
        above = element.getparent()
        if above is None or _tag(above) != "r" or any(_tag(each) in _UNREAD for each in element.iterancestors()):
            continue
        tag = _tag(element)
        yield element, (element.text or "") if tag == "t" else _SPACES.get(tag, "")


def _style(paragraph: _Element, styles: dict[str, str]) -> Style:
    named = next((_attribute(each, "val") for each in paragraph.iter() if _tag(each) == "pStyle"), "")
    name = styles.get(named, named)
    if _HEADING.search(name):
        return "heading"
    return "quote" if _QUOTE.search(name) or _is_indented(paragraph, name) else "text"


def _is_indented(paragraph: _Element, name: str) -> bool:
    """Whether somebody set a block quotation by hand: moved in as a whole, and no item of a list."""
    if any(_tag(each) == "numPr" for each in paragraph.iter()) or _LISTED.search(name):
        return False
    found = next((each for each in paragraph.iter() if _tag(each) == "ind"), None)
    if found is None or _attribute(found, "hanging"):
        return False
    left = _attribute(found, "left") or _attribute(found, "start")
    return left.isdigit() and int(left) >= _MOVED_IN


def _style_names(archive: Archive) -> dict[str, str]:
    """Names of styles by their ids."""
    if "word/styles.xml" not in archive.names:
        return {}
    styles = [each for each in archive.xml("word/styles.xml") if _tag(each) == "style"]
    return {
        _attribute(style, "styleId"): next((_attribute(each, "val") for each in style if _tag(each) == "name"), "")
        for style in styles
    }


def _of(element: _Element, tag: str) -> list[_Element]:
    return [each for each in element.iter() if _tag(each) == tag]


def _tag(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: _Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")

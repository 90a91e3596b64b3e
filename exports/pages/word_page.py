"""Paragraphs of a Word document, put straight into its body: python-docx's own way costs about ten times as much."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, Protocol

from docx.oxml.ns import qn
from lxml import etree

BREAKS = {"\n": qn("w:br"), "\t": qn("w:tab")}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BREAKS = re.compile("([\n\t])")


class Notes(Protocol):
    """Where notes go (`exports.quotations.word_notes`)."""

    def add(self, text: str) -> Any:
        """A note; returns the run that refers to it."""

    def finish(self) -> None:
        """Put them into the document."""


class WordPage:
    """A document to add paragraphs to, at its end."""

    def __init__(self, document: Any, notes: Notes | None = None) -> None:
        self.notes = notes
        self.styles = document.styles
        self.end = document.element.body.sectPr
        self.ids: dict[str, str] = {}

    def add(self, text: str, style: str, note: str = "") -> None:
        """A paragraph, with a reference at its end to the note that says `note`."""
        self.add_pieces([(text, "")], style, note)

    def add_pieces(self, pieces: Sequence[tuple[str, str]], style: str, note: str = "") -> None:
        """The same of several pieces, each in a character style of its own ("" for none)."""
        paragraph = etree.Element(qn("w:p"))
        about = etree.SubElement(paragraph, qn("w:pPr"))
        etree.SubElement(about, qn("w:pStyle")).set(qn("w:val"), self._id(style))
        if _runs_to_the_left("".join(text for text, _ in pieces)):
            etree.SubElement(about, qn("w:bidi"))
        for text, character_style in pieces:
            if text:
                self._run(paragraph, text, character_style)
        if note and self.notes is not None:
            paragraph.append(self.notes.add(note))
        self.end.addprevious(paragraph)

    def _run(self, paragraph: Any, text: str, style: str) -> None:
        run = etree.SubElement(paragraph, qn("w:r"))
        if style:
            etree.SubElement(etree.SubElement(run, qn("w:rPr")), qn("w:rStyle")).set(qn("w:val"), self._id(style))
        for piece in _BREAKS.split(text):
            if piece in BREAKS:
                etree.SubElement(run, BREAKS[piece])
            elif piece:
                words = etree.SubElement(run, qn("w:t"))
                words.text = piece
                words.set(SPACE, "preserve")

    def _id(self, style: str) -> str:
        if style not in self.ids:
            self.ids[style] = self.styles[style].style_id
        return self.ids[style]


def _runs_to_the_left(text: str) -> bool:
    """Whether a paragraph is of a script that runs to the left, by its first letter (Unicode Annex 9, P2 and P3)."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"

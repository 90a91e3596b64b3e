"""Quotations as a Word document with real styles, so that a report can restyle all of them at once.

Headings are `Heading 1`, words `Quote`, below them `Quotation Attribution`; what stands around a quotation is
`Quotation Context`. Footnotes and endnotes are Word's own.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from lxml import etree

from exports.quotations.context import Line
from exports.quotations.model import Quotation, QuotationList
from exports.quotations.templates import BadTemplate
from exports.quotations.word_notes import WordNotes
from exports.words import one_line, visible

ATTRIBUTION = "Quotation Attribution"
CONTEXT = "Quotation Context"
BREAKS = {"\n": qn("w:br"), "\t": qn("w:tab")}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BREAKS = re.compile("([\n\t])")


def render(listed: QuotationList, template: Path | None = None) -> bytes:
    """The whole document; in a team's `template` its styles, headers and margins, below what stands in it.

    Raises BadTemplate for one that is no Word file.
    """
    document = docx.Document() if template is None else _opened(template)
    _describe(document, listed)
    _add_styles(document)
    page = _Page(document, None if listed.place == "below" else WordNotes(document, listed.place))
    page.add(one_line(listed.title), "Title")
    for remark in listed.remarks:
        page.add(one_line(remark), "Normal")
    for heading, quotations in listed.by_heading():
        if heading:
            page.add(one_line(heading), "Heading 1")
        for quotation in quotations:
            _quotation(page, quotation)
    if page.notes is not None:
        page.notes.finish()
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


class _Page:
    """Paragraphs put straight into the document's body: python-docx's own way costs about ten times as much."""

    def __init__(self, document: Any, notes: WordNotes | None) -> None:
        self.notes = notes
        self.styles = document.styles
        self.end = document.element.body.sectPr
        self.ids: dict[str, str] = {}

    def add(self, text: str, style: str, note: str = "") -> None:
        """A paragraph, with a reference at its end to the note that says `note`."""
        if style not in self.ids:
            self.ids[style] = self.styles[style].style_id
        paragraph = etree.Element(qn("w:p"))
        named = etree.SubElement(etree.SubElement(paragraph, qn("w:pPr")), qn("w:pStyle"))
        named.set(qn("w:val"), self.ids[style])
        run = etree.SubElement(paragraph, qn("w:r"))
        for piece in _BREAKS.split(text):
            if piece in BREAKS:
                etree.SubElement(run, BREAKS[piece])
            elif piece:
                words = etree.SubElement(run, qn("w:t"))
                words.text = piece
                words.set(SPACE, "preserve")
        if note and self.notes is not None:
            paragraph.append(self.notes.add(note))
        self.end.addprevious(paragraph)


def _quotation(page: _Page, quotation: Quotation) -> None:
    if quotation.question:
        page.add(_line(Line("Question", quotation.question)), CONTEXT)
    context = quotation.context
    _add_lines(page, context.before if context else ())
    said = one_line(quotation.attribution)
    page.add(visible(quotation.printed), "Quote", said)
    _add_lines(page, context.after if context else ())
    if page.notes is None:
        page.add(f"— {said}", ATTRIBUTION)
    if quotation.note:
        page.add(one_line(quotation.note), CONTEXT)


def _add_lines(page: _Page, lines: Sequence[Line]) -> None:
    for line in lines:
        page.add(_line(line), CONTEXT)


def _line(line: Line) -> str:
    return f"{one_line(line.speaker)}: {one_line(line.text)}" if line.speaker else one_line(line.text)


def _describe(document: Any, listed: QuotationList) -> None:
    """Say what it is, and nothing of the machine or person that made it."""
    properties = document.core_properties
    properties.title = one_line(listed.title)[:255]
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    properties.language = "en-GB"


def _opened(template: Path) -> Any:
    try:
        return docx.Document(str(template))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError):
        raise BadTemplate(f"{template} is no Word file. For docx, --template takes a .docx of the team.") from None


def _add_styles(document: Any) -> None:
    """The styles that are needed; those that a team's template has are as the team made them."""
    styles = document.styles
    known = {style.name for style in styles}
    for name in {"Title", "Heading 1", "Quote"} - known:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    if ATTRIBUTION in known or CONTEXT in known:
        for name in {ATTRIBUTION, CONTEXT} - known:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        return
    quote = styles["Quote"]
    quote.font.italic, quote.font.color.rgb = False, RGBColor(0, 0, 0)
    quote.paragraph_format.left_indent = Cm(1)
    quote.paragraph_format.space_after = Pt(2)
    quote.paragraph_format.keep_with_next = True
    for name, size in ((ATTRIBUTION, 10.5), (CONTEXT, 9.5)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = styles["Normal"], True
        style.font.size, style.font.italic = Pt(size), name == CONTEXT
        style.paragraph_format.left_indent = Cm(1)
        style.paragraph_format.space_after = Pt(12 if name == ATTRIBUTION else 2)
        style.paragraph_format.keep_with_next = name == CONTEXT

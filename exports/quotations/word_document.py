"""Quotations as a Word document with real styles, so that a report can restyle all of them at once.

Headings are `Heading 1`, words `Quote`, below them `Quotation Attribution`; what stands around a quotation is
`Quotation Context`.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt, RGBColor

from exports.quotations.context import Line
from exports.quotations.model import Quotation, QuotationList
from exports.words import one_line, visible

ATTRIBUTION = "Quotation Attribution"
CONTEXT = "Quotation Context"


def render(listed: QuotationList) -> bytes:
    """The whole document."""
    document = docx.Document()
    _describe(document, listed)
    _add_styles(document)
    page = _Page(document)
    page.add(one_line(listed.title), "Title")
    for remark in listed.remarks:
        page.add(one_line(remark), "Normal")
    for heading, quotations in listed.by_heading():
        if heading:
            page.add(one_line(heading), "Heading 1")
        for quotation in quotations:
            _quotation(page, quotation)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


class _Page:
    """Paragraphs added by the name of their style; each style is looked up once."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.styles: dict[str, Any] = {}

    def add(self, text: str, style: str) -> None:
        if style not in self.styles:
            self.styles[style] = self.document.styles[style]
        self.document.add_paragraph(text, self.styles[style])


def _quotation(page: _Page, quotation: Quotation) -> None:
    if quotation.question:
        page.add(_line(Line("Question", quotation.question)), CONTEXT)
    context = quotation.context
    _add_lines(page, context.before if context else ())
    page.add(visible(quotation.excerpt.text), "Quote")
    _add_lines(page, context.after if context else ())
    page.add(f"— {one_line(quotation.attribution)}", ATTRIBUTION)
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


def _add_styles(document: Any) -> None:
    styles = document.styles
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

"""Quotations as a Word document with real styles, so that a report can restyle all of them at once.

Headings are `Heading 1`, words `Quote`, below them `Quotation Attribution`; what stands around a quotation is
`Quotation Context`. A quotation in the line is a `Quotation Line`, its words in the character style `Inline Quotation`.
Footnotes and endnotes are Word's own.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Cm, Pt, RGBColor

from exports.pages.word_page import WordPage
from exports.quotations.context import Line
from exports.quotations.model import Quotation, QuotationList
from exports.quotations.templates import BadTemplate
from exports.quotations.word_notes import WordNotes
from exports.words import in_marks, one_line, visible

ATTRIBUTION = "Quotation Attribution"
CONTEXT = "Quotation Context"
LINE, INLINE = "Quotation Line", "Inline Quotation"


def render(listed: QuotationList, template: Path | None = None) -> bytes:
    """The whole document; in a team's `template` its styles, headers and margins, below what stands in it.

    Raises BadTemplate for one that is no Word file.
    """
    document = docx.Document() if template is None else _opened(template)
    _describe(document, listed)
    _add_styles(document, noted=listed.place != "below")
    page = WordPage(document, None if listed.place == "below" else WordNotes(document, listed.place))
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


def _quotation(page: WordPage, quotation: Quotation) -> None:
    if quotation.question:
        page.add(_line(Line("Question", quotation.question)), CONTEXT)
    context = quotation.context
    _add_lines(page, context.before if context else ())
    said = one_line(quotation.attribution)
    if quotation.in_line:
        pieces = [("".join(in_marks(quotation.printed)), INLINE), ("" if page.notes else f" ({said})", "")]
        page.add_pieces(pieces, LINE, said)
        _add_note(page, quotation)
        return
    page.add(visible(quotation.printed), "Quote", said)
    _add_lines(page, context.after if context else ())
    if page.notes is None:
        page.add(f"— {said}", ATTRIBUTION)
    _add_note(page, quotation)


def _add_note(page: WordPage, quotation: Quotation) -> None:
    if quotation.note:
        page.add(one_line(quotation.note), CONTEXT)


def _add_lines(page: WordPage, lines: Sequence[Line]) -> None:
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


def _add_styles(document: Any, *, noted: bool) -> None:
    """The styles that are needed; those that a team's template has are as the team made them. `noted`: attributions
    stand in notes, so that nothing follows a quotation that would have to stay with it.
    """
    styles = document.styles
    known = {style.name for style in styles}
    if INLINE not in known:
        styles.add_style(INLINE, WD_STYLE_TYPE.CHARACTER).quick_style = True
    if LINE not in known:
        line = styles.add_style(LINE, WD_STYLE_TYPE.PARAGRAPH)
        line.base_style, line.quick_style = styles["Normal"], True
    for name in {"Title", "Heading 1", "Quote"} - known:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    if ATTRIBUTION in known or CONTEXT in known:
        for name in {ATTRIBUTION, CONTEXT} - known:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        return
    quote = styles["Quote"]
    quote.font.italic, quote.font.color.rgb = False, RGBColor(0, 0, 0)
    quote.paragraph_format.left_indent = Cm(1)
    quote.paragraph_format.space_after = Pt(10 if noted else 2)
    quote.paragraph_format.keep_with_next = not noted
    for name, size in ((ATTRIBUTION, 10.5), (CONTEXT, 9.5)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = styles["Normal"], True
        style.font.size, style.font.italic = Pt(size), name == CONTEXT
        style.paragraph_format.left_indent = Cm(1)
        style.paragraph_format.space_after = Pt(12 if name == ATTRIBUTION else 2)
        style.paragraph_format.keep_with_next = name == CONTEXT

"""Word files whose bytes depend on their content alone."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from coding_tui.demo.footnotes import with_footnotes
from coding_tui.demo.model import Draft, StudyDocument

_MOMENT = datetime(2024, 1, 15, 9, tzinfo=UTC)
_ZIP_MOMENT = (2024, 1, 15, 9, 0, 0)
# The block that the notes belong to.
NOTED = 1
_STYLES = {"h1": "Title", "h2": "Heading 1", "quote": "Quote", "p": "Normal"}


def draft_docx(draft: Draft) -> bytes:
    """The draft report: headings, paragraphs, block quotations, a table, and footnotes to its second block."""
    word = _new("Draft report")
    for place, (style, text) in enumerate(draft.blocks):
        if style == "table":
            _table(word, text)
            continue
        paragraph = word.add_paragraph(text, style=_STYLES[style])
        for number in range(1, len(draft.footnotes) + 1) if place == NOTED else ():
            _refer(paragraph, number)
    return with_footnotes(_bytes(word), draft.footnotes)


def _refer(paragraph: Any, number: int) -> None:
    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    run._r.append(reference)


def document_docx(document: StudyDocument) -> bytes:
    """A transcript as transcribers deliver it: a paragraph a turn, the label in bold."""
    word = _new(document.label)
    for line in document.text.splitlines():
        paragraph = word.add_paragraph()
        label, colon, said = line.partition(": ")
        if colon:
            paragraph.add_run(f"{label}:").bold = True
            paragraph.add_run(f" {said}")
        else:
            paragraph.add_run(line)
    return _bytes(word)


def _table(word: Any, text: str) -> None:
    rows = [line.split("\t") for line in text.split("\n")]
    table = word.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words


def _new(title: str) -> Any:
    word = Document()
    properties = word.core_properties
    properties.title, properties.author = title, "The worked study"
    properties.created = properties.modified = _MOMENT
    return word


def _bytes(word: Any) -> bytes:
    """The file with every member stamped alike: python-docx stamps the moment of saving."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    word.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _ZIP_MOMENT)
            member.compress_type, member.create_system, member.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            target.writestr(member, source.read(name))
    return fixed.getvalue()

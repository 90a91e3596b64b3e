"""A coded transcript in Word: a paragraph a turn, each coding a comment by its coder on its own words."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm

from exports.coded.model import CodedTranscript
from exports.words import one_line, visible

TURN, ASKS, TEXT = "Transcript Turn", "Transcript Question", "Transcript Text"
"""Words of somebody named, words of who asks, and what nobody says: their names stand out at the left."""


def render(made: CodedTranscript) -> bytes:
    """The whole document."""
    document = docx.Document()
    _describe(document, made)
    document.add_paragraph(one_line(made.text.label), "Title")
    document.add_paragraph(one_line(made.description()))
    first: dict[int, Any] = {}
    last: dict[int, Any] = {}
    for turn in made.turns:
        paragraph = document.add_paragraph(style=ASKS if turn.role == "interviewer" else TURN if turn.speaker else TEXT)
        if turn.speaker:
            paragraph.add_run(f"{one_line(turn.speaker)}\t").bold = True
        for piece in made.pieces(turn):
            run = paragraph.add_run(visible(piece.text))
            run.underline = bool(piece.under) or None
            for number in piece.under:
                first.setdefault(number, run)
                last[number] = run
    for each in made.margin:
        if each.number in first:  # one of a label alone has no words to stand beside
            document.add_comment(
                [first[each.number], last[each.number]], text=visible(each.words()), author=one_line(each.coder),
                initials="".join(part[0] for part in each.coder.split())[:3],
            )  # fmt: skip
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _describe(document: Any, made: CodedTranscript) -> None:
    properties = document.core_properties
    properties.title = one_line(made.text.label)[:255]
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    for name in (TURN, ASKS, TEXT):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = document.styles["Normal"], True
        style.font.italic = name == ASKS
        if name == TEXT:
            continue
        style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = Cm(2.5), Cm(-2.5)
        style.paragraph_format.tab_stops.add_tab_stop(Cm(2.5))

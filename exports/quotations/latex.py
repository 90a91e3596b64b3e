"""Quotations as LaTeX: a section a code, a quote environment a quotation, its attribution at the end of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exports.latex_words import PREAMBLE, escaped
from exports.quotations.context import Line
from exports.quotations.model import Quotation, QuotationList
from exports.words import one_line, visible


def render(listed: QuotationList) -> bytes:
    """The whole file; what stands between the two lines of `document` can be taken into another."""
    blocks = [rf"\section*{{{_line(listed.title)}}}", *(_line(remark) for remark in listed.remarks)]
    for heading, quotations in listed.by_heading():
        if heading:
            blocks.append(rf"\subsection*{{{_line(heading)}}}")
        blocks += [_quotation(quotation) for quotation in quotations]
    body = "\n\n".join(blocks)
    return f"{PREAMBLE}\\begin{{document}}\n\n{body}\n\n\\end{{document}}\n".encode("utf-8", "replace")


def _quotation(quotation: Quotation) -> str:
    paragraphs = "\n\n".join(_paragraphs(quotation))
    quoted = f"\\begin{{quote}}\n{paragraphs}\n\\end{{quote}}"
    return f"{quoted}\n\n{_line(quotation.note)}" if quotation.note else quoted


def _paragraphs(quotation: Quotation) -> Iterator[str]:
    if quotation.question:
        yield _aside(Line("Question", quotation.question))
    context = quotation.context
    for line in context.before if context else ():
        yield _aside(line)
    yield from _words(quotation.printed)
    for line in context.after if context else ():
        yield _aside(line)
    yield rf"\hfill --- {_line(quotation.attribution)}"


def _words(text: str) -> Iterator[str]:
    """The words as paragraphs, with the breaks of their lines."""
    for paragraph in re.split(r"\n[ \t]*\n\s*", visible(text).strip()):
        yield "\\\\\n".join(escaped(line.strip()) or "~" for line in paragraph.split("\n"))


def _aside(line: Line) -> str:
    name = f"{_line(line.speaker)}: " if line.speaker else ""
    return rf"\emph{{{name}{_line(line.text)}}}"


def _line(text: str) -> str:
    return escaped(one_line(text))

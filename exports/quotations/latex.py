"""Quotations as LaTeX: a section a code, a quote environment a quotation, its attribution at the end of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exports.pages.latex_words import PREAMBLE, escaped
from exports.quotations.context import Line
from exports.quotations.model import Quotation, QuotationList
from exports.quotations.notes import Place
from exports.words import in_marks, one_line, visible


def render(listed: QuotationList) -> bytes:
    """The whole file; what stands between the two lines of `document` can be taken into another."""
    blocks = [rf"\section*{{{_line(listed.title)}}}", *(_line(remark) for remark in listed.remarks)]
    for heading, quotations in listed.by_heading():
        if heading:
            blocks.append(rf"\subsection*{{{_line(heading)}}}")
        blocks += [_quotation(quotation, listed.place) for quotation in quotations]
    ends = listed.place == "endnote" and listed.quotations
    body = "\n\n".join([*blocks, *[r"\theendnotes"] * bool(ends)])
    preamble = PREAMBLE + "\\usepackage{endnotes}\n" * bool(ends)
    return f"{preamble}\\begin{{document}}\n\n{body}\n\n\\end{{document}}\n".encode("utf-8", "replace")


def _quotation(quotation: Quotation, place: Place) -> str:
    if quotation.in_line:
        said = _line(quotation.attribution)
        before, words, _ = in_marks(quotation.printed)
        marks = ("``", "''") if before == "“" else ("`", "'")
        behind = f" ({said})" if place == "below" else rf"\{place}{{{said}}}"
        quoted = f"{marks[0]}{escaped(words)}{marks[1]}{behind}"
        return f"{quoted}\n\n{_line(quotation.note)}" if quotation.note else quoted
    paragraphs = "\n\n".join(_paragraphs(quotation, place))
    quoted = f"\\begin{{quote}}\n{paragraphs}\n\\end{{quote}}"
    return f"{quoted}\n\n{_line(quotation.note)}" if quotation.note else quoted


def _paragraphs(quotation: Quotation, place: Place) -> Iterator[str]:
    if quotation.question:
        yield _aside(Line("Question", quotation.question))
    context = quotation.context
    for line in context.before if context else ():
        yield _aside(line)
    *before, last = _words(quotation.printed)
    yield from before
    said = _line(quotation.attribution)
    yield last if place == "below" else rf"{last}\{place}{{{said}}}"
    for line in context.after if context else ():
        yield _aside(line)
    if place == "below":
        yield rf"\hfill --- {said}"


def _words(text: str) -> Iterator[str]:
    """The words as paragraphs, with the breaks of their lines."""
    for paragraph in re.split(r"\n[ \t]*\n\s*", visible(text).strip()):
        yield "\\\\\n".join(escaped(line.strip()) or "~" for line in paragraph.split("\n"))


def _aside(line: Line) -> str:
    name = f"{_line(line.speaker)}: " if line.speaker else ""
    return rf"\emph{{{name}{_line(line.text)}}}"


def _line(text: str) -> str:
    return escaped(one_line(text))

"""Quotations as Markdown (CommonMark): a heading a code, a block quote a quotation, its attribution below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exports.quotations.context import Line
from exports.quotations.model import Quotation, QuotationList
from exports.words import in_marks, one_line, visible

_SIGNS = re.compile(r"[\\`*_\[\]{}<>&|~$^]|(?<=[\w])(?=://)")
_LEADING = re.compile(r"^(?:([#+=-]|:)|(\d+)([.)]))")


def render(listed: QuotationList) -> bytes:
    """The whole file."""
    blocks = [f"# {escaped(one_line(listed.title))}", *(escaped(one_line(remark)) for remark in listed.remarks)]
    notes: list[str] = []
    for heading, quotations in listed.by_heading():
        if heading:
            blocks.append(f"## {escaped(one_line(heading))}")
        for quotation in quotations:
            if listed.place == "below":
                blocks.append(_quotation(quotation))
                continue
            notes.append(f"[^{len(notes) + 1}]: {escaped(one_line(quotation.attribution))}")
            blocks.append(_quotation(quotation, f"[^{len(notes)}]"))
            blocks += notes[-1:] * (listed.place == "footnote")
    if listed.place == "endnote" and notes:
        blocks += ["## Notes", "\n".join(notes)]
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def escaped(text: str) -> str:
    """Words that Markdown shows as they are; the text must be one line, or a line of its own."""
    plain = _SIGNS.sub(lambda sign: "\\" + sign.group() if sign.group() else "\\", text)
    return _LEADING.sub(lambda start: f"\\{start[1]}" if start[1] else f"{start[2]}\\{start[3]}", plain)


def _quotation(quotation: Quotation, note: str = "") -> str:
    """A block quotation, its attribution below it unless a `note` refers to it; or one in the line."""
    if quotation.in_line:
        behind = note or f" ({escaped(one_line(quotation.attribution))})"
        before, words, after = in_marks(quotation.printed)
        said = f"{before}{escaped(words)}{after}{behind}"
        return f"{said}\n\n{escaped(one_line(quotation.note))}" if quotation.note else said
    paragraphs = list(_paragraphs(quotation, note))
    quoted = "\n>\n".join("\n".join(f"> {line}" for line in paragraph) for paragraph in paragraphs)
    return f"{quoted}\n\n{escaped(one_line(quotation.note))}" if quotation.note else quoted


def _paragraphs(quotation: Quotation, note: str) -> Iterator[Sequence[str]]:
    if quotation.question:
        yield (_aside(Line("Question", quotation.question)),)
    context = quotation.context
    for line in context.before if context else ():
        yield (_aside(line),)
    *before, last = _words(quotation.printed)
    yield from before
    yield (*last[:-1], last[-1] + note)
    for line in context.after if context else ():
        yield (_aside(line),)
    if not note:
        yield (f"— {escaped(one_line(quotation.attribution))}",)


def _words(text: str) -> Iterator[Sequence[str]]:
    """The words as paragraphs of lines; a backslash at a line's end keeps the break."""
    for paragraph in re.split(r"\n[ \t]*\n\s*", visible(text).strip()):
        lines = [escaped(line.strip()) for line in paragraph.split("\n")]
        yield [*(f"{line}\\" for line in lines[:-1]), lines[-1]]


def _aside(line: Line) -> str:
    name = f"{escaped(one_line(line.speaker))}: " if line.speaker else ""
    return f"*{name}{escaped(one_line(line.text))}*"

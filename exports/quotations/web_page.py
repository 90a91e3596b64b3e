"""Quotations as one HTML page that needs nothing else, runs nothing and prints well."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from exports.quotations.context import Line
from exports.quotations.model import Quotation, QuotationList
from exports.words import in_marks, one_line, visible

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
:root { color-scheme: light dark; }
body { font: 1.05rem/1.55 Georgia, "Times New Roman", serif; max-width: 42rem; margin: 2.5rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; break-after: avoid; }
figure { margin: 0 0 1.5rem; break-inside: avoid; }
blockquote { margin: 0; padding-left: 1rem; border-left: .2rem solid #888; }
blockquote { white-space: pre-line; overflow-wrap: anywhere; }
figcaption { padding-left: 1.2rem; font-style: italic; }
.notes { font-size: .9rem; } sup { line-height: 0; }
.aside { margin: 0; padding-left: 1.2rem; font-size: .9rem; opacity: .75; }
@media print { body { max-width: none; margin: 0; font-size: 11pt; } @page { margin: 2.5cm; } }
"""


def render(listed: QuotationList) -> bytes:
    """The whole page."""
    title = _safe(one_line(listed.title))
    lines = [
        "<!DOCTYPE html>", '<html lang="en">', "<head>", '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">', f"<title>{title}</title>", f"<style>{STYLE}</style>", "</head>",
        "<body>", f"<h1>{title}</h1>", *(f"<p>{_safe(one_line(remark))}</p>" for remark in listed.remarks),
    ]  # fmt: skip
    notes: list[str] = []
    first = 1
    for heading, quotations in listed.by_heading():
        lines.append("<section>")
        if heading:
            lines.append(f"<h2>{_safe(one_line(heading))}</h2>")
        for quotation in quotations:
            if listed.place != "below":
                notes.append(quotation.attribution)
            lines += _figure(quotation, first + len(notes) - 1 if notes else 0)
        if listed.place == "footnote":
            lines += _notes(notes, first)
            first, notes = first + len(notes), []
        lines.append("</section>")
    lines += _notes(notes, first)
    return "\n".join([*lines, "</body>", "</html>", ""]).encode()


def _notes(notes: Sequence[str], first: int) -> Iterator[str]:
    """Attributions as a list of notes, numbered from `first`."""
    if notes:
        yield f'<ol class="notes" start="{first}">'
        for number, said in enumerate(notes, first):
            yield f'<li id="note-{number}"><bdi>{_safe(one_line(said))}</bdi></li>'
        yield "</ol>"


def _figure(quotation: Quotation, note: int) -> Iterator[str]:
    """One quotation; `note` is the number of the note that says whose it is, 0 where that stands below it."""
    if quotation.in_line:
        behind = _mark(note) or f" (<bdi>{_safe(one_line(quotation.attribution))}</bdi>)"
        yield f'<p dir="auto">{_safe("".join(in_marks(quotation.printed)))}{behind}</p>'
        if quotation.note:
            yield f'<p class="aside">{_safe(one_line(quotation.note))}</p>'
        return
    yield "<figure>"
    if quotation.question:
        yield _aside(Line("Question", quotation.question))
    context = quotation.context
    yield from (_aside(line) for line in (context.before if context else ()))
    yield f'<blockquote dir="auto">{_safe(visible(quotation.printed))}{_mark(note)}</blockquote>'
    yield from (_aside(line) for line in (context.after if context else ()))
    if not note:
        yield f"<figcaption>— <bdi>{_safe(one_line(quotation.attribution))}</bdi></figcaption>"
    if quotation.note:
        yield f'<p class="aside">{_safe(one_line(quotation.note))}</p>'
    yield "</figure>"


def _mark(note: int) -> str:
    return f'<sup><a href="#note-{note}">{note}</a></sup>' if note else ""


def _aside(line: Line) -> str:
    name = f"<b>{_safe(one_line(line.speaker))}:</b> " if line.speaker else ""
    return f'<p class="aside" dir="auto">{name}{_safe(one_line(line.text))}</p>'


def _safe(text: str) -> str:
    return html.escape(text, quote=True)

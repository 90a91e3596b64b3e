"""A coded transcript as one web page: words at the left, codes at the right, signs at both ends of each coding."""

from __future__ import annotations

import html
from collections.abc import Iterator

from exports.coded.model import CodedTranscript, Margin
from exports.quotations.web_page import POLICY
from exports.words import one_line, visible
from transcripts.texts import SpokenTurn

STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.55 Georgia, "Times New Roman", serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: 0; }
.turn { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); gap: 1.5rem; margin: .9rem 0; }
.turn p { margin: 0; white-space: pre-line; overflow-wrap: anywhere; } .asks p { opacity: .7; font-style: italic; }
.turn ol { margin: 0; padding-left: 2.2rem; font: .8rem/1.4 system-ui, sans-serif; }
u { text-decoration-thickness: .08em; text-underline-offset: .18em; } sup { font: .65em system-ui; opacity: .8; }
b { font-weight: 600; }
@media print { body { max-width: none; margin: 0; font-size: 10pt; } .turn { break-inside: avoid; } }
@page { margin: 2cm; }
"""


def render(made: CodedTranscript) -> bytes:
    """The whole page; it needs nothing else and runs nothing."""
    title = _safe(made.text.label)
    lines = [
        "<!DOCTYPE html>", '<html lang="en">', "<head>", '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">', f"<title>{title}</title>", f"<style>{STYLE}</style>", "</head>",
        "<body>", f"<h1>{title}</h1>", f"<p>{_safe(made.description())}</p>",
        *(line for turn in made.turns for line in _turn(made, turn)), "</body>", "</html>", "",
    ]  # fmt: skip
    return "\n".join(lines).encode()


def _turn(made: CodedTranscript, turn: SpokenTurn) -> Iterator[str]:
    asks = " asks" if turn.role == "interviewer" else ""
    name = f"<b><bdi>{_safe(turn.speaker)}</bdi></b> " if turn.speaker else ""
    words = "".join(
        "".join(f"<sup>⌈{number}</sup>" for number in piece.begins)
        + (f"<u>{_words(piece.text)}</u>" if piece.under else _words(piece.text))
        + "".join(f"<sup>{number}⌉</sup>" for number in piece.ends)
        for piece in made.pieces(turn)
    )
    yield f'<div class="turn{asks}"><p dir="auto"><sup>{turn.number + 1}</sup> {name}{words}</p>'
    beside = made.beside(turn)
    yield "<ol>" if beside else "<div></div></div>"
    if beside:
        yield from map(_beside, beside)
        yield "</ol></div>"


def _beside(each: Margin) -> str:
    return f'<li value="{each.number}">{_safe(each.words())}</li>'


def _words(text: str) -> str:
    return html.escape(visible(text), quote=True)


def _safe(text: str) -> str:
    return html.escape(one_line(text), quote=True)

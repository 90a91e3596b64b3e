"""Drafts in LaTeX: words without commands, `` '' as quotation marks, quote environments as block quotations."""

from __future__ import annotations

import re

from exports.audit.model import Paragraph, Style

_COMMENT = re.compile(r"(?<!\\)%.*")
_SECTION = re.compile(r"\\(?:part|chapter|(?:sub)*section|paragraph)\*?\{([^{}]*)\}")
_FOOTNOTE = re.compile(r"\\footnote\{((?:[^{}]|\{[^{}]*\})*)\}")
_ENQUOTE = re.compile(r"\\enquote\*?\{((?:[^{}]|\{[^{}]*\})*)\}")
_QUOTES = re.compile(r"\\begin\{(quote|quotation|displayquote)\}(.*?)\\end\{\1\}", re.DOTALL)
_CITE = re.compile(r"\\(?:cite\w*|ref|label|autoref|pageref)\*?(?:\[[^\]]*\])*\{[^{}]*\}")
_COMMAND = re.compile(r"\\[A-Za-z]+\*?(?:\[[^\]]*\])?")
_SIGNS = (
    ("``", "“"), ("''", "”"), (r"\ldots{}", "…"), (r"\ldots", "…"), (r"\dots{}", "…"), (r"\dots", "…"), ("---", "—"),
    ("--", "–"), (r"\ ", " "), ("~", "\u00a0"), (r"\&", "&"), (r"\%", "%"), (r"\_", "_"), (r"\#", "#"), (r"\$", "$"),
    (r"\,", ""), ("`", "‘"),
)  # fmt: skip


def latex_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a LaTeX source; `where` is the line on which each begins."""
    body = "\n".join(_COMMENT.sub("", line) for line in text.split("\n"))
    begin = body.find(r"\begin{document}")
    found: list[Paragraph] = []
    section = ""
    for start, style, raw in _blocks(body, max(0, begin)):
        heading = _SECTION.search(raw)
        if heading:
            section = _plain(heading[1])
        line = body.count("\n", 0, start) + 1
        for kind, words in _with_notes(raw, style):
            if words.strip():
                found.append(Paragraph(words, kind, f"line {line}", section, len(found) + 1))
    return tuple(found)


def _blocks(body: str, begin: int) -> list[tuple[int, Style, str]]:
    """Where each block begins, its style and its source."""
    blocks: list[tuple[int, Style, str]] = []
    at = begin
    for quoted in _QUOTES.finditer(body, begin):
        blocks += _paragraphs(body, at, quoted.start())
        blocks.append((quoted.start(2), "quote", quoted[2]))
        at = quoted.end()
    return blocks + _paragraphs(body, at, len(body))


def _paragraphs(body: str, start: int, end: int) -> list[tuple[int, Style, str]]:
    parts = re.finditer(r"(?:(?!\n[ \t]*\n).)+", body[start:end], re.DOTALL)
    kept = [part for part in parts if part[0].strip()]
    return [(start + part.end() - len(part[0].lstrip()), "text", part[0]) for part in kept]


def _with_notes(raw: str, style: Style) -> list[tuple[Style, str]]:
    notes: list[tuple[Style, str]] = [("note", _plain(found[1])) for found in _FOOTNOTE.finditer(raw)]
    return [(style, _plain(_SECTION.sub("", _FOOTNOTE.sub("", raw)))), *notes]


def _plain(raw: str) -> str:
    words = _CITE.sub("", _ENQUOTE.sub(r"“\1”", raw))
    for sign, shown in _SIGNS:
        words = words.replace(sign, shown)
    words = _COMMAND.sub("", words).replace("{", "").replace("}", "").replace("'", "’")
    return " ".join(words.split())

"""Drafts in LaTeX: words without commands, `` '' as quotation marks, quote environments as block quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from exports.audit.marks import without_marks
from exports.audit.model import Paragraph, Style

_COMMENT = re.compile(r"(?<!\\)%.*")
_SECTION = re.compile(r"\\(?:part|chapter|(?:sub)*section|paragraph)\*?\{([^{}]*)\}")
_FOOTNOTE = re.compile(r"\\(?:foot|end)note\{((?:[^{}]|\{[^{}]*\})*)\}")
_ENQUOTE = re.compile(
    r"\\(?:enquote|textquote|blockquote|(?:text|block)cquote(?:\[[^\]]*\])*\{[^{}]*\})\*?(?:\[([^\]]*)\])?"
    r"\{((?:[^{}]|\{[^{}]*\})*)\}"
)
_QUOTES = re.compile(r"\\begin\{(quote|quotation|displayquote)\}(.*?)\\end\{\1\}", re.DOTALL)
_CITE = re.compile(r"\\(?:[a-z]*cite\w*|ref|label|autoref|pageref)\*?(?:\[[^\]]*\])*\{([^{}]*)\}")
_WORK = re.compile(r"([A-Za-z]{2,})[A-Za-z:_-]*?((?:19|20)\d\d)[a-z]?")
"""A key that says whose work and of which year: `tyler1990`."""
_TABLE = re.compile(
    r"\\begin\{(tabular[xy*]?|tabulary|longtable|tabularray)\}(?:\[[^\]]*\])?(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}){1,2}(.*?)"
    r"\\end\{\1\}",
    re.DOTALL,
)
_RULES = re.compile(r"\\(?:hline|toprule|midrule|bottomrule|endhead|endfirsthead|cline\{[^}]*\}|caption\{[^{}]*\})")
_CODE = re.compile(r"\\(?:texttt|code|url|path|lstinline)\{([^{}]*)\}|\\verb\*?([^\sA-Za-z])(.*?)\2")
_HELD = "\ufdd0"
"""Stands for a note while commands are taken off: no text holds this noncharacter."""
_COMMAND = re.compile(r"\\[A-Za-z]+\*?(?:\[[^\]]*\])?")
_SIGNS = (
    ("``", "“"), ("''", "”"), (r"\ldots{}", "…"), (r"\ldots", "…"), (r"\dots{}", "…"), (r"\dots", "…"), ("---", "—"),
    ("--", "–"), (r"\ ", " "), ("~", "\u00a0"), (r"\&", "&"), (r"\%", "%"), (r"\_", "_"), (r"\#", "#"), (r"\$", "$"),
    (r"\,", ""), ("`", "‘"), ('"', "”"),
)  # fmt: skip


def latex_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a LaTeX source; `where` is the line on which each begins."""
    body = "\n".join(_COMMENT.sub("", line) for line in text.replace(_HELD, "").split("\n"))
    begin = body.find(r"\begin{document}")
    found: list[Paragraph] = []
    section = ""
    for start, style, raw in _blocks(body, max(0, begin)):
        if heading := _SECTION.search(raw):
            section = _plain(heading[1])
        where = f"line {body.count(chr(10), 0, start) + 1}"
        for each in _read(raw, style, where, section):
            if each.text.strip():
                found.append(replace(each, number=len(found) + 1))
    return tuple(found)


def _blocks(body: str, begin: int) -> list[tuple[int, Style, str]]:
    """Where each block begins, its style and its source."""
    set_apart = [(each, "quote") for each in _QUOTES.finditer(body, begin)]
    set_apart += [(each, "table") for each in _TABLE.finditer(body, begin)]
    blocks: list[tuple[int, Style, str]] = []
    at = begin
    for found, style in sorted(set_apart, key=lambda each: each[0].start()):
        if found.start() >= at:
            blocks += _paragraphs(body, at, found.start())
            blocks.append((found.start(2), "quote" if style == "quote" else "table", found[2]))
            at = found.end()
    return blocks + _paragraphs(body, at, len(body))


def _paragraphs(body: str, start: int, end: int) -> list[tuple[int, Style, str]]:
    parts = re.finditer(r"(?:(?!\n[ \t]*\n).)+", body[start:end], re.DOTALL)
    kept = [part for part in parts if part[0].strip()]
    return [(start + part.end() - len(part[0].lstrip()), "text", part[0]) for part in kept]


def _read(raw: str, style: Style, where: str, section: str) -> Iterator[Paragraph]:
    """A block's paragraphs (a table's rows), and its notes after it."""
    if style == "table":
        rows = ["\t".join(map(_plain, re.split(r"(?<!\\)&", row))) for row in _RULES.sub("", raw).split("\\\\")]
        kept = [row for row in rows if row.strip()]
        for row in kept:
            yield Paragraph(row, "table", where, section, 0, kept[0])
        return
    notes = [_plain(found[1]) for found in _FOOTNOTE.finditer(raw)]
    parts = _plain(_SECTION.sub("", _FOOTNOTE.sub(_HELD, raw))).split(_HELD)
    places = [sum(map(len, parts[: at + 1])) for at in range(len(notes))]
    yield Paragraph("".join(parts), style, where, section, 0, "", tuple(zip(places, notes, strict=True)))
    for note in notes:
        yield Paragraph(note, "note", where, section, 0)


def _cited(found: re.Match[str]) -> str:
    """A reference to literature as readers see it, where its key tells: a quotation before it is from there."""
    works = _WORK.findall(found[1]) if "cite" in found[0].partition("{")[0] else []
    return f" ({'; '.join(f'{name.title()}, {year}' for name, year in works)})" if works else ""


def _enquoted(found: re.Match[str]) -> str:
    """csquotes' commands as marks, with whose words they are in brackets after them."""
    return f"“{found[2]}”" + (f" ({found[1]})" if found[1] else "")


def _plain(raw: str) -> str:
    words = _CODE.sub(lambda found: without_marks(found[1] or found[3] or ""), raw)
    words = _CITE.sub(_cited, _ENQUOTE.sub(_enquoted, words))
    for sign, shown in _SIGNS:
        words = words.replace(sign, shown)
    words = _COMMAND.sub("", words).replace("{", "").replace("}", "").replace("'", "’")
    return " ".join(words.split())

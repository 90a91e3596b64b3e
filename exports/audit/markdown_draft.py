"""Drafts in Markdown, and plain text: headings, block quotations, tables and notes, without their signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from exports.audit.marks import without_marks
from exports.audit.model import Paragraph, Style

_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
_NOTE = re.compile(r"\[\^[^\]]+\]:\s*(.*)", re.DOTALL)
_REFERENCE = re.compile(r"\[\^([^\]]+)\]")
_NAMED_NOTE = re.compile(r"^\[\^([^\]]+)\]:\s*(.*(?:\n(?:[ \t]+.*\S.*))*)", re.MULTILINE)
_HELD = "\ufdd0"
"""Stands for a reference to a note while signs are taken off: no text holds this noncharacter."""
_INDENTED = re.compile(r"(?: {3,}|\t)\S")
_ITEM = re.compile(r"\s*(?:[-*+•–]|\d{1,3}[.)])\s+\S")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])")
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>\"'~|])")
_RULE = re.compile(r"[\s|:+=-]+$")
_FENCE = re.compile(r"\s*(```|~~~)")
_FRONT = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)


def markdown_paragraphs(text: str, *, marked_up: bool, wrapped: bool) -> tuple[Paragraph, ...]:
    """The paragraphs of a text; without `marked_up` only lines that begin with `>` mean anything besides words.

    In a `wrapped` text paragraphs end with an empty line, else with every line.
    """
    found: list[Paragraph] = []
    section = header = ""
    told = dict(_NAMED_NOTE.findall(text)) if marked_up else {}
    for line, style, raw in _blocks(text, marked_up, wrapped):
        words, notes = _with_notes(raw, told) if marked_up else (raw, ())
        if style == "heading":
            section = words
        header = "" if style != "table" else header if found and _goes_on(found[-1], line) else words
        if words.strip():
            found.append(Paragraph(words, style, f"line {line}", section, len(found) + 1, header, notes))
    return tuple(found)


def _goes_on(before: Paragraph, line: int) -> bool:
    """Whether a row of a table belongs to the one before it; below the first row stands a rule."""
    apart = line - int(before.where.rpartition(" ")[2])
    return before.style == "table" and apart <= 1 + (before.text == before.header)


def _with_notes(raw: str, told: Mapping[str, str]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The words without signs, and the notes that they refer to by where they do."""
    names = _REFERENCE.findall(raw)
    parts = _plain(_REFERENCE.sub(_HELD, raw.replace(_HELD, ""))).split(_HELD)
    places = [sum(map(len, parts[: at + 1])) for at in range(len(names))]
    notes = [(place, told[name]) for place, name in zip(places, names, strict=True) if name in told]
    return "".join(parts), tuple(notes)


def _blocks(text: str, marked_up: bool, wrapped: bool) -> Iterator[tuple[int, Style, str]]:
    """Line number from 1, style and raw words of each block."""
    lines = _without_front(text).split("\n") if marked_up else text.split("\n")
    at, fenced = 0, False
    while at < len(lines):
        begin = at
        if marked_up and _FENCE.match(lines[at]):
            fenced = not fenced
        elif not lines[at].strip() or fenced:
            pass
        else:
            style, words, at = _block(lines, at, marked_up, wrapped)
            if words:
                yield begin + 1, style, words
            continue
        at += 1


def _without_front(text: str) -> str:
    """The text with its front matter blanked, so that lines keep their numbers."""
    return _FRONT.sub(lambda found: "\n" * found[0].count("\n"), text)


def _block(lines: list[str], at: int, marked_up: bool, wrapped: bool) -> tuple[Style, str, int]:
    """A block's style and words, and the line after it."""
    line = lines[at]
    if marked_up and (heading := _HEADING.match(line)):
        return "heading", heading[1], at + 1
    if marked_up and line.lstrip().startswith("|"):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        return "table", "" if _RULE.fullmatch(line) else "\t".join(cells), at + 1
    end = at
    quoting = line.lstrip().startswith(">")
    while end < len(lines) and lines[end].strip() and lines[end].lstrip().startswith(">") == quoting:
        begins = (_HEADING, _NOTE, _ITEM) if marked_up else (_ITEM,) * bool(_ITEM.match(lines[at]))
        if end > at and any(each.match(lines[end]) for each in begins):
            break
        end += 1
    if quoting:
        stripped = [re.sub(r"^\s*(?:>\s?)+", "", each) for each in lines[at:end]]
        return "quote", " ".join(each.strip() for each in stripped), end
    if not wrapped:
        return "text", lines[at], at + 1
    if not marked_up and all(_INDENTED.match(each) for each in lines[at:end]) and not _INDENTED.match(lines[0]):
        return "quote", " ".join(each.strip() for each in lines[at:end]), end
    words = " ".join(each.strip() for each in lines[at:end])
    note = _NOTE.match(words) if marked_up else None
    return ("note", note[1], end) if note else ("text", words, end)


def _plain(words: str) -> str:
    words = _CODE.sub(lambda found: without_marks(found[2]), words)
    for pattern, kept in ((_LINK, r"\1"), (_STRONG, r"\2"), (_EMPHASIS, r"\2"), (_ESCAPED, r"\1")):
        words = pattern.sub(kept, words)
    return words

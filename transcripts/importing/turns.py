"""Labels into turns: who speaks from where to where, and the passages before anyone is named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from transcripts.importing.front import yaml_end
from transcripts.importing.labels import Candidate, seconds
from transcripts.importing.model import ImportedTurn

_BLOCK_BREAK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_CUE_TIME = re.compile(
    r"(?:\d+[ \t]*\n)?[ \t]*(?P<time>(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3})"
    r"[ \t]*-->[ \t]*(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3}[^\n]*"
)
_LINE_ENDS = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""Google Docs writes a line break as VT, other programs as LS or PS; mainframes end lines with NEL."""
_SENTENCE_END = re.compile(r"[.?!…:;。？！\"”»')\]][^\S\n]*\n")
_CREDIT = re.compile(r"\n[^\S\n]*(?P<credit>Trans(?:cribed|cription|cript)\b[^\n]{0,20} by\b[^\n]{0,80})\s*\Z")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n[^\S\n]*\Z")
_CUE_BEGINS = re.compile(rf"^{_CUE_TIME.pattern}$", re.MULTILINE)


def as_lines(text: str) -> str:
    """The same text, offset by offset, with every sign that ends a line in some program as a line feed."""
    for end in _LINE_ENDS:
        if end in text:
            text = text.replace(end, "\n")
    return text


def turns_of(text: str, labels: Sequence[Candidate], *, by_line: bool = False) -> tuple[ImportedTurn, ...]:
    """Turns in text order; each runs to just before the next label. `by_line`: every line is a paragraph (.docx)."""
    first = labels[0].start if labels else len(text)
    return (*_passages(text, first, by_line), *_spoken(text, labels, by_line))


def _spoken(text: str, labels: Sequence[Candidate], by_line: bool) -> Iterator[ImportedTurn]:
    spelling: dict[str, str] = {}
    credit = _CREDIT.search(text, max(labels[-1].end, len(text) - 200)) if labels else None
    if credit is not None and not by_line and not _BLANK_LINE.search(text, 0, credit.start("credit")):
        credit = None
    close = len(text) if credit is None else credit.start("credit")
    for i, label in enumerate(labels):
        limit = labels[i + 1].start if i + 1 < len(labels) else close
        start, end = trimmed(text, label.end, limit)
        speaker = spelling.setdefault(label.key, label.name)
        label_start = label.start
        if text[label_start : label_start + 1].isspace():
            label_start, _ = trimmed(text, label.start, label.end)
        yield ImportedTurn(label_start, start, end, speaker, label.time)
    if credit is not None:
        yield ImportedTurn(close, close, credit.end("credit"))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) without white space at either end; empty at `start` if nothing is left."""
    piece = text[start:end].rstrip()
    if not piece:
        return start, start
    end = start + len(piece)
    return end - len(piece.lstrip()), end


def _passages(text: str, end: int, by_line: bool) -> Iterator[ImportedTurn]:
    """Unlabelled paragraphs of text[:end]; a subtitle's time line stands before its words as a label does."""
    begin = yaml_end(text) if yaml_end(text) <= end else 0
    for piece_start, piece_end in ((0, begin), *_paragraphs(text, begin, end, by_line)):
        start, stop = trimmed(text, piece_start, piece_end)
        if start == stop:
            continue
        cue = _CUE_TIME.match(text, start, stop)
        if cue is None:
            yield ImportedTurn(start, start, stop)
        else:
            body, _ = trimmed(text, cue.end(), stop)
            yield ImportedTurn(start, body, max(body, stop), None, seconds(cue["time"]))


def _paragraphs(text: str, begin: int, end: int, by_line: bool) -> Iterator[tuple[int, int]]:
    """Blocks between blank lines; lines if there are no blank ones and the lines are not merely wrapped.

    `by_line`: always lines, but for the words below a subtitle's time, which belong to it.
    """
    if by_line and "-->" in text and (cue := _CUE_BEGINS.search(text, begin, end)):
        yield from _paragraphs(text, begin, max(begin, cue.start() - 1), True)
        starts = [each.start() for each in _CUE_BEGINS.finditer(text, cue.start(), end)]
        yield from pairwise([*starts, end])
        return
    separator = re.compile(r"\n") if by_line else _BLOCK_BREAK
    if not by_line and _BLOCK_BREAK.search(text, begin, end) is None and not _is_wrapped(text, begin, end):
        separator = re.compile(r"\n")
    for match in separator.finditer(text, begin, end):
        yield begin, match.start()
        begin = match.end()
    yield begin, end


def _is_wrapped(text: str, begin: int, end: int) -> bool:
    """Whether most line ends fall inside sentences."""
    ends = text.count("\n", begin, end)
    return ends > 2 and len(_SENTENCE_END.findall(text, begin, end)) < ends / 2

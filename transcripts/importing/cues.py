"""Subtitles (.vtt, .srt, .sbv): the words of the cues, one line per cue line, and who says them.

Markup never is text; notes and styles are left out and notes are said. Captions that roll up repeat each line in the
next cue: a line is kept once, and how many were repeated is said.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from transcripts.importing import plain
from transcripts.importing.cue_turns import Line, cue_text
from transcripts.importing.decoding import Decoded
from transcripts.importing.labels import seconds
from transcripts.importing.model import Extract
from transcripts.importing.names import tidy

_CLOCK = r"(?:\d{1,4}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_TIMING = re.compile(rf"^[ \t]*(?P<time>{_CLOCK})[ \t]*(?:-->[ \t]*{_CLOCK}[^\n]*|,{_CLOCK}[ \t]*)$", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+(?P<name>[^>\n]+)>")
_TAG = re.compile(
    r"</?(?:[biusc]|em|strong|ruby|r[tp]|br)(?:\.[^\s<>]{0,200})?[ \t]{0,3}/?>"
    r"|</?(?:v|lang|font|span|p|div)(?:[.\s][^<>\n]{0,200})?>"
    r"|<\d[\d:.]{0,20}>|\{\\[a-zA-Z][^{}\n]{0,100}\}",
    re.IGNORECASE,
)
"""Marks of the formats, and of HTML that programs put into them; `<laughs>` is what somebody wrote, and words."""
_READING = re.compile(r"<rt(?:\.[^\s<>]{0,200})?>([^<\n]{0,200})(?:</rt>)?", re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_BLOCK = re.compile(r"(?P<kind>NOTE|STYLE|REGION)(?:[ \t\n]|\Z)")
_IDENTIFIER = re.compile(r"[^\n]{0,200}")
_LONGEST_SHOWN = 80
_ROLLING = 0.3
"""Share of the cues that begin with the end of the cue before, from which captions roll up; a talk repeats fewer."""


def read(decoded: Decoded, format_: str) -> tuple[Extract]:
    """Subtitles as text and turns; a file without a single cue is read as plain text, and says so."""
    cues, remarks = _cues(decoded.text)
    cues, repeated = _unrolled(cues)
    lines = [line for cue in cues for line in cue]
    if not lines:
        remark = f"named or marked as .{format_} but without cues: read as plain text"
        return plain.read(replace(decoded, warnings=(*decoded.warnings, remark)), "txt")
    if repeated:
        remarks.append(f"{repeated} lines that roll-up captions only repeat are left out")
    text, turns = cue_text(lines)
    warnings = (*decoded.warnings, *remarks)
    return (Extract(text, format_, decoded.encoding, turns=turns, warnings=warnings, doubts=decoded.doubts),)


def read_marked(decoded: Decoded, format_: str) -> tuple[Extract]:
    """Text or Markdown between the times of subtitles: as it is, unless cues name speakers, whose turns times part."""
    (found,) = read(decoded, "vtt")
    named = found.turns is not None and any(turn.speaker for turn in found.turns)
    return (found,) if named else plain.read(decoded, format_)


def _cues(text: str) -> tuple[list[list[Line]], list[str]]:
    """The lines of each cue, and what stands in the file besides cues."""
    timings = list(_TIMING.finditer(text))
    cues: list[list[Line]] = []
    notes = strays = readings = 0
    for i, timing in enumerate(timings):
        following = timings[i + 1].start() if i + 1 < len(timings) else None
        between = text[timing.end() : following].removeprefix("\n")
        payload, blocks = _parted(between, is_last=following is None)
        notes += sum(block.startswith("NOTE") for block in blocks)
        stray = [block for block in blocks if not _BLOCK.match(block)]
        strays += len(stray)
        words = "\n".join([payload, *stray])
        if "<rt" in words:
            readings += sum(len(reading.split()) for reading in _READING.findall(words))
            words = _READING.sub("", words)
        cues.append(list(_cue_lines(words, seconds(timing["time"]))))
    above = _above(text[: timings[0].start()]) if timings else []
    notes += sum(block.startswith("NOTE") for block in above)
    remarks = [f"{notes} {'note' if notes == 1 else 'notes'} of the file left out"] if notes else []
    if readings:
        remarks.append(f"{readings} {'word' if readings == 1 else 'words'} of reading aids (ruby) left out")
    if strays:
        remarks.append(
            f"{strays} {'block' if strays == 1 else 'blocks'} of words without a time, kept with the cue before"
        )
    stray = [block for block in above if not _BLOCK.match(block)]
    if stray:
        remarks.append(f"left out above the first cue: {_shown(' '.join(stray).split())}")
    return cues, remarks


def _parted(between: str, *, is_last: bool) -> tuple[str, list[str]]:
    """What follows a time: the cue's words, then blocks after an empty line; the next cue's identifier is neither."""
    payload, *blocks = _BLANK.split(between.rstrip() if is_last else between)
    if not is_last:
        if blocks and _IDENTIFIER.fullmatch(blocks[-1].strip("\n")) and "\n" not in blocks[-1].strip("\n"):
            blocks.pop()
        elif not blocks and (cut := re.search(r"\n\d{1,6}[ \t]*\n?\Z", payload)):
            payload = payload[: cut.start()]
    return payload, [block.strip() for block in blocks if block.strip()]


def _above(head: str) -> list[str]:
    """The blocks above the first cue, without the file's mark with its settings and the cue's identifier."""
    blocks = [block.strip() for block in _BLANK.split(head) if block.strip()]
    if blocks and blocks[0].startswith("WEBVTT"):
        blocks = blocks[1:]
    return blocks[:-1] if blocks and not head.endswith("\n\n") and "\n" not in blocks[-1] else blocks


def _shown(words: list[str]) -> str:
    said = " ".join(words)
    return f"‘{said}’" if len(said) <= _LONGEST_SHOWN else f"‘{said[:_LONGEST_SHOWN]}…’ ({len(words):,} words)"


def _cue_lines(payload: str, time: float) -> Iterator[Line]:
    voice, first = None, True
    for line in payload.split("\n"):
        for part in re.split(r"(?=<v[ .\t])", line):
            match = _VOICE.match(part)
            if match is not None:
                voice, first = tidy(html.unescape(match["name"])), True
            words = html.unescape(_TAG.sub("", part)).strip()
            if words:
                yield Line(words, time, voice, first)
                first = False


def _unrolled(cues: Sequence[list[Line]]) -> tuple[list[list[Line]], int]:
    """Each line of captions that roll up once: without those at a cue's beginning that ended the cue before."""
    overlaps = [0, *(_overlap(before, cue) for before, cue in pairwise(cues))]
    if sum(map(bool, overlaps)) < max(3, _ROLLING * len(cues)):
        return list(cues), 0
    kept = [
        [replace(line, first=number == 0) for number, line in enumerate(cue[overlap:])]
        for cue, overlap in zip(cues, overlaps, strict=True)
    ]
    return kept, sum(overlaps)


def _overlap(before: Sequence[Line], cue: Sequence[Line]) -> int:
    ended, begun = [line.words for line in before], [line.words for line in cue]
    return next((n for n in range(min(len(ended), len(begun)), 0, -1) if ended[-n:] == begun[:n]), 0)

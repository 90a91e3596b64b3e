"""Subtitles (.vtt, .srt): the words of the cues, one line per cue line, and who says them.

Speakers come from voice tags (`<v Name>`) or, where there are none, from labels in the words (`Name: …`), judged like
any other transcript's. Cues that follow each other with the same speaker are one turn, and its time is that of the
first. A label stays in the text where a turn begins and is dropped where the next cue only repeats it; voice tags and
other markup never are text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from transcripts.importing import plain
from transcripts.importing.decoding import Decoded
from transcripts.importing.labels import Candidate, seconds
from transcripts.importing.model import Extract, ImportedTurn
from transcripts.importing.names import key_of, tidy
from transcripts.importing.speakers import find_labels
from transcripts.importing.turns import trimmed

_CLOCK = r"(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMING = re.compile(rf"^[ \t]*(?P<time>{_CLOCK})[ \t]*-->[ \t]*{_CLOCK}[^\n]*$", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+(?P<name>[^>\n]+)>")
_TAG = re.compile(r"</?(?:[a-zA-Z][^<>\n]{0,200}|\d[\d:.]*)>|\{\\[a-zA-Z][^{}\n]{0,100}\}")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a cue: its words, its time, the voice tag's name; `first` of its cue or voice."""

    words: str
    time: float
    voice: str | None
    first: bool


def read(decoded: Decoded, format_: str) -> tuple[Extract]:
    """Subtitles as text and turns; a file without a single cue is read as plain text, and says so."""
    lines = list(_lines(decoded.text))
    if not lines:
        remark = f"named or marked as .{format_} but without cues: read as plain text"
        return plain.read(replace(decoded, warnings=(*decoded.warnings, remark)), "txt")
    text, turns = _by_voice(lines) if any(line.voice for line in lines) else _by_label(lines)
    return (
        Extract(text, format_, decoded.encoding, turns=tuple(turns), warnings=decoded.warnings, doubts=decoded.doubts),
    )


def _lines(text: str) -> Iterator[_Line]:
    timings = list(_TIMING.finditer(text))
    for i, timing in enumerate(timings):
        limit = timings[i + 1].start() if i + 1 < len(timings) else len(text)
        payload = text[timing.end() : limit].removeprefix("\n").split("\n\n", 1)[0]
        yield from _cue_lines(payload, seconds(timing["time"]))


def _cue_lines(payload: str, time: float) -> Iterator[_Line]:
    voice, first = None, True
    for line in payload.split("\n"):
        for part in re.split(r"(?=<v[ .\t])", line):
            match = _VOICE.match(part)
            if match is not None:
                voice, first = tidy(html.unescape(match["name"])), True
            words = html.unescape(_TAG.sub("", part)).strip()
            if words:
                yield _Line(words, time, voice, first)
                first = False


def _by_voice(lines: list[_Line]) -> tuple[str, list[ImportedTurn]]:
    """Turns from voice tags: the speaker is known though the text holds no label."""
    turns: list[ImportedTurn] = []
    spelling: dict[str, str] = {}
    offset = 0
    for line in lines:
        speaker = None if line.voice is None else spelling.setdefault(key_of(line.voice), line.voice)
        end = offset + len(line.words)
        goes_on = bool(turns) and turns[-1].speaker == speaker and (speaker is not None or not line.first)
        last = turns.pop() if goes_on else ImportedTurn(offset, offset, end, speaker, line.time)
        turns.append(ImportedTurn(last.label_start, last.start, end, speaker, last.time))
        offset = end + 1
    return "\n".join(line.words for line in lines), turns


def _by_label(lines: list[_Line]) -> tuple[str, list[ImportedTurn]]:
    """Turns from labels in the words, else a passage for each cue."""
    labels = _labels_by_line(lines)
    if not labels:
        return _by_voice(lines)
    kept: list[str] = []
    turns: list[ImportedTurn] = []
    spelling: dict[str, str] = {}
    offset = 0
    for number, line in enumerate(lines):
        words, label_length = line.words, 0
        candidate = labels.get(number)
        if candidate is not None:
            label_length = len(words) - len(words[candidate.end - candidate.start :].lstrip())
            speaker = spelling.setdefault(candidate.key, candidate.name)
            if turns and turns[-1].speaker == speaker:
                words, candidate = words[label_length:], None
        if not words:
            continue
        end = offset + len(words)
        if candidate is not None:
            turns.append(ImportedTurn(offset, offset + label_length, end, speaker, line.time))
        elif turns and (turns[-1].speaker is not None or not line.first):
            last = turns.pop()
            turns.append(ImportedTurn(last.label_start, last.start, end, last.speaker, last.time))
        else:
            turns.append(ImportedTurn(offset, offset, end, None, line.time))
        kept.append(words)
        offset = end + 1
    return _without_gaps("\n".join(kept), turns)


def _without_gaps(text: str, turns: list[ImportedTurn]) -> tuple[str, list[ImportedTurn]]:
    """A label alone on its line leaves white space at the start of its turn: take it off."""
    whole = []
    for turn in turns:
        start, end = trimmed(text, turn.start, turn.end)
        whole.append(ImportedTurn(turn.label_start, start, end, turn.speaker, turn.time))
    return text, whole


def _labels_by_line(lines: list[_Line]) -> dict[int, Candidate]:
    text = "\n".join(line.words for line in lines)
    number_at, offset = {}, 0
    for number, line in enumerate(lines):
        number_at[offset] = number
        offset += len(line.words) + 1
    return {number_at[label.start]: label for label in find_labels(text) if label.start in number_at}

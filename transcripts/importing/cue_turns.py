"""Lines of cues into text and turns: subtitles, captions in a table, segments of a recogniser.

Speakers come from voices that the format names, or from labels in the words (`Name: …`), judged like any other
transcript's. Cues that follow each other with the same speaker are one turn, and its time is that of the first. A
label stays in the text where a turn begins and is dropped where the next cue only repeats it. Marks that somebody else
speaks (`>>`, or a dash before each of two lines) end a turn though they name nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from transcripts.importing import labels
from transcripts.importing.labels import Candidate
from transcripts.importing.model import ImportedTurn
from transcripts.importing.names import Shape, key_of
from transcripts.importing.speakers import find_labels
from transcripts.importing.turns import trimmed

_MARK = re.compile(r"(?:>>>?|»|＞＞)[ \t]{0,3}")
_DASH = re.compile(r"[-–—‐][ \t]{0,3}(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cue: its words, its time in seconds, the voice that the format names; `first` of cue or voice.

    `mark`: how many characters at its start say only that somebody else speaks now.
    """

    words: str
    time: float | None
    voice: str | None = None
    first: bool = False
    mark: int = 0


def cue_text(lines: Sequence[Line]) -> tuple[str, tuple[ImportedTurn, ...]]:
    """The words of cues, a line each, and who says them."""
    lines = list(_marked(lines))
    if any(line.voice for line in lines):
        return _by_voice(lines)
    named = _labels_by_line(lines)
    return _by_label(lines, named) if named else _by_voice(lines)


def _marked(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines with their marks: `>>` everywhere, dashes where two lines of one cue begin with them."""
    for cue in _cues(lines):
        dashes = sum(bool(_DASH.match(line.words)) for line in cue) > 1
        for line in cue:
            match = _MARK.match(line.words) or (_DASH.match(line.words) if dashes else None)
            yield line if match is None else replace(line, mark=match.end())


def _cues(lines: Sequence[Line]) -> Iterator[list[Line]]:
    cue: list[Line] = []
    for line in lines:
        if line.first and cue:
            yield cue
            cue = []
        cue.append(line)
    if cue:
        yield cue


def _by_voice(lines: Sequence[Line]) -> tuple[str, tuple[ImportedTurn, ...]]:
    """Turns from voices: the speaker is known though the text holds no label."""
    turns: list[ImportedTurn] = []
    spelling: dict[str, str] = {}
    offset, holds = 0, False
    for line in lines:
        speaker = None if line.voice is None else spelling.setdefault(key_of(line.voice), line.voice)
        end = offset + len(line.words)
        same = bool(turns) and turns[-1].speaker == speaker and not (line.mark and speaker is None)
        if same and (speaker is not None or not line.first or holds):
            turns[-1] = turns[-1]._replace(end=end)
        else:
            holds = _MARK.match(line.words) is not None  # until the next mark the same person speaks
            turns.append(ImportedTurn(offset, offset + line.mark, end, speaker, line.time))
        offset = end + 1
    return "\n".join(line.words for line in lines), tuple(turns)


def _by_label(lines: Sequence[Line], named: dict[int, Candidate]) -> tuple[str, tuple[ImportedTurn, ...]]:
    """Turns from labels in the words."""
    kept: list[str] = []
    turns: list[ImportedTurn] = []
    spelling: dict[str, str] = {}
    offset = 0
    for number, line in enumerate(lines):
        words, begins, length, speaker = line.words, bool(line.mark), line.mark, None
        candidate = named.get(number)
        if candidate is not None:
            length = _label_length(line, candidate)
            speaker = spelling.setdefault(candidate.key, candidate.name)
            begins = not turns or turns[-1].speaker != speaker
            words = words if begins else words[length:]
        if not words:
            continue
        end = offset + len(words)
        if begins:
            turns.append(ImportedTurn(offset, offset + length, end, speaker, line.time))
        elif turns and (turns[-1].speaker is not None or not line.first):
            turns[-1] = turns[-1]._replace(end=end)
        else:
            turns.append(ImportedTurn(offset, offset, end, None, line.time))
        kept.append(words)
        offset = end + 1
    return _without_gaps("\n".join(kept), turns)


def _label_length(line: Line, label: Candidate) -> int:
    """The label with its mark and the space behind it."""
    return len(line.words) - len(line.words[label.end - label.start :].lstrip())


def _without_gaps(text: str, turns: Sequence[ImportedTurn]) -> tuple[str, tuple[ImportedTurn, ...]]:
    """A label alone on its line leaves white space at the start of its turn: take it off."""
    whole = []
    for turn in turns:
        start, end = trimmed(text, turn.start, turn.end)
        whole.append(turn._replace(start=start, end=end))
    return text, tuple(whole)


def _labels_by_line(lines: Sequence[Line]) -> dict[int, Candidate]:
    """The labels at the start of lines; a mark before one counts as space, so that offsets stay."""
    number_at, offset = {}, 0
    for number, line in enumerate(lines):
        number_at[offset] = number
        offset += len(line.words) + 1
    masked = "\n".join(" " * line.mark + line.words[line.mark :] for line in lines)
    found = find_labels(masked) or _before_every_cue(masked, [at for at, n in number_at.items() if lines[n].first])
    return {number_at[label.start]: label for label in found if label.start in number_at}


def _before_every_cue(text: str, starts: Sequence[int]) -> list[Candidate]:
    """Names with a colon if they stand before each and every cue, as meeting programs write them, however few."""
    everything = labels.strong(text, text.split("\n")).found
    named = {c.start: c for c in everything if c.family == "colon" and c.shape >= Shape.NAME}
    found = [named[start] for start in starts if start in named]
    return found if len(found) == len(starts) and len({c.key for c in found}) > 1 else []

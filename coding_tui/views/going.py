"""Where somebody wants to go in a few characters: a turn, a time, a line, a share of the text, or a document. Pure.

    142 · 12:41 · l120 · 61% · CPS 43
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from coding_tui.reader.model import ReaderText

ASKED = "A turn (142), a time (12:41), a line (l120), a share (61%), or a document’s label"
_LINE = re.compile(r"l(?:ine)?\s*([0-9]{1,9})", re.IGNORECASE)
_SHARE = re.compile(r"([0-9]{1,3})\s*%")
_TIME = re.compile(r"([0-9]{1,4}):([0-9]{2})(?::([0-9]{2}))?")
LIKE = 75
"""How alike, of 100, a label must be to what was typed."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Where to go: an `offset` of the document that is open, or another `document` (uid); else `said` tells why not."""

    offset: int | None = None
    document: str | None = None
    said: str = ""


def goal(wanted: str, here: ReaderText | None, labels: Mapping[str, str]) -> Goal:
    """What was meant; `labels` are the documents' uids by label. A label that is spelt out comes before all else."""
    wanted = wanted.strip()
    exact = next((uid for label, uid in labels.items() if label.casefold() == wanted.casefold()), None)
    if exact is not None:
        return Goal(document=exact)
    found = None if here is None else _in_document(wanted, here)
    return found or _nearly(wanted, labels)


def _in_document(wanted: str, here: ReaderText) -> Goal | None:
    if match := _LINE.fullmatch(wanted):
        return _to_line(here, int(match[1]))
    if match := _SHARE.fullmatch(wanted):
        return Goal(offset=len(here.text) * min(100, int(match[1])) // 100)
    if match := _TIME.fullmatch(wanted):
        return _to_time(here, match)
    if wanted.isascii() and wanted.isdecimal():
        return _to_turn(here, int(wanted[:9]))
    return None


def _to_line(here: ReaderText, number: int) -> Goal:
    many = here.text.count("\n") + 1
    if not 1 <= number <= many:
        return Goal(said=f"There is no line {number:,} in this document: it has {many:,}.")
    at = 0
    for _ in range(number - 1):
        at = here.text.index("\n", at) + 1
    return Goal(offset=at)


def _to_time(here: ReaderText, match: re.Match[str]) -> Goal:
    parts = [int(part) for part in match.groups() if part is not None]
    time = sum(part * 60**place for place, part in enumerate(reversed(parts)))
    turns = [turn for turn in here.turns if turn.time is not None and turn.time <= time]
    if turns:
        return Goal(offset=turns[-1].start)
    timed = any(turn.time is not None for turn in here.turns)
    return Goal(said="No turn has a time up to that." if timed else "No times are known in this document.")


def _to_turn(here: ReaderText, number: int) -> Goal:
    if not here.turns:
        return _to_line(here, number)
    found = next((turn for turn in here.turns if turn.number == number), None)
    if found is None:
        return Goal(said=f"There is no turn {number:,} in this document: the last is {here.turns[-1].number:,}.")
    return Goal(offset=found.start)


def _nearly(wanted: str, labels: Mapping[str, str]) -> Goal:
    best = process.extractOne(
        wanted, list(labels), scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=LIKE
    )
    if best is not None:
        return Goal(document=labels[best[0]])
    return Goal(said=f"‘{wanted}’ is neither a turn, a time such as 12:41, a line such as l120 nor a document.")



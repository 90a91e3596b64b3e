"""What the import screen says of the speaker or question under the cursor: reason, files, words. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from coding_tui.views.import_view import SpeakerRow
from coding_tui.widgets.lines import Piece
from transcripts.importing.merging import MergeProposal
from transcripts.importing.names import key_of
from transcripts.intake import Entry, ImportSession, SpeakerUse
from transcripts.intake.entries import READY
from transcripts.label_matching import NearMiss

_MOST_FILES = 5
_MOST_TURNS = 8
_LONGEST = 200


def about(session: ImportSession, row: SpeakerRow | None) -> Iterator[Piece]:
    """What there is to know before the line is decided about."""
    if row is None:
        yield "Nobody is highlighted.", "quiet"
    elif row.proposal is not None:
        yield from _question(session, row.proposal)
    elif row.row is not None:
        yield from _row(session, row.row, row.table)
    elif row.use is not None:
        yield from _speaker(session, row.use)


def _question(session: ImportSession, asked: MergeProposal) -> Iterator[Piece]:
    yield f"May ‘{asked.odd}’ be ‘{asked.into}’?", "strong"
    yield f" {asked.why}\n", "accent"
    for name, turns in ((asked.odd, asked.odd_turns), (asked.into, asked.into_turns)):
        yield f"{name}", "text"
        yield f" · {turns:,} {'turn' if turns == 1 else 'turns'} · {_where(session, name)}\n", "quiet"
    yield "\n", "text"
    yield from _said(session, asked.odd)


def _row(session: ImportSession, near: NearMiss, table: str) -> Iterator[Piece]:
    if near.proposed:
        yield f"May ‘{near.written}’ be ‘{near.proposed}’?", "strong"
        yield f" line {near.line} of {table}, {near.likeness:.0f} % alike\n\n", "accent"
    else:
        yield f"‘{near.written}’ names nothing here.", "strong"
        yield f" line {near.line} of {table}\n\n", "quiet"
    found = next((entry.table for entry in session.entries if entry.name == table), None)
    rows = () if found is None else found.rows
    for row in (each for each in rows if each.line == near.line):
        for name, value in row.values.items():
            yield f"{name}: ", "quiet"
            yield f"{value}\n", "text"


def _speaker(session: ImportSession, use: SpeakerUse) -> Iterator[Piece]:
    yield use.name, "strong"
    yield f" · {use.role} · {_where(session, use.name)}\n", "quiet"
    if use.seems:
        yield f"seems to be the {use.seems}: {use.why}\n", "accent"
    yield "\n", "text"
    yield from _said(session, use.name)


def _heard(session: ImportSession, name: str) -> Iterator[tuple[Entry, int]]:
    """The documents that a speaker is named in, as files and numbers in them."""
    key = key_of(name)
    for entry in session.entries:
        for number, document in enumerate(entry.documents if entry.state == READY else ()):
            if any(key_of(each) == key for each in document.speakers):
                yield entry, number


def _where(session: ImportSession, name: str) -> str:
    files = list(dict.fromkeys(entry.name for entry, _ in _heard(session, name)))
    more = len(files) - _MOST_FILES
    return ", ".join(files[:_MOST_FILES]) + (f" and {more:,} more" if more > 0 else "")


def _said(session: ImportSession, name: str) -> Iterator[Piece]:
    """The first turns of a speaker, file by file."""
    left = _MOST_TURNS
    for entry, number in _heard(session, name):
        texts = session.texts(entry)
        if number >= len(texts):
            continue  # it is being read again
        document = texts[number]
        turns = [turn for turn in document.turns if turn.speaker and key_of(turn.speaker) == key_of(name)][:left]
        left -= len(turns)
        yield f"{entry.name}\n", "quiet"
        for turn in turns:
            words = document.text[turn.start : turn.end]
            yield (words[:_LONGEST].rstrip() + " …" if len(words) > _LONGEST else words) + "\n\n", "text"
        if not left:
            return

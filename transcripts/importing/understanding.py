"""From a file's words to a transcript: who speaks where, as the file shows it and a person decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from transcripts.importing.decisions import Decisions
from transcripts.importing.labels import Candidate
from transcripts.importing.legends import named_roles
from transcripts.importing.model import Extract, ImportedText, ImportedTurn
from transcripts.importing.names import key_of
from transcripts.importing.readings import decoded_wrongly
from transcripts.importing.roles import only_interviewers, roles_of
from transcripts.importing.speakers import Found, find
from transcripts.importing.turns import as_lines, trimmed, turns_of

_UNANSWERED = "only interviewers are named, so the answers count as theirs: put a label such as “P:” before each answer"
_MOST_SHOWN = 3


class _Heard(NamedTuple):
    """The turns of a document, roles that its first page gives, and remarks."""

    turns: tuple[ImportedTurn, ...]
    roles: Mapping[str, str] = {}
    remarks: tuple[str, ...] = ()


def understood(extract: Extract, decisions: Decisions) -> ImportedText:
    """The document in an extract, with its turns and the roles of its speakers."""
    heard = _given(extract, decisions) if extract.turns is not None else _found(extract, decisions)
    roles = _roles(heard, decisions)
    warnings = [*extract.warnings, *(doubt.said for doubt in extract.doubts), *heard.remarks]
    if wrong := decoded_wrongly(extract.text):
        warnings.append(wrong)
    if only_interviewers(roles.values()):
        warnings.append(_UNANSWERED)
    return ImportedText(
        extract.text, extract.encoding, extract.format, heard.turns, roles, tuple(warnings), extract.label,
        extract.details, extract.doubts,
    )  # fmt: skip


def _given(extract: Extract, decisions: Decisions) -> _Heard:
    """The turns that the file itself gives, under the names decided; those of a label that names nobody are words."""
    turns = extract.turns or ()
    if decisions.unlabelled or decisions.names or decisions.not_speakers:
        turns = tuple(_decided(turn, extract.text, decisions) for turn in turns)
    return _Heard(turns)


def _decided(turn: ImportedTurn, text: str, decisions: Decisions) -> ImportedTurn:
    key = None if turn.speaker is None else key_of(turn.speaker)
    if key is None:
        return turn
    if decisions.unlabelled or key in decisions.not_speakers:
        start, end = trimmed(text, turn.label_start, max(turn.end, turn.start))
        return turn._replace(label_start=start, start=start, end=end, speaker=None)
    return turn._replace(speaker=decisions.names.get(key, turn.speaker))


def _found(extract: Extract, decisions: Decisions) -> _Heard:
    """The turns that labels in the text show; words after a label that names nobody belong to the turn before it."""
    text = as_lines(extract.text)
    found = Found() if decisions.unlabelled else find(text, extract.bold, decisions.speakers)
    speaking = [c for c in found.labels if c.start >= extract.speech_from and c.key not in decisions.not_speakers]
    if decisions.names:
        speaking = [_renamed(c, decisions) for c in speaking]
    page = text[: speaking[0].start] if speaking else ""
    meanings = found.legend | named_roles(page, dict.fromkeys(c.name for c in speaking)) if page.strip() else {}
    remarks = _overlooked([c for c in found.overlooked if c.key not in decisions.not_speakers])
    turns = turns_of(text, speaking, by_line=extract.by_line)
    told = {key_of(decisions.names.get(key, key)): meaning.role for key, meaning in meanings.items()}
    return _Heard(turns, told, remarks)


def _renamed(label: Candidate, decisions: Decisions) -> Candidate:
    name = decisions.names.get(label.key, label.name)
    return label if name == label.name else label._replace(name=name, key=key_of(name))


def _overlooked(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """One line about all lines that look like labels but were read as words."""
    if not candidates:
        return ()
    counts = Counter(c.name for c in candidates)
    shown = ", ".join(
        f"‘{name}’" + (f" {count}×" if count > 1 else "") for name, count in counts.most_common(_MOST_SHOWN)
    )
    more = f" and {len(counts) - _MOST_SHOWN} more" if len(counts) > _MOST_SHOWN else ""
    lines = (
        "1 line looks like a speaker’s label and was"
        if len(candidates) == 1
        else (f"{len(candidates)} lines look like speakers’ labels and were")
    )
    return (f"{lines} read as words: {shown}{more}",)


def _roles(heard: _Heard, decisions: Decisions) -> dict[str, str]:
    names = (turn.speaker for turn in heard.turns if turn.speaker is not None)
    inferred = roles_of(names, heard.roles)
    return {name: decisions.roles.get(key_of(name), role) for name, role in inferred.items()}

"""From a file's words to a transcript: who speaks where, as the file shows it and a person decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from transcripts.importing.decisions import Decisions
from transcripts.importing.model import Extract, ImportedText, ImportedTurn
from transcripts.importing.names import key_of
from transcripts.importing.roles import only_interviewers, roles_of
from transcripts.importing.speakers import find_labels
from transcripts.importing.turns import turns_of

_UNANSWERED = "only interviewers are named, so the answers count as theirs: put a label such as “P:” before each answer"


def understood(extract: Extract, decisions: Decisions) -> ImportedText:
    """The document in an extract, with its turns and the roles of its speakers."""
    turns = tuple(_decided(_turns(extract, decisions), decisions))
    roles = _roles(turns, decisions)
    warnings = [*extract.warnings, *(doubt.said for doubt in extract.doubts)]
    if only_interviewers(roles.values()):
        warnings.append(_UNANSWERED)
    return ImportedText(
        extract.text, extract.encoding, extract.format, turns, roles, tuple(warnings), extract.label, extract.details,
        extract.doubts,
    )  # fmt: skip


def _turns(extract: Extract, decisions: Decisions) -> Iterable[ImportedTurn]:
    if extract.turns is not None:
        return extract.turns
    labels = [] if decisions.unlabelled else find_labels(extract.text, extract.bold)
    speaking = [c for c in labels if c.start >= extract.speech_from and c.key not in decisions.not_speakers]
    return turns_of(extract.text, speaking, by_line=extract.by_line)


def _decided(turns: Iterable[ImportedTurn], decisions: Decisions) -> Iterable[ImportedTurn]:
    """Turns under the names decided for their labels; a label that names nobody is words like any other."""
    for turn in turns:
        key = None if turn.speaker is None else key_of(turn.speaker)
        if key is None:
            yield turn
        elif decisions.unlabelled or key in decisions.not_speakers:
            yield replace(turn, start=turn.label_start, end=max(turn.end, turn.start), speaker=None)
        else:
            yield replace(turn, speaker=decisions.names.get(key, turn.speaker))


def _roles(turns: Iterable[ImportedTurn], decisions: Decisions) -> dict[str, str]:
    inferred = roles_of(turn.speaker for turn in turns if turn.speaker is not None)
    return {name: decisions.roles.get(key_of(name), role) for name, role in inferred.items()}

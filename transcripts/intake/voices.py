"""Who is named over all files of an import: what is counted, what seems so, and what may be one speaker."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from transcripts.document_labels import natural
from transcripts.importing import ImportedText
from transcripts.importing.merging import Heard, MergeProposal, heard, propose, uses
from transcripts.importing.names import key_of
from transcripts.importing.roles import RoleProposal, role_proposals
from transcripts.intake.report import SpeakerUse
from transcripts.intake.rules import Rules


class Voice(NamedTuple):
    """Who is named in one document, and who seems to have another role there; the document need not be kept for it."""

    heard: Heard
    seems: tuple[RoleProposal, ...]


def voice(file: str, document: ImportedText) -> Voice:
    """Listen to one document of a file."""
    return Voice(heard(file, document), role_proposals(document))


def speakers(voices: Iterable[Voice], rules: Rules) -> tuple[SpeakerUse, ...]:
    """Everybody who is named, with role, turns and documents; those most heard first.

    Who seems to have another role than the label says is told, unless a person said which.
    """
    turns: dict[tuple[str, str], list[int]] = {}
    seem: dict[str, tuple[str, str]] = {}
    for document, seems in voices:
        seem.update((each.name, (each.role, each.why)) for each in seems)
        for name, count in document.turns.items():
            turns.setdefault((name, document.roles.get(name, "participant")), []).append(count)
    said = set(map(key_of, rules.roles))
    found = [
        SpeakerUse(
            name, role, sum(counts), len(counts), *(("", "") if key_of(name) in said else seem.get(name, ("", "")))
        )
        for (name, role), counts in turns.items()
    ]
    return tuple(sorted(found, key=lambda use: (-use.turns, natural(use.name))))


def proposals(voices: Iterable[Voice]) -> tuple[MergeProposal, ...]:
    """Labels that look like one speaker, the surest first, whatever was decided about them."""
    return propose(uses(document for document, _ in voices))


def undecided(found: Iterable[MergeProposal], rules: Rules) -> tuple[MergeProposal, ...]:
    """Those proposals that nobody has said no to."""
    return tuple(each for each in found if frozenset((each.odd, each.into)) not in rules.apart)

"""Plain text and Markdown: the text stays as it is, and who speaks is read off it."""

from __future__ import annotations

from transcripts.importing.decoding import Decoded
from transcripts.importing.model import ImportedText
from transcripts.importing.roles import roles_of
from transcripts.importing.speakers import find_labels
from transcripts.importing.turns import turns_of


def read(decoded: Decoded, format_: str) -> ImportedText:
    """Text with its turns; without labels, passages nobody is named for."""
    labels = find_labels(decoded.text)
    turns = turns_of(decoded.text, labels)
    roles = roles_of(turn.speaker for turn in turns if turn.speaker is not None)
    return ImportedText(decoded.text, decoded.encoding, format_, turns, roles, decoded.warnings)

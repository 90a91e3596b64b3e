"""What is known of a document while its text waits elsewhere: all that lists, questions and labels need of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from transcripts.importing import ImportedText
from transcripts.importing.model import Doubt
from transcripts.intake.voices import Voice, voice
from transcripts.texts import DocumentText

_OPENING = 40


@dataclass(frozen=True, slots=True)
class Understood:
    """A document without its words. `characters` and `words` count, `opening` is a hash of the first forty words.

    `label`, `details`, `warnings` and `doubts` are those of `ImportedText`; `voice` is who is named.
    """

    label: str
    format: str
    encoding: str
    characters: int
    words: int
    opening: bytes
    details: Mapping[str, str]
    warnings: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    voice: Voice

    @property
    def speakers(self) -> Mapping[str, int]:
        """Each speaker's number of turns, in order of first speech."""
        return self.voice.heard.turns


def understood(file: str, text: ImportedText) -> Understood:
    """What is known of one document of a file."""
    return Understood(
        text.label, text.format, text.encoding, len(text.text), text.words, opening(text), text.details, text.warnings,
        text.doubts, voice(file, text),
    )  # fmt: skip


def opening(text: ImportedText | DocumentText) -> bytes:
    """A hash of the first forty words, whoever says them."""
    words: list[str] = []
    for turn in text.turns:
        words += text.text[turn.start : turn.end].split(None, _OPENING)[:_OPENING]
        if len(words) >= _OPENING:
            break
    return sha256(" ".join(words[:_OPENING]).encode("utf-8", "surrogatepass")).digest()

"""Plain text and Markdown: the text stays as it is."""

from __future__ import annotations

from transcripts.importing.decoding import Decoded
from transcripts.importing.front import yaml_end
from transcripts.importing.model import Extract


def read(decoded: Decoded, format_: str) -> tuple[Extract]:
    """Text as it stands; YAML front matter at its head names nobody."""
    return (
        Extract(
            decoded.text, format_, decoded.encoding, speech_from=yaml_end(decoded.text), warnings=decoded.warnings,
            doubts=decoded.doubts,
        ),
    )  # fmt: skip

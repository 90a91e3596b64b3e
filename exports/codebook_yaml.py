"""The project's codebook as YAML: byte for byte the file it was imported from, while nothing has changed since."""

from __future__ import annotations

from sqlmodel import Session

from codebook import codes, yaml_format


def render(session: Session) -> bytes:
    """The whole file; comments and untouched lines of the imported file stay. Raises CodebookError."""
    return yaml_format.dump(codes.document(session)).encode()

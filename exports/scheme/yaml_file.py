"""The project's codebook as YAML: byte for byte the file it was imported from, while nothing has changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from codebook.paths import path_key
from codebook.scheme import codes, yaml_format
from codebook.scheme.document import CodebookDocument, CodeEntry


def render(session: Session) -> bytes:
    """The whole file; comments and untouched lines of the imported file stay. Raises CodebookError."""
    return yaml_format.dump(_with_uids(codes.document(session))).encode()


def _with_uids(document: CodebookDocument) -> CodebookDocument:
    """The document with the uids that its source file gives to codes of the same paths."""
    if document.source is None:
        return document
    given = {path_key(p.path): p.entry.uid for p in yaml_format.load(document.source).walk() if p.entry.uid}
    return replace(document, entries=_entries(document.entries, (), given))


def _entries(
    entries: tuple[CodeEntry, ...], above: tuple[str, ...], given: Mapping[tuple[str, ...], str]
) -> tuple[CodeEntry, ...]:
    done = []
    for entry in entries:
        path = (*above, *path_key([entry.name]))
        done.append(replace(entry, uid=given.get(path, ""), children=_entries(entry.children, path, given)))
    return tuple(done)

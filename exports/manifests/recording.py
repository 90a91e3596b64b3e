"""The one call with which every writer leaves a manifest beside what it wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from codebook.fingerprints import fingerprint
from codebook.reviewing.project_agreement import codebook_named
from exports.manifests.kinds import KINDS
from exports.manifests.model import Manifest, content_hash, manifest_of
from exports.saving import save
from transcripts.identity import now
from transcripts.project import Project
from transcripts.store import journal


def recorded(project: Project, path: Path, kind: str, asked: Mapping[str, Any], rows: Sequence[Any]) -> Path | None:
    """Write the manifest of an export that was written to `path`; returns its place, None for a device or pipe.

    `kind` is one of `KINDS`, `asked` what `KINDS[kind]` needs to make `rows` again, as JSON knows values; `rows` is
    what the export holds. The project's `reader` goes on record. Raises KeyError for an unknown kind, WriteFailed.
    """
    if kind not in KINDS:
        raise KeyError(kind)
    if not path.is_file() or path.absolute().is_relative_to("/dev"):  # where a shell puts what goes on elsewhere
        return None
    written = path.read_bytes()
    with project.reading() as session:
        step = journal.steps(session.connection(), 1)[0]
        made = Manifest(
            kind=kind, asked=dict(asked), reader=project.reader, rows=len(rows), content=content_hash(rows),
            file=path.name, sha256=sha256(written).hexdigest(), size=len(written),
            title=project.settings().get("title", ""), project=step.hash, step=step.id,
            codebook=codebook_named(session), parts=fingerprint(session), made=now(), program=program(),
        )  # fmt: skip
    save(manifest_of(path), made.dump())
    return manifest_of(path)


def program() -> str:
    """This program and its version."""
    try:
        return f"coding-tui {version('coding-tui')}"
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "coding-tui"

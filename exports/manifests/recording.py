"""The one call with which every writer leaves a manifest beside what it wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sqlmodel import Session

from codebook.fingerprints import fingerprint
from codebook.reviewing.project_agreement import codebook_named
from exports.manifests.kinds import KINDS
from exports.manifests.model import Manifest, content_hash, manifest_of, named_from
from exports.saving import save
from transcripts.identity import now
from transcripts.project import Project
from transcripts.store import journal


def recorded(
    project: Project, path: Path, kind: str, asked: Mapping[str, Any], rows: Sequence[Any], *,
    files: Sequence[Path] = (),
) -> Path | None:  # fmt: skip
    """Write the manifest of an export that was written to `path`; returns its place, None for a device or pipe.

    `kind` is one of `KINDS`, `asked` what `KINDS[kind]` needs to make `rows` again, as JSON knows values; `rows` is
    what the export holds; `files` are others that it was made from, in `asked` by their absolute paths. The project's
    `reader` goes on record. Raises KeyError for an unknown kind, WriteFailed.
    """
    if kind not in KINDS:
        raise KeyError(kind)
    if not path.is_file() or path.absolute().is_relative_to("/dev"):  # where a shell puts what goes on elsewhere
        return None
    with project.reading() as session:
        return Recorder(project, session).leave(path, kind, asked, rows, files)


class Recorder:
    """The manifests of several exports of one moment: what the project said then is read once for all of them."""

    def __init__(self, project: Project, session: Session) -> None:
        step = journal.steps(session.connection(), 1)[0]
        self._common = {
            "reader": project.reader, "title": project.settings().get("title", ""), "project": step.hash,
            "step": step.id, "codebook": codebook_named(session), "parts": fingerprint(session), "program": program(),
        }  # fmt: skip

    def leave(
        self, path: Path, kind: str, asked: Mapping[str, Any], rows: Sequence[Any], files: Sequence[Path] = ()
    ) -> Path:
        """As `recorded`, for a file that was written."""
        written = path.read_bytes()
        called = {each.absolute(): named_from(path.absolute().parent, each) for each in files}
        told = {name: called.get(value, value) if isinstance(value, Path) else value for name, value in asked.items()}
        made = Manifest(
            kind=kind, asked=told, rows=len(rows), content=content_hash(rows), file=path.name,
            sha256=sha256(written).hexdigest(), size=len(written), made=now(), **self._common,
            files={name: sha256(each.read_bytes()).hexdigest() for each, name in called.items()},
        )  # fmt: skip
        save(manifest_of(path), made.dump())
        return manifest_of(path)


def program() -> str:
    """This program and its version."""
    try:
        return f"coding-tui {version('coding-tui')}"
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "coding-tui"

"""Files and folders into a project, as one step: what the command line and the app's import both call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import Any

from sqlmodel import Session, select

from transcripts import attributes as attribute_tables
from transcripts import documents
from transcripts.documents import DocumentSummary
from transcripts.errors import ImportRefused
from transcripts.importing import read_bytes
from transcripts.importing.model import ImportedText
from transcripts.project import Project
from transcripts.store.tables import Document

Progress = Callable[[int, int, str], None]
LARGEST = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Imported:
    """A file that became a document."""

    path: str
    summary: DocumentSummary


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that did not, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of every file; `dry_run` says that nothing was kept."""

    imported: tuple[Imported, ...]
    refused: tuple[Refusal, ...]
    attributes: attribute_tables.AttributeReport | None = None
    dry_run: bool = False

    def as_json(self) -> dict[str, Any]:
        """The promised shape of `import --json`."""
        report: dict[str, Any] = {
            "imported": [{"path": each.path, **each.summary.as_json()} for each in self.imported],
            "refused": [{"path": each.path, "reason": each.reason} for each in self.refused],
            "dry_run": self.dry_run,
        }
        if self.attributes is not None:
            report["attributes"] = self.attributes.as_json()
        return report


class _NothingKept(Exception):
    """Leaves a step that was only a rehearsal."""


def import_files(
    project: Project, paths: Iterable[Path], *, coder: str, kind: str = "", group: str = "", area: str = "",
    attributes: Path | None = None, dry_run: bool = False, progress: Progress | None = None,
) -> ImportReport:  # fmt: skip
    """Import files, and every file in folders, as one step; files that cannot be read are refused, the rest are in.

    `attributes` is a table joined to documents by label afterwards, in the same step. With `dry_run` everything is
    done and then undone. Raises TableError for an unreadable attributes table, and ProjectError; nothing is in then.
    """
    table = None if attributes is None else attribute_tables.read(attributes)
    found = list(_files(paths))
    imported: list[Imported] = []
    refused: list[Refusal] = []
    report: attribute_tables.AttributeReport | None = None
    try:
        with project.step(_label(found), coder) as session:
            uids = _import_all(session, found, refused, progress, {"kind": kind, "group": group, "area": area})
            if table is not None:
                report = attribute_tables.join(session, table)
            summaries = {each.uid: each for each in documents.summaries(session)}
            imported += [Imported(str(path), summaries[uid]) for path, uid in uids]
            if dry_run:
                raise _NothingKept
    except _NothingKept:
        pass
    return ImportReport(tuple(imported), tuple(refused), report, dry_run)


def _label(found: Sequence[Path]) -> str:
    if len(found) == 1:
        return f"Import ‘{found[0].name}’"
    return f"Import {len(found)} files"


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those in the folders named, in an order that does not depend on the machine."""
    for path in paths:
        if path.is_dir():
            inside = (each for each in path.rglob("*") if each.is_file() and not _hidden(each, path))
            yield from sorted(inside, key=lambda each: documents.natural(str(each.relative_to(path))))
        else:
            yield path


def _hidden(path: Path, folder: Path) -> bool:
    """Whether a file found in a folder is the system's or a lock of an open word processor, not the study's."""
    return any(part.startswith((".", "~$")) or part == "__MACOSX" for part in path.relative_to(folder).parts)


def _import_all(
    session: Session, found: list[Path], refused: list[Refusal], progress: Progress | None, description: dict[str, str]
) -> list[tuple[Path, str]]:
    uids: list[tuple[Path, str]] = []
    for number, path in enumerate(found):
        if progress is not None:
            progress(number, len(found), path.name)
        try:
            uids.append((path, _import_one(session, path, description)))
        except ImportRefused as refusal:
            refused.append(Refusal(str(path), str(refusal)))
    if progress is not None:
        progress(len(found), len(found), "")
    return uids


def _import_one(session: Session, path: Path, description: dict[str, str]) -> str:
    _require_name(path)
    content = _content(path)
    wanted = path.stem
    same = _same_bytes(session, content)
    if wanted in same:
        raise ImportRefused(f"it is in the project already, as ‘{wanted}’")
    imported = read_bytes(content, path.name)
    label = documents.free_label(session, wanted)
    remarks = [f"The same bytes as ‘{other}’." for other in same]
    if label != wanted:
        remarks.append(f"Another document is called ‘{wanted}’; this one became ‘{label}’.")
    return documents.add_document(
        session, _remarked(imported, remarks), label=label, original=content, source_name=path.name, **description
    )


def _remarked(imported: ImportedText, remarks: list[str]) -> ImportedText:
    warnings = (*imported.warnings, *remarks)
    return ImportedText(imported.text, imported.encoding, imported.format, imported.turns, imported.roles, warnings)


def _require_name(path: Path) -> None:
    """A label is text; a file system's name may be any bytes."""
    try:
        path.name.encode("utf-8")
    except UnicodeEncodeError:
        raise ImportRefused("its name is not valid UTF-8; rename it") from None


def _content(path: Path) -> bytes:
    try:
        about = path.stat()
        if not S_ISREG(about.st_mode):
            raise ImportRefused("it is not a file")
        if about.st_size > LARGEST:
            raise ImportRefused(f"it is larger than {LARGEST // 1024 // 1024} MB; split it or export the text alone")
        return path.read_bytes()
    except OSError as error:
        raise ImportRefused(f"it cannot be read: {error.strerror}") from error


def _same_bytes(session: Session, content: bytes) -> list[str]:
    key = sha256(content).hexdigest()
    return list(session.exec(select(Document.label).where(Document.original_hash == key)))

"""Files and folders into a project, as one step: what the command line and the app's import both call."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import Any

from sqlmodel import Session, select

from transcripts import attributes as attribute_tables
from transcripts import documents
from transcripts.documents import DocumentSummary, NewDocument
from transcripts.errors import ImportRefused
from transcripts.importing import FILE_BYTES, TOO_LARGE, read_bytes
from transcripts.importing.model import ImportedText
from transcripts.project import Project
from transcripts.store.tables import Document

Progress = Callable[[int, int, str], None]


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


@dataclass(frozen=True, slots=True)
class _File:
    """A file that can become a document."""

    path: Path
    content: bytes
    imported: ImportedText


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
    refused: list[Refusal] = []
    # Everything is read before the step begins, so that nobody else waits for the file while documents are parsed.
    found = [path for path in _files(paths) if attributes is None or not _is_same_file(path, attributes)]
    files = _read_all(found, refused, progress)
    imported: list[Imported] = []
    report: attribute_tables.AttributeReport | None = None
    try:
        with project.step(_label(files, attributes), coder) as session:
            uids = _add_all(session, files, refused, {"kind": kind, "group": group, "area": area})
            if table is not None:
                report = attribute_tables.join(session, table)
            summaries = {each.uid: each for each in documents.summaries(session)}
            imported += [Imported(path, summaries[uid]) for path, uid in uids]
            if dry_run:
                raise _NothingKept
    except _NothingKept:
        pass
    return ImportReport(tuple(imported), tuple(refused), report, dry_run)


def _label(files: Sequence[_File], attributes: Path | None) -> str:
    if not files and attributes is not None:
        return f"Attributes from ‘{attributes.name}’"
    if len(files) == 1:
        return f"Import ‘{files[0].path.name}’"
    return f"Import {len(files)} files"


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those in the folders named, in an order that does not depend on the machine."""
    for path in paths:
        if path.is_dir():
            inside = (each for each in path.rglob("*") if each.is_file() and not _hidden(each, path))
            yield from sorted(inside, key=lambda each: documents.natural(str(each.relative_to(path))))
        else:
            yield path


def _is_same_file(path: Path, other: Path) -> bool:
    return path.exists() and other.exists() and path.samefile(other)


def _hidden(path: Path, folder: Path) -> bool:
    """Whether a file found in a folder is the system's or a lock of an open word processor, not the study's."""
    return any(part.startswith((".", "~$")) or part == "__MACOSX" for part in path.relative_to(folder).parts)


def _read_all(found: list[Path], refused: list[Refusal], progress: Progress | None) -> list[_File]:
    files: list[_File] = []
    for number, path in enumerate(found):
        if progress is not None:
            progress(number, len(found), path.name)
        try:
            _require_name(path)
            content = _content(path)
            files.append(_File(path, content, read_bytes(content, path.name)))
        except ImportRefused as refusal:
            refused.append(Refusal(str(path), str(refusal)))
    if progress is not None:
        progress(len(found), len(found), "")
    return files


def _add_all(
    session: Session, files: Sequence[_File], refused: list[Refusal], description: dict[str, str]
) -> list[tuple[str, str]]:
    """Add what was read, under labels that are free; returns path and uid of each."""
    taken: dict[str, str] = {label: key for label, key in session.exec(select(Document.label, Document.original_hash))}
    same: dict[str, list[str]] = {}
    for label, key in taken.items():
        same.setdefault(key, []).append(label)
    new: list[tuple[str, NewDocument]] = []
    for file in files:
        key, wanted = sha256(file.content).hexdigest(), file.path.stem
        if taken.get(wanted) == key:
            refused.append(Refusal(str(file.path), f"it is in the project already, as ‘{wanted}’"))
            continue
        label = _free(wanted, taken)
        imported = _remarked(file.imported, _remarks(wanted, label, same.get(key, [])))
        new.append((str(file.path), NewDocument(label, imported, file.content, file.path.name, description)))
        taken[label] = key
        same.setdefault(key, []).append(label)
    uids = documents.add_documents(session, [document for _, document in new])
    return [(path, uid) for (path, _), uid in zip(new, uids, strict=True)]


def _free(wanted: str, taken: Container[str]) -> str:
    """The label itself, or with ` (2)`, ` (3)` … behind it when documents have it already."""
    label, number = wanted, 1
    while label in taken:
        number += 1
        label = f"{wanted} ({number})"
    return label


def _remarks(wanted: str, label: str, same: Sequence[str]) -> list[str]:
    remarks = [f"The same bytes as ‘{other}’." for other in same]
    if label != wanted:
        remarks.append(f"Another document is called ‘{wanted}’; this one became ‘{label}’.")
    return remarks


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
        if about.st_size > FILE_BYTES:
            raise ImportRefused(TOO_LARGE)
        return path.read_bytes()
    except OSError as error:
        raise ImportRefused(f"it cannot be read: {error.strerror}") from error

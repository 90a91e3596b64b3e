"""A manifest: the file beside an export that says what it was made of. JSON, for people and programs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from codebook.fingerprints import Part
from transcripts.errors import WorkbenchError

SUFFIX = ".manifest.json"
FORMAT = 1


class BadManifest(WorkbenchError):
    """A file that is named like a manifest and is none."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an export was made of.

    `kind` is one of `exports.manifests.kinds`; `asked` everything that it was asked with (query, unit, filters, seed
    and so on), enough to make it again; `reader` whose eyes it was made with, None for the whole file. `rows` counts
    what it holds, `content` is the SHA-256 of that. `file`, `sha256` and `size` (bytes) are of the export as written.
    `project` is the hash of the project's latest step, which covers its whole history, and `step` that step's number;
    `codebook` names the codebook with its version; `parts` hash what the project said. `files` are others that it was
    made from, a draft that was audited, with their SHA-256, called as `named_from` the manifest's folder.
    """

    kind: str
    asked: Mapping[str, Any]
    reader: str | None
    rows: int
    content: str
    file: str
    sha256: str
    size: int
    title: str
    project: str
    step: int
    codebook: str
    parts: Mapping[str, Part]
    made: str
    program: str
    files: Mapping[str, str] = field(default_factory=dict)

    def dump(self) -> bytes:
        """The file's bytes."""
        said = {"manifest": FORMAT, **asdict(self)}
        return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")

    @classmethod
    def load(cls, path: Path) -> Manifest:
        """Read one. Raises BadManifest, OSError."""
        try:
            said = json.loads(path.read_text("utf-8"))
            if said.pop("manifest") != FORMAT:
                raise BadManifest(f"{path}: this manifest was written by a newer program.")
            parts = {name: Part(**part) for name, part in said.pop("parts").items()}
            return cls(**said, parts=parts)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BadManifest(f"{path}: this is no manifest of an export ({type(error).__name__}).") from error


def manifest_of(path: Path) -> Path:
    """Where the manifest of an export stands: its whole name with `SUFFIX` behind."""
    return path.with_name(path.name + SUFFIX)


def named_from(folder: Path, file: Path) -> str:
    """What a manifest calls another file: its place as seen from the manifest's folder, if it lies in or below that, or
    in one above; else its name alone. So no folder of anybody's machine is told.
    """
    here, there = folder.resolve(), file.resolve()
    if there.is_relative_to(here):
        return there.relative_to(here).as_posix()
    return Path(os.path.relpath(there, here)).as_posix() if here.is_relative_to(there.parent) else there.name


def found_from(folders: Sequence[Path], name: str, sha256_: str) -> Path:
    """Where a file lies that a manifest calls `name`, seen from folders: first the one with this SHA-256, else one that
    is there at all, else where it is missed. Older manifests name whole paths.
    """
    places = [place for folder in folders for place in (folder / name, folder / PurePath(name).name)]
    there = [place for place in dict.fromkeys(places) if place.is_file()]
    same = (place for place in there if sha256(place.read_bytes()).hexdigest() == sha256_)
    return next(same, (there or places)[0])


def content_hash(rows: Iterable[Any]) -> str:
    """A SHA-256 of rows, each as JSON on a line with its keys in order."""
    found = sha256()
    for row in rows:
        said = json.dumps(row, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        found.update(said.encode() + b"\n")
    return found.hexdigest()

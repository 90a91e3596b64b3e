"""Manifests recomputed: does an export still say what the project says, and if not, why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from exports.manifests.kinds import KINDS
from exports.manifests.model import SUFFIX, BadManifest, Manifest, content_hash, found_from
from exports.manifests.reasons import reasons
from transcripts.errors import WorkbenchError
from transcripts.project import Project
from transcripts.store import journal

SAME, CHANGED = "same", "changed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an export: `same` or `changed`, and why, one line each; `kind` and `asked` as in its manifest."""

    path: Path
    kind: str
    verdict: str
    because: tuple[str, ...]
    made: str = ""
    rows: int = 0

    @property
    def holds(self) -> bool:
        """Whether the project says the same today."""
        return self.verdict == SAME


def found_in(places: Iterable[Path]) -> list[Path]:
    """The manifests in folders (not in those below them), and of files that are named themselves."""
    found: dict[Path, None] = {}
    for place in places:
        if place.is_dir():
            found.update(dict.fromkeys(sorted(place.glob(f"*{SUFFIX}"))))
        else:
            found[place if place.name.endswith(SUFFIX) else place.with_name(place.name + SUFFIX)] = None
    return list(found)


def verified(project: Project, places: Iterable[Path]) -> list[Verdict]:
    """Recompute every manifest of this project in `places` (folders, exports, manifests); others' are left out.

    A manifest is this project's when the step it names stands in the history; a history that was cut or written anew
    has no such step, and says so only for exports that are named themselves. The project's `reader` is as before.
    """
    given = list(places)
    named = {path for path in found_in(each for each in given if not each.is_dir())}
    before = project.reader
    steps = _steps(project)
    try:
        return [verdict for path in found_in(given) for verdict in _judged(project, path, steps, path in named)]
    finally:
        project.reader = before


def _steps(project: Project) -> frozenset[tuple[int, str]]:
    with project.reading(whole=True) as session:
        return frozenset((step.id, step.hash) for step in journal.steps(session.connection()))


def _judged(project: Project, path: Path, steps: frozenset[tuple[int, str]], named: bool) -> Iterator[Verdict]:
    try:
        manifest = Manifest.load(path)
    except (BadManifest, OSError) as error:
        why = str(error) if isinstance(error, BadManifest) else f"{path} cannot be read: {error.strerror}."
        yield Verdict(path, "", CHANGED, (why,))
        return
    if (manifest.step, manifest.project) in steps:
        yield _recomputed(project, manifest, path)
    elif named:
        why = f"step {manifest.step:,} of this project is not the one that it was made at: of another project?"
        yield Verdict(path.with_name(manifest.file), manifest.kind, CHANGED, (why,), manifest.made, manifest.rows)


def _recomputed(project: Project, manifest: Manifest, path: Path) -> Verdict:
    export = path.with_name(manifest.file)
    folders = (path.absolute().parent, project.path.absolute().parent)
    others = {name: found_from(folders, name, before) for name, before in manifest.files.items()}
    moved = list(_made_from(manifest, others))
    because = [*_file(export, manifest), *moved]
    asked = {k: str(others[v]) if isinstance(v, str) and v in others else v for k, v in manifest.asked.items()}
    project.reader = manifest.reader
    try:
        rows = KINDS[manifest.kind](project, asked)
        if content_hash(rows) != manifest.content:
            because += reasons(project, manifest, len(rows), others_changed=bool(moved))
    except KeyError:
        because.append(f"this program knows no exports of the kind ‘{manifest.kind}’.")
    except (WorkbenchError, TypeError, ValueError) as error:
        because.append(f"it cannot be made again: {error if isinstance(error, WorkbenchError) else 'asked otherwise'}")
        because += reasons(project, manifest, None, others_changed=bool(moved))
    verdict = CHANGED if because else SAME
    return Verdict(export, manifest.kind, verdict, tuple(because), manifest.made, manifest.rows)


def _file(export: Path, manifest: Manifest) -> Iterator[str]:
    try:
        now = sha256(export.read_bytes()).hexdigest()
    except OSError as error:
        yield f"the file is gone or cannot be read: {error.strerror}"
        return
    if now != manifest.sha256:
        yield "the file itself was changed after it was written"


def _made_from(manifest: Manifest, others: Mapping[str, Path]) -> Iterator[str]:
    """Of the other files that it was made from, those that are not what they were."""
    for name, before in manifest.files.items():
        file = others[name]
        try:
            if sha256(file.read_bytes()).hexdigest() != before:
                yield f"{file.name}, which it was made from, was changed"
        except OSError as error:
            yield f"{file.name}, which it was made from, is gone or cannot be read: {error.strerror}"


def as_json(verdict: Verdict) -> dict[str, object]:
    """What `check --json` says of one."""
    told = {"file": str(verdict.path), "kind": verdict.kind, "verdict": verdict.verdict, "made": verdict.made}
    return {**told, "rows": verdict.rows, "because": list(verdict.because)}

"""What became of the files of one import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from transcripts.attributes import AttributeReport
from transcripts.documents import DocumentSummary
from transcripts.importing.merging import MergeProposal
from transcripts.trackers import TrackerReport

Progress = Callable[[int, int, str], None]
"""Told how many files are done, how many there are, and the name of the one at hand."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A document, and the file that it came from."""

    path: str
    summary: DocumentSummary


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that did not become a document, and why; a `double` only because another file has the same bytes."""

    path: str
    reason: str
    double: bool = False


@dataclass(frozen=True, slots=True)
class SpeakerUse:
    """A speaker over all files of an import: `role`, turns, and in how many documents.

    `seems` is a role that the way of speaking suggests, with the reason in `why`; a person decides about it.
    """

    name: str
    role: str
    turns: int
    documents: int
    seems: str = ""
    why: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values for `--json`."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of every file; `dry_run` says that nothing was kept.

    `speakers` are those of all files together, `proposals` labels that may be one speaker; `passed` are files that a
    rule leaves out, `tables` those that were taken for tables: of attributes, of which `joined` tells one by one
    (`attributes` is the last), or `trackers` of figures by month.
    """

    imported: tuple[Imported, ...]
    refused: tuple[Refusal, ...]
    attributes: AttributeReport | None = None
    dry_run: bool = False
    speakers: tuple[SpeakerUse, ...] = ()
    proposals: tuple[MergeProposal, ...] = ()
    passed: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    joined: tuple[AttributeReport, ...] = ()
    trackers: tuple[TrackerReport, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The promised shape of `import --json`."""
        report: dict[str, Any] = {
            "imported": [{"path": each.path, **each.summary.as_json()} for each in self.imported],
            "refused": [{"path": each.path, "reason": each.reason} for each in self.refused],
            "dry_run": self.dry_run,
            "speakers": [each.as_json() for each in self.speakers],
            "proposals": [asdict(each) for each in self.proposals],
            "passed": list(self.passed),
            "tables": list(self.tables),
            "trackers": [each.as_json() for each in self.trackers],
        }
        if self.attributes is not None:
            report["attributes"] = self.attributes.as_json()
        if len(self.joined) > 1:
            report["all_attributes"] = [each.as_json() for each in self.joined]
        return report

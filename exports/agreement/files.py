"""Agreement as files: the report, or one figure of it, with a manifest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from codebook.agreement import Unit
from exports.agreement.report import (
    agreement_report,
    require_figure,
    require_suffix,
    save_figure,
    save_report,
)
from exports.manifests import recorded
from exports.manifests.kinds import rows_of_agreement
from transcripts.project import Project

FIGURES = ("forest", "pairs", "drift")


def write_agreement(
    project: Project, path: Path, *, unit: Unit | None = None, coders: Sequence[str] | None = None, round: str,
    figure: str = "",
) -> list[Path]:  # fmt: skip
    """Measure, write the report or the `figure` of this name (`FIGURES`), and its manifest; returns the files.

    The suffix is looked at before anything is measured. Raises UnknownFormat, NoAgreement, Conflict for a figure that
    there is nothing to draw of, WriteFailed.
    """
    (require_figure if figure else require_suffix)(path)
    report = agreement_report(project, unit=unit, coders=coders, round=round)
    if figure:
        save_figure(report, figure, path)
    files = [path] if figure else save_report(report, path)
    asked = {"unit": report.measured.unit, "coders": None if coders is None else list(coders), "round": round}
    recorded(project, path, "agreement", asked, rows_of_agreement(report.measured))
    return files

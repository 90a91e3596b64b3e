"""Every coded passage under its code, to read or to hand to somebody."""

from __future__ import annotations

from pathlib import Path

from codebook.retrieval.excerpts import everything
from exports.formats import save_quotations
from exports.quotations.model import Options, quotations
from transcripts.project import Project


def write(project: Project, path: Path) -> str:
    """Write all coded quotations in the format of the suffix; returns what was written, in words."""
    title = project.settings().get("title") or project.path.stem
    with project.reading() as session:
        found = everything(session)
        remarks = []
        if found.interviewer:
            remarks.append(f"Left out: {found.interviewer:,} coded passages that are the interviewer's words.")
        listed = quotations(session, found.excerpts, Options(title=str(title)), remarks=remarks)
    save_quotations(listed, path)
    return f"{len(listed.quotations):,} quotations"

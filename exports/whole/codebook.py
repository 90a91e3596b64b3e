"""The codebook as YAML."""

from __future__ import annotations

from pathlib import Path

from codebook.scheme import codes
from exports.saving import save
from exports.scheme import yaml_file as codebook_yaml
from transcripts.project import Project


def write(project: Project, path: Path) -> str:
    """Write the codebook; returns what was written, in words."""
    with project.reading() as session:
        content, number = codebook_yaml.render(session), len(codes.tree(session))
    save(path, content)
    return f"{number:,} codes"

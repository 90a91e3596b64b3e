"""A project's consensus layer as passages: what all agreed on, and what rulings put there. Never counted as coding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from codebook.reviewing.project_agreement import project_study
from codebook.reviewing.rulings import consensus
from codebook.scheme import codes
from codebook.team.rounds import MAIN
from transcripts.document_labels import natural
from transcripts.project import Project
from transcripts.texts import document_texts

AGREED, RULED = "agreed", "ruled"


@dataclass(frozen=True, slots=True)
class ConsensusPassage:
    """A stretch [start, end) of a document (label) that has a code (path) by consensus of `coders`.

    `basis` is "agreed" where each of them gave it, "ruled" where a ruling put it there.
    """

    document: str
    start: int
    end: int
    code: str
    basis: str
    coders: tuple[str, ...]
    text: str

    def as_json(self) -> dict[str, Any]:
        """Its fields."""
        return {**asdict(self), "coders": list(self.coders)}


def consensus_passages(
    project: Project, *, coders: Sequence[str] | None = None, round: str = MAIN
) -> list[ConsensusPassage]:
    """Of every document that at least two of the coders (default: all) marked done, by those who did.

    What somebody still codes under seal is left out. Raises as `project_study`.
    """
    study = project_study(project, unit="character", coders=coders, round=round)
    panels: dict[tuple[str, ...], set[str]] = {}
    for each in study.documents:
        panels.setdefault(tuple(sorted(each.done & set(study.coders))), set()).add(each.label)
    found = []
    with project.reading(whole=True) as session:
        paths = {code.uid: code.path for code in codes.tree(session)}
        texts = document_texts(session)
        for panel, labels in panels.items():
            for one in consensus(session, panel, round=round):
                text = texts[one.document]
                if text.label in labels:
                    words = text.text[one.start : one.end]
                    basis = RULED if one.ruling else AGREED
                    found.append(
                        ConsensusPassage(text.label, one.start, one.end, paths[one.code], basis, panel, words)
                    )
    return sorted(found, key=lambda one: (natural(one.document), one.start, one.end, one.code, one.basis))

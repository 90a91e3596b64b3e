"""How far each code is used: codings, documents and participants, of its own and with all codes below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from codebook.retrieval.excerpts import Excerpt, everything
from codebook.scheme.codes import CodeTree


@dataclass(frozen=True, slots=True)
class Count:
    """Codings (a passage once for each coder who coded it), the documents they are in, and whose words they are.

    Participants are those that the project knows as such; words of somebody unknown, or of an interviewer, add none.
    """

    codings: int = 0
    documents: int = 0
    participants: int = 0

    def words(self) -> str:
        """`41 codings · 18 documents · 12 participants`."""
        named = (("coding", self.codings), ("document", self.documents), ("participant", self.participants))
        return " · ".join(f"{many:,} {thing}{'s' * (many != 1)}" for thing, many in named)


def code_counts(session: Session, tree: CodeTree) -> dict[str, tuple[Count, Count]]:
    """For each code (uid): of its own, and with the codes below it."""
    per: dict[str, list[Excerpt]] = {}
    for each in everything(session, include_interviewer=True).excerpts:
        for path in each.codes:
            per.setdefault(path, []).append(each)
    return {
        code.uid: (
            _count(per.get(code.path, ())),
            _count(each for below in tree.under(code) for each in per.get(below.path, ())),
        )
        for code in tree
    }


def _count(found: Iterable[Excerpt]) -> Count:
    listed = list(found)
    codings = {uid for each in listed for uid in each.codings}
    people = {each.participant for each in listed if each.participant}
    return Count(len(codings), len({each.document_uid for each in listed}), len(people))

"""What is flagged as distressing, as screens want it: folds for the reader, a veil over lists of passages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from codebook import distressing
from codebook.spans import Span
from coding_tui.reader.folding import ReaderFlag

FOLDED = "[folded: flagged as distressing]"


def reader_flags(session: Session, document: str) -> tuple[ReaderFlag, ...]:
    """The flags of a document (by uid) as the reader wants them."""
    return tuple(ReaderFlag(f.uid, f.start, f.end, f.coder) for f in distressing.flags(session, document=document))


@dataclass(slots=True)
class Veil:
    """Which passages of a list are not shown: those that share a character with what is flagged, by document (uid),
    but those that were opened.
    """

    flagged: Mapping[str, list[Span]] = field(default_factory=dict)
    opened: set[tuple[str, int, int]] = field(default_factory=set)

    def hides(self, document: str, start: int, end: int) -> bool:
        """Whether the words of [start, end) stay hidden."""
        if not self.flagged or (document, start, end) in self.opened:
            return False
        return distressing.touched(self.flagged, document, start, end)

    def lift(self, document: str, start: int, end: int) -> bool:
        """Show a passage, or hide it again; says whether there was anything to do."""
        place = (document, start, end)
        if place in self.opened:
            self.opened.remove(place)
            return True
        if hidden := self.hides(*place):
            self.opened.add(place)
        return hidden

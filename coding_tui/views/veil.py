"""What is flagged as distressing, as screens want it: folds for the reader, a veil over lists of passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from codebook.coding import distressing
from codebook.spans import Span
from coding_tui.reader.folding import ReaderFlag

_WORD = re.compile(r"\S")
FOLDED = "[folded: flagged as distressing]"


def reader_flags(session: Session, document: str) -> tuple[ReaderFlag, ...]:
    """The flags of a document (by uid) as the reader wants them."""
    return tuple(ReaderFlag(f.uid, f.start, f.end, f.coder) for f in distressing.flags(session, document=document))


def masked(text: str, hidden: Iterable[Span]) -> str:
    """A text of the same length without the words that are hidden; line ends and blanks stay."""
    for start, end in hidden:
        text = text[:start] + _WORD.sub("░", text[start:end]) + text[end:]
    return text


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

    def hidden_in(self, document: str, start: int, end: int) -> list[Span]:
        """What stays hidden of a document when [start, end) of it is shown in its context."""
        return [] if (document, start, end) in self.opened else list(self.flagged.get(document, ()))

    def lift(self, document: str, start: int, end: int) -> bool:
        """Show a passage with what stands around it, or hide that again; says whether anything of its document is
        flagged.
        """
        self.opened ^= {(document, start, end)} if self.flagged.get(document) else set()
        return bool(self.flagged.get(document))

"""What a search found, a row a hit: under their documents, every hit beginning in the same column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len

from coding_tui.views.kwic import row
from coding_tui.views.veil import FOLDED, Veil
from coding_tui.widgets.record_list import Painted, RecordList
from transcripts.searching import Hit

NAMES_FROM = 70
"""Rows of so many cells have room for the speaker's name."""
NAME = 14


@dataclass(frozen=True, slots=True)
class Under:
    """The line above the hits of a document: its label, and how many of them are listed."""

    document: str
    label: str
    hits: int


class HitList(RecordList[Hit | Under]):
    """Hits that can be ticked; the lines above them cannot."""

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        super().__init__(empty=empty, marks=True, id=id)
        self.veil = Veil()

    def key_of(self, record: Hit | Under) -> str:
        """The place of a hit; the document of a line above."""
        if isinstance(record, Under):
            return record.document
        return f"{record.document_uid}/{record.start}/{record.end}"

    def is_heading(self, record: Hit | Under) -> bool:
        """Whether it is a line above hits."""
        return isinstance(record, Under)

    def show(self, hits: Iterable[Hit]) -> None:
        """List hits; those of a document stand together already."""
        records: list[Hit | Under] = []
        for uid, group in groupby(hits, key=lambda hit: hit.document_uid):
            there = list(group)
            records += [Under(uid, there[0].document, len(there)), *there]
        self.set_records(records)

    @property
    def hits(self) -> list[Hit]:
        """All hits that are listed."""
        return [record for record in self.records if isinstance(record, Hit)]

    @property
    def current(self) -> Hit | None:
        """The hit under the cursor."""
        record = self.highlighted
        return record if isinstance(record, Hit) else None

    @property
    def ticked(self) -> list[Hit]:
        """The ticked hits, else the one under the cursor."""
        return [record for record in self.chosen_ones() if isinstance(record, Hit)]

    def tick_all(self) -> int:
        """Tick every hit, or none when all are; returns how many are ticked now."""
        every = {self.key_of(hit) for hit in self.hits}
        self.marked = set() if every <= self.marked else every
        self.refresh()
        return len(self.marked)

    def paint(self, record: Hit | Under, width: int) -> Sequence[Painted]:
        """The document's label and its hits' number; or a hit where it stands."""
        if isinstance(record, Under):
            many = f"{record.hits:,} {'place' if record.hits == 1 else 'places'}"
            return (Painted(((record.label, "strong"),), ((many, "quiet"),)),)
        about = self._about(record, width)
        if self.hides(record):
            return (Painted(((FOLDED, "quiet"),), about),)
        room = width - (NAME + 2 if width >= NAMES_FROM else 0) - (6 if record.score < 100 else 0)
        made = row(record, room, cells=cell_len)
        return (Painted(((made.left, "quiet"), (made.hit, "mark"), (made.right, "quiet")), about),)

    def hides(self, hit: Hit) -> bool:
        """Whether something of a hit's row is flagged as distressing and was not opened."""
        uid = hit.document_uid
        if (uid, hit.start, hit.end) in self.veil.opened:
            return False
        return self.veil.hides(uid, hit.start - len(hit.before), hit.end + len(hit.after))

    def _about(self, hit: Hit, width: int) -> tuple[tuple[str, str], ...]:
        alike = f"{hit.score:.0f} %" if hit.score < 100 else ""
        name = (hit.speaker or "")[:NAME] if width >= NAMES_FROM else ""
        said = " ".join(part for part in (name, alike) if part)
        return ((said, "quiet"),) if said else ()

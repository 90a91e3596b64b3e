"""What a coder keeps to themselves: how flagged passages, the idle screen and a day's limit are set, and how much there
was of it. It stays in a file of the person's own on this machine and never goes into a project: it is nobody else's
business. It holds numbers and documents' uids, no names of them and no words.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from coding_tui import own_file

IDLE_MINUTES = 10
KEPT_DAYS = 28


@dataclass(slots=True)
class Day:
    """What one coder had of it on one day: seconds at an open transcript, flagged passages opened, documents (uids)."""

    seconds: float = 0.0
    opened: int = 0
    documents: list[str] = field(default_factory=list)
    told: bool = False


@dataclass(frozen=True, slots=True)
class Dose:
    """A day or a week: whole minutes at an open transcript, flagged passages opened, documents read."""

    minutes: int
    opened: int
    documents: int

    def said(self) -> str:
        """`95 minutes of transcripts · 2 flagged passages opened · 3 documents`."""
        parts = ((self.minutes, "minute of transcripts", "minutes of transcripts"),
                 (self.opened, "flagged passage opened", "flagged passages opened"),
                 (self.documents, "document", "documents"))  # fmt: skip
        return " · ".join(f"{many:,} {one if many == 1 else more}" for many, one, more in parts)


@dataclass(slots=True)
class Care:
    """Read at start, written when it changes. `idle_minutes` and `limit_minutes` of 0 mean never."""

    path: Path
    fold: bool = True
    idle_minutes: int = IDLE_MINUTES
    limit_minutes: int = 0
    days: dict[str, dict[str, Day]] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Care:
        """What is kept at `path`; a file that cannot be read is no reason to stop."""
        try:
            return _from_json(path, own_file.kept(path))
        except (KeyError, ValueError, TypeError, AttributeError):
            return cls(path)

    def save(self) -> bool:
        """Write it, readable by its owner alone; says whether that worked."""
        return own_file.keep(self.path, {name: value for name, value in asdict(self).items() if name != "path"})

    def day(self, coder: str, today: date) -> Day:
        """The day that is counted on; older ones than four weeks are forgotten."""
        first = (today - timedelta(days=KEPT_DAYS)).isoformat()
        mine = {on: day for on, day in self.days.get(coder, {}).items() if on > first}
        self.days[coder] = mine
        return mine.setdefault(today.isoformat(), Day())

    def read(self, coder: str, today: date, seconds: float, document: str) -> bool:
        """Count time at a document (uid); says whether that reached the limit of the day, once a day."""
        day = self.day(coder, today)
        minute = int(day.seconds // 60)
        day.seconds += seconds
        if document not in day.documents:
            day.documents.append(document)
        reached = bool(self.limit_minutes) and day.seconds >= 60 * self.limit_minutes and not day.told
        day.told = day.told or reached
        if reached or int(day.seconds // 60) != minute:
            self.save()
        return reached

    def opened(self, coder: str, today: date, passages: int) -> None:
        """Count flagged passages that were opened."""
        self.day(coder, today).opened += passages
        self.save()

    def dose(self, coder: str, today: date, *, days: int = 1) -> Dose:
        """What a coder had in so many days up to today: 7 are a week."""
        first = (today - timedelta(days=days)).isoformat()
        mine = [day for on, day in self.days.get(coder, {}).items() if first < on <= today.isoformat()]
        documents = {uid for day in mine for uid in day.documents}
        return Dose(int(sum(day.seconds for day in mine) // 60), sum(day.opened for day in mine), len(documents))


def _from_json(path: Path, kept: dict[str, Any]) -> Care:
    days = {
        str(coder): {
            str(on): Day(float(d["seconds"]), int(d["opened"]), [str(u) for u in d["documents"]], bool(d["told"]))
            for on, d in of.items()
        }
        for coder, of in kept.get("days", {}).items()
    }
    return Care(path, bool(kept["fold"]), max(0, int(kept["idle_minutes"])), max(0, int(kept["limit_minutes"])), days)

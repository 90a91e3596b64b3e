"""What one coder did on one day, told from the journal of steps: for a journal entry, and for whoever asks later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from codebook.team.reading_log import readings
from transcripts import document_labels
from transcripts.store.journal import Change, Step, changes, steps


@dataclass(frozen=True, slots=True)
class DocumentDay:
    """What was done in one document: codings made, changed (of those that were there before) and removed."""

    document: str
    made: int
    changed: int
    removed: int
    memos: int
    done: bool


@dataclass(frozen=True, slots=True)
class DayLog:
    """A coder's day on this machine's clock. Undone steps, and undoing, are not in it.

    `opened` are labels of documents opened for the first time; `memos`, `codes`, `quotations` count what was new;
    `began` and `ended` are `14:05`, "" when there was no step.
    """

    date: str
    coder: str
    steps: int
    began: str
    ended: str
    opened: tuple[str, ...]
    documents: tuple[DocumentDay, ...]
    memos: int
    codes: int
    quotations: int

    def as_json(self) -> dict[str, Any]:
        """The promised keys of `log --json`."""
        return asdict(self) | {"prose": self.prose()}

    def prose(self) -> str:
        """The day in sentences."""
        if not self.steps and not self.opened:
            return f"{self.coder} did nothing in this project on {self.date}."
        begun = f" from {self.began} to {self.ended}" if self.began else ""
        said = [f"On {self.date}{begun}, {self.coder} took {_many(self.steps, 'step')}."]
        if self.opened:
            said.append(f"Opened for the first time: {', '.join(self.opened)}.")
        said += [_of_document(each) for each in self.documents]
        new = ((self.memos, "memo"), (self.codes, "code"), (self.quotations, "quotation"))
        if written := [_many(number, thing) for number, thing in new if number]:
            said.append(f"New: {', '.join(written)}.")
        return "\n".join(said)


def day_log(session: Session, coder: str, day: date) -> DayLog:
    """What a coder (by name) did on a day of this machine's calendar."""
    connection = session.connection()
    low, high = _bounds(day)
    taken = [s for s in reversed(steps(connection)) if _counts(s, coder) and low <= s.at < high]
    labels = {uid: label for label, uid in document_labels.uids_by_label(session).items()}
    rows = [change for step in taken for change in changes(connection, step.id)]
    times = sorted(_clock(step) for step in taken)
    return DayLog(
        day.isoformat(), coder, len(taken), *((times[0], times[-1]) if times else ("", "")),
        opened=tuple(_opened(session, coder, low, high, labels)), documents=tuple(_by_document(rows, labels)),
        memos=_new(rows, "memo"), codes=_new(rows, "code"), quotations=_new(rows, "collected_quotation"),
    )  # fmt: skip


def _bounds(day: date) -> tuple[str, str]:
    """The day's beginning and the next one's, in UTC as steps are stamped."""
    return tuple(
        datetime.combine(day + timedelta(days=more), time()).astimezone(UTC).isoformat(timespec="seconds")
        for more in (0, 1)
    )  # type: ignore[return-value]


def _counts(step: Step, coder: str) -> bool:
    return step.kind == "do" and not step.undone and step.coder == coder


def _clock(step: Step) -> str:
    return f"{datetime.fromisoformat(step.at).astimezone():%H:%M}"


def _opened(session: Session, coder: str, low: str, high: str, labels: dict[str, str]) -> Iterator[str]:
    for (document, name), (opened, _) in readings(session).items():
        if name == coder and low <= opened < high and document in labels:
            yield labels[document]


def _by_document(rows: Iterable[Change], labels: dict[str, str]) -> Iterator[DocumentDay]:
    """Codings are counted once, by what became of them over the day: made and changed is made."""
    first: dict[tuple[str, str], Change] = {}
    last: dict[tuple[str, str], Change] = {}
    for row in rows:
        first.setdefault((row.table, row.uid), row)
        last[row.table, row.uid] = row
    tallies: dict[str, list[int]] = {}
    for key, begun in first.items():
        document, slot = _counted(key[0], begun, last[key])
        if document in labels and slot is not None:
            tallies.setdefault(document, [0, 0, 0, 0, 0])[slot] += 1
    for document in sorted(tallies, key=lambda uid: document_labels.natural(labels[uid])):
        made, changed, removed, memos, done = tallies[document]
        yield DocumentDay(labels[document], made, changed, removed, memos, bool(done))


def _counted(table: str, begun: Change, ended: Change) -> tuple[str, int | None]:
    """Which document a row belongs to, and which tally it adds to."""
    image = ended.after or begun.before or {}
    before, after = begun.before, ended.after
    if table == "coding" and (before or after):
        return str(image["document_uid"]), 0 if before is None else 2 if after is None else 1
    if table == "memo" and after and after["about"] in ("document", "span"):
        return str(after["about_uid"]), 3
    if table == "assignment" and after and after["state"] == "done" and (before or {}).get("state") != "done":
        return str(after["document_uid"]), 4
    return "", None


def _new(rows: Iterable[Change], table: str) -> int:
    """How many rows of a table were made and still there at the end."""
    made: set[str] = set()
    for row in rows:
        if row.table == table and row.before is None:
            made.add(row.uid)
        elif row.table == table and row.after is None:
            made.discard(row.uid)
    return len(made)


def _of_document(day: DocumentDay) -> str:
    counted = (
        (day.made, "coding", "made"), (day.changed, "coding", "changed"), (day.removed, "coding", "removed"),
        (day.memos, "memo", "written or changed"),
    )  # fmt: skip
    parts = [f"{_many(number, thing)} {verb}" for number, thing, verb in counted if number]
    return f"{day.document}: {', '.join([*parts, *(['done'] if day.done else [])])}."


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing if number == 1 else thing + 's'}"

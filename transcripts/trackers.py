"""Monthly tracker tables of a project: kept by name, replaced by a newer version as one step, read as plain rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlmodel import Session, col, insert, select

from transcripts.document_labels import natural
from transcripts.errors import NotFound
from transcripts.identity import new_uid, now
from transcripts.store import fact_tables as tables
from transcripts.tracker_rows import PeriodRow
from transcripts.tracker_tables import NewTracker

_Said = tuple[str, str, str, str]
"""Month, area, group and cells: what makes two rows the same."""


class Figure(NamedTuple):
    """One number of a tracker: for a month (as 2023-04), an area and a group ("" where it is not parted by them)."""

    period: str
    area: str
    group: str
    column: str
    value: float


@dataclass(frozen=True, slots=True)
class TrackerTable:
    """A tracker as the project keeps it: columns with their types (`number`, `text` …) in order, and its rows."""

    uid: str
    name: str
    source_name: str
    added: str
    columns: Mapping[str, str]
    rows: tuple[PeriodRow, ...]

    @property
    def periods(self) -> tuple[str, ...]:
        """The months it has figures for, in order."""
        return tuple(sorted({row.period for row in self.rows if row.period}))

    def figures(self, column: str = "") -> Iterator[Figure]:
        """The numbers of one column, or of all; what is no number (`n/a`) is not among them."""
        for row in self.rows:
            for name, cell in row.cells.items():
                if self.columns.get(name) == "number" and column in ("", name) and (value := _value(cell)) is not None:
                    yield Figure(row.period, row.area, row.group, name, value)

    def as_json(self) -> dict[str, Any]:
        """Name, columns with types, and rows whose numbers are numbers."""
        rows = [
            {"period": row.period, "area": row.area, "group": row.group, "cells": dict(self._typed(row.cells))}
            for row in self.rows
        ]
        return {
            "name": self.name, "source": self.source_name, "added": self.added, "columns": dict(self.columns),
            "periods": list(self.periods), "rows": rows,
        }  # fmt: skip

    def _typed(self, cells: Mapping[str, str]) -> Iterator[tuple[str, str | float | int]]:
        for name, cell in cells.items():
            value = _value(cell) if self.columns.get(name) == "number" else None
            yield name, cell if value is None else int(value) if value.is_integer() else value


@dataclass(frozen=True, slots=True)
class TrackerReport:
    """What bringing a tracker in did.

    `rows` are in it now; where it `replaced` one of its name, `changed` are rows that are new or
    different and rows that are gone. `remarks` are one line each for the person.
    """

    name: str
    replaced: bool
    rows: int
    changed: int
    gone: int
    remarks: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values for `--json`."""
        return {
            "name": self.name, "replaced": self.replaced, "rows": self.rows, "changed": self.changed,
            "gone": self.gone, "remarks": list(self.remarks),
        }  # fmt: skip


def keep(session: Session, new: NewTracker) -> TrackerReport:
    """Keep a tracker, in place of one that has its name; rows that say the same as before are left alone."""
    row = session.exec(select(tables.Tracker).where(tables.Tracker.name == new.name)).first()
    replaced = row is not None
    if row is None:
        row = tables.Tracker(name=new.name, source_name="", added="", columns="{}")
    columns = json.dumps(new.columns, ensure_ascii=False)
    held: dict[_Said, list[tables.TrackerRow]] = {}
    for old in _rows(session, row.uid):
        held.setdefault((old.period, old.area, old.group, old.cells), []).append(old)
    added: list[dict[str, Any]] = []
    for number, each in enumerate(new.rows):
        said = each.period, each.area, each.group, json.dumps(each.cells, ensure_ascii=False)
        if held.get(said):
            held[said].pop(0).number = number
        else:
            names = ("uid", "tracker_uid", "number", "period", "area", "group", "cells")
            added.append(dict(zip(names, (new_uid(), row.uid, number, *said), strict=True)))
    gone = [old for olds in held.values() for old in olds]
    if not replaced or gone or added or row.columns != columns:
        row.source_name, row.added, row.columns = new.source_name, now(), columns
    session.add(row)
    session.flush()
    for old in gone:
        session.delete(old)
    session.flush()
    if added:
        session.execute(insert(tables.TrackerRow), added)
    return TrackerReport(new.name, replaced, len(new.rows), len(added), len(gone), new.remarks)


def remove(session: Session, name: str) -> None:
    """Take a tracker out with its rows; raises NotFound."""
    session.delete(_row(session, name))
    session.flush()


def names(session: Session) -> frozenset[str]:
    """What the trackers that there are are called."""
    return frozenset(session.exec(select(tables.Tracker.name)))


def trackers(session: Session) -> list[TrackerTable]:
    """All trackers with their rows, by name as a person counts."""
    kept = session.exec(select(tables.Tracker)).all()
    return sorted((_table(session, each) for each in kept), key=lambda table: natural(table.name))


def tracker(session: Session, name: str) -> TrackerTable:
    """The tracker of a name; raises NotFound."""
    return _table(session, _row(session, name))


def _row(session: Session, name: str) -> tables.Tracker:
    row = session.exec(select(tables.Tracker).where(tables.Tracker.name == name)).first()
    if row is None:
        names = ", ".join(f"‘{each}’" for each in session.exec(select(tables.Tracker.name)))
        there = f"There are: {names}." if names else "Bring one in: coding-tui trackers PROJECT --import TABLE"
        raise NotFound(f"There is no tracker ‘{name}’. {there}")
    return row


def _table(session: Session, row: tables.Tracker) -> TrackerTable:
    rows = tuple(
        PeriodRow(each.period, each.area, each.group, json.loads(each.cells)) for each in _rows(session, row.uid)
    )
    return TrackerTable(row.uid, row.name, row.source_name, row.added, json.loads(row.columns), rows)


def _rows(session: Session, tracker: str) -> list[tables.TrackerRow]:
    query = select(tables.TrackerRow).where(tables.TrackerRow.tracker_uid == tracker)
    return list(session.exec(query.order_by(col(tables.TrackerRow.number))))


def _value(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None

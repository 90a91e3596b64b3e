"""What became of a table's rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was refused: its line in the file (the header is line 1), and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class TableReport:
    """Rows taken in, rows the project had already, rows refused; codes and coders that the table brought."""

    added: int
    already: int
    refused: tuple[BadRow, ...]
    new_codes: tuple[str, ...] = ()
    new_coders: tuple[str, ...] = ()

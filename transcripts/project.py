"""A project: one file, one way to write (`step`), one way to read (`reading`), and its history."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from transcripts.copying import copy_to
from transcripts.errors import Conflict, ProjectError
from transcripts.held_texts import KEY, HeldTexts
from transcripts.leaving import door
from transcripts.store import curtain, indexing, journal, stepping
from transcripts.store.engine import explained, leave_nothing_beside, log_left, writing
from transcripts.store.journal import Change, Step
from transcripts.store.migrations import Layer
from transcripts.withheld import Withheld, withheld

_MANY = 5_000
"""Rows changed by one step: so many only an import, a merge or a demo changes."""
APPROACHES = ("reliability", "codebook", "reflexive")


class Project:
    """An open project file. Safe to use from several threads; changes wait for one another.

    Upper layers open it with their own `Layer` added: see `codebook.project`.
    """

    def __init__(
        self, path: Path, engine: Engine, layers: tuple[Layer, ...], *, read_only: bool = False, news: str = ""
    ) -> None:
        self.path = path
        self.news = news
        """What opening it did to the file, for the person who opened it; "" where nothing."""
        self.layers = layers
        self.read_only = read_only
        self.reader: str | None = None
        """Whose eyes `reading` has, by name: work that is closed to them is left out. None sees the whole file."""
        self._held = HeldTexts()
        self._engine = engine
        self._writer = writing(engine)
        door.watch(self)

    # -- writing ---------------------------------------------------------------------------------------------------

    @contextmanager
    def step(self, label: str, coder: str, *, lasting: bool = False) -> Iterator[Session]:
        """One transaction, one undo step, one line of history: everything written inside, or nothing.

        A step that changes nothing leaves no trace. A `lasting` one, which puts on record what somebody has seen,
        cannot be undone. Raises ProjectError when the file cannot be written.
        """
        with self._writing() as session:
            connection = session.connection()
            number = stepping.begin(connection, label, coder, kind="start" if lasting else "do")
            yield session
            session.flush()
            indexing.refresh(connection, number)
            changed = stepping.finish(connection, number)
            if not changed:
                session.rollback()
                return
            with log_left(connection) if changed > _MANY else nullcontext():
                session.commit()

    def name_step(self, session: Session, label: str) -> None:
        """Give the open step of a session another name than it began with."""
        stepping.rename(session.connection(), label)

    def undo(self, coder: str) -> Step | None:
        """Undo the latest step that stands, as a step of its own; None when nothing is left to undo."""
        return self._turn_back(stepping.undo, coder)

    def redo(self, coder: str) -> Step | None:
        """Do again the step that was undone last; None when a newer step came after it, or none was undone."""
        return self._turn_back(stepping.redo, coder)

    @contextmanager
    def upkeep(self) -> Iterator[Connection]:
        """A transaction for derived data (sentence bounds, the index), which no history records."""
        with self._writing() as session:
            yield session.connection()
            session.commit()

    def _turn_back(self, move: Any, coder: str) -> Step | None:
        with self._writing() as session:
            connection = session.connection()
            self._require_own(connection, move, coder)
            step: Step | None = move(connection, coder)
            if step is not None:
                indexing.refresh(connection, journal.steps(connection, 1)[0].id)
                session.commit()
            return step

    def _require_own(self, connection: Connection, move: Any, coder: str) -> None:
        """Raise Conflict when the step that would be turned back is closed to this person: its name would tell."""
        label = journal.standing(connection) if move is stepping.undo else journal.redoable(connection)
        stand_ins = self._stand_ins(connection, coder)
        if label is None or "step" not in stand_ins:
            return
        query = journal.LATEST_STANDING if move is stepping.undo else journal.NEXT_REDOABLE
        seen = connection.exec_driver_sql(query.replace("FROM step", f"FROM ({stand_ins['step']})")).one()
        if Step(*seen).label != label:
            raise Conflict(f"The latest step is {Step(*seen).coder}'s work under seal: only {Step(*seen).coder} can "
                           "turn it back.")  # fmt: skip

    def _stand_ins(self, connection: Connection, reader: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for layer in self.layers:
            if layer.seen_by is not None:
                found.update(layer.seen_by(connection, reader))
        return found

    def require_writable(self) -> None:
        """Raise ProjectError where no step can be made: to be asked before long work that ends in one."""
        if self.read_only:
            raise ProjectError(f"{self.path} was opened read-only; nothing was changed.")

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        self.require_writable()
        try:
            with self._explaining(), Session(self._writer, expire_on_commit=False) as session:
                yield session
        finally:
            door.changed(self)

    # -- reading ---------------------------------------------------------------------------------------------------

    @contextmanager
    def reading(self, *, whole: bool = False, reader: str | None = None) -> Iterator[Session]:
        """A session that sees one moment of the project and changes nothing: what `reader` may see, or the `whole`.

        The whole is for what no person reads: checks of the file, figures that leave closed work out themselves.
        Another `reader` than the project's is named where what is read is for that person's eyes alone.
        """
        eyes = self.reader if reader is None else reader
        with self._explaining(), Session(self._engine, autoflush=False, info={KEY: self._held}) as session:
            if eyes is not None and not whole:
                connection = session.connection()
                curtain.draw(connection, self._stand_ins(connection, eyes))
            yield session
            session.rollback()

    def history(self, limit: int | None = None) -> list[Step]:
        """The steps, latest first."""
        with self.reading() as session:
            return journal.steps(session.connection(), limit)

    def changes(self, step: int) -> list[Change]:
        """What one step changed."""
        with self.reading() as session:
            return journal.changes(session.connection(), step)

    def life_of(self, uid: str) -> list[tuple[Step, Change]]:
        """Everything that happened to one row, oldest first."""
        with self.reading() as session:
            return journal.life_of(session.connection(), uid)

    def settings(self) -> dict[str, Any]:
        """What the team answered about the project: `title`, `approach` and the protocol."""
        with self.reading() as session:
            rows = session.connection().exec_driver_sql("SELECT name, value FROM setting")
            return {name: _value(value) for name, value in rows}

    def withheld(self) -> Withheld:
        """The names that must not leave it."""
        with self.reading(whole=True) as session:
            return withheld(session)

    def backup(self, target: Path) -> None:
        """A whole, compact copy under another name, made while the project stays in use; raises ProjectError."""
        with self._explaining():
            copy_to(self._engine, target)

    def close(self) -> None:
        """Let go of the file; its write-ahead log is folded into it."""
        door.forget(self)
        self._engine.dispose()
        if self.read_only:
            leave_nothing_beside(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise explained(error, self.path) from error


def _value(held: str) -> Any:
    """A setting's value; an attribution that was settled before settings were all JSON is the text itself."""
    try:
        return json.loads(held)
    except ValueError:
        return held

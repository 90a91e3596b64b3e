"""The framework matrix: participants or cases by themes, each cell a summary that somebody wrote from the passages.

After Ritchie & Spencer (1994), in Bryman & Burgess (eds), Analyzing Qualitative Data, ch. 9: a row a case, a column a
theme, and in the cell not a count but what was said, short enough to read across and linked back to the words. Links
are written as in memos (`memo_links`): `[[CPS 43:142]]`. Every coder's summary of a cell is their own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session, col, select

from codebook.counting.matrices import matrix
from codebook.counting.matrix_axes import NOTHING
from codebook.outcome_tables import Summary as Row
from codebook.scheme import codes
from transcripts.errors import NotFound, WorkbenchError
from transcripts.identity import now
from transcripts.store.tables import Case, Coder, Participant

SUBJECTS = ("participant", "case")
Subject = Literal["participant", "case"]
LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Summary:
    """What a coder (name) wrote, and when last."""

    uid: str
    coder: str
    text: str
    written: str


@dataclass(frozen=True, slots=True)
class FrameworkCell:
    """A participant or case on a theme: the summaries, by coder, and the codings (uids) they are to rest on."""

    summaries: tuple[Summary, ...] = ()
    codings: tuple[str, ...] = ()

    def by(self, coder: str) -> str:
        """A coder's own text, "" where they wrote none."""
        return next((each.text for each in self.summaries if each.coder == coder), "")


@dataclass(frozen=True, slots=True)
class Framework:
    """Rows are labels of participants or cases, columns paths of codes; `cells[i][j]`."""

    subject: Subject
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[FrameworkCell, ...], ...]
    asked: str = ""

    @property
    def written(self) -> int:
        """How many cells have a summary."""
        return sum(bool(cell.summaries) for line in self.cells for cell in line)

    @property
    def due(self) -> int:
        """How many cells have passages and no summary yet."""
        return sum(bool(cell.codings) and not cell.summaries for line in self.cells for cell in line)


def framework(session: Session, subject: Subject = "participant", themes: str = "theme", asked: str = "") -> Framework:
    """Everybody's summaries and the codings behind them; `themes` is an axis: `theme`, `code`, `code:Theme/*`.

    Rows without any passage and without a summary are left out. Raises NotFound, QuerySyntaxError, WorkbenchError.
    """
    if subject not in SUBJECTS or themes.partition(":")[0] not in ("theme", "code"):
        raise WorkbenchError("A framework matrix has participants or cases by themes or codes.")
    counted = matrix(session, subject, themes, asked=asked)
    said = _summaries(session, subject)
    rows = [row for row in counted.rows if row != NOTHING]
    at = {row: number for number, row in enumerate(counted.rows)}
    lines = {
        row: tuple(
            FrameworkCell(tuple(said.get((row, path), ())), cell.codings)
            for path, cell in zip(counted.columns, counted.cells[at[row]], strict=True)
        )
        for row in rows
    }
    kept = tuple(row for row in rows if any(cell.codings or cell.summaries for cell in lines[row]))
    return Framework(subject, kept, counted.columns, tuple(lines[row] for row in kept), asked)


def _summaries(session: Session, subject: Subject) -> dict[tuple[str, str], list[Summary]]:
    """Summaries by label and code path."""
    about, key = (Participant, Row.participant_uid) if subject == "participant" else (Case, Row.case_uid)
    paths = {code.uid: code.path for code in codes.tree(session)}
    rows = session.execute(
        select(about.label, Row.code_uid, Row.uid, Coder.name, Row.text, Row.written)  # type: ignore[call-overload]
        .join(about, about.uid == key).join(Coder, Coder.uid == Row.coder_uid).order_by(Coder.name)
    )  # fmt: skip
    found: dict[tuple[str, str], list[Summary]] = defaultdict(list)
    for label, code, uid, coder, text, written in rows:
        found[label, paths[code]].append(Summary(uid, coder, text, written))
    return found


def summarise(session: Session, subject: Subject, label: str, path: str, text: str, *, coder: str) -> str | None:
    """Write a coder's (uid) summary of a cell, in the place of their last one; an empty text takes it away.

    Returns its uid, None where there is none now. Raises NotFound for a participant, case or code that is not there,
    WorkbenchError for a text that is too long.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise WorkbenchError(f"A summary has {LONGEST:,} characters at most; this one has {len(text):,}.")
    about = _subject(session, subject, label)
    code = codes.tree(session).find(path).uid
    key = Row.participant_uid if subject == "participant" else Row.case_uid
    row = session.exec(select(Row).where(col(key) == about, Row.code_uid == code, Row.coder_uid == coder)).first()
    if not text:
        if row is not None:
            session.delete(row)
            session.flush()
        return None
    if row is None:
        participant, case = (about, None) if subject == "participant" else (None, about)
        row = Row(code_uid=code, participant_uid=participant, case_uid=case, coder_uid=coder, text="", written="")
    row.text, row.written = text, now()
    session.add(row)
    session.flush()
    return row.uid


def _subject(session: Session, subject: Subject, label: str) -> str:
    table = Participant if subject == "participant" else Case
    uid = session.exec(select(table.uid).where(table.label == label)).first()
    if uid is None:
        raise NotFound(f"There is no {subject} ‘{label}’.")
    return str(uid)

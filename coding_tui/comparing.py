"""What Compare shows of a matrix: what is wanted, the table made of it, what is to be said of one cell.

Made on a worker's thread; plain and frozen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from codebook import codes
from codebook.matrices import BASES, COUNTS, Cell, Matrix, matrix
from codebook.matrix_axes import NAMES
from codebook.matrix_queries import cell_query
from coding_tui.widgets.grid import Table
from coding_tui.widgets.lines import Piece
from exports.matrix_tables import said
from transcripts import attributes

OUT_OF: Mapping[str, str] = {
    "eligible": "what is eligible: documents that somebody is done with",
    "asked": "what is eligible and where an interviewer asks for it",
    "row": "the row", "column": "the column", "all": "everything",
}  # fmt: skip
BEHIND = frozenset({"coding", "code", "document", "participant", "case", "document_case", "attribute", "assignment",
                    "coder", "speaker", "turn"})  # fmt: skip
"""Tables whose changes change a matrix."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a matrix is to count; `percent` and `empty` are only how it is shown."""

    rows: str = "theme"
    columns: str = "group"
    count: str = "documents"
    base: str = ""
    asked: str = "kind:interview"
    stances: bool = False
    percent: bool = False
    empty: bool = False

    @property
    def out_of(self) -> str:
        """The base, the usual one where none was chosen."""
        return self.base or ("all" if self.count == "codings" else "eligible")

    @property
    def bases(self) -> tuple[str, ...]:
        """What these counts may be out of."""
        codes = sum(each.partition(":")[0] in ("code", "theme") for each in (self.rows, self.columns))
        unfit = {"eligible", "asked"} if self.count == "codings" else set()
        if codes != 1 or self.count not in ("documents", "participants"):
            unfit.add("asked")
        return tuple(base for base in BASES if base not in unfit)

    def toolbar(self) -> Iterable[Piece]:
        """One line that says all of it."""
        shown = ((" rows ", self.rows), (" · columns ", self.columns + (" by stance" if self.stances else "")),
                 (" · ", self.count), (" out of ", self.out_of), (" · ", self.asked or "all codings"))  # fmt: skip
        for name, value in shown:
            yield name, "quiet"
            yield value, "strong"
        if self.percent:
            yield " · per cent", "text"


@dataclass(frozen=True, slots=True)
class Seen:
    """A matrix as it is shown: `kept` are the numbers of its rows that the table has."""

    wanted: Wanted
    matrix: Matrix
    kept: tuple[int, ...]
    table: Table

    def cell(self, at: tuple[int, int]) -> Cell:
        """The cell at row and column of the table."""
        return self.matrix.cells[self.kept[at[0]]][at[1]]

    def query(self, at: tuple[int, int]) -> str:
        """What asks for the cell."""
        return cell_query(self.matrix, self.kept[at[0]], at[1])

    def named(self, at: tuple[int, int]) -> str:
        """`‘Partnership’ × ‘Police’`."""
        return f"‘{self.table.rows[at[0]]}’ × ‘{self.table.columns[at[1]]}’"

    @property
    def title(self) -> str:
        """`6 rows × 5 columns`, and how many rows have nothing."""
        empty = len(self.matrix.rows) - len(self.kept)
        more = f" · {empty:,} row{'s' * (empty != 1)} without anything left out" if empty else ""
        return f"{self.matrix.size}{more}"


def seen(session: Session, wanted: Wanted) -> Seen:
    """Count what is wanted. Raises NotFound, QuerySyntaxError, WorkbenchError."""
    made = matrix(
        session, wanted.rows, wanted.columns, count=wanted.count, base=wanted.base, asked=wanted.asked,
        stances=wanted.stances,
    )  # fmt: skip
    return shown(made, wanted)


def shown(made: Matrix, wanted: Wanted) -> Seen:
    """A matrix that was counted, as it is to be shown."""
    kept = tuple(at for at, line in enumerate(made.cells) if wanted.empty or any(cell.n for cell in line))
    cells = tuple(
        tuple((said(made, cell, percent=wanted.percent), "text" if cell.n else "quiet") for cell in made.cells[at])
        for at in kept
    )
    table = Table(made.row_axis, tuple(made.rows[at] for at in kept), made.columns, cells)
    return Seen(wanted, made, kept, table)


def about(found: Seen, at: tuple[int, int]) -> Iterable[Piece]:
    """What a cell says, in whole words."""
    cell, made = found.cell(at), found.matrix
    yield f"{found.named(at)}\n", "strong"
    percent = "" if cell.share is None else f" · {100 * cell.share:.1f} %"
    of = "–" if cell.of is None else f"{cell.of:,}"
    yield f"{cell.n:,} {made.counts}, out of {of} {made.out_of}{percent}\n", "text"
    many = f"{_many(len(cell.codings), 'coding')} in {_many(len(cell.documents), 'document')}"
    yield f"{many} · enter reads them: ", "quiet"
    yield f"{found.query(at)}\n", "text"
    for note in made.notes:
        yield f"{note}\n", "quiet"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def axes(session: Session) -> list[str]:
    """What rows and columns may be here: the plain ones, every theme's codes, every attribute."""
    plain = [name for name in NAMES if ":" not in name]
    tree = codes.tree(session)
    themes = [f"code:{code.path}/*" for code in tree if code.depth == 0 and len(tree.under(code)) > 1]
    return [*plain, *themes, *(f"attribute:{name}" for name in attributes.types(session))]


def counts() -> tuple[str, ...]:
    """What may be counted."""
    return COUNTS

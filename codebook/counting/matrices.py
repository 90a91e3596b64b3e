"""Matrices: what is coded, counted by two things at once, each count with what it is out of.

    made = matrix(session, "theme", "group", count="documents")
    made.rows, made.columns        headings, in order (code paths in the codebook's order)
    made.cell("Delay", "Police")   Cell(n=11, of=33, codings=(uids of the codings it counts), documents=(uids))
    made.cells[i][j]               the same by number of row and column
    made.counts, made.out_of       what `n` and `of` count, in words
    made.notes                     what was left out, one line each

A document is *eligible* when a coder who counts has marked it done: in the others a blank is not a “no” but missing.
They are left out of documents, participants, words and share, and counted in a note. Where nobody was given anything
to code, every document with a coding is eligible. What only an interviewer says is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from sqlmodel import Session

from codebook.coding.codings import codings
from codebook.counting.material import Material, material
from codebook.counting.matrix_axes import Axis, axis, split
from codebook.counting.matrix_cells import Matrix
from codebook.counting.matrix_counter import Counter
from codebook.evidence.asking import Asking
from codebook.scheme import codes
from transcripts.errors import WorkbenchError
from transcripts.uncollected import uncollected

COUNTS = ("codings", "documents", "participants", "words", "share")
BASES = ("eligible", "asked", "row", "column", "all")


@uncollected()
def matrix(
    session: Session, rows: str, columns: str, *, count: str = "codings", base: str = "", asked: str = "",
    stances: bool = False,
) -> Matrix:  # fmt: skip
    """Count codings by two axes (`matrix_axes.NAMES`).

    `count`: one of `COUNTS`; words are of participants' speech, each word once however often and in however many pieces
    it is coded; share is of words, too. `base`: one of `BASES`; documents, participants, words and share are out of
    what is eligible unless told otherwise, codings out of all. `asked`: only the text that a query means counts.
    `stances` splits every column. Row, column and all are without repetition: a document in several columns is one
    document of its row.
    Raises NotFound, QuerySyntaxError, WorkbenchError.
    """
    base = base or ("all" if count == "codings" else "eligible")
    if count not in COUNTS or base not in BASES:
        raise WorkbenchError(f"A matrix counts {', '.join(COUNTS)}, out of {', '.join(BASES)}.")
    if count == "codings" and base in ("eligible", "asked"):
        raise WorkbenchError("There is no number of codings that could have been. Count documents, or --of row.")
    if base == "asked":
        _require_asking(count, rows, columns)
    counting = material(session, asked)
    known = [source.description for source in counting.sources.values()]
    across, down = axis(session, rows, known), axis(session, columns, known)
    down = split(down) if stances else down
    asking = _asking(session, counting, across, down) if base == "asked" else None
    counter = Counter(counting, across, down, count, asking)
    cells = tuple(tuple(counter.cell(row, column, base) for column in down.headings) for row in across.headings)
    return Matrix(
        across.title, down.title, across.headings, down.headings, cells, count, base, _COUNTED[count],
        _out_of(count, base, counting), asked,
        (*counting.notes, *counting.undone("in counts of codings only"), *counter.notes()),
    )  # fmt: skip


def _require_asking(count: str, *axes: str) -> None:
    codes = [each for each in axes if each.partition(":")[0] in ("code", "theme")]
    if len(codes) != 1 or count not in ("documents", "participants"):
        raise WorkbenchError(
            "Who was asked is known of codes or themes by something else, for documents or participants."
        )


def _asking(session: Session, material: Material, *axes: Axis) -> Callable[[str, str], frozenset[str]]:
    """The documents in which somebody is asked for the code of a cell, given by row and column."""
    tree = codes.tree(session)
    told = Asking({uid: material.sources[uid] for uid in material.done if uid in material.sources}, codings(session))
    number, side = next((at, each) for at, each in enumerate(axes) if each.is_of_codes)
    whole = side.name == "theme"

    @cache
    def asked(path: str) -> frozenset[str]:
        code = tree.find(path)
        return told.asked(tree.under(code) if whole else [code])

    return lambda row, column: asked(side.apart((row, column)[number])[0])


_COUNTED = {
    "codings": "codings", "documents": "documents with such a coding",
    "participants": "participants with such a coding", "words": "coded words of participants",
    "share": "coded words of participants",
}  # fmt: skip
_THINGS = {"codings": "codings", "documents": "documents", "participants": "participants in documents",
           "words": "words of speech in documents", "share": "words of speech in documents"}  # fmt: skip


def _out_of(count: str, base: str, material: Material) -> str:
    if base == "asked":
        return f"{_THINGS[count]} that somebody is done with and in which an interviewer asks for it"
    if base == "eligible":
        whose = "that somebody is done with" if material.assigned else "with any coding"
        return f"{_THINGS[count]} {whose}, of the row and the column"
    return f"{_COUNTED[count]} in {'the whole matrix' if base == 'all' else f'the {base}'}"

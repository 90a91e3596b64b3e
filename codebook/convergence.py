"""What people judge of the convergence coding matrix: each on a sheet of their own, compared when both are done.

Sheets are filled in apart, so that nobody sees the other's judgement before giving their own; nothing here changes a
project. The words are those of Farmer et al. (2006): agreement, partial agreement, silence, dissonance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from codebook.agreement import CodeAgreement, measure_ratings
from codebook.paths import name_key
from codebook.triangulation import ConvergenceMatrix, Evidence
from transcripts.errors import TableError
from transcripts.spreadsheets import read_table

ASSESSMENTS = ("agreement", "partial agreement", "silence", "dissonance")
SIGNS: Mapping[str, str] = {"agreement": "●", "partial agreement": "◐", "silence": "○", "dissonance": "✕"}
COLUMNS = ("theme", "source", "raised in", "of", "not coded yet", "participants", "stances", "questions that name it",
           "silence", "examples", "assessment", "note")  # fmt: skip
Place = tuple[str, str]
"""Theme (code path) and source."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person's judgements by theme and source, as far as they gave any; `who` is the file's stem."""

    who: str
    given: Mapping[Place, str]
    notes: Mapping[Place, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two or more people's judgements of the same matrix.

    `same` are the places that all judged alike, `different` those that they did not, in the matrix's order; `left` were
    not judged by all. `agreement` has percent, κ and α over the places that two or more judged (nominal).
    """

    people: tuple[str, ...]
    same: Mapping[Place, str]
    different: tuple[Place, ...]
    left: tuple[Place, ...]
    agreement: CodeAgreement

    def counts(self) -> dict[str, int]:
        """How many places were judged alike to be each of `ASSESSMENTS`."""
        found = Counter(self.same.values())
        return {each: found[each] for each in ASSESSMENTS}


def sheet_rows(matrix: ConvergenceMatrix) -> list[tuple[object, ...]]:
    """The rows of an empty sheet, for `COLUMNS`: the evidence, and two columns to be filled in."""
    return [_row(each) for line in matrix.cells for each in line]


def _row(each: Evidence) -> tuple[object, ...]:
    stances = ", ".join(f"{many} {stance}" for stance, many in sorted(each.stances.items()))
    examples = " | ".join(
        f"{one.document}:{one.start}-{one.end} “{' '.join(one.text.split())}”" for one in each.examples
    )
    asked = "" if each.asked is None else each.asked
    return (
        each.theme, each.source, each.documents, each.done, each.waiting, each.participants, stances, asked,
        each.silence, examples, "", "",
    )  # fmt: skip


def read_sheet(path: Path, matrix: ConvergenceMatrix) -> Sheet:
    """A filled-in sheet. Raises TableError, with the line, for a place or a word that is not one."""
    table = read_table(path)
    for needed in ("theme", "source", "assessment"):
        if needed not in table.columns:
            raise TableError(f"{path}: there is no column ‘{needed}’. Begin with a sheet of `triangulate --sheet`.")
    places = {(name_key(e.theme), name_key(e.source)): (e.theme, e.source) for line in matrix.cells for e in line}
    given: dict[Place, str] = {}
    notes: dict[Place, str] = {}
    for row in table.rows:
        place = places.get((name_key(row.values["theme"]), name_key(row.values["source"])))
        if place is None:
            named = f"‘{row.values['theme']}’ × ‘{row.values['source']}’"
            raise TableError(f"{path}, line {row.line}: the matrix has no {named}. Was it made with the same --themes?")
        said = row.values["assessment"].strip()
        if said:
            given[place] = _word(said, path, row.line)
        if note := row.values.get("note", "").strip():
            notes[place] = note
    return Sheet(path.stem, given, notes)


def _word(said: str, path: Path, line: int) -> str:
    found = [each for each in ASSESSMENTS if each.startswith(name_key(said))]
    if len(found) != 1:
        raise TableError(f"{path}, line {line}: ‘{said}’ is none of: {', '.join(ASSESSMENTS)}.")
    return found[0]


def compared(matrix: ConvergenceMatrix, sheets: Sequence[Sheet]) -> Compared:
    """The sheets of two or more people beside each other. Raises TableError for fewer, or two of one name."""
    people = tuple(sheet.who for sheet in sheets)
    if len(people) < 2 or len(set(people)) < len(people):
        raise TableError("Give the sheets of two people or more, each under a name of its own.")
    places = [(each.theme, each.source) for line in matrix.cells for each in line]
    judged = [tuple(sheet.given.get(place) for sheet in sheets) for place in places]
    whole = {place: said for place, said in zip(places, judged, strict=True) if None not in said}
    measured = measure_ratings(people, judged, "assessments")
    return Compared(
        people,
        {place: said[0] for place, said in whole.items() if said[0] is not None and len(set(said)) == 1},
        tuple(place for place, said in whole.items() if len(set(said)) > 1),
        tuple(place for place in places if place not in whole),
        measured.codes[0],
    )  # fmt: skip

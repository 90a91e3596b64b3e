"""What people judge of the convergence coding matrix, compared: how far they agree, what stands, what it comes to.

People judge in the project (`assessing`), or on sheets of their own; nothing here changes a project. The words are
those of Farmer et al. (2006): agreement, partial agreement, silence, dissonance. Convergence is what stands theme by
theme, completeness what each source adds to the others: the third and fourth of their six steps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from codebook.agreement import CodeAgreement, measure_ratings
from codebook.evidence.assessing import JUDGEMENTS, SILENCES, Judged, Settled
from codebook.evidence.triangulation import ConvergenceMatrix, Evidence
from codebook.paths import name_key
from transcripts.errors import TableError
from transcripts.spreadsheets import read_table

ASSESSMENTS = JUDGEMENTS
SIGNS: Mapping[str, str] = {"agreement": "●", "partial agreement": "◐", "silence": "○", "dissonance": "✕"}
SILENCE = "silence"
COLUMNS = ("theme", "source", "raised in", "of", "not coded yet", "participants", "stances", "questions that name it",
           "silence", "examples", "assessment", "kind of silence", "note")  # fmt: skip
Place = tuple[str, str]
"""Theme (code path) and source."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person's judgements by theme and source, as far as they gave any; `who` is a name, or the file's stem.

    `silences` says of what kind (`assessing.SILENCES`), where they said so.
    """

    who: str
    given: Mapping[Place, str]
    notes: Mapping[Place, str]
    silences: Mapping[Place, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two or more people's judgements of the same matrix.

    `same` are the places that all judged alike, `different` those that they did not, in the matrix's order; `left` were
    not judged by all; `silences` are those of `same` that all call silent, but not for the same reason. `agreement` has
    percent, κ and α over the places that two or more judged (nominal, of four words); None in a project that works
    reflexively.
    """

    people: tuple[str, ...]
    same: Mapping[Place, str]
    different: tuple[Place, ...]
    left: tuple[Place, ...]
    silences: tuple[Place, ...]
    agreement: CodeAgreement | None

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
        each.silence, examples, "", "", "",
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
    kinds: dict[Place, str] = {}
    lines: dict[Place, int] = {}
    for row in table.rows:
        place = places.get((name_key(row.values["theme"]), name_key(row.values["source"])))
        if place is None:
            named = f"‘{row.values['theme']}’ × ‘{row.values['source']}’"
            raise TableError(f"{path}, line {row.line}: the matrix has no {named}. Was it made with the same --themes?")
        if place in lines:
            named = f"‘{place[0]}’ × {place[1]}"
            raise TableError(f"{path}, line {row.line}: {named} stands in line {lines[place]} as well. Keep one.")
        lines[place] = row.line
        said = row.values["assessment"].strip()
        if said:
            given[place] = _one_of(said, ASSESSMENTS, path, row.line)
        if kind := row.values.get("kind of silence", "").strip():
            kinds[place] = _one_of(kind, SILENCES, path, row.line)
        if note := row.values.get("note", "").strip():
            notes[place] = note
    return Sheet(path.stem, given, notes, {place: kind for place, kind in kinds.items() if given.get(place) == SILENCE})


def _one_of(said: str, words: Sequence[str], path: Path, line: int) -> str:
    found = [each for each in words if each.startswith(name_key(said))]
    if len(found) != 1:
        raise TableError(f"{path}, line {line}: ‘{said}’ is none of: {', '.join(words)}.")
    return found[0]


def sheets_of(people: Sequence[str], said: Sequence[Judged]) -> list[Sheet]:
    """What each of these people said in the project, as sheets."""
    own = {who: [each for each in said if each.who == who] for who in people}
    return [
        Sheet(
            who, {(each.theme, each.source): each.judgement for each in mine},
            {(each.theme, each.source): each.note for each in mine if each.note},
            {(each.theme, each.source): each.silence for each in mine if each.silence},
        ) for who, mine in own.items()
    ]  # fmt: skip


def compared(matrix: ConvergenceMatrix, sheets: Sequence[Sheet], *, measured: bool = True) -> Compared:
    """The sheets of two or more people beside each other, with coefficients if these have a place in the project.

    Raises TableError for fewer than two, or two of one name.
    """
    people = tuple(sheet.who for sheet in sheets)
    if len(people) < 2 or len(set(people)) < len(people):
        raise TableError("Give the sheets of two people or more, each under a name of its own.")
    places = [(each.theme, each.source) for line in matrix.cells for each in line]
    judged = [tuple(sheet.given.get(place) for sheet in sheets) for place in places]
    whole = {place: said for place, said in zip(places, judged, strict=True) if None not in said}
    same = {place: said[0] for place, said in whole.items() if said[0] is not None and len(set(said)) == 1}
    return Compared(
        people, same,
        tuple(place for place, said in whole.items() if len(set(said)) > 1),
        tuple(place for place in places if place not in whole),
        tuple(place for place, word in same.items() if word == SILENCE and len(kinds_of(place, sheets)) > 1),
        measure_ratings(people, judged, "assessments").codes[0] if measured else None,
    )  # fmt: skip


def kinds_of(place: Place, sheets: Sequence[Sheet]) -> set[str]:
    """Of what kinds people call the silence of a place; "" for somebody who did not say."""
    return {sheet.silences.get(place, "") for sheet in sheets if sheet.given.get(place) == SILENCE}


def unheard(each: Evidence, judgement: str) -> bool:
    """Whether a source is judged to say something, by any word but silence, though nobody raises the theme there.

    What it is judged by is in no document that counts, so that nobody can follow the judgement to a passage.
    """
    return bool(judgement) and judgement != SILENCE and not each.documents


# -- convergence and completeness ---------------------------------------------------------------------------------


def standing(judged: Compared, settled: Sequence[Settled]) -> dict[Place, str]:
    """What stands for each cell: what was settled, else what all judged alike."""
    return {**judged.same, **{(each.theme, each.source): each.judgement for each in settled}}


@dataclass(frozen=True, slots=True)
class ThemeConvergence:
    """How far the sources go together on a theme: how many cells stand as what, and how many are open."""

    theme: str
    counts: Mapping[str, int]
    open: int

    @property
    def speaking(self) -> int:
        """In how many of the cells that stand a source says something."""
        return sum(many for word, many in self.counts.items() if word != SILENCE)

    @property
    def agreeing(self) -> int:
        """How many of these stand as agreement."""
        return self.counts.get("agreement", 0)

    @property
    def share(self) -> float | None:
        """Agreement, of all cells in which a source says something; None where none does."""
        return self.agreeing / self.speaking if self.speaking else None


@dataclass(frozen=True, slots=True)
class Completeness:
    """What a source has to say: the themes that it raises, those that it alone raises, and those that it has not,
    though somebody is done with its documents.
    """

    source: str
    raised: tuple[str, ...]
    alone: tuple[str, ...]
    silent: tuple[str, ...]


def convergence(matrix: ConvergenceMatrix, standing: Mapping[Place, str]) -> list[ThemeConvergence]:
    """How far the sources converge, theme by theme."""
    found = []
    for theme in matrix.themes:
        words = [standing.get((theme, source)) for source in matrix.sources]
        counts = Counter(word for word in words if word is not None)
        found.append(ThemeConvergence(theme, {each: counts[each] for each in ASSESSMENTS}, words.count(None)))
    return found


def completeness(matrix: ConvergenceMatrix) -> list[Completeness]:
    """What each source adds, from the codings alone: nobody has to have judged anything."""
    raising = {theme: {each.source for each in line if each.documents}
               for theme, line in zip(matrix.themes, matrix.cells, strict=True)}  # fmt: skip
    found = []
    for source in matrix.sources:
        raised = tuple(theme for theme in matrix.themes if source in raising[theme])
        alone = tuple(theme for theme in raised if raising[theme] == {source})
        silent = tuple(t for t in matrix.themes if source not in raising[t] and matrix.cell(t, source).done)
        found.append(Completeness(source, raised, alone, silent))
    return found

"""Triangulation as it leaves the project: the matrix with what people judged, in words, as a table, a figure, JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from sqlmodel import Session

from codebook.evidence.assessing import Judged, Panel, Settled, judgements, panel, settlements
from codebook.evidence.convergence import (
    SIGNS,
    SILENCE,
    Compared,
    Place,
    Sheet,
    compared,
    completeness,
    convergence,
    kinds_of,
    sheets_of,
    standing,
    unheard,
)
from codebook.evidence.triangulation import ConvergenceMatrix, Evidence, everything
from codebook.notes import memos
from codebook.team.protocol import protocol

BARS = "·▂▄▆█"
"""Prominence: in none, up to a quarter, a half, three quarters, more of the documents."""
FEEDBACK = "Feedback on triangulation"
"""The topic of memos on themes that say what others made of the findings: the protocol's last step."""
REASONS_DIFFER = "reasons differ"
COLUMNS = ("theme", "finding", "source", "raised in", "of", "participants", "codings", "silence", "judged", "kind",
           "by each", "notes", "settled because")  # fmt: skip


@dataclass(frozen=True)
class Triangulated:
    """The matrix, who judged it, and what they said as far as the reader may see it. `every` has the rows that could be
    compared as well; `feedback` are theme and words; `measures` says whether coefficients of agreement have a place in
    the project.
    """

    matrix: ConvergenceMatrix
    every: ConvergenceMatrix
    panel: Panel | None
    sheets: tuple[Sheet, ...]
    settled: tuple[Settled, ...]
    feedback: tuple[tuple[str, str, str], ...]
    measures: bool = True

    @cached_property
    def compared(self) -> Compared | None:
        """Everybody's judgements beside each other, once they are open; None before, and for one person alone."""
        ready = self.panel is None or self.panel.open
        if not ready or len(self.sheets) < 2:
            return None
        return compared(self.matrix, self.sheets, measured=self.measures)

    @cached_property
    def standing(self) -> Mapping[tuple[str, str], str]:
        """What stands for each cell: settled, or judged alike; while closed what the one reader said."""
        if self.compared is not None:
            return standing(self.compared, self.settled)
        return self.sheets[0].given if len(self.sheets) == 1 else {}

    @cached_property
    def unheard(self) -> tuple[Evidence, ...]:
        """Cells that stand, or that somebody (as far as the reader may see it) judged, as if the source spoke to the
        theme, though nobody raises it there.
        """
        return tuple(each for line in self.matrix.cells for each in line if self.speaks_unheard(each))

    def speaks_unheard(self, each: Evidence) -> bool:
        """Whether a cell is one of these; what was settled counts instead of what people had said."""
        place = (each.theme, each.source)
        said = [self.standing[place]] if place in self.standing else [
            sheet.given[place] for sheet in self.sheets if place in sheet.given
        ]  # fmt: skip
        return any(unheard(each, judgement) for judgement in said)

    def sign(self, each: Evidence) -> str:
        """`●`, `◐`, `○`, `✕`; `≠` where people differ, `?` where not all judged; "" where nobody has."""
        place = (each.theme, each.source)
        if place in self.standing:
            return SIGNS[self.standing[place]]
        if self.compared is None:
            return ""
        return "≠" if place in self.compared.different else "?"

    def kind(self, place: tuple[str, str]) -> str:
        """For what reason a cell stands as silent, or that people give different ones; "" where it does not."""
        if self.standing.get(place) != SILENCE:
            return ""
        ruled = next((each.silence for each in self.settled if (each.theme, each.source) == place), None)
        kinds = kinds_of(place, self.sheets) if ruled is None else {ruled}
        return REASONS_DIFFER if len(kinds) > 1 else kinds.pop()

    def silence(self, each: Evidence) -> str:
        """`not asked` as it was judged, `not asked?` as it looks; "" where a source speaks, or is judged to."""
        place = (each.theme, each.source)
        if place in self.standing:
            return self.kind(place)
        return f"{each.silence}?" if each.silence else ""

    def cell(self, each: Evidence) -> str:
        """`● █ 33 of 33`, or `○ · 0 of 7 not asked`: as judged, and where nobody has, as it looks (`not asked?`)."""
        sign = self.sign(each)
        silence = self.silence(each)
        silence = f" {silence}" if silence else ""
        said = f"{BARS[each.prominence]} {each.documents:,} of {each.done:,}{silence}" if each.done else "no data"
        return f"{sign} {said}".lstrip()

    def rows(self) -> list[tuple[object, ...]]:
        """For `COLUMNS`: a row a cell."""
        why = {(each.theme, each.source): each.reason for each in self.settled}
        return [
            (each.theme, self.matrix.findings.get(each.theme, ""), each.source, each.documents, each.done,
             each.participants, each.codings, each.silence, self.standing.get((each.theme, each.source), ""),
             self.kind((each.theme, each.source)), self.said((each.theme, each.source)),
             self.notes((each.theme, each.source)),
             why.get((each.theme, each.source), ""))
            for line in self.matrix.cells for each in line
        ]  # fmt: skip

    def said(self, place: Place, *, notes: bool = False) -> str:
        """`Ann: silence (not asked); Ben: agreement`, with their notes if these are wanted."""
        return "; ".join(
            f"{sheet.who}: {sheet.given[place]}{f' ({kind})' if (kind := sheet.silences.get(place)) else ''}"
            f"{noted(sheet, place) if notes else ''}"
            for sheet in self.sheets if place in sheet.given
        )  # fmt: skip

    def notes(self, place: Place) -> str:
        """`Ann: asked in passing; Ben: one panel only`: why people judged a cell so, as far as they say."""
        return "; ".join(f"{sheet.who}: {sheet.notes[place]}" for sheet in self.sheets if sheet.notes.get(place))

    def as_json(self) -> dict[str, Any]:
        """What `triangulate --json` prints."""
        cells = [
            {**asdict(each), "prominence": each.prominence, "stands": self.standing.get((each.theme, each.source)),
             "kind": self.kind((each.theme, each.source)),
             "silences": {s.who: s.silences[each.theme, each.source] for s in self.sheets
                          if (each.theme, each.source) in s.silences},
             "assessments": {sheet.who: sheet.given.get((each.theme, each.source)) for sheet in self.sheets},
             "notes": {s.who: s.notes[each.theme, each.source] for s in self.sheets
                       if (each.theme, each.source) in s.notes}}
            for line in self.matrix.cells for each in line
        ]  # fmt: skip
        said: dict[str, Any] = {
            "themes": list(self.matrix.themes), "sources": list(self.matrix.sources),
            "findings": dict(self.matrix.findings), "cells": cells, "notes": list(self.matrix.notes),
            "completeness": [asdict(each) for each in completeness(self.matrix)],
            "unheard": [[each.theme, each.source] for each in self.unheard],
        }  # fmt: skip
        if self.panel is not None:
            said["judging"] = {"people": list(self.panel.people), "done": sorted(self.panel.done),
                               "open": self.panel.open, "looks": list(self.panel.looks),
                               "late": sorted(self.panel.late), "again": sorted(self.panel.again)}  # fmt: skip
        if self.compared is not None:
            said["assessed"] = _assessed(self.compared)
            said["convergence"] = [asdict(each) for each in convergence(self.matrix, self.standing)]
            said["settled"] = [asdict(each) for each in self.settled]
        return said


def noted(sheet: Sheet, place: Place) -> str:
    """` – why`, where somebody noted it."""
    note = sheet.notes.get(place)
    return f" – {note}" if note else ""


def triangulated(session: Session, themes: str = "", sheets: Sequence[Sheet] | None = None) -> Triangulated:
    """The matrix with what the session's reader may see of everybody's judgements, or with sheets of files instead.

    Raises NotFound for a code that is not there, TableError for fewer than two sheets.
    """
    every, measures = everything(session, themes), protocol(session).measures
    matrix = every if themes else every.compared()
    if sheets is not None:
        compared(matrix, sheets)
        return Triangulated(matrix, every, None, tuple(sheets), (), (), measures)
    state = panel(session)
    said = judgements(session)
    matrix = replace(matrix, notes=(*matrix.notes, *_without_source(matrix, said)))
    judging = [name for name in state.people if any(each.who == name for each in said)]
    people = judging if len(judging) > 1 or not state.open else list(state.people)
    paths = dict(zip(every.codes, every.themes, strict=True))
    told = tuple(
        (paths[each.code], each.text, each.coder) for each in memos.memos(session, reader="", about="code")
        if each.topic == FEEDBACK and each.code in paths
    )  # fmt: skip
    settled = tuple(settlements(session)) if state.open else ()
    return Triangulated(matrix, every, state, tuple(sheets_of(people, said)), settled, told, measures)


def _without_source(matrix: ConvergenceMatrix, said: Iterable[Judged]) -> Iterator[str]:
    """Judgements of a group or kind that no document has any more: kept, and not shown in any cell."""
    lost = [each.source for each in said if each.source not in matrix.sources]
    for source in sorted(set(lost)):
        many = lost.count(source)
        yield (f"{many:,} judgement{'s' * (many != 1)} of ‘{source}’, which no document belongs to any more: "
               "they stand again when one does.")  # fmt: skip


def rows_of(made: Triangulated) -> list[Any]:
    """What a manifest covers: every cell with what was judged."""
    return [list(row) for row in made.rows()]


def _assessed(judged: Compared) -> dict[str, Any]:
    found = judged.agreement
    measured = {} if found is None else {
        "percent": found.percent, "kappa": found.kappa, "alpha": found.alpha, "undefined": found.undefined
    }  # fmt: skip
    return {
        "people": list(judged.people), "same": judged.counts(), "different": [list(p) for p in judged.different],
        "silences": [list(place) for place in judged.silences],
        "left": [list(place) for place in judged.left], **measured,
    }  # fmt: skip

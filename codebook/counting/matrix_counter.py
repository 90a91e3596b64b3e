"""Codings sorted into the cells of a matrix, and what each cell comes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property

from codebook.coding.codings import Coding
from codebook.counting.material import Material
from codebook.counting.matrix_axes import Axis
from codebook.counting.matrix_cells import Cell
from codebook.retrieval.passages import Description
from codebook.spans import Span, intersection, region, words_touched

ASKED = "Asked: an interviewer says the name of a code or one of its cues, or a passage is marked as prompted."


class Counter:
    """The codings sorted into cells, and what each cell comes to."""

    def __init__(
        self, material: Material, rows: Axis, columns: Axis, count: str,
        asked: Callable[[str, str], frozenset[str]] | None = None,
    ) -> None:  # fmt: skip
        self.asked = asked
        self.material, self.rows, self.columns, self.count = material, rows, columns, count
        self.of_coders = "coder" in (rows.name, columns.name)
        self.within: dict[tuple[str | None, str | None], list[Coding]] = defaultdict(list)
        for uid, made in material.codings.items():
            source = material.sources.get(uid)
            if source is not None:
                for coding in made:
                    self._sort(coding, source.description)

    def _sort(self, coding: Coding, known: Description) -> None:
        rows, columns = self.rows.holding(coding, known), self.columns.holding(coding, known)
        if not (rows and columns):
            return
        self.within[None, None].append(coding)
        for row in rows:
            self.within[row, None].append(coding)
            for column in columns:
                self.within[row, column].append(coding)
        for column in columns:
            self.within[None, column].append(coding)

    def cell(self, row: str, column: str, base: str) -> Cell:
        """What is counted of a row and column."""
        found = self._counting(self.within.get((row, column), ()))
        if self.asked is not None:
            there = self.asked(row, column)
            found = [coding for coding in found if coding.document in there]
        of = {
            "eligible": lambda: self._eligible(row, column),
            "asked": lambda: self._eligible(row, column),
            "row": lambda: self._number(self._counting(self.within[row, None])),
            "column": lambda: self._number(self._counting(self.within[None, column])),
            "all": lambda: self._number(self._counting(self.within[None, None])),
        }[base]()  # fmt: skip
        documents = tuple(dict.fromkeys(coding.document for coding in found))
        return Cell(self._number(found), of, tuple(coding.uid for coding in found), documents)

    def _counting(self, found: Sequence[Coding]) -> Sequence[Coding]:
        if self.count == "codings":
            return found
        able = [coding for coding in found if self._is_done(coding)]
        return able if self.count != "participants" else [c for c in able if self._participant(c.document)]

    def _is_done(self, coding: Coding) -> bool:
        """Whether anybody who counts is done with its document; where coders are told apart, its own coder."""
        done = self.material.done.get(coding.document, frozenset())
        return coding.coder in done if self.of_coders else bool(done)

    def _number(self, found: Sequence[Coding]) -> int:
        if self.count == "codings":
            return len(found)
        documents = {coding.document for coding in found}
        if self.count == "documents":
            return len(documents)
        if self.count == "participants":
            return len({self._participant(uid) for uid in documents})
        spans: dict[str, list[Span]] = defaultdict(list)
        for coding in found:
            spans[coding.document].extend(self.material.spans(coding))
        return sum(self._words(uid, intersection(region(said), self._speech(uid))) for uid, said in spans.items())

    def _eligible(self, row: str, column: str) -> int:
        documents = [uid for uid in self.material.done if self._may(uid, row, column)]
        if self.asked is not None:
            there = self.asked(row, column)
            documents = [uid for uid in documents if uid in there]
        if self.count == "documents":
            return len(documents)
        if self.count == "participants":
            return len({self._participant(uid) for uid in documents} - {""})
        return sum(self._spoken[uid] for uid in documents)

    def _may(self, uid: str, row: str, column: str) -> bool:
        """Whether a document belongs to the row and the column, and a coder named by either is done with it."""
        source = self.material.sources.get(uid)
        return source is not None and all(
            side.may_hold(heading, source.description, self.material.done[uid])
            for side, heading in ((self.rows, row), (self.columns, column))
        )

    def _participant(self, uid: str) -> str:
        return self.material.sources[uid].description.participant

    @cached_property
    def _spoken(self) -> dict[str, int]:
        able = [uid for uid in self.material.done if uid in self.material.sources]
        return {uid: self._words(uid, self._speech(uid)) for uid in able}

    def _speech(self, uid: str) -> list[Span]:
        return region(self.material.sources[uid].text.speech())

    def _words(self, uid: str, spans: Sequence[Span]) -> int:
        return words_touched(self.material.sources[uid].text.text, spans)

    def notes(self) -> list[str]:
        """What cannot be counted: nobody has said whose it is, or its coder is not done."""
        told = [self._unfinished()] if self.of_coders else []
        if self.asked is not None:
            told.append(ASKED)
        elif self.count == "participants":
            told.append(self._nobodys())
        return [note for note in told if note]

    def _unfinished(self) -> str:
        """Documents that others are done with, and a coder with codings in them is not."""
        made = self.within.get((None, None), ())
        left = {c.document for c in made if c.document in self.material.done and not self._is_done(c)}
        if not left:
            return ""
        documents = f"{len(left):,} document{'s' * (len(left) != 1)}"
        return f"{documents} with codings of coders who are not done with them: in counts of codings only."

    def _nobodys(self) -> str:
        documents = {coding.document for coding in self.within.get((None, None), ())}
        nobody = sum(1 for uid in documents if not self._participant(uid))
        documents_belong = "document with codings belongs" if nobody == 1 else "documents with codings belong"
        return f"{nobody:,} {documents_belong} to no participant." if nobody else ""

"""Lines as a browser would break them, while text and breaks come in one after the other."""

from __future__ import annotations

import re

from transcripts.importing.decoding import canonical

_WHITE = re.compile(r"[ \t\n\r\f]+")
_LONGEST_CELL = 300
_MOST_LINES = 4


class Lines:
    """Text with white space run together, a line a block; `bold` spans, and where each table's cells came to stand."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.bold: list[tuple[int, int]] = []
        self.length = 0
        self._empty = True
        self._breaks = 0
        self._space = False
        self._lines = 0

    def text(self, text: str, *, bold: bool, kept: bool) -> None:
        """Words; with `kept`, white space stands as it is (`<pre>`)."""
        if kept:
            self._put(canonical(text), bold)
            return
        words = _WHITE.sub(" ", text)
        if words[0] == " ":
            self._space = not self._empty and not self._breaks
        if words != " ":
            spaced = " " if self._space else ""
            self._put(spaced + words.strip(" "), bold)
            self._space = words[-1] == " "

    def _put(self, text: str, bold: bool) -> None:
        if self._breaks:
            self._append("\n" * self._breaks)
            self._lines += self._breaks
            self._breaks = 0
        start = self.length
        self._append(text)
        self._empty = False
        if bold:
            joined = self.bold and not "".join(self.pieces[-2:-1]).endswith("\n") and self.bold[-1][1] == start
            start = self.bold.pop()[0] if joined else start
            self.bold.append((start, self.length))

    def _append(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def block(self) -> None:
        """A block begins or ends: what comes stands on a line of its own."""
        self._space = False
        if not self._empty and not self._breaks:
            self._breaks = 1

    def line(self) -> None:
        """`<br>`."""
        self._space = False
        if self.length:
            self._breaks += 1

    def begin_row(self) -> None:
        """A row begins on a line of its own."""
        self.block()

    def begin_cell(self, first: bool, before: tuple[int, int] | None) -> int:
        """Where a cell's words begin; TABs stand between cells, and below a column of a page's layout a line ends."""
        if first:
            self.block()  # words that stand in a row, but in no cell of it
            if self._breaks:
                self._append("\n" * self._breaks)
        else:
            wide = before is not None and before[1] - before[0] > _LONGEST_CELL and self._lines >= _MOST_LINES
            self._append("\n" if wide else "\t")
        self._lines = self._breaks = 0
        self._space, self._empty = False, True
        return self.length

    def end_row(self) -> None:
        """Cells without words still make a row."""
        self._breaks, self._space, self._empty = 1, False, False

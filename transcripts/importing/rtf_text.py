"""The text that an RTF file's words are put into: lines, bold spans, the cells of tables, boxes after paragraphs."""

from __future__ import annotations

from transcripts.importing.speaker_column import Cell


class Text:
    """Grows at its end only; offsets are code points of the text so far."""

    def __init__(self) -> None:
        self.bold: list[tuple[int, int]] = []
        self.tables: list[list[list[Cell]]] = []
        self.boxes = 0
        self._pieces: list[str] = []
        self._length = 0
        self._row: list[Cell] | None = None
        self._cell = self._line = self._after_row = 0
        self._waiting: list[str] = []

    def __str__(self) -> str:
        return "".join(self._pieces)

    def put(self, words: str, *, bold: bool = False) -> None:
        """Words; neighbouring bold ones are one span."""
        start = self._length
        self._pieces.append(words)
        self._length += len(words)
        if bold:
            if self.bold and self.bold[-1][1] == start:
                start = self.bold.pop()[0]
            self.bold.append((start, self._length))

    def put_box(self, words: str) -> None:
        """Words of a text box, which follow the paragraph that holds it."""
        if words.strip():
            self._waiting.append(words.strip("\n"))
            self.boxes += 1

    def end_paragraph(self) -> None:
        """A paragraph's end, inside a cell too."""
        self._end_line()
        self._put_boxes()

    def end_page(self) -> None:
        """A break between pages, columns or sections ends a line that has begun."""
        if self._length > self._line:
            self._end_line()

    def finish(self) -> None:
        """What still waits comes in."""
        self._row = None
        self._put_boxes()

    def _end_line(self) -> None:
        self.put("\n")
        self._line = self._length

    def _put_boxes(self) -> None:
        if not self._waiting or self._row is not None:  # a row of a table is ended first
            return
        self.end_page()
        for box in self._waiting:
            self.put(box)
            self._end_line()
        self._waiting = []

    def begin_row(self) -> None:
        """A paragraph says that it stands in a table."""
        if self._row is None:
            self._row, self._cell = [], self._length

    def leave_table(self) -> None:
        """Paragraphs leave a table by saying nothing of it."""
        if not self._row:
            self._row = None

    def end_cell(self) -> None:
        """The end of a cell."""
        if self._row is None:
            self._row, self._cell = [], self._line
        self._row.append((self._cell, self._length))
        self.put("\t")
        self._cell = self._length

    def end_row(self) -> None:
        """The end of a row, which is a line; rows one after the other are one table."""
        row, self._row = self._row, None
        if not row:
            return
        if self._pieces[-1] == "\t":
            self._pieces.pop()
            self._length -= 1
        if not self.tables or row[0][0] != self._after_row:
            self.tables.append([])
        self.tables[-1].append(row)
        self.end_paragraph()
        self._after_row = self._length

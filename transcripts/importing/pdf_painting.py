"""In which order the pieces of a page were painted: side by side as words of one line, or apart as in columns."""

from __future__ import annotations

from collections.abc import Sequence

from transcripts.importing.pdf_pieces import Piece

Numbered = tuple[int, Piece]


class Painting:
    """In which order the pieces of a page were painted.

    It is asked where places decide nothing: gaps of a few justified lines stand below one another in one column too (on
    3 lines running in 15 of 115 files of 3 to 8 lines; in 120 of 353 of two columns). Of 496 files of two columns of 2
    to 48 lines (16 to 40 letters, 9 to 30 points apart), painted column by column, that are read straight across, the
    order told 473; of 442 files of one column and 996 of two that are read right, none.
    """

    def __init__(self, page: Sequence[list[Numbered]]) -> None:
        painted = sorted((number, at) for at, line in enumerate(page) for number, _ in line)
        self._line = [at for _, at in painted]
        self._turn = {number: turn for turn, (number, _) in enumerate(painted)}

    def parts(self, line: list[Numbered], at: int) -> bool:
        """Whether pieces of other lines were painted between the piece `at` of a line and the one before it.

        Both are asked, as lines from the right are painted from the right.
        """
        before, behind = (self._turn[line[place][0]] for place in (at - 1, at))
        return self._other(behind, -1) and self._other(before, 1)

    def _other(self, turn: int, step: int) -> bool:
        """Whether a piece of another line was painted next (`step` 1) or before (-1)."""
        beside = turn + step
        return 0 <= beside < len(self._line) and self._line[beside] != self._line[turn]

"""The table of agreement: a row a code, α drawn on a scale, only as many columns as fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from codebook.agreement import CodeAgreement
from coding_tui.views.agreement_view import TableRow, Theme, beware, code_name, number, share, theme_name
from coding_tui.widgets.lines import Line, Piece
from coding_tui.widgets.record_list import GUTTER, Painted, RecordList
from coding_tui.widgets.rows import fixed

ROLLED = " + below"
"""After a theme's name: the figures are of the theme with all the codes below it."""
LOW, HIGH = -0.2, 1.0
TICKS = (0.0, 0.667, 0.8)
"""Zero, and Krippendorff's (2019) limits for tentative and for firm conclusions."""


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide each column is; 0 leaves it out."""

    code: int
    units: int
    prevalence: int
    alpha: int
    bar: int
    kappa: int
    ac1: int
    f1: int
    note: int

    @classmethod
    def within(cls, width: int, interval: bool) -> Columns:
        """The columns for so many cells; α takes more with its interval."""
        alpha = 20 if interval else 7
        if width < (112 if interval else 90):
            bar = 14 if not interval else 0
            fixed_ones = 8 + 8 + alpha + bar + 7 + 7
            return cls(max(12, width - fixed_ones), 8, 8, alpha, bar, 7, 0, 7, 0)
        fixed_ones = 9 + 8 + alpha + 27 + 7 * 3
        code = min(46, max(24, (width - fixed_ones) * 3 // 5))
        return cls(code, 9, 8, alpha, 27, 7, 7, 7, max(0, width - fixed_ones - code))


def right_aligned(text: str, width: int) -> str:
    """`text` at the right end of so many cells."""
    return text.rjust(width) if width else ""


def bar(code: CodeAgreement, width: int) -> str:
    """α as a point on the scale from −0.2 to 1, its interval as a line, the ticks as dots."""
    if not width:
        return ""
    room = width - 2
    cells = [" "] * room
    for tick in TICKS:
        cells[place(tick, room)] = "·"
    if code.alpha_low is not None and code.alpha_high is not None:
        first, last = place(code.alpha_low, room), place(code.alpha_high, room)
        cells[first : last + 1] = ["├", *("─" * (last - first - 1)), "┤"] if last > first else ["┼"]
    if code.alpha is not None:
        cells[place(code.alpha, room)] = "◂" if code.alpha < LOW else "●"
    return "  " + "".join(cells)


def place(value: float, room: int) -> int:
    """The cell of a value on the scale."""
    return round((min(max(value, LOW), HIGH) - LOW) / (HIGH - LOW) * (room - 1))


def scale(width: int) -> str:
    """The numbers above the bars."""
    room = width - 2
    labels = ((-0.2, "-.2"), (0.0, "0"), (0.667, ".67"), (0.8, ".8"), (1.0, "1")) if room > 20 else (
        (0.0, "0"), (0.667, ".67"), (1.0, "1"))  # fmt: skip
    cells = [" "] * (room + 2)
    for value, label in labels:
        first = place(value, room) - (len(label) > 2 and value > 0)
        cells[first : first + len(label)] = label
    return "  " + "".join(cells)[:room]


class AgreementHeader(Line):
    """The columns' names."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.interval = False

    def left(self, room: int) -> Iterable[Piece]:
        """As wide as the columns below."""
        at = Columns.within(self.size.width - GUTTER - 2, self.interval)
        names = (("units", at.units), ("coded", at.prevalence), ("α [95 %]" if self.interval else "α", at.alpha))
        rest = (("κ", at.kappa), ("AC1", at.ac1), ("F1", at.f1))
        yield " " * GUTTER + fixed("code", at.code), "quiet"
        yield "".join(right_aligned(name, width) for name, width in names), "quiet"
        yield (scale(at.bar) if at.bar else "") + "".join(right_aligned(name, width) for name, width in rest), "quiet"
        yield "  note" if at.note else " ", "quiet"


class AgreementList(RecordList[TableRow]):
    """The codes."""

    DEFAULT_CSS = "AgreementList { scrollbar-gutter: stable; height: 1fr; }"
    interval = False

    def key_of(self, record: TableRow) -> str:
        """The code's path; a theme's heading by its name."""
        return f"# {record.name}" if isinstance(record, Theme) else record.code

    def is_heading(self, record: TableRow) -> bool:
        """Themes' names are headings."""
        return isinstance(record, Theme)

    def paint(self, record: TableRow, width: int) -> Sequence[Painted]:
        """One row."""
        at = Columns.within(width - 1, self.interval)
        if isinstance(record, Theme):
            return (Painted(tuple(self._heading(record, at))),)
        return (Painted(tuple(self._pieces(record, at))),)

    def _heading(self, theme: Theme, at: Columns) -> Iterable[Piece]:
        """The theme's name, and its figures with all below it."""
        if theme.rolled is None:
            yield theme.name, "strong"
            return
        room = at.code - len(ROLLED)
        yield fixed(theme.name, room) if len(theme.name) > room else theme.name, "strong"
        yield " " * max(0, room - len(theme.name)) + ROLLED, "quiet"
        yield from _figures(theme.rolled, at)

    def _pieces(self, code: CodeAgreement, at: Columns) -> Iterable[Piece]:
        named = isinstance(self.records[0], Theme)
        beside = theme_name(code) if not named and at.code >= 40 else ""
        sign = "" if at.note or not beware(code) else "! "
        name = fixed(("  " if named else "") + sign + code_name(code), at.code - (len(beside) + 3 if beside else 0))
        yield name, "text"
        if beside:
            yield fixed(f" · {beside}", at.code - len(name)), "quiet"
        yield from _figures(code, at)


def _figures(code: CodeAgreement, at: Columns) -> Iterable[Piece]:
    defined = code.alpha is not None
    yield right_aligned(f"{code.units:,}", at.units), "quiet"
    yield right_aligned(share(code.prevalence), at.prevalence), "text"
    yield right_aligned(_with_interval(code), at.alpha), "strong" if defined else "quiet"
    yield bar(code, at.bar), "accent" if defined else "quiet"
    for value, width in ((code.kappa, at.kappa), (code.ac1, at.ac1), (code.f1, at.f1)):
        yield right_aligned(number(value), width) if width else "", "text"
    yield ("  " + beware(code)) if at.note else "", "quiet"


def _with_interval(code: CodeAgreement) -> str:
    if code.alpha_low is None or code.alpha_high is None:
        return number(code.alpha)
    return f"{number(code.alpha)} [{number(code.alpha_low)}, {number(code.alpha_high)}]"

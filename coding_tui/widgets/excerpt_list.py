"""Passages found, two rows each: who said it, under which codes, by which coder; then the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from coding_tui.plain_words import shown
from coding_tui.views.retrieval import InContext, Passage, Span
from coding_tui.views.veil import FOLDED, Veil
from coding_tui.widgets.lines import Piece
from coding_tui.widgets.record_list import HUE, Painted, RecordList


class ExcerptList(RecordList[Passage]):
    """`collected` says which passages are quotations already: they bear a q."""

    ROWS_EACH = 2

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        super().__init__(empty=empty, marks=True, id=id)
        self.collected: frozenset[Span] = frozenset()
        self.veil = Veil()

    def key_of(self, record: Passage) -> str:
        """Its place and the codings behind it."""
        return record.key

    def paint(self, record: Passage, width: int) -> Sequence[Painted]:
        """Attribution, area, codes, coder; words and marks."""
        excerpt = record.excerpt
        who: list[Piece] = [(record.attribution, "strong")]
        if excerpt.area:
            who.append((f" · Area {excerpt.area}", "quiet"))
        if excerpt.role == "interviewer":
            who.append((" · interviewer", "quiet"))
        return Painted(tuple(who), self._codes(record)), Painted(self._said(record), self._marks(record))

    def _codes(self, record: Passage) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        for number, code in enumerate(record.codes):
            pieces += [(", ", "quiet")] if number else []
            pieces += [("▎", f"{HUE}{code.hue}"), (code.name, "text")]
        if record.excerpt.coder:
            pieces.append((f" · {record.excerpt.coder}", "quiet"))
        return tuple(pieces)

    def _marks(self, record: Passage) -> tuple[Piece, ...]:
        marks = " ".join(part for part in (record.marks, "q" if record.span in self.collected else "") if part)
        return ((marks, "accent"),) if marks else ()

    def _said(self, record: Passage) -> tuple[Piece, ...]:
        if self.veil.hides(*record.span):
            return ((FOLDED, "quiet"),)
        return (("“", "quiet"), (" ".join(record.excerpt.text.split()), "text"), ("”", "quiet"))


class LongExcerptList(ExcerptList):
    """The same with more of the words, for reading where nothing else shows them."""

    ROWS_EACH = 4

    def paint(self, record: Passage, width: int) -> Sequence[Painted]:
        """Attribution, codes, coder; words on three rows, marks after the last."""
        first, second = super().paint(record, width)
        if self.veil.hides(*record.span):
            return first, second
        room = max(8, width - 2)
        lines = [line.plain for line in Content(shown(f"“{' '.join(record.excerpt.text.split())}”")).wrap(room)]
        most = self.ROWS_EACH - 1
        kept = [*lines[: most - 1], " ".join(lines[most - 1 :])] if len(lines) > most else lines
        rows = [Painted(((line, "text"),)) for line in kept]
        return first, *rows[:-1], Painted(rows[-1].left, second.right)


def context_pieces(found: InContext) -> Iterable[Piece]:
    """A passage in its place, for reading: the question, what was said before, the words marked, what follows."""
    passage = found.passage.excerpt
    if found.question:
        yield f"{found.asker or 'Asked before'}\n", "quiet"
        yield f"  {found.question.strip()}\n", "quiet"
        yield "  ⋮\n\n", "quiet"
    for number, line in enumerate(found.around.before):
        same = not found.begins and number == len(found.around.before) - 1
        if line.speaker:
            yield f"{line.speaker}\n", "strong" if same else "quiet"
        yield line.text + (" " if same else "\n\n"), "text" if same else "quiet"
    if found.begins and passage.speaker:
        yield f"{passage.speaker}\n", "strong"
    yield passage.text, "mark"
    for number, line in enumerate(found.around.after):
        same = not found.ends and number == 0
        yield " " if same else "\n\n", "text"
        if line.speaker and not same:
            yield f"{line.speaker}\n", "quiet"
        yield line.text, "text" if same else "quiet"
    yield from _about(found.passage)
    for each in found.beside:
        yield f"\nalso: {each}", "quiet"


def _about(passage: Passage) -> Iterable[Piece]:
    excerpt = passage.excerpt
    area = f"Area {excerpt.area}" if excerpt.area else ""
    about = [part for part in (excerpt.kind, excerpt.group, area, excerpt.date) if part]
    yield f"\n\n{excerpt.document}", "strong"
    yield (" · " + " · ".join(about) if about else ""), "quiet"
    if passage.codes:
        yield "\n" + ", ".join(code.path for code in passage.codes), "text"
        yield f" · {excerpt.coder}", "quiet"
    if passage.agreed is not None:
        yield f"\n{100 * passage.agreed:.0f} % of the coders who are done with it have this code here", "quiet"
    if passage.reasons:
        yield f"\nfor the report: {' · '.join(passage.reasons)}", "accent"
    if excerpt.stance:
        yield f"\nstance: {excerpt.stance}", "text"
    if excerpt.memo:
        yield f"\nmemo: {excerpt.memo}", "text"

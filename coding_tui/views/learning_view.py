"""What a learner is shown of their learning set: agreement per code, then each difference with its rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from codebook.coding import distressing
from codebook.spans import Span
from codebook.teaching.lessons import Learnt, Lesson
from coding_tui.views.agreement_view import number
from coding_tui.views.retrieval import counted
from coding_tui.views.veil import FOLDED
from coding_tui.widgets.lines import Piece

KINDS = {"missed": "missed", "instead": "another code", "bounds": "other bounds", "added": "not coded by the team"}
WIDEST = 60


def pieces(made: Learnt, hidden: Mapping[str, Sequence[Span]]) -> Iterable[Piece]:
    """All of it; the words of what is flagged as distressing (`hidden`, by document's uid) stay folded."""
    yield f"{counted(len(made.done), 'document')} done · {counted(len(made.lessons), 'difference')}", "strong"
    yield " from what the team settled; this is no agreement between coders\n", "quiet"
    if made.waiting:
        yield f"Not done yet, and not compared: {', '.join(made.waiting)}\n", "quiet"
    if made.left_out:
        yield f"Left out: {counted(made.left_out, 'stretch').replace('stretchs', 'stretches')} ", "quiet"
        yield "that the team itself did not settle\n", "quiet"
    if made.agreement is not None:
        yield f"\n{'F1':>6} {'α':>6}  sentences  code\n", "quiet"
        for code in made.agreement.codes:
            yield f"{number(code.f1):>6} {number(code.alpha):>6}  {code.units:>9,}  {code.code[:WIDEST]}\n", "text"
    for lesson in made.lessons:
        yield from _lesson(lesson, distressing.touched(dict(hidden), lesson.document, lesson.start, lesson.end))


def _lesson(lesson: Lesson, folded: bool) -> Iterable[Piece]:
    yield f"\n{lesson.label} · {KINDS[lesson.kind]}\n", "accent"
    yield (FOLDED if folded else f"“{' '.join(lesson.text.split())}”") + "\n", "text"
    yield f"team  {', '.join(lesson.expected) or 'nothing'}\nyou   {', '.join(lesson.got) or 'nothing'}\n", "text"
    yield f"{lesson.rule.source}: ", "quiet"
    yield f"{lesson.rule.text}\n", "strong"

"""How a passage like this was ruled on before, as words to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from codebook.distressing import touched
from codebook.precedents import Precedent
from codebook.spans import Span
from coding_tui.veil import FOLDED
from coding_tui.widgets.lines import Piece

LONGEST = 400
NONE_LIKE_IT = (
    "Nothing that shares words with this was ruled on yet. Rulings are made in Agreement (F5, then enter), and what is "
    "still under seal is not shown."
)


def pieces(found: Sequence[Precedent], flagged: Mapping[str, list[Span]]) -> Iterator[Piece]:
    """Nearest first: what it got, why, its words unless `flagged` as distressing, by which words it is near."""
    if not found:
        yield (NONE_LIKE_IT, "quiet")
    for at, each in enumerate(found):
        decision = each.ruling.decision
        yield ("\n\n" if at else "", "text")
        yield (_got(each), "strong")
        yield (f" · {decision.reason} · {each.ruling.coder}, {each.ruling.ruled[:10]}\n", "quiet")
        if decision.note:
            yield (f"{decision.note}\n", "text")
        at_it = each.ruling.at
        if touched(flagged, at_it.document, at_it.start, at_it.end):
            yield (f"{FOLDED}\n", "quiet")
        else:
            words = " ".join(each.words.split())
            yield (f"“{words if len(words) <= LONGEST else words[:LONGEST] + '…'}”\n", "text")
        yield (f"{each.ruling.label} · near by: {', '.join(each.shared)} ({each.nearness:.2f})", "quiet")


def _got(each: Precedent) -> str:
    if each.both:
        return f"readings stand beside each other: {', '.join(each.codes)}"
    return ", ".join(each.codes) or "no code"

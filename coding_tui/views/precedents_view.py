"""How passages like this were coded before, as words to read: ruled on, or given the same by everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from codebook.coding.distressing import touched
from codebook.reviewing.precedents import Precedent, Settled
from codebook.spans import Span
from coding_tui.views.veil import FOLDED
from coding_tui.widgets.lines import Piece

LONGEST = 400
NONE_LIKE_IT = (
    "Nothing that shares words with this is settled yet: nothing that all who finished a document gave the same code, "
    "and no ruling. Rulings are made in Agreement («go.agreement», then «agreement.why»), and what is still under seal "
    "is not shown."
)


def pieces(found: Sequence[Precedent], flagged: Mapping[str, list[Span]]) -> Iterator[Piece]:
    """Nearest first: what it got, why, its words unless `flagged` as distressing, by which words it is near."""
    if not found:
        yield (NONE_LIKE_IT, "quiet")
    for at, each in enumerate(found):
        one = each.settled
        yield ("\n\n" if at else "", "text")
        yield (_got(one), "strong")
        yield from _why(one)
        if touched(flagged, *one.place):
            yield (f"{FOLDED}\n", "quiet")
        else:
            words = " ".join(one.words.split())
            yield (f"“{words if len(words) <= LONGEST else words[:LONGEST] + '…'}”\n", "text")
        yield (f"{one.label} · near by: {', '.join(each.shared)} ({each.nearness:.2f})", "quiet")


def _got(one: Settled) -> str:
    if one.both:
        return f"readings stand beside each other: {', '.join(one.codes)}"
    return ", ".join(one.codes) or "no code"


def _why(one: Settled) -> Iterator[Piece]:
    if one.ruling is None:
        yield (f" · agreed by {' and '.join(one.coders)}\n", "quiet")
        return
    decision = one.ruling.decision
    yield (f" · ruled: {decision.reason} · {one.ruling.coder}, {one.ruling.ruled[:10]}\n", "quiet")
    if decision.note:
        yield (f"{decision.note}\n", "text")

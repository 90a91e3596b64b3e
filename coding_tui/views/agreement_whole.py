"""The codebook as a whole, in words for the screen: sets of codes, and the unitizing family."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from codebook.agreement.together import GroupUnitizing, Together
from coding_tui.views.agreement_view import number, share
from coding_tui.widgets.lines import Piece

CAUTION = "Secondary figures: one number for many codes hides the code that failed. Report them beside the table.\n"
WHERE_AND_WHAT = (
    ("uα", "where and what"), ("|uα", "where: relevant matter or not"), ("cuα", "what, on words that both coded"),
    ("pairable", "how much of the text cuα is about"),
)  # fmt: skip


def whole_pieces(found: Together | None, unit: str) -> Iterable[Piece]:
    """What is to be read of it."""
    if found is None:
        yield "Fewer than two codes, or nothing to compare: there is no whole to measure.\n", "text"
        return
    yield CAUTION, "quiet"
    yield f"\nSets of codes, by {unit}\n", "quiet"
    yield f"α {number(found.sets.jaccard)}", "strong"
    yield " with Jaccard's distance between sets, ", "text"
    yield number(found.sets.masi), "strong"
    yield " with MASI (Passonneau 2006)\n", "text"
    yield "\nPassages as units on a line of text, by character (Krippendorff and others 2016)\n", "quiet"
    wide = max(cell_len(_name(group)) for group in found.unitizing)
    yield " " * wide + "".join(f"{name:>10}" for name, _ in WHERE_AND_WHAT) + "\n", "quiet"
    for group in found.unitizing:
        yield from _group(group, wide)
    yield "\n" + " · ".join(f"{name} {means}" for name, means in WHERE_AND_WHAT) + "\n", "quiet"
    yield from _values(found)


def _name(group: GroupUnitizing) -> str:
    return group.theme or "all codes"


def _group(group: GroupUnitizing, wide: int) -> Iterator[Piece]:
    yield _name(group).ljust(wide), "text"
    if group.undefined:
        yield f"  – {group.undefined}\n", "quiet"
        return
    for value in (group.u_alpha, group.bar_u_alpha, group.cu_alpha):
        yield f"{number(value):>10}", "text" if value is not None else "quiet"
    yield f"{share(group.coverage):>10}\n", "quiet"


def _values(found: Together) -> Iterator[Piece]:
    groups = [group for group in found.unitizing if group.theme] or found.unitizing
    values = [value for group in groups for value in group.codes if value.coverage]
    if not values:
        return
    wide = max(cell_len(value.code) for value in values)
    yield "\nWhat, code by code among the codes of its theme: (k)uα, and how much of the code it is about\n", "quiet"
    for value in values:
        yield f"{value.code.ljust(wide)}  {number(value.alpha):>6}", "text"
        yield f"  {share(value.coverage):>7}\n", "quiet"

"""The words of disagreements and rulings on screens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from codebook.agreement.kinds import KINDS
from codebook.paths import parse_path
from codebook.reviewing.disagreements import Disagreement, Queue
from codebook.reviewing.rulings import Ruling
from coding_tui.views.agreement_view import number, share
from coding_tui.views.retrieval import counted
from coding_tui.views.veil import FOLDED
from coding_tui.widgets.lines import Piece

NAMED = {
    "split-merge": "split", "boundary": "boundary", "parent-child": "parent/child", "sibling": "substitution",
    "other-branch": "branch", "omission": "omission",
}  # fmt: skip
"""Kinds as the list calls them: a code of the same parent instead is a substitution, one from elsewhere a branch."""
KIND_ORDER: tuple[str, ...] = ("", *KINDS)
REASONS = ("slip", "boundary", "definition", "context", "interpretation", "double meaning", "other")
"""Why a ruling is made."""
WIDEST = max(len(name) for name in NAMED.values())


@dataclass(frozen=True, slots=True)
class Asked:
    """Which list is looked at: of a code (path, "" for all) at a unit, of whose work (None: all), in which round."""

    code: str = ""
    unit: str = ""
    coders: tuple[str, ...] | None = None
    round: str = "main"


def last_name(path: str) -> str:
    """A code's own name."""
    return parse_path(path)[-1]


def weight(each: Disagreement, code: str) -> str:
    """Its share of 1 − α of a code, or of all its codes together; "" in a project that works reflexively."""
    if not each.shares:
        return ""
    return share(each.shares.get(code, 0.0)) if code else number(each.weight)


def who_has_what(each: Disagreement, paths: Mapping[str, str]) -> list[tuple[str, str]]:
    """Every coder with the names of the codes they gave there, – for none."""
    had: dict[str, list[str]] = {name: [] for name in each.at.coders}
    for reading in each.readings:
        name = last_name(paths.get(reading.code, "a code that is gone"))
        if name not in had[reading.coder]:
            had[reading.coder].append(name)
    return [(coder, ", ".join(names) or "–") for coder, names in had.items()]


def state(each: Disagreement) -> str:
    """`✓ ruled`, `↻ stale`, or nothing."""
    if each.settled:
        return "✓ ruled"
    return "↻ ruling is stale" if each.ruling is not None and each.ruling.stale else ""


def chosen(found: Iterable[Disagreement], *, kind: str, open_only: bool) -> list[Disagreement]:
    """Those of a kind ("" for all), and only the open ones if so wished."""
    return [each for each in found if kind in ("", each.kind) and not (open_only and each.settled)]


def heading(queue: Queue, asked: Asked, shown: int, kind: str) -> str:
    """`Why ‘Blame across’ disagrees · 41 places, ranked by their share of 1 − α`."""
    about = f"Why ‘{last_name(asked.code)}’ disagrees" if asked.code else "Where coders disagree"
    of_kind = f" of the kind {NAMED[kind]}" if kind else ""
    ranked = any(each.shares for each in queue.found)
    order = ("ranked by their share of 1 − α" if asked.code else "heaviest first") if ranked else "in text order"
    return f"{about} · {counted(shown, 'place')}{of_kind}, {order}"


def progress(queue: Queue) -> str:
    """`3 of 41 settled`."""
    stale = f" · {counted(len(queue.stale), 'ruling')} stale" if queue.stale else ""
    return f"{queue.settled:,} of {len(queue.found):,} settled{stale}"


def outcome(ruling: Ruling) -> str:
    """What a ruling lets stand, in words."""
    decision = ruling.decision
    said = {"all": "both stand", "new": "a new span", "neither": "neither stands", "readings": "both readings kept"}
    kept = f"{decision.kept}’s stands" if decision.outcome == "one" else said[decision.outcome]
    return f"{kept}, {decision.reason}"


def about(each: Disagreement, queue: Queue, words: str | None) -> Iterable[Piece]:
    """Everything about one, to read below the list; `words` are None where they are folded."""
    yield f"{NAMED[each.kind]} · {each.label}, {each.at.start:,}–{each.at.end:,} · {each.at.round} round\n", "quiet"
    for code, part in each.shares.items():
        yield f"{share(part)} of 1 − α of {code}\n", "text"
    for coder, names in who_has_what(each, queue.paths):
        yield f"{coder}: ", "strong"
        yield f"{names}\n", "text"
    yield (f"“{words}”\n", "text") if words is not None else (f"{FOLDED} «disagreements.lift» shows it.\n", "quiet")
    yield from told(each)


def told(each: Disagreement) -> Iterable[Piece]:
    """What was decided about it, if anything."""
    if each.ruling is None:
        return
    ruling, decision = each.ruling, each.ruling.decision
    mark = "✓" if each.settled else "↻ stale, the codings were changed afterwards:"
    attached = {"": "", "typical": " · attached as an example", "near_miss": " · attached as a near miss"}
    yield f"{mark} {outcome(ruling)} · {ruling.coder}, {ruling.ruled[:10]}{attached[decision.example]}\n", "accent"
    if decision.note:
        yield f"{decision.note}\n", "text"


def choices(coders: Sequence[str]) -> Iterable[Piece]:
    """The line of what can be decided, by its keys."""
    listed = (*((str(at + 1), f"{name}’s") for at, name in enumerate(coders)), ("3", "both"), ("4", "new span"),
              ("5", "keep both readings"), ("6", "neither"))  # fmt: skip
    for key, name in listed:
        yield f"{key} ", "accent"
        yield f"{name}   ", "text"

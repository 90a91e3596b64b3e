"""The list of documents as rows: groups and documents, with what is done, read and waiting. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from codebook.team.rounds import MAIN
from coding_tui.views.document_lines import DocumentLine
from coding_tui.widgets.rows import Row
from transcripts.document_labels import natural

PLURALS = {
    "interview": "Interviews", "early advice": "Early advice", "panel": "Panels", "forum": "Forums",
    "training": "Training", "case file": "Case files", "": "Documents",
}  # fmt: skip
KIND, GROUP = "kind:", "group:"
GROUPINGS = {"kind": "kind and group", "area": "area", "case": "case", "state": "how far you are"}
"""What the list can be grouped by, in the order a key goes through them, and how that is called."""
MANY = 20_000
"""Rows of documents that are kept."""
_KEPT: dict[str, tuple[DocumentLine, tuple[int, bool, int | None], Row]] = {}
STATES = ("begun", "waiting", "done", "not assigned to you")


def document_rows(
    lines: Sequence[DocumentLine], opened: str | None, percent: int | None = None, by: str = "kind"
) -> list[Row]:
    """Rows for all documents; `opened` (a uid) is the one in the reader, `percent` how much of it was read."""
    round_ = next((line.round for line in lines if line.uid == opened), MAIN)
    if by == "kind":
        return _by_kind(lines, opened, percent, round_)
    rows: list[Row] = []
    for name, members in groups(lines, by):
        note = f"{len(members):,}" if by == "state" else tally(members, round_)
        rows.append(Row(f"{by}:{name}", _heading(by, name), 0, note, branch=True))
        rows.extend(document_row(line, opened, percent, 1) for line in members)
    return rows


def _by_kind(lines: Sequence[DocumentLine], opened: str | None, percent: int | None, round: str) -> list[Row]:
    rows: list[Row] = []
    for kind, of_kind in groupby(lines, key=lambda line: line.kind):
        inside = list(of_kind)
        rows.append(Row(KIND + kind, PLURALS.get(kind, kind.capitalize()), 0, tally(inside, round), branch=True))
        for group, of_group in groupby(inside, key=lambda line: line.group):
            members = list(of_group)
            if group:
                rows.append(Row(f"{GROUP}{kind}/{group}", group, 1, tally(members, round), branch=True))
            rows.extend(document_row(line, opened, percent) for line in members)
    return rows


def groups(lines: Sequence[DocumentLine], by: str) -> list[tuple[str, list[DocumentLine]]]:
    """Documents of an area, case or state together, those without one last; inside of a group in their old order."""
    found: dict[str, list[DocumentLine]] = {}
    for line in lines:
        found.setdefault(_value(line, by), []).append(line)
    if by == "state":
        return [(state, found[state]) for state in STATES if state in found]
    return sorted(found.items(), key=lambda group: (not group[0], natural(group[0])))


def _value(line: DocumentLine, by: str) -> str:
    if by == "area":
        return line.area
    if by == "case":
        return " and ".join(line.cases)
    return {"●": "done", "◐": "begun", "○": "waiting"}.get(line.mark, STATES[-1])


def _heading(by: str, name: str) -> str:
    if by == "area":
        return f"Area {name}" if name else "No area"
    if by == "case":
        return name or "No case"
    return name.capitalize()


def document_row(line: DocumentLine, opened: str | None, percent: int | None, depth: int | None = None) -> Row:
    """The row of one document, by default as deep as kind and group put it."""
    if depth is None:
        depth = 2 if line.group else 1
    here = line.uid == opened
    return _row(line, depth, here, percent if here else None)


def _row(line: DocumentLine, depth: int, here: bool, percent: int | None) -> Row:
    """Kept while its line stays itself, because the list is put together anew whenever one document of it changes."""
    kept = _KEPT.get(line.uid)
    if kept is not None and kept[0] is line and kept[1] == (depth, here, percent):
        return kept[2]
    note, brief = state_words(line, percent)
    find = " ".join((line.kind, line.group, line.area, line.date, *line.cases))
    row = Row(line.uid, line.label, depth, note, "▸" if here else " ", find=find, strong=here, brief=brief)
    if len(_KEPT) >= MANY:
        _KEPT.clear()
    _KEPT[line.uid] = line, (depth, here, percent), row
    return row


def state_words(line: DocumentLine, percent: int | None = None) -> tuple[str, str]:
    """`● done`, `◐ 61 % read`, `○`, and the same as short as it can be; ‖ before it where somebody codes under seal.
    In another round than main its name: `◐ again-1`.
    """
    seal = "‖ " if line.sealed else ""
    if line.round != MAIN:
        return f"{seal}{line.mark} {line.round}".strip(), f"{seal}{line.mark}".strip()
    seen = line.seen if percent is None else percent
    if line.done:
        return f"{seal}● done", f"{seal}●"
    if seen:
        return f"{seal}◐ {seen} % read", f"{seal}◐ {seen} %"
    return f"{seal}{line.mark}".strip(), f"{seal}{line.mark}".strip()


def tally(lines: Sequence[DocumentLine], round: str = MAIN) -> str:
    """`9 of 14` done of those that are this coder's in a round, or just how many there are."""
    given = _given(lines, round)
    return f"{given.count('done'):,} of {len(given):,}" if given else f"{len(lines):,}"


def _given(lines: Sequence[DocumentLine], round: str) -> list[str]:
    """The states of the documents that are this coder's in a round."""
    return [line.states[round] for line in lines if round in line.states]


def progress_words(lines: Sequence[DocumentLine], round: str = MAIN) -> tuple[str, str, str]:
    """How many are done of those that are this coder's in a round (or how many there are); the same without its noun;
    and how many wait.
    """
    given = _given(lines, round)
    left = len(given) - given.count("done")
    if not given:
        many = f"{len(lines):,}"
        return (f"{many} {'document' if len(lines) == 1 else 'documents'}", many, "") if lines else ("", "", "")
    count = f"{len(given) - left:,} of {len(given):,}"
    return f"{count} done", count, f"{left:,} of {len(given):,} still to code"


def folded_at_first(rows: Sequence[Row], opened: str | None) -> set[str]:
    """Branches to begin with shut: with many documents all but those above the opened one."""
    if sum(not row.branch for row in rows) <= 30:
        return set()
    shut, above = {row.key for row in rows if row.branch}, list[Row]()
    for row in rows:
        del above[next((at for at, each in enumerate(above) if each.depth >= row.depth), len(above)) :]
        if row.branch:
            above.append(row)
        elif row.key == opened:
            shut -= {each.key for each in above}
    return shut


def in_order(rows: Iterable[Row], lines: Sequence[DocumentLine]) -> list[DocumentLine]:
    """The documents as the list shows them, from the top."""
    by_uid = {line.uid: line for line in lines}
    return [by_uid[row.key] for row in rows if row.key in by_uid]


def next_to_code(lines: Sequence[DocumentLine], opened: str | None) -> DocumentLine | None:
    """The next document after the opened one, round to the first, that is assigned and not done; where none is, the
    next that is not done.
    """
    at = next((number for number, line in enumerate(lines) if line.uid == opened), -1)
    rest = [*lines[at + 1 :], *lines[: max(at, 0)]]
    left = [line for line in rest if not line.done]
    return next((line for line in left if line.state), None) or next(iter(left), None)


def one_before(lines: Sequence[DocumentLine], opened: str | None) -> DocumentLine | None:
    """The document above the opened one, done or not."""
    at = next((number for number, line in enumerate(lines) if line.uid == opened), len(lines))
    return lines[at - 1] if at > 0 else None


def why_next(lines: Sequence[DocumentLine], opened: str | None, found: DocumentLine | None) -> str:
    """Why the next document is one that is not assigned, or why there is none; "" where it is as expected."""
    given = [line for line in lines if line.state]
    here = next((line for line in lines if line.uid == opened and not line.done), None)
    if found is None and here is not None:
        done = "«document.done», with nothing selected, says that it is"
        return f"{here.label} is the last one that is not done. {done}."
    if found is None:
        return f"{_all(len(lines))} done."
    if found.state:
        return ""
    if not given:
        return "Nothing is assigned to you: this is the next one that is not done."
    if here is not None and here.state:
        return f"{here.label} is the last one of yours that is not done; this one is not assigned to you."
    return f"{_all(len(given), ' of yours')} done; this one is not assigned to you."


def _all(many: int, whose: str = "") -> str:
    return f"All {many:,} documents{whose} are" if many != 1 else f"The one document{whose} is"

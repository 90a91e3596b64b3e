"""The code tree rearranged: merged, split, moved, grouped, retired, without a coding lost.

Each change is one function of a step's session, and says what it did as an `Outcome`. Counts shown beforehand are those
of the change itself, made and taken back (`preview`), so that nobody is promised anything else; they count what the
person may see, while the change is made to all (`seen_counts`). Undo is the journal's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, func, select, update

from codebook.coding import merging_judgements
from codebook.coding.merging_codings import Merged, move_codings, repoint
from codebook.paths import clean_name, name_key
from codebook.scheme import codes as code_book
from codebook.scheme.codes import Code, CodeTree, tree
from codebook.scheme.document import DEEPEST, HUES, CodeEntry
from codebook.scheme.seen_counts import Seen
from codebook.tables import Code as CodeRow
from codebook.tables import CodeDefinition
from codebook.tables import Coding as CodingRow
from transcripts.errors import Conflict
from transcripts.project import Project


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change came to: its name in the history, lines that count and explain, and the code (uid) to look at."""

    label: str
    lines: tuple[str, ...]
    code: str = ""


Change = Callable[[Session], Outcome]


class _TakenBack(Exception):
    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome


def preview(project: Project, change: Change, coder: str) -> Outcome:
    """What a change would come to: it is made in a transaction that is taken back. Raises Conflict as it would."""
    try:
        with project.step("Preview", coder) as session:
            raise _TakenBack(change(session))
    except _TakenBack as taken:
        return taken.outcome


def carry_out(project: Project, change: Change, label: str, coder: str) -> Outcome:
    """Make a change as one step."""
    with project.step(label, coder) as session:
        return change(session)


# -- one code -----------------------------------------------------------------------------------------------------


def rename(session: Session, code: Code, name: str) -> Outcome:
    """Another name; codings, memos and history stay with the code. Raises Conflict when a sibling has it."""
    code_book.rename(session, code.uid, name)
    return Outcome(f"Rename ‘{code.path}’ to ‘{clean_name(name)}’", _kept(session, [code]), code.uid)


def recolour(session: Session, code: Code, hue: int | None) -> Outcome:
    """Another hue, 1–12; None takes the theme's. Raises Conflict."""
    if hue is not None and hue not in HUES:
        raise Conflict(f"A colour is a hue from 1 to 12, not {hue}. Nothing was changed.")
    session.get_one(CodeRow, code.uid).colour = hue
    session.flush()
    return Outcome(f"Colour of ‘{code.path}’: {hue or 'as its theme'}", _kept(session, [code]), code.uid)


def retire(session: Session, code: Code, *, revive: bool = False) -> Outcome:
    """Take a code and what is below it out of use, or back into use; its codings stay and are counted."""
    below = tree(session).under(code)
    status = "active" if revive else "retired"
    session.execute(update(CodeRow).where(col(CodeRow.uid).in_([each.uid for each in below])).values(status=status))
    verb = "Take up again" if revive else "Retire"
    more = f", {_many(len(below) - 1, 'code')} below it included" if len(below) > 1 else ""
    return Outcome(f"{verb} ‘{code.path}’", _kept(session, below, more), code.uid)


def move(session: Session, code: Code, parent: Code | None, position: int | None = None) -> Outcome:
    """Put a code with all below it under another (None: the top), there at `position`, else last. Raises Conflict."""
    found = tree(session)
    inside = found.under(code)
    if parent is not None and parent.uid in {each.uid for each in inside}:
        raise Conflict(f"‘{parent.path}’ is ‘{code.name}’ or below it. Move it out first; nothing was changed.")
    _require_free(found, code, parent)
    deep = max(each.depth for each in inside) - code.depth + (parent.depth + 1 if parent else 0)
    if deep >= DEEPEST:
        raise Conflict(f"Codes stand at most {DEEPEST} deep. Nothing was changed.")
    _place(session, found, code, parent, position)
    after = tree(session).by_uid()
    asks = [each for each in inside if each.asks_stance != after[each.uid].asks_stance]
    lines = [*_kept(session, inside, f" · {_many(len(inside) - 1, 'code')} below it" if len(inside) > 1 else "")]
    if asks:
        lines.append(f"{_many(len(asks), 'code')} will {'not ' * (not after[asks[0].uid].asks_stance)}ask for stance, "
                     "as the theme above does")  # fmt: skip
    where = f"below ‘{parent.path}’" if parent else "to the top"
    return Outcome(f"Move ‘{code.path}’ {where}", tuple(lines), code.uid)


def _require_free(found: CodeTree, code: Code, parent: Code | None) -> None:
    over = parent.uid if parent else None
    for each in found:
        if each.parent == over and each.uid != code.uid and name_key(each.name) == name_key(code.name):
            raise Conflict(f"There is a code ‘{each.path}’ already. Rename one, or merge the two; nothing was changed.")


def _place(session: Session, found: CodeTree, code: Code, parent: Code | None, position: int | None) -> None:
    over = parent.uid if parent else None
    there = [each.uid for each in found if each.parent == over and each.uid != code.uid]
    there.insert(len(there) if position is None else max(0, min(position, len(there))), code.uid)
    for at, uid in enumerate(there):
        session.get_one(CodeRow, uid).position = at
    session.get_one(CodeRow, code.uid).parent_uid = over
    session.flush()


def shift(session: Session, code: Code, by: int) -> Outcome:
    """Move a code up or down among the codes beside it."""
    found = tree(session)
    beside = [each.uid for each in found if each.parent == code.parent]
    parent = found.by_uid().get(code.parent or "")
    _place(session, found, code, parent, beside.index(code.uid) + by)
    return Outcome(f"Move ‘{code.path}’ {'up' if by < 0 else 'down'}", _kept(session, [code]), code.uid)


def promote(session: Session, code: Code, name: str, parent: Code | None) -> Outcome:
    """An in-vivo code becomes a code of the team's: named, put in its place, its words kept as a typical example."""
    words, found, name = f"“{code.name}”", tree(session), clean_name(name)
    if parent is not None and parent.uid in {each.uid for each in found.under(code)}:
        raise Conflict(f"‘{parent.path}’ is ‘{code.name}’ or below it. Choose another theme; nothing was changed.")
    _require_free(found, replace(code, names=(*code.names[:-1], name)), parent)
    typical = "\n".join(part for part in (code.entry.typical, words) if part)
    code_book.define(session, code.uid, replace(code.entry, typical=typical))
    if (parent.uid if parent else None) != code.parent:
        _place(session, found, code, parent, None)
    session.get_one(CodeRow, code.uid).name = name
    session.flush()
    where = f"{parent.path}/" if parent else ""
    lines = (*_kept(session, [code]), f"its words are kept as a typical example: {words}")
    return Outcome(f"Promote {words} to ‘{where}{name}’", lines, code.uid)


# -- several codes ------------------------------------------------------------------------------------------------


def group(session: Session, codes: Sequence[Code], theme: str) -> Outcome:
    """Put codes below a theme of this path, which is made when it is new."""
    made = code_book.ensure(session, theme)
    seen = Seen.of(session)
    codings = seen.count(session, [each.uid for each in codes])
    for code in codes:
        found = tree(session).by_uid()
        move(session, found[code.uid], found[made])
    lines = (f"{_many(len(codes), 'code')} with {_many(codings, 'coding')} of their own, all kept", *seen.lines())
    return Outcome(f"Group {_many(len(codes), 'code')} under ‘{theme}’", lines, made)


def merge(session: Session, sources: Sequence[Code], target: Code) -> Outcome:
    """Give the target all codings of the sources, and take the sources out of the tree.

    A coder's codings of the very same passage become one, as in a set: marks of either count, memos are joined, and
    what cannot be both (stance, certainty) stays as the target has it while the memo says what the other was. Codes
    below the sources go below the target; definitions stay in its history, so that what was coded under another text
    can be read again. Raises Conflict.
    """
    if not sources or target.uid in {each.uid for each in sources}:
        raise Conflict("Merge one or more codes into another one. Nothing was changed.")
    total = Merged()
    children = judged = 0
    for source in sources:
        found = tree(session)
        inside = {each.uid for each in found.under(source)}
        if target.uid in inside:
            raise Conflict(f"‘{target.path}’ stands below ‘{source.path}’. Move it out first; nothing was changed.")
        for child in [each for each in found if each.parent == source.uid]:
            move(session, child, found.by_uid()[target.uid])
            children += 1
        total = total.plus(move_codings(session, source, target))
        repoint(session, source.uid, target.uid)
        judged += merging_judgements.carry(session, source.uid, target.uid)
        _inherit_history(session, source.uid, target.uid)
        code_book.remove(session, source.uid)
    lines = (*_merged_lines(total, children, judged, target), *Seen.of(session).lines())
    return Outcome(merge_label(sources, target), lines, target.uid)


def merge_label(sources: Sequence[Code], target: Code) -> str:
    """`Merge ‘queue’ into ‘waiting’`."""
    named = ", ".join(f"‘{each.name}’" for each in sources[:3])
    named += f" and {len(sources) - 3} more" if len(sources) > 3 else ""
    return f"Merge {named} into ‘{target.path}’"


def _merged_lines(total: Merged, children: int, judged: int, target: Code) -> list[str]:
    lines = [f"{_many(total.moved, 'coding')} in {_many(total.documents, 'document')} will be ‘{target.name}’"]
    if total.united:
        lines.append(f"{_many(total.united, 'coding')} of a passage that the same coder gave both become one; marks "
                     "and memos of both are kept")  # fmt: skip
    if total.told:
        lines.append(f"{_many(total.told, 'stance or certainty', 'stances or certainties')} that differed: the "
                     "target's stays, the memo says the other")  # fmt: skip
    if children:
        lines.append(f"{_many(children, 'code')} below will stand below ‘{target.name}’")
    if judged:
        lines.append(f"what was judged of convergence goes where ‘{target.name}’ has its own; undo brings it back")
    return lines


def _inherit_history(session: Session, source: str, target: str) -> None:
    """The source's definitions become the target's earliest, so that codings keep the text they were made under."""
    lowest = session.exec(select(func.min(CodeDefinition.version)).where(CodeDefinition.code_uid == target)).one()
    below = 1 if lowest is None else int(lowest)
    rows = session.exec(
        select(CodeDefinition).where(CodeDefinition.code_uid == source).order_by(col(CodeDefinition.version).desc())
    ).all()
    for at, row in enumerate(rows, 1):
        row.code_uid, row.version = target, below - at
        session.flush()


def split(session: Session, code: Code, names: Sequence[str], given: Mapping[str, str] | None = None) -> Outcome:
    """New codes below a code, for its codings to be given to: those `given` (coding's uid → name) now, others later.

    What is left on the code itself is the queue still to be read. Raises Conflict for a name that is taken, or given
    codings that are not the code's.
    """
    made: dict[str, str] = {}
    for name in names:
        entry = CodeEntry(clean_name(name), exclude=code.entry.exclude)
        made[name_key(name)] = code_book.add(session, name, code.uid, entry)
    rows = {row.uid: row for row in session.exec(select(CodingRow).where(CodingRow.code_uid == code.uid))}
    rules = {each.uid: each.definition for each in tree(session)}
    for uid, name in (given or {}).items():
        if uid not in rows or name_key(name) not in made:
            raise Conflict(f"Coding {uid[:8]} is not one of ‘{code.name}’, or ‘{name}’ not one of its parts. "
                           "Nothing was changed.")  # fmt: skip
        part = made[name_key(name)]
        rows[uid].code_uid, rows[uid].definition_uid = part, rules[part]
    session.flush()
    seen = Seen.of(session)
    left = seen.count(session, [code.uid])
    parts = ", ".join(f"‘{clean_name(name)}’" for name in names)
    lines = (f"{_many(len(given or {}), 'coding')} given to {parts}",
             f"{_many(left, 'coding')} of ‘{code.name}’ still to give", *seen.lines())  # fmt: skip
    return Outcome(f"Split ‘{code.path}’ into {parts}", lines, code.uid)


# -- counting -----------------------------------------------------------------------------------------------------


def _kept(session: Session, codes: Sequence[Code], more: str = "") -> tuple[str, ...]:
    seen = Seen.of(session)
    return f"{_many(seen.count(session, [each.uid for each in codes]), 'coding')} kept as they are{more}", *seen.lines()


def _many(count: int, thing: str, things: str = "") -> str:
    return f"{count:,} {thing if count == 1 else things or thing + 's'}"

"""The code tree of a project: reading it, and every change to it.

Functions that change take the session of a step; what is read is frozen. A definition is never overwritten: a changed
one becomes a new version, and codings remember the one they were made under.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session, col, func, select, update

from codebook.paths import clean_name, format_path, name_key, parse_path, path_key
from codebook.scheme.document import CodebookDocument, CodeEntry
from codebook.tables import Code as CodeRow
from codebook.tables import CodeDefinition
from codebook.tables import Coding as CodingRow
from transcripts.errors import Conflict, NotFound
from transcripts.identity import new_uid, now
from transcripts.store.tables import Setting

DEFINITION_PARTS = ("brief", "full", "include", "exclude", "typical", "near_miss", "cues")
HEADING = ("title", "version", "note")


@dataclass(frozen=True, slots=True)
class Code:
    """A code or theme where it stands in the tree, with the rules in force.

    `colour` (hue 1–12) and `asks_stance` are what holds here, inherited or its own; `entry` is what it says itself,
    without children. `definition` is the uid of the version in force, None when nothing was ever written.
    """

    uid: str
    parent: str | None
    names: tuple[str, ...]
    colour: int | None
    asks_stance: bool
    entry: CodeEntry
    definition: str | None
    version: int

    @property
    def name(self) -> str:
        """Its own name, without the themes above."""
        return self.names[-1]

    @property
    def path(self) -> str:
        """`Theme/Code`, as people type it."""
        return format_path(self.names)

    @property
    def depth(self) -> int:
        """0 for themes."""
        return len(self.names) - 1


@dataclass(frozen=True, slots=True)
class CodeTree:
    """All codes, parents before children, in the codebook's order."""

    codes: tuple[Code, ...]

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    def by_uid(self) -> dict[str, Code]:
        """Each code under its uid."""
        return {code.uid: code for code in self.codes}

    def find(self, name: str) -> Code:
        """The code of a path, or of a name that only one bears; case aside. Raises NotFound."""
        wanted = path_key(parse_path(name))
        exact = [code for code in self.codes if path_key(code.names) == wanted]
        matches = exact or [code for code in self.codes if path_key(code.names)[-len(wanted) :] == wanted]
        if len(matches) == 1:
            return matches[0]
        if not matches:
            raise NotFound(f"There is no code ‘{name}’. See them all: coding-tui codes show PROJECT")
        raise NotFound(f"Several codes are called ‘{name}’: {', '.join(c.path for c in matches)}. Give the path.")

    def under(self, code: Code) -> list[Code]:
        """The code itself and everything below it."""
        return [other for other in self.codes if other.names[: len(code.names)] == code.names]


# -- reading ------------------------------------------------------------------------------------------------------


def tree(session: Session) -> CodeTree:
    """The project's codes as they stand."""
    children: dict[str | None, list[Any]] = {}
    columns = (CodeRow.uid, CodeRow.parent_uid, CodeRow.name, CodeRow.colour, CodeRow.status, CodeRow.asks_stance,
               CodeRow.ref, CodeRow.since)  # fmt: skip
    rows = session.execute(select(*columns).order_by(col(CodeRow.position), col(CodeRow.name)))  # type: ignore[call-overload]
    for row in rows:
        children.setdefault(row.parent_uid, []).append(row)
    rules = _definitions_in_force(session)
    return CodeTree(tuple(_placed(children, rules, None, (), None, False)))


def _placed(
    children: dict[str | None, list[Any]], rules: dict[str, CodeDefinition], parent: str | None,
    above: tuple[str, ...], colour: int | None, asks: bool,
) -> Iterator[Code]:  # fmt: skip
    for row in children.get(parent, ()):
        hue = colour if row.colour is None else row.colour
        stance = asks if row.asks_stance is None else bool(row.asks_stance)
        rule = rules.get(row.uid)
        entry = CodeEntry(
            row.name, colour=row.colour, status=row.status, asks_stance=row.asks_stance, ref=row.ref, since=row.since,
            uid=row.uid, **({} if rule is None else _parts(rule)),
        )  # fmt: skip
        version = (None, 0) if rule is None else (rule.uid, rule.version)
        yield Code(row.uid, parent, (*above, row.name), hue, stance, entry, *version)
        yield from _placed(children, rules, row.uid, (*above, row.name), hue, stance)


def _definitions_in_force(session: Session) -> dict[str, CodeDefinition]:
    rows = session.exec(select(CodeDefinition).order_by(col(CodeDefinition.version))).all()
    return {row.code_uid: row for row in rows}


def definitions(session: Session) -> dict[str, list[tuple[str, CodeEntry]]]:
    """Every version of every code's (uid) rules, the first first: the version's uid, and what it says."""
    rows = session.exec(select(CodeDefinition).order_by(col(CodeDefinition.version)))
    found: dict[str, list[tuple[str, CodeEntry]]] = {}
    for row in rows:
        found.setdefault(row.code_uid, []).append((row.uid, CodeEntry("", **_parts(row))))
    return found


def _parts(rule: CodeDefinition) -> dict[str, Any]:
    lists = {part: tuple(json.loads(getattr(rule, part))) for part in ("include", "exclude", "cues")}
    return {**{part: getattr(rule, part) for part in DEFINITION_PARTS}, **lists}


def document(session: Session, *, uids: bool = False) -> CodebookDocument:
    """The project's codebook as a document, with the source it was last imported from, comments and all.

    With `uids`, each code says who it is in the project.
    """
    found = tree(session)
    below: dict[str | None, list[Code]] = {}
    for code in found:
        below.setdefault(code.parent, []).append(code)

    def entries(parent: str | None) -> tuple[CodeEntry, ...]:
        return tuple(
            replace(code.entry, uid=code.uid if uids else "", children=entries(code.uid))
            for code in below.get(parent, ())
        )

    heading = {part: _setting(session, f"codebook.{part}") or "" for part in HEADING}
    return CodebookDocument(**heading, entries=entries(None), source=_setting(session, "codebook.source"))


# -- changing -----------------------------------------------------------------------------------------------------


def ensure(session: Session, path: str) -> str:
    """The uid of the code of exactly this path (case aside), made with all themes above it when new."""
    names, parent = parse_path(path), None
    for name in names:
        parent = _child(session, parent, name) or add(session, name, parent)
    assert parent is not None
    return parent


def add(session: Session, name: str, parent: str | None = None, entry: CodeEntry | None = None) -> str:
    """A new code below `parent` (a uid; None makes a theme); raises Conflict when a sibling has the name."""
    name = clean_name(name)
    if _child(session, parent, name) is not None:
        raise Conflict(f"There is a code ‘{name}’ here already. Use that one, or choose another name.")
    return insert(session, name, parent, entry or CodeEntry(name))


def insert(session: Session, name: str, parent: str | None, entry: CodeEntry) -> str:
    """A new code whose name the caller has checked against its siblings."""
    row = CodeRow(
        parent_uid=parent, name=name, position=_next_position(session, parent), colour=entry.colour,
        status=entry.status, asks_stance=entry.asks_stance, ref=entry.ref, since=entry.since,
    )  # fmt: skip
    session.add(row)
    session.flush()
    define(session, row.uid, entry)
    return row.uid


def define(session: Session, code: str, entry: CodeEntry) -> bool:
    """Put a code's rules down as a new version, unless they are what already holds; says whether they were new."""
    latest = session.exec(
        select(CodeDefinition).where(CodeDefinition.code_uid == code).order_by(col(CodeDefinition.version).desc())
    ).first()
    parts = {part: getattr(entry, part) for part in DEFINITION_PARTS}
    held = _parts(latest) if latest is not None else {part: type(value)() for part, value in parts.items()}
    if parts == held:
        return False
    stored = {p: json.dumps(v, ensure_ascii=False) if isinstance(v, tuple) else v for p, v in parts.items()}
    version = 1 if latest is None else latest.version + 1
    session.add(CodeDefinition(uid=new_uid(), code_uid=code, version=version, written=now(), **stored))
    session.flush()
    return True


def attach_example(session: Session, code: str, part: str, words: str, label: str) -> None:
    """Write a passage of the document labelled so into a code's rules: `part` is typical or near_miss."""
    entry = tree(session).by_uid()[code].entry
    line = f"“{' '.join(words.split())}” ({label})"
    held = getattr(entry, part)
    if line not in held:
        said = "\n".join(old for old in (held, line) if old)
        more = replace(entry, typical=said) if part == "typical" else replace(entry, near_miss=said)
        define(session, code, more)


def revise(session: Session, code: str, entry: CodeEntry) -> None:
    """Give a code all that an entry says, its name too; its place and what is below stay. Raises Conflict."""
    row = _row(session, code)
    if entry.name != row.name:
        rename(session, code, entry.name)
    row.colour, row.status, row.asks_stance = entry.colour, entry.status, entry.asks_stance
    row.ref, row.since = entry.ref, entry.since
    session.flush()
    define(session, code, entry)


def rename(session: Session, code: str, name: str) -> None:
    """Give a code another name; raises Conflict when a sibling has it."""
    name = clean_name(name)
    row = _row(session, code)
    other = _child(session, row.parent_uid, name)
    if other not in (None, code):
        raise Conflict(f"There is a code ‘{name}’ here already. Choose another name, or merge the two.")
    session.execute(update(CodeRow).where(col(CodeRow.uid) == code).values(name=name))


def remove(session: Session, code: str) -> None:
    """Take an unused code without children out; raises Conflict when codings or children would be lost."""
    row = _row(session, code)
    used = session.exec(select(func.count()).select_from(CodingRow).where(CodingRow.code_uid == code)).one()
    if used:
        raise Conflict(f"‘{row.name}’ has {used} codings. Recode or remove them first; nothing was changed.")
    if session.exec(select(CodeRow.uid).where(CodeRow.parent_uid == code)).first():
        raise Conflict(f"‘{row.name}’ has codes below it. Move or remove them first; nothing was changed.")
    session.delete(row)
    session.flush()


# -- pieces -------------------------------------------------------------------------------------------------------


def _row(session: Session, code: str) -> CodeRow:
    row = session.get(CodeRow, code)
    if row is None:
        raise NotFound("This code is not in the project any more.")
    return row


def _child(session: Session, parent: str | None, name: str) -> str | None:
    siblings = session.exec(select(CodeRow.uid, CodeRow.name).where(CodeRow.parent_uid == parent))
    wanted = name_key(name)
    return next((uid for uid, sibling in siblings if name_key(sibling) == wanted), None)


def _next_position(session: Session, parent: str | None) -> int:
    last = session.exec(select(func.max(CodeRow.position)).where(CodeRow.parent_uid == parent)).one()
    return 0 if last is None else int(last) + 1


def _setting(session: Session, name: str) -> str | None:
    row = session.get(Setting, name)
    return None if row is None else str(json.loads(row.value))


def set_heading(session: Session, part: str, value: str) -> None:
    """Put down the codebook's title, version, note or source."""
    name = f"codebook.{part}"
    row = session.get(Setting, name) or Setting(name=name, value="")
    row.value = json.dumps(value, ensure_ascii=False)
    session.add(row)
    session.flush()

"""What is kept of tables of facts: one value a thing and attribute, in one spelling, typed by all that it has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from sqlmodel import Session, insert, select

from transcripts import cell_types, documents
from transcripts.identity import new_uid
from transcripts.store.fact_tables import Attribute, AttributeValue

KNOWN = ("kind", "group", "area", "date", "language", "participant", "case")
_YES_NO = frozenset({"yes", "no"})


@dataclass(frozen=True, slots=True)
class Kept:
    """An attribute after more was said of it: its type, the one it had (`was`, "" where it is new), and its values.

    `respelt` are values as they were given and as they are kept among text, where another spelling was there already;
    `otherwise` are values of earlier, which keep a column from being what all those given now are.
    """

    type: str
    was: str
    respelt: Mapping[str, str]
    otherwise: tuple[str, ...] = ()


def give(
    session: Session, said: Sequence[tuple[str, Mapping[str, str]]], subject: str = "document"
) -> dict[str, Kept]:  # fmt: skip
    """Give documents (by uid) what is said of them, `KNOWN` names and attributes; returns what became of attributes.

    Empty values say nothing. An attribute's type is the narrowest that all values have, those held before included.
    """
    known = KNOWN if subject == "document" else ()
    for uid, values in said if known else ():
        _describe(session, uid, values)
    held: dict[str, dict[str, str]] = {}
    for uid, values in said:
        for name, value in values.items():
            if value and name not in known:
                held.setdefault(name, {})[uid] = value
    return {name: _store(session, subject, name, values) for name, values in held.items()}


def _describe(session: Session, uid: str, values: Mapping[str, str]) -> None:
    said = {name: value for name in KNOWN if (value := values.get(name, ""))}
    plain = {name: value for name, value in said.items() if name not in ("participant", "case")}
    if "date" in plain:
        plain["date"] = cell_types.day(plain["date"]) or plain["date"]
    if plain:
        documents.describe(session, uid, **plain)
    if "participant" in said:
        documents.set_participant(session, uid, said["participant"])
    for case in re.split(r"\s*;\s*", said.get("case", "")):
        if case:
            documents.add_case(session, uid, case)


def _store(session: Session, subject: str, name: str, values: Mapping[str, str]) -> Kept:
    """Keep an attribute's values; what others have is never touched."""
    row = session.exec(select(Attribute).where(Attribute.subject == subject, Attribute.name == name)).first()
    was = "" if row is None else row.type
    if row is None:
        row = Attribute(subject=subject, name=name, type="text")
    there = session.exec(select(AttributeValue).where(AttributeValue.attribute_uid == row.uid))
    old = {value.subject_uid: value for value in there}
    others = [value.value for uid, value in old.items() if uid not in values]
    row.type = cell_types.type_of([*others, *values.values()])
    otherwise = tuple(each for each in others if cell_types.CANONICAL[row.type](each) != each)
    if otherwise:
        row.type = "text"
    session.add(row)
    session.flush()
    spellings = {*values.values(), *(value.value for value in old.values())}
    kept = {uid: _spelt(value, row.type, was, spellings) for uid, value in values.items()}
    for uid in kept.keys() & old.keys():
        old[uid].value = kept[uid]
    session.flush()
    new = [
        {"uid": new_uid(), "attribute_uid": row.uid, "subject_uid": uid, "value": value}
        for uid, value in kept.items() if uid not in old
    ]  # fmt: skip
    if new:
        session.execute(insert(AttributeValue), new)
    respelt = {values[uid]: value for uid, value in kept.items() if row.type == "text" and value != values[uid]}
    return Kept(row.type, was, respelt, otherwise)


def _spelt(value: str, kind: str, was: str, spellings: Set[str]) -> str:
    """A value in the one spelling of its type; among text, in that which the same has there.

    Of a column that was yes/no, number or date, what still is one goes on to be written so, as those of before are.
    `7` and `07` may be two codes, so that nothing else is respelt.
    """
    if kind != "text" or was not in ("", "text"):
        return cell_types.CANONICAL[kind if kind != "text" else was](value) or value
    day = cell_types.day(value)
    if day in spellings and day is not None:
        return day
    return (cell_types.yes_no(value) or value) if _YES_NO & spellings else value

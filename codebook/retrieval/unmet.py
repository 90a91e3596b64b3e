"""Values in filters that nothing in the project has: said, with the nearest that are, since `NOT group:polise` keeps
everything and `group:polise` nothing, and neither looks wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from codebook.coding.codings import CERTAINTIES
from codebook.paths import name_key
from codebook.query import Filter
from codebook.retrieval.filters import NONE, OF_CODING, OF_DOCUMENT, attribute_of, suggestion
from codebook.retrieval.passages import Description, descriptions
from codebook.tables import Assignment, Coding
from transcripts import coders
from transcripts.store.tables import Speaker

_DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_DATE = re.compile(rf"{_DAY}|({_DAY})?\s*\.\.\s*({_DAY})?")
_DATES = "Dates are written 2023, 2023-05, 2023-05-14, or two of them with two dots between: 2022-07..2023-05."
_TAKES = {
    "certainty": " It is low, medium, high or none.", "origin": " It is human or suggestion.",
    "round": " Without it the main round is meant.",
}  # fmt: skip
_CLOSED = ("stance", "key", "prompted", "state", "role", "text")
"""Any others of these are refused where they are read; words are what they are."""


def unmet(session: Session, filters: Iterable[Filter]) -> Iterator[str]:
    """A line for each value that no document, coding or coder has; one with a star in it may be like nothing."""
    given = [each for each in dict.fromkeys(filters) if each.field not in _CLOSED]
    if not given:
        return
    known = list(descriptions(session).values())
    for each in given:
        there = set(values_of(session, each.field, known))
        keys = {name_key(value) for value in there}
        for value in each.values:
            if each.field == "date":
                yield from _of_date(value, there)
            elif value and "*" not in value and name_key(value) not in keys:
                near = suggestion(value, sorted(there)) or _TAKES.get(each.field, "")
                yield f"Nothing here has the {each.field} ‘{value}’.{near}"


def values_of(session: Session, field: str, known: Iterable[Description]) -> Iterable[str]:
    """What there is of a field in the project."""
    if field not in OF_CODING:
        of = OF_DOCUMENT.get(field) or (lambda each: (attribute_of(field, each),))
        return (value for each in known for value in of(each) if value)
    if field == "coder":
        return coders.names(session)
    if field == "speaker":
        return session.exec(select(Speaker.name).distinct()).all()
    if field == "certainty":
        return (NONE, *CERTAINTIES.values(), *map(str, {*CERTAINTIES, *_held(session, Coding.certainty)}))
    if field == "round":
        return (*_held(session, Coding.round), *_held(session, Assignment.round))
    return ("human", "suggestion", *_held(session, Coding.origin))


def _held(session: Session, column: Any) -> list[Any]:
    return [value for value in session.exec(select(col(column)).distinct()) if value is not None]


def _of_date(value: str, there: Iterable[str]) -> Iterator[str]:
    if not value or value in there:
        return
    read = _DATE.fullmatch(value.strip())
    if read is None or not all(_is_there(day) for day in value.split("..")):
        yield f"‘{value}’ is no date. {_DATES}"
    elif read[1] and read[2] and read[1] > f"{read[2]}~":
        yield f"‘{value}’ ends before it begins."


def _is_there(day: str) -> bool:
    """Whether a year, month or day is in the calendar."""
    if len(day.strip()) < len("2023-02-30"):
        return True
    try:
        date.fromisoformat(day.strip())
    except ValueError:
        return False
    return True

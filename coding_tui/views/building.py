"""What the builder of queries shows: the lines of a query, and what can be chosen for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from codebook.query import ANY_CODE, Code, Filter, QueryError, Saved, parse
from codebook.query.building import AND, AND_NOT, OR, Line, Part, apart, lines
from codebook.query.completion import Vocabulary
from codebook.query.fields import CHOICES
from codebook.query.model import And
from codebook.retrieval.saved_queries import SavedQuery
from coding_tui.views.asking import Helps
from coding_tui.widgets.rows import Row

ASK = "ask"
"""The key of the last row, which asks."""
FAR = "NEAR …"
JOINTS: Mapping[str, str] = {
    AND: "the text that both cover",
    AND_NOT: "the text that the first covers and this does not",
    OR: "the text that either covers",
    "WITHIN": "passages of the first that lie wholly in this",
    "OVERLAPS": "passages of the first that share a character with this",
    "BEFORE": "passages of the first after which one of this begins",
    "NEAR 0 sentences": "passages of the first in the same sentence as this",
    "NEAR 1 sentence": "at most one sentence from this",
    "NEAR 2 sentences": "at most two sentences from this",
    "NEAR 1 turn": "at most one turn from this",
    "NEAR 2 turns": "at most two turns from this",
    FAR: "you say how far",
    "SAME turn": "passages of the first in a turn where this is, too",
    "SAME document": "passages of the first in documents where this is, too",
    "SAME case": "passages of the first in cases where this is, too",
    "SAME participant": "passages of the first of participants of whom this is, too",
}
"""How parts are joined, and what that asks for."""
TYPED = "something else, typed …"
_TYPED_ONLY = ("date", "text")
_OF: Mapping[str, str] = {
    "document": "one document, by its label", "kind": "what kind of document", "group": "who it is of",
    "area": "where it is from", "date": "when it was: 2023, 2023-03, 2023-01..2023-06",
    "participant": "whose it is", "case": "which case it belongs to", "coder": "who coded it",
    "round": "in which round of coding", "stance": "who holds the view", "key": "key passages, or others",
    "prompted": "whether the interviewer brought it up", "certainty": "how sure the coder is",
    "origin": "whether a person or a suggestion came first",
    "state": "how far its coder is with the document", "text": "words that the passage holds",
    "speaker": "who speaks where it begins", "role": "participants, interviewers, others",
}  # fmt: skip
_DISTANCE = re.compile(r"(\d{1,9})\s*(sentence|turn)s?")
_EXAMPLES: Mapping[str, str] = {
    "date": "A year, month or day, or two with .. between: 2023, 2023-03, 2022-07..2023-03, ..2022, 2023-04..",
    "text": "Whole words that the passage holds, letter case aside; a star stands for any letters: queue*",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One code, theme or saved query that can be taken: what it is, and its row."""

    query: Code | Saved
    row: Row


def offers(helps: Helps) -> list[Offer]:
    """Every code in the codebook's order, a theme with all below it first; saved queries; any code."""
    found = [Offer(ANY_CODE, Row("", "*", note="any code", find="any code"))]
    found += [_offer(text, path) for text, path in helps.listed]
    found += [_saved(each, text) for each, text in zip(helps.saved, helps.words.saved, strict=True)]
    return found


def _offer(text: str, path: str) -> Offer:
    query = parse(text)
    assert isinstance(query, Code)
    note = "with all below it" if query.subtree else ""
    indent = "" if "/" not in path or query.subtree else "  "
    return Offer(query, Row("", f"{indent}{text}", note=note, find=path))


def _saved(each: SavedQuery, text: str) -> Offer:
    return Offer(Saved(each.name), Row("", text, note=each.query, find=each.query))


def rows_of(whole: Part, helps: Helps) -> list[Row]:
    """The lines of a query, and one that asks it; the keys of lines are their places in `lines`."""
    saved = {text: each.query for text, each in zip(helps.words.saved, helps.saved, strict=True)}
    rows = [_row(str(at), line, whole, saved) for at, line in enumerate(lines(whole))]
    return [*rows, Row(ASK, "ask it", sign="▸", strong=True)]


def _row(key: str, line: Line, whole: Part, saved: Mapping[str, str]) -> Row:
    if line.filter is not None:
        name = "never" if line.text.startswith("NOT ") else "only"
        many = f"{name}  {line.text.removeprefix('NOT ')}"
        return Row(key, many, depth=line.depth, note="" if line.path or not whole.members else "in all of it")
    said = line.text or ("these together" if line.path else "all of it")
    joint = f"{line.joint}  " if line.joint else ""
    note = saved.get(line.text, "") or JOINTS.get(line.joint, "")
    return Row(key, joint + said, depth=line.depth, note=note, brief=" ", strong=True)


def fields(words: Vocabulary) -> list[tuple[str, Row]]:
    """What a part can be narrowed by: fields that have values here, and those that are typed."""
    return [
        (name, Row("", name, note=_OF.get(name, "as entered"), find=_OF.get(name, "")))
        for name, values in words.fields.items() if values or name in _TYPED_ONLY
    ]  # fmt: skip


def values(words: Vocabulary, name: str) -> list[str]:
    """The values that a field has here, as they are; none for one that is typed."""
    return [] if name in _TYPED_ONLY else [_bare(value) for value in words.fields.get(name, ())]


def can_be_typed(name: str) -> bool:
    """Whether a field takes other values than those that are listed."""
    return name not in (*CHOICES, "certainty", "origin")


def how_typed(name: str) -> str:
    """What to type for a field."""
    return _EXAMPLES.get(name, f"What {name} is, or like it: a star stands for any letters.")


def _bare(value: str) -> str:
    expression = parse(f"x:{value}")
    assert isinstance(expression, And)
    return expression.filters[0].values[0]


def value_rows(listed: Sequence[str], *, typed: bool) -> Iterator[Row]:
    """Their rows; an empty value is “none”."""
    yield from (Row("", value or "(none entered)") for value in listed)
    if typed:
        yield Row("", TYPED, quiet=True)


def same_kind(part: Part, name: str) -> int | None:
    """The number of the filter by that field which a part has already."""
    return next(
        (at for at, given in enumerate(part.filters) if given.field == name and not given.negated), None
    )  # fmt: skip


def flipped(given: Filter) -> Filter:
    """The same values kept out, or let in again."""
    return Filter(given.field, given.values, not given.negated)


def near(typed: str) -> str:
    """`NEAR 5 sentences` for what somebody typed as a distance; nothing where it is none."""
    found = _DISTANCE.fullmatch(typed.strip().casefold())
    return f"NEAR {int(found[1])} {found[2]}{'' if int(found[1]) == 1 else 's'}" if found else ""


def typed_values(name: str, typed: str) -> list[str]:
    """The values of a filter as somebody typed them, commas between; words of a passage are one value."""
    said = [typed] if name == "text" else typed.split(",")
    return [each.strip() for each in said if each.strip()]


def begun(query: str) -> Part | None:
    """The parts of what is typed already; None for nothing. Raises QuerySyntaxError."""
    return apart(parse(query)) if query.strip() else None


def wrongness(error: QueryError) -> str:
    """What is wrong with a query, in one line."""
    return error.advice.partition(" See them all:")[0]

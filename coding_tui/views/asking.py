"""What helps to ask: the words that queries of a project can hold, and a query put together from lists.

A query is built step by step: a code, then an operator and another code, or a filter and its value; at every step it is
a query that could be asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from codebook.query import Code, Filter, Saved, describe
from codebook.query.completion import OPERATORS, Vocabulary
from codebook.query.fields import CHOICES
from codebook.query.model import And
from codebook.retrieval.filters import OF_CODING, OF_DOCUMENT
from codebook.retrieval.passages import descriptions
from codebook.retrieval.saved_queries import SavedQuery, saved_queries
from codebook.scheme import codes
from transcripts import coders
from transcripts.document_labels import natural

ASK = "ask it as it is"
MOST = 400


@dataclass(frozen=True, slots=True)
class Helps:
    """Words for completion and lists for the builder; saved queries by name; the paths of all codes."""

    words: Vocabulary
    saved: tuple[SavedQuery, ...] = ()
    paths: tuple[str, ...] = ()


def helps(session: Session) -> Helps:
    """What this project's queries can hold."""
    tree = codes.tree(session)
    names = [describe(Code(code.names[-1:])) if _unique(tree, code) else describe(Code(code.names)) for code in tree]
    themes = [describe(Code(code.names, subtree=True)) for code in tree if len(tree.under(code)) > 1]
    known = tuple(saved_queries(session))
    words = Vocabulary((*themes, *names), _fields(session), tuple(describe(Saved(each.name)) for each in known))
    return Helps(words, known, tuple(code.path for code in tree))


def _unique(tree: codes.CodeTree, code: codes.Code) -> bool:
    return sum(each.name.casefold() == code.name.casefold() for each in tree) == 1


def _fields(session: Session) -> dict[str, Sequence[str]]:
    """Each field with the values that are there, quoted where a query must quote them."""
    known = list(descriptions(session).values())
    found: dict[str, set[str]] = {name: {v for d in known for v in of(d)} for name, of in OF_DOCUMENT.items()}
    for each in known:
        for name, value in each.attributes.items():
            found.setdefault("-".join(name.split()).lower(), set()).add(value)
    found["coder"] = set(coders.names(session))
    listed = {
        name: tuple(_value(value) for value in sorted(values - {""}, key=natural)[:MOST])
        for name, values in found.items()
    }
    choices = {name: CHOICES.get(name, ()) for name in OF_CODING if name not in listed}
    return {**listed, **choices, "certainty": ("low", "medium", "high", "none"), "origin": ("human", "suggestion")}


def _value(value: str) -> str:
    return describe(And((), (), (Filter("x", (value,)),))).partition(":")[2]


def next_steps(words: Vocabulary, built: str) -> list[str]:
    """What may come next in a query that is being built."""
    if not built:
        return [*words.codes, *words.saved]
    return [ASK, *OPERATORS, *(f"{name}: …" for name, values in words.fields.items() if values)]


def with_code(built: str, operator: str, code: str) -> str:
    """The query with an operator and a code; brackets keep what was built together."""
    loose = " OR " in built or ":" in built or any(f" {each} " in built for each in OPERATORS)
    return f"{f'({built})' if loose else built} {operator} {code}"


def with_filter(built: str, name: str, value: str) -> str:
    """The query with a filter on all of it."""
    loose = any(f" {each} " in built for each in OPERATORS)
    return f"{f'({built})' if loose else built} {name}:{value}"


def values_of(words: Vocabulary, name: str) -> Sequence[str]:
    """The values of a field, for a list."""
    fields: Mapping[str, Sequence[str]] = words.fields
    return fields.get(name, ())

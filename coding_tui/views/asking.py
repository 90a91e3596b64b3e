"""What helps to ask: the words that queries of a project can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from codebook.coding import codings
from codebook.query import Code, Filter, Saved, describe
from codebook.query.completion import Vocabulary
from codebook.query.fields import CHOICES
from codebook.query.model import And
from codebook.retrieval.excerpts import retrieve
from codebook.retrieval.filters import OF_CODING, OF_DOCUMENT, field_of
from codebook.retrieval.passages import descriptions
from codebook.retrieval.saved_queries import SavedQuery, saved_queries
from codebook.scheme import codes
from coding_tui.views.retrieval import counted
from transcripts import coders, speakers
from transcripts.document_labels import natural
from transcripts.errors import WorkbenchError

MOST = 400


@dataclass(frozen=True, slots=True)
class Helps:
    """Words for completion; saved queries by name; the paths of all codes; in `listed` every code as a query writes it
    with its path, in the codebook's order, a theme with all below it before the theme itself.
    """

    words: Vocabulary
    saved: tuple[SavedQuery, ...] = ()
    paths: tuple[str, ...] = ()
    listed: tuple[tuple[str, str], ...] = ()


def helps(session: Session) -> Helps:
    """What this project's queries can hold."""
    tree = codes.tree(session)
    themes = {code.path: describe(Code(code.names, subtree=True)) for code in tree if len(tree.under(code)) > 1}
    names = {code.path: describe(Code(code.names[-1:] if _unique(tree, code) else code.names)) for code in tree}
    listed = tuple((by[path], path) for path in names for by in (themes, names) if path in by)
    known = tuple(saved_queries(session))
    saved = tuple(describe(Saved(each.name)) for each in known)
    return Helps(Vocabulary((*themes.values(), *names.values()), _fields(session), saved), known, tuple(names), listed)


def _unique(tree: codes.CodeTree, code: codes.Code) -> bool:
    return sum(each.name.casefold() == code.name.casefold() for each in tree) == 1


def _fields(session: Session) -> dict[str, Sequence[str]]:
    """Each field with the values that are there, quoted where a query must quote them; that of none comes last."""
    known = list(descriptions(session).values())
    found: dict[str, set[str]] = {name: {v for d in known for v in of(d)} for name, of in OF_DOCUMENT.items()}
    attributes = {name for each in known for name in each.attributes}
    found |= {field_of(name): {each.attributes.get(name, "") for each in known} for name in attributes}
    found["coder"] = set(coders.names(session))
    found["round"] = set(codings.rounds(session))
    found["speaker"] = {each.name for each in speakers.speakers(session)}
    listed = {name: _values(values) for name, values in found.items()}
    choices = {name: CHOICES.get(name, ()) for name in OF_CODING if name not in listed}
    return {**listed, **choices, "certainty": ("low", "medium", "high", "none"), "origin": ("human", "suggestion")}


def _values(values: set[str]) -> tuple[str, ...]:
    there = sorted(values - {""}, key=natural)[:MOST]
    return tuple(_value(value) for value in (*there, *(("",) if there and "" in values else ())))


def _value(value: str) -> str:
    return describe(And((), (), (Filter("x", (value,)),))).partition(":")[2]


def wrong(session: Session, query: str) -> WorkbenchError | None:
    """Why a query cannot be answered; None where it can."""
    try:
        retrieve(session, query)
    except WorkbenchError as error:
        return error
    return None


def told(session: Session, query: str) -> str:
    """How much a query finds, or what is wrong with it, in one line."""
    try:
        found = retrieve(session, query)
    except WorkbenchError as error:
        return str(error).partition("\n")[0]
    within = {each.document_uid for each in found.excerpts}
    many = counted(len(found.excerpts), "excerpt"), counted(len(within), "document")
    return " · ".join((*many, *found.notes))

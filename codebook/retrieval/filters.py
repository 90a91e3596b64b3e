"""Whether documents and codings pass the filters of a query: `group:police`, `area:C,D`, `NOT coder:Ben`.

Values are compared without regard to case; `*` in a value stands for any characters. A date may be a year, a month, a
day, or two of them with `..` between (either may be left out); it holds for documents dated in it, both ends included.
An attribute whose name holds spaces or signs is asked for with dashes: `years-of-service:12`. One that has the name of
another field, or begins with a digit, is asked for as `attribute-role:lead`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process

from codebook.coding.codings import CERTAINTIES, Coding
from codebook.paths import name_key
from codebook.query import And, Expression, Filter, Or, Relation
from codebook.retrieval.passages import Description, Source
from transcripts.errors import NotFound

NONE = "none"
_NO_FIELDS = ("code", "codes", "theme", "tag")
_NO_FIELD_NEEDED = " A code is named by itself: Delay, or Theme/* with all below it."
ATTRIBUTE = "attribute-"
"""Before the name of an attribute, also of one that is called like another field."""

OF_DOCUMENT: Mapping[str, Callable[[Description], Iterable[str]]] = {
    "document": lambda known: (known.label,),
    "kind": lambda known: (known.kind,),
    "group": lambda known: (known.group,),
    "area": lambda known: (known.area,),
    "date": lambda known: (known.date,),
    "participant": lambda known: (known.participant,),
    "case": lambda known: known.cases or ("",),
}
OF_CODING: Mapping[str, Callable[[Coding, Source], Iterable[str]]] = {
    "coder": lambda coding, _: (coding.coder,),
    "round": lambda coding, _: (coding.round,),
    "stance": lambda coding, _: (coding.stance or NONE,),
    "key": lambda coding, _: ("yes" if coding.key else "no",),
    "prompted": lambda coding, _: ("yes" if coding.prompted else "no",),
    "certainty": lambda coding, _: _certainty(coding.certainty),
    "origin": lambda coding, _: (coding.origin,),
    "state": lambda coding, source: (source.states.get((coding.document, coding.coder, coding.round), NONE),),
    "text": lambda coding, source: (source.text.text[coding.start : coding.end],),
    "speaker": lambda coding, source: (source.speaker(coding.start, coding.end)[0] or "",),
    "role": lambda coding, source: (source.speaker(coding.start, coding.end)[1] or "",),
}


def _certainty(value: int | None) -> tuple[str, ...]:
    if value is None:
        return (NONE,)
    return (str(value), CERTAINTIES[value]) if value in CERTAINTIES else (str(value),)


def require_known(filters: Iterable[Filter], attributes: Collection[str]) -> None:
    """Raise NotFound, with the nearest names, for a field that is neither built in nor one of the attributes."""
    known = {_key(name): name for name in (*OF_DOCUMENT, *OF_CODING, *attributes)}
    known |= {_key(f"{ATTRIBUTE}{name}"): name for name in attributes}
    for given in filters:
        if _key(given.field) not in known:
            near = suggestion(given.field, known) if given.field not in _NO_FIELDS else _NO_FIELD_NEEDED
            raise NotFound(f"There is nothing called ‘{given.field}’ to filter by.{near}")


def is_about_document(given: Filter) -> bool:
    """Whether a filter asks about the whole document, and so has one answer for all codings in it."""
    return given.field not in OF_CODING


def document_passes(given: Filter, known: Description) -> bool:
    """Whether a document has (or, negated, has not) one of the values of a filter about documents or an attribute."""
    built_in = OF_DOCUMENT.get(given.field)
    actual = built_in(known) if built_in else (attribute_of(given.field, known),)
    return _has_any(given, actual, _in_dates if given.field == "date" else _is_like)


def may_answer(expression: Expression, known: Description) -> bool:
    """Whether a document could hold an answer to a query, by what its filters say of documents: what any other holds
    none of is no “no”. `(A kind:panel) OR (B group:police)` can be answered by panels and by police.
    """
    match expression:
        case And(parts, without, filters):
            about = (given for given in filters if is_about_document(given))
            return (
                all(document_passes(given, known) for given in about)
                and all(may_answer(part, known) for part in parts)
                and not any(_is_all_of(part, known) for part in without)
            )
        case Or(parts):
            return any(may_answer(part, known) for part in parts)
        case Relation(left, _, right, unit):
            elsewhere = unit in ("case", "participant")
            return may_answer(left, known) and (elsewhere or may_answer(right, known))
        case _:
            return True


def _is_all_of(expression: Expression, known: Description) -> bool:
    """Whether a query means all of a document, whatever is coded there: it asks about documents alone."""
    match expression:
        case And((), (), filters):
            return all(is_about_document(given) and document_passes(given, known) for given in filters)
        case Or(parts):
            return any(_is_all_of(part, known) for part in parts)
        case _:
            return False


def coding_passes(given: Filter, coding: Coding, source: Source) -> bool:
    """Whether a coding has (or, negated, has not) one of the values of a filter about codings."""
    return _has_any(given, OF_CODING[given.field](coding, source), _says if given.field == "text" else _is_like)


def name_passes(given: Filter, name: str) -> bool:
    """Whether a filter by coder or round lets one of that name through."""
    return _has_any(given, (name,), _is_like)


def suggestion(name: str, known: Iterable[str], written: Callable[[str], str] = str) -> str:
    """“ Did you mean ‘a’ or ‘b’?” for the nearest of the known names, as they are `written`, or nothing when none is
    near.
    """
    near = process.extract(name, list(known), scorer=fuzz.WRatio, processor=name_key, limit=3, score_cutoff=70)
    return f" Did you mean {' or '.join(f'‘{written(match)}’' for match, _, _ in near)}?" if near else ""


def _has_any(given: Filter, actual: Iterable[str], test: Callable[[str, str], bool]) -> bool:
    return any(test(wanted, value) for value in actual for wanted in given.values) != given.negated


def attribute_of(name: str, known: Description) -> str:
    """What a document has for an attribute as a query writes it; "" for none."""
    wanted = _key(name)
    if wanted not in {_key(held) for held in known.attributes}:
        wanted = wanted.removeprefix(ATTRIBUTE)
    return next((value for held, value in known.attributes.items() if _key(held) == wanted), "")


def field_of(attribute: str) -> str:
    """How a query asks for an attribute."""
    key = _key(attribute)
    plain = key[:1].isalpha() and key not in OF_DOCUMENT and key not in OF_CODING
    return key if plain else attribute_field(attribute)


def attribute_field(attribute: str) -> str:
    """How a query asks for an attribute, whatever else may have its name."""
    return f"{ATTRIBUTE}{_key(attribute)}"


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "-", name_key(name)).strip("-")


def _is_like(wanted: str, value: str) -> bool:
    return _pattern(wanted).fullmatch(name_key(value)) is not None


@lru_cache(maxsize=256)
def _pattern(wanted: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in name_key(wanted).split("*")), re.DOTALL)


def _says(wanted: str, text: str) -> bool:
    return _words(wanted).search(name_key(text)) is not None


@lru_cache(maxsize=256)
def _words(wanted: str) -> re.Pattern[str]:
    letters = r"\w*".join(re.escape(part) for part in name_key(wanted).split("*"))
    return re.compile(rf"(?<!\w){letters}(?!\w)")


def _in_dates(wanted: str, value: str) -> bool:
    first, dots, last = (part.strip() for part in wanted.partition(".."))
    if not value or not dots:
        return value == wanted or (bool(value) and value.startswith(f"{wanted}-"))
    # “~” sorts behind every digit and dash: a month or a year as the end holds all its days
    return first <= value <= f"{last}~"

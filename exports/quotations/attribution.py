"""How a quotation is attributed: a template such as `{label}` or `{label}, {group}, Area {area}`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from sqlmodel import Session, select

from codebook.paths import name_key
from codebook.retrieval.passages import Excerpt
from exports.quotations.notes import PLACES, Place
from exports.words import one_line
from transcripts import attributes
from transcripts.errors import WorkbenchError
from transcripts.store.tables import Setting

DEFAULT = "{label}"

FIELDS: Mapping[str, Callable[[Excerpt], str]] = {
    "label": lambda e: e.document,
    "kind": lambda e: e.kind,
    "group": lambda e: e.group,
    "area": lambda e: e.area,
    "date": lambda e: e.date,
    "year": lambda e: e.date[:4],
    "participant": lambda e: e.participant,
    "case": lambda e: ", ".join(e.cases),
    "speaker": lambda e: e.speaker or "",
    "role": lambda e: e.role or "",
    "code": lambda e: ", ".join(e.codes),
    "coder": lambda e: e.coder,
}

_TOKEN = re.compile(r"(\{\{|\}\})|\{([^{}]*)\}|([{}])")
_BREAK = re.compile(r"(\s*[,;·|]\s+|\s+[–—]\s+|\s*(?=\())")
_FIELD = re.compile(r"\{[^{}]*\}")


_SETTING = "attribution"
_PLACE = "attribution place"


class AttributionError(WorkbenchError):
    """A template that cannot be used; `str()` says what is wrong and what there is."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A template that was read: call `of` for each quotation."""

    template: str
    attributes: frozenset[str] = frozenset()

    @classmethod
    def read(cls, template: str, attributes: Collection[str] = ()) -> Attribution:
        """The template, whose `{names}` are those of `FIELDS` or the project's attributes, whatever their case.

        `{{` and `}}` stand for braces. Raises AttributionError for other names, a lone brace, or an empty template.
        """
        known = {name_key(name) for name in (*FIELDS, *attributes)}
        if not template.strip():
            raise AttributionError("The attribution is empty. The usual one is {label}.")
        for escaped, name, lone in _TOKEN.findall(template):
            if lone:
                raise AttributionError(f"The attribution ‘{one_line(template)}’ has a ‘{lone}’ without its partner.")
            if not escaped and name_key(name) not in known:
                there = ", ".join((*FIELDS, *sorted(attributes)))
                raise AttributionError(
                    f"The attribution names {{{one_line(name)}}}, which is not known. Known: {there}."
                )
        return cls(template, frozenset(attributes))

    def ordered_names(self) -> list[str]:
        """The fields that it fills in, in order, as `name_key` writes them."""
        return [name_key(name) for escaped, name, _ in _TOKEN.findall(self.template) if not escaped]

    def names(self) -> frozenset[str]:
        """The fields that it fills in."""
        return frozenset(self.ordered_names())

    def of(self, excerpt: Excerpt) -> str:
        """The attribution of one quotation, on one line.

        A part between commas, semicolons, dots or dashes, or in brackets, whose fields are all empty is left out:
        `{label}, {group}, Area {area}` of a panel without an area is `Panel 3`, not `Panel 3, , Area`.
        """
        pieces = _BREAK.split(self.template)
        said = ""
        for break_, part in zip(["", *pieces[1::2]], pieces[::2], strict=True):
            filled = _filled(part, excerpt)
            if filled is not None:
                said += (break_ if said else "") + filled
        return one_line(said) or one_line(excerpt.document)


def of_project(session: Session) -> Attribution:
    """How the project attributes quotations: by its label, unless somebody settled otherwise."""
    known = attributes.types(session)
    held = session.exec(select(Setting.value).where(Setting.name == _SETTING)).first()
    try:
        return Attribution.read(_template(held), known)
    except AttributionError:  # an attribute that it names was taken away
        return Attribution.read(DEFAULT, known)


def _template(held: str | None) -> str:
    try:
        return str(json.loads(held)) if held else DEFAULT
    except ValueError:  # settled by an earlier version, which kept the template as it is
        return str(held)


def place_of_project(session: Session) -> Place:
    """Where the project's attributions stand: below quotations, unless somebody settled otherwise."""
    held = session.exec(select(Setting.value).where(Setting.name == _PLACE)).first()
    wanted = json.loads(held) if held else "below"
    return next((place for place in PLACES if place == wanted), "below")


def settle_place(session: Session, place: Place) -> None:
    """Let the project's attributions stand there from now on."""
    _keep(session, _PLACE, place)


def settle(session: Session, template: str) -> None:
    """Attribute the project's quotations by a template from now on. Raises AttributionError."""
    Attribution.read(template, attributes.types(session))
    _keep(session, _SETTING, template)


def _keep(session: Session, name: str, value: str) -> None:
    row = session.get(Setting, name) or Setting(name=name, value="")
    row.value = json.dumps(value, ensure_ascii=False)
    session.add(row)
    session.flush()


def _filled(part: str, excerpt: Excerpt) -> str | None:
    """The part with its fields filled in, None when it has fields and all of them are empty."""
    values: list[str] = []

    def fill(match: re.Match[str]) -> str:
        escaped, name, _ = match.groups()
        if escaped:
            return str(escaped[0])
        values.append(_value(name, excerpt))
        return values[-1]

    filled = _TOKEN.sub(fill, part)
    return None if values and not any(values) else filled


def _value(name: str, excerpt: Excerpt) -> str:
    wanted = name_key(name)
    if wanted in FIELDS:
        return FIELDS[wanted](excerpt)
    return next((value for held, value in excerpt.attributes.items() if name_key(held) == wanted), "")

"""Small cells: attributions that so few people fit that one of them could be known by it.

A cell is the people who share everything that an attribution tells of one of them. What a label tells by its wording
(`Judge 3`) counts as its group, where anything is told beside it; a label alone is the study's own pseudonym. The
fewest people that a cell may hold are the protocol's (`disclosure`); statistical offices ask for 3 to 10 (Hundepool et
al. 2012, Statistical Disclosure Control, ch. 4). Who can be found by elimination, because everybody else is told more
of, is not looked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from codebook.paths import name_key
from codebook.retrieval.passages import Description, Excerpt, descriptions, sources
from codebook.team.protocol import protocol
from exports.attribution import Attribution

_TOLD: Mapping[str, Callable[[Excerpt | Description], str]] = {
    "kind": lambda one: one.kind,
    "group": lambda one: one.group,
    "area": lambda one: one.area,
    "date": lambda one: one.date,
    "year": lambda one: one.date[:4],
    "case": lambda one: ", ".join(one.cases),
}
_BY_LABEL = frozenset({"label", "participant", "speaker"})


@dataclass(frozen=True, slots=True)
class SmallCell:
    """What attributions tell (`group Judges, area B`), how many people that fits, and how many quotations say it."""

    told: str
    people: int
    quotations: int


class Disclosure:
    """Counts the people whom an attribution fits, among all documents of a project that are about one person."""

    def __init__(self, known: Iterable[Description], template: Attribution, least: int) -> None:
        self._template = template
        self._least = least
        self._people = [each for each in known if each.participant or each.kind == "interview"]
        told = [name for name in template.ordered_names() if self._tells(name)]
        labels = ["group"] if told and template.names() & _BY_LABEL else []
        self._fields = tuple(dict.fromkeys([*labels, *told]))
        self._cells: dict[tuple[str, ...], Mapping[tuple[str, ...], set[str]]] = {}

    def _tells(self, name: str) -> bool:
        return name in _TOLD or name in {name_key(each) for each in self._template.attributes}

    def people(self, excerpt: Excerpt, fields: Sequence[str]) -> int:
        """How many people share these fields with whoever an excerpt is about."""
        wanted = tuple(fields)
        if wanted not in self._cells:
            cells: dict[tuple[str, ...], set[str]] = defaultdict(set)
            for each in self._people:
                cells[tuple(_value(name, each) for name in wanted)].add(each.participant or each.label)
            self._cells[wanted] = cells
        return len(self._cells[wanted].get(tuple(_value(name, excerpt) for name in wanted), ()))

    def small_cells(self, excerpts: Iterable[Excerpt]) -> tuple[SmallCell, ...]:
        """The cells of these excerpts that hold fewer people than they may, the smallest first."""
        found: dict[tuple[str, int], int] = defaultdict(int)
        for excerpt in excerpts:
            if self._is_small(excerpt, self._fields):
                told = ", ".join(f"{name} {value}" for name in self._fields if (value := _value(name, excerpt)))
                found[told, self.people(excerpt, self._fields)] += 1
        cells = [SmallCell(told, people, many) for (told, people), many in found.items()]
        return tuple(sorted(cells, key=lambda cell: (cell.people, cell.told)))

    def coarsened(self, excerpt: Excerpt) -> Excerpt:
        """The excerpt without the facts, last in the template first, that make its cell too small."""
        fields, told = list(self._fields), excerpt
        while fields and self._is_small(excerpt, fields):
            told = _without(told, fields.pop())
        return told

    def _is_small(self, excerpt: Excerpt, fields: Sequence[str]) -> bool:
        about_somebody = bool(excerpt.participant) or excerpt.kind == "interview"
        return about_somebody and bool(fields) and self.people(excerpt, fields) < self._least


def risks(session: Session, template: Attribution) -> tuple[SmallCell, ...]:
    """The cells of all documents of the project, were they quoted by this template, that are too small."""
    known = descriptions(session)
    everybody = [source.cut(0, 1) for source in sources(session, list(known)).values() if source.text.text]
    return Disclosure(known.values(), template, protocol(session).disclosure).small_cells(everybody)


def _value(name: str, one: Excerpt | Description) -> str:
    if name in _TOLD:
        return _TOLD[name](one)
    return next((value for held, value in one.attributes.items() if name_key(held) == name), "")


def _without(excerpt: Excerpt, name: str) -> Excerpt:
    match name:
        case "kind":
            return replace(excerpt, kind="")
        case "group":
            return replace(excerpt, group="")
        case "area":
            return replace(excerpt, area="")
        case "date" | "year":
            return replace(excerpt, date="")
        case "case":
            return replace(excerpt, cases=())
    return replace(excerpt, attributes={h: v for h, v in excerpt.attributes.items() if name_key(h) != name})

"""Small cells: attributions that so few people fit that one of them could be known by it.

A cell is the people who share everything that an attribution tells of one of them. What a label tells by its wording
(`Judge 3`) counts as its group, where anything is told beside it; a label alone is the study's own pseudonym. The
fewest people that a cell may hold are the protocol's (`disclosure`); statistical offices ask for 3 to 10 (Hundepool et
al. 2012, Statistical Disclosure Control, ch. 4).

Coarsening leaves facts out so that everybody who is told the same shares it with enough others, whatever is told of the
rest. Leaving a fact out of one small cell alone would not do: where all other judges are told their area, the one who
is not is known by elimination. So others who could spare the fact are told less as well, the smallest cell first
(secondary suppression, Hundepool et al. 2012, ch. 4.3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sqlmodel import Session

from codebook.paths import name_key
from codebook.retrieval.passages import Description, Excerpt, descriptions, sources
from codebook.team.protocol import protocol
from exports.quotations.attribution import Attribution

_TOLD: Mapping[str, Callable[[Excerpt | Description], str]] = {
    "kind": lambda one: one.kind,
    "group": lambda one: one.group,
    "area": lambda one: one.area,
    "date": lambda one: one.date,
    "year": lambda one: one.date[:4],
    "case": lambda one: ", ".join(one.cases),
}
_DATES = frozenset({"date", "year"})
"""Two ways to tell one fact."""
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
        """The excerpt with no more facts than its attribution may tell: those it names, less those that make a cell too
        small or leave somebody alone in one.
        """
        if not _about_somebody(excerpt):
            return excerpt
        told = self._fields[: self._depths.get(tuple(_value(name, excerpt) for name in self._fields), 0)]
        kept = excerpt if "participant" in self._template.names() else replace(excerpt, participant="")
        for name in {*_TOLD, *map(name_key, excerpt.attributes)} - set(told):
            if not (name in _DATES and _DATES & set(told)):
                kept = _without(kept, name)
        return replace(kept, date=kept.date[:4]) if "year" in told and "date" not in told else kept

    @cached_property
    def _depths(self) -> Mapping[tuple[str, ...], int]:
        """How many of the fields may be told of whom they fit, by the values of all of them."""
        depths: dict[tuple[str, ...], int] = {}
        who: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for each in self._people:
            who[tuple(_value(name, each) for name in self._fields)].add(each.participant or each.label)

        def settle(rows: list[tuple[str, ...]], depth: int) -> list[tuple[str, ...]]:
            """Say how deep the rows of one branch may be told; returns those that even this depth tells too much of."""
            if depth < len(self._fields):
                branches: dict[str, list[tuple[str, ...]]] = defaultdict(list)
                for row in rows:
                    branches[row[depth]].append(row)
                left = [row for branch in branches.values() for row in settle(branch, depth + 1)]
            else:
                left, branches = list(rows), {}
            told = [[row for row in branch if row in depths] for branch in branches.values()]
            for branch in sorted(filter(None, told), key=lambda branch: len(people(branch))):
                if left and len(people(left)) < self._least:
                    left += branch
                    for row in branch:
                        del depths[row]
            if len(people(left)) < self._least:
                return left
            depths.update(dict.fromkeys(left, depth))
            return []

        def people(rows: Iterable[tuple[str, ...]]) -> set[str]:
            return {name for row in rows for name in who[row]}

        settle(list(who), 0)
        return depths

    def _is_small(self, excerpt: Excerpt, fields: Sequence[str]) -> bool:
        return _about_somebody(excerpt) and bool(fields) and self.people(excerpt, fields) < self._least


def _about_somebody(one: Excerpt) -> bool:
    return bool(one.participant) or one.kind == "interview"


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

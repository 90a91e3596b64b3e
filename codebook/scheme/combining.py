"""Two edited copies of a codebook brought together again, against the one both came from.

What only one side changed is taken; what both changed alike is taken once; what they changed differently is a
`Conflict`: ours stands, both are told, nothing is decided in silence. Nothing is lost: a code that one side took out
and the other edited stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from codebook.paths import format_path, name_key
from codebook.scheme.document import CodebookDocument, CodeEntry
from codebook.scheme.matching import Pairing, pair

PARTS = ("name", "brief", "full", "typical", "near_miss", "colour", "status", "asks_stance", "since", "ref", "uid")
LISTS = ("include", "exclude", "cues")
SAID = {"asks_stance": "stance setting", "near_miss": "near miss", "colour": "colour", "": "order"}


@dataclass(frozen=True, slots=True)
class Clash:
    """What both sides changed differently: where (path in the result, "" for the heading), what, and both readings."""

    code: str
    part: str
    ours: str
    theirs: str

    def words(self) -> str:
        """One line for people."""
        return f"{self.code or 'heading'}: {SAID.get(self.part, self.part)}: ours “{self.ours}”, theirs “{self.theirs}”"


@dataclass(frozen=True, slots=True)
class Combined:
    """The codebook that follows, with ours where both clash, and the clashes."""

    document: CodebookDocument
    clashes: tuple[Clash, ...]


@dataclass(slots=True)
class _Node:
    """A code of any side by the number it has in all three; None where a side has no such code."""

    base: CodeEntry | None = None
    ours: CodeEntry | None = None
    theirs: CodeEntry | None = None
    above: dict[str, int | None] = field(default_factory=dict)
    clashes: list[tuple[str, str, str]] = field(default_factory=list)


def combine(base: CodebookDocument, ours: CodebookDocument, theirs: CodebookDocument) -> Combined:
    """Both sides' changes since `base`. The result keeps the rules of `CodebookDocument.check` if all three do."""
    forest = _Forest(base, ours, theirs)
    heading, clashes = _heading(base, ours, theirs)
    entries, more = forest.grown()
    document = CodebookDocument(**heading, entries=entries, source=ours.source)
    return Combined(document, (*clashes, *more))


def _heading(
    base: CodebookDocument, ours: CodebookDocument, theirs: CodebookDocument
) -> tuple[dict[str, Any], list[Clash]]:
    found: dict[str, Any] = {}
    clashes: list[Clash] = []
    for part in ("title", "version", "note"):
        was, mine, other = (getattr(side, part) for side in (base, ours, theirs))
        found[part], clash = _settled(was, mine, other)
        clashes += [Clash("", part, mine, other)] if clash else []
    return found, clashes


def _settled(base: Any, ours: Any, theirs: Any) -> tuple[Any, bool]:
    """What stands of one value, and whether both changed it differently."""
    if ours == theirs or theirs == base:
        return ours, False
    return (theirs, False) if ours == base else (ours, True)


class _Forest:
    """All codes of all sides, numbered; `order` keeps the children of each side under each number."""

    def __init__(self, base: CodebookDocument, ours: CodebookDocument, theirs: CodebookDocument) -> None:
        self.nodes: list[_Node] = []
        self.order: dict[str, dict[int | None, list[int]]] = {}
        self.numbers: dict[str, dict[tuple[str, ...], int]] = {}
        self._number("base", base, {})
        self._number("ours", ours, self._known(pair(base, ours), "base"))
        known = self._known(pair(base, theirs), "base")
        mine = {number for number in known.values()}
        for path, number in self._known(pair(ours, theirs), "ours").items():
            if path not in known and number not in mine and self.nodes[number].base is None:
                known[path] = number
        self._number("theirs", theirs, known)

    def _known(self, pairing: Pairing, side: str) -> dict[tuple[str, ...], int]:
        return {now.path: self.numbers[side][was.path] for was, now in pairing.pairs}

    def _number(self, side: str, document: CodebookDocument, known: Mapping[tuple[str, ...], int]) -> None:
        numbers: dict[tuple[str, ...], int] = {}
        below: dict[int | None, list[int]] = {}
        for placed in document.walk():
            number = known.get(placed.path)
            if number is None:
                number = len(self.nodes)
                self.nodes.append(_Node())
            numbers[placed.path] = number
            above = numbers[placed.path[:-1]] if placed.depth else None
            setattr(self.nodes[number], side, placed.entry)
            self.nodes[number].above[side] = above
            below.setdefault(above, []).append(number)
        self.numbers[side], self.order[side] = numbers, below

    # -- what stays, where, and what it says --------------------------------------------------------------------------

    def grown(self) -> tuple[tuple[CodeEntry, ...], list[Clash]]:
        """The codes of the result, and every clash under the path it has there."""
        above = self._above()
        kept = self._kept(above)
        said = {number: self._said(self.nodes[number]) for number in kept}
        below: dict[int | None, list[int]] = {}
        for number in sorted(kept):
            below.setdefault(above[number], []).append(number)
        clashes: list[Clash] = []

        def grow(parent: int | None, path: tuple[str, ...]) -> tuple[CodeEntry, ...]:
            made: list[CodeEntry] = []
            names: set[str] = set()
            for number in self._in_order(parent, below.get(parent, [])):
                entry = _distinct(said[number], names, self.nodes[number])
                here = (*path, entry.name)
                clashes.extend(Clash(format_path(here), *each) for each in self.nodes[number].clashes)
                made.append(replace(entry, children=grow(number, here)))
            return tuple(made)

        return grow(None, ()), clashes

    def _kept(self, above: Mapping[int, int | None]) -> set[int]:
        """What neither side took out, or what one took out and the other changed; with everything above it."""
        kept = {number for number, node in enumerate(self.nodes) if self._stays(node)}
        for number in list(kept):
            over = above[number]
            while over is not None and over not in kept:
                kept.add(over)
                gone = ("gone", "codes below it") if self.nodes[over].ours is None else ("codes below it", "gone")
                self.nodes[over].clashes.append(("code", *gone))
                over = above[over]
        return kept

    def _stays(self, node: _Node) -> bool:
        if node.base is None or (node.ours is not None and node.theirs is not None):
            return True
        left, side = (node.ours, "ours") if node.ours is not None else (node.theirs, "theirs")
        if left is None:
            return False
        if replace(left, children=()) == replace(node.base, children=()) and node.above[side] == node.above["base"]:
            return False
        node.clashes.append(("code", "edited", "gone") if side == "ours" else ("code", "gone", "edited"))
        return True

    def _above(self) -> dict[int, int | None]:
        """Under which code each stands; where the two sides' moves make a circle, ours stand."""
        above: dict[int, int | None] = {}
        for number, node in enumerate(self.nodes):
            above[number], clash = _placing(node.above)
            if clash:
                self._clash_of_places(node)
        for number, node in enumerate(self.nodes):
            if "ours" in node.above and above[number] != node.above["ours"] and _circles(number, above):
                above[number] = node.above["ours"]
                self._clash_of_places(node)
        return above

    def _clash_of_places(self, node: _Node) -> None:
        node.clashes.append(("place", self._name(node.above["ours"]), self._name(node.above["theirs"])))

    def _name(self, number: int | None) -> str:
        if number is None:
            return "the top"
        node = self.nodes[number]
        return next(entry.name for entry in (node.ours, node.theirs, node.base) if entry is not None)

    def _said(self, node: _Node) -> CodeEntry:
        """The code's own parts, all three sides considered; children come later."""
        ours, theirs = node.ours, node.theirs
        if ours is None or theirs is None:
            only = ours or theirs or node.base
            assert only is not None
            return replace(only, children=())
        base = node.base or CodeEntry("")
        values: dict[str, Any] = {}
        for part in PARTS:
            mine, other = getattr(ours, part), getattr(theirs, part)
            was = getattr(base, part)
            values[part], clash = _settled(was, mine, other)
            if clash:
                node.clashes.append((part, _word(mine), _word(other)))
        for part in LISTS:
            values[part] = self._lines(node, part, getattr(base, part), getattr(ours, part), getattr(theirs, part))
        return replace(ours, **values, children=())

    def _lines(
        self, node: _Node, part: str, base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Rules line by line: a clash only where both took the same line out and put different ones in."""
        settled, clash = _settled(base, ours, theirs)
        if not clash:
            return tuple(settled)
        out = [line for line in base if line not in ours and line not in theirs]
        mine, other = ([line for line in side if line not in base] for side in (ours, theirs))
        if out and mine and other and set(mine) != set(other):
            node.clashes.append((part, "; ".join(mine), "; ".join(other)))
            other = []
        kept = [line for line in ours if line in theirs or line not in base]
        return (*kept, *(line for line in other if line not in kept))

    def _in_order(self, parent: int | None, wanted: Sequence[int]) -> list[int]:
        """The children of a code as the side has them that put them in another order, ours when both did."""
        sides = {side: self.order[side].get(parent, []) for side in ("base", "ours", "theirs")}
        first, second = ("ours", "theirs")
        if _as_before(sides["ours"], sides["base"]) and not _as_before(sides["theirs"], sides["base"]):
            first, second = second, first
        here = set(wanted)
        placed = [number for number in sides[first] if number in here]
        for source in (sides[second], sides["base"], wanted):
            _fill_in(placed, [number for number in source if number in here])
        return placed


def _placing(above: Mapping[str, int | None]) -> tuple[int | None, bool]:
    if "ours" in above and "theirs" in above:
        if "base" not in above:
            return above["ours"], above["ours"] != above["theirs"]
        place, clash = _settled(above["base"], above["ours"], above["theirs"])
        return place, clash
    return next(above[side] for side in ("ours", "theirs", "base") if side in above), False


def _circles(number: int, above: Mapping[int, int | None]) -> bool:
    at, steps = above[number], 0
    while at is not None and at != number and steps <= len(above):
        at, steps = above[at], steps + 1
    return at == number


def _word(value: object) -> str:
    return "none" if value in (None, "") else str(value)


def _as_before(side: Sequence[int], base: Sequence[int]) -> bool:
    shared = set(side) & set(base)
    return [n for n in side if n in shared] == [n for n in base if n in shared]


def _fill_in(placed: list[int], more: Sequence[int]) -> None:
    """Put in what is not there yet, each behind the one it stood behind."""
    known = {number: at for at, number in enumerate(placed)}
    behind: dict[int | None, list[int]] = {}
    last: int | None = None
    for number in more:
        if number in known:
            last = number
        else:
            behind.setdefault(last, []).append(number)
    if behind:
        placed[:] = [*behind.get(None, []), *(n for at in placed for n in (at, *behind.get(at, [])))]


def _distinct(entry: CodeEntry, names: set[str], node: _Node) -> CodeEntry:
    """The code under a name that no sibling has: two different codes that came to be called the same are a clash."""
    name, again = entry.name, 2
    while name_key(name) in names:
        name = f"{entry.name} ({again})"
        again += 1
    if name != entry.name:
        node.clashes.append(("name", "another code is called so", entry.name))
    names.add(name_key(name))
    return replace(entry, name=name)


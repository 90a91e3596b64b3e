"""Whose names stay in: those that any project open in this process withholds.

The state of this module is which projects are open. It is kept for the whole process on purpose: a writer that had to
be told which names to look for could be told none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from weakref import WeakSet

from transcripts.errors import WorkbenchError
from transcripts.leaving.words_of import UNREADABLE, words_of

if TYPE_CHECKING:
    from transcripts.withheld import Withheld

NAME = "[name]"
"""What stands for a withheld name where people read what a command says."""
AROUND = 24
"""Characters of what stands around a name that a refusal shows on either side."""


Known = frozenset[str]
"""Names that are out already, as `known_in` finds them."""
NONE_KNOWN: Known = frozenset()


class NameWouldLeave(WorkbenchError):
    """What was to be written names somebody whose name must not leave."""


class Watched(Protocol):
    """A project, as far as the door knows it."""

    def withheld(self) -> Withheld:
        """Its names now."""


_open: WeakSet[Watched] = WeakSet()
_also: ContextVar[tuple[Withheld, ...]] = ContextVar("names of projects that a command has closed", default=())
_read: ContextVar[dict[Watched, Withheld] | None] = ContextVar("names that a command has read", default=None)
"""A command prints line by line, and asks for each; what lives longer asks the project every time."""


def watch(project: Watched) -> None:
    """From now on, nothing that holds one of its names leaves this process."""
    _open.add(project)


def forget(project: Watched) -> None:
    """It was closed."""
    _open.discard(project)
    changed(project)


def changed(project: Watched) -> None:
    """Something was written to it: its names may be others."""
    if (read := _read.get()) is not None:
        read.pop(project, None)


@contextmanager
def held_to() -> Iterator[None]:
    """For the length of a command: the names of a project that it closes hold on, as it may write what it read."""
    also, read = _also.set(()), _read.set({})
    try:
        yield
    finally:
        _also.reset(also)
        _read.reset(read)


def hold(these: Withheld) -> None:
    """Names of a project that is about to be closed (see `held_to`)."""
    if these:
        _also.set((*_also.get(), these))


def names() -> tuple[Withheld, ...]:
    """The lists of names that must not leave now, those that are empty left out."""
    return (*_also.get(), *(found for project in list(_open) if (found := _of(project))))


def _of(project: Watched) -> Withheld:
    read = _read.get()
    if read is None:
        return project.withheld()
    if project not in read:
        read[project] = project.withheld()
    return read[project]


def known_in(data: bytes) -> Known:
    """The withheld names that a file holds which is out already, as an author's draft is: there they are no news."""
    held = names()
    return frozenset(_key(text[a:b]) for text in (words_of(data) or () if held else ()) for a, b in _found(text, held))


def require_none_in(path: Path, data: bytes, words: Iterable[str] | None = None, known: Known = NONE_KNOWN) -> None:
    """Raise NameWouldLeave where the bytes of a file named `path` hold a withheld name, unless it is `known` already.

    `words` are those of a file that nobody reads back, such as a picture; without them one is refused as well.
    """
    held = names()
    if not held:
        return
    found = words_of(data)
    if found is UNREADABLE and words is None:
        raise NameWouldLeave(
            f"{path.name} cannot be searched for the names that must not leave. Nothing was written."
        )
    require_none([*(found or ()), *(words or ())], path.name, known=known, held=held)


def require_none(
    texts: Iterable[str], where: str, *, known: Known = NONE_KNOWN, held: Sequence[Withheld] | None = None,
    undone: str = "Nothing was written",
) -> None:  # fmt: skip
    """Raise NameWouldLeave where one of these texts holds a withheld name; `where` says of what they are."""
    held = names() if held is None else held
    places = [
        _around(text, start, end, held)
        for text in (texts if held else ()) for start, end in _found(text, held)
        if _key(text[start:end]) not in known
    ]  # fmt: skip
    if places:
        shown = ", ".join(f"“{each}”" for each in dict.fromkeys(places[:3]))
        more = f" and {len(places) - 3:,} more" if len(places) > 3 else ""
        raise NameWouldLeave(
            f"A name that must not leave stands in {where}: {shown}{more}. {undone}: put a stand-in in its place, cut "
            "it, or take it off the list (coding-tui names)."
        )


def masked(text: str, known: Known = NONE_KNOWN, held: Sequence[Withheld] | None = None) -> str:
    """A text with `[name]` for each withheld name but those that are `known`."""
    held = names() if held is None else held
    pieces, at = [], 0
    for start, end in _found(text, held) if held else ():
        if start >= at and _key(text[start:end]) not in known:
            pieces += [text[at:start], NAME]
            at = end
    return "".join([*pieces, text[at:]])


def _found(text: str, held: Sequence[Withheld]) -> list[tuple[int, int]]:
    return sorted(place for one in held for place in one.found(text))


def _key(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


def _around(text: str, start: int, end: int, held: Sequence[Withheld]) -> str:
    """What stands around a name, every name in it masked: enough to find the place, and nobody."""
    before = masked(text[max(0, start - 3 * AROUND) : start], held=held)[-AROUND:]
    after = masked(text[end : end + 3 * AROUND], held=held)[:AROUND]
    return " ".join(f"{before}{NAME}{after}".split())

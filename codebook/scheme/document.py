"""A codebook as a document: what a team agreed its codes mean, apart from any project.

`CodebookDocument` is what the YAML file says, what a project's codes are written out to, and what two codebooks are
compared as. It is pure and frozen; change one with `dataclasses.replace` and `check` what you got.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from codebook.paths import BadNameError, clean_name, format_path, name_key, parse_path, path_key
from transcripts.errors import NotFound, WorkbenchError

STATUSES = ("active", "draft", "retired")
HUES = range(1, 13)
DEEPEST = 24
LONGEST = 20_000
TEXT_PARTS = ("full", "typical", "near_miss")
ONE_LINERS = ("brief", "since", "ref", "uid")
LIST_PARTS = ("include", "exclude", "cues")

_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


class CodebookError(WorkbenchError):
    """A codebook that cannot be used; `str()` is one line: file and line where known, what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One code, or a theme with its codes as `children`.

    The definition has six parts: `brief` (one line), `full`, `include`, `exclude`, `typical` and `near_miss` (an
    example that looks as if it belonged here and does not). `include` and `exclude` are rules of one line each; an
    exclusion points to its neighbour as `… → Name`. `cues` are words to search for, never evidence. `colour` is a hue,
    1–12; None takes the parent's.
    `asks_stance` None takes the parent's, at the top no. `since` is the codebook version that brought the code; `ref` a
    label from elsewhere (`A1`); `uid` the project's identity. `line` is where a file says it, 0 when no file does.
    """

    name: str
    brief: str = ""
    full: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    typical: str = ""
    near_miss: str = ""
    cues: tuple[str, ...] = ()
    colour: int | None = None
    status: str = "active"
    asks_stance: bool | None = None
    since: str = ""
    ref: str = ""
    uid: str = ""
    children: tuple[CodeEntry, ...] = ()
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Placed:
    """A code where it stands: `path` from the top, `depth` 0 for themes, colour and stance after inheritance."""

    path: tuple[str, ...]
    entry: CodeEntry
    depth: int
    colour: int | None
    asks_stance: bool


@dataclass(frozen=True, slots=True)
class CodebookDocument:
    """A whole codebook. `source` is the text it was read from, kept so that comments survive being written again."""

    title: str = ""
    version: str = ""
    note: str = ""
    entries: tuple[CodeEntry, ...] = ()
    source: str | None = field(default=None, compare=False, repr=False)

    def walk(self) -> Iterator[Placed]:
        """Every code, parents before children, in the codebook's order."""
        yield from _walk(self.entries, (), None, False)

    def find(self, name: str) -> Placed:
        """The code of that path (`Theme/Code`) or, when only one bears it, that name; case does not matter.

        Raises `NotFound` when none or several match.
        """
        wanted = path_key(parse_path(name))
        exact = [placed for placed in self.walk() if path_key(placed.path) == wanted]
        matches = exact or [placed for placed in self.walk() if path_key(placed.path)[-len(wanted) :] == wanted]
        if len(matches) == 1:
            return matches[0]
        if not matches:
            raise NotFound(f"The codebook has no code ‘{name}’.")
        paths = ", ".join(format_path(placed.path) for placed in matches)
        raise NotFound(f"Several codes are called ‘{name}’: {paths}. Give the path.")

    def check(self, source: str = "codebook") -> None:
        """Raise `CodebookError` for the first rule that the document breaks; `source` names the file in the message."""
        for part in ("title", "version"):
            if getattr(self, part):
                _check_line(getattr(self, part), f"the {part}", source, 0)
        _check_text(self.note, "the note", source, 0)
        _check_siblings(self.entries, source)
        seen: dict[str, CodeEntry] = {}
        for placed in self.walk():
            _check_entry(placed, source)
            _check_uid(placed.entry, seen, source)


def _walk(entries: Sequence[CodeEntry], above: tuple[str, ...], colour: int | None, asks: bool) -> Iterator[Placed]:
    for entry in entries:
        path = (*above, entry.name)
        hue = entry.colour if entry.colour is not None else colour
        stance = entry.asks_stance if entry.asks_stance is not None else asks
        yield Placed(path, entry, len(above), hue, stance)
        yield from _walk(entry.children, path, hue, stance)


def _check_entry(placed: Placed, source: str) -> None:
    entry = placed.entry
    _check_line(entry.name, "a code's name", source, entry.line)
    if placed.depth >= DEEPEST:
        raise complaint(f"codes stand more than {DEEPEST} deep", source, entry.line)
    if entry.colour is not None and entry.colour not in HUES:
        raise complaint(f"colour of ‘{entry.name}’ is a hue from 1 to 12, not {entry.colour}", source, entry.line)
    if entry.status not in STATUSES:
        allowed = ", ".join(STATUSES)
        raise complaint(f"status of ‘{entry.name}’ is one of {allowed}, not ‘{entry.status}’", source, entry.line)
    for part in TEXT_PARTS:
        _check_text(getattr(entry, part), f"{part} of ‘{entry.name}’", source, entry.line)
    for part in ONE_LINERS:
        if getattr(entry, part):
            _check_line(getattr(entry, part), f"{part} of ‘{entry.name}’", source, entry.line)
    for part in LIST_PARTS:
        for item in getattr(entry, part):
            _check_line(item, f"a line of {part} of ‘{entry.name}’", source, entry.line)
    _check_siblings(entry.children, source)


def _check_siblings(entries: Sequence[CodeEntry], source: str) -> None:
    first: dict[str, CodeEntry] = {}
    for entry in entries:
        twin = first.setdefault(name_key(entry.name), entry)
        if twin is not entry:
            where = f" (the first on line {twin.line})" if twin.line else ""
            raise complaint(f"two codes side by side are called ‘{entry.name.strip()}’{where}", source, entry.line)


def _check_uid(entry: CodeEntry, seen: dict[str, CodeEntry], source: str) -> None:
    if entry.uid and seen.setdefault(entry.uid, entry) is not entry:
        raise complaint(f"‘{entry.name}’ and ‘{seen[entry.uid].name}’ have the same uid", source, entry.line)


def _check_line(text: str, what: str, source: str, line: int) -> None:
    try:
        trimmed = clean_name(text)
    except BadNameError:
        raise complaint(f"{what} must be one line of readable text and not empty", source, line) from None
    if trimmed != text:
        raise complaint(f"{what} has white space around it", source, line)
    _check_text(text, what, source, line)


def _check_text(text: str, what: str, source: str, line: int) -> None:
    if _UNREADABLE.search(text):
        raise complaint(f"{what} holds control characters", source, line)
    if len(text) > LONGEST:
        raise complaint(f"{what} is longer than {LONGEST:,} characters", source, line)


def complaint(what: str, source: str, line: int = 0) -> CodebookError:
    """The error that says where: `soteria.yaml, line 12: two codes side by side are called ‘Delay’.`"""
    where = f"{source}, line {line}" if line else source
    return CodebookError(f"{where}: {what}{'' if what.endswith('?') else '.'}")

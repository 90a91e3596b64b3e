"""Two codebooks compared, in words: not which lines differ, but what that means for who codes by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from codebook.paths import format_path, name_key, path_key
from codebook.scheme.document import CodebookDocument, CodeEntry, Placed
from codebook.scheme.matching import RULES, pair

LISTED = {"include": "inclusion", "exclude": "exclusion", "cues": "cue"}
TOLD = {"brief": "brief definition", "full": "full definition", "typical": "typical example", "near_miss": "near miss"}
EFFECT = {("include", "added"): "wider", ("include", "removed"): "narrower",
          ("exclude", "added"): "narrower", ("exclude", "removed"): "wider"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs about a code: its path as it is now (as it was, for one that is gone), and what.

    `kind` is a word for programs (`exclude-added`, `renamed`, `gone` …); `rules`: it changes what the code means, so
    that codings made before want another look. `was` and `now` are the words themselves, "" where there are none.
    """

    code: str
    kind: str
    what: str
    rules: bool = False
    was: str = ""
    now: str = ""


def compare(old: CodebookDocument, new: CodebookDocument) -> list[Difference]:
    """Everything that differs, the new codebook's order first, then what is gone."""
    found = pair(old, new)
    before = {path_key(now.path): was for was, now in found.pairs}
    renamed = {path_key(was.path): now.path for was, now in found.pairs}
    listed = list(_heading(old, new))
    for now in new.walk():
        was = before.get(path_key(now.path))
        if was is None:
            listed.append(Difference(format_path(now.path), "added", "added", now=now.entry.brief))
        else:
            listed += _pair(was, now, renamed)
    listed += [Difference(format_path(each.path), "gone", "gone", was=each.entry.brief) for each in found.gone]
    return listed


def _heading(old: CodebookDocument, new: CodebookDocument) -> Iterator[Difference]:
    for part in ("title", "version", "note"):
        was, now = getattr(old, part), getattr(new, part)
        if was != now:
            yield Difference("", part, f"{part} changed", was=was, now=now)


def _pair(was: Placed, now: Placed, renamed: Mapping[tuple[str, ...], tuple[str, ...]]) -> Iterator[Difference]:
    code = format_path(now.path)
    if was.entry.name != now.entry.name:
        yield Difference(code, "renamed", f"renamed, was ‘{was.entry.name}’", was=was.entry.name, now=now.entry.name)
    above = was.path[:-1]
    if path_key(renamed.get(path_key(above), above)) != path_key(now.path[:-1]):
        place = f"‘{format_path(above)}’" if above else "the top"
        yield Difference(code, "moved", f"moved here from {place}",
                         was=format_path(above), now=format_path(now.path[:-1]))  # fmt: skip
    yield from _settings(code, was, now)
    for part in RULES:
        said = _listed if part in LISTED else _told
        yield from said(code, part, was.entry, now.entry)


def _settings(code: str, was: Placed, now: Placed) -> Iterator[Difference]:
    if was.entry.status != now.entry.status:
        yield Difference(code, "status", f"{now.entry.status}, was {was.entry.status}",
                         was=was.entry.status, now=now.entry.status)  # fmt: skip
    if was.asks_stance != now.asks_stance:
        said = "asks for stance now" if now.asks_stance else "does not ask for stance any more"
        yield Difference(code, "stance", said, rules=True)
    for part in ("colour", "since", "ref"):
        old, new = getattr(was.entry, part), getattr(now.entry, part)
        if old != new:
            said = f"{part} {new or 'taken away'}, was {old or 'none'}"
            yield Difference(code, part, said, was=str(old or ""), now=str(new or ""))


def _told(code: str, part: str, was: CodeEntry, now: CodeEntry) -> Iterator[Difference]:
    old, new = getattr(was, part), getattr(now, part)
    if old != new:
        verb = "written" if not old else "taken out" if not new else "reworded"
        verb = "retyped" if name_key(old) == name_key(new) else verb
        rules = verb != "retyped" and part in ("brief", "full")
        yield Difference(code, f"{part}-{verb.replace(' ', '-')}", f"{TOLD[part]} {verb}", rules, old, new)


def _listed(code: str, part: str, was: CodeEntry, now: CodeEntry) -> Iterator[Difference]:
    """Lines added and taken away; one of a kind each way, and much alike, is one line that was reworded."""
    old, new = getattr(was, part), getattr(now, part)
    gone, came = [line for line in old if line not in new], [line for line in new if line not in old]
    thing, means = LISTED[part], part != "cues"
    if len(gone) == len(came) == 1 and part != "cues" and _alike(gone[0], came[0]):
        yield Difference(code, f"{part}-reworded", f"{thing} reworded", True, gone[0], came[0])
        return
    for lines, verb in ((came, "added"), (gone, "removed")):
        effect = f" ({EFFECT[part, verb]})" if (part, verb) in EFFECT else ""
        for line in lines:
            was_now = ("", line) if verb == "added" else (line, "")
            yield Difference(code, f"{part}-{verb}", f"{thing} {verb}{effect}", means, *was_now)
    if not gone and not came and old != new:
        yield Difference(code, f"{part}-order", f"{thing}s in another order")


def _alike(one: str, other: str) -> bool:
    return fuzz.ratio(one, other) >= 60

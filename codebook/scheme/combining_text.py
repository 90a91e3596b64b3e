"""The file that two edited codebook files make together, comments of both sides included where that is possible.

What the codes come to is decided by meaning (`combining.py`); the text is then the line-wise merge of both files if
that says the same, else ours changed to say it. Clashes stand as comments above their codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from codebook.paths import format_path
from codebook.scheme.combining import Clash, Combined, combine
from codebook.scheme.document import CodebookDocument, CodebookError
from codebook.scheme.yaml_format import dump, load
from codebook.scheme.yaml_nodes import decode, split_lines

LONGEST = 400


def combine_files(base: bytes, ours: bytes, theirs: bytes, names: tuple[str, str, str]) -> tuple[str, Combined]:
    """The merged file's text and what it says. An empty base is a codebook without codes, as git gives it.

    Raises `CodebookError`, with file and line, for a side that cannot be read.
    """
    old = load(base, names[0]) if base.strip() else CodebookDocument(source="")
    mine, other = load(ours, names[1]), load(theirs, names[2])
    combined = combine(old, mine, other)
    combined.document.check(f"{names[1]} with {names[2]}")
    text = _by_lines(old.source or "", decode(ours, ""), decode(theirs, ""), combined.document)
    if text is None:
        source = other.source if combined.document == other else mine.source
        text = dump(replace(combined.document, source=source))
    return _remarked(text, combined), combined


def _by_lines(base: str, ours: str, theirs: str, wanted: CodebookDocument) -> str | None:
    lines = merged_lines(split_lines(base), split_lines(ours), split_lines(theirs))
    if lines is None:
        return None
    text = "".join(lines)
    try:
        return text if load(text) == wanted else None
    except CodebookError:
        return None


def merged_lines(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    """Both sides' lines together; as in diff3, None where they changed places that meet or touch differently."""
    edits = sorted([*_edits(base, ours), *_edits(base, theirs)], key=lambda edit: (edit[0], edit[1]))
    merged: list[str] = []
    at = 0
    last: tuple[int, int, tuple[str, ...]] | None = None
    for start, end, lines in edits:
        if last is not None and (start, end, lines) == last:
            continue
        if last is not None and (start < at or start in last[:2]):
            return None
        merged += [*base[at:start], *lines]
        at, last = end, (start, end, lines)
    return [*merged, *base[at:]]


def _edits(base: Sequence[str], side: Sequence[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    matcher = SequenceMatcher(None, base, side)  # without its guess at junk, 50,000 lines take minutes
    return [(a, b, tuple(side[c:d])) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]


def _remarked(text: str, combined: Combined) -> str:
    """The text with each clash as a comment above its code, where the file's layout has a place for it."""
    if not combined.clashes:
        return text
    lines, plain = split_lines(text), load(text)
    where = {format_path(placed.path): placed.entry.line for placed in plain.walk()}
    for line, clash in sorted(((where.get(c.code, 1), c) for c in combined.clashes), key=lambda each: -each[0]):
        old = lines[line - 1] if lines else ""
        margin = old[: len(old) - len(old.lstrip(" "))]
        lines.insert(line - 1, f"{margin}# clash: {_comment(clash)}\n")
    remarked = "".join(lines)
    try:
        return remarked if load(remarked) == plain else text
    except CodebookError:
        return text


def _comment(clash: Clash) -> str:
    words = " ".join("".join(c if c.isprintable() else " " for c in clash.words()).split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"

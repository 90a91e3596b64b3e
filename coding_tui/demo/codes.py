"""Where the planted codes stand in the shipped codebook: by its `ref`, so that names can change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from codebook.paths import format_path
from codebook.scheme.document import CodeEntry
from codebook.scheme.yaml_format import load_shipped


@cache
def code_paths() -> dict[str, str]:
    """Path by ref for every code (`E7`), and by letter for every theme (`E`)."""
    paths: dict[str, str] = {}
    for ref, names in _walk(load_shipped("soteria").entries, ()):
        if ref:
            paths[ref] = format_path(names)
            paths.setdefault(ref[0], format_path(names[:1]))
    return paths


def _walk(entries: Sequence[CodeEntry], above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for entry in entries:
        names = (*above, entry.name)
        yield entry.ref, names
        yield from _walk(entry.children, names)

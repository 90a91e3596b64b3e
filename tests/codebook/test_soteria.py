"""The shipped codebook is whole, keeps the rules it teaches, and is in our own words."""

from __future__ import annotations

import re
from collections import Counter
from importlib import resources
from itertools import combinations
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from codebook.paths import name_key
from codebook.scheme.document import CodebookError, Placed
from codebook.scheme.yaml_format import dump, load_shipped, shipped
from codebook.scheme.yaml_text import write_document

DOCUMENT = load_shipped("soteria")
PLACED = list(DOCUMENT.walk())
LEAVES = [placed for placed in PLACED if placed.depth == 1]
POINTER = re.compile(r"→ (.+)$")


def by_name(placed: Placed) -> str:
    return placed.entry.name


def test_it_is_listed_and_others_are_refused_in_one_line() -> None:
    assert shipped() == ["soteria"]
    for name in ["nvivo", "../soteria", ""]:
        with pytest.raises(CodebookError, match="there is: soteria"):
            load_shipped(name)


def test_the_file_is_in_the_layout_the_program_writes() -> None:
    file = resources.files("codebook.shipped").joinpath("soteria.yaml").read_bytes()
    assert dump(DOCUMENT).encode() == file
    without_remarks = "".join(line for line in file.decode().splitlines(keepends=True) if not line.startswith("#"))
    assert write_document(DOCUMENT) == without_remarks


def test_every_theme_has_all_its_codes() -> None:
    counts = {theme.name: (theme.ref, len(theme.children)) for theme in DOCUMENT.entries}
    assert counts == {
        "Rape myths": ("A", 9),
        "Stereotypes": ("B", 13),
        "Trauma": ("C", 6),
        "Trauma-informed practice": ("D", 7),
        "Partnership": ("E", 9),
        "Investigation and change": ("F", 8),
        "Process": ("Z", 4),
    }
    for theme in DOCUMENT.entries:
        assert [code.ref for code in theme.children] == [f"{theme.ref}{n + 1}" for n in range(len(theme.children))]


def test_only_myths_and_stereotypes_ask_who_holds_the_view() -> None:
    asking = {placed.path[0] for placed in PLACED if placed.asks_stance}
    assert asking == {"Rape myths", "Stereotypes"}
    assert all(placed.asks_stance == (placed.path[0] in asking) for placed in PLACED)


def test_each_code_has_its_six_parts_and_a_hue_of_its_theme() -> None:
    hues: dict[str, set[int]] = {}
    for placed in LEAVES:
        entry = placed.entry
        assert all([entry.brief, entry.full, entry.include, entry.exclude, entry.typical, entry.near_miss]), entry.name
        assert 2 <= len(re.findall(r"[.?!](?:\s|$)", entry.full)) <= 4, entry.name
        assert placed.colour is not None
        hues.setdefault(placed.path[0], set()).add(placed.colour)
    assert all(not one & other for one, other in combinations(hues.values(), 2))
    assert set().union(*hues.values()) == set(range(1, 13))


@pytest.mark.parametrize("placed", PLACED, ids=by_name)
def test_every_exclusion_points_to_a_neighbour_that_exists(placed: Placed) -> None:
    assert placed.entry.exclude
    for rule in placed.entry.exclude:
        pointer = POINTER.search(rule)
        assert pointer, rule
        neighbour = DOCUMENT.find(pointer[1])
        assert neighbour.entry is not placed.entry


def test_names_are_unique_so_that_queries_need_no_path() -> None:
    names = Counter(name_key(placed.entry.name) for placed in PLACED)
    assert [name for name, times in names.items() if times > 1] == []
    assert not any(re.search(r'[/\\"():,*]|\b(AND|OR|NOT)\b', placed.entry.name) for placed in PLACED)


@pytest.mark.parametrize("part", ["brief", "full", "typical", "near_miss"])
def test_no_two_codes_are_defined_nearly_alike(part: str) -> None:
    texts = {placed.entry.name: getattr(placed.entry, part) for placed in PLACED if getattr(placed.entry, part)}
    alike = [pair for pair in combinations(texts, 2) if fuzz.ratio(texts[pair[0]], texts[pair[1]]) > 80]
    assert alike == []


def test_cues_belong_to_one_code_each() -> None:
    cues = Counter(name_key(cue) for placed in PLACED for cue in placed.entry.cues)
    assert [cue for cue, times in cues.items() if times > 1 or not cue] == []
    assert all(len(placed.entry.cues) >= 4 for placed in LEAVES if placed.path[0] != "Process")


def test_all_codes_of_the_reference_are_there_and_none_of_its_sentences(shared: Path) -> None:
    reference = (shared / "reference" / "soteria-codebook.md").read_text(encoding="utf-8")
    wanted = set(re.findall(r"^\| ([A-F]\d+) ", reference, re.MULTILINE)) | set(re.findall(r"`(Z\d) ", reference))
    assert wanted == {placed.entry.ref for placed in LEAVES}

    def runs(text: str) -> set[str]:
        words = re.findall(r"\w+", text.casefold())
        return {" ".join(words[at : at + 6]) for at in range(len(words) - 5)}

    ours = [getattr(placed.entry, part) for placed in PLACED for part in ("brief", "full", "typical", "near_miss")]
    rules = [rule for placed in PLACED for rule in (*placed.entry.include, *placed.entry.exclude)]
    shared_runs = set().union(*(runs(text) for text in [DOCUMENT.note, *ours, *rules])) & runs(reference)
    assert shared_runs == set()

"""Whole passages, the unitizing α of a study, and sets of codes, each against what is counted plainly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from coded_corpora import studies
from hypothesis import given, settings
from nltk.metrics.agreement import AnnotationTask

from codebook.agreement import Document, Study, measure
from codebook.agreement.laid import lay
from codebook.agreement.passages import matched
from codebook.agreement.sets import jaccard, masi, set_alpha
from codebook.agreement.unitizing import Coincidences, unitizing

BOTH = frozenset({"Ann", "Ben"})


def test_passages_are_matched_with_the_likest_first() -> None:
    assert matched([(0, 10), (10, 20)], [(8, 20)]) == [((10, 20), (8, 20), 10 / 12)]
    assert matched([(0, 10)], [(10, 20)]) == []


def test_f1_and_offsets_of_passages_by_hand() -> None:
    """Ann 3 passages, Ben 2: one the same, one half alike [20, 40) and [25, 45), Ann's last alone."""
    rows = [("Ann", 0, 10), ("Ann", 20, 40), ("Ann", 60, 70), ("Ben", 0, 10), ("Ben", 25, 45)]
    study = Study.of(
        ["Ann", "Ben"],
        ["Delay", "No"],
        [Document("D", BOTH, [(0, 100)])],
        [("D", w, "Delay", s, e) for w, s, e in rows],
    )
    got, unused = measure(study, "character").codes
    assert (got.exact_f1, got.half_f1, got.boundary_offset) == (2 / 5, 4 / 5, 2.5)
    assert (unused.exact_f1, unused.half_f1, unused.boundary_offset, unused.u_alpha) == (None,) * 4


@given(studies())
@settings(max_examples=60, deadline=None)
def test_u_alpha_of_a_study_is_that_of_its_continua(study: Study) -> None:
    laid = lay(study, "character")
    spans = laid.passages
    for code, got in enumerate(measure(study, "character").codes):
        met = Coincidences(1)
        for document, done in enumerate(laid.done.tolist()):
            which = [(spans.code == code) & (spans.document == document) & (spans.coder == i) for i in range(len(done))]
            units = [
                [(s, e, 1) for s, e in zip(spans.start[one].tolist(), spans.end[one].tolist(), strict=True)]
                for one, finished in zip(which, done, strict=True)
                if finished
            ]
            met.add(int(laid.sizes[document]), units)
        expected = unitizing(met).u_alpha
        assert got.u_alpha == (None if expected is None else pytest.approx(expected, abs=1e-9))


def test_distances_between_sets(shared: Path) -> None:
    tables = json.loads((shared / "data/agreement/reference-tables.json").read_text(encoding="utf-8"))["tables"]
    [table] = [one for one in tables if one["kind"] == "set_pairs"]
    number = {name: at for at, name in enumerate("abcdefgh")}
    for expected in table["expected"]:
        one, other = (frozenset(number[x] for x in side) for side in table["data"][expected["options"]["pair"]])
        distance = {"jaccard_distance": jaccard, "masi_distance": masi}[expected["coefficient"]]
        assert distance(one, other) == pytest.approx(expected["exact_reference"], abs=1e-9)
    assert len(table["expected"]) >= 14


@given(studies())
@settings(max_examples=60, deadline=None)
def test_alpha_of_sets_is_that_of_nltk_on_every_code_point(study: Study) -> None:
    rows = []
    for index, document in enumerate(study.documents):
        if len(document.done) < 2:
            continue
        for start, end in document.stretches.tolist():
            for place in range(start, end):
                for at, who in enumerate(study.coders):
                    marks = study.spans[(study.spans[:, 0] == index) & (study.spans[:, 1] == at)]
                    if who in document.done:
                        codes = frozenset(int(c) for _, _, c, s, e in marks.tolist() if s <= place < e)
                        rows.append((who, (index, place), codes))
    got = set_alpha(lay(study, "character"))
    if len({codes for *_, codes in rows}) < 2:
        assert (got.jaccard, got.masi) == (None, None)
        return
    for value, distance in ((got.jaccard, jaccard), (got.masi, masi)):
        assert value == pytest.approx(AnnotationTask(data=rows, distance=distance).alpha(), abs=1e-9)

"""Convergence, completeness, agreement of assessors and saturation of random small studies, counted again by hand from
what the commands export (`tests/evidence_by_hand.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from cli_calls import done, table
from evidence_by_hand import ByHand, alpha, kappa, mean_curve, percentile, reached, seen_in

from codebook.evidence.assessing import JUDGEMENTS
from codebook.evidence.convergence import Sheet, compared
from codebook.evidence.triangulation import everything
from codebook.project import open_project

BOOK = """title: Small
codes:
  - name: Delay
    cues: [wait]
    codes:
      - name: Queue
        cues: [in line, queued]
      - name: Return
  - name: Contact
    codes:
      - name: Early
        cues: [ring]
  - name: Care
  - name: Nothing
"""
PATHS = ("Delay", "Delay/Queue", "Delay/Return", "Contact", "Contact/Early", "Care")
ASKED = ("Do you wait?", "Who rings first?", "Is there care?", "What is a line?", "And then?", "Returning, you mean?")
SAID = ("We wait in line.", "They ring us.", "It comes back.", "Somebody cares for it.", "I would not know.")
KINDS = (("interview", "CPS"), ("interview", "Police"), ("interview", ""), ("panel", ""), ("case file", ""))
SEEDS = (1, 2, 3)
ORDERS, BASE, RUN, THRESHOLD = 200, 2, 1, "0.2"


class Study:
    """A project made at random, and what it exports."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = Random(seed)
        self.path = folder / "study.qdb"
        (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
        done("new", self.path, "--codebook", folder / "book.yaml", "--as", "Ann")
        self.texts = {f"D {n}": self.text(KINDS[n % len(KINDS)][0]) for n in range(13)}
        self.bring_in(folder)
        codings, states = self.codings(), self.states()
        done("codings", "import", self.path, table(folder / "in.csv", CODINGS, codings), "--as", "Ann")
        done("assignments", "import", self.path, table(folder / "states.csv", STATES, states), "--as", "Ann")
        self.hand = ByHand.of(self.path, self.texts, folder)

    def text(self, kind: str) -> str:
        chosen = self.random.choice
        if kind != "interview":
            return "".join(f"{chosen(SAID)}\n" for _ in range(4))
        return "".join(f"Interviewer: {chosen(ASKED)}\nSomebody: {chosen(SAID)} {chosen(SAID)}\n" for _ in range(4))

    def bring_in(self, folder: Path) -> None:
        texts = folder / "texts"
        texts.mkdir()
        rows = []
        for number, (label, text) in enumerate(self.texts.items()):
            (texts / f"{label}.txt").write_text(text, encoding="utf-8")
            kind, group = KINDS[number % len(KINDS)]
            rows.append([label, kind, group, f"2023-{self.random.randint(1, 9):02d}-01", f"P {number // 2}"])
        given = table(folder / "attributes.csv", "document,kind,group,date,participant", rows)
        done("import", self.path, texts, "--attributes", given, "--as", "Ann")

    def codings(self) -> list[list[object]]:
        rows: list[list[object]] = []
        for label, text in self.texts.items():
            for _ in range(self.random.randint(0, 3)):
                start = self.random.randrange(len(text) - 12)
                start = text.index(" ", start) + 1 if " " in text[start:-12] else start
                code, prompted = self.random.choice(PATHS), self.random.choice(("yes", "no", "no"))
                rows.append([label, start, start + 10, code, self.random.choice(("Ann", "Ben")), prompted])
        return rows

    def states(self) -> list[list[object]]:
        """Of most documents somebody is done with; of no panel in one study of three."""
        states = []
        for number, label in enumerate(self.texts):
            panel = KINDS[number % len(KINDS)][0] == "panel" and self.random.random() < 0.5
            state = "started" if panel else self.random.choice(("done", "done", "started"))
            states.append([label, self.random.choice(("Ann", "Ben")), state])
        return states


CODINGS, STATES = "document,start,end,code,coder,prompted", "document,coder,state"


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> list[Study]:
    return [Study(tmp_path_factory.mktemp("hand"), seed) for seed in SEEDS]


@pytest.fixture(params=range(len(SEEDS)))
def study(request: pytest.FixtureRequest, studies: list[Study]) -> Study:
    return studies[request.param]


@pytest.mark.parametrize("themes", ["", "Delay/*"])
def test_every_cell_and_what_each_source_adds(study: Study, themes: str) -> None:
    found = done("triangulate", study.path, "--themes", themes, "--json").json
    assert {cell["silence"] for cell in found["cells"]} >= {"", "not asked"}
    for cell in found["cells"]:
        wanted = study.hand.cell(cell["theme"], cell["source"])
        assert {name: cell[name] for name in wanted} == wanted, (cell["theme"], cell["source"])
    assert found["completeness"] == study.hand.completeness(found["themes"], found["sources"])


def test_the_three_silences_all_occur_in_these_studies(studies: list[Study]) -> None:
    found = [done("triangulate", each.path, "--json").json["cells"] for each in studies]
    assert {cell["silence"] for cells in found for cell in cells} == {"", "not asked", "not raised", "no data"}


def test_saturation_over_every_order_that_was_drawn(study: Study) -> None:
    found = done(
        "saturation", study.path, "--orders", ORDERS, "--base", BASE, "--run", RUN, "--threshold", THRESHOLD, "--json"
    ).json
    for curve in found["curves"]:
        labels = curve["documents"]
        inside = {label for label in study.hand.done if study.hand.documents[label]["kind"] == "interview"}
        assert set(labels) == {each for each in inside if curve["group"] in ("all", study.hand.source(each))}
        sets = study.hand.sets(labels)
        every = drawn(sets)
        assert set(curve["codes"]) == set().union(*sets)
        assert curve["mean"] == pytest.approx([float(each) for each in mean_curve(sets)])
        for k in range(len(sets)):
            column = [seen_in(order)[k] for order in every]
            for name, percent in (("low", 2.5), ("median", 50), ("high", 97.5)):
                assert curve[name][k] == pytest.approx(percentile(column, percent))
        ends = [end for order in every if (end := reached(order, BASE, RUN, Fraction(THRESHOLD))) is not None]
        between = [percentile(ends, each, nearest=True) for each in (50, 2.5, 97.5)] if ends else [None] * 3
        assert curve["reached"] == {"orders": len(ends), **dict(zip(("median", "low", "high"), between, strict=True))}
        assert curve["dated"] == seen_in(sets)  # they are told in the order of their dates
        assert curve["reached_dated"] == reached(sets, BASE, RUN, Fraction(THRESHOLD))


def drawn(sets: Sequence[set[str]]) -> list[list[set[str]]]:
    """The orders that the seed draws; that they are even is proved in `test_saturation`."""
    places = np.random.default_rng(1).permuted(np.tile(np.arange(len(sets)), (ORDERS, 1)), axis=1)
    return [[sets[row.index(place)] for place in range(len(sets))] for row in places.tolist()]


@pytest.mark.parametrize("gaps", [0.0, 0.3])
def test_how_far_two_assessors_agree(study: Study, gaps: float) -> None:
    with open_project(study.path) as project, project.reading() as session:
        matrix = everything(session)
    places = [(each.theme, each.source) for line in matrix.cells for each in line]
    first = sheet(study.random, "Ann", places, {}, gaps)
    second = sheet(study.random, "Ben", places, first.given, gaps)
    found = compared(matrix, [first, second])
    both = [(first.given[p], second.given[p]) for p in places if p in first.given and p in second.given]
    assert (len(found.same), len(found.different)) == (sum(a == b for a, b in both), sum(a != b for a, b in both))
    assert len(found.left) == len(places) - len(both)
    assert found.agreement is not None
    assert found.agreement.percent == pytest.approx(sum(a == b for a, b in both) / len(both))
    assert (found.agreement.kappa, found.agreement.alpha) == (pytest.approx(kappa(both)), pytest.approx(alpha(both)))


def sheet(random: Random, who: str, places: Sequence[Any], like: Any, gaps: float) -> Sheet:
    """Somebody's judgements: half of them as another's are, some not given."""
    given = {}
    for place in places:
        if random.random() >= gaps:
            word = random.choice(JUDGEMENTS)
            given[place] = like.get(place, word) if random.random() < 0.5 else word
    return Sheet(who, given, {}, {})

"""Matrices by typed attributes of documents, participants and cases, against what the cells of the tables mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from brute_counts import NONE, Brute, World
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select
from studies import add, small_study

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.counting.matrices import matrix
from codebook.counting.matrix_cells import Matrix
from codebook.scheme import codes
from codebook.team import assignments
from transcripts import attribute_values, coders, documents
from transcripts.project import Project
from transcripts.store.tables import Case, Document, Participant

TEXT = "Interviewer: How was it?\nP: We wait for months. Nobody calls.\nP: They never do.\n"
DOCUMENTS = {  # label: (participant, cases)
    "D 1": ("P 1", ("Case 1",)), "D 2": ("P 1", ("Case 1", "Case 2")), "D 3": ("P 2", ()), "D 4": ("", ("Case 2",)),
    "D 5": ("", ()), "D 6": ("P 2", ("Case 1", "Case 2")),
}  # fmt: skip
CELLS = {
    "years": ("3", "3.0", "+3", "3.50", "3.5", "1,000", "1000", "-.5", "-0.5", "0", "-0"),
    "joined": ("2023-03-04", "04/03/2023", "4 Mar 2023", "2022-12-01"),
    "trained": ("yes", "Y", "True", "No", "n"),
    "post": ("lead", "Lead", "A/B", "A*", "lead · deputy", "7 or so"),
}
MEANS: dict[str, Callable[[str], object]] = {
    "years": lambda said: Decimal(said.replace(",", "").rstrip("%")).normalize() + 0,
    "joined": lambda said: date(2022, 12, 1) if said == "2022-12-01" else date(2023, 3, 4),
    "trained": lambda said: said.lower()[0] in "yt",
    "post": str,
}
LABELS = {"document": tuple(DOCUMENTS), "participant": ("P 1", "P 2"), "case": ("Case 1", "Case 2")}
Table = tuple[str, str, dict[str, str]]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Whose table it is, the name of its one attribute, and its cells by label."""
    subject, name = draw(st.sampled_from(sorted(LABELS))), draw(st.sampled_from(sorted(CELLS)))
    labels, cells = st.sampled_from(LABELS[subject]), st.sampled_from(CELLS[name])
    return subject, name, draw(st.dictionaries(labels, cells, min_size=1))


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with small_study(tmp_path_factory.mktemp("attributes") / "study.qdb", {}) as project:
        for number, (label, (participant, cases)) in enumerate(DOCUMENTS.items()):
            uid = add(project, label, TEXT)
            with project.step("Describe and code", "Ann") as step:
                if participant:
                    documents.set_participant(step, uid, participant)
                for case in cases:
                    documents.add_case(step, uid, case)
                for at, path in enumerate(("Delay", "Delay/Queues", "Blame")[: 1 + number % 3]):
                    person = coders.ensure(step, ("Ann", "Ben")[(number + at) % 2])
                    start = 31 + 7 * number
                    codings.apply(step, NewCoding(uid, start, start + 5 + at, codes.ensure(step, path), person))
                    assignments.set_state(step, uid, person, "started" if label == "D 6" else "done")
        yield project


def _known(given: list[Table], name: str) -> dict[str, object]:
    """What every document's attribute means: its own, else its participant's, else what its cases agree on."""
    said: dict[tuple[str, str], object] = {}
    for subject, attribute, cells in given:
        said |= {(subject, label): MEANS[name](cell) for label, cell in cells.items() if attribute == name}
    known: dict[str, object] = {}
    for label, (participant, cases) in DOCUMENTS.items():
        agreed = {said["case", case] for case in cases if ("case", case) in said}
        own = [said[key] for key in (("document", label), ("participant", participant)) if key in said]
        known[label] = own[0] if own else agreed.pop() if len(agreed) == 1 else NONE
    return known


def _uids(step: Session) -> dict[tuple[str, str], str]:
    whose = {"document": Document, "participant": Participant, "case": Case}
    return {(name, label): uid for name, table in whose.items() for label, uid in
            step.exec(select(table.label, table.uid))}  # fmt: skip


def _meant(heading: str, axis: str) -> str:
    return heading if heading == NONE else str(MEANS[axis.partition(":")[2]](heading))


@settings(max_examples=40, deadline=None)
@given(
    given_=st.lists(tables(), min_size=1, max_size=6),
    count=st.sampled_from(("codings", "documents", "participants", "words")),
    base=st.sampled_from(("eligible", "row", "column", "all")),
)  # fmt: skip
def test_what_cells_of_tables_mean_is_what_is_counted_by(
    field: Project, given_: list[Table], count: str, base: str
) -> None:
    base = "row" if (count, base) == ("codings", "eligible") else base
    with field.step("Try", "Ann") as step:
        uids = _uids(step)
        for subject, attribute, cells in given_:
            attribute_values.give(step, [(uids[subject, at], {attribute: cell}) for at, cell in cells.items()], subject)
        there = sorted({attribute for _, attribute, cells in given_ if cells})
        world = World(lambda asked: step.connection().exec_driver_sql(asked).fetchall())
        for axis in CELLS:
            for label, means in _known(given_, axis).items():
                world.documents[uids["document", label]].values[f"attribute:{axis}"] = {str(means)}
        for name, other in pairwise(("coder", *there)):
            other_axis = name if name == "coder" else f"attribute:{name}"
            _compare(matrix(step, f"attribute:{other}", "code", count=count, base=base), world)
            _compare(matrix(step, f"attribute:{other}", other_axis, count=count, base=base), world)
        step.connection().exec_driver_sql("DELETE FROM attribute_value")
        step.connection().exec_driver_sql("DELETE FROM attribute")


def _compare(found: Matrix, world: World) -> None:
    axes, headings = (found.row_axis, found.column_axis), (found.rows, found.columns)
    means = [
        [_meant(heading, axis) if axis.startswith("attribute:") else heading for heading in listed]
        for axis, listed in zip(axes, headings, strict=True)
    ]
    for axis, listed in zip(axes, means, strict=True):
        if axis.startswith("attribute:"):
            assert sorted(listed) == sorted(set.union(*(known.values[axis] for known in world.documents.values())))
    brute = Brute(world)
    for row, line in zip(means[0], found.cells, strict=True):
        for column, cell in zip(means[1], line, strict=True):
            assert (cell.n, cell.of) == brute.cell(*axes, row, column, found.count, found.base), (row, column)

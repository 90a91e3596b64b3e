"""Random small corpora with everything that goes wrong in real ones, and what counting one by one makes of them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st

from codebook.agreement import Document, SpanRow, Study, Unit

LENGTH = 24
CODERS = ("Ann", "Ben", "Cem", "Dee")
CODES = ("A", "A/a", "B")
Range = tuple[int, int]


@st.composite
def disjoint(draw: st.DrawFn, upto: int = LENGTH) -> list[Range]:
    """Sorted disjoint ranges, some touching, with or without gaps."""
    cuts = sorted(draw(st.sets(st.integers(0, upto), max_size=8)))
    return [pair for pair in pairwise(cuts) if draw(st.integers(0, 3))]


@st.composite
def studies(draw: st.DrawFn) -> Study:
    coders = CODERS[: draw(st.integers(1, 4))]
    documents = [
        Document(f"D{i}", draw(st.frozensets(st.sampled_from(coders))), draw(disjoint()), cells)
        for i in range(draw(st.integers(0, 3)))
        for cells in [{"sentence": draw(disjoint()), "turn": draw(disjoint())}]
    ]
    if not documents:
        return Study.of(coders, CODES, (), ())
    ends = st.tuples(st.integers(0, LENGTH + 5), st.integers(0, LENGTH + 5)).map(sorted)
    row = st.tuples(
        st.sampled_from([d.label for d in documents]), st.sampled_from(coders), st.sampled_from(CODES), ends
    )
    rows = [SpanRow(d, c, k, start, end) for d, c, k, (start, end) in draw(st.lists(row, max_size=14))]
    return Study.of(coders, CODES, documents, rows)


def unit_sets(document: Document, unit: Unit) -> list[set[int]]:
    """The positions of the text that counts that make up each unit."""
    inside = {p for start, end in document.stretches.tolist() for p in range(start, end)}
    if unit == "character":
        return [{p} for p in sorted(inside)]
    if unit == "document":
        return [inside] if inside else []
    cells = [set(range(start, end)) & inside for start, end in document.units(unit).tolist()]
    return [cell for cell in cells if cell]


def decisions(study: Study, unit: Unit, code: int) -> list[dict[str, bool]]:
    """Per unit, what each coder who is done with its document decided."""
    found = []
    for index, document in enumerate(study.documents):
        for positions in unit_sets(document, unit):
            marked = {
                study.coders[coder]
                for d, coder, c, start, end in study.spans.tolist()
                if d == index and c == code and positions & set(range(start, end))
            }
            found.append({coder: coder in marked for coder in study.coders if coder in document.done})
    return [unit_ for unit_ in found if len(unit_) >= 2]

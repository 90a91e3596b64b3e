"""Attributions that too few people fit: told, and coarsened until enough do."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from cli_calls import done
from coded_study import collect_all, make_coded_study
from hypothesis import given
from hypothesis import strategies as st

from codebook.retrieval.passages import Description, Excerpt
from exports.quotations.attribution import Attribution
from exports.quotations.disclosure import Disclosure, SmallCell

PEOPLE = [("Judges", "A", 1), ("Judges", "B", 4), ("CPS", "A", 5), ("CPS", "B", 2)]


def described() -> list[Description]:
    return [
        Description(f"{group} {area} {n}", f"{group} {area} {n}", "interview", group, area, "2023-01-01",
                    f"{group} {area} {n}", (), {"Rank": "high" if n == 1 else "low"})
        for group, area, many in PEOPLE for n in range(1, many + 1)
    ]  # fmt: skip


def excerpt(one: Description) -> Excerpt:
    return Excerpt(one.label, one.uid, 0, 1, "x", kind=one.kind, group=one.group, area=one.area, date=one.date,
                   participant=one.participant, attributes=one.attributes)  # fmt: skip


def disclosure(template: str, least: int) -> Disclosure:
    return Disclosure(described(), Attribution.read(template, ["Rank"]), least)


def test_small_cells_are_told_smallest_first() -> None:
    found = disclosure("{label}, Area {area}", 3).small_cells(map(excerpt, described()))
    assert found == (SmallCell("group Judges, area A", 1, 1), SmallCell("group CPS, area B", 2, 2))
    assert disclosure("{group}", 3).small_cells(map(excerpt, described())) == ()
    assert disclosure("{label}", 99).small_cells(map(excerpt, described())) == ()


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{group}, Area {area}", "Judges"), ("Area {area}, {group}", "Area A"), ("{label}, Area {area}", "Judges A 1"),
        ("{group}, Area {area}, {rank} rank", "Judges"),
    ],
)  # fmt: skip
def test_what_too_few_share_is_left_out_from_the_end(template: str, said: str) -> None:
    one = next(each for each in described() if each.group == "Judges" and each.area == "A")
    told = disclosure(template, 3).coarsened(excerpt(one))
    assert Attribution.read(template, ["Rank"]).of(told) == said


def test_notes_about_nobody_in_particular_are_left_alone() -> None:
    panel = replace(excerpt(described()[0]), kind="panel", participant="")
    assert disclosure("{group}, Area {area}", 50).small_cells([panel]) == ()
    assert disclosure("{group}, Area {area}", 50).coarsened(panel) == panel


@given(
    st.lists(st.sampled_from(["{group}", "Area {area}", "{rank}", "{date}"]), min_size=1, unique=True),
    st.integers(1, 12),
    st.sampled_from(described()),
)
def test_what_a_coarsened_attribution_tells_fits_enough_people(parts: list[str], least: int, one: Description) -> None:
    among = disclosure(", ".join(parts), least)
    told = among.coarsened(excerpt(one))
    if told.document == Attribution.read(", ".join(parts), ["Rank"]).of(told):
        return  # nothing is left to tell
    fits = [
        each for each in described()
        if ("{group}" not in parts or told.group in ("", each.group))
        and ("Area {area}" not in parts or told.area in ("", each.area))
        and ("{rank}" not in parts or told.attributes.get("Rank", each.attributes["Rank"]) == each.attributes["Rank"])
    ]  # fmt: skip
    assert len(fits) >= least


def told(one: Excerpt) -> tuple[object, ...]:
    """All that a coarsened excerpt says of who it is about, but for the study's own label."""
    return one.kind, one.group, one.area, one.date, one.cases, tuple(sorted(one.attributes.items()))


@given(
    st.lists(st.sampled_from(["{group}", "Area {area}", "{rank}", "{year}", "{kind}"]), min_size=1, unique=True),
    st.integers(1, 8),
    st.lists(
        st.tuples(st.sampled_from("JCP"), st.sampled_from("AB "), st.sampled_from(["2022", "2023"]), st.booleans()),
        min_size=1, max_size=30,
    ),
)  # fmt: skip
def test_nobody_is_known_by_elimination(parts: list[str], least: int, people: list[tuple[str, str, str, bool]]) -> None:
    """Those who are told the same are never fewer than they may be, whatever the others are told."""
    known = [
        Description(f"D {n}", f"D {n}", "interview", group, area.strip(), f"{year}-01-01", f"D {n}", (),
                    {"Rank": "high" if high else "low"})
        for n, (group, area, year, high) in enumerate(people)
    ]  # fmt: skip
    among = Disclosure(known, Attribution.read(", ".join(parts), ["Rank"]), least)
    classes = Counter(told(among.coarsened(excerpt(each))) for each in known)
    assert min(classes.values()) >= min(least, len(known))


def test_one_small_cell_takes_the_smallest_other_one_along() -> None:
    """A judge alone in area A: leaving out only their area would tell it. The four of area B lose theirs as well."""
    among = disclosure("{group}, Area {area}", 3)
    said = Counter(Attribution.read("{group}, Area {area}").of(among.coarsened(excerpt(each))) for each in described())
    assert said == {"Judges": 5, "CPS": 7}, "nor may the two of CPS in area B be known for being CPS without an area"


def test_tables_and_fields_tell_no_more_than_a_coarsened_attribution(tmp_path: Path) -> None:
    path = collect_all(make_coded_study(tmp_path / "study.qdb"))
    asked = ("quotes", path, "Partnership/*", "--attribution", "{group}", "--as", "Ann")
    whole = done(*asked, "--json").json
    assert {each["area"] for each in whole} == {"C"}
    for each in done(*asked, "--coarsen", "--json").json:
        assert [each.get(name) for name in ("kind", "group", "area", "date", "participant")] == ["", "", "", "", ""]
        assert each["document"]
        assert each["text"]
    done("protocol", path, "--disclosure", 1, "--as", "Ann")
    assert {each["group"] for each in done(*asked, "--coarsen", "--json").json} == {"CPS", "Police"}
    assert {each["area"] for each in done(*asked, "--coarsen", "--json").json} == {""}

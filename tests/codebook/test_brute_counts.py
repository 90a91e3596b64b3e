"""Matrices and codes together, of small studies made by chance, against counting by sets of characters."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from pathlib import Path

import pytest
from brute_counts import Brute, Made, World
from sqlmodel import Session
from studies import imported

from codebook.coding import codings
from codebook.coding.codings import STANCES, NewCoding
from codebook.counting.cooccurrence import cooccurrence
from codebook.counting.matrices import BASES, COUNTS, matrix
from codebook.project import create_project
from codebook.scheme import codes
from codebook.team import assignments
from exports.comparing.matrix_tables import save_matrix, save_zero_one
from transcripts import attribute_values, coders, documents
from transcripts.adding import add_document
from transcripts.errors import WorkbenchError

WORDS = (
    "we",
    "wait",
    "for",
    "the",
    "police",
    "they",
    "call",
    "early",
    "and",
    "nobody",
    "answers",
    "the queue",
    "months",
)
ASKED = ("What of the queues?", "Any delay?", "Who is to blame?", "How was it?")
PATHS = ("Delay", "Delay/Queues", "Delay/Queues/Long ones", "Blame", "Blame/A\\/B", "Trust")
NAMES = ("Ann", "Ben", "Chloe")
AXES = ("code", "theme", "code:Delay/*", "kind", "group", "area", "case", "coder", "month", "participant", "document",
        "stance", "attribute:years", "attribute:trained", "attribute:post")  # fmt: skip
WAYS = ("overlap", "turn", "document", "near 0 turns", "near 1 turn", "near 3 turns",
        "near 0 sentences", "near 1 sentence", "near 4 sentences")  # fmt: skip


@pytest.fixture(scope="module", params=range(4))
def session(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    chance = random.Random(request.param)
    with create_project(tmp_path_factory.mktemp("brute") / "study.qdb", coder="Ann") as project:
        with project.step("Build", "Ann") as step:
            texts = dict(_document(step, number, chance) for number in range(chance.randint(3, 7)))
            for name in NAMES:
                coders.ensure(step, name)
            if request.param:  # in the first nobody was given anything
                _assign(step, list(texts), chance)
            _code(step, texts, chance)
            _describe(step, list(texts), chance)
        with project.reading() as reading:
            yield reading


def _document(step: Session, number: int, chance: random.Random) -> tuple[str, str]:
    kind = chance.choice(("interview", "interview", "case file"))
    lines = []
    for _ in range(chance.randint(1, 7)):
        who = chance.choice(("Interviewer: ", "P: ", "P: ", "Q: ", "")) if kind == "interview" else ""
        said = " ".join(
            f"{' '.join(chance.choices(WORDS, k=chance.randint(1, 5)))}{mark}".capitalize()
            for mark in chance.choices((".", "?", "!", "..."), k=chance.randint(1, 3))
        )
        lines.append(who + (chance.choice(ASKED) if who == "Interviewer: " else said))
    text = "\n".join(lines) + "\n"
    uid = add_document(
        step, imported(text), label=f"D {number}", original=f"{number}".encode(), source_name="d.txt", kind=kind,
        group=chance.choice(("CPS", "Police", "")), area=chance.choice("AB"), date=chance.choice(("", "2023-03-14")),
    )  # fmt: skip
    if chance.random() < 0.7:
        documents.set_participant(step, uid, chance.choice(("P1", "P2", "P3")))
    for case in ("Case 1", "Case 2"):
        if chance.random() < 0.4:
            documents.add_case(step, uid, case)
    return uid, text


def _assign(step: Session, uids: list[str], chance: random.Random) -> None:
    for uid, name in product(uids, NAMES):
        part, state = chance.choice(("main", "main", "pilot")), chance.choice(("started", "done", "done", ""))
        if state:
            assignments.set_state(step, uid, coders.ensure(step, name), state, round=part)


def _code(step: Session, texts: dict[str, str], chance: random.Random) -> None:
    named = [codes.ensure(step, path) for path in PATHS]
    who = [coders.ensure(step, name) for name in NAMES]
    for number in range(30):
        uid = chance.choice(list(texts))
        start = chance.randrange(len(texts[uid]) - 1)
        end = min(len(texts[uid]), start + chance.randint(1, 60))
        codings.apply(step, NewCoding(
            uid, start, end, named[number % len(named)], chance.choice(who), stance=chance.choice((*STANCES, "")),
            prompted=chance.random() < 0.2, round=chance.choice(("main", "main", "main", "pilot")),
        ))  # fmt: skip


def _describe(step: Session, uids: list[str], chance: random.Random) -> None:
    """What is known of documents, participants and cases, some of it of two of them at once and not the same."""
    connection = step.connection()
    whose = {
        "document": uids,
        "participant": [uid for (uid,) in connection.exec_driver_sql("SELECT uid FROM participant")],
        "case": [uid for (uid,) in connection.exec_driver_sql('SELECT uid FROM "case"')],
    }
    for subject, everyone in whose.items():
        said = [
            (uid, {"years": chance.choice(("", "3", "12")), "trained": chance.choice(("", "yes", "N")),
                   "post": chance.choice(("", "Lead/deputy", "A*", "A**"))})
            for uid in everyone
        ]  # fmt: skip
        attribute_values.give(step, said, subject)


def _covered(made: list[Made], among: set[str]) -> set[int]:
    return {at for each in made if each.code in among for at in range(each.start, each.end)}


def questions(world: World) -> dict[str, Callable[[], Brute]]:
    """What is asked, and the same counted by hand."""
    delay, blame, trust = (world.under(path) for path in ("Delay/*", "Blame/*", "Trust"))
    return {
        "": lambda: Brute(world),
        "group:CPS": lambda: Brute(world, is_in=lambda known: known.values["group"] == {"CPS"}),
        "coder:Ann,Ben": lambda: Brute(world, means=lambda m: m.coder in ("Ann", "Ben"), coders=("Ann", "Ben")),
        "stance:reports,none": lambda: Brute(world, means=lambda m: m.stance in ("", "reports")),
        "round:pilot": lambda: Brute(world, round="pilot"),
        "Delay/*": lambda: Brute(world, means=lambda m: m.code in delay),
        "Delay/* AND Blame/*": lambda: Brute(
            world, means=lambda m: m.code in delay | blame, answer=lambda a: _covered(a, delay) & _covered(a, blame)
        ),
        "Delay/* OR Trust": lambda: Brute(
            world, means=lambda m: m.code in delay | trust, answer=lambda a: _covered(a, delay | trust)
        ),
    }


def rows(session: Session) -> World:
    return World(lambda asked: session.connection().exec_driver_sql(asked).fetchall())


@pytest.mark.parametrize("count", COUNTS)
def test_every_cell_is_what_sets_of_characters_say(session: Session, count: str) -> None:
    world = rows(session)
    known = list(questions(world).items())
    looked = 0
    asked_for = [(*pair, base) for pair in product(AXES, AXES) if pair[0] != pair[1] for base in BASES]
    chosen = random.Random(f"{count}{len(world.made)}").sample(asked_for, 70)  # all of them took minutes, and agreed
    for number, (across, down, base) in enumerate(chosen):
        asked, counted = known[number % len(known)]
        try:
            found = matrix(session, across, down, count=count, base=base, asked=asked)
        except WorkbenchError:
            assert base in ("eligible", "asked")
            continue
        brute = counted()
        for row, line in zip(found.rows, found.cells, strict=True):
            for column, cell in zip(found.columns, line, strict=True):
                wanted = brute.cell(across, down, row, column, count, base)
                assert (cell.n, cell.of) == wanted, (across, down, row, column, base, asked)
                assert wanted[0] <= wanted[1]
                looked += 1
    assert looked > 200


PRINTED = [
    (count, base) for count, base in product(COUNTS, BASES)
    if (count, base) != ("codings", "eligible") and (base != "asked" or count in ("documents", "participants"))
]  # fmt: skip


@pytest.mark.parametrize(("count", "base"), PRINTED)
def test_per_cents_are_in_every_file_what_sets_of_characters_say(
    session: Session, count: str, base: str, tmp_path: Path
) -> None:
    brute = Brute(rows(session))
    for across in ("attribute:post", "group") if base == "asked" else ("attribute:years", "coder", "stance"):
        axes = across, "theme"
        found = matrix(session, *axes, count=count, base=base)
        wanted = [[brute.cell(*axes, row, column, count, base) for column in found.columns] for row in found.rows]
        save_matrix(found, path := tmp_path / "percent.csv", percent=True)
        with path.open(encoding="utf-8", newline="") as file:
            header, *lines = csv.reader(file)
        assert header == [across, *(f"{column}{of}" for column in found.columns for of in (" (%)", "", " (of)"))]
        for line, row, cells in zip(lines, found.rows, wanted, strict=True):
            assert line[0] == row
            for share, counted, out_of, (n, of) in zip(line[1::3], line[2::3], line[3::3], cells, strict=True):
                assert float(share) == pytest.approx(100 * n / of, abs=5e-5) if of else not share
                assert (int(counted), int(out_of or 0)) == (n, of)
        for suffix, between in ((".md", " | "), (".tex", " & ")):
            save_matrix(found, path := tmp_path / f"percent{suffix}", percent=True)
            text = re.sub(r"\\([.%<>])", r"\1", path.read_text("utf-8"))
            for cells in wanted:
                line = between.join(_percent(*cell, words=count == "share") for cell in cells)
                assert f"{between}{line}{' |' if suffix == '.md' else ' '}" in text


def _percent(n: int, of: int, *, words: bool) -> str:
    if not of:
        return "–"
    exact = Decimal(100 * n) / Decimal(of)
    rounded = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    base = "" if words else f" of {of:,}"
    if n and not rounded:
        return f"<0.1 %{base}"
    return f">99.9 %{base}" if rounded == 100 and n < of else f"{rounded} %{base}"


@pytest.mark.parametrize("by", WAYS)
@pytest.mark.parametrize("axis", ["code", "theme", "code:Delay/*"])
def test_codes_together_jaccard_and_lift_are_what_sets_of_units_say(session: Session, axis: str, by: str) -> None:
    known = list(questions(rows(session)).items())
    for asked, counted in random.Random(f"{axis}{by}").sample(known, 2):
        found, (units, whole) = cooccurrence(session, axis, by=by, asked=asked), counted().together(axis, by)
        assert found.whole == whole
        for (i, one), (j, other) in product(enumerate(found.codes), repeat=2):
            a, b = units.get(one, set()), units.get(other, set())
            assert found.together[i][j] == len(a & b), (one, other, asked)
            assert found.jaccard(i, j) == (pytest.approx(len(a & b) / len(a | b)) if a | b else None)
            assert found.lift(i, j) == (pytest.approx(whole * len(a & b) / len(a) / len(b)) if a and b else None)


@pytest.mark.parametrize("across", ["document", "case", "participant", "coder"])
def test_zeros_and_ones_are_what_sets_say_and_nothing_where_nobody_is_done(
    session: Session, across: str, tmp_path: Path
) -> None:
    path, brute = tmp_path / "zero-one.csv", Brute(rows(session))
    found = matrix(session, across, "code", count="documents")
    save_zero_one(found, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        _, *lines = csv.reader(file)
    for row, (_, *values) in zip(found.rows, lines, strict=True):
        cells = [brute.cell(across, "code", row, column, "documents", "eligible") for column in found.columns]
        assert values == ["" if not of else str(int(n > 0)) for n, of in cells]

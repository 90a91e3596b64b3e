"""Files made to harm: refused with the right reason or read whole, and nothing of a refused one is in the project."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hostile_list import ALL, Hostile
from studies import small_study

from codebook import checking
from transcripts.errors import TableError
from transcripts.importing.pool import Reading, ReadingPool, Source
from transcripts.intake import ImportSession, import_files
from transcripts.spreadsheets import CELLS, read_table

FILES = Path(__file__).parent / "files"
LIGHT, HEAVY = ([each for each in ALL if each.heavy is heavy] for heavy in (False, True))
BOOKS = [each for each in LIGHT if each.name == "a.xlsx" and not each.said]
A_FAULT_OF_OURS = re.compile(r"fault of this program|broke the reader")
CUTTING = 7


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(1) as pool:
        yield pool


def read(pool: ReadingPool, data: bytes, name: str) -> Reading:
    (reading,) = pool.read_all([Source(name, lambda: data)])
    return reading


def check(reading: Reading, hostile: Hostile) -> None:
    if reading.refusal is not None:
        assert hostile.reason, f"refused: {reading.refusal}"
        assert re.search(hostile.reason, str(reading.refusal))
        assert "\n" not in str(reading.refusal)
        assert str(reading.refusal).isprintable()
    else:
        assert hostile.said, "read, but it is to be refused"
        assert any(re.search(hostile.said, "\n".join([d.text, *d.warnings])) for d in reading.documents)


@pytest.mark.parametrize("hostile", LIGHT, ids=lambda each: each.id)
def test_hostile_files(hostile: Hostile, pool: ReadingPool) -> None:
    check(read(pool, hostile.make(), hostile.name), hostile)


@pytest.mark.slow
@pytest.mark.parametrize("hostile", HEAVY, ids=lambda each: each.id)
def test_heavy_hostile_files(hostile: Hostile, pool: ReadingPool) -> None:
    check(read(pool, hostile.make(), hostile.name), hostile)


def test_among_the_files_of_a_study_they_harm_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for number, hostile in enumerate(LIGHT):
        (folder / f"{number} {hostile.name}").write_bytes(hostile.make())
    refused = {f"{number} {each.name}" for number, each in enumerate(LIGHT) if not each.said}
    kept = {f"{number} {each.name}" for number, each in enumerate(LIGHT) if not each.reason} | {"CPS 7.txt"}
    (folder / "CPS 7.txt").write_text("Interviewer: Why?\nCPS 7: Because.\n")
    before = sorted(folder.iterdir())
    with small_study(tmp_path / "p.qdb") as project:
        report = import_files(project, [folder], coder="Ann")
        assert kept <= {Path(each.path).name for each in report.imported}
        assert refused <= {Path(each.path).name for each in report.refused}
        assert len(report.imported) + len(report.refused) == len(before)
        assert all(each.reason for each in report.refused)
        assert checking.check(project) == []
    assert sorted(folder.iterdir()) == before
    assert sorted(tmp_path.iterdir()) == [folder, tmp_path / "p.qdb"]


@pytest.mark.slow
def test_a_table_too_costly_to_read_is_not_tried_as_attributes(tmp_path: Path) -> None:
    (costly,) = (each for each in HEAVY if each.id == "xlsx: many rows")
    (tmp_path / "table.xlsx").write_bytes(costly.make())
    with small_study(tmp_path / "p.qdb") as project, ImportSession(project, [tmp_path / "table.xlsx"]) as session:
        session.read()
        (entry,) = session.entries
        assert (entry.state, entry.table, entry.documents) == ("refused", None, ())
        assert re.search(costly.reason, entry.reason)


@pytest.mark.parametrize("hostile", BOOKS, ids=lambda each: each.id)
def test_a_hostile_workbook_is_no_table_of_facts_or_codings(hostile: Hostile, tmp_path: Path) -> None:
    refused_as_table(hostile, tmp_path)


@pytest.mark.slow
def test_a_workbook_that_costs_too_much_is_no_table_of_facts_or_codings(tmp_path: Path) -> None:
    for hostile in HEAVY:
        if hostile.name == "a.xlsx" and not hostile.said:
            refused_as_table(hostile, tmp_path)


def refused_as_table(hostile: Hostile, folder: Path) -> None:
    path = folder / hostile.name
    path.write_bytes(hostile.make())
    with pytest.raises(TableError, match=hostile.reason):
        read_table(path)


def test_a_text_table_of_millions_of_cells_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"document" + b"," * (CELLS + 1))
    with pytest.raises(TableError, match="more than 10,000,000 cells"):
        read_table(tmp_path / "a.csv")


# -- real files, damaged ------------------------------------------------------------------------------------------


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with bytes changed, cut out, doubled or cut off; in a container often inside one of its parts."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        return with_damaged_part(data, chance)
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed) + 1)
        how = chance.randrange(4)
        if how == 0 and changed:
            changed[min(at, len(changed) - 1)] = chance.randrange(256)
        elif how == 1:
            del changed[at : at + chance.randint(1, 200)]
        elif how == 2:
            changed[at:at] = changed[at : at + chance.randint(1, 200)]
        elif chance.random() < 0.2:
            del changed[at:]
    return bytes(changed)


def with_damaged_part(data: bytes, chance: random.Random) -> bytes:
    """The container with one of its parts damaged, packed properly again."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        victim = chance.choice(source.namelist())
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, damaged(part, chance) if name == victim else part)
    return out.getvalue()


def faults_of(pool: ReadingPool, paths: list[Path], times: int) -> list[str]:
    """What went wrong in us, not in a file, with damaged copies of files."""
    sources, made = [], []
    for path in paths:
        data = path.read_bytes()
        for number in range(times):
            chance = random.Random(f"{CUTTING} {path.name} {number}")
            content = damaged(data, chance)
            made.append(f"{path.name} {number}")
            sources.append(Source(path.name, lambda content=content: content))
    results = zip(made, pool.read_all(sources), strict=True)
    return [f"{name}: {reading.refusal}" for name, reading in results if A_FAULT_OF_OURS.search(str(reading.refusal))]


def test_damaged_files_are_refused_or_read(pool: ReadingPool) -> None:
    assert faults_of(pool, sorted(path for path in FILES.iterdir() if path.suffix != ".py" and path.is_file()), 3) == []


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_damaged_files_of_a_study_are_refused_or_read(pool: ReadingPool, shared: Path) -> None:
    files = sorted(path for path in FILES.iterdir() if path.suffix != ".py" and path.is_file())
    study = sorted(path for path in (shared / "data/interviews").iterdir() if path.is_file())
    assert faults_of(pool, files + study, 60) == []

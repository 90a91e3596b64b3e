"""What somebody judges apart changes nothing that another can read before both are done: two projects that differ in
one person's judgement, kind of silence and note alone tell the other person the same, whatever is asked.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cli_calls import call, done
from coded_study import make_coded_study

from codebook.evidence import assessing
from codebook.project import open_project
from codebook.scheme import codes
from transcripts import coders

VARYING = re.compile(r"\b[0-9a-f]{7,64}\b|20\d\d-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:\+00:00|Z)?")
"""Ids, hashes and times are another in every project."""
READ = (
    ("triangulate", "PROJECT"), ("triangulate", "PROJECT", "--json"), ("triangulate", "PROJECT", "--sheet", "s.csv"),
    ("triangulate", "PROJECT", "--output", "m.md"), ("triangulate", "PROJECT", "--output", "m.csv"),
    ("history", "PROJECT", "--json"), ("memos", "PROJECT", "--json"), ("log", "PROJECT", "--json"),
    ("export", "PROJECT", "all.json"), ("check", "PROJECT", "--exports", "m.csv", "--json"),
    ("search", "PROJECT", "Hush"), ("undo", "PROJECT"),
)  # fmt: skip
FILES = ("s.csv", "m.md", "m.csv", "m.csv.manifest.json", "all.json")



def judged(folder: Path, word: str, silence: str) -> Path:
    """Ann is done, Ben has judged one cell; nothing but Ann's judgement differs."""
    folder.mkdir()
    path = make_coded_study(folder / "study.qdb")
    with open_project(path) as project:
        for who, said, kind, note in (("Ann", word, silence, f"Hush {word}"), ("Ben", "agreement", "", "mine")):
            with project.step("Judge ‘Partnership’ × CPS", who) as session:
                code = codes.tree(session).find("Partnership").uid
                assessing.assess(session, code, "CPS", coder=coders.ensure(session, who), judgement=said,
                                 silence=kind, note=note)  # fmt: skip
        with project.step("Done judging the convergence matrix", "Ann") as session:
            assessing.finish(session, coders.ensure(session, "Ann"))
    return path


def told(path: Path, command: tuple[str, ...], reader: str) -> str:
    given = [str(path) if part == "PROJECT" else str(path.with_name(part)) if "." in part else part for part in command]
    by = ["--as", reader] if command[0] not in ("check", "search") else []
    called = call(*given, *by)
    assert called.code in (0, 1), called
    return VARYING.sub("…", f"{called.out}{called.err}".replace(str(path.parent), ""))


def held(path: Path) -> dict[str, list[str]]:
    """The lines of every file that was written, in an order of their own: what stands at one place goes by its id."""
    found = {}
    for name in FILES:
        text = path.with_name(name).read_text("utf-8").replace(str(path.parent), "")
        found[name] = sorted(VARYING.sub("…", text).splitlines())
    return found


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("judged")
    return [judged(folder / "one", "dissonance", ""), judged(folder / "two", "silence", "not asked")]


def test_nothing_that_the_other_person_reads_tells_one_judgement_from_another(two: list[Path]) -> None:
    for command in READ:
        one, other = (told(path, command, "Ben") for path in two)
        assert one == other, command
        assert "Hush" not in one or command[0] == "search"
    one_held, other_held = (held(path) for path in two)
    assert one_held == other_held
    assert not any("Hush" in line for lines in one_held.values() for line in lines)


def test_no_hash_that_is_left_beside_a_file_is_of_another_persons_judgement(two: list[Path]) -> None:
    """Hashes of parts are over words alone, of which there are few: a hash of them could be guessed."""
    parts = []
    for path in two:
        file = path.with_name("hashes.csv")
        done("triangulate", path, "--output", file, "--as", "Ben")
        parts.append(json.loads(file.with_name("hashes.csv.manifest.json").read_text("utf-8"))["parts"])
        del parts[-1]["settings"]  # a project's own id is among them
    assert parts[0] == parts[1]
    assert parts[0]["judgements of convergence"]["many"] in (0, 1)  # Ben's own, as far as he has not undone it


def test_the_same_questions_do_tell_them_apart_for_the_one_who_judged(two: list[Path]) -> None:
    one, other = (told(path, ("triangulate", "PROJECT", "--json"), "Ann") for path in two)
    assert one != other
    assert "Hush dissonance" in one


def test_an_empty_sheet_is_no_look_at_judgements(two: list[Path]) -> None:
    made = done("triangulate", two[0], "--sheet", two[0].with_name("mine.csv"))
    assert "put on record" not in made.err
    with open_project(two[0]) as project, project.reading() as session:
        assert assessing.panel(session).looks == ()

"""coding-tui import: the flags that answer what an import session asks, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_calls import call

ONE = "Anna: How long does it take?\nP7: A month, mostly.\nAnna: And since June?\nP7: Two weeks.\n"
TWO = "Anna: Who decides?\nParticpant: The lead does.\nAnna: Always?\nParticpant: Nearly.\n"
THREE = "Anna: Who else?\nParticipant: Nobody.\nAnna: Since when?\nParticipant: June. It costs £20.\n"


@pytest.fixture
def study(tmp_path: Path) -> tuple[Path, Path]:
    """An empty project, and a folder of three interviews."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "CPS 7.txt").write_text(ONE, encoding="utf-8")
    (folder / "CPS 8.txt").write_text(TWO, encoding="utf-8")
    (folder / "CPS 9.txt").write_bytes(THREE.encode("cp1252"))
    project = tmp_path / "study.qdb"
    assert call("new", project, "--as", "Ann").code == 0
    return project, folder


def test_a_rehearsal_shows_who_speaks_and_what_to_decide(study: tuple[Path, Path]) -> None:
    project, folder = study
    said = call("import", project, folder, "--dry-run", "--as", "Ann")
    assert said.code == 0
    assert "Anna" in said.out
    assert "participant" in said.out
    assert any("‘Particpant’ may be ‘Participant’ (2 and 2 turns)" in line for line in said.lines)
    assert any('--speaker "Particpant=Participant"' in line for line in said.lines)
    assert "coding-tui undo" not in said.err
    assert call("documents", project, "--json").json == []
    assert "To answer: coding-tui undo PROJECT" in call("import", project, folder, "--as", "Ann").err


def test_flags_decide_for_all_files_and_can_be_kept(study: tuple[Path, Path], tmp_path: Path) -> None:
    project, folder = study
    rules = tmp_path / "rules.yaml"
    said = call(
        "import", project, folder / "CPS 7.txt", folder / "CPS 8.txt", "--role", "Anna=interviewer", "--speaker",
        "Particpant=Participant", "--kind", "interview", "--save-rules", rules, "--as", "Ann", "--json",
    )  # fmt: skip
    assert {each["name"]: each["role"] for each in said.json["speakers"]} == {
        "Anna": "interviewer", "P7": "participant", "Participant": "participant",
    }  # fmt: skip
    assert said.json["proposals"] == []
    again = call("import", project, folder / "CPS 9.txt", "--rules", rules, "--as", "Ann", "--json").json["imported"]
    assert again[0]["kind"] == "interview"
    roles = {each["name"]: each["role"] for each in call("speakers", project, "--json").json}
    assert roles["Anna"] == "interviewer"


def test_text_in_doubt_is_said_until_an_encoding_is_named(study: tuple[Path, Path]) -> None:
    project, folder = study
    path = folder / "CPS 9.txt"
    doubted = call("import", project, path, "--dry-run", "--as", "Ann", "--json").json["imported"][0]
    assert doubted["encoding"] == "cp1252"
    assert any("£20" in warning for warning in doubted["warnings"])
    named = call("import", project, path, "--encoding", "cp1252", "--as", "Ann", "--json").json["imported"][0]
    assert named["warnings"] == []


def test_a_label_that_names_nobody_and_files_without_any(study: tuple[Path, Path]) -> None:
    project, folder = study
    nobody = call("import", project, folder / "CPS 8.txt", "--nobody", "Particpant", "--dry-run", "--as", "A", "--json")
    assert set(nobody.json["imported"][0]["speakers"]) == {"Anna"}
    none = call("import", project, folder / "CPS 8.txt", "--unlabelled", "--as", "A", "--json").json["imported"][0]
    assert none["speakers"] == {}
    assert none["words"] == len(TWO.split())


def test_the_same_file_twice(study: tuple[Path, Path]) -> None:
    project, folder = study
    assert call("import", project, folder / "CPS 7.txt", "--as", "Ann").code == 0
    again = call("import", project, folder / "CPS 7.txt", "--as", "Ann")
    assert again.code == 1
    assert "in the project already, as ‘CPS 7’" in again.err
    assert call("import", project, folder / "CPS 7.txt", "--duplicates", "--as", "Ann").code == 0
    assert [each["label"] for each in call("documents", project, "--json").json] == ["CPS 7", "CPS 7 (2)"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--role", "Anna"), 2, "two names with = between"),
        (("--role", "Anna=boss"), 1, "‘boss’ is no role for ‘Anna’"),
        (("--speaker", "Anna=Anna"), 1, "one speaker already"),
        (("--table", "rows"), 1, "not as ‘rows’"),
        (("--encoding", "klingon"), 1, "there is no encoding ‘klingon’"),
        (("--rules", "absent.yaml"), 1, "absent.yaml cannot be read"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_in(
    study: tuple[Path, Path], arguments: tuple[str, str], code: int, said: str
) -> None:
    project, folder = study
    answer = call("import", project, folder / "CPS 9.txt", *arguments, "--as", "Ann")
    assert answer.code == code
    assert said in answer.err
    assert call("documents", project, "--json").json == []


def test_what_cannot_be_opened_is_refused_and_the_rest_is_in(study: tuple[Path, Path], tmp_path: Path) -> None:
    path, folder = study
    (tmp_path / "nothing").mkdir()
    called = call("import", path, folder, tmp_path / "nothing", tmp_path / "absent.txt", "--as", "Ann")
    assert called.code == 1
    assert called.out.startswith("3 documents imported")
    assert f"Refused {tmp_path / 'nothing'}: there are no files in it" in called.err
    assert f"Refused {tmp_path / 'absent.txt'}: it cannot be read: No such file or directory" in called.err


def test_a_folder_given_again_tells_what_is_new_and_how_much_is_not(study: tuple[Path, Path]) -> None:
    path, folder = study
    for day in range(1, 9):
        (folder / f"Day {day}.txt").write_text(ONE.replace("month", f"month and {day} days"))
    assert call("import", path, folder, "--as", "Ann").code == 0
    (folder / "scan.docx").write_bytes(bytes(range(256)))
    called = call("import", path, folder, "--as", "Ann")
    assert (called.code, called.out) == (1, "0 documents imported, 0 words\n")
    told, doubles = called.err.splitlines()
    assert told.startswith(f"Refused {folder / 'scan.docx'}: ")
    first = folder / "CPS 7.txt"
    assert doubles == f"Refused 11 files as doubles, first {first}: it is in the project already, as ‘CPS 7’"
    assert len(call("import", path, folder, "--json", "--as", "Ann").json["refused"]) == 12


def test_nothing_comes_in_where_the_rules_cannot_be_kept(study: tuple[Path, Path], tmp_path: Path) -> None:
    path, folder = study
    called = call("import", path, folder, "--save-rules", tmp_path / "absent" / "rules.yaml", "--as", "Ann")
    assert (called.code, called.out) == (1, "")
    assert "rules.yaml" in called.err
    assert "Nothing was changed" in called.err
    assert call("documents", path, "--json").json == []

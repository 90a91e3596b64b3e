"""The command line and sealed work: nothing of it for a coder who says who they are, a record for who does not."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from cli_calls import call, done
from sealed_study import CODE, SECRET, sealed_study

from codebook.coding import codings
from codebook.project import open_project
from codebook.scheme import codes
from codebook.scheme.seen_counts import UNCOUNTED
from exports.formats import WHOLE_FILES

READING = (
    ("quotes", CODE), ("quotes", CODE, "--json"), ("search", "nobody", "--within", CODE), ("coverage",),
    ("coverage", "--json"), ("memos",), ("memos", "--search", SECRET), ("history",), ("history", "--json"),
    ("log", "--coder", "Ben"), ("codes", "show", "--json"),
    ("contradictions",), ("contradictions", "--json"), ("contradictions", "--cases"),
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CODING_TUI_CODER", raising=False)
    monkeypatch.setenv("LOGNAME", "visitor")
    sealed_study(tmp_path / "sealed.qdb").close()
    return tmp_path / "sealed.qdb"


def test_no_command_tells_a_coder_of_a_partners_sealed_work(path: Path) -> None:
    for command, *more in READING:
        head = (command, more.pop(0)) if command == "codes" else (command,)
        called = call(*head, path, *more, "--as", "Ann")
        assert SECRET not in called.out + called.err, command
    counted = {each["code"]: each["codings"] for each in done("codes", "show", path, "--as", "Ann", "--json").json}
    assert counted[CODE] == 1
    for suffix in WHOLE_FILES:
        done("export", path, path.with_suffix(suffix), "--as", "Ann")
        assert SECRET not in written(path.with_suffix(suffix)), suffix
    with open_project(path) as project:
        assert not [step for step in project.history() if "sealed work" in step.label]


@pytest.mark.parametrize(("change", "said"), [
    (("rename", CODE, "Beasts"), "1 coding kept as they are"), (("retire", CODE), "1 coding kept as they are"),
    (("move", CODE, "--below", "Kinds"), "1 coding kept as they are"),
    (("group", CODE, "--under", "Theme"), "1 code with 1 coding of their own"),
    (("join", CODE, "--into", "Kinds"), "1 coding in 1 document will be"),
    (("split", CODE, "--into", "Big"), "1 coding of ‘Animals’ still to give"),
])  # fmt: skip
def test_a_rearranged_codebook_counts_what_its_coder_may_see_and_takes_all_along(
    path: Path, change: tuple[str, str], said: str
) -> None:
    with open_project(path) as project:
        with project.step("Code", "Ann") as session:
            codes.ensure(session, "Kinds")
        with project.reading() as session:
            before = {each.uid for each in codings.codings(session)}
    assert "2 codings" in done("codes", change[0], path, *change[1:], "--dry-run", "--as", "Ben").out
    told = done("codes", change[0], path, *change[1:], "--as", "Ann").out
    assert said in told
    assert UNCOUNTED in told
    with open_project(path) as project, project.reading() as session:
        assert {each.uid for each in codings.codings(session)} == before


def test_checking_and_comparing_the_codebook_count_what_may_be_seen_or_are_on_record(path: Path) -> None:
    file = path.with_suffix(".yaml")
    file.write_text(f"codes:\n- name: {CODE}\n", encoding="utf-8")
    new_rules(path)
    assert "1 coding made under the old text" in call("codes", "diff", file, path, "--as", "Ann").out
    assert "(used-once)" in call("codes", "check", path, "--as", "Ann").out
    with open_project(path) as project:
        assert not [step for step in project.history() if "sealed work" in step.label]
    assert "2 codings made under the old text" in call("codes", "diff", file, path).out
    assert "(used-once)" not in call("codes", "check", path).out
    with open_project(path) as project:
        looked = [step.label for step in project.history() if "sealed work" in step.label]
    assert looked == ["Look at sealed work: the check of the codebook",
                      "Look at sealed work: codings made under an old text"]  # fmt: skip


def test_what_is_sealed_for_a_coder_cannot_be_read_again_by_them(path: Path) -> None:
    new_rules(path)
    with open_project(path) as project, project.reading() as session:
        [his] = [each.uid for each in codings.codings(session, coders=["Ben"]) if SECRET in each.memo]
    called = call("codes", "reread", path, his, "uncode", "--as", "Ann")
    assert "No stale coding begins with" in called.err


def new_rules(path: Path) -> None:
    """Another text for the code, so that what was coded is to be read again."""
    with open_project(path) as project, project.step("Rules", "Ann") as session:
        one = codes.tree(session).find(CODE)
        codes.define(session, one.uid, replace(one.entry, brief="Beasts."))


def written(path: Path) -> str:
    """What a file says; of a zipped one, all that is in it."""
    if not zipfile.is_zipfile(path):
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_who_does_not_say_who_they_are_reads_all_and_that_is_on_record(path: Path) -> None:
    called = done("codings", "export", path, path.with_suffix(".csv"))
    assert SECRET in path.with_suffix(".csv").read_text("utf-8")
    assert "sealed work of 1 document included (put on record)" in called.err
    newest = done("history", path, "--as", "Ann", "--json").json[0]
    assert (newest["coder"], newest["label"]) == ("visitor", "Look at sealed work: table of codings")


def test_a_seal_comes_off_by_command(path: Path) -> None:
    assert (
        done("unseal", path, "CPS 2", "--as", "Ann", "--why", "Talk").out == "1 document unsealed in the round ‘main’\n"
    )
    assert SECRET in done("quotes", path, CODE, "--as", "Ann", "--json").out


def test_a_sample_is_shown_before_it_is_drawn(path: Path) -> None:
    asked = ("assign", path, "--double", "0.5", "--coders", "Ann,Ben", "--round", "second", "--sealed", "--json")
    shown = done(*asked, "--dry-run").json
    assert not shown.pop("assigned")
    drawn = done(*asked).json
    assert drawn.pop("assigned")
    assert drawn == shown
    assert len(drawn["double"]) == 1
    assert call(*asked).code == 1


def test_a_protocol_is_settled_and_a_late_change_of_it_stays_said(path: Path) -> None:
    assert done("protocol", path, "--json").json["settled"] is False
    called = done("protocol", path, "--unit", "turn", "--threshold", "0.7", "--as", "Ann")
    assert "Unit: turn\n" in called.out
    assert "α: .7 and more" in called.out
    assert "Coding had begun" in called.err
    (departure,) = done("protocol", path, "--json").json["departures"]
    assert "unit sentence → turn, reliable 0.8 → 0.7 (after coding began)" in departure
    assert call("protocol", path, "--threshold", "0.5").code == 1

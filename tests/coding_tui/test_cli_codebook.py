"""The codebook on the command line: as code under git, restructured, with its versions and its appendix."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cli_calls import call, coded_study, done, process

from codebook.yaml_format import load_shipped

BOOK = """\
title: Ours
codes:
  - name: myths
    asks_stance: true
    codes:
      - name: false-report
        brief: Complaints are said to be made up.
        exclude:
          - complaints withdrawn → delay
      - name: delay
        brief: It takes long.
        exclude:
          - said to be made up → false-report
"""


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    return coded_study(tmp_path)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_findings_are_told_with_file_and_line_and_leave_with_one(tmp_path: Path) -> None:
    book = written(tmp_path / "book.yaml", BOOK.replace("→ delay", "→ waiting").replace("delay", "false-reports"))
    called = call("codes", "check", book)
    assert called.code == 1
    assert f"{book}, line 6: ‘myths/false-report’ points to ‘waiting’" in called.out
    assert "has nearly the name of ‘myths/false-report’" in called.out
    assert called.out.endswith("2 things to look at: 1 theme, 2 codes below them\n")
    assert [each["lint"] for each in call("codes", "check", book, "--json").json] == ["lost-pointer", "near-name"]


def test_a_project_is_checked_for_use_as_well(coded: Path) -> None:
    called = call("codes", "check", coded, "--json")
    assert called.code == 1
    assert {each["lint"] for each in called.json} == {"no-exclusion", "orphan"}


def test_the_shipped_codebook_has_nothing_to_look_at() -> None:
    assert done("codes", "check", "soteria").out.startswith("No problems: ")


def test_a_difference_says_how_many_codings_were_made_under_the_old_text(coded: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.yaml"
    done("codes", "export", coded, old)
    text = old.read_text(encoding="utf-8").replace("- name: early contact\n", "- name: early contact\n"
                                                  "        exclude: [letters → Delay]\n")  # fmt: skip
    called = call("codes", "diff", coded, written(tmp_path / "new.yaml", text))
    assert called.code == 1
    assert called.out.splitlines()[:2] == [
        "`Partnership/early contact`: exclusion added (narrower); 2 codings made under the old text",
        "    + letters → Delay",
    ]
    [told] = call("codes", "diff", coded, tmp_path / "new.yaml", "--json").json
    assert (told["kind"], told["codings"]) == ("exclude-added", 2)
    assert done("codes", "diff", coded, old).out == "No differences\n"


def test_after_the_change_the_old_file_still_tells_what_was_made_under_it(coded: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.yaml"
    done("codes", "export", coded, old)
    text = old.read_text(encoding="utf-8").replace("- name: Delay\n", "- name: Delay\n    brief: Waiting.\n")
    done("codes", "import", coded, written(tmp_path / "new.yaml", text))
    assert "brief definition written; 2 codings made under the old text" in call("codes", "diff", old, coded).out


def test_a_code_that_the_file_renames_and_moves_keeps_its_codings(coded: Path, tmp_path: Path) -> None:
    book = written(tmp_path / "a.yaml", BOOK.replace("name: delay", "name: Delay"))
    out = done("codes", "import", coded, book).out
    assert "1 renamed or moved\n  ‘Delay’ is ‘myths/Delay’ now" in out
    [code] = [each for each in done("codes", "show", coded, "--json", "--as", "Ann").json if "Delay" in each["code"]]
    assert (code["code"], code["codings"], code["asks_stance"]) == ("myths/Delay", 2, True)
    renamed = written(tmp_path / "b.yaml", book.read_text(encoding="utf-8").replace("name: Delay", "name: Waiting"))
    assert "‘myths/Delay’ is ‘myths/Waiting’ now" in done("codes", "import", coded, renamed).out


BAD = {
    "tab": ("title: x\ncodes:\n\t- name: a\n", 3),
    "twice": (BOOK.replace("name: delay", "name: False-Report"), 10),
    "a circle": ("codes:\n  - &a\n    name: x\n    codes:\n      - *a\n", 2),
    "a parent": ("codes:\n  - name: a\n    parent: nowhere\n", 3),
    "no name": ("codes:\n  - brief: it\n", 2),
    "a colour": ("codes:\n  - name: a\n    colour: 99\n", 2),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_one_line_with_its_place_and_the_project_stays(coded: Path, tmp_path: Path, case: str) -> None:
    text, line = BAD[case]
    bad, before = written(tmp_path / "bad.yaml", text), coded.read_bytes()
    for words in (["import", coded, bad], ["check", bad], ["diff", coded, bad], ["merge", bad, bad, bad]):
        called = call("codes", *words)
        assert (called.code, called.out, len(called.lines)) == (1, "", 1)
        assert f"bad.yaml, line {line}: " in called.err
    assert coded.read_bytes() == before


@pytest.mark.slow
def test_five_thousand_codes_go_in_and_one_wrong_line_is_named(coded: Path, tmp_path: Path) -> None:
    lines = [f"  - name: Code {n}\n    brief: About {n}.\n" for n in range(5_000)]
    done("codes", "import", coded, written(tmp_path / "big.yaml", "codes:\n" + "".join(lines)))
    lines[4_000] = "  - name: code 7\n    brief: Again.\n"
    called = call("codes", "import", coded, written(tmp_path / "bad.yaml", "codes:\n" + "".join(lines)))
    assert called.code == 1
    assert "bad.yaml, line 8002: two codes side by side are called ‘code 7’ (the first on line 16)" in called.err


def test_git_merges_with_it(tmp_path: Path) -> None:
    """Two branches edit one codebook; git calls the driver and takes its answer, or stops at its clash."""

    def git(*words: str) -> subprocess.CompletedProcess[str]:
        named = ("-c", "user.name=A", "-c", "user.email=a@b", "-c", "init.defaultBranch=main")
        return subprocess.run(["git", *named, *words], cwd=tmp_path, capture_output=True, text=True, check=False)

    book = tmp_path / "book.yaml"
    git("init")
    git("config", "merge.codebook.driver", f"{sys.executable} -m coding_tui codes merge %O %A %B --output %A")
    (tmp_path / ".gitattributes").write_text("*.yaml merge=codebook\n")
    for branch, text in (("main", BOOK), ("theirs", BOOK.replace("It takes long.", "It takes years.")),
                         ("ours", BOOK.replace("title: Ours", "title: All of ours"))):  # fmt: skip
        git("checkout", "-q", "main")
        git("checkout", "-q", "-b", branch)
        book.write_text(text, encoding="utf-8")
        git("add", ".")
        git("commit", "-qm", branch)
    assert git("merge", "--no-edit", "theirs").returncode == 0
    both = BOOK.replace("It takes long.", "It takes years.").replace("title: Ours", "title: All of ours")
    assert book.read_text(encoding="utf-8") == both
    git("checkout", "-q", "-b", "third", "main")
    book.write_text(BOOK.replace("It takes long.", "It takes weeks."), encoding="utf-8")
    git("commit", "-qam", "third")
    stopped = git("merge", "--no-edit", "theirs")
    assert stopped.returncode == 1
    assert "# clash: myths/delay: brief: ours “It takes weeks.”, theirs “It takes years.”" in book.read_text()
    assert "UU book.yaml" in git("status", "--short").stdout


def test_merging_to_stdout_tells_clashes_apart_from_the_file(tmp_path: Path) -> None:
    sides = [written(tmp_path / f"{n}.yaml", BOOK.replace("It takes long.", f"It takes {n}.")) for n in "abc"]
    called = process("codes", "merge", *sides)
    assert called.code == 1
    assert called.err == "clash: myths/delay: brief: ours “It takes b.”, theirs “It takes c.”\n"
    assert "It takes b." in called.out


def test_the_shipped_codebook_gives_every_code_its_rules() -> None:
    """What a stranger needs: one line, what belongs, what does not and where that goes, an example, a near miss."""
    for placed in load_shipped("soteria").walk():
        entry = placed.entry
        assert entry.brief.endswith(".")
        if not entry.children:
            assert entry.include
            assert entry.exclude
            assert entry.typical

"""The codebook on the command line: as code under git, restructured, with its versions and its appendix."""

from __future__ import annotations

import html
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from cli_calls import call, coded_study, done, process

from codebook.scheme.yaml_format import load_shipped

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


def exported(project: Path) -> str:
    done("codings", "export", project, project.with_name("out.csv"))
    return project.with_name("out.csv").read_text(encoding="utf-8")


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


# -- restructuring, versions, appendix --------------------------------------------------------------------------------


def test_a_dry_run_promises_what_then_happens_and_undo_takes_it_back(coded: Path) -> None:
    before = exported(coded)
    words = ("codes", "join", coded, "Delay", "--into", "early contact", "--as", "Ann")
    promised = done(*words, "--dry-run").out.splitlines()
    assert promised == [
        "Merge ‘Delay’ into ‘Partnership/early contact’ · nothing was changed yet",
        "  2 codings in 1 document will be ‘early contact’",
    ]
    assert exported(coded) == before
    assert done(*words).out.splitlines()[1:] == promised[1:]
    assert "Delay" not in done("codes", "show", coded, "--as", "Ann").out
    done("undo", coded, "--as", "Ann")
    assert exported(coded) == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("rename", "Delay", "Waiting"), "Rename ‘Delay’ to ‘Waiting’\n  2 codings kept as they are"),
        (("move", "Delay", "--below", "Partnership", "--at", "1"), "Move ‘Delay’ below ‘Partnership’"),
        (("recolour", "Delay", "7"), "Colour of ‘Delay’: 7"),
        (("retire", "Partnership"), "Retire ‘Partnership’\n  2 codings kept as they are, 1 code below it included"),
        (("promote", "Delay", "waiting", "--below", "Partnership"), "Promote “Delay” to ‘Partnership/waiting’"),
        (("group", "Delay", "early contact", "--under", "Time"), "Group 2 codes under ‘Time’"),
        (("split", "Delay", "--into", "long", "--into", "short"), "2 codings of ‘Delay’ still to give"),
    ],
)
def test_each_change_is_one_step_and_keeps_every_coding(coded: Path, words: tuple[str, ...], says: str) -> None:
    steps = len(done("history", coded).out.splitlines())
    assert says in done("codes", words[0], coded, *words[1:], "--as", "Ann").out
    assert len(done("history", coded).out.splitlines()) == steps + 1
    assert len(exported(coded).splitlines()) == 5


def test_a_split_is_given_its_codings_by_a_table(coded: Path, tmp_path: Path) -> None:
    listed = done("codes", "split", coded, "Delay", "--list", "--as", "Ann").out
    rows = listed.splitlines()
    given = written(tmp_path / "given.csv", "\n".join([rows[0], rows[1].replace(",,", ",long,", 1), rows[2]]) + "\n")
    parts = ("--into", "long", "--into", "short")
    out = done("codes", "split", coded, "Delay", *parts, "--given", given, "--as", "Ann").out
    assert "1 coding given to ‘long’, ‘short’\n  1 coding of ‘Delay’ still to give" in out


def test_changed_rules_are_read_again_coder_by_coder(coded: Path, tmp_path: Path) -> None:
    done("codes", "export", coded, tmp_path / "old.yaml")
    text = (tmp_path / "old.yaml").read_text(encoding="utf-8")
    new = written(tmp_path / "new.yaml", text.replace("- name: Delay\n", "- name: Delay\n    brief: Waiting.\n"))
    done("codes", "import", coded, new, "--as", "Ann")
    assert "2 codings to read again\n\nAnn · ‘Delay’: brief definition written\n" in done(
        "codes", "stale", coded, "--as", "Ann").out  # fmt: skip
    [hers] = done("codes", "stale", coded, "--coder", "Ann", "--json").json
    assert (hers["code"], hers["document"]) == ("Delay", "CPS 2")
    assert done("codes", "reread", coded, hers["coding"][:8], "holds", "--as", "Ann").out.endswith("still holds\n")
    [his] = done("codes", "stale", coded, "--json").json
    assert his["coder"] == "Ben"
    done("codes", "reread", coded, his["coding"], "early contact", "--as", "Ben")
    assert done("codes", "stale", coded).out == "0 codings to read again\n"
    assert call("codes", "reread", coded, his["coding"], "holds").code == 1


def test_a_frozen_version_is_listed_compared_and_told(coded: Path) -> None:
    done("codes", "freeze", coded, "v1.0", "--note", "for the pilot", "--as", "Ann")
    done("codes", "rename", coded, "Delay", "Waiting", "--as", "Ben")
    [kept] = done("codes", "versions", coded, "--json").json
    assert (kept["version"], kept["note"], kept["coder"], kept["codes"]) == ("v1.0", "for the pilot", "Ann", 3)
    assert "renamed, was ‘Delay’" in call("codes", "diff", f"{coded}@v1.0", coded).out
    told = done("codes", "history", coded, "Waiting").out
    assert "Ann froze the codebook as v1.0 (“for the pilot”). Ben renamed it from ‘Delay’ to ‘Waiting’." in told
    assert "by Ann and Ben" in told


def test_the_appendix_holds_every_rule_in_each_format(tmp_path: Path) -> None:
    project = tmp_path / "a.qdb"
    done("new", project, "--codebook", "soteria", "--as", "Ann")
    for suffix in ("docx", "md", "html"):
        done("codes", "appendix", project, tmp_path / f"appendix.{suffix}", "--as", "Ann")
    page = html.unescape((tmp_path / "appendix.html").read_text(encoding="utf-8"))
    word = docx.Document(str(tmp_path / "appendix.docx"))
    assert word.sections[0].page_width > word.sections[0].page_height
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in word.tables)
    cells = {cell.text for table in word.tables for cell in table._cells}
    for placed in load_shipped("soteria").walk():
        assert placed.entry.brief in page
        if placed.depth:
            assert f"{placed.entry.ref} {placed.entry.name}" in cells
            assert "; ".join(placed.entry.exclude) in cells
            assert f"{placed.entry.typical} Near miss: {placed.entry.near_miss}" in cells
    assert "| Code | Definition | Belongs here | Does not | Example | Codings | Documents |" in (
        tmp_path / "appendix.md").read_text(encoding="utf-8")  # fmt: skip
    called = call("codes", "appendix", project, tmp_path / "appendix.pdf")
    assert called.code == 1
    assert "Supported: .docx, .md, .html" in called.err

"""Manifests: what stands beside an export, and what `check` says of it when the study or the file has changed."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import docx
import pytest
from cli_calls import Called, call, coded_study, done, span, table
from coded_study import make_coded_study
from textual.widgets import Input
from workbenches import running

from codebook.fingerprints import differing, fingerprint
from codebook.notes import memos
from codebook.project import open_project
from transcripts import coders


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return coded_study(tmp_path)


def manifest(path: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(path.with_name(path.name + ".manifest.json").read_text("utf-8"))
    return found


def code_more(project: Path) -> None:
    row = ["CPS 1", *span("CPS 1", "it works"), "Delay", "Ann"]
    more = table(project.parent / "more.csv", "document,start,end,code,coder", [row])
    done("codings", "import", project, more, "--as", "Ann")


WRITERS = {
    "quotes": ("quotes", "Delay", "--output", "q.docx"),
    "matrix": ("matrix", "--columns", "coder", "--output", "m.xlsx"),
    "codes that stand together": ("matrix", "--rows", "code", "--columns", "code", "--by", "turn", "--output", "t.csv"),
    "agreement": ("agreement", "--output", "a.md"),
    "disagreements": ("disagreements", "--output", "d.tex"),
    "whole project": ("export", "codings.xlsx"),
    "codings": ("codings export", "all.csv"),
    "codebook appendix": ("codes appendix", "appendix.docx"),
    "triangulation": ("triangulate", "--output", "t.md"),
    "saturation": ("saturation", "--output", "s.csv"),
}


def write(project: Path, kind: str) -> Path:
    command, *rest = WRITERS[kind]
    path = project.parent / rest.pop()
    done(*command.split(), project, *rest, path)
    return path


@pytest.mark.parametrize("kind", WRITERS)
def test_every_writer_leaves_a_manifest_that_holds_until_the_codings_change(project: Path, kind: str) -> None:
    path = write(project, kind)
    said = manifest(path)
    assert said["kind"] == kind
    assert said["sha256"] == sha256(path.read_bytes()).hexdigest()
    assert said["project"] == steps(project)[0]
    checked = done("check", project, "--exports", path, "--json").json
    (held,) = checked["exports"]
    assert (held["verdict"], held["because"]) == ("same", [])

    code_more(project)
    called = call("check", project, "--exports", path, "--json")
    (changed,) = called.json["exports"]
    assert called.code == 1
    assert changed["verdict"] == "changed"
    assert "codings: 4 → 5" in changed["because"]


def test_codebook_and_assignments_hold_until_they_change(project: Path) -> None:
    for noun, name in (("codes", "book.yaml"), ("assignments", "given.csv")):
        done(noun, "export", project, project.parent / name)
    places = ["--exports", project.parent / "book.yaml", "--exports", project.parent / "given.csv"]
    code_more(project)
    assert [each["verdict"] for each in done("check", project, *places, "--json").json["exports"]] == ["same", "same"]
    done("assign", project, "--all", "--coder", "Cem", "--as", "Ann")
    done("codes", "rename", project, "Delay", "Waiting", "--as", "Ann")
    checked = call("check", project, *places, "--json").json["exports"]
    changed = {each["kind"]: "".join(each["because"]) for each in checked}
    assert "codebook: 3, not the same ones" in changed["codebook"]
    assert "assignments: " in changed["assignments"]


DRAFT = "They said “They call us” (CPS 1), and “nobody at all calls us” (CPS 2).\n"


@pytest.mark.parametrize("suffix", ["md", "csv", "xlsx", "tex"])
def test_an_audit_holds_until_the_draft_or_what_it_quotes_changes(project: Path, suffix: str) -> None:
    draft, path = project.parent / "draft.md", project.parent / f"audit.{suffix}"
    draft.write_text(DRAFT, "utf-8")
    assert call("audit", project, draft, "--output", path).code == 1
    assert manifest(path)["kind"] == "audit"
    (held,) = done("check", project, "--exports", path, "--json").json["exports"]
    assert (held["verdict"], held["rows"]) == ("same", 2)
    draft.write_text(DRAFT.replace("They call us", "They ring us"), "utf-8")
    (changed,) = call("check", project, "--exports", path, "--json").json["exports"]
    assert changed["because"] == ["draft.md, which it was made from, was changed"]
    draft.unlink()
    assert "draft.md, which it was made from, is gone" in exports(project, path).out


@pytest.mark.parametrize(
    ("draft", "output", "called"),
    [("draft.md", "audit.md", "draft.md"), ("text/draft.md", "audit.md", "text/draft.md"),
     ("draft.md", "out/new/audit.md", "../../draft.md"), ("text/draft.md", "out/audit.md", "draft.md")],
)  # fmt: skip
def test_an_audit_is_checked_on_another_machine_and_tells_no_folder_of_the_first(
    project: Path, tmp_path_factory: pytest.TempPathFactory, draft: str, output: str, called: str
) -> None:
    home = project.parent
    for name in (draft, output):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
    (home / draft).write_text(DRAFT, "utf-8")
    assert call("audit", project, home / draft, "--output", home / output).code == 1
    said = manifest(home / output)
    assert (said["files"], said["asked"]) == (
        {called: sha256(DRAFT.encode()).hexdigest()}, {"draft": called, "named": {}}
    )  # fmt: skip
    assert str(home) not in json.dumps(said)
    other = home.rename(tmp_path_factory.mktemp("other") / "home")
    if called == "draft.md" != draft:  # nobody knows where it is, until it lies beside the project
        checked = call("check", other / "study.qdb", "--exports", other / output, "--json")
        assert checked.json["exports"][0]["because"][0].startswith("draft.md, which it was made from, is gone")
        (other / draft).rename(other / "draft.md")
    checked = done("check", other / "study.qdb", "--exports", other / output, "--json")
    assert [each["verdict"] for each in checked.json["exports"]] == ["same"]


def test_a_manifest_that_names_a_whole_path_finds_its_draft_by_name(project: Path) -> None:
    draft, path = project.parent / "draft.md", project.parent / "audit.md"
    draft.write_text(DRAFT, "utf-8")
    call("audit", project, draft, "--output", path)
    beside = path.with_name(f"{path.name}.manifest.json")
    beside.write_text(beside.read_text("utf-8").replace('"draft.md"', '"/home/ann/draft.md"'), "utf-8")
    assert done("check", project, "--exports", path, "--json").json["exports"][0]["verdict"] == "same"


def test_a_draft_with_comments_has_a_manifest_too(project: Path) -> None:
    draft, path = project.parent / "draft.docx", project.parent / "commented.docx"
    word = docx.Document()
    word.add_paragraph(DRAFT)
    word.save(str(draft))
    call("audit", project, draft, "--annotate", path)
    assert done("check", project, "--exports", path, "--json").json["exports"][0]["kind"] == "audit"


def test_what_stands_by_consensus_holds_until_both_agree_on_more(project: Path) -> None:
    path = project.parent / "consensus.md"
    done("consensus", project, "--output", path)
    code_more(project)
    assert done("check", project, "--exports", path, "--json").json["exports"][0]["verdict"] == "same"
    row = ["CPS 1", *span("CPS 1", "it works"), "Delay", "Ben"]
    done("codings", "import", project, table(project.parent / "ben.csv", "document,start,end,code,coder", [row]))
    assert "codings: 4 → 6" in exports(project, path).out


def test_what_a_search_found_holds_until_the_texts_change(project: Path) -> None:
    path = project.parent / "hits.xlsx"
    done("search", project, "call*", "--in", "group:CPS", "--output", path)
    said = manifest(path)
    assert (said["kind"], said["rows"]) == ("search hits", 3)
    assert done("check", project, "--exports", path, "--json").json["exports"][0]["verdict"] == "same"
    about = table(project.parent / "about.csv", "document,group", [["CPS 1", "Police"]])
    done("import", project, about, "--as", "Ann")
    assert "what documents are: 2, not the same ones" in exports(project, path).out


def test_memos_hold_until_somebody_writes_one(project: Path) -> None:
    def write_memo(text: str) -> None:
        with open_project(project) as found, found.step("Memo", "Ann") as session:
            memos.add(session, text, coder=coders.ensure(session, "Ann"))

    path = project.parent / "memos.csv"
    write_memo("Why nobody calls")
    done("memos", project, "--as", "Ann", "--output", path)
    assert done("check", project, "--exports", path, "--json").json["exports"][0]["verdict"] == "same"
    write_memo("And why they do")
    assert "memos: 1 → 2" in exports(project, path).out


def test_flags_of_distressing_passages_hold_until_there_is_one_more(project: Path) -> None:
    path, flag = project.parent / "flags.csv", ["CPS 1", *span("CPS 1", "it works"), "Ann"]
    done("distressing", "export", project, path)
    assert done("check", project, "--exports", path, "--json").json["exports"][0]["rows"] == 0
    given = table(project.parent / "given.csv", "document,start,end,coder", [flag])
    done("distressing", "import", project, given, "--as", "Ann")
    assert "flagged passages: 0 → 1" in exports(project, path).out


def test_a_figure_of_agreement_has_a_manifest(project: Path) -> None:
    path = project.parent / "forest.svg"
    done("agreement", project, "--figure", "forest", "--output", path)
    assert manifest(path)["kind"] == "agreement"


def test_a_framework_matrix_holds_until_its_passages_change(project: Path) -> None:
    rows = [["CPS 1", "P 1"], ["CPS 2", "P 2"]]
    about = table(project.parent / "about.csv", "document,participant", rows)
    done("import", project, about, "--as", "Ann")
    path = project.parent / "framework.docx"
    done("framework", "show", project, "--output", path)
    assert done("check", project, "--exports", path, "--json").json["exports"][0]["kind"] == "framework matrix"
    code_more(project)
    assert "codings: 4 → 5" in exports(project, path).out


async def test_quotations_and_the_codebook_written_in_the_app_are_made_again(tmp_path: Path) -> None:
    path = make_coded_study(tmp_path / "study.qdb")
    async with running(path) as driver:
        await driver.press("f3")
        await driver.type('"Blame across"')
        await driver.press("enter", "space", "space", "q", "f6", "o")
        driver.app.screen.query_one(Input).value = str(tmp_path / "collected.md")
        await driver.press("enter")
        assert (tmp_path / "collected.md").exists()
    (held,) = done("check", path, "--exports", tmp_path / "collected.md", "--json").json["exports"]
    assert (held["kind"], held["verdict"], held["rows"]) == ("collected quotations", "same", 2)
    done("undo", path, "--as", "Ann")
    (changed,) = call("check", path, "--exports", tmp_path / "collected.md", "--json").json["exports"]
    assert changed["verdict"] == "changed"


def test_what_changed_an_export_is_named_by_its_step_and_nothing_else_is(project: Path) -> None:
    asked = {
        "m.csv": ("matrix", "--rows", "code", "--columns", "kind", "--query", "group:CPS"),
        "book.csv": ("codes appendix",), "gone.csv": ("quotes", "Delay"), "past.csv": ("history",),
    }  # fmt: skip
    paths = {name: project.parent / name for name in asked}
    for name, (command, *rest) in asked.items():
        done(*command.split(), project, *rest, *(() if command == "codes appendix" else ("--output",)), paths[name])

    def told() -> dict[str, list[str]]:
        checked = call("check", project, *(each for path in paths.values() for each in ("--exports", path)), "--json")
        return {Path(each["file"]).name: each["because"] for each in checked.json["exports"]}

    with open_project(project) as found, found.step("A memo, which none of them holds", "Ann") as session:
        memos.add(session, "Nothing", coder=coders.ensure(session, "Ann"))
    assert told() == {**{name: [] for name in asked}, "past.csv": ["history: 4 → 5", "4 rows then, 5 now"]}
    done("codes", "rename", project, "Delay", "Waiting", "--as", "Ann")
    named = "by step 6, Ann: Rename ‘Delay’ to ‘Waiting’"
    assert told()["m.csv"] == told()["book.csv"] == ["codebook: 3, not the same ones", named]
    assert told()["gone.csv"][1:] == ["codebook: 3, not the same ones", named]
    assert told()["gone.csv"][0].startswith("it cannot be made again: ")
    done("undo", project, "--as", "Ann")
    facts = table(project.parent / "g.csv", "document,group", [["CPS 1", "Crown"], ["CPS 2", "Crown"]])
    done("import", project, facts, "--as", "Ann")
    renamed = ["what documents are: 2, not the same ones", "by step 8, Ann: Attributes from ‘g.csv’"]
    assert told()["m.csv"][:2] == renamed
    done("undo", project, "--as", "Ann")
    done("codes", "freeze", project, "v2", "--as", "Ann")
    code_more(project)
    assert told()["m.csv"] == ["codings: 4 → 5", "by step 11, Ann: Codings from ‘more.csv’"]
    assert told()["past.csv"][0] == "history: 4 → 11"


def test_a_tracker_that_was_brought_in_anew_is_why_a_timeline_changed(project: Path) -> None:
    def figures(n: int) -> None:
        rows = [[f"{month} 2023", n] for month in ("Mar", "Apr", "May", "Jun")]
        done("trackers", project, "--import", table(project.parent / "figures.csv", "month,complaints", rows))

    path = project.parent / "m.csv"
    figures(1)
    done("matrix", project, "--columns", "month", "--tracker", "figures", "--output", path)
    figures(2)
    assert "trackers: 4, not the same ones" in exports(project, path).out


def steps(project: Path) -> list[str]:
    with open_project(project) as found:
        return [step.hash for step in found.history()]


def test_what_was_asked_and_how_much_came_of_it_stand_in_the_manifest(project: Path) -> None:
    said = manifest(write(project, "quotes"))
    assert said["asked"]["query"] == "Delay"  # type: ignore[index]
    assert said["rows"] == 2
    assert "2 codes" not in str(said["codebook"])
    assert str(said["codebook"]).startswith("no version given, 3 codes, SHA-256 of its rules ")
    assert said["parts"]["codings"]["many"] == 4  # type: ignore[index]


def test_what_does_not_touch_an_export_leaves_it_the_same(project: Path) -> None:
    path = project.parent / "q.md"
    done("quotes", project, "Partnership/*", "--output", path)
    code_more(project)  # of another code
    assert done("check", project, "--exports", path, "--json").json["exports"][0]["verdict"] == "same"


def test_undone_it_holds_again(project: Path) -> None:
    path = write(project, "matrix")
    code_more(project)
    done("undo", project, "--as", "Ann")
    assert done("check", project, "--exports", path).out.splitlines()[-1] == "  = m.xlsx · matrix · same"


def test_a_file_that_was_touched_or_lost_is_said_to_be(project: Path) -> None:
    path = write(project, "agreement")
    path.write_text(path.read_text("utf-8") + "One more word.\n", encoding="utf-8")
    assert "the file itself was changed after it was written" in exports(project, path).out
    path.unlink()
    assert "the file is gone or cannot be read: No such file or directory" in exports(project, path).out


def exports(project: Path, place: Path) -> Called:
    called = call("check", project, "--exports", place)
    assert called.code == 1
    return called


def test_check_looks_beside_the_project_and_a_changed_export_there_is_no_fault_of_the_project(project: Path) -> None:
    write(project, "matrix")
    write(project, "quotes")
    code_more(project)
    called = done("check", project)
    assert called.out.splitlines() == [
        "No problems", "", "2 exports made again: 0 the same, 2 changed",
        "  ≠ m.xlsx · matrix · changed because", "      codings: 4 → 5",
        "      by step 5, Ann: Codings from ‘more.csv’",
        "  ≠ q.docx · quotes · changed because", "      codings: 4 → 5",
        "      by step 5, Ann: Codings from ‘more.csv’", "      2 rows then, 3 now",
    ]  # fmt: skip
    assert call("check", project, "--json").json == []


def test_exports_of_another_project_are_left_out_of_a_folder_and_told_where_they_are_named(
    project: Path, tmp_path: Path
) -> None:
    path = write(project, "matrix")
    other = tmp_path / "other"
    other.mkdir()
    stranger = make_coded_study(other / "study.qdb")
    assert done("check", stranger, "--exports", tmp_path, "--json").json["exports"] == []
    assert "of another project?" in exports(stranger, path).out


def test_what_is_no_manifest_or_cannot_be_made_again_is_one_line(project: Path) -> None:
    path = write(project, "matrix")
    beside = path.with_name(path.name + ".manifest.json")
    said = json.loads(beside.read_text("utf-8"))
    beside.write_text(json.dumps({**said, "asked": {**said["asked"], "rows": "moon"}}))
    assert "it cannot be made again:" in exports(project, path).out
    beside.write_text(json.dumps({**said, "kind": "séance"}))
    assert "this program knows no exports of the kind ‘séance’." in exports(project, path).out
    beside.write_text("[]")
    assert "this is no manifest of an export" in exports(project, path).out
    beside.write_text(json.dumps({**said, "manifest": 2}))
    assert "written by a newer program" in exports(project, path).out


def test_a_pipe_gets_no_manifest(project: Path) -> None:
    done("quotes", project, "Delay", "--format", "md", "--output", "/dev/stdout")
    assert not Path("/dev/stdout.manifest.json").exists()


def test_the_same_material_made_twice_has_the_same_fingerprint_but_for_its_settings(tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        with open_project(coded_study(tmp_path / name)) as made, made.reading() as session:
            found.append(fingerprint(session))
    assert set(differing(*found)) <= {"settings"}


def test_every_part_changes_when_what_it_names_does(project: Path) -> None:
    with open_project(project) as made, made.reading() as session:
        before = fingerprint(session)
    code_more(project)
    done("assign", project, "--all", "--coder", "Cem", "--as", "Ann")
    with open_project(project) as made, made.reading() as session:
        assert set(differing(before, fingerprint(session))) == {"codings", "assignments", "history"}

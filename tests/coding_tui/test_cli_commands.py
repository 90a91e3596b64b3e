"""Every command on a real project: what it prints, what it changes, how it leaves."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from cli_calls import Called, call, coded_study, done, span, table, transcripts
from studies import TEXTS


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    """A coded project."""
    return coded_study(tmp_path)


def test_a_new_project_is_a_file_with_its_title_in_its_history(tmp_path: Path) -> None:
    project = tmp_path / "a.qdb"
    assert done("new", project, "--title", "Waiting", "--as", "Ann").out == f"Made {project}\n"
    (step,) = done("history", project, "--json").json
    assert (step["coder"], step["label"]) == ("Ann", "New project ‘Waiting’")


def test_a_new_project_takes_a_codebook(tmp_path: Path) -> None:
    book = tmp_path / "book.yaml"
    book.write_text("title: Ours\ncodes:\n- name: Delay\n  codes:\n  - name: queues\n", encoding="utf-8")
    done("new", tmp_path / "a.qdb", "--codebook", book)
    assert [code["code"] for code in done("codes", "show", tmp_path / "a.qdb", "--json").json] == [
        "Delay",
        "Delay/queues",
    ]


def test_a_new_project_replaces_nothing(coded: Path) -> None:
    before = coded.read_bytes()
    called = call("new", coded)
    assert (called.code, called.out, len(called.lines)) == (1, "", 1)
    assert coded.read_bytes() == before


def test_a_codebook_that_is_not_there_leaves_no_project_behind(tmp_path: Path) -> None:
    assert call("new", tmp_path / "a.qdb", "--codebook", tmp_path / "absent.yaml").code == 1
    assert list(tmp_path.iterdir()) == []


def test_documents_are_listed_with_a_count(coded: Path) -> None:
    first, _, heading, *rows = done("documents", coded).out.splitlines()
    assert first.startswith("2 documents · ")
    assert heading.split() == ["document", "kind", "group", "area", "words", "turns", "speakers"]
    assert [row.split()[:4] for row in rows] == [["CPS", "1", "interview", "CPS"], ["CPS", "2", "interview", "CPS"]]


def test_a_refused_file_is_named_and_the_rest_is_in(tmp_path: Path) -> None:
    project = tmp_path / "a.qdb"
    done("new", project)
    (tmp_path / "empty.txt").touch()
    called = call("import", project, *transcripts(tmp_path), tmp_path / "empty.txt", "--json")
    assert called.code == 1
    assert [Path(each["path"]).name for each in called.json["imported"]] == ["CPS 1.txt", "CPS 2.txt"]
    assert [Path(each["path"]).name for each in called.json["refused"]] == ["empty.txt"]
    assert len(done("documents", project, "--json").json) == 2


def test_a_dry_run_keeps_nothing(tmp_path: Path) -> None:
    project = tmp_path / "a.qdb"
    done("new", project)
    assert "nothing was kept" in done("import", project, *transcripts(tmp_path), "--dry-run").out
    assert done("documents", project, "--json").json == []
    assert len(done("history", project, "--json").json) == 1


def test_attributes_describe_documents_and_rows_for_others_are_counted(tmp_path: Path) -> None:
    project = tmp_path / "a.qdb"
    done("new", project)
    rows = [["CPS 1", "A", "12"], ["CPS 7", "B", "3"]]
    attributes = table(tmp_path / "attributes.csv", "document,area,years", rows)
    called = done("import", project, *transcripts(tmp_path), "--attributes", attributes)
    assert "No document here for 1 row of the attributes: ‘CPS 7’ (line 3)" in called.err
    assert {each["label"]: each["area"] for each in done("documents", project, "--json").json} == {
        "CPS 1": "A",
        "CPS 2": "",
    }


def test_attributes_may_come_later_and_from_within_the_folder(tmp_path: Path) -> None:
    project = tmp_path / "a.qdb"
    done("new", project)
    folder = tmp_path / "study"
    folder.mkdir()
    transcripts(folder)
    attributes = table(folder / "attributes.csv", "document,area", [["CPS 1", "A"], ["CPS 2", "B"]])
    done("import", project, folder, "--attributes", attributes)
    table(attributes, "document,area", [["CPS 1", "C"]])
    done("import", project, "--attributes", attributes)
    assert [each["area"] for each in done("documents", project, "--json").json] == ["C", "B"]
    assert done("history", project, "--json").json[0]["label"] == "Attributes from ‘attributes.csv’"
    assert call("import", project).code == 2


def test_who_asks_can_be_said(coded: Path) -> None:
    assert {(each["name"], each["role"]) for each in done("speakers", coded, "--json").json} == {
        ("Interviewer", "interviewer"), ("CPS 1", "participant"), ("CPS 2", "participant"),
    }  # fmt: skip
    assert done("speakers", coded, "CPS 1", "--role", "interviewer").out == "CPS 1: interviewer, new in 1 document\n"
    assert done("speakers", coded, "--document", "CPS 1").out.count("interviewer") == 2
    done("undo", coded)
    assert done("speakers", coded, "--document", "CPS 1").out.count("interviewer") == 1
    assert call("speakers", coded, "Nobody", "--role", "interviewer").code == 1
    assert call("speakers", coded, "CPS 1", "--role", "chief").code == 1
    assert call("speakers", coded, "CPS 1").code == 2


def test_codes_are_shown_as_a_tree_with_counts(coded: Path) -> None:
    lines = done("codes", "show", coded).out.splitlines()
    assert lines[0] == "3 codes · 4 codings"
    assert [line.split() for line in lines[3:]] == [
        ["Partnership", "0", "0"],
        ["early", "contact", "2", "1"],
        ["Delay", "2", "1"],
    ]
    assert lines[4].startswith("  early contact")


def test_a_codebook_goes_in_and_comes_out_byte_for_byte(tmp_path: Path) -> None:
    book, out = tmp_path / "book.yaml", tmp_path / "out.yaml"
    book.write_text("# ours\ntitle: Ours\ncodes:\n- name: Delay   # a theme\n  brief: Waiting.\n", encoding="utf-8")
    done("new", tmp_path / "a.qdb")
    assert done("codes", "import", tmp_path / "a.qdb", book).out == "1 code added, 0 changed\n"
    done("codes", "export", tmp_path / "a.qdb", out)
    assert out.read_bytes() == book.read_bytes()
    assert done("codes", "export", tmp_path / "a.qdb", "-").out == book.read_text(encoding="utf-8")


def test_a_codebook_is_checked_by_file_and_line_and_in_a_project(tmp_path: Path, coded: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("codes:\n- name: Delay\n- name: delay\n", encoding="utf-8")
    called = call("codes", "check", bad)
    assert (called.code, called.out) == (1, "")
    assert "bad.yaml, line 3" in called.err
    assert call("codes", "check", coded).out.endswith("3 things to look at: 2 themes, 1 code below them\n")


def test_codings_go_out_as_they_came_in(coded: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "out.csv", tmp_path / "again.qdb"
    assert done("codings", "export", coded, out).out == f"4 codings written to {out}\n"
    done("new", again)
    done("import", again, *transcripts(tmp_path))
    report = done("codings", "import", again, out)
    assert report.out.splitlines() == [
        "4 codings taken in", "2 new codes: Partnership/early contact, Delay", "2 new coders: Ann, Ben",
    ]  # fmt: skip
    assert "4 in the project already" in done("codings", "import", again, out).out
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"] for row in rows] == [
        TEXTS[row["document"]][int(row["start"]) : int(row["end"])] for row in rows
    ]


def test_bad_rows_are_refused_by_line_and_the_rest_is_in(coded: Path, tmp_path: Path) -> None:
    rows = [["CPS 9", 0, 4, "X", "Ann"], ["CPS 1", 0, 11, "X", "Ann"], ["CPS 1", "x", 11, "X", "Ann"]]
    called = call("codings", "import", coded, table(tmp_path / "bad.csv", "document,start,end,code,coder", rows))
    assert called.code == 1
    assert called.out.startswith("1 coding taken in\n")
    assert [line.split(":")[0] for line in called.lines] == ["Refused line 2", "Refused line 4"]


def test_assignments_go_out_as_they_came_in(coded: Path, tmp_path: Path) -> None:
    out = tmp_path / "assignments.csv"
    done("assignments", "export", coded, out)
    assert "4 in the project already" in done("assignments", "import", coded, out).out


def test_hits_stand_in_their_words(coded: Path) -> None:
    lines = done("search", coded, "nobody calls").out.splitlines()
    assert lines[0] == "2 hits · 1 document"
    assert lines[3].split() == ["1", "CPS", "2", "»Nobody", "calls«", "us.", "Délais", "—", "“queues”", "🙂…"]
    assert lines[4].split() == ["2", "CPS", "2", "»Nobody", "calls«", "us."]
    assert lines[3].index("»") == lines[4].index("»")


def test_hits_can_be_kept_to_a_role_and_found_by_pattern_or_nearly(coded: Path) -> None:
    assert done("search", coded, "what", "--speaker-role", "interviewer", "--json").json["count"] == 2
    assert done("search", coded, "what", "--speaker-role", "participant", "--json").json["count"] == 0
    assert done("search", coded, "call(s)?", "--regex", "--json").json["count"] == 3
    assert done("search", coded, "nobdy calls", "--fuzzy", "--json").json["count"] == 2


def test_nothing_found_is_no_failure(coded: Path) -> None:
    called = done("search", coded, "zebra")
    assert called.out == ""
    assert called.lines == ["Nothing found. Try the beginning of a word with *, --lemma or --fuzzy."]
    assert done("search", coded, "changed AND nobody").lines == [
        "Nothing found. AND asks for one turn that holds all of it; 1 document holds all of it in different turns."
    ]


@pytest.mark.parametrize("unit", ["character", "sentence", "turn", "document"])
def test_agreement_has_a_line_a_code_at_every_unit(coded: Path, unit: str) -> None:
    lines = done("agreement", coded, "--unit", unit).out.splitlines()
    assert lines[0] == f"Agreement by {unit} · 2 coders, Ann, Ben · 2 documents done by two or more"
    assert lines[2].split() == ["code", "units", "coded", "agree", "F1", "α", "κ", "Fleiss", "AC1", "BP"]
    assert [line.split("  ")[0] for line in lines[3:5]] == ["Partnership/early contact", "Delay"]


def test_where_nothing_can_be_compared_a_line_says_why_in_the_place_of_the_table(coded: Path) -> None:
    lines = done("agreement", coded, "--round", "second").out.splitlines()
    assert lines[:3] == [
        "Agreement by sentence · 0 coders · 0 documents done by two or more", "",
        "Nothing to compare: agreement needs at least two coders",
    ]  # fmt: skip
    assert not any("α  κ" in line for line in lines)


def test_agreement_goes_on_with_themes_and_the_codebook_as_a_whole_by_the_protocols_limits(tmp_path: Path) -> None:
    (tmp_path / "lengths.csv").write_text("document,characters\n" + "".join(f"D{i},90\n" for i in range(6)))
    for who, reach in (("ann", 10), ("ben", 11)):
        rows = "".join(f"D{i},0,{reach + i % 2},Delay/Police\nD{i},30,{40 + i},Delay/Court\n" for i in range(6))
        (tmp_path / f"{who}.csv").write_text(f"document,start,end,code\n{rows}")
    tables = ("--tables", tmp_path / "ann.csv", tmp_path / "ben.csv", "--lengths", tmp_path / "lengths.csv")
    told = done("agreement", *tables).out
    assert "Themes: coded where the theme or any code below it is\n\ntheme" in told
    assert "Sets of codes by character: α 0.9" in told
    assert re.search(r"^all codes +0\.\d\d +0\.\d\d +1\.00 +\d\d\.\d%$", told, re.M)
    json = done("agreement", *tables, "--json").json
    assert [theme["code"] for theme in json["themes"]] == ["Delay"]
    assert json["limits"] == {"tentative": 0.667, "firm": 0.8}
    assert json["together"]["unitizing"][0]["cu_alpha"] == 1.0


def test_agreement_of_a_table_needs_no_project(tmp_path: Path) -> None:
    pairs = [(1, 1), (0, 0), (1, 0), (0, 0), (1, 1), ("", 1)]
    ratings = table(tmp_path / "r.csv", "unit,a,b", [[n, *pair] for n, pair in enumerate(pairs)])
    assert done("agreement", "--ratings", ratings, "--json").json["codes"][0]["alpha"] == pytest.approx(0.64, abs=1e-12)
    assert call("agreement").code == 2
    assert call("agreement", tmp_path / "a.qdb", "--ratings", ratings).code == 2


def test_history_undo_and_redo_tell_the_same_story(coded: Path) -> None:
    assert done("undo", coded, "--as", "Ben").out == "Undone: Assignments from ‘done.csv’ (4 rows)\n"
    assert done("undo", coded, "--as", "Ben").out.startswith("Undone: Codings from ‘codings.csv’")
    assert done("codes", "show", coded, "--json").json == []
    assert done("redo", coded).out.startswith("Done again: Codings from ‘codings.csv’")
    steps = done("history", coded, "--json").json
    assert [(step["kind"], step["undone"]) for step in steps[:5]] == [
        ("redo", False), ("undo", False), ("undo", False), ("do", True), ("do", False),
    ]  # fmt: skip
    lines = done("history", coded).out.splitlines()
    assert lines[0] == "7 steps"
    assert "Undo: Codings from" in lines[4]
    assert lines[6].endswith("undone")


def test_nothing_to_undo_is_said_in_one_line(tmp_path: Path) -> None:
    done("new", tmp_path / "a.qdb")
    for command in ("undo", "redo"):
        called = call(command, tmp_path / "a.qdb")
        assert (called.code, called.out, len(called.lines)) == (1, "", 1)


def test_who_is_told_asked_for_or_taken_from_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODING_TUI_CODER", "Chris")
    done("new", tmp_path / "a.qdb")
    done("import", tmp_path / "a.qdb", *transcripts(tmp_path), "--as", "Ann")
    monkeypatch.delenv("CODING_TUI_CODER")
    monkeypatch.setenv("LOGNAME", "dana")
    done("undo", tmp_path / "a.qdb")
    assert [step["coder"] for step in done("history", tmp_path / "a.qdb", "--json").json] == ["dana", "Ann", "Chris"]


def test_a_sound_project_checks_clean_and_a_changed_one_does_not(coded: Path) -> None:
    assert done("check", coded).out == "No problems\n"
    from transcripts.store.engine import engine_for

    engine = engine_for(coded)
    with engine.connect() as connection:
        connection.exec_driver_sql("UPDATE step SET label = 'something else' WHERE id = 2")
        connection.commit()
    engine.dispose()
    called = call("check", coded)
    assert called.code == 1
    assert called.out.startswith("1 problem\n")
    assert call("check", coded, "--json").json == called.out.splitlines()[1:]


def test_a_backup_is_restored_and_replaces_nothing(coded: Path, tmp_path: Path) -> None:
    copy, back = tmp_path / "copy.qdb", tmp_path / "back.qdb"
    done("backup", coded, copy)
    done("undo", coded)
    done("restore", copy, back)
    assert answers(back) == answers(copy) != answers(coded)
    assert call("restore", copy, coded).code == 1
    assert call("backup", coded, copy).code == 1


def answers(project: Path) -> list[Called]:
    return [done(*words, project) for words in (("documents",), ("codes", "show"), ("history",), ("agreement",))]


def test_marked_up_and_escaping_words_come_through_every_command_inert(tmp_path: Path) -> None:
    words = "And then he [b]laughs[/b], quietly, as one does at the end of a day [@click=quit]x[/] \x1b]52;c;aGk=\x07"
    project, label = tmp_path / "a.qdb", "[red]CPS 1[-]"
    done("new", project)
    (tmp_path / f"{label}.txt").write_text(f"CPS: {words}", encoding="utf-8")
    done("import", project, tmp_path / f"{label}.txt")
    coding = [label, 5, 5 + len(words), "[bold]Theme", "Ann"]
    done("codings", "import", project, table(tmp_path / "c.csv", "document,start,end,code,coder", [coding]))
    for command in (
        ["documents", project],
        ["search", project, "laughs"],
        ["codes", "show", project],
        ["history", project],
    ):
        said = done(*command, terminal=True)
        assert "\x1b" not in said.out + said.err
    assert "[b]»laughs«[/b], quietly, as one" in done("search", project, "laughs").out
    assert done("quotes", project, "*", "--json").json[0]["text"] == words


def test_offsets_are_code_points(coded: Path) -> None:
    (found,) = [q for q in done("quotes", coded, "Delay", "--json").json if q["coder"] == "Ann"]
    assert (found["start"], found["end"]) == span("CPS 2", "“queues” 🙂")


# -- quotations and exports ----------------------------------------------------------------------------------------


def test_quotations_are_markdown_unless_told(coded: Path) -> None:
    said = done("quotes", coded, '"Partnership/early contact"').out
    assert "speak to the police earlier" in said
    assert "CPS 1" in said
    assert done("quotes", coded, '"Partnership/early contact"', "--format", "md").out == said


@pytest.mark.parametrize("form", ["md", "docx", "html", "tex", "csv", "xlsx", "json"])
def test_quotations_are_written_in_every_format_by_name_or_by_ending(coded: Path, tmp_path: Path, form: str) -> None:
    named, ending = tmp_path / "named", tmp_path / f"ending.{form}"
    written = done("quotes", coded, "Delay", "--format", form, "--output", named).out
    assert written == f"2 quotations written to {named}\n"
    done("quotes", coded, "Delay", "--output", ending)
    assert named.stat().st_size > 50
    assert ending.read_bytes()[:4] == named.read_bytes()[:4]


def test_quotations_can_be_limited_attributed_and_set_in_context(coded: Path) -> None:
    assert len(done("quotes", coded, "Delay", "--per-document", "1", "--json").json) == 1
    template = ("--attribution", "{label}, {group}")
    assert {q["attribution"] for q in done("quotes", coded, "Delay", *template, "--json").json} == {"CPS 2, CPS"}
    alone, around = (done("quotes", coded, "Delay", "--context", n).out for n in (0, 1))
    assert "Nobody calls us" not in alone
    assert "Nobody calls us" in around
    assert "What changed?" in done("quotes", coded, "Delay", "--question").out


def test_no_excerpt_is_no_failure(coded: Path) -> None:
    query = 'Delay AND "early contact"'
    assert done("quotes", coded, query, "--json").json == []
    called = done("quotes", coded, query)
    assert (called.out, called.lines) == ("", ["No excerpt matches."])


def test_what_only_interviewers_say_is_left_out_and_said(coded: Path, tmp_path: Path) -> None:
    coding = ["CPS 1", *span("CPS 1", "What changed?"), "Delay", "Ann"]
    done("codings", "import", coded, table(tmp_path / "more.csv", "document,start,end,code,coder", [coding]))
    called = done("quotes", coded, "Delay", "--json")
    assert len(called.json) == 2
    assert called.lines == ["Left out: 1 passage that only an interviewer says; --interviewer quotes them."]
    assert len(done("quotes", coded, "Delay", "--interviewer", "--json").json) == 3


def test_bytes_do_not_go_to_stdout_and_two_formats_are_one_too_many(coded: Path) -> None:
    for words in (["--format", "docx"], ["--format", "pdf"], ["--json", "--format", "md"]):
        called = call("quotes", coded, "Delay", *words)
        assert (called.code, called.out, len(called.lines)) == (2, "", 2)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".yaml", ".docx", ".html", ".md", ".json"])
def test_a_project_is_exported_by_the_ending(coded: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"out{suffix}"
    assert done("export", coded, out).out.endswith(f" written to {out}\n")
    assert out.stat().st_size > 50


def test_an_ending_that_nothing_is_exported_as_is_said(coded: Path, tmp_path: Path) -> None:
    for name in ("out.pdf", "out", "out.qdpx", "study.qdb"):
        called = call("export", coded, tmp_path / name)
        assert (called.code, called.out, len(called.lines)) == (1, "", 1)
    assert done("check", coded).out == "No problems\n"


def test_no_table_is_written_over_a_project(coded: Path) -> None:
    for words in (["codings", "export"], ["assignments", "export"], ["codes", "export"], ["export"]):
        called = call(*words, coded, coded)
        assert (called.code, called.out, len(called.lines)) == (1, "", 1)
    assert done("check", coded).out == "No problems\n"

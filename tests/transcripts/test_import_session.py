"""The import session: look, decide, read again what a decision touches, import as one step; rules kept as a file."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from studies import dump

from transcripts import attributes, document_labels, documents
from transcripts.importing import ImportedText
from transcripts.intake import FileRule, ImportSession, Rules, import_files, load_rules, save_rules, shelf
from transcripts.intake.rules import BadRules, only
from transcripts.intake.session import Stopped
from transcripts.project import Project

ANNA = "Anna: How long does it take?\nP7: A month, mostly.\nAnna: And since June?\nP7: Two weeks.\n"
SLIP = "Anna: Who decides?\nP8: The lead.\nAnna: Always?\nP8: Nearly.\nBreak: ten minutes of tea\nP8: Where were we?\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two interviews and a panel, as files in folders."""
    study = tmp_path / "study"
    (study / "panels").mkdir(parents=True)
    (study / "CPS 7.txt").write_text(ANNA, encoding="utf-8")
    (study / "CPS 8.txt").write_text(SLIP, encoding="utf-8")
    (study / "panels" / "Panel 1.txt").write_text("The panel met for an hour.\n\nIt agreed on two points.\n")
    return study


@contextmanager
def read(project: Project, *paths: Path, rules: Rules | None = None) -> Iterator[ImportSession]:
    """A session over paths that has read them."""
    with ImportSession(project, paths, rules=rules) as session:
        assert session.read()
        yield session


def names(session: ImportSession) -> dict[str, tuple[str, int]]:
    return {use.name: (use.role, use.turns) for use in session.speakers()}


def test_nothing_is_in_the_project_before_it_is_committed(project: Project, folder: Path) -> None:
    before = dump(project)
    with read(project, folder) as session:
        assert [entry.labels for entry in session.entries] == [("CPS 7",), ("CPS 8",), ("Panel 1",)]
        assert dump(project) == before
        assert len(session.commit("Ann").imported) == 3
        project.undo("Ann")
        with project.reading() as opened:
            assert documents.summaries(opened) == []


def test_of_many_files_few_texts_are_in_memory_and_any_can_be_looked_at(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "IN_MEMORY", 4_000)
    said = {f"CPS {number}": ANNA.replace("P7", f"P{number}") * 4 for number in range(60)}
    for label, text in said.items():
        (tmp_path / f"{label}.txt").write_text(text, encoding="utf-8")
    with read(project, *(tmp_path / f"{label}.txt" for label in said)) as session:
        gc.collect()
        assert sum(isinstance(each, ImportedText) and "Two weeks" in each.text for each in gc.get_objects()) < 10
        for entry, text in zip(session.entries, said.values(), strict=True):
            assert [document.text for document in session.texts(entry)] == [text]
        session.decide(session.rules.with_role("Anna", "interviewer"))
        assert session.read()
        assert names(session)["Anna"] == ("interviewer", 8 * 60)
        assert len(session.commit("Ann").imported) == 60


def test_speakers_are_counted_over_all_files_and_a_role_holds_for_all(project: Project, folder: Path) -> None:
    with read(project, folder) as session:
        assert names(session)["Anna"] == ("participant", 4)
        session.decide(session.rules.with_role("Anna", "interviewer"))
        assert session.read()
        assert names(session)["Anna"] == ("interviewer", 4)
        report = session.commit("Ann")
        said = report.as_json()["speakers"][0]
        assert {name: said[name] for name in ("name", "role", "turns", "documents")} == {
            "name": "Anna", "role": "interviewer", "turns": 4, "documents": 2,
        }  # fmt: skip


def test_a_label_that_names_nobody_leaves_its_words_in_the_text(project: Project, folder: Path) -> None:
    with read(project, folder, rules=Rules().naming_nobody("P7").merging("P8", "Person 8")) as session:
        assert set(names(session)) >= {"Anna", "Person 8"}
        assert "P7" not in names(session)
        (text,) = session.texts(session.entries[0])
        assert text.text == ANNA
        assert "P7: A month, mostly." in text.text[text.turns[0].start : text.turns[-1].end]


def test_only_what_a_decision_touches_is_read_again(project: Project, folder: Path) -> None:
    with read(project, folder) as session:
        session.decide(session.rules.for_files(FileRule("panels/*", {"kind": "panel"})))
        assert {entry.state for entry in session.entries} == {"ready"}
        session.decide(session.rules.for_files(FileRule("CPS 7.txt", unlabelled=True)))
        assert [entry.state for entry in session.entries] == ["waiting", "ready", "ready"]
        session.read()
        summaries = {each.summary.label: each.summary for each in session.commit("Ann").imported}
        assert (summaries["Panel 1"].kind, dict(summaries["CPS 7"].speakers)) == ("panel", {})


def test_cancelling_keeps_what_was_read_and_goes_on_from_there(project: Project, folder: Path) -> None:
    with ImportSession(project, [folder]) as session:
        first: list[int] = []
        assert not session.read(lambda done, total, name: first.append(done), lambda: 1 in first)
        assert [entry.state for entry in session.entries] == ["ready", "waiting", "waiting"]
        seen: list[str] = []
        assert session.read(progress=lambda done, total, name: seen.append(name))
        assert "CPS 7.txt" not in seen
        assert len(session.commit("Ann").imported) == 3


@pytest.mark.parametrize("at", [0, 1])
def test_writing_that_is_stopped_leaves_nothing_and_can_be_done_again(project: Project, folder: Path, at: int) -> None:
    """After a portion of documents was written, and after the last thing that is."""
    before = dump(project)
    with read(project, folder) as session:
        asked = iter([number >= at for number in range(2)])
        with pytest.raises(Stopped, match="nothing of it is in"):
            session.commit("Ann", cancelled=lambda: next(asked))
        assert dump(project) == before
        assert len(session.commit("Ann", cancelled=lambda: False).imported) == 3


def test_an_import_that_was_stopped_is_taken_up_by_doing_it_again(project: Project, folder: Path) -> None:
    import_files(project, [folder / "CPS 7.txt"], coder="Ann")
    report = import_files(project, [folder], coder="Ann")
    assert [each.summary.label for each in report.imported] == ["CPS 8", "Panel 1"]
    assert [each.reason for each in report.refused] == ["it is in the project already, as ‘CPS 7’"]


def test_the_same_bytes_come_in_twice_only_when_asked(project: Project, folder: Path) -> None:
    (folder / "the copy.txt").write_text(ANNA, encoding="utf-8")
    report = import_files(project, [folder], coder="Ann", dry_run=True)
    assert [Path(each.path).name for each in report.refused] == ["the copy.txt"]
    assert len(import_files(project, [folder], coder="Ann", duplicates=True).imported) == 4


def test_the_same_words_in_another_file_are_said(project: Project, folder: Path) -> None:
    (folder / "CPS 9.txt").write_text(ANNA.replace("\n", "\n\n"), encoding="utf-8")
    summaries = {each.summary.label: each.summary for each in import_files(project, [folder], coder="Ann").imported}
    assert summaries["CPS 9"].warnings == ("Word for word what ‘CPS 7’ says: the same transcript twice?",)


def test_a_table_of_attributes_in_the_folder_describes_documents(project: Project, folder: Path) -> None:
    (folder / "about.csv").write_text("document,area,years\nCPS 7,C,12\nCPS 8,D,3\n", encoding="utf-8")
    report = import_files(project, [folder], coder="Ann")
    assert (report.refused, [Path(table).name for table in report.tables]) == ((), ["about.csv"])
    with project.reading() as opened:
        uid = document_labels.find(opened, "CPS 7")
        assert attributes.values(opened)[uid] == {"years": "12"}


def test_rules_for_files_by_pattern(project: Project, folder: Path) -> None:
    rules = Rules(about={"kind": "interview"}, files=(
        FileRule("panels/*", {"kind": "panel"}), FileRule("CPS 8*", skip=True),
    ))  # fmt: skip
    report = import_files(project, [folder], coder="Ann", rules=rules, group="CPS")
    assert {each.summary.label: each.summary.kind for each in report.imported} == {
        "CPS 7": "interview", "Panel 1": "panel",
    }  # fmt: skip
    assert {each.summary.group for each in report.imported} == {"CPS"}
    assert [Path(path).name for path in report.passed] == ["CPS 8.txt"]


def test_a_rule_about_one_file_is_about_no_other(project: Project, folder: Path) -> None:
    """Not about one of the same name in a folder below, nor about one that its name, as a pattern, would find."""
    for name in ("panels/CPS 7.txt", "P[1].txt", "P1.txt"):
        (folder / name).write_text(ANNA + name)
    rules = Rules().for_files(FileRule(only("CPS 7.txt"), {"kind": "interview"})).for_files(
        FileRule(only("P[1].txt"), skip=True)
    )  # fmt: skip
    report = import_files(project, [folder], coder="Ann", rules=rules)
    kinds = {Path(each.path).relative_to(folder).as_posix(): each.summary.kind for each in report.imported}
    assert kinds == {
        "CPS 7.txt": "interview", "CPS 8.txt": "", "P1.txt": "", "panels/CPS 7.txt": "", "panels/Panel 1.txt": "",
    }  # fmt: skip


def test_files_of_one_name_from_two_folders_are_decided_about_apart(project: Project, folder: Path) -> None:
    (folder / "panels" / "CPS 7.txt").write_text(f"{ANNA}Anna: Thank you.\n")
    with read(project, folder / "CPS 7.txt", folder / "panels" / "CPS 7.txt") as session:
        assert [entry.name for entry in session.entries] == ["CPS 7.txt", "panels/CPS 7.txt"]
        session.add([folder])
        assert [entry.name for entry in session.entries][2:] == ["CPS 8.txt", "panels/Panel 1.txt"]
        session.decide(session.rules.for_files(FileRule(only("CPS 7.txt"), skip=True)))
        session.read()
        assert [entry.state for entry in session.entries] == ["passed", "ready", "ready", "ready"]


def test_what_one_rule_says_stands_until_another_says_otherwise() -> None:
    rules = Rules().for_files(FileRule("CPS*", unlabelled=True, skip=True))
    rules = rules.for_files(FileRule("CPS*", {"kind": "interview", "date": "14/03/2023"}))
    assert (rules.unlabelled("CPS 7.txt"), rules.skips("CPS 7.txt")) == (True, True)
    assert rules.facts("CPS 7.txt") == {"kind": "interview", "date": "2023-03-14"}
    rules = rules.for_files(FileRule(only("CPS 7.txt"), unlabelled=False, skip=False))
    assert (rules.unlabelled("CPS 7.txt"), rules.skips("CPS 7.txt"), rules.skips("CPS 8.txt")) == (False, False, True)


def test_a_name_in_two_spellings_becomes_the_one_that_was_chosen(project: Project, tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(ANNA)
    (tmp_path / "2.txt").write_text(SLIP.replace("Anna", "ANNA"))
    with read(project, tmp_path / "1.txt", tmp_path / "2.txt", rules=Rules().merging("ANNA", "Anna")) as session:
        assert names(session)["Anna"] == ("participant", 4)
        assert "ANNA" not in names(session)


def test_of_two_files_alike_the_other_comes_in_once_the_first_is_left_out(project: Project, folder: Path) -> None:
    (folder / "the copy.txt").write_text(ANNA, encoding="utf-8")
    with read(project, folder) as session:
        assert session.entries[3].reason == "the same file as ‘CPS 7’, which comes in"
        session.decide(session.rules.for_files(FileRule(only("CPS 7.txt"), skip=True)))
        session.read()
        assert [entry.state for entry in session.entries] == ["passed", "ready", "ready", "ready"]
        session.decide(session.rules.for_files(FileRule(only("CPS 7.txt"), skip=False)))
        session.read()
        assert [entry.state for entry in session.entries] == ["ready", "ready", "ready", "refused"]
        assert len(session.commit("Ann").imported) == 3


def test_a_table_of_facts_is_left_out_or_read_otherwise(project: Project, folder: Path) -> None:
    (folder / "about.csv").write_text("document,said\nCPS 7,It took a month to hear.\nCPS 8,Two weeks or so.\n")
    with read(project, folder / "about.csv", folder / "CPS 7.txt") as session:
        session.decide(session.rules.for_files(FileRule("about.csv", skip=True)))
        session.read()
        assert (session.entries[0].state, session.tables()) == ("passed", ())
        report = session.commit("Ann", dry_run=True)
        assert (report.joined, len(report.passed)) == ((), 1)
        session.decide(session.rules.for_files(FileRule("about.csv", skip=False, table="documents")))
        session.read()
        assert (session.entries[0].state, len(session.entries[0].documents)) == ("ready", 2)
        assert session.commit("Ann", dry_run=True).joined == ()


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12).filter(
    str.strip
)
NAMES = WORDS.map(str.strip).filter(lambda name: name not in ("nobody", "speaker"))


@given(
    about=st.dictionaries(st.sampled_from(["kind", "group", "area"]), NAMES, max_size=3),
    roles=st.dictionaries(NAMES, st.sampled_from(["participant", "interviewer", "other"]), max_size=3),
    labels=st.dictionaries(NAMES, NAMES, max_size=3),
    nobody=st.frozensets(NAMES, max_size=2),
    apart=st.frozensets(st.frozensets(NAMES, min_size=2, max_size=2), max_size=2),
    match=NAMES,
    somebody=st.frozensets(NAMES, max_size=2),
    skip=st.booleans(),
)
def test_rules_come_back_as_they_were_kept(
    tmp_path_factory: pytest.TempPathFactory, about: dict[str, str], roles: dict[str, str], labels: dict[str, str],
    nobody: frozenset[str], apart: frozenset[frozenset[str]], match: str,
    somebody: frozenset[str], skip: bool,
) -> None:  # fmt: skip
    names = {
        label: name for label, name in labels.items() if label not in nobody and label.casefold() != name.casefold()
    }
    rules = Rules(about, "cp1252", roles, {}, nobody, apart, (FileRule(match, about, table="turns", skip=skip),))
    for label, name in names.items():
        try:
            rules = rules.merging(label, name)
        except BadRules:
            continue
    for label in somebody - nobody - set(rules.names):
        rules = rules.naming_somebody(label)
    path = tmp_path_factory.mktemp("rules") / "rules.yaml"
    save_rules(rules, path)
    assert load_rules(path) == rules


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("speakers: {Anna: {role: boss}}", "‘boss’ is no role for ‘Anna’"),
        ("all: [a, b]", "all: names with values are expected"),
        ("files:\n  - kind: panel\n", "every rule needs ‘match’"),
        ("files:\n  - {match: a, colour: red}\n", "‘colour’ is not a rule for files ‘a’"),
        ("files:\n  - {match: a, table: rows}\n", "not as ‘rows’"),
        ("files:\n  - {match: a, skip: maybe}\n", "skip: true or false is expected"),
        ("speakers: {Anna: {is: Anna}}", "one speaker already"),
        ("a: [", "line 2: not YAML"),
        ("&a [*a]", "names with values are expected"),
        ("apart: [[a]]", "pair of labels"),
    ],
)
def test_rules_that_are_none_are_refused_in_a_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(text + "\n", encoding="utf-8")
    with pytest.raises(BadRules) as error:
        load_rules(path)
    assert said in str(error.value)
    assert "rules.yaml" in str(error.value)
    assert "\n" not in str(error.value)


def test_who_seems_to_ask_is_said_until_a_role_is_given(project: Project, folder: Path) -> None:
    (folder / "CPS 7.txt").write_text(
        "Anna: How long?\nP7: About a month, I would say, mostly.\nAnna: Since June?\nP7: No, two weeks since then.\n"
        * 4
    )
    with read(project, folder / "CPS 7.txt") as session:
        anna = next(use for use in session.speakers() if use.name == "Anna")
        assert (anna.role, anna.seems) == ("participant", "interviewer")
        session.decide(session.rules.with_role("Anna", "participant"))
        session.read()
        assert [use.seems for use in session.speakers() if use.name == "Anna"] == [""]


def test_a_row_that_nearly_names_a_document_is_taken_for_it_only_when_told(project: Project, folder: Path) -> None:
    table = folder / "about.csv"
    table.write_text("document,area\nCPS 7,C\nCPS 88,D\n", encoding="utf-8")
    (folder / "CPS 8.txt").rename(folder / "CPS 8 b.txt")
    report = import_files(project, [folder], coder="Ann", dry_run=True).joined[0]
    assert report.unmatched == ((3, "CPS 88"),)
    told = Rules().reading_row("CPS 88", "CPS 8 b")
    assert import_files(project, [folder], coder="Ann", rules=told).joined[0].documents == 2

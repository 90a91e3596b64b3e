"""Every pattern that was planted in the worked study is found by the queries that `docs/queries.md` shows for it.

A planted pattern is asked for in the shape of one of the page's own queries: the page shows one instance of each shape,
with its true output (`tests/test_documentation.py`), and here all instances are asked.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from codebook.counting.matrices import matrix
from codebook.project import open_project
from codebook.query import parse
from codebook.query.building import apart, written
from codebook.retrieval.excerpts import Excerpt, excerpts
from coding_tui.demo.codes import code_paths
from coding_tui.demo.model import CODERS
from coding_tui.demo.project import build, files_beside
from transcripts.errors import NotFound

PAGE = Path(__file__).resolve().parents[2] / "docs" / "queries.md"
STANCES = ("endorses", "acts-on", "reports", "challenges", "unclear", "none")
Json = dict[str, Any]


def quoted(ref: str) -> str:
    """A code as the page writes it: its name alone, which is unique in the shipped codebook."""
    path = code_paths()[ref]
    name = path.rpartition("/")[2]
    alone = [each for each in code_paths().values() if each.rpartition("/")[2] == name]
    said = name if len(alone) == 1 else path
    return f'"{said}"' if " " in said or "/" in said else said


def source(name: str) -> str:
    """The filter for a column of the convergence matrix."""
    groups = ("CPS", "Police", "ISVA", "Counsel", "Judges")
    kind = f'"{name}"' if " " in name else name
    return f"group:{name}" if name in groups else f"kind:{kind}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.qdb"
    build(path)
    return path


@pytest.fixture(scope="module")
def truth(built: Path) -> Json:
    found: Json = json.loads((files_beside(built) / "ground-truth.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def session(built: Path) -> Iterator[Session]:
    with open_project(built) as project, project.reading() as reading:
        yield reading


@pytest.fixture(scope="module")
def shown() -> set[str]:
    """Every query that the page puts to the worked study."""
    return set(re.findall(r"^\$ coding-tui quotes \S+ '([^']+)'", PAGE.read_text("utf-8"), re.MULTILINE))


def places(found: list[Excerpt]) -> set[tuple[str, int, int]]:
    return {(one.document, one.start, one.end) for one in found}


def test_a_misspelt_code_is_answered_with_the_one_that_is_meant(session: Session) -> None:
    for path in code_paths().values():
        name = path.rpartition("/")[2]
        for slip in (name[:-3] + name[-2:], f"{name[:2]}{name[3]}{name[2]}{name[4:]}"):
            with pytest.raises(NotFound, match=re.escape(f"Did you mean ‘{path}’")):
                excerpts(session, f'"{slip}"')


# -- the page -----------------------------------------------------------------------------------------------------


def test_the_page_has_twenty_questions_and_more_each_with_an_output() -> None:
    parts = re.split(r"^\*\*(\d+)\.\*\* ", PAGE.read_text("utf-8"), flags=re.MULTILINE)[1:]
    numbers = [int(each) for each in parts[::2]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 20
    for number, said in zip(numbers, parts[1::2], strict=True):
        output = re.search(r"^```console\n\$ coding-tui [^\n]+\n(.+?)^```$", said, re.MULTILINE | re.DOTALL)
        assert output, number


def test_every_question_of_the_page_can_be_taken_apart_in_the_builder(session: Session, shown: set[str]) -> None:
    wrong = PAGE.read_text("utf-8").partition("## When a query is wrong")[2]
    questions = {asked for asked in shown if f"'{asked}'" not in wrong}
    assert len(questions) >= 30
    for asked in questions:
        again = written(apart(parse(asked)))
        assert [one.codings for one in excerpts(session, again)] == [one.codings for one in excerpts(session, asked)]


# -- who coded what -----------------------------------------------------------------------------------------------


def by_one(ref: str, coder: str) -> str:
    return f"{quoted(ref)} coder:{coder}"


def test_every_coders_codings_of_every_code_are_found_one_by_one(
    truth: Json, session: Session, shown: set[str]
) -> None:
    assert by_one(truth["one_coder_only"]["ref"], truth["one_coder_only"]["coder"]) in shown
    for ref, made in truth["codings"].items():
        for coder in CODERS:
            found = excerpts(session, by_one(ref, coder))
            assert len(found) == made.get(coder, 0), (ref, coder)


def test_a_code_of_one_coder_a_code_never_coded_twice_and_codes_nobody_speaks_to(
    truth: Json, session: Session, shown: set[str]
) -> None:
    one = truth["one_coder_only"]
    others = f"{quoted(one['ref'])} NOT coder:{one['coder']}"
    never = quoted(truth["never_in_double_coded"]["ref"])
    twice = " OR ".join(
        f"({never} coder:{each}) SAME document (* coder:{','.join(c for c in CODERS if c != each)} state:done)"
        for each in CODERS
    )
    assert {others, twice} <= shown
    assert excerpts(session, others) == excerpts(session, twice) == []
    assert excerpts(session, never)
    unused = [quoted(ref) for ref in truth["never_planted"]]
    assert " OR ".join(unused) in shown
    assert excerpts(session, " OR ".join(unused)) == []


def test_who_finished_what_together_is_found(truth: Json, session: Session, shown: set[str]) -> None:
    asked = "(* coder:Ann state:done) SAME document (* coder:Ben state:done)"
    assert asked in shown
    for one, other in (("Ann", "Ben"), ("Ann", "Chloe"), ("Ben", "Chloe")):
        found = excerpts(session, asked.replace("Ben", other).replace("Ann", one))
        wanted = {label for label, names in truth["double_coded"].items() if {one, other} <= set(names)}
        assert {each.document for each in found} == wanted


# -- how coders differ --------------------------------------------------------------------------------------------


def left_out(one: Json) -> str:
    """Text that one coder coded and another, who is done there, did not."""
    code, coder, other = quoted(one["ref"]), one["coder"], one["other"]
    return f"(({code} coder:{coder}) SAME document (* coder:{other} state:done)) AND NOT ({code} coder:{other})"


def taken_for(one: Json) -> str:
    """Passages that one coder gave one code and another, on some of the same words, another code (or the same one)."""
    return f"({quoted(one['ref'])} coder:{one['coder']}) OVERLAPS ({quoted(one['other_ref'])} coder:{one['other']})"


def both(one: Json) -> str:
    """The words that two coders agree on where their edges differ, or one made two codings."""
    return f"({quoted(one['ref'])} coder:{one['coder']}) AND ({quoted(one['ref'])} coder:{one['other']})"


def test_what_one_coder_left_out_is_found(truth: Json, session: Session, shown: set[str]) -> None:
    planted: dict[str, set[tuple[str, int, int]]] = defaultdict(set)
    for one in truth["disagreements"]:
        if one["type"] in ("omission", "boundary"):
            planted[left_out(one)].add((one["document"], one["start"], one["end"]))
    assert shown & planted.keys()
    for asked, wanted in planted.items():
        found = places(excerpts(session, asked))
        for document, start, end in wanted:
            inside = [at for label, *at in found if label == document and max(at[0], start) < min(at[1], end)]
            assert inside, (asked, document, start)


def test_words_that_two_coders_gave_different_codes_are_found(
    truth: Json, session: Session, shown: set[str]
) -> None:
    planted: dict[str, set[tuple[str, int, int]]] = defaultdict(set)
    for one in truth["disagreements"]:
        if one["type"].startswith("substitution") or one["type"] == "parent-child":
            planted[taken_for(one)].add((one["document"], one["start"], one["end"]))
    assert shown & planted.keys()
    for asked, wanted in planted.items():
        assert wanted <= places(excerpts(session, asked)), asked


def test_other_edges_and_two_codings_for_one_are_found_by_the_words_in_common(
    truth: Json, session: Session, shown: set[str]
) -> None:
    planted: dict[str, set[tuple[str, int, int]]] = defaultdict(set)
    for one in truth["disagreements"]:
        if one["type"] in ("boundary", "split"):
            planted[both(one)].add((one["document"], one["other_start"], one["other_end"]))
    assert shown & planted.keys()
    for asked, wanted in planted.items():
        found = places(excerpts(session, asked))
        for document, start, end in wanted:
            assert any(label == document and first <= start and end <= last for label, first, last in found), asked


def test_passages_whose_stance_two_coders_read_differently_are_found(
    truth: Json, session: Session, shown: set[str]
) -> None:
    def asked(one: Json, stance: str) -> str:
        code = quoted(one["ref"])
        others = ",".join(each for each in STANCES if each != stance)
        return f"({code} coder:{one['coder']} stance:{stance}) OVERLAPS ({code} coder:{one['other']} stance:{others})"

    planted = [one for one in truth["disagreements"] if one["type"] == "stance"]
    queries = {asked(one, stance) for one in planted for stance in STANCES}
    assert shown & queries
    missing = []
    for one in planted:
        found = places([each for stance in STANCES for each in excerpts(session, asked(one, stance))])
        if (one["document"], one["start"], one["end"]) not in found:
            missing.append(one)
    assert missing == []


def test_drift_is_found_by_date_and_so_is_what_took_its_place(truth: Json, session: Session, shown: set[str]) -> None:
    drift = truth["drift"]
    code, towards, coder = quoted(drift["ref"]), quoted(drift["towards"]), drift["coder"]
    others = ",".join(each for each in CODERS if each != coder)
    # documents are dated three weeks before they are coded
    before, since = f"{code} coder:{coder} date:..2023-05", f"{code} coder:{coder} date:2023-06.."
    instead = f"({code} coder:{others}) OVERLAPS ({towards} coder:{coder}) date:2023-05.."
    assert {before, since, instead} <= shown
    assert len(excerpts(session, since)) * 4 < len(excerpts(session, before))
    planted = {(one["document"], one["start"], one["end"]) for one in truth["disagreements"]
               if one["drift"] and one["type"] == "substitution-sibling"}  # fmt: skip
    assert planted <= places(excerpts(session, instead))


# -- what sources say ---------------------------------------------------------------------------------------------


def test_a_source_that_is_planted_silent_says_nothing_and_the_others_speak(
    truth: Json, session: Session, shown: set[str]
) -> None:
    asked = {
        (theme["ref"], name): f"{quoted(theme['ref'])} {source(name)}"
        for theme in truth["convergence"] for name in theme["cells"]
    }  # fmt: skip
    assert len(shown & set(asked.values())) >= 2
    for theme in truth["convergence"]:
        for name, cell in theme["cells"].items():
            found = {one.document for one in excerpts(session, asked[theme["ref"], name])}
            planted = str(cell["planted"] or "")
            assert bool(found) == bool(cell["raised_in"]), (theme["ref"], name)
            assert len(found) <= cell["raised_in"] or not planted.startswith("silence")


def test_who_was_asked_and_is_silent_is_told_from_who_was_not(truth: Json, session: Session) -> None:
    """By the table of the page, `--of asked`. A question without a word of the theme's is not seen."""
    said = PAGE.read_text("utf-8")
    asked = '--rows "code:Partnership/*" --columns group --count documents --of asked'
    assert f"matrix demo/worked-study.qdb {asked}" in said
    for letter in "EF":
        found = matrix(session, f"code:{code_paths()[letter]}/*", "group", count="documents", base="asked")
        for theme in truth["convergence"]:
            for name, cell in theme["cells"].items():
                if theme["ref"][0] == letter and cell["planted"] == "silence: not asked" and name in found.columns:
                    assert found.cell(code_paths()[theme["ref"]], name).of == 0, (theme["ref"], name)


def test_a_theme_and_what_speaks_against_it_meet_in_the_same_case(
    truth: Json, session: Session, shown: set[str]
) -> None:
    (theme,) = [each for each in truth["convergence"] if each["against"]]
    for name, cell in theme["cells"].items():
        if cell["planted"] == "dissonance":
            asked = f"{quoted(theme['against'])} {source(name)}"
            assert excerpts(session, asked) or name == "Counsel", asked
    one, other = quoted(theme["ref"]), quoted(theme["against"])
    meet = f'({one} group:Police) SAME case ({other} kind:"early advice","case file")'
    assert meet in shown
    assert excerpts(session, meet)


def test_interviews_that_say_another_week_than_their_case_file_are_found(
    truth: Json, session: Session, shown: set[str]
) -> None:
    groups = {"E3": "Police", "E7": "CPS"}
    asked = {ref: f'({quoted(ref)} group:{group}) SAME case ({quoted(ref)} kind:"case file")'
             for ref, group in groups.items()}  # fmt: skip
    assert set(asked.values()) <= shown
    found = {ref: {one.document for one in excerpts(session, query)} for ref, query in asked.items()}
    coded = {ref: {one.document for one in excerpts(session, quoted(ref))} for ref in groups}
    able = [
        (one["about"], one["document"])
        for case in truth["same_case"] for one in case["contradictions"]
        if one["document"] in coded[one["about"]]
        and any(label.startswith("Case File") for label in coded[one["about"]] & set(case["documents"]))
    ]  # fmt: skip
    assert len(able) >= 8  # of the others somebody has not coded the interview or the file yet
    assert all(document in found[ref] for ref, document in able)


def test_documents_about_one_case_are_found_from_any_of_them(truth: Json, session: Session, shown: set[str]) -> None:
    everything = {one.document for one in excerpts(session, "*")}
    assert 'case:"Case 1"' in shown
    for case in truth["same_case"]:
        found = {one.document for one in excerpts(session, f'case:"{case["name"]}"')}
        assert found == set(case["documents"]) & everything

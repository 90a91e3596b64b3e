"""`search` on the command line: hits in context, where to look, and coding what was found."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from cli_calls import TEXTS, call, coded_study, done
from hypothesis import given
from hypothesis import strategies as st

from codebook.coding.codings import Coding, codings
from codebook.project import open_project
from coding_tui.screens.start import what_waits
from coding_tui.views.kwic import left_of, row
from coding_tui.widgets.find_bar import occurrences
from transcripts.columns import cells
from transcripts.searching import Hit
from transcripts.spreadsheets import read_table


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return coded_study(tmp_path)


def of(study: Path, coder: str) -> list[Coding]:
    with open_project(study, read_only=True) as project, project.reading() as session:
        return codings(session, coders=[coder])


def texts_of(study: Path, *arguments: str) -> list[str]:
    return [hit["text"] for hit in done("search", study, *arguments, "--json").json["hits"]]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["calls", "--in", 'document:"CPS 2"'], ["calls", "calls"]),
        (["calls", "--in", "group:Police"], []),
        (["what", "--speaker", "inter*"], ["What", "What"]),
        (["queues OR police", "--within", "Delay"], ["queues"]),
        (["queues OR police", "--outside", "Partnership/*"], ["queues"]),
        (["call", "--lemma"], ["call", "calls", "calls"]),
        (["calls NOT everywhere"], ["calls"]),
        (["nobdy", "--fuzzy"], ["Nobody", "Nobody"]),
    ],
)
def test_where_and_how_to_look(study: Path, arguments: list[str], found: list[str]) -> None:
    assert texts_of(study, *arguments) == found


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a AND (b"], "‘)’"),
        (["calls", "--in", "coder:Ann"], "about codings"),
        (["calls", "--in", "Delay"], "filters alone"),
        (["calls", "--in", "gruop:CPS"], "‘group’"),
        (["calls", "--within", "Nowhere"], "no code ‘Nowhere’"),
        (["calls", "--code", "Nowhere"], "no code ‘Nowhere’"),
        (["calls", "--code", "Delay", "--hits", "7"], "no hit 7"),
    ],
)
def test_what_cannot_be_followed_is_said_in_a_line_or_two(study: Path, arguments: list[str], said: str) -> None:
    called = call("search", study, *arguments)
    assert called.code == 1
    assert called.out == ""
    assert said in called.err
    assert len(called.lines) <= 3


@pytest.mark.parametrize("arguments", [["--regex", "--fuzzy"], ["--hits", "1"], ["--code", "Delay", "--hits", "x"]])
def test_options_that_do_not_go_together_are_wrong_usage(study: Path, arguments: list[str]) -> None:
    assert call("search", study, "calls", *arguments).code == 2


def test_a_limit_shows_some_and_counts_all(study: Path) -> None:
    called = done("search", study, "c*", "--limit", "2", "--context", "10")
    assert called.out.splitlines()[0] == "5 hits · 2 documents"
    assert called.out.splitlines()[-1] == "… and 3 more."
    assert len(done("search", study, "c*", "--limit", "2", "--json").json["hits"]) == 2


def test_all_hits_go_to_a_table(study: Path, tmp_path: Path) -> None:
    out = tmp_path / "hits.csv"
    assert done("search", study, "nobody calls", "--output", out).out == f"2 hits written to {out}\n"
    rows = read_table(out).rows
    assert [row.values["text"] for row in rows] == ["Nobody calls", "Nobody calls"]
    assert TEXTS["CPS 2"][int(rows[1].values["start"]) : int(rows[1].values["end"])] == "Nobody calls"


# -- coding -------------------------------------------------------------------------------------------------------


def test_a_dry_run_says_what_would_be_coded_and_changes_nothing(study: Path) -> None:
    before = study.read_bytes()
    called = done("search", study, "what OR nobody", "--code", "Delay", "--as", "Cas", "--dry-run")
    assert called.out.splitlines()[-2:] == [
        "Would code 2 places in 1 document with ‘Delay’, by Cas.", "Left out: 2 said by an interviewer.",
    ]  # fmt: skip
    assert study.read_bytes() == before


def test_coding_is_one_step_that_can_be_undone_and_skips_what_is_coded_so(study: Path) -> None:
    arguments = ("search", study, "nobody calls", "--code", "Delay", "--as", "Cas")
    assert done(*arguments, "--hits", "2").out == "Coded 1 place in 1 document with ‘Delay’, by Cas.\n"
    again = done(*arguments)
    assert again.out.splitlines() == [
        "Coded 1 place in 1 document with ‘Delay’, by Cas.", "Left out: 1 coded so already.",
    ]  # fmt: skip
    assert [TEXTS["CPS 2"][c.start : c.end] for c in of(study, "Cas")] == ["Nobody calls", "Nobody calls"]
    done("undo", study)
    assert len(of(study, "Cas")) == 1
    done("undo", study)
    assert of(study, "Cas") == []


@pytest.mark.parametrize(
    ("unit", "places", "merged"),
    [
        ("hit", ["They", "us"], 0),
        ("sentence", ["They call us, and it works."], 1),
        ("turn", ["We speak to the police earlier. They call us, and it works."], 1),
    ],
)
def test_hits_are_widened_to_their_sentence_or_turn_once(
    study: Path, unit: str, places: list[str], merged: int
) -> None:
    arguments = ("they OR us", "--in", 'document:"CPS 1"', "--code", "Delay", "--as", "Cas", "--unit", unit, "--json")
    made = done("search", study, *arguments).json["coding"]
    assert [TEXTS["CPS 1"][place["start"] : place["end"]] for place in made["places"]] == places
    assert (made["merged"], made["done"]) == (merged, True)
    assert [TEXTS["CPS 1"][c.start : c.end] for c in of(study, "Cas")] == places


def test_what_interviewers_say_is_coded_when_asked_for(study: Path) -> None:
    coding = ("--code", "Delay", "--as", "Cas", "--json")
    made = done("search", study, "what changed", "--interviewer", *coding).json["coding"]
    assert len(made["places"]) == 2
    made = done("search", study, "why", "--speaker-role", "interviewer", *coding).json["coding"]
    assert len(made["places"]) == 1


# -- of an older program ---------------------------------------------------------------------------------------------


def test_what_opening_an_older_project_did_is_said_and_answers_are_alone_on_stdout(study: Path) -> None:
    with open_project(study) as project, project.upkeep() as connection:
        connection.exec_driver_sql("DELETE FROM migration WHERE layer = 'transcripts' AND number >= 5")
    assert what_waits(study, "Ann").startswith("of an older version")
    called = done("search", study, "nobody", "--json")
    assert (called.json["count"], "indexed anew" in called.err) == (2, True)
    assert "older version" not in done("search", study, "nobody").err
    assert what_waits(study, "Ann") == "2 documents"


# -- in a document ----------------------------------------------------------------------------------------------------


def test_what_is_found_in_a_document_is_what_the_search_of_all_calls_the_same() -> None:
    text = "Die Straße – déja\nVU. ΑΘΗΝΑ, ﬁﬁ"
    assert [text[start:end] for start, end in occurrences(text, "strasse")] == ["Straße"]
    assert [text[start:end] for start, end in occurrences(text, "DÉJÀ vu")] == ["déja\nVU"]
    assert [text[start:end] for start, end in occurrences(text, "Αθήνα")] == ["ΑΘΗΝΑ"]
    assert [text[start:end] for start, end in occurrences(text, "s")] == ["S", "ß"]
    assert occurrences(text, "\u0640") == ()


# -- keyword in context -------------------------------------------------------------------------------------------


def hit(text: str, start: int, end: int) -> Hit:
    return Hit("D", "d", start, end, text[start:end], None, None, 100.0, (0, len(text)), text[:start], text[end:])


@pytest.mark.parametrize(
    "text",
    [
        "a word or two before the hit and after it, as long as the row is",
        "日本語の長い文には空白がない the hit そして後にも続く文がある",
        "לפני המילה the hit אחרי המילה וגם עוד מילים",
        "e\u0301te\u0301 de\u0301ja\u0300 the hit a\u0300 la fin de la phrase qui va loin",
        "👩‍👩‍👧 🙂 the hit 🙂🙂 🙂",
    ],
)
@pytest.mark.parametrize("room", [20, 45, 80])
def test_every_hit_begins_in_the_same_column(text: str, room: int) -> None:
    start = text.index("the hit")
    made = row(hit(text, start, start + 7), room)
    assert cells(made.left) == left_of(room)
    assert made.hit == "the hit"
    assert cells(made.left + made.hit + made.right) <= max(room, left_of(room) + 7)


@given(st.text(max_size=60), st.text(min_size=1, max_size=20), st.text(max_size=60), st.integers(16, 120))
def test_rows_fit_whatever_people_say(before: str, said: str, after: str, room: int) -> None:
    text = before + said + after
    made = row(hit(text, len(before), len(before) + len(said)), room)
    assert cells(made.left) == left_of(room)
    assert cells(made.left + made.hit + made.right) <= room
    assert not any(unicodedata.category(letter) == "Cc" for letter in made.left + made.hit + made.right)


def test_only_whole_words_stand_around_a_hit() -> None:
    text = "something was said about the waiting list by everybody concerned"
    made = row(hit(text, text.index("waiting"), text.index("waiting") + 7), 50)
    assert (made.left.strip(), made.hit, made.right.strip()) == ("…said about the", "waiting", "list by everybody…")

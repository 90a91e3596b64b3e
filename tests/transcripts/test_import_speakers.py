"""Speakers as understood and as decided: names, roles with their reasons, labels that name nobody, remarks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.importing import Decisions, ImportedText, read_bytes
from transcripts.importing.roles import explain, role_proposals, roles_of

TALK = (
    "Interviewer: What changed?\n\nPaticipant: The forms.\n\nAnna: And the people.\n\nInterviewer: Who?\n\nAnna: All.\n"
)


def read(text: str, decisions: Decisions | None = None, name: str = "a.txt") -> ImportedText:
    return read_bytes(text.encode(), name, decisions or Decisions())


def spoken(imported: ImportedText) -> list[tuple[str | None, str]]:
    return [(turn.speaker, imported.text[turn.start : turn.end]) for turn in imported.turns]


def test_a_label_stands_for_the_name_decided() -> None:
    imported = read(TALK, Decisions(names={"paticipant": "Anna"}))
    assert imported.speakers == {"Interviewer": 2, "Anna": 3}


def test_a_role_decided_is_that_of_the_name_after_merging() -> None:
    decisions = Decisions(names={"paticipant": "Anna"}, roles={"anna": "other", "interviewer": "participant"})
    assert read(TALK, decisions).roles == {"Interviewer": "participant", "Anna": "other"}


def test_words_of_a_label_that_names_nobody_belong_to_the_turn_before() -> None:
    imported = read(TALK, Decisions(not_speakers=frozenset({"anna"})))
    assert spoken(imported) == [
        ("Interviewer", "What changed?"),
        ("Paticipant", "The forms.\n\nAnna: And the people."),
        ("Interviewer", "Who?\n\nAnna: All."),
    ]


def test_a_first_label_that_names_nobody_is_a_passage() -> None:
    imported = read(TALK, Decisions(not_speakers=frozenset({"interviewer"})))
    assert spoken(imported)[0] == (None, "Interviewer: What changed?")


def test_a_voice_that_names_nobody_is_a_passage() -> None:
    cues = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>Hello.\n\n00:03.000 --> 00:04.000\n<v Ben>Hi.\n"
    imported = read(cues, Decisions(not_speakers=frozenset({"ben"}), names={"anna": "Interviewer"}), "a.vtt")
    assert spoken(imported) == [("Interviewer", "Hello."), (None, "Hi.")]


def test_a_file_decided_to_be_unlabelled_names_nobody() -> None:
    imported = read(TALK, Decisions(unlabelled=True))
    assert imported.speakers == {}
    assert "".join(words for _, words in spoken(imported)) == TALK.replace("\n", "")


PIECES = st.sampled_from(
    ["Interviewer: ", "CPS 1: ", "Paticipant: ", "[Anna] ", "Ben  1:02\n", "P73:37 ", "0:12\n", "### Anna\n", "(W) ",
     "Interviewer 1 (W), P = participant\n", "so here: it is", "“x”", "?", ".", "; ", "\n", "\n\n", "\t", " ",
     "é", "问：", "a"]
)  # fmt: skip
KEYS = ["interviewer", "cps 1", "paticipant", "anna", "ben", "p7", "w"]
DECISIONS = st.builds(
    Decisions,
    names=st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["Anna", "Participant", "X"]), max_size=3),
    roles=st.dictionaries(st.sampled_from(["anna", "x"]), st.sampled_from(["other", "interviewer"]), max_size=2),
    not_speakers=st.frozensets(st.sampled_from(KEYS), max_size=3),
    unlabelled=st.booleans(),
)


@given(st.lists(PIECES, min_size=1, max_size=40).map("".join).filter(str.strip), DECISIONS)
def test_decisions_never_lose_a_character(text: str, decisions: Decisions) -> None:
    imported = read(text, decisions)
    assert imported.text == text
    last = 0
    for turn in imported.turns:
        assert last <= turn.label_start <= turn.start <= turn.end <= len(text)
        assert not text[last : turn.label_start].strip()
        assert turn.speaker is not None or turn.label_start == turn.start
        last = turn.end
    assert not text[last:].strip()
    assert set(imported.roles) == set(imported.speakers)
    assert not (decisions.unlabelled and imported.speakers)


def test_lines_that_look_like_labels_but_are_none_are_said() -> None:
    said = [
        "Interviewer: So?",
        "ISVA 3: They said:",
        "Police: “No.”",
        "Police: “Monday.”",
        "Interviewer: And?",
        "ISVA 3: Yes.",
    ]
    text = "\n\n".join(said)
    imported = read(text)
    assert imported.speakers == {"Interviewer": 2, "ISVA 3": 2}
    assert imported.warnings == ("2 lines look like speakers’ labels and were read as words: ‘Police’ 2×",)
    assert read(text, Decisions(not_speakers=frozenset({"police"}))).warnings == ()


@pytest.mark.parametrize(
    ("cover", "asks"),
    [
        ("Interviewer 1 (W), Participant (F)\n\n", "W"),
        ("F = participant; W = interviewer\n\n", "W"),
        ("Key:\nW: Interviewer\nF: Participant\n\n", "W"),
        ("W – Will Brown (researcher)\nF – Fay Green (respondent)\n\n", "W"),
        ("Interviewer: Fay Green\nDate: 3 May\n\n", "F"),
    ],
)
def test_the_first_page_says_who_asks(cover: str, asks: str) -> None:
    names = {"W": "Fay" if asks == "F" else "W", "F": "Ben" if asks == "F" else "F"}
    text = cover + "".join(f"{names[letter]}: Words {n}.\n\n" for n, letter in enumerate("WFWFWF"))
    imported = read(text)
    assert imported.speakers == {names["W"]: 3, names["F"]: 3}
    assert [name for name, role in imported.roles.items() if role == "interviewer"] == [names["W"]]


@pytest.mark.parametrize(
    ("name", "others", "said"),
    [
        ("Interviewer", ["P1"], "asks: the label says ‘interviewer’"),
        ("Checheur", ["Interviewe"], "asks: the label says ‘checheur’"),
        ("E", ["R"], "asks: ‘E’ asks beside ‘R’"),
        ("Q", ["A"], "asks: ‘Q’ asks in transcripts"),
        ("Interpreter", ["I", "P"], "neither asks nor answers: the label says ‘interpreter’"),
        ("P1 and P2", ["P1", "P2"], "neither asks nor answers: the label names several people"),
        ("Participant 3", ["I"], "answers: the label says ‘participant’"),
        ("Anna", ["Ben"], "answers: nothing in the label says that it asks"),
    ],
)
def test_a_role_has_its_reason(name: str, others: list[str], said: str) -> None:
    assert explain(name, [name, *others]) == said
    verb = {"asks": "interviewer", "answers": "participant"}.get(said.split(":")[0], "other")
    assert roles_of([name, *others])[name] == verb


def test_what_the_first_page_says_comes_before_the_label() -> None:
    assert explain("Anna", ["Anna"], {"anna": "interviewer"}) == "asks: the first page says so"


ASKS = "Anna: What changed in the year?\n\nBen: The forms did, and they are a good deal shorter than they were.\n\n"


def test_who_asks_most_is_proposed_and_never_applied() -> None:
    imported = read(ASKS * 3)
    assert imported.roles == {"Anna": "participant", "Ben": "participant"}
    (proposal,) = role_proposals(imported)
    assert (proposal.name, proposal.role) == ("Anna", "interviewer")
    assert proposal.why == "100% of 3 turns ask, in about 5 words each"


@pytest.mark.parametrize("answers", ["Participant", "Particpant", "Befragte", "Respondent 2"])
def test_who_speaks_with_participants_alone_is_proposed(answers: str) -> None:
    imported = read(f"Dan: Go on.\n\n{answers}: We waited, as one does.\n\n" * 3)
    (proposal,) = role_proposals(imported)
    assert (proposal.name, proposal.role) == ("Dan", "interviewer")
    assert proposal.why == f"speaks with ‘{answers}’, and nobody else is named"


def test_a_name_beside_speakers_that_a_program_numbered_asks_no_more_than_they_do() -> None:
    assert role_proposals(read("Dan: Go on.\n\nSpeaker 2: We waited, as one does.\n\n" * 3)) == ()


@pytest.mark.parametrize(
    "text",
    [
        ASKS * 2,
        ASKS.replace("shorter than they were.", "shorter than they were, are they?") * 3,
        ASKS.replace("Anna:", "Interviewer:") * 3,
        ASKS.replace("What changed in the year?", "Well.") * 3,
        ASKS.replace("The forms did, and they are a good deal shorter than they were.", "Forms.") * 3,
    ],
)
def test_nobody_is_proposed_without_strong_evidence(text: str) -> None:
    assert role_proposals(read(text)) == ()


@pytest.mark.parametrize(
    ("lines", "times"),
    [
        (["Interviewer0:05", "P73:37", "Interviewer3:50", "P74:02"], [5, 217, 230, 242]),
        (["Interviewer0:05", "P711:37", "Interviewer12:05", "P71:02:03"], [5, 697, 725, 3723]),
        (["Speaker 10:00", "Speaker 20:04", "Speaker 10:09"], [0, 4, 9]),
        (["Interviewer00:00:05", "P700:03:37", "Interviewer00:03:50", "P700:04:02"], [5, 217, 230, 242]),
    ],
)
def test_a_glued_time_is_parted_from_its_name(lines: list[str], times: list[float]) -> None:
    imported = read("\n\n".join(f"{line}\nWords." for line in lines))
    assert [turn.time for turn in imported.turns] == times
    assert set(imported.speakers) in ({"Interviewer", "P7"}, {"Speaker 1", "Speaker 2"})


@pytest.mark.parametrize(
    ("stamp", "time"),
    [
        ("[00:01:02]", 62), ("(1:02)", 62), ("#00:01:02-5#", 62.5), ("00h01m02s", 62), ("1m02s", 62),
        ("[0:01:02 - 0:01:09]", 62), ("[62.00s -> 69.50s]", 62), ("10:02 AM", None), ("[03/05/2023, 10:02:33]", None),
    ],
)  # fmt: skip
def test_times_of_a_label(stamp: str, time: float | None) -> None:
    imported = read(f"{stamp} Anna: So?\n{stamp} Ben: Yes.\n{stamp} Anna: Why?\n")
    assert imported.speakers == {"Anna": 2, "Ben": 1}
    assert [turn.time for turn in imported.turns] == [time] * 3


def test_times_that_begin_again_are_a_recording_in_parts() -> None:
    parts = "Anna  0:05\nSo?\n\nBen  10:12\nYes.\n\n"
    assert read(parts * 3).speakers == {"Anna": 3, "Ben": 3}


def test_initials_that_come_once_are_told() -> None:
    said = read("JS: How did it begin?\n\nJS: And then?\n\nTO: We met.\n\nJS: Thank you.\n")
    assert said.speakers == {"JS": 3}
    assert said.warnings == ("1 line looks like a speaker’s label and was read as words: ‘TO’",)


def test_a_talk_in_which_nobody_is_named_for_sure_says_so() -> None:
    said = read("JS: How did it begin?\n\nTO: We met.\n")
    assert said.speakers == {}
    assert said.warnings == ("2 lines look like speakers’ labels and were read as words: ‘JS’, ‘TO’",)


def test_a_label_that_a_person_names_is_a_speaker() -> None:
    text = "JS: How did it begin?\n\nTO: We met at nine: late.\n\nJS: Thank you.\n"
    said = read(text, Decisions(speakers=frozenset({"to", "js"})))
    assert spoken(said) == [("JS", "How did it begin?"), ("TO", "We met at nine: late."), ("JS", "Thank you.")]
    assert said.warnings == ()

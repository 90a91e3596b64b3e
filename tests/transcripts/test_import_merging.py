"""Labels that may be one speaker: proposed with their reason, never where they cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.importing import read_bytes
from transcripts.importing.merging import LabelUse, MergeProposal, heard, propose, uses
from transcripts.importing.names import key_of

HERE = frozenset({"a.txt"})


def label(name: str, turns: int, role: str = "participant", **more: frozenset[str]) -> LabelUse:
    return LabelUse(name, role, turns, more.get("files", HERE), more.get("beside", frozenset()))


def proposed(*labels: LabelUse) -> list[tuple[str, str]]:
    return [(proposal.odd, proposal.into) for proposal in propose(labels)]


@pytest.mark.parametrize(
    ("odd", "into", "why"),
    [
        ("Paticipant", "Participant", "spelt almost alike"),
        ("Particpant", "Participant", "spelt almost alike"),
        ("Intervewier", "Interviewer", "spelt almost alike"),
        ("CSP 3", "CPS 3", "changed places"),
        ("IVSA 12", "ISVA 12", "changed places"),
        ("P 1", "P1", "spaces"),
        ("P01", "P1", "zeros"),
        ("P-1", "P1", "spaces"),
        ("Participant1", "Participant 1", "spaces"),
        ("СPS 1", "CPS 1", "‘С’ (Cyrillic) where the other has ‘C’"),
        ("Ρ1", "P1", "‘Ρ’ (Greek)"),
        ("Ｐ1", "P1", "‘Ｐ’ (full width)"),
        ("Pl", "P1", "‘l’ (a letter) where the other has ‘1’ (a digit)"),
        ("P1O", "P10", "‘O’ (a letter) where the other has ‘0’ (a digit)"),
        ("Part", "Participant", "short for"),
        ("Resp 2", "Respondent 2", "short for"),
        ("MARTIN", "MEG MARTIN", "part of"),
        ("Meg", "Meg Martin", "part of"),
    ],
)
def test_a_rare_label_may_be_another(odd: str, into: str, why: str) -> None:
    (found,) = propose([label(into, 40), label(odd, 2)])
    assert (found.odd, found.into, found.odd_turns, found.into_turns) == (odd, into, 2, 40)
    assert why in found.why


def test_letters_that_changed_places_before_a_number_are_asked_about_however_often_they_come() -> None:
    assert proposed(label("CPS 3", 30), label("CSP 3", 20)) == [("CSP 3", "CPS 3")]
    files = frozenset({"panels/CPS 3.docx"})
    assert proposed(label("CSP 3", 9, files=files), label("CPS 3", 2, files=files)) == [("CSP 3", "CPS 3")]
    assert proposed(label("Brian", 30), label("Brain", 20)) == []
    answering = label("CSP 3", 20, beside=frozenset({key_of("CPS 3")}))
    assert proposed(label("CPS 3", 30), answering) == []


def test_a_misspelt_role_is_proposed_however_often_it_comes() -> None:
    assert proposed(label("Chercheur", 141, "interviewer"), label("Checheur", 24, "interviewer")) == [
        ("Checheur", "Chercheur")
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("P1", "P2"), ("Speaker 1", "Speaker 2"), ("CPS 1", "CPS 11"), ("Interviewer", "Interviewer 2"),
        ("Speaker A", "Speaker B"), ("Female 1", "Male 1"), ("Anna", "Anne"), ("Interviewé", "Interviewée"),
        ("Officer", "Police officer"), ("CPS 3", "CPS 4"),
        ("Officer 1", "Officer 2"), ("CSP 3", "CPS 4"), ("Ian", "Ina"), ("Neil", "Niel"), ("PC 3", "CP 3"),
        ("CPS 3", "CRS 3"), ("Jane Smith", "Tom Smith"), ("Police", "Policy 1"),
    ],
)  # fmt: skip
def test_two_speakers_are_not_proposed_as_one(one: str, other: str) -> None:
    assert proposed(label(one, 40), label(other, 2)) == []


def test_roles_are_not_merged() -> None:
    assert proposed(label("Interviewer", 40, "interviewer"), label("Interviewee", 2)) == []


def test_names_of_much_talk_are_two_people() -> None:
    assert proposed(label("Marie Dupont", 40), label("Maria Dupont", 30)) == []


def test_a_short_name_that_two_people_share_is_nobodys() -> None:
    assert proposed(label("Meg Martin", 9), label("Tom Martin", 9), label("Martin", 2)) == []


def test_labels_that_answer_each_other_are_two_people() -> None:
    text = "Marianne: So?\nMariane: Yes.\nMarianne: And?\nMariane: No.\n" + "Marianne: Well.\n" * 9
    assert propose(uses([heard("a.txt", read_bytes(text.encode(), "a.txt"))])) == ()


def test_uses_are_counted_over_files() -> None:
    texts = ["Interviewer: So?\nCPS 1: Yes.\nInterviewer: And?\n", "INTERVIEWER: So?\nCPS 2: Yes.\n"]
    found = uses(heard(f"{i}.txt", read_bytes(text.encode(), "a.txt")) for i, text in enumerate(texts))
    assert [(use.name, use.turns, sorted(use.files)) for use in found] == [
        ("Interviewer", 3, ["0.txt", "1.txt"]),
        ("CPS 1", 1, ["0.txt"]),
        ("CPS 2", 1, ["1.txt"]),
    ]
    assert found[0].beside == {"cps 1"}


def test_the_surest_comes_first_and_chains_end_in_one_label() -> None:
    found = propose([label("Participant", 40), label("Participants", 9), label("Particpants", 2)])
    assert [proposal.likeness for proposal in found] == sorted((p.likeness for p in found), reverse=True)
    assert {proposal.into for proposal in found} == {"Participant"}


NAMES = st.sampled_from(
    [
        "P1",
        "P 1",
        "P01",
        "P2",
        "Р1",
        "Pl",
        "Int",
        "Interviewer",
        "Intervewer",
        "I",
        "Meg Martin",
        "MARTIN",
        "Martin",
        "All",
    ]
)


@given(st.lists(st.tuples(NAMES, st.integers(1, 60), st.sampled_from(["participant", "interviewer"])), max_size=9))
def test_every_odd_label_has_one_end(drawn: list[tuple[str, int, str]]) -> None:
    labels = list({key_of(name): label(name, turns, role) for name, turns, role in drawn}.values())
    found = propose(labels)
    odd = [proposal.odd for proposal in found]
    assert len(odd) == len(set(odd))
    assert not set(odd) & {proposal.into for proposal in found}
    assert {proposal.odd_turns for proposal in found} <= {use.turns for use in labels}
    assert all(isinstance(proposal, MergeProposal) and 0 < proposal.likeness <= 100 for proposal in found)

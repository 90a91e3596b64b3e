"""What an audit says of words, signs and brackets: no text with another meaning is ever called verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spoken import document

from exports.audit.corpus import Corpus
from exports.audit.judging import Judge
from exports.audit.model import Finding, Paragraph, Quotation
from transcripts.texts import DocumentText, SpokenTurn


def judged(quoted: str, *texts: DocumentText, label: str = "CPS 1") -> Finding:
    """What is said of words that a draft gives as a document's."""
    paragraph = Paragraph(quoted, "text", "line 1", "", 1)
    return Judge(Corpus(texts)).judged(Quotation(paragraph, 0, len(quoted), label, label))


CASES = [
    ("We speak to the police before the file exists.", "__ speak to the police before the file exists", "altered"),
    ("We speak to the police before the file exists.", "We speak to the police before the file __", "altered"),
    ("We speak to the police before the file exists.", "We speak to the __ before the file exists", "altered"),
    ("We speak to the police before the file exists.", "We speak to the __ police before the file exists", "altered"),
    ("We speak to the police before the file exists.", "We speak to the ____, police before the file", "altered"),
    ("We speak to ____ before the file exists here.", "We speak to before the file exists here", "altered"),
    ("We speak to ____ before the file exists here.", "We speak to ____ before the file exists here", "verbatim"),
    ("We speak to the police before the file exists.", "__We speak__ to the _police_ before the file", "typography"),
    ("We speak to the police before the file exists.", "We speak to *the police,* before the file", "typography"),
    ("We speak to the police before the file exists.", "We speak to the **** before the file exists", "altered"),
    (
        "We did want to close that file on the very same day.",
        "We did [not] want to close that file on the very same day",
        "altered",
    ),
    ("We did not want to close that file on the very same day.", "We did [really] want to close that file", "altered"),
    ("The fee was 20 for each of the officers who came.", "£20 for each of the officers who came", "altered"),
    ("The temperature was 5 degrees in the room that day.", "-5 degrees in the room that day", "altered"),
    ("In total it was about 50 of all the files we had.", "In total it was about 50%", "altered"),
    ("We had 3.5 officers for each of the cases there.", "We had 35 officers for each of the cases there", "altered"),
    ("We had 1,500 files for each of the cases there.", "We had 1500 files for each of the cases there", "altered"),
    ("We had 1,500 files for each of the cases there.", "We had 1.500 files for each of the cases there", "altered"),
    (
        "It was a good day for the officers, was it not the best day?",
        "It was a good day for the officers, was it not the best day",
        "verbatim",
    ),
    ("Was it a good day for the officers? I think so.", "Was it a good day for the officers. I think so", "altered"),
    ("He said we're going to the court with the file.", "He said were going to the court with the file", "altered"),
    ("We re-sign the paper on the day that it comes.", "We resign the paper on the day that it comes", "altered"),
    (
        "I told US about the file and they were very glad.",
        "I told us about the file and they were very glad",
        "typography",
    ),
    ("We saw no one and they closed the file on us.", "We saw noone and they closed the file on us", "altered"),
    ("I was … I was going to ring them about the file.", "I was … I was going to ring them about the file", "verbatim"),
    ("I was going to ring them about the file today.", "I was … going to ring them about the file today", "typography"),
    (
        "I was going to [laughs] ring them about the file today.",
        "I was going to [laughs] ring them about the file today",
        "verbatim",
    ),
    (
        "She lied to us about the file, and that was that.",
        "[It is not true that] she lied to us about the file",
        "altered",
    ),
    ("We ring them first. Not always. Then we go there.", "We ring them first … Then we go there", "elided"),
    ("We never ring them first and that is the rule.", "We … ring them first and that is the rule", "elided"),
    (
        "Officers never ring them first and that is the rule.",
        "[They] ring them first and that is the rule",
        "bracketed",
    ),
    (
        "They never ring them first and that is the rule.",
        "They [always] ring them first and that is the rule",
        "altered",
    ),
    ("They ring them first and that is the rule.", "They ring them first and that is the rule, not", "altered"),
    ("They ring them first and that is the rule.", "not They ring them first and that is the rule", "altered"),
    ("They ring them first and that, that is the rule.", "They ring them first and that is the rule", "cleaned"),
    ("I would say no, no, that is not the rule here.", "I would say no, that is not the rule here", "cleaned"),
    (
        "I would say no, that is not the rule here at all.",
        "I would say no, no, that is not the rule here at all",
        "altered",
    ),
    ("It was the the rule that we had in this house.", "It was the rule that we had in this house", "cleaned"),
    ("It was the rule that we had in this house.", "It was “the rule” that we had in this house", "typography"),
    ("It was the rule that we had in this house.", "It was *the rule* that we had in this house", "typography"),
    (
        "It was the rule that we had in this house.",
        "It was the rule [emphasis added] that we had in this house",
        "bracketed",
    ),
    (
        "It was the rule that we had in this house.",
        "It was the rule (which is wrong) that we had in this house",
        "altered",
    ),
    ("It was the rule that we had in this house.", "It was the rule [sic] that we had in this house", "verbatim"),
    (
        "It was the rule that we had in this house.",
        "It was the rule that we had in this house [not in mine]",
        "altered",
    ),
    (
        "We have 14 days for this in our unit each time.",
        "We have fourteen days for this in our unit each time",
        "altered",
    ),
    (
        "We have A/B cases and the and/or rule in our unit.",
        "We have A B cases and the and or rule in our unit",
        "altered",
    ),
    ("Email me at a.b@c.uk about the file at the unit.", "Email me at ab@c.uk about the file at the unit", "altered"),
    ("We don't believe them when they come to us first.", "We do believe them when they come to us first", "altered"),
    (
        "We don't believe them when they come to us first.",
        "We do n't believe them when they come to us first",
        "altered",
    ),
    ("We cannot believe them when they come to us first.", "We can believe them when they come to us first", "altered"),
    (
        "I do think that it’s theirs’ in a way for the unit.",
        "I do think that it's theirs in a way for the unit",
        "typography",
    ),
    (
        "We went there ‑ slowly ‑ to see the file of the unit.",
        "We went there—slowly—to see the file of the unit",
        "typography",
    ),
    ("Well you know what I mean by the file of the unit.", "Well what I mean by the file of the unit", "cleaned"),
    ("That is what you know about the file of the unit.", "That is what about the file of the unit", "cleaned"),
    (
        "I mean it when I say the file of the unit is closed.",
        "it when I say the file of the unit is closed",
        "verbatim",
    ),
    ("Do you mean it er when I say um the file is closed.", "Do you mean it when I say the file is closed", "cleaned"),
    ("We thought (and we all did) that the file is closed.", "We thought that the file is closed", "altered"),
    ("We thought [they all nod] that the file is closed.", "We thought that the file is closed", "cleaned"),
    ("The 1st of May was the day of the unit for us.", "The 1 st of May was the day of the unit for us", "altered"),
    ("Mañana we go to the court with the file of it.", "Manana we go to the court with the file of it", "altered"),
    (
        "We go to the court & the unit with the file of it.",
        "We go to the court and the unit with the file of it",
        "altered",
    ),
    ("We had +5 more in the unit with the file of it.", "We had 5 more in the unit with the file of it", "altered"),
    ("We go 👍 to the court with the file of the unit.", "We go 👎 to the court with the file of the unit", "altered"),
    (
        "We go to court 2–3 times with the file of the unit.",
        "We go to court 23 times with the file of the unit",
        "altered",
    ),
    (
        "We go to court 2–3 times with the file of the unit.",
        "We go to court 2-3 times with the file of the unit",
        "typography",
    ),
    (
        "We wait ½ a day for the file from the other unit.",
        "We wait 12 a day for the file from the other unit",
        "altered",
    ),
    (
        "We wait x² days for the file from the other unit.",
        "We wait x2 days for the file from the other unit",
        "altered",
    ),
    ("We wait for Ann. We wait for Ben. We wait for Cy.", "We wait for Ann. We wait for Cy", "altered"),
    ("Files are closed on the day, but only if we agree.", "Files are closed on the day", "verbatim"),
    ("um, we ring them first on the day they come in.", "We ring them first on the day they come in", "cleaned"),
    ("we ring them first [on the day] they come in.", "we ring them first they come in", "cleaned"),
    ("So I said to him [pause] never mind that we have it.", "So I said to him never mind that we have it", "cleaned"),
    ("I think [not] that we have the file of the unit.", "I think that we have the file of the unit", "cleaned"),
    ("I think that we have the file of the unit.", "I think that we have [...] the file of the unit", "typography"),
    (
        "I think that we have the file of the unit. I do not think so though.",
        "I think that we have the file of the unit … I do … think so though",
        "elided",
    ),
    ("I think that we have the file of the unit now.", "I think that we have the file of the un[it] now", "altered"),
    ("I think that they had the file of the unit now.", "I think that they ha[ve] the file of the unit now", "altered"),
    ("I think that we have the file of the unit now.", "I th1nk that we have the file of the unit now", "altered"),
    ("I think that we have the file of the unit now.", "I think that we have the f ile of the unit now", "altered"),
    (
        "I think that we have a complaint of the unit now.",
        "I think that we have a com-plaint of the unit now",
        "altered",
    ),
    ("I think that it is O.K. for the unit now to go.", "I think that it is OK for the unit now to go", "altered"),
    (
        "I think that it is the C.P.S. for the unit now to go.",
        "I think that it is the CPS for the unit now to go",
        "altered",
    ),
    ("We had 3.5 officers for each", "We had 3", "altered"),
    ("That was non-consensual in every way we know.", "consensual in every way we know", "altered"),
    ("Then they closed the file? I never knew of it.", "Then they closed the file.", "altered"),
    ("Then they closed the file? I never knew of it.", "Then they closed the file", "verbatim"),
    ("Then they closed the file. I never knew of it.", "Then they closed the file?", "altered"),
    ("Then they closed the file. I never knew of it.", "Then they closed the file!", "altered"),
    ("Then they closed the file, I never knew of it.", "Then they closed the file.", "verbatim"),
    ("Then they closed the file, I never knew of it.", "Then they closed the file,", "verbatim"),
    ("We had it for about 20% of the files.", "it for about 20", "altered"),
    ("We had it for about 20 % of the files.", "it for about 20%", "verbatim"),
    ("We had 20 (twenty) files in the unit, we did.", "We had 20", "verbatim"),
    ("We had 20 files, “all of them” in the unit.", "We had 20 files, “all of them”", "verbatim"),
    ("I was happy with it at the unit of the court.", "I was [un]happy with it at the unit of the court", "altered"),
    ("I look at it at the unit of the court.", "I look[ed] at it at the unit of the court", "bracketed"),
    (
        "I look at it at the unit of the court.",
        "I look at it at the unit [emphasis not in the original] of the court",
        "bracketed",
    ),
    ("I asked — really asked — them to look at it.", "really asked — them to look at it", "verbatim"),
    ("It was in 2019-20 that the file came to us.", "in 2019 that the file came to us", "altered"),
    ("It was #1 in the list of all the files here.", "1 in the list of all the files here", "altered"),
    ("Then, in 2019, the file came to us in the unit.", "in 2019, the file came to us", "verbatim"),
    (
        "The file came to us in the unit in May 2019. Then it went.",
        "The file came to us in the unit in May 2019.",
        "verbatim",
    ),
    (
        "The file came to us in the unit in May 2019! Then it went.",
        "The file came to us in the unit in May 2019",
        "verbatim",
    ),
    ("We had 2019 (or so) files in the unit there.", "files in the unit there", "verbatim"),
    ("So what happens then? 12 files wait in the unit.", "12 files wait in the unit", "verbatim"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "quoted", "verdict"), CASES)
def test_what_is_said_of_words_and_signs(said: str, quoted: str, verdict: str) -> None:
    assert judged(quoted, document("CPS 1", ("Interviewer", "And then?"), ("CPS 1", said))).verdict == verdict


@pytest.mark.parametrize(
    ("quoted", "verdict"),
    [
        ("the file closed, we never saw it again after that day", "altered"),
        ("What became of the file? Closed, we never saw it again", "stitched"),
        ("we never saw it again after that day. Never", "altered"),
        ("we never saw it again after that day", "verbatim"),
    ],
)
def test_another_turn_is_never_part_of_what_somebody_said(quoted: str, verdict: str) -> None:
    turns = [SpokenTurn(0, 0, 0, 28, None, "interviewer", None), SpokenTurn(1, 29, 29, 75, None, "participant", None)]
    text = "What became of the file now?\nClosed, we never saw it again after that day.\nNever?\n"
    turns.append(SpokenTurn(2, 76, 76, 82, None, "interviewer", None))
    found = judged(quoted.replace("file?", "file now?"), DocumentText("CPS 1", "CPS 1", text, tuple(turns)))
    assert found.verdict == verdict


WORDS = ("we", "they", "the", "file", "no", "not", "closed", "waited", "it", "for", "never", "a", "week")


@st.composite
def sentences_and_changes(draw: st.DrawFn) -> tuple[str, str]:
    """What somebody said, and a text made of the same few words."""
    said = draw(st.lists(st.sampled_from(WORDS), min_size=6, max_size=14))
    words = list(said)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(words) - 1))
        how = draw(st.sampled_from(("out", "in", "swap", "other")))
        if how == "out" and len(words) > 5:
            del words[at]
        elif how == "in":
            words.insert(at, draw(st.sampled_from(WORDS)))
        elif how == "swap" and at:
            words[at - 1 : at + 1] = words[at], words[at - 1]
        elif how == "other":
            words[at] = draw(st.sampled_from(WORDS))
    return " ".join(said), " ".join(words)


def _stretches(words: list[str], length: int) -> Iterator[list[str]]:
    return (words[at : at + length] for at in range(len(words) - length + 1))


@given(sentences_and_changes())
def test_verbatim_is_said_of_stretches_of_what_was_said_and_of_nothing_else(both: tuple[str, str]) -> None:
    said, quoted = both
    found = judged(quoted, document("CPS 1", ("CPS 1", said)))
    words = re.findall(r"\w+", quoted)
    assert (found.verdict == "verbatim") == (words in _stretches(said.split(), len(words)))

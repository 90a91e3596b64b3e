"""The worked study: counts, exact offsets, voices, dates, and the same bytes for the same seed."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from worked_study import generated

from coding_tui.demo.cast import INTERVIEWS
from coding_tui.demo.files import tables, write
from coding_tui.demo.library import library
from coding_tui.demo.model import AREAS, KINDS, Study
from coding_tui.demo.study import generate

GRAPHIC = re.compile(
    r"\b(?:blood\w*|naked|genital\w*|penis|vagina\w*|penetrat\w*|semen|breasts?|strangl\w*|stabb\w*|knife|kill\w*|murder\w*|"
    r"corpse|orgasm\w*|undress\w*|choke\w*|choking|thighs?|groin)\b",
    re.IGNORECASE,
)
UNCODED = ("week", "newcomer", "handover", "building")
PLACES = re.compile(r"\b(?:London|Met|Avon|Somerset|Durham|Wales|Midlands|Manchester|Leeds|Bristol|Kent|Essex)\b")


@pytest.fixture(scope="module")
def study() -> Study:
    return generated()


def shingles(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return {tuple(words[at : at + 8]) for at in range(len(words) - 7)}


def test_it_has_the_studys_numbers_of_documents(study: Study) -> None:
    counts = Counter(document.group or document.kind for document in study.documents)
    assert counts == {**INTERVIEWS, "early advice": 36, "panel": 15, "forum": 7, "training": 4, "case file": 24}
    assert len({document.label for document in study.documents}) == len(study.documents) == 232
    assert {document.kind for document in study.documents} == set(KINDS)
    assert {document.area for document in study.documents} == set(AREAS)
    assert len(study.cases) == 115


def test_dates_lie_in_the_study(study: Study) -> None:
    dates = [document.date for document in study.documents]
    assert "2022-07-01" <= min(dates) < "2022-08"
    assert "2023-11" <= max(dates) <= "2023-11-30"


def test_every_planted_passage_is_the_slice_it_says(study: Study) -> None:
    for passage in study.passages:
        text = study.document(passage.document).text
        assert text[passage.start : passage.end] == passage.text
        assert passage.text == passage.text.strip() != ""
        assert passage.sentences[0][0] == passage.start
        assert passage.sentences[-1][1] == passage.end


def test_passages_and_codings_stay_in_what_participants_say(study: Study) -> None:
    speech = {
        document.label: [
            (turn.start, turn.end)
            for turn in document.turns
            if turn.role == "participant" or document.kind == "case file"
        ]
        for document in study.documents
    }
    for span in (*study.passages, *study.codings):
        assert any(start <= span.start < span.end <= end for start, end in speech[span.document])


def test_every_coding_is_the_slice_it_says_and_has_a_path_in_the_codebook(study: Study) -> None:
    texts = {document.label: document.text for document in study.documents}
    assert all(texts[one.document][one.start : one.end] == one.text for one in study.codings)
    assert all(("/" in one.code) == (len(one.ref) > 1) for one in study.codings)
    assert all(one.stance == "" for one in study.codings if one.ref[0] in "CDEF")


def test_turns_are_the_text_as_labelled(study: Study) -> None:
    for document in study.documents:
        for turn in document.turns:
            if turn.speaker is not None:
                assert document.text[: turn.start].endswith(f"{turn.speaker}: ")
            assert "\n" not in document.text[turn.start : turn.end]


def test_an_interview_is_questions_and_answers(study: Study) -> None:
    for document in study.documents:
        if document.kind != "interview":
            continue
        questions = [turn for turn in document.turns if turn.role == "interviewer"]
        assert sum(document.text[turn.start : turn.end].endswith("?") for turn in questions) >= 8
        assert {turn.speaker for turn in document.turns} == {"Interviewer", document.label}
        asked = sum(turn.end - turn.start for turn in questions)
        assert asked < len(document.text) / 3


def test_no_sentence_stands_twice_in_a_transcript(study: Study) -> None:
    for document in study.documents:
        sentences = [part for part in re.split(r"(?<=[.?]) |\n+", document.text) if len(part.split()) > 7]
        assert len(sentences) == len(set(sentences)), document.label


def test_transcripts_do_not_read_alike(study: Study) -> None:
    sets = [shingles(document.text) for document in study.documents if document.kind == "interview"]
    spread = sets[:: len(sets) // 24]
    shares = [len(one & other) / min(len(one), len(other)) for one, other in combinations(spread, 2)]
    assert sum(shares) / len(shares) < 0.06
    assert max(shares) < 0.2


def test_longer_interviews_do_not_collapse_into_repetition() -> None:
    longer = generate(seed=2, words=9000)
    interviews = [document for document in longer.documents if document.kind == "interview"]
    assert sum(document.words for document in interviews) / len(interviews) > 4500
    for document in interviews[::20]:
        words = document.text.split()
        assert len(shingles(document.text)) > 0.8 * len(words)


def test_nothing_graphic_and_no_real_place(study: Study) -> None:
    for document in study.documents:
        assert not GRAPHIC.search(document.text), document.label
        assert not PLACES.search(document.text), document.label


def test_no_template_leaves_its_marks_behind(study: Study) -> None:
    for document in study.documents:
        assert not re.search(r"[{}<>|]|  |,,| ,|\.\.(?!\.)|,\.", document.text), document.label


def test_every_slot_of_the_library_is_known() -> None:
    assert {"vic", "officer", "span", "longspan"} <= set(library().lexicon)
    assert all(section.lines for section in library().topics.values())
    coded = [topic for name, topic in library().topics.items() if name not in UNCODED]
    assert all(line.code for topic in coded for line in topic.lines if line.role == "say")


def test_interviews_observation_and_files_meet_in_cases(study: Study) -> None:
    incidents = study.truth["same_case"]
    kinds = [{study.document(label).kind for label in incident["documents"]} for incident in incidents]
    assert any({"interview", "early advice", "case file"} <= kind for kind in kinds)
    assert sum(bool(incident["contradictions"]) for incident in incidents) >= 3


def test_what_an_interview_says_of_a_case_stands_in_it(study: Study) -> None:
    for incident in study.truth["same_case"]:
        for contradiction in incident["contradictions"]:
            assert contradiction["says"] != contradiction["file_shows"]
            assert incident["name"] in study.document(contradiction["document"]).text


def test_another_seed_is_another_study(study: Study) -> None:
    other = generate(seed=2, words=400)
    assert other.documents[0].text[:400] != study.documents[0].text[:400]


def test_the_same_seed_writes_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from coding_tui.demo.study import generate; from coding_tui.demo.files import write; "
        "write(generate(seed=5, words=500), pathlib.Path(sys.argv[1]))"
    )
    digests = []
    for hash_seed in ("1", "77"):
        folder = tmp_path / hash_seed
        subprocess.run(
            [sys.executable, "-c", code, str(folder)], check=True, env={**os.environ, "PYTHONHASHSEED": hash_seed}
        )
        digests.append({p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()})
    assert digests[0] == digests[1]
    assert len(digests[0]) == 232 + 7


def test_files_are_all_there_and_progress_is_told(study: Study, tmp_path: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    written = write(study, tmp_path, lambda *what: heard.append(what))
    assert heard[-1] == ("Writing files", 232, 232)
    tables = {"codings.csv", "assignments.csv", "attributes.csv", "monthly-figures.csv"}
    assert tables | {"ground-truth.json", "draft-report.docx"} <= {path.name for path in written}
    assert (tmp_path / "transcripts" / "CPS 43.txt").read_text(encoding="utf-8") == study.document("CPS 43").text


def test_tables_have_the_columns_that_commands_read(study: Study) -> None:
    written = tables(study)
    assert written["codings.csv"].startswith(b"document,start,end,code,coder,text,stance,prompted,key,memo,created\n")
    assert written["assignments.csv"].startswith(b"document,coder,state\n")
    assert written["attributes.csv"].startswith(b"document,kind,group,area,date,participant,case,")


def test_some_codes_stay_unused_and_are_named(study: Study) -> None:
    assert study.truth["never_planted"] == ["A8", "B10", "Z1", "Z2", "Z3", "Z4"]
    assert not {one.ref for one in study.codings} & set(study.truth["never_planted"])

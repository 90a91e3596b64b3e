"""What speech recognisers write: each shape's words, speakers and times, and a plain refusal of anything else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from transcripts.errors import ImportRefused
from transcripts.importing import ImportedText, read_bytes, read_file


def read(data: Any) -> ImportedText:
    return read_bytes(json.dumps(data, ensure_ascii=False).encode(), "a.json")


def turns(imported: ImportedText) -> list[tuple[str | None, float | None, str]]:
    return [(t.speaker, t.time, imported.text[t.start : t.end]) for t in imported.turns]


TWO = [("Speaker 0", 0.5, "Who rings?"), ("Speaker 1", 2.0, "We do. Always.")]


def word(said: str, start: str = "", **more: Any) -> dict[str, Any]:
    kind = "punctuation" if said in ".?" else "pronunciation"
    times = {"start_time": start} if start else {}
    return {"type": kind, "alternatives": [{"content": said, "confidence": "0.9"}], **times, **more}


SHAPES: dict[str, Any] = {
    "deepgram utterances": {"results": {"channels": [{}], "utterances": [
        {"speaker": 0, "start": 0.5, "transcript": "Who rings?"},
        {"speaker": 1, "start": 2.0, "transcript": "We do. Always."}]}},
    "deepgram paragraphs": {"results": {"channels": [{"alternatives": [{"transcript": "", "paragraphs": {"paragraphs": [
        {"speaker": 0, "start": 0.5, "sentences": [{"text": "Who rings?"}]},
        {"speaker": 1, "start": 2.0, "sentences": [{"text": "We do."}, {"text": "Always."}]}]}}]}]}},
    "assemblyai": {"text": "…", "utterances": [
        {"speaker": 0, "start": 500, "end": 900, "text": "Who rings?"},
        {"speaker": 1, "start": 2000, "end": 3000, "text": "We do. Always."}]},
    "azure batch": {"recognizedPhrases": [
        {"speaker": 0, "offsetInTicks": 5_000_000, "nBest": [{"display": "Who rings?"}, {"display": "Who sings?"}]},
        {"speaker": 1, "offsetInTicks": 20_000_000.0, "nBest": [{"display": "We do. Always."}]}]},
    "azure fast": {"phrases": [
        {"speaker": 0, "offsetMilliseconds": 500, "text": "Who rings?"},
        {"speaker": 1, "offsetMilliseconds": 2000, "text": "We do. Always."}]},
    "google": {"results": [
        {"alternatives": [{"transcript": "Who rings? We do. Always."}]},
        {"alternatives": [{"words": [
            {"word": "Who", "startTime": "0.5s", "speakerTag": "0"}, {"word": "rings?", "speakerTag": "0"},
            {"word": "We", "startTime": "2s", "speakerTag": 1}, {"word": "do.", "speakerTag": 1},
            {"word": "Always.", "speakerTag": 1}]}]}]},
    "rev": {"monologues": [
        {"speaker": 0, "elements": [{"value": "Who", "ts": 0.5}, {"value": " "}, {"value": "rings"}, {"value": "?"}]},
        {"speaker": 1, "elements": [{"value": "We do. Always.", "ts": 2}]}]},
    "aws": {"jobName": "x", "results": {"transcripts": [{"transcript": "…"}], "items": [
        word("Who", "0.5", speaker_label="0"), word("rings", "0.9", speaker_label="0"), word("?"),
        word("We", "2.0", speaker_label="1"), word("do", "2.2", speaker_label="1"), word("."),
        word("Always", "2.5", speaker_label="1"), word(".")]}},
    "aws of old": {"results": {
        "speaker_labels": {"segments": [
            {"items": [{"start_time": "0.5", "speaker_label": "0"}, {"start_time": "0.9", "speaker_label": "0"}]},
            {"items": [{"start_time": each, "speaker_label": "1"} for each in ("2.0", "2.2", "2.5")]}]},
        "items": [word("Who", "0.5"), word("rings", "0.9"), word("?"), word("We", "2.0"), word("do", "2.2"), word("."),
                  word("Always", "2.5"), word(".")]}},
    "objects": [
        {"speaker": "Speaker 0", "start": "00:00:00.5", "text": "Who rings?"},
        {"speaker": "Speaker 1", "start": "00:00:02", "text": "We do. Always."}],
    "objects in an object": {"title": "x", "transcript": [
        {"speakerName": "Speaker 0", "startMs": 500, "text": "Who rings?"},
        {"speakerName": "Speaker 1", "startMs": 2000, "text": "We do. Always."}]},
    "whisperx": {"segments": [
        {"start": 0.5, "end": 1.0, "text": " Who", "speaker": "Speaker 0", "words": []},
        {"start": 1.0, "end": 1.5, "text": " rings?", "speaker": "Speaker 0"},
        {"start": 2.0, "end": 3.0, "text": " We do. Always.", "speaker": "Speaker 1"}]},
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_each_recognisers_shape_gives_turns(shape: str) -> None:
    imported = read(SHAPES[shape])
    assert [(who, when, " ".join(words.split())) for who, when, words in turns(imported)] == TWO
    assert imported.text.startswith("Speaker 0: Who")
    assert imported.format == "json"


def test_segments_without_speakers_are_passages_and_labels_in_them_count() -> None:
    plain = read({"segments": [{"start": 0, "text": " so we"}, {"start": 4.5, "text": " begin"}]})
    assert turns(plain) == [(None, 0.0, "so we"), (None, 4.5, "begin")]
    said = [
        {"start": 0, "text": "Interviewer: Who?"},
        {"start": 1, "text": "CPS 4: We."},
        {"start": 2, "text": "Both."},
    ]
    assert turns(read({"segments": said})) == [("Interviewer", 0.0, "Who?"), ("CPS 4", 1.0, "We.\nBoth.")]


def test_nobodys_segments_are_not_given_to_the_speaker_before() -> None:
    said = [
        {"start": 0, "text": "Who?", "speaker": "A"},
        {"start": 1, "text": "(door)"},
        {"start": 2, "text": "So.", "speaker": "A"},
    ]
    assert turns(read({"segments": said})) == [
        ("Speaker A", 0.0, "Who?"), (None, 1.0, "(door)"), ("Speaker A", 2.0, "So."),
    ]  # fmt: skip


def test_whisper_cpp_and_words_alone() -> None:
    cpp = {"transcription": [{"offsets": {"from": 1500, "to": 2000}, "text": " Hello"}]}
    assert turns(read(cpp)) == [(None, 1.5, "Hello")]
    assert read({"text": "All of it."}).text == "All of it."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"name": "x", "version": 2}, "‘name’, ‘version’, but no segments"),
        ([{"speaker": "A"}], "without ‘text’"),
        ([1, 2], "without ‘text’"),
        ({}, "JSON data with nothing"),
        ({"results": {"channels": [{}, {}]}}, "several channels"),
    ],
)
def test_other_data_are_refused_by_what_is_missing(data: Any, reason: str) -> None:
    with pytest.raises(ImportRefused, match=reason):
        read(data)


@pytest.mark.parametrize("data", [b"{not json", b"[" * 50_000, b'{"segments": '], ids=["not JSON", "deep", "cut"])
def test_broken_json_is_refused(data: bytes) -> None:
    with pytest.raises(ImportRefused, match="not JSON"):
        read_bytes(data, "a.json")


@pytest.mark.parametrize(
    ("letters", "speakers"),
    [("ABA", {"Speaker A": 2, "Speaker B": 1}), ("QAQ", {"Q": 2, "A": 1}), ("IPI", {"I": 2, "P": 1})],
)
def test_letters_are_a_recognisers_only_from_a_on(letters: str, speakers: dict[str, int]) -> None:
    assert read([{"speaker": letter, "text": "Words."} for letter in letters]).speakers == speakers


def test_one_recording_has_the_same_words_in_all_five_exports(shared: Path) -> None:
    kinds = ("json", "tsv", "vtt", "srt", "txt")
    each = {kind: read_file(shared / f"data/interviews/whisper.{kind}") for kind in kinds}
    words = {kind: imported.text.split() for kind, imported in each.items()}
    assert all(words[kind] == words["txt"] for kind in kinds)
    assert [t.time for t in each["json"].turns] == pytest.approx([t.time for t in each["vtt"].turns], abs=0.001)
    assert [t.time for t in each["tsv"].turns] == pytest.approx([t.time for t in each["srt"].turns], abs=0.001)


@pytest.mark.parametrize(
    "data",
    [
        '{"segments":[{"start":0,"text":"Because","text":"Otherwise"}]}',
        '{"segments":[{"start":0,"text":"Because"}],"segments":[{"start":0,"text":"Otherwise"}]}',
    ],
)
def test_of_two_values_none_is_chosen_in_silence(data: str) -> None:
    with pytest.raises(ImportRefused, match=r"gives '(text|segments)' twice"):
        read_bytes(data.encode(), "a.json")


def test_a_time_of_400_digits_is_none() -> None:
    imported = read_bytes(b'{"segments":[{"start":' + b"1" * 400 + b',"text":"Because"}]}', "a.json")
    assert (imported.text, imported.warnings) == ("Because", ("1 time that is none left out",))


def test_signs_that_no_screen_shows_are_counted() -> None:
    text = "a\0b\x1b[31m \u202ec \U000e0061 🏴\U000e0067\U000e0062\U000e007f"
    imported = read({"segments": [{"start": 0, "text": text}]})
    assert imported.text == text.replace("\0", "\ufffd")
    assert imported.warnings == (
        "1 NUL character in it, shown as \ufffd",
        "1 control character in it, kept and never obeyed",
        "1 mark of the direction of writing in it, kept and never obeyed",
        "1 character that nobody sees (tags) in it, kept",
    )

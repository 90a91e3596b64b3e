"""Subtitles: words of cues, speakers from voice tags or labels, cues of one speaker as one turn."""

from __future__ import annotations

import pytest

from transcripts.importing import ImportedText, read_bytes


def turns(imported: ImportedText) -> list[tuple[str | None, float | None, str]]:
    return [(t.speaker, t.time, imported.text[t.start : t.end]) for t in imported.turns]


def vtt(*cues: str) -> ImportedText:
    body = "".join(f"{n}\n00:0{n}.000 --> 00:0{n}.900 align:start\n{cue}\n\n" for n, cue in enumerate(cues))
    return read_bytes(f"WEBVTT - a title\n\nNOTE\nnot speech\n\nSTYLE\n::cue {{}}\n\n{body}".encode(), "a.vtt")


def test_voice_tags_name_speakers_and_cues_of_one_are_one_turn() -> None:
    imported = vtt(
        "<v Anna>Hello &amp; <i>welcome</i>",
        "<v.loud Anna>everyone.</v>",
        "<v Ben>Hi.\nAll <00:02.500>well?",
        "<v Anna>Yes.",
    )
    assert imported.text == "Hello & welcome\neveryone.\nHi.\nAll well?\nYes."
    assert turns(imported) == [
        ("Anna", 0.0, "Hello & welcome\neveryone."),
        ("Ben", 2.0, "Hi.\nAll well?"),
        ("Anna", 3.0, "Yes."),
    ]
    assert imported.format == "vtt"


def test_two_voices_in_one_cue_are_two_turns() -> None:
    assert turns(vtt("<v Anna>Yes?</v> <v Ben>No.</v>")) == [("Anna", 0.0, "Yes?"), ("Ben", 0.0, "No.")]


def test_a_cue_without_a_voice_is_nobodys() -> None:
    assert turns(vtt("<v Anna>Yes?", "Knocking")) == [("Anna", 0.0, "Yes?"), (None, 1.0, "Knocking")]


def test_labels_in_cues_name_speakers_and_repeated_ones_are_dropped() -> None:
    imported = vtt(
        "Interviewer: What\nchanged?", "Interviewer: And why?", "CPS 1: We", "speak earlier.", "Interviewer: So."
    )
    assert imported.text == "Interviewer: What\nchanged?\nAnd why?\nCPS 1: We\nspeak earlier.\nInterviewer: So."
    assert turns(imported) == [
        ("Interviewer", 0.0, "What\nchanged?\nAnd why?"),
        ("CPS 1", 2.0, "We\nspeak earlier."),
        ("Interviewer", 4.0, "So."),
    ]
    assert imported.roles == {"Interviewer": "interviewer", "CPS 1": "participant"}


def test_cues_without_speakers_are_passages_with_their_times() -> None:
    assert turns(vtt("hello there", "so: how is it\ngoing")) == [
        (None, 0.0, "hello there"),
        (None, 1.0, "so: how is it\ngoing"),
    ]


def test_srt_is_known_by_its_cues() -> None:
    first = "1\r\n01:00:00,250 --> 01:00:02,000\r\n{\\an8}<font color=red>Hello</font>\r\n\r\n"
    data = first + "2\r\n01:00:03,000 --> 01:00:04,000\r\nBye\r\n"
    for name in ("a.srt", "a.txt"):
        imported = read_bytes(data.encode(), name)
        assert (imported.format, imported.text) == ("srt", "Hello\nBye")
        assert turns(imported) == [(None, 3600.25, "Hello"), (None, 3603.0, "Bye")]


def test_subtitles_without_cues_are_read_as_text_and_said() -> None:
    imported = read_bytes(b"Interviewer: a?\nCPS 1: b\n", "a.srt")
    assert imported.speakers == {"Interviewer": 1, "CPS 1": 1}
    assert "without cues" in imported.warnings[0]


@pytest.mark.parametrize("clock", ["9" * 5000 + ":00:00.000", "99999:00.000"])
def test_absurd_times_are_no_times(clock: str) -> None:
    imported = read_bytes(f"WEBVTT\n\n{clock} --> 00:01.000\nhello\n".encode(), "a.vtt")
    assert "hello" in imported.text

"""Subtitles: words of cues, speakers from voice tags or labels, cues of one speaker as one turn."""

from __future__ import annotations

import pytest

from transcripts.errors import ImportRefused
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


def test_captions_that_roll_up_keep_each_line_once() -> None:
    imported = vtt("so we", "so we\nbegan", "began\nin May", "in May\nwith calls")
    assert imported.text == "so we\nbegan\nin May\nwith calls"
    assert imported.warnings == (
        "1 note of the file left out",
        "3 lines that roll-up captions only repeat are left out",
    )
    assert [t.time for t in imported.turns] == [0.0, 1.0, 2.0, 3.0]


def test_what_people_say_twice_stays() -> None:
    assert vtt("Yes.", "Yes.", "No.", "Maybe.", "Well.", "Hm.").text == "Yes.\nYes.\nNo.\nMaybe.\nWell.\nHm."


def test_marks_of_another_speaker_end_a_turn_and_are_no_words() -> None:
    imported = vtt(">> So what", "changed?", "&gt;&gt; We ring.", ">>> In other news")
    assert turns(imported) == [
        (None, 0.0, "So what\nchanged?"),
        (None, 2.0, "We ring."),
        (None, 3.0, "In other news"),
    ]
    assert imported.text[imported.turns[1].label_start :].startswith(">> We ring.")


def test_a_mark_before_a_name_belongs_to_the_label() -> None:
    imported = vtt(
        ">> ANNA: So?", "What then?", ">> BEN: We ring.", ">> And I write.", ">> ANNA: Good.", ">> BEN: Yes."
    )
    assert turns(imported) == [
        ("ANNA", 0.0, "So?\nWhat then?"),
        ("BEN", 2.0, "We ring."),
        (None, 3.0, "And I write."),
        ("ANNA", 4.0, "Good."),
        ("BEN", 5.0, "Yes."),
    ]


def test_two_dashes_in_a_cue_are_two_speakers() -> None:
    imported = vtt("- Yes?\n- No.", "- not a dialogue")
    assert turns(imported) == [(None, 0.0, "Yes?"), (None, 0.0, "No."), (None, 1.0, "- not a dialogue")]


def test_words_after_an_empty_line_are_kept_and_notes_are_said() -> None:
    head = "WEBVTT\nKind: captions\n\n00:01.000 --> 00:02.000\nFirst\n\nstray words\n\nNOTE a remark\n\n"
    imported = read_bytes(f"{head}00:03 --> 00:04\nlast\n".encode(), "a.vtt")
    assert imported.text == "First\nstray words\nlast"
    assert imported.warnings == (
        "1 note of the file left out",
        "1 block of words without a time, kept with the cue before",
    )


def test_words_above_the_first_cue_are_said() -> None:
    imported = read_bytes(b"Spring talk\n\n1\n00:00:01,000 --> 00:00:02,000\nHello\n", "a.srt")
    assert (imported.text, imported.warnings) == ("Hello", ("left out above the first cue: ‘Spring talk’",))


def test_numbers_that_are_said_stay() -> None:
    imported = read_bytes(b"1\n00:00:01,0 --> 00:00:02,0\nHow many?\n12\n\n2\n00:00:03,0 --> 00:00:04,0\n12\n", "a.srt")
    assert imported.text == "How many?\n12\n12"


def test_cues_in_markdown_stay_as_they_are_unless_they_name_speakers() -> None:
    silent = "00:00.000 --> 00:07.000\nHello.\n\n00:08.000 --> 00:09.000\nBye.\n"
    assert read_bytes(silent.encode(), "a.md").text == silent
    said = ("Anna: Hello?", "Ben: Bye.", "Anna: So.")
    talk = "".join(f"00:0{n}.000 --> 00:0{n}.900\n{words}\n\n" for n, words in enumerate(said))
    assert turns(read_bytes(talk.encode(), "a.md")) == [
        ("Anna", 0.0, "Hello?"),
        ("Ben", 1.0, "Bye."),
        ("Anna", 2.0, "So."),
    ]


def test_youtube_times_are_read_and_other_subtitles_named() -> None:
    imported = read_bytes(b"0:00:01.500,0:00:04.000\nHello\nthere\n\n0:00:05.000,0:00:06.000\nBye\n", "a.sbv")
    assert (imported.format, turns(imported)) == ("sbv", [(None, 1.5, "Hello\nthere"), (None, 5.0, "Bye")])
    with pytest.raises(ImportRefused, match=r"\.ass.*export them as \.srt"):
        read_bytes(b"[Script Info]\nTitle: x\n", "a.ass")


def test_names_before_every_cue_are_speakers_however_few() -> None:
    imported = vtt("Ann Lee: Who rings?", "Ben: We ring.", "Ben: Always.")
    assert turns(imported) == [("Ann Lee", 0.0, "Who rings?"), ("Ben", 1.0, "We ring.\nAlways.")]
    assert vtt("Note: closed today", "We rang.", "Ben: Always.").speakers == {}


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("I said <laughs> no <sighs loudly> to it", "I said <laughs> no <sighs loudly> to it"),
        ("if a<b and c>d then", "if a<b and c>d then"),
        ("<c.red>so</c> <lang en>we</lang> <I>did</I><br/> <font color=red>it</font>", "so we did it"),
        ("<00:00.500>so <span class='a'>we</span> {\\an8}did", "so we did"),
    ],
)
def test_only_marks_of_the_formats_are_no_words(words: str, text: str) -> None:
    assert vtt(f"<v Anna>{words}").text == text


def test_readings_beside_characters_are_counted() -> None:
    imported = vtt("<v Anna><ruby>東京<rt>とうきょう</rt></ruby>です")
    assert imported.text == "東京です"
    assert "1 word of reading aids (ruby) left out" in imported.warnings


def test_words_above_the_first_time_are_shown_and_counted() -> None:
    lost = "5 --> 7\nBecause of the queue, which nobody had told us about, and which is longer than a year by now"
    imported = read_bytes(f"WEBVTT\n\n{lost}\n\n00:08.000 --> 00:09.000\nSo.\n".encode(), "a.vtt")
    (said,) = imported.warnings
    assert said == f"left out above the first cue: ‘{lost[:80]}…’ (22 words)".replace("\n", " ")

"""Encodings, line ends and the promise that a text's characters never change."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transcripts.errors import ImportRefused
from transcripts.importing import ImportedText, read_bytes
from transcripts.importing.decisions import Decisions

WORDS = st.sampled_from(
    [
        "Interviewer: ",
        "CPS 1: ",
        "[Anna] (0:01 - 0:11)",
        "Ben  1:02",
        "Q. ",
        "A. ",
        "Date: ",
        "**P1:** ",
        "0:12\t",
        "I\t",
        "---",
        "so here: it is",
        "🙂",
        "e\u0301",
        "שלום",
        "£",
        "“x”",
        "…",
        " ",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\u200f",
        "\x0b",
        "\u2028",
        "a",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=40).map("".join).filter(lambda text: text.strip())


def canonical(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def holds_together(imported: ImportedText) -> None:
    """Turns are ordered, apart and in range, and with their labels hold every character that is not white space."""
    last = 0
    for turn in imported.turns:
        assert last <= turn.label_start <= turn.start <= turn.end <= len(imported.text)
        assert not imported.text[last : turn.label_start].strip()
        said = imported.text[turn.start : turn.end]
        assert said == said.strip()
        assert turn.speaker is None or turn.speaker in imported.roles
        last = turn.end
    assert not imported.text[last:].strip()


@given(TEXTS)
def test_text_is_never_altered_and_turns_hold_all_of_it(text: str) -> None:
    imported = read_bytes(text.encode(), "a.txt")
    assert imported.text == canonical(text)
    holds_together(imported)


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1))
def test_any_unicode_survives(text: str) -> None:
    imported = read_bytes(("Well " + text).encode(), "a.md")
    assert imported.text == "Well " + text
    holds_together(imported)


@given(TEXTS, st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]))
def test_byte_order_marks_are_obeyed_and_dropped(text: str, encoding: str) -> None:
    imported = read_bytes(("\ufeff" + text).encode(encoding), "a.txt")
    plain = read_bytes(text.encode(), "a.txt")
    assert (imported.text, imported.encoding, imported.warnings) == (canonical(text), encoding, plain.warnings)


@given(st.lists(st.sampled_from(["naïve ", "£20 ", "“café” ", "– ", "I: ", "so\n"]), min_size=1).map("".join))
def test_windows_1252_is_read_and_said(text: str) -> None:
    text += "£5"
    imported = read_bytes(text.encode("cp1252"), "a.txt")
    assert (imported.text, imported.encoding) == (text, "cp1252")
    assert "Windows-1252" in imported.warnings[0]


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", codecs.BOM_UTF8, codecs.BOM_UTF16_LE + " ".encode("utf-16-le")])
def test_nothing_to_read_is_refused(data: bytes) -> None:
    with pytest.raises(ImportRefused, match="empty"):
        read_bytes(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bytes(range(256)) * 20, "binary"),
        (b"Interviewer: a\0b", "binary"),
        (b"Interviewer: a\n" * 99 + b"P1: b\0c", "1 NUL character in it .the first on line 100"),
        (bytes(range(1, 32)) * 9, "binary"),
        (codecs.BOM_UTF16_LE + b"a", "not valid UTF-16"),
        (codecs.BOM_UTF8 + b"caf\xe9", "not valid UTF-8"),
        ("é\nçà “so” naïve".encode() + b"\xff", "damaged character on line 2"),
        (b"caf\x81", "neither UTF-8 nor Windows-1252"),
    ],
)
def test_what_cannot_be_decoded_is_refused_by_what_it_is(data: bytes, said: str) -> None:
    with pytest.raises(ImportRefused, match=said) as refused:
        read_bytes(data, "a.txt")
    assert "\n" not in str(refused.value)


def test_characters_lost_before_are_said() -> None:
    assert "lost" in read_bytes("caf\ufffd".encode(), "a.txt").warnings[0]


LINE_ENDS = ["a", "é", "\n", "\r", "\r\n", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", " ", "P1: "]


WITH_LINE_ENDS = st.lists(st.sampled_from(LINE_ENDS), max_size=30).map("".join)
PLAIN_WORDS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=40)
CHOSEN = st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "cp1252", "mac-roman", "iso-8859-1", "cp1250"])
SWEEP = settings(max_examples=12_000, deadline=None)


def check_line_ends(text: str) -> None:
    imported = read_bytes(f"Well{text}".encode(), "a.txt")
    assert imported.text == canonical(f"Well{text}")
    assert "\r" not in imported.text


def check_chosen_encoding(words: str, encoding: str) -> None:
    text = f"é {words} né"
    imported = read_bytes(text.encode(encoding), "a.txt", Decisions(encoding=encoding))
    assert (imported.text, imported.doubts) == (text, ())


@settings(max_examples=1500)
@given(WITH_LINE_ENDS)
def test_line_ends_become_lf_and_nothing_else_does(text: str) -> None:
    check_line_ends(text)


@settings(max_examples=1500)
@given(PLAIN_WORDS, CHOSEN)
def test_a_chosen_encoding_reads_what_it_wrote(words: str, encoding: str) -> None:
    check_chosen_encoding(words, encoding)


@pytest.mark.slow
@SWEEP
@given(WITH_LINE_ENDS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_sweep_of_line_ends_in_every_unicode_form(text: str, encoding: str) -> None:
    check_line_ends(text)
    imported = read_bytes(f"Well{text}".encode(encoding), "a.txt")
    assert imported.text == canonical(f"Well{text}")
    holds_together(imported)


@pytest.mark.slow
@SWEEP
@given(PLAIN_WORDS, CHOSEN)
def test_sweep_of_encodings_that_are_chosen(words: str, encoding: str) -> None:
    check_chosen_encoding(words, encoding)


@pytest.mark.slow
@SWEEP
@given(st.binary(max_size=60))
def test_sweep_of_any_bytes_whatever(data: bytes) -> None:
    """Bytes are read as what they say or refused; what is read as UTF-8 gives the same bytes again."""
    try:
        imported = read_bytes(b"Well " + data, "a.txt")
    except ImportRefused:
        return
    holds_together(imported)
    assert "\r" not in imported.text
    if imported.encoding == "utf-8":
        assert imported.text == canonical((b"Well " + data).decode())
    else:
        assert imported.doubts


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read_with_a_doubt(encoding: str) -> None:
    imported = read_bytes("Interviewer: “So?”\r\nP1: Yes – naïve.".encode(encoding), "a.txt")
    assert imported.text == "Interviewer: “So?”\nP1: Yes – naïve."
    assert [(doubt.about, doubt.taken) for doubt in imported.doubts] == [("encoding", encoding)]


def test_a_doubt_shows_the_words_that_tell() -> None:
    (doubt,) = read_bytes("It costs £20, naïve or “so”, £5.".encode("cp1252"), "a.txt").doubts
    assert doubt.said.endswith("check ‘£20’, ‘naïve’, ‘“so”’")


def test_a_likelier_reading_is_named_and_not_taken() -> None:
    imported = read_bytes("P1: I don’t, “so” née".encode("mac-roman"), "a.txt")
    assert imported.encoding == "cp1252"
    assert "read as mac-roman it would say ‘don’t’" in imported.warnings[0]


def test_characters_that_act_are_kept_and_said() -> None:
    text = "P1: \x1b[31mred\x1b[0m and \u202eback\u202c it goes, " + "at some length. " * 9
    imported = read_bytes(text.encode(), "a.txt")
    assert imported.text == text
    assert [line.split()[0:2] for line in imported.warnings] == [["2", "control"], ["2", "marks"]]


@pytest.mark.parametrize("end", ["\v", "\f", "\x85", "\u2028", "\u2029"])
def test_signs_that_end_a_line_in_other_programs_end_a_turn_too(end: str) -> None:
    """Google Docs writes a line break into its .txt as VT; the sign itself stays where it is."""
    text = end.join(("Interviewer: How?", "P7: So.", "It was late.", "Interviewer: And?", "P7: Yes."))
    imported = read_bytes(text.encode(), "a.txt")
    assert imported.text == text
    assert imported.speakers == {"Interviewer": 2, "P7": 2}


def test_text_that_was_decoded_wrongly_before_is_said() -> None:
    words = "P7: It’s the café – “so”.".encode().decode("cp1252", "replace")
    (said,) = (w for w in read_bytes(words.encode(), "a.txt").warnings if "decoded wrongly" in w)
    assert said.startswith("decoded wrongly before it was saved (‘â€™’ for ‘’’, ‘Ã©’ for ‘é’")


def test_a_table_that_was_decoded_wrongly_before_is_said() -> None:
    rows = "speaker,text\nI,How?\nP7,It’s the café – “so”.\nI,And?\nP7,Yes.\n".encode().decode("cp1252", "replace")
    imported = read_bytes(rows.encode(), "a.csv")
    assert any(said.startswith("decoded wrongly before it was saved") for said in imported.warnings)


def test_letters_that_only_look_decoded_wrongly_are_not_said() -> None:
    assert read_bytes("P1: NÃO, “AMANHÔ. É o Ângelo: Ânimo, São João.".encode(), "a.txt").warnings == ()

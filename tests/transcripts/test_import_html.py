"""Web pages: the words that a browser shows, and hostile ones in little time."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transcripts.errors import ImportRefused
from transcripts.importing import ImportedText, read_bytes


def page(body: str, head: str = "") -> ImportedText:
    return read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")


def spoken(imported: ImportedText) -> list[tuple[str | None, str]]:
    return [(t.speaker, imported.text[t.start : t.end]) for t in imported.turns]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>a</p><p>b</p>", "a\nb"),
        ("<div><div>a</div></div>b<div>c</div>", "a\nb\nc"),
        ("a<br>b<br><br>c<br></p><p>d", "a\nb\n\nc\nd"),
        (" a \n b <b> c</b> d", "a b c d"),
        ("<p>a<p>b<ul><li>c<li>d</ul>", "a\nb\nc\nd"),
        ("a&nbsp;b &amp; &pound;20 &#x201c;c&#8221; &unknown; <", "a\u00a0b & £20 “c” &unknown; <"),
        ("<pre> a\n  b</pre>c", " a\n  b\nc"),
        ("<b><p>a</b> b</p>", "a b"),
        ("a < b and c > d", "a < b and c > d"),
        ("a<!-- b > c -->d<!-- <p>e", "ad\ne"),
        ("<table><tr><td>a<td>b<tr><td><p>c<p>d<td></table>e", "a\tb\nc\nd\t\ne"),
        ("a<textarea>b &amp; c</textarea>", "ab & c"),
        ('<p title="a > b" data-x=\'"\'>c</p>', "c"),
        ("<svg><text>x</text></svg>a<select><option>b<option>c</select>", "a\nb\nc"),
    ],
)
def test_words_stand_as_a_browser_shows_them(body: str, text: str) -> None:
    assert page(body).text == text


def test_what_is_not_shown_is_counted() -> None:
    imported = page(
        "<nav>Home About</nav><p>Interviewer: How?</p><p style='display: none'>three hidden words</p>"
        "<p hidden>one</p><script>if (a < b) { say('<p>no</p>') }</script><noscript>Switch on</noscript>"
        "<p>P1: So.</p><p class='later'>not yet</p>",
        "<title>Interview 7</title><style>/* x */ p.later { visibility: hidden }</style>",
    )
    assert imported.text == "Interviewer: How?\nP1: So."
    assert imported.warnings == (
        "6 words of hidden text left out",
        "2 words of menus left out",
        "2 words for browsers without scripts, frames or sound left out",
        "page title left out: “Interview 7”",
    )


def test_what_a_browser_shows_besides_words_is_counted() -> None:
    imported = page(
        "<p class=q>Why?<p class='a b'>Because.<img alt='two officers'><img><input value='typed in'><input type=hidden "
        "value=no><p hidden><img alt=hidden></p>",
        "<style>.q::before, .a:before {content: 'CPS 1: '} .b::after {content: '\\f101'} p::before {content: '-'}"
        "</style>",
    )
    assert imported.text == "Why?\nBecause."
    assert imported.warnings == (
        "2 words typed into the fields of a form left out",
        "2 pictures left out (2 words of description)",
        "words that only the page’s style writes left out (‘CPS 1:’ and 1 more): copy the page’s text",
    )


def test_bold_names_are_labels_however_they_are_made_bold() -> None:
    turns = [("Anna", "How?"), ("Ben", "So."), ("Anna", "Why?"), ("Ben", "Since.")]
    for open_, close in (("<b>", "</b>"), ("<span style='font-weight:700'>", "</span>"), ("<span class=c>", "</span>")):
        body = "".join(f"<p>{open_}{name}{close} {said}</p>" for name, said in turns)
        assert spoken(page(body, "<style>.c{font-weight:bold}</style>")) == turns
    pasted = "".join(f"<p><b style='font-weight:normal'>{name} {said}</b></p>" for name, said in turns)
    assert page(pasted).speakers == {}


def test_a_table_of_turns() -> None:
    imported = page(
        "<table><tr><th>Time<th>Speaker<th>Text"
        "<tr><td>0:01<td>Anna<td><p>How?<p>Why?<tr><td>0:05<td>Ben<td>So.<tr><td>0:09<td><td>Yes.</table>"
    )
    assert spoken(imported)[1:] == [("Anna", "How?\nWhy?"), ("Ben", "So."), ("Ben", "Yes.")]
    assert [turn.time for turn in imported.turns[1:]] == [1.0, 5.0, 9.0]


@pytest.mark.parametrize(
    ("data", "text", "encoding", "doubtful"),
    [
        ("<html><meta charset=iso-8859-1><p>café".encode("latin-1"), "café", "cp1252", False),
        ("<html><meta charset=windows-1251><p>Да".encode("cp1251"), "Да", "cp1251", False),
        ("<html><meta charset=windows-1251><p>Да".encode(), "Да", "utf-8", False),
        ("<html><meta charset=iso-2022-jp><p>日本".encode("iso-2022-jp"), "日本", "iso2022_jp", False),
        ("<html><p>naïve".encode("cp1252"), "naïve", "cp1252", True),
        ("<html><meta charset=nonsense><p>naïve".encode("cp1252"), "naïve", "cp1252", True),
        ("\ufeff<html><p>a–b".encode("utf-16-le"), "a–b", "utf-16-le", False),
        ("\ufeff<!-- saved --><html><p>a–b".encode(), "a–b", "utf-8", False),
    ],
)
def test_encodings_marked_strict_declared_or_in_doubt(data: bytes, text: str, encoding: str, doubtful: bool) -> None:
    imported = read_bytes(data, "a.htm")
    assert (imported.text, imported.encoding, bool(imported.doubts)) == (text, encoding, doubtful)


def test_a_page_is_told_from_content() -> None:
    shown = page("<p>Interviewer: a?</p><p>P1: b</p>")
    data = b"<?xml version='1.0'?><!DOCTYPE html><html><body><p>Interviewer: a?</p><p>P1: b</p></body></html>"
    assert read_bytes(data, "a.doc") == shown
    assert read_bytes(b"<div>Interviewer: a?</div><div>P1: b</div>", "a.html").text == shown.text
    assert read_bytes(b"Interviewer: a < b?\nP1: b", "a.html").text == "Interviewer: a < b?\nP1: b"


def test_entities_of_its_own_are_refused() -> None:
    with pytest.raises(ImportRefused, match="entities of its own"):
        read_bytes(b"<!DOCTYPE html [<!ENTITY a 'aaaa'>]><html>&a;", "a.html")


MANY = 20_000
DEEP = ("<div>", "<", "<!--", "<![CDATA[", "<a ", '<a b="', "<script>", "</b>", "&#", "<table><tr><td>", "<b><p>")


@pytest.mark.parametrize("piece", DEEP)
def test_hostile_pages_keep_their_words(piece: str) -> None:
    """The last word comes in through whatever never ends or lies 20,000 deep; libxml2 would drop it at 256."""
    imported = page("First words. " + piece * MANY + " <p>last")
    assert imported.text.startswith("First words.")
    assert "last" in imported.text


TAGS = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<td>",
    "<table>",
    "</table>",
    "<tr>",
    "<br>",
    "<pre>",
    "</pre>",
    "<ul>",
    "<li>",
    "<i>",
    "</i>",
    "<",
    ">",
    "&",
    '"',
    "-->",
]


@example(["<table>", "<td>"])
@example(["<table>", "<tr>", "<i>", "<td>"])
@given(st.lists(st.sampled_from([*TAGS, " ", "\n"]), max_size=40))
def test_no_word_is_lost_or_made_whatever_the_tags(tags: list[str]) -> None:
    imported = page("<p>begin</p>" + "".join(f"{tag} w{n} " for n, tag in enumerate(tags)) + "end")
    words = [word for word in imported.text.split() if word.strip('<>&"-')]
    assert words == ["begin", *(f"w{n}" for n in range(len(tags))), "end"]
    assert all(imported.text[turn.start : turn.end].strip() for turn in imported.turns)

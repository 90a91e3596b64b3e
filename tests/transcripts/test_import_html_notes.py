"""Saved pages whose notes, comments, running heads and text boxes stand among the words, as programs write them."""

from __future__ import annotations

import pytest

from transcripts.importing import ImportedText, read_bytes

SAID = "Interviewer: How does it start, usually?\nOfficer 3: With a call.\nInterviewer: And then?\nOfficer 3: We wait."
LIBREOFFICE = """
<div title="header"><p>Early advice study</p></div>
<p>Interviewer: How does it start<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>,
usually?</p><p>Officer 3: With a call.<a class="sdendnoteanc" href="#sdendnote1sym"><sup>i</sup></a></p>
<p>Interviewer: And then?</p><p>Officer 3: We wait.</p>
<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a> A footnote.</p>
<p>It goes on.</p></div>
<div id="sdendnote1"><p><a class="sdendnotesym" href="#sdendnote1anc">i</a> An endnote.</p></div>
<div title="footer"><p>Page <sdfield type=PAGE>1</sdfield> of 1</p></div>
"""
WORD = """
<p class=MsoNormal>Interviewer: How does it start<a href="#_ftn1" name="_ftnref1" title=""><span
class=MsoFootnoteReference>[1]</span></a>, usually?</p>
<p class=MsoNormal>Officer 3: With a call.<span class=MsoCommentReference><a class=msocomanchor id="_anchor_1"
href="#_msocom_1">[A1]</a></span></p><p>Interviewer: And then?</p><p>Officer 3: We wait.</p>
<div><br clear=all><hr size=1><div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"
title=""><span class=MsoFootnoteReference>[1]</span></a> A footnote.</p><p>It goes on.</p></div></div>
<div><div><div id="_com_1" class=msocomtxt><p class=MsoCommentText>Is this right?</p></div></div></div>
"""
GOOGLE = """
<p><span>Interviewer: How does it start</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><span>, usually?</span>
</p><p><span>Officer 3: With a call.</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p>
<p>Interviewer: And then?</p><p>Officer 3: We wait.</p>
<hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;A footnote.</span></p></div>
<div style="border:1px solid"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Is this right?</span></p></div>
"""
PANDOC = """
<p>Interviewer: How does it start<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>,
usually?</p><p>Officer 3: With a call.</p><p>Interviewer: And then?</p><p>Officer 3: We wait.</p>
<section class="footnotes" role="doc-endnotes"><hr /><ol><li id="fn1"><p>A footnote.<a href="#fnref1"
class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>
"""


def read(body: str) -> ImportedText:
    return read_bytes(f"<html><head></head><body>{body}</body></html>".encode(), "a.html")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (LIBREOFFICE, ["11 words of comments and notes left out", "7 words of page headers and footers left out"]),
        (WORD, ["11 words of comments and notes left out"]),
        (GOOGLE, ["7 words of comments and notes left out"]),
        (PANDOC, ["3 words of comments and notes left out"]),
    ],
    ids=["LibreOffice", "Word", "Google Docs", "pandoc"],
)
def test_notes_are_not_speech_and_are_counted(body: str, said: list[str]) -> None:
    imported = read(body)
    assert (imported.text, list(imported.warnings)) == (SAID, said)
    assert imported.speakers == {"Interviewer": 2, "Officer 3": 2}


def test_links_that_are_no_notes_stay() -> None:
    assert read('<p>See <a href="#x">the page</a>, <a href="#fnord">that</a>.</p><p>So.</p>').text == (
        "See the page, that.\nSo."
    )


def test_a_link_back_amid_words_hides_no_paragraph() -> None:
    assert read('<p>Interviewer: See <a href="#_ftnref1">above</a>.</p><p>P1: So.</p>').text == (
        "Interviewer: See .\nP1: So."
    )


def test_a_box_that_words_flow_around_comes_below_them() -> None:
    imported = read(
        '<p><b>Inter<span style="float: left; width: 2in"><p>A phone rings.</p></span>viewer:</b> How?</p>'
        '<div style="float: left"><p>P1: So.</p></div>'
    )
    assert imported.text == "Interviewer: How?\nA phone rings.\nP1: So."
    assert imported.warnings == ("1 text box put after the paragraph that holds it",)

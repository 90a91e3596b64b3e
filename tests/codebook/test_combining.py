"""Codebooks compared and merged: what differs is said in words, what both sides did stands, and nothing gets lost."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebook.scheme.combining import Combined, combine
from codebook.scheme.combining_text import combine_files
from codebook.scheme.comparing import compare
from codebook.scheme.document import CodebookDocument, CodebookError, CodeEntry
from codebook.scheme.yaml_format import dump, load, load_shipped

NAMES = ("Delay", "Queues", "False report", "Trauma", "Own practice", "Early contact")
LINES = "abcd"


def _book(seed: int) -> CodebookDocument:
    """Some codebook of few names and words, so that any two have much in common."""
    pick = Random(seed)

    def entries(depth: int) -> tuple[CodeEntry, ...]:
        names = pick.sample(NAMES, pick.randint(0, 3 if depth else 4))
        return tuple(entry(name, depth) for name in names)

    def entry(name: str, depth: int) -> CodeEntry:
        lines = {part: tuple(pick.sample(LINES, pick.randint(0, 2))) for part in ("include", "exclude", "cues")}
        return CodeEntry(
            name, brief=pick.choice(WORDS), full=pick.choice(WORDS), colour=pick.choice([None, 1]),
            status=pick.choice(["active", "retired"]), children=entries(depth + 1) if depth < 2 else (), **lines,
        )  # fmt: skip

    return CodebookDocument(title=pick.choice(WORDS), version=pick.choice(WORDS), entries=entries(0))


WORDS = ("", "one", "two", "three")
BOOKS = st.integers(0, 2**32).map(_book)


def both_ways(base: CodebookDocument, ours: CodebookDocument, theirs: CodebookDocument) -> tuple[Combined, Combined]:
    return combine(base, ours, theirs), combine(base, theirs, ours)


def flat(document: CodebookDocument) -> set[tuple[tuple[str, ...], CodeEntry]]:
    """What a codebook says, its order aside."""
    return {
        (placed.path, replace(placed.entry, children=(), include=(), exclude=(), cues=()))
        for placed in document.walk()
    }  # fmt: skip


@given(BOOKS, BOOKS)
@settings(max_examples=150)
def test_what_one_side_did_is_what_comes_out(base: CodebookDocument, other: CodebookDocument) -> None:
    """Of three codebooks, two alike: the third one stands, whoever changed it, and nothing clashes."""
    for sides in ((base, base, other), (base, other, base), (base, other, other)):
        combined = combine(*sides)
        assert combined.document == other
        assert combined.clashes == ()


@given(BOOKS, BOOKS, BOOKS)
@settings(max_examples=300)
def test_any_three_make_a_codebook_that_can_be_written(
    base: CodebookDocument, ours: CodebookDocument, theirs: CodebookDocument
) -> None:
    for combined in both_ways(base, ours, theirs):
        combined.document.check()
        assert load(dump(replace(combined.document, source=None))) == combined.document


@given(BOOKS, BOOKS, BOOKS)
@settings(max_examples=300)
def test_without_clashes_it_does_not_matter_who_is_ours(
    base: CodebookDocument, ours: CodebookDocument, theirs: CodebookDocument
) -> None:
    one, other = both_ways(base, ours, theirs)
    assert bool(one.clashes) == bool(other.clashes)
    if not one.clashes:
        assert flat(one.document) == flat(other.document)


@given(BOOKS, BOOKS, BOOKS)
@settings(max_examples=200)
def test_what_a_side_added_is_in_the_result(
    base: CodebookDocument, ours: CodebookDocument, theirs: CodebookDocument
) -> None:
    """A rule that a side wrote is there, or the clash that kept it out says it."""
    combined = combine(base, ours, theirs)
    rules = {line for placed in combined.document.walk() for line in placed.entry.include}
    told = " ".join(clash.ours + clash.theirs for clash in combined.clashes)
    old = {line for placed in base.walk() for line in placed.entry.include}
    for side in (ours, theirs):
        for placed in side.walk():
            for line in set(placed.entry.include) - old:
                assert line in rules or line in told


@given(BOOKS, BOOKS)
def test_a_codebook_differs_from_itself_in_nothing_and_from_another_in_something(
    one: CodebookDocument, other: CodebookDocument
) -> None:
    assert compare(one, one) == []
    assert bool(compare(one, other)) == (flat_order(one) != flat_order(other))


def flat_order(document: CodebookDocument) -> object:
    """What is compared: everything but the order in which codes stand side by side."""
    heading = (document.title, document.version, document.note)
    return (*heading, frozenset((p.path, replace(p.entry, children=()), p.asks_stance) for p in document.walk()))


# -- said in words --------------------------------------------------------------------------------------------------

BASE = """\
title: A study
codes:
  # what the team calls myths
  - name: myths
    asks_stance: true
    codes:
      - name: false-report  # with care
        brief: Complaints are said to be made up.
        include:
          - said of one complaint
        exclude:
          - complaints withdrawn → delay
      - name: delay
        brief: It takes long.
        cues: [queue]
"""


def changed(old: str, new: str, text: str = BASE) -> str:
    assert old in text
    return text.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("→ delay\n", "→ delay\n          - doubts about memory → delay\n", "exclusion added (narrower)"),
        ("          - said of one complaint\n", "          - said of one complaint\n          - in general\n",
         "inclusion added (wider)"),
        ("complaints withdrawn →", "complaints taken back →", "exclusion reworded"),
        ("        cues: [queue]\n", "        cues: [queue, backlog]\n", "cue added"),
        ("It takes long.", "It takes far too long.", "brief definition reworded"),
        ("      - name: delay", "      - name: waiting", "renamed, was ‘delay’"),
        ("    asks_stance: true\n", "", "does not ask for stance any more"),
        ("      - name: delay\n", "      - name: delay\n        status: retired\n", "retired, was active"),
        ("      - name: delay\n        brief", "  - name: delay\n    brief", "moved here from ‘myths’"),
    ],
)  # fmt: skip
def test_a_change_is_said_as_what_it_is(old: str, new: str, said: str) -> None:
    text = changed(old, new)
    text = text.replace("        cues: [queue]", "    cues: [queue]") if "moved" in said else text
    assert said in [each.what for each in compare(load(BASE), load(text))]


def test_both_sides_edits_and_comments_stand_in_the_merged_file() -> None:
    ours = changed("It takes long.", "It takes too long.  # agreed in May")
    theirs = changed("          - said of one complaint", "          # Ben asked\n          - said of one complaint")
    theirs += "      - name: early contact\n"
    text, combined = combine_files(BASE.encode(), ours.encode(), theirs.encode(), ("base", "ours", "theirs"))
    assert combined.clashes == ()
    expected = changed("It takes long.", "It takes too long.  # agreed in May", theirs)
    assert text == expected


def test_a_clash_stands_as_a_comment_above_its_code_and_ours_is_kept() -> None:
    ours, theirs = changed("It takes long.", "It takes weeks."), changed("It takes long.", "It takes years.")
    text, combined = combine_files(BASE.encode(), ours.encode(), theirs.encode(), ("base", "ours", "theirs"))
    assert [clash.words() for clash in combined.clashes] == [
        "myths/delay: brief: ours “It takes weeks.”, theirs “It takes years.”"
    ]
    remark = "      # clash: myths/delay: brief: ours “It takes weeks.”, theirs “It takes years.”\n"
    assert text == changed("      - name: delay", remark + "      - name: delay", ours)


def test_what_one_took_out_and_the_other_edited_stays_and_is_told() -> None:
    gone = BASE[: BASE.index("      - name: delay")]
    theirs = changed("It takes long.", "It takes years.")
    text, combined = combine_files(BASE.encode(), gone.encode(), theirs.encode(), ("base", "ours", "theirs"))
    assert "It takes years." in text
    assert [(clash.code, clash.part) for clash in combined.clashes] == [("myths/delay", "code")]


def test_two_moves_that_make_a_circle_end_as_ours() -> None:
    flat_book = "codes:\n  - name: a\n    brief: this\n  - name: b\n    brief: that\n"
    ours = "codes:\n  - name: b\n    brief: that\n    codes:\n      - name: a\n        brief: this\n"
    theirs = "codes:\n  - name: a\n    brief: this\n    codes:\n      - name: b\n        brief: that\n"
    combined = combine(load(flat_book), load(ours), load(theirs))
    assert combined.document == load(ours)
    assert [clash.part for clash in combined.clashes] == ["place"]


def test_an_empty_base_is_what_git_gives_for_a_file_that_both_added() -> None:
    text, combined = combine_files(b"", BASE.encode(), BASE.encode(), ("base", "ours", "theirs"))
    assert (text, combined.clashes) == (BASE, ())


def test_a_side_that_cannot_be_read_is_named_with_its_line() -> None:
    with pytest.raises(CodebookError, match=r"theirs, line 3: "):
        combine_files(BASE.encode(), BASE.encode(), b"title: x\ncodes:\n\t- name: a\n", ("base", "ours", "theirs"))


def test_a_big_codebook_merges_with_its_comments() -> None:
    shipped = load_shipped("soteria")
    assert shipped.source is not None
    lines = shipped.source.splitlines(keepends=True)
    named = [at for at, line in enumerate(lines) if line.lstrip().startswith("- name:")]
    ours, theirs = list(lines), list(lines)
    ours[named[5]] = "".join(("      # ours\n", lines[named[5]]))
    theirs[named[40]] = "".join(("      # theirs\n", lines[named[40]]))
    text, combined = combine_files(*("".join(side).encode() for side in (lines, ours, theirs)), ("b", "o", "t"))
    assert combined.clashes == ()
    assert "# ours" in text
    assert "# theirs" in text

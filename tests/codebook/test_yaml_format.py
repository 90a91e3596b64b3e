"""Codebooks as YAML: nothing is lost by reading and writing, remarks survive changes, bad files are told where."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from codebook.paths import BadNameError, clean_name, name_key
from codebook.scheme.document import CodebookDocument, CodebookError, CodeEntry
from codebook.scheme.yaml_format import dump, load, update

ALPHABET = st.one_of(
    st.sampled_from(list("abc XYZ:#-'\"\\/[]{},&*!|>%@`?=~0123.éß“”–→\u00a0\u2028😀א")),
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"),
)
TRICKY = st.sampled_from(
    ["no", "Yes", "null", "~", "1.0", "1e3", "0x1f", "2023-03-14", "12:30:45", "true", "off", ".inf", "- a", "a: b",
     "a #b", "# a", "{}", "[]", "<<", "=", "*", "&a", "!x", "'", '"', "| x", "> y", "%TAG", "---", "...", "? a", "@"]
)  # fmt: skip


def _is_line(text: str) -> bool:
    try:
        return clean_name(text) == text
    except BadNameError:
        return False


LINES = st.one_of(TRICKY, st.text(ALPHABET, min_size=1, max_size=20)).filter(_is_line)
TIDY_LINES = LINES.map(lambda text: " ".join(text.split(" "))).filter(lambda text: "  " not in text and _is_line(text))
LONG = st.lists(TIDY_LINES, min_size=0, max_size=12).map(" ".join)
BLOCKS = st.lists(st.one_of(st.just(""), st.just("  indented"), LONG, st.text(ALPHABET, max_size=5)), max_size=5)
TEXTS = st.one_of(st.just(""), LONG, BLOCKS.map("\n".join)).map(str.strip)


def unique_names(entries: list[CodeEntry]) -> bool:
    return len({name_key(entry.name) for entry in entries}) == len(entries)


def entries_of(children: st.SearchStrategy[tuple[CodeEntry, ...]]) -> st.SearchStrategy[CodeEntry]:
    lines = st.lists(TIDY_LINES, max_size=3).map(tuple)
    maybe_line = st.one_of(st.just(""), TIDY_LINES)
    return st.builds(
        CodeEntry,
        name=LINES,
        brief=maybe_line,
        full=TEXTS,
        include=lines,
        exclude=lines,
        typical=TEXTS,
        near_miss=TEXTS,
        cues=lines,
        colour=st.one_of(st.none(), st.integers(1, 12)),
        status=st.sampled_from(["active", "draft", "retired"]),
        asks_stance=st.sampled_from([None, True, False]),
        since=maybe_line,
        ref=maybe_line,
        children=children,
    )


def siblings(children: st.SearchStrategy[tuple[CodeEntry, ...]]) -> st.SearchStrategy[tuple[CodeEntry, ...]]:
    return st.lists(entries_of(children), max_size=3).filter(unique_names).map(tuple)


CODES = siblings(siblings(siblings(st.just(()))))
DOCUMENTS = st.builds(
    CodebookDocument,
    title=st.one_of(st.just(""), TIDY_LINES),
    version=st.one_of(st.just(""), TIDY_LINES),
    note=TEXTS,
    entries=CODES,
)


@given(DOCUMENTS)
@settings(max_examples=60, deadline=None)
def test_what_is_written_reads_as_it_was_and_writes_the_same_again(document: CodebookDocument) -> None:
    text = dump(document)
    again = load(text)
    assert again == document
    assert dump(again) == text
    assert dump(replace(again, source=None)) == text
    assert load(text.encode(), "codebook.yaml") == document


@given(DOCUMENTS, DOCUMENTS)
@settings(max_examples=60, deadline=None)
def test_any_change_in_place_says_exactly_the_new_document(one: CodebookDocument, other: CodebookDocument) -> None:
    assert load(update(dump(one), other)) == other


HAND_WRITTEN = """\
# Kept by the team; see minutes of March.
%s
codes:   # in the order of the report

  # -- how agencies work together
  - name: Partnership
    colour: 5          # teal
    codes:
      # agreed with Ben
      - brief: Contact before the file exists
        name: Early contact
        exclude: advice on charge → Charging
        cues:
        - early
        - "before"   # too common?
      - Joint training

      - {name: Blame across, brief: Fault put on the other agency}
    # end of partnership

  -   name: Delay
      full: |
        Waiting of any kind.
        # not a remark
      # a remark below

# the end
"""
HEAD = "title: Handling\nversion: 1.0\nnote: no"
HAND = HAND_WRITTEN % HEAD


def changed(text: str, path: str, **parts: object) -> CodebookDocument:
    document = load(text)
    placed = document.find(path)

    def visit(entries: tuple[CodeEntry, ...]) -> tuple[CodeEntry, ...]:
        return tuple(
            replace(entry, **parts) if entry is placed.entry else replace(entry, children=visit(entry.children))
            for entry in entries
        )

    return replace(document, entries=visit(document.entries))


def test_a_hand_written_file_says_what_it_seems_to_say() -> None:
    document = load(HAND)
    assert (document.title, document.version, document.note) == ("Handling", "1.0", "no")
    assert [placed.path for placed in document.walk()] == [
        ("Partnership",),
        ("Partnership", "Early contact"),
        ("Partnership", "Joint training"),
        ("Partnership", "Blame across"),
        ("Delay",),
    ]
    contact = document.find("early contact")
    assert contact.colour == 5
    assert contact.entry.exclude == ("advice on charge → Charging",)
    assert contact.entry.cues == ("early", "before")
    assert contact.entry.line == 12
    assert document.find("Delay").entry.full == "Waiting of any kind.\n# not a remark"


@pytest.mark.parametrize("text", [HAND, HAND.replace("\n", "\r\n"), "\ufeff" + HAND, HAND.rstrip("\n"), "---\n" + HAND])
def test_a_file_that_nobody_changed_is_written_byte_for_byte(text: str) -> None:
    assert dump(load(text)) == text
    assert dump(load(text.encode())).encode() == text.encode()


@pytest.mark.parametrize(
    ("path", "parts", "old", "new"),
    [
        ("Partnership", {"colour": 7}, "colour: 5          # teal", "colour: 7          # teal"),
        ("Early contact", {"name": "First contact"}, "name: Early contact", "name: First contact"),
        ("Early contact", {"brief": "no"}, "brief: Contact before the file exists", "brief: 'no'"),
        ("Early contact", {"brief": ""}, "- brief: Contact before the file exists\n        name", "- name"),
        ("Early contact", {"cues": ()}, '        cues:\n        - early\n        - "before"   # too common?\n', ""),
        ("Delay", {"status": "retired"}, "  -   name: Delay\n", "  -   name: Delay\n      status: retired\n"),
        (
            "Delay",
            {"full": "Waiting."},
            "full: |\n        Waiting of any kind.\n        # not a remark\n",
            "full: Waiting.\n",
        ),
        ("Joint training", {"ref": "E2"}, "- Joint training\n", "- name: Joint training\n        ref: E2\n"),
        (
            "Blame across",
            {"brief": "Fault"},
            "- {name: Blame across, brief: Fault put on the other agency}",
            "- name: Blame across\n        brief: Fault",
        ),
        (
            "Delay",
            {"children": (CodeEntry("Backlog"),)},
            "# not a remark\n      # a",
            "# not a remark\n      codes:\n        - name: Backlog\n      # a",
        ),
    ],
)
def test_a_change_touches_only_its_own_lines(path: str, parts: dict[str, object], old: str, new: str) -> None:
    assert HAND.count(old) == 1
    assert dump(changed(HAND, path, **parts)) == HAND.replace(old, new)


def test_remarks_move_and_go_with_their_code() -> None:
    document = load(HAND)
    partnership, delay = document.entries
    contact, training, blame = partnership.children
    moved = replace(
        document,
        entries=(replace(delay, children=(contact,)), replace(partnership, children=(blame, training))),
    )
    text = dump(moved)
    assert load(text) == moved
    assert "      codes:\n        # agreed with Ben\n        - brief: Contact" in text
    for remark in [
        "# Kept by the team",
        "# in the order",
        "# -- how agencies",
        "# teal",
        "# a remark below",
        "# the end",
    ]:
        assert text.count(remark) == 1
    grouped = replace(document, entries=(CodeEntry("Handling", children=document.entries),))
    assert "      - name: Partnership\n        colour: 5          # teal" in dump(grouped)
    assert load(dump(grouped)) == grouped
    without = replace(document, entries=(replace(partnership, children=(training, blame)), delay))
    assert "agreed with Ben" not in dump(without)
    assert "# end of partnership" in dump(without)


def test_a_new_code_stands_where_it_was_put() -> None:
    document = load(HAND)
    partnership, delay = document.entries
    added = replace(document, entries=(partnership, CodeEntry("Trust", brief="Rapport"), delay))
    assert "    # end of partnership\n\n  - name: Trust\n    brief: Rapport\n\n  -   name: Delay\n" in dump(added)


@given(st.sampled_from(["brief", "full", "typical", "since"]), TIDY_LINES, st.sampled_from(["Early contact", "Delay"]))
@settings(deadline=None)
def test_every_remark_survives_a_change_of_one_part(part: str, text: str, code: str) -> None:
    assume(_is_line(text))
    document = changed(HAND, code, **{part: text})
    written = dump(document)
    assert load(written) == document
    remarks = [line for line in HAND.splitlines() if line.strip().startswith("#") and "not a remark" not in line]
    assert [line for line in written.splitlines() if line in remarks] == remarks


def entry_text(line: str) -> str:
    return f"codes:\n  - name: Delay\n    {line}\n"


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"", None, "empty"),
        (b"# only a remark\n", None, "empty"),
        (b"\xff\xfeT\x00", 1, "UTF-8"),
        (b"title: ok\nnote: caf\xe9\n", 2, "UTF-8"),
        ("just words", 1, "begins with"),
        ("- a\n- b\n", 1, "begins with"),
        ("title: [a\ncodes:\n", 2, "YAML"),
        ("codes:\n\t- name: Delay\n", 2, "tab"),
        ("title: a\ntitle: b\n", 2, "twice"),
        (entry_text("exlude: x"), 3, "did you mean ‘exclude’"),
        (entry_text("zzz: x"), 3, "unknown key ‘zzz’"),
        (entry_text("brief: a\n    brief: b"), 4, "given twice"),
        (entry_text("brief: [a, b]"), 3, "must be text"),
        (entry_text("cues: {a: b}"), 3, "must be text"),
        (entry_text("colour: teal"), 3, "1 to 12"),
        (entry_text("colour: 13"), 2, "1 to 12"),
        (entry_text("asks_stance: perhaps"), 3, "true or false"),
        (entry_text("status: dead"), 2, "active, draft, retired"),
        (entry_text("codes: Backlog"), 3, "must be a list"),
        (entry_text("brief: !!python/object:os.system x"), 3, "tags"),
        (entry_text("brief: \x07"), 3, "U+0007"),
        (entry_text('brief: "\\x07"'), 2, "readable text"),
        (entry_text('full: "a \\x07"'), 2, "control"),
        ("codes:\n  - brief: x\n", 2, "no ‘name’"),
        ("codes:\n  - name: ''\n", 2, "not empty"),
        ('codes:\n  - name: "a\\nb"\n', 2, "one line"),
        ("codes:\n  - Delay\n  - delay\n", 3, "side by side"),
        ("codes:\n  - [Delay]\n", 2, "list where a code"),
        ("codes:\n  - {name: a, uid: u}\n  - {name: b, uid: u}\n", 3, "same uid"),
        ("codes:\n  - &a {name: x}\n  - *a\n", 2, "anchors"),
        ("title: a\n---\ntitle: b\n", 2, "second document"),
        ("? [a]\n: b\n", 1, "key must be a word"),
        ("title: 'a\n", 2, "YAML"),
        ("codes: " + "[" * 100_000, 1, "nested too deep"),
        ("codes:\n" + "- " * 100_000, 2, "nested too deep"),
        ("x" * 9_000_000, None, "larger than"),
    ],
)
def test_a_bad_file_is_refused_in_one_line_that_says_where(content: str | bytes, line: int | None, says: str) -> None:
    with pytest.raises(CodebookError) as refused:
        load(content, "bad.yaml")
    message = str(refused.value)
    assert message.startswith(f"bad.yaml, line {line}: " if line else "bad.yaml: ")
    assert says in message
    assert len(message.splitlines()) == 1
    assert len(message) < 400


@given(st.one_of(st.binary(max_size=60), st.text(max_size=60), st.text("-:[]{}&*!'\"|>#? \n\tab", max_size=60)))
@settings(deadline=None)
def test_whatever_comes_is_read_or_refused(content: str | bytes) -> None:
    refusal, written = "", None
    try:
        written = dump(load(content, "x.yaml"))
    except CodebookError as error:
        refusal = str(error)
    same = written == (content if isinstance(content, str) else content.decode("utf-8", "replace"))
    assert same or len(refusal.splitlines()) == 1


def test_a_thousand_doublings_cannot_be_written() -> None:
    bomb = "title: &a [x,x]\nnote: &b [*a,*a]\nversion: [*b,*b]\n"
    with pytest.raises(CodebookError, match="line 1: anchors"):
        load(bomb, "bomb.yaml")


def test_codes_nested_beyond_reason_are_refused_before_they_are_written() -> None:
    entry = CodeEntry("x")
    for _ in range(30):
        entry = CodeEntry("x", children=(entry,))
    with pytest.raises(CodebookError, match="24 deep"):
        dump(CodebookDocument(entries=(entry,)))


def test_five_thousand_codes_are_read_changed_and_written() -> None:
    entries = tuple(CodeEntry(f"Code {n}", brief=f"What {n} means", cues=(f"cue{n}",)) for n in range(5000))
    document = load(dump(CodebookDocument(title="Large", entries=entries)))
    renamed = replace(document.entries[2500], name="Renamed")
    large = replace(document, entries=(*document.entries[:2500], renamed, *document.entries[2501:]))
    assert dump(large) == dump(document).replace("name: Code 2500\n", "name: Renamed\n")

"""Search: every hit at its exact place, and what the index finds is what reading everything finds."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz
from studies import TEXTS, add, small_study

from transcripts.opening import open_project
from transcripts.project import Project
from transcripts.searching import BadSearch, Found, Question, Scope, apart, fold, patterns, search
from transcripts.searching.corpus import corpus_of
from transcripts.searching.folding import bare
from transcripts.searching.grammar import read
from transcripts.searching.likeness import HALF_ENOUGH
from transcripts.searching.matching import matcher
from transcripts.searching.wordforms import CLOSE_ENOUGH, Vocabulary, forms_of

WORDS = [
    "police", "calls", "Délais", "delais", "don't", "queue", "queues", "🙂", "naïve", "POLICE", "ﬁle", "İt",
    "e\u0301te", "हिन्दी", "का", "की",
]  # fmt: skip


def find(project: Project, query: str, mode: str = "words", *, limit: int | None = None, **options: Any) -> Found:
    with project.reading() as session:
        return search(session, Question(query, mode, **options), limit=limit)


def said(project: Project, query: str, mode: str = "words", **options: Any) -> list[str]:
    return [hit.text for hit in find(project, query, mode, **options).hits]


@pytest.mark.parametrize(
    ("query", "mode", "said"),
    [
        ("nobody calls", "words", ["Nobody calls", "Nobody calls"]),
        ("NOBODY", "words", ["Nobody", "Nobody"]),
        ("delais queues", "words", ["Délais — “queues"]),
        ("poli*", "words", ["police"]),
        ("pol", "words", []),
        ("🙂", "words", ["🙂"]),
        ("to the police, earlier!", "words", ["to the police earlier"]),
        (r"call\w*", "regex", ["call", "calls", "calls"]),
        ("nobdy cals us", "fuzzy", ["Nobody calls us", "Nobody calls us"]),
    ],
)
def test_hits_are_where_the_words_stand(study: Project, query: str, mode: str, said: list[str]) -> None:
    found = find(study, query, mode=mode)
    assert [hit.text for hit in found.hits] == said
    assert found.count == len(said)
    assert all(TEXTS[hit.document][hit.start : hit.end] == hit.text for hit in found.hits)


def test_a_role_and_a_limit_narrow_what_is_shown(study: Project) -> None:
    asked, told = (Scope(roles=frozenset({role})) for role in ("interviewer", "participant"))
    assert [hit.speaker for hit in find(study, "what changed", scope=asked).hits] == ["Interviewer"] * 2
    assert find(study, "what changed", scope=told).count == 0
    first = find(study, "nobody", limit=1)
    assert (first.count, len(first.hits), first.spread) == (2, 1, 1)


@pytest.mark.parametrize(
    ("query", "mode"), [("", "words"), ("  ", "fuzzy"), ("(", "regex"), ("a{999999999999}", "regex")]
)
def test_what_cannot_be_searched_for_is_said(study: Project, query: str, mode: str) -> None:
    with pytest.raises(BadSearch):
        find(study, query, mode=mode)


@pytest.mark.parametrize("query", ["*", "^x", "a:b", "-", "'", "{", "\x00", "a+b", "near", "x NEAR y", "a and b", "--"])
def test_the_index_takes_no_orders_from_a_query(study: Project, query: str) -> None:
    assert find(study, query).count >= 0


def test_the_index_follows_undo_and_redo(study: Project) -> None:
    add(study, "CPS 3", "CPS 3: A singular remark.\n")
    assert find(study, "singular").count == 1
    study.undo("Ann")
    assert find(study, "singular").count == 0
    study.redo("Ann")
    assert find(study, "singular").count == 1


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, ".", "—", "\n"]), min_size=1, max_size=30), st.sampled_from(WORDS))
def test_the_index_finds_what_reading_finds(words: list[str], wanted: str) -> None:
    text = "CPS 1: " + " ".join(word for word in words).replace("\n", "\nCPS 1: ") + "\n"
    with tempfile.TemporaryDirectory() as folder, small_study(Path(folder) / "p.qdb", {"D": text}) as project:
        found = find(project, wanted)
        tokens = re.findall(r"[^\W_]+", wanted)
        read = sum(
            re.findall(r"[^\W_]+", fold(re.sub("[\u0300-\u036f]", "", line.removeprefix("CPS 1: ")))).count(
                fold(re.sub("[\u0300-\u036f]", "", wanted))
            )
            for line in text.splitlines()
        )
        if len(tokens) == 1 and tokens[0] == wanted:
            assert found.count == read
        assert all(text[hit.start : hit.end] == hit.text for hit in found.hits)


# -- the language -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("calls AND délais", ["calls", "Délais"]),
        ("calls AND police", []),
        ("calls OR call", ["call", "calls", "calls"]),
        ("calls NOT everywhere", ["calls"]),
        ("calls AND NOT everywhere", ["calls"]),
        ("(calls OR works) AND (délais OR police)", ["police", "works", "calls", "Délais"]),
        ('"nobody calls" OR nobody', ["Nobody calls", "Nobody calls"]),
        ("speak NEAR/3 earlier", ["speak to the police earlier"]),
        ("speak NEAR/2 earlier", []),
        ("earlier NEAR speak", ["speak to the police earlier"]),
        ("(police OR works) NEAR/1 earlier", ["police earlier"]),
        ('"calls us" NEAR/0 délais', ["calls us. Délais"]),
        ("*ies", []),
        ("*lice", ["police"]),
        ("ev*re", ["everywhere"]),
        ("cal* us", ["call us", "calls us", "calls us"]),
        ("~nobady", ["Nobody", "Nobody"]),
        ("~nobady calls AND queues", ["Nobody calls", "queues"]),
        ("and it works", ["and it works"]),
        ('"AND"', ["and"]),
        ("🙂 OR earlier", ["earlier", "🙂"]),
    ],
)
def test_the_language_says_which_turns_and_which_words(study: Project, query: str, found: list[str]) -> None:
    assert said(study, query) == found


@pytest.mark.parametrize(
    ("query", "position", "advice"),
    [
        ("calls AND", 9, "Expected a word"),
        ("AND calls", 0, "Expected a word"),
        ("(calls OR us", 12, "still open"),
        ("calls) us", 5, "closes none"),
        ('calls "us', 6, "no partner"),
        ('calls "" us', 6, "belong together"),
        ('""', 0, "Nothing stands between"),
        ("calls (us)", 6, "belong together"),
        ("NOT calls", 0, "takes turns away"),
        ("a NEAR/x b", 2, "how many words"),
        ("a NEAR/99999 b", 2, "how many words"),
        ("a NEAR (b AND c)", 7, "NEAR stands between"),
        ("(" * 50 + "a" + ")" * 50, 40, "40 deep"),
        ("a" * 3000, 2000, "longer than"),
    ],
)
def test_what_is_wrong_is_pointed_at(study: Project, query: str, position: int, advice: str) -> None:
    with pytest.raises(BadSearch, match=advice) as raised:
        find(study, query)
    assert raised.value.position == position
    assert str(raised.value).splitlines()[-1].endswith("^")


def test_a_bad_pattern_is_pointed_at_and_an_endless_one_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patterns, "PATIENCE", 0.1)
    with small_study(tmp_path / "p.qdb", {"D": "CPS 1: " + "words in a row " * 20 + "\n"}) as project:
        with pytest.raises(BadSearch, match="not a regular expression") as raised:
            find(project, "row(", "regex")
        assert raised.value.position == 4
        with pytest.raises(BadSearch, match="takes too long"):
            find(project, r"(\w|\w\w|\W)+\d$", "regex")


FORMS = "CPS 1: I say it. She says so. They said it, saying more; an old saw. Ich ging.\n"


def test_a_lemma_search_finds_all_forms_of_a_word_and_quotes_keep_it_as_it_is(tmp_path: Path) -> None:
    with small_study(tmp_path / "p.qdb", {"D": FORMS}) as project:
        assert said(project, "said", lemma=True) == ["say", "says", "said", "saying"]
        assert said(project, "saying it", lemma=True) == ["say it", "said it"]
        assert said(project, '"said"', lemma=True) == ["said"]
        assert said(project, "said") == ["said"]
        assert said(project, "gehen", lemma=True) == []


def test_lemmas_are_of_the_documents_languages(tmp_path: Path) -> None:
    with small_study(tmp_path / "p.qdb", {}) as project:
        add(project, "D", FORMS, language="de-DE")
        assert said(project, "gehen", lemma=True) == ["ging"]


MISHEARD = (
    "CPS 1: Sateria came first, then soterya. The satiria plan. So terrier is no dog.\n"
    "Interviewer: A solar area, a serious topic. Blue stone, then bluestone, blew stone.\n"
)


def test_misheard_names_are_found_more_than_once_a_turn_with_honest_scores(tmp_path: Path) -> None:
    with small_study(tmp_path / "p.qdb", {"D": MISHEARD}) as project:
        found = find(project, "Soteria", "fuzzy").hits
        assert [hit.text for hit in found] == ["Sateria", "soterya", "satiria"]
        assert [round(hit.score) for hit in found] == [86, 86, 71]
        assert said(project, "bluestone", "fuzzy") == ["Blue stone", "bluestone", "blew stone"]
        assert said(project, "blue stone", "fuzzy")[:2] == ["Blue stone", "bluestone"]
        exact = find(project, "serious topic", "fuzzy").hits
        assert [(hit.text, hit.score) for hit in exact] == [("serious topic", 100.0)]


def test_where_to_look(study: Project) -> None:
    with study.reading() as session:
        uids = {hit.document: hit.document_uid for hit in search(session, Question("changed")).hits}
    second = frozenset({uids["CPS 2"]})
    assert said(study, "changed", scope=Scope(documents=second)) == ["changed"]
    assert said(study, "calls", scope=Scope(speakers=("cps*",))) == ["calls", "calls"]
    assert said(study, "calls OR what", scope=Scope(not_speakers=("Interviewer",))) == ["calls", "calls"]
    start = TEXTS["CPS 2"].index("calls")
    spans = {uids["CPS 2"]: [(start, start + 5)]}
    assert [hit.start for hit in find(study, "calls", scope=Scope(inside=spans)).hits] == [start]
    assert start not in [hit.start for hit in find(study, "calls", scope=Scope(outside=spans)).hits]
    assert said(study, "calls us", scope=Scope(inside=spans)) == []


def test_a_first_page_says_that_there_is_more(study: Project) -> None:
    with study.reading() as session:
        page = search(session, Question("c*", around=12), limit=2, whole=False)
        assert (len(page.hits), page.whole) == (2, False)
        assert page.hits[0].before == "What "
        everything = search(session, Question("c*"), limit=2)
        assert (len(everything.hits), everything.count, everything.whole) == (2, 5, True)
        assert search(session, Question("c*"), stopped=lambda: True).count == 0


@pytest.mark.parametrize("many", [4, 15, 90])
def test_hits_come_in_the_order_of_the_list_however_many_there_are(tmp_path: Path, many: int) -> None:
    lines = "".join(f"CPS: word {n}\n" for n in range(many))
    with small_study(tmp_path / "p.qdb", {f"CPS {n}": lines for n in (10, 9, 1, 30, 2)}) as project:
        hits = find(project, "word").hits
        assert len(hits) == 5 * many
        assert list(dict.fromkeys(hit.document for hit in hits)) == ["CPS 1", "CPS 2", "CPS 9", "CPS 10", "CPS 30"]
        assert [hit.start for hit in hits[:many]] == sorted(hit.start for hit in hits[:many])
        second = Scope(documents=frozenset({hits[many].document_uid}))
        assert find(project, "word", scope=second).hits == hits[many : 2 * many]


def test_what_was_read_is_read_again_when_another_adds_a_document(study: Project) -> None:
    with open_project(study.path, study.layers) as other:
        assert find(other, "zebra").count == 0
        add(study, "CPS 3", "CPS 3: A zebra.\n")
        assert find(other, "zebra").count == 1
    with open_project(study.path, study.layers, read_only=True) as looked_at:
        assert said(looked_at, "*ebra") == ["zebra"]


WANTED = st.recursive(
    st.sampled_from(["police", "calls", "queue*", '"calls queue"', "delais", "nobody", "*lice", "~polise"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["AND", "OR", "NOT"]), inner).map(lambda parts: f"({' '.join(parts)})"),
    ),
    max_leaves=4,
)
NEARLY = st.tuples(
    st.sampled_from(["police", "calls queue", "nobody"]), st.integers(0, 4), st.sampled_from(["calls", "delais"])
).map(lambda parts: f"{parts[0]} NEAR/{parts[1]} {parts[2]}")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([*WORDS, "nobody", "—", "a"]), min_size=1, max_size=12), min_size=1, max_size=6
    ),
    st.one_of(WANTED, NEARLY),
)
def test_the_index_lets_nothing_pass_and_loses_nothing(turns: list[list[str]], query: str) -> None:
    text = "".join(f"CPS 1: {' '.join(words)}\n" for words in turns)
    with tempfile.TemporaryDirectory() as folder, small_study(Path(folder) / "p.qdb", {"D": text}) as project:
        found = [(hit.start, hit.end) for hit in find(project, query).hits]
        with project.reading() as session:
            vocabulary = corpus_of(session).vocabulary(session.connection())
            look = matcher(read(query), lambda word: forms_of(word, vocabulary))
        at, expected = 0, []
        for line in text.splitlines(keepends=True):
            expected += [(at + 7 + a, at + 7 + b) for a, b, _ in look.places(fold(line[7:].rstrip()))]
            at += len(line)
        assert found == expected
        assert all(a[1] <= b[0] for a, b in pairwise(found))


@pytest.mark.parametrize("sign", ["🙂", "\u2068", "🫠", "\u20bf", "ְ", "—", "\ufe0f"])
def test_no_sign_between_words_hides_a_phrase_and_none_at_a_word_hides_the_word(tmp_path: Path, sign: str) -> None:
    text = f"CPS 1: They ring {sign} us, {sign}Délais{sign} and more.\n"
    with small_study(tmp_path / "p.qdb", {"D": text}) as project:
        assert said(project, "ring us") == [f"ring {sign} us"]
        assert said(project, "ring NEAR/0 us") == [f"ring {sign} us"]
        assert said(project, "delais") == ["Délais"]


@pytest.mark.parametrize("query", ["disclosure", "dis\u00adclosure", "disclos*", "late disclosure", "disclosures"])
@pytest.mark.parametrize("unseen", ["\u00ad", "\u2060", "\ufeff"])
def test_what_is_not_seen_inside_a_word_hides_it_from_no_search(tmp_path: Path, query: str, unseen: str) -> None:
    with small_study(tmp_path / "p.qdb") as project:
        add(project, "Soft", f"P1: {unseen}The late dis{unseen}clo{unseen}sure was.\n")
        mode = "fuzzy" if query == "disclosures" else "words"
        (hit,) = find(project, query, mode).hits
        assert hit.text.replace(unseen, "").endswith("disclosure")
        assert find(project, "the late").count == 1


def test_an_and_that_no_turn_fulfils_tells_how_many_documents_do(tmp_path: Path) -> None:
    texts = {
        "A": "Interviewer: The delay?\nCPS 1: The court, yes.\n",
        "B": "CPS 2: A delay.\nInterviewer: And?\nCPS 2: The courts, and the police.\n",
        "C": "CPS 3: Only delay.\n",
    }
    with small_study(tmp_path / "p.qdb", texts) as project, project.reading() as session:

        def parted(query: str, mode: str = "words", **scope: Any) -> int:
            question = Question(query, mode, scope=Scope(**scope))
            assert search(session, question).count == 0
            return apart(session, question)

        assert parted("delay AND court*") == 2
        assert parted("delay AND (court OR police)") == 2
        assert parted("delay AND court* AND zebra") == 0
        assert parted("delay AND court*", roles=frozenset({"participant"})) == 1
        assert parted("zebra") == parted("zebra NOT delay") == parted("delay AND court", "regex") == 0


@given(
    st.sets(st.text("abcde", min_size=1, max_size=12), max_size=40), st.text("abcde", min_size=1, max_size=12),
    st.sampled_from([HALF_ENOUGH, CLOSE_ENOUGH]),
)  # fmt: skip
def test_only_words_of_another_length_than_can_be_alike_are_passed_over(
    words: set[str], word: str, likeness: float
) -> None:
    by_length: dict[int, list[str]] = {}
    for each in words:
        by_length.setdefault(len(each), []).append(each)
    vocabulary = Vocabulary(lambda: dict.fromkeys(words, 1), lambda: by_length, lambda _: frozenset())
    passed_over = words - set(vocabulary.as_long_as(word, likeness))
    assert all(fuzz.ratio(word, each) < likeness for each in passed_over)


FOREIGN = (
    "елка Ёлка й", "ο λόγος της Άννας", "إعداد الملف يبدأ", "한국어 면접", "がっこう ヴ", "Việt Nam café ẞtraße ǣ ſ",
    "豈更", "İstanbul ılık",
)  # fmt: skip


@pytest.mark.parametrize("words", FOREIGN)
def test_a_word_of_any_script_is_found_as_it_is_written(tmp_path: Path, words: str) -> None:
    with small_study(tmp_path / "p.qdb", {"D": f"P7: {words}\n"}) as project:
        assert all(word in said(project, word) for word in words.split())


HINDI = "P7: हिन्दी में की का कि कानून हान्दो। delay हिन्दी कानून court\n"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("हिन्दी", ["हिन्दी", "हिन्दी"]),
        ("की", ["की"]),
        ("क", []),
        ("का*", ["का", "कानून", "कानून"]),
        ("कान*", ["कानून", "कानून"]),
        ("की का", ["की का"]),
        ("हिन्दी NEAR/0 में", ["हिन्दी में"]),
        ("delay NEAR/2 court", ["delay हिन्दी कानून court"]),
        ("delay NEAR/1 court", []),
        ("में AND हान्दो", ["में", "हान्दो"]),
    ],
)
def test_signs_of_vowels_are_letters_of_a_word(tmp_path: Path, query: str, found: list[str]) -> None:
    with small_study(tmp_path / "p.qdb", {"D": HINDI}) as project:
        assert said(project, query) == found
        assert any(hit.startswith("कान") for hit in said(project, "कानून", "fuzzy"))
        with pytest.raises(BadSearch, match="a star can only end a word"):
            said(project, "*नून")


def test_every_letter_is_folded_as_the_index_folds_it() -> None:
    """Else a word would be looked for under letters that the index has not."""
    letters = [chr(point) for point in range(0x41, 0x30000) if unicodedata.category(chr(point))[0] == "L"]
    index = sqlcipher3.dbapi2.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
    index.execute("CREATE VIRTUAL TABLE known USING fts5vocab(words, row)")
    index.execute("INSERT INTO words VALUES (?)", (" ".join(f"q{letter}q" for letter in letters),))
    known = {term for (term,) in index.execute("SELECT term FROM known")}
    missed = [letter for letter in letters if bare(f"q{letter}q") not in known]
    scripts = {unicodedata.name(letter).split()[0] for letter in missed if letter != "ẛ"}
    assert scripts <= {"NEW", "VEDIC"}  # New Tai Lue, which Unicode only calls letters since SQLite's tables were made

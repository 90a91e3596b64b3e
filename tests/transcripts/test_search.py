"""Search: every hit at its exact place, and what the index finds is what reading everything finds."""

from __future__ import annotations

import tempfile
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz
from studies import TEXTS, add, small_study

from coding_tui.inert import shown
from transcripts.columns import cells
from transcripts.errors import Outdated
from transcripts.folding import fold, folded, for_index
from transcripts.opening import open_project
from transcripts.project import Project
from transcripts.searching import BadSearch, Found, Question, Scope, apart, matching, patterns, search
from transcripts.searching.corpus import corpus_of
from transcripts.searching.grammar import read
from transcripts.searching.likeness import HALF_ENOUGH
from transcripts.searching.matching import matcher
from transcripts.searching.tree import Signs
from transcripts.searching.wordforms import CLOSE_ENOUGH, Forms, Vocabulary, forms_of
from transcripts.store.search_index import InARow, Some

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


@pytest.mark.parametrize("query", ["^x", "a:b", "-", "'", "{", "\x00", "a+b", "near", "x NEAR y", "a and b", "--"])
def test_the_index_takes_no_orders_from_a_query(study: Project, query: str) -> None:
    assert find(study, query).count >= 0


def test_the_index_follows_undo_and_redo(study: Project) -> None:
    add(study, "CPS 3", "CPS 3: A singular remark.\n")
    assert find(study, "singular").count == 1
    study.undo("Ann")
    assert find(study, "singular").count == 0
    study.redo("Ann")
    assert find(study, "singular").count == 1



@given(st.text(st.one_of(st.sampled_from("aß ﬁ\u0301\u05b8\u00ad\u200d\u200cकाى\u0640\u3099カé"), st.characters())))
def test_every_letter_of_a_folded_text_has_its_place_and_folds_to_itself(text: str) -> None:
    compared = folded(text)
    places = [compared.place(at, at + 1) for at in range(len(compared.text))]
    assert all(start < end for start, end in places)
    assert places == sorted(places)
    assert fold(compared.text) == compared.text
    assert matching.WORDS.findall(fold(text)) == matching.WORDS.findall(fold(for_index(text)))


def test_a_project_of_an_older_program_is_indexed_anew_once_and_says_so(study: Project) -> None:
    add(study, "CPS 3", "CPS 3: Die Straße nach Αθήνα.\n")
    with study.upkeep() as connection:
        connection.exec_driver_sql("DROP TABLE turn_words")
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE turn_words USING fts5 (words, content='', contentless_delete=1,"
            " tokenize='unicode61 remove_diacritics 2')"
        )
        connection.exec_driver_sql("DELETE FROM migration WHERE layer = 'transcripts' AND number >= 5")
    with pytest.raises(Outdated):
        open_project(study.path, study.layers, read_only=True)
    with open_project(study.path, study.layers) as updated:
        assert "indexed anew" in updated.news
        assert said(updated, "strasse") + said(updated, "ΑΘΗΝΑ") == ["Straße", "Αθήνα"]
        assert [hit.text for hit in find(updated, "nobody calls").hits] == ["Nobody calls", "Nobody calls"]
        updated.undo("Ann")
        assert said(updated, "strasse") == []
    with open_project(study.path, study.layers) as again:
        assert again.news == ""


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
        ("calls OR *", 9, "A star stands for letters"),
        ("~* OR calls", 0, "A star stands for letters"),
    ],
)
def test_what_is_wrong_is_pointed_at(study: Project, query: str, position: int, advice: str) -> None:
    with pytest.raises(BadSearch, match=advice) as raised:
        find(study, query)
    assert raised.value.position == position
    assert str(raised.value).splitlines()[-1].endswith("^")


@pytest.mark.parametrize(
    ("query", "column"),
    [("😀 hope AND (", 13), ("急ぎ AND (", 10), ("cafe\u0301 AND (", 10), ("تأخير AND (", 11), ("한글 AND (", 10),
     ("dis\u00adclosed AND (", 16), (" \u0301a\x1b AND (", 10)],
)  # fmt: skip
def test_the_caret_stands_in_the_column_of_what_is_wrong(query: str, column: int) -> None:
    with pytest.raises(BadSearch) as raised:
        read(query)
    _, asked, caret = shown(str(raised.value)).splitlines()
    assert caret == " " * (2 + column) + "^"
    assert cells(asked) == 2 + column


def test_what_would_take_for_ever_is_refused_or_asked_once(study: Project) -> None:
    with pytest.raises(BadSearch, match="40 words at most"):
        find(study, "call " * 41, "fuzzy")
    look = matcher(read("e* " * 600), lambda word: Forms((word.text.rstrip("*"),), prefix=True))
    assert look.condition == Some((InARow(("e",), prefix=True),))


def test_a_quotation_mark_inside_a_hebrew_word_is_its_own(tmp_path: Path) -> None:
    with small_study(tmp_path / "p.qdb", {"D": 'P7: צה״ל, צה"ל. הדו"ח, צה ל\n'}) as project:
        assert said(project, 'צה"ל') == said(project, '"צה"ל"') == ["צה״ל", 'צה"ל', "צה ל"]
        assert said(project, 'הדו"ח OR "צה״ל"')[-2] == 'הדו"ח'
        with pytest.raises(BadSearch, match="no partner"):
            find(project, 'ה "צה"ל')
    assert read('"*"') == Signs("*")


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
            compared = folded(line[7:].rstrip())
            places = (compared.place(start, end) for start, end, _ in look.places(compared.text))
            expected += [(at + 7 + start, at + 7 + end) for start, end in places]
            at += len(line)
        assert found == expected
        assert all(a[1] <= b[0] for a, b in pairwise(found))


@pytest.mark.parametrize("sign", ["🙂", "\u2068", "🫠", "\u20bf", "—"])
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


ONE_WORD = (
    ("Straße", "STRASSE", "strasse", "STRAẞE", "Stra\u00adße"),
    ("file", "ﬁle", "ＦＩＬＥ", "f\u0301ile"),
    ("délais", "DELAIS", "de\u0301lais", "dé\u2060lais"),
    ("Αθήνα", "ΑΘΗΝΑ", "αθηνα", "Αθη\u0301να", "Ἀθῆνα"),
    ("Ὀδυσσεύς", "ΟΔΥΣΣΕΥΣ", "οδυσσευς", "Οδυσσεύς"),
    ("שלום", "שָׁלוֹם", "\ufb2aל\ufb4bם"),
    ("العربية", "العـــربية", "العَرَبِيَّة", "\ufe8d\ufedf\ufecc\ufeae\ufe91\ufef4\ufe94"),
    ("أحمد", "احمد", "ا\u0654حمد"),
    ("елка", "Ёлка", "е\u0308лка"),
    ("май", "Маи\u0306", "МАЙ"), ("маи", "МАИ", "ма\u0301и"),
    ("Łódź", "lodz", "ŁO\u0301DŹ"), ("œuvre", "oeuvre", "Œuvre"), ("Søren", "SOREN"),
    ("ılık", "ILIK", "İlık", "ilik"),
    ("की",), ("का",), ("काम", "का\u200dम"), ("क़लम", "क\u093cलम"), ("लो", "लो"), ("কো", "ক\u09c7\u09be"),
    ("ガス", "ｶﾞｽ", "カ\u3099ス"), ("カス", "ｶｽ"),
    ("한국", "\u1112\u1161\u11ab국"), ("하",),
    ("2023", "２０２３", "٢٠٢٣"), ("Việt", "VIE\u0323\u0302T", "viet"), ("น้ำ", "น้\u0e4d\u0e32"),
)  # fmt: skip
"""Each is one word, however it is written; none is another."""
BETWEEN = (" ", ", ", " — “", "” ", "? 🙂 ", " \u2068", "\u3000", "\n")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(range(len(ONE_WORD))), st.integers(0, 4), st.sampled_from(BETWEEN)),
                min_size=2, max_size=20), st.data())  # fmt: skip
def test_a_word_is_found_wherever_it_stands_however_it_is_written(
    words: list[tuple[int, int, str]], data: st.DataObject
) -> None:
    text, places = "P7: ", list[tuple[int, tuple[int, int]]]()
    for number, way, sign in words:
        written = ONE_WORD[number][way % len(ONE_WORD[number])]
        places.append((number, (len(text), len(text) + len(written))))
        text += written + (sign if sign != "\n" else "\nP7: ")
    with tempfile.TemporaryDirectory() as folder, small_study(Path(folder) / "p.qdb", {"D": text + "\n"}) as project:

        def spans(query: str, mode: str = "words") -> list[tuple[int, int]]:
            return [(hit.start, hit.end) for hit in find(project, query, mode).hits]

        for number in sorted({number for number, _ in places}):
            wanted = data.draw(st.sampled_from(ONE_WORD[number]))
            here = [place for each, place in places if each == number]
            assert spans(wanted) == spans(f'"{wanted}"') == here
            assert set(here) <= set(spans(f"{wanted}*"))
            assert set(here) <= set(spans(wanted, "fuzzy"))
        for (first, a), (second, b) in pairwise(places):
            if "\n" not in text[a[0] : b[1]]:
                phrase = f"{ONE_WORD[first][0]} {ONE_WORD[second][-1]}"
                assert any(start <= a[0] < end for start, end in spans(phrase))
                assert any(start <= a[0] < end for start, end in spans(phrase.replace(" ", " NEAR/0 ")))


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
        ("क", []), ("क*न", ["कानून", "कानून"]),
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
        assert said(project, "*नून") == ["कानून", "कानून"]


def test_every_letter_is_folded_as_the_index_folds_it(tmp_path: Path) -> None:
    """Else a word would be looked for under letters that the index has not."""
    points = (point for point in range(0x41, 0x30000) if unicodedata.category(chr(point))[0] in "LMN")
    words = [f"q{chr(point)}q" for point in points]
    with small_study(tmp_path / "p.qdb", {"D": f"P7: {' '.join(words)}\n"}) as project, project.reading() as session:
        known = corpus_of(session).vocabulary(session.connection()).turns()
        missed = [word for word in words if not set(matching.WORDS.findall(fold(word))) <= known.keys()]
        assert missed == []

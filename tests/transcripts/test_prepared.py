"""Words prepared for whatever looks at all of them: found by spaCy, marked, kept with the project as long as turns."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from studies import TEXTS, add, dump, small_study

from codebook.project import open_project
from codebook.suggesting import cueing
from transcripts import documents
from transcripts.prepared import Corpus, analysing, corpus, missing, prepare
from transcripts.prepared.words import CLAUSE, NEGATION, QUOTED, REPORTED, packed, unpacked
from transcripts.project import Project
from transcripts.texts import document_texts

SAID = (
    "Judge 1: She did not fight back, but she froze. They told me she was “making it up”, and I never said so.\n"
    "Interviewer: No doubt. Did she fight back?\n"
    "Judge 1: Not only that: people say nobody screams. I say she screamed.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with small_study(tmp_path / "study.qdb", {"Judge 1": SAID}) as made:
        yield made


def marked(words: Corpus, mark: int) -> list[str]:
    return [words.forms[form] for form, marks in zip(words.ids, words.marks, strict=True) if marks & mark]


def test_every_word_stands_where_it_says_and_belongs_to_its_sentence(project: Project) -> None:
    words = corpus(project)
    spelt = [SAID[start:end] for start, end in zip(words.starts, words.ends, strict=True)]
    assert spelt[:8] == ["She", "did", "not", "fight", "back", "but", "she", "froze"]
    assert len(spelt) == sum(
        1
        for turn in SAID.splitlines()
        for token in spacy.blank("en")(turn.partition(": ")[2])
        if token.text[-1].isalpha()
    )
    for start, sentence in zip(words.starts, words.sentence_of, strict=True):
        first, last = words.sentences[sentence]
        assert first <= start < last
    said = [SAID[start:end] for start, end in words.sentences]
    assert said[3] == "Did she fight back?"
    assert words.counts.tolist() == [True, True, False, False, True, True]


def test_what_denies_what_is_quoted_and_what_somebody_is_said_to_have_said(project: Project) -> None:
    words = corpus(project)
    assert marked(words, NEGATION) == ["not", "never", "nobody"]  # neither “no doubt” nor “not only”
    assert marked(words, QUOTED) == ["making", "it", "up"]
    assert marked(words, REPORTED)[:4] == ["me", "she", "was", "making"]
    assert marked(words, REPORTED)[-2:] == ["nobody", "screams"]  # “I say” reports nobody
    assert marked(words, CLAUSE)[:5] == ["she", "but", "they", "and", "no"]


def test_a_cue_is_denied_by_its_own_clause_alone_and_not_by_a_word_of_its_own(project: Project) -> None:
    words = corpus(project)
    found = cueing.said(words, ["fight back", "froze", "made it up", "not fight back", "nobody screamed"])
    told = {
        (int(cue), SAID[words.starts[first] : words.ends[last - 1]]): (bool(denied), bool(reported))
        for cue, first, last, denied, reported in zip(
            found.cue, found.first, found.last, found.denied, found.reported, strict=True
        )
    }
    assert told == {
        (0, "fight back"): (False, False), (1, "froze"): (False, False), (2, "making it up"): (False, True),
        (3, "not fight back"): (False, False), (4, "nobody screams"): (False, True),
    }  # fmt: skip
    assert sorted(found.denied[found.cue == 0].tolist()) == [False, True]


def test_cues_are_found_where_spacys_phrase_matcher_finds_them(tmp_path: Path) -> None:
    """The same lemmas, by spaCy's own matcher over the same tokens; signs left out on both sides."""
    lines = [line.partition(": ")[2] for text in TEXTS.values() for line in text.splitlines()] + [
        "He was called back twice; calling back is what they do.", "We have queues, and queueing is no queue.",
        "They said, he says, that speaking to police officers came earlier.",
    ]  # fmt: skip
    text = "".join(f"CPS: {line}\n" for line in lines)
    cues = ["call back", "queue", "speak to the police", "they say", "nobody", "what they do", "earlier", "calls us"]
    nlp = spacy.blank("en")
    with small_study(tmp_path / "matcher.qdb", {"CPS": text}) as project:
        words = corpus(project)

    def lemmas(line: str) -> Doc:
        forms = [
            analysing.folded(token.text)
            for token in nlp(line)
            if analysing.kind_of(analysing.folded(token.text)) & analysing.WORD
        ]
        return Doc(nlp.vocab, words=forms or ["-"], lemmas=[analysing.lemma_of(form, "en") for form in forms] or ["-"])

    matcher = PhraseMatcher(nlp.vocab, attr="LEMMA")
    for number, cue in enumerate(cues):
        matcher.add(str(number), [lemmas(cue)])
    expected = {
        (int(nlp.vocab.strings[key]), tuple(token.text for token in doc[start:end]))
        for doc in (lemmas(text[first:last]) for first, last in words.sentences)
        for key, start, end in matcher(doc)
    }
    found = cueing.said(words, cues)
    ours = {
        (int(cue), tuple(words.forms[form] for form in words.ids[first:last]))
        for cue, first, last in zip(found.cue, found.first, found.last, strict=True)
    }
    assert {(0, ("called", "back")), (0, ("calling", "back")), (2, ("speak", "to", "the", "police"))} <= ours
    assert ours >= expected
    assert len(expected) > 8


def test_words_are_kept_without_history_and_go_with_their_turns(project: Project) -> None:
    before = dump(project)
    steps = len(project.history())
    assert missing(project) != []
    heard: list[tuple[int, int, str]] = []
    assert prepare(project, lambda *told: heard.append(told))
    assert heard == [(0, 1, "Judge 1")]
    assert missing(project) == []
    assert len(project.history()) == steps
    assert {name: rows for name, rows in dump(project).items() if name != "prepared_words"} == {
        name: rows for name, rows in before.items() if name != "prepared_words"
    }
    with project.reading() as session:
        assert not session.connection().exec_driver_sql(
            "SELECT 1 FROM change WHERE tablename = 'prepared_words'"
        ).all()  # fmt: skip
    uid = add(project, "Judge 2", "Judge 2: More.\n")
    assert missing(project) == [uid]
    assert {part.label for part in corpus(project).parts} == {"Judge 1", "Judge 2"}
    with project.step("Remove", "Ann") as session:
        documents.remove_document(session, uid)
    assert [part.label for part in corpus(project).parts] == ["Judge 1"]
    project.undo("Ann")
    assert missing(project) == [uid]
    assert len(corpus(project).parts) == 2


def test_preparing_stops_when_it_is_told_to_and_keeps_what_is_done(tmp_path: Path) -> None:
    long = "CPS: " + "We wait. " * 30_000 + "\n"
    with small_study(tmp_path / "long.qdb", {"CPS 1": long, "CPS 2": long, "CPS 3": long}) as project:
        heard: list[int] = []
        assert not prepare(project, lambda done, total, name: heard.append(done), stopped=lambda: len(heard) == 2)
        assert len(missing(project)) == 1
        assert prepare(project)
        assert len(corpus(project).sentences) == 90_000


def test_a_project_that_cannot_be_written_is_prepared_for_this_once(tmp_path: Path) -> None:
    path = tmp_path / "study.qdb"
    small_study(path).close()
    with open_project(path, read_only=True) as project:
        assert len(corpus(project).parts) == 2
        assert len(missing(project)) == 2


def test_kept_words_come_back_as_they_were(project: Project) -> None:
    with project.reading() as session:
        [text] = document_texts(session).values()
    words = analysing.analysed(text, analysing.analyser_for(""))
    again = unpacked(packed(words))
    assert again.vocabulary == words.vocabulary
    for name in ("starts", "ends", "ids", "marks", "sentences"):
        assert np.array_equal(getattr(again, name), getattr(words, name))


@pytest.mark.parametrize("text", ["", "CPS: \n", "CPS: …\n", "CPS: 🙂 שלום עולם. مرحبا\n", "nobody speaks here\n"])
def test_odd_texts_are_prepared(tmp_path: Path, text: str) -> None:
    with small_study(tmp_path / "odd.qdb", {"Odd": text}) as project:
        words = corpus(project)
        spelt = [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]
        assert all(any(sign.isalnum() for sign in word) for word in spelt)
        assert len(words.parts) == 1


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A small model installed as people install them: a package with an entry point, here with a rule for lemmas."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "froze"}]], {"LEMMA": "stillness"})
    ruler.add([[{"LOWER": "but"}]], {"DEP": "neg"})
    folder = tmp_path / "site" / "en_tiny"
    nlp.meta.update(name="tiny", version="1.2.3")
    folder.mkdir(parents=True)
    nlp.to_disk(folder / "en_tiny-1.2.3")
    (folder / "__init__.py").write_text(
        "from pathlib import Path\nfrom spacy.util import load_model_from_init_py\n__version__ = '1.2.3'\n"
        "def load(**overrides):\n    return load_model_from_init_py(__file__, **overrides)\n",
        encoding="utf-8",
    )
    (folder / "meta.json").write_text((folder / "en_tiny-1.2.3" / "meta.json").read_text("utf-8"), encoding="utf-8")
    info = tmp_path / "site" / "en_tiny-1.2.3.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: en-tiny\nVersion: 1.2.3\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[spacy_models]\nen_tiny = en_tiny\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    analysing.analyser_for.cache_clear()
    yield "en_tiny"
    analysing.analyser_for.cache_clear()
    sys.modules.pop("en_tiny", None)


def test_a_model_that_the_user_installed_brings_its_lemmas_and_denials(project: Project, model: str) -> None:
    words = corpus(project)
    assert model in analysing.analyser_for("en-GB").name
    assert analysing.analyser_for("de").model == ""
    lemma = {words.forms[at]: words.lemmas[number] for at, number in enumerate(words.lemma_ids)}
    assert lemma["froze"] == "stillness"
    assert "but" in marked(words, NEGATION)
    assert [SAID[start:end] for start, end in words.sentences][3] == "Did she fight back?"


def test_installing_a_model_has_everything_prepared_again(project: Project, request: pytest.FixtureRequest) -> None:
    prepare(project)
    assert missing(project) == []
    request.getfixturevalue("model")
    assert len(missing(project)) == 1

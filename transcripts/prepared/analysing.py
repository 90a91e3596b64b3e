"""spaCy's tokens of a document as arrays of words, with lemmas from its lookup tables or an installed model.

A model is never fetched. One that the user has installed for the language is used for lemmas, and for denial where it
says which words deny; the sentences stay those that everything else in the project counts by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import entry_points, version
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from transcripts import language
from transcripts.folding import fold
from transcripts.prepared.marking import QUOTES, WORD, Tokens, kind_of, marks_of
from transcripts.prepared.words import CLAUSE, NEGATION, Marks, Words
from transcripts.searching.wordforms import ENGLISH, lemma_of, table_for
from transcripts.texts import DocumentText

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.strings import StringStore

_RULES = 2
"""Counts up when the marks or what is kept change, so that what was kept before is made again."""
USELESS = ("ner", "textcat", "textcat_multilabel", "spancat", "entity_linker", "entity_ruler")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'"})


@dataclass(frozen=True, slots=True)
class Analyser:
    """What finds words in a language: the user's `model`, "" for lookup tables; its `name` is kept with them."""

    language: str
    model: str
    name: str


@lru_cache(maxsize=16)
def analyser_for(given: str) -> Analyser:
    """What finds the words of a document whose language is given as the project has it ("" is taken for English)."""
    code = re.split(r"[-_]", given.strip().lower())[0] or ENGLISH
    model, release = _installed(code)
    made = f"model {model} {release}" if model else f"lookups {version('spacy-lookups-data') if table_for(code) else 0}"
    return Analyser(code, model, f"{language.SPLITTER}, {made}, words {_RULES} {code}")


def _installed(code: str) -> tuple[str, str]:
    """The user's installed model for a language, and its version; the first by name, ("", "") without one."""
    found = sorted(point.name for point in entry_points(group="spacy_models") if point.name.startswith(f"{code}_"))
    for name in found:
        try:
            return name, version(name.replace("_", "-"))
        except ModuleNotFoundError:
            continue
    return "", ""


def analysed(text: DocumentText, analyser: Analyser) -> Words:
    """The words of a document's turns. Any length is read."""
    found = language.tokens(text.text, text.turns)
    sentences = np.array(language.sentences_of(text.text, found), dtype=np.int32).reshape(-1, 2)
    if analyser.model:
        return _by_model(text, analyser, sentences)
    lexicon = _lexicon(analyser.language)
    ids, kinds = lexicon.read(found.orths[~found.space], found.strings)
    tokens = _tokens(kinds, found, sentences)
    return _words(tokens, found, marks_of(tokens, analyser.language == ENGLISH), ids, lexicon.entries, sentences)


class _Lexicon:
    """The words met in a language, folded: their kinds and lemmas are looked up once."""

    def __init__(self, code: str) -> None:
        self.language = code
        self.entries: list[tuple[str, str]] = []
        self._numbers: dict[str, int] = {}
        self._by_hash: dict[int, int] = {}
        self._kinds: list[int] = []

    def read(self, orths: NDArray[np.uint64], strings: StringStore) -> tuple[NDArray[np.int64], NDArray[np.uint16]]:
        """The number of each token's entry, by spaCy's hash of it as written, and its kinds (`marking`)."""
        different, which = np.unique(orths, return_inverse=True)
        own = [self._by_hash.get(orth, -1) for orth in different.tolist()]
        for at, number in enumerate(own):
            if number < 0:
                own[at] = self._meet(int(different[at]), strings)
        kinds = np.array([self._kinds[number] for number in own], dtype=np.uint16)
        which = which.reshape(-1)
        return np.array(own, dtype=np.int64)[which], kinds[which]

    def _meet(self, orth: int, strings: StringStore) -> int:
        form = folded(strings[orth])
        number = self._numbers.setdefault(form, len(self.entries))
        if number == len(self.entries):
            self.entries.append((form, lemma_of(form, self.language)))
            self._kinds.append(kind_of(form))
        self._by_hash[orth] = number
        return number


@lru_cache(maxsize=8)
def _lexicon(code: str) -> _Lexicon:
    return _Lexicon(code)


def folded(form: str) -> str:
    """A token as the index folds it; quotation marks stay as they are, an apostrophe in a word is one of one kind."""
    return form if form in QUOTES else fold(form.translate(_APOSTROPHES))


def _tokens(kinds: NDArray[np.uint16], found: language.Tokens, sentences: NDArray[np.int32]) -> Tokens:
    starts = found.starts[~found.space]
    return Tokens(kinds, found.pieces[~found.space], np.searchsorted(sentences[:, 0], starts, side="right"))


def _words(
    tokens: Tokens, found: language.Tokens, marks: Marks, keys: NDArray[np.int64],
    entries: Sequence[tuple[str, str]], sentences: NDArray[np.int32],
) -> Words:  # fmt: skip
    """The tokens that are words; `keys` says which of `entries` (form and lemma) each token is."""
    word = tokens.are(WORD)
    used, ids = np.unique(keys[word], return_inverse=True)
    vocabulary = tuple(entries[key] for key in used.tolist())
    starts, ends = (part[~found.space][word].astype(np.int32) for part in (found.starts, found.ends))
    return Words(starts, ends, ids.reshape(-1).astype(np.int32), _carried(marks, word), vocabulary, sentences)


def _carried(marks: Marks, word: NDArray[np.bool_]) -> Marks:
    """The marks of words alone; a clause that begins with a sign begins with the word after it."""
    clause = np.cumsum(marks & CLAUSE != 0)[word]
    kept = marks[word] & np.uint8(255 - CLAUSE)
    kept[np.flatnonzero(np.diff(clause, prepend=-1))] |= CLAUSE
    return kept


@lru_cache(maxsize=4096)
def cue_words(cue: str) -> tuple[str, ...]:
    """The words of a cue as those of texts are: `didn’t say no` is did, n't, say, no."""
    found = language.tokens(cue, [language.Extent(0, len(cue))])
    forms = [folded(found.strings[orth]) for orth in found.orths[~found.space].tolist()]
    return tuple(form for form in forms if kind_of(form) & WORD)


# -- with a model that is installed -------------------------------------------------------------------------------


def _by_model(text: DocumentText, analyser: Analyser, sentences: NDArray[np.int32]) -> Words:
    """Words as the user's model has them: told apart by lemma, and denying where it says so (the relation `neg`)."""
    from spacy.attrs import DEP, IDX, IS_PUNCT, IS_SPACE, LEMMA, LENGTH, ORTH

    nlp = _pipeline(analyser.model)
    turns = [turn for turn in text.turns if turn.start < turn.end]
    read = nlp.pipe((text.text[turn.start : turn.end] for turn in turns), batch_size=64)
    arrays = [document.to_array([ORTH, IDX, LENGTH, IS_SPACE, IS_PUNCT, LEMMA, DEP]) for document in read]
    rows = np.concatenate([np.zeros((0, 7), dtype=np.uint64), *arrays])
    sizes = [len(array) for array in arrays]
    starts = rows[:, 1].astype(np.int64) + np.repeat(np.array([turn.start for turn in turns], dtype=np.int64), sizes)
    found = language.Tokens(
        starts, starts + rows[:, 2].astype(np.int64), rows[:, 0], np.repeat(np.arange(len(turns)), sizes),
        rows[:, 3] != 0, rows[:, 4] != 0, starts[:0], starts[:0], nlp.vocab.strings,
    )  # fmt: skip
    rows = rows[~found.space]
    lexicon = _lexicon(analyser.language)
    ids, kinds = lexicon.read(rows[:, 0], found.strings)
    tokens = _tokens(kinds, found, sentences)
    marks = marks_of(tokens, analyser.language == ENGLISH)
    marks[rows[:, 6] == np.uint64(nlp.vocab.strings.add("neg"))] |= NEGATION
    pairs, keys = np.unique(np.stack([ids.astype(np.uint64), rows[:, 5]], axis=1), axis=0, return_inverse=True)
    forms = [lexicon.entries[number][0] for number in pairs[:, 0].tolist()]
    lemmas = [folded(found.strings[lemma]) for lemma in pairs[:, 1].tolist()]
    entries = [(form, lemma or form) for form, lemma in zip(forms, lemmas, strict=True)]
    return _words(tokens, found, marks, keys.reshape(-1), entries, sentences)


@lru_cache(maxsize=2)
def _pipeline(model: str) -> Language:
    import spacy

    nlp = spacy.load(model, exclude=list(USELESS))
    nlp.max_length = 2**40
    return nlp

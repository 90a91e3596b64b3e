"""The words that one word of a search stands for: its beginning, its other forms, what is spelt or sounds like it."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from rapidfuzz import fuzz, process

from transcripts.folding import fold
from transcripts.searching.model import BadSearch
from transcripts.searching.tree import Word

CLOSE_ENOUGH = 78.0
"""How alike two spellings are at least, by rapidfuzz's `ratio` (100 is the same)."""
SOUNDS_CLOSE = 60.0
"""The same for two that sound alike, too: Soundex alone takes ‘court’ for ‘card’."""
MOST_FORMS = 2_000
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Forms:
    """Any of these folded words; with `prefix` the beginning of any word. `wanted` is given when they are alike."""

    words: tuple[str, ...]
    prefix: bool = False
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The corpus' own words with the number of turns they stand in, by length, and by sound; asked for when needed."""

    turns: Callable[[], Mapping[str, int]]
    by_length: Callable[[], Mapping[int, Sequence[str]]]
    sounding_like: Callable[[str], frozenset[str]]

    def as_long_as(self, word: str, likeness: float) -> list[str]:
        """The words whose length lets them be so alike, in percent: `ratio` is twice the letters shared by all letters.

        Of two words of a and b letters at most the shorter one's are shared, so 200 · min(a, b) / (a + b) is the most.
        """
        own = len(word)
        return [
            each
            for length, words in self.by_length().items() if 200 * min(own, length) >= likeness * (own + length)
            for each in words
        ]  # fmt: skip


def forms_of(word: Word, vocabulary: Vocabulary, lemmas: Iterable[str] = ()) -> Forms:
    """What a word of a query stands for; `lemmas` are languages whose word forms count as the same.

    Raises BadSearch when it could be too many words.
    """
    if word.alike:
        return Forms(tuple(alike(word.text, vocabulary)), wanted=word.text)
    stem = word.text.rstrip("*")
    if "*" in stem:
        return Forms(_fitting(word, vocabulary))
    if stem != word.text:
        return Forms((stem,), prefix=True)
    if word.as_written:
        return Forms((word.text,))
    found = {word.text}.union(*(inflected(word.text, language) for language in lemmas))
    return Forms(tuple(sorted(found)))


def _fitting(word: Word, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The words that fit a pattern with a star at the front or in the middle."""
    pattern = re.compile(".*".join(re.escape(part) for part in word.text.split("*")))
    found = tuple(word for word in vocabulary.turns() if pattern.fullmatch(word))
    if len(found) > MOST_FORMS:
        raise BadSearch(f"‘{word.text}’ fits {len(found):,} different words. Write more of its letters.")
    return found or (word.text.replace("*", ""),)


# -- misheard and misspelt ----------------------------------------------------------------------------------------


def alike(word: str, vocabulary: Vocabulary) -> dict[str, float]:
    """The corpus' words that are spelt or sound like a word, each with how alike it is in spelling, up to 100."""
    near = process.extract(
        word, vocabulary.as_long_as(word, CLOSE_ENOUGH), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=MOST_FORMS
    )
    found = {term: score for term, score, _ in near}
    for term in vocabulary.sounding_like(word) - found.keys():
        score = fuzz.ratio(word, term)
        if score >= SOUNDS_CLOSE:
            found[term] = score
    return found or {word: 100.0}


# -- lemmas -------------------------------------------------------------------------------------------------------


def inflected(word: str, language: str) -> frozenset[str]:
    """All forms of a folded word: `said` gives say, says, saying, said. By spaCy's lookup tables; itself without one.

    A form of two words (`left`: leave, left) stands for both.
    """
    lemmas, forms = _table(language)
    meant = lemmas.get(word, frozenset()) | {word}
    return frozenset(meant).union(*(forms.get(lemma, frozenset()) for lemma in meant))


def lemma_of(word: str, language: str) -> str:
    """One lemma of a folded word: by spaCy's lookup tables the first in the alphabet; itself without one."""
    lemmas, _ = _table(language)
    return min(lemmas.get(word, (word,)))


def table_for(language: str) -> str:
    """The code of a language that has a lookup table (`en-GB` → `en`), else ""."""
    code = re.split(r"[-_]", language.strip().lower())[0]
    return code if re.fullmatch("[a-z]{2,3}", code) and _files(code) else ""


def _files(language: str) -> list[Path]:
    package = find_spec("spacy_lookups_data")  # found without being imported: it would bring setuptools along
    if package is None or package.origin is None:
        return []
    return sorted((Path(package.origin).parent / "data").glob(f"{language}_lemma_lookup*.json.gz"))


@lru_cache(maxsize=4)
def _table(language: str) -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """The lemmas of each form and the forms of each lemma, folded as the index is."""
    lemmas: dict[str, set[str]] = {}
    forms: dict[str, set[str]] = {}
    for file in _files(language):
        for form, lemma in json.loads(gzip.decompress(file.read_bytes())).items():
            one, other = fold(form), fold(lemma)
            lemmas.setdefault(one, set()).add(other)
            forms.setdefault(other, set()).add(one)
    return _frozen(lemmas), _frozen(forms)


def _frozen(sets: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in sets.items()}

"""Who was asked: documents in which an interviewer comes to a code, so that silence has the right denominator.

Asked is a document where an interviewer's words hold the name of the code or one of its cues, or where a passage of the
code is marked as prompted. Where nobody asks anything (notes, files), there is nobody to be asked. Whether a question
without any of a theme's words asked for it, only a person can say: see the guide of questions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from codebook.coding.codings import Coding
from codebook.retrieval.passages import Source
from codebook.scheme.codes import Code


class Asking:
    """The questions of documents, looked through once for each set of codes."""

    def __init__(self, sources: Mapping[str, Source], made: Iterable[Coding]) -> None:
        self._questions = {uid: said for uid, source in sources.items() if (said := questions(source))}
        self._prompted: dict[str, set[str]] = defaultdict(set)
        for coding in made:
            if coding.prompted:
                self._prompted[coding.code].add(coding.document)

    @property
    def documents(self) -> frozenset[str]:
        """Those in which anybody asks anything."""
        return frozenset(self._questions)

    def asked(self, codes: Sequence[Code]) -> frozenset[str]:
        """The documents (uids) in which an interviewer comes to any of the codes."""
        names = words_of(codes)
        named = {uid for uid, said in self._questions.items() if names is not None and names.search(said)}
        prompted = {uid for code in codes for uid in self._prompted.get(code.uid, ())}
        return frozenset(named | (prompted & self._questions.keys()))


def questions(source: Source) -> str:
    """Everything that interviewers say in a document, a line a turn."""
    turns = (turn for turn in source.text.turns if turn.role == "interviewer")
    return "\n".join(source.text.text[turn.start : turn.end] for turn in turns)


def words_of(codes: Sequence[Code]) -> re.Pattern[str] | None:
    """What names any of the codes: names and cues, at the beginning of a word; None where there are none."""
    cues = {cue.strip().casefold() for code in codes for cue in code.entry.cues if cue.strip()}
    return _pattern(frozenset(cues | {code.name.casefold() for code in codes}))


@cache
def _pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    either = "|".join(re.escape(each) for each in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{either})", re.IGNORECASE) if either else None

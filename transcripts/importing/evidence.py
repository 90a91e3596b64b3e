"""Which of the would-be labels are speakers: decided over the whole document, and never invented.

A label proves itself by its word (`Interviewer`, `Chercheur`, `Speaker 2`), by coming back, by taking turns with
others and by the share of the document that it opens. Details (`Date:`), noises (`[laughs]`), sentences that hold a
colon, agendas and records that repeat the same keys in the same order prove nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from transcripts.importing import vocabulary
from transcripts.importing.labels import Candidate
from transcripts.importing.names import Shape
from transcripts.importing.reported import in_the_layout, is_an_aside, is_quoted, without_quoted

_TEXT_LINE = re.compile(r"^[^\S\n]*\S", re.MULTILINE)
_DOT_PAIRS = (frozenset("qa"), frozenset("ip"), frozenset("ir"), frozenset("fa"), frozenset("dr"), frozenset("pr"))
_MOST_SPEAKERS = 100
"""With more, slips are not looked for: comparing everybody with everybody takes quadratic time."""
_SAME_PERSON = 88
"""Percent likeness (rapidfuzz ratio) from which a single odd label is a slip of a known one: `Particpant`."""
_ASKED_ANSWERED = re.compile(r"(?P<letter>[qa])(?:uestion|nswer)?[ .]?\d{1,3}")
_INITIALS = re.compile(r"[A-Z]{2,3}")
_NEARLY_ALL = 0.8


class Page:
    """A document under judgement: its text, where speech may begin, and the labels that its first page explains."""

    def __init__(self, text: str, begin: int, lines: Sequence[str], told: frozenset[str] = frozenset()) -> None:
        self.text, self.begin, self.told = text, begin, told
        stripped = [line.strip() for line in (text[begin:].split("\n") if begin else lines)]
        self._lines = len(stripped) - stripped.count("")
        self._blocks = sum(not before and bool(line) for before, line in pairwise(["", *stripped]))

    def units(self, found: Sequence[Candidate]) -> int:
        """Paragraphs of the document: blocks between blank lines, or lines where there are few blank ones.

        A label on a line of its own and the words below it are one.
        """
        if self._blocks > 2:
            return self._blocks
        bare = sum(self.text[c.end : c.end + 1] in ("\n", "") for c in found)
        return max(1, self._lines - bare)


def borne_out(found: Sequence[Candidate], page: Page) -> list[Candidate]:
    """Those candidates whose speaker the document as a whole bears out."""
    found = _people(_without_agenda(_without_lists(_questions_and_answers(found))), page)
    plausible = [c for c in found if c.shape >= Shape.NAME or (c.stamped and c.shape is Shape.LOOSE)]
    share = len(plausible) / page.units(plausible)
    counts = Counter(c.key for c in found if c.shape > Shape.NONE)
    roles = {c.key for c in plausible if c.shape is Shape.ROLE or c.key in page.told}
    repeated = {c.key for c in plausible if counts[c.key] >= 2}
    if not _is_transcript(plausible, roles, repeated, share, page.text):
        return []
    speakers = roles | repeated | {key for key, count in counts.items() if count >= 4 and share >= 0.3}
    lone = [c for c in plausible if c.key not in speakers and _single_counts(c, speakers, share)]
    speakers |= {c.key for c in lone}
    accepted = [c for c in found if c.key in speakers and c.shape > Shape.NONE]
    asides = {c.key for c in lone if not _is_slip(c, speakers) and is_an_aside(c, accepted, page.text)}
    return without_quoted(in_the_layout([c for c in accepted if c.key not in asides], page.text), page.text)


def _is_transcript(
    plausible: Sequence[Candidate], roles: set[str], repeated: set[str], share: float, text: str
) -> bool:
    sequence = [c.key for c in plausible]
    timed = any(c.stamped for c in plausible)
    if not sequence or (_is_record(plausible, text) and not roles and not timed):
        return False
    if roles:
        return len(sequence) >= 2 or _is_early(plausible[0], text)
    if len(repeated) >= 2:
        return share >= 0.05 and _takes_turns([key for key in sequence if key in repeated])
    if len(repeated) == 1:
        comes_back = len(set(sequence)) == 1 or _comes_back(sequence, *repeated)
        return share >= 0.5 and comes_back and (len(sequence) >= 3 or plausible[0].stamped)
    return _is_exchange(plausible, share, text)


def _is_exchange(plausible: Sequence[Candidate], share: float, text: str) -> bool:
    """No label comes twice: a code at the top of the text, or a question and its answer, or stamps from 0:00 on."""
    first = plausible[0]
    if len(plausible) == 1:
        sure = first.shape is Shape.CODE and not is_quoted(first, text)
        return sure and _is_early(first, text) and not _is_title(first, text)
    if first.time is not None and first.time <= 120 and first.family != "colon":
        return True
    asks = "?" in text[first.end : plausible[1].start]
    return len(plausible) <= 3 and asks and share >= 0.6


def _is_early(candidate: Candidate, text: str) -> bool:
    """No more than a title or two stands before it."""
    return len(_TEXT_LINE.findall(text, 0, candidate.start)) <= 2


def _is_title(candidate: Candidate, text: str) -> bool:
    """`Advice 20: a discussion` above other paragraphs: something follows on its line, and it is no sentence."""
    line, _, rest = text[candidate.end :].partition("\n")
    return bool(line.strip() and rest.strip()) and line.rstrip()[-1] not in '.?!…”"’'


def _takes_turns(sequence: Sequence[str]) -> bool:
    """Whether somebody speaks again after somebody else."""
    changes = sum(key != following for key, following in pairwise(sequence))
    return changes >= len(set(sequence))


def _comes_back(sequence: Sequence[str], key: str) -> bool:
    """Whether somebody speaks again after somebody else."""
    first, last = sequence.index(key), len(sequence) - 1 - list(reversed(sequence)).index(key)
    return any(other != key for other in sequence[first:last])


def _is_record(plausible: Sequence[Candidate], text: str) -> bool:
    """`Outcome: … Reason: … Force: …` over and over: three or more keys in the same order, none of which asks."""
    sequence = [c.key for c in plausible]
    period = len(set(sequence))
    if not 3 <= period < len(sequence) or any(key != sequence[i % period] for i, key in enumerate(sequence)):
        return False
    asks = any("?" in text[c.end : following.start] for c, following in pairwise(plausible))
    return not asks and not any(c.shape is Shape.CODE for c in plausible)


def _single_counts(candidate: Candidate, speakers: set[str], share: float) -> bool:
    """Whether a label seen once belongs to a document that has other labels."""
    if candidate.shape is Shape.CODE or candidate.stamped or candidate.key in vocabulary.OTHER:
        return True
    if _is_slip(candidate, speakers):
        return True
    sure = " " in candidate.key or candidate.family in ("tab", "dash")  # one word before a colon may begin a sentence
    return candidate.shape is Shape.NAME and share >= (0.5 if sure else 0.8)


def _is_slip(candidate: Candidate, speakers: set[str]) -> bool:
    longer = [key for key in speakers if len(key) > 3] if len(speakers) <= _MOST_SPEAKERS else []
    if not longer:
        return False
    from rapidfuzz import fuzz  # noqa: PLC0415 - for files with an odd label alone

    return any(key != candidate.key and fuzz.ratio(candidate.key, key) >= _SAME_PERSON for key in longer)


def _people(found: Sequence[Candidate], page: Page) -> list[Candidate]:
    """Initials and first names that elsewhere are other words (`TO`, `May`) beside people who are labelled alike.

    Where nobody else is named, initials alone are people (`RE` and `CC`) if nearly every paragraph begins with them.
    """
    odd = Counter(c.key for c in found if _may_be_a_person(c))
    again = {key for key, count in odd.items() if count >= 2}
    sequence = [c.key for c in found if c.key in again]
    alone = len(again) > 1 and len(sequence) >= _NEARLY_ALL * page.units(found) and _takes_turns(sequence)
    if not again or not (alone or any(c.shape >= Shape.NAME for c in found)):
        return list(found)
    return [c._replace(shape=Shape.NAME) if c.key in again and _may_be_a_person(c) else c for c in found]


def _may_be_a_person(candidate: Candidate) -> bool:
    initials = candidate.shape is Shape.DETAIL and _INITIALS.fullmatch(candidate.name)
    return bool(initials) or (candidate.shape is Shape.NONE and candidate.key in vocabulary.MONTH_NAMES)


def _questions_and_answers(found: Sequence[Candidate]) -> Sequence[Candidate]:
    """`Q1: … A1: … Q2: … A2: …` is one who asks and one who answers."""
    pairs = [(c, _ASKED_ANSWERED.fullmatch(c.key)) for c in found]
    letters = {match["letter"] for _, match in pairs if match is not None}
    numbered = Counter(match["letter"] for _, match in pairs if match is not None)
    if letters != {"q", "a"} or min(numbered.values()) < 2:
        return found
    return [
        c if match is None else c._replace(name=match["letter"].upper(), key=match["letter"], shape=Shape.NAME)
        for c, match in pairs
    ]


def _without_lists(found: Sequence[Candidate]) -> list[Candidate]:
    """Without `A.`, `B.` … unless a question-and-answer pair is there."""
    dotted = {c.key for c in found if c.family == "dot"}
    pair = next((pair for pair in _DOT_PAIRS if pair <= dotted), frozenset[str]())
    return [c for c in found if c.family != "dot" or c.key in pair]


def _without_agenda(found: Sequence[Candidate]) -> list[Candidate]:
    """Without `Lunch 12:30` lines: a name with its time has something said below it, and some name comes back."""
    stamps = [c for c in found if c.family == "stamp"]
    keys = {c.key for c in stamps}
    early = bool(stamps) and (stamps[0].time if stamps[0].time is not None else 999) <= 120
    if stamps and len(keys) == len(stamps) and not early and not any(c.shape is Shape.ROLE for c in stamps):
        return [c for c in found if c.family != "stamp"]
    return list(found)

"""Which of the would-be labels are speakers: decided over the whole document, and never invented.

A label proves itself by its word (`Interviewer`, `Chercheur`, `Speaker 2`), by coming back, by taking turns with
others and by the share of the document that it opens. Details (`Date:`), noises (`[laughs]`), sentences that hold a
colon, agendas and records that repeat the same keys in the same order prove nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from transcripts.importing import labels, vocabulary
from transcripts.importing.front import speech_from
from transcripts.importing.labels import Candidate
from transcripts.importing.names import Shape

_TEXT_LINE = re.compile(r"^[^\S\n]*\S", re.MULTILINE)
_DOT_PAIRS = (frozenset("qa"), frozenset("ip"), frozenset("ir"), frozenset("fa"), frozenset("dr"), frozenset("pr"))
_MOST_SPEAKERS = 100
"""With more, slips are not looked for: comparing everybody with everybody takes quadratic time."""
_SAME_PERSON = 88
"""Percent likeness (rapidfuzz ratio) from which a single odd label is a slip of a known one: `Particpant`."""


def find_labels(text: str, bold: Iterable[tuple[int, int]] = ()) -> list[Candidate]:
    """The speakers' labels of a text, in order; none where nobody is named. `bold` are spans set in bold."""
    everything = labels.strong(text)
    begin = speech_from(text, everything)
    units = _units(text, begin)
    strong = _decide([c for c in everything if c.start >= begin], text, units)
    emphasised = [c for c in labels.emphasised(text, bold) if c.start >= begin]
    if not strong:
        return _weak(text, emphasised, begin, units)
    known, taken = {c.key for c in strong}, {c.start for c in strong}
    more = [c for c in emphasised if c.key in known and c.start not in taken and not _inside(c, strong)]
    return sorted([*strong, *more], key=lambda c: c.start) if more else strong


def _weak(text: str, emphasised: list[Candidate], begin: int, units: int) -> list[Candidate]:
    """Labels without a colon, a bracket or a time: the layout must hold for much of the document."""
    for find, share in ((labels.tabbed, 0.5), (None, 0.1), (labels.alone, 0.15), (labels.dashed, 0.6)):
        found = emphasised if find is None else [c for c in find(text) if c.start >= begin]
        accepted = _decide(found, text, units)
        if len(accepted) >= max(2, share * units):
            return accepted
    return []


def _inside(candidate: Candidate, accepted: Sequence[Candidate]) -> bool:
    return any(c.start <= candidate.start < c.end or candidate.start <= c.start < candidate.end for c in accepted)


def _units(text: str, begin: int) -> int:
    """Paragraphs of the document: blocks between blank lines, or lines where there are few blank ones."""
    lines = blocks = 0
    after_blank = True
    for line in text[begin:].split("\n"):
        if not line or line.isspace():
            after_blank = True
        else:
            lines, blocks, after_blank = lines + 1, blocks + after_blank, False
    return max(1, blocks if blocks > 2 else lines)


def _decide(found: Sequence[Candidate], text: str, units: int) -> list[Candidate]:
    """Those candidates whose speaker the document as a whole bears out."""
    found = _without_agenda(_without_lists(found), text)
    plausible = [c for c in found if c.shape >= Shape.NAME or (c.time is not None and c.shape is Shape.LOOSE)]
    share = len(plausible) / units
    counts = Counter(c.key for c in found if c.shape > Shape.NONE)
    roles = {c.key for c in plausible if c.shape is Shape.ROLE}
    repeated = {c.key for c in plausible if counts[c.key] >= 2}
    if not _is_transcript(plausible, roles, repeated, share, text):
        return []
    speakers = roles | repeated | {key for key, count in counts.items() if count >= 4 and share >= 0.3}
    speakers |= {c.key for c in plausible if c.key not in speakers and _single_counts(c, speakers, share)}
    return [c for c in found if c.key in speakers and c.shape > Shape.NONE]


def _is_transcript(
    plausible: Sequence[Candidate], roles: set[str], repeated: set[str], share: float, text: str
) -> bool:
    sequence = [c.key for c in plausible]
    timed = any(c.time is not None for c in plausible)
    if not sequence or (_is_record(sequence) and not roles and not timed):
        return False
    if roles:
        return len(sequence) >= 2 or _is_early(plausible[0], text)
    if len(repeated) >= 2:
        return share >= 0.05 and _takes_turns([key for key in sequence if key in repeated])
    if len(repeated) == 1:
        return share >= 0.5 and (len(sequence) >= 3 or plausible[0].time is not None)
    return _is_exchange(plausible, share, text)


def _is_exchange(plausible: Sequence[Candidate], share: float, text: str) -> bool:
    """No label comes twice: a code at the top of the text, or a question and its answer, or stamps from 0:00 on."""
    first = plausible[0]
    if len(plausible) == 1:
        return first.shape is Shape.CODE and _is_early(first, text) and not _is_title(first, text)
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


def _is_record(sequence: Sequence[str]) -> bool:
    """`Outcome: … Reason: … Force: …` over and over: three or more keys that always come in the same order."""
    period = len(set(sequence))
    return 3 <= period < len(sequence) and all(key == sequence[i % period] for i, key in enumerate(sequence))


def _single_counts(candidate: Candidate, speakers: set[str], share: float) -> bool:
    """Whether a label seen once belongs to a document that has other labels."""
    if candidate.shape is Shape.CODE or candidate.time is not None or candidate.key in vocabulary.OTHER:
        return True
    longer = [key for key in speakers if len(key) > 3] if len(speakers) <= _MOST_SPEAKERS else []
    if any(fuzz.ratio(candidate.key, key) >= _SAME_PERSON for key in longer):
        return True
    sure = " " in candidate.key or candidate.family == "tab"  # one word before a colon may begin a sentence
    return candidate.shape is Shape.NAME and share >= (0.5 if sure else 0.8)


def _without_lists(found: Sequence[Candidate]) -> list[Candidate]:
    """Without `A.`, `B.` … unless a question-and-answer pair is there."""
    dotted = {c.key for c in found if c.family == "dot"}
    pair = next((pair for pair in _DOT_PAIRS if pair <= dotted), frozenset[str]())
    return [c for c in found if c.family != "dot" or c.key in pair]


def _without_agenda(found: Sequence[Candidate], text: str) -> list[Candidate]:
    """Without `Lunch 12:30` lines: a name with its time has something said below it, and some name comes back."""
    stamps = [c for c in found if c.family == "stamp"]
    keys = {c.key for c in stamps}
    early = bool(stamps) and (stamps[0].time or 0) <= 120
    if stamps and len(keys) == len(stamps) and not early and not any(c.shape is Shape.ROLE for c in stamps):
        return [c for c in found if c.family != "stamp"]
    return list(found)

"""Where the words of a passage were changed: the place that its surroundings lead to, and how like it still is."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Levenshtein

from transcripts.reanchoring.alignment import Chain
from transcripts.reanchoring.alike import plain, similarity
from transcripts.reanchoring.ends import ALIKE, FEW, GAP, around, closing, in_its_lines, opening
from transcripts.reanchoring.model import GROWN_MUCH, TORN, UNSURE_END, UNSURE_ENDS, UNSURE_START
from transcripts.reanchoring.tokens import pieces
from transcripts.reanchoring.verbatim import Side, occurrences

HINT = 0.25
"""Likeness below which a place is not even worth a look: unrelated sentences reach it hardly ever."""
LEFT = 0.7
"""The share of its characters that, when still there and in order, make a passage the same however much was added."""
GROWN = 4
"""How many times as long a passage may become."""
LONGEST = 20_000
"""Characters up to which likeness is measured; of longer passages, what is still there is counted."""
TOO_LONG = 1.5
"""How many times as long (and `FEW` characters more) a place may be before words at its ends are taken for others."""
HELD = 0.8
"""What a nearer place must have of the letters in words that a place has of the passage."""
BESIDE, CLEARLY = 60, 0.02
"""Characters beside a place that are looked at, too; how much more alike others must be to take its place."""
AROUND = 200
"""Characters around a passage within which something must be certain."""
_LABEL = re.compile(r"^(?:\[[\d:., ]{1,20}\][ \t]*)?[^:\n]{1,60}:[ \t]+(?=\S)", re.MULTILINE)


class Reworded(NamedTuple):
    """A place [start, end) of the new text; how like its words are to the passage's (0 to 1), whether the place stands
    beside something certain, and what of it is not certain ("" when all is)."""

    start: int
    end: int
    likeness: float
    anchored: bool
    doubt: str = ""

    @property
    def alike(self) -> bool:
        """Whether these are the words of the passage, corrected."""
        return self.anchored and self.likeness >= ALIKE


def reworded(side: Side, start: int, end: int) -> Reworded | None:
    """Where the passage [start, end) went with other words; None when nothing in the new text answers to it."""
    chains = side.alignment.chains
    held: dict[int, int] = {0: 0}
    for at, number in side.alignment.touching(start, end):
        block = chains[at][number]
        held[at] = held.get(at, 0) + len(side.here[max(start, block.old) : min(end, block.old_end)].strip())
    best = max(held, key=lambda at: (held[at], -at))
    chain = side.through if best == 0 else chains[best]
    first, last = opening(side, chain, start), closing(side, chain, end)
    led = _trimmed(side, start, end, *in_its_lines(side, chain, start, end, (first.at, last.at)))
    if led is None:
        return None
    place = led
    if not (first.sure and last.sure) or _too_long(end - start, led):
        nearer = _tightened(side, chain, start, end, led)
        said_twice = _has_most(side.here[start:end], side.there[led[0] : nearer[0]], side.there[nearer[1] : led[1]])
        place = nearer if said_twice or not (first.sure and last.sure) else led
    unsure = place[0] != led[0] or not first.sure, place[1] != led[1] or not last.sure
    doubt = TORN if sum(many > 0 for many in held.values()) > 1 else _UNSURE[unsure]
    if not doubt and _too_long(end - start, place):
        doubt = GROWN_MUCH
    place = _with_mark(side.there, *place, side.here[start:end])
    likeness = _likeness(side.here[start:end], side.there[slice(*place)], held[best])
    if _opens_line(side.here, start) and _opens_line(side.there, place[0]):
        likeness = max(likeness, _but_for_labels(side.here[start:end], side.there[slice(*place)]))
    if likeness < HINT:
        return None
    return Reworded(*place, likeness, _is_anchored(side, chain, start, end), doubt)


_UNSURE = {(False, False): "", (True, False): UNSURE_START, (False, True): UNSURE_END, (True, True): UNSURE_ENDS}


def _too_long(length: int, place: tuple[int, int]) -> bool:
    """Whether a place is so much longer than a passage was that words at its ends may be others."""
    return place[1] - place[0] > TOO_LONG * length + FEW


def _trimmed(side: Side, start: int, end: int, opening: int, closing: int) -> tuple[int, int] | None:
    """A place without white space at its ends that the passage did not have; None when nothing is left."""
    old, new = side.here[start:end], side.there[opening:closing]
    if not old[:1].isspace():
        opening += len(new) - len(new.lstrip())
    if not old[-1:].isspace():
        closing -= len(new) - len(new.rstrip())
    return (opening, closing) if opening < closing else None


def _tightened(side: Side, chain: Chain, start: int, end: int, place: tuple[int, int]) -> tuple[int, int]:
    """The place, or words in and beside it that are clearly more like the passage and have as many of its words.

    Where a sentence was said twice, or moved and corrected, what replaced a passage holds more or less than its words.
    Words that stand in the old text before or behind the passage are never taken for its own.
    """
    old = side.here[start:end]
    if max(len(old), place[1] - place[0]) > GAP:
        return place
    beside = max(BESIDE, len(old))
    first = max(0, place[0] - beside)
    window = side.there[first : place[1] + beside]
    if (said := _said_once(old, side.there[slice(*place)])) is not None:
        place = place[0] + said, place[0] + said + len(old)
    found = fuzz.partial_ratio_alignment(plain(old), plain(window))
    if found is None or len(window) < len(old):
        return place
    least, most = _free(side, chain, start, end)
    nearer = _whole_words(side.there, max(least, first + found.dest_start), min(most, first + found.dest_end))
    nearer = in_its_lines(side, chain, start, end, (max(least, nearer[0]), min(most, nearer[1])))
    there, fewer = _in_common(old, side.there[slice(*place)]), _in_common(old, side.there[slice(*nearer)])
    if nearer[0] >= nearer[1] or fewer < HELD * there:
        return place
    now, then = (similarity(old, side.there[slice(*each)]) for each in (place, nearer))
    return nearer if then > now + CLEARLY else place


def _has_most(old: str, *rests: str) -> bool:
    """Whether one of the rests of a place has most words of a passage, too."""
    return max(_in_common(old, rest) for rest in rests) > _in_common(old, old) / 2


def _in_common(old: str, new: str) -> int:
    """How many letters the words have that two wordings share in order."""
    one, other = ([each for each in pieces(plain(text)) if each[0].isalnum()] for text in (old, new))
    codes = Indel.opcodes(one, other)
    return sum(len(word) for code in codes if code.tag == "equal" for word in one[code.src_start : code.src_end])


def _said_once(old: str, new: str) -> int | None:
    """Where a longer wording has these words, capitals aside, when they stand there once."""
    if not _too_long(len(old), (0, len(new))):
        return None
    found = list(islice(occurrences(plain(new), plain(old), (False, False)), 2))
    return found[0] if len(found) == 1 else None


def _free(side: Side, chain: Chain, start: int, end: int) -> tuple[int, int]:
    """What of the new text answers to nothing before or behind the passage [start, end)."""
    before, behind = around(chain, start - 1), around(chain, end)
    behind += behind < 0 or chain[behind].old_end <= end
    if before >= 0:
        least = min(chain[before].new_end, chain[before].new + start - chain[before].old)
    else:
        least = side.alignment.unanswered_from(chain[0].new)
    if behind < len(chain):
        return least, chain[behind].new + max(0, end - chain[behind].old)
    return least, side.alignment.unanswered_until(chain[-1].new_end, len(side.there))


def _with_mark(there: str, opening: int, closing: int, old: str) -> tuple[int, int]:
    """A place with the mark behind it, the full stop, that the passage has at its end."""
    ends = old[-1:]
    missing = not ends.isalnum() and there[closing - 1 : closing].isalnum() and there[closing : closing + 1] == ends
    return opening, closing + missing


def _whole_words(there: str, opening: int, closing: int) -> tuple[int, int]:
    """A stretch with the rest of the words that it cuts through, and no blanks around it."""
    while opening > 0 and there[opening - 1].isalnum() and there[opening : opening + 1].isalnum():
        opening -= 1
    while closing < len(there) and there[closing].isalnum() and there[closing - 1].isalnum():
        closing += 1
    said = there[opening:closing]
    return opening + len(said) - len(said.lstrip()), closing - len(said) + len(said.rstrip())


def _is_anchored(side: Side, chain: Chain, start: int, end: int) -> bool:
    """Whether a certain block, or an end of both texts, is in the passage or near it."""
    for at in range(max(0, around(chain, start - AROUND)), len(chain)):
        block = chain[at]
        if block.old > end + AROUND:
            return False
        if block.old_end >= start - AROUND and (not block.length or side.certain(block)):
            return True
    return False


def _likeness(old: str, new: str, still_there: int) -> float:
    if len(new) <= GROWN * len(old) + AROUND and (still_there >= LEFT * len(old) or _opens_or_ends(old, new)):
        return max(still_there / len(old), LEFT)
    if max(len(old), len(new)) > LONGEST:
        return min(still_there / max(len(old), len(new)), 1.0)
    return Levenshtein.normalized_similarity(old, new)


def _opens_line(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


def _but_for_labels(old: str, new: str) -> float:
    """How alike two wordings are that begin with a line, whoever speaks: “Officer: Yes.”, “P7: Yes.”"""
    if max(len(old), len(new)) > GAP:
        return 0.0
    one, other = _LABEL.sub("", old), _LABEL.sub("", new)
    labelled = len(one) < len(old) and len(other) < len(new)
    return similarity(one, other) if labelled and any(map(str.isalnum, one)) else 0.0


def _opens_or_ends(old: str, new: str) -> bool:
    """Whether words open or end others, capitals aside: “no” and “No, never.”."""
    words, others = plain(old), plain(new)
    opens = others.startswith(words) and not others[len(words) : len(words) + 1].isalnum()
    return opens or (others.endswith(words) and not others[-len(words) - 1 : -len(words)].isalnum())

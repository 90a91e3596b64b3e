"""A person's own small words: who says `somebody`, who says `someone`, and keeps to it for a whole interview."""

from __future__ import annotations

import re
from random import Random

# Words that mean the same; a person takes one of each row and says it always. Some rows are kept to some groups.
_SAME = (
    ("nobody", "no one"), ("somebody", "someone"), ("everybody", "everyone"), ("anybody", "anyone"),
    ("perhaps", "maybe"), ("until", "till"), ("a lot of", "lots of", "plenty of"),
    ("sort of", "kind of"), ("have to", "need to"), ("has to", "needs to"),
    ("in the end", "eventually"), ("most of it", "the bulk of it"),
    ("these days", "nowadays"), ("every time", "each time"), ("at the moment", "at present"),
    ("on the phone", "over the phone"), ("quite often", "fairly often"), ("I'd say", "I would say"),
    ("anyway", "in any case"), ("of course", "naturally"),
    ("as if", "as though"), ("usually", "generally"),
    ("I suppose", "I guess", "I suppose"), ("sometimes", "at times"),
    ("rings", "phones"), ("rang", "phoned"), ("ring her", "phone her"),
    ("a year", "twelve months"), ("a cup of tea", "a coffee", "a brew"),
    ("whiteboard", "wall chart"), ("a leaflet", "a flyer", "a booklet"), ("quickly", "fast"),
    ("each other", "one another"), ("tired", "worn out", "shattered"),
    ("I remember", "I can remember"), ("what they said", "what was said"), ("sandwiches", "biscuits"),
    ("a minute", "a moment"), ("early on", "near the start"),
    ("a number", "a figure"), ("I'm serious", "I mean it"), ("daft", "silly"), ("properly", "the right way"),
    ("never been", "not been"), ("at last", "finally"),
    ("but it", "though it"), ("but you", "though you"), ("but I", "though I"),
)  # fmt: skip
_BUT_FOR = {
    "P": {"at present", "naturally"},
    "I": {"at present", "naturally"},
    "B": {"I guess", "lots of", "kind of"},
    "J": {"I guess", "lots of", "kind of", "maybe"},
}
_LONG = {
    "don't": "do not", "can't": "cannot", "isn't": "is not", "wasn't": "was not", "couldn't": "could not",
    "wouldn't": "would not", "didn't": "did not", "doesn't": "does not", "aren't": "are not", "hasn't": "has not",
    "haven't": "have not", "I'm": "I am", "they're": "they are", "we're": "we are", "you're": "you are",
    "won't": "will not",
    "I've": "I have", "we've": "we have", "they've": "they have", "you've": "you have", "I'll": "I will",
}  # fmt: skip
# How likely somebody is to speak out every verb: barristers and judges mostly do.
_SPEAKS_OUT = {"C": 0.3, "P": 0.08, "I": 0.1, "B": 0.75, "J": 0.85}
_FULL = (
    (re.compile(r"\b([Tt])here's (?=(?:two|three|four|five|people|families|no words)\b)"), r"\1here are "),
    (re.compile(r"\b([Ii]t|[Tt]hat|[Tt]here|[Ww]hat|[Ww]ho)'s (?!(?:got|been|had|gone|come|\w+ed)\b)"), r"\1 is "),
    (re.compile(r"\b(I|[Yy]ou|[Oo]ne|[Tt]hey|[Ww]e|[Ii]t)'d (?=(?:not|have|say|be|like|go|make|want|take|never)\b)"),
     r"\1 would "),
)  # fmt: skip
# Two sentences with a comma between them: people talk so, transcribers mostly put a full stop.
_SPLICE = re.compile(
    r", (?=(?:I|it|they|you|we|there|she|he|nobody|no one|somebody|someone|people|that(?='s| is))(?:'\w+)? \w+ \w+)"
)
_CLAUSE = re.compile(
    r"^ ?(?:and |but |so )?(?:I|it|that|they|you|we|there|she|he|one|nobody|no one|somebody|someone|people)\b(?:'\w+)?"
    r" [^ ]+ ",
    re.IGNORECASE,
)
_AFTER_STOP = re.compile(r"(?<=[A-Za-z]\. )[a-z]")
_SEGMENT = re.compile(r"[^,.;:?—]*$")
_OPEN = re.compile(
    r"^ ?(?:and |but |so )?(?:if|when|whenever|where|because|since|once|until|till|after|before|while|though|as|"
    r"unless|for|what|whose|with|in|on|at|by|even|by then|then|like|say)\b|"
    r"\b(?:say|says|said|ask|asks|asked|asking|thought|think|goes|go|know|mean|means|like|saying|told me|"
    r"tell them|so|well|is|was|were|be|me)$",
    re.IGNORECASE,
)
_JOIN = re.compile(r", (and|but|so) (?=\w+(?:'\w+)? \w+ \w+ \w+)")


class Idiolect:
    """The small words of one person, and where they draw breath."""

    def __init__(self, group: str, rng: Random) -> None:
        self.rng = rng
        self.words = _choices(group, rng)
        alternatives = sorted(self.words, key=lambda word: (-len(word), word))
        # `why didn't you` has no long form.
        self.pattern = re.compile(
            rf"(?<![\w'-])(?:{'|'.join(map(re.escape, alternatives))})(?![\w'-])"
            r"(?! (?:you|we|they|I|he|she|it)\b)"
        )
        # Transcribers differ: some hear a full stop before `and`, some a comma, some nothing.
        self.full = self.words.get("don't") is not None
        self.splices = 0.2 + rng.random() * 0.25
        self.stops, self.runs = rng.random() * 0.4, rng.random() * 0.35

    def put(self, sentence: str) -> str:
        """The sentence as this person says it."""
        said = self.pattern.sub(lambda found: self.words[found.group(0)], sentence)
        for short, long in _FULL if self.full else ():
            said = short.sub(long, said)
        said = _JOIN.sub(self._join, _SPLICE.sub(self._splice, said[:1].upper() + said[1:]))
        return _AFTER_STOP.sub(lambda found: found.group(0).upper(), said)

    def _splice(self, found: re.Match[str]) -> str:
        before = _segment(found)
        if self.rng.random() < self.splices or not _CLAUSE.match(before) or _OPEN.search(before):
            return found.group(0)
        return ". "

    def _join(self, found: re.Match[str]) -> str:
        chance = self.rng.random()
        before = _segment(found)
        if chance < self.stops and _CLAUSE.match(before) and not _OPEN.search(before):
            return f". {found.group(1).capitalize()} "
        return f" {found.group(1)} " if chance > 1 - self.runs and found.group(1) == "and" else found.group(0)


def _segment(found: re.Match[str]) -> str:
    """What stands between the last mark and this one."""
    match = _SEGMENT.search(found.string, 0, found.start())
    return match.group(0) if match else ""


def _choices(group: str, rng: Random) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for row in _SAME:
        allowed = [word for word in row if word not in _BUT_FOR.get(group, ())]
        own = allowed[int(rng.random() * len(allowed))]
        chosen |= {word: own for word in row if word != own}
    if rng.random() < _SPEAKS_OUT[group]:
        chosen |= _LONG
    capitals = {_capital(word): _capital(own) for word, own in chosen.items()}
    return {word: own for word, own in (chosen | capitals).items() if word != own}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

"""Where people hesitate: before they start, at a conjunction, at a phrase they begin twice."""

from __future__ import annotations

import re
from random import Random

STARTS = {
    "C": ("I mean,", "Um,", "Obviously,", "To be fair,", "Equally,", "In fairness,", "So,"),
    "P": ("Like I say,", "I mean,", "Er,", "Basically,", "Look,", "To be fair,", "So,"),
    "I": ("Um,", "You know,", "I mean,", "Honestly,", "So,", "I suppose"),
    "B": ("Well,", "Now,", "Candidly,", "In truth,", "Of course,"),
    "J": ("Perhaps I should say,", "Er,", "Well,", "Of course,", "I suppose"),
}
FILLERS = {
    "C": ("um,", "I suppose,", "you know,", "if I'm honest,"),
    "P": ("you know,", "er,", "like I say,", "if I'm honest,"),
    "I": ("um,", "you know,", "like,", "I don't know,"),
    "B": ("I think,", "if I may say so,", "one supposes,"),
    "J": ("I think,", "I suppose,", "perhaps,"),
}
TAGS = {
    "C": (", I think", ", if that makes sense", ", in fairness", ", certainly here", ", for me"),
    "P": (", you know what I mean", ", to be fair", ", basically", ", if I'm honest"),
    "I": (", you know", ", do you know what I mean", ", honestly", ", really"),
    "B": (", if I may say so", ", in my view", ", frankly", ", I regret to say"),
    "J": (", I think", ", so far as I can judge", ", for my part", ", as I see it"),
}
_KEPT = ("I ", "I'", "ISVA", "CPS", "Soteria", "GP", "Case ", "DC", "DS", "DI", "OIC", "IP", "NFA", "Area ", "SHPO",
         "HR", "Section", "Bench", "TRiM", "SARC", "MARAC", "IDVA", "ABE")  # fmt: skip
_KEPT_WORDS = frozenset({"I", "God", "January", "Easter", "Christmas", "Judicial", "Bar", "PIP2", "Crown", "Home",
                         "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"})  # fmt: skip
# A sentence that opens with one of these has been led into already.
_LED = re.compile(
    r"^(?:And|So|But|Now|Well|Yes|Yeah|Yep|No|Like|Because|Honestly|Then|Right|Um|Er|Look|Sorry|Oh|Okay|Mm|Perhaps|"
    r"That said|Mind you|Having said|Which|Sometimes|Fair|Credit|In fairness|"
    r"To be (?:fair|honest)|You know|Of course)\b"
)
_JOINT = re.compile(r", (and|but|so|because) (?!that's|it's|then\b|so\b)")
_FIRST_WORDS = re.compile(r"^((?:I|We|You|They|It|She|He|There|What|If|When)(?:'\w+)?)( [a-z]+)?(?= [a-z<])")


def lowered(sentence: str) -> str:
    """The sentence as it continues after other words: first letter small unless it is a name."""
    if sentence.startswith(_KEPT) or sentence.split(" ", 1)[0].strip(",.'") in _KEPT_WORDS or sentence[:1] == "[":
        return sentence
    return sentence[:1].lower() + sentence[1:]


def hesitant(sentence: str, group: str, rng: Random) -> str:
    """The sentence with one hesitation where the grammar has room for it; as it was where there is none."""
    kind = rng.random()
    joint = _JOINT.search(sentence)
    if kind < 0.4 and joint:
        return f"{sentence[: joint.end() - 1]}, {_one(FILLERS[group], rng)} {sentence[joint.end() :]}"
    if _LED.match(sentence):
        return sentence
    first = _FIRST_WORDS.match(sentence)
    if kind < 0.7 and first:
        return _begun_twice(sentence, first, rng)
    return f"{_one(STARTS[group], rng)} {lowered(sentence)}"


def tagged(sentence: str, group: str, rng: Random) -> str:
    """The sentence with a tag at its end, where it is one plain sentence."""
    plain = sentence.endswith(".") and sentence.count(".") == 1 and not set("?:;") & set(sentence)
    return f"{sentence[:-1]}{_one(TAGS[group], rng)}." if plain else sentence


def _begun_twice(sentence: str, first: re.Match[str], rng: Random) -> str:
    """`We ask — we ask for …` or `It's, it's …`."""
    if rng.random() < 0.5 and first.group(2):
        return f"{first.group(0)} — {lowered(sentence)}"
    again = first.group(1)
    return f"{again}, {lowered(again) if again != 'I' else again}{sentence[len(again) :]}"


def _one(many: tuple[str, ...], rng: Random) -> str:
    return many[int(rng.random() * len(many))]

"""The rule that decides a difference between a learner and the team: a ruling's reason, or a line of a definition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from codebook.paths import name_key
from codebook.reviewing.rulings import Ruling
from codebook.scheme.codes import Code

_POINTS_TO = re.compile(r"→\s*(.+?)\s*$")
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Rule:
    """What decides, in the words it is written in, and where it stands: `exclusion of ‘Delay’`."""

    text: str
    source: str


def deciding(
    kind: str, expected: Sequence[Code], got: Sequence[Code], words: str, ruling: Ruling | None, panel: Sequence[str]
) -> Rule:
    """The rule for a difference of a kind (`learning.KINDS`) about a passage's words.

    A ruling about it comes first. For another code instead, the exclusion of that code which points to the right one.
    For what was missed, the inclusion of its code that shares most words with the passage, and for what was added the
    exclusion of its code that does; where there is none, what the code is in brief.
    """
    if ruling is not None:
        said = ruling.decision.note or f"Decided: {ruling.decision.outcome}."
        return Rule(said, f"ruling by {ruling.coder}: {ruling.decision.reason}")
    if kind == "bounds":
        return Rule("The passage begins and ends elsewhere.", f"what {' and '.join(panel)} agree on")
    wanted = {name_key(code.name) for code in expected}
    for code in got:
        for line in code.entry.exclude:
            pointed = _POINTS_TO.search(line)
            if pointed is not None and name_key(pointed[1].strip(" .’'\"”").rpartition("/")[2]) in wanted:
                return Rule(line, f"exclusion of ‘{code.name}’")
    if expected:
        return _line(expected[0], "inclusion", expected[0].entry.include, words)
    return _line(got[0], "exclusion", got[0].entry.exclude, words)


def _line(code: Code, what: str, lines: Sequence[str], words: str) -> Rule:
    if lines:
        said = _words(words)
        best = max(lines, key=lambda line: len(said & _words(line)))  # the first of those that share as many
        return Rule(best, f"{what} of ‘{code.name}’")
    return Rule(code.entry.brief or code.entry.full or "It has no rule yet.", f"definition of ‘{code.name}’")


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}

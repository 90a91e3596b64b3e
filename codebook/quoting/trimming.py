"""A quotation as an author wants it printed, checked against what was said: cuts shown as …, additions in [brackets].

The author writes the words as they are to be printed. They are only taken when everything outside of brackets and
ellipses was said, in that order: so a printed quotation can leave out and explain, and never change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from transcripts.errors import Conflict

_SIGN = re.compile(r"\s*(?:\[\s*(?:…|\.{3})\s*\]|…|\.{3})\s*|\s*\[[^\[\]]*\]\s*")
_ELLIPSIS = re.compile(r"\s*(?:\[\s*(?:…|\.{3})\s*\]|…|\.{3})\s*")
_RECASED = re.compile(r"\[(\w)\](?=\w)")
_HELD = "\ufdd0"
_SAME = {"'": "['’‘]", "’": "['’‘]", "‘": "['’‘]", '"': '["“”]', "“": '["“”]', "”": '["“”]', "–": "[–—-]",
         "—": "[–—-]", "-": "[–—-]"}  # fmt: skip
_MOST_REPLACED = 5
"""A bracket that stands for more words than this would hide a cut."""


@dataclass(frozen=True, slots=True)
class Trimmed:
    """What a printed quotation leaves out of its passage, in order: `cuts` behind an ellipsis, `replaced` by a bracket,
    `ends` before and after.
    """

    cuts: tuple[str, ...]
    replaced: tuple[str, ...]
    ends: tuple[str, str]


def trimmed(passage: str, words: str) -> Trimmed:
    """What printing `words` for a passage leaves out. Raises Conflict where they hold what was not said there."""
    whole = _literal(_held(words.strip()))
    if words.strip() and (found := re.search(rf"(?<!\w){whole}(?!\w)", passage)):
        return Trimmed((), (), (passage[: found.start()], passage[found.end() :]))
    held = _held(words.strip())
    signs = [each[0] for each in _SIGN.finditer(held)]
    parts = _SIGN.split(held)
    _require_said(passage, parts)
    pattern, kinds = _pattern(parts, signs)
    match = re.search(pattern, passage, re.DOTALL)
    if match is None:
        raise Conflict("The pieces were said, but not in this order. A quotation keeps the order of its passage.")
    groups = list(zip(kinds, match.groups(), strict=True))
    replaced = tuple(said.strip() for kind, said in groups if kind == "bracket" and said.strip())
    if any(len(said.split()) > _MOST_REPLACED for said in replaced):
        raise Conflict("A bracket stands for more than five words here. Show that something is cut: … [your words]")
    cuts = tuple(said.strip(" ,;") for kind, said in groups if kind == "cut" and said.strip(" ,;"))
    return Trimmed(cuts, replaced, (passage[: match.start()], passage[match.end() :]))


def fits(passage: str, words: str) -> bool:
    """Whether words may still be printed for a passage, which a corrected transcript may have changed."""
    try:
        trimmed(passage, words)
    except Conflict:
        return False
    return True


def _held(words: str) -> str:
    """`[T]hey` as one word whose first letter may have either case."""
    return _RECASED.sub(lambda found: _HELD + found[1], words)


def _require_said(passage: str, parts: list[str]) -> None:
    said = [part for part in parts if re.search(r"\w", part)]
    if not said:
        raise Conflict("Nothing that was said is left. Leave it empty to print the whole passage.")
    for part in said:
        if not re.search(rf"(?<!\w){_literal(part.strip())}(?!\w)", passage):
            shown = part.replace(_HELD, "").strip()
            raise Conflict(f"“{shown}” was not said here. Cut with …, and put words of your own in [brackets].")


def _pattern(parts: list[str], signs: list[str]) -> tuple[str, list[str]]:
    """One expression for all pieces, and what each of its groups stands for."""
    pattern, kinds = "", []
    for at, part in enumerate(parts):
        if re.search(r"\w", part):
            pattern += rf"(?<!\w){_literal(part.strip())}(?!\w)"
        if at < len(signs) and pattern and any(re.search(r"\w", each) for each in parts[at + 1 :]):
            pattern += "(.*?)"
            kinds.append("cut" if _ELLIPSIS.fullmatch(signs[at]) else "bracket")
    return pattern, kinds


def _literal(part: str) -> str:
    """A piece as an expression: any white space for white space, either form of quotation marks and dashes."""
    made, recase = [], False
    for sign in re.sub(r"\s+", " ", part):
        if sign == _HELD:
            recase = True
        else:
            one = r"\s+" if sign == " " else _SAME.get(sign, re.escape(sign))
            made.append(f"(?i:{one})" if recase else one)
            recase = False
    return "".join(made)

"""Arabic, Hebrew and the like in a PDF: painted letters stand as they look, so they are turned to be read.

Programs paint a line from left to right whatever its script is. A page of such a script is mirrored: its letters come
in reading order then, its lines begin at the left, and rows, columns and paragraphs are found as on any other page.
Programs that shape no letters paint them in reading order from the left; forms that end words tell the two apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from transcripts.importing.pdf_pieces import Painted, Piece

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LETTER = re.compile(f"[{_RTL}]")
_OTHER_LETTER = re.compile(rf"(?![{_RTL}])[^\W\d_]")
_RUN = re.compile(rf"[{_RTL}](?:[^\n\tA-Za-z\d]*[{_RTL}])*")
_SIGN = "([%‰$€£¥°]?)"
_LEFT_TO_RIGHT = re.compile(
    rf"([()\[\]]?){_SIGN}((?:(?![{_RTL}])\w)(?:[^\n\t{_RTL}]*(?:(?![{_RTL}])\w))*){_SIGN}([()\[\]]?)"
)
_STRONG = re.compile(rf"[{_RTL}]|[^\W\d_]")
_ANY_OPEN, _ANY_CLOSED = re.compile(r"[(\[]"), re.compile(r"[)\]]")
_ENDS_WORDS = frozenset("ךםןףץةى")
_SHAPED = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_BRACKETS = {ord(a): b for a, b in zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True)}
_OPEN, _CLOSED = r"[(\[{<«‹]", r"[)\]}>»›]"
_LOOKING = re.compile(rf"[{_RTL}]{_CLOSED}(?=[ \n])|[ \n]{_OPEN}(?=[{_RTL}])")
_TYPED = re.compile(rf"[{_RTL}]{_OPEN}(?=[ \n])|[ \n]{_CLOSED}(?=[{_RTL}])")
"""Brackets beside words from the right, in lines that are painted as they look."""


def read_from_the_right(pages: Sequence[Painted]) -> Mirror | None:
    """Turn what was painted as it looks into reading order, in place. How the pages were mirrored for it, if so."""
    text = [piece.text for page in pages for piece in page.pieces]
    right = sum(len(_LETTER.findall(words)) for words in text)
    if not right or _in_reading_order(text):
        return None
    mirror = Mirror(_BRACKETS if _show_as_painted(text) else {})
    mirrored = right > sum(len(_OTHER_LETTER.findall(words)) for words in text)
    for page in pages:
        for piece in page.pieces:
            if mirrored:
                _mirror(piece, page.width, mirror)
            elif _LETTER.search(piece.text):
                piece.parts = [_RUN.sub(lambda run: mirror.turned(run[0]), piece.text)]
    return mirror if mirrored else None


class Mirror(NamedTuple):
    """Turns words round. `brackets`: those that look the other way then; none where a file names them as typed."""

    brackets: Mapping[int, str]

    def turned(self, text: str) -> str:
        """Letters the other way round, with the brackets that they then need."""
        return text[::-1].translate(self.brackets)

    def in_reading_order(self, text: str) -> str:
        """A line of a mirrored page with its figures and words of other scripts the right way round."""
        return _LEFT_TO_RIGHT.sub(self._run, text)

    def _run(self, found: re.Match[str]) -> str:
        """Words from the left: `CPS (North)` with its last bracket, which stands in front of them now."""
        before, ahead, words, behind, after = found.groups()
        with_sign = _signs_go_along(found.string, found.start())
        if with_sign and words[0].isdigit():
            words, ahead = ahead + words, ""
        if with_sign and words[-1].isdigit():
            words, behind = words + behind, ""
        before, after = before + ahead, behind + after
        unpaired = len(_ANY_OPEN.findall(words)) != len(_ANY_CLOSED.findall(words))
        if unpaired and before:
            before, words = "", before + words
        elif unpaired:
            words, after = words + after, ""
        return before + self.turned(words) + after


def _signs_go_along(line: str, start: int) -> bool:
    """Whether the sign beside a figure is painted as one with it, `50%`: behind Arabic letters it is not (Unicode's
    rules W2 and W5).
    """
    strong = next((match[0] for match in reversed(list(_STRONG.finditer(line, 0, start)))), "")
    return unicodedata.bidirectional(strong) != "AL" if strong else True


def _show_as_painted(text: Sequence[str]) -> bool:
    """Whether brackets are named by how they look: `(` stands where words from the right end, then."""
    painted = "\n".join(text)
    return len(_TYPED.findall(painted)) <= len(_LOOKING.findall(painted))


def unshaped(text: str) -> tuple[str, int]:
    """Forms of letters by their place in the word as the letters; how many there were."""
    found = len(_SHAPED.findall(text))
    return (_SHAPED.sub(lambda form: unicodedata.normalize("NFKC", form[0]), text) if found else text), found


def _in_reading_order(text: Sequence[str]) -> bool:
    """Whether letters that end words stand at their ends already."""
    votes = [_vote(word.strip(".,:;?!؟،؛()[]«»\"'")) for line in text for word in line.split()]
    return sum(votes) > 0


def _vote(word: str) -> int:
    if len(word) < 2:
        return 0
    plain = unicodedata.normalize("NFKC", word)
    return _ends(word[-1]) - _ends(word[0]) + plain.startswith("ال") - plain.endswith("لا")


def _ends(letter: str) -> int:
    return int(letter in _ENDS_WORDS or unicodedata.decomposition(letter).startswith("<final>"))


def _mirror(piece: Piece, width: float, mirror: Mirror) -> None:
    text = mirror.turned(piece.text)
    piece.x0, piece.x1 = width - piece.x1, width - piece.x0
    first = next(_word_ends(text), None)
    piece.first_end = None if first is None else piece.x0 + (piece.x1 - piece.x0) * first / len(text)
    piece.parts = [text]


def _word_ends(text: str) -> Iterator[int]:
    return (match.end() for match in re.finditer(r"\S+(?=\s)", text))

"""Lines of all pages into paragraphs: where a line was wrapped it goes on, where it was ended a new one begins.

A paragraph ends where the next line's first word would still have fitted before the margin, where the gap grows or
the indent changes, and before whatever opens paragraphs elsewhere in the document (`Interviewer:`, `[00:03:12]`,
`Anna Lee 3:12` alone).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from transcripts.importing.pdf_hyphens import Hyphens
from transcripts.importing.pdf_rows import Segment

_SURE, _NEARLY_ALWAYS = 3, 0.8
"""How often a label must be seen to begin paragraphs, to begin one where somebody was cut short: “and then we,”."""
_INDENT = 0.7
_FITS = 0.3
_GAP = 1.2
_OPENING = re.compile(
    r"[^\W\d_][^\n:\t]{0,38}[ \u00a0][\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?[ ]*\Z"
    r"|(?P<label>[^\s:][^:\t]{0,38}(?::|\t))|\[[^\]]{1,40}\]"
    r"|\(?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\)?|[A-Z]\d?[.)](?= )"
)
_NUMBERS = re.compile(r"\d+")
_BREAKABLE = re.compile(r"[-\u2010\u2013\u2014/](?=\w)")
_OPEN_ENDED = re.compile(r"(?:[\w,.;?!…]—|\w/|[^\s\-\u2010\u2011][-\u2010\u2011]{1,3})\Z")
"""How a line ends whose last word goes on in the next: a dash that stands by itself ends no word."""
_NEAR_MARGIN, _ATTESTED = 40.0, 8
"""Points before a margin within which most wrapped lines end; how many lines must, for it to be one."""
_FULL_LINE = 40
"""Letters of a line without a blank, which holds a part of one long word."""
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(slots=True)
class Paragraph:
    """Words of one paragraph with the spans set in bold."""

    text: str
    bold: list[tuple[int, int]]


def paragraphs_of(lines: Sequence[Segment], hyphens: Hyphens) -> list[Paragraph]:
    """The paragraphs of a document's lines, which are in reading order."""
    if not lines:
        return []
    breaks = _Breaks(lines)
    found: list[Paragraph] = []
    for i, line in enumerate(lines):
        if i == 0 or breaks.before[i]:
            found.append(Paragraph(line.text, list(line.bold)))
        else:
            _go_on(found[-1], lines[i - 1], line, hyphens)
    return found


def _go_on(paragraph: Paragraph, above: Segment, line: Segment, hyphens: Hyphens) -> None:
    text, between = hyphens.join(paragraph.text, line.text)
    if between is None:
        between = "" if _is_one_word(text, above, line) else " "
    shift = len(text) + len(between)
    paragraph.text = text + between + line.text
    paragraph.bold = [(a, min(b, len(text))) for a, b in paragraph.bold]
    for a, b in line.bold:
        if paragraph.bold and a + shift - paragraph.bold[-1][1] <= 1:
            paragraph.bold[-1] = (paragraph.bold[-1][0], b + shift)
        else:
            paragraph.bold.append((a + shift, b + shift))


def _is_one_word(text: str, above: Segment, line: Segment) -> bool:
    """Whether a line's first word goes on with the last of the text so far; an address is broken anywhere."""
    unspaced = _WIDE.match(text[-1:]) is not None and _WIDE.match(line.text) is not None
    broken = len(above.text) >= _FULL_LINE and " " not in above.text
    return unspaced or broken or _OPEN_ENDED.search(text[-9:]) is not None


_HYPHENS = ("-", "\u2010", "\u2011")


class _Breaks:
    """Before which lines a paragraph begins: first what the layout shows, then what opens paragraphs elsewhere."""

    def __init__(self, lines: Sequence[Segment]) -> None:
        self._lines = lines
        self._margins = _margins(lines)
        self._leading = _leading(lines)
        self.before = [True] * len(lines)
        for i in range(1, len(lines)):
            self.before[i] = self._shown(i)
        openings = self._openings()
        for i in range(1, len(lines)):
            self.before[i] = self.before[i] or self._opens(i, openings)

    def _shown(self, i: int) -> bool:
        above, line = self._lines[i - 1], self._lines[i]
        if line.begins or abs(above.size - line.size) > 0.15 * line.size:
            return True
        if self._fits(above, line):
            return True
        apart = above.page != line.page or line.y <= above.y  # over to another page or column
        if apart:
            return line.x0 - self._left(i) > _INDENT * line.size and self._ends(above)
        if line.y - above.y > _GAP * self._leading * line.size:
            return True
        return self._indented(i)

    def _left(self, i: int) -> float:
        """The left edge of the lines after this one, where it stands on its page."""
        following = self._lines[i + 1] if i + 1 < len(self._lines) else self._lines[i]
        return min(following.x0, self._lines[i].x0)

    def _ends(self, line: Segment) -> bool:
        return line.text.rstrip("”’\"')]").endswith((".", "?", "!", "…", "—", ":"))

    def _fits(self, above: Segment, line: Segment) -> bool:
        """Whether the line's first word could have stood at the end of the line above."""
        word = line.text.split(" ", 1)[0].split("\t", 1)[0]
        width = max(0.0, min(line.first_end, line.x1) - line.x0)
        part = _BREAKABLE.search(word)
        if part is not None:
            width *= part.end() / len(word)
        space = 0.0 if above.text.endswith(_HYPHENS) else 0.25 * line.size
        if above.text.endswith(("\u00ad", *_HYPHENS)) and word[:1].islower():
            return False
        return above.x1 + space + width < self._margin(above) - _FITS * line.size

    def _margin(self, line: Segment) -> float:
        edge, attested = self._margins.get(_block(line), (line.x1, False))
        return edge if attested else max(edge, line.margin)

    def _indented(self, i: int) -> bool:
        above, line = self._lines[i - 1], self._lines[i]
        step = line.x0 - above.x0
        if abs(step) <= _INDENT * line.size:
            return False
        if above.hang is not None and abs(line.x0 - above.hang) <= _INDENT * line.size:
            return False
        first = i == 1 or self.before[i - 1]
        if step < 0:
            return not first
        if not first:
            return True
        following = self._lines[i + 1] if i + 1 < len(self._lines) else None
        same = following is not None and following.page == line.page and following.y > line.y
        return bool(same and following is not None and following.x0 < line.x0 - _INDENT * line.size)

    def _openings(self) -> dict[str, bool]:
        """What begins a paragraph that the layout shows, and at least one more line; whether nearly always so."""
        keys = [_opening(line) for line in self._lines]
        counts = Counter(keys)
        shown = Counter(key for key, begins in zip(keys, self.before, strict=True) if begins)
        return {
            key: number >= _SURE and number >= _NEARLY_ALWAYS * counts[key]
            for key, number in shown.items() if key and counts[key] >= 2
        }  # fmt: skip

    def _opens(self, i: int, openings: dict[str, bool]) -> bool:
        """Whether a line opens as paragraphs do; behind a comma or a hyphen only as they nearly always do."""
        key = _opening(self._lines[i])
        return key in openings and (openings[key] or not self._lines[i - 1].text.endswith((",", *_HYPHENS)))


def _opening(line: Segment) -> str:
    """How a line begins, if it begins as a turn may: a label, a time, a bracket; figures do not tell them apart."""
    match = _OPENING.match(line.text)
    if match is None:
        return ""
    return _NUMBERS.sub("#", match[0]).casefold()


def _block(line: Segment) -> int:
    """The half or third of a page in which a line's words begin: columns have margins of their own."""
    return int((line.x0 if line.hang is None else line.hang) // 150)


def _margins(lines: Sequence[Segment]) -> dict[int, tuple[float, bool]]:
    """The right margin of each block, and whether so many lines come near to it that it must be one."""
    ends: dict[int, list[float]] = {}
    for line in lines:
        ends.setdefault(_block(line), []).append(line.x1)
    return {block: _margin(sorted(found, reverse=True)) for block, found in ends.items()}


def _margin(ends: Sequence[float]) -> tuple[float, bool]:
    """The farthest edge that more than one line comes near to."""
    edge = next((a for a, b in pairwise(ends) if a - b < 20), ends[0])
    near = sum(end >= edge - _NEAR_MARGIN for end in ends)
    return edge, ends[0] == edge and near >= max(_ATTESTED, 0.25 * len(ends))


def _leading(lines: Sequence[Segment]) -> float:
    """The distance of wrapped lines in ems: the smallest that is common."""
    steps = Counter(_steps(lines))
    total = sum(steps.values())
    common = [step for step, count in steps.items() if count >= max(2, 0.08 * total)]
    return min(common, default=12) / 10


def _steps(lines: Sequence[Segment]) -> Iterator[int]:
    for above, line in pairwise(lines):
        if above.page == line.page and 0 < line.y - above.y < 6 * line.size and above.size == line.size:
            yield round((line.y - above.y) / max(line.size, 1.0) * 10)

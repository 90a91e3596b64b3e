"""What stands around a quotation."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from transcripts.texts import DocumentText

CUT = "…"


@dataclass(frozen=True, slots=True)
class Line:
    """Words around a quotation and who says them: None where nobody is named, or the quotation's own turn goes on."""

    speaker: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Context:
    """The lines before a quotation and those after it, in text order."""

    before: tuple[Line, ...]
    after: tuple[Line, ...]

    def as_json(self) -> dict[str, Any]:
        """`{"before": [{"speaker", "text"}], "after": [...]}`."""
        return {
            side: [{"speaker": line.speaker, "text": line.text} for line in getattr(self, side)]
            for side in ("before", "after")
        }


def around(document: DocumentText, start: int, end: int, *, turns: int = 0, characters: int = 0) -> Context:
    """What stands around [start, end): the rest of its turns with `turns` whole ones either side, else `characters`.

    Characters are cut at whole words, the cut shown as …. In a text without turns only characters give context.
    """
    if turns and document.turns:
        return _turns_around(document, start, end, turns)
    return _characters_around(document.text, start, end, characters)


def _turns_around(document: DocumentText, start: int, end: int, number: int) -> Context:
    ends = [turn.end for turn in document.turns]
    first = bisect_right(ends, start)
    last = bisect_right(ends, end - 1)
    before = [Line(t.speaker, document.text[t.start : t.end]) for t in document.turns[max(0, first - number) : first]]
    after = [Line(t.speaker, document.text[t.start : t.end]) for t in document.turns[last + 1 : last + 1 + number]]
    if first < len(ends):
        turn = document.turns[first]
        before.append(Line(turn.speaker, document.text[turn.start : start].strip()))
    if last < len(ends):
        after.insert(0, Line(None, document.text[end : document.turns[last].end].strip()))
    return Context(tuple(line for line in before if line.text), tuple(line for line in after if line.text))


def _characters_around(text: str, start: int, end: int, number: int) -> Context:
    first, last = max(0, start - number), min(len(text), end + number)
    before, after = text[first:start], text[end:last]
    if first > 0 and not text[first - 1].isspace():
        before = before.partition(" ")[2]
    if last < len(text) and not text[last].isspace():
        after = after.rpartition(" ")[0]
    before, after = before.strip(), after.strip()
    left = (Line(None, CUT + before if first > 0 else before),) if before else ()
    right = (Line(None, after + CUT if last < len(text) else after),) if after else ()
    return Context(left, right)

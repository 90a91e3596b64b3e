"""Links in what people write: `[[CPS 43]]`, `[[CPS 43:142]]`, `[[CPS 43@1204-1288]]`, `[[Partnership/Early contact]]`.

In that order a document, a turn of it as numbered in the reader (from 1), a passage by code points (half-open), and a
code by its path or a name that only one bears. What is a document's label is never taken for a code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from codebook.scheme import codes
from codebook.scheme.codes import CodeTree
from codebook.spans import Span
from transcripts import document_labels
from transcripts.document_labels import Labels
from transcripts.errors import WorkbenchError
from transcripts.texts import DocumentText, document_text

LINK = re.compile(r"\[\[([^\[\]\n]{1,300})\]\]")
_SPAN = re.compile(r"(.+)@\s*(\d{1,12})\s*[-–]\s*(\d{1,12})")
_TURN = re.compile(r"(.+):\s*(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Link:
    """A link at [start, end) of a memo's text: `said` is what stands between the brackets.

    `document` is the uid of what a passage, turn or document is in, `place` its offsets there; `code` the uid of a
    code. `title` is for people. `trouble` says why it leads nowhere, and is "" when it leads somewhere.
    """

    start: int
    end: int
    said: str
    title: str
    document: str = ""
    place: Span | None = None
    words: str = ""
    code: str = ""
    trouble: str = ""


@dataclass
class Targets:
    """What links can lead to, as of one reading; texts are read when the first link asks for them."""

    labels: Mapping[str, str]
    tree: CodeTree
    text_of: Callable[[str], DocumentText]
    _texts: dict[str, DocumentText] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session) -> Targets:
        """Of a project, for as long as its session is open."""
        return cls(
            document_labels.uids_by_label(session), codes.tree(session), lambda uid: document_text(session, uid)
        )

    def text(self, uid: str) -> DocumentText:
        """A document's text."""
        if uid not in self._texts:
            self._texts[uid] = self.text_of(uid)
        return self._texts[uid]


def links(text: str, targets: Targets) -> list[Link]:
    """The links of a text in order, those that lead nowhere too."""
    labels = Labels(targets.labels)
    return [_resolved(match, labels, targets) for match in LINK.finditer(text)]


def span_links(text: str, label: str) -> Iterator[tuple[Span, Span]]:
    """Links to passages of one document: where their two offsets are written in the text, and the offsets."""
    only = Labels({label: label})
    for match in LINK.finditer(text):
        said = _SPAN.fullmatch(match[1].strip())
        if said and only.get(said[1].strip()):
            written = match.start() + match[0].rindex("@") + 1, match.end() - 2
            yield written, (int(said[2]), int(said[3]))


def link_to(label: str, start: int, end: int) -> str:
    """A link to a passage, to be put into a memo."""
    return f"[[{label}@{start}-{end}]]"


def _resolved(match: re.Match[str], labels: Labels, targets: Targets) -> Link:
    said = match[1].strip()
    start, end = match.span()
    if uid := labels.get(said):
        return Link(start, end, said, targets.text(uid).label, uid)
    if (passage := _SPAN.fullmatch(said)) and (uid := labels.get(passage[1].strip())):
        return _passage(start, end, said, targets.text(uid), (int(passage[2]), int(passage[3])))
    if (turn := _TURN.fullmatch(said)) and (uid := labels.get(turn[1].strip())):
        return _turn(start, end, said, targets.text(uid), int(turn[2]))
    try:
        code = targets.tree.find(said)
    except WorkbenchError as error:
        several = str(error).startswith("Several")
        why = str(error) if several else f"There is no document and no code ‘{said}’."
        return Link(start, end, said, said, trouble=why)
    return Link(start, end, said, code.path, code=code.uid)


def _passage(start: int, end: int, said: str, text: DocumentText, place: Span) -> Link:
    if not place[0] < place[1] <= len(text.text):
        why = f"‘{text.label}’ has no text at {place[0]}–{place[1]}: it has {len(text.text):,} characters."
        return Link(start, end, said, said, trouble=why)
    words = text.text[slice(*place)]
    return Link(start, end, said, f"{text.label}, {place[0]:,}–{place[1]:,}", text.uid, place, words)


def _turn(start: int, end: int, said: str, text: DocumentText, number: int) -> Link:
    if not 0 < number <= len(text.turns):
        why = f"‘{text.label}’ has no turn {number}: it has {len(text.turns):,}."
        return Link(start, end, said, said, trouble=why)
    turn = text.turns[number - 1]
    words = text.text[turn.start : turn.end]
    return Link(start, end, said, f"{text.label}, turn {number}", text.uid, (turn.start, turn.end), words)

"""Excerpts: passages of documents with everything needed to quote them.

Whatever asks for passages (the command line, the app, an export, an audit) gets these, so that all of them agree on
whose words they are and what was asked before. Offsets are code points of the document's text, half-open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlmodel import Session, col, select

from codebook.coding.codings import Coding
from transcripts import attributes
from transcripts.document_labels import natural
from transcripts.store.tables import Case, Document, DocumentCase, Participant
from transcripts.texts import DocumentText, SpokenTurn, document_texts

JSON_NAMES = (
    "document", "start", "end", "text", "codes", "coder", "speaker", "question", "attribution", "stance", "role", "key",
    "memo", "kind", "group", "area", "date", "participant", "cases", "attributes", "codings", "document_uid",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage: `text` is always `document.text[start:end]`, to the character.

    `document` is the label. `codes` are the paths, in the codebook's order, of the codings (uids) that brought it here,
    `coder` who made them: one name, or several joined with “, ”. `speaker` and `role` are of the turn it begins in,
    None where nobody is named; `question` is what the interviewer said last before it. `stance` is "" when nobody said
    or the codings behind it differ; `key` marks a key passage; memos of several codings stand on lines of their own.
    """

    document: str
    document_uid: str
    start: int
    end: int
    text: str
    codes: tuple[str, ...] = ()
    coder: str = ""
    speaker: str | None = None
    role: str | None = None
    question: str | None = None
    stance: str = ""
    key: bool = False
    memo: str = ""
    codings: tuple[str, ...] = ()
    kind: str = ""
    group: str = ""
    area: str = ""
    date: str = ""
    participant: str = ""
    cases: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)

    def as_json(self, attribution: str | None = None) -> dict[str, Any]:
        """The promised keys of `quotes --json` and the others that are known; attributed to the label by default."""
        known: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        known["attribution"] = self.document if attribution is None else attribution
        known["attributes"] = dict(self.attributes)
        return {name: list(v) if isinstance(v := known[name], tuple) else v for name in JSON_NAMES}


@dataclass(frozen=True, slots=True)
class Description:
    """What is known about a document apart from its words."""

    uid: str
    label: str
    kind: str
    group: str
    area: str
    date: str
    participant: str
    cases: tuple[str, ...]
    attributes: Mapping[str, str]


class Source:
    """A document that excerpts are cut from; finding the speaker and the question of a place takes logarithmic time."""

    def __init__(self, text: DocumentText, description: Description) -> None:
        self.text = text
        self.description = description
        self.states: Mapping[tuple[str, str, str], str] = {}  # of assignments, by document, coder and round, if asked
        self._ends = [turn.end for turn in text.turns]

    @cached_property
    def _questions(self) -> tuple[list[int], list[SpokenTurn]]:
        asked = [turn for turn in self.text.turns if turn.role == "interviewer"]
        return [turn.end for turn in asked], asked

    def turns(self, start: int, end: int) -> Sequence[SpokenTurn]:
        """The turns whose label or words share a character with [start, end)."""
        first = last = bisect_right(self._ends, start)
        while last < len(self._ends) and self.text.turns[last].label_start < end:
            last += 1
        return self.text.turns[first:last]

    def question(self, start: int) -> str | None:
        """What the interviewer said last before `start`."""
        ends, asked = self._questions
        before = bisect_right(ends, start)
        return self.text.text[asked[before - 1].start : ends[before - 1]] if before else None

    def cut(
        self, start: int, end: int, codings: Sequence[Coding] = (), paths: Mapping[str, str] | None = None
    ) -> Excerpt:
        """The excerpt [start, end); `paths` gives the codes' paths by uid, in the codebook's order."""
        at = self.description
        speaker, role = self.speaker(start, end)
        if paths is not None and len(codings) == 1:  # what most queries ask for
            one = codings[0]
            return Excerpt(
                at.label, at.uid, start, end, self.text.text[start:end], (paths[one.code],), one.coder, speaker, role,
                self.question(start), one.stance, one.key, one.memo, (one.uid,), at.kind, at.group, at.area, at.date,
                at.participant, at.cases, at.attributes,
            )  # fmt: skip
        used = {coding.code for coding in codings}
        order = paths if paths and len(used) > 1 else used
        stances = {coding.stance for coding in codings}
        return Excerpt(
            at.label, at.uid, start, end, self.text.text[start:end],
            codes=tuple(paths[uid] for uid in order if uid in used) if paths else (),
            coder=", ".join(dict.fromkeys(coding.coder for coding in codings)),
            speaker=speaker, role=role, question=self.question(start),
            stance=stances.pop() if len(stances) == 1 else "",
            key=any(coding.key for coding in codings),
            memo="\n".join(coding.memo for coding in codings if coding.memo),
            codings=tuple(coding.uid for coding in codings), kind=at.kind, group=at.group, area=at.area, date=at.date,
            participant=at.participant, cases=at.cases, attributes=at.attributes,
        )  # fmt: skip

    def speaker(self, start: int, end: int) -> tuple[str | None, str | None]:
        """Who speaks at the beginning of [start, end): name and role, None where nobody is named."""
        turn = self._first(start, end)
        return (None, None) if turn is None else (turn.speaker, turn.role)

    def _first(self, start: int, end: int) -> SpokenTurn | None:
        """The first of `turns`, without looking at the others: most passages are of one."""
        at = bisect_right(self._ends, start)
        turn = self.text.turns[at] if at < len(self._ends) else None
        return turn if turn is not None and turn.label_start < end else None

    def is_interviewer(self, start: int, end: int) -> bool:
        """Whether all the words of [start, end) are an interviewer's."""
        first = self._first(start, end)
        if first is None or (first.start < end and first.role != "interviewer"):
            return False
        touched = self.turns(start, end)
        said = [turn for turn in touched if turn.start < end] or touched
        return bool(said) and all(turn.role == "interviewer" for turn in said)


def unit_begins(text: DocumentText, unit: str) -> list[int]:
    """Where the turns (everybody's) or sentences of a document begin, in order: a name belongs to what it stands
    before, and what follows a unit, up to where the next begins, to that.
    """
    labels = [turn.label_start for turn in text.turns]
    if unit == "turn":
        return labels
    from transcripts.language import sentence_bounds  # noqa: PLC0415 - few ask for sentences

    begins = [start for start, _ in sentence_bounds(text.text, text.turns)]
    for turn in text.turns:
        first = bisect_left(begins, turn.start)
        if first < len(begins) and begins[first] < turn.end:
            begins[first] = turn.label_start
    return begins


def sources(
    session: Session, documents: Iterable[str] | None = None, known: Mapping[str, Description] | None = None
) -> dict[str, Source]:
    """Documents (all, or those of the given uids) to cut excerpts from, in reading order: kind, group, label.

    `known` are the `descriptions` of this reading, where somebody has them already.
    """
    wanted = None if documents is None else sorted(documents)
    texts = document_texts(session, wanted)
    described = descriptions(session) if known is None else known
    return {uid: Source(texts[uid], about) for uid, about in described.items() if uid in texts}


def descriptions(session: Session) -> dict[str, Description]:
    """What is known about every document, by uid, in order of kind, group and label as a person counts."""
    cases: dict[str, list[str]] = {}
    for document, case in session.exec(select(DocumentCase.document_uid, Case.label).join(Case).order_by(Case.label)):
        cases.setdefault(document, []).append(case)
    said = attributes.values(session)
    query = select(
        col(Document.uid), col(Document.label), col(Document.kind), col(Document.group), col(Document.area),
        col(Document.date), col(Participant.label).label("participant"),
    ).join(Participant, isouter=True)  # type: ignore[call-overload]  # fmt: skip
    found = [
        Description(
            row.uid, row.label, row.kind, row.group, row.area, row.date, row.participant or "",
            tuple(cases.get(row.uid, ())), said.get(row.uid, {}),
        )
        for row in session.execute(query)
    ]  # fmt: skip
    found.sort(key=lambda d: (d.kind, d.group, natural(d.label)))
    return {description.uid: description for description in found}

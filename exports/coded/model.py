"""A document with its codings in reading order. Offsets are code points of its text, half-open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlmodel import Session

from codebook.coding.codings import Coding, codings
from codebook.retrieval.passages import Description, descriptions, sources
from codebook.scheme import codes
from transcripts.document_labels import find
from transcripts.errors import NotFound
from transcripts.texts import DocumentText, SpokenTurn
from transcripts.withheld import withheld


@dataclass(frozen=True, slots=True)
class Margin:
    """A coding for the margin; `number` counts them in reading order from 1."""

    number: int
    start: int
    end: int
    code: str
    coder: str
    stance: str
    key: bool
    memo: str

    def words(self) -> str:
        """`Partnership/Early contact · Ann · reports · key passage`, and the memo."""
        return f"{self.code} · {self.told()}"

    def told(self) -> str:
        """The same without the code."""
        parts = [self.coder, self.stance, "key passage" if self.key else ""]
        return " · ".join(filter(None, parts)) + (f" — {self.memo}" if self.memo else "")

    def row(self) -> list[Any]:
        """What a manifest has of it."""
        return [self.start, self.end, self.code, self.coder, self.stance, self.key, self.memo]


@dataclass(frozen=True, slots=True)
class Piece:
    """[start, end) of a text under the same codings (their numbers); those that begin or end with it are named too."""

    text: str
    under: tuple[int, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CodedTranscript:
    """A document, its turns and the codings in the margin. `named` are places of names that must not leave."""

    text: DocumentText
    about: Description
    margin: tuple[Margin, ...]
    named: tuple[str, ...] = ()

    @property
    def turns(self) -> Sequence[SpokenTurn]:
        """Who says what; a text without turns is one passage."""
        return self.text.turns or (SpokenTurn(0, 0, 0, len(self.text.text), None, None, None),)

    def pieces(self, turn: SpokenTurn) -> Iterator[Piece]:
        """A turn's words, cut wherever a coding begins or ends."""
        here = [each for each in self.margin if each.start < turn.end and turn.start < each.end]
        cuts = {turn.start, turn.end, *(max(each.start, turn.start) for each in here)}
        bounds = sorted(cuts | {min(each.end, turn.end) for each in here})
        for start, end in pairwise(bounds):
            under = [each for each in here if each.start <= start and end <= each.end]
            yield Piece(
                self.text.text[start:end], tuple(each.number for each in under),
                tuple(each.number for each in under if max(each.start, turn.start) == start),
                tuple(each.number for each in under if min(each.end, turn.end) == end),
            )  # fmt: skip

    def beside(self, turn: SpokenTurn) -> list[Margin]:
        """The codings that begin in a turn (in its label, too)."""
        return [each for each in self.margin if turn.label_start <= each.start < max(turn.end, turn.label_start + 1)]

    def description(self) -> str:
        """`interview · CPS · Area C · 2023-03-14`."""
        about = self.about
        parts = (about.kind, about.group, f"Area {about.area}" if about.area else "", about.date)
        return " · ".join(part for part in parts if part)

    def rows(self) -> list[list[Any]]:
        """What a manifest has of it."""
        return [each.row() for each in self.margin]


class Coded:
    """The coded documents of a project, what they have in common read once."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.described = descriptions(session)
        self._tree = codes.tree(session)
        self._paths = {each.uid: each.path for each in self._tree}
        self._names = withheld(session)

    def transcript(self, label: str, coders: Sequence[str] = (), code: str = "") -> CodedTranscript:
        """A document by its label, with all codings or those of certain coders (names) or of a code and all below it.

        Raises NotFound for a document, coder or code that is not there.
        """
        uid = find(self.session, label)
        source = sources(self.session, [uid], self.described)[uid]
        margin = tuple(
            Margin(number, each.start, each.end, self._paths[each.code], each.coder, each.stance, each.key, each.memo)
            for number, each in enumerate(self._codings(uid, coders, code), 1)
        )
        found = self._names.found
        named = tuple(f"{label}:{start}-{end}" for start, end in found(source.text.text))
        named += tuple(f"a memo of {each.coder} on {label}" for each in margin if any(True for _ in found(each.memo)))
        return CodedTranscript(source.text, source.description, margin, named)

    def _codings(self, uid: str, coders: Sequence[str], code: str) -> list[Coding]:
        """Those that are wanted, in reading order."""
        wanted = {each.uid for each in self._tree.under(self._tree.find(code))} if code else None
        unknown = set(coders) - {each.coder for each in codings(self.session)} if coders else set()
        if unknown:
            raise NotFound(f"{sorted(unknown)[0]} coded nothing in this project.")
        kept = [
            each for each in codings(self.session, documents=[uid])
            if (not coders or each.coder in coders) and (wanted is None or each.code in wanted)
        ]  # fmt: skip
        return sorted(kept, key=lambda each: (each.start, -each.end, self._paths[each.code], each.coder))


def coded_transcript(session: Session, label: str, coders: Sequence[str] = (), code: str = "") -> CodedTranscript:
    """One document (see `Coded.transcript`)."""
    return Coded(session).transcript(label, coders, code)

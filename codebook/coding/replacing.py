"""A corrected transcript takes the place of an old one, and everything anchored in it is re-anchored.

First a `preview`, which changes nothing; then `replace`, inside the session of one step. Offsets are code points,
half-open. What cannot be placed honestly is taken out of the codings, quotations or memos on passages and kept with the
report (`codebook.coding.replacements`), from where it can be put back by hand; undoing the step brings everything back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as altered
from hashlib import sha256
from pathlib import Path

from sqlmodel import Session

from codebook.coding import distressing, replacements
from codebook.coding.anchored import Anchored, Place, anchored, crowded, move
from codebook.coding.replacements import Reanchored, ReplacementReport
from codebook.evidence import contradictions
from codebook.notes import corrected
from codebook.reviewing import rulings
from codebook.suggesting import rejections
from codebook.team import declarations, recoding
from transcripts import coders
from transcripts.errors import Conflict, ImportRefused
from transcripts.importing.decisions import Decisions as ReadingDecisions
from transcripts.importing.model import ImportedText
from transcripts.importing.reader import AS_UNDERSTOOD
from transcripts.intake import read_transcript
from transcripts.project import Project
from transcripts.reanchoring.model import VERDICTS, Placement
from transcripts.reanchoring.placing import reanchor
from transcripts.store.tables import Document
from transcripts.text_versions import SpeakerNames, put_text, speaker_names
from transcripts.texts import DocumentText, document_text

BY_HAND = "set aside by hand"
SAME_THERE = "the same stands there already"
Decisions = Mapping[str, Place | None]
"""What a person decided, by the uid of a coding, quotation or memo: its place in the new text, or None for lost."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What replacing a document's text would do: every coding, quotation and memo with its verdict, in order."""

    document: str
    label: str
    old: DocumentText
    imported: ImportedText
    old_hash: str
    items: tuple[Reanchored, ...]
    speakers: SpeakerNames
    old_source: str
    original_hash: str

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each verdict."""
        return replacements.counted(self.items)

    @property
    def doubtful(self) -> int:
        """How many have a place that a person should look at."""
        return sum(each.doubtful for each in self.items)

    def changes_nothing(self, original: bytes) -> bool:
        """Whether the file is the one the document was made from, and reads as it did then."""
        spoken = [(t.label_start, t.start, t.end, t.speaker) for t in self.old.turns]
        same_turns = spoken == [(t.label_start, t.start, t.end, t.speaker) for t in self.imported.turns]
        same_text = self.old.text == self.imported.text
        return same_text and same_turns and sha256(original).hexdigest() == self.original_hash


def read_correction(path: Path, decisions: ReadingDecisions = AS_UNDERSTOOD) -> tuple[bytes, ImportedText]:
    """A corrected transcript from a file: its bytes, and what was read. Raises ImportRefused, with the file's name."""
    try:
        return read_transcript(path, decisions)
    except ImportRefused as refusal:
        raise ImportRefused(f"{path.name}: {refusal}") from None


def preview(session: Session, document: str, imported: ImportedText) -> Replacement:
    """What would become of everything anchored in a document (by uid) with this text; changes nothing.

    Raises NotFound.
    """
    old = document_text(session, document)
    row = session.get_one(Document, document)
    held = anchored(session, document)
    placed = reanchor(old.text, imported.text, [each.place for each in held])
    items = [Reanchored.of(each, at, old.text, imported.text) for each, at in zip(held, placed, strict=True)]
    names = (turn.speaker for turn in old.turns if turn.speaker is not None)
    return Replacement(
        document, old.label, old, imported, row.body_hash, tuple(_one_of_a_kind(items)),
        speaker_names(names, imported.speakers), row.source_name, row.original_hash,
    )  # fmt: skip


def replace(
    session: Session, replacement: Replacement, *, original: bytes, source_name: str, coder: str,
    decisions: Decisions | None = None,
) -> ReplacementReport:  # fmt: skip
    """Replace a document's text as previewed; `coder` is the name of who does it.

    Raises Conflict when the document or something decided about was changed since the preview, when a decision names
    no passage of the new text, or when there is nothing to do; NotFound when the document is gone.
    """
    now = preview(session, replacement.document, replacement.imported)
    decided = decisions or {}
    _require_current(replacement, now, decided)
    if now.changes_nothing(original):
        raise Conflict(f"‘{now.label}’ has exactly this text from exactly this file. There is nothing to do.")
    items = _one_of_a_kind([_decided(each, decided, now) for each in now.items])
    put_text(session, now.document, now.imported, original=original, source_name=source_name)
    report = replacements.record(
        session, now.document, items, old_hash=now.old_hash, old_source=now.old_source,
        coder=coders.ensure(session, coder),
    )  # fmt: skip
    move(session, [(each.thing, each.place) for each in items if each.place is not None])
    declarations.carry_over(session, now.document, now.old.text, now.imported.text)
    rejections.carry_over(session, now.document, now.old.text, now.imported.text)
    unplaced = [each.thing.uid for each in items if each.thing.about == "memo" and each.place is None]
    corrected.carry_over(session, now.document, now.old.text, now.imported.text, unplaced=unplaced)
    distressing.carry_over(session, now.document, now.old.text, now.imported.text)
    rulings.carry_over(session, now.document, now.old.text, now.imported.text)
    recoding.carry_over(session, now.document, now.old.text, now.imported.text)
    contradictions.carry_over(session, now.document, now.old.text, now.imported.text)
    return report


def replace_document(
    project: Project, replacement: Replacement, *, original: bytes, source_name: str, coder: str,
    decisions: Decisions | None = None,
) -> ReplacementReport:  # fmt: skip
    """`replace` as a step of its own."""
    with project.step(step_label(replacement.label, source_name), coder) as session:
        return replace(
            session, replacement, original=original, source_name=source_name, coder=coder, decisions=decisions
        )


def step_label(label: str, source_name: str) -> str:
    """What replacing is called in the history."""
    return f"Replace ‘{label}’ with ‘{source_name}’"


# -- pieces -------------------------------------------------------------------------------------------------------


def _one_of_a_kind(items: Sequence[Reanchored]) -> list[Reanchored]:
    """The items, where two of a kind came to one place the surer one there and the other lost."""
    at = {each.thing.uid: each for each in items}
    wanted = [(each.thing, each.place) for each in items if each.place is not None]
    over = {thing.uid: place for thing, place in crowded(wanted, lambda thing: VERDICTS.index(at[thing.uid].verdict))}
    return [each.lost(SAME_THERE, over[each.thing.uid]) if each.thing.uid in over else each for each in items]


def _decided(item: Reanchored, decisions: Decisions, now: Replacement) -> Reanchored:
    """An item as a person decided, or as it was."""
    if item.thing.uid not in decisions:
        return item
    place = decisions[item.thing.uid]
    if place is None:
        return altered(item.lost(BY_HAND, item.place), by_hand=True)
    start, end = place
    if not 0 <= start < end <= len(now.imported.text):
        raise Conflict(f"There is no text at {start}–{end} of the new text of ‘{now.label}’. Nothing was changed.")
    return altered(Reanchored.of(item.thing, _placed_by_hand(item, place, now), now.old.text, now.imported.text),
                   by_hand=place != item.place)  # fmt: skip


def _placed_by_hand(item: Reanchored, place: Place, now: Replacement) -> Placement:
    thing: Anchored = item.thing
    same = now.imported.text[slice(*place)] == now.old.text[slice(*thing.place)]
    return Placement(*thing.place, ("kept" if place == thing.place else "moved") if same else "changed", *place)


def _require_current(seen: Replacement, now: Replacement, decisions: Decisions) -> None:
    things = {each.thing.uid: each.thing for each in seen.items}
    still = {each.thing.uid: each.thing for each in now.items}
    if seen.old_hash != now.old_hash or any(still.get(uid) is None or still[uid].place != things[uid].place
                                            for uid in decisions if uid in things):  # fmt: skip
        raise Conflict(f"‘{now.label}’ was changed meanwhile. Look at it again; nothing was replaced.")
    if unknown := set(decisions) - set(things):
        raise Conflict(f"{len(unknown)} decisions are about nothing that is in ‘{now.label}’. Nothing was replaced.")

"""Reports of texts that were replaced: what became of each coding, quotation and memo, kept with the project.

A report holds offsets and no words; those are read from the document's texts, which are all kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session, col, insert, select

from codebook.coding.anchored import TABLE, About, Anchored, Place, put_row, rows_of, take_out
from codebook.notes import corrected
from codebook.outcome_tables import Reanchoring, Replacement
from codebook.scheme import codes
from codebook.tables import Code, CodeDefinition
from transcripts.errors import Conflict, NotFound
from transcripts.identity import new_uid, now
from transcripts.reanchoring.model import VERDICTS, Placement, Verdict
from transcripts.reanchoring.wording import Extent, extent
from transcripts.store.tables import Coder, Document
from transcripts.text_versions import text_under

ABOUT: tuple[About, ...] = ("coding", "quotation", "memo")
_WHAT: Mapping[About, str] = {"coding": "", "quotation": "section", "memo": "topic"}
_NOTE: Mapping[About, str] = {"coding": "memo", "quotation": "note", "memo": "text"}


@dataclass(frozen=True, slots=True)
class Reanchored:
    """A coding, quotation or memo, where it went, and its words in both texts (`new_words` is "" when lost).

    `thing` stands as it stood in the old text. `by_hand`: a person decided, not the program.
    """

    thing: Anchored
    placement: Placement
    old_words: str
    new_words: str
    by_hand: bool = False
    uid: str = ""

    @classmethod
    def of(cls, thing: Anchored, placement: Placement, old: str, new: str) -> Reanchored:
        """With the words that stand at both places."""
        words = "" if placement.place is None else new[slice(*placement.place)]
        return cls(thing, placement, old[thing.start : thing.end], words)

    @property
    def verdict(self) -> Verdict:
        """`kept`, `moved`, `changed` or `lost`."""
        return self.placement.verdict

    @property
    def place(self) -> Place | None:
        """[start, end) in the new text; None when it has no place."""
        return self.placement.place

    @property
    def doubtful(self) -> bool:
        """Whether it has a place, and a person should look whether it is the right one."""
        return self.placement.doubtful

    @property
    def differs(self) -> Extent:
        """What differs between the two wordings; `nothing` where it is lost, since nothing is compared."""
        return "nothing" if self.place is None else extent(self.old_words, self.new_words)

    def lost(self, reason: str, likely: Place | None) -> Reanchored:
        """The same, without a place."""
        placement = Placement(*self.thing.place, "lost", reason=reason, likely=likely)
        return replace(self, placement=placement, new_words="")

    def as_json(self) -> dict[str, Any]:
        """The promised keys of an item of `replace --json`."""
        thing, new = self.thing, self.place
        return {
            "about": thing.about, "what": thing.what, "coder": thing.coder_name, "verdict": self.verdict,
            "differs": self.differs, "doubtful": self.doubtful, "reason": self.placement.reason,
            "by_hand": self.by_hand, "memo": thing.note,
            "old": {"start": thing.start, "end": thing.end, "text": self.old_words},
            "new": None if new is None else {"start": new[0], "end": new[1], "text": self.new_words},
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReplacementReport:
    """What one replacement did. `items` are in order of the old text; of those that were kept, in number `kept`, only
    the doubtful ones.

    `old_hash` and `new_hash` name the two texts; `replaced` is when, in UTC.
    """

    uid: str
    document: str
    label: str
    old_hash: str
    new_hash: str
    old_source: str
    new_source: str
    coder: str
    replaced: str
    kept: int
    items: tuple[Reanchored, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each verdict."""
        return {**counted(self.items), "kept": self.kept}

    @property
    def doubtful(self) -> int:
        """How many have a place that a person should look at."""
        return sum(each.doubtful for each in self.items)

    @property
    def unplaced(self) -> tuple[Reanchored, ...]:
        """What has no place in the document at present."""
        return tuple(each for each in self.items if each.place is None)


def counted(items: Iterable[Reanchored]) -> dict[str, int]:
    """How many there are of each verdict."""
    found: dict[str, int] = dict.fromkeys(VERDICTS, 0)
    for each in items:
        found[each.verdict] += 1
    return found


# -- writing ------------------------------------------------------------------------------------------------------


def record(
    session: Session, document: str, items: Sequence[Reanchored], *, old_hash: str, old_source: str, coder: str
) -> ReplacementReport:
    """Write the report of a replacement whose new text is in place already, and take out what has no place in it.

    `document` and `coder` are uids.
    """
    row = session.get_one(Document, document)
    replacement = Replacement(
        document_uid=document, number=len(_uids(session, document)) + 1, old_hash=old_hash, new_hash=row.body_hash,
        old_source=old_source, new_source=row.source_name, kept=sum(each.verdict == "kept" for each in items),
        coder_uid=coder, replaced=now(),
    )  # fmt: skip
    session.add(replacement)
    session.flush()
    held = _take_out(session, [each.thing for each in items if each.place is None])
    rows = [_row(replacement.uid, each, held) for each in items if each.verdict != "kept" or each.doubtful]
    if rows:
        session.execute(insert(Reanchoring), rows)
    return report(session, replacement.uid)


def _take_out(session: Session, things: Sequence[Anchored]) -> dict[str, str]:
    """Take codings and quotations out of their tables, and memos off their passages; returns the rows, by uid."""
    held: dict[str, str] = {}
    for about in ABOUT:
        uids = [thing.uid for thing in things if thing.about == about]
        rows = rows_of(session, about, uids)
        held |= {uid: json.dumps(image, ensure_ascii=False) for uid, image in rows.items()}
        if about != "memo":
            take_out(session, about, uids)
    return held


def _row(replacement: str, item: Reanchored, held: Mapping[str, str]) -> dict[str, Any]:
    thing, (start, end) = item.thing, item.place or (None, None)
    return {
        "uid": new_uid(), "replacement_uid": replacement, "about": thing.about, "about_uid": thing.uid,
        "code_uid": thing.code, "coder_uid": thing.coder, "start": thing.start, "end": thing.end, "new_start": start,
        "new_end": end, "verdict": item.verdict, "reason": item.placement.reason, "by_hand": item.by_hand,
        "held": held.get(thing.uid, ""),
    }  # fmt: skip


def put_back(session: Session, item: str, start: int, end: int) -> None:
    """Give a lost coding, quotation or memo (the uid of its line in the report) a place in its document as it is now.

    It comes back whole, memo and all, under its old uid. Raises Conflict and NotFound, and then nothing is changed.
    """
    row = session.get(Reanchoring, item)
    if row is None or row.new_start is not None:
        raise NotFound("This has a place already, or is not in the project any more.")
    about = _about(row)
    document = session.get_one(Document, session.get_one(Replacement, row.replacement_uid).document_uid)
    if not 0 <= start < end <= document.characters:
        raise Conflict(f"There is no text at {start}–{end} of ‘{document.label}’. Select some first.")
    image = {**json.loads(row.held), "start": start, "end": end}
    if about == "memo":
        corrected.put_back(session, image)
    else:
        _require_possible(session, about, image)
        put_row(session, about, image)
    row.new_start, row.new_end, row.by_hand, row.held = start, end, True, ""
    session.flush()


def _require_possible(session: Session, about: About, image: dict[str, Any]) -> None:
    """That a row can come back: its code is there still, and no other of its kind stands at the place."""
    if image["code_uid"] is not None and session.get(Code, image["code_uid"]) is None:
        if about == "coding":
            raise NotFound("Its code was removed from the codebook. Undo that, or code the passage anew.")
        image["code_uid"] = None
    if image.get("definition_uid") is not None and session.get(CodeDefinition, image["definition_uid"]) is None:
        image["definition_uid"] = None
    kin = ("code_uid", "coder_uid", "round") if about == "coding" else ("section",)
    table = TABLE[about]
    same = [getattr(table, name) == image[name] for name in ("document_uid", "start", "end", *kin)]
    if session.exec(select(table.uid).where(*same)).first():
        raise Conflict(f"The same {about} stands at this place already. Nothing was changed.")


def _about(row: Reanchoring) -> About:
    return next(about for about in ABOUT if about == row.about)


# -- reading ------------------------------------------------------------------------------------------------------


def reports(session: Session, document: str) -> list[ReplacementReport]:
    """A document's replacements, latest first."""
    return [report(session, uid) for uid in _uids(session, document)]


def _uids(session: Session, document: str) -> Sequence[str]:
    latest_first = (col(Replacement.number).desc(), col(Replacement.replaced).desc(), Replacement.uid)
    query = select(Replacement.uid).where(Replacement.document_uid == document)
    return session.exec(query.order_by(*latest_first)).all()


def report(session: Session, replacement: str) -> ReplacementReport:
    """One replacement; raises NotFound."""
    query = (
        select(Replacement, Document.label, Coder.name)
        .join(Document, col(Document.uid) == Replacement.document_uid)
        .join(Coder, col(Coder.uid) == Replacement.coder_uid)
        .where(Replacement.uid == replacement)
    )
    found = session.exec(query).first()
    if found is None:
        raise NotFound("This replacement is not in the project any more.")
    row, label, coder = found
    old, new = text_under(session, row.old_hash), text_under(session, row.new_hash)
    return ReplacementReport(
        row.uid, row.document_uid, label, row.old_hash, row.new_hash, row.old_source, row.new_source, coder,
        row.replaced, row.kept, tuple(_items(session, row.uid, old, new)),
    )  # fmt: skip


def _items(session: Session, replacement: str, old: str, new: str) -> Iterator[Reanchored]:
    query = (
        select(Reanchoring, Coder.name).join(Coder).where(Reanchoring.replacement_uid == replacement)
        .order_by(col(Reanchoring.start), col(Reanchoring.end), col(Reanchoring.uid))
    )  # fmt: skip
    rows = list(session.exec(query))
    known = {about: rows_of(session, about, [row.about_uid for row, _ in rows if row.about == about])
             for about in ABOUT}  # fmt: skip
    paths = {code.uid: code.path for code in codes.tree(session)}
    for row, coder in rows:
        about = _about(row)
        image = json.loads(row.held) if row.held else known[about].get(row.about_uid, {})
        what = paths.get(row.code_uid or "", "?") if about == "coding" else str(image.get(_WHAT[about], ""))
        note = str(image.get(_NOTE[about], ""))
        thing = Anchored(about, row.about_uid, row.start, row.end, what, row.coder_uid, coder, row.code_uid, note, ())
        yield _item(row, thing, old, new)


def _item(row: Reanchoring, thing: Anchored, old: str, new: str) -> Reanchored:
    verdict = next(each for each in VERDICTS if each == row.verdict)
    placement = Placement(row.start, row.end, verdict, row.new_start, row.new_end, row.reason)
    return replace(Reanchored.of(thing, placement, old, new), by_hand=row.by_hand, uid=row.uid)

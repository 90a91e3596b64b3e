"""What the history screen shows, read from the journal: steps, and what one of them changed, in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from codebook.coding.codings import CERTAINTIES
from codebook.scheme import codes
from coding_tui.views.retrieval import counted
from coding_tui.widgets.lines import Piece
from transcripts import coders, document_labels
from transcripts.project import Project
from transcripts.store.fact_tables import Attribute
from transcripts.store.journal import Change, Step, changes, steps
from transcripts.store.tables import Case, Participant, Speaker
from transcripts.text_versions import texts_at

MOST_ROWS = 200
MOST_TEXTS = 20
SAID = 60

THINGS: Mapping[str, tuple[str, str]] = {
    "coding": ("coding", "codings"), "code": ("code", "codes"), "code_definition": ("set of rules", "sets of rules"),
    "collected_quotation": ("quotation", "quotations"), "assignment": ("assignment", "assignments"),
    "document": ("document", "documents"), "speaker": ("speaker", "speakers"), "turn": ("turn", "turns"),
    "participant": ("participant", "participants"), "case": ("case", "cases"), "memo": ("memo", "memos"),
    "document_case": ("link to a case", "links to cases"), "attribute": ("attribute", "attributes"),
    "attribute_value": ("value", "values"), "coder": ("coder", "coders"), "setting": ("setting", "settings"),
    "codebook_version": ("version of the codebook", "versions of the codebook"),
    "replacement": ("replaced text", "replaced texts"), "reanchoring": ("line of its report", "lines of its report"),
    "assessor": ("person who judges", "people who judge"), "assessment": ("judgement", "judgements"),
    "settlement": ("settlement", "settlements"), "finding": ("finding", "findings"),
    "contradiction": ("contradiction", "contradictions"), "summary": ("summary", "summaries"),
}  # fmt: skip
FIELDS: Mapping[str, str] = {
    "start": "begins at", "end": "ends at", "code_uid": "code", "coder_uid": "coder", "document_uid": "document",
    "parent_uid": "under", "position": "place", "key": "key passage", "asks_stance": "asks who holds it",
    "participant_uid": "participant", "speaker_uid": "speaker", "near_miss": "near miss", "typical": "typical example",
}  # fmt: skip
YES_NO = frozenset({"key", "prompted", "sealed", "asks_stance", "done"})
UNTOLD = frozenset({"uid", "id", "definition_uid", "changed", "created", "collected", "written", "original_hash"})


@dataclass(frozen=True, slots=True)
class Told:
    """One changed row in words: `verb` is made, changed or removed; `parts` are fields with what was and what is."""

    verb: str
    what: str
    parts: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Details:
    """What a step changed: sums by kind of row, and the first rows; `more` were left out."""

    step: Step
    sums: tuple[str, ...]
    rows: tuple[Told, ...]
    more: int


def history(session: Session) -> tuple[Step, ...]:
    """All steps, latest first."""
    return tuple(steps(session.connection()))


def title(step: Step) -> str:
    """What a step did, in one line."""
    if step.kind == "undo":
        return f"Undid “{step.label}”"
    return f"Did “{step.label}” again" if step.kind == "redo" else step.label


def moment(step: Step) -> datetime:
    """When, on the clock of this machine."""
    return datetime.fromisoformat(step.at).astimezone()


# -- undoing ------------------------------------------------------------------------------------------------------


def to_undo(all_steps: Iterable[Step], here: Step) -> list[Step]:
    """The steps that stand from `here` on, latest first: what has to be undone so that `here` is undone too."""
    return [step for step in all_steps if step.kind == "do" and not step.undone and step.id >= here.id]


def undo_all(project: Project, coder: str, wanted: Sequence[Step]) -> int:
    """Undo steps, each as a step of its own; stops before one that is not among them. Returns how many were undone."""
    left = {step.id for step in wanted}
    while left:
        standing = next((s for s in project.history() if s.kind == "do" and not s.undone), None)
        if standing is None or standing.id not in left or project.undo(coder) is None:
            break
        left.discard(standing.id)
    return len(wanted) - len(left)


# -- what changed -------------------------------------------------------------------------------------------------


def details(session: Session, step: Step) -> Details:
    """What a step changed, in words."""
    found = changes(session.connection(), step.id)
    first = found[:MOST_ROWS]
    names = _Names(session, first, step)
    return Details(step, tuple(_sums(found)), tuple(_told(change, names) for change in first), len(found) - len(first))


def told(session: Session, step: Step, found: Sequence[Change]) -> list[Told]:
    """Changed rows of a step in words."""
    names = _Names(session, found, step)
    return [_told(change, names) for change in found]


def _sums(found: Sequence[Change]) -> Iterator[str]:
    many: dict[tuple[str, str], int] = {}
    for change in found:
        key = (change.table, _verb(change))
        many[key] = many.get(key, 0) + 1
    for (table, verb), number in many.items():
        one, several = THINGS.get(table, (table, table))
        yield f"{number:,} {one if number == 1 else several} {verb}"


def _verb(change: Change) -> str:
    return "made" if change.before is None else "removed" if change.after is None else "changed"


def _told(change: Change, names: _Names) -> Told:
    image = change.after or change.before or {}
    parts: tuple[tuple[str, str, str], ...] = ()
    if change.before is not None and change.after is not None:
        parts = tuple(_differences(change.before, change.after, names))
    return Told(_verb(change), names.row(change.table, image, gone=change.after is None), parts)


def _differences(before: dict[str, Any], after: dict[str, Any], names: _Names) -> Iterator[tuple[str, str, str]]:
    for field, now in after.items():
        if before.get(field) != now and field not in UNTOLD:
            said = FIELDS.get(field, field.replace("_", " "))
            yield said, names.value(field, before.get(field)), names.value(field, now)


class _Names:
    """What uids stand for: as the project knows them now, or as the changes themselves name what is gone."""

    def __init__(self, session: Session, found: Sequence[Change], step: Step) -> None:
        images = [image for change in found for image in (change.before, change.after) if image]
        self._known: dict[str, str] = {}
        for change in found:
            for image in (change.before, change.after):
                name = (image or {}).get("name") or (image or {}).get("label")
                if name:
                    self._known[change.uid] = str(name)
        self._known |= {code.uid: code.path for code in codes.tree(session)}
        self._known |= {uid: name for name, uid in coders.by_name(session).items()}
        self._known |= {uid: label for label, uid in document_labels.uids_by_label(session).items()}
        for table, column in ((Speaker, Speaker.name), (Participant, Participant.label), (Case, Case.label),
                              (Attribute, Attribute.name)):  # fmt: skip
            self._known |= {uid: name for uid, name in session.exec(select(table.uid, column))}
        spoken = {str(image["document_uid"]) for image in images if {"document_uid", "start", "end"} <= image.keys()}
        wanted = sorted(spoken)[:MOST_TEXTS]
        # Offsets of a step count in the text of then, which may have been replaced by a corrected one since.
        self._texts = texts_at(session, wanted, step.id)
        self._texts_before = texts_at(session, wanted, step.id - 1)

    def name(self, uid: object) -> str:
        """What a uid stands for."""
        return self._known.get(str(uid), "one that is gone") if uid else "nothing"

    def value(self, field: str, value: object) -> str:
        """A column's value for people."""
        if field.endswith("_uid"):
            return f"‘{self.name(value)}’" if value else "nothing"
        if value is None or value == "":
            return "nothing"
        if field == "certainty" and value in CERTAINTIES:
            return CERTAINTIES[value]
        if field in YES_NO:
            return "yes" if value else "no"
        if field == "position" and isinstance(value, int):
            return f"{value + 1:,}"
        return f"{value:,}" if isinstance(value, int) else f"“{value}”"

    def row(self, table: str, image: Mapping[str, Any], *, gone: bool = False) -> str:
        """A row, as people would call it; with the words of before when it is `gone`."""
        who = f" by {self.name(image.get('coder_uid'))}" if image.get("coder_uid") else ""
        if table in ("coding", "collected_quotation"):
            at = self._place(image, self._texts_before if gone else self._texts)
            return f"‘{self.name(image.get('code_uid'))}’ on {at}{who}" if table == "coding" else f"quotation of {at}"
        if table == "assignment":
            given = f"{self.name(image.get('document_uid'))} for {self.name(image.get('coder_uid'))}"
            return f"{given}: {image.get('state')}"
        if table == "code_definition":
            return f"rules of ‘{self.name(image.get('code_uid'))}’, version {image.get('version')}"
        if table in ("speaker", "turn"):
            one = f"‘{image['name']}’" if table == "speaker" else f"turn {int(image.get('number', 0)) + 1:,}"
            return f"{one} in {self.name(image.get('document_uid'))}"
        if table == "attribute_value":
            about = f"{self.name(image.get('attribute_uid'))} of {self.name(image.get('subject_uid'))}"
            return f"{about}: {image.get('value')}"
        if table == "document_case":
            return f"{self.name(image.get('document_uid'))} belongs to {self.name(image.get('case_uid'))}"
        if table == "setting":
            return f"{image.get('name')}: {json.loads(image.get('value') or 'null')}"
        if table == "memo":
            return f"memo on {self.name(image['about_uid']) if image.get('about_uid') else 'the project'}{who}"
        one = THINGS.get(table, (table, ""))[0]
        if table in ("assessment", "settlement"):
            return f"{one} of ‘{self.name(image.get('code_uid'))}’ × {image.get('source')}{who}"
        if table == "finding":
            return f"{one} on ‘{self.name(image.get('code_uid'))}’{who}"
        if table == "contradiction":
            return f"{one} in ‘{self.name(image.get('case_uid'))}’{who}"
        named = self._named(image)
        return f"{one} ‘{named}’{who}" if named else f"{one}{who}"

    def _named(self, image: Mapping[str, Any]) -> str:
        """Its own name; "" for a row that has none, as what somebody says of something."""
        return str(image.get("name") or image.get("label") or self._known.get(str(image.get("uid")), ""))

    def _place(self, image: Mapping[str, Any], texts: Mapping[str, str]) -> str:
        uid, start, end = str(image.get("document_uid")), int(image.get("start", 0)), int(image.get("end", 0))
        said = " ".join(texts.get(uid, "")[start : min(end, start + 2 * SAID)].split())
        words = f" “{said[:SAID].rstrip()}{'…' if len(said) > SAID or end - start > 2 * SAID else ''}”" if said else ""
        return f"{self.name(uid)}, {start:,}–{end:,}{words}"


def pieces(of: Details) -> Iterator[Piece]:
    """A step and what it changed, for reading."""
    step = of.step
    yield f"{title(step)}\n", "strong"
    yield f"{step.coder} · {moment(step):%d %B %Y, %H:%M} · step {step.id:,}", "quiet"
    yield f" · {'undone' if step.undone else 'stands'}\n" if step.kind == "do" else "\n", "quiet"
    yield f"{' · '.join(of.sums) or 'nothing changed'}\n", "text"
    apart = True
    for row in of.rows:
        yield "\n" if apart or row.parts else "", "text"
        apart = bool(row.parts)
        yield f"{row.verb}  ", "accent" if row.verb != "removed" else "wrong"
        yield f"{row.what}\n", "text"
        for field, before, after in row.parts:
            yield f"   {field}: ", "quiet"
            yield f"{before} → {after}\n", "text"
    if of.more:
        yield f"\n… and {counted(of.more, 'more row')}", "quiet"

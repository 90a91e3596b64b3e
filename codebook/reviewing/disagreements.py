"""Where coders disagree, passage by passage, the heaviest first: what a reviewer goes through and rules on.

`codebook.agreement.decomposition` takes 1 − α apart into runs of text. Here the runs of one passage become one
disagreement: those that touch the same codings, and those of codes that were given for each other there.
Offsets are code points, half-open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from codebook.agreement import Study, Unit
from codebook.agreement.decomposition import Disagreement as Run
from codebook.agreement.decomposition import disagreements as runs_of
from codebook.coding.codings import Coding, codings
from codebook.reviewing.project_agreement import project_study
from codebook.reviewing.rulings import At, Reading, Ruling, readings_at, rulings
from codebook.scheme import codes as code_book
from codebook.spans import overlaps
from codebook.team.protocol import protocol
from codebook.team.rounds import MAIN
from codebook.team.sealing import closed_to
from transcripts import document_labels
from transcripts.errors import NotFound
from transcripts.project import Project
from transcripts.texts import document_texts


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A passage that coders read differently.

    `at` says which: it is the same however many codings are made elsewhere, and `id` is short for it. `label` is the
    document's; `codes` are paths. `kind` is `codebook.agreement.kinds.Kind`. `shares` gives, by path, how much of the
    code's 1 − α it makes (all of a code's add up to 1): empty in a reflexive project. `readings` are the coders'
    codings there, `text` the words. `ruling` is what was decided, if anything; a stale one is open again.
    """

    id: str
    at: At
    label: str
    codes: tuple[str, ...]
    kind: str
    shares: Mapping[str, float]
    readings: tuple[Reading, ...]
    text: str
    ruling: Ruling | None = None

    @property
    def settled(self) -> bool:
        """Whether a ruling about exactly this stands."""
        return self.ruling is not None and self.ruling.at == self.at and not self.ruling.stale

    @property
    def weight(self) -> float:
        """What it is put in order by among disagreements of several codes: its shares together."""
        return sum(self.shares.values())

    def as_json(self, paths: Mapping[str, str]) -> dict[str, Any]:
        """The keys of `disagreements --json`; `paths` gives codes' paths by uid."""
        ruling = self.ruling.decision.outcome if self.ruling else None
        return {
            "id": self.id, "document": self.label, "start": self.at.start, "end": self.at.end, "kind": self.kind,
            "codes": list(self.codes), "shares": dict(self.shares), "coders": list(self.at.coders),
            "round": self.at.round, "text": self.text,
            "readings": [
                {"coder": r.coder, "code": paths[r.code], "start": r.start, "end": r.end} for r in self.readings
            ],
            "settled": self.settled, "outcome": ruling, "stale": bool(self.ruling and self.ruling.stale),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Queue:
    """The disagreements in the order of work, and how far that is. `stale` rulings stand on nothing any more.

    `paths` gives codes' paths by uid.
    """

    found: tuple[Disagreement, ...]
    stale: tuple[Ruling, ...]
    paths: Mapping[str, str]

    @property
    def settled(self) -> int:
        """How many have a ruling that stands."""
        return sum(each.settled for each in self.found)

    def next_open(self, after: str = "") -> Disagreement | None:
        """The next one without a ruling, behind the one of an id, from the top again at the end."""
        ids = [each.id for each in self.found]
        at = ids.index(after) + 1 if after in ids else 0
        return next((each for each in (*self.found[at:], *self.found[:at]) if not each.settled), None)

    def find(self, id: str) -> Disagreement:
        """The one whose id begins so; raises NotFound unless it is exactly one."""
        found = [each for each in self.found if id and each.id.startswith(id)]
        if len(found) != 1:
            raise NotFound(f"‘{id}’ is {'no' if not found else 'more than one'} disagreement. See: coding-tui "
                           "disagreements PROJECT")  # fmt: skip
        return found[0]


def disagreements(
    project: Project, *, unit: Unit | None = None, code: str = "", coders: Sequence[str] | None = None,
    round: str = MAIN,
) -> Queue:  # fmt: skip
    """Where coders (default: all who marked anything done in the round) disagree, at the protocol's unit unless told.

    With a `code` (path or name that is unique) those about it, by its share; else all, by their shares together. What
    somebody still codes under seal is left out, and all about a document that the project's reader codes blind. Raises
    as `project_study`, and NotFound for a code that is not there.
    """
    with project.reading(whole=True) as session:
        settled = protocol(session)
        tree = code_book.tree(session)
        wanted = tree.find(code).path if code else ""
    unit = unit or settled.unit  # type: ignore[assignment]
    study = project_study(project, unit=unit or "sentence", coders=coders, round=round)
    runs = runs_of(study, unit or "sentence")
    with project.reading(whole=True) as session:
        found = _passages(session, study, runs, round)
        stale = [each for each in rulings(session, round=round) if each.stale]
        ruled = _decided(session, found, round)
        blind = closed_to(session.connection(), project.reader or "").blind
    kept = [each for each in ruled if (not wanted or wanted in each.codes) and each.at.document not in blind]
    stale = [each for each in stale if each.at.document not in blind]
    kept.sort(key=lambda each: (-(each.shares.get(wanted, 0.0) if wanted else each.weight), each.label, each.at.start))
    if not settled.measures:
        kept = sorted((replace(each, shares={}) for each in kept), key=lambda each: (each.label, each.at.start))
    return Queue(tuple(kept), tuple(stale), {each.uid: each.path for each in tree})


def decided_anew(session: Session, queue: Queue, round: str) -> Queue:
    """The same disagreements with the rulings as they are now, for when nothing but rulings changed."""
    bare = [replace(each, ruling=None) for each in queue.found]
    stale = tuple(each for each in rulings(session, round=round) if each.stale)
    return replace(queue, found=tuple(_decided(session, bare, round)), stale=stale)


# -- from runs to passages ----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Passage:
    start: int
    end: int
    codes: set[str]
    runs: list[Run]


def _passages(session: Session, study: Study, runs: Iterable[Run], round: str) -> list[Disagreement]:
    uids = {each.path: each.uid for each in code_book.tree(session)}
    labels = document_labels.uids_by_label(session)
    by_document: dict[str, list[Run]] = {}
    for run in runs:
        by_document.setdefault(run.document, []).append(run)
    wanted = {labels[label]: label for label in by_document}
    made: dict[str, list[Coding]] = {}
    for each in codings(session, documents=sorted(wanted), coders=study.coders, round=round):
        made.setdefault(each.document, []).append(each)
    texts = document_texts(session, wanted)
    done = {each.label: tuple(sorted(each.done & set(study.coders))) for each in study.documents}
    return [
        _told(passage, At(uid, passage.start, passage.end, tuple(sorted(passage.codes)), done[label], round), label,
              texts[uid].text, made)
        for uid, label in wanted.items()
        for passage in _joined(by_document[label], [c for c in made.get(uid, []) if c.coder in done[label]], uids)
    ]  # fmt: skip


def _told(passage: _Passage, at: At, label: str, text: str, made: Mapping[str, list[Coding]]) -> Disagreement:
    shares: dict[str, float] = {}
    for run in passage.runs:
        shares[run.code] = shares.get(run.code, 0.0) + run.share
    heaviest = max(passage.runs, key=lambda run: (run.share, -run.start))
    paths = tuple(dict.fromkeys(path for run in passage.runs for path in (run.code, run.partner) if path))
    return Disagreement(
        _id(at), at, label, paths, heaviest.kind, shares, readings_at(at, made), text[at.start : at.end]
    )


def _joined(runs: Sequence[Run], made: Sequence[Coding], uids: Mapping[str, str]) -> list[_Passage]:
    """Runs as passages: each reaches over all the codings of its codes that it touches, and none shares text with
    another about the same code.
    """
    waiting = [
        _grown(_Passage(run.start, run.end, {uids[path] for path in (run.code, run.partner) if path}, [run]), made)
        for run in sorted(runs, key=lambda run: (run.start, run.end, run.code))
    ]
    passages: list[_Passage] = []
    while waiting:
        one = waiting.pop()
        near = [p for p in passages if p.codes & one.codes and overlaps((p.start, p.end), (one.start, one.end))]
        if not near:
            passages.append(one)
            continue
        passages = [p for p in passages if p not in near]
        together = [one, *near]
        waiting.append(_grown(_Passage(
            min(p.start for p in together), max(p.end for p in together), set().union(*(p.codes for p in together)),
            [run for p in together for run in p.runs],
        ), made))  # fmt: skip
    return sorted(passages, key=lambda passage: (passage.start, passage.end))


def _grown(passage: _Passage, made: Sequence[Coding]) -> _Passage:
    """The passage with every coding of its codes that it touches, wholly."""
    of_codes = [(c.start, c.end) for c in made if c.code in passage.codes]
    start, end = passage.start, passage.end
    touched = [span for span in of_codes if overlaps(span, (start, end))]
    # A run at a coarser unit begins before the first coding in it: what is ruled on is the codings.
    first, last = min([s for s, _ in touched] or [start]), max([e for _, e in touched] or [end])
    while more := [
        span for span in of_codes if overlaps(span, (first, last)) and not first <= span[0] < span[1] <= last
    ]:
        first, last = min([first, *(s for s, _ in more)]), max([last, *(e for _, e in more)])
    passage.start, passage.end = first, last
    return passage


def _id(at: At) -> str:
    said = "\0".join((at.document, str(at.start), str(at.end), *at.codes, "", *at.coders, at.round))
    return sha256(said.encode()).hexdigest()[:10]


def _decided(session: Session, found: Iterable[Disagreement], round: str) -> list[Disagreement]:
    """The disagreements with what was decided about each: about this very one, else the latest that overlaps it."""
    made: dict[str, list[Ruling]] = {}
    for ruling in rulings(session, round=round):
        made.setdefault(ruling.at.document, []).append(ruling)
    return [_with_ruling(each, made.get(each.at.document, ())) for each in found]


def _with_ruling(each: Disagreement, made: Iterable[Ruling]) -> Disagreement:
    about = [ruling for ruling in made if _concerns(ruling.at, each.at)]
    exact = [ruling for ruling in about if ruling.at == each.at]
    ruling = max(exact or about, key=lambda one: one.ruled, default=None)
    return Disagreement(
        each.id, each.at, each.label, each.codes, each.kind, each.shares, each.readings, each.text, ruling
    )


def _concerns(ruled: At, at: At) -> bool:
    return (
        ruled.coders == at.coders and bool(set(ruled.codes) & set(at.codes))
        and overlaps((ruled.start, ruled.end), (at.start, at.end))
    )  # fmt: skip

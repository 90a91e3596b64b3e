"""Three coders read the study: who does what, how they differ, and which of it was planted.

The first coder of a document mostly reads it as it was written; where a second or third reads it too, one of the two
departs from that reading in a known way. Ben drifts: from June 2023 on he hardly sees `E9` and takes some for `E4`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from coding_tui.demo.model import (
    CODERS,
    Disagreement,
    Passage,
    StudyAssignment,
    StudyCoding,
    StudyDocument,
)

DONE = {"CPS": 38, "Police": 22, "ISVA": 18, "Counsel": 11, "Judges": 7, "early advice": 18, "panel": 9, "forum": 4,
        "training": 3, "case file": 15}  # fmt: skip
TWICE = {"CPS": 11, "Police": 7, "ISVA": 5, "Counsel": 3, "Judges": 3, "early advice": 5, "panel": 3, "forum": 1,
         "training": 1, "case file": 5}  # fmt: skip
THRICE = {"CPS": 2, "Police": 2, "ISVA": 1, "Counsel": 1, "early advice": 1}
DRIFT_CODER, DRIFT_REF, DRIFT_FROM, DRIFT_TO = "Ben", "E9", "2023-06-01", "E4"
ONE_CODER_REF, ONE_CODER = "B6", "Ann"
NEVER_TWICE_REF = "D5"
# Chance that two readings of a passage differ, by code; the rest differ seldom.
UNSURE = {
    "E9": 0.34, "F2": 0.6, "C2": 0.5, "B2": 0.62, "A5": 0.58, "C4": 0.62, "E8": 0.55, "D2": 0.48, "E4": 0.45,
    "F5": 0.62, "A3": 0.66, "E1": 0.42, "C5": 0.5, "D4": 0.7, "F3": 0.6, "E3": 0.3, "C1": 0.34, "B1": 0.7, "B3": 0.6,
    "E5": 0.26,
    "B7": 0.5, "B13": 0.55, "B5": 0.36, "C3": 0.5, "C6": 0.68, "F8": 0.5, "D6": 0.55, "A7": 0.62, "F4": 0.3, "D3": 0.4,
    "B11": 0.3, "B12": 0.6, "B9": 0.55, "A9": 0.5, "D1": 0.3, "F6": 0.24,
}  # fmt: skip
SURE = 0.14
# What is taken for what (reference: expected confusions of the codebook).
TAKEN_FOR = {"A3": "C1", "C1": "A3", "B4": "C4", "C4": "B4", "F2": "E5", "D2": "E6", "E4": "E9", "E9": "E4", "F5": "F8",
             "E1": "E2", "E7": "E4", "E5": "F2", "E3": "E1", "C2": "C1", "F6": "F7", "F7": "F6", "E8": "E9", "B2": "B1",
             "D1": "D2", "C5": "F5", "F1": "F3", "A5": "B3", "B7": "F2", "B13": "B9", "B5": "C4",
             "C3": "C4", "C6": "C5", "F8": "E8", "D6": "D2", "A7": "B4", "B9": "B13", "D3": "D4"}  # fmt: skip
MEMOS = (
    "Compare with what the officers say about the same step.",
    "Is this the unit or the person? Ask at the next meeting.",
    "Nice and self-contained; candidate for the report.",
    "Close to the edge of the definition, see the near miss.",
    "Contradicts an earlier answer of the same speaker.",
    "The question led here.",
)


@dataclass
class _Reading:
    start: int
    end: int
    ref: str
    stance: str
    passage: Passage


@dataclass
class CodedStudy:
    """What the coders did."""

    codings: list[StudyCoding]
    assignments: list[StudyAssignment]
    disagreements: list[Disagreement]


def code_study(
    documents: list[StudyDocument], passages: dict[str, list[Passage]], paths: dict[str, str], rng: Random
) -> CodedStudy:
    """Everybody's codings; `paths` gives a code's path by ref, a theme's by its letter."""
    coded = CodedStudy([], [], [])
    for document, coders, state in _share_out(documents, rng):
        readings = _read(document, coders, passages[document.label], coded.disagreements, rng)
        for number, coder in enumerate(coders):
            if state != "assigned":
                kept = readings[coder] if state == "done" else readings[coder][: len(readings[coder]) // 3]
                coded.codings += _write_down(document, coder, kept, paths, rng)
            coded.assignments.append(StudyAssignment(document.label, coder, state if number < 3 else "assigned"))
    return coded


def _share_out(documents: list[StudyDocument], rng: Random) -> list[tuple[StudyDocument, tuple[str, ...], str]]:
    """Done documents with their coders, double and triple ones spread over the dates; then some begun, some given."""
    groups: dict[str, list[StudyDocument]] = defaultdict(list)
    for document in documents:
        groups[document.group or document.kind].append(document)
    shares: list[tuple[StudyDocument, tuple[str, ...], str]] = []
    for name, members in groups.items():
        by_date = sorted(members, key=lambda member: (member.date, member.label))
        done = _spread(by_date, DONE[name])
        twice = _spread(done, TWICE[name])
        thrice = _spread(twice, THRICE.get(name, 0))
        for number, document in enumerate(done):
            many = 1 + (document in twice) + (document in thrice)
            shares.append((document, _turn_taking(number, rng)[:many], "done"))
        rest = [document for document in by_date if document not in done]
        for number, document in enumerate(rest[: len(rest) * 3 // 5]):
            shares.append((document, (CODERS[number % 3],), "started" if number % 3 == 0 else "assigned"))
    return shares


def _spread(members: list[StudyDocument], many: int) -> list[StudyDocument]:
    return [members[(2 * index + 1) * len(members) // (2 * many)] for index in range(many)]


def _turn_taking(number: int, rng: Random) -> tuple[str, ...]:
    first = CODERS[number % 3]
    others = [coder for coder in CODERS if coder != first]
    rng.shuffle(others)
    return (first, *others)


def coded_on(document: StudyDocument) -> datetime:
    """When coders turn to a document: three weeks after it was made, nine in the morning."""
    return datetime.fromisoformat(document.date).replace(hour=9, tzinfo=UTC) + timedelta(days=21)


def _read(
    document: StudyDocument, coders: tuple[str, ...], passages: list[Passage], found: list[Disagreement], rng: Random
) -> dict[str, list[_Reading]]:
    readings: dict[str, list[_Reading]] = {coder: [] for coder in coders}
    drifting = coded_on(document).date().isoformat() >= DRIFT_FROM
    for passage in passages:
        if passage.ref == NEVER_TWICE_REF and len(coders) > 1:
            continue
        exact = _Reading(passage.start, passage.end, passage.ref, passage.stance, passage)
        if passage.ref == ONE_CODER_REF:
            _one_coder_only(exact, coders, readings, found)
            continue
        drifted = drifting and DRIFT_CODER in coders and passage.ref == DRIFT_REF and rng.random() < 0.85
        # One reading of every passage stays as written, so that a difference is always one coder's.
        reference = next(coder for coder in coders if not (drifted and coder == DRIFT_CODER and len(coders) > 1))
        for coder in coders:
            result, kind = [exact], ""
            if drifted and coder == DRIFT_CODER:
                result, kind = _drifted(exact, rng)
            elif coder != reference and not drifted:
                result, kind = _departed(exact, rng)
            readings[coder] += result
            if kind and coder != reference:
                _record(found, passage, kind, reference, coder, result, drift=drifted)
    return readings


def _one_coder_only(
    exact: _Reading, coders: tuple[str, ...], readings: dict[str, list[_Reading]], found: list[Disagreement]
) -> None:
    if ONE_CODER not in coders:
        return
    readings[ONE_CODER].append(exact)
    for coder in coders:
        if coder != ONE_CODER:
            _record(found, exact.passage, "omission", ONE_CODER, coder, [], drift=False)


def _drifted(exact: _Reading, rng: Random) -> tuple[list[_Reading], str]:
    if rng.random() < 0.4:
        return [_Reading(exact.start, exact.end, DRIFT_TO, "", exact.passage)], "substitution-sibling"
    return [], "omission"


def _departed(exact: _Reading, rng: Random) -> tuple[list[_Reading], str]:
    """Another coder's reading of the passage, and what kind of difference it is ("" for none)."""
    if rng.random() >= UNSURE.get(exact.ref, SURE):
        return [exact], ""
    kind = rng.random()
    if kind < 0.3:
        return [], "omission"
    if kind < 0.55:
        return _other_bounds(exact, rng)
    if kind < 0.77 and exact.ref in TAKEN_FOR:
        ref = TAKEN_FOR[exact.ref]
        sort = "substitution-sibling" if ref[0] == exact.ref[0] else "substitution-branch"
        stance = exact.stance if ref[0] in "AB" else ""
        return [_Reading(exact.start, exact.end, ref, stance, exact.passage)], sort
    if kind < 0.88:
        stance = exact.stance
        return [_Reading(exact.start, exact.end, exact.ref[0], stance, exact.passage)], "parent-child"
    if exact.stance:
        other = {"reports": "acts-on", "acts-on": "reports", "endorses": "unclear", "challenges": "reports"}[
            exact.stance
        ]
        return [_Reading(exact.start, exact.end, exact.ref, other, exact.passage)], "stance"
    return _split(exact, rng)


def _other_bounds(exact: _Reading, rng: Random) -> tuple[list[_Reading], str]:
    """The same passage, cut shorter: to its first or last sentence, or at a space inside."""
    sentences = exact.passage.sentences
    if len(sentences) > 1:
        start, end = (exact.start, sentences[0][1]) if rng.random() < 0.5 else (sentences[-1][0], exact.end)
    else:
        spaces = _spaces(exact.passage)
        if not spaces:
            return [], "omission"
        at = exact.start + spaces[len(spaces) // 2]
        start, end = (at + 1, exact.end) if rng.random() < 0.5 else (exact.start, at)
    return [_Reading(start, end, exact.ref, exact.stance, exact.passage)], "boundary"


def _split(exact: _Reading, rng: Random) -> tuple[list[_Reading], str]:
    spaces = _spaces(exact.passage)
    if not spaces:
        return [], "omission"
    at = exact.start + spaces[len(spaces) // 3 + int(rng.random() * 2)]
    halves = [(exact.start, at), (at + 1, exact.end)]
    return [_Reading(start, end, exact.ref, exact.stance, exact.passage) for start, end in halves], "split"


def _spaces(passage: Passage) -> list[int]:
    found = [index for index, character in enumerate(passage.text) if character == " "]
    return found if len(found) >= 5 else []


def _record(
    found: list[Disagreement], passage: Passage, kind: str, base: str, other: str, result: list[_Reading], drift: bool
) -> None:
    first = result[0] if result else None
    found.append(
        Disagreement(
            document=passage.document, type=kind, ref=passage.ref, start=passage.start, end=passage.end, coder=base,
            other=other, other_ref=first.ref if first else None, other_start=first.start if first else None,
            other_end=first.end if first else None, drift=drift,
        )
    )  # fmt: skip


def _write_down(
    document: StudyDocument, coder: str, readings: list[_Reading], paths: dict[str, str], rng: Random
) -> list[StudyCoding]:
    moment = coded_on(document) + timedelta(minutes=CODERS.index(coder) * 7 + rng.randrange(400))
    codings: list[StudyCoding] = []
    seen: set[tuple[int, int, str]] = set()
    for reading in sorted(readings, key=lambda reading: (reading.start, reading.end, reading.ref)):
        moment += timedelta(seconds=rng.randint(25, 190))
        if (reading.start, reading.end, reading.ref) in seen:
            continue
        seen.add((reading.start, reading.end, reading.ref))
        decided = reading.stance and rng.random() > 0.08
        codings.append(
            StudyCoding(
                document=document.label, start=reading.start, end=reading.end, ref=reading.ref, code=paths[reading.ref],
                coder=coder, text=document.text[reading.start : reading.end], stance=reading.stance if decided else "",
                prompted=reading.passage.prompted, key=rng.random() < 0.035,
                memo=rng.choice(MEMOS) if rng.random() < 0.02 else "", created=moment.isoformat(timespec="seconds"),
            )
        )  # fmt: skip
    return codings

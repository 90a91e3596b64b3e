"""What a learner made of their learning set: agreement per code, and each difference with the rule that decides it.

The learner is compared with what the team settled (`learning`), over participants' speech, without the stretches that
the team did not settle. It is no agreement between coders: rulings are in it, and it goes into no report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from codebook.agreement import Agreement, Document, SpanRow, Study, measure
from codebook.coding.codings import Coding, codings
from codebook.reviewing.project_agreement import NoAgreement, measurable
from codebook.reviewing.rulings import ConsensusCoding, Ruling, rulings
from codebook.scheme import codes
from codebook.scheme.codes import Code
from codebook.spans import Span, difference, intersection, overlaps, region
from codebook.teaching.learning import LEARNING, Settled, settled
from codebook.teaching.learning_rules import Rule, deciding
from codebook.team import assignments
from codebook.team.rounds import MAIN
from codebook.team.sealing import closed_to
from transcripts.document_labels import natural
from transcripts.errors import NotFound
from transcripts.project import Project
from transcripts.sentences import sentences
from transcripts.texts import DocumentText, document_texts

SETTLED = "the team"
KINDS = ("missed", "instead", "bounds", "added")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A difference: at [start, end) of a document (label) the team has `expected`, the learner `got` (paths).

    `kind`: the learner has nothing there (`missed`) or another code (`instead`), other `bounds` by a sentence or more,
    or a code where the team has none (`added`).
    """

    document: str
    label: str
    start: int
    end: int
    text: str
    kind: str
    expected: tuple[str, ...]
    got: tuple[str, ...]
    rule: Rule

    def as_json(self) -> dict[str, Any]:
        """The keys of a difference in `learning show --json`."""
        found = {**asdict(self), "document": self.label, "expected": list(self.expected), "got": list(self.got)}
        del found["label"]
        return found


@dataclass(frozen=True, slots=True)
class Learnt:
    """How a learner's (name) coding of the learning set compares: `done` and `waiting` documents (labels), agreement by
    sentences, and every difference, in text order. `left_out` counts stretches that the team did not settle.
    """

    coder: str
    done: tuple[str, ...]
    waiting: tuple[str, ...]
    agreement: Agreement | None
    lessons: tuple[Lesson, ...]
    left_out: int


def learnt(project: Project, coder: str) -> Learnt:
    """What a learner (name) did with their learning set, as far as they are done with it.

    Raises NotFound where they have none.
    """
    with project.reading(whole=True) as session:
        given = [each for each in assignments.assignments(session, round=LEARNING) if each.coder == coder]
        if not given:
            raise NotFound(f"{coder} has no learning set. Give one: coding-tui learning give PROJECT --as {coder}")
        closed = closed_to(session.connection(), coder)
        seen = [each for each in given if each.state == "done" and each.document not in closed.blind]
        uids = [each.document for each in seen]
        known = {each.document: each for each in settled(session, coder, uids)}
        texts = document_texts(session, list(known))
        made = codings(session, coders=[coder], round=LEARNING, documents=list(known))
        tree, ruled = codes.tree(session).by_uid(), {each.uid: each for each in rulings(session, round=MAIN)}
    bounds = sentences(project, list(known))
    laid = [_Laid.of(known[uid], texts[uid], made, bounds[uid]) for uid in known]
    laid.sort(key=lambda each: natural(each.text.label))
    lessons = [lesson for each in laid for lesson in _lessons(each, tree, ruled)]
    return Learnt(
        coder, tuple(each.label for each in seen), tuple(each.label for each in given if each.document not in uids),
        _measured(project, coder, laid, tree) if laid else None, tuple(lessons),
        sum(len(each.settled.open_) for each in laid),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Laid:
    """A document: the text that counts, by code (uid) what the team and the learner have on it, and its sentences."""

    settled: Settled
    text: DocumentText
    universe: list[Span]
    right: dict[str, list[Span]]
    got: dict[str, list[Span]]
    sentences: list[Span]

    @classmethod
    def of(cls, known: Settled, text: DocumentText, made: Iterable[Coding], bounds: Iterable[Span]) -> _Laid:
        universe = difference(region(text.speech()), known.open_)
        mine = [each for each in made if each.document == known.document]

        def of_codes(found: Iterable[ConsensusCoding | Coding]) -> dict[str, list[Span]]:
            listed = list(found)
            regions = {
                code: intersection(region((c.start, c.end) for c in listed if c.code == code), universe)
                for code in {each.code for each in listed}
            }
            return {code: spans for code, spans in regions.items() if spans}

        return cls(known, text, universe, of_codes(known.found), of_codes(mine), list(bounds))


def _measured(project: Project, coder: str, laid: Sequence[_Laid], tree: Mapping[str, Code]) -> Agreement | None:
    """Learner and team as two coders over what is settled, by sentences; None in a project that works reflexively."""
    try:
        limits = measurable(project)
    except NoAgreement:
        return None
    used = {code for each in laid for code in (*each.right, *each.got)}
    names = [code.path for code in tree.values() if code.uid in used]
    who = (coder, SETTLED)
    rows = [
        SpanRow(each.text.label, name, tree[code].path, start, end)
        for each in laid for name, spans in zip(who, (each.got, each.right), strict=True)
        for code, found in spans.items() if code in tree for start, end in found
    ]  # fmt: skip
    cut = [
        Document(each.text.label, frozenset(who), each.universe, {"sentence": each.sentences}) for each in laid
    ]  # fmt: skip
    return measure(Study.of(who, names, cut, rows), "sentence", limits)


def _lessons(laid: _Laid, tree: Mapping[str, Code], ruled: Mapping[str, Ruling]) -> Iterable[Lesson]:
    told: list[Lesson] = []
    explained: set[tuple[str, Span]] = set()
    for code, spans in laid.right.items():
        for span in spans:
            mine = [each for each in laid.got.get(code, ()) if overlaps(each, span)]
            if mine:
                if _sentences(laid, mine) != _sentences(laid, [span]):
                    told.append(_lesson(laid, span, "bounds", [code], [code], tree, ruled))
                continue
            others = [
                (other, each) for other, found in laid.got.items() for each in found
                if overlaps(each, span) and not any(overlaps(each, right) for right in laid.right.get(other, ()))
            ]  # fmt: skip
            explained |= set(others)
            got = list(dict.fromkeys(other for other, _ in others))
            told.append(_lesson(laid, span, "instead" if got else "missed", [code], got, tree, ruled))
    for code, spans in laid.got.items():
        for span in spans:
            right = any(overlaps(span, each) for each in laid.right.get(code, ()))
            if not right and (code, span) not in explained:
                told.append(_lesson(laid, span, "added", [], [code], tree, ruled))
    return sorted(told, key=lambda each: (each.start, each.end, each.expected, each.got))


def _sentences(laid: _Laid, spans: Iterable[Span]) -> set[Span]:
    listed = list(spans)
    return {each for each in laid.sentences if any(overlaps(each, span) for span in listed)}


def _lesson(
    laid: _Laid, span: Span, kind: str, expected: Sequence[str], got: Sequence[str], tree: Mapping[str, Code],
    ruled: Mapping[str, Ruling],
) -> Lesson:  # fmt: skip
    words = laid.text.text[slice(*span)]
    about = [
        each for each in ruled.values()
        if each.at.document == laid.settled.document and not each.stale and {*expected, *got} & {*each.at.codes}
        and overlaps((each.at.start, each.at.end), span)
    ]  # fmt: skip
    names = [[tree[code] for code in listed if code in tree] for listed in (expected, got)]
    latest = max(about, key=lambda each: each.ruled, default=None)
    rule = deciding(kind, names[0], names[1], words, latest, laid.settled.panel)
    paths = [tuple(code.path for code in listed) for listed in names]
    return Lesson(laid.settled.document, laid.text.label, *span, words, kind, paths[0], paths[1], rule)

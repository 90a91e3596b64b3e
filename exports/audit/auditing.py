"""A draft audited against a project: read, quotations found, each judged, and what is odd about them all together."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sqlmodel import Session, select

from codebook.tables import Code
from exports.audit.attributions import Labels
from exports.audit.coded import Coded
from exports.audit.corpus import Corpus, made_from
from exports.audit.drafts import read_draft
from exports.audit.judging import Judge
from exports.audit.kept import claims_with, findings_with, kept
from exports.audit.model import Audit, Finding, Paragraph, Quotation
from exports.audit.names import names_left, with_stand_ins
from exports.audit.quotations import quotations
from exports.audit.tokens import tokens
from transcripts.kept_indexes import keep_index, kept_index
from transcripts.project import Project
from transcripts.texts import DocumentText, document_texts
from transcripts.withheld import withheld

_MUCH = 4
"""Quoted so often and more than `_SHARE` of all quotations, one document speaks for the others."""
_SHARE = 0.15
_IS_QUOTED = 0.75
"""From this share of common words on, what may be a quotation is one; a paraphrase stays below it."""
INDEX = "audit"

Progress = Callable[[int, int], None]


def audit(
    session: Session, draft: Path, judge: Judge, progress: Progress = lambda _done, _all: None, *,
    named: Mapping[str, str] | None = None,
) -> Audit:  # fmt: skip
    """Every quotation of a draft, judged, and every claim, counted. `progress` hears how many of how many are done.

    `named` gives, by words of the draft, the code (path) that they mean; `judge` is of the same texts (`judge_of`).
    Raises BadDraft for a draft that cannot be read, and NotFound for a code that is not there.
    """
    paragraphs = read_draft(draft)
    coded = Coded(session, named)
    findings = found_in(paragraphs, judge, labels_of(judge.corpus), progress)
    held = kept(session)
    quoted = _quoted([finding.quotation for finding in findings])
    claims = claims_with(coded.claim_reader().claims(paragraphs, quoted), held)
    told = findings_with(coded.told(with_stand_ins(_with_repetitions(findings))), held)
    plain = _plainly(findings, judge)
    names = names_left(paragraphs, withheld(session))
    return Audit(draft.name, told, (*plain, *_about_all(findings), *coded.unheard(findings)), claims, names)


def found_in(
    paragraphs: Sequence[Paragraph], judge: Judge, labels: Labels, progress: Progress = lambda _done, _all: None
) -> list[Finding]:
    """Every quotation of a draft, judged, in its order; what only may be one where its words stand in the project."""
    found = list(quotations(paragraphs, labels))
    findings = []
    for done, quotation in enumerate(found):
        progress(done, len(found))
        finding = judge.judged(quotation)
        if not quotation.supposed or _is_one(finding):
            findings.append(finding)
    progress(len(found), len(found))
    return findings


def _is_one(finding: Finding) -> bool:
    """Whether what may be a quotation is one: its words stand in the project, with whom it is given to."""
    named = finding.quotation.label
    return finding.score >= _IS_QUOTED and (not named or finding.document == named)


def labels_of(corpus: Corpus) -> Labels:
    """What a draft may call the documents of a corpus, and those who speak in them."""
    speaking = {turn.turn.speaker: turn.turn.role == "interviewer" for turn in corpus.turns if turn.turn.speaker}
    return Labels((text.label for text in corpus.texts), speaking)


def judge_of(project: Project) -> Judge:
    """What judges quotations against all that is said in a project. Its index, the slow part of an audit, is kept with
    the project until a text changes.
    """
    with project.reading() as session:
        texts = tuple(document_texts(session).values())
        made = made_from(texts)
        held = kept_index(session, INDEX, made)
        names = frozenset(" ".join(name.casefold().split()) for name in session.exec(select(Code.name)))
    corpus = _unpacked(texts, held)
    if corpus is None:
        corpus = Corpus(texts)
        keep_index(project, INDEX, made, corpus.packed())
    return Judge(corpus, names)


def _unpacked(texts: Sequence[DocumentText], held: bytes | None) -> Corpus | None:
    try:
        return None if held is None else Corpus(texts, held)
    except (zlib.error, ValueError, IndexError):  # damaged: it is made again, and `check` says what else is
        return None


def _quoted(found: Sequence[Quotation]) -> dict[int, list[tuple[int, int]]]:
    """What is quoted, by the number of the paragraph."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for each in found:
        spans.setdefault(each.paragraph.number, []).append((each.start, each.end))
    return spans


def _with_repetitions(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Each finding, with a remark where the same words were quoted before."""
    first: dict[tuple[str, ...], Finding] = {}
    told = []
    for finding in findings:
        key = tuple(word.word for word in tokens(finding.quotation.text))
        before = first.setdefault(key, finding)
        if before is not finding and finding.verdict != "term":
            remark = f"the same words are quoted before: {before.quotation.paragraph.where}"
            told.append(replace(finding, remarks=(*finding.remarks, remark)))
        else:
            told.append(finding)
    return tuple(told)


def _plainly(findings: Sequence[Finding], judge: Judge) -> list[str]:
    """What would make an audit look worse than the draft is: nothing to look in, the wrong project, nobody named."""
    quoting = [each for each in findings if each.verdict != "term"]
    if not judge.corpus.texts:
        return ["the project holds no documents: nothing can be looked up"]
    if quoting and all(each.document is None for each in quoting):
        return ["none of these quotations stands in the project: is it the right one, with all its sources?"]
    if quoting and not any(each.quotation.label for each in quoting):
        example = judge.corpus.texts[0].label
        return [f"no quotation names a document of the project (such as ‘{example}’): whose they are cannot be checked"]
    return []


def _about_all(findings: Sequence[Finding]) -> tuple[str, ...]:
    used = Counter(finding.document for finding in findings if finding.document and finding.verdict != "term")
    total = used.total()
    return tuple(
        f"{label} is quoted {times} times, {times / total:.0%} of all quotations"
        for label, times in used.most_common()
        if times >= _MUCH and times > _SHARE * total
    )

"""A Word draft once more, with a comment at every quotation that needs a look. The draft itself is never touched."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.run import Run

from exports.audit.drafts import BadDraft
from exports.audit.model import Finding
from exports.audit.word_draft import located
from exports.words import visible
from transcripts.leaving import NONE_KNOWN, Known, masked

AUTHOR = "Quote audit"


def annotated(draft: Path, target: Path, findings: Sequence[Finding], known: Known = NONE_KNOWN) -> bytes:
    """The draft's bytes with comments; what stands in notes, where Word keeps no comments, is told in the first one.
    Names that must not leave are masked in comments, but for those that the draft has itself (`known`).

    Raises BadDraft for a draft that is no Word file, and for a target that is the draft itself.
    """
    if target.resolve() == draft.resolve():
        raise BadDraft(f"{target} is the draft itself. Choose another name: the draft stays as it is.")
    try:
        document = docx.Document(str(draft))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError):
        raise BadDraft(f"{draft.name} is no Word file. --annotate needs a .docx draft; --output takes any.") from None
    places = dict(located(document.element.body))
    elsewhere = [
        finding for finding in findings
        if (finding.needs_a_look or finding.remarks) and not _comment(document, places, finding, known)
    ]  # fmt: skip
    if elsewhere and (runs := [run for paragraph in document.paragraphs for run in paragraph.runs][:1]):
        told = "\n\n".join(f"{each.quotation.paragraph.where}: {_words(each)}" for each in elsewhere)
        document.add_comment(runs, text=visible(masked(told, known)), author=AUTHOR, initials="QA")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _comment(document: Any, places: Mapping[str, Any], finding: Finding, known: Known) -> bool:
    """Comment on the runs that hold the quotation, in its own paragraph; false where that is a note, or has no runs."""
    place = places.get(finding.quotation.paragraph.where)
    if place is None:
        return False
    for element in (each for each in place.iter() if each.tag == qn("w:p")):
        runs = [Run(each, document) for each in element.iter() if each.tag == qn("w:r")]
        text = "".join(run.text for run in runs)
        start = _nearest(text, finding.quotation.text, finding.quotation.start)
        held = [] if start is None else _holding(runs, start, start + len(finding.quotation.text))
        if held:
            said = visible(masked(_words(finding), known))
            document.add_comment([held[0], held[-1]], text=said, author=AUTHOR, initials="QA")
            return True
    return False


def _nearest(text: str, words: str, place: int) -> int | None:
    """Where the words stand in a text, nearest to a place; None where they do not."""
    found = [each.start() for each in re.finditer(re.escape(words), text)]
    return min(found, key=lambda start: abs(start - place), default=None)


def _holding(runs: Sequence[Run], start: int, end: int) -> list[Run]:
    """The runs that hold some of [start, end)."""
    held, at = [], 0
    for run in runs:
        if at < end and at + len(run.text) > start:
            held.append(run)
        at += len(run.text)
    return held


def _words(finding: Finding) -> str:
    parts = [finding.verdict + (f": {finding.detail}" if finding.detail else "")]
    if finding.document is not None:
        parts.append(f"{finding.document}:{finding.start}-{finding.end} says: {finding.said}")
    return "\n".join([*parts, *finding.remarks])

"""A Word draft once more, with a comment at every quotation that needs a look. The draft itself is never touched."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.run import Run

from exports.audit.drafts import BadDraft
from exports.audit.model import Finding
from exports.audit.word_draft import laid, located
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
    """Comment on the quotation, in its own paragraph; false where that is a note, or has no runs."""
    place = places.get(finding.quotation.paragraph.where)
    held = [] if place is None else _held(place, finding.quotation.start, finding.quotation.end)
    if held:
        ends = [Run(held[0], document), Run(held[-1], document)]
        said = visible(masked(_words(finding), known))
        document.add_comment(ends, text=said, author=AUTHOR, initials="QA")
    return bool(held)


def _held(place: Any, start: int, end: int) -> list[Any]:
    """The runs that hold [start, end) of a paragraph's or row's words and nothing else: runs are divided for that."""
    held, at = [], 0
    for piece, words in laid(place):
        begin, at = at, at + len(words)
        if piece is None or not words or at <= start or begin >= end:
            continue
        if at >= end:
            _divided(piece, end - begin)
        held.append(_divided(piece, start - begin) if begin <= start else piece.getparent())
    return held


def _divided(piece: Any, at: int) -> Any:
    """Divide a run at a place of one of its texts; the run that begins there. Both look as the one did."""
    run, words = piece.getparent(), piece.text
    before = [each for each in piece.itersiblings(preceding=True) if each.tag != qn("w:rPr")]
    after = list(piece.itersiblings())
    if (at <= 0 and not before) or (at >= len(words) and not after):
        return run
    later = run.makeelement(run.tag, dict(run.attrib))
    later.extend(deepcopy(each) for each in run if each.tag == qn("w:rPr"))
    if at <= 0:
        after.insert(0, piece)
    elif at < len(words):
        rest = deepcopy(piece)
        piece.text, rest.text = words[:at], words[at:]
        for each in (piece, rest):
            each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        after.insert(0, rest)
    later.extend(after)
    run.addnext(later)
    return later


def _words(finding: Finding) -> str:
    parts = [finding.verdict + (f": {finding.detail}" if finding.detail else "")]
    if finding.document is not None:
        parts.append(f"{finding.place} says: {finding.said}")
    return "\n".join([*parts, *finding.remarks])

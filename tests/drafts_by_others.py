"""Drafts as other people write them, quoting a frozen part of the worked study, and what is true of each quotation.

`python tests/drafts_by_others.py` prints for docs/audit.md what an audit makes of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from spoken import document

from exports.audit.auditing import found_in, labels_of
from exports.audit.corpus import Corpus
from exports.audit.drafts import read_draft
from exports.audit.judging import Judge
from exports.audit.model import VERDICTS, Finding
from transcripts.texts import DocumentText

FOLDER = Path(__file__).parent / "exports" / "drafts_by_others"
DRAFTS = sorted(path for path in FOLDER.iterdir() if path.suffix != ".tsv" and path.name != "said.txt")
CODES = frozenset(("working relationships", "male victims", "delay and attrition"))


class Truth(NamedTuple):
    """Words as a draft has them; the verdicts that are right, the best first; and who says them, "" where nobody is
    named. A quotation that the draft interrupts is one of several `parts`.
    """

    verdicts: tuple[str, ...]
    document: str
    parts: tuple[str, ...]


class Read(NamedTuple):
    """A quotation of a draft, what is true of it, and what the audit found of its parts: none where it was missed."""

    truth: Truth
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> str:
        """The audit's verdict; the truth's where it is as right, and of several parts' the first that is not."""
        verdicts = [each.verdict for each in self.findings]
        return next((each for each in verdicts if each not in self.truth.verdicts), self.truth.verdicts[0])


@cache
def judge() -> Judge:
    """What judges the drafts: the part of the study that they quote, and passages that are nearly the same."""
    texts = (FOLDER / "said.txt").read_text("utf-8").split("=== ")[1:]
    return Judge(Corpus(map(_spoken, texts)), CODES)


def truths(draft: Path) -> list[Truth]:
    """What stands beside a draft: a row for each quotation."""
    rows = [line.split("\t") for line in draft.with_suffix(".tsv").read_text("utf-8").splitlines()]
    return [Truth(tuple(right.split("|")), said.strip("-"), tuple(words.split(" / "))) for right, said, words in rows]


def read(draft: Path) -> tuple[list[Read], list[Finding]]:
    """Each quotation that a draft should be found to have, with what was found; and what was found besides."""
    left = list(found_in(read_draft(draft), judge(), labels_of(judge().corpus)))
    known = []
    for truth in truths(draft):
        its = [each for part in truth.parts if (each := _take(left, part))]
        known.append(Read(truth, tuple(its) if len(its) == len(truth.parts) else ()))
    return known, left


def matrix() -> Counter[tuple[str, str]]:
    """Over all drafts how many quotations of each true verdict got which."""
    pairs: Counter[tuple[str, str]] = Counter()
    for draft in DRAFTS:
        known, besides = read(draft)
        pairs.update((each.truth.verdicts[0], each.verdict if each.findings else "missed") for each in known)
        pairs.update(("no quotation", each.verdict) for each in besides)
    return pairs


def _take(left: list[Finding], part: str) -> Finding | None:
    at = next((at for at, each in enumerate(left) if _plain(each.quotation.text) == _plain(part)), None)
    return None if at is None else left.pop(at)


def _plain(words: str) -> str:
    """Words without what a format changes: LaTeX sets apostrophes, American printers stops inside marks."""
    return re.sub(r"\s+", " ", words.replace("’", "'").replace("‘", "'").replace("\u00a0", " ")).strip(" .,;")


def _spoken(text: str) -> DocumentText:
    label, _, words = text.partition("\n")
    return document(label, *_turns(words))


def _turns(words: str) -> Iterator[tuple[str, str]]:
    for line in filter(None, words.split("\n")):
        speaker, _, said = line.partition(": ")
        yield (speaker, said) if said and len(speaker) < 20 else ("", line)


def table() -> str:
    """The matrix as docs/audit.md shows it."""
    pairs, lines = matrix(), ["| true | found so | found as something else |", "|---|---:|---|"]
    for truth in VERDICTS:
        row = {found: many for (true, found), many in pairs.items() if true == truth}
        others = ", ".join(f"{many} {found}" for found, many in sorted(row.items()) if found != truth)
        lines += [f"| {truth} | {row.get(truth, 0)} | {others or 'nothing'} |"] if row else []
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
